/** What the things, places and parties of a trace are called: on the pages and on the command line alike. */
import { partyName, thingText } from '../../../web/portal/naming.ts';
import type { Words } from '../../categories/definition.ts';
import type { NameTold } from '../../contract/index.ts';
import { role } from '../../events/index.ts';
import { partiesOf } from '../../organisations/index.ts';
import { masterDataOf, positionsOf, type Store } from '../../store/index.ts';
import { isHidden, type TraceAnswer, type TracedEvent } from '../../trace/index.ts';
import { namesIn } from './told-events.ts';

type Names = ReadonlyMap<string, Record<string, unknown>>;

/**
 * Master data of what a trace names; organisations and sites that are registered by the name under which they are. A natural person's
 * name is not told to the public. Things are named by their class: a lot or serial has no master data of its own, its product has.
 */
export async function namesFor(
  store: Store,
  answer: Pick<TraceAnswer, 'nodes' | 'parties' | 'places'>,
  beside: {
    readonly things: readonly string[];
    readonly parties: readonly string[];
    readonly named?: ReadonlyMap<string, { readonly zh: string; readonly en: string }>;
  } = { things: [], parties: [] },
): Promise<Names> {
  const things = [...answer.nodes.map(({ id }) => id), ...beside.things].flatMap((id) => [
    id,
    id.replace(/^(https:\/\/id\.gs1\.org\/01\/\d{14})\/.*$/, '$1'),
  ]);
  const uris = [...new Set([...things, ...answer.parties, ...answer.places, ...beside.parties])].filter((id) => !isHidden(id));
  const [names, parties] = await Promise.all([masterDataOf(store.database, uris), partiesOf(store, uris)]);
  for (const [uri, { form, name, siteName }] of parties) {
    if (form === 'natural_person') continue;
    const { 'cbvmda:name': _, ...others } = names.get(uri) ?? {};
    // First, because other spellings of the attribute may follow.
    names.set(uri, { 'cbvmda:name': siteName ?? name, ...others });
  }
  const registered = new Set(names.keys());
  for (const [id, { zh, en }] of beside.named ?? []) {
    const product = id.replace(/^(https:\/\/id\.gs1\.org\/01\/\d{14})\/.*$/, '$1');
    // Master data of the product counts; what a record of one lot calls it is said of that lot.
    if (!registered.has(id) && !registered.has(product))
      names.set(id, { 'cbvmda:name': zh, ...(en === '' ? {} : { nameEn: en }) });
  }
  return names;
}

/** A place or party by its name, else by the whole of its id. */
export function placeText(names: Names, id: string): string {
  return names.has(id) ? partyName(names, id).zh : id;
}

/** A thing as its id, with its name where it has one. */
export function thingLine(names: Names, id: string): string {
  const hasName = names.has(id) || names.has(id.replace(/\/(?:10|21|235)\/.*$/, ''));
  return hasName ? `${id}  ${thingText(names, id).zh}` : id;
}

/** What the records that made them call them. */
export async function calledInRecords({ links }: Store, things: readonly string[]): Promise<Map<string, Words>> {
  const rows = await links.links(things, [role.output, role.observedAdd], 5);
  return namesIn((await links.events([...new Set(rows.map(({ seq }) => seq))])).values());
}

/** Things by canonical URI: by master data, else by what the records that made them call them. */
export async function thingsNamed(store: Store, things: readonly string[]): Promise<Map<string, NameTold>> {
  const named = await calledInRecords(store, things);
  const names = await namesFor(store, { nodes: [], parties: [], places: [] }, { things, parties: [], named });
  return new Map(things.map((id) => [id, plain(thingText(names, id))]));
}

/** By canonical URI; what has no name is absent. */
export async function namesTold(
  store: Store,
  answer: Pick<TraceAnswer, 'nodes' | 'parties' | 'places'>,
  /** Categories of whose firms nobody is told where they stand. */
  closed: readonly string[],
  /** Events that whoever asks may see: what has no master data is called as they call it. */
  events: Iterable<TracedEvent> = [],
): Promise<Record<string, NameTold>> {
  const names = await namesFor(store, answer, { things: [], parties: [], named: namesIn(events) });
  const ends = [...new Set([...answer.parties, ...answer.places])].filter((id) => !isHidden(id));
  // Those of natural persons are homes, and left out.
  const [parties, positions] = await Promise.all([partiesOf(store, ends), positionsOf(store.database, answer.places, closed)]);
  const at = new Map(positions.map((each) => [each.uri, each]));
  const told: Record<string, NameTold> = {};
  for (const { id } of answer.nodes) if (!isHidden(id)) told[id] = plain(thingText(names, id));
  for (const id of ends) {
    const party = parties.get(id);
    if (party === undefined && !names.has(id)) continue;
    const person = party?.form === 'natural_person';
    const site = at.get(id);
    told[id] = {
      ...plain(partyName(names, id)),
      ...(party === undefined || person
        ? {}
        : { organisation: party.organisation, organisationName: party.name, area: party.area }),
      ...(site === undefined || person ? {} : { latitude: site.latitude, longitude: site.longitude }),
    };
  }
  return told;
}

const plain = ({ zh, en }: { readonly zh: string; readonly en?: string | undefined }): NameTold =>
  en === undefined || en === zh ? { zh } : { zh, en };
