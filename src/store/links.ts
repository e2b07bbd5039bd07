/** What the trace walk reads: rows of the link index, and the facts of events. One statement a question, whatever the width. */
import { type EpcisEvent, type EventFacts, factsOf, type Prefixes, prefixesOf, type Role } from '../events/index.ts';
import { contextBodies } from './contexts.ts';
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';
import { timeOf } from './moments.ts';

/** A row of the link index, in the words of the trace. */
export interface LinkRow {
  readonly thing: string;
  /** Event time, microseconds since 1970. */
  readonly at: number;
  readonly seq: number;
  readonly role: Role;
}

export interface ReadEvent {
  readonly seq: number;
  readonly eventID: string;
  readonly facts: EventFacts;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
}

/** Keys in one statement; more are asked in several. */
const keysPerStatement = 5_000;
/** Events kept in memory, about 5 kB each. */
const keptLimit = 5_000;

/** Which of these canonical URIs any event names. */
export async function recordedOf(database: Database, uris: readonly string[]): Promise<Set<string>> {
  const byId = new Map(uris.map((uri) => [uuidOfUri(uri), uri]));
  const rows = await database.query<{ ident: string }>(
    'select id as ident from unnest($1::uuid[]) as id where exists (select from link where link.ident = id)',
    [[...byId.keys()]],
    'recorded',
  );
  return new Set(rows.map(({ ident }) => byId.get(ident)!));
}

/** Records of a thing that were declared wrong, and their declarations, newest first: they count for nothing and are shown all the same. */
export async function declaredWrong(database: Database, uri: string, limit: number): Promise<ReadEvent[]> {
  const rows = await database.query<{ seq: number }>(
    `select distinct l.seq::float8 as seq from link l join erroneous e on e.log = l.log and e.seq = l.seq
     where l.ident = $1 order by 1 desc limit $2`,
    [uuidOfUri(uri), limit],
    'declared-wrong',
  );
  const events = await eventRows(
    database,
    rows.map(({ seq }) => seq),
  );
  return events.sort((a, b) => b.seq - a.seq);
}

/** Answers the two questions of a trace walk; the shape is the trace's `LinkReader`. */
export function linkReader(database: Database) {
  // An event never changes, so what has been read once may be kept: the popular chains are read from here.
  const kept = new Map<number, ReadEvent>();
  return {
    async links(things: readonly string[], roles: readonly Role[], perThing: number, since?: number): Promise<LinkRow[]> {
      const found: LinkRow[] = [];
      for (let i = 0; i < things.length; i += keysPerStatement) {
        // One by one: an array of arguments has its limit.
        for (const row of await linkRows(database, things.slice(i, i + keysPerStatement), roles, perThing, since))
          found.push(row);
      }
      return found;
    },
    async events(seqs: readonly number[]): Promise<Map<number, ReadEvent>> {
      const found = new Map<number, ReadEvent>();
      const missing: number[] = [];
      for (const seq of seqs) {
        const event = kept.get(seq);
        if (event === undefined) missing.push(seq);
        else found.set(seq, event);
      }
      for (let i = 0; i < missing.length; i += keysPerStatement) {
        for (const event of await eventRows(database, missing.slice(i, i + keysPerStatement))) {
          found.set(event.seq, event);
          if (kept.size >= keptLimit) kept.clear();
          kept.set(event.seq, event);
        }
      }
      return found;
    },
  };
}

/** The lateral limit keeps a lot with a million events from flooding the walk; the index gives its rows in time order. */
const linkSql = `
  select t.n, l.at, l.seq, l.role
  from unnest($1::uuid[]) with ordinality as t(ident, n)
  cross join lateral (
    select floor(extract(epoch from at) * 1000000)::float8 as at, seq::float8 as seq, role
    from link
    where ident = t.ident and role = any($2::int2[]) and at >= $4::timestamptz
      and not exists (select from erroneous e where e.log = link.log and e.seq = link.seq)
    order by link.at, link.log, link.seq
    limit $3
  ) l`;

async function linkRows(
  database: Database,
  things: readonly string[],
  roles: readonly Role[],
  perThing: number,
  since = Number.NEGATIVE_INFINITY,
): Promise<LinkRow[]> {
  const rows = await database.query<{ n: string; at: number; seq: number; role: Role }>(
    linkSql,
    [things.map(uuidOfUri), roles, perThing, timeOf(since)],
    'link-rows',
  );
  return rows.map(({ n, at, seq, role }) => ({ thing: things[Number(n) - 1]!, at, seq, role }));
}

async function eventRows(database: Database, seqs: readonly number[]): Promise<ReadEvent[]> {
  const rows = await database.query<{ seq: number; context: string; doc: string }>(
    'select seq::float8 as seq, context, doc from event where log = 1 and seq = any($1::bigint[])',
    [seqs],
    'event-rows',
  );
  const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
  return rows.map(({ seq, context, doc }) => {
    const event = JSON.parse(doc) as EpcisEvent;
    const own = (event as { '@context'?: unknown })['@context'];
    const prefixes = prefixesOf(contexts.get(context)!.value, own);
    const facts = factsOf(event, prefixes);
    return { seq, eventID: facts.eventID!, facts, event, prefixes };
  });
}
