/** Answers without pages, for the SOAP interface (EPCIS 1.2 §8.2.5): all that a query finds, or a refusal when that is too much. */
import { ZhuisuError } from '../errors.ts';
import type { Store } from '../store/index.ts';
import { type Asked, eventPage, type Seen } from './index.ts';
import type { Query } from './reading.ts';

/** Events in one answer, and how many of them are read at once. */
export const mostPolled = 10_000;
const atOnce = 1_000;

interface QueryDocument {
  readonly '@context': unknown;
  readonly epcisBody: { readonly queryResults: { readonly resultsBody: { readonly eventList: Record<string, unknown>[] } } };
}

/**
 * The EPCISQueryDocument, JSON, of all events that a query finds. Throws what `eventPage` throws, and query_too_large beyond
 * `mostPolled` events.
 */
export async function polledEvents(
  store: Store,
  query: Query,
  asked: Asked,
): Promise<{ document: object; seen: readonly Seen[] }> {
  const paged = { ...query, perPage: String(atOnce) };
  let first: QueryDocument | undefined;
  const all: Seen[] = [];
  let token: string | undefined;
  do {
    const { body, next, seen } = await eventPage(store, token === undefined ? paged : { ...paged, nextPageToken: token }, asked);
    all.push(...seen);
    const page = JSON.parse(body) as QueryDocument;
    if (first === undefined) first = page;
    else append(first, page);
    if (listOf(first).length > mostPolled) throw new ZhuisuError('query_too_large', { expected: mostPolled });
    token = next?.token;
  } while (token !== undefined);
  return { document: first, seen: all };
}

const listOf = (page: QueryDocument): Record<string, unknown>[] => page.epcisBody.queryResults.resultsBody.eventList;

/** Pages gather the contexts of their own events: where those differ, the events of the later page carry theirs. */
function append(first: QueryDocument, page: QueryDocument): void {
  const context = page['@context'];
  const same = JSON.stringify(context) === JSON.stringify(first['@context']);
  for (const event of listOf(page)) {
    if (same) listOf(first).push(event);
    else listOf(first).push({ ...event, '@context': [context, event['@context'] ?? []].flat() });
  }
}
