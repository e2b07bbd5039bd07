/**
 * The maximum: what may contain the recalled thing when records are missing. A fixpoint of two kinds of facts that only grow: a thing may
 * be affected since a time; a firm may hold affected goods that no record names since a time ("open" below). docs/recall.md states the
 * model; `assumptions.ts` what it rests on.
 *
 * Beside the fact stands a share from 0 to 1, how likely it is: by amounts, recipes and the number of steps without a record.
 * First the closure of the records alone, which does not depend on who has answered; then, from it, what missing records at firms may add.
 * Cost: each thing and firm again for every earlier time or higher share; a pass over what happened at an open firm.
 */

import { atOnce, everyFew, type Steps } from '../turns.ts';
import { stays } from '../windows.ts';
import type { Balance } from './balance.ts';
import type { Certain } from './certain.ts';
import { type GapIndex, nowhere } from './gaps.ts';
import { classOf, type Firm, isClass, type Ledger } from './ledger.ts';
import {
  type Closure,
  type MayBe,
  type Pending,
  type Possible,
  type PossibleOptions,
  recordOf,
  type Source,
} from './possible-types.ts';

export type { Closure, MayBe, Possible, PossibleOptions } from './possible-types.ts';

/** An unrecorded step makes it half as likely. */
const perStep = 0.5;
const leastShare = 0.02;

type Asked = [ledger: Ledger, index: GapIndex, roots: readonly string[], certain: Certain, options: PossibleOptions];

export const possibleOf = (...asked: Asked): Possible => atOnce(possibleSteps(...asked));

export const possibleSteps = (...[ledger, index, roots, certain, options]: Asked): Steps<Possible> =>
  new Spread(ledger, index, roots, options).run(certain);

/** Things that the maximum would have beyond the closure, if it were asked again with other firms complete. Cost: what lies beyond it. */
export function beyondClosure(
  { ledger, index, roots, options }: { ledger: Ledger; index: GapIndex; roots: readonly string[]; options: PossibleOptions },
  closure: Closure,
): ReadonlyMap<string, MayBe> {
  return atOnce(new Spread(ledger, index, roots, options, closure).beyond(closure));
}

class Spread {
  readonly #things = new Map<string, MayBe>();
  readonly #known: ReadonlyMap<string, MayBe>;
  /** Set while only the records are followed. */
  #pending: Pending[] | undefined;
  readonly #open = new Map<Firm, { since: number; sources: Map<string, Source> }>();
  readonly #firms = new Map<Firm, number>();
  readonly #stores = new Map<Firm, number>();
  readonly #unaccounted = new Map<string, { thing: string; balance: Balance }>();
  readonly #waiting = new Set<string>();
  readonly #waitingFirms = new Set<Firm>();
  readonly #waitingStores = new Set<Firm>();
  readonly #ledger: Ledger;
  readonly #index: GapIndex;
  readonly #roots: readonly string[];
  readonly #options: PossibleOptions;
  readonly #complete: ReadonlySet<Firm>;
  readonly #settled: ReadonlySet<string>;

  constructor(ledger: Ledger, index: GapIndex, roots: readonly string[], options: PossibleOptions, closure?: Closure) {
    this.#known = closure?.things ?? new Map();
    this.#ledger = ledger;
    this.#index = index;
    this.#roots = roots;
    this.#options = options;
    this.#complete = options.complete ?? new Set();
    this.#settled = options.settled ?? new Set();
  }

  *run(certain: Certain): Steps<Possible> {
    const pending: Pending[] = [];
    this.#pending = pending;
    for (const [thing, { since, from, event }] of certain.things)
      this.#reach(thing, { since, share: 1, from, event, gap: undefined });
    const maybe = this.#options.maybe ?? [];
    for (const root of maybe) {
      const since = Number.NEGATIVE_INFINITY;
      this.#reach(root, { since, share: perStep / 2, from: undefined, event: undefined, gap: undefined });
    }
    for (const root of [...this.#roots, ...maybe]) this.#fromUnknownMaker(root);
    yield* this.#followAll();
    const closure = { things: new Map(this.#things), firms: new Map(this.#firms), pending };
    yield* this.#goOn(closure);
    return {
      things: this.#things,
      open: this.#open,
      firms: this.#firms,
      stores: this.#stores,
      unaccounted: [...this.#unaccounted.values()],
      closure,
    };
  }

  *beyond(closure: Closure): Steps<ReadonlyMap<string, MayBe>> {
    yield* this.#goOn(closure);
    return this.#things;
  }

  /** From the closure of the records to the fixpoint. */
  *#goOn({ pending }: Closure): Steps<void> {
    this.#pending = undefined;
    for (const each of pending) {
      if (each.kind === 'open') this.#openAt(each.firm, each.since, each.source);
      else if (each.kind === 'stored') this.#stored(each.firm, each.since);
      else this.#balance(each.thing, each.balance, each.since, each.share);
    }
    for (;;) {
      yield* this.#followAll();
      const firm = taken(this.#waitingFirms);
      if (firm !== undefined) {
        this.#spread(firm);
        continue;
      }
      const store = taken(this.#waitingStores);
      if (store === undefined) break;
      this.#loadsAt(store);
    }
  }

  /** What is reached meanwhile is followed in the same pass. */
  *#followAll(): Steps<void> {
    let count = 0;
    for (const thing of this.#waiting) {
      if (everyFew(++count)) yield;
      this.#waiting.delete(thing);
      this.#follow(thing);
    }
  }

  #thing(id: string): MayBe | undefined {
    return this.#things.get(id) ?? this.#known.get(id);
  }

  #reach(thing: string, next: MayBe): void {
    if (isClass(thing)) return;
    const before = this.#thing(thing);
    if (before !== undefined && before.since <= next.since && before.share >= next.share) return;
    // A recorded link is the better reason; the earlier time and the higher share hold, wherever they come from.
    const better = before === undefined || (before.gap !== undefined && next.gap === undefined) || next.share > before.share;
    const reason = better ? next : before;
    this.#things.set(thing, {
      ...reason,
      since: Math.min(before?.since ?? next.since, next.since),
      share: Math.max(before?.share ?? 0, next.share),
    });
    this.#waiting.add(thing);
  }

  #present(firm: Firm | undefined, at: number): void {
    if (firm === undefined || this.#firms.get(firm)! <= at) return;
    this.#firms.set(firm, at);
  }

  #stored(firm: Firm, at: number): void {
    if (this.#pending !== undefined) return void this.#pending.push({ kind: 'stored', firm, since: at });
    if (this.#stores.get(firm)! <= at) return;
    this.#stores.set(firm, at);
    this.#waitingStores.add(firm);
  }

  // What the records lead to.

  #follow(thing: string): void {
    const { since, share } = this.#thing(thing)!;
    const page = this.#ledger.page(thing);
    const linked = (id: string, at: number, event: string): void =>
      this.#reach(id, { since: at, share, from: thing, event, gap: undefined });
    for (const sighting of page.sightings)
      if (sighting.at >= since) for (const firm of [sighting.from, sighting.firm]) this.#present(firm, sighting.at);
    for (const { making, at } of page.into)
      if (at >= since) for (const { id } of making.outputs) linked(id, making.at, making.event.eventID);
    if (page.container) {
      for (const { child, at, out, event } of page.loads)
        if (this.#roots.includes(thing) && out && at >= since) linked(child, at, event.eventID);
      this.#carry(thing, since, Number.POSITIVE_INFINITY, thing, 0);
      return;
    }
    for (const { unit, event } of page.units) if (event.facts.at >= since) linked(unit, event.facts.at, event.eventID);
    for (const { from, to, shipped, received } of page.movements) {
      const at = (shipped ?? received)!.facts.at;
      if ((received ?? shipped)!.facts.at < since) continue;
      this.#present(from, at);
      this.#present(to, at);
      // Sent off, and nobody says to whom: to any of those it delivers to.
      if (to === undefined && from !== undefined)
        for (const partner of this.#partners(from))
          this.#openAt(partner, Math.max(since, at), {
            lot: thing,
            share: share * perStep,
            amount: Number.POSITIVE_INFINITY,
            since: at,
          });
    }
    this.#carry(thing, since, Number.POSITIVE_INFINITY, thing, 0);
    for (const balance of this.#index.balances(thing)) {
      if (balance.in > balance.out) this.#stored(balance.firm, Math.max(since, balance.since));
      if (balance.open > 0) this.#balance(thing, balance, since, share);
    }
  }

  /** Some of it is unaccounted for. */
  #balance(thing: string, balance: Balance, since: number, share: number): void {
    if (this.#pending !== undefined) return void this.#pending.push({ kind: 'balance', thing, balance, since, share });
    if (this.#complete.has(balance.firm) || this.#settled.has(recordOf(balance.firm, thing))) return;
    this.#unaccounted.set(`${balance.firm}\n${thing}`, { thing, balance });
    const from = Math.max(since, balance.openSince);
    this.#openAt(balance.firm, from, { lot: thing, share, amount: balance.open, since: from });
  }

  /** What a container does while the thing may be in it. */
  #carry(content: string, from: number, to: number, thing: string, depth: number): void {
    if (depth > 6) return;
    const ledger = this.#ledger;
    const { share } = this.#thing(thing)!;
    const packings = ledger.page(content).packings;
    const part = depth === 0 && ledger.page(thing).byClass;
    for (const parent of new Set(packings.map((each) => each.parent))) {
      const own = packings.filter((each) => each.parent === parent);
      const turns = own.map(({ at, out, quantity, event }) => ({
        at,
        seq: event.seq,
        turn: out ? ('out' as const) : ('in' as const),
        quantity,
        uom: undefined,
      }));
      for (const stay of stays(turns)) {
        const begins = Math.max(stay.from, from);
        const ends = Math.min(stay.to, to);
        if (begins > ends || (part && stay.known && !own.some(({ at, out }) => !out && at >= from && at <= stay.to))) continue;
        const event = own[0]!.event.eventID;
        this.#reach(parent, { since: begins, share, from: thing, event, gap: undefined });
        for (const sighting of ledger.page(parent).sightings)
          if (sighting.at >= begins && sighting.at <= ends)
            for (const firm of [sighting.from, sighting.firm]) this.#present(firm, sighting.at);
        for (const { making, at } of ledger.page(parent).into)
          if (at >= begins && at <= ends)
            for (const { id } of making.outputs)
              this.#reach(id, { since: making.at, share, from: thing, event: making.event.eventID, gap: undefined });
        this.#carry(parent, begins, ends, thing, depth + 1);
      }
    }
  }

  // What missing records let happen.

  #partners(firm: Firm): Set<Firm> {
    const recorded = this.#ledger.partners.get(firm) ?? [];
    return new Set([...recorded, ...(this.#options.partners?.get(firm) ?? [])]);
  }

  /** Of a root that nobody says who made: it may lie at whoever delivers, over any number of steps, to where it is first seen. */
  #fromUnknownMaker(root: string): void {
    const ledger = this.#ledger;
    if (ledger.page(root).makings.length > 0 || ledger.page(root).container) return;
    const first = ledger.page(root).sightings[0];
    const at = first?.from ?? first?.firm;
    if (first === undefined || at === undefined) return;
    const source = { lot: root, share: perStep, amount: Number.POSITIVE_INFINITY, since: Number.NEGATIVE_INFINITY };
    const suppliers = new Set([at]);
    const all = this.#allPartners();
    for (const firm of suppliers) for (const [from, to] of all) if (to.has(firm)) suppliers.add(from);
    for (const firm of suppliers) {
      this.#present(firm, Number.NEGATIVE_INFINITY);
      // A unit is in one place: it has been at its suppliers, and is no longer.
      if (ledger.page(root).byClass || isClass(root)) this.#openAt(firm, Number.NEGATIVE_INFINITY, source);
    }
  }

  #allPartners(): Map<Firm, ReadonlySet<Firm>> {
    const firms = new Set([...this.#ledger.partners.keys(), ...(this.#options.partners?.keys() ?? [])]);
    return new Map([...firms].map((firm) => [firm, this.#partners(firm)]));
  }

  #openAt(firm: Firm, since: number, source: Source): void {
    if (this.#pending !== undefined) return void this.#pending.push({ kind: 'open', firm, since, source });
    if (this.#complete.has(firm)) {
      // What comes to it is named; only things that nobody has made on record are new by it.
      this.#unmade(firm, since, source);
      return;
    }
    let open = this.#open.get(firm);
    const before = open?.sources.get(source.lot);
    const earlier = open === undefined || since < open.since;
    const likelier =
      source.share >= leastShare &&
      (before === undefined || source.share > before.share || source.amount > before.amount || since < before.since);
    if (!earlier && !likelier) return;
    if (open === undefined) {
      open = { since, sources: new Map() };
      this.#open.set(firm, open);
    }
    open.since = Math.min(open.since, since);
    if (likelier)
      open.sources.set(source.lot, {
        lot: source.lot,
        share: Math.max(before?.share ?? 0, source.share),
        amount: Math.max(before?.amount ?? 0, source.amount),
        since: Math.min(before?.since ?? since, since),
      });
    this.#present(firm, since);
    this.#stored(firm, since);
    this.#waitingFirms.add(firm);
  }

  #spread(firm: Firm): void {
    const { since, sources } = this.#open.get(firm)!;
    const nothing: Source = { lot: '', share: 0, amount: 0, since };
    for (const partner of this.#partners(firm)) {
      this.#openAt(partner, since, nothing);
      for (const source of sources.values()) this.#openAt(partner, source.since, { ...source, share: source.share * perStep });
    }
    for (const making of [...(this.#index.openMakingsAt.get(firm) ?? []), ...(this.#index.openMakingsAt.get(nowhere) ?? [])]) {
      if (making.at < since) continue;
      for (const { id } of making.outputs) {
        if (this.#settled.has(recordOf(firm, id))) continue;
        const needed = this.#ledger.page(id).sightings.find(({ event }) => event === making.event)?.quantity;
        const best = this.#best(sources, making.at, needed, id);
        const share = best.share * perStep;
        this.#reach(id, { since: making.at, share, from: best.lot, event: making.event.eventID, gap: firm });
      }
    }
    for (const source of [nothing, ...sources.values()]) this.#unmade(firm, source === nothing ? since : source.since, source);
    this.#unmade(nowhere, since, nothing);
    for (const whole of this.#index.wholesAt.get(firm) ?? [])
      if (whole.at >= since && !this.#settled.has(recordOf(firm, whole.thing))) {
        const best = this.#best(sources, whole.at, 1, whole.thing);
        this.#reach(whole.thing, { since: whole.at, share: best.share, from: best.lot, event: whole.event.eventID, gap: firm });
      }
  }

  /** Things that are first seen there, and that nobody says how they were made. */
  #unmade(firm: Firm, since: number, source: Source): void {
    for (const first of this.#index.unmadeAt.get(firm) ?? []) {
      const gap = firm === nowhere ? first.firm : firm;
      if (first.at < since || this.#roots.includes(first.thing) || this.#settled.has(recordOf(gap ?? nowhere, first.thing)))
        continue;
      const best = this.#best(new Map([[source.lot, source]]), first.at, first.quantity, first.thing);
      this.#reach(first.thing, {
        since: first.at,
        share: best.share * perStep,
        from: best.lot,
        event: first.event.eventID,
        gap,
      });
    }
  }

  /** The likeliest source: its share, less where what is left of it is less than was needed, or the product is not made of it as a rule. */
  #best(
    sources: ReadonlyMap<string, Source>,
    at: number,
    needed: number | undefined,
    made: string,
  ): { share: number; lot: string | undefined } {
    const product = classOf(made);
    const recipe = product === undefined ? undefined : this.#index.recipes.get(product);
    let best: { share: number; lot: string | undefined } = { share: 0, lot: undefined };
    for (const { lot, share, amount, since } of sources.values()) {
      if (since > at || lot === '') continue;
      const enough = needed === undefined ? perStep : needed <= 0 || !Number.isFinite(amount) ? 1 : Math.min(1, amount / needed);
      const usual = recipe === undefined || recipe.has(classOf(lot) ?? lot) || product === classOf(lot) ? 1 : 0.25;
      const found = share * enough * usual;
      if (found >= leastShare && found > best.share) best = { share: found, lot };
    }
    return best;
  }

  /** Units of unknown load, and crates, where some of it may have been. */
  #loadsAt(firm: Firm): void {
    if (this.#complete.has(firm)) return;
    const since = this.#stores.get(firm)!;
    for (const seen of [...(this.#index.unknownLoadsAt.get(firm) ?? []), ...(this.#index.unknownLoadsAt.get(nowhere) ?? [])])
      if (seen.at >= since && !this.#settled.has(recordOf(firm, seen.thing)))
        this.#reach(seen.thing, { since: seen.at, share: leastShare, from: undefined, event: seen.event.eventID, gap: firm });
  }
}

function taken<Item>(set: Set<Item>): Item | undefined {
  const [first] = set;
  if (first !== undefined) set.delete(first);
  return first;
}
