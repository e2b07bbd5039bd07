/** Capture of any number of events: in requests that the server takes, with a status for each event. */
import type { CaptureReceipt, ProblemAnswer } from '../contract/index.ts';
import type { Transport } from './transport.ts';
import type { Document, Event, QueryDocument } from './types.ts';

export interface CaptureOptions {
  /** When an event is refused: rollback stores none of its request, proceed stores the others. */
  readonly errorBehaviour?: 'rollback' | 'proceed';
  /** The `@context` of a list of events; that of GS1 unless given. */
  readonly context?: unknown;
}

export interface EventOutcome {
  readonly index: number;
  /** What the server knows it by: its own id, else that of its content. */
  readonly eventID: string | undefined;
  /** `rolled_back`: good, and not stored because another event of its request was refused. `not_sent`: a request before it was not taken. */
  readonly status: 'stored' | 'exists' | 'invalid' | 'conflict' | 'rolled_back' | 'not_sent';
  readonly problems: readonly ProblemAnswer[];
}

export interface CaptureOutcome {
  /** Every event is on record. */
  readonly success: boolean;
  readonly events: readonly EventOutcome[];
  /** One for each request. */
  readonly jobs: readonly CaptureReceipt[];
}

/** Some requests were taken before one was not; what is on record says `outcome`, and `cause` why the next was refused. */
export class CaptureInterrupted extends Error {
  readonly outcome: CaptureOutcome;

  constructor(outcome: CaptureOutcome, cause: unknown) {
    super('Not all events were sent', { cause });
    this.name = 'CaptureInterrupted';
    this.outcome = outcome;
  }
}

/** The limits that the server announces (EPCIS 2.0 §8.2.4). */
export interface Limits {
  readonly events: number;
  readonly bytes: number;
}

export async function limitsOf(transport: Transport): Promise<Limits> {
  const { headers } = await transport.send(transport.at('/epcis/capture'), { method: 'OPTIONS' });
  const limit = (name: string, otherwise: number): number => Number(headers.get(name) ?? 0) || otherwise;
  return { events: limit('gs1-epcis-capture-limit', 1_000), bytes: limit('gs1-epcis-capture-file-size-limit', 1_048_576) };
}

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;

/** Sends the events in their order. Throws Refusal, Unreachable; CaptureInterrupted when some of them were taken before. */
export async function captureAll(
  transport: Transport,
  limits: Limits,
  what: Document | QueryDocument | readonly Event[],
  { errorBehaviour = 'rollback', context = standardContext }: CaptureOptions,
): Promise<CaptureOutcome> {
  const { head, masterData, events } = partsOf(what, context);
  const texts = events.map((event) => JSON.stringify(event));
  const jobs: CaptureReceipt[] = [];
  const outcomes: EventOutcome[] = [];
  const outcome = (): CaptureOutcome => ({
    success: outcomes.length === events.length && outcomes.every(({ status }) => kept.has(status)),
    jobs,
    events: events.map((event, index) => outcomes[index] ?? { index, eventID: event.eventID, status: 'not_sent', problems: [] }),
  });
  for (const { from, to } of portions(texts, limits, bytesOf(head) + bytesOf(masterData) + 40)) {
    // Master data goes with the first events; it is the same for all.
    const body = `${head}${from === 0 ? masterData : ''},"epcisBody":{"eventList":[${texts.slice(from, to).join()}]}}`;
    try {
      const job = await transport.json<CaptureReceipt>('/epcis/capture', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/ld+json', 'gs1-capture-error-behaviour': errorBehaviour },
        idempotent: true,
      });
      jobs.push(job);
      outcomes.push(...events.slice(from, to).map((event, i) => outcomeOf(job, event, from, i)));
      if (!job.success && errorBehaviour === 'rollback') break;
    } catch (cause) {
      if (jobs.length === 0) throw cause;
      throw new CaptureInterrupted(outcome(), cause);
    }
  }
  return outcome();
}

export const standardContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

const kept = new Set<EventOutcome['status']>(['stored', 'exists']);

interface Parts {
  /** The document up to its body, without the brace that ends it. */
  readonly head: string;
  readonly masterData: string;
  readonly events: readonly Event[];
}

function partsOf(what: Document | QueryDocument | readonly Event[], context: unknown): Parts {
  const creationDate = new Date().toISOString();
  const headOf = (members: object): string => JSON.stringify(members).slice(0, -1);
  const plain = (own: unknown): object => ({ '@context': own, type: 'EPCISDocument', schemaVersion: '2.0', creationDate });
  if (isList(what)) return { head: headOf(plain(context)), masterData: '', events: what };
  if (what.type === 'EPCISQueryDocument') {
    const { eventList, vocabularyList } = (what as QueryDocument).epcisBody.queryResults.resultsBody;
    const header = vocabularyList === undefined ? undefined : { epcisMasterData: { vocabularyList } };
    return { head: headOf(plain(what['@context'])), masterData: headerOf(header), events: eventList as readonly Event[] };
  }
  const { epcisBody, epcisHeader, ...head } = what as Document;
  return { head: headOf(head), masterData: headerOf(epcisHeader), events: epcisBody.eventList };
}

const isList = (what: unknown): what is readonly Event[] => Array.isArray(what);
const headerOf = (header: unknown): string => (header === undefined ? '' : `,"epcisHeader":${JSON.stringify(header)}`);

/** As many events in each request as its limits take; a document without events is one request. */
function* portions(texts: readonly string[], limits: Limits, around: number): Generator<{ from: number; to: number }> {
  let from = 0;
  let bytes = around;
  for (let i = 0; i < texts.length; i++) {
    const size = bytesOf(texts[i]!) + 1;
    if (i > from && (i - from >= limits.events || bytes + size > limits.bytes)) {
      yield { from, to: i };
      from = i;
      bytes = around;
    }
    bytes += size;
  }
  yield { from, to: texts.length };
}

/** `i`: the index in the request, `from`: that of its first event among all. */
function outcomeOf({ events = [] }: CaptureReceipt, event: Event, from: number, i: number): EventOutcome {
  const told = events[i];
  // The answer is one of this installation or it is none: nothing is guessed of an event that it does not name.
  if (told === undefined) throw new TypeError(`The answer says nothing of event ${from + i}`);
  const { status, eventID = event.eventID, errors: problems = [] } = told;
  const why = problems.some(({ code }) => code === 'event_conflict') ? 'conflict' : 'invalid';
  return { index: from + i, eventID, status: status === 'refused' ? why : status, problems };
}
