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
  type Prefixes,
  personalData,
  prefixesOf,
  readDocument,
  type Vocabulary,
} from '../events/index.ts';
import {
  type ActedThrough,
  type Context,
  contextOf,
  type EventLog,
  type EventStatus,
  type LookedAt,
  type MasterDataRow,
  type PreparedEvent,
  prepareEvent,
} from '../store/index.ts';
import { belongingsOf, type Mentioned, mentionedIn, type Registry } from './envelope.ts';
import type { Arriving, Gate, Passage, RuleTold } from './gate.ts';

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
  readonly events: readonly CapturedEvent[];
  readonly errors: readonly Problem[];
  /** URIs whose master data the document brought, and that was taken. */
  readonly masterData: readonly string[];
}

/** How the audit log tells of master data that was taken: names of places, parties and products are what everybody reads. */
export function masterDataNote({ captureID, masterData }: Captured): { object: string; reason: string } | undefined {
  if (masterData.length === 0) return undefined;
  const named = [...new Set(masterData)];
  return { object: `capture ${captureID}`, reason: `${named.length}: ${named.slice(0, 10).join(' ')}` };
}

export interface CapturedEvent {
  readonly eventID: string | undefined;
  readonly status: EventStatus['status'];
  /** What rules of its stage have to say of it. */
  readonly rules?: readonly RuleTold[];
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
  /** Members that the hash of an event passes over. */
  readonly ignored?: ReadonlySet<string>;
}

interface Checked {
  /** Valid events, and whom and what each names. */
  readonly arriving: readonly Arriving[];
  readonly mentioned: readonly Mentioned[];
  /** By event index. */
  readonly faults: ReadonlyMap<number, readonly Problem[]>;
  /** Events in the request. */
  readonly size: number;
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
  /** Whose people capture in its place. */
  readonly through?: ActedThrough | undefined;
  /** Who the parties of events are; without it nothing is known of them. */
  readonly registry?: Registry | undefined;
  /** Who knows stages and their rules; without it none is asked. */
  readonly gate?: Gate | undefined;
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
  if (carried.events.length > captureLimit)
    throw new ZhuisuError('too_many_events', { came: carried.events.length, expected: captureLimit });
  const checked = check(carried);
  const first = await attempt(log, carried, checked, options);
  if (first !== undefined) return first;
  // What others recorded meanwhile touches what its rules saw. Those who were overtaken go one by one, so that they do not overtake each other.
  return inTurn(log, async () => {
    for (;;) {
      const again = await attempt(log, carried, checked, options);
      if (again !== undefined) return again;
    }
  });
}

/** By log: the end of the last turn that was asked for. */
const turns = new WeakMap<EventLog, Promise<unknown>>();

function inTurn<Result>(log: EventLog, work: () => Promise<Result>): Promise<Result> {
  const own = (turns.get(log) ?? Promise.resolve()).then(work, work);
  turns.set(log, own);
  return own;
}

/** Undefined where it was overtaken: then nothing of it is written. */
async function attempt(
  log: EventLog,
  carried: Carried,
  checked: Checked,
  options: CaptureOptions,
): Promise<Captured | undefined> {
  const { behaviour, now, owner } = options;
  const upTo = options.gate === undefined ? 0 : await log.head();
  const ranges = options.gate === undefined ? undefined : (await log.heldRanges()).version;
  const { gated, faults, asked } = await throughGate(checked, options);
  const prepared = gated.map((each) => (each !== undefined && 'refusedBy' in each ? undefined : each));
  const refused = prepared.includes(undefined);
  const captureID = options.job ? randomUUID() : undefined;
  let errors: readonly Problem[] = [];
  let counts: Counts = { received: prepared.length, stored: 0, existing: 0, refused: 0 };
  const settle = (statuses: readonly EventStatus[]): void => {
    errors = statuses.flatMap(({ status }, index) =>
      status === 'conflict'
        ? [problem('event_conflict', { index, id: prepared[index]?.eventID ?? '' })]
        : status === 'invalid'
          ? (faults.get(index) ?? [])
          : [],
    );
    counts = countsOf(statuses);
  };
  const kept = behaviour === 'rollback' && refused ? [] : (carried.masterData ?? []);
  const receipt = await log.append({
    events: prepared,
    refusedBy: gated.flatMap((each) => (each !== undefined && 'refusedBy' in each ? each.refusedBy : [])),
    allOrNothing: behaviour === 'rollback',
    masterData: kept,
    ...(asked.length === 0 ? {} : { rest: { upTo, ranges, asked } }),
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
  if (receipt.overtaken) return undefined;
  settle(receipt.statuses);
  return {
    captureID,
    createdAt: now,
    recordTime: receipt.recordTime,
    success: counts.refused === 0,
    behaviour,
    counts,
    events: receipt.statuses.map(({ status }, i) => {
      const rules = gated[i]?.told ?? [];
      return { eventID: gated[i]?.eventID, status, ...(rules.length === 0 || status === 'exists' ? {} : { rules }) };
    }),
    errors,
    masterData: kept.map(({ uri }) => uri),
  };
}

export interface CheckedOnly {
  readonly events: readonly {
    readonly eventID?: string | undefined;
    readonly faults: readonly Problem[];
    readonly rules: readonly RuleTold[];
  }[];
}

/** What capturing would say of each, by its form and by the rules as the log is now; nothing is written. Throws `too_many_events`. */
export async function checkEvents(carried: Carried, options: Omit<CaptureOptions, 'behaviour' | 'job'>): Promise<CheckedOnly> {
  if (carried.events.length > captureLimit)
    throw new ZhuisuError('too_many_events', { came: carried.events.length, expected: captureLimit });
  const checked = check(carried);
  const { gated, faults } = await throughGate(checked, options);
  return {
    events: gated.map((each, index) => ({
      eventID: each?.eventID,
      faults: faults.get(index) ?? [],
      rules: each?.told ?? [],
    })),
  };
}

interface Told {
  readonly told?: readonly RuleTold[];
}
type Through = (PreparedEvent & Told) | (Pick<Passage, 'refusedBy' | 'told'> & { readonly eventID: string });

interface Gated {
  readonly gated: readonly (Through | undefined)[];
  /** With what the rules refuse. */
  readonly faults: ReadonlyMap<number, readonly Problem[]>;
  readonly asked: readonly LookedAt[];
}

/** Whose each event is, what it is, and whether its rules let it pass. */
async function throughGate(
  { arriving, mentioned, faults: before, size }: Checked,
  { owner, through, now, registry, gate }: Omit<CaptureOptions, 'behaviour' | 'job'>,
): Promise<Gated> {
  const faults = new Map(before);
  const looked: LookedAt[] = [];
  const capturing = { owner, now };
  const known = (await gate?.recognise(arriving, capturing)) ?? [];
  const told = mentioned.map((each, i) => {
    const category = each.category ?? known[i]?.category;
    return category === each.category ? each : { ...each, category };
  });
  const belongings = registry === undefined ? [] : await belongingsOf(registry, owner, told);
  const owned = arriving.map((each, i): Arriving => {
    const belonging = belongings[i];
    return belonging === undefined ? each : { ...each, prepared: { ...each.prepared, belonging: { ...belonging, through } } };
  });
  const found = new Map<number, Through>(owned.map(({ index, prepared }) => [index, prepared]));
  const staged = owned.flatMap((each, i) => (known[i] === undefined ? [] : [{ arriving: each, what: known[i] }]));
  const passages = staged.length === 0 ? [] : await gate!.judge(staged, capturing);
  for (const [i, { staged: stage, told: said, problems, refusedBy, asked }] of passages.entries()) {
    const { index, prepared } = staged[i]!.arriving;
    if (problems.length > 0) faults.set(index, problems);
    else if (asked !== undefined) looked.push(asked);
    found.set(
      index,
      problems.length > 0 ? { refusedBy, told: said, eventID: prepared.eventID } : { ...prepared, staged: stage, told: said },
    );
  }
  const plain = owned.filter((_, i) => known[i] === undefined);
  const stopped = plain.length === 0 ? [] : ((await gate?.stopped(plain, capturing)) ?? []);
  for (const [i, { problem: why, asked }] of stopped.entries()) {
    const { index, prepared } = plain[i]!;
    if (asked !== undefined) looked.push(asked);
    if (why === undefined) continue;
    faults.set(index, [why]);
    found.set(index, { refusedBy: [], told: [], eventID: prepared.eventID });
  }
  return { gated: Array.from({ length: size }, (_, index) => found.get(index)), faults, asked: looked };
}

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
    ignored: ignoredIn(value as Record<string, unknown>),
  };
}

/**
 * A repository may name in its documents what it added to the events, so that they keep the hash that they had before it: `x:ignoreFields`
 * of the document or of the results, a list in JSON and elements in XML (the reference implementation of the CBV hash).
 */
function ignoredIn(document: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const { epcisBody } = document as { epcisBody?: { queryResults?: object } };
  return new Set(
    Object.entries({ ...document, ...epcisBody?.queryResults }).flatMap(([name, value]) => {
      if (!name.endsWith(':ignoreFields') || value === null || typeof value !== 'object') return [];
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : Object.keys(value);
    }),
  );
}

function check({ events, context: documentContext, ignored }: Carried): Checked {
  const context: Context = contextOf(documentContext);
  const faults = new Map<number, readonly Problem[]>();
  const arriving: Arriving[] = [];
  const mentioned: Mentioned[] = [];
  for (const [index, event] of events.entries()) {
    if (event === undefined) continue;
    if (!isEvent(event)) {
      faults.set(
        index,
        checkEvent(event).map((fault) => invalid(fault, index)),
      );
      continue;
    }
    const personal = personalData(event);
    if (personal.length > 0) {
      faults.set(
        index,
        personal.map(({ path, kind }) => problem('personal_data', { index, path, what: personalNames[kind] })),
      );
      continue;
    }
    const prefixes = prefixesOf(documentContext, (event as { '@context'?: unknown })['@context']);
    const prepared = prepareEvent(event, prefixes, context, ignored);
    arriving.push({ index, event, prefixes, prepared });
    mentioned.push(mentionedIn(event, prefixes, prepared.facts));
  }
  return { arriving, mentioned, faults, size: events.length };
}

const invalid = ({ path, came, expected, clause }: Fault, index: number): Problem =>
  problem('event_invalid', { index, path, came, expected, ...(clause === undefined ? {} : { clause }) });

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

const personalNames = { identity_number: 'identity number', phone: 'mobile number' } as const;

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
