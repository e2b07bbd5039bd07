/**
 * The new end of the log, told once to every distinct query. Events appended here are looked at as they are in memory, those of other
 * processes are read once; the matches are kept for a while, and all subscribers of a query are served from them. Who is further behind
 * reads from the log.
 */
import { definitionOf } from '../query/index.ts';
import {
  documentParts,
  EventAtHand,
  eventsBetween,
  matchesBetween,
  type Range,
  type Standing,
  standing,
} from '../query/matching.ts';
import { logHead, type Sight, type Store, type Stored, type StoredContext } from '../store/index.ts';
import { QueryIndex } from './query-index.ts';

/** Matches of the last so many numbers of the log are kept. */
const keptNumbers = 10_000;
/** Further behind than this the log is not read to be told to all: each query asks for what it needs. */
const mostRead = 5_000;
const rowsAtOnce = 500;
/** Readers that are behind read to the next multiple: those of one query soon ask for the same, and no statement looks at more. */
const stride = 5_000;
/** Statements of readers that are behind, at once: the connections are there for recording first. */
const mostStatements = 4;
/** Characters of the events of one document. */
const mostLength = 500_000;
/** Documents kept for the next subscriber of the same query. */
const keptDocuments = 40;

/** A query that somebody has subscribed to. */
export interface Watched {
  readonly id: number;
  readonly query: Standing;
  /** Every match above this number is in `matches`. */
  floor: number;
  matches: EventAtHand[];
  readers: number;
}

/** Matches in a row, and the document of them, which is written once however many receive it. */
export class Batch {
  readonly events: readonly EventAtHand[];
  /** Every match up to this number is in this batch or before it. */
  readonly upTo: number;
  #parts: readonly [Buffer, Buffer] | undefined;

  constructor({ events, upTo }: Range) {
    this.events = events;
    this.upTo = upTo;
  }

  parts(queryName: string, now: number): readonly [Buffer, Buffer] {
    if (this.#parts === undefined) {
      const [before, after] = documentParts(this.events, now, queryName);
      this.#parts = [Buffer.from(before), Buffer.from(after)];
    }
    return this.#parts;
  }
}

/** What an organisation may read at this moment. */
export type SightOf = (organisation: string) => Promise<Sight>;

/** The owner of what nobody's organisation made; it may read everything. */
export const theOperator = 'operator';

export class Feed {
  readonly store: Store;
  /** The last number known to be in the log. */
  head = 0;
  /** The last number told to the queries. */
  #seen = 0;
  readonly #watched = new Map<string, Watched>();
  readonly #index = new QueryIndex<Watched>();
  #queue: Stored[] = [];
  #queued = 0;
  #telling: Promise<void> | undefined;
  #trimmed = 0;
  #last = 0;
  #statements = 0;
  readonly #gate: (() => void)[] = [];
  readonly #batches = new Map<string, Promise<Batch>>();
  readonly #contexts = new Map<string, StoredContext>();
  /** Called for a query that has new matches, or may have. */
  onMatches: (watched: Watched) => void = () => {};
  readonly #unlisten: () => void;

  readonly #sightOf: SightOf;

  private constructor(store: Store, head: number, sightOf: SightOf) {
    this.store = store;
    this.#sightOf = sightOf;
    this.head = head;
    this.#seen = head;
    this.#unlisten = store.log.listen((stored) => this.#take(stored));
  }

  static async open(store: Store, sightOf: SightOf): Promise<Feed> {
    return new Feed(store, await logHead(store.database), sightOf);
  }

  close(): void {
    this.#unlisten();
    this.#queue = [];
  }

  /** Of this query, for this owner. Ends with `unwatch`. Throws not_found. */
  async watch(name: string, owner: string): Promise<Watched> {
    const key = `${owner}\n${name}`;
    let watched = this.#watched.get(key);
    if (watched === undefined) {
      const sight = owner === theOperator ? undefined : () => this.#sightOf(owner);
      const query = standing(name, (await definitionOf(this.store, name, undefined)).query, sight);
      watched = this.#watched.get(key) ?? { id: ++this.#last, query, floor: this.#seen, matches: [], readers: 0 };
      this.#watched.set(key, watched);
      if (watched.readers === 0 && query.tellsAlone) this.#index.add(watched, query);
    }
    watched.readers++;
    return watched;
  }

  unwatch(watched: Watched): void {
    watched.readers--;
    if (watched.readers > 0) return;
    for (const [key, each] of this.#watched) if (each === watched) this.#watched.delete(key);
    this.#index.remove(watched, watched.query);
  }

  /** The query is gone; what is watched under its name from now on is another one. */
  forget(name: string): void {
    for (const [key, each] of this.#watched) {
      if (each.query.name !== name) continue;
      this.#watched.delete(key);
      this.#index.remove(each, each.query);
    }
  }

  /** The log was found to go up to this number. */
  reached(head: number): void {
    if (head <= this.head) return;
    this.head = head;
    this.#tell();
  }

  /** The next matches after a number, up to another one; none and `upTo` further on when there was nothing in between. */
  async next(watched: Watched, after: number, upTo: number, most: number): Promise<Batch> {
    const told = Math.min(upTo, this.#seen);
    if (watched.query.tellsAlone && after >= watched.floor && after < told) return this.#kept(watched, after, told, most);
    const end = Math.min(upTo, (Math.floor(after / stride) + 1) * stride);
    if (end <= after) return new Batch({ events: [], upTo: after });
    return this.#shared(
      watched,
      `log ${after} ${end} ${most}`,
      async () => new Batch(bounded(await this.#gated(() => matchesBetween(this.store, watched.query, after, end, most)))),
    );
  }

  /** True when nothing between a number and what has been told matches. */
  nothingSince(watched: Watched, after: number): boolean {
    return watched.query.tellsAlone && after >= watched.floor && (watched.matches.at(-1)?.seq ?? 0) <= after;
  }

  get seen(): number {
    return this.#seen;
  }

  #kept(watched: Watched, after: number, upTo: number, most: number): Promise<Batch> | Batch {
    const { matches } = watched;
    const first = firstAbove(matches, after);
    const last = Math.min(first + most, firstAbove(matches, upTo));
    if (last === first) return new Batch({ events: [], upTo });
    const found = bounded({
      events: matches.slice(first, last),
      upTo: last - first === most ? matches[last - 1]!.seq : upTo,
    });
    return this.#shared(watched, `kept ${matches[first]!.seq} ${found.upTo}`, async () => new Batch(found));
  }

  /** Events never change, so what was found in a range once is found in it again. */
  #shared({ id, query }: Watched, range: string, find: () => Promise<Batch>): Promise<Batch> {
    const key = `${id} ${range}`;
    const known = this.#batches.get(key);
    if (known !== undefined && query.tellsAlone) return known;
    const batch = find();
    this.#batches.set(key, batch);
    batch.catch(() => this.#batches.delete(key));
    if (this.#batches.size > keptDocuments) this.#batches.delete(this.#batches.keys().next().value!);
    return batch;
  }

  async #gated<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#statements === mostStatements) await new Promise<void>((next) => this.#gate.push(next));
    else this.#statements++;
    try {
      return await work();
    } finally {
      // Whoever waits first takes the place over.
      const next = this.#gate.shift();
      if (next === undefined) this.#statements--;
      else next();
    }
  }

  #take(stored: Stored): void {
    const last = stored.first + stored.events.length - 1;
    this.head = Math.max(this.head, last);
    if (this.#watched.size === 0 && this.#telling === undefined) {
      this.#seen = this.head;
      return;
    }
    this.#queued += stored.events.length;
    // Behind by more than is worth keeping: told from the log.
    if (this.#queued > mostRead) {
      this.#queue = [];
      this.#queued = 0;
    } else this.#queue.push(stored);
    this.#tell();
  }

  #tell(): void {
    this.#telling ??= new Promise((next) => setImmediate(next))
      .then(() => this.#tellAll())
      .catch(() => {
        // The database was away; whoever reads on next meets it too, and the next commit or look at the log tells again.
      })
      .finally(() => {
        this.#telling = undefined;
        if (this.#queue.length > 0) this.#tell();
      });
  }

  async #tellAll(): Promise<void> {
    while (this.#seen < this.head) {
      const stored = this.#queue.shift();
      if (stored === undefined) await this.#read(this.head);
      else {
        this.#queued = Math.max(0, this.#queued - stored.events.length);
        if (stored.first > this.#seen + 1) await this.#read(stored.first - 1);
        if (stored.first === this.#seen + 1) this.#offer(this.#atHand(stored));
      }
      // What else waits for its turn goes between.
      await new Promise((next) => setImmediate(next));
    }
  }

  /** Tells what another process appended. */
  async #read(upTo: number): Promise<void> {
    if (upTo - this.#seen > mostRead || this.#watched.size === 0) {
      this.#seen = upTo;
      for (const watched of this.#watched.values()) {
        watched.floor = upTo;
        watched.matches = [];
        this.onMatches(watched);
      }
      return;
    }
    while (this.#seen < upTo) {
      const events = await eventsBetween(this.store, this.#seen, upTo, rowsAtOnce);
      if (events.length === 0) return;
      this.#offer(events);
    }
  }

  #atHand({ first, recordTime, events }: Stored): EventAtHand[] {
    return events.map(({ event, facts, eventID, doc, context }, i) => {
      let known = this.#contexts.get(context.body);
      if (known === undefined) {
        if (this.#contexts.size > 1_000) this.#contexts.clear();
        known = { body: context.body, value: JSON.parse(context.body) };
        this.#contexts.set(context.body, known);
      }
      return new EventAtHand({ seq: first + i, recordTime, doc, context: known }, { event, facts, eventID });
    });
  }

  #offer(events: readonly EventAtHand[]): void {
    const matched = new Set<Watched>();
    for (const event of events) {
      for (const watched of this.#index.candidates(event)) {
        if (event.seq <= watched.floor || !watched.query.holds(event)) continue;
        watched.matches.push(event);
        matched.add(watched);
      }
      event.settle();
      this.#seen = event.seq;
    }
    this.head = Math.max(this.head, this.#seen);
    for (const watched of this.#watched.values()) if (!watched.query.tellsAlone) matched.add(watched);
    if (this.#seen - this.#trimmed > keptNumbers / 10) this.#trim();
    for (const watched of matched) this.onMatches(watched);
  }

  #trim(): void {
    this.#trimmed = this.#seen;
    for (const watched of this.#watched.values()) {
      const gone = firstAbove(watched.matches, this.#seen - keptNumbers);
      if (gone === 0) continue;
      watched.floor = watched.matches[gone - 1]!.seq;
      watched.matches = watched.matches.slice(gone);
    }
  }
}

/** As many of the events as a document may hold by their length; one at least. */
function bounded({ events, upTo }: Range): Range {
  let length = 0;
  const over = events.findIndex(({ doc }, i) => {
    length += doc.length;
    return i > 0 && length > mostLength;
  });
  return over < 0 ? { events, upTo } : { events: events.slice(0, over), upTo: events[over - 1]!.seq };
}

/** Place of the first event above a number; events are in order. */
function firstAbove(events: readonly EventAtHand[], seq: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.seq <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
