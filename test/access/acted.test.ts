/** Whoever records in the place of a firm is told to it: by EPCIS, by record and by sheet. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { mediaTypes, templateXlsx } from '../../src/sheets/index.ts';
import { exampleValues, filled, templateNamed } from '../sheets/files.ts';
import { engines } from '../store/stores.ts';
import { asActor, eventBody, firmId, principalOf, settleCity, now as start } from './city.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({ ZHUISU_ADMIN_TOKEN: 'secret' }), () => start, { principalOf });
  await settleCity(opened.store);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const send = (actor: string, url: string, body: unknown, type = 'application/json') =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...asActor(actor), 'content-type': type },
    payload: Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
const acted = async (actor: string, query = '') =>
  (await app.inject({ url: `/api/v1/acted${query}`, headers: asActor(actor) })).json().acted as Record<string, unknown>[];
const event = (id: string): object => ({ ...eventBody('juice shipment'), eventID: `urn:city:acted:${id}` });

test('what a vendor records for a firm is the firm’s, and says whose people did it', async () => {
  expect((await send('shop', '/epcis/events', event('own'))).statusCode).toBe(201);
  for (const id of ['a', 'b', 'c'])
    expect((await send('vendor for the shop', '/epcis/events', event(id))).statusCode, id).toBe(201);
  // Sent again it is no second event, and nobody else's.
  expect((await send('vendor for the shop', '/epcis/events', event('own'))).statusCode).toBe(200);
  const all = await acted('shop');
  expect(all.map(({ eventID }) => eventID)).toEqual(['c', 'b', 'a'].map((id) => `urn:city:acted:${id}`));
  expect(all[0]).toMatchObject({ through: firmId('platform'), throughName: 'platform', step: 'shipping' });
  expect(await acted('vendor for the shop')).toEqual(all);
});

test('nobody else is told', async () => {
  for (const actor of ['factory', 'platform', 'farm', 'agriculture', 'operator']) expect(await acted(actor)).toEqual([]);
  expect((await app.inject({ url: '/api/v1/acted', headers: asActor('public') })).statusCode).toBe(401);
});

test('a list of many comes in pages', async () => {
  const seen: unknown[] = [];
  let url: string | undefined = '/api/v1/acted?perPage=2';
  while (url !== undefined) {
    const answer: LightMyRequestResponse = await app.inject({ url, headers: asActor('shop') });
    seen.push(...answer.json().acted.map(({ eventID }: { eventID: string }) => eventID));
    url = /<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1];
  }
  expect(seen).toEqual(['c', 'b', 'a'].map((id) => `urn:city:acted:${id}`));
});

test('the rows of a sheet that a vendor sent are told too', async () => {
  const before = (await acted('shop')).length;
  const made = templateNamed('produce', 'pest_check');
  const file = await filled(await templateXlsx(made), [exampleValues(made)]);
  const sent = await send('vendor for the shop', '/api/v1/records/produce/pest_check/uploads?name=x.xlsx', file, mediaTypes.xlsx);
  expect(sent.statusCode, sent.body).toBe(202);
  const done = (await app.inject({ url: `${sent.headers.location}?wait=60`, headers: asActor('shop') })).json();
  expect(done, JSON.stringify(done)).toMatchObject({ state: 'done', stored: 1 });
  const after = await acted('shop');
  expect(after.length).toBe(before + 1);
  expect(after[0]).toMatchObject({ through: firmId('platform') });
});
