/** What falls due by the registers, over HTTP: in order, page by page, with what a row lacks; and whose rows are told to whom. */
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
    expect((await ask('operator', 'GET', '/api/v1/due')).status).toBe(404);
    expect((await ask('operator', 'GET', `${due}&colour=red`)).body.code).toBe('parameter_unknown');
    expect((await ask('operator', 'GET', `${due}&until=soon`)).body.code).toBe('parameter_invalid');
  });
});
