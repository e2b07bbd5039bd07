/** A reader of a recall over events held in memory: the reference for the store's, and the way to scope a file without a database. */
import type { EpcisEvent, Prefixes } from '../../events/index.ts';
import { memoryReader } from '../memory.ts';
import type { TracedEvent } from '../types.ts';
import type { Firm } from './ledger.ts';
import type { RecallReader } from './types.ts';
import { urisIn } from './uris.ts';

export async function recallMemory(
  events: readonly { readonly event: EpcisEvent; readonly prefixes: Prefixes }[],
  firmOf: (uri: string) => Firm = (uri) => uri,
  partners?: ReadonlyMap<Firm, ReadonlySet<Firm>>,
): Promise<RecallReader> {
  const reader = memoryReader(events);
  const all = [...(await reader.events(events.map((_, i) => i + 1))).values()].sort(
    (a, b) => a.facts.at - b.facts.at || a.seq - b.seq,
  );
  const byFirm = new Map<Firm, TracedEvent[]>();
  for (const event of all)
    for (const firm of new Set(urisIn(event).flatMap((uri) => [uri, firmOf(uri)]))) {
      const own = byFirm.get(firm);
      if (own === undefined) byFirm.set(firm, [event]);
      else own.push(event);
    }
  return {
    ...reader,
    ...(partners === undefined ? {} : { partners }),
    async linksFrom(thing, at, limit) {
      const rows = await reader.links([thing], allRolesOf(all), Number.POSITIVE_INFINITY);
      return rows.filter((row) => row.at >= at).slice(0, limit);
    },
    async eventsOf(firms, since, limit, { has, room }) {
      const found = new Map(firms.flatMap((firm) => byFirm.get(firm) ?? []).map((event) => [event.seq, event]));
      const own = [...found.values()]
        .filter(({ facts }) => facts.at >= since)
        .sort((a, b) => a.facts.at - b.facts.at || a.seq - b.seq)
        .slice(0, limit);
      const fresh = own.filter(({ seq }) => !has(seq));
      return { fresh: fresh.slice(0, room), more: own.length >= limit || fresh.length > room };
    },
    async firmsOf(uris) {
      return new Map(uris.map((uri) => [uri, firmOf(uri)]));
    },
  };
}

const allRolesOf = (events: readonly TracedEvent[]) => [
  ...new Set(events.flatMap(({ facts }) => facts.participants.map(({ role }) => role))),
];
