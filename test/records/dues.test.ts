/** What falls due by the registers, over HTTP: in order, page by page, with what a row lacks; and whose rows and licences are told to whom. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { asActor, firmId, now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;

const ask = async (actor: string, method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown) => {
  const headers = { ...asActor(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) });
  return { status: answer.statusCode, body: answer.json(), link: /<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1] };
};

const code = (n: number): string => `urn:zhuisu:device18:3110102342026001${n}`;
const lift = (nextInspection: string, fileComplete = true) => ({
  user: '甲',
  maintainer: '乙',
  madeUnderLicence: true,
  eliminated: false,
  scheme: 'fixed',
  nextInspection,
  fileDesign: true,
  fileInspection: true,
  fileDailyUse: true,
  fileMaintenance: true,
  fileFault: true,
  fileComplete,
});
const lifts = '/api/v1/registers/equipment/lift';
const due = '/api/v1/due?category=equipment&register=lift';

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
  await settleCity(opened.store);
  // Today is 2026-11-24.
  const rows = [
    { key: code(11), row: lift('2026-12-20'), from: '2026-01-01' },
    { key: code(12), row: lift('2026-11-01', false), from: '2026-01-01', organisation: firmId('lift firm') },
    { key: code(13), row: lift('2027-06-30'), from: '2026-01-01' },
    { key: code(14), row: lift('2026-12-01'), from: '2026-01-01' },
    { key: code(15), row: lift('2026-11-10'), from: '2026-01-01' },
  ];
  const stated = await ask('operator', 'POST', lifts, rows);
  expect(stated.body, JSON.stringify(stated.body)).toMatchObject({ stated: 5, refused: 0 });
  // Inspected since, and struck off.
  await ask('operator', 'PUT', `${lifts}/${encodeURIComponent(code(14))}`, { row: lift('2030-12-01'), from: '2026-11-20' });
  await ask('operator', 'PUT', `${lifts}/${encodeURIComponent(code(15))}`, { row: null, from: '2026-11-20' });
});

/** Firm, scheme, number, category, and its statements: status, first day, last day. */
const licences = [
  ['lift firm', 'tslicence', 'TS3310001-2026', 'equipment', ['valid', '2022-12-13', '2026-12-12']],
  // Goes on without a gap.
  [
    'lift firm',
    'tslicence',
    'TS3310002-2026',
    'equipment',
    ['valid', '2022-12-02', '2026-12-01'],
    ['valid', '2026-12-02', '2030-12-01'],
  ],
  // Said once more to end sooner.
  [
    'lift firm',
    'tslicence',
    'TS3310003-2026',
    'equipment',
    ['valid', '2020-01-01', '2027-12-31'],
    ['valid', '2020-01-01', '2026-12-20'],
  ],
  [
    'lift firm',
    'tslicence',
    'TS3310004-2026',
    'equipment',
    ['valid', '2020-01-01', '2026-12-31'],
    ['revoked', '2026-06-01', '2026-12-31'],
  ],
  ['general trader', 'jy', 'JY14190010000010', 'food', ['valid', '2021-11-02', '2026-11-01']],
  ['factory', 'sc', 'SC10541900100016', 'food', ['valid', '2022-01-01', '2026-12-31']],
  ['factory', 'other', 'no end', 'food', ['valid', '2022-01-01', undefined]],
  ['hill farm', 'hazchem_use', 'USE-1', 'dangerous', ['valid', '2022-01-01', '2026-12-31']],
  ['hill farm', 'other', 'ORGANIC-1', 'produce', ['valid', '2022-01-01', '2026-12-30']],
] as const;
const permit = (until: string) => ({ group: '工业炸药', quantity: 200, from: '2026-11-01', until, buyer: 'quarry' });

beforeAll(async () => {
  for (const [firm, scheme, number, category, ...statements] of licences)
    for (const [status, from, to] of statements) {
      const body = { scheme, number, status, from, to, categories: [category], reason: 'as issued' };
      const said = await ask('operator', 'POST', `/api/v1/organisations/${firmId(firm)}/licences`, body);
      expect(said.status, JSON.stringify(said.body)).toBeLessThan(300);
    }
  const rows = [
    { key: 'GM-2026-0001', row: permit('2026-12-05'), from: '2026-11-01', organisation: firmId('quarry') },
    { key: 'GM-2026-0002', row: permit('2026-12-31'), from: '2026-11-01' },
  ];
  expect((await ask('operator', 'POST', '/api/v1/registers/dangerous/purchase_permit', rows)).body).toMatchObject({ stated: 2 });
});

const keysFor = async (actor: string, category: string, more = ''): Promise<string[] | number> => {
  const { status, body } = await ask(actor, 'GET', `/api/v1/due?category=${category}${more}`);
  return status === 200 ? body.due.map(({ key, due: on }: { key: string; due: string }) => `${key.slice(-14)} ${on}`) : status;
};

describe('licences, permits and approvals among what falls due', () => {
  test('say whose they are, by which scheme, and the rules that ask for them', async () => {
    const { body } = await ask('operator', 'GET', '/api/v1/due?category=equipment&register=licence');
    expect(body.due).toMatchObject([
      {
        kind: 'licence',
        scheme: 'tslicence',
        key: 'TS3310001-2026',
        due: '2026-12-12',
        daysLeft: 18,
        status: 'valid',
        organisation: firmId('lift firm'),
      },
      // The one that goes on is not due, nor the one that was revoked.
      { key: 'TS3310003-2026', due: '2026-12-20' },
    ]);
    expect(body.due).toHaveLength(2);
    expect(body.due[0].rules).toContain('LIFT-05a');
    expect(body.due[0].schemeName.zh).toMatch(/特种设备/);
  });

  test.each<readonly [actor: string, category: string, more: string, expected: readonly string[] | number]>([
    // Whoever leads a category sees what falls due in it, and of no other.
    ['market regulator', 'food', '', ['14190010000010 2026-11-01', '10541900100016 2026-12-31']],
    ['market regulator', 'equipment', '&register=licence', ['TS3310001-2026 2026-12-12', 'TS3310003-2026 2026-12-20']],
    ['market regulator', 'food', `&organisation=${firmId('factory')}`, ['10541900100016 2026-12-31']],
    ['agriculture', 'food', '', 403],
    // What is of a closed category is not told as something of the firm’s other trade.
    ['agriculture', 'produce', '&register=licence', ['ORGANIC-1 2026-12-30']],
    ['police', 'dangerous', '', ['GM-2026-0001 2026-12-05', 'GM-2026-0002 2026-12-31', 'USE-1 2026-12-31']],
    ['police', 'produce', '', 403],
    // A firm sees its own, whatever its trade; not that of its neighbours.
    ['factory', 'food', '', ['10541900100016 2026-12-31']],
    ['factory', 'food', `&organisation=${firmId('factory')}`, ['10541900100016 2026-12-31']],
    ['factory', 'food', `&organisation=${firmId('general trader')}`, 403],
    ['shop', 'food', '', []],
    ['quarry', 'dangerous', '', ['GM-2026-0001 2026-12-05']],
    ['hill farm', 'dangerous', '', ['USE-1 2026-12-31']],
    ['hill farm', 'produce', '', ['ORGANIC-1 2026-12-30']],
    ['farm recorder', 'produce', '', []],
    ['farm without role', 'produce', '', 403],
    ['system administrator', 'food', '', 403],
    ['audit administrator', 'food', '', 403],
    ['public', 'food', '', 401],
  ])('%s of %s%s: %o', async (actor, category, more, expected) => {
    const found = await keysFor(actor, category, more);
    expect(found).toEqual(expected);
  });

  test('come page by page with the rows of registers, each once, in order', async () => {
    const seen: string[] = [];
    for (let url: string | undefined = '/api/v1/due?category=dangerous&until=2031-01-01&perPage=1'; url !== undefined; ) {
      const page: Awaited<ReturnType<typeof ask>> = await ask('operator', 'GET', url);
      expect(page.body.due, JSON.stringify(page.body)).toHaveLength(1);
      seen.push(page.body.due[0].key);
      url = page.link;
    }
    expect(seen.map((key) => key.slice(-12))).toEqual(['GM-2026-0001', 'GM-2026-0002', 'USE-1']);
  });
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

describe('what falls due', () => {
  test('within sixty days comes in order of the days, overdue first, with what the file lacks and the rules that ask', async () => {
    const { status, body } = await ask('operator', 'GET', due);
    expect([status, body.day, body.until], JSON.stringify(body)).toEqual([200, '2026-11-24', '2027-01-23']);
    expect(body.due).toMatchObject([
      {
        key: code(12),
        due: '2026-11-01',
        overdue: true,
        daysLeft: -23,
        missing: [{ column: 'fileComplete', rules: ['LIFT-07c'] }],
      },
      { key: code(11), due: '2026-12-20', overdue: false, daysLeft: 26, missing: [] },
    ]);
    expect(body.due[0].rules).toEqual(expect.arrayContaining(['LIFT-03c']));
    expect(body.due[0].name.zh).toBe('下次检验日期');
  });

  test('goes on to the next page where there is more, and ends', async () => {
    const seen: string[] = [];
    for (let url: string | undefined = `${due}&until=2031-01-01&perPage=1`; url !== undefined; ) {
      const page: Awaited<ReturnType<typeof ask>> = await ask('operator', 'GET', url);
      expect(page.status, JSON.stringify(page.body)).toBe(200);
      seen.push(...page.body.due.map(({ key }: { key: string }) => key));
      url = page.link;
    }
    expect(seen).toEqual([code(12), code(11), code(13), code(14)]);
  });

  test('of a firm is its own rows alone, and a stranger is told nothing', async () => {
    const own = await ask('lift firm', 'GET', due);
    expect(own.body.due.map(({ key }: { key: string }) => key)).toEqual([code(12)]);
    expect((await ask('public', 'GET', due)).status).toBe(401);
    expect((await ask('agriculture', 'GET', due)).status).toBe(403);
  });

  test('is refused where the category or a parameter is not known', async () => {
    expect((await ask('operator', 'GET', '/api/v1/due?category=none')).status).toBe(404);
    const without = await ask('operator', 'GET', '/api/v1/due');
    expect(without).toMatchObject({ status: 400, body: { code: 'parameter_invalid', name: 'category' } });
    expect(without.body.detail).toContain('category: came nothing, expected produce, food');
    expect(without.body.titleZh).toContain('category：收到空值，应为 produce, food');
    expect((await ask('operator', 'GET', `${due}&colour=red`)).body.code).toBe('parameter_unknown');
    expect((await ask('operator', 'GET', `${due}&until=soon`)).body.code).toBe('parameter_invalid');
  });
});
