/**
 * Closed intervals of event time, in whole microseconds. A walk carries them because things inherit only what happened while they were
 * together: a crate's load of last week is not in this week's load.
 *
 * Stays and windows are joined as in an interval join (two sorted lists of intervals, merged): `stays` sorts the n turns of one content in one
 * container, O(n log n), and each stay is cut with each of the few windows of the walk. No rows and no round trips of its own: the rows are
 * those that the level has read.
 */
import { type Participant, type Role, role } from '../events/index.ts';
import type { Link } from './types.ts';

export interface Window {
  readonly from: number;
  readonly to: number;
}

export const always: Window = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

export function overlap(a: Window, b: Window): Window | undefined {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from <= to ? { from, to } : undefined;
}

export const contains = (outer: Window, at: number): boolean => outer.from <= at && at <= outer.to;

/** A set of windows that only grows. */
export class WindowSet {
  #windows: Window[] = [];

  get windows(): readonly Window[] {
    return this.#windows;
  }

  /** Latest end; how far back-walks may look. */
  get until(): number {
    return this.#windows.reduce((latest, { to }) => Math.max(latest, to), Number.NEGATIVE_INFINITY);
  }

  get since(): number {
    return this.#windows.reduce((earliest, { from }) => Math.min(earliest, from), Number.POSITIVE_INFINITY);
  }

  has(at: number): boolean {
    return this.#windows.some((window) => contains(window, at));
  }

  /** True when the window adds something new. Overlapping windows merge, so the set stays as small as its gaps. */
  add(window: Window): boolean {
    if (this.#windows.some(({ from, to }) => from <= window.from && window.to <= to)) return false;
    let { from, to } = window;
    const apart: Window[] = [];
    for (const each of this.#windows) {
      if (each.to < from || to < each.from) apart.push(each);
      else {
        from = Math.min(from, each.from);
        to = Math.max(to, each.to);
      }
    }
    apart.push({ from, to });
    this.#windows = apart;
    return true;
  }
}

/** Something that begins or ends the stay of one content in one container. */
export interface Turn {
  readonly at: number;
  readonly seq: number;
  /** `seen`: found inside, whenever it went in. */
  readonly turn: 'in' | 'seen' | 'out' | 'emptied';
  readonly quantity?: number | undefined;
  readonly uom?: string | undefined;
}

const observing: ReadonlySet<Role> = new Set([role.childObserve, role.parentObserve, role.partObserve, role.wholeObserve]);

/** The turn that a row of the link index is, with the amount its participant states. */
export function turnOf(row: Link, as: 'in' | 'out' | 'emptied', participant?: Participant): Turn {
  const turn = as === 'in' && observing.has(row.role) ? 'seen' : as;
  return { at: row.at, seq: row.seq, turn, quantity: participant?.quantity, uom: participant?.uom };
}

export interface Stay extends Window {
  /** False where it is only known that the content came out: it went in at some time after it was last outside. */
  readonly known: boolean;
}

/**
 * The stays of a content in a container. Packing starts one, unpacking ends it one microsecond before, so that what happens at the
 * moment of unpacking is no longer "inside". A stay that ends without a start began some time after the one before; one without an end
 * goes on. Part of a lot may leave: while the stated quantities show a remainder, the stay goes on (all quantities in one unit, else any
 * removal ends it). What was inside, and goes out and in again at one moment, goes out first; what was not, goes in first.
 */
export function stays(turns: readonly Turn[]): Stay[] {
  const ordered = [...turns].sort((a, b) => a.at - b.at || turnOrder[a.turn] - turnOrder[b.turn]);
  const found: Stay[] = [];
  let since: number | undefined;
  let inside: number | undefined;
  let uom: string | undefined;
  let again: number | undefined;
  /** When it last went out before the moment of the turn, and when at all; whether it was inside when that moment began. */
  let outside = Number.NEGATIVE_INFINITY;
  let lastOut = Number.NEGATIVE_INFINITY;
  let wasInside = false;
  let reopened: number | undefined;
  for (const turn of ordered) {
    if (turn.turn === 'seen') {
      inside = since === undefined ? turn.quantity : inside;
      uom = since === undefined ? turn.uom : uom;
      since ??= turn.at;
      continue;
    }
    if (turn.turn === 'in') {
      if (since !== undefined && since < turn.at) again = turn.at;
      inside = since === undefined ? turn.quantity : sum(inside, turn.quantity, uom === turn.uom);
      since ??= turn.at;
      uom = turn.uom;
      continue;
    }
    // It went out and in again at this moment; that its going out is told twice changes nothing.
    if (reopened === turn.at) continue;
    if (turn.turn === 'out' && since !== undefined && inside !== undefined && turn.quantity !== undefined && uom === turn.uom) {
      inside -= turn.quantity;
      if (inside > Math.abs(turn.quantity) * 1e-9) continue;
    }
    if (lastOut < turn.at) {
      outside = lastOut;
      wasInside = since !== undefined && since < turn.at;
    }
    lastOut = turn.at;
    // An empty container that is emptied again says nothing about this content but that it is outside. More that comes out at one moment than
    // went in at it was inside before.
    if (since !== undefined || (turn.turn === 'out' && !wasInside))
      found.push({ from: since ?? outside + 1, to: turn.at - 1, known: since !== undefined });
    since = again === turn.at ? turn.at : undefined;
    reopened = since;
    again = undefined;
    inside = undefined;
  }
  if (since !== undefined) found.push({ from: since, to: Number.POSITIVE_INFINITY, known: true });
  return found;
}

const turnOrder = { in: 0, seen: 1, out: 2, emptied: 3 } as const;

function sum(before: number | undefined, more: number | undefined, sameUnit: boolean): number | undefined {
  return before === undefined || more === undefined || !sameUnit ? undefined : before + more;
}
