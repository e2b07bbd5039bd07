import { expect, it } from 'vitest';
import { identify, recognise } from '../../src/codes/index.ts';
import { fuzzScheme } from './fuzz.ts';
import { allVectors } from './vectors/index.ts';

it.each(allVectors)('$scheme stands strange texts', (vectors) => {
  expect(fuzzScheme(vectors, 300).cases).toBe(300);
});

it('texts of megabytes are answered at once', () => {
  for (const text of [
    '9'.repeat(4_000_000),
    '('.repeat(2_000_000),
    '国'.repeat(1_000_000),
    'https://a.example/'.repeat(100_000),
  ]) {
    expect(recognise(text)).toEqual([]);
    expect(identify(text)).toBeUndefined();
  }
});
