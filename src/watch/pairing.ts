/**
 * Shipments and receipts of the same things, paired: what was sent, what came. In memory are the legs that wait for their other half, and
 * those that are paired for as long as an error declaration or a shortage may still concern them.
 */
import type { Observation } from './definition.ts';

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
  };
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
  // A receipt long before the dispatch is another delivery; clocks differ by hours.
  if (came.at < sent.at - 86_400_000) return 0;
  return score;
}

interface Saved {
  readonly sent: readonly Leg[];
  readonly came: readonly Leg[];
}

/** Halves that wait, by thing. */
export class Pairing {
  readonly #sent = new Map<string, Leg[]>();
  readonly #came = new Map<string, Leg[]>();

  constructor(saved?: unknown) {
    if (saved === undefined) return;
    const { sent, came } = saved as Saved;
    for (const leg of sent) push(this.#sent, leg);
    for (const leg of came) push(this.#came, leg);
  }

  /** The other half of each leg, where it is there; the leg waits where it is not. */
  add(direction: Direction, legs: readonly Leg[]): { readonly leg: Leg; readonly other: Leg | undefined }[] {
    const others = direction === 'out' ? this.#came : this.#sent;
    const own = direction === 'out' ? this.#sent : this.#came;
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
      if (best === undefined) push(own, leg);
      else drop(others, best.other);
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
  const rest = (map.get(leg.thing) ?? []).filter((each) => each !== leg);
  if (rest.length === 0) map.delete(leg.thing);
  else map.set(leg.thing, rest);
}
