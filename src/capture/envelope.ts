/** What an event is to decisions of access, told from who captures it, what it says, and what the registry knows of those it names. */
import { vocabularies } from '../categories/definition.ts';
import { categories } from '../categories/index.ts';
import { type EpcisEvent, type EventFacts, expandCurie, identityOf, type Prefixes } from '../events/index.ts';
import type { Belonging } from '../store/index.ts';

const categoryNames: ReadonlySet<string> = new Set(vocabularies.map((each) => `${each}category`));

/** What the registry is asked. */
export interface Registry {
  /** For each of the canonical URIs that belongs to a registered organisation. */
  partiesOf(uris: readonly string[]): Promise<ReadonlyMap<string, RegisteredParty>>;
  /** Undefined for an organisation that is unknown. */
  registrationOf(organisation: string): Promise<Registration | undefined>;
}

export interface RegisteredParty {
  /** uuid */
  readonly organisation: string;
  /** Division code of the site, where the URI names one. */
  readonly area?: string | undefined;
}

export interface Registration {
  readonly categories: readonly string[];
  readonly areas: readonly string[];
}

/** Whom and what an event names, before anybody is asked who they are. */
export interface Mentioned {
  /** Canonical URIs: business location, then read point. */
  readonly places: readonly string[];
  /** Possessing parties before owning ones, sources before destinations. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly category: string | undefined;
}

interface SourceDest {
  readonly type: string;
  readonly source?: string;
  readonly destination?: string;
}

export function mentionedIn(event: EpcisEvent, prefixes: Prefixes, { bizLocation, readPoint }: EventFacts): Mentioned {
  const { sourceList, destinationList } = event as { sourceList?: SourceDest[]; destinationList?: SourceDest[] };
  return {
    places: [bizLocation, readPoint].filter((each) => each !== undefined),
    sources: partiesIn(sourceList, prefixes, ({ source }) => source),
    destinations: partiesIn(destinationList, prefixes, ({ destination }) => destination),
    category: categoryIn(event, prefixes),
  };
}

function partiesIn(
  list: readonly SourceDest[] | undefined,
  prefixes: Prefixes,
  uri: (entry: SourceDest) => string | undefined,
): string[] {
  if (list === undefined) return [];
  // The type may be spelled as a word, a CURIE or a URI; its last word is the same in all.
  const ofType = (type: string): string[] =>
    list.flatMap((each) => (each.type.endsWith(type) ? [identityOf(uri(each) ?? '', prefixes)] : []));
  return [...ofType('possessing_party'), ...ofType('owning_party')];
}

const known: ReadonlySet<string> = new Set(categories.map(({ id }) => id));

/** `zhuisu:category`, under whatever prefix the document gives the namespace; a word that is no category says nothing. */
function categoryIn(event: EpcisEvent, prefixes: Prefixes): string | undefined {
  for (const [name, value] of Object.entries(event)) {
    if (!name.endsWith(':category')) continue;
    const full = expandCurie(name, prefixes);
    if (categoryNames.has(full) && typeof value === 'string' && known.has(value)) return value;
  }
  return undefined;
}

/**
 * One belonging for each event. `owner` is the organisation of whoever captures, never what an event says of itself; what the operator
 * captures belongs to the organisation of its place, else to the source. A category counts where its owner is registered for it.
 */
export async function belongingsOf(
  registry: Registry,
  owner: string | undefined,
  events: readonly (Mentioned | undefined)[],
): Promise<(Belonging | undefined)[]> {
  const uris = new Set<string>();
  for (const each of events) {
    if (each === undefined) continue;
    for (const list of [each.places, each.sources, each.destinations]) for (const uri of list) uris.add(uri);
  }
  const parties = await registry.partiesOf([...uris]);
  const registrations = new Map<string, Registration | undefined>();
  const registrationOf = async (id: string): Promise<Registration | undefined> => {
    if (!registrations.has(id)) registrations.set(id, await registry.registrationOf(id));
    return registrations.get(id);
  };
  const found: (Belonging | undefined)[] = [];
  for (const each of events) {
    if (each === undefined) {
      found.push(undefined);
      continue;
    }
    const { named, first, area } = partiesNamed(each, parties);
    const own = owner ?? first;
    // Asked once for an organisation: waiting takes longer than the answer.
    const registration =
      own === undefined ? undefined : registrations.has(own) ? registrations.get(own) : await registrationOf(own);
    if (own !== undefined && !named.includes(own)) named.unshift(own);
    found.push({
      owner: own,
      category: categoryOf(each.category, registration),
      area: area ?? registration?.areas[0],
      parties: named,
    });
  }
  return found;
}

/** The organisations it names, each once; the first of its places and sources; where it happened. */
function partiesNamed(
  { places, sources, destinations }: Mentioned,
  parties: ReadonlyMap<string, RegisteredParty>,
): { named: string[]; first: string | undefined; area: string | undefined } {
  const named: string[] = [];
  let first: string | undefined;
  let area: string | undefined;
  for (const list of [places, sources, destinations]) {
    for (const uri of list) {
      const party = parties.get(uri);
      if (party === undefined) continue;
      if (list !== destinations) first ??= party.organisation;
      if (list === places) area ??= party.area;
      if (!named.includes(party.organisation)) named.push(party.organisation);
    }
  }
  return { named, first, area };
}

function categoryOf(stated: string | undefined, registration: Registration | undefined): string | undefined {
  if (registration === undefined) return stated;
  if (stated !== undefined) return registration.categories.includes(stated) ? stated : undefined;
  return registration.categories.length === 1 ? registration.categories[0] : undefined;
}
