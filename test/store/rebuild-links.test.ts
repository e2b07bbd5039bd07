/** A log of an earlier program, whose batches do not lead to their packs: the links are made from the log, and the batch leads to them. */
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { medical } from '../../src/categories/profiles/medical/index.ts';
import { role } from '../../src/events/index.ts';
import { rebuildLinks } from '../../src/store/index.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { owner } from './stores.ts';

let served: Served;
let admin: pg.Client;
beforeAll(async () => {
  served = await serveApp();
  admin = await owner(served.store);
});
afterAll(async () => {
  await admin.end();
  await served.close();
});

const batch = 'urn:zhuisu:lot:91419001MA3X000102:drug:OLD';
const pack = (serial: string): string => `https://id.gs1.org/01/06901234567892/21/${serial}`;
const record = async (stage: string, but: Readonly<Record<string, unknown>>): Promise<void> => {
  const { example } = medical.stages.find(({ id }) => id === stage)!;
  const answer = await served.send('POST', `/api/v1/records/medical/${stage}`, [{ ...example, ...but }]);
  expect(answer.json().records[0].status, answer.body).toBe('stored');
};
const below = async (): Promise<string[]> =>
  (await served.get(`/api/v1/trace?${new URLSearchParams({ code: batch, direction: 'down' })}`))
    .json()
    .nodes.map(({ id }: { id: string }) => id);
const links = async (): Promise<string[]> =>
  (await admin.query<{ row: string }>('select l::text as row from link l order by 1')).rows.map(({ row }) => row);

test('links that are missing are added, those that are there stay, and the batch leads to its packs and their case', async () => {
  await record('drug_production', { lot: batch, lotNumber: 'OLD' });
  await record('activation', { codes: [pack('A'), pack('B')], batch, lotNumber: 'OLD' });
  await record('packing', { parent: pack('CASE'), children: [pack('A'), pack('B')] });
  const whole = await links();
  const { rowCount } = await admin.query('delete from link where role = $1', [role.lot]);
  expect(rowCount).toBeGreaterThan(0);
  expect(await below()).toEqual([batch]);

  const told: string[] = [];
  const done = await rebuildLinks(served.store.database, (read, head) => void told.push(`${read}/${head}`));
  expect(done).toEqual({ events: 3, added: rowCount });
  expect(told).toEqual(['3/3']);
  expect(await links()).toEqual(whole);
  expect(await below()).toEqual(expect.arrayContaining([pack('A'), pack('B'), pack('CASE')]));

  // Run again, it finds nothing to do.
  expect(await rebuildLinks(served.store.database)).toEqual({ events: 3, added: 0 });
  expect(await links()).toEqual(whole);
});
