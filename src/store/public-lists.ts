/** What the public lists hold: who traces, what was recalled, how many there are of what. */
import type { Database } from './database.ts';

/** The category of what these events say, by their numbers: that of the first that has one. */
export async function categoryOfEvents(database: Database, seqs: readonly number[]): Promise<string | undefined> {
  if (seqs.length === 0) return undefined;
  const [row] = await database.query<{ category: string }>(
    'select category from event where log = 1 and seq = any($1::bigint[]) and category is not null order by seq limit 1',
    [seqs],
  );
  return row?.category;
}

export interface ListedEnterprise {
  readonly id: string;
  readonly name: string;
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly registeredAt: number;
}

/** Kinds of organisations (enterprise, department, …), by their uuids. */
export async function kindsOf(database: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: string; kind: string }>(
    'select id, kind from organisation where id = any($1::uuid[])',
    [ids],
    'kinds-of',
  );
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** Who recorded which of these events; those of the operator are left out. */
export async function ownersOf(database: Database, seqs: readonly number[]): Promise<Map<number, string>> {
  if (seqs.length === 0) return new Map();
  const rows = await database.query<{ seq: number; owner: string }>(
    'select seq::float8 as seq, owner from event where log = 1 and seq = any($1::bigint[]) and owner is not null',
    [seqs],
  );
  return new Map(rows.map(({ seq, owner }) => [seq, owner]));
}

/**
 * The public list of tracing enterprises, whole: no natural persons, and none that is in closed categories alone. With the version under
 * which it holds.
 */
export async function listedEnterprises(
  database: Database,
  closed: readonly string[],
  most: number,
): Promise<readonly ListedEnterprise[]> {
  return database.query(
    `select id, name, areas, categories, status, extract(epoch from registered_at)::float8 * 1000 as "registeredAt"
     from organisation where kind = 'enterprise' and form <> 'natural_person' and status in ('active', 'suspended')
       and not categories <@ $1 order by name, id limit $2`,
    [closed, most],
  );
}

/** Changes whenever an organisation does. */
export async function organisationVersion(database: Database): Promise<string> {
  const [row] = await database.query<{ version: string }>(
    'select version::text from organisation_version',
    [],
    'organisation-version',
  );
  return row!.version;
}

export interface RecallEvent {
  readonly seq: number;
  readonly category: string | null;
  readonly owner: string | null;
  readonly ownerName: string | null;
}

/** Events that recall something, the newest first; of closed categories none. Those declared wrong are left out. */
export const recallEvents = (
  database: Database,
  { closed, steps, limit }: { readonly closed: readonly string[]; readonly steps: readonly string[]; readonly limit: number },
): Promise<RecallEvent[]> =>
  database.query(
    `select e.seq::float8 as seq, e.category, e.owner, case when o.form <> 'natural_person' then o.name end as "ownerName"
     from (
       (select log, seq, event_time, category, owner from event where disposition = 'recalled' order by event_time desc, seq desc limit $3)
       union
       (select log, seq, event_time, category, owner from event where step = any($2) order by event_time desc, seq desc limit $3)
     ) e left join organisation o on o.id = e.owner
     where not coalesce(e.category, '') = any($1) and not exists (select from erroneous w where w.log = e.log and w.seq = e.seq)
     order by e.event_time desc, e.seq desc limit $3`,
    [closed, steps, limit],
  );

export interface CategoryCount {
  readonly category: string;
  readonly count: number;
}

export const enterprisesByCategory = (database: Database): Promise<CategoryCount[]> =>
  database.query(
    `select c as category, count(*)::int as count from organisation, unnest(categories) c
     where kind = 'enterprise' and status in ('active', 'suspended') group by 1`,
  );

/** Reads the index of categories alone; of a log of millions still seconds, so that it is kept by who asks. */
export const eventsByCategory = (database: Database): Promise<CategoryCount[]> =>
  database.query(`select category, count(*)::float8 as count from event where category is not null group by 1`);

export async function codesIssued(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>('select coalesce(sum(count), 0)::float8 as count from code_range');
  return row!.count;
}

export interface SitePosition {
  readonly uri: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly area: string;
}

/** Where the sites that these URIs name lie, as far as it is registered; not those of natural persons nor of firms in closed categories. */
export const positionsOf = (database: Database, ids: readonly string[], closed: readonly string[]): Promise<SitePosition[]> =>
  database.query(
    `select i.uri, s.latitude, s.longitude, s.area from organisation_identifier i
       join organisation o on o.id = i.organisation join site s on s.id = i.site
     where i.uri = any($1::text[]) and s.latitude is not null and o.form <> 'natural_person' and not o.categories && $2`,
    [ids, closed],
  );
