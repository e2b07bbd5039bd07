/** The comparison sees what it is meant to see. */
import { describe, expect, it } from 'vitest';
import { columnsFor, difference, type Grid, gridOf, packed, unpacked } from './grid.ts';
import { mostDifferent } from './taking.ts';

const [width, height] = [360, 780];
type Block = readonly [x: number, y: number, w: number, h: number];

/** A page of paper with blocks on it: left, top, width, height. */
function picture(...blocks: readonly Block[]): Uint8Array {
  const pixels = new Uint8Array(width * height * 4).fill(250);
  for (const [x, y, w, h] of blocks)
    for (let row = y; row < y + h; row++) pixels.fill(20, (row * width + x) * 4, (row * width + x + w) * 4);
  return pixels;
}
const grid = (...blocks: readonly Block[]): Grid => gridOf(picture(...blocks), width, height);
const page = [
  [20, 20, 200, 30],
  [20, 80, 320, 120],
  [20, 240, 320, 44],
] as const;

describe('two pictures', () => {
  it('that are the same do not differ, packed and unpacked neither', () => {
    const one = grid(...page);
    expect(difference(one, grid(...page))).toBe(0);
    expect(difference(one, unpacked(packed(one)))).toBe(0);
    expect(one.columns).toBe(columnsFor(width));
    expect(packed(one).join('').length).toBeLessThan(one.rows.join('').length / 3);
  });

  it.each([
    ['a button that is gone', [page[0], page[1]]],
    ['a block that moved down by a line', [page[0], [20, 106, 320, 120], page[2]]],
    ['a block that is wider than the screen', [page[0], [0, 80, 360, 120], page[2]]],
    ['a title that wraps', [[20, 20, 200, 60], page[1], page[2]]],
  ] as const)('differ by %s', (_, blocks) => {
    expect(difference(grid(...page), grid(...blocks))).toBeGreaterThan(mostDifferent);
  });

  it('do not differ by a pixel', () => {
    expect(difference(grid(...page), grid([20, 21, 200, 30], page[1], page[2]))).toBeLessThan(mostDifferent);
  });

  it('of different height differ by what the other lacks', () => {
    const one = gridOf(picture(), width, height);
    expect(difference(one, { ...one, rows: one.rows.slice(0, -10) })).toBeCloseTo(10 / one.rows.length);
  });
});
