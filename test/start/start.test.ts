import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { absent, debianPostgres } from '../postgres15.ts';
import { alive, command, databaseOf, goes, pause, type Running, removeFolder, serve, stop, temporaryFolder } from './servers.ts';

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
  const running = await serve(dataDir, env);
  open.push(() => stop(running));
  return running;
}

const event = (n: number): object => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'ObjectEvent',
  eventID: `urn:test:start:${n}`,
  eventTime: '2026-05-01T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: [`urn:test:thing:${n}`],
});

const post = (address: string, n: number): Promise<Response> =>
  fetch(`${address}/epcis/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/ld+json' },
    body: JSON.stringify(event(n)),
  });

const eventsAt = async (address: string): Promise<number> =>
  ((await (await fetch(`${address}/readyz`)).json()) as { events: number }).events;

describe('starting and stopping', () => {
  test('a second start keeps all data; the first one ended everything it had started', async () => {
    const dataDir = await folder();
    const first = await start(dataDir);
    expect((await post(first.address, 1)).status).toBe(201);
    const { databasePid } = first;
    await stop(first);
    expect(alive(databasePid)).toBe(false);
    const second = await start(dataDir);
    expect(await eventsAt(second.address)).toBe(1);
    expect((await post(second.address, 1)).status).toBe(200);
  });

  test('connections on which nobody has asked anything do not hold it up', async () => {
    const running = await start(await folder());
    const { hostname, port } = new URL(running.address);
    const spare = connect(Number(port), hostname);
    await once(spare, 'connect');
    const gone = once(spare, 'close');
    const kept = new Agent({ keepAlive: true });
    const asked = request(`${running.address}/healthz`, { agent: kept }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    await once(answer.resume(), 'end');
    await stop(running);
    await gone;
    kept.destroy();
  });

  test('the demo city is loaded into an empty store, through the public interface, once', async () => {
    const dataDir = await folder();
    const first = await start(dataDir, { ZHUISU_DEMO: '1' });
    const count = await eventsAt(first.address);
    expect(count).toBeGreaterThan(50);
    await stop(first);
    const second = await start(dataDir, { ZHUISU_DEMO: '1' });
    expect(await eventsAt(second.address)).toBe(count);
  });

  test('no orphan stays after kill -9 of the server, nor of the starter', async () => {
    const dataDir = await folder();
    const first = await start(dataDir);
    process.kill(first.serverPid, 'SIGKILL');
    expect(await goes(first.databasePid)).toBe(true);
    const second = await start(dataDir);
    process.kill(second.child.pid!, 'SIGKILL');
    expect(await goes(second.serverPid)).toBe(true);
    expect(await goes(second.databasePid)).toBe(true);
  });

  test('an orphaned database whose keeper was killed too is taken over', async () => {
    const dataDir = await folder();
    const first = await start(dataDir);
    await post(first.address, 1);
    const { execFileSync } = await import('node:child_process');
    const keepers = execFileSync('pgrep', ['-f', `keeper ${first.databasePid} `])
      .toString()
      .trim()
      .split('\n')
      .map(Number);
    for (const pid of [...keepers, first.serverPid]) process.kill(pid, 'SIGKILL');
    await goes(first.serverPid);
    expect(alive(first.databasePid)).toBe(true);
    const second = await start(dataDir);
    expect(databaseOf(dataDir)).toBe(first.databasePid);
    expect(await eventsAt(second.address)).toBe(1);
    await stop(second);
    expect(await goes(first.databasePid)).toBe(true);
  });

  test('a command that changes master data writes that down, as a request does', async () => {
    const dataDir = await folder();
    const file = join(await folder(), 'names.json');
    const element = { id: 'urn:test:place:1', attributes: [{ id: 'cbvmda:name', attribute: 'Yard' }] };
    const document = {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-01-01T00:00:00Z',
      epcisHeader: {
        epcisMasterData: {
          vocabularyList: [{ type: 'urn:epcglobal:epcis:vtype:BusinessLocation', vocabularyElementList: [element] }],
        },
      },
      epcisBody: { eventList: [event(8)] },
    };
    await writeFile(file, JSON.stringify(document));
    expect(await command(['capture', file], { ZHUISU_DATA_DIR: dataDir }).ended).toMatchObject({ code: 0 });
    const log = join(await folder(), 'audit.jsonl');
    expect(await command(['audit', 'export', log], { ZHUISU_DATA_DIR: dataDir }).ended).toMatchObject({ code: 0 });
    expect(await readFile(log, 'utf8')).toMatch(/master_data_changed.*1: urn:test:place:1/);
  });

  test('commands share the database of a running server, and start it themselves when there is none', async () => {
    const dataDir = await folder();
    const file = join(await folder(), 'event.json');
    await writeFile(file, JSON.stringify(event(7)));
    const alone = await command(['capture', file], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect(alone).toMatchObject({ code: 0, output: expect.stringContaining('1 stored') });
    const running = await start(dataDir);
    const beside = await command(['trace', 'urn:test:thing:7', '--json'], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect(JSON.parse(beside.output)).toMatchObject({
      root: 'urn:test:thing:7',
      recorded: true,
      bounds: { hit: false, reason: null },
    });
    expect(await eventsAt(running.address)).toBe(1);
  });

  test('data below a folder that is closed to others is served all the same', async () => {
    const closed = await folder();
    await chmod(closed, 0o700);
    const running = await start(join(closed, 'deep', 'data'));
    expect((await post(running.address, 1)).status).toBe(201);
  });
});

describe('what hinders the start is one line that names the repair', () => {
  const refusal = async (env: Record<string, string>): Promise<string> => {
    const { code, output } = await command(['serve'], { PORT: '0', ZHUISU_DEMO: '0', ...env }).ended;
    expect(code).toBe(1);
    const lines = output
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('Preparing'));
    expect(lines).toHaveLength(1);
    return lines[0]!;
  };

  test.each([
    ['a short token', 'fifteen-letters'],
    ['a token of few signs', 'abababababababababab'],
  ])('%s with all rights, which is not repeated', async (_, token) => {
    const line = await refusal({ ZHUISU_DATA_DIR: await folder(), ZHUISU_ADMIN_TOKEN: token });
    expect(line).toContain('ZHUISU_ADMIN_TOKEN');
    expect(line).toContain('16');
    expect(line).not.toContain(token);
  });

  test('a busy port', async () => {
    const holder = createServer();
    const port = await new Promise<number>((done) =>
      holder.listen(0, '127.0.0.1', () => done((holder.address() as { port: number }).port)),
    );
    open.push(() => new Promise((done) => holder.close(() => done())));
    expect(await refusal({ ZHUISU_DATA_DIR: await folder(), PORT: String(port) })).toMatch(
      new RegExp(`Port ${port} .* in use\\. .*PORT=${port + 1}`),
    );
  });

  test('a file where the data folder should be', async () => {
    const file = join(await folder(), 'data');
    await writeFile(file, '');
    expect(await refusal({ ZHUISU_DATA_DIR: file })).toMatch(/cannot be used: .*ZHUISU_DATA_DIR/);
  });

  test('a folder of another PostgreSQL version', async () => {
    const dataDir = await folder();
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '12\n');
    expect(await refusal({ ZHUISU_DATA_DIR: dataDir })).toMatch(/PostgreSQL 12.*ZHUISU_DATA_DIR/);
  });

  test('a database that does not answer', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/x' })).toMatch(
      /No database answers at .*\*\*\*.*DATABASE_URL/,
    );
  });

  test('a setting that makes no sense', async () => {
    expect(await refusal({ PORT: 'eighty' })).toMatch(/PORT is eighty; expected a whole number/);
  });

  test('a schema that is newer, or somebody else’s', async (context) => {
    const server = await debianPostgres();
    if (server === undefined) return context.skip(absent);
    open.push(() => server.stop());
    const client = new pg.Client(server.url);
    client.on('error', () => {});
    await client.connect();
    await client.query('create table invoices (id int)');
    expect(await refusal({ DATABASE_URL: server.url })).toMatch(/not a Zhuisu database.*invoices/);
    await client.query('drop table invoices');
    await client.query(
      'create table zhuisu_migration (version int primary key, file text not null, applied_at timestamptz not null)',
    );
    await client.query("insert into zhuisu_migration values (999, 'future', now())");
    expect(await refusal({ DATABASE_URL: server.url })).toMatch(/schema 999, this program knows up to \d+\. Run a Zhuisu/);
    await client.end();
  });
});

describe('a killed program', () => {
  test('holds every acknowledged event once, and no job that is still running', async () => {
    const dataDir = await folder();
    const acknowledged = new Set<number>();
    const jobs: string[] = [];
    let next = 0;
    for (const victim of ['server', 'database', 'server', 'database'] as const) {
      const running = await serve(dataDir);
      const load = async (): Promise<void> => {
        for (;;) {
          const ids = [next++, next++, next++];
          const document = {
            '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
            type: 'EPCISDocument',
            schemaVersion: '2.0',
            creationDate: '2026-05-01T08:00:00Z',
            epcisBody: { eventList: ids.map((n) => ({ ...event(n), '@context': undefined })) },
          };
          try {
            const response = await fetch(`${running.address}/epcis/capture`, {
              method: 'POST',
              headers: { 'content-type': 'application/ld+json' },
              body: JSON.stringify(document),
            });
            if (response.status !== 202) return;
            for (const id of ids) acknowledged.add(id);
            jobs.push(response.headers.get('location')!);
          } catch {
            return;
          }
        }
      };
      const loads = Promise.all(Array.from({ length: 6 }, () => load()));
      await pause(700);
      process.kill(victim === 'server' ? running.serverPid : running.databasePid, 'SIGKILL');
      await loads;
      await stop(running);
    }
    const last = await start(dataDir);
    const found = new Map<string, number>();
    let address: string | undefined = '/epcis/events?perPage=1000';
    while (address !== undefined) {
      const response: Response = await fetch(last.address + address);
      const page = (await response.json()) as {
        epcisBody: { queryResults: { resultsBody: { eventList: { eventID: string }[] } } };
      };
      for (const { eventID } of page.epcisBody.queryResults.resultsBody.eventList)
        found.set(eventID, (found.get(eventID) ?? 0) + 1);
      address = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(acknowledged.size).toBeGreaterThan(100);
    expect([...found.values()].every((times) => times === 1)).toBe(true);
    expect([...acknowledged].filter((n) => !found.has(`urn:test:start:${n}`))).toEqual([]);
    const read = await Promise.all(
      jobs.map(async (job) => (await fetch(last.address + job)).json() as Promise<{ running: boolean; success: boolean }>),
    );
    expect(read.every(({ running, success }) => !running && success)).toBe(true);
  });
});
