/**
 * Distinct values of an index, a page at a time: each next value is one step down the index, so the cost is that of the page and not of
 * the log.
 */
import type { Database } from './database.ts';
import { kindsOf, type PlaceColumn } from './event-places.ts';
import { uuidOfUri } from './keys.ts';

/** Steps or dispositions after `after`; with `only`, that one if it is there. */
export async function distinctWords(
  database: Database,
  column: 'step' | 'disposition',
  limit: number,
  after: string | undefined,
  only?: string,
): Promise<string[]> {
  if (only !== undefined) {
    const rows = await database.query<{ word: string }>(`select ${column} as word from event where ${column} = $1 limit 1`, [
      only,
    ]);
    return rows.map(({ word }) => word);
  }
  const found: string[] = [];
  for (let last = after ?? ''; found.length < limit; ) {
    const [row] = await database.query<{ word: string }>(
      `select ${column} as word from event where ${column} > $1 order by ${column} limit 1`,
      [last],
      `distinct-${column}`,
    );
    if (row === undefined) break;
    found.push(row.word);
    last = row.word;
  }
  return found;
}

export interface DistinctKey {
  /** uuid */
  readonly key: string;
  /** An event that holds it. */
  readonly seq: number;
  /** Whether this canonical URI has the key. */
  readonly isKey: (uri: string) => boolean;
}

/** A place that was met as this alone and as both lies at two places of the index. */
export const distinctPlaces = (
  database: Database,
  column: PlaceColumn,
  limit: number,
  after: string | undefined,
  only?: string,
): Promise<DistinctKey[]> =>
  distinctKeys(
    database,
    `place-${column}`,
    (sign) =>
      `select * from (${kindsOf(column)
        .map(
          (kind) =>
            `(select place as key, seq::float8 as seq from event_place where kinds = ${kind} and place ${sign} $1::uuid order by place limit 1)`,
        )
        .join(' union all ')}) l order by key limit 1`,
    limit,
    after,
    only,
  );

export const distinctThings = (
  database: Database,
  limit: number,
  after: string | undefined,
  only?: string,
): Promise<DistinctKey[]> =>
  distinctKeys(
    database,
    'thing',
    (sign) => `select ident as key, seq::float8 as seq from link where ident ${sign} $1::uuid order by ident limit 1`,
    limit,
    after,
    only,
  );

const lowest = '00000000-0000-0000-0000-000000000000';

async function distinctKeys(
  database: Database,
  name: string,
  /** The first key that stands so to $1. */
  first: (sign: '>' | '=') => string,
  limit: number,
  after: string | undefined,
  only: string | undefined,
): Promise<DistinctKey[]> {
  const found: DistinctKey[] = [];
  const sign = only === undefined ? '>' : '=';
  for (let last = only === undefined ? (after ?? lowest) : uuidOfUri(only); found.length < limit; ) {
    const [row] = await database.query<{ key: string; seq: number }>(
      first(sign),
      [last],
      `distinct-${name}-${only === undefined ? 'next' : 'one'}`,
    );
    if (row === undefined) break;
    found.push({ ...row, isKey: (uri) => uuidOfUri(uri) === row.key });
    if (only !== undefined) break;
    last = row.key;
  }
  return found;
}
