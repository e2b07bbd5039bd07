/** Minimum ⊆ truth ⊆ maximum, in every trade, for every recalled lot, whichever records are missing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { losing } from '../../../simulator/recall/losing.ts';
import { firmOf, type NetworkSize, networkOf, type Owned, randomOf } from '../../../simulator/recall/network.ts';
import { factsOf, noPrefixes } from '../../../src/events/index.ts';
import { memoryReader, type TracedEvent, trace } from '../../../src/trace/index.ts';
import { certainOf } from '../../../src/trace/recall/certain.ts';
import { ledgerOf } from '../../../src/trace/recall/ledger.ts';
import { gapIndexOf, possibleOf } from '../../../src/trace/recall/possible.ts';

const runs = Number(process.env['ZHUISU_RUNS'] ?? 400);

export const tracedOf = (records: readonly Owned[]): TracedEvent[] =>
  records.map(({ event }, i) => {
    const facts = factsOf(event, noPrefixes);
    return { seq: i + 1, eventID: facts.eventID!, facts, event, prefixes: noPrefixes };
  });

const sizes: fc.Arbitrary<NetworkSize> = fc.record({
  farms: fc.integer({ min: 1, max: 3 }),
  factories: fc.integer({ min: 1, max: 4 }),
  distributors: fc.integer({ min: 1, max: 3 }),
  shops: fc.integer({ min: 1, max: 4 }),
  days: fc.integer({ min: 2, max: 6 }),
});

describe('a recall with missing records', () => {
  it('holds the truth between its minimum and its maximum', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.nat(1e6),
        fc.integer({ min: 0, max: 30 }),
        fc.nat(1e6),
        fc.nat(99),
        async (size, seed, lost, losingSeed, n) => {
          const network = networkOf(seed, size);
          if (network.roots.length === 0) return;
          const root = network.roots[n % network.roots.length]!;
          const { answer } = await trace(
            memoryReader(network.records.map(({ event }) => ({ event, prefixes: noPrefixes }))),
            root,
            'down',
            { maxNodes: 1e6 },
          );
          // Crates are used again and again; a use that nobody recorded leaves nothing by which it could be known.
          const truth = new Set(answer.nodes.map(({ id }) => id).filter((id) => !id.includes('/8003/')));
          const ledger = ledgerOf(tracedOf(losing(network.records, lost / 100, randomOf(losingSeed))), { firmOf });
          // Of a lot that no record names nothing can be said but that.
          if (!ledger.sightingsOf.has(root)) return;
          const certain = certainOf(ledger, [root]);
          const possible = possibleOf(ledger, gapIndexOf(ledger), [root], certain, { partners: network.partners });
          const firms = new Set(
            [...truth].filter((thing) => thing.includes('/01/')).flatMap((thing) => [...(network.wasAt.get(thing) ?? [])]),
          );
          expect(
            [...certain.things.keys()].filter((each) => !each.includes('/8003/') && !truth.has(each)),
            'surely affected, and not',
          ).toEqual([]);
          expect(
            [...truth].filter((each) => ledger.sightingsOf.has(each) && !possible.things.has(each)),
            'affected, and not possible',
          ).toEqual([]);
          expect(
            [...certain.firms.keys()].filter((each) => !firms.has(each)),
            'surely there, and not',
          ).toEqual([]);
          expect(
            [...firms].filter((each) => !possible.firms.has(each)),
            'there, and not possible',
          ).toEqual([]);
        },
      ),
      { numRuns: runs },
    );
  });
});
