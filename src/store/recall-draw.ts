/** Drawing lots from the log, and the readiness checks that were made of them. */
import type { Database } from './database.ts';

export interface Drawable {
  readonly seq: number;
  readonly category: string | null;
  readonly area: string | null;
}

export interface DrawFrom {
  readonly categories: readonly string[] | undefined;
  /** Beginnings of division codes. */
  readonly areas: readonly string[] | undefined;
}

/** Events from a number on, up to the head that the draw was made of: the log only grows, so that a draw can be repeated. */
export const drawables = (
  database: Database,
  { categories, areas }: DrawFrom,
  from: number,
  upTo: number,
  limit: number,
): Promise<Drawable[]> =>
  database.query(
    `select seq::float8 as seq, category, area from event
     where log = 1 and seq between $1 and $2 and ($3::text[] is null or category = any($3))
       and ($4::text[] is null or area like any($4))
     order by event.seq limit $5`,
    [from, upTo, categories ?? null, areas?.map((each) => `${each}%`) ?? null, limit],
  );

export interface ReadinessRow {
  readonly id: string;
  readonly at: number;
  readonly category: string | null;
  readonly area: string | null;
  readonly thing: string;
  /** False: somebody asked for it. */
  readonly nightly: boolean;
  /** JSON */
  readonly draw: string;
  readonly result: string;
}

const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;
const millis = 'floor(extract(epoch from at) * 1000)::float8';

export const addReadiness = (database: Database, row: ReadinessRow): Promise<unknown> =>
  database.query(
    `insert into readiness_check (id, at, category, area, thing, nightly, draw, result)
     values ($1, ${time('$2')}, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.at, row.category, row.area, row.thing, row.nightly, row.draw, row.result],
  );

export const lastReadiness = async (database: Database): Promise<number | undefined> =>
  (
    await database.query<{ at: number | null }>(
      `select ${millis} as at from readiness_check where nightly order by at desc limit 1`,
    )
  )[0]?.at ?? undefined;

/** Those that a sight by category and area lets through; the newest first. */
export const readinessChecks = (
  database: Database,
  ways: readonly DrawFrom[] | undefined,
  limit: number,
  after?: { readonly at: number; readonly id: string },
): Promise<ReadinessRow[]> => {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const seen = (ways ?? [{ categories: undefined, areas: undefined }]).map(
    ({ categories, areas }) =>
      `(${[
        'true',
        ...(categories === undefined ? [] : [`category = any(${bind(categories)}::text[])`]),
        ...(areas === undefined ? [] : [`area like any(${bind(areas.map((each) => `${each}%`))}::text[])`]),
      ].join(' and ')})`,
  );
  const clauses = [seen.length === 0 ? 'false' : `(${seen.join(' or ')})`];
  if (after !== undefined) clauses.push(`(${millis}, id) < (${bind(after.at)}::float8, ${bind(after.id)}::uuid)`);
  return database.query(
    `select id, ${millis} as at, category, area, thing, nightly, draw, result from readiness_check
     where ${clauses.join(' and ')} order by ${millis} desc, id desc limit ${bind(limit)}`,
    values,
  );
};
