/**
 * Shipments and receipts of the same things, paired: what was sent, what came. In memory are the legs that wait for their other half, and
 * those that are paired for as long as an error declaration or a shortage may still concern them.
 */
import { day, type Observation, worked } from './definition.ts';

export interface Half {
  readonly eventID: string;
  readonly at: number;
  readonly recorded: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly fromFirm: string | undefined;
  readonly toFirm: string | undefined;
  readonly owner: string | undefined;
  readonly category: string | undefined;
  readonly area: string | undefined;
  readonly documents: readonly string[];
  /** Numbers of the delivery notes among them. */
  readonly notes: readonly string[];
}

/** One thing or lot on its way. */
export interface Leg {
  readonly thing: string;
  readonly quantity: number | undefined;
  readonly uom: string | undefined;
  readonly half: Half;
}

export type Direction = 'out' | 'in';

const out: ReadonlySet<string> = new Set(['shipping', 'departing']);
const into: ReadonlySet<string> = new Set(['receiving', 'accepting', 'arriving']);

/** What an observation is to deliveries; neither for most. */
export const directionOf = ({ facts: { step } }: Observation): Direction | undefined =>
  step === undefined ? undefined : out.has(step) ? 'out' : into.has(step) ? 'in' : undefined;

export function halfOf(seen: Observation): Half {
  const { eventID, at, recorded, movement, fromFirm, toFirm, owner, category, area } = seen;
  return {
    eventID,
    at,
    recorded,
    from: movement.from,
    to: movement.to,
    fromFirm,
    toFirm,
    owner,
    category,
    area,
    documents: [...movement.documents],
    notes: notesOf(seen),
  };
}

/** By the number alone: either side may write the note in its own form (CBV 2.0 §8.5, or a document of its own). */
export function notesOf({ event }: Observation): string[] {
  const { bizTransactionList = [] } = event as { bizTransactionList?: { type?: string; bizTransaction: string }[] };
  return bizTransactionList.flatMap(({ type, bizTransaction }) =>
    /(?:^|[-:/])desadv$/.test(type ?? '') ? [bizTransaction.slice(bizTransaction.lastIndexOf(':') + 1)] : [],
  );
}

/** Each thing once: the roles of a container and its contents are one participant each. */
export const legsOf = (seen: Observation): readonly Leg[] => worked(seen, legsIn);

function legsIn(seen: Observation): readonly Leg[] {
  const half = halfOf(seen);
  const legs = new Map<string, Leg>();
  for (const { id, quantity, uom, byClass } of seen.facts.participants)
    if (!legs.has(id)) legs.set(id, { thing: id, quantity: byClass ? quantity : 1, uom, half });
  // The lot that instances belong to is named beside them and does not travel itself.
  for (const { id, lot } of seen.facts.participants) if (lot !== undefined && lot !== id) legs.delete(lot);
  return [...legs.values()];
}

/** How well a receipt answers a shipment; 0: not at all. */
export function agreement(sent: Half, came: Half): number {
  let score = 1;
  const agree = (a: string | undefined, b: string | undefined, weight: number): boolean => {
    if (a === undefined || b === undefined) return true;
    if (a !== b) return false;
    score += weight;
    return true;
  };
  if (!agree(sent.toFirm ?? sent.to, came.toFirm ?? came.to ?? came.owner, 2)) return 0;
  if (!agree(sent.fromFirm ?? sent.from, came.fromFirm ?? came.from, 1)) return 0;
  if (sent.documents.some((each) => came.documents.includes(each))) score += 4;
  const sameNote = sent.notes.some((each) => came.notes.includes(each));
  if (sameNote) score += 2;
  // Each names its note, and they differ: two deliveries of the same lot.
  else if (sent.notes.length > 0 && came.notes.length > 0) return 0;
  // A receipt long before the dispatch is another delivery; clocks differ by hours.
  if (came.at < sent.at - 86_400_000) return 0;
  return score;
}

/** A half with the legs of it that wait: halves stand once. */
type SavedHalf = readonly [Half, readonly (readonly [thing: string, quantity: number | undefined, uom: string | undefined])[]];

interface Saved {
  readonly sent: readonly SavedHalf[];
  readonly came: readonly SavedHalf[];
}

/**
 * Whether the other side records in this log, as far as is known: whoever is named and not registered does not. A firm that registers
 * between the two records of a delivery is taken for one that is not.
 */
export const isAwaited = (direction: Direction, { from, fromFirm, to, toFirm }: Half): boolean =>
  direction === 'in' ? from === undefined || fromFirm !== undefined : to === undefined || toFirm !== undefined;

/** Halves wait for each other so long; what comes later is a matter of its own. */
const patience = 120 * day;
/** Receipts that do not say from whom: nobody is asked about them, they only answer a dispatch that is recorded late. */
const shortPatience = 30 * day;

interface Waiting {
  readonly leg: Leg;
  readonly direction: Direction;
}

/** In the order in which they were recorded; those that found their half are passed over. */
class Queue {
  readonly #patience: number;
  readonly #rows: Waiting[] = [];
  #first = 0;

  constructor(span: number) {
    this.#patience = span;
  }

  add(row: Waiting): void {
    this.#rows.push(row);
  }

  sort(): void {
    this.#rows.sort((a, b) => a.leg.half.recorded - b.leg.half.recorded);
  }

  age(now: number, drop: (row: Waiting) => void): void {
    for (; this.#first < this.#rows.length; this.#first++) {
      const row = this.#rows[this.#first]!;
      if (row.leg.half.recorded >= now - this.#patience) break;
      drop(row);
    }
    if (this.#first < 10_000) return;
    this.#rows.splice(0, this.#first);
    this.#first = 0;
  }
}

/** Halves that wait, by thing. */
export class Pairing {
  readonly #sent = new Map<string, Leg[]>();
  readonly #came = new Map<string, Leg[]>();
  readonly #long = new Queue(patience);
  readonly #short = new Queue(shortPatience);

  constructor(saved?: unknown) {
    if (saved === undefined) return;
    const { sent, came } = saved as Saved;
    const take = (direction: Direction, halves: readonly SavedHalf[], map: Map<string, Leg[]>): void => {
      for (const [half, legs] of halves)
        for (const [thing, quantity, uom] of legs) {
          // JSON knows null only.
          const leg = { thing, quantity: quantity ?? undefined, uom: uom ?? undefined, half };
          push(map, leg);
          this.#queueOf(direction, half).add({ leg, direction });
        }
    };
    take('out', sent, this.#sent);
    take('in', came, this.#came);
    this.#long.sort();
    this.#short.sort();
  }

  /** The other half of each leg, where it is there; the leg waits where it is not. */
  add(direction: Direction, legs: readonly Leg[]): { readonly leg: Leg; readonly other: Leg | undefined }[] {
    const others = direction === 'out' ? this.#came : this.#sent;
    const own = direction === 'out' ? this.#sent : this.#came;
    if (legs.length > 0) this.#age(legs[0]!.half.recorded);
    return legs.map((leg) => {
      let [best, most]: [Leg | undefined, number] = [undefined, 0];
      for (const other of others.get(leg.thing) ?? []) {
        const score = direction === 'out' ? agreement(leg.half, other.half) : agreement(other.half, leg.half);
        if (score > most) [best, most] = [other, score];
      }
      if (best !== undefined) drop(others, best);
      else if (isAwaited(direction, leg.half)) {
        push(own, leg);
        this.#queueOf(direction, leg.half).add({ leg, direction });
      }
      return { leg, other: best };
    });
  }

  /** The legs of an event that still wait. */
  waiting(direction: Direction, eventID: string, things: readonly string[]): Leg[] {
    const own = direction === 'out' ? this.#sent : this.#came;
    return things.flatMap((thing) => (own.get(thing) ?? []).filter(({ half }) => half.eventID === eventID));
  }

  /** Waits no longer. */
  forget(direction: Direction, eventID: string, things: readonly string[]): void {
    const own = direction === 'out' ? this.#sent : this.#came;
    for (const leg of this.waiting(direction, eventID, things)) drop(own, leg);
  }

  #queueOf(direction: Direction, { fromFirm }: Half): Queue {
    return direction === 'in' && fromFirm === undefined ? this.#short : this.#long;
  }

  #age(now: number): void {
    const out = ({ leg, direction }: Waiting): void => drop(direction === 'out' ? this.#sent : this.#came, leg);
    this.#long.age(now, out);
    this.#short.age(now, out);
  }

  save(): Saved {
    const halves = (map: ReadonlyMap<string, readonly Leg[]>): SavedHalf[] =>
      [...Map.groupBy([...map.values()].flat(), ({ half }) => half)].map(([half, legs]) => [
        half,
        legs.map(({ thing, quantity, uom }) => [thing, quantity, uom] as const),
      ]);
    return { sent: halves(this.#sent), came: halves(this.#came) };
  }
}

function push(map: Map<string, Leg[]>, leg: Leg): void {
  const found = map.get(leg.thing);
  if (found === undefined) map.set(leg.thing, [leg]);
  else found.push(leg);
}

function drop(map: Map<string, Leg[]>, leg: Leg): void {
  if (!map.has(leg.thing)) return;
  const rest = (map.get(leg.thing) ?? []).filter((each) => each !== leg);
  if (rest.length === 0) map.delete(leg.thing);
  else map.set(leg.thing, rest);
}
