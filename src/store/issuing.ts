/** Ranges of codes, what may still be issued of a lot, and what happened to runs of a range. */
import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Vault } from '../secrets/index.ts';
import { type Database, touchAnswers } from './database.ts';
import { codeKeys, unsealed } from './sealed.ts';

export interface RangeRow {
  readonly id: string;
  readonly owner: string;
  readonly request: string;
  readonly product: string;
  readonly lot: string;
  readonly form: 'gs1' | 'own';
  readonly count: number;
  /** Of the cipher of its codes, 16 bytes. */
  readonly key: Buffer;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

export interface MarkRow {
  readonly first: number;
  readonly last: number;
  readonly state: 'printed' | 'void';
  readonly reason: string;
  readonly at: number;
}

export interface RangeRequest {
  readonly owner: string;
  readonly request: string;
  readonly product: string;
  readonly lot: string;
  readonly form: 'gs1' | 'own';
  readonly count: number;
  /** Goods of the lot; undefined leaves what was declared before. */
  readonly declared: number | undefined;
}

export type RangeOutcome =
  | { readonly outcome: 'issued' | 'existing'; readonly range: RangeRow }
  /** `declared` undefined: nothing was declared for the lot yet. */
  | { readonly outcome: 'over_issue'; readonly declared: number | undefined; readonly issued: number };

/** `key` as it lies in the database becomes the key itself. */
const opened = (vault: Vault, range: RangeRow): RangeRow => ({ ...range, key: unsealed(vault, codeKeys, range.id, range.key) });

const columns = `id, owner, request, product, lot, form, count::float8 as count, key, extract(epoch from issued_at)::float8 * 1000 as "issuedAt"`;

/** Issues a range in one transaction with its count against the lot. The row lock on the lot makes two requests for it wait for each other. */
export async function issueRange(database: Database, wanted: RangeRequest, newId: () => string): Promise<RangeOutcome> {
  const outcome = await database.transaction((client) => issueIn(client, database.vault, wanted, newId));
  await touchAnswers(database);
  return outcome;
}

async function issueIn(client: PoolClient, vault: Vault, wanted: RangeRequest, newId: () => string): Promise<RangeOutcome> {
  const { owner, request, product, lot, form, count, declared } = wanted;
  await client.query('savepoint asked');
  if (declared !== undefined) {
    await client.query(
      `insert into code_order (owner, product, lot, declared) values ($1, $2, $3, $4)
         on conflict (owner, product, lot) do update set declared = greatest(excluded.declared, code_order.issued)`,
      [owner, product, lot, declared],
    );
  }
  const { rows: orders } = await client.query<{ declared: number; issued: number }>(
    'select declared::float8, issued::float8 from code_order where (owner, product, lot) = ($1, $2, $3) for update',
    [owner, product, lot],
  );
  const existing = await rangeOfRequest(client, owner, request);
  if (existing !== undefined) return { outcome: 'existing', range: opened(vault, existing) };
  const order = orders[0];
  if (order === undefined || order.issued + count > order.declared) {
    await client.query('rollback to savepoint asked');
    return { outcome: 'over_issue', declared: order?.declared, issued: order?.issued ?? 0 };
  }
  await client.query('update code_order set issued = issued + $4 where (owner, product, lot) = ($1, $2, $3)', [
    owner,
    product,
    lot,
    count,
  ]);
  for (;;) {
    const id = newId();
    const key = vault.seal(codeKeys.purpose, randomBytes(16), id);
    const { rows } = await client.query<RangeRow>(
      `insert into code_range values ($1, $2, $3, $4, $5, $6, $7, $8, now()) on conflict (id) do nothing returning ${columns}`,
      [id, owner, request, product, lot, form, count, key],
    );
    if (rows[0] !== undefined) return { outcome: 'issued', range: opened(vault, rows[0]) };
  }
}

async function rangeOfRequest(client: PoolClient, owner: string, request: string): Promise<RangeRow | undefined> {
  const { rows } = await client.query<RangeRow>(`select ${columns} from code_range where (owner, request) = ($1, $2)`, [
    owner,
    request,
  ]);
  return rows[0];
}

export async function codeRange(database: Database, id: string): Promise<RangeRow | undefined> {
  const [row] = await database.query<RangeRow>(`select ${columns} from code_range where id = $1`, [id], 'code-range');
  return row === undefined ? undefined : opened(database.vault, row);
}

/** To whom a range was issued, and for which product. */
export interface RangeOwner {
  readonly owner: string;
  readonly product: string;
  readonly form: 'gs1' | 'own';
}

/** Whose a range is never changes. Bounded, because suppliers choose the codes. */
const owners = new WeakMap<Database, Map<string, RangeOwner>>();
const mostOwners = 20_000;

/** Of ranges that were issued; others are absent. */
export async function rangeOwners(database: Database, ids: readonly string[]): Promise<ReadonlyMap<string, RangeOwner>> {
  let known = owners.get(database);
  if (known === undefined || known.size > mostOwners) {
    known = new Map();
    owners.set(database, known);
  }
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const rows = await database.query<RangeOwner & { id: string }>(
      'select id, owner, product, form from code_range where id = any($1::text[])',
      [missing],
      'code-range-owners',
    );
    for (const { id, ...row } of rows) known.set(id, row);
  }
  return known;
}

/** Newest first; `owner`: of that one alone. */
export async function codeRanges(database: Database, limit: number, owner?: string): Promise<RangeRow[]> {
  const rows = await database.query<RangeRow>(
    `select ${columns} from code_range where $2::text is null or owner = $2 order by issued_at desc, id limit $1`,
    [limit, owner ?? null],
  );
  return rows.map((row) => opened(database.vault, row));
}

const markColumns = `first::float8, last::float8, state, reason, extract(epoch from at)::float8 * 1000 as at`;

export function marksOf(database: Database, range: string): Promise<MarkRow[]> {
  return database.query(`select ${markColumns} from code_mark where range = $1 order by seq`, [range], 'code-marks');
}

/** The marks that cover one number. */
export function marksAt(database: Database, range: string, number: number): Promise<MarkRow[]> {
  return database.query(
    `select ${markColumns} from code_mark where range = $1 and first <= $2 and last >= $2 order by seq`,
    [range, number],
    'code-marks-at',
  );
}

export async function markRun(database: Database, range: string, mark: Omit<MarkRow, 'at'>): Promise<void> {
  await database.query('insert into code_mark (range, first, last, state, reason, at) values ($1, $2, $3, $4, $5, now())', [
    range,
    mark.first,
    mark.last,
    mark.state,
    mark.reason,
  ]);
  await touchAnswers(database);
}

export interface Allocation {
  readonly first: number;
  readonly count: number;
}

/** References of a company prefix, the next that were never given out; the same request gets the same. Undefined when too few are left. */
export function allocateReferences(
  database: Database,
  { prefix, kind, request, count, capacity }: { prefix: string; kind: string; request: string; count: number; capacity: number },
): Promise<Allocation | undefined> {
  return database.transaction(async (client) => {
    await client.query('insert into gs1_counter values ($1, $2, 0) on conflict do nothing', [prefix, kind]);
    const { rows } = await client.query<{ next: number }>(
      'select next::float8 as next from gs1_counter where (prefix, kind) = ($1, $2) for update',
      [prefix, kind],
    );
    const known = await client.query<Allocation>(
      'select first::float8, count::float8 from gs1_allocation where (prefix, kind, request) = ($1, $2, $3)',
      [prefix, kind, request],
    );
    if (known.rows[0] !== undefined) return known.rows[0];
    const first = rows[0]!.next;
    if (first + count > capacity) return undefined;
    await client.query('update gs1_counter set next = $3 where (prefix, kind) = ($1, $2)', [prefix, kind, first + count]);
    await client.query('insert into gs1_allocation values ($1, $2, $3, $4, $5, now())', [prefix, kind, request, first, count]);
    return { first, count };
  });
}

export interface CertificateRow {
  readonly number: string;
  readonly owner: string;
  readonly request: string;
  /** JSON of the fields that are printed. */
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

const certificateColumns = 'number, owner, request, body, extract(epoch from issued_at)::float8 * 1000 as "issuedAt"';

/** Stores a certificate under a new number, or finds that of the same request. */
export async function storeCertificate(
  database: Database,
  { owner, request, body }: { owner: string; request: string; body: string },
  newNumber: () => string,
): Promise<CertificateRow> {
  for (;;) {
    // A number that is taken, and a request that came before, both insert nothing.
    await database.query('insert into certificate values ($1, $2, $3, $4, now()) on conflict do nothing', [
      newNumber(),
      owner,
      request,
      body,
    ]);
    const [row] = await database.query<CertificateRow>(
      `select ${certificateColumns} from certificate where (owner, request) = ($1, $2)`,
      [owner, request],
    );
    if (row === undefined) continue;
    await touchAnswers(database);
    return row;
  }
}

export async function certificateOf(database: Database, number: string): Promise<CertificateRow | undefined> {
  const [row] = await database.query<CertificateRow>(`select ${certificateColumns} from certificate where number = $1`, [number]);
  return row;
}
