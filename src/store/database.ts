/** Connections: the embedded server or the one DATABASE_URL names; the rest of the store does not know which. */
import pg, { type PoolClient, type QueryResultRow } from 'pg';
import { ZhuisuError } from '../errors.ts';
import { attachOrStartEmbedded, type EmbeddedDatabase, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

export interface DatabaseOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  /** Commands share the database of a running server; the server owns it. */
  readonly share?: boolean;
  readonly log?: (line: string) => void;
}

const connections = 12;

export class Database {
  readonly pool: pg.Pool;
  readonly embedded: EmbeddedDatabase | undefined;

  private constructor(pool: pg.Pool, embedded: EmbeddedDatabase | undefined) {
    this.pool = pool;
    this.embedded = embedded;
    // Without a listener a connection that breaks while idle ends the process. The next query reports the loss.
    pool.on('error', () => {});
  }

  /** Connects, checks that the schema is ours and not newer than this program, and brings it up to date. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const { dataDir, databaseUrl, share, log } = options;
    let embedded: EmbeddedDatabase | undefined;
    let pool: pg.Pool;
    if (databaseUrl === undefined) {
      embedded = share ? await attachOrStartEmbedded(dataDir) : await startEmbedded(dataDir, log === undefined ? {} : { log });
      pool = new pg.Pool({ host: embedded.socketDir, user: embedded.user, database: embedded.database, max: connections });
    } else {
      pool = new pg.Pool({ connectionString: databaseUrl, max: connections, connectionTimeoutMillis: 10_000 });
    }
    const database = new Database(pool, embedded);
    try {
      await database.#reach(databaseUrl);
      await migrate(database);
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  async #reach(databaseUrl: string | undefined): Promise<void> {
    try {
      await this.pool.query('select 1');
    } catch (error) {
      if (databaseUrl === undefined) throw error;
      const url = databaseUrl.replace(/:[^:@/]*@/, ':***@');
      throw new ZhuisuError('database_unreachable', { url, cause: reasonOf(error) }, { cause: error });
    }
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
