/** What an event is to a decision: told at capture, and the same when it is told anew from the log. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rebuildEnvelopes } from '../../src/capture/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { registryOf } from '../../src/organisations/index.ts';
import type { Store } from '../../src/store/index.ts';
import { absent } from '../postgres15.ts';
import { engines } from '../store/stores.ts';
import {
  asActor,
  envelopeOf,
  eventBody,
  eventID,
  events,
  firmId,
  now,
  placeUri,
  principalOf,
  settleCity,
  thingUri,
} from './city.ts';

const names = Object.keys(events);

async function envelopes(store: Store): Promise<Record<string, unknown>> {
  const rows = await store.database.query<{ doc: string; owner: string; category: string; area: string; parties: string[] }>(
    `select doc, owner, category, area, array(select organisation from event_party p where p.seq = e.seq order by 1) as parties
     from event e order by seq`,
  );
  return Object.fromEntries(
    rows.map(({ doc, ...row }) => [(JSON.parse(doc) as { eventID: string }).eventID, { ...row, parties: row.parties }]),
  );
}

const expected = (name: string, changes: object = {}): object => {
  const { owner = null, category = null, area = null, parties } = envelopeOf(name);
  return { owner, category, area, parties: [...parties].sort(), ...changes };
};

describe.each(engines)('on $name', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let send: (actor: string, body: object) => Promise<void>;
  beforeAll(async () => {
    opened = await open();
    if (opened === undefined) return;
    const app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
    send = async (actor, body) => {
      const headers = { 'content-type': 'application/json', ...asActor(actor) };
      const answer = await app.inject({ method: 'POST', url: '/epcis/events', headers, payload: JSON.stringify(body) });
      expect(answer.statusCode).toBe(201);
    };
    // Three are there before anybody is registered: two that the operator loads, one that a firm sends.
    for (const name of ['apple harvest', 'apple shipment']) await send('operator', eventBody(name));
    await send('shop', { ...eventBody('bottling'), eventID: 'urn:city:event:early' });
    await settleCity(opened.store);
    for (const name of names.slice(2)) await send(events[name]!.by ?? 'operator', eventBody(name));
    await app.close();
  });
  afterAll(async () => opened?.close());

  test('capture tells owner, category, area and parties', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const kept = await envelopes(opened.store);
    for (const name of names.slice(2)) expect([name, kept[eventID(name)]]).toEqual([name, expected(name)]);
    // Nobody was registered when these came.
    expect(kept[eventID('apple harvest')]).toEqual({ owner: null, category: 'produce', area: null, parties: [] });
    expect(kept['urn:city:event:early']).toMatchObject({ owner: firmId('shop'), parties: [firmId('shop')] });
  });

  test('rebuilding tells them of the log by the register of today, and changes no owner that is known', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const { store } = opened;
    const first = await rebuildEnvelopes(store, registryOf(store));
    expect(first.events).toBe(names.length + 1);
    expect(first.changed).toBeGreaterThan(0);
    const kept = await envelopes(store);
    for (const name of names) expect([name, kept[eventID(name)]]).toEqual([name, expected(name)]);
    const { area } = envelopeOf('bottling');
    expect(kept['urn:city:event:early']).toMatchObject({ owner: firmId('shop'), category: 'food', area });
    expect(await rebuildEnvelopes(store, registryOf(store))).toEqual({ events: first.events, changed: 0 });
    // A place that is nobody's any more takes its parties with it.
    await store.database.query('delete from organisation_identifier where uri like $1', ['urn:city:party:%']);
    await store.database.query('delete from organisation_identifier where uri = $1', [placeUri('quarry')]);
    await store.database.query('update organisation_version set version = version + 1');
    store.parties.forget();
    await rebuildEnvelopes(store, registryOf(store));
    const later = await envelopes(store);
    expect(later[eventID('caps shipped')]).toEqual(expected('caps shipped', { parties: [firmId('cap maker')] }));
    expect(later[eventID('caps stored')]).toEqual(expected('caps stored'));
  });

  test('a trace that was shown is not shown any more once the event is of another category', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const { store } = opened;
    const app = buildApp(store, readConfig({}), () => now, { principalOf });
    const trace = async (actor: string) =>
      (await app.inject({ url: `/api/v1/trace?code=${thingUri('oxide')}`, headers: asActor(actor) })).statusCode;
    const steps = [await trace('smelter'), await trace('industry'), await trace('industry')];
    expect(steps).toEqual([200, 200, 200]);
    await store.database.query("update organisation set categories = '{equipment}' where id = $1", [firmId('smelter')]);
    await store.database.query('update organisation_version set version = version + 1');
    store.parties.forget();
    // What is recorded stays what it was, until it is told anew.
    expect(await trace('industry')).toBe(200);
    await rebuildEnvelopes(store, registryOf(store));
    expect([await trace('smelter'), await trace('industry')]).toEqual([200, 404]);
    await app.close();
  });

  test('the events themselves stay as they are, and the server may not touch them', async (context) => {
    if (opened === undefined) return context.skip(absent);
    await expect(opened.store.database.query("update event set category = 'produce'")).rejects.toThrow();
    await expect(opened.store.database.query('delete from look')).rejects.toThrow();
  });
});
