/** The operations of the EPCIS 2.0 OpenAPI as a table: headers in, status and headers out. Subscriptions have their own tests. */
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
