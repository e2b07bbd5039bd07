/**
 * Shipments and receipts of the same things, paired: what was sent, what came. In memory are the legs that wait for their other half, and
 * those that are paired for as long as an error declaration or a shortage may still concern them.
 */
import { day, type Observation } from './definition.ts';

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
export function legsOf(seen: Observation): Leg[] {
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

interface Saved {
  readonly sent: readonly Leg[];
  readonly came: readonly Leg[];
}

/** Halves wait for each other so long; what comes later is a matter of its own. */
const patience = 120 * day;

/** Halves that wait, by thing. */
export class Pairing {
  readonly #sent = new Map<string, Leg[]>();
  readonly #came = new Map<string, Leg[]>();
  /** Legs in the order in which they were recorded; those that found their half are passed over. */
  #queue: { readonly leg: Leg; readonly direction: Direction }[] = [];
  #first = 0;

  constructor(saved?: unknown) {
    if (saved === undefined) return;
    const { sent, came } = saved as Saved;
    for (const leg of sent) push(this.#sent, leg);
    for (const leg of came) push(this.#came, leg);
    this.#queue = [
      ...sent.map((leg) => ({ leg, direction: 'out' as const })),
      ...came.map((leg) => ({ leg, direction: 'in' as const })),
    ].sort((a, b) => a.leg.half.recorded - b.leg.half.recorded);
  }

  /** The other half of each leg, where it is there; the leg waits where it is not. */
  add(direction: Direction, legs: readonly Leg[]): { readonly leg: Leg; readonly other: Leg | undefined }[] {
    const others = direction === 'out' ? this.#came : this.#sent;
    const own = direction === 'out' ? this.#sent : this.#came;
    if (legs.length > 0) this.#age(legs[0]!.half.recorded);
    return legs.map((leg) => {
      const waiting = others.get(leg.thing) ?? [];
      const best = waiting
        .map((other) => ({
          other,
          score: direction === 'out' ? agreement(leg.half, other.half) : agreement(other.half, leg.half),
        }))
        .reduce<{ other: Leg; score: number } | undefined>(
          (found, each) => (each.score > (found?.score ?? 0) ? each : found),
          undefined,
        );
      if (best === undefined) {
        push(own, leg);
        this.#queue.push({ leg, direction });
      } else drop(others, best.other);
      return { leg, other: best?.other };
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

  #age(now: number): void {
    for (; this.#first < this.#queue.length; this.#first++) {
      const { leg, direction } = this.#queue[this.#first]!;
      if (leg.half.recorded >= now - patience) break;
      drop(direction === 'out' ? this.#sent : this.#came, leg);
    }
    if (this.#first < 10_000) return;
    this.#queue = this.#queue.slice(this.#first);
    this.#first = 0;
  }

  save(): Saved {
    return { sent: [...this.#sent.values()].flat(), came: [...this.#came.values()].flat() };
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
