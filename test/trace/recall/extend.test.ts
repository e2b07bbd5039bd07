/** A book with more records in it is the book of all of them, whether it was added to or made anew. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firmOf, networkOf, randomOf } from '../../../simulator/recall/network.ts';
import { ledgerWith } from '../../../src/trace/recall/extend.ts';
import { gapIndexOf, type Ledger, ledgerOf } from '../../../src/trace/recall/index.ts';
import { atOnce } from '../../../src/trace/turns.ts';
import type { TracedEvent } from '../../../src/trace/types.ts';
import { tracedOf } from './traced.ts';

const size = { farms: 3, factories: 3, distributors: 2, shops: 4, days: 4 };
const runs = Number(process.env['ZHUISU_RUNS'] ?? 60);

/** The same trades with goods of their own. */
const elsewhere = <Value>(value: Value): Value =>
  JSON.parse(
    JSON.stringify(value)
      .replace(/\/10\/L/g, '/10/ZL')
      .replace(/"cbvmda:lotNumber":"L/g, '"cbvmda:lotNumber":"ZL')
      .replace(/\/21\/L/g, '/21/ZL')
      .replace(/\/00\/1952/g, '/00/7952')
      .replace(/\/8003\/(\d{14})/g, '/8003/$1Z')
      .replace(/"eventID":"/g, '"eventID":"urn:z:'),
  ) as Value;

/** All that a book says, events by their id. */
const said = (ledger: Ledger): unknown => {
  const { balances } = gapIndexOf(ledger);
  const plain = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, each) =>
        key === 'event' || key === 'shipped' || key === 'received' ? (each as TracedEvent | undefined)?.eventID : each,
      ),
    );
  return {
    pages: [...ledger.pages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([thing, page]) => [thing, plain(page), balances(thing)]),
    makings: plain(ledger.makings),
    events: ledger.events.map(({ eventID }) => eventID),
    partners: [...ledger.partners].map(([firm, own]) => [firm, [...own].sort()]).sort(),
    names: [...ledger.names()].sort().map((name) => [name, ledger.firmOf(name), [...ledger.namesOf(ledger.firmOf(name))].sort()]),
  };
};

describe('a book that is added to', () => {
  it('says what the book of all records says', { timeout: 120_000 }, () => {
    let kept = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.boolean(), fc.boolean(), (seed, other, apart, registered) => {
        const random = randomOf(seed);
        const own = networkOf(seed, size).records;
        const more = apart ? elsewhere(networkOf(other, size).records) : [];
        const all = tracedOf([...own, ...more]);
        const isFirst = (event: TracedEvent): boolean => (apart ? event.seq <= own.length : random() < 0.9);
        const first = all.filter(isFirst);
        const fresh = all.filter((event) => !first.includes(event));
        const options = registered ? { firmOf } : {};
        const before = ledgerOf(first, options);
        const found = atOnce(ledgerWith(before, fresh, options));
        if ([...before.pages].every(([thing, page]) => found.page(thing) === page)) kept++;
        expect(said(found)).toEqual(said(ledgerOf(all, options)));
      }),
      { numRuns: runs },
    );
    // Both ways were gone.
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(runs);
  });
});
