/**
 * Drugs and devices through HTTP and a real log: a pack from its substance to the patient and an implant to the operation, walked both ways;
 * then broken in each way that their rules forbid.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { medical } from '../../src/categories/profiles/medical/index.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
  const row = { issuer: 'GS1', productName: '髋关节假体', registrant: '某骨科器械公司', registrationNo: '国械注准20193030166' };
  const stated = await served.send('POST', '/api/v1/registers/medical/device', [{ key: implantClass, row, from: '2020-01-01' }]);
  expect(stated.json().refused, stated.body).toBe(0);
});
afterAll(() => served.close());

type Step = readonly [stage: string, but?: Readonly<Record<string, unknown>>];

async function record([stage, but = {}]: Step): Promise<{ status: string; rules: string[] }> {
  const { example } = medical.stages.find(({ id }) => id === stage)!;
  const answer = await served.send('POST', `/api/v1/records/medical/${stage}`, [{ ...example, ...but }]);
  const { status, rules = [], faults } = answer.json().records[0];
  expect(faults, answer.body).toBeUndefined();
  const failed = (rules as { rule: string; outcome: string }[]).filter(({ outcome }) => outcome === 'fails');
  return { status, rules: failed.map(({ rule }) => rule) };
}

const maker = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}`;
const pack = (serial: string): string => `https://id.gs1.org/01/06901234567892/21/${serial}`;
const implantClass = 'https://id.gs1.org/01/06975737431158';
const implant = (serial: string): string => `${implantClass}/21/${serial}`;

/** Names of one case, so that cases do not meet. */
const named = (n: string) => ({
  batch: maker(`drug:${n}`),
  one: pack(`${n}A`),
  other: pack(`${n}B`),
  carton: pack(`${n}C`),
  box: pack(`${n}D`),
});

/** A pack of two on its way to the pharmacy. */
function way(n: string): Step[] {
  const { batch, one, other, carton } = named(n);
  return [
    ['drug_production', { from: [{ code: maker(`substance:${n}`), quantity: 15, unit: 'KGM' }], lot: batch, lotNumber: n }],
    ['batch_inspection', { time: '2026-01-22T10:00:00+08:00', lot: batch, lotQuantity: 2500, lotUnit: 'H87' }],
    ['activation', { codes: [one, other], batch, lotNumber: n }],
    ['packing', { parent: carton, children: [one, other] }],
    ['production_storage', { codes: [carton], billNo: `SC-${n}` }],
    ['sales_out', { codes: [carton], billNo: `CK-${n}` }],
    ['purchase_receipt', { codes: [carton], billNo: `RK-${n}`, dispatchNo: `CK-${n}` }],
    ['purchase_acceptance', { codes: [carton], billNo: `RK-${n}` }],
    ['unpacking', { parent: carton, children: [one, other] }],
    ['retail', { codes: [one], billNo: `XP-${n}` }],
  ];
}

const implanted = (n: string): Step[] => {
  const units = { units: [implant(n)] };
  return [
    ['device_production', { ...units, batch: `${implantClass}/10/${n}`, lotNumber: n }],
    ['device_inspection', units],
    ['device_packing', { parent: `https://id.gs1.org/01/16975737430493/21/${n}`, children: units.units }],
    ['device_dispatch', { ...units, billNo: `XC-${n}` }],
    ['device_receipt', { ...units, dispatchNo: `XC-${n}` }],
    ['hospital_acceptance', units],
    ['hospital_storage', units],
    ['device_issue', units],
    ['implanting', units],
  ];
};

const walk = async (code: string, direction: 'up' | 'down') => {
  const answer = await served.get(`/api/v1/trace?${new URLSearchParams({ code, direction })}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json() as { nodes: { id: string }[]; steps: { eventID: string }[] };
};

/** What the rules have to say of records that are late only because the test tells of the past. */
const late = 'DR-07';

test('a pack goes from its substance to the buyer, and nothing of it is refused', async () => {
  for (const step of way('W1')) {
    const { status, rules } = await record(step);
    expect([step[0], status, rules.filter((rule) => rule !== late)]).toEqual([step[0], 'stored', []]);
  }
  const { batch, one, other, carton } = named('W1');
  const up = (await walk(one, 'up')).nodes.map(({ id }) => id);
  expect(up).toEqual(expect.arrayContaining([batch, maker('substance:W1')]));
  const down = (await walk(maker('substance:W1'), 'down')).nodes.map(({ id }) => id);
  expect(down).toEqual(expect.arrayContaining([batch, one, other, carton]));
});

test('an implant goes from its making to the operation, whose record has a reference of the patient and no name', async () => {
  for (const step of implanted('W2')) expect([step[0], await record(step)]).toEqual([step[0], { status: 'stored', rules: [] }]);
  const down = await walk(`${implantClass}/10/W2`, 'down');
  expect(down.nodes.map(({ id }) => id)).toContain(implant('W2'));
  const steps = await Promise.all(
    (await walk(implant('W2'), 'up')).steps.map(({ eventID }) => served.get(`/epcis/events/${encodeURIComponent(eventID)}`)),
  );
  const operation = steps.map(({ body }) => body).find((body) => body.includes('"zhuisu:stage":"implanting"'))!;
  expect(operation).toContain('urn:zhuisu:person:patient-1');
});

interface Break {
  readonly rule: string;
  readonly what: string;
  readonly before: readonly Step[];
  readonly broken: Step;
  readonly status: 'stored' | 'refused';
}

/** Until, and with, that stage. */
const upTo = (steps: readonly Step[], stage: string): readonly Step[] =>
  steps.slice(0, steps.findIndex(([id]) => id === stage) + 1);
const at = (day: string) => ({ time: `${day}T08:00:00+08:00` });
const buyer = { specialDrug: 'ephedrine', buyer: 'urn:zhuisu:person:buyer-1', buyerDocument: '1' };

const breaks: readonly Break[] = [
  {
    rule: 'DR-01a',
    what: 'a code that was cancelled is sold',
    before: [...upTo(way('B1'), 'activation'), ['code_cancellation', { codes: [named('B1').one], billNo: 'ZX-B1' }]],
    broken: ['retail', { codes: [named('B1').one], billNo: 'XP-B1' }],
    status: 'refused',
  },
  {
    rule: 'DR-01b',
    what: 'a code that nobody activated is sold',
    before: [['purchase_receipt', { codes: [named('B2').one], billNo: 'RK-B2', verified: false }]],
    broken: ['retail', { codes: [named('B2').one], billNo: 'XP-B2' }],
    status: 'refused',
  },
  {
    rule: 'DR-01c',
    what: 'a pack that was sold goes back into trade without a return',
    before: way('B15'),
    broken: ['transfer_out', { codes: [named('B15').one], billNo: 'DC-B15', time: '2026-02-25T08:00:00+08:00' }],
    status: 'refused',
  },
  {
    rule: 'DR-02',
    what: 'a pack is sold again',
    before: way('B3'),
    broken: ['hospital_dispensing', { codes: [named('B3').one], prescription: 'RX-B3' }],
    // It was sold already (DR-01c): refused, and what was tried is told.
    status: 'refused',
  },
  {
    rule: 'DR-03',
    what: 'a pack leaves that never came',
    before: [],
    broken: ['sales_out', { codes: [named('B4').carton], billNo: 'CK-B4' }],
    status: 'stored',
  },
  {
    rule: 'DR-03b',
    what: 'a pack is sold where it never came',
    before: upTo(way('B16'), 'purchase_acceptance'),
    broken: ['retail', { codes: [named('B16').one], billNo: 'XP-B16' }],
    status: 'stored',
  },
  {
    rule: 'DR-04c',
    what: 'a carton leaves as a whole after something was taken out of it',
    before: [
      ...upTo(way('B17'), 'purchase_acceptance'),
      ['unpacking', { ...at('2026-02-12'), parent: named('B17').carton, children: [named('B17').one] }],
    ],
    broken: ['transfer_out', { codes: [named('B17').carton], billNo: 'DC-B17' }],
    status: 'refused',
  },
  {
    rule: 'DR-04a',
    what: 'a carton leaves of which a pack was sold',
    before: [
      ...upTo(way('B5'), 'production_storage'),
      ['retail', { ...at('2026-02-09'), codes: [named('B5').one], billNo: 'XP-B5' }],
    ],
    broken: ['sales_out', { codes: [named('B5').carton], billNo: 'CK-B5' }],
    status: 'refused',
  },
  {
    rule: 'DR-04b',
    what: 'a pack is put into a second carton while it lies in the first',
    before: upTo(way('B6'), 'packing'),
    broken: ['packing', { ...at('2026-01-27'), parent: named('B6').box, children: [named('B6').one] }],
    status: 'refused',
  },
  {
    rule: 'DR-05',
    what: 'a pack of a recalled batch is sold',
    before: [
      ...upTo(way('B7'), 'unpacking'),
      ['recall', { ...at('2026-02-19'), lots: [{ code: named('B7').batch, quantity: 2400, unit: 'H87' }], recallNo: 'ZH-B7' }],
    ],
    broken: ['retail', { codes: [named('B7').one], billNo: 'XP-B7' }],
    status: 'refused',
  },
  {
    rule: 'DR-05',
    what: 'a carton with packs of a recalled batch leaves',
    before: [
      ...upTo(way('B8'), 'production_storage'),
      ['recall', { ...at('2026-02-09'), lots: [{ code: named('B8').batch, quantity: 2400, unit: 'H87' }], recallNo: 'ZH-B8' }],
    ],
    broken: ['sales_out', { codes: [named('B8').carton], billNo: 'CK-B8' }],
    status: 'refused',
  },
  {
    rule: 'DR-06a',
    what: 'a compound with ephedrine is sold to nobody named',
    before: upTo(way('B9'), 'unpacking'),
    broken: ['retail', { codes: [named('B9').one], billNo: 'XP-B9', specialDrug: 'ephedrine' }],
    status: 'refused',
  },
  {
    rule: 'DR-06b',
    what: 'three packs of it are sold at a time',
    before: upTo(way('B10'), 'unpacking'),
    broken: ['retail', { ...buyer, codes: [named('B10').one], billNo: 'XP-B10', packs: 3 }],
    status: 'refused',
  },
  {
    rule: 'DR-07',
    what: 'a bill of long ago is recorded today',
    before: upTo(way('B11'), 'unpacking'),
    broken: ['retail', { codes: [named('B11').one], billNo: 'XP-B11' }],
    status: 'stored',
  },
  {
    rule: 'DV-01a',
    what: 'an implant has another registration than the database says',
    before: upTo(implanted('B12'), 'device_issue'),
    broken: ['implanting', { units: [implant('B12')], registrationNo: '国械注准20203130001' }],
    status: 'stored',
  },
  {
    rule: 'DV-01c',
    what: 'an implant has an identifier that the database does not know',
    before: [],
    broken: ['implanting', { units: ['https://id.gs1.org/01/06901234567892/21/X1'], udiDi: '06901234567892' }],
    status: 'stored',
  },
  {
    rule: 'DV-01b',
    what: 'a device is used past its date',
    before: [['device_production', { units: [implant('B13')], expirationDate: '2026-02-01' }]],
    broken: ['device_use', { units: [implant('B13')] }],
    status: 'refused',
  },
  {
    rule: 'DV-02',
    what: 'a device of a recalled batch is implanted',
    before: [
      ...upTo(implanted('B14'), 'device_issue'),
      ['device_recall', { ...at('2026-02-09'), lots: [{ code: `${implantClass}/10/B14` }], recallNo: 'ZH-B14' }],
    ],
    broken: ['implanting', { units: [implant('B14')] }],
    status: 'refused',
  },
];

describe('what the rules forbid', () => {
  test.each(breaks)('$rule: $what', async ({ rule, before, broken, status }) => {
    for (const step of before) expect([step[0], (await record(step)).status]).toEqual([step[0], 'stored']);
    const found = await record(broken);
    expect([found.status, found.rules]).toEqual([status, expect.arrayContaining([rule])]);
    if (medical.rules.find(({ id }) => id === rule)!.severity === 'block') expect(status).toBe('refused');
  });

  test('is each broken once at least, but for what only a firm of its own can break', () => {
    const byWhom = ['DR-03c', 'DR-03d'];
    const listed = medical.rules.map(({ id }) => id).filter((id) => /^D[RV]-\d/.test(id) && !byWhom.includes(id));
    expect([...new Set(breaks.map(({ rule }) => rule))].sort()).toEqual(listed.sort());
  });
});
