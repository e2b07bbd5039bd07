/** The bounds of the kinds of rules that farm produce and food brought: what just holds, what just fails, what cannot be known. */
import { describe, expect, it } from 'vitest';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { shippedLists, shippedProfiles } from '../../src/categories/profiles/index.ts';
import type { LicenceFact, Rule, Test, Told } from '../../src/categories/rules/definition.ts';
import { evaluate } from '../../src/categories/rules/evaluate.ts';
import { scaled } from '../../src/categories/rules/kinds/quantities.ts';
import { staged } from '../../src/categories/rules/memory.ts';
import type { Outcome } from '../../src/categories/rules/situation.ts';

const lists = new Map(shippedLists.map((list) => [list.id, list]));

interface Asked {
  readonly record: Told;
  readonly before?: readonly Told[];
  readonly registers?: Rule['passes']['registers'];
  readonly licences?: readonly LicenceFact[];
}

/** The stage is named `category/stage`. */
async function ask(test: Test, { record, before = [], registers = {}, licences = [] }: Asked): Promise<Outcome> {
  const [category, stage] = record.stage.split('/') as [string, string];
  const words = { zh: '', en: '' };
  const example = { before, record, registers, licences };
  const rule: Rule = {
    id: 'X',
    ...words,
    severity: 'warn',
    stages: [stage],
    validFrom: '2000-01-01',
    test,
    repair: words,
    basis: { text: '', verified: false },
    passes: example,
    fails: example,
  };
  const { situation, facts } = staged(example, category, shippedProfiles);
  return (await evaluate(rule, situation, { facts, lists })).outcome;
}

const ended = (announcedAt: string, time: string): Told => ({
  stage: 'food/recall_end',
  but: { announcedAt: `${announcedAt}T21:00:00+08:00`, time: `${time}T18:00:00+08:00` },
});
const workdays = (most: number): Test => ({
  kind: 'workdays',
  from: 'announcedAt',
  to: 'time',
  most,
  holidays: 'public_holidays',
  worked: 'worked_weekends',
});

describe('working days', () => {
  it.each([
    ['from Friday to Monday', '2026-06-05', '2026-06-08', 1],
    ['on the day itself', '2026-06-08', '2026-06-08', 0],
    ['over the holiday of the dragon boats, 19 to 21 June', '2026-06-18', '2026-06-22', 1],
    ['over the national day, with the weekend worked in exchange', '2026-09-30', '2026-10-10', 3],
  ])('%s', async (_, from, to, count) => {
    expect(await ask(workdays(count), { record: ended(from, to) })).toBe('holds');
    if (count > 0) expect(await ask(workdays(count - 1), { record: ended(from, to) })).toBe('fails');
  });

  it('of a year whose holidays are not on record are unknown', async () => {
    expect(await ask(workdays(100), { record: ended('2027-12-30', '2028-01-05') })).toBe('unknown');
  });
});

const climate: Test = {
  kind: 'climate',
  by: 'storageCondition',
  lowest: 'lowest',
  highest: 'highest',
  minutes: 'minutesOut',
  most: 30,
  ranges: {
    frozen: { most: -18 },
    chilled: { least: 0, most: 4 },
    label: { least: { field: 'labelLeast' }, most: { field: 'labelMost' } },
  },
};

describe('temperatures', () => {
  it.each<[string, SimpleRecord, Outcome]>([
    ['inside', { lowest: 0, highest: 4 }, 'holds'],
    ['outside for just so long', { highest: 5, minutesOut: 30 }, 'holds'],
    ['outside for longer', { highest: 5, minutesOut: 31 }, 'fails'],
    ['too cold', { lowest: -3, minutesOut: 40 }, 'fails'],
    ['outside, though said to be for no time', { highest: 5, minutesOut: 0 }, 'fails'],
    ['outside, for nobody says how long', { highest: 5, minutesOut: null }, 'fails'],
    ['frozen', { storageCondition: 'frozen', lowest: -24, highest: -18 }, 'holds'],
    ['frozen, thawing', { storageCondition: 'frozen', lowest: -24, highest: -9, minutesOut: 200 }, 'fails'],
    ['by a label that is not stated', { storageCondition: 'label' }, 'unknown'],
    ['by the label', { storageCondition: 'label', labelLeast: 2, labelMost: 6, lowest: 2, highest: 6 }, 'holds'],
    ['by the label, above', { storageCondition: 'label', labelMost: 3, minutesOut: 45 }, 'fails'],
    ['ambient, which has no range', { storageCondition: 'ambient', highest: 35 }, 'unknown'],
  ])('%s', async (_, but, outcome) => {
    expect(await ask(climate, { record: { stage: 'food/transport', but } })).toBe(outcome);
  });
});

const balance: Test = { kind: 'balance', of: 'things', tolerance: 0.02 };
const sold = (stage: string, lotQuantity: number, day = '09'): Told => ({
  stage: `produce/${stage}`,
  but: { lotQuantity, time: `2026-05-${day}T12:00:00+08:00` },
});

describe('the balance of a lot', () => {
  const packed = { stage: 'produce/packing' };
  it.each<[string, readonly Told[], Told, Outcome]>([
    ['all of it may go', [packed], sold('shipping', 156), 'holds'],
    ['not more', [packed], sold('shipping', 170), 'fails'],
    ['nor in two parts', [packed, sold('shipping', 100)], sold('shipping', 100), 'fails'],
    [
      'what is received may be sold on',
      [packed, sold('shipping', 156), sold('receipt', 156)],
      sold('wholesale', 150, '10'),
      'holds',
    ],
    [
      'so may what came through the gate of a market',
      [packed, sold('shipping', 156), sold('market_entry', 156)],
      sold('wholesale', 150, '10'),
      'holds',
    ],
    [
      'a gate after a receipt brings nothing more',
      [packed, sold('shipping', 156), sold('receipt', 156), sold('market_entry', 156)],
      sold('wholesale', 200, '10'),
      'fails',
    ],
    [
      'what a shop sells has come there, though the receipt is missing',
      [packed, sold('shipping', 156)],
      sold('retail', 10, '10'),
      'holds',
    ],
    ['what is lost is gone', [packed, sold('loss', 60)], sold('shipping', 120), 'fails'],
    ['a lot older than the records is unknown', [], sold('shipping', 120), 'unknown'],
    [
      'so is one that was made in another unit',
      [packed],
      { stage: 'produce/shipping', but: { lotQuantity: 900, lotUnit: 'KGM' } },
      'unknown',
    ],
    ['a certificate promises what there is', [{ stage: 'produce/harvest' }], { stage: 'produce/certificate' }, 'holds'],
    [
      'and does not take it away',
      [{ stage: 'produce/harvest' }, { stage: 'produce/certificate' }],
      { stage: 'produce/certificate', but: { time: '2026-05-07T08:00:00+08:00' } },
      'holds',
    ],
  ])('%s', async (_, before, record, outcome) => {
    expect(await ask(balance, { before, record })).toBe(outcome);
  });
});

describe('the disposition of a transformation', () => {
  const state: Test = { kind: 'state', of: 'inputs', not: ['non_sellable_other'], ancestors: true };
  const milked = (day: string, use: string): Told => ({
    stage: 'produce/milking',
    but: { time: `2026-06-${day}T05:00:00+08:00`, use, lot: `urn:zhuisu:lot:913411253367961888:milking:202606${day}` },
  });

  it('is that of the milk, not of the cow: what she gives another day is sold', async () => {
    const cooled = (day: string): Told => ({
      stage: 'produce/milk_cooling',
      but: {
        time: `2026-06-${day}T06:30:00+08:00`,
        from: [{ code: `urn:zhuisu:lot:913411253367961888:milking:202606${day}`, quantity: 48, unit: 'KGM' }],
      },
    });
    const before = [milked('01', 'non_sellable_other'), milked('02', 'sellable_not_accessible')];
    expect(await ask(state, { before, record: cooled('01') })).toBe('fails');
    expect(await ask(state, { before, record: cooled('02') })).toBe('holds');
  });
});

describe('other kinds', () => {
  it('takes the days of a waiting time where it states no hours', async () => {
    const test: Test = {
      kind: 'interval',
      of: 'inputs',
      after: ['medication'],
      hoursField: 'milkWithdrawal',
      daysField: 'withdrawal',
      fromField: 'stopDate',
    };
    const given = (more: object): Told => ({
      stage: 'produce/medication',
      but: { animals: ['241900100000001'], time: '2026-05-25T08:00:00+08:00', stopDate: '2026-05-28', withdrawal: 10, ...more },
    });
    const record = { stage: 'produce/milking' };
    expect(await ask(test, { before: [given({ milkWithdrawal: 60 })], record })).toBe('holds');
    expect(await ask(test, { before: [given({})], record })).toBe('fails');
    expect(await ask(test, { before: [given({ withdrawal: 4 })], record })).toBe('holds');
  });

  it('multiplies an area from the planting with what a mu can bear; without either the most is unknown', async () => {
    const test: Test = {
      kind: 'tally',
      by: ['crop'],
      plus: ['harvest'],
      most: {
        product: [
          { earlier: ['planting'], of: 'inputs', field: 'area' },
          { register: 'yield_ceiling', of: 'cropName', column: 'mostPerMu' },
        ],
      },
    };
    const record = { stage: 'produce/harvest', but: { lotQuantity: 36_000 } };
    const before = [{ stage: 'produce/planting' }];
    const registers = { yield_ceiling: { 苹果: { mostPerMu: 3_000 } } };
    expect(await ask(test, { before, record, registers })).toBe('holds');
    expect(await ask(test, { before, record: { ...record, but: { lotQuantity: 36_001 } }, registers })).toBe('fails');
    expect(await ask(test, { record, registers })).toBe('unknown');
    expect(await ask(test, { before, record })).toBe('unknown');
  });

  it('reads what a licence covers from its particulars, or from how its number begins', async () => {
    const test: Test = { kind: 'licence', party: 'owner', schemes: ['sc'], scope: '乳制品', begins: 'SC105' };
    const held = (number: string, ...scope: string[]): readonly LicenceFact[] => [
      {
        party: 'https://id.gs1.org/417/6901234000016',
        scheme: 'sc',
        number,
        scope,
        from: '2025-01-01',
        until: '2027-12-31',
        status: 'valid',
      },
    ];
    const record = { stage: 'food/filling' };
    expect(await ask(test, { record, licences: held('SC10541900100016') })).toBe('holds');
    expect(await ask(test, { record, licences: held('SC10641900100017', '饮料', '乳制品') })).toBe('holds');
    expect(await ask(test, { record, licences: held('SC20541900100017') })).toBe('fails');
  });

  it('compares areas by their first digits', async () => {
    const test: Test = { kind: 'same_area', fields: ['fromArea', 'toArea'], digits: 2 };
    const to = (toArea: string): Told => ({ stage: 'produce/animal_transport', but: { toArea } });
    expect(await ask(test, { record: to('410301') })).toBe('holds');
    expect(await ask(test, { record: to('140500') })).toBe('fails');
  });

  it('lets clocks differ by the minutes that it gives', async () => {
    const test: Test = { kind: 'happened', minutes: 5 };
    const at = (recorded: string): Told => ({ stage: 'produce/shipping', recorded: `2026-05-09T${recorded}:00+08:00` });
    expect(await ask(test, { record: at('05:55') })).toBe('holds');
    expect(await ask(test, { record: at('05:54') })).toBe('fails');
  });

  it('finds the paper that another record issued, by its number alone', async () => {
    const test: Test = { kind: 'named', field: 'certificateNo', stages: ['certificate'] };
    const issued = (more: SimpleRecord): readonly Told[] => [{ stage: 'produce/certificate', but: more }];
    const record = { stage: 'produce/shipping' };
    expect(await ask(test, { before: issued({}), record })).toBe('holds');
    expect(await ask(test, { before: issued({ time: '2026-05-10T08:00:00+08:00' }), record })).toBe('fails');
    expect(await ask(test, { record: { ...record, but: { certificateNo: null } } })).toBe('unknown');
  });

  it('counts records where amounts would mislead', async () => {
    const test = (each: boolean): Test => ({
      kind: 'tally',
      by: ['crop', 'registrationNo'],
      plus: ['application'],
      ...(each ? { each } : {}),
      most: 2,
    });
    const spray = (day: string): Told => ({
      stage: 'produce/application',
      but: { time: `2026-04-${day}T08:00:00+08:00`, cropQuantity: 40, cropUnit: 'H87' },
    });
    expect(await ask(test(true), { before: [spray('10')], record: spray('28') })).toBe('holds');
    expect(await ask(test(true), { before: [spray('10'), spray('20')], record: spray('28') })).toBe('fails');
    expect(await ask(test(false), { before: [], record: spray('28') })).toBe('fails');
  });
});

describe('what was received against what was sent', () => {
  const { test: asSent } = shippedProfiles.flatMap(({ rules }) => rules).find(({ id }) => id === 'AG-17c')!;
  const moved = (stage: string, lotQuantity: number, lotUnit: string): Told => ({
    stage: `produce/${stage}`,
    but: { lot: 'https://id.gs1.org/01/06901234567892/10/P1', lotQuantity, lotUnit, delivery: 'D-2026-051' },
  });
  it.each<[what: string, sent: [number, string], received: [number, string], Outcome]>([
    ['the same kilograms', [780, 'KGM'], [780, 'KGM'], 'holds'],
    ['one per cent less on the other scale', [780, 'KGM'], [772.2, 'KGM'], 'holds'],
    ['one per cent more', [780, 'KGM'], [787.8, 'KGM'], 'holds'],
    ['a little less than that', [780, 'KGM'], [772.1, 'KGM'], 'fails'],
    ['tonnes and the kilograms they are', [0.7833, 'TNE'], [783.3, 'KGM'], 'holds'],
    ['tonnes to two places and kilograms', [0.78, 'TNE'], [783.3, 'KGM'], 'holds'],
    ['a crate less, which is counted', [780, 'H87'], [779, 'H87'], 'fails'],
    ['crates and kilograms', [156, 'H87'], [780, 'KGM'], 'unknown'],
  ])('%s', async (_, sent, received, outcome) => {
    expect(await ask(asSent, { before: [moved('shipping', ...sent)], record: moved('receipt', ...received) })).toBe(outcome);
  });
});

describe('units', () => {
  it.each([
    [780_000, 'GRM', 780, 'KGM'],
    [7.8, 'DTN', 780, 'KGM'],
    [0.78, 'TNE', 780, 'KGM'],
    [2, 'LBR', 0.907_184_74, 'KGM'],
    [3.2, 'HLT', 320, 'LTR'],
    [5, 'MTQ', 5, 'MTQ'],
    [12, 'H87', 12, 'H87'],
    [12, 'XBX', 12, 'XBX'],
  ] as const)('%f %s count as %f %s', (quantity, unit, amount, base) => {
    const [as, found] = scaled({ code: 'x', quantity, unit })!;
    expect([as, found]).toEqual([base, expect.closeTo(amount, 9)]);
  });
});

describe('names on a list', () => {
  const test: Test = { kind: 'listed', field: 'inputName', list: 'banned_pesticides', as: 'banned' };
  it.each([
    ['克百威', '2026-05-31', 'holds'],
    ['克百威', '2026-06-01', 'fails'],
    ['3% 克百威颗粒剂', '2026-06-01', 'fails'],
    // Other pesticides in whose names those of banned ones stand.
    ['丁硫克百威', '2026-06-01', 'holds'],
    ['乙酰甲胺磷', '2026-06-01', 'holds'],
    ['乙酰甲胺磷·甲胺磷', '2026-06-01', 'fails'],
    ['甲胺磷', '2026-06-01', 'fails'],
    ['乙酸苯汞', '2026-06-01', 'fails'],
    ['砷酸铅', '2026-06-01', 'fails'],
    ['高效氯氟氰菊酯', '2026-06-01', 'holds'],
  ] as const)('%s on %s: %s', async (inputName, day, outcome) => {
    const record = { stage: 'produce/application', but: { inputName, time: `${day}T08:00:00+08:00` } };
    expect(await ask(test, { record })).toBe(outcome);
  });
});

describe('an interval by a field', () => {
  const test: Test = { kind: 'interval', of: 'inputs', by: 'place', after: ['application'], daysField: 'interval' };
  const spray = { stage: 'produce/application', but: { crop: 'urn:zhuisu:lot:91419001MA3X000102:other:1', interval: 7 } };
  const picked = (time: string): Told => ({ stage: 'produce/harvest', but: { time: `2026-05-${time}:00+08:00` } });

  it('counts what was recorded of another crop of the place', async () => {
    expect(await ask(test, { before: [spray], record: picked('04T23:59') })).toBe('fails');
    expect(await ask(test, { before: [spray], record: picked('05T00:00') })).toBe('holds');
    expect(await ask({ ...test, by: 'variety' }, { before: [spray], record: picked('04T23:59') })).toBe('unknown');
  });
});

describe('what must follow within working days', () => {
  const workdays = { holidays: 'public_holidays', worked: 'worked_weekends' };
  const test: Test = { kind: 'due', of: 'things', follow: ['receipt'], days: 3, workdays };
  const sent = (asked: string): Told => ({
    stage: 'produce/shipping',
    but: { time: '2026-09-30T08:00:00+08:00' },
    recorded: `2026-10-${asked}:00+08:00`,
  });

  it('leaves out the holidays and counts the weekends worked in their stead', async () => {
    // From 30 September: 8, 9 and, worked, Saturday 10 October.
    expect(await ask(test, { record: sent('10T23:59') })).toBe('holds');
    expect(await ask(test, { record: sent('11T00:00') })).toBe('fails');
  });
});
