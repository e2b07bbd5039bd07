/** What a subscriber gets next. Webhooks and web sockets read alike: a stream on and on, a schedule in runs. */
import { problem } from '../errors.ts';
import { logHead } from '../store/index.ts';
import { Batch, type Feed, type Watched } from './feed.ts';
import { nextRun, type Schedule } from './schedule.ts';

/** Events in one document, unless the query itself says fewer (`perPage`). */
export const mostInDocument = 500;

export interface Reader {
  readonly subscriptionID: string;
  readonly watched: Watched;
  /** A stream has none. */
  readonly schedule: Schedule | undefined;
  readonly reportIfEmpty: boolean;
  /** Events recorded earlier are passed over; milliseconds since 1970. */
  readonly initialRecordTime: number | null;
  /** Less than the most after a receiver has answered 413. */
  readonly documentSize: number;
}

export interface Position {
  /** Everything up to this number of the log was delivered or does not match. */
  readonly cursor: number;
  /** Where the run of a schedule ends; null between runs. */
  readonly runTo: number | null;
  readonly runSent: boolean;
  /** Of a schedule: when the next run begins. */
  readonly nextAt: number | null;
}

export interface Delivery {
  readonly body: readonly Buffer[];
  readonly contentType: string;
  readonly events: number;
  /** Where the reader is once it has this. */
  readonly then: Position;
}

/** A delivery; or a position further on, from which to go on at once when `again`. */
export type Step = { readonly delivery: Delivery } | { readonly position: Position; readonly again: boolean };

export async function nextStep(feed: Feed, reader: Reader, position: Position, now: number): Promise<Step> {
  if (reader.schedule !== undefined) return scheduled(feed, reader, reader.schedule, position, now);
  const { query } = reader.watched;
  const upTo = query.tellsAlone ? feed.seen : feed.head;
  // §8.2.7.1: a result of more than maxEventCount events is refused. Of a stream the documents are the results, and none has more.
  const size = Math.min(sizeOf(reader), query.maxEventCount ?? mostInDocument);
  const batch = await feed.next(reader.watched, position.cursor, upTo, size);
  const early = passedOver(reader, batch);
  if (early !== undefined) return { position: { ...position, cursor: early }, again: true };
  if (batch.events.length === 0) return { position: { ...position, cursor: batch.upTo }, again: batch.upTo < upTo };
  return { delivery: documentOf(reader, batch, { ...position, cursor: batch.upTo }, now) };
}

const sizeOf = ({ watched, documentSize }: Reader): number => Math.min(documentSize, watched.query.perPage ?? mostInDocument);

/** The last event of a batch that was recorded before the subscriber wants to hear; record times grow with the numbers. */
function passedOver({ initialRecordTime }: Reader, { events }: Batch): number | undefined {
  return initialRecordTime === null ? undefined : events.findLast(({ recordTime }) => recordTime < initialRecordTime)?.seq;
}

/** A run gives what was recorded since the run before it. Runs that fell due while another one lasted, or none could begin, are one. */
async function scheduled(feed: Feed, reader: Reader, schedule: Schedule, position: Position, now: number): Promise<Step> {
  const { cursor, runTo, runSent, nextAt } = position;
  if (runTo === null) {
    if (nextAt !== null && nextAt > now) return { position, again: false };
    const head = Math.max(cursor, await logHead(feed.store.database));
    const next = nextRun(schedule, now) ?? null;
    const { maxEventCount } = reader.watched.query;
    if (maxEventCount !== undefined && (await holdsMore(feed, reader, cursor, head, maxEventCount)))
      return { delivery: tooLarge(maxEventCount, { cursor: head, runTo: null, runSent: false, nextAt: next }) };
    return { position: { cursor, runTo: head, runSent: false, nextAt: next }, again: true };
  }
  const ended = { cursor: runTo, runTo: null, runSent: false, nextAt };
  const batch = await feed.next(reader.watched, cursor, runTo, sizeOf(reader));
  const early = passedOver(reader, batch);
  if (early !== undefined) return { position: { ...position, cursor: early }, again: true };
  const then = batch.upTo >= runTo ? ended : { cursor: batch.upTo, runTo, runSent: runSent || batch.events.length > 0, nextAt };
  if (batch.events.length > 0) return { delivery: documentOf(reader, batch, then, now) };
  if (batch.upTo >= runTo && !runSent && reader.reportIfEmpty) return { delivery: documentOf(reader, batch, ended, now) };
  return { position: then, again: then.runTo !== null };
}

async function holdsMore(feed: Feed, reader: Reader, after: number, upTo: number, most: number): Promise<boolean> {
  const { initialRecordTime } = reader;
  let count = 0;
  for (let from = after; from < upTo; ) {
    const batch = await feed.next(reader.watched, from, upTo, mostInDocument);
    count += batch.events.filter(({ recordTime }) => initialRecordTime === null || recordTime >= initialRecordTime).length;
    if (count > most) return true;
    from = batch.upTo;
  }
  return false;
}

function documentOf({ subscriptionID, watched }: Reader, batch: Batch, then: Position, now: number): Delivery {
  // An empty document says when it was asked for, so it is not one that others share.
  const [before, after] = (batch.events.length === 0 ? new Batch(batch) : batch).parts(watched.query.name, now);
  return {
    body: [before, Buffer.from(`"subscriptionID":"${subscriptionID}",`), after],
    contentType: 'application/json; charset=utf-8',
    events: batch.events.length,
    then,
  };
}

/** The run is over: its events are to be asked for, the next run is one of its own. */
const tooLarge = (expected: number, then: Position): Delivery => ({
  body: [Buffer.from(JSON.stringify(problem('query_too_large', { expected })))],
  contentType: 'application/problem+json; charset=utf-8',
  events: 0,
  then,
});
