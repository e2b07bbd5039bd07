/** The EPCIS 2.0 query interface: parameters in, a page of events out. */
import { ZhuisuError } from '../errors.ts';
import { type EpcisEvent, factsOf, prefixesOf } from '../events/index.ts';
import {
  contextBodies,
  type EventFilter,
  type EventRow,
  logHead,
  placesWithin,
  queryEvents,
  type Store,
  type StoredContext,
} from '../store/index.ts';
import type { Condition, Loose, View } from './conditions.ts';
import { eventDocument, type Found, queryDocument } from './document.ts';
import { type PageEnd, readToken, writeToken } from './page-token.ts';
import { type Page, pagingNames, type Query, readParameters } from './reading.ts';

export { standardContext } from './document.ts';
export { type Family, families } from './families.ts';
export { type Definition, defineQuery, definitionOf, definitions, forgetQuery, parametersOf } from './named.ts';
export { type Parameter, parameters } from './parameters.ts';
export { isListed, type Listed, listed, parameterOf, type Resource } from './resources.ts';

export interface EventPage {
  /** EPCISQueryDocument, JSON. */
  readonly body: string;
  readonly nextPageToken: string | undefined;
}

/** Rows read at once where the events themselves must be looked at, and how many before a page ends with what it has. */
const batch = 500;
const mostLookedAt = 100_000;

/**
 * One page of `GET /events`; `fixed` holds what the path says beside the query. Where no index decides, a page may end early with a token
 * that goes on from there. Throws parameter_unknown, parameter_invalid, page_token_invalid, query_too_large.
 */
export async function eventPage(store: Store, query: Query, now: number, fixed: Query = {}): Promise<EventPage> {
  // A named query may say order and size too; who asks may say otherwise.
  const isPaging = ([name]: [string, unknown]): boolean => pagingNames.includes(name);
  const preset = Object.fromEntries(Object.entries(fixed).filter(isPaging));
  const others = Object.fromEntries(Object.entries(fixed).filter((entry) => !isPaging(entry)));
  const { conditions: asked, page } = readParameters({ ...preset, ...query });
  const conditions = [...asked, ...readParameters(others).conditions];
  const { nextPageToken: token, ...own } = query;
  const bound = [own, fixed];
  const after = typeof token === 'string' ? readToken(token, bound) : undefined;
  const upTo = after?.upTo ?? (await logHead(store.database));
  const filters = await filtersOf(store, conditions);
  const tests = conditions.flatMap(({ holds }) => holds ?? []);
  if (page.maxEventCount !== undefined && after === undefined) {
    const { rows } = await matching(store, { filters, tests, page, upTo }, page.maxEventCount + 1);
    if (rows.length > page.maxEventCount) throw new ZhuisuError('query_too_large', { expected: page.maxEventCount });
  }
  const given = after?.given ?? 0;
  const wanted = Math.min(page.perPage, (page.eventCountLimit ?? Number.POSITIVE_INFINITY) - given);
  const { rows, end } = await matching(store, { filters, tests, page, upTo, after }, wanted + 1);
  const more = rows.length > wanted;
  if (more) rows.pop();
  const last = more ? rows.at(-1) : end;
  const finished = page.eventCountLimit !== undefined && given + rows.length >= page.eventCountLimit;
  return {
    body: queryDocument(await found(store, rows), now),
    nextPageToken:
      last !== undefined && !finished
        ? writeToken({ upTo, at: last.at, seq: last.seq, given: given + rows.length }, bound)
        : undefined,
  };
}

interface Wanted {
  readonly filters: readonly EventFilter[];
  readonly tests: readonly ((view: View) => boolean)[];
  readonly page: Page;
  readonly upTo: number;
  readonly after?: PageEnd | undefined;
}

/** Up to `most` events; `end` is the last one looked at when the work of a page was used up before. */
async function matching(store: Store, wanted: Wanted, most: number): Promise<{ rows: EventRow[]; end: EventRow | undefined }> {
  const { filters, tests, page, upTo } = wanted;
  const rows: EventRow[] = [];
  let after: { at: number; seq: number } | undefined = wanted.after;
  for (let looked = 0; ; ) {
    const limit = tests.length === 0 ? most : batch;
    const read = await queryEvents(store.database, {
      filters,
      orderBy: page.orderBy,
      descending: page.descending,
      limit,
      upTo,
      after,
    });
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

async function viewsOf(store: Store, rows: readonly EventRow[]): Promise<View[]> {
  const contexts = await contextsOf(store, rows);
  return rows.map(({ doc, context }) => {
    const event = JSON.parse(doc) as Loose;
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

/** One event by its id, as a bare event document; its error declaration, which repeats all of it, when there is one. */
export async function eventByID(store: Store, eventID: string): Promise<string | undefined> {
  const upTo = await logHead(store.database);
  const rows = await queryEvents(store.database, {
    filters: [{ kind: 'eventID', ids: [eventID] }],
    orderBy: 'record_time',
    descending: true,
    limit: 2,
    upTo,
  });
  const all = await found(store, rows);
  const chosen =
    all.find(({ doc }) => (JSON.parse(doc) as { errorDeclaration?: unknown }).errorDeclaration !== undefined) ?? all[0];
  return chosen === undefined ? undefined : eventDocument(chosen);
}

async function found(store: Store, rows: readonly EventRow[]): Promise<Found[]> {
  const contexts = await contextsOf(store, rows);
  return rows.map(({ doc, recordTime, context }) => ({ doc, recordTime, context: contexts.get(context)! }));
}

const contextsOf = (store: Store, rows: readonly EventRow[]): Promise<ReadonlyMap<string, StoredContext>> =>
  contextBodies(store.database, new Set(rows.map(({ context }) => context)));
