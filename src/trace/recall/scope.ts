/**
 * The scope of a recall: reads what it needs, in rounds, until nothing new follows; then answers. First the minimum, by a level-wise walk
 * (breadth-first search a level at a time: one question for the links of a level and one for its events); then the maximum: the records of
 * the firms at which something is unaccounted for, and the things named there.
 *
 * Cost, of a lot whose goods lie h hops away: 2 round trips a hop (one more for each 5,000 things or events), 2 to 4 a round of the maximum,
 * of which there are about as many as steps between the firms. Rows are those of the things and firms reached. The book of the records
 * (`ledgerOf`) is made anew for a quarter more events, of many for twice as many, so that all its makings cost a few times the last.
 * Memory: about 6 kB an event, at most `maxEvents` of them. Computing goes on in turns with everybody else's requests (`turns.ts`).
 */
import { type Role, role } from '../../events/index.ts';
import { everyFew, inTurns, type Steps } from '../turns.ts';
import type { Link, TracedEvent } from '../types.ts';
import { answerOf } from './answer.ts';
import type { Patience } from './calls.ts';
import { type Certain, certainSteps } from './certain.ts';
import { ledgerWith } from './extend.ts';
import { type GapIndex, gapIndexSteps } from './gaps.ts';
import { type Firm, isClass, type Ledger } from './ledger.ts';
import { type Possible, type PossibleOptions, possibleSteps } from './possible.ts';
import type { RecallReader, ScopeAnswer, ScopeBound, ScopeOptions, ScopeRoot } from './types.ts';

import { urisIn } from './uris.ts';
import { everythingVisible, type Visible } from './visible.ts';

const defaults = { maxEvents: 200_000 };
/** Rows of one thing in one question; a thing with more is read on in pages. */
const page = 2_000;
/** What was not looked at: enough for a bound of 200,000 events in all but the widest cases. */
const mostListed = 100_000;
const mostUnread = 1_000;
/** Of fewer events a book is made in no time, and what is sure is told level by level. */
const worthReadingAhead = 200;
const large = 4_000;
const allRoles: readonly Role[] = Object.values(role);

/** All that is known at the end, before anything is hidden from anybody. */
export interface Scoped {
  readonly ledger: Ledger;
  readonly index: GapIndex;
  readonly roots: readonly string[];
  readonly certain: Certain;
  readonly possible: Possible;
  readonly options: PossibleOptions;
  readonly bounds: ScopeAnswer['bounds'];
}

export async function scopeOf(reader: RecallReader, roots: readonly ScopeRoot[], options: ScopeOptions = {}): Promise<Scoped> {
  return new Search(reader, roots, options).run();
}

export const scopeAnswer = (
  scoped: Scoped,
  visible: Visible = everythingVisible,
  patience: Patience = {},
): Promise<ScopeAnswer> => answerOf(scoped, scoped.bounds, visible, patience);

class Search {
  readonly #reader: RecallReader;
  readonly #roots: readonly ScopeRoot[];
  readonly #ids: readonly string[];
  readonly #maybe: readonly string[];
  readonly #options: ScopeOptions;
  #maxEvents: number;
  readonly #events = new Map<number, TracedEvent>();
  readonly #asked = new Set<string>();
  /** Things of which only the rows up to a moment were read. */
  readonly #cut = new Map<string, number>();
  readonly #askedFirms = new Map<Firm, number>();
  readonly #unread = new Set<Firm>();
  readonly #firms = new Map<string, Firm>();
  readonly #knownUris = new Set<string>();
  /** From when things contain what is recalled, as far as it is known or likely; and those of them that were not asked about. */
  readonly #since = new Map<string, number>();
  readonly #next = new Set<string>();
  #book: Ledger | undefined;
  /** Read since the last book. */
  #fresh: TracedEvent[] = [];
  #reason: ScopeBound = null;

  constructor(reader: RecallReader, roots: readonly ScopeRoot[], options: ScopeOptions) {
    this.#reader = reader;
    this.#roots = roots;
    this.#ids = roots.filter(({ maybe }) => maybe !== true).map(({ id }) => id);
    this.#maybe = roots.filter(({ maybe }) => maybe === true).map(({ id }) => id);
    for (const id of this.#ids) this.#since.set(id, Number.NEGATIVE_INFINITY);
    this.#options = options;
    this.#maxEvents = options.maxEvents ?? defaults.maxEvents;
  }

  async run(): Promise<Scoped> {
    const { partners } = this.#reader;
    const options: PossibleOptions = {
      ...(partners === undefined ? {} : { partners }),
      ...(this.#maybe.length === 0 ? {} : { maybe: this.#maybe }),
      ...(this.#options.complete === undefined ? {} : { complete: this.#options.complete }),
    };
    await this.#things([...this.#ids, ...this.#maybe]);
    let ledger = await this.#ledger();
    let certain = await this.#turns(certainSteps(ledger, this.#ids));
    const told = new Set<string>();
    while (this.#goesOn()) {
      const fresh = [...certain.things.keys()].filter((id) => !told.has(id));
      for (const id of fresh) told.add(id);
      if (fresh.length > 0) await this.#options.tell?.({ kind: 'minimum', ids: fresh }, ledger);
      for (const [id, { since }] of certain.things) this.#since.set(id, since);
      if (!(await this.#things([...certain.things.keys()]))) break;
      await this.#readAhead();
      ledger = await this.#ledger();
      certain = await this.#turns(certainSteps(ledger, this.#ids));
    }
    let index = await this.#turns(gapIndexSteps(ledger));
    // Where some of what is sure is still in store the records are needed in any case: before the maximum is spread, not after.
    if (this.#goesOn()) {
      const named = await this.#recordsOf({ stores: await this.#turns(storesIn(certain, index)) }, ledger);
      if (named.length > 0) {
        await this.#things(named);
        const changed = this.#touches(certain);
        ledger = await this.#ledger();
        if (changed || !sameFirms(certain, ledger)) certain = await this.#turns(certainSteps(ledger, this.#ids));
        index = await this.#turns(gapIndexSteps(ledger));
      }
    }
    let possible = await this.#turns(possibleSteps(ledger, index, this.#ids, certain, options));
    while (this.#goesOn()) {
      const { tell } = this.#options;
      await tell?.(
        { kind: 'progress', events: this.#events.size, things: possible.things.size, firms: possible.open.size },
        ledger,
      );
      const named = await this.#recordsOf(possible, ledger);
      const more = await this.#things([...possible.things.keys(), ...named]);
      if (!more && named.length === 0) break;
      const changed = this.#touches(certain);
      ledger = await this.#ledger();
      if (changed || !sameFirms(certain, ledger)) certain = await this.#turns(certainSteps(ledger, this.#ids));
      index = await this.#turns(gapIndexSteps(ledger));
      possible = await this.#turns(possibleSteps(ledger, index, this.#ids, certain, options));
    }
    return { ledger, index, roots: this.#ids, certain, possible, options, bounds: this.#bounds(possible) };
  }

  /** Events that may be held now. */
  #most(): number {
    const room = this.#options.room?.(this.#events.size) ?? Number.POSITIVE_INFINITY;
    // What was bound once stays so: the answer names one limit.
    if (room < this.#maxEvents && room <= this.#events.size) this.#maxEvents = room;
    return Math.min(this.#maxEvents, room);
  }

  /** Long computing, in turns with everybody else; ends when nobody waits for it any more. */
  #turns<Result>(steps: Steps<Result>): Promise<Result> {
    return inTurns(steps, this.#options.wanted);
  }

  #goesOn(): boolean {
    this.#options.wanted?.();
    if (this.#reason === null && this.#options.expired?.() === true) this.#reason = 'time';
    return this.#reason === null;
  }

  /** What the next levels will most likely be, until the book is worth making anew. */
  async #readAhead(): Promise<void> {
    const built = this.#events.size;
    if (built < (this.#options.readAheadFrom ?? worthReadingAhead)) return;
    // The larger the book, the dearer it is, and the less often what is sure is told.
    const enough = built * (built < large ? 1.25 : 2);
    // A narrow level adds little: it is not worth a book of its own.
    const isNarrow = (): boolean => this.#next.size * 4 < this.#asked.size;
    while (this.#next.size > 0 && (this.#events.size < enough || isNarrow()) && this.#goesOn()) {
      const ids = [...this.#next];
      this.#next.clear();
      await this.#things(ids);
    }
  }

  /** Something that was read since the last book names what is sure: that may change it. */
  #touches({ things }: Certain): boolean {
    return this.#fresh.some(({ facts }) => facts.participants.some(({ id }) => things.has(id)));
  }

  /** A thing in a role by which others come to contain it; what the book says of it later is what counts. */
  #lookAhead({ thing, at, seq, role: as }: Link): void {
    const since = this.#since.get(thing);
    const event = this.#events.get(seq);
    if (since === undefined || at < since || event === undefined) return;
    for (const each of event.facts.participants) {
      const follows =
        as === role.input
          ? each.role === role.output
          : as === role.applied
            ? each.role === role.treated
            : as === role.lot
              ? each.lot === thing
              : as === role.childAdd && each.role === role.parentAdd;
      if (!follows || isClass(each.id)) continue;
      if (!(this.#since.get(each.id)! <= at)) this.#since.set(each.id, at);
      if (!this.#asked.has(each.id)) this.#next.add(each.id);
    }
  }

  /** Reads all that is recorded of these things; true when something was not known before. */
  async #things(ids: readonly string[]): Promise<boolean> {
    const unknown = [...new Set(ids)].filter((id) => !this.#asked.has(id) && !isClass(id));
    if (unknown.length === 0) return false;
    const rows: Link[] = [];
    const from = new Map(this.#roots.flatMap(({ id, from }) => (from === undefined ? [] : [[id, from] as const])));
    const plain = unknown.filter((id) => !from.has(id));
    const counts = new Map<string, { rows: number; last: number }>();
    for (const row of plain.length === 0 ? [] : await this.#reader.links(plain, allRoles, page)) {
      rows.push(row);
      counts.set(row.thing, { rows: (counts.get(row.thing)?.rows ?? 0) + 1, last: row.at });
    }
    for (const id of unknown) this.#asked.add(id);
    await this.#read(rows);
    const long: { id: string; at: number }[] = [
      ...[...from].filter(([id]) => unknown.includes(id)).map(([id, at]) => ({ id, at })),
      ...[...counts].filter(([, each]) => each.rows >= page).map(([id, { last }]) => ({ id, at: last })),
    ];
    for (const { id, at } of long) await this.#pages(id, at);
    for (const row of rows) this.#lookAhead(row);
    return true;
  }

  /** The rest of a thing with a long history. */
  async #pages(id: string, from: number): Promise<void> {
    let at = from;
    for (let size = page; ; ) {
      this.#cut.set(id, at);
      // One thing with a long history leaves room for what it leads to.
      const most = this.#most();
      if (!this.#goesOn() || this.#events.size >= (this.#ids.length === 1 && most > 1_000 ? most / 2 : most)) {
        this.#reason ??= 'events';
        return;
      }
      const rows = await this.#reader.linksFrom(id, at, size);
      this.#cut.delete(id);
      await this.#read(rows);
      if (this.#cut.has(id)) return;
      if (rows.length < size) break;
      const last = rows.at(-1)!.at;
      // More of one moment than a page holds.
      if (last === at) size *= 2;
      at = last;
    }
    this.#cut.delete(id);
  }

  async #read(rows: readonly Link[]): Promise<void> {
    const missing = [...new Set(rows.map(({ seq }) => seq))].filter((seq) => !this.#events.has(seq));
    const room = this.#most() - this.#events.size;
    if (missing.length > room) {
      this.#reason ??= 'events';
      const beyond = new Set(missing.slice(Math.max(0, room)));
      const first = new Map<string, number>();
      for (const { thing, seq, at } of rows) if (beyond.has(seq) && !(first.get(thing)! <= at)) first.set(thing, at);
      for (const [thing, at] of first) this.#cut.set(thing, at);
    }
    if (missing.length === 0 || room <= 0) return;
    this.#keep((await this.#reader.events(missing.slice(0, room))).values());
  }

  #keep(events: Iterable<TracedEvent>): void {
    const most = this.#most();
    for (const event of events)
      if (this.#events.size < most && !this.#events.has(event.seq)) {
        this.#events.set(event.seq, event);
        this.#fresh.push(event);
      }
  }

  /** The records of firms at which something is unaccounted for; gives the things they name. */
  async #recordsOf({ stores }: Pick<Possible, 'stores'>, { namesOf }: Ledger): Promise<string[]> {
    const wanted = [...stores].filter(([firm, since]) => firm !== '' && !(this.#askedFirms.get(firm)! <= since));
    if (wanted.length === 0) return [];
    const since = Math.min(...wanted.map(([, each]) => each));
    const most = this.#most();
    if (most <= this.#events.size) {
      this.#reason ??= 'events';
      return [];
    }
    const firms = wanted.map(([firm]) => firm);
    const names = [...new Set(firms.flatMap((firm) => [firm, ...namesOf(firm)]))];
    // Most of what a firm recorded of the goods is known: that is not read again.
    const known = { has: (seq: number) => this.#events.has(seq), room: most - this.#events.size };
    const { fresh, more } = await this.#reader.eventsOf(names, since, most, known);
    for (const firm of firms) this.#askedFirms.set(firm, since);
    if (more) {
      this.#reason ??= 'events';
      for (const firm of firms) this.#unread.add(firm);
    }
    this.#keep(fresh);
    return [...new Set(fresh.flatMap(({ facts }) => facts.participants.map(({ id }) => id)))];
  }

  async #ledger(): Promise<Ledger> {
    const unknown = new Set<string>();
    for (const event of this.#fresh)
      for (const uri of urisIn(event)) {
        if (!this.#knownUris.has(uri)) unknown.add(uri);
      }
    if (unknown.size > 0) for (const [uri, firm] of await this.#reader.firmsOf([...unknown])) this.#firms.set(uri, firm);
    for (const uri of unknown) this.#knownUris.add(uri);
    const fresh = this.#fresh;
    this.#fresh = [];
    this.#book = await this.#turns(ledgerWith(this.#book, fresh, { firmOf: (uri) => this.#firms.get(uri) ?? uri }));
    return this.#book;
  }

  #bounds(possible: Possible): ScopeAnswer['bounds'] {
    const hit = this.#reason !== null;
    const unseen = hit ? [...possible.things].filter(([id]) => !this.#asked.has(id)) : [];
    const more: ScopeRoot[] = [...[...this.#cut].map(([id, from]) => ({ id, from })), ...unseen.map(([id]) => ({ id }))];
    const unread = hit
      ? [...possible.stores].filter(([firm, since]) => !(this.#askedFirms.get(firm)! <= since)).map(([firm]) => firm)
      : [];
    return {
      hit,
      reason: this.#reason,
      limit: this.#reason === 'events' ? Math.min(this.#maxEvents, this.#most()) : null,
      more: more.slice(0, mostListed),
      ...(more.length > mostListed ? { unlisted: more.length - mostListed } : {}),
      unread: [...new Set([...this.#unread, ...unread])].slice(0, mostUnread),
    };
  }
}

/** Firms that have some of what is sure in store, by the records, with the earliest time: the stores of the maximum hold these too. */
function* storesIn({ things }: Certain, { balances }: GapIndex): Steps<Map<Firm, number>> {
  const stores = new Map<Firm, number>();
  let count = 0;
  for (const [id, reached] of things) {
    if (everyFew(count++)) yield;
    for (const balance of balances(id)) {
      const since = Math.max(reached.since, balance.since);
      if (balance.in > balance.out && !(stores.get(balance.firm)! <= since)) stores.set(balance.firm, since);
    }
  }
  return stores;
}

/** New records may show that two names are of one firm. */
const sameFirms = ({ firms }: Certain, { firmOf }: Ledger): boolean => [...firms.keys()].every((firm) => firmOf(firm) === firm);
