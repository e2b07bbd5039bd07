/** Notices: each role is told of what it may see, once, in order, signed, by webhook or in its inbox. */
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { dropWatch, type FindingRow, saveWatch } from '../../src/store/index.ts';
import { findingId } from '../../src/watch/index.ts';
import { asActor, type FirmName, firmId, now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';
import { type Receiver, receiver, until } from '../subscriptions/receiver.ts';

const day = 86_400_000;
let clock: number;
let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let to: Receiver;

const serve = async (): Promise<FastifyInstance> => {
  const made = buildApp(opened.store, readConfig({ ZHUISU_WEBHOOK_ALLOW: '127.0.0.1' }), () => clock, { principalOf });
  await made.listen({ host: '127.0.0.1', port: 0 });
  return made;
};
beforeEach(async () => {
  clock = now;
  opened = (await engines[0]!.open())!;
  app = await serve();
  to = await receiver();
  await settleCity(opened.store);
});
afterEach(async () => {
  await app.close();
  await to.close();
  await opened.close();
});

const finding = (cause: string, firm: FirmName, category: string, area: string, more: Partial<FindingRow> = {}): FindingRow => ({
  id: findingId('delivery_not_confirmed', cause),
  detector: 'delivery_not_confirmed',
  cause,
  family: 'continuity',
  gravity: 'medium',
  organisation: firmId(firm),
  category,
  area,
  openedAt: clock,
  lastAt: clock,
  resolvedAt: null,
  dueAt: clock + 10 * day,
  count: 1,
  toldZh: `一项无人确认 ${cause}`,
  toldEn: `1 not confirmed ${cause}`,
  resolvedZh: null,
  resolvedEn: null,
  evidence: { subjects: ['urn:x:1'], events: ['urn:uuid:1'] },
  through: 1,
  ...more,
});
const find = (...rows: readonly FindingRow[]): Promise<void> => saveWatch(opened.store.database, rows, [], clock);
const get = (actor: string, url: string) => app.inject({ url, headers: asActor(actor) });
const send = (actor: string, method: 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown) =>
  app.inject({
    method,
    url,
    headers: { ...asActor(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
const subscriptions = '/api/v1/notices/subscriptions';

interface Told {
  readonly kind: string;
  readonly finding?: { readonly id: string; readonly told: { readonly en: string } };
  readonly act?: { readonly act: string; readonly reason: string };
}
/** Of what was answered 2xx, in order. */
const toldTo = (path: string): string[] =>
  to.received
    .filter((each) => each.path === path && each.answered >= 200 && each.answered < 300)
    .flatMap(({ body }) => (JSON.parse(body) as { notices: Told[] }).notices)
    .map(({ kind, finding: of, act }) => [kind, of?.told.en.at(-1), act?.act].filter(Boolean).join(' '));

describe('notices', () => {
  it('tell each role of the findings that it may see, by webhook and signed, once even when the watch is rebuilt', async () => {
    for (const [actor, path] of [
      ['agriculture', '/agriculture'],
      ['farm', '/farm'],
      ['police', '/police'],
    ] as const) {
      const made = await send(actor, 'POST', subscriptions, {
        topic: 'findings',
        dest: `${to.address}${path}`,
        signatureToken: 'a token of some length',
      });
      expect(made.statusCode).toBe(201);
      expect(made.json()).toMatchObject({ topic: 'findings', state: 'active', signatureToken: 'a to…' });
    }
    const rows = [
      finding('a', 'farm', 'produce', '419001109'),
      finding('b', 'far farm', 'produce', '410100'),
      finding('c', 'cap maker', 'dangerous', '419001100'),
    ];
    await find(...rows);
    await until(() => toldTo('/agriculture').length > 0 && toldTo('/police').length > 0 && toldTo('/farm').length > 0, 'told');
    const [first] = to.received.filter(({ path }) => path === '/farm');
    const mac = createHmac('sha256', 'a token of some length').update(first!.body).digest('hex');
    expect(first!.headers['gs1-signature']).toBe(`sha256=${mac}`);
    // Dropped and found anew: the same findings, which nobody is told of again.
    await dropWatch(opened.store.database);
    await find(...rows, finding('d', 'farm', 'produce', '419001109'));
    await until(() => toldTo('/agriculture').length > 1 && toldTo('/farm').length > 1, 'the new one');
    expect(toldTo('/agriculture')).toEqual(['opened a', 'opened d']);
    expect(toldTo('/farm')).toEqual(['opened a', 'opened d']);
    expect(toldTo('/police')).toEqual(['opened c']);
  });

  it('tell of what was ordered and of what was put right; a filter leaves the others out', async () => {
    await send('farm', 'POST', subscriptions, { topic: 'findings', dest: `${to.address}/farm`, filter: { gravities: ['high'] } });
    const row = finding('a', 'farm', 'produce', '419001109', { gravity: 'high' });
    await find(row, finding('b', 'farm', 'produce', '419001109'));
    await until(() => toldTo('/farm').length === 1, 'told of the grave one');
    const due = new Date(clock + 5 * day).toISOString();
    const ordered = await send('agriculture', 'POST', `/api/v1/findings/${row.id}/acts`, {
      act: 'order',
      reason: '请补录收货',
      due,
    });
    expect(ordered.statusCode).toBe(201);
    await until(() => toldTo('/farm').length === 2, 'told of the order');
    await find({ ...row, resolvedAt: clock, resolvedZh: '已补录', resolvedEn: 'recorded', through: 2 });
    await until(() => toldTo('/farm').length === 3, 'told that it was put right');
    expect(toldTo('/farm')).toEqual(['opened a', 'decided a order', 'resolved a']);
  });

  it('are sent again until they are answered 2xx, over a restart too; a receiver that is gone is sent nothing more', async () => {
    let well = false;
    to.answer = (path) => (path === '/gone' ? 410 : well || path !== '/ill' ? 204 : 503);
    await send('farm', 'POST', subscriptions, { topic: 'findings', dest: `${to.address}/ill` });
    await send('farm', 'POST', subscriptions, { topic: 'findings', dest: `${to.address}/gone` });
    await send('farm', 'POST', subscriptions, { topic: 'findings', dest: `${to.address}/well` });
    await find(finding('a', 'farm', 'produce', '419001109'));
    await until(() => toldTo('/well').length === 1 && to.received.some(({ path }) => path === '/ill'), 'the well one is told');
    const states = async (): Promise<string> => {
      const made = (await get('farm', subscriptions)).json().subscriptions as { dest: string; state: string }[];
      return made
        .map(({ dest, state }) => `${new URL(dest).pathname} ${state}`)
        .sort()
        .join();
    };
    await until(async () => (await states()) === '/gone suspended,/ill retrying,/well active', 'states');
    await app.close();
    well = true;
    clock += 60_000;
    app = await serve();
    await until(() => toldTo('/ill').length === 1, 'sent again by the next server');
    expect(toldTo('/ill')).toEqual(['opened a']);
    expect(to.received.filter(({ path }) => path === '/gone')).toHaveLength(1);
    expect(to.received.filter(({ path, answered }) => path === '/well' && answered === 204)).toHaveLength(1);
  });

  it('say nothing while they are paused; what happened meanwhile is told when they go on, also to who wanted no more', async () => {
    const ask = async (path: string): Promise<string> =>
      `${subscriptions}/${(await send('farm', 'POST', subscriptions, { topic: 'findings', dest: `${to.address}${path}` })).json().id}`;
    const [one, other] = [await ask('/one'), await ask('/other')];
    expect((await send('factory', 'PATCH', one, { paused: true })).statusCode).toBe(404);
    expect((await send('farm', 'PATCH', one, { paused: true })).json()).toMatchObject({ state: 'paused' });
    await find(finding('a', 'farm', 'produce', '419001109'));
    await until(() => toldTo('/other').length === 1, 'the other is told');
    expect(toldTo('/one')).toEqual([]);
    to.answer = (path) => (path === '/other' ? 410 : 204);
    await find(finding('b', 'farm', 'produce', '419001109'));
    await until(async () => (await get('farm', other)).json().state === 'suspended', 'the other wants no more');
    to.answer = () => 204;
    expect((await send('farm', 'PATCH', one, { paused: false })).json()).toMatchObject({ state: 'active' });
    expect((await send('farm', 'PATCH', other, { paused: false })).json()).toMatchObject({ state: 'active', attempts: 0 });
    await until(() => toldTo('/one').length === 2 && toldTo('/other').length === 2, 'both are told of both');
    expect([toldTo('/one').sort(), toldTo('/other')]).toEqual([
      ['opened a', 'opened b'],
      ['opened a', 'opened b'],
    ]);
    expect((await send('farm', 'PATCH', one, { paused: 'yes' })).statusCode).toBe(400);
  });

  it('lie in the inbox of who gave no address, until they are read; what may not be seen any more says nothing', async () => {
    await send('farm', 'POST', subscriptions, { topic: 'findings' });
    await send('farm', 'POST', subscriptions, { topic: 'digest', filter: { hour: 8 } });
    await send('operator', 'POST', subscriptions, { topic: 'findings' });
    await find(finding('a', 'farm', 'produce', '419001109'));
    const inbox = async (actor: string) =>
      (await get(actor, '/api/v1/notices?unread=true')).json().notices as (Told & { seq: number })[];
    await until(async () => (await inbox('farm')).length === 1, 'in the inbox');
    clock += day;
    await until(async () => (await inbox('farm')).length === 2, 'the digest of the morning');
    const [digest, first] = await inbox('farm');
    expect(digest).toMatchObject({ kind: 'digest', topic: 'digest', digest: { open: 1 } });
    expect(first).toMatchObject({ kind: 'opened', finding: { id: findingId('delivery_not_confirmed', 'a') } });
    expect(await inbox('factory')).toEqual([]);
    await until(async () => (await inbox('operator')).length === 1, 'in that of the operator');
    // The finding now concerns somebody else.
    await opened.store.database.query('update finding set organisation = $1', [firmId('factory')]);
    expect((await inbox('farm')).map(({ kind }) => kind)).toEqual(['digest']);
    expect((await send('farm', 'POST', '/api/v1/notices/read', { upTo: digest!.seq })).json()).toEqual({ read: 2 });
    expect(await inbox('farm')).toEqual([]);
    expect((await get('farm', '/api/v1/notices')).json().notices).toHaveLength(1);
  });

  it('are asked for and ended by their own organisation alone, and never reach addresses inside', async () => {
    const made = (await send('farm', 'POST', subscriptions, { topic: 'findings' })).json() as { id: string };
    expect((await get('factory', `${subscriptions}/${made.id}`)).statusCode).toBe(404);
    expect((await send('factory', 'DELETE', `${subscriptions}/${made.id}`)).statusCode).toBe(404);
    expect((await get('public', subscriptions)).json().code).toBe('not_signed_in');
    expect((await send('farm', 'POST', subscriptions, { topic: 'findings', dest: 'http://10.0.0.1/' })).json().code).toBe(
      'webhook_refused',
    );
    expect((await send('farm', 'POST', subscriptions, { topic: 'weather' })).statusCode).toBe(400);
    expect((await send('operator', 'POST', subscriptions, { topic: 'recall_published' })).json().code).toBe('value_invalid');
    expect((await send('farm', 'DELETE', `${subscriptions}/${made.id}`)).statusCode).toBe(204);
    expect((await get('farm', subscriptions)).json()).toEqual({ subscriptions: [] });
  });
});
