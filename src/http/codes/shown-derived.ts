/** Rows that several records make together: what was applied and whether its interval had passed; the latest test. Pure. */
import type { ToldEvent, ToldValue } from '../../../web/portal/index.ts';
import type { Words } from '../../categories/definition.ts';

const day = 86_400_000;
const fieldOf = ({ fields }: ToldEvent, ...keys: string[]): ToldValue | undefined =>
  keys.flatMap((key) => fields.find((field) => field.key === key)?.value ?? [])[0];

function wordsOf(value: ToldValue | undefined): Words | undefined {
  if (value?.kind === 'text') return { zh: value.text, en: '' };
  if (value?.kind !== 'plain') return undefined;
  if (value.words !== undefined)
    return { zh: value.words.map(({ zh }) => zh).join('、'), en: value.words.map(({ en }) => en).join(', ') };
  return { zh: value.values.map(String).join('、'), en: '' };
}
const spoken = (words: Words): ToldValue => ({ kind: 'plain', of: 'choice', values: [words.zh], words: [words] });

/** Stages that apply something, their names for it, for the days to wait, and the date from which they count. */
const applied = [
  { stage: 'produce/application', name: 'inputName', days: 'interval', zh: '间隔期', en: 'interval' },
  { stage: 'produce/medication', name: 'drugName', days: 'withdrawal', zh: '休药期', en: 'withdrawal' },
] as const;
const gathered = [
  { key: 'harvestDate', zh: '采收' },
  { key: 'slaughterDate', zh: '屠宰' },
] as const;

export function inputsTold(told: readonly ToldEvent[], category: string): ToldValue | undefined {
  const uses = told.flatMap((event) => {
    const use = applied.find(({ stage }) => stage === event.of);
    return use === undefined ? [] : [{ event, use }];
  });
  if (uses.length === 0 || category !== 'produce') return undefined;
  const names = [...new Set(uses.flatMap(({ event, use }) => wordsOf(fieldOf(event, use.name))?.zh ?? []))];
  const last = uses.at(-1)!.event.day;
  const ends = told.flatMap((event) =>
    gathered.flatMap(({ key, zh }) => {
      const on = wordsOf(fieldOf(event, key))?.zh;
      return on === undefined ? [] : [{ on, zh }];
    }),
  );
  const end = ends.sort((a, b) => a.on.localeCompare(b.on))[0];
  const first = end?.on;
  const waits = uses.flatMap(({ event, use }) => {
    const days = Number(wordsOf(fieldOf(event, use.days))?.zh);
    if (!Number.isFinite(days)) return [];
    const from = wordsOf(fieldOf(event, 'stopDate'))?.zh ?? event.day;
    return [{ days, over: first === undefined || Date.parse(from) + days * day <= Date.parse(first), use }];
  });
  const longest = waits.reduce((most, { days }) => Math.max(most, days), 0);
  const kind = uses.at(-1)!.use;
  const kept = waits.every(({ over }) => over);
  const wait: Words =
    waits.length === 0
      ? { zh: '', en: '' }
      : first === undefined
        ? { zh: `；${kind.zh}最长 ${longest} 天`, en: `; ${kind.en} up to ${longest} days` }
        : kept
          ? {
              zh: `；${first} ${end?.zh}前${kind.zh}（最长 ${longest} 天）都已满`,
              en: `; each ${kind.en} had passed before ${first}`,
            }
          : { zh: `；${first} ${end?.zh}时有${kind.zh}未满`, en: `; an ${kind.en} had not passed on ${first}` };
  const few = names.slice(0, 3).join('、') + (names.length > 3 ? ` 等 ${names.length} 种` : '');
  return spoken({
    zh: `${few}，共 ${uses.length} 次，最近 ${last}${wait.zh}`,
    en: `${uses.length === 1 ? 'once' : `${uses.length} times`}, last on ${last}${wait.en}`,
  });
}

export function testTold(told: readonly ToldEvent[], stages: readonly string[], category: string): ToldValue | undefined {
  const tests = told.filter(({ of }) => stages.some((stage) => of === `${category}/${stage}`));
  // That of the product itself tells more than one of what it was made from.
  const latest = tests.findLast(({ own }) => own) ?? tests.at(-1);
  if (latest === undefined) return undefined;
  const parts = (['item', 'items', 'verdict', 'laboratory', 'inspectionCertNo', 'reportNo', 'report'] as const).flatMap((key) => {
    const words = wordsOf(fieldOf(latest, key));
    return words === undefined ? [] : [words.zh.replace(/^urn:zhuisu:document:/, '')];
  });
  const verdict = wordsOf(fieldOf(latest, 'verdict'));
  return spoken({
    zh: [...new Set(parts), latest.day].join(' · '),
    en: [verdict?.en, `on ${latest.day}`].filter(Boolean).join(' '),
  });
}
