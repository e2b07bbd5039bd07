/** Subscriptions by webhook: what they are, and how far each has come. */

import type { Database } from './database.ts';

export interface SubscriptionRow {
  readonly id: string;
  readonly query: string;
  readonly owner: string;
  readonly dest: string;
  readonly token: string | null;
  /** JSON; null for a stream. */
  readonly schedule: string | null;
  readonly reportIfEmpty: boolean;
  /** Milliseconds since 1970, as are all times here. */
  readonly initialRecordTime: number | null;
  readonly createdAt: number;
}

/** All of it is written at once, whatever has changed. */
export interface SubscriptionProgress {
  readonly id: string;
  readonly cursor: number;
  readonly runTo: number | null;
  readonly runSent: boolean;
  readonly nextAt: number | null;
  readonly state: 'active' | 'retrying' | 'suspended';
  readonly attempts: number;
  readonly retryAt: number | null;
  readonly lastSuccessAt: number | null;
  readonly lastErrorAt: number | null;
  /** JSON */
  readonly lastError: string | null;
  /** Events delivered in all. */
  readonly delivered: number;
}

export type StoredSubscription = SubscriptionRow & SubscriptionProgress;

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
const columns = `id, query, owner, dest, token, schedule, report_if_empty as "reportIfEmpty",
  ${millis('initial_record_time')} as "initialRecordTime", ${millis('created_at')} as "createdAt",
  cursor::float8 as cursor, run_to::float8 as "runTo", run_sent as "runSent", ${millis('next_at')} as "nextAt", state, attempts,
  ${millis('retry_at')} as "retryAt", ${millis('last_success_at')} as "lastSuccessAt", ${millis('last_error_at')} as "lastErrorAt",
  last_error as "lastError", delivered::float8 as delivered`;

/**
 * `most`: subscriptions in all. The cursor starts before the first event recorded at
 * `initialRecordTime` or later; without one, at the end of the log.
 */
export function addSubscription(
  database: Database,
  row: SubscriptionRow & { readonly nextAt: number | null },
  most: number,
): Promise<'added' | 'no query' | 'too many'> {
  const { id, query, owner, dest, token, schedule, reportIfEmpty, initialRecordTime, createdAt, nextAt } = row;
  const added = database.transaction(async (client) => {
    const { rows } = await client.query<{ here: boolean; count: number }>(
      'select exists (select from named_query where name = $1) as here, (select count(*)::int from subscription) as count',
      [query],
    );
    if (!rows[0]!.here) return 'no query';
    if (rows[0]!.count >= most) return 'too many';
    await client.query(
      `insert into subscription(id, query, owner, dest, token, schedule, report_if_empty, initial_record_time, created_at, next_at, cursor)
       select $1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), to_timestamp($9::float8 / 1000), to_timestamp($10::float8 / 1000),
              ${cursorSql('$8')}`,
      [id, query, owner, dest, token, schedule, reportIfEmpty, initialRecordTime, createdAt, nextAt],
    );
    await client.query("select nextval('subscription_change')");
    return 'added' as const;
  });
  // 23503: the query was deleted in between.
  return added.catch((error: { code?: string }) => {
    if (error.code === '23503') return 'no query';
    throw error;
  });
}

const cursorSql = (time: string): string =>
  `coalesce((select seq - 1 from event where log = 1 and ${time}::float8 is not null and record_time >= to_timestamp(${time}::float8 / 1000)
             order by record_time, seq limit 1), (select head from log where id = 1))`;

/** Where reading starts for events recorded from this moment on; at the end of the log when none is given. */
export async function cursorAt(database: Database, recordTime: number | null): Promise<number> {
  const [row] = await database.query<{ cursor: number }>(`select (${cursorSql('$1')})::float8 as cursor`, [recordTime]);
  return row!.cursor;
}

export async function subscriptionOf(database: Database, query: string, id: string): Promise<StoredSubscription | undefined> {
  const [row] = await database.query<StoredSubscription>(`select ${columns} from subscription where query = $1 and id = $2`, [
    query,
    id,
  ]);
  return row;
}

/** Those of a query in the order they were made, after `after`; of `owner` alone, where there is one. */
export function subscriptionsOf(
  database: Database,
  query: string,
  owner: string | undefined,
  limit: number,
  after: { readonly createdAt: number; readonly id: string } | undefined,
): Promise<StoredSubscription[]> {
  return database.query(
    `select ${columns} from subscription
     where query = $1 and (created_at, id) > (to_timestamp($2::float8 / 1000), $3::uuid) and ($5::text is null or owner = $5)
     order by created_at, id limit $4`,
    [query, after?.createdAt ?? 0, after?.id ?? '00000000-0000-0000-0000-000000000000', limit, owner ?? null],
  );
}

/** All that deliver, with their progress. */
export const allSubscriptions = (database: Database): Promise<StoredSubscription[]> =>
  database.query(`select ${columns} from subscription`);

/** False when there was none. */
export async function dropSubscription(database: Database, query: string, id: string): Promise<boolean> {
  const gone = await database.query(
    "delete from subscription where query = $1 and id = $2 returning nextval('subscription_change') as one",
    [query, id],
  );
  return gone.length > 0;
}

/** One statement, whatever the number. Subscriptions that are gone are passed over, and those that another process has brought further. */
export async function saveProgress(database: Database, rows: readonly SubscriptionProgress[]): Promise<void> {
  const column = <Name extends keyof SubscriptionProgress>(name: Name): SubscriptionProgress[Name][] =>
    rows.map((row) => row[name]);
  const time = (name: string): string => `to_timestamp(p.${name} / 1000)`;
  await database.query(
    `update subscription s set cursor = p.cursor, run_to = p.run_to, run_sent = p.run_sent, next_at = ${time('next_at')},
       state = p.state, attempts = p.attempts, retry_at = ${time('retry_at')}, last_success_at = ${time('last_success_at')},
       last_error_at = ${time('last_error_at')}, last_error = p.last_error, delivered = p.delivered
     from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::boolean[], $5::float8[], $6::text[], $7::int[], $8::float8[], $9::float8[],
                 $10::float8[], $11::text[], $12::bigint[])
       as p(id, cursor, run_to, run_sent, next_at, state, attempts, retry_at, last_success_at, last_error_at, last_error, delivered)
     where s.id = p.id and s.cursor <= p.cursor`,
    [
      column('id'),
      column('cursor'),
      column('runTo'),
      column('runSent'),
      column('nextAt'),
      column('state'),
      column('attempts'),
      column('retryAt'),
      column('lastSuccessAt'),
      column('lastErrorAt'),
      column('lastError'),
      column('delivered'),
    ],
    'subscription-progress',
  );
}

/** The end of the log, and a number that changes when a subscription or a query comes or goes. */
export async function subscriptionPulse(database: Database): Promise<{ head: number; change: number }> {
  const [row] = await database.query<{ head: number; change: number }>(
    `select head::float8 as head, (select last_value + is_called::int from subscription_change)::float8 as change
     from log where id = 1`,
    [],
    'subscription-pulse',
  );
  return row!;
}
