/** Registers over HTTP: stated, read on a day, listed, with their history; who may; and rules that read them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inputs } from '../../src/categories/profiles/inputs/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { asActor, firmId, now, principalOf, settleCity } from '../access/city.ts';
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

const ask = async (actor: string, method: 'GET' | 'PUT' | 'POST', url: string, body?: unknown) => {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  const headers = { ...asActor(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await app.inject({ method, url, headers, ...payload });
  return { status: answer.statusCode, body: answer.json(), link: /<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1] };
};

const permits = '/api/v1/registers/dangerous/purchase_permit';
const permit = (quantity: number) => ({
  buyer: '91419001MA3X000102',
  group: 'industrial_explosive',
  quantity,
  from: '2026-01-01',
  until: '2026-12-31',
});
const drugs = '/api/v1/registers/medical/drug';
const drug = { approvalNo: '国药准字H20240001', genericName: '某药', holder: 'A', manufacturer: 'A', dosageForm: '片剂' };
const full = { ...drug, strength: '1 mg', packSpec: '10 片', packLevel: 1, packRatio: '1:10' };

describe('a row', () => {
  test('is stated, read on a day by the statement known last that covers it, and keeps its history', async () => {
    const key = `${permits}/GM-2026-1`;
    expect((await ask('police', 'GET', key)).status).toBe(404);
    const first = await ask('police', 'PUT', key, { row: permit(100), from: '2026-01-01', until: '2026-06-30' });
    expect([first.status, first.body], JSON.stringify(first.body)).toMatchObject([
      200,
      { status: 'stated', row: { quantity: 100 } },
    ]);
    await ask('police', 'PUT', key, { row: permit(50), from: '2026-03-01', reason: '核减' });
    expect((await ask('police', 'PUT', key, { row: permit(50), from: '2026-03-01' })).body.status).toBe('unchanged');
    const on = async (day: string) => (await ask('police', 'GET', `${key}?at=${day}`)).body.row?.quantity;
    expect([await on('2026-02-01'), await on('2026-04-01'), await on('2026-08-01')]).toEqual([100, 50, 50]);
    expect((await ask('police', 'GET', `${key}?at=2025-12-31`)).status).toBe(404);
    await ask('police', 'PUT', key, { row: null, from: '2026-09-01', reason: '注销' });
    expect((await ask('police', 'GET', `${key}?at=2026-09-02`)).status).toBe(404);
    const { statements } = (await ask('police', 'GET', `${key}/history`)).body;
    expect(
      statements.map(({ row, reason }: { row: { quantity: number } | null; reason: string }) => [row?.quantity ?? null, reason]),
    ).toEqual([
      [100, ''],
      [50, '核减'],
      [null, '注销'],
    ]);
  });

  test.each([
    ['without a row', {}, 'row'],
    ['with a column that is not there', { row: { ...permit(1), colour: 'red' } }, 'row.colour'],
    ['without a column that must be', { row: { group: 'a', from: '2026-01-01', until: '2026-12-31' } }, 'row.quantity'],
    ['with a number that is a text', { row: { ...permit(1), quantity: '1' } }, 'row.quantity'],
    ['with a day that there is not', { row: { ...permit(1), until: '2026-02-30' } }, 'row.until'],
    ['that ends before it begins', { row: permit(1), from: '2026-05-01', until: '2026-04-01' }, 'until'],
    ['of nobody known', { row: permit(1), organisation: 'me' }, 'organisation'],
    ['with a member that is not there', { row: permit(1), colour: 'red' }, 'colour'],
  ])('%s is refused, and changes nothing', async (_, body, path) => {
    const refused = await ask('police', 'PUT', `${permits}/GM-bad`, body);
    expect([refused.status, refused.body.code]).toEqual([400, 'value_invalid']);
    expect(refused.body.errors.map((each: { path: string }) => each.path)).toContain(path);
    expect((await ask('police', 'GET', `${permits}/GM-bad/history`)).status).toBe(404);
  });

  test('of a code is found by every spelling of it, and no other code takes its place', async () => {
    const vehicles = '/api/v1/registers/dangerous/vehicle';
    const { body } = await ask('police', 'GET', '/api/v1/categories/dangerous');
    const { columns } = body.registers.find(({ id }: { id: string }) => id === 'vehicle');
    const row = Object.fromEntries(
      columns
        .filter(({ optional }: { optional?: boolean }) => !optional)
        .map(({ key, kind }: { key: string; kind: string }) => [
          key,
          { text: 'x', number: 1, flag: true, date: '2026-12-31' }[kind],
        ]),
    );
    const stated = await ask('police', 'PUT', `${vehicles}/${encodeURIComponent('豫U12345')}`, { row });
    expect(stated.status, JSON.stringify(stated.body)).toBe(200);
    for (const spelling of ['豫U12345', '豫u12345', stated.body.key])
      expect((await ask('police', 'GET', `${vehicles}/${encodeURIComponent(spelling)}`)).status, spelling).toBe(200);
    expect((await ask('police', 'PUT', `${vehicles}/12345`, { row })).body.errors[0].path).toBe('key');
  });
});

test('many rows come with a status each, a bad one hides no other, and the same again changes nothing', async () => {
  const rows = [
    ...Array.from({ length: 5 }, (_, i) => ({ key: `GM-many-${i}`, row: permit(i + 1), from: '2026-01-01' })),
    { key: 'GM-many-9', row: {} },
    7,
  ];
  const first = await ask('police', 'POST', permits, rows);
  expect(first.body).toMatchObject({ received: 7, stated: 5, unchanged: 0, refused: 2 });
  expect(first.body.rows.map(({ status }: { status: string }) => status)).toEqual([
    ...Array(5).fill('stated'),
    'refused',
    'refused',
  ]);
  expect((await ask('police', 'POST', permits, rows)).body).toMatchObject({ stated: 0, unchanged: 5, refused: 2 });
  const seen: string[] = [];
  for (let url: string | undefined = `${permits}?perPage=2`; url !== undefined; ) {
    const page: Awaited<ReturnType<typeof ask>> = await ask('police', 'GET', url);
    seen.push(...page.body.rows.map(({ key }: { key: string }) => key));
    url = page.link;
  }
  expect(seen).toEqual([...seen].sort());
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((key) => key.startsWith('GM-many-'))).toHaveLength(5);
});

describe('who may', () => {
  test.each([
    ['the public', 'public', 401],
    ['a firm', 'quarry', 403],
    ['a department of another category', 'agriculture', 403],
    ['a township', 'Wangwu township', 403],
    ['who runs the system', 'system administrator', 403],
  ])('%s may not state a permit', async (_, actor, status) => {
    const answer = await ask(actor, 'PUT', `${permits}/GM-own`, { row: permit(1_000_000) });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect((await ask('police', 'GET', `${permits}/GM-own/history`)).status).toBe(404);
  });

  test('a firm reads the rows that name it, on the list and alone, and no others', async () => {
    await ask('police', 'PUT', `${permits}/GM-quarry`, { row: permit(7), organisation: firmId('quarry'), from: '2026-01-01' });
    expect((await ask('quarry', 'GET', `${permits}/GM-quarry`)).body.row.quantity).toBe(7);
    expect((await ask('cap maker', 'GET', `${permits}/GM-quarry`)).status).toBe(404);
    expect((await ask('quarry', 'GET', permits)).body.rows.map(({ key }: { key: string }) => key)).toEqual(['GM-quarry']);
    expect((await ask('cap maker', 'GET', permits)).body.rows).toEqual([]);
    expect((await ask('agriculture', 'GET', permits)).status).toBe(403);
  });

  test('in an open category a firm states rows that name it, and nobody takes over what names another', async () => {
    const key = `${drugs}/81234567890123456789`;
    const stated = await ask('factory', 'PUT', key, { row: full });
    expect([stated.status, stated.body.organisation], JSON.stringify(stated.body)).toEqual([200, firmId('factory')]);
    for (const body of [{ row: { ...full, holder: 'B' } }, { row: full, organisation: firmId('factory') }, { row: null }])
      expect((await ask('shop', 'PUT', key, body)).status).toBe(403);
    expect((await ask('shop', 'GET', key)).status).toBe(404);
    expect(
      (await ask('market regulator', 'PUT', key, { row: { ...full, holder: 'B' }, organisation: firmId('shop') })).status,
    ).toBe(200);
    expect((await ask('factory', 'PUT', key, { row: full })).status).toBe(403);
    // In a list the others are stated.
    const mixed = await ask('factory', 'POST', drugs, [
      { key: '81234567890123456789', row: full },
      { key: '81234567890123456780', row: full },
    ]);
    expect(mixed.body.rows.map(({ status }: { status: string }) => status)).toEqual(['refused', 'stated']);
  });
});

test('a file of master data is taken row by row: each is told what is wrong with it, and the good ones are found', async () => {
  const file = await readFile(join(import.meta.dirname, 'master-data/pesticides.json'), 'utf8');
  const registrations = '/api/v1/registers/inputs/pesticide_registration';
  const taken = await ask('agriculture', 'POST', registrations, JSON.parse(file));
  expect(taken.body, JSON.stringify(taken.body)).toMatchObject({ received: 5, stated: 2, unchanged: 1, refused: 2 });
  const wrong = taken.body.rows.map(({ errors = [] }: { errors?: { path: string }[] }) => errors.map(({ path }) => path));
  expect(wrong).toEqual([[], [], ['key'], ['row.colour', 'row.validFrom'], []]);
  expect((await ask('agriculture', 'GET', `${registrations}/PD20160002`)).body.row.status).toBe('cancelled');
});

test('what is not a register is not found', async () => {
  for (const path of ['dangerous/none', 'none/purchase_permit'])
    expect((await ask('operator', 'GET', `/api/v1/registers/${path}`)).status).toBe(404);
});

describe('a fertiliser that is filed and not registered', () => {
  const fertilisers = '/api/v1/registers/inputs/fertiliser_registration';
  const filed = {
    productName: '有机肥料',
    holder: '黄河农资制造有限公司',
    validFrom: '2025-03-01',
    status: 'valid',
    filing: true,
  };
  const made = async (registrationNo: string, name: string) => {
    const { example } = inputs.stages.find(({ id }) => id === 'fertiliser_production')!;
    const lot = `https://id.gs1.org/01/06901234571042/10/${name}`;
    const record = { ...example, id: `urn:test:fertiliser:${name}`, lot, lotNumber: name, registrationNo };
    const { body } = await ask('operator', 'POST', '/api/v1/records/inputs/fertiliser_production', record);
    const [{ status, errors = [], rules = [] }] = body.records ?? [body];
    return {
      status,
      by: [...errors, ...rules.filter(({ outcome }: { outcome: string }) => outcome === 'fails')].map((each) => each.rule),
    };
  };

  test.each([
    ['of no known form', '豫农肥备2026-0815', 'F1'],
    ['of digits', '410000202608150001', 'F2'],
  ])(
    'under a number %s may be made once the department has stated its filing, and no longer when it was cancelled',
    async (_, number, name) => {
      expect((await made(number, `${name}a`)).by).toContain('IN-04f');
      const key = `${fertilisers}/${encodeURIComponent(number)}`;
      const stated = await ask('agriculture', 'PUT', key, { row: filed, from: '2025-03-01' });
      expect([stated.status, stated.body.status], JSON.stringify(stated.body)).toEqual([200, 'stated']);
      const { by } = await made(number, `${name}b`);
      expect(by.filter((rule) => rule?.startsWith('IN-04'))).toEqual([]);
      await ask('agriculture', 'PUT', key, { row: { ...filed, status: 'cancelled' }, from: '2026-01-01', reason: '注销' });
      expect((await made(number, `${name}c`)).by).toContain('IN-04f');
    },
  );

  test('is found under the one spelling of a registration all the same', async () => {
    const row = { ...filed, filing: false, validUntil: '2028-05-05' };
    const stated = await ask('agriculture', 'PUT', `${fertilisers}/${encodeURIComponent('豫农肥（2020）准字54321号')}`, { row });
    expect(stated.status, JSON.stringify(stated.body)).toBe(200);
    const other = await ask('agriculture', 'GET', `${fertilisers}/${encodeURIComponent('豫农肥(2020)准字54321号')}`);
    expect([other.status, other.body.key]).toEqual([200, stated.body.key]);
    expect(stated.body.key).toMatch(/^urn:zhuisu:fertiliser:/);
  });
});
