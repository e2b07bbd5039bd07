/**
 * EPCISQueryDocument (EPCIS 2.0 §9.5) from stored events. Documents are joined as text, not parsed: an event comes back as it came,
 * with its own order and unknown names, plus its record time.
 */
import type { StoredContext } from '../store/index.ts';

export interface Found {
  readonly doc: string;
  /** Milliseconds since 1970. */
  readonly recordTime: number;
  readonly context: StoredContext;
}

export const standardContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

export const queryDocument = (found: readonly Found[], createdAt: number, queryName = 'SimpleEventQuery'): string =>
  documentParts(found, createdAt, queryName).join('');

/** The document in two parts: between them a subscription puts its id. */
export function documentParts(found: readonly Found[], createdAt: number, queryName: string): [before: string, after: string] {
  const { context, apart } = merge(found);
  const events = found.map((event) => eventText(event, apart.has(event.context)));
  return [
    `{"@context":${JSON.stringify(context)},"type":"EPCISQueryDocument","schemaVersion":"2.0",` +
      `"creationDate":"${new Date(createdAt).toISOString()}","epcisBody":{"queryResults":{`,
    `"queryName":${JSON.stringify(queryName)},"resultsBody":{"eventList":[${events.join(',')}]}}}}`,
  ];
}

function eventText({ doc, recordTime, context }: Found, withContext: boolean): string {
  const stamped = `{"recordTime":"${new Date(recordTime).toISOString()}",${doc.slice(1)}`;
  if (!withContext) return stamped;
  const { '@context': own, ...event } = JSON.parse(stamped) as Record<string, unknown>;
  const elements = [...elementsOf(context.value), ...elementsOf(own)];
  return JSON.stringify({ '@context': elements.length > 0 ? elements : [standardContext], ...event });
}

/** One context for all where their prefixes agree; documents that use a prefix otherwise keep theirs at each event. */
function merge(found: readonly Found[]): { context: unknown[]; apart: Set<StoredContext> } {
  const urls = new Set<string>();
  const prefixes = new Map<string, string>();
  const apart = new Set<StoredContext>();
  for (const context of new Set(found.map((each) => each.context))) {
    const entries = elementsOf(context.value).flatMap((each) => (typeof each === 'string' ? [] : Object.entries(each as object)));
    if (entries.some(([name, value]) => (prefixes.get(name) ?? JSON.stringify(value)) !== JSON.stringify(value))) {
      apart.add(context);
      continue;
    }
    for (const each of elementsOf(context.value)) if (typeof each === 'string') urls.add(each);
    for (const [name, value] of entries) prefixes.set(name, JSON.stringify(value));
  }
  if (urls.size === 0) urls.add(standardContext);
  const own = Object.fromEntries([...prefixes].map(([name, value]) => [name, JSON.parse(value) as unknown]));
  return { context: prefixes.size > 0 ? [...urls, own] : [...urls], apart };
}

function elementsOf(context: unknown): unknown[] {
  if (context === null || context === undefined) return [];
  return Array.isArray(context) ? context : [context];
}
