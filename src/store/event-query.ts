/** Filters on events, as plain data, and the one place where they become SQL. */
import { bizSteps, dispositions, type Role } from '../events/index.ts';
import type { Database } from './database.ts';
import { manyRows, mostApart, type PlaceLead, placeLead, placeRows, placesOf } from './event-places.ts';
import { classRange, identityKey, uuidOf, uuidOfUri } from './keys.ts';
import { type Bind, type FieldSet, type Narrowing, type Sight, waysThrough } from './sight.ts';
import { settle, takesNoPart, unsettled } from './taking.ts';

/** All filters of a query must hold; within one filter any of its values. */
export type EventFilter =
  | { readonly kind: 'oneOf'; readonly column: 'type' | 'action' | 'step' | 'disposition'; readonly values: readonly string[] }
  | { readonly kind: 'place'; readonly column: 'read_point' | 'biz_location'; readonly uris: readonly string[] }
  /** Microseconds since 1970. */
  | { readonly kind: 'time'; readonly column: 'event_time' | 'record_time'; readonly from?: number; readonly before?: number }
  | {
      readonly kind: 'thing';
      readonly uris: readonly string[];
      /** What the canonical URIs of things have in common: all of each kind are meant too. */
      readonly classes?: readonly string[];
      readonly roles: readonly Role[];
    }
  | { readonly kind: 'eventID'; readonly ids: readonly string[] };

export interface EventQuery {
  readonly filters: readonly EventFilter[];
  readonly orderBy: 'event_time' | 'record_time';
  readonly descending: boolean;
  readonly limit: number;
  /** Events numbered above this did not exist when the query began. */
  readonly upTo: number;
  /** Of whom asks; absent: everything. */
  readonly sight?: Sight | undefined;
  /** Where the page before ended. */
  readonly after?: { readonly at: number; readonly seq: number } | undefined;
}

export interface EventRow {
  readonly seq: number;
  /** Microseconds since 1970, of the column the query is ordered by. */
  readonly at: number;
  /** Milliseconds since 1970. */
  readonly recordTime: number;
  readonly context: string;
  readonly doc: string;
  /** uuid of the organisation that recorded it. */
  readonly owner: string | null;
  /** Which fields of it may be shown. */
  readonly fields: FieldSet;
}

/** The number of the last event in the log; `sight`: of whom a question up to it will be asked for. */
export async function logHead(database: Database, sight: Sight = 'everything'): Promise<number> {
  const asked = unsettled(database, sight);
  if (asked.length > 0) return headBeside(database, asked);
  const [row] = await database.query<{ head: number }>('select head::float8 as head from log where id = 1', [], 'log-head-read');
  return row!.head;
}

/** In the same moment, whether these organisations take part in anything: one round trip for both. */
async function headBeside(database: Database, organisations: readonly string[]): Promise<number> {
  const [row] = await database.query<{ head: number; taking: string[] }>(
    `select head::float8 as head, array(select id from unnest($1::uuid[]) as id
       where exists (select from event_party p where p.organisation = id)) as taking from log where id = 1`,
    [organisations],
    'log-head-beside',
  );
  const { head, taking } = row!;
  settle(database, head, organisations, taking);
  return head;
}

/**
 * Changes whenever anything is recorded, issued, marked, linked or published, and with every change of an organisation: an answer made
 * under one version holds while it stands.
 */
export async function logVersion(database: Database): Promise<string> {
  const [row] = await database.query<{ version: string }>(
    `select head || ' ' || record_time || ' ' || (select last_value from answer_version) || ' ' ||
       (select version from organisation_version) as version from log where id = 1`,
    [],
    'log-version',
  );
  return row!.version;
}

/**
 * Changes whenever an answer of the query interface may: with every transaction that wrote events or master data (`xmin`, also where two
 * of them share a millisecond), and with every listing that was ended.
 */
export async function queryVersion(database: Database): Promise<string> {
  const [row] = await database.query<{ version: string }>(
    `select head || ' ' || record_time || ' ' || xmin || ' ' || (select last_value || ' ' || is_called from ended_listing_version) as version
     from log where id = 1`,
    [],
    'query-version',
  );
  return row!.version;
}

/** When the last events were recorded, milliseconds since 1970; undefined for an empty log. */
export async function lastRecordTime(database: Database): Promise<number | undefined> {
  const [row] = await database.query<{ at: number | null }>(
    `select case when isfinite(record_time) then extract(epoch from record_time)::float8 * 1000 end as at from log where id = 1`,
  );
  return row?.at ?? undefined;
}

/** Events that meet the query and may be read; each once, with the most of its fields that any reason allows. */
export async function queryEvents(database: Database, query: EventQuery): Promise<EventRow[]> {
  const { sight = 'everything', descending, limit } = query;
  const ways = waysThrough(sight);
  const alongParties = ways.map((way) => way(() => '').order === 'p');
  const most = alongParties.every((each) => each) ? manyForOne : manyRows;
  const lead = await placeLead(database, query.filters, { most, apart: !alongParties.includes(true) });
  const along = await Promise.all(ways.map((way) => readAlong(database, query, way, lead, ways.length > 1)));
  const read = along.filter((rows) => rows.length > 0);
  if (read.length <= 1) return read[0] ?? [];
  const all = read.flat();
  // The ways come with the most fields first.
  const once = [...new Map(all.toReversed().map((row) => [row.seq, row])).values()];
  const sign = descending ? -1 : 1;
  const byTime = query.orderBy === 'event_time';
  return once.sort((a, b) => sign * ((byTime ? a.at - b.at : 0) || a.seq - b.seq)).slice(0, limit);
}

const ownWords: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['step', new Set(bizSteps)],
  ['disposition', new Set(dispositions)],
]);

/**
 * A filter for one word of the standard's own stands in the statement as it is: how rare the word is decides the plan, and there are few
 * enough of them to keep a plan for each.
 */
function ownWord(filter: EventFilter): string | undefined {
  if (filter.kind !== 'oneOf' || filter.values.length !== 1) return undefined;
  const [word] = filter.values;
  return ownWords.get(filter.column)?.has(word!) ? word : undefined;
}

/** Whether the plan of a part of the log hangs on no value that is bound. */
const isFixed = ({ order, clauses }: Narrowing, filters: readonly EventFilter[]): boolean =>
  order === 'e' && clauses.length > 0 && filters.length <= 1 && filters.every((each) => ownWord(each) !== undefined);

/**
 * Each way is a statement of its own, on a connection of its own. Making its plan takes longer than running it, so it is kept where it
 * hangs on no value that is bound: along the index of one organisation, and of a part of the log where nothing else is asked but a word of
 * the standard. Who sees everything is the operator alone, whose questions are planned each time: connections hold few plans. `beside`
 * other ways, that of an organisation which takes part in nothing is not gone.
 */
async function readAlong(
  database: Database,
  query: EventQuery,
  wayOf: (bind: Bind) => Narrowing,
  lead: PlaceLead | undefined,
  beside: boolean,
): Promise<EventRow[]> {
  const values: unknown[] = [];
  const way = wayOf((value) => `$${values.push(value)}`);
  if (beside && way.organisation !== undefined && takesNoPart(database, way.organisation, query.upTo)) return [];
  const led = lead !== undefined && leads(lead, way, query) ? lead : undefined;
  const text = statementOf(query, way, led, values);
  return database.query<EventRow>(text, values, way.order === 'p' || isFixed(way, query.filters) ? keptPlan(text) : undefined);
}

const keptPlans = new Map<string, string>();
const mostKeptPlans = 200;

/** The name under which a connection keeps the plan; undefined when there are too many: each connection holds all of them. */
function keptPlan(text: string): string | undefined {
  const known = keptPlans.get(text);
  if (known !== undefined || keptPlans.size >= mostKeptPlans) return known;
  const name = `events-${keptPlans.size}`;
  keptPlans.set(text, name);
  return name;
}

/** Where more than this happened, what an organisation takes part in is gone along, and of each event the place is looked at. */
const manyForOne = 2_000;

/**
 * Whether to go along the rows of the places; for an organisation that hangs on their number alone, so that its plans can be kept. Many places
 * with many rows are gone along apart, where nothing else is looked up for each of them; other such questions look at the places of the
 * events that they come by anyway.
 */
const leads = ({ places, rows }: PlaceLead, way: Narrowing, { filters, orderBy }: EventQuery): boolean =>
  way.order === 'p'
    ? rows < manyForOne
    : rows < manyRows ||
      places.length === 1 ||
      (places.length <= mostApart &&
        orderBy === 'event_time' &&
        way.from === 'event e' &&
        !way.clauses.some((clause) => clause.includes('select')) &&
        !filters.some(({ kind }) => kind === 'thing' || kind === 'eventID'));

function statementOf(query: EventQuery, way: Narrowing, lead: PlaceLead | undefined, values: unknown[]): string {
  const bind = (value: unknown): string => `$${values.push(value)}`;
  // Seconds and microseconds apart: together they do not fit a float.
  const time = (micros: number): string => {
    const seconds = Math.floor(micros / 1e6);
    return `to_timestamp(${bind(seconds)}::float8) + ${bind(micros - seconds * 1e6)}::float8 * interval '1 microsecond'`;
  };
  const by = lead === undefined ? way.order : 'l';
  // Of the row that orders the page, and of all else.
  const ordering = [`${by}.log = 1`, `${by}.seq <= ${bind(query.upTo)}`];
  const clauses = [...way.clauses];
  for (const filter of query.filters) {
    switch (filter.kind) {
      case 'oneOf': {
        const wanted = isFixed(way, query.filters) ? `= '${ownWord(filter)!}'` : `= any(${bind(filter.values)}::text[])`;
        clauses.push(`e.${filter.column} ${wanted}`);
        // Said beside the party, it spares reading the other events of an organisation.
        if (way.order === 'p' && filter.column === 'step') clauses.push(`(p.step is null or p.step ${wanted})`);
        break;
      }
      case 'place':
        if (filter !== lead?.filter) clauses.push(`e.${filter.column} = any(${bind(placesOf(filter))}::uuid[])`);
        break;
      case 'time': {
        const [of, into] = filter.column === 'event_time' ? [by, ordering] : ['e', clauses];
        if (filter.from !== undefined) into.push(`${of}.${filter.column} >= ${time(filter.from)}`);
        if (filter.before !== undefined) into.push(`${of}.${filter.column} < ${time(filter.before)}`);
        break;
      }
      case 'thing': {
        const [idents, roles] = [bind(filter.uris.map(uuidOfUri)), bind(filter.roles)];
        const named = [
          `l.ident = any(${idents}::uuid[])`,
          ...(filter.classes ?? []).map((each) => {
            const [from, to] = classRange(each);
            return `l.ident between ${bind(from)}::uuid and ${bind(to)}::uuid`;
          }),
        ];
        clauses.push(`e.seq in (select l.seq from link l where (${named.join(' or ')}) and l.role = any(${roles}::int2[]))`);
        break;
      }
      case 'eventID': {
        const identities = filter.ids.flatMap((id) => [false, true].map((declared) => uuidOf(identityKey(id, declared))));
        clauses.push(`e.seq in (select i.seq from event_identity i where i.id = any(${bind(identities)}::uuid[]))`);
        break;
      }
    }
  }
  // Record time grows with the number, so the number alone orders by it.
  const keys = query.orderBy === 'event_time' ? [`${by}.event_time`, `${by}.seq`] : [`${by}.seq`];
  if (query.after !== undefined) {
    const last =
      query.orderBy === 'event_time'
        ? [time(query.after.at), `${bind(query.after.seq)}::bigint`]
        : [`${bind(query.after.seq)}::bigint`];
    ordering.push(`(${keys.join(', ')}) ${query.descending ? '<' : '>'} (${last.join(', ')})`);
  }
  const order = keys.map((key) => `${key} ${query.descending ? 'desc' : 'asc'}`).join(', ');
  const limit = Math.trunc(query.limit);
  const shown = (): string => `e.seq::float8 as seq, floor(extract(epoch from e.${query.orderBy}) * 1000000)::float8 as at,
            extract(epoch from e.record_time)::float8 * 1000 as "recordTime", e.context, e.doc, e.owner,
            ${way.fields()} as fields`;
  if (lead === undefined) {
    const all = [...(by === 'e' ? [] : ['e.log = 1']), ...ordering, ...clauses];
    return `select ${shown()} from ${way.from} where ${all.join(' and ')} order by ${order} limit ${limit}`;
  }
  // Where nothing is asked of the event itself, its place's row tells all; events by number are another way to the last of a place.
  const alone = way.from === 'event e' && clauses.length === 0 && (query.orderBy === 'event_time' || lead.places.length > 1);
  const rows = placeRows(lead, { own: ordering, of: alone ? undefined : { from: way.from, clauses }, order, limit }, bind);
  return `select ${shown()} from (${rows}) l join event e on e.log = 1 and e.seq = l.seq order by ${order} limit ${limit}`;
}
