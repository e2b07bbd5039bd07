/**
 * Parts of the tables that are keyed by things, papers, values, identities, firms and places (migrations 043 and 044). Capture fills the newest.
 * Full parts of like size are merged four at a time, as a log-structured merge tree does: a log of n events has at most three parts of each
 * size, some 3 log4(n / size) in all, and each row is written log4(n / size) times more.
 */
import type { ClientBase } from 'pg';
import { advisory } from './advisory.ts';
import type { Database } from './database.ts';

/** Those of the catalogue (`parted_tables()`). */
export const partedTables = ['link', 'event_identity', 'paper', 'stage_value', 'event_party', 'event_place'] as const;
type Parted = (typeof partedTables)[number];

/** Events beyond `after` up to `upto`. */
export interface Part {
  readonly after: number;
  readonly upto: number;
}

const fanOut = 4;

/** Head of the log when its parts were analysed together, by this process. */
const analysed = new WeakMap<Database, number>();

export const isPart = (table: string): boolean => partOf(table) !== undefined;

function partOf(table: string): (Part & { readonly whole: string }) | undefined {
  const [, whole, after, upto] = /^([a-z_]+)_(\d+)_(\d+)$/.exec(table) ?? [];
  return (partedTables as readonly (string | undefined)[]).includes(whole)
    ? { whole: whole!, after: Number(after), upto: Number(upto) }
    : undefined;
}

/** How many times `fanOut` parts have become one, of parts of `size`. */
function levelOf({ after, upto }: Part, size: number): number {
  let level = 0;
  for (let units = (upto - after) / size; units >= fanOut; units /= fanOut) level++;
  return level;
}

/** The oldest four neighbours of like size, as the one that they become; undefined where there are none. `parts`: in order, all of them full. */
export function nextMerge(parts: readonly Part[], size: number): Part | undefined {
  for (let i = 0; i + fanOut <= parts.length; i++) {
    const run = parts.slice(i, i + fanOut);
    const level = levelOf(run[0]!, size);
    if (run.every((part) => levelOf(part, size) === level)) return { after: run[0]!.after, upto: run.at(-1)!.upto };
  }
  return undefined;
}

/** The parts that a log of so many events comes to have. */
export function partsOf(events: number, size: number): Part[] {
  let parts: Part[] = [];
  for (let after = 0; after === 0 || after < events; after += size) {
    parts.push({ after, upto: after + size });
    if (after + size > events) break;
    for (let next = nextMerge(parts, size); next !== undefined; next = nextMerge(parts, size)) {
      const { after: from, upto } = next;
      parts = [...parts.filter((part) => part.upto <= from), next, ...parts.filter((part) => part.after >= upto)];
    }
  }
  return parts;
}

/**
 * Merges until nothing is left to merge; answers how many times. One process of a database at a time, others return at once. Captures and
 * questions go on meanwhile: only the exchange of old for new, a matter of the catalogue, waits for those that run and lets the next wait.
 */
export async function mergeParts(database: Database, stopped: () => boolean = () => false): Promise<number> {
  return database.asOwner(async (client) => {
    const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [advisory.parts]);
    // The connection ends with this work, and the lock with it.
    if (!rows[0]!.ours) return 0;
    const { rows: heads } = await client.query<{ head: number }>('select head::float8 as head from log where id = 1');
    const { head } = heads[0]!;
    let merged = 0;
    for (const whole of partedTables) {
      await dropUnfinished(client, whole);
      for (;;) {
        const next = await mergeIn(client, whole);
        if (next === undefined || stopped() || !(await merge(client, whole, next, stopped))) break;
        merged++;
      }
    }
    // The database looks after the statistics of each part, and not after those of all together.
    if (merged > 0 || head > 1.2 * (analysed.get(database) ?? 0) + 10_000) {
      await client.query(`analyze ${partedTables.join()}`);
      analysed.set(database, head);
    }
    return merged;
  });
}

/** Keeps merges away until the transaction ends, for whoever changes parts that are full: rows that it changed could be left behind. */
export const holdParts = (client: Pick<ClientBase, 'query'>): Promise<unknown> =>
  client.query('select pg_advisory_xact_lock_shared($1)', [advisory.parts]);

/** The same until the connection ends. */
export const holdPartsLong = (client: Pick<ClientBase, 'query'>): Promise<unknown> =>
  client.query('select pg_advisory_lock_shared($1)', [advisory.parts]);

async function tablesLike(client: ClientBase, whole: Parted, attached: boolean): Promise<Part[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class c where relnamespace = current_schema()::regnamespace and relkind = 'r'
       and starts_with(relname, $1 || '_') and relispartition = $2`,
    [whole, attached],
  );
  return rows
    .flatMap(({ name }) => partOf(name) ?? [])
    .filter((part) => part.whole === whole)
    .sort((a, b) => a.after - b.after);
}

async function mergeIn(client: ClientBase, whole: Parted): Promise<Part | undefined> {
  const { rows } = await client.query<{ head: number; size: number }>(
    'select head::float8 as head, part_size::float8 as size from log where id = 1',
  );
  const { head, size } = rows[0]!;
  // Events are committed in the order of their numbers: a part up to the head is full.
  return nextMerge(
    (await tablesLike(client, whole, true)).filter(({ upto }) => upto <= head),
    size,
  );
}

const nameOf = (whole: Parted, { after, upto }: Part): string => `${whole}_${after}_${upto}`;

/** What a process left that ended in the middle of a merge. */
async function dropUnfinished(client: ClientBase, whole: Parted): Promise<void> {
  for (const part of await tablesLike(client, whole, false)) await client.query(`drop table ${nameOf(whole, part)}`);
}

/** False where it was stopped before the exchange: the new part is dropped by the next who merges. */
async function merge(client: ClientBase, whole: Parted, into: Part, stopped: () => boolean): Promise<boolean> {
  const olds = (await tablesLike(client, whole, true)).filter(({ after, upto }) => after >= into.after && upto <= into.upto);
  const part = nameOf(whole, into);
  const transaction = await fill(client, whole, into);
  // Marks every page as seen by all, so that questions read the index alone.
  await client.query(`vacuum (freeze, analyze) ${part}`);
  while (await isBefore(client, transaction)) {
    if (stopped()) return false;
    await pause(100);
  }
  for (;;) {
    try {
      await client.query("begin; set local lock_timeout = '300ms'");
      for (const old of olds) await client.query(`alter table ${whole} detach partition ${nameOf(whole, old)}`);
      await client.query('select part_attach($1, $2, $3)', [whole, into.after, into.upto]);
      await client.query(`drop table ${olds.map((old) => nameOf(whole, old)).join()}`);
      await client.query('commit');
      return true;
    } catch (error) {
      await client.query('rollback');
      // 55P03 lock_not_available, 40P01 deadlock_detected: a long question is being answered, and nobody is to wait for its end behind us.
      if (!['55P03', '40P01'].includes((error as { code?: string }).code ?? '')) throw error;
      if (stopped()) return false;
      await pause(200);
    }
  }
}

/** Fills and indexes the new part in one transaction; answers its number. */
async function fill(client: ClientBase, whole: Parted, { after, upto }: Part): Promise<string> {
  const { rows } = await client.query<{ key: string }>(
    "select pg_get_constraintdef(oid) as key from pg_constraint where conrelid = $1::regclass and contype = 'p'",
    [whole],
  );
  const { key } = rows[0]!;
  const part = nameOf(whole, { after, upto });
  await client.query("begin; set local work_mem = '128MB'; set local maintenance_work_mem = '512MB'");
  try {
    await client.query('select part_make($1, $2, $3)', [whole, after, upto]);
    await client.query(
      `insert into ${part} select * from ${whole} where seq > ${after} and seq <= ${upto} order by ${/\((.*)\)/.exec(key)![1]}`,
    );
    await client.query('select part_index($1, $2, $3)', [whole, after, upto]);
    const done = await client.query<{ id: string }>('select pg_current_xact_id()::xid::text as id');
    await client.query('commit');
    return done.rows[0]!.id;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/**
 * Whether anyone still looks at the database as it was before that transaction: a dump, say, which would miss its rows. Who waits for the end
 * of the merge looks at nothing: waiting for him in turn would never end.
 */
async function isBefore(client: ClientBase, transaction: string): Promise<boolean> {
  const { rows } = await client.query(
    `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and age(backend_xmin) >= age($1::xid)
       and pid not in (select pid from pg_locks where locktype = 'advisory' and objid = $2 and objsubid = 1 and not granted) limit 1`,
    [transaction, advisory.parts],
  );
  return rows.length > 0;
}

const pause = (millis: number): Promise<void> => new Promise((done) => setTimeout(done, millis));
