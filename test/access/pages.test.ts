/** What pages, counts and questions could tell of what is hidden, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AskedCity, eventIds, openCity } from './asking.ts';
import { eventBody, eventID, events } from './city.ts';

let city: AskedCity;
const get: AskedCity['get'] = (...asked) => city.get(...asked);
const post: AskedCity['post'] = (...asked) => city.post(...asked);

beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

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

  test('a department that only read finds the first event that it records itself', async () => {
    const own = 'urn:city:event:first-inspection';
    const ids = async () => eventIds(await get('police', '/epcis/events?perPage=100&EQ_bizStep=inspecting'));
    expect(await ids()).toEqual([]);
    const inspection = { ...(eventBody('lift inspection') as object), eventID: own, epcList: ['urn:city:thing:seal'] };
    expect((await post('police', '/epcis/events', inspection)).statusCode).toBe(201);
    expect(await ids()).toEqual([own]);
    // Read along with what it sees of others.
    expect(eventIds(await get('police', '/epcis/events?perPage=100'))).toEqual(
      expect.arrayContaining([own, eventID('caps made'), eventID('terrace blasted')]),
    );
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
