/** A published recall reaches each holder with its own list, by webhook, and nobody else. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { firmId, now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';
import { type Receiver, receiver, until } from '../subscriptions/receiver.ts';
import { asking, trade } from '../supervision/chain.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let to: Receiver;

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({ ZHUISU_WEBHOOK_ALLOW: '127.0.0.1' }), () => now, { principalOf });
  await app.listen({ host: '127.0.0.1', port: 0 });
  to = await receiver();
  await settleCity(opened.store);
});
afterAll(async () => {
  await app.close();
  await to.close();
  await opened.close();
});

interface Told {
  readonly topic: string;
  readonly notices: readonly {
    readonly kind: string;
    readonly recall: { readonly id: string; readonly title: { readonly zh: string } };
    readonly items: readonly { readonly thing: string; readonly holder: string; readonly held: { readonly min: number } }[];
  }[];
}

it('tells each holder its own list when a recall is published, once, and nobody who holds nothing', async () => {
  const ask = asking(app);
  for (const actor of ['general trader', 'shop', 'factory'] as const)
    expect(
      (
        await ask.post(actor, '/api/v1/notices/subscriptions', {
          topic: 'recall_published',
          dest: `${to.address}/${actor.replace(' ', '-')}`,
        })
      ).statusCode,
    ).toBe(201);
  const { harvest, packed } = await trade(app, 'told');
  const drafted = await ask.post('farm recorder', '/api/v1/recalls', {
    category: 'produce',
    codes: [harvest],
    level: 1,
    titleZh: '召回农残超标苹果',
    titleEn: 'Recall of apples with residues',
    reason: '抽检农药残留超标',
    instructionsZh: '立即停售、封存，逐批答复数量',
    instructionsEn: 'Stop selling, set apart, answer lot by lot',
  });
  const { id } = drafted.json() as { id: string };
  expect((await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' })).statusCode).toBe(201);
  expect(to.received).toEqual([]);
  expect((await ask.post('farm recorder', `/api/v1/recalls/${id}/acts`, { act: 'publish' })).statusCode).toBe(201);
  await until(() => new Set(to.received.map(({ path }) => path)).size === 2, 'both holders are told');
  const told = new Map(to.received.map(({ path, body }) => [path, JSON.parse(body) as Told]));
  expect([...told.keys()].sort()).toEqual(['/general-trader', '/shop']);
  for (const [path, holder] of [
    ['/general-trader', 'general trader'],
    ['/shop', 'shop'],
  ] as const) {
    const { topic, notices } = told.get(path)!;
    expect(topic).toBe('recall_published');
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ kind: 'recall', recall: { id, title: { zh: '召回农残超标苹果' } } });
    expect(notices[0]!.items.map((item) => [item.holder, item.thing])).toEqual([[firmId(holder), packed]]);
  }
  const delivered = async (): Promise<number> => {
    const made = (await ask.get('shop', '/api/v1/notices/subscriptions')).json().subscriptions as { delivered: number }[];
    return made[0]!.delivered;
  };
  await until(async () => (await delivered()) === 1, 'written down as told');
  expect(to.received).toHaveLength(2);
  // That it is over is told to those to whom it was told, with the reason, once.
  const withdrawal = { act: 'withdraw', reason: '复检合格，撤回召回' };
  expect((await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, withdrawal)).statusCode).toBe(201);
  await until(() => to.received.length === 4, 'both holders are told of its end');
  for (const { body } of to.received.slice(2))
    expect((JSON.parse(body) as Told).notices).toMatchObject([
      { kind: 'recall', recall: { id, state: 'withdrawn' }, end: { act: 'withdraw', reason: '复检合格，撤回召回' } },
    ]);
  await until(async () => (await delivered()) === 2, 'written down as told');
  expect(to.received).toHaveLength(4);
});

it('marks a drill in what is delivered', async () => {
  const ask = asking(app);
  const { harvest } = await trade(app, 'exercise');
  const before = to.received.length;
  const drafted = await ask.post('farm recorder', '/api/v1/recalls', {
    category: 'produce',
    codes: [harvest],
    level: 1,
    titleZh: '召回演练',
    reason: '企业自行演练',
    instructionsZh: '清点并答复',
    drill: true,
  });
  const { id } = drafted.json() as { id: string };
  await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' });
  await ask.post('farm recorder', `/api/v1/recalls/${id}/acts`, { act: 'publish' });
  await until(() => to.received.length === before + 2, 'both holders are told');
  for (const { body } of to.received.slice(before))
    expect((JSON.parse(body) as Told).notices).toMatchObject([
      { recall: { id, drill: true, mark: '演练 DRILL', title: { zh: '【演练 DRILL】召回演练' } } },
    ]);
});

it('tells every holder that a recall was extended, why and until when, though nothing new is on its list', async () => {
  const ask = asking(app);
  const { harvest } = await trade(app, 'further');
  const before = to.received.length;
  const drafted = await ask.post('farm recorder', '/api/v1/recalls', {
    category: 'produce',
    codes: [harvest],
    level: 3,
    titleZh: '召回标签有误的苹果',
    reason: '标签有误',
    instructionsZh: '停售、封存',
  });
  const { id } = drafted.json() as { id: string };
  await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' });
  await ask.post('farm recorder', `/api/v1/recalls/${id}/acts`, { act: 'publish' });
  await until(() => to.received.length === before + 2, 'both holders are told');
  const extension = { act: 'extend', level: 1, reason: '复检发现玻璃碎屑' };
  expect((await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, extension)).statusCode).toBe(201);
  await until(() => to.received.length === before + 4, 'both holders are told that it was extended');
  for (const { body } of to.received.slice(before + 2))
    expect((JSON.parse(body) as Told).notices).toMatchObject([
      {
        recall: { id, level: 1 },
        due: new Date(now + 24 * 3_600_000).toISOString(),
        extended: [{ at: new Date(now).toISOString(), level: 1, reason: '复检发现玻璃碎屑' }],
      },
    ]);
});
