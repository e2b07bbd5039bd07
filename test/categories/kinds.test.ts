/** Kinds of rules at their edges: the last day, the first beyond it, what is not stated, what is passed over. */
import { describe, expect, it } from 'vitest';
import { shippedLists, shippedProfiles } from '../../src/categories/profiles/index.ts';
import type { Example, Test } from '../../src/categories/rules/definition.ts';
import { evaluate } from '../../src/categories/rules/evaluate.ts';
import { staged } from '../../src/categories/rules/memory.ts';
import type { Outcome } from '../../src/categories/rules/situation.ts';

const lists = new Map(shippedLists.map((list) => [list.id, list]));
const at = (day: string): string => `${day}T16:00:00+08:00`;

const term: Test = { kind: 'term', of: 'things', after: ['settlement'], days: 10, reading: 'mileage', use: 'warrantyKm' };
const claim = (day: string, mileage: number, before = true): Example => ({
  ...(before ? { before: [{ stage: 'settlement' }] } : {}),
  record: { stage: 'warranty_claim', but: { time: at(day), mileage } },
});
const rising: Test = { kind: 'rising', of: 'things', field: 'mileage', stages: ['settlement'] };
const kept: Test = { kind: 'kept', fromField: 'lastEntry', years: 2 };
const disposed = (last: string, day: string): Example => ({
  record: { stage: 'record_disposal', but: { lastEntry: last, time: at(day) } },
});
const areas: Test = { kind: 'distinct', of: 'things', stages: ['code_query'], field: 'area', first: 2, days: 30, most: 1 };
const scan = (day: string, area: string) => ({ stage: 'code_query', but: { time: at(day), area } });
const segment: Test = {
  kind: 'segment',
  of: 'outputs',
  scheme: 'npc32',
  segment: 'registration',
  expected: { register: 'pesticide_registration', by: 'registrationNo', column: 'lastSix' },
};
const registered = { pesticide_registration: { 'urn:zhuisu:pesticidereg:PD20230884': { lastSix: '230884' } } };
const use: Test = { kind: 'register', register: 'pesticide_use', of: 'registrationNo+cropName', column: 'target', known: true };
const line = (number: number): Test => ({ kind: 'agree', fields: ['qrText', 'productName'], line: number });

const balance: Test = { kind: 'balance', of: 'things', tolerance: 0 };
const sold = (quantity: number, unit: string): Example => ({
  before: [{ stage: 'pesticide_production' }],
  record: {
    stage: 'dispatch',
    but: { codes: null, lot: 'https://id.gs1.org/01/06912345678902/10/N1', lotQuantity: quantity, lotUnit: unit },
  },
});

const cases: readonly (readonly [what: string, category: string, test: Test, example: Example, outcome: Outcome])[] = [
  ['a term runs on its last day', 'car_parts', term, claim('2026-03-21', 86_500), 'holds'],
  ['a term is over on the day after', 'car_parts', term, claim('2026-03-22', 86_500), 'fails'],
  ['a term runs at its last kilometre', 'car_parts', term, claim('2026-03-12', 88_420), 'holds'],
  ['a term is over one kilometre later', 'car_parts', term, claim('2026-03-12', 88_421), 'fails'],
  ['a term that nothing began is unknown', 'car_parts', term, claim('2026-03-12', 86_500, false), 'unknown'],
  ['the same reading again is no fall', 'car_parts', rising, claim('2026-03-12', 86_420), 'holds'],
  ['one less is', 'car_parts', rising, claim('2026-03-12', 86_419), 'fails'],
  ['a first reading is none', 'car_parts', rising, claim('2026-03-12', 1, false), 'holds'],
  ['papers are kept to the same day two years on', 'inputs', kept, disposed('2026-06-29', '2028-06-29'), 'holds'],
  ['and not a day less', 'inputs', kept, disposed('2026-06-29', '2028-06-28'), 'fails'],
  ['those of a leap day to the first of March', 'inputs', kept, disposed('2024-02-29', '2026-02-28'), 'fails'],
  ['which is enough', 'inputs', kept, disposed('2024-02-29', '2026-03-01'), 'holds'],
  [
    'another province long ago does not count',
    'inputs',
    areas,
    { before: [scan('2026-03-01', '130102')], record: scan('2026-05-01', '419001') },
    'holds',
  ],
  [
    'another province lately does',
    'inputs',
    areas,
    { before: [scan('2026-04-20', '130102')], record: scan('2026-05-01', '419001') },
    'fails',
  ],
  [
    'another county of the province does not',
    'inputs',
    areas,
    { before: [scan('2026-04-20', '410102')], record: scan('2026-05-01', '419001') },
    'holds',
  ],
  [
    'a code of another scheme says nothing',
    'inputs',
    segment,
    { record: { stage: 'coding', but: { codes: ['202601150160112345678901'] } }, registers: registered },
    'unknown',
  ],
  [
    'one wrong code among right ones is found',
    'inputs',
    segment,
    {
      record: { stage: 'coding', but: { codes: ['12308841005260627001000011857410', '11834462061041677232103317831161'] } },
      registers: registered,
    },
    'fails',
  ],
  ['a number that is not registered is unknown', 'inputs', segment, { record: { stage: 'coding' } }, 'unknown'],
  [
    'a row is found by two fields, in short form',
    'inputs',
    use,
    { record: { stage: 'pesticide_use' }, registers: { pesticide_use: { 'PD20230884|苹果树': { target: '桃小食心虫' } } } },
    'holds',
  ],
  [
    'and not by one of them',
    'inputs',
    use,
    { record: { stage: 'pesticide_use' }, registers: { pesticide_use: { 'PD20230884|茶树': { target: '茶小绿叶蝉' } } } },
    'fails',
  ],
  [
    'a line is compared without what surrounds it',
    'inputs',
    line(1),
    { record: { stage: 'coding', but: { qrText: ' 高效氯氟氰菊酯 \r\n其他' } } },
    'holds',
  ],
  ['a line beyond the last is empty', 'inputs', line(9), { record: { stage: 'coding', but: { qrText: '一行' } } }, 'fails'],
  ['all that was made may leave', 'inputs', balance, sold(2_000, 'LTR'), 'holds'],
  ['told in a smaller unit it is the same', 'inputs', balance, sold(2_000_001, 'MLT'), 'fails'],
  ['bottles cannot be compared with litres', 'inputs', balance, sold(100, 'H87'), 'unknown'],
];

describe('a kind of rule', () => {
  it.each(cases)('%s', async (_, category, test, example, outcome) => {
    const { situation, facts } = staged(example, category, shippedProfiles);
    const any = shippedProfiles.flatMap(({ rules }) => rules)[0]!;
    const { when: _when, ...rule } = any;
    const asked = { ...rule, test, stages: [situation.stage.id], validFrom: '2000-01-01' };
    const found = await evaluate(asked, situation, { facts, lists });
    expect(found.outcome, JSON.stringify(found.told)).toBe(outcome);
  });
});
