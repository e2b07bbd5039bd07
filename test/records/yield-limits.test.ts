/** Amounts along a trace know what the profiles say may come out of what went in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
}, 60_000);
afterAll(() => served.close());

const example = (category: string, stage: string): Record<string, unknown> =>
  shippedProfiles.find((each) => each.category === category)!.stages.find(({ id }) => id === stage)!.example as Record<
    string,
    unknown
  >;

async function making(category: string, stage: string, changes: Record<string, unknown>, from: string, to: string) {
  const sent = await served.send('POST', `/api/v1/records/${category}/${stage}`, [{ ...example(category, stage), ...changes }]);
  expect(sent.json().records[0].status, sent.body.slice(0, 600)).toBe('stored');
  const answer = await served.get(`/api/v1/trace/quantities?${new URLSearchParams({ from, to })}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().makings[0] as {
    yield: number;
    within?: boolean;
    limits?: { min?: number; max?: number; rules: { id: string; verified: boolean }[] };
  };
}

const pork = 'urn:zhuisu:lot:913411253367961888:pork:20260601-C';
const cured = 'urn:zhuisu:lot:91419001MA3X000102:cured-pork:20260602';
const sausage = (n: number): string => `urn:zhuisu:lot:91419001MA3X000102:sausage:2026060${n}`;

describe('the yield of a making', () => {
  it('is held against the rule of its stage', async () => {
    const lot = 'urn:zhuisu:lot:91320594346302401E:pork:20260601-F';
    const { yield: share, within, limits } = await making('produce', 'cutting', {}, pork, lot);
    expect(share).toBeCloseTo(232 / 240, 9);
    expect([within, limits?.max, limits?.min]).toEqual([true, 1.02, undefined]);
    expect(limits!.rules).toMatchObject([{ id: 'AG-15b', verified: false }]);
  });

  it('is held against what the register states of its recipe on the day, both ways', async () => {
    const before = await making('food', 'production', { lot: sausage(3) }, cured, sausage(3));
    expect([before.within, before.limits]).toEqual([undefined, undefined]);
    const stated = await served.app.inject({
      method: 'PUT',
      url: '/api/v1/registers/food/food_recipe/PF-XC-03',
      headers: { 'content-type': 'application/json', host: 'localhost:8080' },
      payload: JSON.stringify({
        row: { productName: '熏煮香肠', yieldLeast: 0.9, yieldMost: 1.15 },
        from: '2026-01-01',
      }),
    });
    expect(stated.statusCode, stated.body).toBe(200);
    const usual = await making('food', 'production', { lot: sausage(4), time: '2026-06-03T15:10:00+08:00' }, cured, sausage(4));
    expect([usual.within, usual.limits?.min, usual.limits?.max]).toEqual([true, 0.9, 1.15]);
    const little = await making(
      'food',
      'production',
      { lot: sausage(5), lotQuantity: 300, time: '2026-06-03T15:20:00+08:00' },
      cured,
      sausage(5),
    );
    expect(little.within).toBe(false);
    expect(little.limits!.rules.map(({ id }) => id).sort()).toEqual(['AG-15-fd-c', 'FD-07b']);
  });
});
