import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import { readConfig } from '../../src/config.ts';
import { personalData } from '../../src/events/index.ts';
import { buildApp } from '../../src/http/app.ts';
import { eraseExpired, isPersonToken } from '../../src/persons/index.ts';
import { findAudit, type Store, writtenOnce } from '../../src/store/index.ts';
import { trace } from '../../src/trace/index.ts';
import { engines } from '../store/stores.ts';

const start = Date.UTC(2026, 10, 24, 4);
const day = 86_400_000;
const token = 'operator-token';
/** Made up, with the right check characters: nobody's. */
const [zhang, li] = ['11010519491231002X', '440524188001010014'];

let opened: { store: Store; close(): Promise<void> };
let store: Store;
let app: FastifyInstance;
let now = start;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  store = opened.store;
  app = buildApp(store, readConfig({ ZHUISU_ADMIN_TOKEN: token }), () => now);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const ask = (
  method: 'GET' | 'POST',
  url: string,
  payload?: unknown,
  bearer: string | undefined = token,
): Promise<LightMyRequestResponse> =>
  app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
    headers: {
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
  });
const record = async (kind: string, value: string, more: object = {}): Promise<Record<string, string>> => {
  const response = await ask('POST', '/api/v1/persons', { kind, value, ...more });
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
};

describe('a value is exchanged for a token', () => {
  test.each([
    ['identity_number', zhang, '1101**********002X'],
    ['identity_number', ' 440524 18800101 0014 ', '4405**********0014'],
    ['phone', '13812345678', '138****5678'],
    ['phone', '+86 138-1234-5679', '138****5679'],
    ['phone', '0391-6633000', '039****3000'],
    ['name', '张三', '张*'],
    ['name', '欧阳震华', '欧***'],
    ['patient', '济源市人民医院 20261124001', '********01'],
  ])('%s %s is shown as %s', async (kind, value, masked) => {
    const person = await record(kind, value);
    expect(person).toEqual({ token: person.token, kind, masked, keepUntil: '2029-11-23T04:00:00.000Z' });
    expect(isPersonToken(person.token!)).toBe(true);
    expect((await ask('GET', `/api/v1/persons/${person.token}`)).json()).toEqual(person);
  });

  test('the same value has the same token however it is written; another kind of it has another', async () => {
    const first = await record('phone', '13900000001');
    expect((await record('phone', '+86 139 0000 0001')).token).toBe(first.token);
    expect((await record('name', '13900000001')).token).not.toBe(first.token);
    const many = await Promise.all(Array.from({ length: 20 }, () => record('phone', '13900000002')));
    expect(new Set(many.map((each) => each.token)).size).toBe(1);
  });

  test.each([
    [{ kind: 'identity_number', value: '110105194912310021' }, 'value'],
    [{ kind: 'identity_number', value: '11010519491331002X' }, 'value'],
    [{ kind: 'phone', value: 'call me' }, 'value'],
    [{ kind: 'name', value: ' ' }, 'value'],
    [{ kind: 'name', value: 'x'.repeat(101) }, 'value'],
    [{ kind: 'name', value: 7 }, 'value'],
    [{ kind: 'face', value: 'x' }, 'kind'],
    [{ kind: 'name', value: '张三', keepDays: 0 }, 'keepDays'],
    [{ kind: 'name', value: '张三', keepDays: 1e9 }, 'keepDays'],
  ])('%j is refused at %s, and not repeated', async (body, path) => {
    const response = await ask('POST', '/api/v1/persons', body);
    expect([response.statusCode, response.json()]).toEqual([400, expect.objectContaining({ code: 'value_invalid', path })]);
    if (typeof body.value === 'string' && body.value.length > 3) expect(response.body).not.toContain(body.value);
  });

  test('nothing in the database shows it', async () => {
    await record('identity_number', zhang);
    const { socketDir: host, database, user } = store.database.embedded!;
    const client = new pg.Client({ host, database, user });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    expect(tables.length).toBeGreaterThan(writtenOnce.length);
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from "${name}" t`);
      const hex = Buffer.from(zhang).toString('hex');
      expect(rows.filter(({ text }) => text.includes(zhang) || text.includes(hex) || text.includes(zhang.slice(6, 14)))).toEqual(
        [],
      );
    }
    await client.end();
  });
});

describe('a value in the clear', () => {
  test('is given for a reason, and who saw it why is written down before', async () => {
    const person = await record('identity_number', zhang);
    const response = await ask('POST', `/api/v1/persons/${person.token}/reveal`, { reason: '剧毒化学品购买核查' });
    expect([response.statusCode, response.json(), response.headers['cache-control']]).toEqual([
      200,
      { token: person.token, kind: 'identity_number', value: zhang },
      'no-store',
    ]);
    const [row] = await findAudit(store.database, { kind: 'reveal' }, 1);
    expect(JSON.parse(row!.content)).toMatchObject({
      object: person.token,
      outcome: 'allowed',
      reason: '剧毒化学品购买核查',
      principal: { kind: 'operator' },
      request: response.headers['x-request-id'],
    });
  });

  test.each([undefined, '', '    ', '看', 'aaaaaaaaaa', 'x'.repeat(301), 7, { a: 1 }])(
    'is not given for the reason %j',
    async (reason) => {
      const person = await record('identity_number', zhang);
      const before = await findAudit(store.database, { kind: 'reveal' }, 1_000);
      const response = await ask('POST', `/api/v1/persons/${person.token}/reveal`, { reason });
      expect([response.statusCode, response.json()]).toEqual([400, expect.objectContaining({ path: 'reason' })]);
      expect(response.body).not.toContain(zhang);
      expect(await findAudit(store.database, { kind: 'reveal' }, 1_000)).toHaveLength(before.length);
    },
  );

  test('is not given to the public, nor to a process of this machine that is nobody', async () => {
    const { token: person } = await record('identity_number', zhang);
    for (const [method, url, body] of [
      ['POST', '/api/v1/persons', { kind: 'name', value: '张三' }],
      ['GET', `/api/v1/persons/${person}`, undefined],
      ['POST', `/api/v1/persons/${person}/reveal`, { reason: '剧毒化学品购买核查' }],
    ] as const)
      expect((await app.inject({ method, url, ...(body === undefined ? {} : { payload: body }) })).statusCode).toBe(401);
    const open = buildApp(store, readConfig({}), () => now);
    const response = await open.inject({
      method: 'POST',
      url: `/api/v1/persons/${person}/reveal`,
      payload: JSON.stringify({ reason: '剧毒化学品购买核查' }),
      headers: { host: 'localhost', 'content-type': 'application/json' },
    });
    expect(response.statusCode).toBe(403);
    await open.close();
  });

  test('is given a bounded number of times', async () => {
    now += day;
    const { token: person } = await record('identity_number', li);
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++)
      statuses.push((await ask('POST', `/api/v1/persons/${person}/reveal`, { reason: `核查第${i}批购买人` })).statusCode);
    expect(statuses).toEqual([...Array(20).fill(200), ...Array(5).fill(429)]);
    const refused = await ask('POST', `/api/v1/persons/${person}/reveal`, { reason: '再核查一次购买人' });
    expect([refused.headers['retry-after'], refused.json()]).toEqual([
      '180',
      expect.objectContaining({ code: 'too_often', seconds: 180 }),
    ]);
    now += 180_000;
    expect((await ask('POST', `/api/v1/persons/${person}/reveal`, { reason: '三分钟后再核查' })).statusCode).toBe(200);
  });

  test.each(['urn:zhuisu:person:00000000000000000000000000', 'urn:zhuisu:person:x', zhang])(
    'an unknown token %s is told as such; a number that stands for one is not repeated',
    async (unknown) => {
      now += day;
      const response = await ask('POST', `/api/v1/persons/${encodeURIComponent(unknown)}/reveal`, {
        reason: '剧毒化学品购买核查',
      });
      expect([response.statusCode, response.json()]).toEqual([404, expect.objectContaining({ code: 'person_unknown' })]);
      if (unknown === zhang) expect(response.body).not.toContain(zhang);
      const [row] = await findAudit(store.database, { kind: 'reveal' }, 1);
      expect(JSON.parse(row!.content)).toMatchObject({ outcome: 'failed' });
      expect(row!.content).not.toContain(zhang);
    },
  );
});

const event = (id: string, more: object): object => ({
  type: 'ObjectEvent',
  eventID: `urn:test:${id}`,
  eventTime: '2026-05-01T08:00:00Z',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:test:drum'],
  ...more,
});
const document = (events: readonly object[]): object => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { example: 'https://ns.example.com/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});

describe('when the time is over', () => {
  test('value and digest are gone, the token and the chain of events stay as they were', async () => {
    const buyer = await record('identity_number', '110101199003070011', { keepDays: 30 });
    const kept = await record('phone', '13700000001', { keepDays: 31 });
    const events = [
      event('made', { action: 'ADD', bizStep: 'commissioning' }),
      event('sold', {
        eventTime: '2026-05-02T08:00:00Z',
        bizStep: 'retail_selling',
        destinationList: [{ type: 'owning_party', destination: buyer.token }],
        'example:buyer': buyer.token,
      }),
    ];
    expect((await capture(store.log, document(events), { behaviour: 'rollback', job: false, now })).success).toBe(true);
    const before = await trace(store.links, 'urn:test:drum', 'both');
    expect(JSON.stringify(before.answer)).toContain(buyer.token);

    expect(await eraseExpired(store, now + 30 * day, { kind: 'operator' })).toBe(0);
    now += 30 * day + 1;
    expect(await eraseExpired(store, now, { kind: 'operator' })).toBe(1);
    expect(await eraseExpired(store, now, { kind: 'operator' })).toBe(0);

    expect(await trace(store.links, 'urn:test:drum', 'both')).toEqual(before);
    expect((await ask('GET', `/api/v1/persons/${buyer.token}`)).json()).toMatchObject({ token: buyer.token, masked: null });
    expect((await ask('GET', `/api/v1/persons/${kept.token}`)).json()).toMatchObject({ masked: '137****0001' });
    const revealed = await ask('POST', `/api/v1/persons/${buyer.token}/reveal`, { reason: '剧毒化学品购买核查' });
    expect([revealed.statusCode, revealed.json()]).toEqual([410, expect.objectContaining({ code: 'person_erased' })]);
    const [row] = await store.database.query('select value, lookup from person where token = $1', [buyer.token]);
    expect(row).toEqual({ value: null, lookup: null });
    const [note] = await findAudit(store.database, { kind: 'erasure' }, 1);
    expect(JSON.parse(note!.content)).toMatchObject({ details: { count: 1 } });
    // Nothing leads back: the same number is somebody new.
    expect((await record('identity_number', '110101199003070011')).token).not.toBe(buyer.token);
  });

  test('a value that is given again is kept for the longer of the two times', async () => {
    const short = await record('phone', '13700000002', { keepDays: 400 });
    const long = await record('phone', '13700000002', { keepDays: 1 });
    expect(long).toEqual(short);
    expect(Date.parse((await record('phone', '13700000002', { keepDays: 500 })).keepUntil!)).toBe(now + 500 * day);
  });

  test('what a person had to do with is not told to whoever has the token', async () => {
    const { token: person } = await record('phone', '13700000003');
    await capture(store.log, document([event('met', { 'example:by': person, epcList: [person] })]), {
      behaviour: 'rollback',
      job: false,
      now,
    });
    for (const url of [
      `/t/${person}%E2%80%8B`,
      `/t/%20${person}`,
      `/api/v1/trace?code=${person}`,
      `/api/v1/things/${person}`,
      `/t/${person}`,
    ])
      expect((await app.inject({ url, headers: { accept: 'text/html' } })).statusCode, url).toBe(404);
  });
});

describe('personal data that came with an event', () => {
  const cases: [string, object, string[]][] = [
    ['an identity number in an extension', { 'example:buyer': zhang }, ['$["example:buyer"]']],
    ['in a sentence', { 'example:note': `购买人${zhang}，已核对` }, ['$["example:note"]']],
    ['with a small x', { 'example:note': zhang.toLowerCase() }, ['$["example:note"]']],
    [
      'deep in ilmd',
      { action: 'ADD', ilmd: { 'example:a': [{ 'example:b': { 'example:c': ['x', li] } }] } },
      ['$.ilmd["example:a"][0]["example:b"]["example:c"][1]'],
    ],
    ['in three groups', { 'example:note': '110105 19491231 002X' }, ['$["example:note"]']],
    ['in wide digits', { 'example:note': '１１０１０５１９４９１２３１００２Ｘ' }, ['$["example:note"]']],
    ['a mobile number', { 'example:tel': '联系 13812345678' }, ['$["example:tel"]']],
    ['a mobile number as a number', { 'example:tel': 13812345678 }, ['$["example:tel"]']],
    ['a mobile number in groups, with the country code', { 'example:tel': '+86 138-1234-5678' }, ['$["example:tel"]']],
    ['as the name of a member', { ilmd: { [`example:${zhang}`]: 1 }, action: 'ADD' }, ['$.ilmd["example:1101**********002X"]']],
    ['in a place of its own', { readPoint: { id: 'urn:x:place', 'example:keeper': zhang } }, ['$.readPoint["example:keeper"]']],
    [
      'as the end of a URN',
      { sourceList: [{ type: 'owning_party', source: `urn:zhuisu:resident:${zhang}` }] },
      ['$.sourceList[0].source'],
    ],
    ['twice', { 'example:a': zhang, 'example:b': '13812345678' }, ['$["example:a"]', '$["example:b"]']],
  ];
  test.each(cases)('%s is refused, with its path and without the number', async (name, more, paths) => {
    const result = await capture(store.log, document([event(`clear ${name}`.replaceAll(' ', '-'), more)]), {
      behaviour: 'proceed',
      job: true,
      now,
    });
    expect(result.counts).toMatchObject({ stored: 0, refused: 1 });
    expect(result.errors.map(({ code, path }) => [code, path])).toEqual(paths.map((path) => ['personal_data', path]));
    expect(result.errors[0]!.detail).toContain('POST /api/v1/persons');
    for (const number of [zhang, li, '13812345678', '1234-5678']) expect(JSON.stringify(result.errors)).not.toContain(number);
  });

  test.each([
    [
      'codes of goods that look like one',
      { epcList: ['https://id.gs1.org/00/110105194912310029', 'urn:epc:id:sscc:1101051.9491231002'] },
    ],
    ['an identity number with a wrong check character', { 'example:note': '110105194912310021' }],
    ['a number of eighteen digits that says no day', { 'example:note': '110105194913310021' }],
    ['a longer number', { 'example:note': '1110105194912310029' }],
    ['a quantity', { 'example:count': 1381234567 }],
    ['a trade item', { 'example:gtin': '06901234567892', 'example:serial': 'A13812345678' }],
    ['an amount with decimals', { 'example:amount': '13812345678.50' }],
    ['a time', { 'example:at': '2026-05-01T08:00:00.123+08:00' }],
    ['a unified social credit code', { 'example:party': '91419001MA3X000102' }],
    ['a token', { 'example:buyer': 'urn:zhuisu:person:00000000000000000000000000' }],
  ])('%s is let through', (_, more) => {
    expect(personalData(event('x', more))).toEqual([]);
  });

  test('over HTTP the answer names the path and the repair, and a mixed document keeps its good events', async () => {
    const single = await ask('POST', '/epcis/events', {
      ...event('single', { 'example:buyer': zhang }),
      '@context': { example: 'https://ns.example.com/' },
    });
    expect([single.statusCode, single.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'personal_data', path: '$["example:buyer"]' }),
    ]);
    expect(single.body).not.toContain(zhang);
    const mixed = document([event('good', {}), event('bad', { 'example:tel': '13812345678' })]);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'gs1-capture-error-behaviour': 'proceed',
    };
    const response = await app.inject({ method: 'POST', url: '/epcis/capture', payload: JSON.stringify(mixed), headers });
    const job = await ask('GET', String(response.headers.location));
    expect(job.json()).toMatchObject({ success: false, errors: [{ code: 'personal_data', index: 1, path: '$["example:tel"]' }] });
    expect(job.body).not.toContain('13812345678');
    expect((await ask('GET', '/epcis/events?EQ_eventID=urn:test:good')).body).toContain('urn:test:good');
  });

  test('a fault elsewhere in the event does not repeat it either', async () => {
    const wrong = event('wrong', { action: zhang, bizStep: `13812345678 ${li}` });
    const result = await capture(store.log, document([wrong]), { behaviour: 'proceed', job: true, now });
    expect(result.errors.length).toBeGreaterThan(1);
    for (const number of [zhang, li, '13812345678']) expect(JSON.stringify(result.errors)).not.toContain(number);
  });
});
