/** What a trace shows of what its reader may not see, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AskedCity, openCity, shape } from './asking.ts';
import { eventBody, partyUri, placeUri, thingUri } from './city.ts';

let city: AskedCity;
const get: AskedCity['get'] = (...asked) => city.get(...asked);
const post: AskedCity['post'] = (...asked) => city.post(...asked);

beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

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
