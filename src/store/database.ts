/** Connections: the embedded server or the one DATABASE_URL names; the rest of the store does not know which. */
import { join } from 'node:path';
import pg, { type PoolClient, type QueryResultRow } from 'pg';
import { ZhuisuError } from '../errors.ts';
import type { MasterKey, SuiteName, Vault } from '../secrets/index.ts';
import { attachOrStartEmbedded, type EmbeddedDatabase, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { appRole, type Guard } from './rights.ts';
import { openVault } from './sealed.ts';

export interface DatabaseOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  /** Commands share the database of a running server; the server owns it. */
  readonly share?: boolean;
  readonly log?: (line: string) => void;
  /** Where the master keys lie; by default `keys.json` in the data folder. */
  readonly keyFile?: string | undefined;
  /** The master keys themselves, instead of a file. */
  readonly keys?: readonly MasterKey[] | undefined;
  readonly cipher?: SuiteName | undefined;
}

const connections = 12;
const connectionTimeoutMillis = 10_000;

/** Told once at the start: no fault, and something the operator should know. */
const unguarded = {
  triggers:
    'The user of DATABASE_URL may not create the role zhuisu_app: triggers keep what is written once, and the owner could drop them.',
  none: 'The user of DATABASE_URL may change rows that are written once: take UPDATE and DELETE on them away from it.',
} as const;

export class Database {
  readonly pool: pg.Pool;
  readonly embedded: EmbeddedDatabase | undefined;

  /** How the rows that are written once are kept. */
  readonly guard: Guard;
  #vault: Vault | undefined;
  readonly #owner: pg.ClientConfig;

  private constructor(pool: pg.Pool, embedded: EmbeddedDatabase | undefined, guard: Guard, owner: pg.ClientConfig) {
    this.#owner = owner;
    this.pool = pool;
    this.embedded = embedded;
    this.guard = guard;
    // Without a listener a connection that breaks while idle ends the process. The next query reports the loss.
    pool.on('error', () => {});
  }

  /**
   * Connects, checks that the schema is ours and not newer than this program, brings it and the rights up to date as its owner, and then
   * works with connections that have no more rights than the server needs.
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    const { dataDir, databaseUrl, share, log } = options;
    let embedded: EmbeddedDatabase | undefined;
    let database: Database | undefined;
    try {
      if (databaseUrl === undefined) {
        embedded = share ? await attachOrStartEmbedded(dataDir) : await startEmbedded(dataDir, log === undefined ? {} : { log });
        const place = { host: embedded.socketDir, database: embedded.database };
        const owner = { ...place, user: embedded.user };
        const guard = await prepared(owner, undefined);
        database = new Database(new pg.Pool({ ...place, user: appRole, max: connections }), embedded, guard, owner);
      } else {
        const owner = { connectionString: databaseUrl, connectionTimeoutMillis };
        const guard = await prepared(owner, databaseUrl);
        if (guard === 'triggers' || guard === 'none') log?.(unguarded[guard]);
        const connectionString = guard === 'role' ? asRole(databaseUrl) : databaseUrl;
        const pool = new pg.Pool({ connectionString, max: connections, connectionTimeoutMillis });
        database = new Database(pool, undefined, guard, owner);
      }
      const { keyFile = join(dataDir, 'keys.json'), keys, cipher } = options;
      database.#vault = await openVault(database, { keyFile, keys, cipher });
      return database;
    } catch (error) {
      if (database !== undefined) await database.close();
      else if (embedded?.owned) await embedded.stop();
      throw error;
    }
  }

  /** Seals what must lie hidden in it. */
  get vault(): Vault {
    return this.#vault!;
  }

  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
    try {
      const config = { text, values: values as unknown[] };
      const { rows } = await this.pool.query<Row>(name === undefined ? config : { ...config, name });
      return rows;
    } catch (error) {
      throw asLoss(error);
    }
  }

  /** Work of the owner of the schema, which the server's own connections may not do; on a connection that ends with it. */
  async asOwner<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const client = new pg.Client(this.#owner);
    client.on('error', () => {});
    try {
      await client.connect();
      return await work(client);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      // 42501 insufficient_privilege
      if (code === '42501') throw new ZhuisuError('database_rights', { cause: message }, { cause: error });
      throw asLoss(error);
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Runs `work` in one transaction. When it fails the transaction is gone and the error is passed on. */
  transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return this.lease(async (client) => {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    });
  }

  /** Lends one connection for work that begins and commits by itself; what it leaves open after a failure is rolled back. */
  async lease<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    let client: PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw asLoss(error);
    }
    // A connection that breaks in the middle reports it twice: to the query that waits, and here.
    const ignore = () => {};
    client.on('error', ignore);
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      const lost = asLoss(error);
      if (lost instanceof ZhuisuError && lost.code === 'database_lost') broken = lost;
      else {
        await client.query('rollback').catch((failure: Error) => {
          broken = failure;
        });
      }
      throw lost;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end().catch(() => {});
    if (this.embedded?.owned) await this.embedded.stop();
  }
}

/** The work of the owner, on a connection of its own that is closed before anything else begins. Throws database_unreachable. */
async function prepared(config: pg.ClientConfig, databaseUrl: string | undefined): Promise<Guard> {
  const owner = new pg.Client(config);
  owner.on('error', () => {});
  try {
    await owner.connect();
  } catch (error) {
    if (databaseUrl === undefined) throw error;
    const url = databaseUrl.replace(/:[^:@/]*@/, ':***@');
    throw new ZhuisuError('database_unreachable', { url, cause: reasonOf(error) }, { cause: error });
  }
  try {
    return await migrate(owner, databaseUrl === undefined);
  } finally {
    await owner.end().catch(() => {});
  }
}

/** As a setting of the connection itself, so that RESET ROLE comes back to it too. */
function asRole(databaseUrl: string): string {
  const given = /[?&]options=([^&]*)/.exec(databaseUrl)?.[1] ?? '';
  const options = `${given}${encodeURIComponent(` -c role=${appRole}`)}`;
  return `${databaseUrl}${databaseUrl.includes('?') ? '&' : '?'}options=${options}`;
}

/** After the commit of a change that pages tell of and the log does not hold. */
export async function touchAnswers(database: Database): Promise<void> {
  await database.query("select nextval('answer_version')");
}

/** SQLSTATE 08 connection exception, 57P0x shutdown and start-up, 53 out of resources; everything without a state came from the socket. */
function asLoss(error: unknown): unknown {
  if (error instanceof ZhuisuError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const lost =
    code === undefined
      ? /terminat|timeout|closed|not queryable|ECONN|connect/i.test(message ?? '')
      : /^(08|53|57P)/.test(code) || /^(ECONN|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|EACCES)/.test(code);
  return lost ? new ZhuisuError('database_lost', {}, { cause: error }) : error;
}

export const reasonOf = (error: unknown): string => {
  const { message, code } = error as { message?: string; code?: string };
  return (message || code || 'no answer').split('\n')[0]!;
};
