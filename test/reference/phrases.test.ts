/** Whatever a refusal says in Chinese is Chinese: what came, what was expected, why. */
import { expect, test } from 'vitest';
import { inChinese } from '../../src/errors/phrases.ts';
import { phrasesInSource } from './phrases-in-source.ts';

const han = /[\u4e00-\u9fff]/;
/** Codes, names of fields, paths, media types, and lists of them, are the same in every language; so are these. */
const neutral = /^(?:[^\s]+(?:, [^\s]+)*|XML (?:\{\}|1\.0)|\{\} \(npm run build\)|\{\} MB \(\{\}\))$/;

const found = new Map<string, string>();
for (const { phrase, file } of phrasesInSource()) if (/[A-Za-z]/.test(phrase)) found.set(phrase, file);
const withoutChinese = (): string[] =>
  [...found]
    .filter(([phrase]) => !neutral.test(phrase) && !han.test(phrase))
    .filter(([phrase]) => inChinese(phrase.replaceAll('{}', '7')) === phrase.replaceAll('{}', '7'))
    .map(([phrase, file]) => `${file}: give "${phrase}" a Chinese form in src/errors/phrases`);

test('every phrase of the source has a Chinese form', () => {
  expect(found.size).toBeGreaterThan(400);
  expect(withoutChinese()).toEqual([]);
});
