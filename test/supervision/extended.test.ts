import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now } from '../access/city.ts';
import { openTrades, type Trades, trade } from './chain.ts';

let opened: Trades['opened'];
let app: Trades['app'];
let clock = now;
let ask: Trades['ask'];
const hour = 3_600_000;

beforeAll(async () => {
  ({ opened, app, ask } = await openTrades(() => clock));
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

async function published(name: string, level: number): Promise<{ id: string; packed: string }> {
  const { harvest, packed } = await trade(app, name);
  const drafted = await ask.post('farm recorder', '/api/v1/recalls', {
    category: 'produce',
    codes: [harvest],
    level,
    titleZh: '召回一个批次',
    reason: '标签有误',
    instructionsZh: '停售、封存',
  });
  const { id } = drafted.json() as { id: string };
  await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' });
  expect((await ask.post('farm recorder', `/api/v1/recalls/${id}/acts`, { act: 'publish' })).statusCode).toBe(201);
  return { id, packed };
}
const extend = async (id: string, more: object) => {
  const answer = await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'extend', ...more });
  expect(answer.statusCode, answer.body).toBe(201);
};
interface Inbox {
  readonly recalls: readonly {
    readonly id: string;
    readonly level: number;
    readonly due: string;
    readonly answeredAt: unknown;
  }[];
}
const inInbox = async (actor: string, id: string) =>
  ((await ask.get(actor, '/api/v1/inbox')).json() as Inbox).recalls.find((each) => each.id === id)!;

describe('a recall of a graver level', () => {
  it('leaves the silent no longer than that level allows, and those who have answered in peace', async () => {
    const { id, packed } = await published('graver', 3);
    const before = await inInbox('shop', id);
    const answers = { items: [{ thing: packed, found: 80, quarantined: 80 }] };
    expect((await ask.post('general trader', `/api/v1/recalls/${id}/answers`, answers)).json().answeredAt).not.toBeNull();
    clock = now + hour;
    await extend(id, { level: 1, reason: '复检发现玻璃碎屑' });
    const after = await inInbox('shop', id);
    expect(after.level).toBe(1);
    expect(Date.parse(after.due)).toBe(clock + 24 * hour);
    expect(Date.parse(after.due)).toBeLessThan(Date.parse(before.due));
    expect((await inInbox('general trader', id)).answeredAt).not.toBeNull();
    clock = now;
  });

  it('gives nobody more time by a milder one', async () => {
    const { id } = await published('milder', 1);
    const { due } = await inInbox('shop', id);
    await extend(id, { level: 3, reason: '复检结论较轻' });
    expect((await inInbox('shop', id)).due).toBe(due);
  });
});

it('says to its holders and to everybody when and why it was extended', async () => {
  const { id } = await published('why', 3);
  expect((await ask.get('shop', `/api/v1/recalls/${id}`)).json().extended).toBeUndefined();
  await extend(id, { level: 2, reason: '又有三起投诉' });
  const told = [{ at: new Date(clock).toISOString(), reason: '又有三起投诉', level: 2 }];
  for (const actor of ['shop', 'agriculture'])
    expect((await ask.get(actor, `/api/v1/recalls/${id}`)).json().extended, actor).toEqual(told);
  const { recalls } = (await ask.get('nobody', '/api/v1/recalls/public')).json() as {
    recalls: { id: string; extended: unknown }[];
  };
  expect(recalls.find((each) => each.id === id)!.extended).toEqual(told);
  const page = (await ask.get('nobody', '/recalls')).body;
  expect(page).toContain('又有三起投诉');
});
