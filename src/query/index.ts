/** The EPCIS 2.0 query interface: parameters in, a page of events out. */
import { contextBodies, type EventRow, logHead, queryEvents, type Store } from '../store/index.ts';
import { eventDocument, type Found, queryDocument } from './document.ts';
import { readToken, writeToken } from './page-token.ts';
import { readParameters } from './parameters.ts';

export { parameters } from './parameters.ts';

export interface EventPage {
  /** EPCISQueryDocument, JSON. */
  readonly body: string;
  readonly nextPageToken: string | undefined;
}

/** One page of `GET /events`. Throws parameter_unknown, parameter_invalid, page_token_invalid. */
export async function eventPage(
  store: Store,
  query: Readonly<Record<string, string | string[] | undefined>>,
  now: number,
): Promise<EventPage> {
  const { filters, page } = readParameters(query);
  const token = query.nextPageToken;
  const bound = [filters, page];
  const after = typeof token === 'string' ? readToken(token, bound) : undefined;
  const upTo = after?.upTo ?? (await logHead(store.database));
  const rows = await queryEvents(store.database, {
    filters,
    orderBy: page.orderBy,
    descending: page.descending,
    limit: page.perPage + 1,
    upTo,
    after,
  });
  const more = rows.length > page.perPage;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    body: queryDocument(await found(store, rows), now),
    nextPageToken: more && last !== undefined ? writeToken({ upTo, at: last.at, seq: last.seq }, bound) : undefined,
  };
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
  const contexts = await contextBodies(store.database, new Set(rows.map(({ context }) => context)));
  return rows.map(({ doc, recordTime, context }) => ({ doc, recordTime, context: contexts.get(context)! }));
}
