/** The reader of a recall over the store and the register. */
import { partiesOf } from '../organisations/index.ts';
import { eventsOfFirms, linksFrom, type Store } from '../store/index.ts';
import type { Firm, RecallReader } from '../trace/index.ts';

/** Firms of the register are named by their uuid, everybody else by the URI that the events use. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isRegistered = (firm: Firm): boolean => uuid.test(firm);

/** With the register as it is now: `names` grows as firms are met. */
export function storeReader(store: Store, names: Map<Firm, string>): RecallReader {
  const { links, database } = store;
  return {
    links: links.links,
    events: links.events,
    linksFrom: (thing, at, limit) => linksFrom(database, thing, at, limit),
    async eventsOf(firms, since, limit, { has, room }) {
      const organisations = firms.filter(isRegistered);
      const places = firms.filter((firm) => !isRegistered(firm));
      const seqs = await eventsOfFirms(database, { organisations, places }, since, limit);
      const fresh = seqs.filter((seq) => !has(seq));
      const events = await links.events(fresh.slice(0, room));
      return { fresh: [...events.values()], more: seqs.length >= limit || fresh.length > room };
    },
    async firmsOf(uris) {
      const parties = await partiesOf(store, uris);
      for (const { organisation, name, form } of parties.values()) if (form !== 'natural_person') names.set(organisation, name);
      return new Map([...parties].map(([uri, { organisation }]) => [uri, organisation]));
    },
  };
}
