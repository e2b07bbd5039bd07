/** Capture jobs: written with their events, never changed, readable for ever. */
import type { Database } from './database.ts';

export interface StoredJob {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly finishedAt: number;
  readonly success: boolean;
  readonly behaviour: string;
  readonly received: number;
  readonly stored: number;
  readonly existing: number;
  readonly refused: number;
  /** JSON array of problems. */
  readonly errors: string;
}

const columns = `id, extract(epoch from created_at)::float8 * 1000 as "createdAt", extract(epoch from finished_at)::float8 * 1000 as "finishedAt",
  success, behaviour, received, stored, existing, refused, errors`;

export async function captureJob(database: Database, id: string): Promise<StoredJob | undefined> {
  const [job] = await database.query<StoredJob>(`select ${columns} from capture_job where id = $1`, [id]);
  return job;
}

/** Newest first; `after` is the last job of the page before. */
export function captureJobs(database: Database, limit: number, after?: { createdAt: number; id: string }): Promise<StoredJob[]> {
  if (after === undefined)
    return database.query(`select ${columns} from capture_job order by created_at desc, id desc limit $1`, [limit]);
  return database.query(
    `select ${columns} from capture_job where (created_at, id) < (to_timestamp($2::float8 / 1000), $3::uuid) order by created_at desc, id desc limit $1`,
    [limit, after.createdAt, after.id],
  );
}
