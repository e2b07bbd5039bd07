/** Top-level resources of EPCIS 2.0 (§8.2.5): which steps, places, things the log knows. Read from the indexes, whatever its size. */
import { canonicalVocabulary, identityOf, noPrefixes } from '../events/index.ts';
import { distinctPlaces, distinctThings, distinctWords, type Store } from '../store/index.ts';
import type { NextPage, Turn } from './page-token.ts';

export type Resource = 'eventTypes' | 'epcs' | 'bizSteps' | 'bizLocations' | 'readPoints' | 'dispositions';

export interface Listed {
  readonly members: readonly string[];
  readonly next: NextPage | undefined;
}

/** The standard's own event types; a type of somebody's own is found by its events. */
const eventTypes = ['ObjectEvent', 'AggregationEvent', 'AssociationEvent', 'TransactionEvent', 'TransformationEvent'];

/** The parameter of `GET /events` that each resource stands for. */
export const parameterOf: Readonly<Record<Resource, string>> = {
  eventTypes: 'eventType',
  epcs: 'MATCH_anyEPC',
  bizSteps: 'EQ_bizStep',
  bizLocations: 'EQ_bizLocation',
  readPoints: 'EQ_readPoint',
  dispositions: 'EQ_disposition',
};

/** One page of a resource, in the order of the index; `turn` is a page of the question that names the resource. */
export async function listed(store: Store, resource: Resource, perPage: number, turn: Turn<string>): Promise<Listed> {
  const found = await entries(store, resource, perPage + 1, turn.after);
  const more = found.length > perPage;
  if (more) found.pop();
  const last = found.at(-1);
  return {
    members: found.map(({ name }) => name),
    next: more && last !== undefined ? turn.next(last.mark) : undefined,
  };
}

/** True when the log knows it. */
export async function isListed(store: Store, resource: Resource, name: string): Promise<boolean> {
  if (resource === 'eventTypes') return eventTypes.includes(name);
  if (resource === 'bizSteps' || resource === 'dispositions') {
    const column = resource === 'bizSteps' ? 'step' : 'disposition';
    const word = canonicalVocabulary(resource === 'bizSteps' ? 'bizStep' : 'disposition', name, noPrefixes);
    return (await distinctWords(store.database, column, 1, undefined, word)).length > 0;
  }
  const id = identityOf(name, noPrefixes);
  if (resource === 'epcs') return (await distinctThings(store.database, 1, undefined, id)).length > 0;
  return (
    (await distinctPlaces(store.database, resource === 'readPoints' ? 'read_point' : 'biz_location', 1, undefined, id)).length > 0
  );
}

interface Entry {
  readonly name: string;
  readonly mark: string;
}

async function entries(store: Store, resource: Resource, limit: number, after: string | undefined): Promise<Entry[]> {
  const { database } = store;
  switch (resource) {
    case 'eventTypes':
      return eventTypes
        .filter((type) => after === undefined || type > after)
        .map((type) => ({ name: type, mark: type }))
        .slice(0, limit);
    case 'bizSteps':
    case 'dispositions': {
      const words = await distinctWords(database, resource === 'bizSteps' ? 'step' : 'disposition', limit, after);
      return words.map((word) => ({ name: word, mark: word }));
    }
    case 'readPoints':
    case 'bizLocations': {
      const point = resource === 'readPoints';
      const keys = await distinctPlaces(database, point ? 'read_point' : 'biz_location', limit, after);
      // The index holds digests; the names stand in the events.
      const events = await store.links.events(keys.map(({ seq }) => seq));
      return keys.flatMap(({ key, seq }) => {
        const facts = events.get(seq)?.facts;
        const name = point ? facts?.readPoint : facts?.bizLocation;
        return name === undefined ? [] : [{ name, mark: key }];
      });
    }
    case 'epcs': {
      const keys = await distinctThings(database, limit, after);
      const events = await store.links.events(keys.map(({ seq }) => seq));
      return keys.flatMap(({ key, seq, isKey }) => {
        const thing = events.get(seq)?.facts.participants.find(({ id }) => isKey(id));
        return thing === undefined ? [] : [{ name: thing.id, mark: key }];
      });
    }
  }
}
