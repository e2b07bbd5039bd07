/** From shipments and receipts to movements: each once, with what the containers carried. */
import type { TracedEvent } from '../types.ts';
import { type Firm, isLogisticUnit, type Movement, type Packing, push } from './ledger.ts';

export interface Moved {
  readonly thing: string;
  readonly from: Firm | undefined;
  readonly to: Firm | undefined;
  readonly quantity: number | undefined;
  readonly event: TracedEvent;
  readonly way: 'out' | 'in' | 'void';
  readonly documents: ReadonlySet<string>;
}

/**
 * A shipment and a receipt of the same thing are one movement where they name the same document; where neither names one, where firms and
 * amount agree and the receipt is not earlier.
 */
export function matched(moved: readonly Moved[]): Movement[] {
  const movements: Movement[] = [];
  const open = new Map<string, Moved[]>();
  for (const each of moved) if (each.way === 'out') push(open, each.thing, each);
  // CBV 2.0 §7.1: what was said to have left has not.
  for (const each of moved) {
    if (each.way !== 'void') continue;
    const waiting = open.get(each.thing) ?? [];
    const i = waiting.findLastIndex((ship) => fits(ship, each));
    if (i >= 0) waiting.splice(i, 1);
  }
  for (const each of moved) {
    if (each.way !== 'in') continue;
    const waiting = open.get(each.thing) ?? [];
    const i = waiting.findIndex((ship) => fits(ship, each));
    const [ship] = i < 0 ? [] : waiting.splice(i, 1);
    movements.push({
      thing: each.thing,
      from: ship?.from ?? each.from,
      to: each.to ?? ship?.to,
      quantity: each.quantity ?? ship?.quantity,
      shipped: ship?.event,
      received: each.event,
    });
  }
  for (const waiting of open.values())
    for (const { thing, from, to, quantity, event } of waiting)
      movements.push({ thing, from, to, quantity, shipped: event, received: undefined });
  return movements;
}

function fits(ship: Moved, receipt: Moved): boolean {
  if (ship.documents.size > 0 && receipt.documents.size > 0)
    return [...ship.documents].some((each) => receipt.documents.has(each));
  const same = (a: Firm | undefined, b: Firm | undefined): boolean => a === undefined || b === undefined || a === b;
  return (
    same(ship.from, receipt.from) &&
    same(ship.to, receipt.to) &&
    ship.quantity === receipt.quantity &&
    ship.event.facts.at <= receipt.event.facts.at
  );
}

/**
 * A logistic unit that moves has its load with it: its movement is one of everything that was packed in it and not yet taken out. Of a
 * crate that is used again this may be so.
 */
export function withContents(movements: readonly Movement[], loadsOf: (unit: string) => readonly Packing[]): Movement[] {
  const found = [...movements];
  for (const movement of movements) {
    if (loadsOf(movement.thing).length === 0) continue;
    const at = (movement.shipped ?? movement.received)!.facts.at;
    const waiting = [{ unit: movement.thing, depth: 0, maybe: !isLogisticUnit(movement.thing) }];
    for (const { unit, depth, maybe } of waiting) {
      for (const [thing, inside] of loadAt(loadsOf(unit), at)) {
        found.push({ ...movement, thing, quantity: inside, via: movement.thing, ...(maybe ? { maybe } : {}) });
        if (loadsOf(thing).length > 0 && depth < deepestNesting)
          waiting.push({ unit: thing, depth: depth + 1, maybe: maybe || !isLogisticUnit(thing) });
      }
    }
  }
  return found;
}
const deepestNesting = 6;

/** What is recorded to be inside at a moment; undefined amounts are unknown. */
function loadAt(loads: readonly Packing[], at: number): Map<string, number | undefined> {
  const inside = new Map<string, number | undefined>();
  for (const load of loads) {
    if (load.at > at || (load.out && load.at === at)) continue;
    const before = inside.get(load.child);
    if (!load.out) {
      const seen = load.event.facts.action === 'OBSERVE';
      if (seen && inside.has(load.child)) continue;
      inside.set(load.child, inside.has(load.child) ? plus(before, load.quantity) : load.quantity);
    } else {
      const left = load.quantity === undefined || before === undefined ? 0 : before - load.quantity;
      if (left > 1e-9) inside.set(load.child, left);
      else inside.delete(load.child);
    }
  }
  return inside;
}

const plus = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;
