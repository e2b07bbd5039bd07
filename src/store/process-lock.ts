/** Locks that a process holds for as long as it lives. */
import pg from 'pg';
import { advisory } from './advisory.ts';
import type { Database } from './database.ts';

/**
 * The right to do what one process of a database does for all, such as delivering to webhooks. It is a lock of a connection, so a process
 * that is killed loses it at once, and one that waits for it gets it when it asks next.
 */
export class ProcessLock {
  readonly #client: pg.Client;
  readonly #key: number;
  #open = true;

  private constructor(client: pg.Client, key: number, onLost: () => void) {
    this.#client = client;
    this.#key = key;
    const over = (): void => {
      if (!this.#open) return;
      this.#open = false;
      onLost();
    };
    client.on('error', over);
    client.on('end', over);
  }

  /** `onLost`: the connection broke, and with it the lock, if it was held. */
  static async open(database: Database, what: 'delivery' | 'watch' | 'notices', onLost: () => void): Promise<ProcessLock> {
    const client = new pg.Client({ ...(database.pool.options as pg.ClientConfig), keepAlive: true, query_timeout: 10_000 });
    const lock = new ProcessLock(client, advisory[what], onLost);
    await client.connect();
    return lock;
  }

  /** True when this process has it from now on. Ask once. */
  async take(): Promise<boolean> {
    const { rows } = await this.#client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [this.#key]);
    return rows[0]!.locked;
  }

  /** Rejects when the connection no longer answers. */
  async check(): Promise<void> {
    await this.#client.query('select 1');
  }

  async release(): Promise<void> {
    this.#open = false;
    // A connection to a server that is gone may never say that it has ended.
    await Promise.race([this.#client.end().catch(() => {}), new Promise((next) => setTimeout(next, 1_000).unref())]);
  }
}
