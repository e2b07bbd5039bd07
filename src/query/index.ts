/** The EPCIS 2.0 query interface: parameters in, a page of events out. */
import { project } from '../access/index.ts';
import { ZhuisuError } from '../errors.ts';
import { type EpcisEvent, factsOf, prefixesOf } from '../events/index.ts';
import {
  contextBodies,
  type EventFilter,
  type EventRow,
  logHead,
  placesWithin,
  queryEvents,
  type Sight,
  type Store,
  type StoredContext,
} from '../store/index.ts';
import type { Condition, Loose, View } from './conditions.ts';
import { type Found, queryDocument } from './document.ts';
import { type FieldOrder, FirstInOrder, mostOrdered, tooManyToOrder } from './ordering.ts';
import { type NextPage, sealedDigest, type Turn, turnPage } from './page-token.ts';
import { type Page, pagingNames, type Query, readParameters } from './reading.ts';
import { shownText } from './shown.ts';

export { standardContext } from './document.ts';
export { type Family, families } from './families.ts';
export { type Definition, defineQuery, definitionOf, definitions, forgetQuery, parametersOf } from './named.ts';
export { deletePageToken, type NextPage, pageTokenLife, type Turn, turnPage } from './page-token.ts';
export { type Parameter, parameters } from './parameters.ts';
export { isListed, type Listed, listed, parameterOf, type Resource } from './resources.ts';
export { declaredIn, writtenOut } from './spelling.ts';
export { thingOfPath } from './things.ts';

export type Seen = Pick<EventRow, 'owner' | 'fields'>;

export interface EventPage {
  /** EPCISQueryDocument, JSON. */
  readonly body: string;
  /** Whose events it holds, and with which fields. */
  readonly seen: readonly Seen[];
  readonly next: NextPage | undefined;
  /** Of which events it consists, and how much of them is shown: equal for equal bodies, and by itself no word of where in the log they are. */
  readonly validator: () => Promise<string>;
}

/** A question that has been understood and whose page token holds, before any event is read. */
export interface EventQuestion {
  readonly conditions: readonly Condition[];
  readonly page: Page;
  /** Nothing else is counted, ordered or given; a page token goes on for the same sight alone. */
  readonly sight: Sight;
  readonly turn: Turn<PageEnd>;
  /** Of the query that was asked by its name. */
  readonly queryName: string | undefined;
}

interface PageEnd {
  /** The last event that existed when the query began: what arrives later does not shift the pages. */
  readonly upTo: number;
  readonly at: number;
  readonly seq: number;
  /** Events that the pages before held. */
  readonly given: number;
}

/** Rows read at once where the events themselves must be looked at, and how many before a page ends with what it has. */
const batch = 500;
const mostLookedAt = 100_000;

export interface Asked {
  readonly now: number;
  readonly sight: Sight;
  /** What the path says beside the query. */
  readonly fixed?: Query;
  /** The name under which the answer says that it was asked; SimpleEventQuery where there is none. */
  readonly queryName?: string;
}

/** Throws parameter_unknown, parameter_invalid, page_token_invalid. */
export async function eventQuestion(
  store: Store,
  query: Query,
  { now, sight, fixed = {}, queryName }: Asked,
): Promise<EventQuestion> {
  // A named query may say order and size too; who asks may say otherwise.
  const isPaging = ([name]: [string, unknown]): boolean => pagingNames.includes(name);
  const preset = Object.fromEntries(Object.entries(fixed).filter(isPaging));
  const others = Object.fromEntries(Object.entries(fixed).filter((entry) => !isPaging(entry)));
  const { conditions: asked, page } = readParameters({ ...preset, ...query });
  const conditions = [...asked, ...readParameters(others, true).conditions];
  const { nextPageToken, ...own } = query;
  const question = ['events', own, fixed, ...(sight === 'everything' ? [] : [sight])];
  return { conditions, page, sight, turn: await turnPage(store, now, question, [nextPageToken].flat()[0]), queryName };
}

/** One page of `GET /events`. Throws what understanding the question and answering it throw. */
export const eventPage = async (store: Store, query: Query, asked: Asked): Promise<EventPage> =>
  pageOf(store, await eventQuestion(store, query, asked), asked.now);

/** Where no index decides, a page may end early with a token that goes on from there. Throws query_too_large, query_too_complex. */
export async function pageOf(
  store: Store,
  { conditions, page, sight, turn, queryName }: EventQuestion,
  now: number,
): Promise<EventPage> {
  const { after } = turn;
  const upTo = after?.upTo ?? (await logHead(store.database, sight));
  const filters = await filtersOf(store, conditions);
  const tests = conditions.flatMap(({ holds }) => holds ?? []);
  if (page.maxEventCount !== undefined && after === undefined) {
    const inAnyOrder = { ...page, orderBy: 'record_time' } as const;
    const { rows, end } = await matching(store, { filters, tests, page: inAnyOrder, upTo, sight }, page.maxEventCount + 1);
    if (rows.length > page.maxEventCount) throw new ZhuisuError('query_too_large', { expected: page.maxEventCount });
    if (end !== undefined) throw new ZhuisuError('query_too_complex', { name: 'maxEventCount', expected: mostLookedAt });
  }
  const given = after?.given ?? 0;
  const wanted = Math.min(page.perPage, (page.eventCountLimit ?? Number.POSITIVE_INFINITY) - given);
  const { rows, end } = await matching(store, { filters, tests, page, upTo, sight, after }, wanted + 1);
  const more = rows.length > wanted;
  if (more) rows.pop();
  const last = more ? rows.at(-1) : end;
  const finished = page.eventCountLimit !== undefined && given + rows.length >= page.eventCountLimit;
  return {
    body: queryDocument(await found(store, rows), now, queryName),
    seen: rows,
    validator: () => validatorOf(store, rows),
    next:
      last !== undefined && !finished ? turn.next({ upTo, at: last.at, seq: last.seq, given: given + rows.length }) : undefined,
  };
}

interface Wanted {
  readonly filters: readonly EventFilter[];
  readonly tests: readonly ((view: View) => boolean)[];
  readonly page: Page;
  readonly upTo: number;
  readonly sight: Sight;
  readonly after?: PageEnd | undefined;
}

/** Up to `most` events; `end` is the last one looked at when the work of a page was used up before. */
async function matching(store: Store, wanted: Wanted, most: number): Promise<{ rows: EventRow[]; end: EventRow | undefined }> {
  const { filters, tests, page, upTo, sight } = wanted;
  const { orderBy, descending } = page;
  if (typeof orderBy === 'object') return { rows: await inOrder(store, wanted, orderBy, most), end: undefined };
  const rows: EventRow[] = [];
  let after: { at: number; seq: number } | undefined = wanted.after;
  for (let looked = 0; ; ) {
    const limit = tests.length === 0 ? most : batch;
    const read = await queryEvents(store.database, { filters, orderBy, descending, limit, upTo, sight, after });
    const views = tests.length === 0 ? undefined : await viewsOf(store, read);
    for (const [i, row] of read.entries()) {
      if (views !== undefined && !tests.every((test) => test(views[i]!))) continue;
      rows.push(row);
      if (rows.length === most) return { rows, end: undefined };
    }
    looked += read.length;
    if (read.length < limit) return { rows, end: undefined };
    after = read.at(-1);
    if (looked >= mostLookedAt) return { rows, end: read.at(-1) };
  }
}

/** Throws query_too_complex. */
async function inOrder(store: Store, wanted: Wanted, order: FieldOrder, most: number): Promise<EventRow[]> {
  const { filters, tests, page, upTo, sight } = wanted;
  const first = new FirstInOrder(most, page.descending, wanted.after && (await placeOf(store, wanted, wanted.after.seq, order)));
  let after: { at: number; seq: number } | undefined;
  for (let looked = 0; ; ) {
    const limit = Math.min(batch, mostOrdered + 1 - looked);
    const read = await queryEvents(store.database, {
      filters,
      orderBy: 'record_time',
      descending: false,
      limit,
      upTo,
      sight,
      after,
    });
    looked += read.length;
    if (looked > mostOrdered) throw tooManyToOrder(order.name);
    const views = await viewsOf(store, read);
    for (const [i, row] of read.entries()) {
      const view = views[i]!;
      if (tests.every((test) => test(view))) first.offer(row, order.keyOf(view));
    }
    if (read.length < limit) return first.rows;
    after = read.at(-1);
  }
}

/** Where the page before ended: its last event is asked again, so that a token does not carry a key of any length. */
async function placeOf(store: Store, { upTo, sight }: Wanted, seq: number, order: FieldOrder) {
  const last = {
    filters: [],
    orderBy: 'record_time',
    descending: false,
    limit: 1,
    upTo,
    sight,
    after: { at: 0, seq: seq - 1 },
  } as const;
  const rows = (await queryEvents(store.database, last)).filter((row) => row.seq === seq);
  // What was withdrawn from the sight meanwhile no longer has a place.
  if (rows.length === 0) throw new ZhuisuError('page_token_invalid', { cause: 'its last event is no longer shown' });
  const [view] = await viewsOf(store, rows);
  return { seq, key: order.keyOf(view!) };
}

async function viewsOf(store: Store, rows: readonly EventRow[]): Promise<View[]> {
  const contexts = await contextsOf(store, rows);
  return rows.map(({ doc, context, fields }) => {
    // A condition and an order see what their asker may see: a hidden field is absent, not secretly compared.
    const event = project(JSON.parse(doc) as Loose, fields);
    const prefixes = prefixesOf(contexts.get(context)!.value, event['@context']);
    return { event, prefixes, facts: factsOf(event as unknown as EpcisEvent, prefixes) };
  });
}

/** Filters of the conditions, places with everything below them. */
async function filtersOf(store: Store, conditions: readonly Condition[]): Promise<EventFilter[]> {
  const filters = conditions.flatMap(({ filter }) => filter ?? []);
  for (const { within } of conditions) {
    if (within !== undefined)
      filters.push({ kind: 'place', column: within.column, uris: await placesWithin(store.database, within.uris) });
  }
  return filters;
}

/**
 * The event of an id, and its error declaration, which has the same id, where there is one: an EPCISQueryDocument (OpenAPI,
 * 200EPCISQueryDocumentSinglePage). undefined when the id is not known.
 */
export async function eventsByID(
  store: Store,
  eventID: string,
  { now, sight }: { readonly now: number; readonly sight: Sight },
): Promise<Omit<EventPage, 'next'> | undefined> {
  const upTo = await logHead(store.database, sight);
  const filters: EventFilter[] = [{ kind: 'eventID', ids: [eventID] }];
  const rows = await queryEvents(store.database, { filters, orderBy: 'record_time', descending: false, limit: 2, upTo, sight });
  if (rows.length === 0) return undefined;
  return { body: queryDocument(await found(store, rows), now), seen: rows, validator: () => validatorOf(store, rows) };
}

/** An event never changes: its number and the fields that are shown are all that an answer hangs on. */
const validatorOf = (store: Store, rows: readonly EventRow[]): Promise<string> =>
  sealedDigest(store, rows.map(({ seq, fields }) => `${seq} ${fields}`).join());

async function found(store: Store, rows: readonly EventRow[]): Promise<Found[]> {
  const contexts = await contextsOf(store, rows);
  return rows.map((row) => ({
    doc: shownText(store, row),
    recordTime: row.recordTime,
    context: contexts.get(row.context)!,
  }));
}

const contextsOf = (store: Store, rows: readonly EventRow[]): Promise<ReadonlyMap<string, StoredContext>> =>
  contextBodies(store.database, new Set(rows.map(({ context }) => context)));
