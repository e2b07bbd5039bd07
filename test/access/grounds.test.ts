/** Cases and consents: what they open, to whom, and until when, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings } from '../../src/access/index.ts';
import { type AskedCity, eventIds, openCity, shape } from './asking.ts';
import { actors, eventBody, eventID, firmId, placeUri, now as start, thingUri } from './city.ts';

let city: AskedCity;
const get: AskedCity['get'] = (...asked) => city.get(...asked);
const post: AskedCity['post'] = (...asked) => city.post(...asked);

beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

const day = 24 * 3_600_000;

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
    city.now += settings.lookDelayDays.value * day;
    const told = await looks('smelter');
    expect(told[0]).toMatchObject({ organisation: department, ground: 'case', groundId: id, events: 1, fields: 'all' });
    expect(String(told[0]!.reason)).toContain('residue above the limit');
    expect(Object.keys(told[0]!)).not.toContain('asked');
    expect(await looks('garage')).toEqual([]);
    city.now = start;
    expect((await get('operator', '/api/v1/audit?kind=look&perPage=1')).json().entries).toHaveLength(1);
  });

  test('is no look at what the department sees by its duty, though the request names it', async () => {
    const answer = await get('agriculture', '/epcis/events?perPage=900', { 'zhuisu-case': id });
    const looks = (await get('agriculture', '/api/v1/looks')).json().looks as { asked: string; fields: string; events: number }[];
    const noted = looks.filter(({ asked }) => asked.includes('perPage=900'));
    expect(noted.length).toBeGreaterThan(0);
    expect(noted.filter(({ fields }) => fields !== 'all')).toEqual([]);
    const shown = answer.json().epcisBody.queryResults.resultsBody.eventList.length;
    expect(noted.reduce((sum, { events }) => sum + events, 0)).toBeLessThan(shown);
  });

  test('ends by itself, can be extended twice with a reason, and not once it is over', async () => {
    city.now = start + 10 * day;
    expect((await under('agriculture')).statusCode).toBe(403);
    expect((await post('agriculture', `/api/v1/cases/${id}/extension`, { reason: 'not done', days: 3 })).statusCode).toBe(403);
    city.now = start + 10 * day - 1;
    expect((await under('agriculture')).statusCode).toBe(200);
    expect((await post('agriculture', `/api/v1/cases/${id}/extension`, { days: 3 })).statusCode).toBe(400);
    for (const status of [200, 200, 403])
      expect((await post('agriculture', `/api/v1/cases/${id}/extension`, { reason: 'not done', days: 3 })).statusCode).toBe(
        status,
      );
    city.now = start + 15 * day;
    expect((await under('agriculture')).statusCode).toBe(200);
    city.now = start + 17 * day;
    expect((await under('agriculture')).statusCode).toBe(403);
    city.now = start;
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
    expect((await counts('bank')).json().counts).toMatchObject([
      { category: 'car_parts', events: 1 + settings.smallestGroup.value },
    ]);
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
    city.now = start + 5 * day;
    expect((await list('shop')).json().code).toBe('denied_consent');
    city.now = start;
    expect((await list('shop')).statusCode).toBe(200);
    expect((await post('garage', `/api/v1/consents/${id}/withdrawal`, {})).json().withdrawnAt).toBeDefined();
    expect((await list('shop')).json().code).toBe('denied_consent');
    expect((await get('shop', next)).json().code).toBe('denied_consent');
  });
});
