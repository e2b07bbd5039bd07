/** What the scope of a recall reads beside the links of a trace: a thing's rows in pages, the records of firms, and events by a paper or place. */
import type { Role } from '../events/index.ts';
import type { Database } from './database.ts';
import { classKeys, uuidOfUri } from './keys.ts';
import type { LinkRow } from './links.ts';
import { timeOf } from './moments.ts';

/** Rows of one thing from a moment on, in time order: an index range. */
export async function linksFrom(database: Database, thing: string, at: number, limit: number): Promise<LinkRow[]> {
  const rows = await database.query<{ at: number; seq: number; role: Role }>(
    `select floor(extract(epoch from at) * 1000000)::float8 as at, seq::float8 as seq, role from link
     where ident = $1 and at >= $2::timestamptz
       and not exists (select from erroneous e where e.log = link.log and e.seq = link.seq)
     order by link.at, link.log, link.seq limit $3`,
    [uuidOfUri(thing), timeOf(at), limit],
    'links-from',
  );
  return rows.map((row) => ({ thing, ...row }));
}

/** Registered organisations by their uuid, everybody else by the URI of the place. */
export interface RecordKeepers {
  readonly organisations: readonly string[];
  readonly places: readonly string[];
}

/** Numbers of the events from a moment on in which any of these takes part, the earliest first. An index range for each, and for each kind of place. */
export async function eventsOfFirms(
  database: Database,
  { organisations, places }: RecordKeepers,
  since: number,
  limit: number,
): Promise<number[]> {
  const rows = await database.query<{ seq: number }>(
    `select seq::float8 as seq from (
       (select p.event_time, p.seq from event_party p
        where p.organisation = any($1::uuid[]) and p.log = 1 and p.event_time >= $3::timestamptz
        order by p.event_time, p.seq limit $4)
       union
       select l.event_time, l.seq from unnest($2::uuid[]) as w(place) cross join unnest('{1,2,3}'::int2[]) as k(kinds) cross join lateral (
         select p.event_time, p.seq from event_place p
         where p.kinds = k.kinds and p.place = w.place and p.log = 1 and p.event_time >= $3::timestamptz
         order by p.event_time, p.seq limit $4) l
     ) found
     where not exists (select from erroneous x where x.log = 1 and x.seq = found.seq)
     order by found.event_time, found.seq limit $4`,
    [organisations, places.map(uuidOfUri), timeOf(since), limit],
  );
  return rows.map(({ seq }) => seq);
}

/**
 * An event of each lot of a product, at most `most`; lots by the class part of their canonical URIs. One range of the link index, read once:
 * Unique over an index scan, so that it ends with the last lot that is wanted.
 */
export async function eventsOfLots(database: Database, product: string, most: number): Promise<number[]> {
  const { first, last } = classKeys(product);
  const rows = await database.query<{ seq: number }>(
    `select distinct on (ident) ident, seq::float8 as seq from link
     where ident >= $1::uuid and ident <= $2::uuid
       and not exists (select from erroneous e where e.log = link.log and e.seq = link.seq)
     order by ident, at, log, link.seq limit $3`,
    [first, last, most],
  );
  return rows.map(({ seq }) => seq);
}

/** The organisation that holds a licence; undefined where the number is not on the register. */
export async function holderOfLicence(database: Database, number: string): Promise<string | undefined> {
  const [row] = await database.query<{ organisation: string }>('select organisation from licence where number = $1 limit 1', [
    number,
  ]);
  return row?.organisation;
}
