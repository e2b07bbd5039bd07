/**
 * Real refusals, through HTTP: their Chinese sentences hold no English beside what the request itself said, and names of fields, codes and
 * values.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
  await served.app.ready();
});
afterAll(() => served.close());

const organisation = {
  name: '济源市轵城果汁有限公司',
  kind: 'enterprise',
  form: 'company',
  areas: ['419001'],
  categories: ['food'],
};
const event = {
  type: 'ObjectEvent',
  eventTime: '2026-05-01T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:0614141.107346.1'],
};
const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
const document = (eventList: unknown, more: object = {}): object => ({
  '@context': [context],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-05-01T08:00:00Z',
  epcisBody: { eventList },
  ...more,
});
const xml = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-03-01T00:00:00Z"><EPCISBody><EventList>${body}</EventList></EPCISBody></epcis:EPCISDocument>`;
const query = { name: 'refused', query: {} };

type Case = readonly [about: string, method: 'GET' | 'POST', url: string, payload?: string | object, media?: string];
const capture = (about: string, payload: string | object): Case => [`capture of ${about}`, 'POST', '/epcis/capture', payload];
const one = (about: string, more: object): Case => capture(`an event with ${about}`, document([{ ...event, ...more }]));
const asked = (question: string): Case => [`a query of ${question}`, 'GET', `/epcis/events?${question}`];
const subscribed = (about: string, body: object): Case => [
  `a subscription with ${about}`,
  'POST',
  '/epcis/queries/refused/subscriptions',
  body,
];
const firm = (about: string, more: object): Case => [
  `an organisation with ${about}`,
  'POST',
  '/api/v1/organisations',
  { ...organisation, ...more },
];
const spoilt = (about: string, body: string): Case => [
  `XML with ${about}`,
  'POST',
  '/epcis/capture',
  xml(body),
  'application/xml',
];

const cases: readonly Case[] = [
  capture('an empty body', ''),
  capture('a brace too few', '{"type":"EPCISDocument","epcisBody":{}'),
  capture('a comma too few', '{"type":"EPCISDocument" "epcisBody":{}}'),
  capture('a comma too many', '{"type":"EPCISDocument",}'),
  capture('a comma too few in a list', '{"list":[1 2]}'),
  capture('no colon', '{"type" 1}'),
  capture('a name without quotes', '{type:1}'),
  capture('a text without end', '{"type":"EPCIS'),
  capture('a bad escape', '{"type":"\\x"}'),
  capture('a bad Unicode escape', '{"type":"\\u12"}'),
  capture('a control character', '{"type":"\u0001"}'),
  capture('a minus alone', '{"count":-}'),
  capture('more after its end', '{} {}'),
  capture('plain words', 'hello'),
  capture('another document', { type: 'Other' }),
  capture('a document without a body', document([], { epcisBody: undefined })),
  capture('a document of another version', document([], { schemaVersion: 2 })),
  capture('a document without a context', document([], { '@context': undefined })),
  capture('no list of events', document({})),
  one('no action', { action: 'MOVE' }),
  one('a wrong time', { eventTime: 'yesterday' }),
  one('a wrong offset', { eventTimeZoneOffset: 8 }),
  one('an unknown step', { bizStep: 'walking' }),
  one('an unknown disposition', { disposition: 'lost' }),
  one('an unknown name', { colour: 'red' }),
  one('a thing twice', { epcList: ['urn:x:1', 'urn:x:1'] }),
  one('a wrong amount', { quantityList: [{ epcClass: 'urn:x:c', quantity: 'many' }] }),
  one('a wrong transaction', { bizTransactionList: [{ type: 'letter', bizTransaction: 'urn:x:1' }] }),
  one('half a transaction', { bizTransactionList: [{ type: 'po' }] }),
  one('a wrong source', { sourceList: [{ type: 'house', source: 'urn:x:1' }] }),
  one('a wrong place', { readPoint: 'here' }),
  one('a wrong sensor', { sensorElementList: [{ sensorReport: [{ type: 'Mood', value: 'good' }] }] }),
  one('ilmd where none may be', { ilmd: { 'example:lot': '1' } }),
  one('a wrong error declaration', { errorDeclaration: { declarationTime: '2026-05-01T08:00:00Z', reason: 'whim' } }),
  capture(
    'a packing without children',
    document([{ ...event, type: 'AggregationEvent', epcList: undefined, parentID: 'urn:x:1', action: 'ADD' }]),
  ),
  capture('half a transformation', document([{ ...event, type: 'TransformationEvent', epcList: undefined, action: undefined }])),
  ['an event with a wrong action', 'POST', '/epcis/events', { ...event, '@context': [context], action: 1 }],
  ['several events where one is taken', 'POST', '/epcis/events', document([event, event])],
  [
    'a person’s number',
    'POST',
    '/epcis/events',
    { ...event, '@context': [context, { ex: 'https://x.example/' }], 'ex:buyer': '11010519491231002X' },
  ],
  asked('EQ_action=MOVE'),
  asked('GE_eventTime=yesterday'),
  asked('EQ_bizStep='),
  asked('MATCH_epc='),
  asked('EXISTS_readPoint=maybe'),
  asked('GT_quantity=many'),
  asked('perPage=0'),
  asked('orderBy=colour'),
  asked('orderBy=eventTime&orderDirection=UP'),
  asked('maxEventCount=5&eventCountLimit=5'),
  asked('eventCountLimit=5'),
  asked('colour=red'),
  asked('nextPageToken=abc'),
  ['a named query without a name', 'POST', '/epcis/queries', { query: {} }],
  ['a named query of a wrong value', 'POST', '/epcis/queries', { name: 'x', query: { EQ_action: 7, MATCH_epc: { a: 1 } } }],
  subscribed('a wrong minute', { dest: 'https://receiver.example/', schedule: { minute: '*/5' } }),
  subscribed('an unknown field', { dest: 'https://receiver.example/', schedule: { week: '1' } }),
  subscribed('an empty schedule', { dest: 'https://receiver.example/', schedule: {} }),
  subscribed('a schedule that never comes', { dest: 'https://receiver.example/', schedule: { dayOfMonth: '31', month: '2' } }),
  subscribed('no address', { stream: true }),
  subscribed('an unknown member', { dest: 'https://receiver.example/', stream: true, colour: 'red' }),
  subscribed('stream and schedule', { dest: 'https://receiver.example/', stream: true, schedule: { hour: '1' } }),
  subscribed('neither', { dest: 'https://receiver.example/' }),
  subscribed('a wrong token', { dest: 'https://receiver.example/', stream: true, signatureToken: 5 }),
  subscribed('a wrong time', { dest: 'https://receiver.example/', stream: true, initialRecordTime: 'now' }),
  subscribed('a wrong flag', { dest: 'https://receiver.example/', stream: true, reportIfEmpty: 'yes' }),
  subscribed('an address of this machine', { dest: 'https://127.0.0.1:9999/x', stream: true }),
  subscribed('an address of a private network', { dest: 'https://10.0.0.1/', stream: true }),
  subscribed('an address of the cloud', { dest: 'https://169.254.169.254/', stream: true }),
  subscribed('http', { dest: 'http://8.8.8.8/', stream: true }),
  subscribed('ftp', { dest: 'ftp://receiver.example/', stream: true }),
  subscribed('no address at all', { dest: 'receiver', stream: true }),
  subscribed('a password in its address', { dest: 'https://a:b@receiver.example/', stream: true }),
  subscribed('a fragment', { dest: 'https://receiver.example/#x', stream: true }),
  firm('no name', { name: '' }),
  firm('an unknown kind', { kind: 'gang' }),
  firm('no areas', { areas: [] }),
  firm('an area of elsewhere', { areas: ['nowhere'] }),
  firm('an unknown category', { categories: ['toys'] }),
  firm('a list that is none', { areas: 'all' }),
  firm('a wrong credit code', { uscc: '91410000X' }),
  firm('a credit code with a wrong check character', { uscc: '914190010123456789' }),
  firm('a wrong id', { id: 'seven' }),
  ['organisations on a wrong day', 'GET', '/api/v1/organisations/names?at=never'],
  ['organisations of an unknown status', 'GET', '/api/v1/organisations?status=asleep'],
  ['licences of an unknown scheme', 'GET', '/api/v1/licences?scheme=toys&number=1'],
  ['a licence of a wrong form', 'GET', '/api/v1/licences?scheme=sc&number=123'],
  ['a jurisdiction on a wrong day', 'GET', '/api/v1/jurisdiction?at=2026-13-01'],
  ['a jurisdiction at a wrong moment', 'GET', '/api/v1/jurisdiction?at=today'],
  ['unit codes without anything', 'POST', '/api/v1/code-ranges', {}],
  ['unit codes of a wrong quantity', 'POST', '/api/v1/code-ranges', { product: 'x', lot: 'y', quantity: 0, request: 'r' }],
  ['keys without anything', 'POST', '/api/v1/gs1-keys', {}],
  ['keys of a wrong prefix', 'POST', '/api/v1/gs1-keys', { kind: 'gtin', prefix: 'abc', quantity: 1, request: 'r' }],
  ['a certificate without anything', 'POST', '/api/v1/certificates', {}],
  ['a trace of a malformed code', 'GET', '/api/v1/trace?code=%3F%3F'],
  ['a trace in no direction', 'GET', '/api/v1/trace?code=urn:epc:id:sgtin:0614141.107346.1&direction=left'],
  ['a symbol that cannot be', 'GET', '/api/v1/symbols/ean13.svg?content=abc'],
  ['a link to nowhere', 'POST', '/api/v1/links', { code: '6901234567892', type: 'up', target: 'home' }],
  ['a case without a reason', 'POST', '/api/v1/cases', {}],
  ['a delegation without end', 'POST', '/api/v1/delegations', {}],
  ['a recall without anything', 'POST', '/api/v1/recalls', {}],
  ['steps without anything', 'POST', '/api/v1/findings/acts', {}],
  ['findings in a wrong state', 'GET', '/api/v1/findings?state=lost&from=never'],
  ['the scope of nothing', 'GET', '/api/v1/recalls/scope'],
  ['personal data of an unknown kind', 'POST', '/api/v1/persons', { kind: 'shoe', value: '44' }],
  ['personal data with a wrong number', 'POST', '/api/v1/persons', { kind: 'identity_number', value: '123' }],
  ['a complaint without anything', 'POST', '/api/v1/complaints', {}],
  ['a draft of a part that is no list', 'POST', '/api/v1/categories/food/drafts', { add: { rules: 5 } }],
  ['a draft of an unknown part', 'POST', '/api/v1/categories/food/drafts', { add: { toys: [] } }],
  ['an account without anything', 'POST', '/api/v1/accounts', {}],
  ['an unknown address', 'GET', '/api/v1/nowhere'],
  ['a body of another type', 'POST', '/epcis/capture', 'a,b', 'text/csv'],
  spoilt('an open tag', '<ObjectEvent>'),
  spoilt('an unknown element', '<Thing/>'),
  spoilt('text between elements', 'hello'),
  spoilt('a wrong closing tag', '<ObjectEvent></Event>'),
  spoilt('an unbound prefix', '<ex:a/>'),
  spoilt('a bare attribute', '<ObjectEvent a/>'),
  spoilt('an attribute without quotes', '<ObjectEvent a=b/>'),
  spoilt('an attribute of its own', '<ObjectEvent a="b"/>'),
  spoilt('an unknown entity', '<ObjectEvent>&what;</ObjectEvent>'),
  ['a document type', 'POST', '/epcis/capture', `<!DOCTYPE a><a/>`, 'application/xml'],
  ['another root', 'POST', '/epcis/capture', '<a xmlns="urn:x"/>', 'application/xml'],
  ['a root without namespace', 'POST', '/epcis/capture', '<a/>', 'application/xml'],
  ['two roots', 'POST', '/epcis/capture', `${xml('')}<a/>`, 'application/xml'],
  ['another encoding', 'POST', '/epcis/capture', xml('').replace('UTF-8', 'GBK'), 'application/xml'],
];

/** Plain words that are names of fields, codes or values. */
const names = new Set(
  `Temperature Unicode accepting action active application arriving association bank both category close closed code confirm confirmed control copied danger dismiss dismissed expired label note order other quality recalled refusal reject reopen undo
  assign chains context dangerous desadv
  dest disposition down enterprise equipment example extension false field food gln gtin hour http https ids inputs instructions insurer
  inv json kind lists location medical minute month name new ordered patient phone platform po prefix produce producer product products purchaser
  rectified refused registered registers report rules schedule second sscc stages stream style suspended text true type up uscc vendor xml`.split(
    /\s+/,
  ),
);

/** The words of Latin letters in a sentence that the request did not say, and that are no names: eventTime, rare_earth, JSON, /api/v1. */
function english({ titleZh, repairZh }: Problem, said: string): string[] {
  const words = `${titleZh} ${repairZh}`.replaceAll(/\/[a-z][\w/.{}-]*/g, '').match(/[A-Za-z]\w+/g) ?? [];
  return words.filter((word) => /^[A-Za-z][a-z]+$/.test(word) && !names.has(word) && !said.includes(word));
}

describe('a refusal in Chinese, of', () => {
  beforeAll(async () => {
    await served.send('POST', '/epcis/queries', query);
  });

  test.each(cases.map((each) => [each[0], each] as const))(
    '%s',
    async (_, [, method, url, payload, media = 'application/json']) => {
      const sent = typeof payload === 'string' || payload === undefined ? payload : JSON.stringify(payload);
      const answer = await served.app.inject({
        method,
        url,
        headers: { host: 'localhost:8080', ...(sent === undefined ? {} : { 'content-type': media }) },
        ...(sent === undefined ? {} : { payload: sent }),
      });
      const body = answer.json() as Partial<Problem> & { errors?: Problem[] };
      const told = [...('titleZh' in body ? [body as Problem] : []), ...(body.errors ?? [])];
      expect(told).not.toEqual([]);
      for (const each of told) {
        expect(each.titleZh).toMatch(/[\u4e00-\u9fff]/);
        expect(
          english(each, `${decodeURIComponent(url)} ${sent} ${each['path']} ${each['name']}`),
          `${each.titleZh} → ${each.repairZh}`,
        ).toEqual([]);
      }
    },
  );
});
