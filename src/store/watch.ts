/** What the watch reads and writes: the log in its order, what detectors remember, what they have found. */
import type { PoolClient } from 'pg';
import { contextBodies } from './contexts.ts';
import type { Database } from './database.ts';

/** An event of the log with its envelope. */
export interface WatchedEvent {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly recorded: number;
  readonly doc: string;
  /** The document-level JSON-LD context. */
  readonly context: unknown;
  readonly owner: string | undefined;
  readonly category: string | undefined;
  readonly area: string | undefined;
}

interface EventRow extends Omit<WatchedEvent, 'owner' | 'category' | 'area' | 'context'> {
  readonly context: string;
  readonly owner: string | null;
  readonly category: string | null;
  readonly area: string | null;
}

/** The next events of the log after `after`, in its order, but for those that were declared in error before they came. */
export async function watchedEvents(database: Database, after: number, limit: number): Promise<WatchedEvent[]> {
  const rows = await database.query<EventRow>(
    `select seq::float8 as seq, floor(extract(epoch from record_time) * 1000)::float8 as recorded, doc, context, owner, category, area
     from event where log = 1 and seq > $1
       and not exists (select from erroneous w join error_declaration d on d.log = w.log and d.seq < w.seq
                       join event_identity i on i.id = d.id and i.log = w.log and i.seq = w.seq
                       where w.log = 1 and w.seq = event.seq)
     order by event.seq limit $2`,
    [after, limit],
    'watched-events',
  );
  const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
  return rows.map(({ context, owner, category, area, ...row }) => ({
    ...row,
    context: contexts.get(context)!.value,
    owner: owner ?? undefined,
    category: category ?? undefined,
    area: area ?? undefined,
  }));
}

export interface DetectorRow {
  readonly id: string;
  readonly version: number;
  readonly cursor: number;
  readonly snapshot: Buffer | null;
  readonly failedSeq: number | null;
  readonly failure: string | null;
  readonly attempts: number;
}

export const detectorRows = (database: Database): Promise<DetectorRow[]> =>
  database.query<DetectorRow>(
    `select id, version, cursor::float8 as cursor, snapshot, failed_seq::float8 as "failedSeq", failure, attempts from watch_detector`,
  );

export interface DetectorState {
  readonly id: string;
  readonly version: number;
  /** Undefined: as they were. */
  readonly saved: { readonly cursor: number; readonly snapshot: Buffer } | undefined;
  readonly failure?: { readonly seq: number; readonly message: string; readonly attempts: number } | undefined;
}

/** Times are milliseconds since 1970. */
export interface FindingRow {
  readonly id: string;
  readonly detector: string;
  readonly cause: string;
  readonly family: string;
  readonly gravity: string;
  readonly organisation: string | null;
  readonly category: string | null;
  readonly area: string | null;
  readonly openedAt: number;
  readonly lastAt: number;
  readonly resolvedAt: number | null;
  readonly dueAt: number;
  readonly count: number;
  readonly toldZh: string;
  readonly toldEn: string;
  readonly resolvedZh: string | null;
  readonly resolvedEn: string | null;
  readonly evidence: { readonly subjects: readonly string[]; readonly events: readonly string[] };
  readonly through: number;
}

const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;
const findingColumns = `id, detector, cause, family, gravity, organisation, category, area, ${millis('opened_at')} as "openedAt",
  ${millis('last_at')} as "lastAt", ${millis('resolved_at')} as "resolvedAt", ${millis('due_at')} as "dueAt", count,
  told_zh as "toldZh", told_en as "toldEn", resolved_zh as "resolvedZh", resolved_en as "resolvedEn", evidence, through::float8 as through`;

type Stored = Omit<FindingRow, 'evidence'> & { readonly evidence: string };
const asFinding = ({ evidence, ...row }: Stored): FindingRow => ({
  ...row,
  evidence: JSON.parse(evidence) as FindingRow['evidence'],
});

export async function findingsNamed(database: Database, ids: readonly string[]): Promise<Map<string, FindingRow>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<Stored>(
    `select ${findingColumns} from finding where id = any($1::uuid[])`,
    [ids],
    'findings-named',
  );
  return new Map(rows.map((row) => [row.id, asFinding(row)]));
}

/** All of them in the order of their ids, for comparison. */
export async function allFindings(database: Database): Promise<FindingRow[]> {
  return (await database.query<Stored>(`select ${findingColumns} from finding order by id`)).map(asFinding);
}

/** Findings and what detectors remember, in one transaction: a watch that is killed goes on where it was. */
export async function saveWatch(
  database: Database,
  findings: readonly FindingRow[],
  detectors: readonly DetectorState[],
  now: number,
): Promise<void> {
  if (findings.length === 0 && detectors.length === 0) return;
  await database.transaction(async (client) => {
    if (findings.length > 0) await putFindings(client, findings, now);
    if (findings.length > 0) await touchFindings(client);
    for (const { id, version, saved, failure } of detectors)
      await client.query(
        `insert into watch_detector (id, version, cursor, snapshot, saved_at, failed_seq, failure, failed_at, attempts)
         values ($1, $2, coalesce($3, 0), $4, to_timestamp($5::float8 / 1000), $6, $7,
                 case when $6::bigint is null then null else to_timestamp($5::float8 / 1000) end, $8)
         on conflict (id) do update set version = excluded.version, cursor = coalesce($3, watch_detector.cursor),
           snapshot = coalesce(excluded.snapshot, watch_detector.snapshot), saved_at = excluded.saved_at,
           failed_seq = excluded.failed_seq, failure = excluded.failure, failed_at = excluded.failed_at, attempts = excluded.attempts`,
        [
          id,
          version,
          saved?.cursor ?? null,
          saved?.snapshot ?? null,
          now,
          failure?.seq ?? null,
          failure?.message ?? null,
          failure?.attempts ?? 0,
        ],
      );
  });
}

/** In the transaction of the change, as the last of it: so that whoever waits for this row waits for the commit alone. */
export const touchFindings = (client: PoolClient): Promise<unknown> =>
  client.query('update finding_version set version = version + 1');

async function putFindings(client: PoolClient, rows: readonly FindingRow[], now: number): Promise<void> {
  const column = <Name extends keyof FindingRow>(name: Name): FindingRow[Name][] => rows.map((row) => row[name]);
  const time = (name: string): string => `to_timestamp(f.${name} / 1000)`;
  await client.query(
    `insert into finding (id, detector, cause, family, gravity, organisation, category, area, opened_at, last_at, resolved_at, due_at, count,
       told_zh, told_en, resolved_zh, resolved_en, evidence, through, found_at)
     select f.id, f.detector, f.cause, f.family, f.gravity, f.organisation, f.category, f.area, ${time('opened_at')}, ${time('last_at')},
       ${time('resolved_at')}, ${time('due_at')}, f.count, f.told_zh, f.told_en, f.resolved_zh, f.resolved_en, f.evidence, f.through,
       to_timestamp($20::float8 / 1000)
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::float8[], $10::float8[],
       $11::float8[], $12::float8[], $13::int[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::bigint[])
       as f(id, detector, cause, family, gravity, organisation, category, area, opened_at, last_at, resolved_at, due_at, count,
            told_zh, told_en, resolved_zh, resolved_en, evidence, through)
     on conflict (id) do update set gravity = excluded.gravity, last_at = excluded.last_at, resolved_at = excluded.resolved_at,
       due_at = excluded.due_at, count = excluded.count, told_zh = excluded.told_zh, told_en = excluded.told_en,
       resolved_zh = excluded.resolved_zh, resolved_en = excluded.resolved_en, evidence = excluded.evidence, through = excluded.through`,
    [
      column('id'),
      column('detector'),
      column('cause'),
      column('family'),
      column('gravity'),
      column('organisation'),
      column('category'),
      column('area'),
      column('openedAt'),
      column('lastAt'),
      column('resolvedAt'),
      column('dueAt'),
      column('count'),
      column('toldZh'),
      column('toldEn'),
      column('resolvedZh'),
      column('resolvedEn'),
      rows.map(({ evidence }) => JSON.stringify(evidence)),
      column('through'),
      now,
    ],
  );
}

/** Forgets all that follows from the log, so that it is read anew. What people have decided stays. */
export async function dropWatch(database: Database, detector?: string): Promise<void> {
  await database.transaction(async (client) => {
    await client.query('delete from finding where $1::text is null or detector = $1', [detector ?? null]);
    await client.query('delete from watch_detector where $1::text is null or id = $1', [detector ?? null]);
    await touchFindings(client);
    if (detector === undefined) await client.query("select nextval('watch_epoch')");
  });
}

export interface RosterRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly categories: readonly string[];
  readonly areas: readonly string[];
  readonly registeredAt: number;
  readonly licences: readonly {
    readonly scheme: string;
    readonly number: string;
    readonly categories: readonly string[];
    readonly from: string;
    readonly until: string | undefined;
    readonly status: string;
  }[];
}

/** The end of the log; numbers that change when the register has changed, and when findings were dropped. */
export async function watchPulse(database: Database): Promise<{ head: number; register: string; epoch: string }> {
  const [row] = await database.query<{ head: number; register: string; epoch: string }>(
    `select head::float8 as head, (select version::text from organisation_version) as register,
            (select last_value || ' ' || is_called from watch_epoch) as epoch
     from log where id = 1`,
    [],
    'watch-pulse',
  );
  return row!;
}

/** Positions of sites, by the canonical URIs that name them. */
export const placeRows = (database: Database): Promise<{ uri: string; latitude: number; longitude: number }[]> =>
  database.query(
    `select i.uri, s.latitude, s.longitude from organisation_identifier i join site s on s.id = i.site where s.latitude is not null`,
  );

/** Everybody who is registered, with what is known of their licences. */
export async function rosterRows(database: Database): Promise<RosterRow[]> {
  const rows = await database.query<Omit<RosterRow, 'licences'>>(
    `select id, name, kind, status, categories, areas, ${millis('registered_at')} as "registeredAt" from organisation order by id`,
  );
  const licences = await database.query<{
    organisation: string;
    scheme: string;
    number: string;
    categories: string[];
    from: string;
    until: string | null;
    status: string;
  }>(
    `select l.organisation, l.scheme, l.number, s.categories, s.holds_from::text as "from", s.holds_to::text as until, s.status
     from licence l join licence_statement s on s.licence = l.id order by l.organisation, l.id, s.seq`,
  );
  const byFirm = Map.groupBy(licences, ({ organisation }) => organisation);
  return rows.map((row) => ({
    ...row,
    licences: (byFirm.get(row.id) ?? []).map(({ organisation: _, until, ...licence }) => ({
      ...licence,
      until: until ?? undefined,
    })),
  }));
}

/** What a rule of a stage found wrong: of an event that was recorded, or of one that was refused. */
export interface AlarmRow {
  readonly id: string;
  readonly rule: string;
  readonly seq: number;
  readonly eventID: string;
  readonly category: string;
  readonly severity: string;
  /** `fails`; or `holds` of what was found to fail before and is made good. */
  readonly outcome: string;
  /** Found by asking later, because something did not follow; null of what was refused. */
  readonly later: boolean | null;
  readonly zh: string;
  readonly en: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  /** uuid */
  readonly owner: string | null;
  readonly area: string | null;
}

export type AlarmPlace = Pick<AlarmRow, 'askedAt' | 'id' | 'rule' | 'seq'>;

/** The next that were asked before `before`, in the order of asking. */
export const alarmsAfter = (
  database: Database,
  { askedAt, id, rule, seq }: AlarmPlace,
  before: number,
  limit: number,
): Promise<AlarmRow[]> =>
  database.query<AlarmRow>(
    `select v.id, v.rule, v.seq::float8 as seq, v.event_id as "eventID", v.category, v.severity, v.outcome,
       v.asked_at > e.record_time + interval '1 hour' as later, v.told_zh as zh, v.told_en as en,
       ${millis('v.asked_at')} as "askedAt", coalesce(v.owner, e.owner) as owner, coalesce(v.area, e.area) as area
     from evaluation v left join event e on e.log = v.log and e.seq = v.seq
     where v.outcome in ('fails', 'holds') and v.severity <> 'warn'
       and (${millis('v.asked_at')}, v.id, v.rule, v.seq) > ($1::float8, $2::uuid, $3::text, $4::bigint)
       and v.asked_at >= to_timestamp($1::float8 / 1000) and v.asked_at < to_timestamp($5::float8 / 1000)
     order by ${millis('v.asked_at')}, v.id, v.rule, v.seq limit $6`,
    [askedAt, id, rule, seq, before, limit],
    'alarms-after',
  );
