/** What rules ask of the log: earlier records of things, records with a value, licences. One statement a question, for many things at once. */
import { passingRoles, type Role } from '../events/index.ts';
import type { Database } from './database.ts';
import { gathering } from './gathering.ts';
import { digest, type Key, keyOf, uuidArray } from './keys.ts';
import type { LinkRow } from './links.ts';
import { microsOf } from './moments.ts';
import { present } from './organisations.ts';
import type { StatementRow } from './organisations-licences.ts';

/** A place in the log: an event that answers a question. */
export interface Found {
  /** Event time, microseconds since 1970. */
  readonly at: number;
  readonly seq: number;
}

/** What the link index has of one thing, the earliest first: a row for each role in which it takes part in an event. */
export interface HistoryRows {
  readonly rows: readonly LinkRow[];
  /** It has more than was read. */
  readonly long: boolean;
}

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

/** The name under which the telling rows of a thing alone are asked for (`isTelling`); no canonical URI begins like that. */
export const tellingOf = (thing: string): string => `~${thing}`;
const isTellingOf = (name: string): boolean => name.charCodeAt(0) === 126;

/** Rows of one thing that rules see, the latest. */
const perThing = 2_000;

/**
 * By name, the canonical URI of a thing or its `tellingOf`: the latest records of each; where they are more, also those that set or end a
 * lasting state, however long ago. Nothing of things that are in no record.
 */
export const historyRows = gathering<string, ReadonlyMap<string, HistoryRows>>(async (database, names) => {
  const whole = names.filter((name) => !isTellingOf(name));
  const asked = new Set(whole);
  const told = names.filter(isTellingOf).map((name) => name.slice(1));
  const things = [...whole, ...told.filter((thing) => !asked.has(thing))];
  const rows = await linksOf(database, latestSql, 'rule-history', things, [perThing, whole.length]);
  // One that was declared in error leaves a gap in what the limit let through.
  const long = things.flatMap((_, i) => ((rows[i]?.length ?? 0) >= perThing / 2 ? [i] : []));
  if (long.length > 0) {
    const longest = long.map((i) => things[i]!);
    const states = await linksOf(database, statesSql, 'rule-states', longest, [perThing]);
    for (const [j, i] of long.entries()) rows[i]!.push(...(states[j] ?? []));
  }
  const found = new Map<string, HistoryRows>();
  for (const [i, own] of rows.entries()) {
    if (own === undefined) continue;
    own.sort((a, b) => a.at - b.at || a.seq - b.seq);
    const thing = things[i]!;
    const history = { rows: own, long: long.includes(i) };
    found.set(i < whole.length ? thing : tellingOf(thing), history);
  }
  for (const thing of told) {
    const history = asked.has(thing) ? found.get(thing) : undefined;
    if (history !== undefined) found.set(tellingOf(thing), history);
  }
  return found;
});

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

/** Records that have one value that rules see, the latest: those that add up to a tally. */
export const mostPerValue = 5_000;

/** The latest records that have each of these values. */
export const valueRows = gathering<Key, ReadonlyMap<Key, Found[]>>(async (database, keys) => {
  const rows = await database.query<Found & { of: number }>(valueSql, [uuidArray(keys), mostPerValue], 'rule-values');
  const found = Map.groupBy(rows, ({ of }) => keys[of]!);
  for (const own of found.values()) own.sort((a, b) => a.at - b.at || a.seq - b.seq);
  return found;
});

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
