/** The rows of the audit log: added in one order whatever the number of processes, read by time, account, organisation, object and kind. */

import type { ClientBase } from 'pg';
import { advisory } from './advisory.ts';
import type { Database } from './database.ts';

export interface AuditRow {
  readonly seq: number;
  /** Canonical JSON of the entry. */
  readonly content: string;
  /** 32 bytes: SHA-256 over the hash before it and `content`. */
  readonly hash: Buffer;
}

export interface AuditHead {
  /** 0 while the log is empty. */
  readonly seq: number;
  /** Time of the last entry, ISO 8601; empty while there is none. */
  readonly at: string;
  readonly hash: Buffer;
}

const first: AuditHead = { seq: 0, at: '', hash: Buffer.alloc(32) };

/**
 * Adds rows in the transaction of `client`, which must be read committed (PostgreSQL's own): the row before is read once the lock is
 * held. The lock is held until that transaction ends, so this is the last thing it does.
 */
export async function appendAudit(client: ClientBase, rowsAfter: (head: AuditHead) => readonly AuditRow[]): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [advisory.audit]);
  const { rows } = await client.query<AuditHead>(
    'select seq::float8 as seq, at, hash from audit_entry a order by a.seq desc limit 1',
  );
  const added = rowsAfter(rows[0] ?? first);
  await client.query('insert into audit_entry (seq, content, hash) select * from unnest($1::bigint[], $2::text[], $3::bytea[])', [
    added.map(({ seq }) => seq),
    added.map(({ content }) => content),
    added.map(({ hash }) => hash),
  ]);
}

export async function auditHead(database: Database): Promise<AuditHead> {
  const [row] = await database.query<AuditHead>(
    'select seq::float8 as seq, at, hash from audit_entry a order by a.seq desc limit 1',
    [],
    'audit-head',
  );
  return row ?? first;
}

/** In order, from `after` (exclusive) on. */
export function auditRows(database: Database, after: number, limit: number): Promise<AuditRow[]> {
  return database.query(
    'select seq::float8 as seq, content, hash from audit_entry a where seq > $1 order by a.seq limit $2',
    [after, limit],
    'audit-rows',
  );
}

export interface AuditFilter {
  /** ISO 8601, UTC, milliseconds; `from` included, `until` not. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly kind?: string | undefined;
  readonly outcome?: string | undefined;
  readonly account?: string | undefined;
  readonly organisation?: string | undefined;
  readonly object?: string | undefined;
  /** Only entries with a smaller number: the last one of the page before. */
  readonly before?: number | undefined;
}

/** Newest first. Time never runs back along the numbers, so a span of time is a span of numbers. */
export function findAudit(database: Database, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  const values: unknown[] = [limit];
  const conditions = ['true'];
  const add = (condition: string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition.replaceAll('?', `$${values.length}`));
  };
  add('seq >= (select seq from audit_entry where at >= ? order by at, seq limit 1)', filter.from);
  add('seq <= (select seq from audit_entry where at < ? order by at desc, seq desc limit 1)', filter.until);
  for (const name of ['kind', 'outcome', 'account', 'organisation', 'object'] as const) add(`${name} = ?`, filter[name]);
  add('seq < ?', filter.before);
  return database.query(
    `select seq::float8 as seq, content, hash from audit_entry a where ${conditions.join(' and ')} order by a.seq desc limit $1`,
    values,
  );
}
