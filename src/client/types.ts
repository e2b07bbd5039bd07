/** What the client takes and gives. Everything is derived from the shapes that the server checks with. */
import type { EpcisEvent, epcisDocument, epcisQueryDocument } from '../events/index.ts';
import type { Infer } from '../events/schema.ts';

/** Fields with a prefix, or with a URI for a name. */
export interface Extensions {
  readonly [name: `${string}:${string}`]: unknown;
}

/** An event as it is sent and as it comes back, with what the standard has no word for. */
export type Event = EpcisEvent & Extensions;

/** A document of events, with its master data. */
export type Document = Omit<Infer<typeof epcisDocument>, 'epcisBody'> &
  Extensions & { readonly epcisBody: { readonly eventList: readonly Event[] } };

/** What a query answers with; it may be captured like a document. */
export type QueryDocument = Infer<typeof epcisQueryDocument>;

type Value = string | number | boolean | Date | readonly (string | number)[];

/** Conditions of `GET /epcis/events`: those of the standard by their names, and the families that are named by a pattern. */
export type EventQuery = {
  readonly eventType?: Value;
  /** A scalar field of the standard, or an extension field as prefix:name or URI. */
  readonly orderBy?: string;
  readonly orderDirection?: 'ASC' | 'DESC';
  readonly perPage?: number;
  /** Events in all pages together; goes with orderBy. */
  readonly eventCountLimit?: number;
  /** More than so many are a refusal. */
  readonly maxEventCount?: number;
} & { readonly [condition in `${'EQ' | 'GT' | 'GE' | 'LT' | 'LE' | 'WD' | 'MATCH' | 'EXISTS' | 'HASATTR'}_${string}`]?: Value };

export type Resource = 'eventTypes' | 'epcs' | 'bizSteps' | 'bizLocations' | 'readPoints' | 'dispositions';

/** Members as a query string has them: lists joined by |, moments in UTC. */
export function searchOf(query: EventQuery): URLSearchParams {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [string, Value | undefined][]) {
    if (value === undefined) continue;
    const text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? value.join('|') : String(value);
    words.set(name, text);
  }
  return words;
}
