/** The OpenAPI document of EPCIS 2.0, operation by operation, and its query schema, name by name, asked of a running server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoDocuments } from '../../simulator/demo-city.ts';
import { hasShared, readShared } from '../shared.ts';
import { type Served, serveApp } from './setup.ts';

const here = hasShared('standards/epcis/openapi.json');

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
}
interface Response {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, { readonly schema?: { readonly default?: string } }>>;
  readonly content?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, Response>>;
}
interface Standard {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>> & { readonly parameters?: readonly Parameter[] }>>;
  readonly components: {
    readonly responses: Readonly<Record<string, Response>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

const standard = (here ? JSON.parse(readShared('standards/epcis/openapi.json')) : { paths: {} }) as Standard;
const named = <T extends { readonly $ref?: string }>(value: T, all: Readonly<Record<string, T>>): T =>
  value.$ref === undefined ? value : all[value.$ref.split('/').at(-1)!]!;
const responseOf = (operation: Operation, status: string): Response =>
  named(operation.responses[status]!, standard.components.responses);

let served: Served;
const place = 'https://id.gs1.org/414/9521011000014';
/** What the demo city has of each resource. */
const known: Record<string, string> = {
  eventID: 'urn:uuid:324c0f09-9eaf-834d-9a77-7d26eefac4a8',
  eventType: 'ObjectEvent',
  epc: 'https://id.gs1.org/01/09521055300101/10/J261014',
  bizStep: 'shipping',
  bizLocation: place,
  readPoint: place,
  disposition: 'in_transit',
  queryName: 'standard',
  subscriptionID: '00000000-0000-4000-8000-000000000000',
};
const addressOf = (path: string): string =>
  `/epcis${path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(known[name]!))}`.replace(/\/$/, '');

beforeAll(async () => {
  served = await serveApp();
  for (const { document } of demoDocuments())
    known['captureID'] = (await served.send('POST', '/epcis/capture', document)).json().captureID;
  await served.send('POST', '/epcis/queries', { name: 'standard', query: { eventType: ['ObjectEvent'] } });
});
afterAll(() => served.close());

const paths = Object.keys(standard.paths).filter((path) => !path.startsWith('/nextPageToken'));
const readable = paths.filter((path) => standard.paths[path]!['get'] !== undefined && !path.includes('{subscriptionID}'));
/** Only some answers have these: pages that are not the last, subscriptions to their owner. */
const sometimes = new Set(['Link', 'GS1-Next-Page-Token-Expires', 'GS1-Query-Min-Record-Time']);

const missing = (response: Response, headers: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(response.headers ?? {}).filter((name) => !sometimes.has(name) && headers[name.toLowerCase()] === undefined);

describe.skipIf(!here)('the standard', () => {
  test('has the operations of the fixture', () => expect([paths.length, readable.length]).toEqual([28, 27]));

  test.each(paths)('OPTIONS %s announces what the standard says, to everybody', async (path) => {
    const answer = await served.app.inject({ method: 'OPTIONS', url: addressOf(path), remoteAddress: '203.0.113.9' });
    const response = responseOf(standard.paths[path]!['options']!, '204');
    expect([answer.statusCode, missing(response, answer.headers)]).toEqual([204, []]);
    const allowed = String(answer.headers.allow).split(', ');
    expect(allowed).toEqual(expect.arrayContaining((response.headers?.['Allow']?.schema?.default ?? 'GET').split(', ')));
  });

  test.each(readable)('GET %s answers in each media type of the standard, with its headers', async (path) => {
    const response = responseOf(standard.paths[path]!['get']!, '200');
    const types = Object.keys(response.content ?? {});
    expect(types.length).toBeGreaterThan(0);
    for (const accept of types) {
      const answer = await served.get(addressOf(path), { accept });
      expect([accept, answer.statusCode, missing(response, answer.headers)]).toEqual([accept, 200, []]);
      expect(answer.headers['content-type']).toContain(accept);
    }
    expect((await served.get(addressOf(path), { accept: 'application/pdf' })).statusCode).toBe(406);
    expect((await served.stranger('GET', addressOf(path))).statusCode).toBe(401);
  });

  test.each(readable)('GET %s takes each query parameter of the standard', async (path) => {
    const { parameters = [], get } = standard.paths[path]!;
    const names = [...parameters, ...(get!.parameters ?? [])]
      .map((each) => named(each, standard.components.parameters))
      .filter((each) => each.in === 'query')
      .map(({ name }) => name);
    for (const name of names.filter((each) => !notAlone.has(each))) await expectTaken(addressOf(path), name);
  });

  test('has names in its query schema that are all taken', async () => {
    const schema = JSON.parse(readShared('standards/epcis/query-schema.json')) as {
      definitions: { 'EPCIS-Query': { properties: object } };
    };
    const names = Object.keys(schema.definitions['EPCIS-Query'].properties).filter((name) => name !== '@context');
    expect(names.length).toBe(60);
    for (const name of names.filter((each) => !notAlone.has(each))) await expectTaken('/epcis/events', name);
  });

  test('has families of names that are all taken', async () => {
    const families = familyNames();
    expect(families.length).toBeGreaterThan(100);
    for (const name of families) await expectTaken('/epcis/events', name);
  });

  test.each(['/epcis/capture', '/epcis/events'])('POST %s answers with the headers of the standard', async (path) => {
    const event = {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'ObjectEvent',
      eventTime: '2026-11-20T09:30:00+08:00',
      eventTimeZoneOffset: '+08:00',
      action: 'OBSERVE',
      epcList: [`urn:test:standard${path}`],
    };
    const answer = await served.send('POST', path, event);
    const status = path.endsWith('capture') ? '202' : '201';
    const response = responseOf(standard.paths[path.slice('/epcis'.length)]!['post']!, status);
    expect([String(answer.statusCode), missing(response, answer.headers)]).toEqual([status, []]);
  });

  test('gives eventCountLimit an order, and not together with maxEventCount', async () => {
    const asked = async (search: string): Promise<[number, string | undefined]> => {
      const answer = await served.get(`/epcis/events?${search}`);
      return [answer.statusCode, answer.json().type];
    };
    expect(await asked('orderBy=eventTime&eventCountLimit=3')).toEqual([200, 'EPCISQueryDocument']);
    expect(await asked('orderBy=eventTime&eventCountLimit=3&maxEventCount=4')).toEqual([
      400,
      'epcisException:QueryParameterException',
    ]);
    expect(await asked('maxEventCount=1')).toEqual([413, 'epcisException:QueryTooLargeException']);
  });
});

/** Of a socket, or in need of another. */
const notAlone = new Set([
  ...['nextPageToken', 'eventCountLimit', 'reportIfEmpty', 'initialRecordTime', 'stream'],
  ...['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'],
]);

async function expectTaken(address: string, name: string): Promise<void> {
  const answer = await served.get(`${address}?${new URLSearchParams({ [name]: exampleOf(name) })}`);
  expect(answer.statusCode, `${name}: ${answer.body.slice(0, 300)}`).toBe(200);
}

const values: readonly (readonly [RegExp, string])[] = [
  [/^(?:GE|LT)_.*[Tt]ime$/, '2026-10-01T00:00:00Z'],
  [/^EXISTS_|booleanValue/, 'true'],
  [/^(?:EQ|GT|GE|LE|LT)_(?:quantity|value|minValue|maxValue|meanValue|sDev|percValue|percRank)/, '5'],
  [/^(?:GT|GE|LE|LT)_/, '5'],
  [/^eventType$/, 'ObjectEvent|AggregationEvent'],
  [/^EQ_action$/, 'ADD|OBSERVE'],
  [/^orderBy$/, 'eventTime'],
  [/^orderDirection$/, 'ASC'],
  [/^maxEventCount$/, '1000'],
  [/^perPage$/, '3'],
  [/bizStep/, 'shipping'],
  [/isposition/, 'in_transit'],
  [/errorReason/, 'incorrect_data'],
  [/EQ_type/, 'Temperature'],
  [/hexBinaryValue/, 'AB12'],
];
const exampleOf = (name: string): string => values.find(([form]) => form.test(name))?.[1] ?? 'urn:epc:id:sgln:0614141.07346.1';

function familyNames(): string[] {
  const each = (operators: string, names: readonly string[]): string[] =>
    operators.split(' ').flatMap((operator) => names.map((name) => `${operator}_${name}`));
  const inner = (names: readonly string[]): string[] => names.flatMap((name) => [name, `INNER_${name}`]);
  const within = ['', 'ILMD_', 'ERROR_DECLARATION_', 'SENSORELEMENT_', 'SENSORMETADATA_', 'SENSORREPORT_'];
  const fields = within.map((part) => `${part}ex:field`);
  return [
    ...each('EQ', ['bizTransaction_po', 'source_owning_party', 'destination_location']),
    ...each('EQ GT GE LT LE', inner(fields)),
    ...each('EXISTS', [...inner(fields.slice(0, 3)), ...fields.slice(3)]),
    'HASATTR_cbvmda:name',
    'EQ_ATTR_cbvmda:name_lang',
    ...each('EQ', inner(['readPoint_ex:field', 'bizLocation_ex:field'])),
    ...each('GE LT GT LE', ['minValue_CEL', 'maxValue_CEL', 'meanValue_CEL', 'sDev_CEL', 'percValue_CEL']),
    ...each('EQ GE LT GT LE', ['value_CEL', 'quantity_KGM']),
  ];
}
