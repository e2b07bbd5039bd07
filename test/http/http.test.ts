import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoDocuments, demoExamples } from '../../simulator/demo-city.ts';
import { readConfig } from '../../src/config.ts';
import { catalogue } from '../../src/errors.ts';
import { buildApp } from '../../src/http/app.ts';
import { captureBytes } from '../../src/http/epcis/answers.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let guarded: FastifyInstance;
const now = Date.UTC(2026, 10, 24, 4);

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now);
  guarded = buildApp(opened.store, readConfig({ ZHUISU_ADMIN_TOKEN: 'right-token' }), () => now);
  for (const { document } of demoDocuments()) {
    const answer = await post('/epcis/capture', document);
    expect(answer.json()).toMatchObject({ success: true, running: false });
  }
});
afterAll(async () => {
  await app.close();
  await guarded.close();
  await opened.close();
});

const local = { host: 'localhost:8080' };
const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/ld+json', ...local, ...headers },
  });
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers: { ...local, ...headers } });

const event = (id: string, more: object = {}): object => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'ObjectEvent',
  eventID: `urn:test:http:${id}`,
  eventTime: '2026-05-01T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:test:http:thing'],
  ...more,
});
const document = (events: readonly unknown[]): object => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});

describe('capture', () => {
  test('answers 202 with the address of a job that can be read at once', async () => {
    const answer = await post('/epcis/capture', document([event('job')]));
    expect(answer.statusCode).toBe(202);
    const job = await get(answer.headers.location as string);
    expect(answer.json()).toMatchObject(job.json());
    expect(job.json()).toMatchObject({
      running: false,
      success: true,
      captureErrorBehaviour: 'rollback',
      received: 1,
      stored: 1,
      errors: [],
    });
  });

  test('lists jobs by page, newest first', async () => {
    const first = await get('/epcis/capture?perPage=2');
    expect(first.json()).toHaveLength(2);
    const next = /<([^>]+)>/.exec(first.headers.link as string)![1]!;
    const second = await get(next);
    expect(second.json()[0].captureID).not.toBe(first.json()[1].captureID);
    expect(Date.parse(second.json()[0].createdAt)).toBeLessThanOrEqual(Date.parse(first.json()[1].createdAt));
  });

  test('tells of each bad event its index, path, what came and what was expected, and with proceed stores the others', async () => {
    const events = [event('p1'), { ...event('p2'), eventTime: 'yesterday' }, event('p3')];
    const answer = await post('/epcis/capture', document(events), { 'gs1-capture-error-behaviour': 'proceed' });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ success: false, stored: 2, refused: 1 });
    expect(answer.json().errors).toMatchObject(
      [{ code: 'event_invalid', index: 1, path: '$.eventTime', came: '"yesterday"', expected: /date and time/ }].map(
        ({ expected: _, ...row }) => row,
      ),
    );
  });

  test('takes one event, answers 201 with its address, and 200 to a retry', async () => {
    const created = await post('/epcis/events', event('one', { epcList: ['urn:epc:id:sgtin:9521234.012345.5'] }));
    expect(created.statusCode).toBe(201);
    expect(created.json()).toEqual({
      ...event('one', { epcList: ['urn:epc:id:sgtin:9521234.012345.5'] }),
      recordTime: expect.stringMatching(/Z$/),
    });
    expect((await post('/epcis/events', event('one', { epcList: ['urn:epc:id:sgtin:9521234.012345.5'] }))).statusCode).toBe(200);
    const back = (await get(created.headers.location as string)).json();
    expect(back).toMatchObject({
      type: 'EPCISQueryDocument',
      epcisBody: {
        queryResults: {
          resultsBody: {
            eventList: [{ eventID: 'urn:test:http:one', eventTime: '2026-05-01T08:00:00+08:00', recordTime: expect.any(String) }],
          },
        },
      },
    });
    const other = await post('/epcis/events', event('one', { action: 'ADD' }));
    expect(other.statusCode).toBe(409);
    expect(other.json()).toMatchObject({ type: 'epcisException:ResourceAlreadyExistsException', code: 'event_conflict' });
  });

  test.each([
    ['proceed', ['stored', 'refused', 'refused', 'exists'], { received: 4, stored: 1, existing: 1, refused: 2 }],
    ['rollback', ['rolled_back', 'refused', 'refused', 'exists'], { received: 4, stored: 0, existing: 1, refused: 3 }],
  ])('with %s says of each event what became of it', async (behaviour, statuses, counts) => {
    await post('/epcis/capture', document([event(`told:${behaviour}`)]));
    const events = [
      event(`new:${behaviour}`),
      event('bad', { eventTime: 'yesterday', action: 'LOOK' }),
      event(`told:${behaviour}`, { action: 'DELETE' }),
      event(`told:${behaviour}`),
    ];
    const answer = await post('/epcis/capture', document(events), { 'gs1-capture-error-behaviour': behaviour });
    const told = answer.json();
    expect([answer.statusCode, answer.headers.location]).toEqual([202, `/epcis/capture/${told.captureID}`]);
    expect(told.events.map(({ status }: { status: string }) => status)).toEqual(statuses);
    expect(told.counts).toEqual(counts);
    expect(told.events.map(({ errors = [] }: { errors?: { code: string }[] }) => errors.map(({ code }) => code))).toEqual([
      [],
      ['event_invalid', 'event_invalid'],
      ['event_conflict'],
      [],
    ]);
    // The job is that of the standard, then and later.
    const job = (await get(`/epcis/capture/${told.captureID}`)).json();
    const { events: _, counts: __, ...same } = told;
    expect(job).toEqual(same);
  });

  test('names an event without an id by the id it is found under', async () => {
    const { eventID: _, ...nameless } = event('nameless') as { eventID: string };
    const [told] = (await post('/epcis/capture', document([nameless]))).json().events;
    expect(told).toMatchObject({ status: 'stored', eventID: expect.stringMatching(/^ni:/) });
    expect((await get(`/epcis/events/${encodeURIComponent(told.eventID)}`)).statusCode).toBe(200);
  });

  test('leaves the events out for who prefers little', async () => {
    const answer = await post('/epcis/capture', document([event('minimal')]), { prefer: 'respond-async, return=minimal' });
    expect(answer.headers['preference-applied']).toBe('return=minimal');
    expect(answer.json()).toMatchObject({ stored: 1, success: true });
    expect(answer.json()).not.toHaveProperty('events');
    expect((await post('/epcis/capture', document([event('minimal')]))).headers['preference-applied']).toBeUndefined();
  });

  test('announces its limits, and holds to them', async () => {
    const options = await app.inject({ method: 'OPTIONS', url: '/epcis/capture', headers: local });
    expect(options.statusCode).toBe(204);
    expect(options.headers).toMatchObject({
      'gs1-epcis-capture-limit': '10000',
      'gs1-epcis-capture-file-size-limit': String(captureBytes),
      'gs1-epcis-version': '2.0.0',
    });
    expect((await post('/epcis/capture', document(Array.from({ length: 10_001 }, () => 0)))).json()).toMatchObject({
      status: 413,
      code: 'too_many_events',
    });
    expect((await post('/epcis/capture', Buffer.alloc(captureBytes + 1, 32))).json()).toMatchObject({
      status: 413,
      code: 'body_too_large',
    });
  });

  const rubbish: readonly [string, string | Buffer, Record<string, string>, number, string][] = [
    ['nothing', '', {}, 400, 'not_json'],
    ['half a document', '{"type":"EPCISDocument"', {}, 400, 'not_json'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), {}, 400, 'not_utf8'],
    ['a very deep list', '['.repeat(5_000), {}, 400, 'too_deep'],
    ['deep brackets within a text', JSON.stringify({ type: '['.repeat(500) }), {}, 400, 'document_invalid'],
    ['a number', '7', {}, 400, 'document_invalid'],
    ['XML that is none of EPCIS', '<a/>', { 'content-type': 'application/xml' }, 400, 'not_xml'],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media'],
    ['another version', '{}', { 'gs1-epcis-version': '1.2' }, 406, 'version_unsupported'],
    ['another behaviour', '{}', { 'gs1-capture-error-behaviour': 'hope' }, 400, 'parameter_invalid'],
    ['a document of no event at all', JSON.stringify(document('none' as never)), {}, 400, 'document_invalid'],
  ];
  test.each(rubbish)('refuses %s, and changes nothing', async (_, body, headers, status, code) => {
    const before = (await get('/readyz')).json();
    const answer = await post('/epcis/capture', body, headers);
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.statusCode).toBe(status);
    expect((await get('/readyz')).json()).toEqual(before);
  });

  test('reads past a byte-order mark', async () => {
    expect((await post('/epcis/capture', `\ufeff${JSON.stringify(document([event('bom')]))}`)).json()).toMatchObject({
      success: true,
    });
  });
});

describe('query', () => {
  const idsOf = (body: string): string[] =>
    (
      JSON.parse(body) as { epcisBody: { queryResults: { resultsBody: { eventList: { eventID: string }[] } } } }
    ).epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID);

  beforeAll(async () => {
    const at = (hour: string): object => ({ eventTime: `2026-09-01T${hour}:00:00+08:00` });
    const answer = await post(
      '/epcis/capture',
      document([
        event('q1', {
          ...at('01'),
          action: 'ADD',
          bizStep: 'commissioning',
          disposition: 'active',
          epcList: ['urn:q:a'],
          readPoint: { id: 'urn:q:gate' },
        }),
        event('q2', {
          ...at('02'),
          bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping',
          disposition: 'in_transit',
          epcList: ['urn:q:a', 'urn:q:b'],
          bizLocation: { id: 'urn:q:yard' },
        }),
        {
          ...event('q3', { ...at('03'), action: 'ADD', bizStep: 'packing', parentID: 'urn:q:box', childEPCs: ['urn:q:a'] }),
          type: 'AggregationEvent',
          epcList: undefined,
        },
        {
          ...event('q4', { ...at('04'), inputEPCList: ['urn:q:a'], outputEPCList: ['urn:q:c'] }),
          type: 'TransformationEvent',
          epcList: undefined,
          action: undefined,
        },
      ]),
    );
    expect(answer.json()).toMatchObject({ success: true });
  });

  const rows: readonly [string, string][] = [
    ['MATCH_anyEPC=urn:q:a', 'q1 q2 q3 q4'],
    ['MATCH_anyEPC=urn:q:b|urn:q:c', 'q2 q4'],
    ['MATCH_epc=urn:q:a', 'q1 q2 q3'],
    ['MATCH_parentID=urn:q:box', 'q3'],
    ['MATCH_anyEPC=urn:q:box', 'q3'],
    ['eventType=AggregationEvent|TransformationEvent&MATCH_anyEPC=urn:q:a', 'q3 q4'],
    ['EQ_action=ADD&MATCH_anyEPC=urn:q:a', 'q1 q3'],
    ['EQ_bizStep=shipping&MATCH_anyEPC=urn:q:a', 'q2'],
    ['EQ_bizStep=urn:epcglobal:cbv:bizstep:shipping&MATCH_anyEPC=urn:q:a', 'q2'],
    ['EQ_disposition=active|in_transit&MATCH_anyEPC=urn:q:a', 'q1 q2'],
    ['EQ_readPoint=urn:q:gate', 'q1'],
    ['EQ_bizLocation=urn:q:yard', 'q2'],
    ['EQ_eventID=urn:test:http:q1|urn:test:http:q4', 'q1 q4'],
    ['GE_eventTime=2026-09-01T02:00:00%2B08:00&LT_eventTime=2026-09-01T04:00:00%2B08:00&MATCH_anyEPC=urn:q:a', 'q2 q3'],
    ['GE_recordTime=2000-01-01T00:00:00Z&LT_recordTime=2001-01-01T00:00:00Z', ''],
    ['MATCH_anyEPC=urn:q:a&orderBy=eventTime', 'q4 q3 q2 q1'],
    ['MATCH_anyEPC=urn:q:a&orderBy=eventTime&orderDirection=ASC', 'q1 q2 q3 q4'],
    ['MATCH_anyEPC=urn:q:none', ''],
  ];
  test.each(rows)('%s', async (query, expected) => {
    const answer = await get(`/epcis/events?${query}`);
    expect(answer.statusCode).toBe(200);
    expect(
      idsOf(answer.body)
        .map((id) => id.replace('urn:test:http:', ''))
        .join(' '),
    ).toBe(expected);
  });

  const refused: readonly [string, string, string][] = [
    ['EQ_colour=red', 'parameter_unknown', 'EQ_colour'],
    ['EQ_action=LOOK', 'parameter_invalid', 'EQ_action'],
    ['GE_eventTime=yesterday', 'parameter_invalid', 'GE_eventTime'],
    ['MATCH_anyEPC=', 'parameter_invalid', 'MATCH_anyEPC'],
    ['perPage=0', 'parameter_invalid', 'perPage'],
    ['perPage=abc', 'parameter_invalid', 'perPage'],
    ['orderBy=colour', 'parameter_invalid', 'orderBy'],
    ['orderDirection=UP', 'parameter_invalid', 'orderDirection'],
  ];
  test.each(refused)('refuses %s, naming the parameter', async (query, code, name) => {
    expect((await get(`/epcis/events?${query}`)).json()).toMatchObject({
      status: 400,
      code,
      name,
      type: 'epcisException:QueryParameterException',
    });
  });

  test('says 404 for an event that is not there, and 406 to who wants plain text', async () => {
    expect((await get('/epcis/events/urn:none')).statusCode).toBe(404);
    expect((await get('/epcis/events', { accept: 'text/plain' })).json()).toMatchObject({
      status: 406,
      code: 'not_acceptable',
    });
  });
});

describe('who may', () => {
  beforeAll(async () => {
    const standard = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
    const apple = {
      type: 'ObjectEvent',
      eventID: 'urn:test:http:apple',
      eventTime: '2026-11-01T08:00:00Z',
      eventTimeZoneOffset: '+08:00',
    };
    const sent = await guarded.inject({
      method: 'POST',
      url: '/epcis/events',
      headers: { ...local, 'content-type': 'application/json', authorization: 'Bearer right-token' },
      payload: JSON.stringify({
        '@context': [standard, { zhuisu: 'https://ns.zhuisu.example/epcis/' }],
        ...apple,
        action: 'ADD',
        epcList: ['urn:q:apple'],
        'zhuisu:category': 'produce',
      }),
    });
    expect(sent.statusCode).toBe(201);
  });
  const ask = (url: string, headers: Record<string, string>, method: 'GET' | 'POST' = 'GET') =>
    guarded.inject({ method, url, headers: { ...local, ...headers } });
  const rows: readonly [string, 'GET' | 'POST', string, Record<string, string>, number][] = [
    ['the public may not record', 'POST', '/epcis/capture', {}, 401],
    ['the public may not record one event', 'POST', '/epcis/events', {}, 401],
    ['the public may not query', 'GET', '/epcis/events', {}, 401],
    ['the public may not read an event', 'GET', '/epcis/events/urn:test:http:one', {}, 401],
    ['the public may not read jobs', 'GET', '/epcis/capture', {}, 401],
    ['a wrong token opens nothing', 'GET', '/epcis/events', { authorization: 'Bearer wrong' }, 401],
    [
      'a wrong token is told so even where none is needed',
      'GET',
      '/api/v1/trace?code=urn:q:a',
      { authorization: 'Bearer wrong' },
      401,
    ],
    ['the administrator may query', 'GET', '/epcis/events', { authorization: 'Bearer right-token' }, 200],
    ['the public may trace a code of an open category', 'GET', '/api/v1/trace?code=urn:q:apple', {}, 200],
    ['and is not told that something of no category is recorded', 'GET', '/api/v1/trace?code=urn:q:a', {}, 404],
    ['the public may have a code explained', 'GET', '/api/v1/codes/6901234567892', {}, 200],
  ];
  test.each(rows)('%s', async (_, method, url, headers, status) => {
    expect((await ask(url, headers, method)).statusCode).toBe(status);
  });

  test('without a token only this machine itself is trusted: not through a proxy, not under another name', async () => {
    expect((await get('/epcis/events')).statusCode).toBe(200);
    expect((await get('/epcis/events', { 'x-forwarded-for': '203.0.113.9' })).statusCode).toBe(401);
    expect((await get('/epcis/events', { host: 'rebound.example' })).statusCode).toBe(401);
    expect((await app.inject({ url: '/epcis/events', headers: local, remoteAddress: '203.0.113.9' })).statusCode).toBe(401);
  });
});

describe('codes, trace and pages', () => {
  test('a code is answered with every reading, valid or not, and whether it is recorded', async () => {
    const [candidate] = (await get('/api/v1/codes/6901234567890')).json().candidates;
    expect(candidate).toMatchObject({
      scheme: 'gtin',
      structure: 'invalid',
      reasons: [{ en: expect.stringContaining('expected 2') }],
    });
    const known = (await get(`/api/v1/codes/${encodeURIComponent(demoExamples[0]!.code)}`)).json();
    expect(known.candidates[0]).toMatchObject({ structure: 'valid', recorded: true });
  });

  test('a trace names its root, nodes, links, open ends and bounds', async () => {
    const answer = (await get('/api/v1/trace?code=urn:q:c&direction=up')).json();
    expect(answer).toMatchObject({
      root: 'urn:q:c',
      nodes: [{ id: 'urn:q:c' }, { id: 'urn:q:a' }],
      links: [{ from: 'urn:q:a', to: 'urn:q:c', kind: 'transformation', events: ['urn:test:http:q4'] }],
      bounds: { hit: false },
    });
    expect((await get('/api/v1/trace')).json()).toMatchObject({ status: 400, code: 'parameter_invalid', name: 'code' });
    expect((await get('/api/v1/trace?code=urn:q:a&direction=sideways')).json()).toMatchObject({ status: 400, name: 'direction' });
    expect((await get('/api/v1/trace?code=urn:q:none')).json()).toMatchObject({ status: 404, code: 'code_unknown' });
    expect((await get('/api/v1/trace?code=6901234567890')).json()).toMatchObject({ status: 400, code: 'code_malformed' });
  });

  test('the same thing answers under every spelling of its code, as page and as data', async () => {
    const [example] = demoExamples;
    const canonical = (await get(`/t/${encodeURIComponent(example!.code)}`, { accept: 'application/json' })).json()
      .root as string;
    const path = canonical.replace('https://id.gs1.org', '');
    for (const url of [
      path,
      `/t/${encodeURIComponent(canonical)}`,
      `/t/${encodeURIComponent(`https://brand.example${path}?17=271231`)}`,
    ]) {
      const page = await get(url, { accept: 'text/html' });
      expect(page.statusCode, url).toBe(200);
      expect(page.headers['content-type']).toContain('text/html');
      expect(Buffer.byteLength(page.body)).toBeLessThan(60_000);
      expect((await get(url, { accept: 'application/json' })).json()).toMatchObject({ root: canonical });
      expect((await get(url, { accept: 'application/linkset+json' })).json()).toMatchObject({ linkset: [{ anchor: canonical }] });
    }
  });

  test('an unknown code is an honest 404, a wrong one an honest 400, never an empty page', async () => {
    for (const [code, status, words] of [
      ['6901234567892', 404, /没有/],
      ['6901234567890', 400, /校验/],
      ['hello', 400, /hello/],
      ["'; drop table event; --", 400, /drop table/],
      ['<script>alert(1)</script>', 400, /&lt;script&gt;/],
      ['x'.repeat(1_900), 400, /xxx/],
    ] as const) {
      const page = await get(`/t/${encodeURIComponent(code)}`, { accept: 'text/html' });
      expect([code.slice(0, 30), page.statusCode]).toEqual([code.slice(0, 30), status]);
      expect(page.body).toMatch(words);
      expect(page.body).not.toContain('<script');
    }
  });

  test('the error catalogue has a page with a row for every code', async () => {
    const page = (await get('/api/docs/errors')).body;
    for (const code of Object.keys(catalogue)) expect(page).toContain(`id="${code}"`);
  });

  test('what is not there is a problem for programs and a page for people', async () => {
    expect((await get('/nowhere')).json()).toMatchObject({ status: 404, code: 'not_found' });
    expect((await get('/nowhere', { accept: 'text/html' })).headers['content-type']).toContain('text/html');
    expect((await get('/metrics')).body).toContain('zhuisu_http_request_seconds');
    expect((await get('/healthz')).json()).toEqual({ status: 'alive' });
  });
});
