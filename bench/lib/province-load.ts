/**
 * Loads the province into a folder that can be kept: rows as a capture writes them, by COPY into tables without indexes, which are made
 * afterwards. A load that is stopped goes on where it was. While it lasts the database trusts the system to write what it was given
 * (fsync off): after a crash of the machine in the middle of a load the folder is to be thrown away.
 */
import { createReadStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { contextNumber, contextOf, openStore, partedTables, partsOf, Script, type Store } from '../../src/store/index.ts';
import { uuidOfUri } from '../../src/store/keys.ts';
import { KnownIdentities } from '../../src/store/known-identities.ts';
import { party, place } from './generate.ts';
import { areaOf, ends, firmId, firms, hubFirms, provinceContext } from './province.ts';
import type { BlockRows } from './province-rows.ts';
import { perBlock } from './province-rows.ts';
import { asOwner } from './setup.ts';

/** Measured; sets how far apart batches are in time. */
const eventsPerBatch = 29.6;
export const batchesOf = (events: number): number => Math.ceil(events / eventsPerBatch);

export const bulky = ['event', 'event_identity', 'link', 'event_party', 'event_place', 'event_stage', 'stage_value', 'paper'];

const whileLoading: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  maintenance_work_mem: '1GB',
  max_parallel_maintenance_workers: '1',
};

interface State {
  readonly stage: 'loading' | 'indexing' | 'ready';
  readonly wanted: number;
  /** Blocks that are loaded. */
  readonly blocks: number;
  readonly head: number;
}

export interface Province {
  readonly store: Store;
  readonly dataDir: string;
  /** Events that were loaded. */
  readonly events: number;
  /** Batches that were loaded, and for how many the times were spread. */
  readonly batches: number;
  readonly of: number;
}

type Say = (line: string) => void;

/** Opens the folder, and loads what is missing of it. */
export async function openProvince(keep: string, wanted: number, say: Say = console.error): Promise<Province> {
  const dataDir = join(keep, String(wanted));
  await mkdir(dataDir, { recursive: true });
  let store = await openStore({ dataDir });
  let state = await begun(store, wanted);
  if (state.stage !== 'ready') {
    store = await reopened(store, dataDir, whileLoading);
    if (state.stage === 'loading') state = await load(store, state, say);
    await index(store, say);
    store = await reopened(store, dataDir, {});
    state = await stateOf(store);
  }
  // As the captures of so many events would have left it.
  const identities = new KnownIdentities(store.database);
  const [log] = await store.database.query<{ size: number }>('select part_size::float8 as size from log where id = 1');
  identities.follow(state.head, log!.size);
  await identities.settled();
  return { store, dataDir, events: state.head, batches: state.blocks * perBlock, of: batchesOf(wanted) };
}

async function owned<Result>(store: Store, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = await asOwner(store);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function reopened(store: Store, dataDir: string, settings: Readonly<Record<string, string>>): Promise<Store> {
  await owned(store, async (client) => {
    await client.query('alter system reset all');
    for (const [name, value] of Object.entries(settings)) await client.query(`alter system set ${name} = '${value}'`);
    await client.query('checkpoint');
  });
  await store.close();
  return openStore({ dataDir });
}

/** Makes the book of the load where there is none: the firms on the register, the indexes written down and dropped. */
async function begun(store: Store, wanted: number): Promise<State> {
  await owned(store, async (client) => {
    const { rows } = await client.query("select to_regclass('bench.load') as there");
    if (rows[0].there !== null) return;
    await client.query('begin');
    await register(client);
    const { id, body } = contextOf(provinceContext);
    await client.query('insert into context values ($1, $2)', [contextNumber(id), body]);
    await client.query('create schema bench');
    await client.query('create table bench.load (stage text, wanted bigint, blocks int, head bigint)');
    await client.query("insert into bench.load values ('loading', $1, 0, 0)", [wanted]);
    await client.query(
      `create table bench.index as
       select c.relname as name, t.relname as on_table, pg_get_indexdef(i.indexrelid) as made, k.conname is not null as is_key,
         pg_get_constraintdef(k.oid) as key, c.reltuples as rows
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
       left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'p'
       where t.relname = any($1) and t.relnamespace = 'public'::regnamespace`,
      [bulky],
    );
    const indexes = (await client.query<{ name: string; on_table: string; is_key: boolean }>('select * from bench.index')).rows;
    for (const { name, on_table: table, is_key: isKey } of indexes)
      await client.query(isKey ? `alter table ${table} drop constraint ${name}` : `drop index ${name}`);
    await divide(client, wanted);
    await client.query('commit');
  });
  return stateOf(store);
}

/** The tables in the parts that a log of so many events comes to have. */
async function divide(client: pg.Client, wanted: number): Promise<void> {
  const { rows } = await client.query<{ size: number; parted: number }>(
    'select part_size::float8 as size, parted::float8 as parted from log where id = 1',
  );
  const { size, parted } = rows[0]!;
  const parts = partsOf(wanted, size);
  for (const whole of partedTables) {
    await client.query(`drop table ${whole}_0_${parted}`);
    for (const { after, upto } of parts) {
      await client.query('select part_make($1, $2, $3)', [whole, after, upto]);
      await client.query('select part_attach($1, $2, $3)', [whole, after, upto]);
    }
  }
  await client.query('update log set parted = $1 where id = 1', [parts.at(-1)!.upto]);
}

async function stateOf(store: Store): Promise<State> {
  return owned(store, async (client) => {
    const { rows } = await client.query<State>(
      'select stage, wanted::float8 as wanted, blocks, head::float8 as head from bench.load',
    );
    return rows[0]!;
  });
}

/** Every firm with a place and a party, of all categories. */
export async function register(client: pg.Client): Promise<void> {
  const all = Array.from({ length: firms + hubFirms }, (_, n) => n);
  await client.query(
    `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
     select id, 'enterprise', '', 'firm', 'active', array[area], $3, '', 1, now(), now() from unnest($1::uuid[], $2::text[]) as f(id, area)`,
    [all.map(firmId), all.map(areaOf), ends],
  );
  const uris = all.flatMap((n) => [place(n), party(n)]);
  await client.query(
    'insert into organisation_identifier (id, uri, organisation) select * from unnest($1::uuid[], $2::text[], $3::uuid[])',
    [uris.map(uuidOfUri), uris, uris.map((_, i) => firmId(i >> 1))],
  );
  await client.query('update organisation_version set version = version + 1');
}

async function load(store: Store, from: State, say: Say): Promise<State> {
  const worker = new Worker(new URL('./province-rows.ts', import.meta.url), {
    workerData: { of: batchesOf(from.wanted) },
    // Blocks live longer than the youngest objects are expected to.
    resourceLimits: { maxYoungGenerationSizeMb: 256 },
  });
  const next = (): Promise<BlockRows> =>
    new Promise((resolve, reject) => {
      worker.once('message', (made: BlockRows) => {
        worker.off('error', reject);
        resolve(made);
      });
      worker.once('error', reject);
    });
  const started = performance.now();
  let { blocks, head } = from;
  let told = head;
  await owned(store, async (client) => {
    let coming = next();
    worker.postMessage({ block: blocks, head });
    while (head < from.wanted) {
      const made = await coming;
      const after = made.head + made.events;
      // The next block is made while this one is written.
      if (after < from.wanted) {
        coming = next();
        worker.postMessage({ block: blocks + 1, head: after });
      }
      const statements = [
        'begin',
        ...made.tables.map(({ target }) => `copy ${target} from stdin (format binary)`),
        `update log set head = ${after}, record_time = to_timestamp(${made.recordTime / 1000}) where id = 1`,
        `update bench.load set blocks = ${blocks + 1}, head = ${after}`,
        'commit',
      ];
      const script = new Script(
        statements.join('; '),
        made.tables.map(({ bytes }) => Buffer.from(bytes.buffer)),
      );
      (client as unknown as { query(script: Script): void }).query(script);
      await script.done;
      blocks++;
      head = after;
      if (head - told >= 100_000 || head >= from.wanted) {
        told = head;
        const rate = (head - from.head) / ((performance.now() - started) / 1000);
        say(`loaded ${head} of ${from.wanted}, ${Math.round(rate)} events/s`);
      }
    }
    await client.query("update bench.load set stage = 'indexing'");
  });
  await worker.terminate();
  return stateOf(store);
}

async function index(store: Store, say: Say): Promise<void> {
  await owned(store, async (client) => {
    for (const table of bulky) {
      const { rows } = await client.query(
        `select from unnest(array[$1::regclass] || array(select inhrelid::regclass from pg_inherits where inhparent = $1::regclass)) as part
         join pg_class c on c.oid = part having sum(relallvisible) > sum(greatest(relpages, 0)) * 0.9`,
        [table],
      );
      if (rows.length > 0) continue;
      say(`vacuum ${table}`);
      await client.query(`vacuum (freeze) ${table}`);
    }
    const indexes = (
      await client.query<{ name: string; on_table: string; made: string; is_key: boolean; key: string }>(
        'select * from bench.index order by on_table, is_key desc, name',
      )
    ).rows;
    for (const { name, on_table: table, made, is_key: isKey, key } of indexes) {
      const { rows } = await client.query('select to_regclass($1) as there', [name]);
      if (rows[0].there !== null) continue;
      const start = performance.now();
      // Of a table in parts the index of all of them is meant.
      await client.query(isKey ? `alter table ${table} add constraint ${name} ${key}` : made.replace(' ON ONLY ', ' ON '));
      say(`${name} in ${Math.round((performance.now() - start) / 1000)} s`);
    }
    await client.query('analyze');
    await client.query("update bench.load set stage = 'ready'");
  });
}

/** Batches of a log that was loaded; what was captured later is not among them. */
export const loadedBatches = async (store: Store): Promise<number> => (await stateOf(store)).blocks * perBlock;

/** Reads the files of these tables and indexes, those of their parts with them, from begin to end. */
export async function readOnce(store: Store, dataDir: string, relations: readonly string[]): Promise<void> {
  const paths = await owned(store, async (client) => {
    const { rows } = await client.query<{ path: string }>(
      `select pg_relation_filepath(relid) as path from unnest($1::text[]) as name
       cross join lateral unnest(array[name::regclass] || array(select inhrelid::regclass from pg_inherits where inhparent = name::regclass)) as relid
       where pg_relation_filepath(relid) is not null`,
      [relations],
    );
    return rows.map(({ path }) => path);
  });
  // Files of a gigabyte each: 16397, 16397.1, …
  for (const path of paths)
    for (let n = 0; ; n++) {
      const file = join(dataDir, 'postgres', n === 0 ? path : `${path}.${n}`);
      if (!existsSync(file)) break;
      for await (const _ of createReadStream(file, { highWaterMark: 1 << 20 }));
    }
}

/** Bytes on disk of the tables that grow with the log, their indexes with them. */
export async function bytesOf(store: Store): Promise<Record<string, number>> {
  return owned(store, async (client) => {
    const { rows } = await client.query<{ name: string; table: number; indexes: number }>(
      `select name, sum(pg_table_size(relid))::float8 as table, sum(pg_indexes_size(relid))::float8 as indexes
       from unnest($1::text[]) as name
       cross join lateral unnest(array[name::regclass] || array(select inhrelid::regclass from pg_inherits where inhparent = name::regclass)) as relid
       group by name`,
      [bulky],
    );
    return Object.fromEntries(
      rows.flatMap((each) => [[each.name, each.table] as const, [`${each.name} indexes`, each.indexes] as const]),
    );
  });
}
