/** The search reads what it needs and no more; its answer is that of all records together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { losing } from '../../../simulator/recall/losing.ts';
import { firmOf, networkOf, randomOf } from '../../../simulator/recall/network.ts';
import { noPrefixes } from '../../../src/events/index.ts';
import {
  beyondClosure,
  certainOf,
  gapIndexOf,
  ledgerOf,
  possibleOf,
  recallMemory,
  recordOf,
  type ScopeNews,
  scopeAnswer,
  scopeOf,
} from '../../../src/trace/recall/index.ts';
import { story, uri } from '../story.ts';
import { tracedOf } from './traced.ts';

const runs = Number(process.env['ZHUISU_RUNS'] ?? 150);
const size = { farms: 3, factories: 4, distributors: 3, shops: 6, days: 6 };

const readerOf = (text: string) =>
  recallMemory(
    story(text).map((event) => ({ event, prefixes: noPrefixes })),
    (each) => each.replace('urn:case:', ''),
  );

describe('the scope', () => {
  it('is that of all records, whatever is read of them', { timeout: 200_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), fc.integer({ min: 0, max: 30 }), fc.nat(99), async (seed, lost, n) => {
        const network = networkOf(seed, size);
        const root = network.roots[n % network.roots.length]!;
        const kept = losing(network.records, lost / 100, randomOf(seed + 1));
        const reader = await recallMemory(
          kept.map(({ event }) => ({ event, prefixes: noPrefixes })),
          firmOf,
          network.partners,
        );
        // With and without the next levels read ahead of the book.
        const { certain, possible } = await scopeOf(reader, [{ id: root }], seed % 2 === 0 ? { readAheadFrom: 0 } : {});
        const ledger = ledgerOf(tracedOf(kept), { firmOf });
        const surely = certainOf(ledger, [root]);
        const may = possibleOf(ledger, gapIndexOf(ledger), [root], surely, { partners: network.partners });
        expect([...certain.things.keys()].sort()).toEqual([...surely.things.keys()].sort());
        expect([...possible.things.keys()].sort()).toEqual([...may.things.keys()].sort());
        expect([...possible.firms.keys()].sort()).toEqual([...may.firms.keys()].sort());
      }),
      { numRuns: runs },
    );
  });

  it('tries an answer from the closure of the records as if everything were found anew', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 30 }), fc.nat(99), (seed, lost, n) => {
        const network = networkOf(seed, size);
        const roots = [network.roots[n % network.roots.length]!];
        const ledger = ledgerOf(tracedOf(losing(network.records, lost / 100, randomOf(seed + 1))), { firmOf });
        const index = gapIndexOf(ledger);
        const certain = certainOf(ledger, roots);
        const { partners } = network;
        const { closure, open } = possibleOf(ledger, index, roots, certain, { partners });
        for (const firm of [...open.keys()].slice(0, 4)) {
          const options = { partners, complete: new Set([firm]) };
          const anew = possibleOf(ledger, index, roots, certain, options);
          const beyond = beyondClosure({ ledger, index, roots, options }, closure);
          expect([...new Set([...closure.things.keys(), ...beyond.keys()])].sort()).toEqual([...anew.things.keys()].sort());
        }
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });

  it('tells of each record that is missing what it would take away by itself', async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), fc.integer({ min: 5, max: 30 }), fc.nat(99), async (seed, lost, n) => {
        const network = networkOf(seed, size);
        const roots = [network.roots[n % network.roots.length]!];
        const kept = losing(network.records, lost / 100, randomOf(seed + 1));
        const reader = await recallMemory(
          kept.map(({ event }) => ({ event, prefixes: noPrefixes })),
          firmOf,
          network.partners,
        );
        const scoped = await scopeOf(reader, [{ id: roots[0]! }]);
        const { calls, maximum } = await scopeAnswer(scoped);
        const { ledger, index, certain, options } = scoped;
        const goods = (things: Iterable<string>): number =>
          [...things].filter(
            (id) => !ledger.page(id).container || maximum.some((each) => each.id === id && each.kind === 'logistic_unit'),
          ).length;
        const whole = goods(scoped.possible.things.keys());
        for (const { organisation, missing } of calls.slice(0, 2))
          for (const { id, shrinks } of missing.slice(0, 3)) {
            if (id === undefined || shrinks === undefined) continue;
            const settled = new Set([recordOf(organisation, id)]);
            const anew = possibleOf(ledger, index, roots, certain, { ...options, settled });
            expect(shrinks).toBe(whole - goods(anew.things.keys()));
            // What is sure stays.
            for (const thing of certain.things.keys()) expect(anew.things.has(thing)).toBe(true);
            told += shrinks;
          }
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
    expect(told).toBeGreaterThan(0);
  });

  it('knows the firms by their places and parties where no register does', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const network = networkOf(seed, size);
      const ledger = ledgerOf(tracedOf(network.records));
      const firms = new Set(
        network.records
          .flatMap(({ event }) => (event as { bizLocation?: { id: string } }).bizLocation?.id ?? [])
          .map(ledger.firmOf),
      );
      const both = [...firms].filter((firm) => ledger.namesOf(firm).length > 2);
      expect(both).toEqual([]);
      const met = new Set([...ledger.pages.values()].flatMap(({ sightings }) => sightings.map((each) => each.firm)));
      for (const name of network.firms.filter((each) => met.has(`urn:trade:party:${each}`)))
        expect(ledger.firmOf(`urn:trade:place:${name}`)).toBe(`urn:trade:party:${name}`);
      const root = network.roots[0]!;
      const known = ledgerOf(tracedOf(network.records), { firmOf });
      const things = (each: typeof ledger): string[] =>
        [...possibleOf(each, gapIndexOf(each), [root], certainOf(each, [root]), {}).things.keys()].sort();
      expect(things(ledger)).toEqual(things(known));
    }
  });

  it('lies in order: minimum, likely, maximum', async () => {
    const network = networkOf(5, size);
    const kept = losing(network.records, 0.2, randomOf(9));
    const reader = await recallMemory(
      kept.map(({ event }) => ({ event, prefixes: noPrefixes })),
      firmOf,
      network.partners,
    );
    for (const root of network.roots.slice(0, 20)) {
      const answer = await scopeAnswer(await scopeOf(reader, [{ id: root }]));
      const ids = (name: 'minimum' | 'likely' | 'maximum'): string[] => answer[name].map(({ id }) => id);
      expect(ids('likely')).toEqual(expect.arrayContaining(ids('minimum')));
      expect(ids('maximum')).toEqual(expect.arrayContaining(ids('likely')));
      const { minimum, maximum } = answer.figures;
      expect(maximum.firms).toEqual(expect.arrayContaining([...minimum.firms]));
    }
  });

  const ask = async (text: string, root: string, maxEvents?: number) =>
    await scopeAnswer(await scopeOf(await readerOf(text), [{ id: uri(root) }], maxEvents === undefined ? {} : { maxEvents }));
  const names = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id.replace(/^urn:case:/, '')).sort();

  /** name | history | root | minimum | maximum beyond it */
  const kinds: readonly [string, string, string, string, string][] = [
    ['a recorded use is certain', '1 add M:10 @farm; 2 turn M:10 -> N:9 @farm', 'M', 'M N', ''],
    [
      'what is fully used reaches nothing else',
      '1 add M:10 @mill; 2 turn M:10 -> N:9 @mill; 3 see N:9 retail_selling @mill; 4 turn -> Q:5 @mill',
      'M',
      'M N',
      '',
    ],
    [
      'a production without inputs may have used what is left',
      '1 add M:10 @mill; 2 turn M:4 -> N:3 @mill; 3 turn -> O:5 @mill',
      'M',
      'M N',
      'O',
    ],
    ['one that came before may not', '1 turn -> O:5 @mill; 2 add M:10 @mill', 'M', 'M', ''],
    ['one at a firm that never deals with it may not', '1 add M:10 @mill; 2 turn -> O:5 @dairy', 'M', 'M', ''],
    [
      'one at a firm that is delivered to may',
      '1 add M:10 @mill; 2 see X:1 shipping @mill <mill >bakery; 3 turn -> O:5 @bakery',
      'M',
      'M',
      'O X',
    ],
    [
      'a shipment without receipt is taken to have arrived',
      '1 add M:10 @mill; 2 see M:10 shipping @mill <mill >bakery; 3 turn -> O:5 @bakery',
      'M',
      'M',
      'O',
    ],
    ['a lot of unknown making may be of it', '1 add M:10 @mill; 3 see O:5 storing @mill', 'M', 'M', 'O'],
    [
      'a counted stock is no gap before it was counted',
      '1 add M:10 @mill; 2 see M:4 retail_selling @mill; 3 turn -> O:5 @mill; 4 see M:6 stock_taking @mill',
      'M',
      'M',
      '',
    ],
    [
      'a voided shipment has not left, and is no trade',
      '1 add M:10 @mill; 2 see M:10 shipping @mill <mill >shop; 3 see M:10 void_shipping @mill <mill >shop; 4 turn -> O:5 @mill; 5 turn -> Q:5 @shop',
      'M',
      'M',
      'O',
    ],
    ['and one after it', '1 add M:10 @mill; 4 see M:10 stock_taking @mill; 5 turn -> O:5 @mill', 'M', 'M', 'O'],
  ];
  it.each(kinds)('%s', async (_, text, root, minimum, beyond) => {
    const answer = await ask(text, root);
    const split = (words: string): string[] =>
      words
        .split(' ')
        .filter((word) => word !== '')
        .sort();
    expect(names(answer.minimum)).toEqual(split(minimum));
    expect(names(answer.maximum)).toEqual(split(`${minimum} ${beyond}`));
  });

  /** name | history of which M is recalled and 30 kg of it are unaccounted for | thing | its share */
  const begun =
    '1 add M:90 @farm; 2 see M:60 shipping @farm <farm >shop; 3 see M:60 receiving @shop <farm >shop; 4 see M:60 retail_selling @shop;';
  const shares: readonly [string, string, string, number][] = [
    ['what is sure is whole', '5 turn M:10 -> N:9 @farm', 'N', 1],
    ['inputs that nobody named halve it', '5 turn -> N:20 @farm', 'N', 0.5],
    ['a making that nobody recorded halves it', '5 see N:20 storing @farm', 'N', 0.5],
    ['less than was needed lessens it', '5 see N:60 storing @farm', 'N', 0.25],
    ['an amount that nobody stated halves it once more, also for what was made of it', '5 turn P:? -> N:20 @farm', 'N', 0.25],
    [
      'a delivery that nobody recorded halves it once more',
      '5 see X:1 shipping @farm <farm >mill; 6 see N:20 storing @mill',
      'N',
      0.25,
    ],
  ];
  it.each(shares)('in shares: %s', async (_, text, thing, share) => {
    const { maximum, minimum, likely } = await ask(`${begun} ${text}`, 'M');
    expect(maximum.find(({ id }) => id === uri(thing))?.share).toBe(share);
    expect([names(minimum).includes(thing), names(likely).includes(thing)]).toEqual([share === 1, share >= 0.5]);
  });

  it('names whom to ask, for what, and what it would take away', async () => {
    const answer = await ask(
      '1 add M:10 @mill; 2 see M:6 shipping @mill <mill >bakery; 3 turn -> N:5 @bakery; 4 turn -> O:4 @bakery',
      'M',
    );
    expect(answer.calls[0]).toMatchObject({ organisation: 'bakery', shrinks: 2 });
    expect(answer.calls[0]!.missing.map(({ kind }) => kind).sort()).toEqual([
      'amount_unaccounted',
      'amount_unaccounted',
      'amount_unaccounted',
      'inputs_unknown',
      'inputs_unknown',
      'receipt_missing',
    ]);
    expect(answer.calls.find(({ organisation }) => organisation === 'mill')!.missing).toContainEqual(
      expect.objectContaining({ kind: 'amount_unaccounted', id: uri('M'), quantity: 4, uom: 'KGM' }),
    );
  });

  it('says how much there was, who has it and what was sold', async () => {
    const answer = await ask(
      '1 add M:10 @mill; 2 see M:6 shipping @mill <mill >shop; 3 see M:6 receiving @shop <mill >shop; 4 see M:2 retail_selling @shop',
      'M',
    );
    expect(answer.minimum[0]).toMatchObject({
      quantity: { min: 10, max: 10, uom: 'KGM' },
      held: [
        { organisation: 'mill', min: 0, max: 4, uom: 'KGM' },
        { organisation: 'shop', min: 0, max: 4, uom: 'KGM' },
      ],
      sold: [{ organisation: 'shop', min: 2, max: 6, uom: 'KGM' }],
    });
  });

  it('tells of the minimum before the maximum is known', async () => {
    const news: ScopeNews[] = [];
    await scopeOf(
      await readerOf('1 add M:10 @mill; 2 turn M:4 -> N:3 @mill; 3 turn N:1 -> O:1 @mill; 4 turn -> Q:1 @mill'),
      [{ id: uri('M') }],
      {
        tell: (each) => void news.push(each),
      },
    );
    const told = news.flatMap((each) =>
      each.kind === 'minimum' ? each.ids.map((id) => id.replace('urn:case:', '')) : [each.kind],
    );
    expect(told.slice(0, 3)).toEqual(['M', 'N', 'O']);
    expect(told.lastIndexOf('progress')).toBeGreaterThan(2);
  });

  it('goes on where a bound ended it, and finds the same altogether', async () => {
    const text = Array.from({ length: 60 }, (_, i) => `${i} turn M:1 -> N${i}:1 @mill`).join('; ');
    const whole = await ask(text, 'M');
    const reader = await readerOf(text);
    const found = new Set<string>();
    let roots: readonly { id: string; from?: number | undefined }[] = [{ id: uri('M') }];
    let questions = 0;
    while (roots.length > 0) {
      if (++questions > 20) throw new Error('it never ends');
      const scoped = await scopeOf(reader, roots, { maxEvents: 25 });
      const answer = await scopeAnswer(scoped);
      for (const { id } of answer.minimum) found.add(id);
      expect(scoped.ledger.events.length).toBeLessThanOrEqual(25);
      if (answer.bounds.more.length > 0) expect(answer.bounds).toMatchObject({ hit: true, reason: 'events', limit: 25 });
      roots = answer.bounds.more.filter(({ id, from }) => !found.has(id) || from !== undefined);
    }
    expect([...found].sort()).toEqual(whole.minimum.map(({ id }) => id).sort());
  });

  it('of a hub and of a loop of twenty thousand ends at its bound, with no more than that in memory', {
    timeout: 60_000,
  }, async () => {
    const many = 20_000;
    const hub = await readerOf(Array.from({ length: many }, (_, i) => `1 turn M:1 -> N${i}:1 @mill`).join('; '));
    const loop = await readerOf(
      Array.from({ length: many }, (_, i) => `${i} turn M:1 -> N:1 @mill; ${i} turn N:1 -> M:1 @mill`).join('; '),
    );
    for (const reader of [hub, loop]) {
      const scoped = await scopeOf(reader, [{ id: uri('M') }], { maxEvents: 3_000 });
      const { bounds, minimum } = await scopeAnswer(scoped);
      expect(scoped.ledger.events.length).toBeLessThanOrEqual(3_000);
      expect(bounds).toMatchObject({ hit: true, reason: 'events', limit: 3_000 });
      expect(bounds.more.length).toBeGreaterThan(0);
      expect(minimum.length).toBeGreaterThan(1);
    }
  });

  it('ends when nobody waits for it', async () => {
    let asked = 0;
    const text = Array.from({ length: 30 }, (_, i) => `${i} turn N${i}:1 -> N${i + 1}:1 @mill`).join('; ');
    const gone = new Error('gone');
    const search = scopeOf(await readerOf(text), [{ id: uri('N0') }], {
      wanted() {
        if (++asked > 4) throw gone;
      },
    });
    await expect(search).rejects.toBe(gone);
    expect(asked).toBe(5);
  });
});
