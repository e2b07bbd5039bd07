/**
 * Findings keep what a detector wrote, with the ids of rules, stages, areas and things, which never change. Whoever reads is told their
 * names; the ids themselves stay in the evidence. Pure.
 */
import type { Words } from '../../categories/definition.ts';
import { shippedProfiles } from '../../categories/profiles/index.ts';

const rules = new Map(shippedProfiles.flatMap((profile) => profile.rules.map((rule) => [rule.id, rule] as const)));

/** The stage of a word such as `planting` or `inputs/seed_use`. */
function stageOf(word: string, category: string): Words | undefined {
  const [of, id] = word.includes('/') ? (word.split('/') as [string, string]) : [category, word];
  return shippedProfiles.find((each) => each.category === of)?.stages.find((stage) => stage.id === id);
}

const things: readonly (readonly [pattern: RegExp, zh: string, en: string])[] = [
  [/urn:zhuisu:lot:[^:\s，、；]+:(?:[^:\s，、；]+:)?([^:\s，、；]+)/g, '批次 $1', 'lot $1'],
  [/https:\/\/id\.gs1\.org\/01\/\d{14}\/10\/([^\s，、；]+)/g, '批次 $1', 'lot $1'],
  [/https:\/\/id\.gs1\.org\/01\/\d{14}\/21\/([^\s，、；]+)/g, '序列号 $1', 'serial $1'],
  [/https:\/\/id\.gs1\.org\/00\/(\d{18})/g, '物流单元 $1', 'logistic unit $1'],
];

interface Said extends Words {
  readonly category: string;
  /** Name of a division, where its code is one. */
  readonly areas: (code: string) => string | undefined;
}

export function plainly({ zh, en, category, areas }: Said): Words {
  const said = (text: string, of: 'zh' | 'en'): string => {
    let told = text.replace(/^([A-Z]{2}-[\w-]+)(?=[（(：:])/, (id) => {
      const rule = rules.get(id);
      return rule === undefined ? id : of === 'zh' ? `${rule.zh}（${id}）` : `${rule.en} (${id})`;
    });
    told = told.replace(/(?<![\w:/.-])(?:[a-z_]+\/)?[a-z]+(?:_[a-z]+)*(?![\w:/.-])/g, (word) => {
      // An English sentence is full of words that are stages too.
      const stage = of === 'en' && !/[_/]/.test(word) ? undefined : stageOf(word, category);
      return stage === undefined ? word : of === 'zh' ? stage.zh : stage.en;
    });
    told = told.replace(/(?<![\w:/.-])\d{6}(?:\d{3})?(?![\w:/.-])/g, (code) => areas(code) ?? code);
    for (const [pattern, ...names] of things) told = told.replace(pattern, names[of === 'zh' ? 0 : 1]!);
    return told;
  };
  return { zh: said(zh, 'zh'), en: said(en, 'en') };
}
