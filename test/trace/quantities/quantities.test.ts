/** Amounts: against hand-made cases, and against trades in which every kilogram is followed and drawn as unevenly as it can be. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type EpcisEvent, factsOf, noPrefixes } from '../../../src/events/index.ts';
import { balanceOfMaking, balancesOf, contentOf, convert, ledgerOf, units } from '../../../src/trace/index.ts';
import { story, uri } from '../story.ts';

const traced = (events: readonly EpcisEvent[]) =>
  events.map((event, i) => {
    const facts = factsOf(event, noPrefixes);
    return { seq: i + 1, eventID: facts.eventID!, facts, event, prefixes: noPrefixes };
  });
const ledgerFrom = (text: string) => ledgerOf(traced(story(text)), { firmOf: (each) => each.replace('urn:case:', '') });

describe('how much of one thing is in another', () => {
  /** name | history | of | in | least | most | even mixing */
  const cases: readonly [string, string, string, string, number, number | null, number | null][] = [
    ['all of what went in', '1 add A:10; 2 turn A:4 -> B:3', 'A', 'B', 4, 4, 4],
    ['through two makings that use everything', '1 add A:10; 2 turn A:4 -> B:3; 3 turn B:3 -> C:2', 'A', 'C', 4, 4, 4],
    [
      'a part of a mixture is between two amounts',
      '1 add A:10; 1 add M:10; 2 turn A:4 M:4 -> B:8; 3 turn B:4 -> C:4',
      'A',
      'C',
      0,
      4,
      2,
    ],
    [
      'a large part has at least what the rest has no room for',
      '1 add A:10; 1 add M:10; 2 turn A:6 M:2 -> B:8; 3 turn B:6 -> C:6',
      'A',
      'C',
      4,
      6,
      4.5,
    ],
    [
      'two inputs of the same add up',
      '1 add A:10; 2 turn A:4 -> B:4; 3 turn A:5 -> C:5; 4 turn B:4 C:5 -> N:9',
      'A',
      'N',
      9,
      9,
      9,
    ],
    ['a case has what was packed in it', '1 add A:10; 2 turn A:8 -> B:8; 3 pack B:2 > K', 'A', 'K', 2, 2, 2],
    [
      'a pallet has what is in its cases',
      '1 add A:10; 2 pack A:2 > K; 3 pack A:3 > Q; 4 pack K > P; 5 pack Q > P',
      'A',
      'P',
      5,
      5,
      5,
    ],
    ['several outputs may share it as they like', '1 add A:10; 2 turn A:10 -> B:6 C:3', 'A', 'B', 0, 10, (10 * 6) / 9],
    ['nothing of it', '1 add A:10; 2 turn M:4 -> B:3', 'A', 'B', 0, 0, 0],
    [
      'what returns into its own lot is not counted twice at the end of a loop',
      '1 add A:10; 2 turn A:4 -> B:4; 3 turn B:4 -> C:4; 4 turn C:4 -> N:4',
      'A',
      'N',
      4,
      4,
      4,
    ],
  ];
  test.each(cases)('%s', (_, text, from, to, min, max, estimate) => {
    const answer = contentOf(ledgerFrom(text), uri(from), uri(to));
    expect(answer).toMatchObject({ min, max, exact: max !== null && min === max });
    if (estimate === null) expect(answer.estimate).toBeNull();
    else expect(answer.estimate).toBeCloseTo(estimate);
    if (!answer.exact && max !== 0) expect(answer.because.length).toBeGreaterThan(0);
  });

  test('an amount that is not stated leaves the most open', () => {
    const events = story('1 add A:10; 2 turn A:4 -> B:3').map((event) =>
      JSON.parse(
        JSON.stringify(event)
          .replace('"quantity":4,', '')
          .replace(',"uom":"KGM"}],"outputQuantityList"', '}],"outputQuantityList"'),
      ),
    ) as EpcisEvent[];
    const answer = contentOf(ledgerOf(traced(events)), uri('A'), uri('B'));
    expect(answer).toMatchObject({ min: 0, max: 10, estimate: null, exact: false, because: ['amount_not_stated'] });
  });

  /** A making of a random trade: from lots that are there, a share of what is left of each. */
  const makings = fc.array(fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 100 })), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 9,
  });

  it('is between the bounds, however unevenly it is drawn', () => {
    fc.assert(
      fc.property(
        makings,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
        (plan, draws) => {
          /** What is left of each lot, how much of A is in it, and how much of A a kilogram of it can hold. */
          const lots = [
            { name: 'A', left: 100, of: 100, room: 1 },
            { name: 'B', left: 100, of: 0, room: 0 },
          ];
          const lines = ['0 add A:100', '0 add B:100'];
          let drawn = 0;
          plan.forEach((inputs, n) => {
            const used = [...new Map(inputs.map(([i, share]) => [i % lots.length, share]))]
              .map(([i, share]) => ({ lot: lots[i]!, amount: Math.floor((lots[i]!.left * share) / 100) }))
              .filter(({ amount }) => amount > 0);
            if (used.length === 0) return;
            let [total, content] = [0, 0];
            for (const { lot, amount } of used) {
              const most = Math.min(lot.of, amount * lot.room);
              const least = Math.max(0, lot.of - (lot.left - amount) * lot.room);
              const share = draws[drawn++ % draws.length]!;
              const taken = lot.name === 'A' ? amount : least + (most - least) * (share < 0.3 ? 0 : share > 0.7 ? 1 : share);
              lot.left -= amount;
              lot.of -= taken;
              content += taken;
              total += amount;
            }
            const made = Math.max(1, Math.floor(total * 0.9));
            lots.push({
              name: `L${n}`,
              left: made,
              of: content,
              room: (total * Math.max(...used.map(({ lot }) => lot.room))) / made,
            });
            lines.push(`${n + 1} turn ${used.map(({ lot, amount }) => `${lot.name}:${amount}`).join(' ')} -> L${n}:${made}`);
            const { min, max } = contentOf(ledgerFrom(lines.join('; ')), uri('A'), uri(`L${n}`));
            expect(min).toBeLessThanOrEqual(content + 1e-6);
            expect(max!).toBeGreaterThanOrEqual(content - 1e-6);
          });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('units', () => {
  test.each([
    [1, 'TNE', 'KGM', 1000],
    [500, 'GRM', 'KGM', 0.5],
    [1, 'LBR', 'KGM', 0.45359237],
    [2, 'HLT', 'LTR', 200],
    [1, 'MTQ', 'LTR', 1000],
    [3, 'DZN', undefined, 36],
    [1, 'FOT', 'CMT', 30.48],
    [2, undefined, 'EA', 2],
  ] as const)('%d %s is %s', (value, uom, to, expected) => {
    expect(convert({ value, uom }, to)).toBeCloseTo(expected, 9);
  });

  test('mass and volume meet through a density alone', () => {
    expect(convert({ value: 10, uom: 'LTR' }, 'KGM')).toBeUndefined();
    expect(convert({ value: 10, uom: 'LTR' }, 'KGM', { kilogramsPerLitre: 0.92 })).toBeCloseTo(9.2);
    expect(convert({ value: 9.2, uom: 'KGM' }, 'LTR', { kilogramsPerLitre: 0.92 })).toBeCloseTo(10);
    expect(convert({ value: 10, uom: 'MTR' }, 'KGM', { kilogramsPerLitre: 1 })).toBeUndefined();
  });

  test('every unit converts to itself and back', () => {
    for (const { code, dimension } of units)
      for (const other of units.filter((each) => each.dimension === dimension))
        expect(convert({ value: convert({ value: 7, uom: code }, other.code)!, uom: other.code }, code)).toBeCloseTo(7, 9);
    expect(new Set(units.map(({ code }) => code)).size).toBe(units.length);
  });

  test('of a unit that nobody knows nothing is made', () => {
    expect(convert({ value: 1, uom: 'XYZ' }, 'KGM')).toBeUndefined();
    expect(convert({ value: 1, uom: 'XYZ' }, 'XYZ')).toBe(1);
  });
});

describe('the balance of a making', () => {
  const balance = (text: string, options: Parameters<typeof balanceOfMaking>[1] = {}, uoms: Record<string, string> = {}) => {
    const replaced = JSON.parse(
      JSON.stringify(story(text)).replace(
        /"epcClass":"urn:case:(\w+)","quantity":([\d.]+),"uom":"KGM"/g,
        (_, name: string, amount: string) => `"epcClass":"urn:case:${name}","quantity":${amount},"uom":"${uoms[name] ?? 'KGM'}"`,
      ),
    ) as EpcisEvent[];
    return balanceOfMaking(ledgerOf(traced(replaced)).makings[0]!, options);
  };

  test('says loss and yield', () => {
    expect(balance('1 turn A:6 B:4 -> C:9')).toMatchObject({
      in: [{ value: 10, uom: 'KGM' }],
      out: [{ value: 9, uom: 'KGM' }],
      yield: 0.9,
      loss: { value: 1, uom: 'KGM' },
    });
  });
  test('adds units of one dimension', () => {
    expect(balance('1 turn A:1 B:500 -> C:1400', {}, { A: 'TNE', C: 'KGM' })).toMatchObject({ yield: 1400 / 1500 });
  });
  test('says that a density is missing, and takes one', () => {
    expect(balance('1 turn A:100 -> C:90', {}, { C: 'LTR' })).toMatchObject({ reason: 'no_density' });
    expect(balance('1 turn A:100 -> C:100', { density: { kilogramsPerLitre: 0.9 } }, { C: 'LTR' })).toMatchObject({ yield: 0.9 });
  });
  test('says what cannot be compared', () => {
    expect(balance('1 turn A:100 -> C:90', {}, { C: 'EA' })).toMatchObject({ reason: 'different_dimensions' });
    expect(balance('1 turn -> C:90')).toMatchObject({ reason: 'amount_not_stated' });
  });
  test('is within the limits of a profile or not', () => {
    expect(balance('1 turn A:10 -> C:9', { limits: { min: 0.85, max: 1 } }).within).toBe(true);
    expect(balance('1 turn A:10 -> C:8', { limits: { min: 0.85, max: 1 } }).within).toBe(false);
    expect(balance('1 turn A:10 -> C:11', { limits: { max: 1 } }).within).toBe(false);
    expect(balance('1 turn A:10 -> C:9').within).toBeUndefined();
  });
});

describe('the balance of a holder', () => {
  const at = (text: string, thing: string, firm: string) =>
    balancesOf(ledgerFrom(text).page(uri(thing))).find((each) => each.firm === firm);
  test('is what came less what went', () => {
    const text =
      '1 add M:10 @mill; 2 see M:6 shipping @mill <mill >shop; 3 see M:6 receiving @shop <mill >shop; 4 see M:2 retail_selling @shop';
    expect(at(text, 'M', 'mill')).toMatchObject({ in: 10, out: 6, open: 4, sold: 0 });
    expect(at(text, 'M', 'shop')).toMatchObject({ in: 6, out: 2, open: 4, sold: 2 });
  });
  test('counts a shipment and its receipt once', () => {
    expect(at('1 add M:10 @mill; 2 see M:6 shipping @mill <mill >shop', 'M', 'shop')).toMatchObject({ in: 6 });
    expect(at('1 add M:10 @mill; 2 see M:6 receiving @shop <mill >shop', 'M', 'mill')).toMatchObject({ out: 6 });
  });
  test('of returned goods comes out even', () => {
    const text =
      '1 add M:10 @mill; 2 see M:6 shipping @mill <mill >shop; 3 see M:6 receiving @shop <mill >shop; 4 see M:6 shipping @shop <shop >mill; 5 see M:6 receiving @mill <shop >mill';
    expect(at(text, 'M', 'mill')).toMatchObject({ in: 16, out: 6, open: 10 });
    expect(at(text, 'M', 'shop')).toMatchObject({ open: 0 });
  });
});
