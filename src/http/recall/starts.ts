/**
 * From any code somebody has to the things it stands for: a unit, lot, case or pallet is itself, with what was in it; a document, a
 * certificate, a place, a party, a licence leads to the things that the events of it name.
 */
import { identities } from '../../codes/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { isNumberAlone, type Prefixes, paperName, paperNumber, papersOf, type Role, role } from '../../events/index.ts';
import { partiesOf } from '../../organisations/index.ts';
import {
  eventsNaming,
  eventsOfFirms,
  eventsOfPaper,
  holderOfLicence,
  papersFrom,
  recordedOf,
  type Store,
} from '../../store/index.ts';
import type { TracedEvent } from '../../trace/index.ts';
import { settle } from '../codes/looking-up.ts';

export type StartKind = 'thing' | 'document' | 'certificate' | 'place' | 'party' | 'licence';

export interface Starts {
  readonly kind: StartKind;
  /** Canonical URI, or the text as it came. */
  readonly id: string;
  /** Canonical URIs of the things; of a container with what was ever in it. */
  readonly things: readonly string[];
  /** The same by the events for which each belongs to it; none for a thing, which is its own start. */
  readonly parts: readonly { readonly things: readonly string[]; readonly events: readonly TracedEvent[] }[];
  /** True where there were more than are listed. */
  readonly cut: boolean;
  /** From which moment the rest is asked for, microseconds since 1970, where that is known. */
  readonly further?: number;
}

/** Events of a place, a party or a paper that are read. */
const mostEvents = 2_000;
/** Of events that came before the index of papers, the latest are looked at. */
const mostScanned = 200_000;
/** What is driven, and what is on the papers of a journey: both are asked for by the plate. */
export const onPapersToo = /^urn:zhuisu:(?:plate|vin|plot):/;
const deepestNesting = 4;

export interface StartOptions {
  /** Look also through events that came before the index of papers, which takes a while. */
  readonly scan?: boolean;
  /** Events of a paper, place, party or licence from this moment on, microseconds since 1970. */
  readonly since?: number | undefined;
}

/** Throws code_malformed and code_unknown as a trace does. */
export async function startsOf(store: Store, code: string, { scan = true, since }: StartOptions = {}): Promise<Starts> {
  const text = code.trim();
  const options = identities(text);
  const recorded = options.length === 0 ? new Set<string>() : await recordedOf(store.database, options);
  const thing = options.find((each) => recorded.has(each));
  if (thing !== undefined) {
    const id = await settle(store, text);
    const carried = onPapersToo.test(id) ? await paperStart(store, [id], scan, since) : undefined;
    const parts = [{ things: [id], events: [] }, await contentsOf(store, [id]), ...(carried?.parts ?? [])];
    const { cut = false, further } = carried ?? {};
    const things = [...new Set(parts.flatMap((each) => each.things))];
    return { kind: 'thing', id, things, parts, cut, ...(further === undefined ? {} : { further }) };
  }
  const from = since ?? Number.NEGATIVE_INFINITY;
  const asked = options.length > 0 ? options : [text];
  for (const id of asked) {
    const place = await read(store, await eventsOfFirms(store.database, { organisations: [], places: [id] }, from, mostEvents));
    if (place.length > 0) return startsFrom('place', id, place);
  }
  const parties = await partiesOf(store, asked);
  const party = [...parties.entries()][0];
  const licence = party === undefined ? await holderOfLicence(store.database, text.replace(/^.*:/, '')) : undefined;
  const organisation = party?.[1].organisation ?? licence;
  if (organisation !== undefined) {
    const query = { organisations: [organisation], places: [] };
    const events = await read(store, await eventsOfFirms(store.database, query, from, mostEvents));
    if (events.length > 0) return startsFrom(party === undefined ? 'licence' : 'party', party?.[0] ?? text, events);
  }
  const paper = await paperStart(store, [...new Set([text, ...asked])], scan, since);
  if (paper !== undefined) return paper;
  // Nothing is recorded under it: the refusal says whether it is a code at all.
  throw new ZhuisuError('code_unknown', { came: await settle(store, text) });
}

async function read(store: Store, seqs: readonly number[]): Promise<TracedEvent[]> {
  return [...(await store.links.events(seqs)).values()];
}

const named: ReadonlySet<Role> = new Set([
  role.observed,
  role.observedAdd,
  role.observedDelete,
  role.input,
  role.output,
  role.childAdd,
  role.childDelete,
  role.childObserve,
  role.partAdd,
  role.partObserve,
]);

function startsFrom(kind: StartKind, id: string, events: readonly TracedEvent[]): Starts {
  const found = new Set(
    events.flatMap(({ facts }) => facts.participants.filter((each) => named.has(each.role)).map((each) => each.id)),
  );
  const things = [...found];
  const cut = events.length >= mostEvents;
  // All of its last moment is asked for again: others of that moment may be among the rest.
  const further = cut ? { further: Math.max(...events.map(({ facts }) => facts.at)) } : {};
  return { kind, id, things, parts: [{ things, events }], cut, ...further };
}

const packings: readonly Role[] = [role.parentAdd, role.parentObserve, role.parentDelete];
const children: ReadonlySet<Role> = new Set([role.childAdd, role.childObserve, role.childDelete]);

/** What was ever in these, by the records, and the records of it: two questions a level. */
async function contentsOf(store: Store, containers: readonly string[]): Promise<Starts['parts'][number]> {
  const found = new Set<string>();
  const packed: TracedEvent[] = [];
  let level = containers;
  for (let depth = 0; depth < deepestNesting && level.length > 0; depth++) {
    const rows = await store.links.links(level, packings, mostEvents);
    const events = await read(store, [...new Set(rows.map(({ seq }) => seq))]);
    for (const event of events) packed.push(event);
    const inside = events.flatMap(({ facts }) =>
      facts.participants.filter((each) => children.has(each.role)).map(({ id }) => id),
    );
    level = [...new Set(inside)].filter((id) => !found.has(id) && !containers.includes(id));
    for (const id of level) found.add(id);
  }
  return { things: [...found], events: packed };
}

/** From the first of these names that any event names: two index ranges a name, and the events themselves. */
async function paperStart(
  store: Store,
  names: readonly string[],
  scan: boolean,
  since: number | undefined,
): Promise<Starts | undefined> {
  const { database } = store;
  const before = scan ? await papersFrom(database) : 0;
  for (const each of names) {
    const id = paperName(each);
    const seqs = await eventsOfPaper(database, id, mostEvents, since);
    if (before > 0) seqs.push(...(await eventsNaming(database, each, { upTo: before, atMost: mostScanned, limit: mostEvents })));
    const naming = (await read(store, [...new Set(seqs)])).filter(({ facts }) => !(facts.at < (since ?? facts.at)));
    const papers = naming.map((event) => ({
      event,
      names: papersOf(event.event, event.prefixes),
    }));
    const whole = isNumberAlone(id) ? [] : papers.filter((paper) => paper.names.includes(id));
    const number = paperNumber(id);
    // Of a number alone all papers that bear it: it does not say whose.
    const bears = whole.length > 0 ? (name: string) => name === id : (name: string) => paperNumber(name) === number;
    const meant = whole.length > 0 ? whole : papers.filter((paper) => paper.names.some(bears));
    const events = meant.map(({ event }) => event);
    const documents = events.filter(({ event, prefixes }) => has(transactionsOf(event), prefixes, bears));
    if (documents.length > 0) return startsFrom('document', id, documents);
    const certified = events.filter(({ event, prefixes }) => has(certificatesOf(event), prefixes, bears));
    if (certified.length > 0) return startsFrom('certificate', id, certified);
    if (events.length > 0) return startsFrom('document', id, events);
  }
  return undefined;
}

const has = (values: readonly string[], prefixes: Prefixes, bears: (name: string) => boolean): boolean =>
  values.some((value) => bears(paperName(value, prefixes)));

const transactionsOf = (event: object): string[] =>
  ((event as { bizTransactionList?: { bizTransaction: string }[] }).bizTransactionList ?? []).map(
    ({ bizTransaction }) => bizTransaction,
  );

const certificatesOf = (event: object): string[] =>
  [(event as { certificationInfo?: string | string[] }).certificationInfo ?? []].flat();
