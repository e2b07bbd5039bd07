/** What somebody would try who wants to see or change what is not theirs, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildApp } from '../../src/http/app.ts';
import { type AskedCity, config, openCity, shape } from './asking.ts';
import { asActor, eventBody, eventID, firmId, placeUri, thingUri } from './city.ts';

let city: AskedCity;
const as: AskedCity['as'] = (...asked) => city.as(...asked);
const get: AskedCity['get'] = (...asked) => city.get(...asked);
const post: AskedCity['post'] = (...asked) => city.post(...asked);

beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

test('the actor of a test means nothing to an app that was not built for tests', async () => {
  const real = buildApp(city.store, config, () => city.now);
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

  test('a query is named by whoever may read, as it is subscribed to; who may not read names none', async () => {
    const body = { name: 'standing', query: { EQ_bizStep: 'shipping' } };
    for (const actor of ['agriculture reader', 'farm reader']) {
      expect([actor, (await post(actor, '/epcis/queries', body)).statusCode]).toEqual([actor, 201]);
      expect((await get(actor, '/epcis/queries/standing/events')).statusCode).toBe(200);
      expect((await as(actor, 'DELETE', '/epcis/queries/standing')).statusCode).toBe(204);
    }
    expect((await post('public', '/epcis/queries', body)).statusCode).toBe(401);
    expect((await post('audit administrator', '/epcis/queries', body)).statusCode).toBe(403);
  });

  test('a name that another organisation has taken is not given twice, and opens nothing', async () => {
    expect((await post('factory', '/epcis/queries', { name: 'harvests', query: {} })).json().code).toBe('query_exists');
    expect((await get('factory', '/epcis/queries/harvests')).statusCode).toBe(404);
  });

  test('the denial is in the audit log, with its reason', async () => {
    await get('factory', made.range!.own);
    const { entries } = (await get('operator', '/api/v1/audit?kind=denial&perPage=100')).json() as {
      entries: { reason: string }[];
    };
    // Of a flood only the first are written one by one: this one may be among those that are counted.
    expect(entries).toContainEqual(expect.objectContaining({ reason: 'denied_not_party', outcome: 'denied' }));
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
    const [row] = await city.store.database.query<{ owner: string; category: string | null }>(
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
