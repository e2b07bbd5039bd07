/** Ways that cross categories, through HTTP and a real log; and what a recall or a failed test at their beginning stops at their end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { categoryRows, chainRows } from '../../simulator/demo/chains/registers.ts';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { stageNamed } from '../../src/categories/rules/memory.ts';
import { crossings, feed, id, pesticide, type Step } from '../categories/crossings.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
  const station = { name: '充装站', uscc: '91419001MA00000A9R', areas: ['419001102'], categories: ['equipment'] };
  const { id: filler } = (await served.send('POST', '/api/v1/organisations', station)).json();
  const licence = { scheme: 'tslicence', number: 'TS4241012-2029', from: '2025-01-01', to: '2029-12-31', products: ['lpg'] };
  const licensed = await served.send('POST', `/api/v1/organisations/${filler}/licences`, licence);
  expect(licensed.statusCode, licensed.body).toBe(201);
  await served.send('POST', `/api/v1/organisations/${filler}/decisions`, { decision: 'approve' });
  // The cylinder of the examples is of 2026.
  const [cylinder, row] = Object.entries(chainRows('equipment', 'lpg_cylinders')['equipment/cylinder']!)[0]!;
  const cylinders = { [cylinder]: { ...row, nextInspection: '2030-01-31', scrapOn: '2034-01-31' } };
  for (const [name, rows] of Object.entries({ ...categoryRows, 'equipment/cylinder': cylinders })) {
    const stated = Object.entries(rows).map(([key, row]) => ({ key, row, from: '2000-01-01' }));
    expect((await served.send('POST', `/api/v1/registers/${name}`, stated)).json().refused, name).toBe(0);
  }
});
afterAll(() => served.close());

async function record([name, but = {}]: Step): Promise<{ status: string; errors?: { rule: string; facts: string }[] }> {
  const { stage } = stageNamed(name, '', shippedProfiles);
  const whole: SimpleRecord = { ...stage.example, ...but };
  const told = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null));
  const answer = await served.send('POST', `/api/v1/records/${name}`, [told]);
  return answer.json().records[0];
}

const walk = async (code: string, direction: 'up' | 'down') =>
  (await served.get(`/api/v1/trace?${new URLSearchParams({ code, direction })}`)).json() as {
    nodes: { id: string }[];
    places: string[];
  };

describe.each(crossings)('$name', ({ steps, way, beside = [], places = [] }) => {
  test('step by step, and is walked down to its end and up to its beginning', async () => {
    for (const step of steps) {
      const status = await record(step);
      expect([step[0], ['stored', 'exists'].includes(status.status)], JSON.stringify(status)).toEqual([step[0], true]);
    }
    const down = await walk(id(way[0]!), 'down');
    expect(down.nodes.map(({ id: node }) => node)).toEqual(expect.arrayContaining(way.map(id)));
    expect(down.places).toEqual(expect.arrayContaining([...places]));
    const up = await walk(id(way.at(-1)!), 'up');
    expect(up.nodes.map(({ id: node }) => node)).toEqual(expect.arrayContaining([...way, ...beside].map(id)));
  });
});

describe('what becomes known at the beginning stops the end from then on', () => {
  const rulesOf = (status: Awaited<ReturnType<typeof record>>) => (status.errors ?? []).map(({ rule }) => rule);
  const factsOf = (status: Awaited<ReturnType<typeof record>>) => (status.errors ?? []).map(({ facts }) => facts).join();

  test('a recalled pesticide: the apples are not shipped, the juice is not dispatched', async () => {
    const sold = (delivery: string) =>
      record(['produce/retail', { time: '2026-06-10T11:00:00+08:00', lotQuantity: 1, voucher: delivery }]);
    expect((await sold('R-1')).status).toBe('stored');
    expect((await record(['inputs/recall', { time: '2026-06-10T12:00:00+08:00' }])).status).toBe('stored');
    const refused = await record(['produce/retail', { time: '2026-06-10T13:00:00+08:00', lotQuantity: 1, voucher: 'R-2' }]);
    expect([refused.status, rulesOf(refused)], JSON.stringify(refused)).toEqual(['refused', ['AG-18']]);
    expect(factsOf(refused)).toContain(pesticide);
    const juice = await record([
      'food/dispatch',
      {
        time: '2026-06-10T14:00:00+08:00',
        lot: 'urn:zhuisu:lot:91419001MA3X000102:juice:20260603',
        lotQuantity: 10,
        lotUnit: 'LTR',
        foodName: '苹果汁',
        foodKind: 'other',
        bestBeforeDate: '2027-06-01',
      },
    ]);
    expect(juice.status).toBe('refused');
    expect(factsOf(juice)).toContain(pesticide);
    // What was sold before is not taken back by the record of the recall.
    expect((await record(['produce/retail', { time: '2026-06-10T11:00:00+08:00', lotQuantity: 1, voucher: 'R-1' }])).status).toBe(
      'exists',
    );
  });

  test('a recalled feed: the milk of the cows that had it is not loaded', async () => {
    const loaded = (time: string) =>
      record(['produce/milk_dispatch', { time, handoverNo: `JJ-${time.slice(11, 13)}`, lotQuantity: 1 }]);
    expect((await loaded('2026-06-01T09:00:00+08:00')).status).toBe('stored');
    await record([
      'inputs/recall',
      { time: '2026-06-01T10:00:00+08:00', group: 'feed', recallNo: 'ZH-F1', lots: [{ code: feed }] },
    ]);
    const refused = await loaded('2026-06-01T11:00:00+08:00');
    expect([refused.status, rulesOf(refused)], JSON.stringify(refused)).toEqual(['refused', ['AG-18c']]);
    expect(factsOf(refused)).toContain(feed);
  });

  test('a recalled pesticide that a farmer named in the record of the spray: the apples are not shipped', async () => {
    const shipped = (time: string) =>
      record([
        'produce/shipping',
        {
          time,
          lot: 'urn:zhuisu:lot:91419001MA3X000102:apple:2026-H7',
          lotQuantity: 1,
          lotUnit: 'KGM',
          delivery: `D-${time.slice(8, 13)}`,
        },
      ]);
    // Before it was recalled, at noon.
    expect((await shipped('2026-06-10T11:00:00+08:00')).status).toBe('stored');
    const refused = await shipped('2026-06-10T12:30:00+08:00');
    expect([refused.status, rulesOf(refused)], JSON.stringify(refused)).toEqual(['refused', ['AG-18']]);
    expect(factsOf(refused)).toContain(pesticide);
  });

  test('a failed test of a harvest: the boxes that were packed of it before stay, until it is released', async () => {
    const harvest = 'urn:zhuisu:lot:91419001MA3X000102:apple:2026-H9';
    const boxes = 'https://id.gs1.org/01/06901234567892/10/P9';
    const made: Step[] = [
      [
        'produce/harvest',
        {
          time: '2026-05-20T08:00:00+08:00',
          harvestDate: '2026-05-20',
          lot: harvest,
          crop: 'urn:zhuisu:lot:91419001MA3X000102:apple:2026-P9',
        },
      ],
      [
        'produce/packing',
        {
          time: '2026-05-20T10:00:00+08:00',
          from: [{ code: harvest, quantity: 100, unit: 'KGM' }],
          lot: boxes,
          lotQuantity: 20,
          lotNumber: 'P9',
        },
      ],
    ];
    for (const step of made) expect((await record(step)).status).toBe('stored');
    const shipped = (time: string) =>
      record(['produce/shipping', { time, lot: boxes, lotQuantity: 1, delivery: `D-${time.slice(8, 13)}` }]);
    expect((await shipped('2026-05-20T12:00:00+08:00')).status).toBe('stored');
    await record([
      'produce/test',
      { time: '2026-05-21T10:00:00+08:00', lot: harvest, sampleNo: 'S9', measured: 0.6, verdict: 'non_conformant' },
    ]);
    const refused = await shipped('2026-05-21T11:00:00+08:00');
    expect([refused.status, rulesOf(refused)], JSON.stringify(refused)).toEqual(['refused', ['AG-18']]);
    expect((await record(['produce/release', { time: '2026-05-22T10:00:00+08:00', lot: harvest }])).status).toBe('stored');
    expect((await shipped('2026-05-22T11:00:00+08:00')).status).toBe('stored');
  });
});
