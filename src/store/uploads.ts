/** Uploads of sheets: the job, its file in sealed pieces, what became of its rows. */
import pg from 'pg';
import { advisory } from './advisory.ts';
import type { Database } from './database.ts';
import { uploadPieces } from './sealed.ts';

export type UploadState = 'receiving' | 'waiting' | 'checking' | 'recording' | 'done' | 'failed' | 'cancelled';

export interface UploadRow {
  /** uuid */
  readonly id: string;
  /** uuid of the organisation; null for the operator. */
  readonly owner: string | null;
  readonly account: string | null;
  /** Whose people sent it in the owner's place, under which consent. */
  readonly through: string | null;
  readonly consent: string | null;
  readonly category: string;
  readonly stage: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly state: UploadState;
  readonly size: number;
  readonly rows: number | null;
  readonly read: number;
  readonly stored: number;
  readonly existing: number;
  readonly refused: number;
  /** JSON. */
  readonly problem: string | null;
  readonly endedAt: number | null;
  readonly keptUntil: number;
  readonly kept: boolean;
}

const millis = (column: string, name: string): string => `extract(epoch from ${column})::float8 * 1000 as "${name}"`;
const columns = `id, owner, account, through, consent, category, stage, name, ${millis('created_at', 'createdAt')}, state, size::float8 as size, rows, read,
  stored, existing, refused, problem, ${millis('ended_at', 'endedAt')}, ${millis('kept_until', 'keptUntil')}, kept`;

/** What is known of an upload before its first byte. */
export type UploadAbout = Pick<UploadRow, 'owner' | 'account' | 'category' | 'stage' | 'name'> &
  Partial<Pick<UploadRow, 'through' | 'consent'>>;

export async function beginUpload(
  database: Database,
  row: UploadAbout & Pick<UploadRow, 'id' | 'createdAt' | 'keptUntil'>,
): Promise<void> {
  await database.query(
    `insert into record_upload (id, owner, account, category, stage, name, created_at, state, kept_until, through, consent)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), 'receiving', to_timestamp($8::float8 / 1000), $9, $10)`,
    [
      row.id,
      row.owner,
      row.account,
      row.category,
      row.stage,
      row.name,
      row.createdAt,
      row.keptUntil,
      row.through ?? null,
      row.consent ?? null,
    ],
  );
}

/** Bytes of a piece; the last one may be shorter. Small, for all pieces of a batch are in memory when keys change. */
export const uploadPiece = 64 << 10;

const pieceId = (id: string, number: number): string => `${id}/${String(number).padStart(6, '0')}`;

export async function putUploadPieces(database: Database, id: string, first: number, pieces: readonly Buffer[]): Promise<void> {
  const ids = pieces.map((_, i) => pieceId(id, first + i));
  await database.query('insert into record_upload_piece (id, upload, bytes) select unnest($1::text[]), $2, unnest($3::bytea[])', [
    ids,
    id,
    pieces.map((piece, i) => database.vault.seal(uploadPieces.purpose, piece, ids[i]!)),
  ]);
}

/** From now on it waits for its turn. */
export async function uploadReceived(database: Database, id: string, size: number): Promise<void> {
  await database.query(`update record_upload set state = 'waiting', size = $2 where id = $1 and state = 'receiving'`, [id, size]);
}

/** The bytes of a file from `from` up to `to`; fewer where it is no longer kept. */
export async function uploadBytes(database: Database, id: string, from: number, to: number): Promise<Buffer> {
  if (to <= from) return Buffer.alloc(0);
  const first = Math.floor(from / uploadPiece);
  const rows = await database.query<{ id: string; bytes: Buffer }>(
    'select id, bytes from record_upload_piece where id between $1 and $2 order by id',
    [pieceId(id, first), pieceId(id, Math.floor((to - 1) / uploadPiece))],
    'upload bytes',
  );
  const pieces = rows.map((row) => database.vault.unseal(uploadPieces.purpose, row.bytes, row.id));
  return Buffer.concat(pieces).subarray(from - first * uploadPiece, to - first * uploadPiece);
}

export async function uploadNamed(database: Database, id: string): Promise<UploadRow | undefined> {
  const [row] = await database.query<UploadRow>(`select ${columns} from record_upload where id = $1`, [id]);
  return row;
}

/** Newest first. `owner`: of that organisation alone; `after`: the last one of the page before. */
export function uploadsOf(
  database: Database,
  limit: number,
  owner?: string,
  after?: { readonly at: number; readonly id: string },
): Promise<UploadRow[]> {
  const values: unknown[] = [limit];
  const clauses = ['true'];
  if (owner !== undefined) clauses.push(`owner = $${values.push(owner)}::uuid`);
  if (after !== undefined)
    clauses.push(`(created_at, id) < (to_timestamp($${values.push(after.at)}::float8 / 1000), $${values.push(after.id)}::uuid)`);
  return database.query(
    `select ${columns} from record_upload where ${clauses.join(' and ')} order by created_at desc, id desc limit $1`,
    values,
  );
}

/** How many of an owner have not ended. */
export async function openUploads(database: Database, owner: string | null): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'select count(*)::float8 as count from record_upload where ended_at is null and owner is not distinct from $1',
    [owner],
  );
  return row!.count;
}

/** The oldest one that can go on of each owner; those that a process was working on when it ended come first. */
export const waitingUploads = (database: Database): Promise<UploadRow[]> =>
  database.query(
    `select * from (select distinct on (owner) ${columns} from record_upload where ended_at is null and state <> 'receiving'
     order by owner, state = 'waiting', created_at) as each order by "createdAt" limit 200`,
  );

/** Begins it, and tells how often that was done since the last batch; undefined when it has ended meanwhile. */
export async function takeUpload(database: Database, id: string): Promise<number | undefined> {
  const [row] = await database.query<{ attempts: number }>(
    `update record_upload set state = 'checking', attempts = attempts + 1 where id = $1 and ended_at is null returning attempts`,
    [id],
  );
  return row?.attempts;
}

/** False when it has ended meanwhile, by whoever cancelled it. */
export async function advanceUpload(
  database: Database,
  id: string,
  change: { readonly state: UploadState; readonly rows?: number; readonly problem?: string; readonly endedAt?: number },
): Promise<boolean> {
  const rows = await database.query(
    `update record_upload set state = $2, rows = coalesce($3, rows), problem = coalesce($4, problem),
       ended_at = to_timestamp($5::float8 / 1000) where id = $1 and ended_at is null returning id`,
    [id, change.state, change.rows ?? null, change.problem ?? null, change.endedAt ?? null],
  );
  return rows.length > 0;
}

export interface UploadBatch {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly numbers: readonly number[];
  /** A letter a row: s stored, e exists, r refused. */
  readonly statuses: string;
  /** JSON: row → problems. */
  readonly problems: string;
}

/** Adds a batch and what it counts. False when the upload has ended meanwhile: then nothing is added. */
export function addUploadBatch(database: Database, id: string, batch: UploadBatch): Promise<boolean> {
  const count = (letter: string): number => batch.statuses.split(letter).length - 1;
  return database.transaction(async (client) => {
    const { rowCount } = await client.query(
      `update record_upload set read = read + $2, stored = stored + $3, existing = existing + $4, refused = refused + $5, attempts = 0
       where id = $1 and ended_at is null`,
      [id, batch.statuses.length, count('s'), count('e'), count('r')],
    );
    if (rowCount === 0) return false;
    await client.query('insert into record_upload_batch values ($1, $2, $3, $4, $5, $6)', [
      id,
      batch.firstRow,
      batch.lastRow,
      batch.numbers,
      batch.statuses,
      batch.problems,
    ]);
    return true;
  });
}

/** Batches in the order of their rows, behind that row. */
export const uploadBatches = (database: Database, id: string, afterRow: number, limit: number): Promise<UploadBatch[]> =>
  database.query(
    `select first_row as "firstRow", last_row as "lastRow", numbers, statuses, problems from record_upload_batch
     where upload = $1 and first_row > $2 order by first_row limit $3`,
    [id, afterRow, limit],
  );

/** The last row that was recorded; 0 before the first. */
export async function lastUploadRow(database: Database, id: string): Promise<number> {
  const [row] = await database.query<{ last: number }>(
    'select coalesce(max(last_row), 0) as last from record_upload_batch where upload = $1',
    [id],
  );
  return row!.last;
}

/** The file and what became of its rows go; that it was sent, and how many rows were stored, stays. */
export function dropUploadFile(database: Database, id: string): Promise<void> {
  return database.transaction(async (client) => {
    await client.query('delete from record_upload_piece where upload = $1', [id]);
    await client.query('delete from record_upload_batch where upload = $1', [id]);
    await client.query('update record_upload set kept = false where id = $1', [id]);
  });
}

/** Ended files whose time is over, and files that never came to their end. `now`: milliseconds. */
export async function staleUploads(database: Database, now: number, brokenBefore: number): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select id from record_upload where (kept and kept_until < to_timestamp($1::float8 / 1000) and ended_at is not null)
       or (state = 'receiving' and created_at < to_timestamp($2::float8 / 1000)) limit 1000`,
    [now, brokenBefore],
  );
  return rows.map(({ id }) => id);
}

/** A file that did not come to its end leaves nothing. */
export async function forgetUpload(database: Database, id: string): Promise<void> {
  await database.query(`delete from record_upload where id = $1 and state = 'receiving'`, [id]);
}

/**
 * Which process works for whom: an advisory lock of the database for each owner, on a connection of its own. A killed process loses its
 * locks at once, and whoever starts next goes on with what it left.
 */
export class UploadLocks {
  readonly #client: pg.Client;
  #open = true;

  private constructor(client: pg.Client, onLost: () => void) {
    this.#client = client;
    const over = (): void => {
      if (!this.#open) return;
      this.#open = false;
      onLost();
    };
    client.on('error', over);
    client.on('end', over);
  }

  static async open(database: Database, onLost: () => void): Promise<UploadLocks> {
    const client = new pg.Client({ ...(database.pool.options as pg.ClientConfig), keepAlive: true });
    const locks = new UploadLocks(client, onLost);
    await client.connect();
    return locks;
  }

  /** True when this process works for that owner from now on. Ask once for each. */
  async take(owner: string | null): Promise<boolean> {
    const { rows } = await this.#client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as locked', [
      advisory.upload,
      owner ?? 'operator',
    ]);
    return rows[0]!.locked;
  }

  async give(owner: string | null): Promise<void> {
    if (this.#open)
      await this.#client.query('select pg_advisory_unlock($1, hashtext($2))', [advisory.upload, owner ?? 'operator']);
  }

  async close(): Promise<void> {
    this.#open = false;
    await Promise.race([this.#client.end().catch(() => {}), new Promise((next) => setTimeout(next, 1_000).unref())]);
  }
}
