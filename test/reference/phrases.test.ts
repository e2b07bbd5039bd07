/** Whatever the source says of what came, what was expected and why has a Chinese form. */
import { describe, expect, test } from 'vitest';
import { eventPhrases } from '../../src/errors/phrases/events.ts';
import { memberPhrases, registerPhrases } from '../../src/errors/phrases/registers.ts';
import { requestPhrases } from '../../src/errors/phrases/requests.ts';
import { startPhrases } from '../../src/errors/phrases/start.ts';
import { symbolPhrases } from '../../src/errors/phrases/symbols.ts';
import { valuePhrases } from '../../src/errors/phrases/values.ts';
import { inChinese, inPlaces } from '../../src/errors/phrases.ts';
import { phrasesInSource } from './phrases-in-source.ts';

const han = /[\u4e00-\u9fff]/;
/** Codes, names of fields, paths, media types, and lists of them, are the same in every language; so are these. */
const neutral = /^(?:[^\s]+(?:, [^\s]+)*|XML (?:\{\}|1\.0)|\{\} \(npm run build\)|\{\} MB \(\{\}\))$/;
/** Plain words in Chinese forms that are names of fields, codes or values. */
const names = new Set(
  'action api at attribute code codes column conditions contract_test control dest earlier early false field https http id ilmd instructions is key loopback more name nobody none not null of own_test prefix product readPoint register schedule root schema stages stream to true where'.split(
    ' ',
  ),
);

test('every phrase of the source has a Chinese form', () => {
  const found = new Map<string, string>();
  for (const { phrase, file } of phrasesInSource()) if (/[A-Za-z]/.test(phrase)) found.set(phrase, file);
  expect(found.size).toBeGreaterThan(400);
  const without = [...found]
    .filter(([phrase]) => !neutral.test(phrase) && !han.test(phrase))
    .filter(([phrase]) => inChinese(phrase.replaceAll('{}', '7')) === phrase.replaceAll('{}', '7'))
    .map(([phrase, file]) => `${file}: give "${phrase}" a Chinese form in src/errors/phrases`);
  expect(without).toEqual([]);
});

describe('the tables of phrases', () => {
  const tables = [valuePhrases, eventPhrases, requestPhrases, registerPhrases, startPhrases, symbolPhrases];
  const rows = tables.flatMap((table) => Object.entries(table));
  const placesOf = (text: string): string[] => text.match(/\{\w+\}/g) ?? [];

  test('say each phrase once', () => {
    const all = [...rows, ...Object.entries(memberPhrases)].map(([en]) => en);
    expect(all.filter((en, i) => all.indexOf(en) < i)).toEqual([]);
  });

  test('have no place in Chinese that the English phrase does not fill', () => {
    expect(rows.filter(([en, zh]) => placesOf(zh).some((place) => !placesOf(en).includes(place)))).toEqual([]);
  });

  test('hold no English in Chinese', () => {
    const english = (zh: string): string[] =>
      (zh.replace(/\{\w+\}/g, '').match(/(?<![\w/@#.])[A-Za-z]\w+/g) ?? []).filter(
        (word) => /^[a-z]+$/.test(word) && !names.has(word),
      );
    expect([...rows, ...Object.entries(memberPhrases)].filter(([, zh]) => english(zh).length > 0)).toEqual([]);
  });
});

test.each([
  ['a list of up to 5: a list of 1 to 3', '不超过 5 项的列表，每项为 1 至 3 项的列表'],
  ['rollback or proceed', 'rollback 或 proceed'],
  ['stored, exists, refused or rolled_back', 'stored、exists、refused 或 rolled_back'],
  [
    "Expected ',' or ']' after array element in JSON at position 7 (line 1 column 8)",
    "数组元素之后缺少 ',' 或 ']'（第 1 行第 8 列，位置 7）",
  ],
  ['no address that may be spoken to (10.0.0.1: private, ::1: loopback)', '没有允许访问的地址（10.0.0.1（私有）、::1（环回））'],
  ['getaddrinfo ENOTFOUND receiver.example', '无法解析主机名 receiver.example（ENOTFOUND）'],
  // What is no phrase of ours stays.
  ['"nothing"', '"nothing"'],
  ['a phrase that nobody wrote', 'a phrase that nobody wrote'],
  ['/epcis/events/one or two', '/epcis/events/one or two'],
])('%s becomes %s', (en, zh) => {
  expect(inChinese(en)).toBe(zh);
});

test.each([
  ['收到 {came}，应为 {expected}', '收到空值，应为 ASC 或 DESC'],
  ['{came} 不存在，{came}不存在', '空值不存在，空值不存在'],
  ['{expected} 不存在', 'ASC 或 DESC 不存在'],
])('places are filled without a blank between Chinese and Chinese: %s', (sentence, filled) => {
  expect(inPlaces(sentence, (name) => ({ came: '空值', expected: 'ASC 或 DESC' })[name] ?? '–')).toBe(filled);
});
