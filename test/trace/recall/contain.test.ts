/** Minimum ⊆ truth ⊆ maximum, in every trade, for every recalled lot, whichever records are missing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { losing } from '../../../simulator/recall/losing.ts';
import { firmOf, type NetworkSize, networkOf, randomOf } from '../../../simulator/recall/network.ts';
import { noPrefixes } from '../../../src/events/index.ts';
import { memoryReader, trace } from '../../../src/trace/index.ts';
import { certainOf, gapIndexOf, ledgerOf, possibleOf } from '../../../src/trace/recall/index.ts';
import { tracedOf } from './traced.ts';

const runs = Number(process.env['ZHUISU_RUNS'] ?? 400);

const sizes: fc.Arbitrary<NetworkSize> = fc.record({
  farms: fc.integer({ min: 1, max: 3 }),
  factories: fc.integer({ min: 1, max: 4 }),
  distributors: fc.integer({ min: 1, max: 3 }),
  shops: fc.integer({ min: 1, max: 4 }),
  days: fc.integer({ min: 2, max: 6 }),
});

const trades = fc.record({
  size: sizes,
  seed: fc.nat(1e6),
  /** Per cent of the records. */
  lost: fc.integer({ min: 0, max: 30 }),
  losingSeed: fc.nat(1e6),
  root: fc.nat(99),
  /** Firms that have been asked, and have sent everything. */
  asked: fc.array(fc.nat(99), { maxLength: 4 }),
});

describe('a recall with missing records', () => {
  it('holds the truth between its minimum and its maximum, also after some firms have answered', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(trades, async ({ size, seed, lost, losingSeed, root: n, asked }) => {
        const { roots, records: all, partners, firms: known, wasAt } = networkOf(seed, size);
        if (roots.length === 0) return;
        const root = roots[n % roots.length]!;
        const whole = memoryReader(all.map(({ event }) => ({ event, prefixes: noPrefixes })));
        const { answer } = await trace(whole, root, 'down', { maxNodes: 1e6 });
        // Crates are used again and again; a use that nobody recorded leaves nothing by which it could be known.
        const isCrate = (id: string): boolean => id.includes('/8003/');
        const truth = new Set(answer.nodes.map(({ id }) => id).filter((id) => !isCrate(id)));
        const firms = new Set([...truth].filter((id) => id.includes('/01/')).flatMap((id) => [...(wasAt.get(id) ?? [])]));
        const complete = new Set(asked.map((i) => known[i % known.length]!));
        const kept = losing(all, lost / 100, randomOf(losingSeed)).filter(({ firm }) => !complete.has(firm));
        const ledger = ledgerOf(tracedOf([...kept, ...all.filter(({ firm }) => complete.has(firm))]), { firmOf });
        // Of a lot that no record names nothing can be said but that.
        if (ledger.page(root).sightings.length === 0) return;
        const certain = certainOf(ledger, [root]);
        const possible = possibleOf(ledger, gapIndexOf(ledger), [root], certain, { partners, complete });
        expect(
          [...certain.things.keys()].filter((id) => !isCrate(id) && !truth.has(id)),
          'surely affected, and not',
        ).toEqual([]);
        const missed = [...truth].filter((id) => ledger.page(id).sightings.length > 0 && !possible.things.has(id));
        expect(missed, 'affected, and not possible').toEqual([]);
        expect(
          [...certain.firms.keys()].filter((firm) => !firms.has(firm)),
          'surely there, and not',
        ).toEqual([]);
        // What no record names is covered by the firms that had it.
        expect(
          [...firms].filter((firm) => !possible.firms.has(firm)),
          'there, and not possible',
        ).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});
