/** A department adds a product of its own with a stage and a rule, through the interface alone; what is wrong is told and changes nothing. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { openStore } from '../../src/store/index.ts';
import { recordOf, valuesOf } from '../../web/workbench/record/values.ts';
import { asActor, now, placeUri, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';
import { addition, rabdosia, source } from './rabdosia.ts';

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

const post = async (actor: string, url: string, body: unknown) => {
  const headers = { 'content-type': 'application/json', ...asActor(actor) };
  const answer = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) });
  return { status: answer.statusCode, body: answer.json() };
};
const get = async (actor: string, url: string) => {
  const answer = await app.inject({ url, headers: asActor(actor) });
  return { status: answer.statusCode, body: answer.json() };
};

const drafts = '/api/v1/categories/produce/drafts';
const stage = '/api/v1/categories/produce/stages/rabdosia_drying';
const records = '/api/v1/records/produce/rabdosia_drying';
const drying = (but: object) => ({ ...addition.stages[0]!.example, place: placeUri('farm'), ...but });

describe('a department', () => {
  test('adds a product with a stage and rules of its own, and the running server serves them at once', async () => {
    expect((await get('farm', stage)).status).toBe(404);
    const drafted = await post('agriculture', drafts, { add: addition });
    expect([drafted.status, drafted.body.faults], JSON.stringify(drafted.body)).toEqual([201, []]);
    const draft = `${drafts}/${drafted.body.id}`;
    expect((await post('agriculture', `${draft}/check`, {})).body).toEqual({ ok: true, faults: [] });
    // Drafted is not published.
    expect((await get('farm', stage)).status).toBe(404);
    const published = await post('agriculture', `${draft}/publish`, { version: '2026-jy-1', validFrom: '2026-07-01' });
    expect(published.status, JSON.stringify(published.body)).toBe(201);

    expect((await get('public', stage)).body).toMatchObject({ name: { zh: '冬凌草晾晒' }, version: '2026-jy-1' });
    // What the forms of workbench and phone are made of, with nothing but the name told apart.
    const form = (await get('farm', stage)).body;
    const [{ fields, example, event }] = addition.stages as [(typeof addition.stages)[0]];
    expect(form).toMatchObject({ category: 'produce', id: 'rabdosia_drying', event, example, source });
    expect(form.fields).toEqual(fields.map(({ zh, en, ...field }) => ({ ...field, name: { zh, en } })));
    expect(form.columns.map(({ key, required }: { key: string; required: boolean }) => [key, required])).toEqual([
      ...['time', 'place'].map((key) => [key, true]),
      ['fresh', true],
      ...['freshQuantity', 'freshUnit'].map((key) => [key, false]),
      ...['lot', 'lotQuantity', 'lotUnit', 'moisture', 'batchNo'].map((key) => [key, true]),
    ]);
    expect(form.rules.map(({ id, repair }: { id: string; repair: object }) => [id, repair])).toEqual(
      addition.rules.map(({ id, repair }) => [id, repair]),
    );
    expect(recordOf(form.fields, valuesOf(form.fields, form.example))).toMatchObject({
      moisture: 12,
      batchNo: 'G-1',
      lotUnit: 'KGM',
    });
    const schema = (await get('public', `${stage}/schema.json`)).body;
    expect(schema.required).toEqual(expect.arrayContaining(['time', 'fresh', 'lot', 'moisture', 'batchNo']));
    const category = (await get('public', '/api/v1/categories/produce')).body;
    expect(category.products.map(({ name }: { name: { zh: string } }) => name.zh)).toContain('王屋山冬凌草');

    const page = async (url: string) => (await app.inject({ url })).body;
    expect(await page('/docs')).toContain('/docs/produce/rabdosia_drying');
    expect(await page('/docs/produce')).toContain('王屋山冬凌草');
    const guide = await page('/docs/produce/rabdosia_drying');
    for (const told of [
      '冬凌草晾晒',
      '晾晒批号',
      'JY-RAB-01',
      '19, at most 13',
      `${stage}/template.xlsx`,
      `${stage}/schema.json`,
    ])
      expect(guide).toContain(told);
    const template = await app.inject({ url: `${stage}/template.xlsx` });
    expect([template.statusCode, template.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    const listed = (await get('public', '/api/v1/products?category=produce')).body.products;
    expect(listed.at(-1)).toMatchObject({ name: { zh: '王屋山冬凌草' }, chain: { id: 'rabdosia' }, source: { verified: false } });

    const [wet, dry, again] = (
      await post('farm', records, [
        drying({ moisture: 19 }),
        drying({ lot: rabdosia('A') }),
        drying({ lot: rabdosia('B'), time: '2026-08-04T16:00:00+08:00' }),
      ])
    ).body.records;
    expect(wet).toMatchObject({ status: 'refused', rules: [{ rule: 'JY-RAB-01', told: { en: 'Moisture (%) 19, at most 13' } }] });
    expect(dry.status).toBe('stored');
    expect(again).toMatchObject({ status: 'refused', errors: [{ rule: 'JY-RAB-02' }] });
    const kept = await get('farm', `/epcis/events/${encodeURIComponent(dry.eventID)}`);
    expect(kept.body.epcisBody.queryResults.resultsBody.eventList[0]).toMatchObject({ 'zhuisu:profile': '2026-jy-1' });
  });

  test('leaves what was recorded before under the version of then', async () => {
    const versions = (await get('public', '/api/v1/categories/produce/versions')).body.versions;
    expect(versions.map(({ version }: { version: string }) => version)).toHaveLength(2);
    const early = await post('farm', '/api/v1/records/produce/planting', {
      ...(await get('public', '/api/v1/categories/produce/stages/planting')).body.example,
      time: '2026-03-01T08:00:00+08:00',
      place: placeUri('farm'),
    });
    const kept = await get('farm', `/epcis/events/${encodeURIComponent(early.body.eventID)}`);
    expect(kept.body.epcisBody.queryResults.resultsBody.eventList[0]['zhuisu:profile']).toBe(versions[0].version);
    expect((await get('public', `${stage}?at=2026-03-01`)).status).toBe(404);
  });

  test('is served by another process of the same database too, and after a restart', async () => {
    const { host, database } = opened.store.database.pool.options;
    const databaseUrl = `postgres://zhuisu@localhost/${database}?host=${encodeURIComponent(String(host))}`;
    const other = await openStore({ dataDir: opened.dataDir, databaseUrl });
    const second = buildApp(other, readConfig({}), () => now, { principalOf });
    expect((await second.inject({ url: stage })).statusCode).toBe(200);
    await second.close();
    await other.close();
  });

  test('asks values that nobody asked for before: what was recorded earlier is found', async () => {
    const rule = {
      ...addition.rules[1]!,
      id: 'JY-RAB-03',
      zh: '同一晾晒场三十天内只晾一次',
      en: 'A yard is used once in thirty days',
      test: { kind: 'count', field: 'place', stages: ['rabdosia_drying'], days: 30, most: 1 },
    };
    const drafted = await post('agriculture', drafts, { add: { rules: [rule] } });
    expect(drafted.body.faults).toEqual([]);
    const published = await post('agriculture', `${drafts}/${drafted.body.id}/publish`, {
      version: '2026-jy-2',
      validFrom: '2026-07-02',
    });
    expect(published.status, JSON.stringify(published.body)).toBe(201);
    const twice = await post('farm', records, drying({ lot: rabdosia('C'), batchNo: 'G-9', time: '2026-08-05T16:00:00+08:00' }));
    expect([twice.status, twice.body.rule]).toEqual([400, 'JY-RAB-03']);
  });

  test('is told every fault, and cannot publish what has one', async () => {
    const [rule] = addition.rules;
    const spoilt = {
      rules: [{ ...rule, id: 'JY-RAB-04', test: { kind: 'limit', field: 'colour', most: 13 } }],
      products: [{ ...addition.products[0], id: 'other', chain: 'melting' }],
    };
    const drafted = await post('agriculture', drafts, { add: spoilt });
    const paths = drafted.body.faults.map(({ path }: { path: string }) => path);
    expect(paths.some((path: string) => path.startsWith('products['))).toBe(true);
    expect(paths.some((path: string) => path.startsWith('rules['))).toBe(true);
    const refused = await post('agriculture', `${drafts}/${drafted.body.id}/publish`, { version: 'x', validFrom: '2026-08-01' });
    expect([refused.status, refused.body.code, refused.body.errors.length]).toEqual([400, 'draft_faulty', paths.length]);
    expect((await get('public', '/api/v1/categories/produce/versions')).body.versions).toHaveLength(3);
  });

  test('cannot publish twice, under a name that is taken, or over what was published since', async () => {
    const fresh = async () =>
      (await post('agriculture', drafts, { add: { lists: [{ ...list, id: `list_${Math.random().toString(36).slice(2, 8)}` }] } }))
        .body.id;
    const list = { zh: '名单', en: 'A list', entries: [{ value: 'x', from: '2026-01-01', source }] };
    const [one, two] = [await fresh(), await fresh()];
    const publish = (id: string, version: string) =>
      post('agriculture', `${drafts}/${id}/publish`, { version, validFrom: '2026-07-03' });
    expect((await publish(one, '2026-jy-1')).body.code).toBe('version_taken');
    expect((await publish(one, '2026-jy-3')).status).toBe(201);
    expect((await publish(one, '2026-jy-4')).body.code).toBe('draft_published');
    expect((await publish(two, '2026-jy-4')).body).toMatchObject({ code: 'definition_changed', expected: '2026-jy-3' });
  });

  test.each([
    ['another department', 'market regulator', 403],
    ['a firm', 'farm', 403],
    ['a reader of the department', 'agriculture reader', 403],
    ['the public', 'public', 401],
  ])('%s may not draft for it', async (_, actor, status) => {
    expect((await post(actor, drafts, { add: addition })).status).toBe(status);
  });

  test.each([
    ['nothing', {}],
    ['an addition of nothing', { add: {} }],
    ['an addition of what there is not', { add: { colours: [] } }],
    ['an addition that is no list', { add: { rules: {} } }],
    ['a profile that is no object', { profile: 7 }],
  ])('cannot draft %s', async (_, body) => {
    expect((await post('agriculture', drafts, body)).status).toBe(400);
  });

  test('is written down with what it did', async () => {
    const { entries } = (await get('audit administrator', '/api/v1/audit?kind=rule_changed')).body;
    expect(JSON.stringify(entries)).toContain('published produce 2026-jy-1 from 2026-07-01');
  });
});
