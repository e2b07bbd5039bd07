/** Which events the people of one organisation recorded in the place of another. */
import type { PoolClient } from 'pg';
import { logId } from './batch.ts';
import type { Database } from './database.ts';
import type { PreparedEvent } from './prepare.ts';

/** In the transaction of the events themselves. `head`: number of the last event before them. */
export async function writeActed(client: PoolClient, stored: readonly PreparedEvent[], head: number): Promise<void> {
  const acted = stored.flatMap(({ belonging }, i) =>
    belonging?.through === undefined || belonging.owner === undefined
      ? []
      : [{ seq: head + 1 + i, owner: belonging.owner, ...belonging.through }],
  );
  if (acted.length === 0) return;
  await client.query(
    `insert into event_acted (log, seq, owner, through, consent, account)
     select $1, unnest($2::bigint[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::uuid[]), unnest($6::uuid[])`,
    [
      logId,
      acted.map(({ seq }) => seq),
      acted.map(({ owner }) => owner),
      acted.map(({ organisation }) => organisation),
      acted.map(({ consent }) => consent),
      acted.map(({ account }) => account ?? null),
    ],
  );
}

export interface ActedRow {
  readonly seq: number;
  readonly eventID: string;
  readonly category: string | null;
  readonly step: string | null;
  /** Milliseconds since 1970. */
  readonly eventTime: number;
  readonly recordTime: number;
  readonly through: string;
  /** Null: it is not registered any more. */
  readonly throughName: string | null;
  readonly account: string | null;
  readonly accountName: string | null;
}

export interface ActedFilter {
  readonly owner: string;
  /** Those of this organisation's people alone. */
  readonly through?: string | undefined;
  /** Before this number of the log. */
  readonly before?: number | undefined;
}

/** Newest first. */
export const actedFor = (database: Database, { owner, through, before }: ActedFilter, limit: number): Promise<ActedRow[]> =>
  database.query(
    `select a.seq::float8 as seq, e.doc::json->>'eventID' as "eventID", e.category, e.step,
       extract(epoch from e.event_time)::float8 * 1000 as "eventTime", extract(epoch from e.record_time)::float8 * 1000 as "recordTime",
       a.through, o.name as "throughName", a.account, c.name as "accountName"
     from event_acted a join event e on e.log = a.log and e.seq = a.seq
       left join organisation o on o.id = a.through left join account c on c.id = a.account
     where a.owner = $1 and a.log = 1 and ($2::uuid is null or a.through = $2) and ($3::bigint is null or a.seq < $3)
     order by a.seq desc limit $4`,
    [owner, through ?? null, before ?? null, limit],
  );
