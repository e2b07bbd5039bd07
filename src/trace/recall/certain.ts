/**
 * The minimum: what contains the recalled thing by records alone. Nothing is concluded from the absence of a record, so that no record
 * that arrives later can make it smaller: a thing put in a crate is in the crate at that moment, not for as long as nobody says that it was
 * taken out. Breadth first over the ledger: each thing once for each earlier time, its uses, units and packings in memory.
 */
import { atOnce, everyFew, type Steps } from '../turns.ts';
import { type Firm, isLogisticUnit, type Ledger, type Packing } from './ledger.ts';

export interface Reached {
  /** Microseconds: from then on it contains what is recalled. */
  readonly since: number;
  /** The thing it has it from; undefined for the root. */
  readonly from: string | undefined;
  /** The event that shows it. */
  readonly event: string | undefined;
}

export interface Certain {
  readonly things: ReadonlyMap<string, Reached>;
  /** Firms that have had some of it, with the earliest time. */
  readonly firms: ReadonlyMap<Firm, number>;
}

export const certainOf = (ledger: Ledger, roots: readonly string[]): Certain => atOnce(certainSteps(ledger, roots));

export function* certainSteps(ledger: Ledger, roots: readonly string[]): Steps<Certain> {
  const things = new Map<string, Reached>();
  const firms = new Map<Firm, number>();
  const waiting: string[] = [];
  const reach = (thing: string, reached: Reached): void => {
    const before = things.get(thing);
    if (before !== undefined && before.since <= reached.since) return;
    things.set(thing, reached);
    waiting.push(thing);
  };
  const present = (firm: Firm | undefined, at: number): void => {
    if (firm !== undefined && !(firms.get(firm)! <= at)) firms.set(firm, at);
  };
  for (const root of roots) reach(root, { since: Number.NEGATIVE_INFINITY, from: undefined, event: undefined });
  let count = 0;
  for (const next of waiting) {
    if (everyFew(count++)) yield;
    const { since } = things.get(next)!;
    const page = ledger.page(next);
    if (page.container && !roots.includes(next)) continue;
    for (const { making, at } of page.into)
      if (at >= since)
        for (const { id } of making.outputs) reach(id, { since: making.at, from: next, event: making.event.eventID });
    for (const { unit, event } of page.units)
      if (event.facts.at >= since) reach(unit, { since: event.facts.at, from: next, event: event.eventID });
    for (const sighting of page.sightings)
      if (sighting.at >= since) for (const firm of [sighting.from, sighting.firm]) present(firm, sighting.at);
    for (const { from, to, shipped, received, via, maybe } of page.movements) {
      const at = (shipped ?? received)!.facts.at;
      if (maybe === true || at < since || (via !== undefined && packedBefore(ledger, next, via, since))) continue;
      present(from, at);
      if (received !== undefined) present(to, received.facts.at);
    }
    inside(
      ledger,
      next,
      since,
      (container, at, packing) => reach(container, { since: at, from: next, event: packing.event.eventID }),
      (making) => {
        for (const { id } of making.outputs) reach(id, { since: making.at, from: next, event: making.event.eventID });
      },
    );
    if (page.container)
      for (const { child, at, out, event } of page.loads)
        if (out && at >= since) reach(child, { since: at, from: next, event: event.eventID });
  }
  return { things, firms };
}

/** Part of a lot that was put in a unit before the lot was affected is not affected. */
const packedBefore = (ledger: Ledger, thing: string, container: string, since: number): boolean =>
  ledger.page(thing).packings.some(({ parent, out, at }) => parent === container && !out && at < since);

type Making = Ledger['makings'][number];

/** The containers that certainly held the thing, their containers, and what those were made into. */
function inside(
  ledger: Ledger,
  thing: string,
  since: number,
  held: (container: string, at: number, packing: Packing) => void,
  made: (making: Making) => void,
): void {
  const byClass = ledger.page(thing).byClass;
  const waiting: { content: string; since: number; depth: number; part: boolean; valid: (moment: number) => boolean }[] = [
    { content: thing, since, depth: 0, part: byClass, valid: () => true },
  ];
  for (const { content, since: from, depth, part, valid } of waiting) {
    const packings = ledger.page(content).packings;
    for (const packing of packings) {
      const { parent, at, out } = packing;
      if (!valid(at)) continue;
      if (out) {
        // It came out, so it was inside before; of a lot the part may have gone in before the lot was affected.
        const first = ledger.page(content).sightings[0]?.at ?? at;
        if (depth === 0 && at > from && (!part || from <= first)) held(parent, at - 1, packing);
        continue;
      }
      if (at < from) continue;
      held(parent, at, packing);
      const outs = packings.filter((each) => each.parent === parent && each.out && each.at >= at);
      const later = packings.some((each) => each.parent === parent && each.at > at);
      const stillIn = (moment: number): boolean =>
        moment >= at &&
        valid(moment) &&
        !outs.some((each) => each.at <= moment) &&
        // A crate tells by a later record of the same content that it was not empty in between.
        (isLogisticUnit(parent) || (!part && later && packings.some((each) => each.parent === parent && each.at > moment)));
      for (const { making, at: used } of ledger.page(parent).into) if (stillIn(used)) made(making);
      if (depth < deepest) waiting.push({ content: parent, since: at, depth: depth + 1, part: false, valid: stillIn });
    }
  }
}

/** Cases on pallets in containers. */
const deepest = 6;
