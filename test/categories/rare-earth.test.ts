/** Rare earth over time: a quota used up, elements that do not balance, a trader’s books, the monthly entry, a city without a named enterprise. */
import { describe, expect, it } from 'vitest';
import { miner, oreLot, oxideLot, separator, trader } from '../../src/categories/profiles/rare-earth/site.ts';
import { permitOf } from '../../src/categories/profiles/row.ts';
import type { Example, Told } from '../../src/categories/rules/definition.ts';
import { broken } from './broken.ts';

const on = (stage: string, day: string, but = {}): Told => ({ stage, but: { time: `${day}T10:00:00+08:00`, ...but } });
const known: Partial<Example> = {
  registers: {
    rare_earth_enterprise: {
      [separator]: { separating: true, mining: false, role: 'named', from: '2024-10-01', until: '2027-12-31' },
      [miner]: { separating: false, mining: true, role: 'named', from: '2024-10-01', until: '2027-12-31' },
      [trader]: { separating: false, mining: false, role: 'trader', from: '2024-10-01', until: '2027-12-31' },
    },
    quota: {
      [permitOf('2026-FL-001')]: { enterprise: separator, reoMass: 12_000, from: '2026-01-01', until: '2026-12-31' },
    },
  },
};
const bought = on('purchase', '2026-06-01', { lotQuantity: 100 });
/** A campaign of 6000 kg in and 5600 kg out. */
const campaign = (day: string, but = {}): Told => on('separation', day, but);

describe('a separator over its year', () => {
  it('breaks nothing while it is named, in quota and in balance', async () => {
    const year = [bought, campaign('2026-06-20')];
    expect(await broken('rare_earth', 'RE', campaign('2026-09-20'), year, known)).toEqual([]);
  });

  it('is told when the quota of the year is used up', async () => {
    const year = [bought, campaign('2026-06-20'), campaign('2026-09-20')];
    expect(await broken('rare_earth', 'RE', campaign('2026-11-20'), year, known)).toEqual(['RE-02a']);
  });

  it('is told when the totals agree and an element does not', async () => {
    const hidden = { elementsOut: 'La=1590;Ce=2960;Pr=270;Nd=780' };
    expect(await broken('rare_earth', 'RE', campaign('2026-06-20', hidden), [bought], known)).toEqual(['RE-03b']);
  });

  it.each([
    [5540, []],
    [5539, ['RE-03a']],
    [5661, ['RE-03a']],
  ])('has one per cent of what it feeds to spare: %i kg out: %j', async (reoOut, expected) => {
    expect(await broken('rare_earth', 'RE-03a', campaign('2026-06-20', { reoOut }), [bought])).toEqual(expected);
  });

  it('is told when it feeds more of a lot than it bought', async () => {
    const more = on('purchase', '2026-06-01', { lotQuantity: 15 });
    const year = [more, campaign('2026-06-20')];
    expect(await broken('rare_earth', 'RE', campaign('2026-09-20'), year, known)).toEqual(['RE-03d']);
  });

  it('may not use the quota of another year, nor that of another enterprise', async () => {
    const late = campaign('2027-01-20');
    expect(await broken('rare_earth', 'RE', late, [bought], known)).toEqual(['RE-02d']);
    const foreign = {
      registers: { ...known.registers, quota: { [permitOf('2026-FL-001')]: { enterprise: miner, reoMass: 12_000 } } },
    };
    expect(await broken('rare_earth', 'RE', campaign('2026-06-20'), [bought], foreign)).toEqual(['RE-02c']);
  });
});

describe('a city without a named enterprise', () => {
  it('refuses separation, mining, and buying from whoever is not on the register', async () => {
    const empty: Partial<Example> = { registers: {} };
    expect(await broken('rare_earth', 'RE-01', campaign('2026-06-20'), [bought], empty)).toEqual(['RE-01a', 'RE-01b']);
    expect(await broken('rare_earth', 'RE-01', on('mining', '2026-05-10'), [], empty)).toEqual(['RE-01c', 'RE-01d']);
    expect(await broken('rare_earth', 'RE-09', on('purchase', '2026-06-01'), [], empty)).toEqual(['RE-09a']);
  });
});

describe('a trader', () => {
  const goods = { productName: '氧化镨钕', feedKind: 'compound', lot: oxideLot, enterprise: trader, supplier: separator };
  const buy = (day: string, reoMass: number): Told => on('purchase', day, { ...goods, reoMass });
  const sell = (day: string, reoMass: number): Told =>
    on('sale', day, { enterprise: trader, supplier: trader, customer: separator, reoMass });
  const count = (day: string, stockReo: number): Told => on('stock_count', day, { stockReo });
  const books = [buy('2026-06-10', 1000), sell('2026-06-20', 400), buy('2026-07-10', 200)];

  it.each([
    [800, []],
    [798, []],
    [700, ['RE-10']],
    [900, ['RE-10']],
  ])('that bought 1200 kg and sold 400 counts %i kg: %j', async (stock, expected) => {
    expect(await broken('rare_earth', 'RE-10', count('2026-07-31', stock), books, known)).toEqual(expected);
  });

  it('may buy separated products of a named enterprise, and ore of none but that', async () => {
    expect(await broken('rare_earth', 'RE-09', buy('2026-06-10', 1000), [], known)).toEqual([]);
    const ore = on('purchase', '2026-06-10', { lot: oreLot, enterprise: trader, supplier: 'urn:zhuisu:uscc:91419001MA3X000102' });
    expect(await broken('rare_earth', 'RE-09', ore, [], known)).toEqual(['RE-09a']);
  });
});

describe('the monthly entry', () => {
  const entry = (time: string, periodEnd: string, recorded?: string): Told => ({
    ...on('ledger_entry', time, { periodEnd }),
    ...(recorded === undefined ? {} : { recorded: `${recorded}T08:00:00+08:00` }),
  });
  const july = entry('2026-08-10', '2026-07-31');
  const rows: readonly (readonly [
    entered: string,
    end: string,
    asked: string | undefined,
    before: readonly Told[],
    expected: string[],
  ])[] = [
    ['2026-07-10', '2026-06-30', undefined, [], []],
    ['2026-07-11', '2026-06-30', undefined, [], ['RE-05']],
    ['2027-01-10', '2026-12-31', undefined, [], []],
    ['2026-07-08', '2026-06-30', '2026-08-10', [], []],
    ['2026-07-08', '2026-06-30', '2026-08-11', [], ['RE-05']],
    ['2026-07-08', '2026-06-30', '2026-08-11', [july], []],
    ['2026-12-08', '2026-11-30', '2027-01-11', [july], ['RE-05']],
  ];
  it.each(rows)('entered %s for %s, asked %s', async (entered, end, asked, before, expected) => {
    expect(await broken('rare_earth', 'RE-05', entry(entered, end, asked), before, known)).toEqual(expected);
  });
});
