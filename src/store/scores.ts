/** The three measures over a stretch of time: which firms record, which deliveries have both sides, which records are whole and in time. */
import type { Database } from './database.ts';
import { identityKey, uuidOf } from './keys.ts';
import type { Alternative, Sight } from './sight.ts';
import { takenOver } from './takeovers.ts';

export type Measure = 'coverage' | 'continuity' | 'completeness' | 'timeliness';
/** `duty`: category and area together, of which follows which department answers. */
export type ScoreGroup = 'category' | 'area' | 'firm' | 'duty';

/** Times are milliseconds since 1970; from the first up to and not including the second. */
export interface ScoreAsk {
  readonly from: number;
  readonly to: number;
  /** The day on which a licence must be in force, YYYY-MM-DD. */
  readonly day: string;
  /** Days in which a dispatch is to be confirmed. */
  readonly confirmDays: number;
  /** Hours in which an event is to be recorded. */
  readonly lateHours: number;
  readonly category?: string | undefined;
  /** Division code; covers what lies below. */
  readonly area?: string | undefined;
  readonly firm?: string | undefined;
  /** Only these pairs of category and area, as the group `duty` names them. */
  readonly duties?: readonly string[] | undefined;
}

/** One that counts: a firm in a category, a delivery, a record. */
export interface ScoreRow {
  /** uuid of the firm, or eventID. */
  readonly id: string;
  readonly firm: string | null;
  readonly name: string | null;
  readonly category: string | null;
  readonly area: string | null;
  readonly met: boolean;
  /** Of deliveries and records: when it happened. */
  readonly at: number | null;
}

export interface ScoreCell {
  readonly value: string | null;
  readonly name: string | null;
  readonly met: number;
  readonly all: number;
}

type Bind = (value: unknown) => string;
const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;

/** Events that open findings of these detectors name, as they stood at `to`; by their identities. */
async function namedEvents(database: Database, ask: ScoreAsk, where: string): Promise<string[]> {
  const rows = await database.query<{ evidence: string }>(
    `select evidence from finding f left join finding_state s on s.finding = f.id
     where ${where} and f.opened_at < ${time('$1')} and (f.resolved_at is null or f.resolved_at >= ${time('$1')})
       and coalesce(s.state, 'new') <> 'dismissed'`,
    [ask.to],
  );
  const ids = new Set(rows.flatMap(({ evidence }) => (JSON.parse(evidence) as { events: string[] }).events));
  return [...ids].map((id) => uuidOf(identityKey(id, false)));
}

/** Firms of a category with a licence in force, or without one; met where anything of the category happened and is recorded. */
function firmsSql(ask: ScoreAsk, bind: Bind, licensed: boolean): string {
  const day = `${bind(ask.day)}::date`;
  return `select o.id::text as id, o.id as firm, o.name, c.category, o.areas[1] as area, null::float8 as at,
      exists (select from event_party p join event e on e.log = p.log and e.seq = p.seq
              where p.organisation = o.id and p.event_time >= ${time(bind(ask.from))} and p.event_time < ${time(bind(ask.to))}
                and e.owner = o.id and e.category = c.category) as met
    from organisation o cross join unnest(o.categories) as c(category)
    where o.kind = 'enterprise' and o.status = 'active' and o.registered_at < ${time(bind(ask.to))}
      and ${licensed ? '' : 'not '}exists (
        select from licence l cross join lateral (
          select s.status, s.categories from licence_statement s
          where s.licence = l.id and s.holds_from <= ${day} and (s.holds_to is null or s.holds_to >= ${day})
          order by s.seq desc limit 1) s
        where l.organisation = o.id and s.status = 'valid' and (s.categories = '{}' or c.category = any(s.categories)))`;
}

const eventID = `coalesce(e.doc::json ->> 'eventID', 'seq ' || e.seq)`;
const standing = `not exists (select from erroneous w where w.log = e.log and w.seq = e.seq)`;

/**
 * Dispatches between two registered organisations whose days are over, and receipts that nobody dispatched. Each counts with every party
 * where firms are told apart, else once.
 */
async function deliveriesSql(database: Database, ask: ScoreAsk, bind: Bind, byFirm: boolean): Promise<string> {
  const open = await namedEvents(database, ask, "f.detector = 'delivery_not_confirmed'");
  const due = `greatest(e.event_time, e.record_time) + make_interval(days => ${bind(ask.confirmDays)}::int)`;
  const parties = `(select count(*) from event_party q where q.log = e.log and q.seq = e.seq) > 1`;
  return `select ${eventID} as id, ${byFirm ? 'p.organisation' : 'e.owner'} as firm, o.name, e.category, e.area,
      extract(epoch from e.event_time)::float8 * 1000 as at,
      not exists (select from event_identity i where i.log = e.log and i.seq = e.seq and i.id = any(${bind(open)}::uuid[])) as met
    from event e ${byFirm ? 'join event_party p on p.log = e.log and p.seq = e.seq' : ''}
      left join organisation o on o.id = ${byFirm ? 'p.organisation' : 'e.owner'}
    where e.log = 1 and e.step = 'shipping' and ${due} >= ${time(bind(ask.from))} and ${due} < ${time(bind(ask.to))}
      and ${standing} and ${parties}
    union all
    select coalesce(f.evidence::json -> 'events' ->> 0, f.id::text), f.organisation, o.name, f.category, f.area,
      extract(epoch from f.opened_at)::float8 * 1000, false
    from finding f left join organisation o on o.id = f.organisation left join finding_state s on s.finding = f.id
    where f.detector = 'receipt_without_dispatch' and f.opened_at >= ${time(bind(ask.from))} and f.opened_at < ${time(bind(ask.to))}
      and (f.resolved_at is null or f.resolved_at >= ${time(bind(ask.to))}) and coalesce(s.state, 'new') <> 'dismissed'`;
}

/** Events of the time; met where they were recorded in time and, where `whole` is asked, no open finding of completeness names them. */
async function recordsSql(database: Database, ask: ScoreAsk, bind: Bind, whole: boolean): Promise<string> {
  const flawed = whole ? await namedEvents(database, ask, "f.family = 'completeness' and f.detector <> 'late_upload'") : [];
  return `select ${eventID} as id, e.owner as firm, o.name, e.category, e.area, extract(epoch from e.event_time)::float8 * 1000 as at,
      (e.record_time <= e.event_time + make_interval(hours => ${bind(ask.lateHours)}::int) or ${takenOver})
        and not exists (select from event_identity i where i.log = e.log and i.seq = e.seq and i.id = any(${bind(flawed)}::uuid[])) as met
    from event e left join organisation o on o.id = e.owner
    where e.log = 1 and e.event_time >= ${time(bind(ask.from))} and e.event_time < ${time(bind(ask.to))} and ${standing}`;
}

const keys: Readonly<Record<ScoreGroup, string>> = {
  category: "coalesce(r.category, 'none')",
  // Township or zone; what lies deeper belongs to it.
  area: 'left(r.area, 9)',
  firm: 'r.firm::text',
  duty: "coalesce(r.category, 'none') || ' ' || coalesce(left(r.area, 9), '')",
};

function wayOf({ owners, categories, areas }: Alternative, bind: Bind): string {
  const clauses = ['true'];
  if (owners !== undefined) clauses.push(`r.firm = any(${bind(owners)}::uuid[])`);
  if (categories !== undefined) clauses.push(`coalesce(r.category, 'none') = any(${bind(categories)}::text[])`);
  if (areas !== undefined) clauses.push(`(${areas.map((area) => `r.area like ${bind(`${area}%`)}`).join(' or ') || 'false'})`);
  return `(${clauses.join(' and ')})`;
}

function clausesOf(sight: Sight, ask: ScoreAsk, bind: Bind): string[] {
  return [
    ...(sight === 'everything' ? [] : [`(${sight.map((each) => wayOf(each, bind)).join(' or ')})`]),
    ...(ask.category === undefined ? [] : [`coalesce(r.category, 'none') = ${bind(ask.category)}`]),
    ...(ask.area === undefined ? [] : [`r.area like ${bind(`${ask.area.replace(/[%_\\]/g, '')}%`)}`]),
    ...(ask.firm === undefined ? [] : [`r.firm = ${bind(ask.firm)}::uuid`]),
    ...(ask.duties === undefined ? [] : [`${keys.duty} = any(${bind(ask.duties)}::text[])`]),
  ];
}

/** `unlicensed`: the firms that coverage leaves out. */
export type ScoreList = Measure | 'unlicensed';

async function rowsSql(database: Database, of: ScoreList, ask: ScoreAsk, bind: Bind, byFirm: boolean): Promise<string> {
  if (of === 'coverage' || of === 'unlicensed') return firmsSql(ask, bind, of === 'coverage');
  return of === 'continuity'
    ? deliveriesSql(database, ask, bind, byFirm)
    : recordsSql(database, ask, bind, of === 'completeness');
}

/** The cells of one measure, and under the value null the sum of them all as they are seen. */
export async function scoreCells(
  database: Database,
  sight: Sight,
  of: ScoreList,
  ask: ScoreAsk,
  by: ScoreGroup,
  limit: number,
): Promise<ScoreCell[]> {
  if (sight !== 'everything' && sight.length === 0) return [];
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const rows = await rowsSql(database, of, ask, bind, by === 'firm');
  const where = ['true', ...clausesOf(sight, ask, bind)].join(' and ');
  return database.query<ScoreCell>(
    `select ${keys[by]} as value, ${by === 'firm' ? 'max(r.name)' : 'null'} as name, (count(*) filter (where r.met))::int as met, count(*)::int as all
     from (${rows}) r where ${where} group by 1 order by 4 desc, 1 limit ${bind(limit)}`,
    values,
  );
}

/** Where a page of a list ended: the members of the order, in its order. */
export type ScoreMark = readonly [met: boolean, at: number, name: string, id: string, firm: string, category: string];

/** Before anything that happened: firms, which have no time. */
const timeless = -1e15;

export const scoreMark = ({ met, at, name, id, firm, category }: ScoreRow): ScoreMark => [
  met,
  -(at ?? timeless),
  name ?? '',
  id,
  firm ?? '',
  category ?? '',
];

/** What stands behind a number, those that fail first, then the latest; `after`: from where the page before ended. */
export async function scoreRows(
  database: Database,
  sight: Sight,
  of: ScoreList,
  ask: ScoreAsk,
  {
    met,
    byFirm,
    limit,
    after,
  }: {
    readonly met: boolean | undefined;
    readonly byFirm: boolean;
    readonly limit: number;
    readonly after?: ScoreMark | undefined;
  },
): Promise<ScoreRow[]> {
  if (sight !== 'everything' && sight.length === 0) return [];
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const rows = await rowsSql(database, of, ask, bind, byFirm);
  const order = `r.met, -coalesce(r.at, ${timeless}), coalesce(r.name, ''), r.id, coalesce(r.firm::text, ''), coalesce(r.category, '')`;
  const types = ['boolean', 'float8', 'text', 'text', 'text', 'text'];
  const clauses = [
    'true',
    ...clausesOf(sight, ask, bind),
    ...(met === undefined ? [] : [met ? 'r.met' : 'not r.met']),
    ...(after === undefined ? [] : [`(${order}) > (${after.map((each, i) => `${bind(each)}::${types[i]}`).join(', ')})`]),
  ];
  return database.query<ScoreRow>(
    `select r.id, r.firm, r.name, r.category, r.area, r.met, r.at from (${rows}) r where ${clauses.join(' and ')}
     order by ${order} limit ${bind(limit)}`,
    values,
  );
}

export interface FirmPlace {
  readonly firm: string;
  readonly name: string;
  readonly area: string;
  /** Which of the categories of its firm the site serves; none: not stated. */
  readonly categories: readonly string[];
  /** WGS 84 degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Sites with a position, of these firms, the oldest first. */
export const firmPositions = (database: Database, firms: readonly string[]): Promise<FirmPlace[]> =>
  database.query<FirmPlace>(
    `select organisation as firm, name, area, categories, latitude, longitude from site
     where organisation = any($1::uuid[]) and latitude is not null and closed_at is null order by created_at, id`,
    [firms],
  );

/**
 * What counted answers depend on. `decided` changes with a finding, with what is decided about one, with the register; `log` with every
 * commit of the log. One row each.
 */
export interface CountVersion {
  readonly decided: string;
  readonly log: string;
}

export async function countVersion(database: Database): Promise<CountVersion> {
  const [row] = await database.query<CountVersion>(
    `select (select version from finding_version) || ' ' || (select version from organisation_version) as decided,
       head || ' ' || record_time as log from log where id = 1`,
    [],
    'count-version',
  );
  return row!;
}
