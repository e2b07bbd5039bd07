/** How often the pages of sold units were opened: counted by code and day, never by who asked. */
import { type Database, touchAnswers } from './database.ts';

export interface ScanCount {
  readonly thing: string;
  /** YYYY-MM-DD */
  readonly day: string;
  /** Division code that the scan named; empty for none. */
  readonly area: string;
  readonly scans: number;
}

/**
 * Adds to what was counted. `noticed`: from how many scans of one thing on a page may say so; pages are made anew when one reaches it, and
 * with each further day and area, so that a kept page says no less than is known.
 */
export async function addScans(database: Database, counts: readonly ScanCount[], noticed: number): Promise<void> {
  if (counts.length === 0) return;
  const rows = await database.query<{ reached: boolean }>(
    `with added as (
       insert into scan_count (thing, day, area, scans)
         select thing, day, area, scans from jsonb_to_recordset($1::jsonb) as t(thing text, day date, area text, scans int)
         order by thing, day, area
       on conflict (thing, day, area) do update set scans = scan_count.scans + excluded.scans
       returning thing, xmax = 0 as is_new
     ), before as (
       select thing, sum(scans)::int as scans from scan_count where thing in (select thing from added) group by 1
     )
     select coalesce(b.scans, 0) + n.scans >= $2
         and (coalesce(b.scans, 0) < $2 or exists (select from added a where a.thing = n.thing and a.is_new)) as reached
     from (select thing, sum(scans)::int as scans from jsonb_to_recordset($1::jsonb) as t(thing text, scans int) group by 1) n
       left join before b using (thing)`,
    [JSON.stringify(counts), noticed],
  );
  if (rows.some(({ reached }) => reached)) await touchAnswers(database);
}

export interface ScansOf {
  readonly scans: number;
  /** Days on which it was scanned. */
  readonly days: number;
  /** Areas that were named, by division code, the most first. */
  readonly areas: readonly { readonly area: string; readonly scans: number }[];
}

export async function scansOf(database: Database, thing: string): Promise<ScansOf> {
  const [row] = await database.query<ScansOf>(
    `select coalesce(sum(scans), 0)::int as scans, count(distinct day)::int as days,
       coalesce((select jsonb_agg(jsonb_build_object('area', area, 'scans', n) order by n desc, area)
         from (select area, sum(scans)::int as n from scan_count where thing = $1 and area <> '' group by area) a), '[]') as areas
     from scan_count where thing = $1`,
    [thing],
    'scans-of',
  );
  return row!;
}
