/** Ranges of lots that published recalls hold back, and what was recorded of them since; `range-holds.ts` holds it. */
import type { PoolClient } from 'pg';
import { logId } from './batch.ts';
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';

export interface NewRange {
  readonly range: string;
  readonly round: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** JSON of `RangeSays`. */
  readonly says: string;
}

/** In the transaction of the step: commits that wait for the row of the log see what holds from now on, or holds no longer. */
export async function changeRanges(client: PoolClient, recall: string, ranges: readonly NewRange[]): Promise<void> {
  if (ranges.length > 0)
    await client.query(
      `insert into recall_range (recall, range, round, since, says)
       select $1, g.range, g.round, to_timestamp(g.since / 1000), g.says
       from unnest($2::text[], $3::smallint[], $4::float8[], $5::text[]) as g(range, round, since, says) on conflict do nothing`,
      [
        recall,
        ranges.map(({ range }) => range),
        ranges.map(({ round }) => round),
        ranges.map(({ since }) => since),
        ranges.map(({ says }) => says),
      ],
    );
  await client.query(
    `update log set ranges = ranges + 1 where id = ${logId} and exists (select from recall_range where recall = $1)`,
    [recall],
  );
}

export const addRanges = (database: Database, recall: string, ranges: readonly NewRange[]): Promise<void> =>
  database.transaction((client) => changeRanges(client, recall, ranges));

export const listLate = (client: PoolClient, recall: string, round: number, things: readonly string[]): Promise<unknown> =>
  client.query('update recall_late set round = $2 where recall = $1 and thing = any($3::text[]) and round is null', [
    recall,
    round,
    things,
  ]);

export interface LateLots {
  readonly recall: string;
  readonly things: readonly string[];
}

/** Lots that no list has yet, of recalls that are not withdrawn. */
export const lateLots = (database: Database): Promise<LateLots[]> =>
  database.query(
    `select l.recall, array_agg(l.thing order by l.thing) as things from recall_late l join recall r on r.id = l.recall
     where l.round is null and r.state in ('published', 'completed') group by l.recall order by l.recall`,
  );

/** Recalls that hold lots by ranges of which the log does not know yet: published before it kept any. */
export const withoutRanges = async (database: Database): Promise<string[]> => {
  const rows = await database.query<{ id: string }>(
    `select r.id from recall r where r.state in ('published', 'completed') and not r.drill
       and exists (select from unnest(r.roots) root where root like '%..%')
       and not exists (select from recall_range g where g.recall = r.id)`,
  );
  return rows.map(({ id }) => id);
};

/** Of these things those that a recall names. */
export const thingsOfRecall = async (database: Database, recall: string, things: readonly string[]): Promise<Set<string>> => {
  const rows = await database.query<{ thing: string }>(
    'select thing from recall_thing where recall = $1 and thing = any($2::text[])',
    [recall, things],
  );
  return new Set(rows.map(({ thing }) => thing));
};

/** Recalls that go on and have lots that came in late. */
export const recallsWithLate = async (database: Database): Promise<string[]> => {
  const rows = await database.query<{ id: string }>(
    `select r.id from recall r where r.state = 'published' and exists (select from recall_late l where l.recall = r.id) order by r.id`,
  );
  return rows.map(({ id }) => id);
};

/** Whether an event after this number names one of the first `most` things of a recall: what came late comes with records of its own. */
export async function isTouchedSince(database: Database, recall: string, seq: number, most: number): Promise<boolean> {
  const things = await database.query<{ thing: string }>(
    'select distinct thing from recall_thing where recall = $1 order by thing limit $2',
    [recall, most],
  );
  const [row] = await database.query<{ touched: boolean }>(
    `select exists (select from link where ident = any($1::uuid[]) and log = ${logId} and seq > $2) as touched`,
    [things.map(({ thing }) => uuidOfUri(thing)), seq],
  );
  return row!.touched;
}
