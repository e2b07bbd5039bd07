/** A reader over events held in memory: the reference for the store's reader, and the way to trace a file without a database. */
import { type EpcisEvent, factsOf, type Prefixes, type Role } from '../events/index.ts';
import type { Link, LinkReader, TracedEvent } from './types.ts';

export function memoryReader(events: readonly { readonly event: EpcisEvent; readonly prefixes: Prefixes }[]): LinkReader {
  const bySeq = new Map<number, TracedEvent>();
  const byThing = new Map<string, Link[]>();
  const read = events.map(({ event, prefixes }, i) => ({ seq: i + 1, event, prefixes, facts: factsOf(event, prefixes) }));
  const declared = new Set(read.filter(({ facts }) => facts.declaresError).map(({ facts }) => facts.eventID));
  for (const { seq, event, prefixes, facts } of read) {
    const eventID = facts.eventID ?? `urn:event:${seq}`;
    if (declared.has(eventID)) continue;
    bySeq.set(seq, { seq, eventID, facts, event, prefixes });
    const taken = new Set<string>();
    for (const { id, role } of facts.participants) {
      if (taken.has(`${role} ${id}`)) continue;
      taken.add(`${role} ${id}`);
      let links = byThing.get(id);
      if (links === undefined) {
        links = [];
        byThing.set(id, links);
      }
      links.push({ thing: id, at: facts.at, seq, role });
    }
  }
  for (const links of byThing.values()) links.sort((a, b) => a.at - b.at || a.seq - b.seq);
  return {
    async links(things, roles, perThing, since = Number.NEGATIVE_INFINITY) {
      const wanted = new Set<Role>(roles);
      return things.flatMap((thing) =>
        (byThing.get(thing) ?? []).filter(({ role, at }) => wanted.has(role) && at >= since).slice(0, perThing),
      );
    },
    async events(seqs) {
      return new Map(seqs.flatMap((seq) => (bySeq.has(seq) ? [[seq, bySeq.get(seq)!] as const] : [])));
    },
  };
}
