/** The engines the store's suite runs on: the embedded server, and Debian's PostgreSQL 15 where it is installed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore, type Store } from '../../src/store/index.ts';
import { debianPostgres } from '../postgres15.ts';

export interface Engine {
  readonly name: string;
  /** An empty store of its own; `close` removes it. Undefined, with a printed reason, where the engine is absent. */
  open(): Promise<{ store: Store; close(): Promise<void> } | undefined>;
}

export const engines: readonly Engine[] = [
  {
    name: 'embedded PostgreSQL',
    async open() {
      const dataDir = await mkdtemp(join(tmpdir(), 'zhuisu-store-'));
      const store = await openStore({ dataDir });
      return {
        store,
        async close() {
          await store.close();
          await rm(dataDir, { recursive: true, force: true });
        },
      };
    },
  },
  {
    name: "Debian's PostgreSQL 15",
    async open() {
      const server = await debianPostgres();
      if (server === undefined) return undefined;
      const dataDir = await mkdtemp(join(tmpdir(), 'zhuisu-keys-'));
      const store = await openStore({ dataDir, databaseUrl: server.url });
      return {
        store,
        async close() {
          await store.close();
          await server.stop();
          await rm(dataDir, { recursive: true, force: true });
        },
      };
    },
  },
];

/** A connection as the owner of the schema, who may do everything. */
export async function owner(store: Store): Promise<pg.Client> {
  const { host, database } = store.database.pool.options as pg.ClientConfig;
  const client = new pg.Client({ host, database, user: 'zhuisu' } as pg.ClientConfig);
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** A plain connection to the database behind a store. */
export async function connect(store: Store): Promise<pg.Client> {
  const client = new pg.Client(store.database.pool.options as pg.ClientConfig);
  client.on('error', () => {});
  await client.connect();
  return client;
}
