/** What every scheme promises, whatever it reads: run over its vectors. */
import { describe, expect, it } from 'vitest';
import { canonicalUri, identify, identities, recognise, schemes } from '../../src/codes/index.ts';
import type { Vectors } from './vectors/types.ts';

const readingOf = (scheme: string, text: string) => recognise(text).find((reading) => reading.scheme === scheme);

export function schemeContract({ scheme, same, invalid, foreign, checked }: Vectors): void {
  describe(scheme, () => {
    it('is in the registry, with its names and its source', () => {
      const found = schemes.find(({ id }) => id === scheme);
      expect(found?.name.zh).toBeTruthy();
      expect(found?.name.en).toBeTruthy();
      expect(found?.source).toBeTruthy();
    });

    it.each(
      same.flatMap(({ canonical, spellings, ambiguous }) => spellings.map((text) => [text, canonical, ambiguous] as const)),
    )('%j is %s', (text, canonical, ambiguous) => {
      const reading = readingOf(scheme, text!);
      expect(reading).toMatchObject({ scheme, canonical, structure: 'valid', reasons: [] });
      expect(reading!.segments.length).toBeGreaterThan(0);
      expect(recognise(text!).some(({ structure }) => structure === 'valid')).toBe(true);
      expect(identities(text!)).toContain(canonical);
      if (ambiguous) expect(identify(text!)).not.toBe(canonical);
      else expect(identify(text!)).toBe(canonical);
    });

    it.each(same)('$canonical reads to itself', ({ canonical }) => {
      expect(canonicalUri(canonical)).toBe(canonical);
      expect(readingOf(scheme, canonical)).toMatchObject({ canonical, structure: 'valid' });
    });

    it.skipIf(invalid.length === 0)('says why a code is invalid, in both languages', () => {
      for (const text of invalid) {
        const reading = readingOf(scheme, text);
        expect(reading?.structure, text).toBe('invalid');
        expect(reading!.reasons.length).toBeGreaterThan(0);
        for (const { zh, en } of reading!.reasons) expect([zh, en].every((label) => label.length > 0)).toBe(true);
      }
    });

    it('leaves other codes alone', () => {
      for (const text of foreign) expect(readingOf(scheme, text), text).toBeUndefined();
    });

    it.skipIf(checked === undefined)('finds out every change of one digit', () => {
      const { code, from, to } = checked!;
      expect(readingOf(scheme, code)?.structure).toBe('valid');
      for (let i = from; i < to; i++) {
        for (const digit of '0123456789') {
          if (!/\d/.test(code[i]!) || digit === code[i]) continue;
          const changed = code.slice(0, i) + digit + code.slice(i + 1);
          expect(readingOf(scheme, changed)?.structure, changed).toBe('invalid');
        }
      }
    });
  });
}
