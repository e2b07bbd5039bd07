/** The three measures, their formulas, and the lists behind them. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { jiyuan, nameAt, responsibleAt } from '../../src/jurisdictions/index.ts';
import { bodyId, registryOf } from '../../src/organisations/index.ts';
import { EventLog, type FindingRow, saveWatch } from '../../src/store/index.ts';
import { findingId } from '../../src/watch/index.ts';
import { asActor, type FirmName, firmId, now, partyUri, placeUri, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

const day = 86_400_000;
let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let clock = now;

const event = (id: string, step: string, at: number, by: FirmName, to?: FirmName): object => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:${id}`,
  eventTime: new Date(at).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: step,
  epcList: [`urn:city:thing:${id}`],
  bizLocation: { id: placeUri(by) },
  ...(to === undefined
    ? {}
    : {
        sourceList: [{ type: 'owning_party', source: partyUri(by) }],
        destinationList: [{ type: 'owning_party', destination: partyUri(to) }],
      }),
});

const finding = (detector: string, family: string, firm: FirmName, eventID: string, openedAt: number): FindingRow => ({
  id: findingId(detector, eventID),
  detector,
  cause: eventID,
  family,
  gravity: 'medium',
  organisation: firmId(firm),
  category: 'food',
  area: '419001102',
  openedAt,
  lastAt: openedAt,
  resolvedAt: null,
  dueAt: openedAt + 10 * day,
  count: 1,
  toldZh: '缺',
  toldEn: 'missing',
  resolvedZh: null,
  resolvedEn: null,
  evidence: { subjects: [], events: [eventID] },
  through: 1,
});

/** Recorded `late` after it happened. */
async function record(body: object, late = 3_600_000): Promise<void> {
  const at = Date.parse((body as { eventTime: string }).eventTime);
  clock = at + late;
  const document = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date(clock).toISOString(),
    epcisBody: { eventList: [body] },
  };
  const log = new EventLog(opened.store.database, () => clock);
  const { errors } = await capture(log, document, {
    behaviour: 'rollback',
    job: false,
    now: clock,
    registry: registryOf(opened.store),
  });
  expect(errors).toEqual([]);
}

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
  await settleCity(opened.store);
  const { database } = opened.store;
  for (const firm of ['factory', 'shop'] as const) {
    const licence = firmId(firm).replace('-8000-', '-8002-');
    await database.query(`insert into licence (id, organisation, scheme, number) values ($1, $2, 'jy', $3)`, [
      licence,
      firmId(firm),
      firm,
    ]);
    await database.query(
      `insert into licence_statement (licence, known_at, actor, status, holds_from, holds_to, categories, products, issuer, reason)
       values ($1, now(), 'test', 'valid', '2026-01-01', $2, '{food}', '{}', '', '')`,
      [licence, firm === 'shop' ? '2026-11-10' : null],
    );
  }
  await database.query("update organisation set registered_at = '2026-01-01'");
  await record(event('a', 'commissioning', now - 20 * day, 'factory'));
  await record(event('b', 'shipping', now - 15 * day, 'factory', 'shop'));
  await record(event('c', 'shipping', now - 14 * day, 'factory', 'shop'));
  await record(event('d', 'shipping', now - 2 * day, 'factory', 'shop'));
  await record(event('e', 'commissioning', now - 10 * day, 'factory'), 5 * day);
  await saveWatch(
    database,
    [
      finding('delivery_not_confirmed', 'continuity', 'shop', 'urn:uuid:c', now - 7 * day),
      finding('uploaded_twice', 'completeness', 'factory', 'urn:uuid:a', now - 19 * day),
    ],
    [],
    now,
  );
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const get = async (actor: string, url: string) => (await app.inject({ url, headers: asActor(actor) })).json();

describe('scores', () => {
  it('count firms with a licence, deliveries whose days are over, and records in time that nothing is found about', async () => {
    const { total, formulas } = await get('operator', '/api/v1/scores?by=category&category=food');
    // The licence of the shop ended: it is left out.
    expect(total.coverage).toEqual({ met: 1, all: 1, share: 1 });
    // The one of two days ago may still be confirmed.
    expect(total.continuity).toEqual({ met: 1, all: 2, share: 0.5 });
    expect(total.completeness).toEqual({ met: 3, all: 5, share: 0.6 });
    // Of two that are not whole one was in time.
    expect(total.timeliness).toEqual({ met: 4, all: 5, share: 0.8 });
    expect(formulas.continuity.zh).toContain('7 天确认期');
  });

  it('look back from any day', async () => {
    const { total } = await get('operator', '/api/v1/scores?by=category&category=food&at=2026-11-10');
    expect(total.coverage).toEqual({ met: 1, all: 2, share: 0.5 });
    expect(total.continuity.all).toBe(0);
  });

  it.each([
    ['coverage', '', ['factory']],
    ['continuity', '&met=false', ['urn:uuid:c']],
    ['completeness', '&met=false', ['urn:uuid:a', 'urn:uuid:e']],
    ['timeliness', '&met=false', ['urn:uuid:e']],
  ])('of %s have the list that they were counted from', async (measure, more, expected) => {
    const { rows, whole } = await get('operator', `/api/v1/scores/list?measure=${measure}&category=food${more}`);
    const names = rows.map(({ id, name, at }: { id: string; name: string; at?: string }) => (at === undefined ? name : id));
    expect([names.sort(), whole]).toEqual([expected, true]);
  });

  it.each(['coverage', 'completeness', 'unlicensed'])(
    'give the list of %s by pages, each row once and in the order of the whole',
    async (measure) => {
      const base = `/api/v1/scores/list?measure=${measure}`;
      const { rows: whole } = await get('operator', base);
      const rows: object[] = [];
      let next: string | undefined = `${base}&perPage=1`;
      while (next !== undefined) {
        const answer: Awaited<ReturnType<typeof app.inject>> = await app.inject({ url: next, headers: asActor('operator') });
        expect(answer.json().rows).toHaveLength(1);
        rows.push(...answer.json().rows);
        next = /^<([^>]+)>; rel="next"$/.exec(String(answer.headers.link ?? ''))?.[1];
      }
      expect(whole.length).toBeGreaterThan(0);
      expect(rows).toEqual(whole);
    },
  );

  it('count a delivery for both of its parties where firms are told apart, and once in all', async () => {
    const { scores, total } = await get('operator', '/api/v1/scores?by=firm&category=food');
    const of = (firm: FirmName) => scores.find(({ value }: { value: string }) => value === firmId(firm));
    expect([of('factory').continuity.all, of('shop').continuity.all, total.continuity.all]).toEqual([2, 2, 2]);
  });

  it('by department count each record once, for whoever leads its category in its area', async () => {
    const [{ scores, total }, lists] = await Promise.all([
      get('operator', '/api/v1/scores?by=department'),
      get('operator', '/api/v1/scores?by=category'),
    ]);
    const sum = (of: string) => scores.reduce((all: number, each: Record<string, { all: number }>) => all + each[of]!.all, 0);
    expect([sum('completeness'), sum('continuity')]).toEqual([total.completeness.all, total.continuity.all]);
    expect(total).toEqual(lists.total);
    const leads = scores.find(({ completeness }: { completeness: { all: number } }) => completeness.all === 5);
    expect(leads.value).toBe(bodyId(jiyuan.id, responsibleAt(jiyuan, 'food', '2026-11-24').leads[0]!.id));
    expect(leads.name).toBe(nameAt(responsibleAt(jiyuan, 'food', '2026-11-24').leads[0]!, '2026-11-24').zh);
  });

  it('of a department have the list that they were counted from', async () => {
    const food = bodyId(jiyuan.id, responsibleAt(jiyuan, 'food', '2026-11-24').leads[0]!.id);
    const other = bodyId(jiyuan.id, responsibleAt(jiyuan, 'rare_earth', '2026-11-24').leads[0]!.id);
    const ids = async (department: string) =>
      (await get('operator', `/api/v1/scores/list?measure=timeliness&met=false&department=${department}`)).rows.map(
        ({ id }: { id: string }) => id,
      );
    expect([await ids(food), await ids(other)]).toEqual([['urn:uuid:e'], []]);
    const { total } = await get('operator', `/api/v1/scores?by=area&department=${food}`);
    expect(total.completeness).toEqual({ met: 3, all: 5, share: 0.6 });
  });

  it('place a firm where it does what is of the category', async () => {
    const { database } = opened.store;
    const put = (id: number, longitude: number, categories: readonly string[]) =>
      database.query(
        `insert into site (id, organisation, name, area, address, kind, latitude, longitude, categories, created_at)
         values ($1, $2, 's', '419001102', '', 'shop', 35, $3, $4, now())`,
        [`00000000-0000-4000-8009-00000000000${id}`, firmId('factory'), longitude, categories],
      );
    await put(1, 112.1, ['produce']);
    await put(2, 112.2, []);
    await put(3, 112.3, ['food']);
    const { rows } = await get('operator', '/api/v1/scores/list?measure=coverage&category=food');
    expect(rows.map(({ longitude }: { longitude: number }) => longitude)).toEqual([112.3]);
  });

  it.each([
    ['agriculture', 5],
    ['market regulator', 5],
    ['police', 0],
    ['Wangwu township', 0],
    ['shop', 0],
  ])('are seen by %s as far as findings are: %i records', async (actor, records) => {
    const { total } = await get(actor, '/api/v1/scores?by=category');
    expect(total.completeness.all).toBe(records);
  });

  it.each(['by=colour', 'by=firm&nothing=1', 'by=area&at=yesterday', 'by=area&organisation=x', 'by=department&department=x'])(
    'refuse %s',
    async (query) => {
      expect((await get('operator', `/api/v1/scores?${query}`)).code).toMatch(/^parameter_/);
    },
  );
});

describe('views', () => {
  const send = (actor: string, method: 'POST' | 'DELETE', url: string, payload?: object) =>
    app.inject({
      method,
      url,
      headers: { ...asActor(actor), ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(payload === undefined ? {} : { payload }),
    });

  it('are kept by a name for the account that kept them, and for nobody else', async () => {
    const kept = await send('agriculture', 'POST', '/api/v1/views', { page: 'findings', name: '逾期', query: 'overdue=true' });
    expect(kept.statusCode).toBe(201);
    const again = await send('agriculture', 'POST', '/api/v1/views', {
      page: 'findings',
      name: '逾期',
      query: 'overdue=true&state=new',
    });
    expect(again.json().id).toBe(kept.json().id);
    expect((await get('agriculture', '/api/v1/views?page=findings')).views).toEqual([again.json()]);
    expect((await get('commerce', '/api/v1/views')).views).toEqual([]);
    expect((await send('commerce', 'DELETE', `/api/v1/views/${kept.json().id}`)).statusCode).toBe(404);
    expect((await get('public', '/api/v1/views')).code).toBe('not_signed_in');
    expect((await send('agriculture', 'POST', '/api/v1/views', { page: '../x', name: 'a', query: '' })).json().code).toBe(
      'value_invalid',
    );
    expect((await send('agriculture', 'DELETE', `/api/v1/views/${kept.json().id}`)).statusCode).toBe(204);
  });
});
