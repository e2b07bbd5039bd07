/** What is tried at the register of organisations, at personal data and at the sale of codes, over HTTP. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { noteRules, rulesDigest } from '../../src/http/sight/rules-noted.ts';
import { engines } from '../store/stores.ts';
import {
  actors,
  asActor,
  eventBody,
  firmId,
  placeUri,
  principalOf,
  recordCity,
  registrations,
  settleCity,
  now as start,
  thingUri,
} from './city.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
const now = start;

const as = (actor: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown, more = {}) =>
  app.inject({
    method,
    url,
    headers: { ...asActor(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const told = (answer: LightMyRequestResponse): [number, string | undefined] => [
  answer.statusCode,
  /"code":"(\w+)"/.exec(answer.body)?.[1],
];
interface Entry {
  readonly kind: string;
  readonly object: string;
  readonly reason?: string;
  readonly principal: { readonly account?: string };
}
const entries = async (query: string): Promise<Entry[]> => (await as('operator', 'GET', `/api/v1/audit?${query}`)).json().entries;

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({ ZHUISU_ADMIN_TOKEN: 'secret' }), () => now, { principalOf });
  await settleCity(opened.store);
  await recordCity(app);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const organisation = (name: string): string => `/api/v1/organisations/${registrations[name]!.id}`;

describe('a registration', () => {
  test.each([
    ['farm', 'the farm', { categories: ['produce', 'dangerous'] }, 403, 'denied_review'],
    ['farm', 'the farm', { areas: ['410100'] }, 403, 'denied_review'],
    ['farm', 'the farm', { name: '另一个名字' }, 403, 'denied_review'],
    ['farm', 'the factory', { address: 'here' }, 403, 'denied_not_party'],
    ['farm', 'the cap maker', { address: 'here' }, 404, 'not_found'],
    ['farm', 'a new orchard', { address: 'here' }, 404, 'not_found'],
    ['farm recorder', 'the farm', { address: 'here' }, 403, 'denied_role'],
    ['farm token to query', 'the farm', { address: 'here' }, 403, 'denied_scope'],
    ['agriculture', 'the factory', { address: 'here' }, 403, 'denied_category'],
    ['agriculture', 'the farm', { categories: ['produce', 'dangerous'] }, 403, 'denied_closed'],
    ['agriculture', 'the farm', { areas: ['410100'] }, 403, 'denied_area'],
    ['agriculture', 'the far farm', { address: 'here' }, 403, 'denied_area'],
    ['Wangwu township', 'the farm', { address: 'here' }, 403, 'denied_review'],
    ['bank', 'the farm', { address: 'here' }, 403, 'denied_not_party'],
  ] as const)('%s may not change %s to %j', async (actor, name, body, status, code) => {
    expect(told(await as(actor, 'PATCH', organisation(name), body))).toEqual([status, code]);
  });

  test.each([
    ['farm', 'the farm', { status: 'active' }],
    ['farm', 'the farm', { kind: 'platform' }],
    ['farm', 'the farm', { uscc: '91419001MA00000154' }],
    ['agriculture', 'the farm', { jurisdiction: 'jiyuan', department: 'agriculture' }],
  ])('%s cannot set what is nobody’s to set of %s: %j', async (actor, name, body) => {
    expect(told(await as(actor, 'PATCH', organisation(name), body))).toEqual([400, 'value_invalid']);
  });

  test('what its own administrator may keep is kept, and written down', async () => {
    const changed = await as('farm', 'PATCH', organisation('the farm'), { address: '王屋镇林山村' });
    expect(changed.json()).toMatchObject({ address: '王屋镇林山村', status: 'active' });
    const [entry] = await entries(`kind=organisation_changed&object=${firmId('farm')}&perPage=1`);
    expect(entry).toMatchObject({ reason: 'changed: address', principal: { account: actors.farm!.account } });
  });

  test('is made by nobody who does not review it, whether it is there or not', async () => {
    const bakery = { name: '新面包房', uscc: '91419001MA00000154', areas: ['419001001'], categories: ['food'] };
    for (const actor of ['farm', 'bank', 'association', 'agriculture', 'police', 'Wangwu township'])
      expect((await as(actor, 'POST', '/api/v1/organisations', bakery)).statusCode, actor).toBe(403);
    const made = await as('market regulator', 'POST', '/api/v1/organisations', bakery);
    expect(made.statusCode, made.body).toBe(201);
    // Somebody else learns nothing of it by sending its code again.
    for (const actor of ['farm', 'agriculture'])
      expect((await as(actor, 'POST', '/api/v1/organisations', bakery)).body).not.toContain(made.json().id);
    const [entry] = await entries(`kind=organisation_changed&object=${made.json().id}&perPage=1`);
    expect(entry?.reason).toBe('registered');
  });

  test('of a batch, what is refused keeps nothing of the others back', async () => {
    const one = (name: string, area: string) => ({ name, form: 'family_farm', areas: [area], categories: ['produce'] });
    const answer = await as('agriculture', 'POST', '/api/v1/organisations', {
      organisations: [one('东山家庭农场', '419001109'), one('外地家庭农场', '410100')],
    });
    expect(answer.json().items).toMatchObject([{ status: 'created' }, { status: 'refused' }]);
  });

  test('is approved by the department of its category and area alone', async () => {
    const decision = (actor: string, name: string) =>
      as(actor, 'POST', `${organisation(name)}/decisions`, { decision: 'approve', reason: '材料齐全' });
    for (const [actor, name, status] of [
      ['farm', 'a new orchard', 403],
      ['market regulator', 'a new orchard', 403],
      ['agriculture elsewhere', 'a new orchard', 404],
      ['Wangwu township', 'a new orchard', 403],
      ['agriculture', 'a new orchard elsewhere', 404],
      ['agriculture', 'a new orchard with explosives', 403],
      ['agriculture', 'a new magazine', 404],
      ['commerce', 'a new bakery', 403],
    ] as const)
      expect([actor, name, (await decision(actor, name)).statusCode]).toEqual([actor, name, status]);
    expect((await decision('agriculture', 'a new orchard')).json()).toMatchObject({ status: 'active' });
    expect((await decision('police', 'a new magazine')).json()).toMatchObject({ status: 'active' });
    expect((await decision('system administrator', 'a new bakery')).json()).toMatchObject({ status: 'active' });
    const [entry] = await entries(`kind=organisation_changed&object=${registrations['a new magazine']!.id}&perPage=1`);
    expect(entry?.reason).toBe('approve: 材料齐全');
  });

  test('cannot claim the places and parties of others', async () => {
    const claim = { uri: 'https://id.gs1.org/417/9521234000006' };
    expect(told(await as('factory', 'POST', `${organisation('the factory')}/identifiers`, claim))).toEqual([
      403,
      'denied_review',
    ]);
    expect(told(await as('factory', 'POST', `${organisation('the farm')}/identifiers`, claim))).toEqual([
      403,
      'denied_not_party',
    ]);
    expect((await as('market regulator', 'POST', `${organisation('the factory')}/identifiers`, claim)).statusCode).toBe(201);
    const drop = `${organisation('the factory')}/identifiers?uri=${encodeURIComponent(claim.uri)}`;
    expect((await as('factory', 'DELETE', drop)).statusCode).toBe(403);
    expect((await as('market regulator', 'DELETE', drop)).statusCode).toBe(204);
  });

  test('moves no site out of the eyes of who watches it', async () => {
    const site = { name: '二号仓库', area: '419001102' };
    const made = await as('factory', 'POST', `${organisation('the factory')}/sites`, site);
    expect(made.statusCode, made.body).toBe(201);
    const { id } = made.json() as { id: string };
    const moved = await as('factory', 'POST', `${organisation('the factory')}/sites`, { ...site, id, area: '419001109' });
    expect(told(moved)).toEqual([403, 'denied_review']);
    expect(told(await as('farm', 'POST', `${organisation('the farm')}/sites`, { ...site, id, area: '419001109' }))[0]).toBe(409);
  });

  test('does not take back what was said of its licences', async () => {
    const licence = { scheme: 'other', number: 'FSN-1', from: '2020-01-01', issuer: '市场监管局' };
    const own = `${organisation('the factory')}/licences`;
    expect((await as('factory', 'POST', own, licence)).statusCode).toBe(201);
    expect((await as('factory', 'POST', own, licence)).json().outcome).toBe('exists');
    const { licences } = (await as('factory', 'GET', organisation('the factory'))).json() as { licences: { id: string }[] };
    const say = { status: 'revoked', from: '2026-01-01', reason: '检查发现违法' };
    const statements = `/api/v1/licences/${licences[0]!.id}/statements`;
    expect((await as('factory', 'POST', statements, say)).statusCode).toBe(403);
    expect((await as('agriculture', 'POST', statements, say)).statusCode).toBe(403);
    expect((await as('market regulator', 'POST', statements, say)).statusCode).toBe(201);
    expect(told(await as('factory', 'POST', own, { ...licence, from: '2026-02-01' }))).toEqual([403, 'denied_review']);
    expect((await as('bank', 'GET', `/api/v1/licences/${licences[0]!.id}`)).json()).toMatchObject({ state: 'revoked' });
    expect((await as('bank', 'GET', `/api/v1/licences/${licences[0]!.id}?at=2025-06-01`)).json()).toMatchObject({
      state: 'valid',
    });
    expect((await as('bank', 'GET', `/api/v1/licences/${licences[0]!.id}`)).body).not.toContain('statements');
  });

  test('lists of licences hold those of organisations that are seen', async () => {
    await as('operator', 'POST', `${organisation('the cap maker')}/licences`, {
      scheme: 'other',
      number: 'SECRET-1',
      from: '2020-01-01',
    });
    expect((await as('police', 'GET', '/api/v1/licences')).body).toContain('SECRET-1');
    for (const actor of ['farm', 'bank', 'agriculture', 'commerce'])
      for (const query of ['', '?scheme=other&number=SECRET-1', `?organisation=${firmId('cap maker')}`])
        expect((await as(actor, 'GET', `/api/v1/licences${query}`)).body, actor).not.toContain('SECRET-1');
  });

  test('nobody is found by a category that is closed to the asker', async () => {
    for (const actor of ['farm', 'bank', 'health', 'commerce']) {
      const answer = await as(actor, 'GET', '/api/v1/organisations?category=dangerous&perPage=100');
      expect((answer.json() as { organisations: { name: string }[] }).organisations.map(({ name }) => name)).not.toContain(
        'cap maker',
      );
    }
    expect((await as('safety', 'GET', '/api/v1/organisations?category=dangerous')).body).toContain('cap maker');
  });
});

describe('an import', () => {
  const csv = (rows: string[]): string => ['主体名称,统一社会信用代码,主体类别,组织形式,所在区划,追溯品类', ...rows].join('\n');
  const send = (actor: string, text: string, query = '') =>
    app.inject({
      method: 'POST',
      url: `/api/v1/organisations/import${query}`,
      headers: { ...asActor(actor), 'content-type': 'text/csv' },
      payload: text,
    });

  test('takes from a department the rows of its own area and category, and says of the others why not', async () => {
    const answer = await send(
      'agriculture',
      csv([
        '南山家庭农场,,企业,家庭农场,419001109,食用农产品',
        '外地农场,,企业,家庭农场,410100,食用农产品',
        '炸药厂,,企业,家庭农场,419001109,危险品',
      ]),
    );
    expect(answer.statusCode, answer.body).toBe(200);
    const { rows, counts } = answer.json() as { rows: { status: string; problems: { code: string }[] }[]; counts: object };
    expect(rows.map(({ status, problems }) => [status, problems[0]?.code])).toEqual([
      ['created', undefined],
      ['refused', 'denied_area'],
      ['refused', 'denied_category'],
    ]);
    expect(counts).toMatchObject({ created: 1, refused: 2 });
    expect((await entries('kind=organisation_changed&perPage=1'))[0]?.reason).toMatch(/by import/);
    for (const actor of ['farm', 'Wangwu township', 'agriculture reader', 'audit administrator'])
      expect((await send(actor, csv([]))).statusCode, actor).toBe(403);
  });
});

describe('personal data', () => {
  let token: string;
  beforeAll(async () => {
    const answer = await as('farm recorder', 'POST', '/api/v1/persons', { kind: 'phone', value: '13812345678' });
    expect(answer.statusCode, answer.body).toBe(200);
    token = (answer.json() as { token: string }).token;
  });
  const read = (actor: string, of = token, more = {}) => as(actor, 'GET', `/api/v1/persons/${of}`, undefined, more);
  const reveal = (actor: string, of = token, more = {}) =>
    as(actor, 'POST', `/api/v1/persons/${of}/reveal`, { reason: '核对购买人身份' }, more);

  test('is seen masked by who recorded it, in the clear by its administrator, by nobody else', async () => {
    expect((await read('farm recorder')).json()).toMatchObject({ masked: '138****5678' });
    expect(told(await reveal('farm recorder'))).toEqual([403, 'denied_role']);
    expect((await reveal('farm')).json()).toMatchObject({ value: '13812345678' });
    const unknown = `urn:zhuisu:person:${'0'.repeat(26)}`;
    for (const actor of ['factory', 'agriculture', 'police', 'Wangwu township']) {
      expect(told(await read(actor)), actor).toEqual([404, 'person_unknown']);
      expect((await read(actor)).body.replaceAll(token, 'T')).toBe((await read(actor, unknown)).body.replaceAll(unknown, 'T'));
    }
    for (const actor of ['bank', 'association', 'system administrator', 'audit administrator'])
      expect((await read(actor)).statusCode, actor).toBe(403);
  });

  test('the same value has the same token, and each who gave it may come back to it', async () => {
    const again = await as('factory', 'POST', '/api/v1/persons', { kind: 'phone', value: '13812345678' });
    expect(again.json()).toMatchObject({ token });
    expect((await read('factory')).statusCode).toBe(200);
  });

  test('is opened by a case whose chain names it, to the department of the case, and each look is kept', async () => {
    const named = { ...eventBody('apple harvest'), eventID: 'urn:city:event:sold-to', 'zhuisu:buyer': token };
    expect((await as('farm', 'POST', '/epcis/events', named)).statusCode).toBe(201);
    const opening = { reason: 'residue above the limit', category: 'produce', legalBasis: '农产品质量安全法', days: 10 };
    const { id } = (await as('agriculture', 'POST', '/api/v1/cases', { ...opening, roots: [thingUri('apples')] })).json() as {
      id: string;
    };
    const under = { 'zhuisu-case': id };
    expect(told(await reveal('agriculture'))).toEqual([404, 'person_unknown']);
    expect((await reveal('agriculture', token, under)).json()).toMatchObject({ value: '13812345678' });
    expect(told(await reveal('police', token, under))).toEqual([403, 'denied_case']);
    const other = (await as('garage', 'POST', '/api/v1/persons', { kind: 'phone', value: '13987654321' })).json() as {
      token: string;
    };
    expect(told(await reveal('agriculture', other.token, under))).toEqual([404, 'person_unknown']);
    const { looks } = (await as('agriculture', 'GET', '/api/v1/looks')).json() as {
      looks: { owner: string; groundId: string }[];
    };
    expect(looks.some(({ owner, groundId }) => owner === firmId('farm') && groundId === id)).toBe(true);
    const [entry] = await entries('kind=reveal&perPage=1');
    expect(entry).toMatchObject({ object: token, reason: '核对购买人身份', principal: { account: actors.agriculture!.account } });
  });
});

describe('the sale of a code', () => {
  const ask = (actor: string, codes: unknown) => as(actor, 'POST', '/api/v1/sale-states', { codes });

  test('is told to platforms and shops as a verdict and nothing else', async () => {
    const recalled = {
      ...eventBody('bottling'),
      eventID: 'urn:city:event:recall',
      action: 'OBSERVE',
      disposition: 'recalled',
      eventTime: '2026-11-20T00:00:00Z',
      epcList: [thingUri('recalled-juice')],
    };
    expect((await as('factory', 'POST', '/epcis/events', recalled)).statusCode).toBe(201);
    const answer = await ask('platform', [
      thingUri('juice'),
      thingUri('recalled-juice'),
      thingUri('caps'),
      thingUri('none'),
      '(01)12345',
    ]);
    expect(answer.json().items).toMatchObject([
      { sale: 'open' },
      { sale: 'stopped', verdict: 'recalled' },
      {},
      { sale: 'unknown', verdict: 'not_recorded' },
      { sale: 'unknown', problem: { status: 400 } },
    ]);
    for (const item of answer.json().items.slice(0, 4)) expect(Object.keys(item).sort()).toEqual(['code', 'sale', 'verdict']);
    expect(answer.body).not.toContain(placeUri('factory'));
    expect((await ask('shop', [thingUri('juice')])).statusCode).toBe(200);
  });

  test('is asked by nobody else, nor for more codes than a basket holds', async () => {
    for (const [actor, status] of [
      ['public', 401],
      ['bank', 403],
      ['agriculture', 403],
      ['farm token to query', 403],
      ['system administrator', 403],
    ] as const)
      expect((await ask(actor, [thingUri('juice')])).statusCode, actor).toBe(status);
    expect((await ask('platform', Array(51).fill('x'))).statusCode).toBe(400);
    expect((await as('platform', 'POST', '/api/v1/sale-states', { codes: ['x'], owner: firmId('farm') })).statusCode).toBe(400);
  });
});

describe('an association', () => {
  const delegate = (from: number, until: number, withdrawn?: number) =>
    opened.store.database.query(
      `insert into delegation (id, organisation, delegate, scopes, "from", until, granted_at, withdrawn_at)
       values (gen_random_uuid(), $1, $2, '{query}', to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), now(), to_timestamp($5::float8 / 1000))`,
      [firmId('garage'), firmId('association'), from, until, withdrawn ?? null],
    );
  const sees = async (): Promise<boolean> => 'address' in (await as('association', 'GET', organisation('the garage'))).json();

  test('sees of its members more than the public part, for as long as they let it act for them', async () => {
    expect(await sees()).toBe(false);
    await delegate(now - 2_000, now - 1_000);
    await delegate(now + 1_000, now + 2_000);
    await delegate(now - 2_000, now + 2_000, now - 500);
    expect(await sees()).toBe(false);
    await delegate(now - 2_000, now + 2_000);
    expect(await sees()).toBe(true);
    expect('address' in (await as('association', 'GET', organisation('the factory'))).json()).toBe(false);
    const { counts } = (await as('association', 'GET', '/api/v1/counts')).json() as { counts: { category: string }[] };
    expect(counts.map(({ category }) => category)).toEqual(['car_parts']);
    expect((await as('association', 'GET', '/epcis/events')).json().epcisBody.queryResults.resultsBody.eventList).toEqual([]);
  });
});

describe('written down are', () => {
  test('links of codes, set and dropped', async () => {
    const link = { code: thingUri('apples'), linkType: 'gs1:pip', href: 'https://farm.example/apples', title: 'apples' };
    expect((await as('farm', 'POST', '/api/v1/links', link)).statusCode).toBe(201);
    expect((await as('farm', 'DELETE', '/api/v1/links', link)).statusCode).toBe(204);
    const found = await entries(`kind=link_changed&object=${encodeURIComponent(thingUri('apples'))}`);
    expect(found.map(({ reason }) => reason?.split(' ')[0])).toEqual(['dropped', 'set']);
  });

  test('lists of codes taken out, in every form, and by whom', async () => {
    const made = await as('farm', 'POST', '/api/v1/code-ranges', {
      product: '苹果',
      lot: 'W1',
      quantity: 5,
      declared: 10,
      request: 'w1',
    });
    const { id } = made.json() as { id: string };
    for (const form of ['codes.csv', 'codes.xlsx', 'labels.pdf', 'labels.zpl'])
      expect((await as('farm', 'GET', `/api/v1/code-ranges/${id}/${form}`)).statusCode, form).toBe(200);
    const found = await entries(`kind=export&object=${encodeURIComponent(`code range ${id}`)}`);
    expect(found).toHaveLength(4);
    expect(found.every(({ principal }) => principal.account === actors.farm!.account)).toBe(true);
    await as('factory', 'GET', `/api/v1/code-ranges/${id}/codes.csv`);
    expect(await entries(`kind=export&object=${encodeURIComponent(`code range ${id}`)}`)).toHaveLength(4);
  });

  test('master data that a document brought', async () => {
    const document = {
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-01-01T00:00:00Z',
      epcisHeader: {
        epcisMasterData: {
          vocabularyList: [
            {
              type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
              vocabularyElementList: [{ id: placeUri('farm'), attributes: [{ id: 'cbvmda:name', attribute: '北山果园' }] }],
            },
          ],
        },
      },
      epcisBody: { eventList: [] },
    };
    expect((await as('farm', 'POST', '/epcis/capture', document)).statusCode).toBe(202);
    const [entry] = await entries('kind=master_data_changed&perPage=1');
    expect(entry?.reason).toContain(placeUri('farm'));
  });

  test('the rules of access, when a start comes with others', async () => {
    const [first] = (await entries('kind=rule_changed')) as (Entry & { details: { digest: string } })[];
    expect(first!.details.digest).toBe(rulesDigest());
    await noteRules(opened.store, now);
    expect(await entries('kind=rule_changed')).toHaveLength(1);
  });

  test('the chain is sound after all of it', async () => {
    expect((await as('operator', 'GET', '/api/v1/audit/verify')).json()).toMatchObject({ sound: true });
    const exported = await as('operator', 'GET', '/api/v1/audit/export?format=csv');
    expect(exported.body).toContain('organisation_changed');
  });
});
