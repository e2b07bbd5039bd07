/** What a request may carry: an EPCISDocument, an EPCISQueryDocument, or one bare event with its context. */
import { type Prefixes, prefixesOf } from './context.ts';
import { epcisDocument, epcisQueryDocument, type Vocabulary } from './envelope.ts';
import { isUri } from './formats.ts';
import { type EpcisEvent, event, eventShapes } from './model.ts';
import { type Fault, type Infer, type Shape, shown } from './schema.ts';

export interface ReadDocument {
  readonly kind: 'document' | 'query' | 'event';
  /** The document-level `@context`, as given; for a bare event its own. */
  readonly context: unknown;
  readonly prefixes: Prefixes;
  /** Not yet checked, each to be checked on its own. */
  readonly events: readonly unknown[];
  readonly masterData: readonly Vocabulary[];
}

/** Checks everything about a document but its events. */
export function readDocument(value: unknown): { readonly faults: readonly Fault[] } | ReadDocument {
  const type =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { type?: unknown }).type : undefined;
  if (type === 'EPCISDocument') {
    const document = value as Infer<typeof epcisDocument>;
    return readAs(epcisDocument, value, 'document', () => ({
      events: document.epcisBody.eventList,
      masterData: document.epcisHeader?.epcisMasterData?.vocabularyList ?? [],
    }));
  }
  if (type === 'EPCISQueryDocument') {
    const { epcisBody } = value as Infer<typeof epcisQueryDocument>;
    return readAs(epcisQueryDocument, value, 'query', () => ({
      events: epcisBody.queryResults.resultsBody.eventList,
      masterData: epcisBody.queryResults.resultsBody.vocabularyList ?? [],
    }));
  }
  if (typeof type !== 'string' || !(Object.hasOwn(eventShapes, type) || isUri(type))) {
    const expected = 'an EPCISDocument, an EPCISQueryDocument or an event';
    return {
      faults: [
        type === undefined ? { path: '$', came: shown(value), expected } : { path: '$.type', came: shown(type), expected },
      ],
    };
  }
  const context = (value as { '@context'?: unknown })['@context'];
  // Without a context the names of a bare event mean nothing (JSON schema, required-ld-context).
  if (context === undefined)
    return { faults: [{ path: '$["@context"]', came: 'nothing', expected: 'a context: a bare event carries its own' }] };
  return { kind: 'event', context, prefixes: prefixesOf(context), events: [value], masterData: [] };
}

function readAs<T>(
  shape: Shape<T>,
  value: unknown,
  kind: 'document' | 'query',
  parts: () => Pick<ReadDocument, 'events' | 'masterData'>,
): { readonly faults: readonly Fault[] } | ReadDocument {
  if (!shape.check(value)) {
    const faults: Fault[] = [];
    shape.explain(value, '$', faults);
    return { faults };
  }
  const context = (value as { '@context': unknown })['@context'];
  return { kind, context, prefixes: prefixesOf(context), ...parts() };
}

/** The verdict alone; fast. */
export const isEvent = (value: unknown): value is EpcisEvent => event.check(value);

const none: readonly Fault[] = [];

/** Every fault of an event, in the order of the document; empty for a valid event. */
export function checkEvent(value: unknown): readonly Fault[] {
  if (event.check(value)) return none;
  const faults: Fault[] = [];
  event.explain(value, '$', faults);
  return faults;
}
