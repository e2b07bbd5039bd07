/**
 * Filters by place. The rows of a place lie by time in `event_place`, in few parts of the log: merged they are in order, so that a page ends
 * with its last event, however much happened there.
 */
import type { Database } from './database.ts';
import type { EventFilter } from './event-query.ts';
import { uuidOfUri } from './keys.ts';

export type PlaceColumn = 'read_point' | 'biz_location';
type PlaceFilter = Extract<EventFilter, { readonly kind: 'place' }>;

/** Bits of `event_place.kinds`: a place that is both has one row. */
export const placeBits: Readonly<Record<PlaceColumn, number>> = { read_point: 1, biz_location: 2 };
/** All `kinds` of rows that tell of a place of this column. */
export const kindsOf = (column: PlaceColumn): readonly number[] =>
  [placeBits[column], placeBits.read_point | placeBits.biz_location].sort((a, b) => a - b);

/** The filter along whose rows a page is read. */
export interface PlaceLead {
  readonly filter: PlaceFilter;
  /** uuids, each once */
  readonly places: readonly string[];
  /** How many there are, as far as they were counted. */
  readonly rows: number;
}

/** Up to here all rows are read and put in order; beyond it the order of each place is gone along, of at most so many places. */
export const manyRows = 20_000;
export const mostApart = 50;

export const placesOf = ({ uris }: PlaceFilter): string[] => [...new Set(uris.map(uuidOfUri))];

/** Of several filters the one with the fewest rows, counted up to `most`. `apart`: of one place alone nothing need be known. */
export async function placeLead(
  database: Database,
  filters: readonly EventFilter[],
  { most, apart }: { readonly most: number; readonly apart: boolean },
): Promise<PlaceLead | undefined> {
  const leads = filters.flatMap((filter) => (filter.kind === 'place' ? [{ filter, places: placesOf(filter) }] : []));
  if (leads.length === 0) return undefined;
  if (apart && leads.length === 1 && leads[0]!.places.length === 1) return { ...leads[0]!, rows: manyRows };
  const counted = await Promise.all(
    leads.map(async (lead) => {
      const [row] = await database.query<{ rows: number }>(
        `select count(*)::int as rows from (select from unnest($1::int2[]) as k(kinds) cross join unnest($2::uuid[]) as w(place)
           cross join lateral (select from event_place l where l.kinds = k.kinds and l.place = w.place limit ${most}) l limit ${most}) l`,
        [kindsOf(lead.filter.column), lead.places],
        `places-${most}`,
      );
      return { ...lead, rows: row!.rows };
    }),
  );
  return counted.reduce((a, b) => (b.rows < a.rows ? b : a));
}

/**
 * Numbers and times of the first `limit` events at the places of `lead`. `own`: what must hold of the place's own row `l`; `of`: the way to the
 * events `e` and what must hold of them, where anything must; `order`: of columns of `l`.
 */
export function placeRows(
  { filter, places, rows: known }: PlaceLead,
  ask: {
    readonly own: readonly string[];
    readonly of: { readonly from: string; readonly clauses: readonly string[] } | undefined;
    readonly order: string;
    readonly limit: number;
  },
  bind: (value: unknown) => string,
): string {
  const { own, of, order, limit } = ask;
  const cut = `order by ${order} limit ${limit}`;
  const kinds = kindsOf(filter.column);
  if (known < manyRows) {
    // In a query of its own, so that nobody looks for a row at each of the places once for each event.
    const rows = `select l.event_time, l.log, l.seq from event_place l
       where ${[`l.kinds in (${kinds.join()})`, `l.place = any(${bind(places)}::uuid[])`, ...own].join(' and ')} order by ${order}`;
    if (of === undefined) return `${rows} limit ${limit}`;
    const from = `${of.from} join (${rows}) l on l.log = e.log and l.seq = e.seq`;
    return `select l.event_time, l.seq from ${from} ${of.clauses.length === 0 ? '' : `where ${of.clauses.join(' and ')}`} ${cut}`;
  }
  // The time is said as two bounds: an index that begins with it finds the row by them, while an equality beside that of the number would make
  // the planner expect next to nothing, and sort all rows of a place for a page.
  const from =
    of === undefined
      ? 'event_place l'
      : `${of.from} join event_place l on l.log = e.log and l.seq = e.seq and l.event_time between e.event_time and e.event_time`;
  const rows = (where: string): string =>
    `(select l.event_time, l.seq from ${from} where ${[where, ...own, ...(of?.clauses ?? [])].join(' and ')} ${cut})`;
  // With one value of each column before it the index is in the order of time.
  if (places.length === 1) {
    const place = bind(places[0]);
    return kinds.map((kind) => rows(`l.kinds = ${kind} and l.place = ${place}::uuid`)).join(' union all ');
  }
  const all = bind(places);
  return kinds
    .map(
      (kind) =>
        `select f.* from unnest(${all}::uuid[]) as w(place) cross join lateral ${rows(`l.kinds = ${kind} and l.place = w.place`)} f`,
    )
    .join(' union all ');
}
