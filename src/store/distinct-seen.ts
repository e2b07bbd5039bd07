/** Distinct values of the events that somebody may read. What an organisation sees is its own index, so the cost is that of what it sees. */
import type { Database } from './database.ts';
import { type Alternative, waysThrough } from './sight.ts';

export interface SeenValue {
  /** A word, or the uuid of a place. */
  readonly value: string;
  /** An event that holds it. */
  readonly seq: number;
}

/** Values after `after`, in code-unit order. */
export async function distinctSeen(
  database: Database,
  sight: readonly Alternative[],
  column: 'step' | 'disposition' | 'read_point' | 'biz_location',
  limit: number,
  after: string,
): Promise<SeenValue[]> {
  const found = new Map<string, number>();
  for (const way of waysThrough(sight)) {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const { from, clauses } = way(bind);
    const value = `e.${column}::text collate "C"`;
    const rows = await database.query<SeenValue>(
      `select ${value} as value, min(e.seq)::float8 as seq from ${from}
       where ${['e.log = 1', ...clauses, `${value} > ${bind(after)}`].join(' and ')} group by 1 order by 1 limit ${bind(limit)}`,
      values,
    );
    for (const row of rows) if (!found.has(row.value)) found.set(row.value, row.seq);
  }
  return [...found]
    .map(([value, seq]) => ({ value, seq }))
    .sort((a, b) => (a.value < b.value ? -1 : 1))
    .slice(0, limit);
}
