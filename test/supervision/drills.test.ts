import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draw, isReadinessDue } from '../../src/supervision/index.ts';
import { firmId, now } from '../access/city.ts';
import { lot, openTrades, type Trades, trade } from './chain.ts';

let opened: Trades['opened'];
let app: Trades['app'];
let ask: Trades['ask'];
let clock = now;

beforeEach(async () => {
  ({ opened, app, ask } = await openTrades(() => clock));
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

describe('what drills scored', () => {
  it('is kept and told over time: all of it to the department, to a firm its own part, to nobody else', async () => {
    const ids: string[] = [];
    for (const [name, answers] of [
      ['first', false],
      ['second', true],
    ] as const) {
      await trade(app, name);
      const { id } = (await drill()).json();
      const { holders } = (await ask.get('agriculture', `/api/v1/recalls/${id}`)).json() as { holders: { holder: string }[] };
      for (const { holder } of answers ? holders : []) {
        const url = `/api/v1/recalls/${id}`;
        const { items } = (await ask.get('agriculture', `${url}?holder=${holder}`)).json();
        const found = (items as { thing: string; held: { min: number; max: number | null } }[]).map(({ thing, held }) => ({
          thing,
          found: held.max ?? held.min,
        }));
        await ask.post('operator', `${url}/answers?holder=${holder}`, { items: found });
      }
      await ask.post('agriculture', `/api/v1/recalls/${id}/acts`, { act: 'complete', reason: '演练结束' });
      ids.push(id);
      clock += 60_000;
    }
    const whole = (await ask.get('agriculture', '/api/v1/recalls/drills')).json();
    expect(whole.drills.map(({ id, score, mark }: { id: string; score: number; mark: string }) => [id, score, mark])).toEqual([
      [ids[1], 100, '演练 DRILL'],
      [ids[0], 0, '演练 DRILL'],
    ]);
    const farm = whole.firms.find(({ organisation }: { organisation: string }) => organisation === firmId('farm'));
    expect(farm).toMatchObject({ drills: 2, silent: 1, late: 0 });
    expect(farm.scores.map(({ score }: { score: number }) => score)).toEqual([0, 100]);
    const own = (await ask.get('farm', '/api/v1/recalls/drills')).json();
    expect(own.firms).toEqual([]);
    expect(own.drills.map(({ own: { score, took } }: { own: { score: number; took: number | null } }) => [score, took])).toEqual([
      [100, 0],
      [0, null],
    ]);
    for (const each of own.drills) expect(each).not.toHaveProperty('score');
    expect((await ask.get('police', '/api/v1/recalls/drills')).json()).toEqual({ drills: [], firms: [] });
    expect((await ask.get('agriculture', '/api/v1/recalls/drills?category=food')).json().drills).toEqual([]);
    expect((await ask.get('agriculture', '/api/v1/recalls/drills?x=1')).json().code).toBe('parameter_unknown');
  });
});

describe('the check of drawn lots', () => {
  it('is made by day when a department asks, in what it leads, and the night makes its own all the same', async () => {
    const check = (actor: string, body: object = {}) => ask.post(actor, '/api/v1/recalls/readiness', body);
    expect((await check('agriculture')).json().code).toBe('drill_nothing');
    const { harvest, packed } = await trade(app, 'checked');
    expect((await check('farm')).json().code).toBe('denied_role');
    expect((await check('public')).json().code).toBe('not_signed_in');
    expect((await check('agriculture', { category: 'food' })).json().code).toBe('denied_category');
    expect((await check('agriculture', { category: 'nonsense' })).json().code).toBe('value_invalid');
    const made = await check('agriculture');
    expect([made.statusCode, made.json()], made.body).toEqual([201, { drawn: 2 }]);
    const { checks } = (await ask.get('agriculture', '/api/v1/recalls/readiness')).json();
    expect(checks.map(({ thing, nightly }: { thing: string; nightly: boolean }) => [thing, nightly]).sort()).toEqual([
      [harvest, false],
      [packed, false],
    ]);
    for (const { thing, draw: drawn, name } of checks) {
      expect((await draw(opened.store, drawn))!.thing).toBe(thing);
      expect(name.zh).toContain('批次');
    }
    const night = Date.UTC(2026, 10, 24, 18, 30);
    expect(await isReadinessDue(opened.store, night)).toBe(true);
    const audit = (await ask.get('operator', '/api/v1/audit?kind=recall_decided')).body;
    expect(audit).toContain('check: 2 lots');
  });
});
