/** Joint groups over HTTP, from the side of each: who leads, who is invited, who has joined, who has left, and everybody else. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';
import { asActor, eventID, type FirmName, firmId, principalOf, recordCity, settleCity, now as start, thingUri } from './city.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let id = '';

const as = (actor: string, method: 'GET' | 'POST', url: string, body?: unknown) =>
  app.inject({
    method,
    url,
    headers: { ...asActor(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const told = (answer: LightMyRequestResponse): [number, string | undefined] => [
  answer.statusCode,
  /"code":"(\w+)"/.exec(answer.body)?.[1],
];
const found = async (actor: string, more: object = {}): Promise<LightMyRequestResponse> =>
  as(actor, 'POST', '/api/v1/groups', {
    name: '王屋苹果联合体',
    purpose: '果园到果汁一体追溯',
    categories: ['produce'],
    ...more,
  });
const step = (actor: string, name: string, other?: FirmName, group = id) =>
  as(actor, 'POST', `/api/v1/groups/${group}/steps`, {
    step: name,
    ...(other === undefined ? {} : { organisation: firmId(other) }),
  });
const stepped = async (actor: string, name: string, other?: FirmName): Promise<Record<string, unknown>> => {
  const answer = await step(actor, name, other);
  expect(answer.statusCode, `${actor} ${name} ${answer.body}`).toBe(200);
  return answer.json();
};
/** Names of the events that an actor reads. */
async function seen(actor: string, names: readonly string[]): Promise<string[]> {
  const page = await as(actor, 'GET', '/epcis/events?perPage=100');
  const ids = (page.json().epcisBody.queryResults.resultsBody.eventList as { eventID: string }[]).map((each) => each.eventID);
  for (const name of names) {
    const one = await as(actor, 'GET', `/epcis/events/${encodeURIComponent(eventID(name))}`);
    expect([actor, name, one.statusCode]).toEqual([actor, name, ids.includes(eventID(name)) ? 200 : 404]);
  }
  return names.filter((name) => ids.includes(eventID(name)));
}
const watched = ['apple harvest', 'bottling', 'harvest elsewhere'];
/** The shop takes part in none of them. */
const shopSees = (): Promise<string[]> => seen('shop', watched);

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({ ZHUISU_ADMIN_TOKEN: 'secret' }), () => start, { principalOf });
  await settleCity(opened.store);
  await recordCity(app);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

describe('a joint group', () => {
  beforeEach(async () => {
    for (const actor of ['farm', 'factory', 'shop', 'quarry']) {
      const { groups } = (await as(actor, 'GET', '/api/v1/groups')).json() as { groups: { id: string; state: string }[] };
      for (const group of groups) if (group.state === 'joined') await step(actor, 'leave', undefined, group.id);
    }
    const answer = await found('farm');
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.headers.location).toBe(`/api/v1/groups/${answer.json().id}`);
    ({ id } = answer.json());
  });

  test('shows nothing to whoever is invited, and everything agreed to whoever agrees; both ways', async () => {
    const invited = await stepped('farm', 'invite', 'shop');
    expect(invited.members).toMatchObject([
      { organisation: firmId('farm'), state: 'joined' },
      { organisation: firmId('shop'), state: 'invited' },
    ]);
    expect(await shopSees()).toEqual([]);
    const mine = (await as('shop', 'GET', `/api/v1/groups/${id}`)).json();
    expect(mine).toMatchObject({ state: 'invited', purpose: '果园到果汁一体追溯', openSteps: ['accept', 'decline'] });
    expect(await stepped('shop', 'accept')).toMatchObject({ state: 'joined', openSteps: ['leave'] });
    expect(await shopSees()).toEqual(['apple harvest']);
    expect(await seen('farm', ['juice shipment'])).toEqual([]);
  });

  test('tells an owner that another member read its records, once a day for each account, and not of what the reader takes part in', async () => {
    const looks = async (): Promise<{ ground: string; groundId: string; organisation: string; events: number }[]> =>
      (await as('farm', 'GET', '/api/v1/looks')).json().looks.filter((each: { groundId: string }) => each.groundId === id);
    for (const firm of ['shop', 'factory'] as const) {
      await stepped('farm', 'invite', firm);
      await stepped(firm, 'accept');
    }
    expect(await looks()).toEqual([]);
    for (let i = 0; i < 3; i++) await as('shop', 'GET', '/epcis/events?perPage=100');
    const [told, ...others] = await looks();
    expect(told).toMatchObject({ ground: 'group', organisation: firmId('shop') });
    expect(told!.events).toBeGreaterThan(0);
    expect(others).toEqual([]);
    // The factory takes the apples in: what it reads of its own deliveries is no look, whatever else the group opens.
    const url = `/epcis/events/${encodeURIComponent(eventID('apple shipment'))}`;
    expect((await as('factory', 'GET', url)).statusCode).toBe(200);
    expect((await looks()).map(({ organisation }) => organisation)).toEqual([firmId('shop')]);
  });

  test('shows no price and no person', async () => {
    await stepped('farm', 'invite', 'shop');
    await stepped('shop', 'accept');
    const url = `/epcis/events/${encodeURIComponent(eventID('apple shipment'))}`;
    const [event = {}] = (await as('shop', 'GET', url)).json().epcisBody.queryResults.resultsBody.eventList;
    expect(event['zhuisu:note']).toBe('first quality');
    expect(event['zhuisu:price'] ?? event['zhuisu:driver']).toBeUndefined();
  });

  test('opens the chain of what a member made', async () => {
    const url = `/api/v1/trace?code=${encodeURIComponent(thingUri('apples'))}&direction=both`;
    const steps = async (): Promise<string> => (await as('shop', 'GET', url)).body;
    const before = await steps();
    await stepped('farm', 'invite', 'shop');
    await stepped('shop', 'accept');
    expect(before).not.toContain(eventID('apple harvest'));
    expect(await steps()).toContain(eventID('apple harvest'));
  });

  test('shows the products agreed and no others', async () => {
    const pears = await found('farm', { products: ['https://id.gs1.org/01/09521055300101/10/P1'] });
    expect(pears.json().products).toEqual(['https://id.gs1.org/01/09521055300101']);
    ({ id } = pears.json());
    await stepped('farm', 'invite', 'shop');
    await stepped('shop', 'accept');
    expect(await shopSees()).toEqual([]);
    const apples = await found('farm', { products: [thingUri('apples')] });
    ({ id } = apples.json());
    await stepped('farm', 'invite', 'shop');
    await stepped('shop', 'accept');
    expect(await shopSees()).toEqual(['apple harvest']);
  });

  test('is over for whoever leaves, at once, and for the others as to what it recorded', async () => {
    for (const firm of ['shop', 'factory'] as const) {
      await stepped('farm', 'invite', firm);
      await stepped(firm, 'accept');
    }
    expect(await shopSees()).toEqual(['apple harvest']);
    expect(await stepped('shop', 'leave')).toMatchObject({ state: 'left', openSteps: [], members: [{ state: 'left' }] });
    expect(await shopSees()).toEqual([]);
    expect(await stepped('farm', 'invite', 'shop')).toMatchObject({ state: 'joined' });
    expect(await stepped('shop', 'decline')).toMatchObject({ state: 'declined' });
    expect(await shopSees()).toEqual([]);
  });

  test('ends when the firm that leads leaves, and goes on under another that it hands over to', async () => {
    await stepped('farm', 'invite', 'shop');
    await stepped('shop', 'accept');
    expect(await stepped('farm', 'hand_over', 'shop')).toMatchObject({ lead: firmId('shop'), openSteps: ['leave'] });
    expect(told(await step('farm', 'invite', 'factory'))).toEqual([409, 'group_step']);
    await stepped('farm', 'leave');
    expect(await shopSees()).toEqual([]);
    await stepped('shop', 'invite', 'farm');
    await stepped('farm', 'accept');
    expect(await shopSees()).toEqual(['apple harvest']);
    expect(await stepped('shop', 'leave')).toMatchObject({ endedAt: new Date(start).toISOString(), openSteps: [] });
    expect((await as('farm', 'GET', `/api/v1/groups/${id}`)).json()).toMatchObject({ state: 'joined', openSteps: [] });
    expect(told(await step('farm', 'leave'))).toEqual([409, 'group_step']);
    expect(await shopSees()).toEqual([]);
  });

  test('takes back an invitation, and puts a member out', async () => {
    await stepped('farm', 'invite', 'shop');
    await stepped('farm', 'remove', 'shop');
    expect(told(await step('shop', 'accept'))).toEqual([409, 'group_step']);
    await stepped('farm', 'invite', 'shop');
    await stepped('shop', 'accept');
    await stepped('farm', 'remove', 'shop');
    expect(await shopSees()).toEqual([]);
  });

  test('is not there for anybody else', async () => {
    for (const actor of ['factory', 'general trader', 'platform'])
      for (const answer of [await as(actor, 'GET', `/api/v1/groups/${id}`), await step(actor, 'accept')])
        expect([actor, ...told(answer)]).toEqual([actor, 404, 'not_found']);
    for (const actor of ['association', 'bank', 'agriculture', 'commerce', 'Wangwu township'])
      expect([actor, ...told(await as(actor, 'GET', `/api/v1/groups/${id}`))]).toEqual([actor, 403, 'not_allowed']);
    expect((await as('factory', 'GET', '/api/v1/groups')).json().groups.some((each: { id: string }) => each.id === id)).toBe(
      false,
    );
  });

  test.each([
    ['farm recorder', 'invite', 'shop', 403, 'denied_role'],
    ['farm', 'invite', 'farm', 409, 'group_step'],
    ['farm', 'accept', undefined, 409, 'group_step'],
    ['farm', 'invite', undefined, 409, 'group_step'],
    ['farm', 'hand_over', 'shop', 409, 'group_step'],
    ['farm', 'leave', 'shop', 409, 'group_step'],
    ['farm', 'invite', 'bank', 400, 'value_invalid'],
    ['farm', 'invite', 'association', 400, 'value_invalid'],
    ['farm', 'dissolve', undefined, 400, 'value_invalid'],
    ['operator', 'leave', undefined, 403, 'not_allowed'],
  ] as const)('%s may not %s %s', async (actor, name, other, status, code) => {
    expect(told(await step(actor, name, other))).toEqual([status, code]);
  });

  test.each([
    ['dangerous goods', { categories: ['dangerous'] }],
    ['no category', { categories: [] }],
    ['an unknown category', { categories: ['gold'] }],
    ['no product', { products: [] }],
    ['a name of two lines', { name: 'a\nb' }],
    ['a purpose that says nothing', { purpose: '  ' }],
    ['a member more', { lead: firmId('shop') }],
  ])('is not founded on %s', async (_, more) => {
    const before = (await as('farm', 'GET', '/api/v1/groups')).json().groups.length;
    expect((await found('farm', more)).statusCode).toBe(400);
    expect((await as('farm', 'GET', '/api/v1/groups')).json().groups.length).toBe(before);
  });

  test('keeps who did what, for its members, in the audit log, and for good', async () => {
    await stepped('farm', 'invite', 'shop');
    const { acts } = await stepped('shop', 'accept');
    expect(acts).toMatchObject([
      { act: 'found', organisation: firmId('farm') },
      { act: 'invite', organisation: firmId('farm'), other: firmId('shop') },
      { act: 'accept', organisation: firmId('shop') },
    ]);
    const { entries } = (await as('audit administrator', 'GET', '/api/v1/audit?kind=group_changed')).json();
    expect(entries.slice(0, 3).map(({ object }: { object: string }) => object)).toEqual([id, id, id]);
    await expect(opened.store.database.query("update joint_group_act set act = 'x'", [])).rejects.toThrow(
      /permission denied|not be changed/,
    );
  });

  test('holds fifty at most', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `00000000-0000-4000-8000-0000000009${String(i).padStart(2, '0')}`);
    for (const each of ids)
      await opened.store.database.query(
        `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
         values ($1::uuid, 'enterprise', 'company', 'firm', 'active', '{419001}', '{produce}', '', 1, now(), now()) on conflict do nothing`,
        [each],
      );
    const answers = [];
    for (const each of ids)
      answers.push(told(await as('farm', 'POST', `/api/v1/groups/${id}/steps`, { step: 'invite', organisation: each })));
    expect(answers.slice(0, 49).every(([status]) => status === 200)).toBe(true);
    expect(answers[49]).toEqual([400, 'value_invalid']);
  });

  test('of two who step at once each finds the group as the other left it', async () => {
    await stepped('farm', 'invite', 'shop');
    const answers = await Promise.all([step('shop', 'accept'), step('shop', 'decline'), step('shop', 'accept')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
  });
});
