/** Which lots a drill may be about: never what is recalled, nor what another drill is about. */
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { draw } from '../../src/supervision/index.ts';
import { now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';
import { asking, lot, trade } from './chain.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;

beforeEach(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
  ask = asking(app);
  await settleCity(opened.store);
});
afterEach(async () => {
  await app.close();
  await opened.close();
});

const confirmed = async (code: string, more: object = {}): Promise<string> => {
  const drafted = await ask.post('farm recorder', '/api/v1/recalls', {
    category: 'produce',
    codes: [code],
    level: 1,
    titleZh: '召回一个批次',
    reason: '抽检农药残留超标',
    instructionsZh: '立即停售',
    ...more,
  });
  const { id } = drafted.json() as { id: string };
  expect((await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' })).statusCode).toBe(201);
  return id;
};
const publish = (id: string) => ask.post('farm recorder', `/api/v1/recalls/${id}/acts`, { act: 'publish' });
const recall = async (code: string): Promise<string> => {
  const id = await confirmed(code);
  const answer = await publish(id);
  expect(answer.statusCode, answer.body).toBe(201);
  return id;
};
const drill = () => ask.post('agriculture', '/api/v1/recalls/drills', { category: 'produce', reason: '季度演练' });
const drills = async (): Promise<number> =>
  (await ask.get('operator', '/api/v1/recalls?drill=true')).json().recalls.length as number;
const drawOf = async (id: string) => (await ask.get('agriculture', `/api/v1/recalls/${id}`)).json().draw;

describe('the lot of a drill', () => {
  it('is no lot under a recall, whatever of its chain was recalled; the error says so and nothing is begun', async () => {
    // Of the first what it was made of is recalled, of the second what was made of it.
    const [one, two] = [await trade(app, 'one'), await trade(app, 'two')];
    await recall(one.harvest);
    const second = await recall(two.packed);
    const refused = await drill();
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'drill_engaged']);
    expect(refused.json().detail).toContain('4 lots of produce');
    expect(await drills()).toBe(0);
    await ask.post('farm', `/api/v1/recalls/${second}/confirmations`, { act: 'withdraw', reason: '复检合格' });
    const begun = await drill();
    expect(begun.statusCode, begun.body).toBe(201);
    expect([two.harvest, two.packed]).toContain(begun.json().roots[0]);
  });

  it('can be drawn again, with the lots that were passed over', async () => {
    const free = await trade(app, 'free');
    for (const name of ['a', 'b', 'c', 'd', 'e']) await recall((await trade(app, name)).harvest);
    const { id, roots } = (await drill()).json();
    expect([free.harvest, free.packed]).toContain(roots[0]);
    const drawn = await drawOf(id);
    expect((await draw(opened.store, drawn))!.thing).toBe(roots[0]);
    for (const each of drawn.without ?? []) expect(each).not.toMatch(/free$/);
  });

  it('is in no other drill that runs, also where two are begun at once', async () => {
    await trade(app, 'only');
    const answers = await Promise.all([drill(), drill()]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)!.json().code).toBe('drill_engaged');
    const { id } = answers.find(({ statusCode }) => statusCode === 201)!.json();
    expect(await drills()).toBe(1);
    await ask.post('agriculture', `/api/v1/recalls/${id}/acts`, { act: 'complete', reason: '演练结束' });
    expect((await drill()).statusCode).toBe(201);
  });

  it('is refused also where a firm names it for its own drill: at the publication, which changes nothing', async () => {
    const { harvest } = await trade(app, 'own');
    const id = await confirmed(harvest, { drill: true });
    await recall(harvest);
    const refused = await publish(id);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'drill_recalled']);
    expect(refused.json().detail).toContain(lot(''));
    const { state, holders } = (await ask.get('agriculture', `/api/v1/recalls/${id}`)).json();
    expect([state, holders]).toEqual(['confirmed', []]);
  });
});
