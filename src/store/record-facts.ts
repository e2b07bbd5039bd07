/** What rules ask of the log: earlier records of things, records with a value, licences. One statement a question, for many things at once. */
import {
  type EpcisEvent,
  type EventFacts,
  factsOf,
  type Prefixes,
  passingRoles,
  prefixesOf,
  type Role,
} from '../events/index.ts';
import { contextBodies } from './contexts.ts';
import type { Database } from './database.ts';
import { bigintArray, digest, type Key, keyOf, uuidArray } from './keys.ts';
import type { LinkRow } from './links.ts';
import { present } from './organisations.ts';
import type { StatementRow } from './organisations-licences.ts';

/** A place in the log: an event that answers a question. */
export interface Found {
  /** Event time, microseconds since 1970. */
  readonly at: number;
  readonly seq: number;
}

/** An event with the stage that it was recorded as, or that it names; empty texts where it was none. */
export interface StagedEvent {
  readonly seq: number;
  readonly eventID: string;
  /** Event time, microseconds since 1970. */
  readonly at: number;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
  readonly facts: EventFacts;
  readonly category: string;
  readonly stage: string;
  readonly version: string;
  /** uuid of the organisation that recorded it. */
  readonly owner: string | undefined;
  /** Milliseconds since 1970. */
  readonly recordTime: number;
  /** What its reader has made of it. A weak map from one to the other would cost the collector of garbage more than both. */
  made?: unknown;
}

/** What the link index has of one thing, the earliest first: a row for each role in which it takes part in an event. */
export interface HistoryRows {
  readonly rows: readonly LinkRow[];
  /** It has more than was read. */
  readonly long: boolean;
}

/** Whole microseconds below 2^53 survive the seconds in double precision; numbers of any precision would cost a third of the statement. */
const microsOf = (column: string): string => `round(date_part('epoch', ${column}) * 1000000)`;

/** `which`: a condition on the rows of the link index. */
const historySql = (which: string): string => `
  select (t.n - 1)::int as of, ${microsOf('l.at')} as at, l.seq::float8 as seq, l.role
  from unnest($1::uuid[]) with ordinality as t(ident, n)
  cross join lateral (
    select at, log, seq, role from link where ident = t.ident and ${which} order by at desc, log desc, seq desc limit $2
  ) l
  where not exists (select from erroneous e where e.log = l.log and e.seq = l.seq)`;
/** Of the first `$3` things all rows, of the others those that tell of it. */
const latestSql = historySql(`(t.n <= $3 or role not in (${passingRoles.join()}))`);
/** Role 23: the event sets or ends a lasting state. */
const statesSql = historySql('role = 23');

/** Things by canonical URI; what stands in `telling` is asked for its telling rows alone (`isTelling`). */
export interface RowsAsked {
  readonly whole: readonly string[];
  readonly telling: readonly string[];
}

/**
 * The latest records of each thing; where they are more, also those that set or end a lasting state, however long ago. Nothing of things
 * that are in no record.
 */
export async function historyRows(
  database: Database,
  { whole, telling }: RowsAsked,
  perThing: number,
): Promise<readonly [whole: Map<string, HistoryRows>, telling: Map<string, HistoryRows>]> {
  const found = await linksOf(database, latestSql, 'rule-history', [...whole, ...telling], [perThing, whole.length]);
  // One that was declared in error leaves a gap in what the limit let through.
  const long = found.flatMap((rows, i) => (rows !== undefined && rows.length >= perThing / 2 ? [i] : []));
  const all = [...whole, ...telling];
  const states =
    long.length === 0
      ? []
      : await linksOf(
          database,
          statesSql,
          'rule-states',
          long.map((i) => all[i]!),
          [perThing],
        );
  for (const [j, i] of long.entries()) found[i]!.push(...(states[j] ?? []));
  const both = [new Map<string, HistoryRows>(), new Map<string, HistoryRows>()] as const;
  for (const [i, rows] of found.entries()) {
    if (rows === undefined) continue;
    rows.sort((a, b) => a.at - b.at || a.seq - b.seq);
    both[i < whole.length ? 0 : 1].set(all[i]!, { rows, long: long.includes(i) });
  }
  return both;
}

/** By the places of the things. */
async function linksOf(
  database: Database,
  text: string,
  name: string,
  things: readonly string[],
  bounds: readonly number[],
): Promise<(LinkRow[] | undefined)[]> {
  const values = [uuidArray(things.map(keyOf)), ...bounds];
  const rows = await database.query<Found & { of: number; role: Role }>(text, values, name);
  const found: (LinkRow[] | undefined)[] = new Array(things.length);
  for (const { of, at, seq, role } of rows) {
    const row = { thing: things[of]!, at, seq, role };
    const list = found[of];
    if (list === undefined) found[of] = [row];
    else list.push(row);
  }
  return found;
}

/** Of `category/stage`, a field and its value. */
export const valueKey = (stage: string, field: string, value: string): Key => digest(`${stage}\n${field}\n${value}`).slice(0, 16);

const valueSql = `
  select (t.n - 1)::int as of, ${microsOf('v.at')} as at, v.seq::float8 as seq
  from unnest($1::uuid[]) with ordinality as t(value, n)
  cross join lateral (select at, log, seq from stage_value where value = t.value order by at desc, log desc, seq desc limit $2) v
  where not exists (select from erroneous e where e.log = v.log and e.seq = v.seq)`;

/** The latest records that have each of these values. */
export async function valueRows(database: Database, keys: readonly Key[], perKey: number): Promise<Map<Key, Found[]>> {
  const rows = await database.query<Found & { of: number }>(valueSql, [uuidArray(keys), perKey], 'rule-values');
  return Map.groupBy(rows, ({ of }) => keys[of]!);
}

/** Events kept in memory, about 5 kB each; an event never changes. */
const keptLimit = 5_000;
/** Numbers of events that were read once: eight bytes each. */
const readOnceLimit = 50_000;

/**
 * Kept are events that were asked for a second time. Most look-backs of a large log go to an event that nobody asks for again, and what is
 * kept must be moved about by the collector of garbage: kept at once they cost more than the rules.
 */
interface KeptEvents {
  readonly events: Map<number, StagedEvent>;
  readonly readOnce: Set<number>;
}
const kept = new WeakMap<Database, KeptEvents>();

export async function stagedEvents(database: Database, seqs: Iterable<number>): Promise<Map<number, StagedEvent>> {
  let known = kept.get(database);
  if (known === undefined) {
    known = { events: new Map(), readOnce: new Set() };
    kept.set(database, known);
  }
  const { events, readOnce } = known;
  if (events.size > keptLimit) events.clear();
  if (readOnce.size > readOnceLimit) readOnce.clear();
  const found = new Map<number, StagedEvent>();
  const missing: number[] = [];
  for (const seq of seqs) {
    const event = events.get(seq);
    if (event === undefined) missing.push(seq);
    else found.set(seq, event);
  }
  if (missing.length === 0) return found;
  for (const event of await read(database, missing)) {
    found.set(event.seq, event);
    if (readOnce.has(event.seq)) events.set(event.seq, event);
    else readOnce.add(event.seq);
  }
  return found;
}

/** Recognised anew: what is kept of the stages of events counts no more. */
export const forgetStages = (database: Database): void => void kept.delete(database);

interface Row {
  readonly seq: number;
  readonly context: string;
  readonly doc: string;
  readonly owner: string | null;
  readonly recordTime: number;
  readonly at: number;
}

async function read(database: Database, seqs: readonly number[]): Promise<StagedEvent[]> {
  const rows = await database.query<Row>(
    `select e.seq::float8 as seq, ${microsOf('e.event_time')} as at, e.context, e.doc, e.owner,
       date_part('epoch', e.record_time) * 1000 as "recordTime"
     from event e where e.log = 1 and e.seq = any($1::bigint[])`,
    [bigintArray(seqs)],
    'staged-events',
  );
  const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
  const events = rows.map(({ context, doc }) => {
    const event = JSON.parse(doc) as EpcisEvent;
    const prefixes = prefixesOf(contexts.get(context)!.value, (event as { '@context'?: unknown })['@context']);
    return { event, prefixes, named: stageIn(event, prefixes) };
  });
  const unnamed = rows.flatMap(({ seq }, i) => (events[i]!.named === undefined ? [seq] : []));
  const recognised = unnamed.length === 0 ? new Map<number, NamedStage>() : await stagesOf(database, unnamed);
  return rows.map(({ seq, at, owner, recordTime }, i) => {
    const { event, prefixes, named } = events[i]!;
    const { category, stage, version } = named ?? recognised.get(seq) ?? noStage;
    let facts: EventFacts | undefined;
    return {
      seq,
      eventID: (event as { eventID: string }).eventID,
      at,
      event,
      prefixes,
      // Of most only the record is looked at.
      get facts() {
        facts ??= factsOf(event, prefixes);
        return facts;
      },
      category,
      stage,
      version,
      owner: owner ?? undefined,
      recordTime,
      made: undefined,
    };
  });
}

interface NamedStage {
  readonly category: string;
  readonly stage: string;
  readonly version: string;
}
const noStage: NamedStage = { category: '', stage: '', version: '' };

/** What the event says itself, which nearly every event does: of these no second table is asked. Whether it can be is seen by who knows stages. */
function stageIn(event: EpcisEvent, prefixes: Prefixes): NamedStage | undefined {
  if (prefixes.get('zhuisu') !== 'urn:zhuisu:voc:') return undefined;
  const {
    'zhuisu:category': category,
    'zhuisu:stage': stage,
    'zhuisu:profile': version,
  } = event as unknown as Record<string, unknown>;
  return typeof category === 'string' && typeof stage === 'string' && typeof version === 'string'
    ? { category, stage, version }
    : undefined;
}

/** As they were recognised. */
async function stagesOf(database: Database, seqs: readonly number[]): Promise<Map<number, NamedStage>> {
  const rows = await database.query<NamedStage & { seq: number }>(
    'select seq::float8 as seq, category, stage, version from event_stage where log = 1 and seq = any($1::bigint[])',
    [bigintArray(seqs)],
    'event-stages',
  );
  return new Map(rows.map(({ seq, ...named }) => [seq, named]));
}

export interface HeldLicence {
  /** uuid of the organisation. */
  readonly organisation: string;
  readonly scheme: string;
  readonly number: string;
  /** In the order in which they became known. */
  readonly statements: readonly StatementRow[];
}

/** Every licence of these organisations with all that was said of it. */
export async function licencesHeld(database: Database, organisations: readonly string[]): Promise<HeldLicence[]> {
  const rows = await database.query<StatementRow & { organisation: string; id: string; scheme: string; number: string }>(
    `select l.organisation, l.id, l.scheme, l.number, extract(epoch from s.known_at)::float8 * 1000 as "knownAt", s.actor, s.status,
       s.holds_from::text as from, s.holds_to::text as to, s.categories, s.products, s.issuer, s.reason
     from licence l join licence_statement s on s.licence = l.id where l.organisation = any($1::uuid[]) order by l.id, s.seq`,
    [organisations],
    'rule-licences',
  );
  const found = new Map<string, HeldLicence & { statements: StatementRow[] }>();
  for (const { organisation, id, scheme, number, ...statement } of rows) {
    const licence = found.get(id) ?? { organisation, scheme, number, statements: [] };
    licence.statements.push(present(statement));
    found.set(id, licence);
  }
  return [...found.values()];
}

/** Of these identities (digests of eventIDs) those that the log holds. */
export async function identitiesHeld(database: Database, identities: readonly Key[]): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ id: string }>('select id from event_identity where id = any($1::uuid[])', [
    uuidArray(identities),
  ]);
  return new Set(rows.map(({ id }) => id));
}
