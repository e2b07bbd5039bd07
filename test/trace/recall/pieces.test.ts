import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces } from '../../../src/http/recall/pieces.ts';

describe('JSON in pieces', () => {
  it('is the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect([...pieces(value)].join('')).toBe(JSON.stringify(value));
      }),
    );
  });

  it('is never long, however long a list', () => {
    const value = { kind: 'answer', answer: { minimum: Array.from({ length: 12_345 }, (_, id) => ({ id })), none: undefined } };
    const all = [...pieces(value)];
    expect(all.join('')).toBe(JSON.stringify(value));
    expect(Math.max(...all.map(({ length }) => length))).toBeLessThan(10_000);
  });
});
