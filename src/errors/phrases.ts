/**
 * What stands in the places of the Chinese sentences. The details of a refusal say what came, what was expected and why in English
 * phrases; here these become Chinese, by the tables in `phrases/`. Values, codes, names and what others say stay as they are. The patterns
 * are compiled once, and nothing runs before something is refused.
 */
import { eventPhrases } from './phrases/events.ts';
import { memberPhrases, registerPhrases } from './phrases/registers.ts';
import { requestPhrases } from './phrases/requests.ts';
import type { Phrases } from './phrases/row.ts';
import { startPhrases } from './phrases/start.ts';
import { symbolPhrases } from './phrases/symbols.ts';
import { valuePhrases } from './phrases/values.ts';

interface Pattern {
  readonly form: RegExp;
  readonly head: string;
  readonly tail: string;
  readonly places: readonly string[];
  readonly zh: string;
  /** Length of what is fixed: the more of it, the closer the phrase fits. */
  readonly fixed: number;
}

const place = /\{(\w+)\}/;
const number = '-?[\\d.,]+';
const contents: Readonly<Record<string, string>> = { n: number, m: number, k: number, code: '\\S+' };
/** Two or more names of fields, codes or values. */
const choice = /^\w[\w.:/@$*+-]*(?:, [\w.:/@$*+-]+)* or [\w.:/@$*+-]+$/;
/** One sign of Chinese writing. */
const han = /^[\u2018-\u201d\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
/** Phrases within phrases; ours are three deep. */
const deepest = 5;

function patternOf([en, zh]: readonly [string, string]): Pattern {
  const parts = en.split(place);
  const fixed = parts.filter((_, i) => i % 2 === 0);
  const source = parts.map((part, i) =>
    i % 2 === 0 ? part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : `(${contents[part] ?? '.+'})`,
  );
  return {
    form: new RegExp(`^${source.join('')}$`, 's'),
    head: fixed[0]!,
    tail: fixed.at(-1)!,
    places: parts.filter((_, i) => i % 2 === 1),
    zh,
    fixed: fixed.join('').length,
  };
}

const all = Object.entries<string>({
  ...valuePhrases,
  ...eventPhrases,
  ...requestPhrases,
  ...registerPhrases,
  ...startPhrases,
  ...symbolPhrases,
} satisfies Phrases);
const exact = new Map([...all.filter(([en]) => !place.test(en)), ...Object.entries(memberPhrases)]);
const patterns = all
  .filter(([en]) => place.test(en))
  .map(patternOf)
  .sort((a, b) => b.fixed - a.fixed);

/** The Chinese form of a detail; what is no phrase of ours as it came. */
export function inChinese(text: string, depth = 0): string {
  const found = exact.get(text);
  if (found !== undefined) return found;
  if (depth > deepest || !/[A-Za-z]/.test(text)) return text;
  for (const { form, head, tail, places, zh } of patterns) {
    if (!text.startsWith(head) || !text.endsWith(tail)) continue;
    const match = form.exec(text);
    if (match === null) continue;
    return inPlaces(zh, (name) => contentOf(name, match[places.indexOf(name) + 1]!, depth + 1));
  }
  return choice.test(text) ? text.replaceAll(', ', '、').replace(' or ', ' 或 ') : text;
}

function contentOf(name: string, text: string, depth: number): string {
  if (name === 'words') return text.replaceAll(', ', '、').replaceAll('… ', '…、');
  if (name === 'phrase') return inChinese(text, depth);
  if (name !== 'phrases') return text;
  const each = text.split(', ').map((one) => inChinese(one, depth));
  return each.join('、');
}

/** Fills the places of a Chinese sentence: no blank stands between Chinese and Chinese. */
export function inPlaces(sentence: string, given: (name: string) => string): string {
  return sentence.replace(/(.?)( ?)\{(\w+)\}( ?)/gs, (_, before: string, left: string, name: string, right: string) => {
    const value = given(name);
    return `${before}${han.test(before) && han.test(value) ? '' : left}${value}${han.test(value.at(-1) ?? '') ? '' : right}`;
  });
}
