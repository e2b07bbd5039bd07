/** What recalls and drills that are under way have to do with: a drill on the same goods would say the opposite of a recall. */
import type { ClientBase } from 'pg';
import type { Database } from './database.ts';

export type Engagement = 'recall' | 'drill';

/** Of these things those that a published recall or drill names, not closed yet; a recall outweighs a drill. `but`: a recall that does not count. */
export async function engagedThings(
  database: Database,
  things: readonly string[],
  but?: string,
): Promise<ReadonlyMap<string, Engagement>> {
  const rows = await database.query<Row>(sql, [things, but ?? null]);
  return new Map(rows.map(({ thing, drill }) => [thing, drill ? 'drill' : 'recall']));
}

/** One of these things that another names, in the transaction of whoever wants to name them too. */
export async function engagedOne(client: ClientBase, things: readonly string[], but: string): Promise<string | undefined> {
  return (await client.query<Row>(`${sql} limit 1`, [things, but])).rows[0]?.thing;
}

interface Row {
  readonly thing: string;
  readonly drill: boolean;
}

const sql = `select t.thing, bool_and(r.drill) as drill from (select recall, thing from recall_thing union all select recall, thing from recall_late) t
    join recall r on r.id = t.recall
  where t.thing = any($1::text[]) and r.state = 'published' and ($2::uuid is null or r.id <> $2) group by t.thing`;
