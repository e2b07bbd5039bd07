/** What drills scored when they were completed: kept as it was, whatever is recorded later. */
import type { Database } from './database.ts';

/** JSON of each drill's score, as `scoreOf` of `src/supervision` made it. */
export async function keptScores(database: Database, recalls: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ recall: string; data: string }>(
    `select recall, data from recall_act where act = 'score' and recall = any($1::uuid[])`,
    [recalls],
  );
  return new Map(rows.map(({ recall, data }) => [recall, data]));
}
