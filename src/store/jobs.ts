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
  /** uuid of the organisation that sent it; null for the operator. */
  readonly owner: string | null;
}

const columns = `id, extract(epoch from created_at)::float8 * 1000 as "createdAt", extract(epoch from finished_at)::float8 * 1000 as "finishedAt",
  success, behaviour, received, stored, existing, refused, errors, owner`;

export async function captureJob(database: Database, id: string): Promise<StoredJob | undefined> {
  const [job] = await database.query<StoredJob>(`select ${columns} from capture_job where id = $1`, [id]);
  return job;
}

/** Newest first; `after` is the last job of the page before. `owner`: of that organisation alone. */
export function captureJobs(
  database: Database,
  limit: number,
  after?: { createdAt: number; id: string },
  owner?: string,
): Promise<StoredJob[]> {
  const values: unknown[] = [limit];
  const clauses = ['true'];
  if (owner !== undefined) clauses.push(`owner = $${values.push(owner)}::uuid`);
  if (after !== undefined)
    clauses.push(
      `(created_at, id) < (to_timestamp($${values.push(after.createdAt)}::float8 / 1000), $${values.push(after.id)}::uuid)`,
    );
  return database.query(
    `select ${columns} from capture_job where ${clauses.join(' and ')} order by created_at desc, id desc limit $1`,
    values,
  );
}
