/** The conformity certificate and the entry to the market, through HTTP: a farmer, a market, a seller of batches (NY/T 4712). */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { asActor, now, placeUri, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
  await settleCity(opened.store);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const ask = async (actor: string, method: 'GET' | 'POST', url: string, body?: unknown) => {
  const headers = { ...asActor(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) });
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer };
};
const examples = new Map<string, Record<string, unknown>>();
const record = async (actor: string, stage: string, but: Record<string, unknown>) => {
  let example = examples.get(stage);
  if (example === undefined) {
    example = (await ask('public', 'GET', `/api/v1/categories/produce/stages/${stage}`)).body.json().example as Record<
      string,
      unknown
    >;
    examples.set(stage, example);
  }
  const told = Object.fromEntries(Object.entries({ ...example, ...but }).filter(([, value]) => value !== null));
  return (await ask(actor, 'POST', `/api/v1/records/produce/${stage}`, [told])).body.json().records[0] as {
    status: string;
    eventID: string;
    errors?: { rule: string }[];
  };
};

const lot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:pears:${name}`;
const farm = placeUri('farm');
const market = placeUri('general trader');
let certificateNo = '';

describe('a small farmer', () => {
  test('has a certificate in three calls: the harvest, the certificate to print, and that it was issued', async () => {
    const picked = await record('farm', 'harvest', { place: farm, crop: lot('trees'), lot: lot('H1'), lotQuantity: 300 });
    expect(picked.status, JSON.stringify(picked)).toBe('stored');
    const made = await ask('farm', 'POST', '/api/v1/certificates', {
      request: 'pears-1',
      style: 'producer',
      bases: ['control'],
      product: '梨',
      quantity: '300 千克',
      origin: '济源市王屋镇',
      issuer: '王屋梨园',
      contact: '13800000000',
    });
    expect(made.status, made.body.body).toBe(201);
    certificateNo = made.body.json().number;
    const issued = await record('farm', 'certificate', {
      place: farm,
      lot: lot('H1'),
      lotQuantity: 300,
      certificateNo,
      issuer: '王屋梨园',
    });
    expect(issued.status, JSON.stringify(issued)).toBe('stored');
    const printed = await ask('farm', 'GET', `/api/v1/certificates/${encodeURIComponent(certificateNo)}.pdf`);
    expect([printed.status, printed.type]).toEqual([200, 'application/pdf']);
  });

  test('issues no more than was picked', async () => {
    const more = await record('farm', 'certificate', {
      place: farm,
      lot: lot('H1'),
      lotQuantity: 400,
      certificateNo: 'HGZ-more',
    });
    expect([more.status, more.errors?.map(({ rule }) => rule)]).toEqual(['refused', ['AG-03b']]);
  });
});

describe('a market', () => {
  const delivery = { place: market, lot: lot('H1'), lotQuantity: 200, lotUnit: 'KGM', supplier: '91419001MA3X000102' };

  test('takes nothing in without a certificate, and its refusal is kept and found from the lot', async () => {
    const without = await record('general trader', 'receipt', { ...delivery, delivery: 'D-1', certificateNo: null });
    expect([without.status, without.errors?.map(({ rule }) => rule)], JSON.stringify(without)).toEqual(['refused', ['AG-02a']]);
    const refusal = await record('general trader', 'refusal', {
      ...delivery,
      reasonKind: 'no_certificate',
      reason: '未附合格证',
    });
    expect(refusal.status, JSON.stringify(refusal)).toBe('stored');
    const trace = (await ask('operator', 'GET', `/api/v1/trace?${new URLSearchParams({ code: lot('H1') })}`)).body.json();
    expect(trace.steps.map(({ eventID }: { eventID: string }) => eventID)).toContain(refusal.eventID);
    const found = (await ask('general trader', 'GET', '/api/v1/evaluations?category=produce&rule=AG-02a&stored=0')).body.json();
    expect(found.evaluations).toMatchObject([{ stage: 'receipt', outcome: 'fails', severity: 'block', stored: false }]);
  });

  test('takes in what has one', async () => {
    const taken = await record('general trader', 'receipt', { ...delivery, delivery: 'D-2', certificateNo });
    expect(taken.status, JSON.stringify(taken)).toBe('stored');
    const entered = await record('general trader', 'market_entry', {
      ...delivery,
      supplier: null,
      voucherKind: 'certificate',
      voucher: certificateNo,
    });
    expect(entered.status, JSON.stringify(entered)).toBe('stored');
  });

  test('keeps inbound and outbound batches, which are walked to the orchard and back', async () => {
    const inbound = await record('general trader', 'inbound_batch', {
      place: market,
      from: [{ code: lot('H1'), quantity: 200, unit: 'KGM' }],
      lot: lot('in-1'),
      lotQuantity: 200,
      lotUnit: 'KGM',
      certificateNo,
    });
    expect(inbound.status, JSON.stringify(inbound)).toBe('stored');
    const outbound = (name: string, quantity: number) =>
      record('general trader', 'outbound_batch', {
        place: market,
        from: [{ code: lot('in-1'), quantity, unit: 'KGM' }],
        lot: lot(name),
        lotQuantity: quantity,
        lotUnit: 'KGM',
      });
    expect((await outbound('out-1', 120)).status).toBe('stored');
    const tooMuch = await outbound('out-2', 120);
    expect([tooMuch.status, tooMuch.errors?.map(({ rule }) => rule)]).toEqual(['refused', ['AG-15a']]);
    const walk = async (code: string, direction: string) =>
      (await ask('operator', 'GET', `/api/v1/trace?${new URLSearchParams({ code, direction })}`)).body
        .json()
        .nodes.map(({ id }: { id: string }) => id);
    expect(await walk(lot('out-1'), 'up')).toEqual(expect.arrayContaining([lot('in-1'), lot('H1'), lot('trees')]));
    expect(await walk(lot('trees'), 'down')).toEqual(expect.arrayContaining([lot('H1'), lot('in-1'), lot('out-1')]));
  });
});
