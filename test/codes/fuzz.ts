/**
 * Codes as nobody should send them: for every scheme its own codes with characters changed, dropped, doubled and made strange, and texts
 * of its length by chance. `npm run fuzz [-- cases [scheme]]` runs 100,000 of them for each scheme; the tests run a few.
 */
import fc from 'fast-check';
import { canonicalUri, identify, recognise } from '../../src/codes/index.ts';
import { allVectors } from './vectors/index.ts';
import type { Vectors } from './vectors/types.ts';

/** What a code may be wrapped in or hit by. */
const strange = [
  '\u0000',
  '\u001d',
  '\t',
  '\n',
  '\r\n',
  '\u202e',
  '\u200f',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\u{1f34e}',
  'О', // Cyrillic O
  'А', // Cyrillic A
  'Ｉ',
  '０',
  '（',
  '〔',
  '%',
  '%00',
  '%2F',
  '/',
  '?',
  '#',
  '&',
  '<script>alert(1)</script>',
  "'; drop table event; --",
  '" or 1=1',
  '${7*7}',
  '../../etc/passwd',
  ']d2',
  '(01)',
  '{"a":',
  'urn:zhuisu:',
  'https://',
  '9'.repeat(300),
] as const;

type Change = readonly [kind: number, at: number, sign: string];

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.nat(4),
  fc.nat(400),
  fc.oneof(
    fc.constantFrom(...strange),
    fc.string({ minLength: 1, maxLength: 3, unit: 'binary' }),
    fc.constantFrom(...'0123456789AZaz-. '),
  ),
);

function changed(text: string, changes: readonly Change[]): string {
  let result = text;
  for (const [kind, place, sign] of changes) {
    const at = result.length === 0 ? 0 : place % (result.length + 1);
    const [before, after] = [result.slice(0, at), result.slice(at)];
    if (kind === 0) result = before + sign + after;
    else if (kind === 1) result = before + after.slice(1);
    else if (kind === 2) result = before + sign + after.slice(1);
    else if (kind === 3) result = before + after.slice(0, 1) + after;
    else result = sign + result + sign;
  }
  return result;
}

/** Slower than this for one text is a fault; measured again before it counts, for the machine may have been busy. */
const slowest = 50;

export interface Fuzzed {
  readonly scheme: string;
  readonly cases: number;
  /** How many of them the scheme itself read as valid. */
  readonly valid: number;
}

/** Throws with the text and the seed on the first fault. */
export function fuzzScheme({ scheme, same, invalid, foreign }: Vectors, cases: number, seed?: number): Fuzzed {
  const known = [...same.flatMap(({ spellings, canonical }) => [...spellings, canonical]), ...invalid, ...foreign];
  const lengths = [...new Set(known.map(({ length }) => length))];
  const near = fc
    .tuple(fc.constantFrom(...known), fc.array(change, { maxLength: 4 }))
    .map(([text, changes]) => changed(text, changes));
  const byChance = fc
    .constantFrom(...lengths)
    .chain((length) =>
      fc.string({ minLength: length, maxLength: length, unit: fc.constantFrom(...'0123456789ABCXYZabc.-国豫') }),
    );
  let valid = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: byChance }), (text) => {
      let start = performance.now();
      const readings = recognise(text);
      if (performance.now() - start > slowest) {
        start = performance.now();
        recognise(text);
        if (performance.now() - start > slowest) throw new Error(`slow: ${performance.now() - start} ms`);
      }
      for (const reading of readings) {
        if (reading.scheme === scheme && reading.structure === 'valid') valid++;
        if (reading.structure === 'valid' && reading.reasons.length > 0) throw new Error('valid, with reasons why not');
        if (reading.structure === 'invalid' && reading.reasons.length === 0) throw new Error('invalid, without a reason');
        // Whoever shows a reading shows what was scanned; nothing invisible may come with it.
        if (/[\u0000-\u001c\u001e\u001f\u202a-\u202e\u2066-\u2069]/.test(reading.segments.map(({ value }) => value).join('')))
          throw new Error('a segment holds control characters');
        if (reading.structure === 'valid' && reading.grain !== 'person' && canonicalUri(reading.canonical) !== reading.canonical)
          throw new Error(`the canonical form ${reading.canonical} is not its own`);
      }
      const id = identify(text);
      if (id !== undefined && identify(id) !== id) throw new Error(`the identity ${id} is not its own`);
    }),
    { numRuns: cases, ...(seed === undefined ? {} : { seed }) },
  );
  return { scheme, cases, valid };
}

if (process.argv[1] === import.meta.filename) {
  const cases = Number(process.argv[2] ?? 100_000);
  const only = process.argv[3];
  for (const vectors of allVectors.filter(({ scheme }) => only === undefined || scheme === only)) {
    const start = performance.now();
    const { scheme, valid } = fuzzScheme(vectors, cases);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${scheme.padEnd(20)} ${cases} cases, ${valid} of them valid, ${seconds} s`);
  }
}
