/** What is hidden connects and shows nothing: no id, firm or event that only hidden events name is in the answer of a scope. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { losing } from '../../../simulator/recall/losing.ts';
import { firmOf, networkOf, randomOf } from '../../../simulator/recall/network.ts';
import { noPrefixes } from '../../../src/events/index.ts';
import { recallMemory, scopeAnswer, scopeOf, urisIn, visibleBy } from '../../../src/trace/index.ts';

const size = { farms: 2, factories: 3, distributors: 2, shops: 4, days: 5 };

describe('a scope with hidden events', () => {
  it('tells nothing that only they say', { timeout: 120_000 }, async () => {
    let hiddenThings = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1e6),
        fc.integer({ min: 0, max: 25 }),
        fc.nat(99),
        fc.integer({ min: 1, max: 9 }),
        async (seed, lost, n, share) => {
          const network = networkOf(seed, size);
          if (network.roots.length === 0) return;
          const root = network.roots[n % network.roots.length]!;
          const kept = losing(network.records, lost / 100, randomOf(seed));
          const reader = await recallMemory(
            kept.map(({ event }) => ({ event, prefixes: noPrefixes })),
            firmOf,
            network.partners,
          );
          const scoped = await scopeOf(reader, [{ id: root }]);
          const random = randomOf(seed + n);
          const shown = new Set(scoped.ledger.events.filter(() => random() < share / 10).map(({ seq }) => seq));
          const answer = await scopeAnswer(scoped, visibleBy(scoped.ledger, shown, undefined));
          const words = (which: (seq: number) => boolean): Set<string> =>
            new Set(
              scoped.ledger.events
                .filter(({ seq }) => which(seq))
                .flatMap((event) => [
                  event.eventID,
                  ...event.facts.participants.map(({ id }) => id),
                  ...urisIn(event).map(firmOf),
                ]),
            );
          const seen = words((seq) => shown.has(seq));
          const text = JSON.stringify(answer);
          for (const word of words((seq) => !shown.has(seq))) {
            if (seen.has(word) || word === root) continue;
            hiddenThings++;
            expect(text).not.toContain(`"${word}"`);
          }
          expect(answer.hidden || answer.maximum.length === scoped.possible.things.size).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
    expect(hiddenThings).toBeGreaterThan(1_000);
  });

  it('tells all of it to whom nothing is hidden', async () => {
    const network = networkOf(4, size);
    const reader = await recallMemory(
      network.records.map(({ event }) => ({ event, prefixes: noPrefixes })),
      firmOf,
      network.partners,
    );
    const scoped = await scopeOf(reader, [{ id: network.roots[0]! }]);
    const all = new Set(scoped.ledger.events.map(({ seq }) => seq));
    expect((await scopeAnswer(scoped, visibleBy(scoped.ledger, all, undefined))).maximum).toEqual(
      (await scopeAnswer(scoped)).maximum,
    );
  });
});
