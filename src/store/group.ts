/** Which events of a group of requests are new, which are there already, which are refused. */
import type { PoolClient } from 'pg';
import { prefixesOf, prehashOf } from '../events/index.ts';
import { type Batch, type EventStatus, logId } from './batch.ts';
import { identityKey, type Key, keyOfUuid, uuidOf } from './keys.ts';
import type { KnownIdentities } from './known-identities.ts';
import { type PreparedEvent, sortedJson } from './prepare.ts';

/** What the log already holds of the identities in a group. */
export interface Known {
  readonly events: ReadonlyMap<Key, KnownEvent>;
  /** Identities that an error declaration has named, each with who declared it. */
  readonly declared: ReadonlyMap<Key, string | undefined>;
}

interface KnownEvent {
  readonly seq: number;
  /** uuid; undefined for the operator. */
  readonly owner: string | undefined;
}

/** Whoever recorded an event may declare it in error, and the operator may. */
const mayDeclare = (declarer: string | undefined, owner: string | undefined): boolean =>
  declarer === undefined || declarer === owner;

/** The statement that asks for them. Its keys are hexadecimal digits of our own making, so they stand in the text. */
export function knownSql(batches: readonly Batch[], identities: KnownIdentities): string {
  const wanted = new Set<Key>();
  for (const { events } of batches) {
    for (const event of events) {
      if (event === undefined) continue;
      wanted.add(event.identity);
      if (event.facts.declaresError) wanted.add(identityKey(event.eventID, false));
    }
  }
  const anyOf = (keys: Iterable<Key>): string => `any('{${Array.from(keys, uuidOf).join()}}'::uuid[])`;
  const keys = anyOf(wanted);
  const { after, upto } = identities.told;
  const possible = identities.possible(wanted);
  // Bounds as constants, so that only the parts in question are planned for.
  const untold = after > 0 ? `(i.seq > ${upto} or i.seq <= ${after})` : `i.seq > ${upto}`;
  const known = (where: string): string => `select i.id, i.seq::float8 as seq, e.owner, false as declaration
          from event_identity i join event e on e.log = i.log and e.seq = i.seq where ${where}`;
  return `${known(`i.id = ${keys} and ${untold}`)}
          ${possible.length === 0 ? '' : `union all ${known(`i.id = ${anyOf(possible)} and i.seq > ${after} and i.seq <= ${upto}`)}`}
          union all select d.id, d.seq::float8, e.owner, true
          from error_declaration d join event e on e.log = d.log and e.seq = d.seq where d.id = ${keys}`;
}

export interface KnownRow {
  readonly id: string;
  readonly seq: number;
  readonly owner: string | null;
  readonly declaration: boolean;
}

export function knownOf(rows: readonly KnownRow[]): Known {
  const events = new Map<Key, KnownEvent>();
  const declared = new Map<Key, string | undefined>();
  for (const { id, seq, owner, declaration } of rows) {
    const key = keyOfUuid(id);
    if (declaration) declared.set(key, owner ?? undefined);
    else events.set(key, { seq, owner: owner ?? undefined });
  }
  return { events, declared };
}

/** Decides, event by event and in order, what a group of requests adds to the log. */
export class Group {
  readonly head: number;
  readonly stored: PreparedEvent[] = [];
  readonly #known: Known;
  readonly #taken = new Map<Key, number>();

  constructor(head: number, known: Known) {
    this.head = head;
    this.#known = known;
  }

  async decide(client: PoolClient, batch: Batch): Promise<EventStatus[]> {
    const statuses: EventStatus[] = [];
    const mark = this.stored.length;
    const own: string[] = [];
    for (const event of batch.events) {
      const status: EventStatus = event === undefined ? { status: 'invalid' } : await this.#place(client, event, own);
      statuses.push(status);
    }
    const refused = statuses.some(({ status }) => status === 'invalid' || status === 'conflict');
    if (!batch.allOrNothing || !refused) return statuses;
    this.stored.length = mark;
    for (const identity of own) this.#taken.delete(identity);
    return statuses.map((each) => (each.status === 'stored' ? { status: 'rolled_back' } : each));
  }

  async #place(client: PoolClient, event: PreparedEvent, own: string[]): Promise<EventStatus> {
    const owner = event.belonging?.owner;
    const taken = this.#taken.get(event.identity);
    if (taken !== undefined) {
      const before = this.stored[taken - this.head - 1]!;
      return isOthers(before.belonging?.owner, owner) ? { status: 'conflict' } : same(before, event);
    }
    const known = this.#known.events.get(event.identity);
    if (known !== undefined)
      return isOthers(known.owner, owner) ? { status: 'conflict' } : same(await storedAt(client, known.seq), event);
    if (event.facts.declaresError && !this.#mayDeclare(event)) return { status: 'conflict' };
    this.stored.push(event);
    const seq = this.head + this.stored.length;
    this.#taken.set(event.identity, seq);
    own.push(event.identity);
    return { status: 'stored', seq };
  }

  /** An event of somebody else is not declared in error: it would vanish from every trace. */
  #mayDeclare({ eventID, belonging }: PreparedEvent): boolean {
    const declared = identityKey(eventID, false);
    const taken = this.#taken.get(declared);
    if (taken !== undefined) return mayDeclare(belonging?.owner, this.stored[taken - this.head - 1]!.belonging?.owner);
    const known = this.#known.events.get(declared);
    return known === undefined || mayDeclare(belonging?.owner, known.owner);
  }

  /** New error declarations, and the sequence numbers that stop counting through them or through declarations that came first. */
  errors(): { declarations: { declared: Key; seq: number }[]; erroneous: number[] } {
    const declarations: { declared: Key; seq: number }[] = [];
    const erroneous: number[] = [];
    this.stored.forEach((event, i) => {
      const seq = this.head + 1 + i;
      if (!event.facts.declaresError) {
        const { declared } = this.#known;
        const { identity, belonging } = event;
        if (declared.has(identity) && mayDeclare(declared.get(identity), belonging?.owner)) erroneous.push(seq);
        return;
      }
      const declared = identityKey(event.eventID, false);
      declarations.push({ declared, seq });
      erroneous.push(seq);
      const original = this.#taken.get(declared) ?? this.#known.events.get(declared)?.seq;
      if (original !== undefined && this.#mayDeclare(event)) erroneous.push(original);
    });
    return { declarations, erroneous };
  }
}

/** Two organisations that both name an event by the same id. */
const isOthers = (before: string | undefined, now: string | undefined): boolean =>
  before !== undefined && now !== undefined && before !== now;

interface Written {
  readonly doc: string;
  readonly context: { readonly body: string };
  readonly ignored?: ReadonlySet<string>;
}

/**
 * A retry of the same event is no second event, in whatever spelling, order or syntax it comes: what CBV 2.0 §8.9.2 hashes is the same.
 * A different event under the same id is refused.
 */
function same(before: Written, now: Written): EventStatus {
  if (before.doc === now.doc) return { status: 'exists' };
  // What a repository added to an event makes no other event of it, neither in the one nor in the other.
  const added = new Set([...(before.ignored ?? []), ...(now.ignored ?? [])]);
  return contentOf(before, added) === contentOf(now, added) ? { status: 'exists' } : { status: 'conflict' };
}

/** What an event says, its error declaration with it: the hash leaves that out. */
function contentOf({ doc, context }: Written, added: ReadonlySet<string>): string {
  const event = JSON.parse(doc) as Record<string, unknown>;
  const prefixes = prefixesOf(JSON.parse(context.body), event['@context']);
  return `${prehashOf(event, prefixes, added)}\n${sortedJson(event['errorDeclaration'])}`;
}

async function storedAt(client: PoolClient, seq: number): Promise<Written> {
  const { rows } = await client.query<{ doc: string; body: string }>(
    'select e.doc, c.body from event e join context c on c.id = e.context where e.log = $1 and e.seq = $2',
    [logId, seq],
  );
  return { doc: rows[0]!.doc, context: { body: rows[0]!.body } };
}
