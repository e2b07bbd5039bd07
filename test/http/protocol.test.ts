/** The operations of the EPCIS 2.0 OpenAPI as a table: headers in, status and headers out. Subscriptions have their own tests. */
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { pageTokenLife } from '../../src/query/index.ts';
import { hasShared, readShared } from '../shared.ts';
import { now, type Served, serveApp } from './setup.ts';

let served: Served;
let job: string;
const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: 'https://ns.example.com/' }];
const event = (id: string, more: object = {}): Record<string, unknown> => ({
  type: 'ObjectEvent',
  eventID: `urn:p:${id}`,
  eventTime: `2026-03-0${(id.charCodeAt(0) % 9) + 1}T00:00:00+08:00`,
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: 'in_transit',
  readPoint: { id: 'urn:epc:id:sgln:0614141.07346.1' },
  bizLocation: { id: 'urn:epc:id:sgln:0614141.07346.0' },
  epcList: ['urn:epc:id:sgtin:0614141.107346.1'],
  ...more,
});
const documentOf = (...events: readonly object[]): object => ({
  '@context': context,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T00:00:00Z',
  epcisBody: { eventList: events },
});

beforeAll(async () => {
  served = await serveApp();
  const captured = await served.send('POST', '/epcis/capture', documentOf(event('a'), event('b'), event('c')));
  expect(captured.json()).toMatchObject({ success: true });
  job = captured.json().captureID;
  await served.send('POST', '/epcis/queries', { name: 'all', query: {} });
  await served.send('POST', '/epcis/queries', { name: 'more', query: { EQ_bizStep: ['shipping'] } });
});
afterAll(() => served.close());

type Headers = Readonly<Record<string, string>>;
const ask = (method: string, url: string, headers: Headers = {}, payload?: unknown): Promise<LightMyRequestResponse> =>
  served.app.inject({
    method: method as NonNullable<InjectOptions['method']>,
    url: url.replace('{job}', job),
    headers: { host: 'localhost', ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
  });
const linkOf = (answer: LightMyRequestResponse): string => /<([^>]+)>/.exec(String(answer.headers['link']))![1]!;
const tokenOf = (answer: LightMyRequestResponse): string =>
  new URL(linkOf(answer), 'http://x').searchParams.get('nextPageToken')!;

const item = encodeURIComponent('urn:epc:id:sgtin:0614141.107346.1');
const place = (point: number): string => encodeURIComponent(`urn:epc:id:sgln:0614141.07346.${point}`);

/** Addresses of the GET operations, by whether events are answered. */
const readable: readonly (readonly [path: string, pattern: string, events: boolean])[] = [
  ['/epcis', '/', false],
  ['/epcis/capture', '/capture', false],
  ['/epcis/capture/{job}', '/capture/{captureID}', false],
  ['/epcis/events', '/events', true],
  ['/epcis/events/urn:p:a', '/events/{eventID}', true],
  ['/epcis/eventTypes', '/eventTypes', false],
  ['/epcis/eventTypes/ObjectEvent', '/eventTypes/{eventType}', false],
  ['/epcis/eventTypes/ObjectEvent/events', '/eventTypes/{eventType}/events', true],
  ['/epcis/epcs', '/epcs', false],
  [`/epcis/epcs/${item}`, '/epcs/{epc}', false],
  [`/epcis/epcs/${item}/events`, '/epcs/{epc}/events', true],
  ['/epcis/bizSteps', '/bizSteps', false],
  ['/epcis/bizSteps/shipping', '/bizSteps/{bizStep}', false],
  ['/epcis/bizSteps/shipping/events', '/bizSteps/{bizStep}/events', true],
  ['/epcis/bizLocations', '/bizLocations', false],
  [`/epcis/bizLocations/${place(0)}`, '/bizLocations/{bizLocation}', false],
  [`/epcis/bizLocations/${place(0)}/events`, '/bizLocations/{bizLocation}/events', true],
  ['/epcis/readPoints', '/readPoints', false],
  [`/epcis/readPoints/${place(1)}`, '/readPoints/{readPoint}', false],
  [`/epcis/readPoints/${place(1)}/events`, '/readPoints/{readPoint}/events', true],
  ['/epcis/dispositions', '/dispositions', false],
  ['/epcis/dispositions/in_transit', '/dispositions/{disposition}', false],
  ['/epcis/dispositions/in_transit/events', '/dispositions/{disposition}/events', true],
  ['/epcis/queries', '/queries', false],
  ['/epcis/queries/all', '/queries/{queryName}', false],
  ['/epcis/queries/all/events', '/queries/{queryName}/events', true],
];

describe('the table', () => {
  test.skipIf(!hasShared('standards/epcis/openapi.json'))('has every GET of the OpenAPI but subscriptions', () => {
    const { paths } = JSON.parse(readShared('standards/epcis/openapi.json')) as { paths: Record<string, object> };
    const standard = Object.keys(paths).filter((path) => 'get' in paths[path]! && !path.includes('subscriptions'));
    expect(readable.map(([, pattern]) => pattern).sort()).toEqual(standard.sort());
  });
});

describe.each(readable)('%s', (path, _, events) => {
  test('GET answers with the versions, in JSON and JSON-LD; HEAD says the same without a body', async () => {
    const answer = await ask('GET', path);
    expect([answer.statusCode, answer.headers]).toMatchObject([
      200,
      {
        'gs1-epcis-version': '2.0.0',
        'gs1-cbv-version': '2.0.0',
        'gs1-extensions': 'cbvmda=urn:epcglobal:cbv:mda',
        'content-type': `application/${events ? 'ld+json' : 'json'}; charset=utf-8`,
        etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
        vary: expect.stringContaining('accept'),
      },
    ]);
    for (const accept of ['application/json', 'application/ld+json', 'text/html;q=0.9, application/json;q=0.5'])
      expect((await ask('GET', path, { accept })).statusCode).toBe(200);
    const head = await ask('HEAD', path);
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([
      200,
      '',
      String(Buffer.byteLength(answer.body)),
    ]);
  });

  test('is not read again while nothing changed', async () => {
    const { etag } = (await ask('GET', path)).headers;
    const again = await ask('GET', path, { 'if-none-match': `"other", ${etag}` });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    expect(
      (await ask('GET', path, { 'if-none-match': String(etag), accept: 'application/ld+json;q=1, */*;q=0' })).statusCode,
    ).toBe(events ? 304 : 200);
    expect((await ask('GET', path, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  test('OPTIONS announces what is offered', async () => {
    const answer = await ask('OPTIONS', path, { accept: 'text/nothing' });
    expect([answer.statusCode, answer.body, answer.headers]).toMatchObject([
      204,
      '',
      {
        allow: expect.stringMatching(/GET.*OPTIONS/),
        'gs1-epcis-version': '2.0.0',
        'gs1-epcis-min': '1.2.0',
        'gs1-epcis-max': '2.0.0',
        'gs1-cbv-version': '2.0.0',
        'gs1-cbv-min': '1.2.0',
        'gs1-cbv-max': '2.0.0',
        'gs1-epc-format': 'No_Preference',
        'gs1-cbv-xml-format': 'No_Preference',
        'gs1-extensions': expect.any(String),
        'gs1-vendor-version': expect.stringMatching(/^zhuisu-/),
        'gs1-epcis-capture-limit': '10000',
        'gs1-epcis-capture-file-size-limit': '33554432',
        'gs1-capture-error-behaviour': 'all',
      },
    ]);
  });

  test('another method is 405 with Allow', async () => {
    const answer = await ask('PATCH', path);
    expect([answer.statusCode, answer.json().code, answer.headers['allow']]).toEqual([
      405,
      'method_not_allowed',
      expect.stringMatching(/GET, HEAD, OPTIONS/),
    ]);
  });

  const refused: readonly (readonly [headers: Headers, status: number, code: string])[] = [
    [{ accept: 'text/csv' }, 406, 'not_acceptable'],
    [{ accept: 'application/json;q=0, application/ld+json;q=0, application/*;q=0' }, 406, 'not_acceptable'],
    [{ 'gs1-epcis-min': '2.1' }, 406, 'version_unsupported'],
    [{ 'gs1-epcis-max': '1.1' }, 406, 'version_unsupported'],
    [{ 'gs1-epcis-max': '1.2', accept: 'application/json' }, 406, 'version_unsupported'],
    [{ 'gs1-cbv-min': '3' }, 406, 'version_unsupported'],
    [{ 'gs1-epcis-version': '3.0.0' }, 406, 'version_unsupported'],
    [{ 'gs1-epcis-min': 'two' }, 400, 'parameter_invalid'],
    [{ 'gs1-epcis-min': '2.0', 'gs1-epcis-max': '1.2' }, 400, 'parameter_invalid'],
    [{ 'gs1-cbv-version': '2..0' }, 400, 'parameter_invalid'],
    [{ 'gs1-epc-format': 'URN' }, 400, 'parameter_invalid'],
    [{ 'gs1-cbv-xml-format': 'always_urn' }, 400, 'parameter_invalid'],
    [{ 'gs1-extensions': 'no uri' }, 400, 'parameter_invalid'],
  ];
  test.each(refused)('with %j is refused', async (headers, status, code) => {
    const answer = await ask('GET', path, headers);
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.json().expected.length).toBeGreaterThan(3);
    expect(answer.statusCode).toBe(status);
  });

  test('is not for strangers, whatever they accept', async () => {
    const answer = await served.app.inject({
      url: path.replace('{job}', job),
      remoteAddress: '203.0.113.9',
      headers: { accept: 'text/csv' },
    });
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  test('echoes extensions that were asked for, and tells a refusal in XML to who prefers it', async () => {
    const extensions = 'fit=https://fit.example/epcis/, own=urn:own:x';
    expect((await ask('GET', path, { 'gs1-extensions': extensions })).headers['gs1-extensions']).toBe(extensions);
    const refusal = await ask('GET', path, { accept: 'application/problem+xml', 'gs1-epc-format': 'URN' });
    expect([refusal.statusCode, refusal.headers['content-type']]).toEqual([400, 'application/problem+xml; charset=utf-8']);
    expect(refusal.body).toContain('<type>epcisException:QueryParameterException</type>');
  });
});

describe('page tokens', () => {
  const listings = [
    '/epcis/events?perPage=1',
    '/epcis/events?perPage=1&orderBy=ex:weight',
    '/epcis/capture?perPage=1',
    '/epcis/queries?perPage=1',
    '/epcis/eventTypes?perPage=1',
    '/epcis/epcs?perPage=1',
    '/epcis/bizSteps?perPage=1',
    '/epcis/bizSteps/shipping/events?perPage=1',
    '/epcis/queries/all/events?perPage=1',
  ];
  beforeAll(async () => {
    const other = event('d', { bizStep: 'receiving', epcList: ['urn:p:other'], 'ex:weight': 7 });
    expect((await served.send('POST', '/epcis/capture', documentOf(other))).json()).toMatchObject({ success: true });
  });

  test.each(listings)('of %s expire as announced, and say so', async (path) => {
    const first = await ask('GET', path);
    expect(first.headers['gs1-next-page-token-expires']).toBe(new Date(now + pageTokenLife).toISOString());
    expect((await ask('GET', linkOf(first))).statusCode).toBe(200);
    const at = (time: number) => buildApp(served.store, readConfig({}), () => time);
    const before = at(now + pageTokenLife - 1);
    const after = at(now + pageTokenLife);
    expect((await before.inject({ url: linkOf(first), headers: { host: 'localhost' } })).statusCode).toBe(200);
    const expired = await after.inject({ url: linkOf(first), headers: { host: 'localhost' } });
    expect(expired.json()).toMatchObject({ status: 400, code: 'page_token_invalid' });
    expect(expired.json().detail).toContain(`expired at ${new Date(now + pageTokenLife).toISOString()}`);
    expect(expired.json().titleZh).toContain('过期');
    await Promise.all([before.close(), after.close()]);
  });

  test.each(listings)('of %s end their listing when they are deleted, also for a server that starts anew', async (path) => {
    const first = await ask('GET', path);
    const second = linkOf(first);
    const kept = await ask('GET', second);
    const own = String(kept.headers['etag']);
    expect((await ask('DELETE', `/epcis/nextPageToken/${tokenOf(first)}`)).statusCode).toBe(204);
    const restarted = buildApp(served.store, readConfig({}), () => now);
    const successors = kept.headers['link'] === undefined ? [] : [linkOf(kept)];
    for (const url of [second, ...successors]) {
      expect((await ask('GET', url, { 'if-none-match': own })).json()).toMatchObject({ status: 400, code: 'page_token_invalid' });
      const answer = await restarted.inject({ url, headers: { host: 'localhost' } });
      expect(answer.json().detail).toContain('deleted');
    }
    await restarted.close();
    expect((await ask('DELETE', `/epcis/nextPageToken/${tokenOf(first)}`)).json()).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    // Others who turn the same pages are not disturbed.
    expect((await ask('GET', linkOf(await ask('GET', path)))).statusCode).toBe(200);
  });

  test('are refused when they are damaged, made up, or of another question', async () => {
    const token = tokenOf(await ask('GET', '/epcis/events?perPage=1'));
    const changed = [0, 20, 60, token.length - 3].map(
      (at) => `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`,
    );
    for (const wrong of [
      ...changed,
      token.slice(0, -4),
      token.slice(4),
      `${token}AAAA`,
      `${token}.x`,
      `${token}=`,
      'rubbish',
      '',
    ]) {
      const answer = await ask('GET', `/epcis/events?perPage=1&nextPageToken=${wrong}`);
      expect([wrong, answer.json().code]).toEqual([wrong, 'page_token_invalid']);
      if (wrong !== '') expect((await ask('DELETE', `/epcis/nextPageToken/${wrong}`)).statusCode).toBe(404);
    }
    for (const other of [`/epcis/events?perPage=2&`, '/epcis/epcs?', '/epcis/capture?', '/epcis/queries?'])
      expect((await ask('GET', `${other}nextPageToken=${token}`)).json()).toMatchObject({ code: 'page_token_invalid' });
  });

  test('do not tell where in the log a page ends', async () => {
    const token = tokenOf(await ask('GET', '/epcis/events?perPage=1'));
    const read = Buffer.from(token, 'base64url').toString('latin1');
    expect(read).not.toMatch(/upTo|seq/);
    // Nor whether two pages end at the same place.
    expect(tokenOf(await ask('GET', '/epcis/events?perPage=1'))).not.toBe(token);
  });

  test('do not keep a listing alive that was kept by a client: before they expire its validator changes', async () => {
    const first = await ask('GET', '/epcis/events?perPage=1');
    const later = buildApp(served.store, readConfig({}), () => now + pageTokenLife);
    const again = await later.inject({
      url: '/epcis/events?perPage=1',
      headers: { host: 'localhost', 'if-none-match': String(first.headers['etag']) },
    });
    expect(again.statusCode).toBe(200);
    await later.close();
  });
});

describe('validators', () => {
  const etagOf = async (url: string): Promise<string> => String((await ask('GET', url)).headers['etag']);
  const changes: readonly (readonly [what: string, url: string, change: () => Promise<unknown>])[] = [
    ['an event', '/epcis/events', () => served.send('POST', '/epcis/capture', documentOf(event('e')))],
    ['an event', '/epcis/bizSteps', () => served.send('POST', '/epcis/capture', documentOf(event('f')))],
    ['an event', '/epcis/events/urn:p:a', () => served.send('POST', '/epcis/capture', documentOf(event('g')))],
    [
      'master data alone',
      '/epcis/events?WD_bizLocation=urn:p:city',
      () =>
        served.send('POST', '/epcis/capture', {
          ...documentOf(),
          epcisHeader: {
            epcisMasterData: {
              vocabularyList: [
                {
                  type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
                  vocabularyElementList: [{ id: 'urn:p:city', children: ['urn:epc:id:sgln:0614141.07346.0'] }],
                },
              ],
            },
          },
        }),
    ],
    ['a failed capture', '/epcis/capture', () => served.send('POST', '/epcis/capture', documentOf({ type: 'ObjectEvent' }))],
    ['a named query', '/epcis/queries', () => served.send('POST', '/epcis/queries', { name: 'third', query: {} })],
    [
      'another definition of the same name',
      '/epcis/queries/third/events',
      async () => {
        await ask('DELETE', '/epcis/queries/third');
        await served.send('POST', '/epcis/queries', { name: 'third', query: { EQ_bizStep: 'receiving' } });
      },
    ],
  ];
  test.each(changes)('%s changes that of %s', async (_, url, change) => {
    const before = await etagOf(url);
    expect(await etagOf(url)).toBe(before);
    await change();
    const answer = await ask('GET', url, { 'if-none-match': before });
    expect([answer.statusCode, answer.headers['etag'] === before]).toEqual([200, false]);
  });

  test.each([
    ['/epcis/events/urn:p:none', 404],
    ['/epcis/bizSteps/none', 404],
    ['/epcis/events?maxEventCount=1', 413],
    ['/epcis/events?orderBy=colour', 400],
  ] as const)('are not given to a refusal: %s', async (url, status) => {
    const answer = await ask('GET', url);
    expect([answer.statusCode, answer.headers.etag, answer.headers['cache-control']]).toEqual([status, undefined, undefined]);
  });

  test('differ by representation and by who asks', async () => {
    const tags = await Promise.all(
      (
        [
          {},
          { accept: 'application/json' },
          { accept: 'application/xml' },
          { accept: 'application/xml', 'gs1-epcis-max': '1.2' },
          { 'gs1-epc-format': 'Always_EPC_URN' },
          { authorization: 'Bearer other' },
          { cookie: 'session=other' },
        ] as Headers[]
      ).map(async (headers) => (await ask('GET', '/epcis/events?EQ_eventID=urn:p:a', headers)).headers['etag']),
    );
    expect(new Set(tags).size).toBe(7);
  });
});

describe('compressed answers', () => {
  const rows: readonly (readonly [accepted: string, encoding: string | undefined])[] = [
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br', 'br'],
    ['deflate', 'deflate'],
    ['*', 'zstd'],
    ['zstd;q=0, *', 'br'],
    ['identity', undefined],
    ['compress', undefined],
  ];
  test.each(rows)('Accept-Encoding: %s', async (accepted, encoding) => {
    const plain = await ask('GET', '/epcis/events');
    const answer = await ask('GET', '/epcis/events', { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['vary']).toContain('accept-encoding');
    const inflate = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync, zstd: zstdDecompressSync }[
      encoding ?? ''
    ];
    expect((inflate?.(answer.rawPayload) ?? answer.rawPayload).toString()).toBe(plain.body);
    expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length));
    const head = await ask('HEAD', '/epcis/events', { 'accept-encoding': accepted });
    expect([head.headers['content-length'], head.body]).toEqual([answer.headers['content-length'], '']);
  });

  test('are not made of small ones, nor of those without a body', async () => {
    const gzip = { 'accept-encoding': 'gzip' };
    expect((await ask('GET', '/epcis/eventTypes', gzip)).headers['content-encoding']).toBeUndefined();
    const { etag } = (await ask('GET', '/epcis/events', gzip)).headers;
    const known = await ask('GET', '/epcis/events', { ...gzip, 'if-none-match': String(etag) });
    expect([known.statusCode, known.headers['content-encoding']]).toEqual([304, undefined]);
  });
});
