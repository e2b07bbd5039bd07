/** The real program, killed while it delivers: nothing is lost, nothing that was acknowledged comes again but the document under way. */
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { absent, debianPostgres } from '../postgres15.ts';
import { goes, type Running, removeFolder, serve, stop, temporaryFolder } from '../start/servers.ts';
import { eventIDs, type Receiver, receiver, until } from './receiver.ts';
import { event, speaking } from './setup.ts';

// Each of these starts the program several times.
vi.setConfig({ testTimeout: 180_000 });
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function folder(): Promise<string> {
  const path = await temporaryFolder();
  open.push(() => removeFolder(path));
  return path;
}

async function start(dataDir: string, env: Record<string, string> = {}): Promise<Running> {
  const running = await serve(dataDir, { ZHUISU_WEBHOOK_ALLOW: '127.0.0.1', ...env });
  open.push(() => stop(running));
  return running;
}

async function gone({ serverPid, child }: Running): Promise<void> {
  for (const pid of [serverPid, child.pid!]) if (!(await goes(pid, 30_000))) throw new Error(`process ${pid} does not end`);
}

async function kill(running: Running): Promise<void> {
  process.kill(running.serverPid, 'SIGKILL');
  await gone(running);
}

async function receiving(): Promise<Receiver> {
  const to = await receiver();
  open.push(() => to.close());
  return to;
}

const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `urn:subscribed:${from + i}`);
const events = (from: number, to: number): object[] => Array.from({ length: to - from }, (_, i) => event(String(from + i)));
const firstArrivals = (to: Receiver): string[] => [...new Set(to.events())];
const twice = (all: readonly string[]): string[] => all.filter((id, i) => all.indexOf(id) !== i);

describe('a program that is killed while it delivers', () => {
  test('goes on where it stopped', async () => {
    const [dataDir, to] = [await folder(), await receiving()];
    const count = 1_000;
    let running = await start(dataDir);
    const first = speaking(running.address);
    await first.query('all', { perPage: 5 });
    await first.subscribe('all', { dest: to.address, stream: true });
    for (let from = 0; from < count; from += 250) await first.capture(events(from, from + 250));
    /** Documents that were under way at a kill. */
    const underWay: string[] = [];
    for (const [mark, victim] of [
      [40, 'serverPid'],
      [90, 'databasePid'],
      [130, 'serverPid'],
    ] as const) {
      await until(() => to.received.length >= mark, `${mark} documents`);
      process.kill(running[victim], 'SIGKILL');
      await gone(running);
      underWay.push(...eventIDs(to.received.at(-1)!.body));
      running = await start(dataDir);
    }
    await until(() => firstArrivals(to).length === count, 'every event');
    expect(firstArrivals(to)).toEqual(ids(0, count));
    expect(twice(to.events()).filter((id) => !underWay.includes(id))).toEqual([]);
  });

  test('remembers when a receiver is to be tried again, and what it has not got', async () => {
    const [dataDir, to] = [await folder(), await receiving()];
    to.answer = () => 503;
    const before = await start(dataDir);
    const said = speaking(before.address);
    await said.query('all', {});
    const path = await said.subscribe('all', { dest: to.address, stream: true });
    await said.capture(events(0, 3));
    await until(async () => ((await said.status(path))['attempts'] as number) >= 2, 'two attempts');
    await until(async () => (await said.status(path))['nextAttempt'] !== undefined, 'a time for the next');
    const { nextAttempt, attempts } = await said.status(path);
    await kill(before);
    const asked = to.received.length;
    to.answer = () => 200;
    const after = speaking((await start(dataDir)).address);
    expect(await after.status(path)).toMatchObject({
      state: expect.stringMatching(/retrying|active/),
      delivered: expect.any(Number),
    });
    await until(() => to.events().length > 0, 'the delivery');
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(nextAttempt as string) - 5);
    expect([to.received.length, to.events()]).toEqual([asked + 1, ids(0, 3)]);
    await until(async () => (await after.status(path))['state'] === 'active', 'it is well');
    expect(attempts).toBeGreaterThanOrEqual(2);
  });
});

describe('two programs on one database', () => {
  test('deliver once, and the other takes over from one that is killed', async (context) => {
    const server = await debianPostgres();
    if (server === undefined) return context.skip(absent);
    open.push(() => server.stop());
    const to = await receiving();
    const env = { DATABASE_URL: server.url, ZHUISU_KEY_FILE: join(await folder(), 'keys.json') };
    const both = [await start(await folder(), env), await start(await folder(), env)];
    const [one, other] = both.map(({ address }) => speaking(address)) as [
      ReturnType<typeof speaking>,
      ReturnType<typeof speaking>,
    ];
    await one.query('all', { perPage: 10 });
    await other.subscribe('all', { dest: to.address, stream: true });
    for (let from = 0; from < 400; from += 20) await (from % 40 === 0 ? one : other).capture(events(from, from + 20));
    await until(() => to.events().length >= 400, 'what both recorded');
    expect(to.events()).toEqual(ids(0, 400));
    const delivers = async (said: typeof one): Promise<boolean> =>
      /^zhuisu_subscription_delivering 1$/m.test(await (await said.get('/metrics')).text());
    const whoDelivers = await Promise.all([delivers(one), delivers(other)]);
    expect(whoDelivers.filter(Boolean)).toHaveLength(1);
    const [gone, stays] = whoDelivers[0] ? [both[0]!, other] : [both[1]!, one];
    for (let from = 400; from < 1_000; from += 100) await stays.capture(events(from, from + 100));
    await until(() => to.received.length >= 55, 'some more');
    await kill(gone);
    const underWay = eventIDs(to.received.at(-1)!.body);
    await stays.capture(events(1_000, 1_050));
    await until(() => firstArrivals(to).length === 1_050, 'everything');
    expect(await delivers(stays)).toBe(true);
    expect(firstArrivals(to)).toEqual(ids(0, 1_050));
    expect(twice(to.events()).filter((id) => !underWay.includes(id))).toEqual([]);
  });
});
