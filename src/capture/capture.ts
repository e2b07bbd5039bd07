/**
 * The one way in. A document, a query document or a bare event is checked, prepared and appended; each event gets its own status,
 * successes included.
 */
import { randomUUID } from 'node:crypto';
import { type Problem, problem, ZhuisuError } from '../errors.ts';
import {
  checkEvent,
  type Fault,
  identityOf,
  isEvent,
  type PersonalFinding,
  type Prefixes,
  personalData,
  prefixesOf,
  readDocument,
  type Vocabulary,
} from '../events/index.ts';
import {
  type Belonging,
  type Context,
  contextOf,
  type EventLog,
  type EventStatus,
  type MasterDataRow,
  type PreparedEvent,
  prepareEvent,
} from '../store/index.ts';
import { belongingsOf, type Mentioned, mentionedIn, type Registry } from './envelope.ts';

/** EPCIS 2.0 §8.2.7, GS1-Capture-Error-Behaviour. */
export type ErrorBehaviour = 'rollback' | 'proceed';

/** Events in one request; announced in GS1-EPCIS-Capture-Limit. */
export const captureLimit = 10_000;

export interface Captured {
  /** uuid of the capture job, when one was asked for. */
  readonly captureID: string | undefined;
  readonly createdAt: number;
  readonly recordTime: number;
  readonly success: boolean;
  readonly behaviour: ErrorBehaviour;
  readonly counts: Counts;
  /** One for each event of the request, in its order. */
  readonly events: readonly { readonly eventID: string | undefined; readonly status: EventStatus['status'] }[];
  readonly errors: readonly Problem[];
}

export interface Counts {
  readonly received: number;
  readonly stored: number;
  readonly existing: number;
  readonly refused: number;
}

/** Events that were read from a document or made from records. */
export interface Carried {
  /** Each is checked on its own; undefined where it was refused before it became an event. */
  readonly events: readonly unknown[];
  /** The document-level JSON-LD context; null where events carry their own. */
  readonly context: unknown;
  readonly masterData?: readonly MasterDataRow[];
}

interface Checked {
  readonly prepared: readonly (PreparedEvent | undefined)[];
  readonly mentioned: readonly (Mentioned | undefined)[];
  /** By event index. */
  readonly faults: ReadonlyMap<number, readonly (Fault | PersonalFinding)[]>;
}

export interface CaptureOptions {
  readonly behaviour: ErrorBehaviour;
  /** Keep a capture job that can be read for ever. */
  readonly job: boolean;
  /** Refuse anything but exactly one event. */
  readonly single?: boolean;
  readonly now: number;
  /** uuid of the organisation that captures; absent for the operator. */
  readonly owner?: string | undefined;
  /** Who the parties of events are; without it nothing is known of them. */
  readonly registry?: Registry | undefined;
}

/**
 * Captures what a request carried. Throws `document_invalid` or `too_many_events` when the document itself is at fault; faults of
 * single events are told in the result.
 */
export async function capture(log: EventLog, value: unknown, options: CaptureOptions): Promise<Captured> {
  return captureEvents(log, readCarried(value, options.single ?? false), options);
}

/** The same for events that are there already, such as those of records. Throws `too_many_events`. */
export async function captureEvents(log: EventLog, carried: Carried, options: CaptureOptions): Promise<Captured> {
  const { behaviour, now, owner, registry } = options;
  if (carried.events.length > captureLimit)
    throw new ZhuisuError('too_many_events', { came: carried.events.length, expected: captureLimit });
  const { prepared, mentioned, faults } = check(carried);
  const refused = faults.size > 0 || carried.events.includes(undefined);
  const belongings = registry === undefined ? [] : await belongingsOf(registry, owner, mentioned);
  const captureID = options.job ? randomUUID() : undefined;
  let errors: readonly Problem[] = [];
  let counts: Counts = { received: prepared.length, stored: 0, existing: 0, refused: 0 };
  const settle = (statuses: readonly EventStatus[]): void => {
    errors = problemsOf(statuses, prepared, faults);
    counts = countsOf(statuses);
  };
  const receipt = await log.append({
    events: prepared.map((event, i) => belonging(event, belongings[i])),
    allOrNothing: behaviour === 'rollback',
    masterData: behaviour === 'rollback' && refused ? [] : (carried.masterData ?? []),
    ...(captureID === undefined
      ? {}
      : {
          job: (statuses) => {
            settle(statuses);
            return {
              id: captureID,
              createdAt: now,
              success: counts.refused === 0,
              behaviour,
              ...counts,
              errors: JSON.stringify(errors),
              owner,
            };
          },
        }),
  });
  settle(receipt.statuses);
  return {
    captureID,
    createdAt: now,
    recordTime: receipt.recordTime,
    success: counts.refused === 0,
    behaviour,
    counts,
    events: receipt.statuses.map(({ status }, i) => ({ eventID: prepared[i]?.eventID, status })),
    errors,
  };
}

const belonging = (event: PreparedEvent | undefined, own: Belonging | undefined): PreparedEvent | undefined =>
  event === undefined || own === undefined ? event : { ...event, belonging: own };

function readCarried(value: unknown, single: boolean): Carried {
  const document = readDocument(value);
  if ('faults' in document) throw documentInvalid(document.faults);
  const { events, context, kind } = document;
  if (single && events.length !== 1) {
    throw documentInvalid([
      { path: '$', came: `${events.length} events`, expected: 'one event; documents go to /epcis/capture' },
    ]);
  }
  return {
    events,
    // A bare event carries its context itself.
    context: kind === 'event' ? null : context,
    masterData: document.masterData.flatMap((vocabulary) => masterDataRows(vocabulary, document.prefixes)),
  };
}

function check({ events, context: documentContext }: Carried): Checked {
  const context: Context = contextOf(documentContext);
  const faults = new Map<number, readonly (Fault | PersonalFinding)[]>();
  const mentioned: (Mentioned | undefined)[] = [];
  const prepared = events.map((event, index) => {
    if (event === undefined) return undefined;
    if (!isEvent(event)) {
      faults.set(index, checkEvent(event));
      return undefined;
    }
    const personal = personalData(event);
    if (personal.length > 0) {
      faults.set(index, personal);
      return undefined;
    }
    const prefixes = prefixesOf(documentContext, (event as { '@context'?: unknown })['@context']);
    const ready = prepareEvent(event, prefixes, context);
    mentioned[index] = mentionedIn(event, prefixes, ready.facts);
    return ready;
  });
  return { prepared, mentioned, faults };
}

function masterDataRows(vocabulary: Vocabulary, prefixes: Prefixes): MasterDataRow[] {
  return (vocabulary.vocabularyElementList ?? []).map((element) => ({
    type: vocabulary.type,
    uri: identityOf(element.id, prefixes),
    attributes: JSON.stringify(attributesOf(element.attributes ?? [])),
    children: JSON.stringify(element.children ?? []),
  }));
}

/** An attribute that an element has several times keeps all its values, as a list. */
function attributesOf(attributes: readonly { readonly id: string; readonly attribute?: unknown }[]): Record<string, unknown> {
  const values = new Map<string, unknown[]>();
  for (const { id, attribute } of attributes) values.set(id, [...(values.get(id) ?? []), attribute ?? null]);
  return Object.fromEntries([...values].map(([id, all]) => [id, all.length === 1 ? all[0] : all]));
}

function documentInvalid(faults: readonly Fault[]): ZhuisuError {
  const [first] = faults;
  const problems = faults.map(({ path, came, expected }) => problem('document_invalid', { path, came, expected }));
  return new ZhuisuError('document_invalid', { path: first!.path, came: first!.came, expected: first!.expected }, { problems });
}

function problemsOf(
  statuses: readonly EventStatus[],
  prepared: readonly (PreparedEvent | undefined)[],
  faults: ReadonlyMap<number, readonly (Fault | PersonalFinding)[]>,
): Problem[] {
  return statuses.flatMap(({ status }, index) => {
    const id = prepared[index]?.eventID ?? '';
    if (status === 'invalid') {
      return (faults.get(index) ?? []).map((fault) => {
        if ('kind' in fault) return problem('personal_data', { index, path: fault.path, what: personalNames[fault.kind] });
        const { path, came, expected, clause } = fault;
        return problem('event_invalid', { index, path, came, expected, ...(clause === undefined ? {} : { clause }) });
      });
    }
    if (status === 'conflict') return [problem('event_conflict', { index, id })];
    return [];
  });
}

const personalNames = { identity_number: '身份证号 identity number', phone: '手机号 mobile number' } as const;

/** Rolled-back events count as refused: nothing of them was kept. */
function countsOf(statuses: readonly EventStatus[]): Counts {
  const count = (...wanted: EventStatus['status'][]): number => statuses.filter(({ status }) => wanted.includes(status)).length;
  return {
    received: statuses.length,
    stored: count('stored'),
    existing: count('exists'),
    refused: count('invalid', 'conflict', 'rolled_back'),
  };
}
