/** orderBy: every field that is accepted, both directions, ties, absent values, pages, and the bound. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mostOrdered } from '../../src/query/ordering.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: 'https://ns.example.com/' }];
const event = (id: string, more: object): object => ({
  type: 'ObjectEvent',
  eventID: `urn:o:${id}`,
  eventTime: '2026-03-01T00:00:00Z',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:o:thing'],
  ...more,
});
const documentOf = (events: readonly object[]): object => ({
  '@context': context,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T00:00:00Z',
  epcisBody: { eventList: events },
});

/** Recorded in this order: a, b, c, d, e, f. */
const events = [
  event('a', { bizStep: 'shipping', 'ex:n': 10, 'ex:text': 'b', 'ex:mixed': 'text' }),
  event('b', { bizStep: 'packing', 'ex:n': 9.5, 'ex:text': 'B', 'ex:mixed': 3, eventTime: '2026-03-05T00:00:00Z' }),
  event('c', { action: 'ADD', 'ex:n': -1, 'ex:text': 'é', disposition: 'active' }),
  event('d', { bizStep: 'shipping', 'ex:n': 10, 'ex:text': '😀', 'ex:mixed': '2026-01-01T00:00:00Z' }),
  {
    ...event('e', { readPoint: { id: 'urn:o:gate' }, 'ex:text': '\uffee', 'ex:at': '2026-01-01T08:00:00+08:00' }),
    type: 'AggregationEvent',
    epcList: undefined,
    parentID: 'urn:o:box',
    childEPCs: ['urn:o:thing'],
    action: 'ADD',
  },
  event('f', {
    'ex:n': { '@type': 'xsd:int', '@value': '100' },
    bizLocation: { id: 'urn:o:yard' },
    'ex:at': '2026-01-01T01:00:00Z',
  }),
];

beforeAll(async () => {
  served = await serveApp();
  for (const each of events)
    expect((await served.send('POST', '/epcis/capture', documentOf([each]))).json()).toMatchObject({ success: true });
});
afterAll(() => served.close());

const ask = (query: Record<string, string>) => served.get(`/epcis/events?${new URLSearchParams(query)}`);
const idsOf = (body: string): string =>
  JSON.parse(body)
    .epcisBody.queryResults.resultsBody.eventList.map(({ eventID }: { eventID: string }) => eventID.slice('urn:o:'.length))
    .join('');
async function throughPages(query: Record<string, string>): Promise<string> {
  let seen = '';
  let next: string | undefined = `/epcis/events?${new URLSearchParams(query)}`;
  for (let turns = 0; next !== undefined && turns < 20; turns++) {
    const answer = await served.get(next);
    expect(answer.statusCode).toBe(200);
    seen += idsOf(answer.body);
    next = /<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1];
  }
  return seen;
}

/** Ties follow the order of recording, turned with the direction; events without the field come last in both. */
const orders: readonly (readonly [field: string, ascending: string, descending: string])[] = [
  ['eventTime', 'acdefb', 'bfedca'],
  ['recordTime', 'abcdef', 'fedcba'],
  ['eventID', 'abcdef', 'fedcba'],
  ['type', 'eabcdf', 'fdcbae'],
  ['action', 'ceabdf', 'fdbaec'],
  ['bizStep', 'badcef', 'dabfec'],
  ['disposition', 'cabdef', 'cfedba'],
  ['readPoint', 'eabcdf', 'efdcba'],
  ['bizLocation', 'fabcde', 'fedcba'],
  ['parentID', 'eabcdf', 'efdcba'],
  ['transformationID', 'abcdef', 'fedcba'],
  ['ex:n', 'cbadfe', 'fdabce'],
  ['https://ns.example.com/n', 'cbadfe', 'fdabce'],
  // By UTF-8, not by UTF-16: the emoji comes after U+FFEE.
  ['ex:text', 'bacedf', 'decabf'],
  ['ex:mixed', 'bdacef', 'adbfec'],
  ['ex:at', 'efabcd', 'fedcba'],
  ['ex:nobody', 'abcdef', 'fedcba'],
];

describe('orderBy', () => {
  test.each(orders)('%s', async (orderBy, ascending, descending) => {
    expect(idsOf((await ask({ orderBy, orderDirection: 'ASC' })).body)).toBe(ascending);
    expect(idsOf((await ask({ orderBy })).body)).toBe(descending);
    expect(idsOf((await ask({ orderDirection: 'ASC', orderBy })).body)).toBe(ascending);
  });

  test.each(orders)('%s, a page at a time', async (orderBy, ascending, descending) => {
    for (const perPage of ['1', '2', '4']) {
      expect(await throughPages({ orderBy, orderDirection: 'ASC', perPage })).toBe(ascending);
      expect(await throughPages({ orderBy, perPage })).toBe(descending);
    }
  });

  test('gives eventCountLimit its meaning, and goes with filters', async () => {
    expect(await throughPages({ orderBy: 'ex:n', eventCountLimit: '3', perPage: '2' })).toBe('fda');
    expect(await throughPages({ orderBy: 'ex:n', 'GE_ex:n': '10', perPage: '1' })).toBe('fda');
    expect((await ask({ orderBy: 'ex:n', maxEventCount: '5' })).statusCode).toBe(413);
  });

  test('keeps its pages while events arrive', async () => {
    const first = await ask({ orderBy: 'ex:n', orderDirection: 'ASC', perPage: '3' });
    await served.send('POST', '/epcis/capture', documentOf([event('late', { 'ex:n': 50, eventTime: '2020-01-01T00:00:00Z' })]));
    const second = await served.get(/<([^>]+)>/.exec(String(first.headers.link))![1]!);
    expect(idsOf(first.body) + idsOf(second.body)).toBe('cbadfe');
  });

  test.each(['colour', 'quantity', 'epcList', 'INNER_ex:n', 'constructor', '__proto__', '', 'eventTime|recordTime'])(
    '%s is refused, and what is accepted is named',
    async (orderBy) => {
      const problem = (await ask({ orderBy })).json();
      expect(problem).toMatchObject({ status: 400, code: 'parameter_invalid', name: 'orderBy' });
      for (const name of ['eventTime', 'recordTime', 'bizStep', 'prefix:name']) expect(problem.expected).toContain(name);
    },
  );

  test('is refused where too many events would have to be looked at, and not where the index gives the order', async () => {
    for (let from = 0; from < mostOrdered; from += 10_000) {
      const many = Array.from({ length: 10_000 }, (_, i) => event(`many-${from + i}`, { bizStep: 'storing' }));
      expect((await served.send('POST', '/epcis/capture', documentOf(many))).json()).toMatchObject({ success: true });
    }
    expect((await ask({ orderBy: 'ex:n', EQ_bizStep: 'storing' })).statusCode).toBe(200);
    expect((await ask({ orderBy: 'ex:n' })).json()).toMatchObject({
      status: 413,
      code: 'query_too_complex',
      type: 'epcisException:QueryTooComplexException',
      name: 'orderBy=ex:n',
      expected: mostOrdered,
    });
    for (const orderBy of ['eventTime', 'recordTime']) expect((await ask({ orderBy, perPage: '1' })).statusCode).toBe(200);
  });
});
