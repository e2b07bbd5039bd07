/** The cipher against a library's, and the codes of a range against what they promise. */
import { FF1 } from '@noble/ciphers/ff1.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise, unitAlphabet } from '../../src/codes/index.ts';
import { domain, UnitCipher } from '../../src/issuing/cipher.ts';
import { type CodeRange, CodeReader, codeRows, rangeOf, rowLength } from '../../src/issuing/unit-codes.ts';

const half = 31 ** 5;
const keys = fc.uint8Array({ minLength: 16, maxLength: 16 });
const numbers = fc.oneof(
  fc.integer({ min: 0, max: 200_000_000 }),
  fc.integer({ min: 0, max: domain - 1 }),
  fc.constantFrom(0, half - 1, half, domain - 1),
);
const digitsOf = (number: number): number[] => {
  const digits: number[] = [];
  for (let i = 0, rest = number; i < 10; i++, rest = Math.floor(rest / 31)) digits.unshift(rest % 31);
  return digits;
};

describe('the cipher', () => {
  it('is FF1 of NIST SP 800-38G, as another implementation has it', () => {
    fc.assert(
      fc.property(keys, numbers, (key, number) => {
        const { left, right } = new UnitCipher(Buffer.from(key)).encipherRun(number, 1);
        const theirs = FF1(31, key).encrypt(digitsOf(number));
        expect(digitsOf(left[0]! * half + right[0]!)).toEqual(theirs);
      }),
      { numRuns: 300 },
    );
  });

  it('gives every number back', () => {
    fc.assert(
      fc.property(keys, numbers, (key, number) => {
        const cipher = new UnitCipher(Buffer.from(key));
        const { left, right } = cipher.encipherRun(number, 1);
        expect(cipher.decipher(left[0]!, right[0]!)).toBe(number);
      }),
      { numRuns: 1_000 },
    );
  });
});

const range: CodeRange = { id: '7K3Q9D', key: Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'), count: 100_000 };
const codesOf = (from: number, count: number): string[] =>
  [...codeRows(range, from, count)].flatMap((rows) => rows.toString('latin1').trimEnd().split('\n'));

describe('the codes of a range', () => {
  const codes = codesOf(0, range.count);

  it('are all different, none follows from its neighbour, and all read back', () => {
    expect(new Set(codes).size).toBe(range.count);
    const reader = new CodeReader(range);
    for (let i = 0; i < codes.length; i += 97) expect(reader.numberOf(codes[i]!)).toBe(i);
    // Of ten characters of the body neighbours share about one in 31.
    let shared = 0;
    for (let i = 1; i < 1_001; i++) for (let at = 6; at < 16; at++) if (codes[i]![at] === codes[i - 1]![at]) shared++;
    expect(shared).toBeLessThan(10_000 * 0.06);
  });

  it('are the same however they are cut into runs', () => {
    expect([...codesOf(0, 10), ...codesOf(10, 20_000)]).toEqual(codes.slice(0, 20_010));
    const rows = [...codeRows(range, 5, 2, ['', ',https://x/21/', '\r\n'])].map(String).join('');
    expect(rows).toBe(`${codes[5]},https://x/21/${codes[5]}\r\n${codes[6]},https://x/21/${codes[6]}\r\n`);
    expect(rows.length).toBe(2 * rowLength(['', ',https://x/21/', '\r\n']));
  });

  it('are codes of the platform, check character included', () => {
    for (const code of codes.slice(0, 50)) {
      expect(rangeOf(code)).toBe(range.id);
      expect(recognise(`ZS${code}`)[0]).toMatchObject({ scheme: 'zs', structure: 'valid' });
    }
  });

  it('are told from every code with one wrong character and from neighbours exchanged', () => {
    for (const code of codes.slice(0, 20)) {
      for (let i = 0; i < code.length; i++) {
        for (const other of unitAlphabet) {
          if (other !== code[i]) expect(rangeOf(code.slice(0, i) + other + code.slice(i + 1))).toBeUndefined();
        }
        const swapped =
          code.slice(0, i) +
          code
            .slice(i, i + 2)
            .split('')
            .reverse()
            .join('') +
          code.slice(i + 2);
        if (swapped !== code) expect(rangeOf(swapped)).toBeUndefined();
      }
    }
  });

  it('that were not issued are refused, though well formed', () => {
    const larger = { ...range, count: range.count * 2 };
    const beyond = [...codeRows(larger, range.count, 200)].flatMap((rows) => rows.toString('latin1').trimEnd().split('\n'));
    const reader = new CodeReader(range);
    for (const code of beyond) expect(reader.numberOf(code)).toBeUndefined();
    const otherKey = new CodeReader({ ...range, key: Buffer.alloc(16, 7) });
    expect(codes.slice(0, 2_000).filter((code) => otherKey.numberOf(code) !== undefined)).toEqual([]);
    expect(() => [...codeRows(range, range.count - 1, 2)]).toThrow(RangeError);
  });
});
