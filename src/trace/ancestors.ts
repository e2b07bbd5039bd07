/** What a thing was made of and came out of, all the way up: the walk alone, without the story. */
import { type Role, role } from '../events/index.ts';
import { holdings } from './holdings.ts';
import type { Link, LinkReader, TracedEvent } from './types.ts';
import { Walk } from './walk.ts';

/** Things above one thing; a longer line ends there and is told as far as it was followed. */
const limits = { maxNodes: 5_000, maxDepth: 64, maxRowsPerThing: 2_000, expired: () => false };

/** Canonical URIs, without the thing itself, the nearest first. */
export async function ancestorsOf(reader: LinkReader, thing: string): Promise<readonly string[]> {
  const walk = new Walk(reader, 'up', limits);
  await walk.run(thing);
  return [...walk.visits.keys()].filter((id) => id !== thing);
}

/** What has been read of the log: undefined where that is to be read first. */
export interface ReadLinks {
  /** All rows of the thing, the earliest first. */
  rows(thing: string): readonly Link[] | undefined;
  event(seq: number): TracedEvent | undefined;
}

/**
 * The same of things that were made and never packed, joined or unpacked, from what has been read, at once: nearly all that is asked for at
 * each capture. `unread`: something is to be read first, and was asked for. `walk`: this takes the walk.
 */
export function plainAncestors(read: ReadLinks, thing: string): readonly string[] | 'unread' | 'walk' {
  const own = read.rows(thing);
  if (own === undefined) return 'unread';
  // Nothing made it: most of what is asked for at the beginning of a chain.
  if (own.length < limits.maxRowsPerThing && !own.some(({ role: as }) => isMade(as) || isCarried(as))) return none;
  /** Until when each thing matters: what made it later is none of our business. */
  const until = new Map([[thing, Number.POSITIVE_INFINITY]]);
  let unread = false;
  for (let level = [thing], depth = 0; level.length > 0; depth++) {
    if (depth >= limits.maxDepth || until.size > limits.maxNodes) return 'walk';
    const next = new Set<string>();
    const reach = (id: string, at: number): void => {
      const before = until.get(id);
      if (id === thing || (before !== undefined && before >= at)) return;
      until.set(id, at);
      next.add(id);
    };
    for (const id of level) {
      const rows = read.rows(id);
      if (rows === undefined) unread = true;
      else if (rows.length >= limits.maxRowsPerThing || rows.some((row) => isCarried(row.role))) return 'walk';
      for (const row of rows ?? []) {
        if (!isMade(row.role) || row.at > until.get(id)!) continue;
        const event = read.event(row.seq);
        if (event === undefined) unread = true;
        else if (!reachAbove(event, row, reach)) return 'walk';
      }
    }
    level = [...next];
  }
  if (unread) return 'unread';
  return [...until.keys()].filter((id) => id !== thing);
}

const none: readonly string[] = [];

/** The roles whose events tell what a thing was made of. */
export const isMade = (as: Role): boolean => as === role.output || as === role.observedAdd || as === role.treated;

/** What the thing of the row was made of by the event. False where other events belong to the same process. */
export function reachAbove(
  { facts: { at, participants } }: TracedEvent,
  { thing, role: as }: Link,
  reach: (id: string, at: number) => void,
): boolean {
  for (const each of participants) if (each.id === thing && each.lot !== undefined) reach(each.lot, at);
  if (as === role.treated) for (const each of participants) if (each.role === role.applied) reach(each.id, at);
  if (as !== role.output) return true;
  for (const each of participants) {
    if (each.role === role.transformation) return false;
    if (each.role === role.input) reach(each.id, at);
  }
  return true;
}

const carriedRoles: ReadonlySet<Role> = new Set(
  holdings.flatMap((each) => [...each.parentIn, each.parentOut, each.emptied, ...each.childIn, each.childOut]),
);
const isCarried = (as: Role): boolean => carriedRoles.has(as);
