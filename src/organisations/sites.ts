/** Sites of an organisation, and the URIs by which events name it and them. */
import { randomUUID } from 'node:crypto';
import { longestPrefix, shortestPrefix } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import {
  addIdentifier,
  type BookedPrefix,
  type Doing,
  dropIdentifier,
  type OrganisationRow,
  type PartyOfUri,
  partiesNamed,
  putSite,
  type Registration,
  type SiteRow,
  type Store,
  sitesOf,
} from '../store/index.ts';
import { areaIn, identifierIn, lineIn, listIn, oneOf, required, uriKey, uuidIn } from './checks.ts';
import { licenceAt } from './licences.ts';
import { type Ensure, organisationNamed, type Registry } from './register.ts';

export const siteKinds = ['premises', 'plot', 'plant', 'warehouse', 'shop', 'market', 'other'] as const;

type Loose = Readonly<Record<string, unknown>>;

/**
 * Adds a site or changes the one of that id. `latitude` and `longitude` are WGS 84 degrees; a position read off a map of China is in
 * GCJ-02 and lies some hundred metres off. Throws value_invalid, identifier_taken, not_found.
 */
export async function setSite(
  store: Store,
  organisation: string,
  input: Loose,
  registry: Registry,
  doing: Doing,
  ensure: Ensure = () => {},
): Promise<{ created: boolean; site: SiteRow }> {
  const row = await organisationNamed(store, organisation);
  const { id: owner } = row;
  const site = fieldsIn(input, row, registry);
  const { id } = site;
  // The area of a site decides who watches what happens there.
  ensure({ ...row, areas: [site.area] }, ['site']);
  const before = (await sitesOf(store.database, owner)).find((each) => each.id === id);
  if (before !== undefined) ensure({ ...row, areas: [before.area] }, ['site']);
  const uris = listIn(input.identifiers, 'identifiers', 50).map((each, i) => identifierIn(each, `identifiers[${i}]`, 'place'));
  const done = await putSite(store.database, site, [...new Set([`urn:uuid:${id}`, ...uris])], doing);
  if (done.outcome === 'taken') throw new ZhuisuError('identifier_taken', { came: done.uri });
  if (done.outcome === 'foreign') throw new ZhuisuError('identifier_taken', { came: id });
  return { created: done.outcome === 'created', site: done.row };
}

type Owner = Pick<OrganisationRow, 'id' | 'areas' | 'categories'>;

const fieldsIn = (input: Loose, { id: organisation, areas, categories }: Owner, { jurisdiction, today }: Registry) => ({
  id: uuidIn(input.id, 'id', randomUUID),
  organisation,
  kind: oneOf(input.kind ?? 'premises', 'kind', siteKinds),
  name: lineIn(input.name, 'name', 100, 2),
  area: areaIn(input.area ?? areas[0], 'area', jurisdiction, today),
  address: lineIn(input.address, 'address', 200, 0),
  categories: categoriesIn(input.categories, categories),
  ...positionIn(input),
  closed: input.closed === true,
});

/** The first site of an organisation that is about to be registered. Throws value_invalid under the path `site.…`. */
export function readSite(input: Loose, owner: Registration, registry: Registry) {
  try {
    const fields = fieldsIn(input, { ...owner, areas: [...owner.areas], categories: [...owner.categories] }, registry);
    return { fields, uris: [`urn:uuid:${fields.id}`] };
  } catch (error) {
    if (!(error instanceof ZhuisuError)) throw error;
    throw new ZhuisuError(error.code, { ...error.details, path: `site.${error.details.path ?? ''}` });
  }
}

/** A site serves what its organisation is registered for. */
function categoriesIn(value: unknown, own: readonly string[]): string[] {
  const given = [...new Set(listIn(value, 'categories', 20))];
  for (const [i, each] of given.entries())
    required(
      typeof each === 'string' && own.includes(each),
      `categories[${i}]`,
      each,
      `a category that the organisation is registered for: ${own.join(', ')}`,
    );
  return given as string[];
}

function positionIn({ latitude, longitude }: Loose): { latitude?: number; longitude?: number } {
  if (latitude === undefined && longitude === undefined) return {};
  const within = (value: unknown, most: number): boolean =>
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most;
  required(within(latitude, 90), 'latitude', latitude, 'WGS 84 degrees from -90 to 90');
  required(within(longitude, 180), 'longitude', longitude, 'WGS 84 degrees from -180 to 180');
  return { latitude: latitude as number, longitude: longitude as number };
}

/** Throws value_invalid, identifier_taken, not_found. */
export async function nameBy(
  store: Store,
  organisation: string,
  input: Loose,
  doing: Doing,
  ensure: Ensure = () => {},
): Promise<{ uri: string }> {
  const row = await organisationNamed(store, organisation);
  ensure(row, ['identifier']);
  const { id } = row;
  const site = input.site === undefined ? undefined : uuidIn(input.site, 'site', randomUUID);
  const uri = identifierIn(input.uri, 'uri', site === undefined ? 'party' : 'place');
  const known = site === undefined || (await sitesOf(store.database, id)).some((each) => each.id === site);
  required(known, 'site', site, 'the id of a site of this organisation');
  if (!(await addIdentifier(store.database, { uri, organisation: id, site }, doing)))
    throw new ZhuisuError('identifier_taken', { came: uri });
  return { uri };
}

/** Throws not_found. */
export async function unname(
  store: Store,
  organisation: string,
  uri: string,
  doing: Doing,
  ensure: Ensure = () => {},
): Promise<void> {
  const row = await organisationNamed(store, organisation);
  ensure(row, ['identifier']);
  const { id } = row;
  if (!(await dropIdentifier(store.database, uriKey(uri), id, doing)))
    throw new ZhuisuError('not_found', { came: `identifier ${uri.slice(0, 80)}` });
}

/**
 * Organisation, site and area of each URI of events: read points, locations, parties of sources and destinations. URIs that name nobody
 * known are absent. One query a batch; URIs that are remembered cost a look at the version alone. A GLN with an extension is that of its
 * place where the extension itself is not registered (GS1 General Specifications, AI 254).
 */
export const partiesOf = (store: Store, uris: readonly string[]): Promise<Map<string, PartyOfUri>> =>
  partiesNamed(store.database, uris, partyKeys);

/** The texts under which a URI may be registered, the nearest first. */
function partyKeys(uri: string): readonly string[] {
  const key = uriKey(uri);
  const place = key.replace(/(\/414\/\d{13})\/.*$/, '$1');
  return place === key ? [key] : [key, place];
}

/**
 * Who holds the longest registered company prefix with which the digits begin, on that day as known then (milliseconds since 1970).
 * While a membership is suspended its codes are nobody else’s.
 */
function holderOf(
  prefixes: ReadonlyMap<string, BookedPrefix>,
  digits: string,
  day: string,
  now: number,
): { readonly prefix: string; readonly organisation: string } | undefined {
  if (prefixes.size === 0) return undefined;
  for (let length = Math.min(digits.length, longestPrefix); length >= shortestPrefix; length--) {
    const prefix = digits.slice(0, length);
    const held = prefixes.get(prefix);
    const state = held === undefined ? undefined : licenceAt(held.statements, day, now).state;
    if (state === 'valid' || state === 'suspended') return { prefix, organisation: held!.organisation };
  }
  return undefined;
}

/** What capture asks of the register; answered from memory. */
export const registryOf = ({ parties }: Store) => ({
  partiesOf: (uris: readonly string[]) => parties.partiesOf(uris, partyKeys),
  registrationOf: (organisation: string) => parties.registrationOf(organisation),
  prefixHolder: async (digits: string, day: string, now: number) => holderOf(await parties.prefixes(), digits, day, now),
});
