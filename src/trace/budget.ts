/**
 * A reader that gives a trace so many rows and events and no more, whatever the width of its levels: a hub with a million children and a
 * level of a thousand hubs cost the same memory. What was not answered for want of it is remembered by name, so that the answer can say so.
 */
import type { LinkReader, TracedEvent } from './types.ts';

export interface Budget extends LinkReader {
  /** Something was not answered. */
  readonly spent: boolean;
  /** Things whose rows were not all given. */
  readonly unanswered: ReadonlySet<string>;
}

/** Things in one question; between two of them a trace that nobody waits for ends. */
const together = 500;

/** `wanted` throws when nobody waits for the answer any more. */
export function budgeted(
  source: LinkReader,
  { maxRows, maxEvents, wanted }: { maxRows: number; maxEvents: number; wanted?: (() => void) | undefined },
): Budget {
  let rows = 0;
  let spent = false;
  const given = new Set<number>();
  const unanswered = new Set<string>();
  return {
    get spent() {
      return spent;
    },
    unanswered,
    async links(things, roles, perThing, since) {
      const found = [];
      for (let i = 0; i < things.length; i += together) {
        wanted?.();
        const part = things.slice(i, i + together);
        if (rows >= maxRows) {
          spent = true;
          for (const thing of part) unanswered.add(thing);
          continue;
        }
        const own = await source.links(part, roles, perThing, since);
        rows += own.length;
        // One by one: an array of arguments has its limit.
        for (const row of own) found.push(row);
      }
      return found;
    },
    async events(seqs) {
      wanted?.();
      const fresh = seqs.filter((seq) => !given.has(seq));
      const room = maxEvents - given.size;
      if (fresh.length > room) spent = true;
      const left = new Set(fresh.slice(Math.max(0, room)));
      const asked = left.size === 0 ? seqs : seqs.filter((seq) => !left.has(seq));
      for (const seq of asked) given.add(seq);
      return asked.length === 0 ? new Map<number, TracedEvent>() : source.events(asked);
    },
  };
}
