import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Receiver, receiver, until } from './receiver.ts';
import { event, type Listening, listening } from './setup.ts';

let served: Listening;
let sink: Receiver;
let names = 0;
beforeAll(async () => {
  served = await listening();
});
afterAll(() => served.close());
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function receiving(): Promise<Receiver> {
  sink = await receiver();
  open.push(() => sink.close());
  return sink;
}

/** A query of its own, which is gone after the test. */
async function query(parameters: object = {}): Promise<string> {
  const name = `q${++names}`;
  expect((await served.query(name, parameters)).status).toBe(201);
  open.push(async () => void (await served.remove(`/epcis/queries/${name}`)));
  return name;
}
const ids = (numbers: readonly (number | string)[]): string[] => numbers.map((n) => `urn:subscribed:${n}`);
const numbered = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('a subscription', () => {
  test('is made, read, listed in pages and deleted; its token is not shown again', async () => {
    const name = await query({ EQ_bizStep: 'receiving' });
    const path = `/epcis/queries/${name}/subscriptions`;
    const token = '13df38d8275b13f05704629e5f1cf3d45d6132d5';
    const made = await served.post(path, {
      dest: 'http://127.0.0.1:9/a',
      signatureToken: token,
      schedule: { hour: 1, minute: '5' },
    });
    expect(made.status).toBe(201);
    const body = (await made.json()) as Record<string, unknown>;
    expect(made.headers.get('location')).toBe(`${path}/${body['subscriptionID']}`);
    expect(body).toMatchObject({
      dest: 'http://127.0.0.1:9/a',
      schedule: { hour: '1', minute: '5' },
      signatureToken: '13df…',
      reportIfEmpty: false,
    });
    const second = await served.subscribe(name, { dest: 'http://127.0.0.1:9/b', schedule: { month: '1' }, reportIfEmpty: true });
    const page = await served.get(`${path}?perPage=1`);
    const next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link')!)![1]!;
    const both = [...((await page.json()) as object[]), ...((await (await served.get(next)).json()) as object[])];
    expect(both).toMatchObject([{ dest: 'http://127.0.0.1:9/a' }, { dest: 'http://127.0.0.1:9/b', reportIfEmpty: true }]);
    expect(JSON.stringify(both)).not.toContain(token);
    expect(await served.status(second)).toMatchObject({
      state: 'active',
      attempts: 0,
      delivered: 0,
      nextRun: expect.stringMatching(/-01-01T00:00:00/),
    });
    const since = (await served.status(second))['minRecordTime'];
    const asked = await fetch(served.address + second, { method: 'OPTIONS' });
    expect([asked.headers.get('gs1-query-min-record-time'), Date.parse(String(since)) > 0]).toEqual([since, true]);
    const stranger = await served.app.inject({ method: 'OPTIONS', url: second, remoteAddress: '203.0.113.9' });
    expect([stranger.statusCode, stranger.headers['gs1-query-min-record-time']]).toEqual([204, undefined]);
    expect((await served.remove(second)).status).toBe(204);
    expect((await served.get(second)).status).toBe(404);
    expect((await served.remove(second)).status).toBe(404);
    for (const each of [path, second]) {
      const options = await fetch(served.address + each, { method: 'OPTIONS' });
      expect(options.headers.get('gs1-query-min-record-time')).toBeNull();
      expect([options.status, options.headers.get('allow')]).toEqual([204, expect.stringContaining('GET')]);
    }
    expect((await served.get('/epcis/queries/none/subscriptions')).status).toBe(404);
    expect((await served.post('/epcis/queries/none/subscriptions', { dest: 'http://127.0.0.1:9/', stream: true })).status).toBe(
      404,
    );
  });

  const dest = 'http://127.0.0.1:9/';
  const refused: readonly (readonly [body: unknown, names: RegExp])[] = [
    [{ stream: true }, /dest: came nothing/],
    [{ dest: 7, stream: true }, /dest: came 7/],
    [{ dest }, /stream: came neither stream nor schedule/],
    [{ dest, stream: false }, /stream: came false, expected true/],
    [{ dest, stream: true, schedule: { hour: '1' } }, /stream: came true beside a schedule/],
    [{ dest, schedule: {} }, /schedule: came no field, expected one or more of second, minute/],
    [{ dest, schedule: [] }, /schedule: came \[\]/],
    [{ dest, schedule: { hour: '24' } }, /schedule.hour: came "24", expected numbers from 0 to 23/],
    [{ dest, schedule: { hour: '*/2' } }, /schedule.hour/],
    [{ dest, schedule: { minute: '[9-3]' } }, /schedule.minute: came "\[9-3\]"/],
    [{ dest, schedule: { dayOfWeek: '0' } }, /schedule.dayOfWeek: came "0", expected numbers from 1 to 7/],
    [{ dest, schedule: { year: '2026' } }, /schedule.year: came it, expected only second/],
    [{ dest, schedule: { month: '2', dayOfMonth: '30' } }, /schedule.dayOfMonth: came 30/],
    [{ dest, stream: true, reportIfEmpty: 'yes' }, /reportIfEmpty: came "yes", expected true or false/],
    [{ dest, stream: true, initialRecordTime: 'today' }, /initialRecordTime: came "today", expected a date and time/],
    [{ dest, stream: true, signatureToken: '' }, /signatureToken/],
    [{ dest, stream: true, secret: 'x' }, /secret: came it, expected only dest, signatureToken/],
    [{ dest: 'http://127.0.0.2:9/', stream: true }, /127\.0\.0\.2.*not public \(loopback\)/],
    [{ dest: 'ftp://127.0.0.1/', stream: true }, /neither https nor http/],
    [[], /body: came \[\], expected a JSON object/],
  ];
  test('that is malformed is refused, and the member named', async () => {
    const name = await query();
    for (const [body, names] of refused) {
      const answer = await served.post(`/epcis/queries/${name}/subscriptions`, body);
      expect([answer.status, ((await answer.json()) as { detail: string }).detail], JSON.stringify(body)).toEqual([
        400,
        expect.stringMatching(names),
      ]);
    }
    const limited = await query({ eventCountLimit: 5, orderBy: 'eventTime' });
    const answer = await served.post(`/epcis/queries/${limited}/subscriptions`, { dest, stream: true });
    expect(await answer.json()).toMatchObject({ status: 400, type: 'epcisException:SubscriptionControlsException' });
    expect(await (await served.get(`/epcis/queries/${name}/subscriptions`)).json()).toEqual([]);
  });

  test('needs the right to read events', async () => {
    const name = await query();
    for (const method of ['GET', 'POST'] as const) {
      const url = `/epcis/queries/${name}/subscriptions`;
      expect((await served.app.inject({ method, url, remoteAddress: '203.0.113.9' })).statusCode).toBe(401);
    }
  });

  test('ends with its query', async () => {
    const to = await receiving();
    const name = await query();
    const path = await served.subscribe(name, { dest: to.address, stream: true });
    expect((await served.remove(`/epcis/queries/${name}`)).status).toBe(204);
    expect((await served.get(path)).status).toBe(404);
    await served.query(name, { EQ_bizStep: 'destroying' });
    const again = await served.subscribe(name, { dest: to.address, stream: true });
    await served.capture([event('ended-1'), event('ended-2', { bizStep: 'destroying' })]);
    await until(() => to.received.length > 0, 'a delivery of the new query');
    expect(to.events()).toEqual(ids(['ended-2']));
    expect((await served.status(again))['delivered']).toBe(1);
  });
});

describe('a stream', () => {
  test('delivers what matches, signed over the body as sent, and nothing from before', async () => {
    const to = await receiving();
    const name = await query({ EQ_bizStep: 'receiving', 'EQ_ex:grade': 'A' });
    await served.capture([event('before', { bizStep: 'receiving', 'ex:grade': 'A' })]);
    const token = '追溯-a token of the receiver';
    const path = await served.subscribe(name, { dest: `${to.address}/hook?x=1`, signatureToken: token, stream: true });
    await served.capture([
      event('s1'),
      event('s2', { bizStep: 'receiving', 'ex:grade': 'A' }),
      event('s3', { bizStep: 'receiving' }),
    ]);
    await until(() => to.received.length > 0, 'a delivery');
    const [first] = to.received;
    expect(to.events('/hook?x=1')).toEqual(ids(['s2']));
    expect(first!.headers['gs1-signature']).toBe(`sha256=${createHmac('sha256', token).update(first!.body).digest('hex')}`);
    expect(first!.headers).toMatchObject({ 'gs1-epcis-version': '2.0.0', 'content-type': expect.stringContaining('json') });
    expect(JSON.parse(first!.body)).toMatchObject({
      type: 'EPCISQueryDocument',
      '@context': [expect.any(String), { ex: 'https://ns.example.com/' }],
      epcisBody: {
        queryResults: {
          subscriptionID: path.split('/').at(-1),
          queryName: name,
          resultsBody: { eventList: [{ 'ex:grade': 'A' }] },
        },
      },
    });
    const status = (): Promise<Record<string, unknown>> => served.status(path);
    await until(async () => (await status())['delivered'] === 1, 'the delivery is stored');
    expect(await status()).toMatchObject({ state: 'active', lag: 0, lastNotifiedAt: expect.any(String) });
  });

  test('from an initial record time on has what was recorded since, in documents of a bounded size', async () => {
    const to = await receiving();
    await served.capture([event('initial-0')]);
    await new Promise((next) => setTimeout(next, 5));
    const since = new Date().toISOString();
    await served.capture(numbered(1, 1_203).map((n) => event(`initial-${n}`)));
    const name = await query({ EQ_bizStep: 'shipping' });
    await served.subscribe(name, { dest: to.address, stream: true, initialRecordTime: since });
    await served.capture([event('initial-1204')]);
    await until(() => to.events().length >= 1_204, 'all events');
    expect(to.events()).toEqual(ids(numbered(1, 1_204).map((n) => `initial-${n}`)));
    expect(Math.max(...to.received.map(({ body }) => JSON.parse(body).epcisBody.queryResults.resultsBody.eventList.length))).toBe(
      500,
    );
  });

  test('has all of a load that is more than is kept in memory', async () => {
    const to = await receiving();
    const name = await query({ EQ_bizStep: 'arriving' });
    await served.subscribe(name, { dest: to.address, stream: true });
    const count = 5_600;
    const large = (n: number): object => event(`large-${n}`, { bizStep: n % 2 === 0 ? 'arriving' : 'departing' });
    await served.capture(numbered(1, count).map(large));
    await served.capture([large(count + 2)]);
    const expected = numbered(1, count / 2 + 1).map((n) => `large-${n * 2}`);
    await until(() => to.events().length >= expected.length, 'all that matched');
    expect(to.events()).toEqual(ids(expected));
  });

  test('from an initial record time to come passes over what is recorded before it', async () => {
    const to = await receiving();
    const name = await query();
    const soon = Date.now() + 1_500;
    await served.subscribe(name, { dest: to.address, stream: true, initialRecordTime: new Date(soon).toISOString() });
    await served.capture([event('soon-1')]);
    await new Promise((next) => setTimeout(next, soon + 20 - Date.now()));
    await served.capture([event('soon-2')]);
    await until(() => to.received.length > 0, 'a delivery');
    expect(to.events()).toEqual(ids(['soon-2']));
  });

  test('holds no more events in a document than the query says', async () => {
    const to = await receiving();
    const [small, most] = [await query({ perPage: 2 }), await query({ maxEventCount: 3 })];
    await served.subscribe(small, { dest: `${to.address}/small`, stream: true });
    await served.subscribe(most, { dest: `${to.address}/most`, stream: true });
    await served.capture(numbered(1, 7).map((n) => event(`sized-${n}`)));
    for (const [path, sizes] of [
      ['/small', [2, 2, 2, 1]],
      ['/most', [3, 3, 1]],
    ] as const) {
      await until(() => to.events(path).length === 7, path);
      const lists = to.received.filter((each) => each.path === path).map(({ body }) => body.match(/urn:subscribed:/g)!.length);
      expect(lists).toEqual(sizes);
    }
  });

  test('finds events that another process appended', async () => {
    const to = await receiving();
    const name = await query({ EQ_bizStep: 'shipping' });
    await served.subscribe(name, { dest: to.address, stream: true });
    const { EventLog, contextOf, prepareEvent } = await import('../../src/store/index.ts');
    const { prefixesOf } = await import('../../src/events/index.ts');
    const other = new EventLog(served.store.database);
    const { '@context': context, ...bare } = event('other-1') as Record<string, unknown>;
    const prepared = prepareEvent(bare as never, prefixesOf(context), contextOf(context));
    await other.append({ events: [prepared], allOrNothing: true });
    await until(() => to.received.length > 0, 'the event of the other log');
    await served.capture([event('own-1')]);
    await until(() => to.events().length === 2, 'both');
    expect(to.events()).toEqual(ids(['other-1', 'own-1']));
  });
});

describe('a schedule', () => {
  const everySecond = { second: '[0-59]' };

  test('gives in each run what was recorded since the last, and an empty document when asked for one', async () => {
    const to = await receiving();
    const name = await query({ EQ_bizStep: 'packing' });
    const silent = await served.subscribe(name, { dest: `${to.address}/silent`, schedule: everySecond });
    await served.subscribe(name, { dest: `${to.address}/told`, schedule: everySecond, reportIfEmpty: true });
    await until(() => to.received.length >= 2, 'two empty documents');
    expect(to.received.every(({ path, body }) => path === '/told' && body.includes('"eventList":[]'))).toBe(true);
    await served.capture([event('run-1', { bizStep: 'packing' }), event('run-2')]);
    await until(() => to.events('/silent').length > 0 && to.events('/told').length > 0, 'both');
    expect([to.events('/silent'), to.events('/told')]).toEqual([ids(['run-1']), ids(['run-1'])]);
    expect(await served.status(silent)).toMatchObject({ nextRun: expect.any(String), schedule: everySecond });
  });

  test('reports a run of too many events as an error, and goes on', async () => {
    const to = await receiving();
    const name = await query({ EQ_bizStep: 'unpacking', maxEventCount: 2 });
    const packed = (n: number): object => event(`many-${n}`, { bizStep: 'unpacking' });
    await served.capture(numbered(1, 3).map(packed));
    const path = await served.subscribe(name, {
      dest: to.address,
      schedule: everySecond,
      initialRecordTime: '2026-01-01T00:00:00Z',
    });
    await until(() => to.received.length > 0, 'the report');
    expect(to.received[0]!.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(to.received[0]!.body)).toMatchObject({ type: 'epcisException:QueryTooLargeException', status: 413 });
    await served.capture([packed(4), packed(5)]);
    await until(() => to.events().length > 0, 'the next run');
    expect(to.events()).toEqual(ids(['many-4', 'many-5']));
    expect(await served.status(path)).toMatchObject({ state: 'active', delivered: 2 });
  });
});

describe('a receiver', () => {
  const attempt = (path: string) => served.status(path).then((status) => status['attempts'] as number);

  test('that fails is asked again until it takes the same document; its state is reported', async () => {
    const to = await receiving();
    const answers = [500, 302];
    to.answer = () => answers.shift() ?? 200;
    const name = await query({ EQ_bizStep: 'loading' });
    const path = await served.subscribe(name, { dest: to.address, stream: true, signatureToken: 'of sixteen signs' });
    await served.capture([event('fail-1', { bizStep: 'loading' })]);
    await until(() => to.received.length === 1, 'the first attempt');
    await until(async () => (await attempt(path)) === 1, 'the failure is stored');
    expect(await served.status(path)).toMatchObject({
      state: 'retrying',
      lag: 1,
      nextAttempt: expect.any(String),
      lastError: {
        code: 'delivery_answered',
        detail: expect.stringContaining('answered 500'),
        titleZh: expect.stringContaining('500'),
      },
    });
    await until(() => to.received.length === 3, 'the third attempt');
    expect(to.received.map(({ answered, body }) => [answered, body.includes('fail-1')])).toEqual([
      [500, true],
      [302, true],
      [200, true],
    ]);
    await until(async () => (await served.status(path))['state'] === 'active', 'it is well again');
    const metrics = await (await served.get('/metrics')).text();
    expect(metrics).toMatch(/zhuisu_subscription_delivery_seconds_count\{way="webhook",outcome="failed"\} [1-9]/);
    expect(metrics).toMatch(/zhuisu_subscriptions\{state="active"\} [1-9]/);
  });

  test('that is down loses nothing and has it in order when it is back', async () => {
    const first = await receiver();
    const name = await query({ EQ_bizStep: 'storing' });
    const path = await served.subscribe(name, { dest: first.address, stream: true });
    await served.capture([event('down-0', { bizStep: 'storing' })]);
    await until(() => first.events().length === 1, 'the first');
    await first.close();
    for (const n of numbered(1, 5)) await served.capture([event(`down-${n}`, { bizStep: 'storing' })]);
    await until(async () => (await attempt(path)) >= 2, 'two attempts');
    const back = await receiver(first.port);
    open.push(() => back.close());
    await until(() => back.events().length >= 5, 'everything');
    expect(back.events()).toEqual(ids(numbered(1, 5).map((n) => `down-${n}`)));
  });

  test('that hangs delays nobody', async () => {
    const to = await receiving();
    to.answer = (path) => (path.startsWith('/hangs') ? undefined : 200);
    const name = await query({ EQ_bizStep: 'staging_outbound' });
    for (const n of numbered(1, 80)) await served.subscribe(name, { dest: `${to.address}/hangs/${n}`, stream: true });
    await served.subscribe(name, { dest: `${to.address}/well`, stream: true });
    const failures = async (): Promise<string> =>
      /_count\{way="webhook",outcome="failed"\} (\d+)$/m.exec(await (await served.get('/metrics')).text())?.[1] ?? '0';
    const before = await failures();
    for (const n of numbered(1, 2)) {
      await served.capture([event(`hang-${n}`, { bizStep: 'staging_outbound' })]);
      await until(() => to.events('/well').length === n, `event ${n} beside receivers that hang`);
    }
    // Nobody has given up on those that hang: they were not waited for.
    expect(await failures()).toBe(before);
    expect(to.received.filter(({ path }) => path.startsWith('/hangs')).length).toBe(80);
  });

  test('that wants smaller documents gets them', async () => {
    const to = await receiving();
    to.answer = (_, body) => (body.match(/urn:subscribed:/g)!.length > 2 ? 413 : 200);
    const name = await query({ EQ_bizStep: 'sampling' });
    await served.subscribe(name, { dest: to.address, stream: true });
    await served.capture(numbered(1, 5).map((n) => event(`less-${n}`, { bizStep: 'sampling' })));
    await until(() => to.events().length === 5, 'all five');
    expect(to.events()).toEqual(ids(numbered(1, 5).map((n) => `less-${n}`)));
  });

  test('that is gone is not asked again', async () => {
    const to = await receiving();
    to.answer = () => 410;
    const name = await query({ EQ_bizStep: 'picking' });
    const path = await served.subscribe(name, { dest: to.address, stream: true });
    await served.capture([event('gone-1', { bizStep: 'picking' })]);
    await until(async () => (await served.status(path))['state'] === 'suspended', 'it is suspended');
    await served.capture([event('gone-2', { bizStep: 'picking' })]);
    await new Promise((next) => setTimeout(next, 1_500));
    expect(to.received.length).toBe(1);
    expect(await served.status(path)).toMatchObject({ lastError: { code: 'delivery_unwanted' } });
  });
});
