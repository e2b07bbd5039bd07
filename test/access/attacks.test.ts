/** What somebody would try who wants to see or do what is not theirs, over HTTP. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings } from '../../src/access/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';
import {
  actors,
  asActor,
  eventBody,
  eventID,
  events,
  firmId,
  partyUri,
  placeUri,
  principalOf,
  recordCity,
  settleCity,
  now as start,
  thingUri,
} from './city.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let now = start;
const day = 24 * 3_600_000;

type Method = 'GET' | 'POST' | 'DELETE' | 'HEAD';
const as = (actor: string, method: Method, url: string, body?: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method,
    url,
    headers: { ...asActor(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
const get = (actor: string, url: string, headers: Record<string, string> = {}) => as(actor, 'GET', url, undefined, headers);
const post = (actor: string, url: string, body: unknown, headers: Record<string, string> = {}) =>
  as(actor, 'POST', url, body, headers);

/** The answer with what was asked taken out: two refusals that must not be told apart. */
const shape = (answer: LightMyRequestResponse, ...asked: string[]): string => {
  let text = `${answer.statusCode} ${answer.body}`;
  for (const each of asked) text = text.replaceAll(each, 'ASKED').replaceAll(encodeURIComponent(each), 'ASKED');
  return text;
};

const eventIds = (answer: LightMyRequestResponse): string[] =>
  (answer.json().epcisBody.queryResults.resultsBody.eventList as { eventID: string }[]).map((each) => each.eventID);

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

test('the actor of a test means nothing to an app that was not built for tests', async () => {
  const real = buildApp(opened.store, readConfig({ ZHUISU_ADMIN_TOKEN: 'secret' }), () => now);
  const answer = await real.inject({ url: '/epcis/events', headers: asActor('operator') });
  expect(answer.statusCode).toBe(401);
  await real.close();
});

describe('what belongs to others, by its id', () => {
  const made: Record<string, { own: string; other: string; list: string; of: string }> = {};
  const unknownUuid = '00000000-0000-4000-8000-0000000000ff';

  beforeAll(async () => {
    const document = {
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-01-01T00:00:00Z',
      epcisBody: { eventList: [] },
    };
    const job = (await post('farm', '/epcis/capture', document)).headers.location as string;
    made.job = { own: job, other: `/epcis/capture/${unknownUuid}`, list: '/epcis/capture', of: job.split('/').at(-1)! };
    const range = await post('farm', '/api/v1/code-ranges', {
      product: '苹果',
      lot: 'A1',
      quantity: 5,
      declared: 10,
      request: 'r1',
    });
    expect(range.statusCode).toBe(201);
    const { id } = range.json() as { id: string };
    made.range = { own: `/api/v1/code-ranges/${id}`, other: '/api/v1/code-ranges/000000', list: '/api/v1/code-ranges', of: id };
    for (const part of ['codes.csv', 'codes.xlsx', 'labels.pdf', 'labels.zpl'])
      made[part] = { own: `/api/v1/code-ranges/${id}/${part}`, other: `/api/v1/code-ranges/000000/${part}`, list: '', of: id };
    const certificate = await post('farm', '/api/v1/certificates', {
      request: 'c1',
      style: 'producer',
      bases: ['control'],
      product: '苹果',
      quantity: '5 kg',
      origin: '王屋镇',
      issuer: '合作社',
      contact: '0391-0000000',
    });
    expect(certificate.statusCode).toBe(201);
    const { number } = certificate.json() as { number: string };
    made.certificate = {
      own: `/api/v1/certificates/${number}`,
      other: '/api/v1/certificates/HGZ-419001-20260101-0000000000000',
      list: '',
      of: number,
    };
    expect((await post('farm', '/epcis/queries', { name: 'harvests', query: { EQ_bizStep: 'commissioning' } })).statusCode).toBe(
      201,
    );
    made.query = { own: '/epcis/queries/harvests', other: '/epcis/queries/none-such', list: '/epcis/queries', of: 'harvests' };
    made['query events'] = {
      own: '/epcis/queries/harvests/events',
      other: '/epcis/queries/none-such/events',
      list: '',
      of: 'harvests',
    };
    const consent = await post('farm', '/api/v1/consents', {
      receiver: firmId('factory'),
      kind: 'fields',
      purpose: 'quality',
      days: 9,
    });
    expect(consent.statusCode).toBe(201);
    const given = consent.json() as { id: string };
    made.consent = {
      own: `/api/v1/consents/${given.id}`,
      other: `/api/v1/consents/${unknownUuid}`,
      list: '/api/v1/consents',
      of: given.id,
    };
    made.event = {
      own: `/epcis/events/${encodeURIComponent(eventID('apple harvest'))}`,
      other: '/epcis/events/urn%3Acity%3Aevent%3Anothing',
      list: '/epcis/events',
      of: eventID('apple harvest'),
    };
  });

  const kinds = [
    ...[
      'job',
      'range',
      'codes.csv',
      'codes.xlsx',
      'labels.pdf',
      'labels.zpl',
      'certificate',
      'query',
      'query events',
      'consent',
      'event',
    ],
  ];

  test.each(kinds)('%s: its owner finds it, another firm does not, and is told what is told of nothing', async (kind) => {
    const { own, other, list, of } = made[kind]!;
    expect((await get('farm', own)).statusCode).toBe(200);
    if (kind !== 'query events') expect((await get('operator', own)).statusCode).toBe(200);
    for (const actor of ['shop', 'factory']) {
      const [foreign, none] = [await get(actor, own), await get(actor, other)];
      expect(foreign.statusCode).toBe(404);
      const id = (url: string): string => url.split('/')[kind.includes('quer') ? 3 : url.startsWith('/api') ? 4 : 3]!;
      expect(shape(foreign, id(own), of)).toBe(shape(none, id(other), decodeURIComponent(id(other))));
      const head = await as(actor, 'HEAD', own);
      expect(head.statusCode).toBe(404);
      if (list !== '') expect((await get(actor, list)).body).not.toContain(of);
    }
  });

  test('nor can another firm change it', async () => {
    const { range, query, consent } = made as Record<string, { own: string }>;
    expect((await post('factory', `${range!.own}/marks`, { first: 0, last: 1, state: 'void', reason: 'x' })).statusCode).toBe(
      404,
    );
    expect((await as('factory', 'DELETE', query!.own)).statusCode).toBe(404);
    expect((await post('factory', `${consent!.own}/withdrawal`, {})).statusCode).toBe(404);
    expect((await get('farm', range!.own)).json().marks).toEqual([]);
    expect((await get('farm', query!.own)).statusCode).toBe(200);
    expect((await get('farm', consent!.own)).json().withdrawnAt).toBeUndefined();
  });

  test('a name that another organisation has taken is not given twice, and opens nothing', async () => {
    expect((await post('factory', '/epcis/queries', { name: 'harvests', query: {} })).json().code).toBe('query_exists');
    expect((await get('factory', '/epcis/queries/harvests')).statusCode).toBe(404);
  });

  test('the denial is in the audit log, with its reason', async () => {
    await get('factory', made.range!.own);
    const { entries } = (await get('operator', '/api/v1/audit?kind=denial&perPage=1')).json() as {
      entries: { reason: string }[];
    };
    expect(entries[0]).toMatchObject({ reason: 'denied_not_party', outcome: 'denied' });
  });
});

describe('members that are not theirs to set', () => {
  test.each([
    [
      '/api/v1/consents',
      'farm',
      { receiver: firmId('factory'), kind: 'fields', purpose: 'quality', days: 9, grantor: firmId('shop') },
    ],
    ['/api/v1/consents', 'farm', { receiver: firmId('factory'), kind: 'fields', purpose: 'quality', days: 9, fields: 'all' }],
    ['/api/v1/consents', 'farm', { receiver: firmId('bank'), kind: 'fields', purpose: 'credit', days: 9 }],
    ['/api/v1/consents', 'farm', { receiver: firmId('factory'), kind: 'fields', purpose: 'quality', days: 4000 }],
    [
      '/api/v1/cases',
      'agriculture',
      {
        organisation: firmId('farm'),
        reason: 'residue',
        category: 'produce',
        roots: ['urn:city:thing:apples'],
        legalBasis: 'law',
        days: 5,
      },
    ],
    [
      '/api/v1/cases',
      'agriculture',
      { reason: 'residue', category: 'dangerous', roots: ['urn:city:thing:apples'], legalBasis: 'law', days: 5 },
    ],
    [
      '/api/v1/cases',
      'agriculture',
      { reason: 'residue', category: 'food', roots: ['urn:city:thing:apples'], legalBasis: 'law', days: 5 },
    ],
    [
      '/api/v1/cases',
      'agriculture',
      { reason: 'residue', category: 'produce', roots: ['urn:city:thing:apples'], legalBasis: 'law', days: 500 },
    ],
  ])('%s by %s with %j is refused', async (url, actor, body) => {
    expect((await post(actor, url, body)).json()).toMatchObject({ status: 400, code: 'value_invalid' });
  });

  const claim = (more: object): object => ({ ...eventBody('apple harvest'), ...more });

  test('who recorded an event is whoever sent it, whatever the event says', async () => {
    const body = claim({
      eventID: 'urn:city:event:claimed',
      epcList: ['urn:city:thing:claimed'],
      bizLocation: { id: placeUri('farm') },
      'zhuisu:owner': firmId('farm'),
    });
    expect((await post('shop', '/epcis/events', body)).statusCode).toBe(201);
    const [row] = await opened.store.database.query<{ owner: string; category: string | null }>(
      "select owner, category from event where doc like '%event:claimed%'",
    );
    // The shop is registered for food alone, so it makes no event one of farm produce either.
    expect(row).toEqual({ owner: firmId('shop'), category: null });
  });

  test('nobody opens dangerous goods by calling them apples', async () => {
    const body = {
      ...eventBody('caps made'),
      eventID: 'urn:city:event:disguised',
      'zhuisu:category': 'produce',
      epcList: ['urn:city:thing:disguised'],
    };
    expect((await post('cap maker', '/epcis/events', body)).statusCode).toBe(201);
    expect((await get('public', '/api/v1/trace?code=urn:city:thing:disguised')).statusCode).toBe(404);
    expect((await get('agriculture', '/epcis/events/urn:city:event:disguised')).statusCode).toBe(404);
  });

  test('nobody declares an event of somebody else in error', async () => {
    const declaration = {
      ...eventBody('apple harvest'),
      errorDeclaration: { declarationTime: '2026-11-01T00:00:00Z', reason: 'did_not_occur' },
    };
    const refused = await post('factory', '/epcis/events', declaration);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'event_conflict']);
    expect((await get('farm', `/api/v1/trace?code=${thingUri('apples')}`)).json().steps.length).toBeGreaterThan(0);
  });

  test('a copy of an event of somebody else is not told to be there already', async () => {
    const copy = await post('factory', '/epcis/events', eventBody('apple harvest'));
    const other = await post('factory', '/epcis/events', { ...eventBody('apple harvest'), action: 'OBSERVE' });
    expect([copy.statusCode, copy.json().code]).toEqual([409, 'event_conflict']);
    expect(shape(copy)).toBe(shape(other));
    expect((await post('farm', '/epcis/events', eventBody('apple harvest'))).statusCode).toBe(200);
  });
});

describe('codes of others', () => {
  const link = (code: string): object => ({
    code,
    linkType: 'gs1:recallStatus',
    href: 'https://elsewhere.example/recall',
    title: 'recalled',
  });

  test('nobody says where the links of a product of somebody else lead', async () => {
    for (const actor of ['factory', 'shop', 'platform'])
      expect((await post(actor, '/api/v1/links', link(thingUri('apples')))).json().code).toBe('denied_not_party');
    expect((await post('farm', '/api/v1/links', link(thingUri('apples')))).statusCode).toBe(201);
    expect((await as('factory', 'DELETE', '/api/v1/links', link(thingUri('apples')))).json().code).toBe('denied_not_party');
    expect((await as('farm', 'DELETE', '/api/v1/links', link(thingUri('apples')))).statusCode).toBe(204);
  });

  test('nobody is given keys from the prefix of somebody else', async () => {
    const asked = { prefix: '9521234', kind: 'gtin', quantity: 1, request: 'k1' };
    expect((await post('factory', '/api/v1/gs1-keys', asked)).json().code).toBe('denied_not_party');
    expect((await post('operator', '/api/v1/gs1-keys', asked)).statusCode).toBe(200);
  });
});

describe('a token for something else', () => {
  test.each([
    ['farm token to query', 'POST', '/epcis/events', 'denied_scope'],
    ['farm token to query', 'POST', '/api/v1/code-ranges', 'denied_scope'],
    ['farm token to capture', 'GET', '/epcis/events', 'denied_scope'],
    ['farm token to capture', 'GET', '/epcis/capture', 'denied_scope'],
    ['farm token to query', 'GET', '/api/v1/looks', 'denied_scope'],
    ['farm reader', 'POST', '/epcis/events', 'denied_role'],
    ['farm recorder', 'POST', '/api/v1/consents', 'denied_role'],
    ['agriculture reader', 'POST', '/api/v1/cases', 'denied_role'],
  ] as const)('%s may not %s %s', async (actor, method, url, code) => {
    const answer = await as(actor, method, url, method === 'POST' ? {} : undefined);
    expect([answer.statusCode, answer.json().code]).toEqual([403, code]);
  });
});

describe('pages', () => {
  test('a page token goes on for nobody else', async () => {
    const first = await get('farm', '/epcis/events?perPage=1');
    const next = /<([^>]+)>/.exec(String(first.headers.link))![1]!;
    expect((await get('farm', next)).statusCode).toBe(200);
    for (const actor of ['factory', 'agriculture', 'operator'])
      expect((await get(actor, next)).json().code).toBe('page_token_invalid');
    expect((await get('farm recorder', next)).statusCode).toBe(200);
  });

  test('maxEventCount and eventCountLimit count what the asker may see', async () => {
    const own = eventIds(await get('factory', '/epcis/events?perPage=100'));
    expect((await get('factory', `/epcis/events?maxEventCount=${own.length}`)).statusCode).toBe(200);
    expect((await get('factory', `/epcis/events?maxEventCount=${own.length - 1}`)).statusCode).toBe(413);
    const limited = await get('factory', '/epcis/events?orderBy=eventTime&eventCountLimit=50&perPage=100');
    expect(eventIds(limited).sort()).toEqual([...own].sort());
  });

  test('the validator of an answer does not change when others record', async () => {
    const before = (await get('smelter', '/epcis/events')).headers.etag;
    await post('garage', '/epcis/events', { ...eventBody('part sale'), eventID: 'urn:city:event:another-part-sale' });
    expect((await get('smelter', '/epcis/events')).headers.etag).toBe(before);
    const known = await get('smelter', '/epcis/events', { 'if-none-match': String(before) });
    expect(known.statusCode).toBe(304);
  });

  test.each(['bizSteps', 'dispositions', 'readPoints', 'bizLocations', 'epcs'])(
    'the list of %s holds nothing of others',
    async (list) => {
      const all = (await get('operator', `/epcis/${list}?perPage=100`)).json().member as string[];
      const own = (await get('smelter', `/epcis/${list}?perPage=100`)).json().member as string[];
      expect(own.length).toBeLessThan(Math.max(all.length, 1) + (all.length === 0 ? 1 : 0));
      for (const name of all) {
        const answer = await get('smelter', `/epcis/${list}/${encodeURIComponent(name)}`);
        expect([name, answer.statusCode]).toEqual([name, own.includes(name) ? 200 : 404]);
        expect((await get('smelter', `/epcis/${list}/${encodeURIComponent(name)}/events`)).statusCode).toBe(
          own.includes(name) ? 200 : 404,
        );
      }
      expect(own.every((name) => all.includes(name))).toBe(true);
    },
  );
});

describe('questions about hidden fields', () => {
  const shipment = eventID('apple shipment');
  test.each([
    ['EQ_zhuisu:price=7.5', false],
    ['GE_zhuisu:price=0', false],
    ['EXISTS_zhuisu:price', false],
    ['EXISTS_zhuisu:driver=true', false],
    ['EQ_zhuisu:driver=person-1', false],
    ['EXISTS_zhuisu:note', true],
  ])('%s is answered as if what is hidden were not there', async (question, visible) => {
    const escaped = question.replace('zhuisu:', encodeURIComponent('urn:zhuisu:voc:'));
    expect(eventIds(await get('farm', `/epcis/events?${escaped}`))).toContain(shipment);
    for (const actor of ['factory', 'agriculture'])
      expect(eventIds(await get(actor, `/epcis/events?${escaped}`)).includes(shipment)).toBe(visible);
  });

  test('an order by a hidden field is no order', async () => {
    const body = (price: number): object => ({
      ...eventBody('apple shipment'),
      eventID: `urn:city:event:shipment-${price}`,
      'zhuisu:price': price,
    });
    for (const price of [30, 10, 20]) expect((await post('farm', '/epcis/events', body(price))).statusCode).toBe(201);
    const url = `/epcis/events?orderBy=${encodeURIComponent('urn:zhuisu:voc:price')}&orderDirection=ASC&EQ_bizStep=shipping`;
    const wanted = (ids: string[]): string[] => ids.filter((id) => id.startsWith('urn:city:event:shipment-'));
    const own = await get('farm', url);
    expect(own.statusCode).toBe(200);
    expect(wanted(eventIds(own))).toEqual([10, 20, 30].map((price) => `urn:city:event:shipment-${price}`));
    expect(wanted(eventIds(await get('factory', url)))).not.toEqual(wanted(eventIds(own)));
  });
});

describe('the chain', () => {
  /** A factory cleans with something dangerous, and its juice goes to the shop. */
  const lot = 'urn:city:thing:chain-juice';
  const send = async (actor: string, id: string, body: object): Promise<void> => {
    const base = { '@context': (eventBody('bottling') as { '@context': unknown })['@context'], eventTimeZoneOffset: '+08:00' };
    const answer = await post(actor, '/epcis/events', { ...base, eventID: `urn:city:event:${id}`, ...body });
    expect(answer.statusCode, answer.body).toBe(201);
  };
  const at = (hour: number): { eventTime: string } => ({ eventTime: new Date(Date.UTC(2026, 10, 2, hour)).toISOString() });

  beforeAll(async () => {
    await send('cap maker', 'acid-made', {
      type: 'ObjectEvent',
      ...at(1),
      action: 'ADD',
      bizStep: 'commissioning',
      epcList: ['urn:city:thing:acid'],
      bizLocation: { id: placeUri('cap maker') },
    });
    await send('factory', 'chain-bottling', {
      type: 'TransformationEvent',
      ...at(2),
      bizStep: 'commissioning',
      inputEPCList: ['urn:city:thing:acid', thingUri('apples')],
      outputEPCList: [lot],
      bizLocation: { id: placeUri('factory') },
      'zhuisu:price': 3,
    });
    await send('factory', 'chain-shipping', {
      type: 'ObjectEvent',
      ...at(3),
      action: 'OBSERVE',
      bizStep: 'shipping',
      epcList: [lot],
      bizLocation: { id: placeUri('factory') },
      sourceList: [{ type: 'owning_party', source: partyUri('factory') }],
      destinationList: [{ type: 'owning_party', destination: partyUri('shop') }],
    });
    await send('shop', 'chain-storing', {
      type: 'ObjectEvent',
      ...at(4),
      action: 'OBSERVE',
      bizStep: 'storing',
      epcList: [lot],
      bizLocation: { id: placeUri('shop') },
    });
  });

  const trace = async (actor: string, code = lot) => get(actor, `/api/v1/trace?code=${encodeURIComponent(code)}`);

  test('of the public is whole, names no dangerous goods and no party', async () => {
    const answer = await trace('public');
    expect(answer.statusCode).toBe(200);
    for (const word of ['cap-maker', 'acid-made', 'city:event', partyUri('shop'), 'price', 'T02:'])
      expect(answer.body).not.toContain(word);
    expect(answer.body).toContain(placeUri('factory'));
  });

  test('of a firm that only carried the goods through holds its own steps in full', async () => {
    const { steps } = (await trace('shop')).json() as { steps: { eventID: string; bizStep: string }[] };
    const own = steps.filter(({ eventID: id }) => id.startsWith('urn:city:event:')).map(({ eventID: id }) => id);
    expect(own).toEqual(['urn:city:event:chain-shipping', 'urn:city:event:chain-storing']);
    expect(steps.some(({ eventID: id }) => id.startsWith('urn:zhuisu:step:'))).toBe(true);
  });

  test.each(['public', 'shop', 'commerce'])('of %s does not change when something hidden is recorded', async (actor) => {
    const before = (await trace(actor)).body;
    const page = (await get(actor, `/t/${encodeURIComponent(lot)}`, { accept: 'text/html' })).body;
    await send('cap maker', `acid-checked-${actor}`, {
      type: 'ObjectEvent',
      ...at(1),
      action: 'OBSERVE',
      bizStep: 'inspecting',
      epcList: ['urn:city:thing:acid'],
      bizLocation: { id: placeUri('cap maker') },
    });
    await send('cap maker', `acid-mixed-${actor}`, {
      type: 'TransformationEvent',
      ...at(0),
      bizStep: 'commissioning',
      inputEPCList: [`urn:city:thing:salt-${actor}`],
      outputEPCList: ['urn:city:thing:acid'],
      bizLocation: { id: placeUri('cap maker') },
    });
    expect((await trace(actor)).body).toBe(before);
    expect((await get(actor, `/t/${encodeURIComponent(lot)}`, { accept: 'text/html' })).body).toBe(page);
  });

  test('of a hidden thing is that of nothing: trace, state, code, links', async () => {
    const [hidden, none] = [thingUri('caps'), thingUri('nothing')];
    for (const actor of ['public', 'farm', 'agriculture', 'bank', 'system administrator']) {
      for (const url of ['/api/v1/trace?code=', '/api/v1/things/', '/api/v1/codes/', '/t/'].slice(0, 3)) {
        const [of, ofNone] = [
          await get(actor, url + encodeURIComponent(hidden)),
          await get(actor, url + encodeURIComponent(none)),
        ];
        expect(shape(of, hidden), `${actor} ${url}`).toBe(shape(ofNone, none));
      }
      const linkset = { accept: 'application/linkset+json' };
      const [of, ofNone] = [
        await get(actor, `/t/${encodeURIComponent(hidden)}`, linkset),
        await get(actor, `/t/${encodeURIComponent(none)}`, linkset),
      ];
      expect(shape(of, hidden)).toBe(shape(ofNone, none));
    }
    expect((await trace('quarry', hidden)).statusCode).toBe(200);
    expect((await trace('police', hidden)).statusCode).toBe(200);
  });

  test('the scan page of dangerous goods is a verdict and nothing else', async () => {
    const { body, statusCode } = await get('public', `/t/${encodeURIComponent(thingUri('caps'))}`, { accept: 'text/html' });
    expect(statusCode).toBe(200);
    expect(body).toContain('class="verdict');
    for (const word of ['cap-maker', 'quarry', '2026-10', '419001', 'shipping', '来路', '去向']) expect(body).not.toContain(word);
    const data = (await get('public', `/t/${encodeURIComponent(thingUri('caps'))}`, { accept: 'application/json' })).json();
    expect(Object.keys(data).sort()).toEqual(['root', 'verdict']);
    expect(Object.keys(data.verdict)).toEqual(['kind']);
  });

  test('a page that was made for one is not given to another', async () => {
    const page = async (actor: string) =>
      (await get(actor, `/t/${encodeURIComponent(thingUri('caps'))}`, { accept: 'text/html' })).body;
    const own = await page('cap maker');
    expect(own).toContain('quarry');
    expect(await page('public')).not.toContain('quarry');
    expect(await page('cap maker')).toBe(own);
  });
});

describe('a case', () => {
  const chain = thingUri('chain-case');
  let id: string;
  const body = { reason: 'residue above the limit', category: 'produce', legalBasis: '农产品质量安全法', days: 10 };

  beforeAll(async () => {
    const base = { '@context': (eventBody('bottling') as { '@context': unknown })['@context'], eventTimeZoneOffset: '+08:00' };
    const event = {
      ...base,
      type: 'TransformationEvent',
      eventTime: '2026-11-03T01:00:00Z',
      eventID: 'urn:city:event:case-smelting',
    };
    const parts = { inputEPCList: [thingUri('apples')], outputEPCList: [chain], bizLocation: { id: placeUri('smelter') } };
    expect((await post('smelter', '/epcis/events', { ...event, ...parts, 'zhuisu:price': 4 })).statusCode).toBe(201);
    expect((await get('agriculture', '/epcis/events/urn:city:event:case-smelting')).statusCode).toBe(404);
    const answer = await post('agriculture', '/api/v1/cases', { ...body, roots: [thingUri('apples')] });
    expect(answer.statusCode, answer.body).toBe(201);
    id = (answer.json() as { id: string }).id;
  });

  const under = (actor: string, caseId = id) =>
    get(actor, '/epcis/events/urn:city:event:case-smelting', { 'zhuisu-case': caseId });

  test('begins where the department has a duty, and nowhere else', async () => {
    for (const root of [thingUri('oxide'), thingUri('caps'), thingUri('nothing'), thingUri('pears')]) {
      const answer = await post('agriculture', '/api/v1/cases', { ...body, roots: [root] });
      expect([root, answer.statusCode, answer.json().code]).toEqual([root, 403, 'denied_category']);
    }
    for (const actor of ['farm', 'bank', 'commerce', 'health', 'operator', 'Wangwu township'])
      expect((await post(actor, '/api/v1/cases', { ...body, roots: [thingUri('apples')] })).statusCode, actor).toBe(403);
  });

  test('opens the chain across categories, with all fields, to those who name it', async () => {
    const seen = await under('agriculture');
    expect(seen.statusCode).toBe(200);
    expect(seen.json().epcisBody.queryResults.resultsBody.eventList[0]['zhuisu:price']).toBe(4);
    expect((await get('agriculture', '/epcis/events/urn:city:event:case-smelting')).statusCode).toBe(404);
    const traced = await get('agriculture', `/api/v1/trace?code=${chain}`, { 'zhuisu-case': id });
    expect(traced.body).toContain('urn:city:event:case-smelting');
  });

  test('opens neither what is off the chain nor dangerous goods to a body without that function', async () => {
    const other = `/epcis/events/${encodeURIComponent(eventID('oxide packing'))}`;
    expect((await get('agriculture', other, { 'zhuisu-case': id })).statusCode).toBe(404);
    expect((await get('agriculture', '/epcis/events/urn:city:event:acid-made', { 'zhuisu-case': id })).statusCode).toBe(404);
  });

  test.each([
    ['police', undefined],
    ['farm', undefined],
    ['agriculture', '00000000-0000-4000-8000-0000000000ff'],
    ['agriculture', 'nonsense'],
    ['agriculture elsewhere', undefined],
  ])('of somebody else, or none at all, is refused alike: %s %s', async (actor, caseId) => {
    const answer = await under(actor, caseId ?? id);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'denied_case']);
  });

  test('is found and changed by its department alone', async () => {
    expect((await get('agriculture', `/api/v1/cases/${id}`)).json()).toMatchObject({ id, acts: [{ act: 'open' }] });
    expect((await get('police', `/api/v1/cases/${id}`)).statusCode).toBe(404);
    expect((await post('police', `/api/v1/cases/${id}/extension`, { reason: 'because', days: 3 })).statusCode).toBe(404);
    expect((await post('police', `/api/v1/cases/${id}/closing`, { reason: 'because' })).statusCode).toBe(404);
    expect((await get('police', '/api/v1/cases')).json().cases).toEqual([]);
  });

  test('tells the owner who looked, when and why, after the delay; nobody else', async () => {
    await under('agriculture');
    const looks = async (actor: string): Promise<Record<string, unknown>[]> => (await get(actor, '/api/v1/looks')).json().looks;
    const department = actors.agriculture!.organisation!.id;
    expect(await looks('smelter')).toEqual([]);
    expect((await looks('agriculture')).some(({ groundId }) => groundId === id)).toBe(true);
    now += settings.lookDelayDays.value * day;
    const told = await looks('smelter');
    expect(told[0]).toMatchObject({ organisation: department, ground: 'case', groundId: id, events: 1, fields: 'all' });
    expect(String(told[0]!.reason)).toContain('residue above the limit');
    expect(Object.keys(told[0]!)).not.toContain('asked');
    expect(await looks('garage')).toEqual([]);
    now = start;
    expect((await get('operator', '/api/v1/audit?kind=look&perPage=1')).json().entries).toHaveLength(1);
  });

  test('ends by itself, can be extended twice with a reason, and not once it is over', async () => {
    now = start + 10 * day;
    expect((await under('agriculture')).statusCode).toBe(403);
    expect((await post('agriculture', `/api/v1/cases/${id}/extension`, { reason: 'not done', days: 3 })).statusCode).toBe(403);
    now = start + 10 * day - 1;
    expect((await under('agriculture')).statusCode).toBe(200);
    expect((await post('agriculture', `/api/v1/cases/${id}/extension`, { days: 3 })).statusCode).toBe(400);
    for (const status of [200, 200, 403])
      expect((await post('agriculture', `/api/v1/cases/${id}/extension`, { reason: 'not done', days: 3 })).statusCode).toBe(
        status,
      );
    now = start + 15 * day;
    expect((await under('agriculture')).statusCode).toBe(200);
    now = start + 17 * day;
    expect((await under('agriculture')).statusCode).toBe(403);
    now = start;
  });

  test('is closed for good', async () => {
    expect((await post('agriculture', `/api/v1/cases/${id}/closing`, { reason: 'settled' })).statusCode).toBe(200);
    expect((await under('agriculture')).statusCode).toBe(403);
    expect((await post('agriculture', `/api/v1/cases/${id}/extension`, { reason: 'again', days: 3 })).statusCode).toBe(403);
    expect((await get('agriculture', '/epcis/events/urn:city:event:case-smelting')).statusCode).toBe(404);
  });
});

describe('a consent', () => {
  const give = async (receiver: 'bank' | 'factory' | 'shop', more: object = {}): Promise<string> => {
    const kind = receiver === 'bank' ? 'aggregates' : 'fields';
    const answer = await post('garage', '/api/v1/consents', {
      receiver: firmId(receiver),
      kind,
      purpose: 'a loan',
      days: 5,
      ...more,
    });
    expect(answer.statusCode, answer.body).toBe(201);
    return (answer.json() as { id: string }).id;
  };
  const counts = (actor: string) => get(actor, `/api/v1/consented/${firmId('garage')}/counts`);
  const list = (actor: string) => get(actor, `/api/v1/consented/${firmId('garage')}/events`);

  test('gives a bank numbers and no event, small numbers not even that, and tells the grantor', async () => {
    expect((await counts('bank')).json().code).toBe('denied_consent');
    const id = await give('bank');
    const few = (await counts('bank')).json().counts as { events: number | null }[];
    expect(few.length).toBeGreaterThan(0);
    expect(few.every(({ events: each }) => each === null)).toBe(true);
    for (let i = 0; i < settings.smallestGroup.value; i++)
      await post('garage', '/epcis/events', { ...eventBody('part sale'), eventID: `urn:city:event:sale-${i}` });
    expect((await counts('bank')).json().counts).toMatchObject([{ category: 'car_parts', events: 7 }]);
    expect((await list('bank')).json().code).toBe('denied_consent');
    const looks = (await get('garage', '/api/v1/looks')).json().looks as { groundId: string; organisation: string }[];
    expect(looks.filter(({ groundId, organisation }) => groundId === id && organisation === firmId('bank'))).toHaveLength(2);
    expect((await get('bank', '/api/v1/consented')).json().consents).toMatchObject([{ id }]);
    expect((await counts('shop')).json().code).toBe('denied_consent');
  });

  test('gives a partner what it names, and no more', async () => {
    await give('factory', { things: [thingUri('nothing')] });
    expect(eventIds(await list('factory'))).toEqual([]);
    await give('factory', { categories: ['food'] });
    expect(eventIds(await list('factory'))).toEqual([]);
    await give('factory', { categories: ['car_parts'] });
    expect(eventIds(await list('factory'))).toContain(eventID('part sale'));
    expect(eventIds(await get('factory', '/epcis/events?perPage=100'))).not.toContain(eventID('part sale'));
    const foreign = `/api/v1/consented/${firmId('smelter')}/events`;
    expect((await get('factory', foreign)).json().code).toBe('denied_consent');
    expect(shape(await get('factory', foreign), foreign)).toBe(
      shape(await get('factory', '/api/v1/consented/nobody/events'), '/api/v1/consented/nobody/events'),
    );
  });

  test('ends at once when it is withdrawn, and by itself', async () => {
    const id = await give('shop');
    const page = await get('shop', `/api/v1/consented/${firmId('garage')}/events?perPage=1`);
    const next = /<([^>]+)>/.exec(String(page.headers.link))![1]!;
    expect((await get('shop', next)).statusCode).toBe(200);
    now = start + 5 * day;
    expect((await list('shop')).json().code).toBe('denied_consent');
    now = start;
    expect((await list('shop')).statusCode).toBe(200);
    expect((await post('garage', `/api/v1/consents/${id}/withdrawal`, {})).json().withdrawnAt).toBeDefined();
    expect((await list('shop')).json().code).toBe('denied_consent');
    expect((await get('shop', next)).json().code).toBe('denied_consent');
  });
});

test('counts of the coordinator hold dangerous goods by number alone; those of others do not hold them', async () => {
  const cells = async (actor: string) =>
    (await get(actor, '/api/v1/counts')).json().counts as { category: string; events: number }[];
  const total = (list: { category: string; events: number }[], category: string): number =>
    list.filter((each) => each.category === category).reduce((sum, each) => sum + each.events, 0);
  const dangerous = Object.values(events).filter(({ category }) => category === 'dangerous').length;
  expect(total(await cells('commerce'), 'dangerous')).toBeGreaterThanOrEqual(dangerous);
  expect(total(await cells('agriculture'), 'dangerous')).toBe(0);
  expect(Object.keys((await cells('commerce'))[0]!).sort()).toEqual(['category', 'events', 'month', 'onTimeShare']);
});
