/** Top-level resources of EPCIS 2.0 (§8.2.5): which steps, places, things the log knows. Read from the indexes, whatever its size. */

import { ZhuisuError } from '../errors.ts';
import { canonicalVocabulary, identityOf, noPrefixes, role } from '../events/index.ts';
import {
  type Alternative,
  distinctPlaces,
  distinctSeen,
  distinctThings,
  distinctWords,
  type EventFilter,
  logHead,
  queryEvents,
  type Sight,
  type Store,
} from '../store/index.ts';
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
export async function listed(
  store: Store,
  resource: Resource,
  { perPage, turn, sight }: { readonly perPage: number; readonly turn: Turn<string>; readonly sight: Sight },
): Promise<Listed> {
  const found =
    sight === 'everything' || resource === 'eventTypes'
      ? await entries(store, resource, perPage + 1, turn.after)
      : await seenEntries(store, resource, sight, perPage + 1, turn.after ?? '');
  const more = found.length > perPage;
  if (more) found.pop();
  const last = found.at(-1);
  return {
    members: found.map(({ name }) => name),
    next: more && last !== undefined ? turn.next(last.mark) : undefined,
  };
}

/** True when an event that may be read names it. */
export async function isListed(store: Store, resource: Resource, name: string, sight: Sight): Promise<boolean> {
  if (resource === 'eventTypes') return eventTypes.includes(name);
  if (sight !== 'everything') return isSeen(store, resource, name, sight);
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

async function isSeen(store: Store, resource: Resource, name: string, sight: Sight): Promise<boolean> {
  const rows = await queryEvents(store.database, {
    filters: [filterOf(resource, name)],
    orderBy: 'record_time',
    descending: false,
    limit: 1,
    upTo: await logHead(store.database, sight),
    sight,
  });
  return rows.length > 0;
}

function filterOf(resource: Resource, name: string): EventFilter {
  switch (resource) {
    case 'bizSteps':
      return { kind: 'oneOf', column: 'step', values: [canonicalVocabulary('bizStep', name, noPrefixes)] };
    case 'dispositions':
      return { kind: 'oneOf', column: 'disposition', values: [canonicalVocabulary('disposition', name, noPrefixes)] };
    case 'readPoints':
      return { kind: 'place', column: 'read_point', uris: [identityOf(name, noPrefixes)] };
    case 'bizLocations':
      return { kind: 'place', column: 'biz_location', uris: [identityOf(name, noPrefixes)] };
    default:
      return { kind: 'thing', uris: [identityOf(name, noPrefixes)], roles: Object.values(role) };
  }
}

const columns = {
  bizSteps: 'step',
  dispositions: 'disposition',
  readPoints: 'read_point',
  bizLocations: 'biz_location',
} as const;

/** Events looked at for the things of a restricted sight: the link index does not know who may see what. */
const mostLookedAt = 100_000;
const batch = 1_000;

async function seenEntries(
  store: Store,
  resource: Exclude<Resource, 'eventTypes'>,
  sight: readonly Alternative[],
  limit: number,
  after: string,
): Promise<Entry[]> {
  if (resource === 'epcs') return (await thingsSeen(store, sight, after)).slice(0, limit);
  const values = await distinctSeen(store.database, sight, columns[resource], limit, after);
  if (resource === 'bizSteps' || resource === 'dispositions') return values.map(({ value }) => ({ name: value, mark: value }));
  const events = await store.links.events(values.map(({ seq }) => seq));
  return values.flatMap(({ value, seq }) => {
    const facts = events.get(seq)?.facts;
    const name = resource === 'readPoints' ? facts?.readPoint : facts?.bizLocation;
    return name === undefined ? [] : [{ name, mark: value }];
  });
}

/** Throws query_too_complex. */
async function thingsSeen(store: Store, sight: readonly Alternative[], after: string): Promise<Entry[]> {
  const upTo = await logHead(store.database, sight);
  const found = new Set<string>();
  let last: { at: number; seq: number } | undefined;
  for (let looked = 0; ; ) {
    const query = { filters: [], orderBy: 'record_time', descending: false, limit: batch, upTo, sight } as const;
    const rows = await queryEvents(store.database, last === undefined ? query : { ...query, after: last });
    const events = await store.links.events(rows.map(({ seq }) => seq));
    for (const { facts } of events.values()) for (const { id } of facts.participants) if (id > after) found.add(id);
    looked += rows.length;
    if (rows.length < batch) return [...found].sort().map((id) => ({ name: id, mark: id }));
    if (looked >= mostLookedAt) throw new ZhuisuError('query_too_complex', { name: 'epcs', expected: mostLookedAt });
    last = rows.at(-1);
  }
}
