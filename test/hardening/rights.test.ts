/** The same program on servers that give it more or fewer rights: what is written once stays as it is on each of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, verifyAudit } from '../../src/audit/index.ts';
import { openStore, type Store, writtenOnce } from '../../src/store/index.ts';
import { absent, debianPostgres } from '../postgres15.ts';

const now = Date.UTC(2026, 10, 24);
let server: Awaited<ReturnType<typeof debianPostgres>>;
let dataDir: string;
let root: pg.Client;
beforeAll(async () => {
  server = await debianPostgres();
  dataDir = mkdtempSync(join(tmpdir(), 'zhuisu-rights-'));
  if (server === undefined) return;
  root = new pg.Client(server.url);
  await root.connect();
});
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  if (server === undefined) return;
  await root.end();
  await server.stop();
});

/** A database of a user with these rights. */
async function placeFor(user: string, rights: string): Promise<string> {
  await root.query(`create role ${user} login ${rights}`);
  await root.query(`create database ${user} owner ${user}`);
  return new URL(`/${user}`, server!.url.replace('zhuisu@', `${user}@`)).href;
}

async function opened<Result>(
  databaseUrl: string,
  work: (store: Store, lines: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const lines: string[] = [];
  const store = await openStore({
    dataDir: join(dataDir, new URL(databaseUrl).pathname),
    databaseUrl,
    log: (line) => lines.push(line),
  });
  try {
    return await work(store, lines);
  } finally {
    await store.close();
  }
}

async function refusesChanges({ database }: Store): Promise<void> {
  await audit(database, { kind: 'settings_changed', principal: { kind: 'operator' }, object: 'x', outcome: 'allowed' }, now);
  for (const table of writtenOnce)
    for (const change of ['delete from', 'truncate'])
      await expect(database.query(`${change} ${table}`), `${change} ${table}`).rejects.toMatchObject({ code: '42501' });
  expect((await verifyAudit(database)).fault).toBeUndefined();
}

describe('a DATABASE_URL whose user', () => {
  test('may neither create the role nor take it: triggers refuse, and the start says so in one line', async (context) => {
    if (server === undefined) return context.skip(absent);
    const url = await placeFor('plain', 'nosuperuser nocreaterole');
    for (let start = 0; start < 2; start++)
      await opened(url, async (store, lines) => {
        expect(store.database.guard).toBe('triggers');
        expect(lines).toEqual([expect.stringMatching(/may not create the role zhuisu_app: triggers keep/)]);
        await refusesChanges(store);
      });
  });

  test('may create roles: it works as one that owns nothing, whatever options the address has, and says nothing', async (context) => {
    if (server === undefined) return context.skip(absent);
    const url = await placeFor('creator', 'nosuperuser createrole');
    for (const address of [url, `${url}?options=-c%20statement_timeout%3D60s`])
      await opened(address, async (store, lines) => {
        expect([store.database.guard, lines]).toEqual(['role', []]);
        const [row] = await store.database.query(`select current_user as user, session_user as session`);
        expect(row).toEqual({ user: 'zhuisu_app', session: 'creator' });
        if (address !== url)
          expect(await store.database.query('show statement_timeout')).toEqual([{ statement_timeout: '1min' }]);
        await refusesChanges(store);
        await expect(store.database.query('drop table audit_entry')).rejects.toMatchObject({ code: '42501' });
      });
  });

  test('is a login of the role and not the owner: it cannot take more rights at all', async (context) => {
    if (server === undefined) return context.skip(absent);
    await root.query('create role web login in role zhuisu_app');
    const url = new URL('/creator', server.url.replace('zhuisu@', 'web@')).href;
    await opened(url, async (store, lines) => {
      expect([store.database.guard, lines]).toEqual(['login', []]);
      await refusesChanges(store);
      await expect(store.database.query('set role creator')).rejects.toMatchObject({ code: '42501' });
    });
  });

  test('is not the owner and was given more than it needs: the start says which', async (context) => {
    if (server === undefined) return context.skip(absent);
    await root.query('create role careless login in role zhuisu_app');
    const creator = new pg.Client(new URL('/creator', server.url).href);
    await creator.connect();
    await creator.query('grant update on event to careless');
    await creator.end();
    const url = new URL('/creator', server.url.replace('zhuisu@', 'careless@')).href;
    await opened(url, async (store, lines) => {
      expect([store.database.guard, lines]).toEqual(['none', [expect.stringMatching(/take UPDATE and DELETE on them away/)]]);
    });
  });

  test('may not bring the schema up to date: one line names the repair', async (context) => {
    if (server === undefined) return context.skip(absent);
    await root.query('create role stranger login');
    await root.query('create database empty');
    const url = new URL('/empty', server.url.replace('zhuisu@', 'stranger@')).href;
    await expect(opened(url, async () => {})).rejects.toMatchObject({ code: 'database_rights' });
  });
});
