/** What everybody may be told of a recall that was published: why, what to do, by whom, since when. */
import type { Database } from './database.ts';

export interface RecallTold {
  readonly thing: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly reason: string;
  readonly instructionsZh: string;
  readonly instructionsEn: string;
  readonly level: number;
  readonly organisationName: string | null;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
}

/**
 * Of things that a published recall names, the newest recall; of `closed` categories none. A natural person is not named. `ranged`: recalls
 * whose ranges hold a lot that nobody recorded.
 */
export async function recallsTold(
  database: Database,
  things: readonly string[],
  closed: readonly string[],
  ranged: readonly { readonly recall: string; readonly thing: string }[] = [],
): Promise<ReadonlyMap<string, RecallTold>> {
  if (things.length === 0 && ranged.length === 0) return new Map();
  const rows = await database.query<RecallTold>(
    `select t.thing, r.title_zh as "titleZh", r.title_en as "titleEn", r.reason, r.instructions_zh as "instructionsZh",
       r.instructions_en as "instructionsEn", r.level, case when o.form = 'natural_person' then null else o.name end as "organisationName",
       (extract(epoch from r.published_at) * 1000)::float8 as "publishedAt"
     from (select recall, thing from recall_thing where thing = any($1::text[])
         union select recall, thing from recall_late where thing = any($1::text[])
         union select * from unnest($3::uuid[], $4::text[])) t
       join recall r on r.id = t.recall left join organisation o on o.id = r.organisation
     where r.state in ('published', 'completed') and not r.drill and r.category <> all($2::text[])
     order by r.published_at`,
    [things, closed, ranged.map(({ recall }) => recall), ranged.map(({ thing }) => thing)],
  );
  return new Map(rows.map((row) => [row.thing, row]));
}
