/** A throw-away store for a measurement: the embedded server in a temporary folder, as a fresh install has it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore, type Store } from '../../src/store/index.ts';

export async function withBenchStore<Result>(work: (store: Store, dataDir: string) => Promise<Result>): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhuisu-bench-'));
  const store = await openStore({ dataDir });
  try {
    return await work(store, dataDir);
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A connection that may do what the server may not: vacuum, delete from the log. */
export async function asOwner(store: Store): Promise<pg.Client> {
  const { socketDir: host, user, database } = store.database.embedded!;
  const client = new pg.Client({ host, user, database });
  await client.connect();
  return client;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function percentile(values: readonly number[], share: number): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? Number.NaN;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** The last line of every measurement is its figures as JSON. */
export function report(name: string, figures: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(figures))
    console.log(`  ${key.padEnd(44)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  console.log(JSON.stringify({ name, ...figures }));
}
