/** The walk against its definition: random histories of units, lots, crates, parts and processes, told in any order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noPrefixes } from '../../src/events/index.ts';
import { memoryReader, trace } from '../../src/trace/index.ts';
import { everything, history } from './histories.ts';
import { Oracle } from './oracle.ts';
import { phenomena, phenomenaOf } from './phenomena.ts';
import { nameOf, story, uri } from './story.ts';

const runs = Number(process.env['ZHUISU_RUNS'] ?? 3_000);

describe('the walk', () => {
  it.each(['up', 'down'] as const)(
    '%s finds what its definition finds, and nothing else',
    { timeout: 240_000 },
    async (direction) => {
      await fc.assert(
        fc.asyncProperty(history(16), fc.constantFrom(...everything), async (lines, root) => {
          const events = story(lines.join('; '));
          const { answer } = await trace(
            memoryReader(events.map((event) => ({ event, prefixes: noPrefixes }))),
            uri(root),
            direction,
          );
          const found = answer.nodes.filter(({ id }) => id !== uri(root)).map(({ id }) => nameOf(id));
          const expected = [...new Oracle(events)[direction](uri(root))].map(nameOf);
          expect(found.sort()).toEqual(expected.sort());
        }),
        { numRuns: runs },
      );
    },
  );
});

describe('the random histories', () => {
  const samples = fc.sample(history(16), { numRuns: 3_000, seed: 7 }).map((lines) => phenomenaOf(story(lines.join('; '))));

  it.each(phenomena)('hold %s often enough to try it', (each) => {
    const share = samples.filter((found) => found.has(each)).length / samples.length;
    expect(share).toBeGreaterThan(0.03);
  });

  it('hold most of them together in some', () => {
    expect(Math.max(...samples.map(({ size }) => size))).toBeGreaterThan(phenomena.length / 2);
  });
});
