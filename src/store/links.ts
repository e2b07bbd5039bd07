/** What the trace walk reads: rows of the link index, and the facts of events. One statement a question, whatever the width. */
import { type EpcisEvent, type EventFacts, factsOf, type Prefixes, prefixesOf, type Role } from '../events/index.ts';
import { contextBodies } from './contexts.ts';
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';
import { timeOf } from './moments.ts';
import type { Envelope } from './sight.ts';

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
  /** Whose it is, where a telling reader read it. */
  readonly told?: Told;
}

/** What of the envelope stands beside an event in its row. */
export type Told = Pick<Envelope, 'owner' | 'category' | 'area'>;

/** Keys in one statement; more are asked in several. */
const keysPerStatement = 5_000;
/** Events kept in memory, about 5 kB each. */
const keptLimit = 5_000;
/** Events of which it is known that they were read once. */
const onceLimit = 16_384;

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
  return events.map(({ plain }) => plain).sort((a, b) => b.seq - a.seq);
}

/** An event never changes. Whose it is may be written anew, which raises the version of the register. */
interface Kept {
  readonly plain: ReadEvent;
  readonly telling: ReadEvent;
  readonly version: string;
}

/** Answers the two questions of a trace walk; the shape is the trace's `LinkReader`. */
export function linkReader(database: Database) {
  // The popular chains are read from here. What is read a second time is kept: of most that is read once nobody asks again, and to keep it
  // would make the collection of garbage as long as a whole answer.
  const kept = new Map<number, Kept>();
  const once = new Float64Array(onceLimit);
  const isAgain = (seq: number): boolean => {
    const at = seq % onceLimit;
    const again = once[at] === seq || kept.has(seq);
    once[at] = seq;
    return again;
  };

  async function links(things: readonly string[], roles: readonly Role[], perThing: number, since?: number): Promise<LinkRow[]> {
    const found: LinkRow[] = [];
    for (let i = 0; i < things.length; i += keysPerStatement) {
      // One by one: an array of arguments has its limit.
      for (const row of await linkRows(database, things.slice(i, i + keysPerStatement), roles, perThing, since)) found.push(row);
    }
    return found;
  }

  /** `version`: of the register, where it matters whose they are. */
  async function keptOf(seqs: readonly number[], version?: string): Promise<Kept[]> {
    const found: Kept[] = [];
    const missing: number[] = [];
    for (const seq of seqs) {
      const event = kept.get(seq);
      if (event === undefined || (version !== undefined && event.version !== version)) missing.push(seq);
      else found.push(event);
    }
    for (let i = 0; i < missing.length; i += keysPerStatement) {
      for (const event of await eventRows(database, missing.slice(i, i + keysPerStatement))) {
        found.push(event);
        if (!isAgain(event.plain.seq)) continue;
        if (kept.size >= keptLimit) kept.clear();
        kept.set(event.plain.seq, event);
      }
    }
    return found;
  }

  return {
    links,
    events: async (seqs: readonly number[]): Promise<Map<number, ReadEvent>> =>
      new Map((await keptOf(seqs)).map(({ plain }) => [plain.seq, plain])),
    /** A reader for one answer, whose events tell whose they are as of its first question. */
    telling() {
      let version: string | undefined;
      return {
        async links(things: readonly string[], roles: readonly Role[], perThing: number, since?: number): Promise<LinkRow[]> {
          if (version !== undefined || things.length > keysPerStatement) return links(things, roles, perThing, since);
          const rows = await linkRows(database, things, roles, perThing, since, versionedSql);
          version = rows[0]?.version;
          return rows;
        },
        async events(seqs: readonly number[]): Promise<Map<number, ReadEvent>> {
          const found = await keptOf(seqs, version);
          return new Map(
            found.map(({ plain, telling, version: own }) => [
              plain.seq,
              version !== undefined && own === version ? telling : plain,
            ]),
          );
        },
      };
    },
  };
}

/** The lateral limit keeps a lot with a million events from flooding the walk; the index gives its rows in time order. */
const sqlOf = (more: string): string => `
  select t.n, l.at, l.seq, l.role${more}
  from unnest($1::uuid[]) with ordinality as t(ident, n)
  cross join lateral (
    select floor(extract(epoch from at) * 1000000)::float8 as at, seq::float8 as seq, role
    from link
    where ident = t.ident and role = any($2::int2[]) and at >= $4::timestamptz
      and not exists (select from erroneous e where e.log = link.log and e.seq = link.seq)
    order by link.at, link.log, link.seq
    limit $3
  ) l`;

const linkSql = { text: sqlOf(''), name: 'link-rows' };
const versionedSql = {
  text: sqlOf(', (select version::text from organisation_version) as version'),
  name: 'link-rows-versioned',
};

async function linkRows(
  database: Database,
  things: readonly string[],
  roles: readonly Role[],
  perThing: number,
  since = Number.NEGATIVE_INFINITY,
  { text, name } = linkSql,
): Promise<(LinkRow & { readonly version?: string | undefined })[]> {
  const rows = await database.query<{ n: string; at: number; seq: number; role: Role; version?: string }>(
    text,
    [things.map(uuidOfUri), roles, perThing, timeOf(since)],
    name,
  );
  return rows.map(({ n, at, seq, role, version }) => ({ thing: things[Number(n) - 1]!, at, seq, role, version }));
}

interface EventFullRow {
  readonly seq: number;
  readonly context: string;
  readonly doc: string;
  readonly owner: string | null;
  readonly category: string | null;
  readonly area: string | null;
  readonly version: string;
}

/** Events, whose they are, and the version of the register of one moment. */
async function eventRows(database: Database, seqs: readonly number[]): Promise<Kept[]> {
  const rows = await database.query<EventFullRow>(
    `select seq::float8 as seq, context, doc, owner, category, area, (select version::text from organisation_version) as version
     from event where log = 1 and seq = any($1::bigint[])`,
    [seqs],
    'event-rows',
  );
  const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
  return rows.map(({ seq, context, doc, owner, category, area, version }) => {
    const event = JSON.parse(doc) as EpcisEvent;
    const own = (event as { '@context'?: unknown })['@context'];
    const prefixes = prefixesOf(contexts.get(context)!.value, own);
    const facts = factsOf(event, prefixes);
    const plain = { seq, eventID: facts.eventID!, facts, event, prefixes };
    const told = { owner: owner ?? undefined, category: category ?? undefined, area: area ?? undefined };
    return { plain, telling: { ...plain, told }, version };
  });
}
