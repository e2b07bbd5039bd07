/**
 * Asks for each thing once. The walk up, the walk down, the history and the states of one trace want rows of the same things in
 * different roles; most things have few rows, so the first question fetches all of them and the others are answered from memory.
 */
import { type Role, role } from '../events/index.ts';
import type { Link, LinkReader, TracedEvent } from './types.ts';

/** Rows of a thing that is read whole; a thing with more is asked by role, as the questions come. */
const whole = 64;
const allRoles = Object.values(role);

export function remembering(reader: LinkReader): LinkReader {
  const known = new Map<string, readonly Link[]>();
  const large = new Set<string>();
  const events = new Map<number, TracedEvent>();

  const learn = async (things: readonly string[]): Promise<void> => {
    const unknown = [...new Set(things)].filter((thing) => !known.has(thing) && !large.has(thing));
    if (unknown.length === 0) return;
    const rows = new Map<string, Link[]>(unknown.map((thing) => [thing, []]));
    for (const row of await reader.links(unknown, allRoles, whole)) rows.get(row.thing)!.push(row);
    for (const [thing, own] of rows) {
      if (own.length < whole) known.set(thing, own);
      else large.add(thing);
    }
  };

  return {
    async links(things, roles, perThing, since) {
      // From a moment on: of the one thing that a trace goes on with.
      if (since !== undefined) return reader.links(things, roles, perThing, since);
      await learn(things);
      const wanted = new Set<Role>(roles);
      const distant = things.filter((thing) => large.has(thing));
      const near = things.flatMap((thing) => (known.get(thing) ?? []).filter((row) => wanted.has(row.role)).slice(0, perThing));
      return distant.length === 0 ? near : [...near, ...(await reader.links(distant, roles, perThing))];
    },
    async events(seqs) {
      const missing = seqs.filter((seq) => !events.has(seq));
      if (missing.length > 0) for (const [seq, event] of await reader.events(missing)) events.set(seq, event);
      return new Map(seqs.flatMap((seq) => (events.has(seq) ? [[seq, events.get(seq)!] as const] : [])));
    },
  };
}
