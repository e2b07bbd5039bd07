/** Events as the query interface tells them, and what is read from them here. */
import { canonicalUri } from '../../../src/codes/index.ts';
import { ask, askPage } from './api.ts';

export interface EventTold {
  readonly eventID: string;
  readonly type: string;
  readonly action?: string;
  readonly eventTime: string;
  readonly recordTime?: string;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly bizLocation?: { readonly id: string };
  readonly readPoint?: { readonly id: string };
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly QuantityTold[];
  readonly inputEPCList?: readonly string[];
  readonly inputQuantityList?: readonly QuantityTold[];
  readonly outputEPCList?: readonly string[];
  readonly outputQuantityList?: readonly QuantityTold[];
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly QuantityTold[];
  readonly parentID?: string;
  readonly sourceList?: readonly { readonly type: string; readonly source: string }[];
  readonly destinationList?: readonly { readonly type: string; readonly destination: string }[];
  readonly bizTransactionList?: readonly { readonly type?: string; readonly bizTransaction: string }[];
  readonly errorDeclaration?: unknown;
  readonly [member: string]: unknown;
}

export interface QuantityTold {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}

/** The bare word of a step, a disposition, a type, however it is spelt. */
export const wordOf = (came: string | undefined): string => (came ?? '').replace(/^.*[:/-](?=[A-Za-z_]+$)/, '');

interface Contexted {
  readonly '@context'?: unknown;
}

/** Prefixes that a document declares beside those of the standard. */
function prefixesIn({ '@context': context }: Contexted): readonly (readonly [string, string])[] {
  return [context]
    .flat()
    .flatMap((each) => (typeof each === 'object' && each !== null ? Object.entries(each as Record<string, unknown>) : []))
    .flatMap(([prefix, uri]) => (typeof uri === 'string' && /^https?:/.test(uri) ? [[`${prefix}:`, uri] as const] : []));
}

/** Codes that somebody wrote with a prefix of their own, in full: nobody else knows the prefix. Members keep their names. */
export function expanded<T>(value: T, prefixes: readonly (readonly [string, string])[]): T {
  if (prefixes.length === 0) return value;
  if (typeof value === 'string') {
    const found = prefixes.find(([prefix]) => value.startsWith(prefix));
    return (found === undefined ? value : found[1] + value.slice(found[0].length)) as T;
  }
  if (Array.isArray(value)) return value.map((each) => expanded(each, prefixes)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, expanded(each, prefixes)])) as T;
}

interface Document extends Contexted {
  readonly epcisBody: { readonly queryResults: { readonly resultsBody: { readonly eventList: readonly EventTold[] } } };
}

export interface EventPage {
  readonly events: readonly EventTold[];
  readonly next: string | undefined;
}

export async function eventsAt(path: string): Promise<EventPage> {
  const { body, next } = await askPage<Document>(path);
  return { events: expanded(body.epcisBody?.queryResults?.resultsBody?.eventList ?? [], prefixesIn(body)), next };
}

/** One event, by its id. Throws Refused (not_found) for one that may not be seen, too. */
export async function eventNamed(id: string): Promise<EventTold | undefined> {
  const body = await ask<EventTold & Partial<Document>>(`/epcis/events/${encodeURIComponent(id)}`);
  if (body.epcisBody === undefined) return expanded(body, prefixesIn(body));
  const { eventList, queryResults } = body.epcisBody as { eventList?: readonly EventTold[] } & Partial<Document['epcisBody']>;
  return expanded((eventList ?? queryResults?.resultsBody.eventList)?.[0], prefixesIn(body));
}

export const eventsOf = (query: Readonly<Record<string, string>>): Promise<EventPage> =>
  eventsAt(`/epcis/events?${new URLSearchParams(query)}`);

/** Everything a query finds, up to `most`; says whether there was more. */
export async function allEvents(query: Readonly<Record<string, string>>, most: number) {
  let page = await eventsOf(query);
  const events = [...page.events];
  while (page.next !== undefined && events.length < most) {
    page = await eventsAt(page.next);
    events.push(...page.events);
  }
  return { events, more: page.next !== undefined };
}

/** One spelling for each code: partners write the same thing as a URN, as a link of their own, as a link of GS1. */
export const canonical = (code: string): string => canonicalUri(code);

/** Things of an event as amounts; a single thing has no quantity. */
export interface Thing {
  readonly code: string;
  readonly quantity?: number | undefined;
  readonly unit?: string | undefined;
}

const amountsOf = (epcs: readonly string[] = [], quantities: readonly QuantityTold[] = []): Thing[] => [
  ...quantities.map(({ epcClass, quantity, uom }) => ({ code: canonical(epcClass), quantity, unit: uom })),
  ...epcs.map((code) => ({ code: canonical(code) })),
];

export const thingsOf = (event: EventTold): Thing[] => [
  ...amountsOf(event.epcList, event.quantityList),
  ...amountsOf(event.childEPCs, event.childQuantityList),
];
export const inputsOf = (event: EventTold): Thing[] => amountsOf(event.inputEPCList, event.inputQuantityList);
export const outputsOf = (event: EventTold): Thing[] => amountsOf(event.outputEPCList, event.outputQuantityList);

export const partiesOf = (event: EventTold, side: 'source' | 'destination'): string[] =>
  (side === 'source'
    ? (event.sourceList ?? []).map(({ source }) => source)
    : (event.destinationList ?? []).map(({ destination }) => destination)
  ).map(canonical);

export const documentsOf = (event: EventTold, type: string): string[] =>
  (event.bizTransactionList ?? []).filter((each) => wordOf(each.type) === type).map(({ bizTransaction }) => bizTransaction);

/** A number on paper out of the URI that keeps it. */
export function numberOfDocument(uri: string): string {
  const cut = uri.replace(/^urn:zhuisu:document:/, '').replace(/^urn:epcglobal:cbv:bt:[^:]+:/, '');
  try {
    return decodeURIComponent(cut);
  } catch {
    return cut;
  }
}
