/**
 * The query surface of EPCIS 2.0 as a table: parameter, value, the events expected.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveApp } from '../http/setup.ts';
import { context, events } from './surface-events.ts';

let served: Served;

beforeAll(async () => {
  served = await serveApp();
  const answer = await served.send('POST', '/epcis/capture', {
    '@context': context,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-01T00:00:00Z',
    epcisHeader: {
      epcisMasterData: {
        vocabularyList: [
          {
            type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
            vocabularyElementList: [
              { id: 'urn:s:city', children: ['urn:s:street'] },
              { id: 'urn:s:street', children: ['urn:epc:id:sgln:0614141.07346.0'] },
            ],
          },
          {
            type: 'urn:epcglobal:epcis:vtype:ReadPoint',
            vocabularyElementList: [
              { id: 'urn:s:gates', children: ['urn:epc:id:sgln:0614141.07346.1', 'urn:epc:id:sgln:0614141.07346.2'] },
            ],
          },
        ],
      },
    },
    epcisBody: { eventList: events },
  });
  expect(answer.json()).toMatchObject({ errors: [], success: true });
});
afterAll(() => served.close());

const idsOf = (body: string): string =>
  JSON.parse(body)
    .epcisBody.queryResults.resultsBody.eventList.map(({ eventID }: { eventID: string }) => eventID.replace('urn:s:', ''))
    .join('');
const ask = (path: string, query: Record<string, string> = {}) => served.get(`${path}?${new URLSearchParams(query)}`);

const item = 'urn:epc:id:sgtin:0614141.107346.1';
const lot = (n: number): string => `urn:epc:class:lgtin:0614141.107346.L${n}`;

const table: readonly (readonly [name: string, value: string, expected: string])[] = [
  ['eventType', 'ObjectEvent', 'abef'],
  ['eventType', 'AssociationEvent|TransactionEvent', 'gh'],
  ['GE_eventTime', '2026-03-01T06:00:00+08:00', 'fgh'],
  ['LT_eventTime', '2026-03-01T02:00:00+08:00', 'a'],
  ['GE_recordTime', '2000-01-01T00:00:00Z', 'abcdefgh'],
  ['LT_recordTime', '2000-01-01T00:00:00Z', ''],
  ['EQ_action', 'ADD', 'acgh'],
  ['EQ_bizStep', 'shipping', 'b'],
  ['EQ_disposition', 'active', 'a'],
  ['EQ_persistentDisposition_set', 'completeness_verified', 'b'],
  ['EQ_persistentDisposition_set', 'https://ref.gs1.org/cbv/Disp-completeness_verified', 'b'],
  ['EQ_persistentDisposition_unset', 'completeness_inferred', 'b'],
  ['EQ_persistentDisposition_unset', 'completeness_verified', ''],
  ['EQ_readPoint', 'urn:epc:id:sgln:0614141.07346.1', 'a'],
  ['WD_readPoint', 'urn:s:gates', 'ab'],
  ['WD_readPoint', 'urn:epc:id:sgln:0614141.07346.2', 'b'],
  ['EQ_bizLocation', 'urn:epc:id:sgln:0614141.07346.0', 'b'],
  ['WD_bizLocation', 'urn:s:city', 'b'],
  ['WD_bizLocation', 'urn:s:elsewhere', ''],
  ['EQ_transformationID', 'urn:s:process', 'd'],
  ['MATCH_epc', item, 'abc'],
  ['MATCH_epc', lot(1), ''],
  ['MATCH_parentID', 'urn:epc:id:sscc:0614141.1234567890|urn:epc:id:giai:0614141.77', 'cg'],
  ['MATCH_inputEPC', item, 'd'],
  ['MATCH_outputEPC', item, ''],
  ['MATCH_outputEPC', 'urn:epc:id:sgtin:0614141.107346.9', 'd'],
  ['MATCH_anyEPC', item, 'abcd'],
  ['MATCH_anyEPC', 'https://any.example/01/10614141073464/21/1', 'abcd'],
  ['MATCH_anyEPC', lot(1), ''],
  ['MATCH_epc', 'urn:epc:idpat:sgtin:0614141.107346.*', 'abcefh'],
  ['MATCH_epc', 'urn:epc:idpat:sgtin:0614141.*.*', 'abcefh'],
  ['MATCH_epc', 'urn:epc:idpat:sgtin:0614141.107347.*', ''],
  ['MATCH_epc', `urn:epc:idpat:giai:0614141.*|${item}`, 'abcg'],
  ['MATCH_parentID', 'urn:epc:idpat:sscc:0614141.*', 'ch'],
  ['MATCH_parentID', 'urn:epc:idpat:giai:*.*', 'g'],
  ['MATCH_outputEPC', 'urn:epc:idpat:sgtin:0614141.107346.*', 'd'],
  ['MATCH_anyEPC', 'urn:epc:idpat:sgtin:0614141.107346.*', 'abcdefh'],
  ['MATCH_epcClass', `${lot(1)}|${lot(2)}`, 'ac'],
  ['MATCH_inputEPCClass', lot(1), 'd'],
  ['MATCH_outputEPCClass', lot(3), 'd'],
  ['MATCH_anyEPCClass', lot(1), 'ad'],
  ['EQ_quantity', '7', 'c'],
  ['GT_quantity', '10', 'a'],
  ['GE_quantity', '10', 'ad'],
  ['LT_quantity', '8', 'c'],
  ['LE_quantity', '8', 'cd'],
  ['EQ_eventID', 'urn:s:b|urn:s:g', 'bg'],
  ['EXISTS_errorDeclaration', 'true', 'f'],
  // "If omitted (or has a value of false), events are returned regardless" (OpenAPI).
  ['EXISTS_errorDeclaration', 'false', 'abcdefgh'],
  ['EXISTS_errorDeclaration', '', 'f'],
  ['EXISTS_errorDeclaration', '0', 'abcdefgh'],
  ['EXISTS_sensorElementList', '1', 'e'],
  ['GE_errorDeclarationTime', '2026-03-01T00:00:00Z', 'f'],
  ['LT_errorDeclarationTime', '2026-03-01T00:00:00Z', ''],
  ['GE_errorDeclaration_Time', '2026-03-01T00:00:00Z', 'f'],
  ['EQ_errorReason', 'incorrect_data', 'f'],
  ['EQ_correctiveEventID', 'urn:s:b', 'f'],
  ['GE_startTime', '2026-03-01T01:00:00Z', 'e'],
  ['LT_startTime', '2026-03-01T01:00:00Z', ''],
  ['GE_endTime', '2026-03-01T04:00:00Z', 'e'],
  ['LT_endTime', '2026-03-01T05:00:00Z', 'e'],
  ['GE_time', '2026-03-01T05:00:00Z', 'e'],
  ['LT_time', '2026-03-01T05:00:00Z', ''],
  ['EQ_type', 'Temperature', 'e'],
  ['EQ_type', 'gs1:Temperature', 'e'],
  ['EQ_type', 'https://gs1.org/voc/Temperature', 'e'],
  ['EQ_deviceID', 'urn:epc:id:giai:0614141.12345', 'e'],
  ['EQ_dataProcessingMethod', 'https://method.example/1', 'e'],
  ['EQ_microorganism', 'https://germ.example/1', 'e'],
  ['EQ_chemicalSubstance', 'https://chem.example/1', 'e'],
  ['EQ_bizRules', 'https://rules.example/1', 'e'],
  ['EQ_stringValue', 'many|few', 'e'],
  ['EQ_hexBinaryValue', 'f0', 'e'],
  ['EQ_hexBinaryValue', 'F0', 'e'],
  ['EQ_uriValue', 'https://value.example/1', 'e'],
  ['EQ_booleanValue', 'true', 'e'],
  ['EQ_booleanValue', 'false', ''],
  ['EXISTS_sensorElementList', 'true', 'e'],
  ['GE_percRank', '50', 'e'],
  ['GT_percRank', '50', ''],
  ['LE_percRank', '50', 'e'],
  ['LT_percRank', '50', ''],
  ['EQ_bizTransaction_po', 'urn:epc:id:gdti:0614141.06012.1234', 'b'],
  ['EQ_bizTransaction_inv', 'urn:epc:id:gdti:0614141.06012.1234', ''],
  ['EQ_bizTransaction_inv', 'urn:s:inv1', 'h'],
  ['EQ_source_owning_party', 'urn:epc:id:pgln:0614141.00000', 'b'],
  ['EQ_destination_location', 'urn:epc:id:sgln:0614141.07346.9', 'b'],
  ['EQ_destination_owning_party', 'urn:epc:id:sgln:0614141.07346.9', ''],
  ['EQ_quantity_KGM', '10', 'd'],
  ['GE_quantity_KGM', '10', 'ad'],
  ['LT_quantity_LTR', '9', 'd'],
  ['EQ_value_CEL', '26', 'e'],
  ['GT_value_CEL', '60', ''],
  ['GE_value_A93', '60', 'e'],
  ['GE_minValue_CEL', '20', 'e'],
  ['LT_maxValue_CEL', '30', ''],
  ['LE_maxValue_CEL', '30', 'e'],
  ['GT_meanValue_CEL', '24', 'e'],
  ['GT_sDev_CEL', '2', ''],
  ['LE_percValue_CEL', '24', 'e'],
  ['EQ_ex:note', 'first', 'a'],
  ['EQ_https://ns.example.com/note', 'first|second', 'a'],
  ['EQ_ex:weight', '12.5', 'a'],
  ['GT_ex:weight', '12.5', 'b'],
  ['GE_ex:weight', '12.5', 'ab'],
  ['LT_ex:weight', '20', 'a'],
  ['LE_ex:weight', '20', 'ab'],
  ['LT_ex:checked', '2026-02-02T00:00:00Z', 'a'],
  ['GE_ex:checked', '2026-02-02T00:00:00Z', ''],
  ['EQ_ILMD_ex:grade', 'A', 'a'],
  ['EQ_INNER_ILMD_ex:field', 'north', 'a'],
  ['GT_INNER_ILMD_ex:sugar', '14', 'a'],
  ['EQ_ILMD_ex:field', 'north', ''],
  ['EQ_ERROR_DECLARATION_ex:clerk', 'Li', 'f'],
  ['EQ_SENSORELEMENT_ex:batch', 'q', 'e'],
  ['EQ_SENSORMETADATA_ex:room', '7', 'e'],
  ['EQ_SENSORREPORT_ex:raw', '1a', 'e'],
  ['EXISTS_ex:note', 'true', 'a'],
  ['EXISTS_ex:note', 'false', 'bcdefgh'],
  ['EXISTS_ILMD_ex:grade', 'true', 'a'],
  ['EXISTS_INNER_ILMD_ex:field', '', 'a'],
  ['EXISTS_ERROR_DECLARATION_ex:clerk', 'true', 'f'],
  ['EXISTS_SENSORELEMENT_ex:batch', 'true', 'e'],
  ['EXISTS_SENSORMETADATA_ex:room', 'true', 'e'],
  ['EXISTS_SENSORREPORT_ex:raw', 'true', 'e'],
  ['HASATTR_ex:tagged', 'unit', 'a'],
  ['HASATTR_ex:tagged', 'colour', ''],
  ['EQ_ATTR_ex:tagged_unit', 'm', 'a'],
  ['EQ_ex:tagged', 'x', 'a'],
  ['EQ_readPoint_ex:zone', 'cold', 'a'],
  ['EQ_INNER_bizLocation_ex:name', 'Wang', 'b'],
];

describe('a filter', () => {
  it.each(table)('%s = %s finds %s', async (name, value, expected) => {
    const answer = await ask('/epcis/events', { [name]: value });
    expect([answer.statusCode, answer.statusCode === 200 ? idsOf(answer.body) : answer.body]).toEqual([200, expected]);
  });

  it('joins with others: all must hold', async () => {
    expect(idsOf((await ask('/epcis/events', { MATCH_anyEPC: item, 'GT_ex:weight': '15', EQ_action: 'OBSERVE' })).body)).toBe(
      'b',
    );
  });

  it.each([
    ['EQ_quantity', 'many'],
    ['GE_quantity', ''],
    ['GE_startTime', '12'],
    ['EXISTS_errorDeclaration', 'perhaps'],
    ['EQ_booleanValue', '1'],
    ['MATCH_epcClass', '|'],
    ['GT_ex:note', 'word'],
    ['EQ_value_CEL', 'warm'],
    ['EXISTS_ex:note', 'maybe'],
    ['EQ_bizTransaction_po', ''],
    ['eventCountLimit', '0'],
    ['maxEventCount', 'x'],
    ['GE_quantity', '0x10'],
    ['LT_quantity_KGM', ' 1'],
    ['eventType', 'Nothing'],
    ['EQ_bizStep', 'shiping'],
    ['EQ_disposition', 'active|aktive'],
    ['EQ_persistentDisposition_set', 'done'],
    ['EQ_errorReason', 'wrong'],
    ['EQ_type', 'Warmth'],
    ['EQ_hexBinaryValue', 'zz'],
    ['EQ_readPoint', 'the gate'],
    ['WD_bizLocation', 'the city'],
    ['MATCH_epc', '10614141073464'],
    ['MATCH_epc', 'urn:epc:idpat:sgtin:0614141.*.1'],
    ['EQ_deviceID', 'x y'],
    ['EQ_eventID', 'first'],
    ['EQ_correctiveEventID', '1'],
    ['EQ_source_owning_party', 'Wang'],
  ])('%s = %j is refused by name, with what it accepts', async (name, value) => {
    const problem = (await ask('/epcis/events', { [name]: value })).json();
    expect(problem).toMatchObject({
      status: 400,
      code: 'parameter_invalid',
      name,
      type: 'epcisException:QueryParameterException',
    });
    expect(problem.expected.length).toBeGreaterThan(3);
  });

  it.each(['EQ_note', 'XX_ex:note', 'EQ_minValue_CEL', 'MATCH_nothing'])('%s is unknown', async (name) => {
    expect((await ask('/epcis/events', { [name]: '1' })).json()).toMatchObject({ status: 400, code: 'parameter_unknown', name });
  });
});

describe('prefixes that GS1-Extensions declares', () => {
  const declared = { 'gs1-extensions': 'mine=https://ns.example.com/' };

  it.each([
    ['EQ_mine:note', 'first', 'a'],
    ['GT_mine:weight', '15', 'b'],
    ['EQ_ILMD_mine:grade', 'A', 'a'],
    ['EXISTS_SENSORREPORT_mine:raw', 'true', 'e'],
  ])('%s = %s finds %j whatever prefix the event has', async (name, value, expected) => {
    const url = `/epcis/events?${new URLSearchParams({ [name]: value })}`;
    expect(idsOf((await served.app.inject({ url, headers: declared })).body)).toBe(expected);
    expect(idsOf((await served.get(url)).body)).toBe('');
  });

  it('stand in words too, and are kept with a named query', async () => {
    const weighed = {
      name: 'weighed',
      query: { EQ_type: ['mine:Anything', 'Temperature'], 'EXISTS_SENSORELEMENT_mine:batch': true },
    };
    const made = await served.app.inject({ method: 'POST', url: '/epcis/queries', headers: declared, payload: weighed });
    expect(made.statusCode).toBe(201);
    const found = await ask('/epcis/queries/weighed/events');
    expect(idsOf(found.body)).toBe('e');
    expect(found.json().epcisBody.queryResults.queryName).toBe('weighed');
    await served.app.inject({ method: 'DELETE', url: '/epcis/queries/weighed' });
  });
});

describe('pages', () => {
  it('of a query that looks at events turn without loss or repetition', async () => {
    let seen = '';
    let next: string | undefined = '/epcis/events?EXISTS_ex%3Anote=false&perPage=3';
    for (let turns = 0; next !== undefined && turns < 10; turns++) {
      const answer = await served.get(next);
      seen += idsOf(answer.body);
      next = /<([^>]+)>/.exec(String(answer.headers['link'] ?? ''))?.[1];
    }
    expect(seen).toBe('bcdefgh');
  });

  it('end at eventCountLimit, over all pages', async () => {
    const first = await ask('/epcis/events', { orderBy: 'eventTime', orderDirection: 'ASC', eventCountLimit: '5', perPage: '3' });
    expect(idsOf(first.body)).toBe('abc');
    const second = await served.get(/<([^>]+)>/.exec(String(first.headers['link']))![1]!);
    expect(idsOf(second.body)).toBe('de');
    expect(second.headers['link']).toBeUndefined();
    expect((await ask('/epcis/events', { eventCountLimit: '5' })).json()).toMatchObject({ name: 'eventCountLimit' });
    expect((await ask('/epcis/events', { eventCountLimit: '5', maxEventCount: '5', orderBy: 'eventTime' })).json()).toMatchObject(
      { status: 400 },
    );
  });

  it('are refused when more than maxEventCount match', async () => {
    expect((await ask('/epcis/events', { maxEventCount: '7' })).json()).toMatchObject({
      status: 413,
      code: 'query_too_large',
      type: 'epcisException:QueryTooLargeException',
    });
    expect(idsOf((await ask('/epcis/events', { maxEventCount: '8' })).body)).toBe('abcdefgh');
    expect((await ask('/epcis/events', { maxEventCount: '1', 'EXISTS_ex:note': 'false' })).statusCode).toBe(413);
  });
});

describe('top-level resources', () => {
  const members = async (path: string, query: Record<string, string> = {}): Promise<string[]> =>
    (await ask(path, query)).json().member;

  it('name themselves', async () => {
    expect(await members('/epcis')).toEqual(
      expect.arrayContaining(['capture', 'events', 'eventTypes', 'epcs', 'bizSteps', 'dispositions']),
    );
    expect(await members('/epcis/eventTypes')).toHaveLength(5);
    expect(await members('/epcis/bizSteps')).toEqual(['commissioning', 'sensor_reporting', 'shipping']);
    expect(await members('/epcis/dispositions')).toEqual(['active', 'in_transit']);
    expect(await members('/epcis/bizLocations')).toEqual(['https://id.gs1.org/414/0614141073467']);
    expect((await members('/epcis/readPoints')).sort()).toEqual([
      'https://id.gs1.org/414/0614141073467/254/1',
      'https://id.gs1.org/414/0614141073467/254/2',
    ]);
    expect(await members('/epcis/epcs')).toContain('https://id.gs1.org/01/10614141073464/21/1');
    expect(await members('/epcis/bizSteps/shipping')).toEqual(['events']);
  });

  it('turn their pages', async () => {
    const seen: string[] = [];
    let next: string | undefined = '/epcis/epcs?perPage=4';
    for (let turns = 0; next !== undefined && turns < 20; turns++) {
      const answer = await served.get(next);
      seen.push(...answer.json().member);
      next = /<([^>]+)>/.exec(String(answer.headers['link'] ?? ''))?.[1];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.sort()).toEqual((await members('/epcis/epcs', { perPage: '1000' })).sort());
  });

  it.each([
    ['/epcis/eventTypes/AggregationEvent/events', 'c'],
    ['/epcis/bizSteps/shipping/events', 'b'],
    ['/epcis/dispositions/active/events', 'a'],
    [`/epcis/epcs/${encodeURIComponent(item)}/events`, 'abcd'],
    [`/epcis/epcs/${encodeURIComponent(lot(1))}/events`, 'ad'],
    [`/epcis/readPoints/${encodeURIComponent('urn:epc:id:sgln:0614141.07346.2')}/events`, 'b'],
    [`/epcis/bizLocations/${encodeURIComponent('https://any.example/414/0614141073467')}/events`, 'b'],
  ])('%s', async (path, expected) => {
    expect(idsOf((await ask(path)).body)).toBe(expected);
    expect(idsOf((await ask(path, { EQ_eventID: 'urn:s:a' })).body)).toBe(expected.includes('a') ? 'a' : '');
  });

  it('keep their own filter out of the query, but for the disposition', async () => {
    expect((await ask('/epcis/bizSteps/shipping/events', { EQ_bizStep: 'packing' })).json()).toMatchObject({
      status: 400,
      name: 'EQ_bizStep',
    });
    expect(idsOf((await ask('/epcis/dispositions/active/events', { EQ_disposition: 'in_transit' })).body)).toBe('');
  });

  it.each([
    '/epcis/bizSteps/packing',
    '/epcis/epcs/urn:s:none',
    '/epcis/readPoints/urn:s:none/events',
    '/epcis/eventTypes/Nothing',
  ])('%s is not there', async (path) => {
    expect((await ask(path)).statusCode).toBe(404);
  });

  it.each([
    '/epcis',
    '/epcis/eventTypes/ObjectEvent',
    '/epcis/bizSteps/shipping',
    '/epcis/dispositions/active',
    `/epcis/epcs/${encodeURIComponent(item)}`,
    `/epcis/bizLocations/${encodeURIComponent('urn:epc:id:sgln:0614141.07346.0')}`,
    `/epcis/readPoints/${encodeURIComponent('urn:epc:id:sgln:0614141.07346.1')}`,
    '/epcis/events/urn%3As%3Aa',
    '/epcis/capture/none',
    '/epcis/queries/none',
    '/epcis/queries/none/subscriptions/none',
  ])('%s refuses a parameter that it does not have', async (path) => {
    expect((await ask(path, { colour: 'red' })).json()).toMatchObject({ status: 400, code: 'parameter_unknown', name: 'colour' });
  });

  it('of places take paging, as the standard has it', async () => {
    const path = `/epcis/bizLocations/${encodeURIComponent('urn:epc:id:sgln:0614141.07346.0')}`;
    expect(await members(path, { perPage: '5' })).toEqual(['events']);
    expect((await ask(path, { perPage: '0' })).json()).toMatchObject({ status: 400, name: 'perPage' });
  });

  it('answer OPTIONS and refuse other parameters', async () => {
    for (const path of ['/epcis', '/epcis/epcs', '/epcis/bizSteps/x', '/epcis/dispositions/x/events']) {
      const answer = await served.app.inject({ method: 'OPTIONS', url: path });
      expect([path, answer.statusCode, answer.headers['gs1-epcis-version']]).toEqual([path, 204, '2.0.0']);
    }
    expect((await ask('/epcis/epcs', { colour: 'red' })).json()).toMatchObject({ code: 'parameter_unknown' });
    expect((await ask('/epcis/epcs', { nextPageToken: 'rubbish' })).json()).toMatchObject({ code: 'page_token_invalid' });
  });
});

describe('a named query', () => {
  const shipped = {
    name: 'shipped',
    query: { eventType: ['ObjectEvent'], EQ_bizStep: ['shipping', 'receiving'], 'EXISTS_ex:weight': true },
  };

  it('is made, listed, asked, turned by pages and deleted', async () => {
    const made = await served.send('POST', '/epcis/queries', shipped);
    expect([made.statusCode, made.headers['location']]).toEqual([201, '/epcis/queries/shipped']);
    expect((await served.send('POST', '/epcis/queries', shipped)).json()).toMatchObject({ status: 409, code: 'query_exists' });
    await served.send('POST', '/epcis/queries', {
      name: 'all',
      query: { orderBy: 'eventTime', orderDirection: 'ASC', perPage: 3 },
    });
    expect((await ask('/epcis/queries')).json()).toEqual([expect.objectContaining({ name: 'all' }), shipped]);
    const page = await ask('/epcis/queries', { perPage: '1' });
    expect((await served.get(/<([^>]+)>/.exec(String(page.headers['link']))![1]!)).json()).toEqual([shipped]);
    expect((await ask('/epcis/queries/shipped')).json()).toEqual(shipped);
    expect(idsOf((await ask('/epcis/queries/shipped/events')).body)).toBe('b');
    const first = await ask('/epcis/queries/all/events');
    expect(idsOf(first.body)).toBe('abc');
    expect(idsOf((await served.get(/<([^>]+)>/.exec(String(first.headers['link']))![1]!)).body)).toBe('def');
    for (const name of ['shipped', 'all'])
      expect(
        (await served.app.inject({ method: 'DELETE', url: `/epcis/queries/${name}`, headers: { host: 'localhost' } })).statusCode,
      ).toBe(204);
    for (const path of ['/epcis/queries/shipped', '/epcis/queries/shipped/events'])
      expect((await ask(path)).statusCode).toBe(404);
  });

  it.each([
    [{ name: 'x y', query: {} }, 'value_invalid'],
    [{ query: {} }, 'value_invalid'],
    [{ name: 'x' }, 'value_invalid'],
    [{ name: 'x', query: { EQ_bizStep: [{}] } }, 'value_invalid'],
    [{ name: 'x', query: { EQ_nothing: ['1'] } }, 'parameter_unknown'],
    [{ name: 'x', query: { GE_eventTime: 'yesterday' } }, 'parameter_invalid'],
  ])('%j is refused when it is made', async (body, code) => {
    expect((await served.send('POST', '/epcis/queries', body)).json()).toMatchObject({ status: 400, code });
    expect((await ask('/epcis/queries/x')).statusCode).toBe(404);
  });

  it.each([
    ['the prefix of the events', { ex: 'https://ns.example.com/' }, 'EQ_ex:note', 'first', 'a'],
    ['another prefix', { mine: 'https://ns.example.com/' }, 'EQ_mine:note', 'first', 'a'],
    ['the prefix of another namespace', { ex: 'https://other.example.com/' }, 'EQ_ex:note', 'first', ''],
    ['a field within master data', [{ mine: 'https://ns.example.com/' }], 'EQ_ILMD_mine:grade', 'A', 'a'],
    [
      'the context of the standard beside its own',
      ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { mine: 'https://ns.example.com/' }],
      'GE_mine:weight',
      20,
      'b',
    ],
  ])('brings its own @context: %s', async (title, context, parameter, value, expected) => {
    const name = `context-${title.replaceAll(' ', '-')}`;
    const query = { '@context': context, [parameter]: value };
    const made = await served.send('POST', '/epcis/queries', { name, query });
    expect([made.statusCode, made.json()]).toEqual([201, { name, query }]);
    expect(idsOf((await ask(`/epcis/queries/${name}/events`)).body)).toBe(expected);
    const xml = await served.get(`/epcis/queries/${name}`, { accept: 'application/xml' });
    expect([xml.statusCode, xml.body.includes('@context')]).toEqual([200, false]);
  });

  it.each([7, { ex: 7 }, { ex: 'no uri' }, 'no uri'])('with the @context %j is refused', async (context) => {
    const answer = await served.send('POST', '/epcis/queries', { name: 'odd', query: { '@context': context } });
    expect(answer.json()).toMatchObject({ status: 400, code: 'value_invalid', path: 'query.@context' });
  });

  it('is made by those who may, and by no stranger', async () => {
    expect((await served.stranger('POST', '/epcis/queries', shipped)).statusCode).toBe(401);
    expect((await served.stranger('GET', '/epcis/queries')).statusCode).toBe(401);
    expect((await served.stranger('GET', '/epcis/epcs')).statusCode).toBe(401);
  });
});
