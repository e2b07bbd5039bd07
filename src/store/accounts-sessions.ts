/** Sessions, and what is left of patience with those who try to begin one. */
import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

export interface SessionRow {
  readonly hash: Buffer;
  /** uuid */
  readonly id: string;
  readonly account: string;
  readonly stage: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly endsAt: Date;
  readonly idleUntil: Date;
  readonly address: string;
  readonly agent: string;
  readonly attempts: number;
  /** Sealed. */
  readonly enrolling: Buffer | null;
}

/** A session with its account, as every request of a signed-in browser asks for it. */
export interface SignedInRow extends SessionRow {
  readonly organisation: string | null;
  readonly roles: readonly string[];
  readonly name: string;
  readonly login: string;
}

const columns = `s.hash, s.id, s.account, s.stage, s.started_at as "startedAt", s.seen_at as "seenAt", s.ends_at as "endsAt",
  s.idle_until as "idleUntil", s.address, s.agent, s.attempts, s.enrolling`;

/** Also forgets sessions that are over. */
export async function addSession(database: Database, session: SessionRow): Promise<void> {
  await database.query(
    `with over as (delete from session where ends_at < $5)
     insert into session (hash, id, account, stage, started_at, seen_at, ends_at, idle_until, address, agent)
     values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)`,
    [
      session.hash,
      session.id,
      session.account,
      session.stage,
      session.startedAt,
      session.endsAt,
      session.idleUntil,
      session.address,
      session.agent,
    ],
  );
}

/** Undefined when it is over or its account suspended. */
export async function sessionOf(database: Database, hash: Buffer, at: Date): Promise<SignedInRow | undefined> {
  const [row] = await database.query<SignedInRow>(
    `select ${columns}, a.organisation, a.roles, a.name, a.login from session s join account a on a.id = s.account
     where s.hash = $1 and s.ends_at > $2 and s.idle_until > $2 and a.status = 'active'`,
    [hash, at],
    'session',
  );
  return row;
}

export async function touchSession(database: Database, hash: Buffer, at: Date, idleUntil: Date): Promise<void> {
  await database.query(
    'update session set seen_at = $2, idle_until = $3 where hash = $1',
    [hash, at, idleUntil],
    'session-touch',
  );
}

/** A new token for the session at its next stage; false when the session ended meanwhile. */
export async function rotateSession(
  database: Database,
  before: Buffer,
  next: Pick<SessionRow, 'hash' | 'stage' | 'seenAt' | 'endsAt' | 'idleUntil'>,
): Promise<boolean> {
  const rotated = await database.query(
    `update session set hash = $2, stage = $3, seen_at = $4, ends_at = $5, idle_until = $6, attempts = 0, enrolling = null
     where hash = $1 returning 1 as one`,
    [before, next.hash, next.stage, next.seenAt, next.endsAt, next.idleUntil],
  );
  return rotated.length > 0;
}

/** How many wrong codes it has seen with this one; the session ends with the last that is allowed. */
export async function countAttempt(database: Database, hash: Buffer): Promise<number> {
  const [row] = await database.query<{ attempts: number }>(
    'update session set attempts = attempts + 1 where hash = $1 returning attempts',
    [hash],
  );
  return row?.attempts ?? Number.POSITIVE_INFINITY;
}

export async function setEnrolling(database: Database, hash: Buffer, secret: Buffer): Promise<void> {
  await database.query('update session set enrolling = $2 where hash = $1', [hash, secret]);
}

export function sessionsOf(database: Database, account: string, at: Date): Promise<SessionRow[]> {
  return database.query(
    `select ${columns} from session s where account = $1 and ends_at > $2 and idle_until > $2 order by seen_at desc limit 200`,
    [account, at],
  );
}

export async function endSession(database: Database, hash: Buffer): Promise<void> {
  await database.query('delete from session where hash = $1', [hash]);
}

/** False when the account has no such session. */
export async function endSessionNamed(database: Database, account: string, id: string): Promise<boolean> {
  return (
    (await database.query('delete from session where account = $1 and id = $2 returning 1 as one', [account, id])).length > 0
  );
}

/** All of an account, but for one. How many they were. */
export async function endSessions(database: Database, account: string, but: string | null = null): Promise<number> {
  const rows = await database.query('delete from session where account = $1 and id is distinct from $2 returning 1 as one', [
    account,
    but,
  ]);
  return rows.length;
}

/** Free failures, then a pause that doubles with each; seconds. Failures are forgotten when none came for `forget`. */
export interface Budget {
  readonly free: number;
  readonly most: number;
  readonly forget: number;
}

const keyOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/**
 * Takes one attempt before it is made, so that a hundred at once are a hundred. Milliseconds to wait, or 0 when it may be made. Who asks
 * during the pause does not lengthen it.
 */
export async function takeAttempt(database: Database, key: string, { free, most, forget }: Budget, at: Date): Promise<number> {
  const hash = keyOf(key);
  const taken = await database.query(
    `with over as (delete from sign_in_budget where key in (select key from sign_in_budget where at < $2::timestamptz - interval '1 day'
       and key <> $1 limit 20))
     insert into sign_in_budget as b values ($1, 1, $2, $2)
     on conflict (key) do update set
       failures = case when b.at < $2::timestamptz - make_interval(secs => $5) then 1 else b.failures + 1 end,
       at = $2,
       blocked_until = $2::timestamptz + make_interval(secs => case when b.at < $2::timestamptz - make_interval(secs => $5)
         or b.failures < $3 then 0 else least($4, power(2, least(b.failures - $3, 20))) end)
     where b.blocked_until <= $2
     returning 1 as one`,
    [hash, at, free, most, forget],
  );
  if (taken.length > 0) return 0;
  const [row] = await database.query<{ until: Date }>('select blocked_until as until from sign_in_budget where key = $1', [hash]);
  return Math.max(1000, (row?.until.getTime() ?? 0) - at.getTime());
}

/** Attempts that were counted and not made. */
export async function returnAttempt(database: Database, keys: readonly string[], at: Date): Promise<void> {
  await database.query(
    'update sign_in_budget set failures = greatest(failures - 1, 0), blocked_until = $2 where key = any($1::bytea[])',
    [keys.map(keyOf), at],
  );
}

/** After success: all patience again. */
export async function forgetAttempts(database: Database, keys: readonly string[]): Promise<void> {
  await database.query('delete from sign_in_budget where key = any($1::bytea[])', [keys.map(keyOf)]);
}
