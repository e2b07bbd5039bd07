import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { readinessChecks } from '../../src/store/index.ts';
import { draw, isReadinessDue, logMissing, readinessCheck, remindSilent } from '../../src/supervision/index.ts';
import { firmId, now, placeUri } from '../access/city.ts';
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

const body = (harvest: string, more: object = {}) => ({
  category: 'produce',
  codes: [harvest],
  level: 1,
  titleZh: '召回农残超标苹果',
  titleEn: 'Recall of apples with residues',
  reason: '抽检农药残留超标',
  instructionsZh: '立即停售、封存，逐批答复数量',
  instructionsEn: 'Stop selling, set apart, answer lot by lot',
  ...more,
});
const begin = async (actor: string, harvest: string, more: object = {}): Promise<string> => {
  const answer = await ask.post(actor, '/api/v1/recalls', body(harvest, more));
  expect(answer.statusCode, answer.body).toBe(201);
  return (answer.json() as { id: string }).id;
};
const publish = async (harvest: string, more: object = {}): Promise<string> => {
  const id = await begin('farm recorder', harvest, more);
  expect((await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' })).statusCode).toBe(201);
  const answer = await ask.post('farm recorder', `/api/v1/recalls/${id}/acts`, { act: 'publish' });
  expect(answer.statusCode, answer.body).toBe(201);
  return id;
};
const whole = async (id: string, query = '') => (await ask.get('agriculture', `/api/v1/recalls/${id}${query}`)).json();

let shipments = 0;
const ship = async (thing: string) => {
  const { example } = produce.stages.find(({ id }) => id === 'shipping')!;
  const answer = await ask.post('farm', '/api/v1/records/produce/shipping', [
    {
      ...example,
      place: placeUri('farm'),
      id: `urn:test:shipment:${++shipments}`,
      time: new Date(clock + 1_000 * shipments).toISOString(),
      lot: thing,
      lotQuantity: 5,
      delivery: `D-${shipments}`,
      certificateNo: `HGZ-${shipments}`,
    },
  ]);
  return answer.json().records[0] as {
    status: string;
    errors?: { rule?: string; detail: string; events: string }[];
    rules?: { rule: string; severity: string }[];
  };
};
const blocked = async (thing: string): Promise<boolean> =>
  (await ship(thing)).errors?.some(({ rule }) => rule === 'AG-18') ?? false;
const verdictOf = async (thing: string): Promise<string> => {
  const answer = await ask.post('platform', '/api/v1/sale-states', { codes: [thing] });
  return (answer.json().items as { sale: string }[])[0]!.sale;
};

describe('a recall', () => {
  it('is drafted by whoever made it, confirmed by somebody else, and then published', async () => {
    const { harvest } = await trade(app, 'draft');
    const id = await begin('farm', harvest);
    const url = `/api/v1/recalls/${id}`;
    expect((await ask.post('farm recorder', `${url}/confirmations`, { act: 'confirm' })).json().code).toBe('denied_role');
    expect((await ask.post('farm', `${url}/confirmations`, { act: 'confirm' })).json().code).toBe('recall_same_person');
    expect((await ask.post('farm', `${url}/acts`, { act: 'publish' })).json()).toMatchObject({
      code: 'recall_step',
      expected: 'drop, note',
    });
    expect((await ask.get('shop', url)).statusCode).toBe(404);
    expect((await ask.get('general trader', url)).statusCode).toBe(404);
    expect((await ask.get('agriculture', url)).json()).toMatchObject({ view: 'whole', state: 'draft' });
    expect((await ask.post('agriculture', `${url}/confirmations`, { act: 'confirm', version: 3 })).json().code).toBe(
      'recall_changed',
    );
    expect((await ask.post('agriculture', `${url}/confirmations`, { act: 'confirm' })).json().state).toBe('confirmed');
    expect((await ask.post('farm', `${url}/acts`, { act: 'drop', reason: '复检合格，不再召回' })).json().state).toBe('dropped');
    expect((await whole(id)).acts.map(({ act }: { act: string }) => act)).toEqual(['draft', 'confirm', 'drop']);
  });

  const refused: readonly [string, string, (harvest: string) => object, string][] = [
    ['by who did not make it', 'general trader', body, 'recall_not_own'],
    ['by a department that does not lead it', 'police', body, 'denied_category'],
    ['by a reader', 'farm reader', body, 'denied_role'],
    ['by the public', 'public', body, 'not_signed_in'],
    ['of a code that nobody recorded', 'farm', () => body('urn:zhuisu:lot:91419001MA3X000102:NONE'), 'code_unknown'],
    ['of another category', 'farm', (harvest) => body(harvest, { category: 'food' }), 'value_invalid'],
    ['under clocks of another category', 'farm', (harvest) => body(harvest, { regime: 'drug' }), 'value_invalid'],
    ['of a level that there is not', 'farm', (harvest) => body(harvest, { level: 4 }), 'value_invalid'],
    ['without a reason', 'farm', (harvest) => body(harvest, { reason: ' ' }), 'value_invalid'],
  ];
  it('is refused where it may not be begun, and changes nothing', async () => {
    const { harvest } = await trade(app, 'refused');
    const before = (await ask.get('operator', '/api/v1/recalls?perPage=100')).json().recalls.length;
    for (const [name, actor, of, code] of refused)
      expect([name, (await ask.post(actor, '/api/v1/recalls', of(harvest))).json().code]).toEqual([name, code]);
    expect((await ask.get('operator', '/api/v1/recalls?perPage=100')).json().recalls).toHaveLength(before);
  });

  it('gives each holder its own list, stops every descendant at once, and is seen by each as far as it concerns them', async () => {
    const { harvest, packed } = await trade(app, 'life');
    const free = await trade(app, 'free');
    expect(await blocked(packed)).toBe(false);
    expect(await verdictOf(packed)).toBe('open');
    const id = await publish(harvest);
    const url = `/api/v1/recalls/${id}`;
    // At once, for what was made of it; and for nothing else.
    expect(await blocked(packed)).toBe(true);
    expect((await ship(packed)).errors!.find(({ rule }) => rule === 'AG-18')!.events).toContain(`urn:zhuisu:recall:${id}:1`);
    expect(await blocked(free.packed)).toBe(false);
    expect([await verdictOf(packed), await verdictOf(harvest), await verdictOf(free.packed)]).toEqual([
      'stopped',
      'stopped',
      'open',
    ]);
    const scan = await app.inject({ url: `/t/${encodeURIComponent(packed)}`, headers: { accept: 'text/html' } });
    expect(scan.body).toContain('已召回');
    // Whoever scans it is told what was published: why, how grave, what to do.
    for (const each of ['召回农残超标苹果', '抽检农药残留超标', '一级召回', '立即停售、封存，逐批答复数量'])
      expect(scan.body).toContain(each);
    const seen = await whole(id);
    const holders = seen.holders as { holder: string; registered: boolean }[];
    // The buyer of the shipment above is on no register: it has a list, and is to be called.
    expect(holders.filter(({ registered }) => !registered)).toHaveLength(1);
    expect(holders.flatMap(({ holder, registered }) => (registered ? holder : [])).sort()).toEqual(
      ['farm', 'general trader', 'shop'].map((each) => firmId(each as 'farm')).sort(),
    );
    expect(seen.progress).toMatchObject({ holders: 4, answered: 0, silent: 4, overdue: 0 });
    expect(Date.parse(seen.answerDue) - Date.parse(seen.publishedAt)).toBe(24 * hour);
    const trader = (await ask.get('general trader', url)).json();
    expect(trader).toMatchObject({ view: 'own', open: [] });
    expect(trader.holders).toHaveLength(1);
    expect(trader).not.toHaveProperty('progress');
    expect(trader.items).toMatchObject([
      {
        thing: packed,
        duty: 'must',
        sold: 20,
        held: { min: 0, max: 50 },
        passed: [{ to: firmId('shop'), quantity: 30 }],
        answer: null,
      },
    ]);
    const shop = (await ask.get('shop', url)).json();
    expect(shop.items).toMatchObject([{ thing: packed, transit: 30 }]);
    expect((await ask.get('quarry', url)).statusCode).toBe(404);
    expect((await ask.get('agriculture elsewhere', url)).statusCode).toBe(404);
    expect((await ask.get('agriculture of the province', url)).json().view).toBe('whole');
    expect((await ask.get('Wangwu township', url)).json()).toMatchObject({ view: 'whole', open: [] });
    expect((await ask.get('Kejing township', url)).statusCode).toBe(404);
    expect((await ask.get('farm', url)).json()).toMatchObject({ view: 'own', progress: { holders: 4, silent: 4 } });
    expect((await ask.get('farm', `${url}?holder=${firmId('shop')}`)).json().holders).toHaveLength(1);
  });

  it('is answered item by item by form and by scan, each with its own outcome, and counts what was recovered', async () => {
    const { harvest, packed } = await trade(app, 'answers');
    const id = await publish(harvest);
    const url = `/api/v1/recalls/${id}`;
    const answer = async (actor: string, items: object[]) => (await ask.post(actor, `${url}/answers`, { items })).json();
    const told = await answer('general trader', [
      { thing: packed, found: 50, quarantined: 60 },
      { thing: packed, none: true, found: 3 },
      { thing: packed, found: -1 },
      { thing: packed },
      { thing: harvest, found: 1 },
      { thing: packed, found: 50, quarantined: 48, destroyed: 2, sold: 20, note: '已下架' },
    ]);
    expect(
      told.items.map(({ status, problem }: { status: string; problem?: { code: string } }) => problem?.code ?? status),
    ).toEqual(['value_invalid', 'value_invalid', 'value_invalid', 'value_invalid', 'recall_item_unknown', 'kept']);
    expect(told.answeredAt).not.toBeNull();
    expect((await answer('farm reader', [{ thing: packed, none: true }])).code).toBe('denied_role');
    expect((await answer('quarry', [{ thing: packed, none: true }])).code).toBe('not_found');
    await answer('shop', [{ thing: packed, none: true, note: '尚未到货' }]);
    const seen = await whole(id, `?holder=${firmId('general trader')}`);
    expect(seen.items[0].answer).toMatchObject({ found: 50, quarantined: 48, destroyed: 2, sold: 20, note: '已下架' });
    expect(seen.progress).toMatchObject({ answered: 2, silent: 1, itemsAnswered: 2 });
    const pieces = seen.progress.recovery.find(({ uom }: { uom: string }) => uom === 'C62' || uom === 'H87');
    expect(pieces).toMatchObject({ found: 50, recovered: 50, sold: 20 });
    // What was checked and not effective is to be answered again.
    const check = { act: 'check', holder: firmId('general trader'), reason: '现场检查货架仍有 3 箱' };
    expect((await ask.post('agriculture', `${url}/acts`, check)).json()).toMatchObject({
      code: 'value_invalid',
      path: 'effective',
    });
    expect((await ask.post('agriculture', `${url}/acts`, { ...check, effective: false })).statusCode).toBe(201);
    expect((await whole(id)).progress).toMatchObject({ answered: 1, ineffective: 1 });
    clock += hour;
    expect((await answer('general trader', [{ thing: packed, found: 53, quarantined: 53 }])).answeredAt).not.toBeNull();
    await ask.post('agriculture', `${url}/acts`, { ...check, reason: '复查已清理', effective: true });
    expect((await ask.post('farm', `${url}/acts`, { act: 'complete', reason: '' })).json().path).toBe('reason');
    expect((await ask.post('farm', `${url}/acts`, { act: 'complete', reason: '全部处理完毕' })).json().state).toBe('completed');
    expect((await answer('shop', [{ thing: packed, none: true }])).code).toBe('recall_step');
    expect(await verdictOf(packed)).toBe('stopped');
  });

  it('counts a scanned unit once, for the lot it belongs to, and says of others that they are not affected', async () => {
    const { harvest, packed } = await trade(app, 'scan');
    const free = await trade(app, 'scanfree');
    const sscc = 'https://id.gs1.org/00/069012340000000016';
    const packedIn = await ask.post('general trader', '/epcis/events', {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'AggregationEvent',
      eventTime: '2026-11-21T08:00:00+08:00',
      eventTimeZoneOffset: '+08:00',
      action: 'ADD',
      bizStep: 'packing',
      parentID: sscc,
      childQuantityList: [{ epcClass: packed, quantity: 10, uom: 'H87' }],
      bizLocation: { id: placeUri('general trader') },
    });
    expect(packedIn.statusCode, packedIn.body).toBe(201);
    const id = await publish(harvest);
    const scan = async (code: string) => (await ask.post('general trader', `/api/v1/recalls/${id}/scans`, { code })).json();
    expect(await scan(sscc)).toMatchObject({ affected: true, counted: true });
    expect(await scan(sscc)).toMatchObject({ affected: true, counted: false });
    expect(await scan(packed)).toMatchObject({ affected: true, counted: false });
    expect(await scan(free.packed)).toMatchObject({ affected: false, counted: false });
    expect(await scan('???')).toMatchObject({ code: 'code_malformed' });
  });

  it('reminds the silent when half of their time is gone, and tells the department when all of it is, once each', async () => {
    const { harvest, packed } = await trade(app, 'silent');
    const id = await publish(harvest);
    await ask.post('general trader', `/api/v1/recalls/${id}/answers`, { items: [{ thing: packed, none: true }] });
    const acts = async (): Promise<string[]> =>
      ((await whole(id)).acts as { act: string; holder: string | null }[])
        .filter(({ holder }) => holder === firmId('shop'))
        .map(({ act }) => act);
    await remindSilent(opened.store, clock + 11 * hour);
    expect(await acts()).toEqual([]);
    await remindSilent(opened.store, clock + 12 * hour);
    await remindSilent(opened.store, clock + 13 * hour);
    expect(await acts()).toEqual(['remind']);
    clock += 25 * hour;
    await remindSilent(opened.store, clock);
    await remindSilent(opened.store, clock);
    expect(await acts()).toEqual(['remind', 'escalate']);
    expect((await whole(id)).progress).toMatchObject({ silent: 2, overdue: 2, answered: 1 });
    const inbox = (await ask.get('shop', '/api/v1/inbox')).json();
    expect(inbox.recalls.find((each: { id: string }) => each.id === id)).toMatchObject({
      overdue: true,
      reminded: 2,
      answeredAt: null,
      items: 1,
    });
  });

  it('is extended by a new lot, whose holders are told, and withdrawn, which frees all that no other recall holds back', async () => {
    const one = await trade(app, 'extend1');
    const two = await trade(app, 'extend2');
    const id = await publish(one.harvest);
    const url = `/api/v1/recalls/${id}`;
    const extended = { act: 'extend', codes: [two.harvest], reason: '同一地块另一批次' };
    expect((await ask.post('farm recorder', `${url}/confirmations`, extended)).json().code).toBe('denied_role');
    expect((await ask.post('farm', `${url}/confirmations`, extended)).json().roots).toEqual([one.harvest, two.harvest]);
    expect([await verdictOf(one.harvest), await verdictOf(two.packed)]).toEqual(['stopped', 'stopped']);
    expect((await ask.get('general trader', url)).json().items).toHaveLength(2);
    const other = await publish(two.harvest);
    const done = await ask.post('farm', `${url}/confirmations`, { act: 'withdraw', reason: '复检两次均合格' });
    expect(done.json()).toMatchObject({ state: 'withdrawn' });
    expect([await verdictOf(one.packed), await verdictOf(two.packed)]).toEqual(['open', 'stopped']);
    clock += hour;
    expect([await blocked(one.packed), await blocked(two.packed)]).toEqual([false, true]);
    await ask.post('farm', `/api/v1/recalls/${other}/confirmations`, { act: 'withdraw', reason: '复检两次均合格' });
    expect(await verdictOf(two.packed)).toBe('open');
  });

  it('that a department orders is its own to run: the firm answers and neither completes nor withdraws it', async () => {
    const { harvest, packed } = await trade(app, 'ordered');
    const id = await begin('agriculture', harvest, { organisation: firmId('farm') });
    const url = `/api/v1/recalls/${id}`;
    expect((await ask.post('agriculture of the province', `${url}/confirmations`, { act: 'confirm' })).json()).toMatchObject({
      state: 'confirmed',
      ordered: true,
    });
    expect((await ask.post('agriculture', `${url}/acts`, { act: 'publish' })).json().state).toBe('published');
    expect(await verdictOf(packed)).toBe('stopped');
    for (const [path, act] of [
      ['acts', 'complete'],
      ['confirmations', 'withdraw'],
    ])
      expect((await ask.post('farm', `${url}/${path}`, { act, reason: '我们认为没有问题' })).statusCode).toBe(404);
    expect((await ask.get('farm', url)).json()).toMatchObject({ view: 'own', open: [] });
  });

  it('is completed in the log by the next start when the process ended between the two', async () => {
    const { harvest, packed } = await trade(app, 'killed');
    const id = await begin('farm recorder', harvest);
    await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' });
    const { log } = opened.store;
    const append = log.append;
    log.append = () => Promise.reject(new Error('the process is gone'));
    const failed = await ask.post('farm', `/api/v1/recalls/${id}/acts`, { act: 'publish' });
    log.append = append;
    expect(failed.statusCode).toBe(500);
    expect([(await whole(id)).state, await verdictOf(packed)]).toEqual(['published', 'open']);
    expect(await logMissing(opened.store, clock)).toBe(1);
    expect([await logMissing(opened.store, clock), await verdictOf(packed)]).toEqual([0, 'stopped']);
    // Found missing a second time, it is not written a second time.
    await opened.store.database.query('update recall set logged = 0 where id = $1', [id]);
    expect(await logMissing(opened.store, clock)).toBe(1);
    const { eventList } = (await ask.get('farm', '/epcis/events?EQ_bizStep=urn:zhuisu:voc:recall_published&perPage=100')).json()
      .epcisBody.queryResults.resultsBody as { eventList: { eventID: string }[] };
    expect(eventList.filter(({ eventID }) => eventID.includes(id))).toHaveLength(1);
  });

  it('of two that act at the same time on what they read lets one through', async () => {
    const { harvest } = await trade(app, 'race');
    const id = await begin('farm recorder', harvest);
    await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' });
    const both = await Promise.all(
      ['farm', 'agriculture'].map((each) => ask.post(each, `/api/v1/recalls/${id}/acts`, { act: 'publish' })),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    expect((await whole(id)).acts.filter(({ act }: { act: string }) => act === 'publish')).toHaveLength(1);
  });

  it('from elsewhere is seen by the department of an area as far as firms of the area hold something of it', async () => {
    const { harvest, packed } = await trade(app, 'elsewhere', 200, 'far farm');
    const id = await begin('agriculture elsewhere', harvest, { organisation: firmId('far farm') });
    const url = `/api/v1/recalls/${id}`;
    expect((await ask.get('agriculture', url)).statusCode).toBe(404);
    await ask.post('agriculture of the province', `${url}/confirmations`, { act: 'confirm' });
    expect((await ask.post('agriculture elsewhere', `${url}/acts`, { act: 'publish' })).statusCode).toBe(201);
    const here = (await ask.get('agriculture', url)).json();
    expect(here).toMatchObject({ view: 'area', open: [], progress: { holders: 2, silent: 2 } });
    const held = (answer: { holders: { holder: string }[] }) => answer.holders.map(({ holder }) => holder).sort();
    expect(held(here)).toEqual([firmId('general trader'), firmId('shop')].sort());
    const items = async (actor: string, firm: 'far farm' | 'shop') =>
      (await ask.get(actor, `${url}?holder=${firmId(firm)}`)).json().items.length;
    expect([await items('agriculture', 'shop'), await items('agriculture', 'far farm')]).toEqual([1, 0]);
    expect(await items('agriculture elsewhere', 'far farm')).toBe(1);
    expect((await ask.get('agriculture elsewhere', url)).json()).toMatchObject({ view: 'whole', progress: { holders: 3 } });
    expect((await ask.post('agriculture', `${url}/acts`, { act: 'note', reason: '本地已通知' })).statusCode).toBe(404);
    expect((await ask.get('police', url)).statusCode).toBe(404);
    const listed = async (actor: string) =>
      ((await ask.get(actor, '/api/v1/recalls?perPage=1000')).json().recalls as { id: string; counts?: object }[]).find(
        (each) => each.id === id,
      );
    expect([await listed('agriculture'), await listed('shop')].map((each) => each?.counts)).toEqual([undefined, undefined]);
    expect((await listed('agriculture elsewhere'))!.counts).toMatchObject({ holders: 3 });
    expect((await ask.get('shop', url)).json()).toMatchObject({ view: 'own', items: [{ thing: packed }] });
  });

  it('is told to everybody without the firms that hold it; lists are paged to the end', async () => {
    const open = (await ask.get('public', '/api/v1/recalls/public?perPage=100')).json().recalls as Record<string, unknown>[];
    expect(open.length).toBeGreaterThan(3);
    expect(open).toContainEqual(
      expect.objectContaining({ organisationName: 'farm', title: expect.objectContaining({ zh: '召回农残超标苹果' }) }),
    );
    expect(JSON.stringify(open)).not.toContain(firmId('shop'));
    expect(JSON.stringify(open)).not.toContain('general trader');
    // One that was withdrawn is not gone: it says so, and why.
    const withdrawn = open.filter(({ state }) => state === 'withdrawn');
    expect(withdrawn.length).toBeGreaterThan(0);
    for (const each of withdrawn) expect(each.withdrawn).toMatchObject({ reason: expect.stringMatching(/.{4}/) });
    const page = (await app.inject({ url: '/recalls', headers: { accept: 'text/html' } })).body;
    for (const part of ['召回农残超标苹果', '立即停售、封存，逐批答复数量', '撤回：', '一级']) expect(page, part).toContain(part);
    expect(page).not.toContain('general trader');
    const ids: string[] = [];
    for (let url: string | undefined = '/api/v1/recalls?perPage=3'; url !== undefined; ) {
      const page = await ask.get('agriculture', url);
      ids.push(...(page.json().recalls as { id: string }[]).map(({ id }) => id));
      url = /<([^>]+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1];
    }
    const all = (await ask.get('operator', '/api/v1/recalls?perPage=1000')).json().recalls as { id: string }[];
    expect(ids).toEqual(all.map(({ id }) => id));
    expect((await ask.get('operator', '/api/v1/recalls?nothing=1')).json().code).toBe('parameter_unknown');
  });
});

describe('a drill', () => {
  it('is drawn so that it can be drawn again, blocks nothing, is marked everywhere, and is scored against the log', async () => {
    const begun = await ask.post('agriculture', '/api/v1/recalls/drills', { category: 'produce', reason: '季度演练' });
    expect(begun.statusCode, begun.body).toBe(201);
    const { id, title, mark, state } = begun.json();
    expect([state, mark]).toEqual(['published', '演练 DRILL']);
    expect(title.zh).toContain('演练 DRILL');
    const seen = await whole(id);
    const [root] = seen.roots as string[];
    expect((await draw(opened.store, seen.draw))!.thing).toBe(root);
    const before = (await ask.get('operator', '/epcis/events?EQ_bizStep=urn:zhuisu:voc:recall_published&perPage=1000')).json();
    expect(JSON.stringify(before)).not.toContain(id);
    const open = (await ask.get('public', '/api/v1/recalls/public?perPage=100')).json().recalls as { id: string }[];
    expect(open.map((each) => each.id)).not.toContain(id);
    for (const { holder } of seen.holders as { holder: string }[]) {
      const own = (await whole(id, `?holder=${holder}`)).items as { thing: string; held: { min: number; max: number | null } }[];
      const items = own.map(({ thing, held: { min, max } }) => ({ thing, found: max ?? min }));
      const answer = await ask.post('operator', `/api/v1/recalls/${id}/answers?holder=${holder}`, { items });
      expect(answer.json().answeredAt, answer.body).not.toBeNull();
    }
    expect((await whole(id)).score).toMatchObject({ score: 100, inTime: 1, agreeing: 1, answered: 1 });
    const [first] = seen.holders as { holder: string }[];
    const [item] = (await whole(id, `?holder=${first!.holder}`)).items as { thing: string }[];
    await ask.post('operator', `/api/v1/recalls/${id}/answers?holder=${first!.holder}`, {
      items: [{ thing: item!.thing, found: 1e9 }],
    });
    const worse = (await whole(id)).score;
    expect(worse.score).toBeLessThan(100);
    expect(worse.holders.find(({ holder }: { holder: string }) => holder === first!.holder).gaps).toMatchObject([{ found: 1e9 }]);
  });

  it('is begun by a lead department alone, and where there is a lot to draw', async () => {
    const begin = async (actor: string, category: string) =>
      (await ask.post(actor, '/api/v1/recalls/drills', { category, reason: '季度演练' })).json().code;
    expect(await begin('farm', 'produce')).toBe('denied_role');
    expect(await begin('police', 'produce')).toBe('denied_category');
    expect(await begin('operator', 'rare_earth')).toBe('drill_nothing');
  });

  it('needs nobody at night: lots are drawn and measured, and kept', async () => {
    const night = Date.UTC(2026, 11, 1, 18, 30);
    expect(await isReadinessDue(opened.store, night)).toBe(true);
    expect(await isReadinessDue(opened.store, night + 6 * hour)).toBe(false);
    expect(await readinessCheck(opened.store, night)).toEqual({ drawn: 3 });
    expect(await isReadinessDue(opened.store, night + hour)).toBe(false);
    expect(await isReadinessDue(opened.store, night + 24 * hour)).toBe(true);
    const { checks } = (await ask.get('operator', '/api/v1/recalls/readiness')).json();
    expect(checks).toHaveLength(3);
    const here = (await ask.get('agriculture', '/api/v1/recalls/readiness')).json().checks as { id: string }[];
    expect(here.map(({ id }) => id)).toEqual(
      (checks as { id: string; area: string }[]).flatMap(({ id, area }) => (area.startsWith('419001') ? id : [])),
    );
    for (const { thing, draw: drawn, result } of checks) {
      expect((await draw(opened.store, drawn))!.thing).toBe(thing);
      expect(result).toMatchObject({ traced: true, cut: false });
      expect(result.ratio).toBeGreaterThanOrEqual(1);
    }
    expect((await ask.get('police', '/api/v1/recalls/readiness')).json().checks).toEqual([]);
    expect((await ask.get('shop', '/api/v1/recalls/readiness')).json().checks).toEqual([]);
    await expect(opened.store.database.query('update readiness_check set thing = $1', ['x'])).rejects.toThrow();
    expect(await readinessChecks(opened.store.database, undefined, 10)).toHaveLength(3);
  });
});
