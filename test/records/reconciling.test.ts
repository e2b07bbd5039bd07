/** Book and count of a store through HTTP: what must be there by the log, what was counted, what the register allows. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chainOrganisations, demoChains, demoRegisters, inOrder } from '../../simulator/demo-city.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
const explosives = demoChains().find(({ category, chain }) => category === 'dangerous' && chain === 'explosives')!;
const of = (stage: string) => explosives.records.find((each) => each.stage === stage)!.record;
const store = String(of('store_in').place);
const lot = String(of('store_in').lot);
const books = `/api/v1/registers/dangerous/store/${encodeURIComponent(store)}/reconciliation`;

beforeAll(async () => {
  served = await serveApp();
  for (const { organisation, licences } of chainOrganisations().filter((each) =>
    each.organisation.categories?.includes('dangerous'),
  )) {
    const { id } = (await served.send('POST', '/api/v1/organisations', organisation)).json();
    for (const licence of licences) await served.send('POST', `/api/v1/organisations/${id}/licences`, licence);
    await served.send('POST', `/api/v1/organisations/${id}/decisions`, { decision: 'approve' });
  }
  for (const { category, register, rows } of demoRegisters().filter((each) => each.category === 'dangerous'))
    await served.send('POST', `/api/v1/registers/${category}/${register}`, rows);
  for (const { stage, records } of inOrder([explosives]).filter((each) => each.stage !== 'destruction')) {
    const answer = await served.send('POST', `/api/v1/records/dangerous/${stage}`, records);
    expect(answer.json().refused, answer.body).toBe(0);
  }
});
afterAll(() => served.close());

describe('a store of explosives', () => {
  test('has the book of each lot, what was counted, its limit, and the records behind them', async () => {
    const answer = await served.get(books);
    expect(answer.statusCode, answer.body).toBe(200);
    const told = answer.json();
    expect(told).toMatchObject({ key: store, complete: true, row: { storageClass: 'explosive' } });
    const byLot = told.books.find(({ rule }: { rule: string }) => rule === 'EXP-08a');
    // 5,000 in, 1,000 out, 2 lost: 3,998, and so many were counted.
    expect(byLot.groups).toMatchObject([{ by: { lot }, unit: 'KGM', book: 3998, counted: 3998, bookThen: 3998, differs: false }]);
    expect(byLot.groups[0].events).toHaveLength(3);
    const by = { group: 'explosive' };
    expect(told.limits).toContainEqual({ rule: 'EXP-07a', column: 'capacity', most: 20_000, by, used: 3_998, left: 16_002 });
  });

  test('that counts less than the book is shown to differ, by how the book stood when it was counted', async () => {
    const short = { ...of('stock_count'), time: '2026-07-31T17:00:00+08:00', counted: 3990, lotQuantity: 3990 };
    expect((await served.send('POST', '/api/v1/records/dangerous/stock_count', [short])).json().stored).toBe(1);
    const more = { ...of('store_in'), time: '2026-08-01T08:00:00+08:00', lotQuantity: 10 };
    expect((await served.send('POST', '/api/v1/records/dangerous/store_in', [more])).json().stored).toBe(1);
    const [byLot] = (await served.get(books)).json().books;
    expect(byLot.groups[0]).toMatchObject({ book: 4008, counted: 3990, bookThen: 3998, differs: true });
  });

  test('as permits and quotas do, tells how much is left of its limit', async () => {
    const permit = String(of('explosive_sale').purchasePermit).replace('urn:zhuisu:document:', '');
    const told = (await served.get(`/api/v1/registers/dangerous/purchase_permit/${permit}/reconciliation`)).json();
    const sold = Number(of('explosive_sale').lotQuantity);
    const { most } = told.limits[0];
    expect(told.limits).toContainEqual({ rule: 'EXP-02d', column: 'quantity', most, used: sold, left: most - sold });
    expect(most).toBeGreaterThan(sold);
  });

  test('is told to nobody who may not read the row, and of a row that is not there nothing is', async () => {
    expect((await served.stranger('GET', books)).statusCode).toBe(401);
    const none = books.replace(encodeURIComponent(store), encodeURIComponent('https://id.gs1.org/414/9521600999994'));
    expect((await served.get(none)).statusCode).toBe(404);
  });
});
