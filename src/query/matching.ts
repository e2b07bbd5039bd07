/**
 * A named query as a standing one: the events of a range of the log that match it, found in the database or told from an event that is at
 * hand. The one place where the query of a subscription is run, with the sight of its owner at that moment.
 */
import { projectText } from '../access/index.ts';
import { classOf } from '../codes/index.ts';
import { type EpcisEvent, type EventFacts, factsOf, type Prefixes, prefixesOf } from '../events/index.ts';
import {
  contextBodies,
  type EventFilter,
  placesWithin,
  queryEvents,
  type Sight,
  type Store,
  type StoredContext,
} from '../store/index.ts';
import type { Condition, Loose, View } from './conditions.ts';
import type { Found } from './document.ts';
import { parametersOf } from './named.ts';
import { readParameters } from './reading.ts';

export { documentParts, type Found } from './document.ts';

/** A query that stands. */
export interface Standing {
  readonly name: string;
  readonly conditions: readonly Condition[];
  /** The query's own `perPage`: most events of one document. */
  readonly perPage: number | undefined;
  readonly maxEventCount: number | undefined;
  readonly eventCountLimit: number | undefined;
  /** False when only the database can tell, because master data decides, or what its owner may read. */
  readonly tellsAlone: boolean;
  /** What its owner may read now. */
  sight(): Promise<Sight>;
  /** Whether an event at hand matches. */
  holds(event: EventAtHand): boolean;
}

/** `sight`: what its owner may read; undefined for one who may read everything. Throws parameter_unknown, parameter_invalid. */
export function standing(name: string, definition: Readonly<Record<string, unknown>>, sight?: () => Promise<Sight>): Standing {
  const query = parametersOf(definition);
  const { conditions, page } = readParameters(query);
  const tests = conditions.map(testOf);
  return {
    name,
    conditions,
    perPage: query['perPage'] === undefined ? undefined : page.perPage,
    maxEventCount: page.maxEventCount,
    eventCountLimit: page.eventCountLimit,
    tellsAlone: sight === undefined && conditions.every(({ within }) => within === undefined),
    sight: sight ?? (async () => 'everything'),
    holds: (event) => tests.every((test) => test(event)),
  };
}

/** An event that need not be read from the log; its document is parsed when a condition asks for it. */
export class EventAtHand implements View, Found {
  readonly seq: number;
  readonly doc: string;
  readonly recordTime: number;
  readonly context: StoredContext;
  readonly #eventID: string | undefined;
  #facts: EventFacts | undefined;
  #event: Loose | undefined;
  #prefixes: Prefixes | undefined;

  constructor(
    found: Found & { readonly seq: number },
    known?: { readonly event: EpcisEvent; readonly facts: EventFacts; readonly eventID: string },
  ) {
    this.seq = found.seq;
    this.doc = found.doc;
    this.recordTime = found.recordTime;
    this.context = found.context;
    this.#facts = known?.facts;
    this.#event = known?.event as unknown as Loose | undefined;
    this.#eventID = known?.eventID;
  }

  /** Lets go of what can be read from the document again. */
  settle(): void {
    this.#facts = undefined;
    this.#event = undefined;
    this.#prefixes = undefined;
  }

  get eventID(): string {
    return this.#eventID ?? (this.event['eventID'] as string);
  }

  get event(): Loose {
    this.#event ??= JSON.parse(this.doc) as Loose;
    return this.#event;
  }

  get prefixes(): Prefixes {
    this.#prefixes ??=
      this.event['@context'] === undefined ? ofDocument(this.context) : prefixesOf(this.context.value, this.event['@context']);
    return this.#prefixes;
  }

  get facts(): EventFacts {
    this.#facts ??= factsOf(this.event as unknown as EpcisEvent, this.prefixes);
    return this.#facts;
  }
}

const documentPrefixes = new WeakMap<StoredContext, Prefixes>();

/** Most events have no context beside that of their document. */
function ofDocument(context: StoredContext): Prefixes {
  let prefixes = documentPrefixes.get(context);
  if (prefixes === undefined) {
    prefixes = prefixesOf(context.value, undefined);
    documentPrefixes.set(context, prefixes);
  }
  return prefixes;
}

type Test = (event: EventAtHand) => boolean;

function testOf({ filter, holds }: Condition): Test {
  const first = filter === undefined ? undefined : filterTest(filter);
  if (first === undefined) return holds ?? (() => true);
  return holds === undefined ? first : (event) => first(event) && holds(event);
}

/** `urn:uuid:` is case-insensitive (RFC 9562 §4). */
const sameID = (id: string): string => (/^urn:uuid:/i.test(id) ? id.toLowerCase() : id);

/** What `queryEvents` asks of the indexes, asked of the facts that filled them. */
function filterTest(filter: EventFilter): Test {
  switch (filter.kind) {
    case 'oneOf': {
      const values = new Set<string | undefined>(filter.values);
      const { column } = filter;
      return ({ facts }) => values.has(facts[column]);
    }
    case 'place': {
      const uris = new Set<string | undefined>(filter.uris);
      return filter.column === 'read_point'
        ? ({ facts }) => uris.has(facts.readPoint)
        : ({ facts }) => uris.has(facts.bizLocation);
    }
    case 'time': {
      const { from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY, column } = filter;
      const at: (event: EventAtHand) => number =
        column === 'event_time' ? ({ facts }) => facts.at : ({ recordTime }) => recordTime * 1000;
      return (event) => at(event) >= from && at(event) < before;
    }
    case 'thing': {
      const [uris, roles, classes] = [new Set(filter.uris), new Set(filter.roles), new Set(filter.classes)];
      const named = (id: string): boolean => uris.has(id) || (classes.size > 0 && classes.has(classOf(id).class));
      return ({ facts }) => facts.participants.some(({ id, role }) => roles.has(role) && named(id));
    }
    case 'eventID': {
      const ids = new Set(filter.ids.map(sameID));
      return ({ eventID }) => ids.has(sameID(eventID));
    }
  }
}

const rowsAtOnce = 500;

export interface Range {
  /** In the order of the log. */
  readonly events: readonly EventAtHand[];
  /** Every match up to this number is in `events`. */
  readonly upTo: number;
}

/** The matches numbered above `after` and up to `upTo`; ends early after `most` of them. */
export async function matchesBetween(store: Store, query: Standing, after: number, upTo: number, most: number): Promise<Range> {
  const filters = query.conditions.flatMap(({ filter }) => filter ?? []);
  for (const { within } of query.conditions) {
    if (within !== undefined)
      filters.push({ kind: 'place', column: within.column, uris: await placesWithin(store.database, within.uris) });
  }
  const tests = query.conditions.flatMap(({ holds }) => holds ?? []);
  const sight = await query.sight();
  const events: EventAtHand[] = [];
  for (let from = after; ; ) {
    const limit = tests.length === 0 ? most - events.length : rowsAtOnce;
    const read = await eventsOf(store, filters, from, upTo, limit, sight);
    for (const event of read) {
      if (!tests.every((test) => test(event))) continue;
      events.push(event);
      if (events.length === most) return { events, upTo: event.seq };
    }
    if (read.length < limit) return { events, upTo };
    from = read.at(-1)!.seq;
  }
}

/** All events of a range, whatever they are. */
export const eventsBetween = (store: Store, after: number, upTo: number, most: number): Promise<EventAtHand[]> =>
  eventsOf(store, [], after, upTo, most, 'everything');

async function eventsOf(
  store: Store,
  filters: EventFilter[],
  after: number,
  upTo: number,
  limit: number,
  sight: Sight,
): Promise<EventAtHand[]> {
  const rows = await queryEvents(store.database, {
    filters,
    orderBy: 'record_time',
    descending: false,
    limit,
    upTo,
    after: { at: 0, seq: after },
    sight,
  });
  const contexts = await contextBodies(store.database, new Set(rows.map(({ context }) => context)));
  return rows.map(
    ({ seq, doc, recordTime, context, fields }) =>
      new EventAtHand({ seq, doc: projectText(doc, fields), recordTime, context: contexts.get(context)! }),
  );
}
