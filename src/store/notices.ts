/** Notices: who asked to be told of what, what is to be told, what was. Times are milliseconds since 1970. */
import type { Database } from './database.ts';

export interface NoticeSubscription {
  readonly id: string;
  /** uuid; null for the operator. */
  readonly organisation: string | null;
  readonly account: string | null;
  /** JSON list. */
  readonly roles: string;
  readonly topic: 'findings' | 'digest' | 'recall_published';
  /** JSON. */
  readonly filter: string;
  /** Null: the inbox. */
  readonly dest: string | null;
  readonly token: string | null;
  readonly createdAt: number;
  readonly nextAt: number | null;
  readonly state: 'active' | 'retrying' | 'suspended';
  readonly attempts: number;
  readonly retryAt: number | null;
  readonly lastSuccessAt: number | null;
  readonly lastErrorAt: number | null;
  /** JSON */
  readonly lastError: string | null;
  readonly delivered: number;
  /** Null: it is told. */
  readonly pausedAt: number | null;
}

export type NoticeKind = 'opened' | 'resolved' | 'decided' | 'digest' | 'recall';

export interface ToTell {
  readonly kind: NoticeKind;
  readonly ref: string;
  readonly part: number;
}

export interface Notice {
  readonly subscription: string;
  readonly seq: number;
  readonly kind: NoticeKind;
  readonly ref: string;
  readonly part: number;
  readonly madeAt: number;
  readonly settledAt: number | null;
  readonly withheld: boolean;
}

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;
const columns = `id, organisation, account, roles, topic, filter, dest, token, ${millis('created_at')} as "createdAt",
  ${millis('next_at')} as "nextAt", state, attempts, ${millis('retry_at')} as "retryAt", ${millis('last_success_at')} as "lastSuccessAt",
  ${millis('last_error_at')} as "lastErrorAt", last_error as "lastError", delivered::float8 as delivered,
  ${millis('paused_at')} as "pausedAt"`;
const noticeColumns = `n.subscription, n.seq::float8 as seq, n.kind, n.ref, n.part::float8 as part, ${millis('n.made_at')} as "madeAt",
  ${millis('n.settled_at')} as "settledAt", n.withheld`;

/** False when there are `most` of its organisation already. */
export async function addNoticeSubscription(
  database: Database,
  row: Pick<
    NoticeSubscription,
    'id' | 'organisation' | 'account' | 'roles' | 'topic' | 'filter' | 'dest' | 'token' | 'createdAt' | 'nextAt'
  >,
  most: number,
): Promise<boolean> {
  const { id, organisation, account, roles, topic, filter, dest, token, createdAt, nextAt } = row;
  const added = await database.query(
    `insert into notice_subscription (id, organisation, account, roles, topic, filter, dest, token, created_at, next_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, ${time('$9')}, ${time('$10')}
     where (select count(*) from notice_subscription where organisation is not distinct from $2::uuid) < $11::int returning 1`,
    [id, organisation, account, roles, topic, filter, dest, token, createdAt, nextAt, most],
  );
  return added.length > 0;
}

/** Of one organisation (null: of the operator), or of all. */
export const noticeSubscriptions = (database: Database, organisation?: string | null): Promise<NoticeSubscription[]> =>
  database.query(
    `select ${columns} from notice_subscription where $1 or organisation is not distinct from $2::uuid order by created_at, id`,
    [organisation === undefined, organisation ?? null],
  );

export async function noticeSubscription(database: Database, id: string): Promise<NoticeSubscription | undefined> {
  const [row] = await database.query<NoticeSubscription>(`select ${columns} from notice_subscription where id = $1`, [id]);
  return row;
}

export const dropNoticeSubscription = (database: Database, id: string): Promise<unknown> =>
  database.query('delete from notice_subscription where id = $1', [id]);

export const pauseNotices = (database: Database, id: string, now: number): Promise<unknown> =>
  database.query(`update notice_subscription set paused_at = ${time('$2')} where id = $1 and paused_at is null`, [id, now]);

/** It goes on, and is tried at once, also where its receiver wanted no more. */
export const resumeNotices = (database: Database, id: string): Promise<unknown> =>
  database.query(
    "update notice_subscription set paused_at = null, state = 'active', attempts = 0, retry_at = null where id = $1",
    [id],
  );

/** What closed of the findings it was told of, and what was decided about them since. */
export const changesToTell = (database: Database, { id, createdAt }: NoticeSubscription, limit: number) =>
  database.query<ToTell>(
    `(select 'resolved' as kind, n.ref, 0::float8 as part from notice n join finding f on f.id = n.ref::uuid
      where n.subscription = $1 and n.kind = 'opened' and not n.withheld and f.resolved_at is not null
        and not exists (select from notice o where o.subscription = $1 and o.kind = 'resolved' and o.ref = n.ref) limit $3)
     union all
     (select 'decided', n.ref, a.seq::float8 from notice n join finding_act a on a.finding = n.ref::uuid
      where n.subscription = $1 and n.kind = 'opened' and not n.withheld and a.at >= ${time('$2')}
        and not exists (select from notice o where o.subscription = $1 and o.kind = 'decided' and o.ref = n.ref and o.part = a.seq)
      order by a.seq limit $3)`,
    [id, createdAt, limit],
    'changes-to-tell',
  );

/**
 * Published recalls of which the organisation holds something: once for each round that named something new of its own, and each time
 * somebody extended it, though nothing new is on its list.
 */
export const recallsToTell = (database: Database, { id, organisation, createdAt }: NoticeSubscription) =>
  database.query<ToTell>(
    `select 'recall' as kind, told.ref, told.part from (
       select r.id::text as ref, h.told_at, extended.at,
         greatest((select max(i.round) from recall_item i where i.recall = r.id and i.holder = h.holder), extended.round)::float8 as part
       from recall_holder h join recall r on r.id = h.recall
       left join lateral (select a.at, (a.data::json ->> 'round')::int as round from recall_act a
         where a.recall = r.id and a.act = 'extend' order by a.seq desc limit 1) extended on true
       where h.holder = $2 and r.state = 'published') told
     where told.part is not null and greatest(told.told_at, told.at) >= ${time('$3')}
       and not exists (select from notice n where n.subscription = $1 and n.kind = 'recall' and n.ref = told.ref and n.part = told.part)`,
    [id, organisation, createdAt],
    'recalls-to-tell',
  );

/** The part under which the end of a recall is told: no round comes after it. */
export const recallEnd = 1_000_000;

/** Recalls of which it was told, and that have ended since: completed, or withdrawn. */
export const endedRecallsToTell = (database: Database, { id }: NoticeSubscription) =>
  database.query<ToTell>(
    `select distinct 'recall' as kind, n.ref, ${recallEnd}::float8 as part
     from notice n join recall r on r.id = n.ref::uuid
     where n.subscription = $1 and n.kind = 'recall' and not n.withheld and r.state in ('completed', 'withdrawn')
       and not exists (select from notice o where o.subscription = $1 and o.kind = 'recall' and o.ref = n.ref and o.part = ${recallEnd})`,
    [id],
    'ended-recalls-to-tell',
  );

export const addNotices = (database: Database, subscription: string, rows: readonly ToTell[], now: number): Promise<unknown> =>
  database.query(
    `insert into notice (subscription, kind, ref, part, made_at)
     select $1, t.kind, t.ref, t.part, ${time('$5')} from unnest($2::text[], $3::text[], $4::bigint[]) as t(kind, ref, part)
     where exists (select from notice_subscription where id = $1) on conflict do nothing`,
    [subscription, rows.map(({ kind }) => kind), rows.map(({ ref }) => ref), rows.map(({ part }) => part), now],
  );

/** What is to be delivered, the earliest first. */
export const waitingNotices = (database: Database, subscription: string, limit: number): Promise<Notice[]> =>
  database.query(
    `select ${noticeColumns} from notice n join notice_subscription s on s.id = n.subscription
     where n.subscription = $1 and n.settled_at is null and s.paused_at is null and s.state <> 'suspended' order by n.seq limit $2`,
    [subscription, limit],
  );

/** The inbox of an organisation, the latest first, before a number. */
export const inboxNotices = (
  database: Database,
  organisation: string | null,
  unread: boolean,
  limit: number,
  before: number | undefined,
): Promise<(Notice & { readonly topic: string })[]> =>
  database.query(
    `select ${noticeColumns}, s.topic from notice n join notice_subscription s on s.id = n.subscription
     where s.organisation is not distinct from $1::uuid and s.dest is null and not n.withheld and ($2 or n.settled_at is null)
       and ($4::bigint is null or n.seq < $4) order by n.seq desc limit $3`,
    [organisation, !unread, limit, before ?? null],
  );

/** Those of the inbox up to a number were read; how many. */
export async function readNotices(database: Database, organisation: string | null, upTo: number, now: number): Promise<number> {
  const rows = await database.query(
    `update notice n set settled_at = ${time('$3')} from notice_subscription s
     where s.id = n.subscription and s.organisation is not distinct from $1::uuid and s.dest is null and n.settled_at is null and n.seq <= $2
     returning 1`,
    [organisation, upTo, now],
  );
  return rows.length;
}

/** Delivered, or kept back. */
export const settleNotices = (
  database: Database,
  subscription: string,
  seqs: readonly number[],
  withheld: readonly boolean[],
  now: number,
): Promise<unknown> =>
  database.query(
    `update notice n set settled_at = ${time('$4')}, withheld = t.withheld from unnest($2::bigint[], $3::boolean[]) as t(seq, withheld)
     where n.subscription = $1 and n.seq = t.seq`,
    [subscription, seqs, withheld, now],
  );

export const noticeProgress = (
  database: Database,
  id: string,
  progress: Pick<
    NoticeSubscription,
    'state' | 'attempts' | 'retryAt' | 'lastSuccessAt' | 'lastErrorAt' | 'lastError' | 'delivered'
  >,
): Promise<unknown> => {
  const { state, attempts, retryAt, lastSuccessAt, lastErrorAt, lastError, delivered } = progress;
  return database.query(
    `update notice_subscription set state = $2, attempts = $3, retry_at = ${time('$4')}, last_success_at = ${time('$5')},
       last_error_at = ${time('$6')}, last_error = $7, delivered = $8 where id = $1`,
    [id, state, attempts, retryAt, lastSuccessAt, lastErrorAt, lastError, delivered],
  );
};

export const nextDigest = (database: Database, id: string, nextAt: number): Promise<unknown> =>
  database.query(`update notice_subscription set next_at = ${time('$2')} where id = $1`, [id, nextAt]);

/** The acts of departments and firms that notices tell of. */
export const noticeActs = (database: Database, seqs: readonly number[]) =>
  database.query<{ seq: number; act: string; reason: string; at: number; dueAt: number | null }>(
    `select seq::float8 as seq, act, reason, ${millis('at')} as at, ${millis('due_at')} as "dueAt" from finding_act where seq = any($1::bigint[])`,
    [seqs],
  );
