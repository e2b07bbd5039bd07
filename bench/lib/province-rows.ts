/**
 * A thread that makes events of the province, checks and prepares them as a capture does, and hands over the rows that they become. Blocks
 * of batches are mixed by time, so that the events of a chain lie as far apart in the log as in a real one.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Mentioned, mentionedIn } from '../../src/capture/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { type EpcisEvent, prefixesOf } from '../../src/events/index.ts';
import { Profiles, recognise } from '../../src/records/index.ts';
import { type Belonging, contextOf, EventRows, type PreparedEvent, prepareEvent } from '../../src/store/index.ts';
import { party, place } from './generate.ts';
import { hubEvents } from './hub.ts';
import { areaOf, firmId, firms, hubFirms, provinceBatch, provinceContext } from './province.ts';

/** Batches that are mixed with each other, and blocks that the recalled lot is spread over. */
export const perBlock = 500;
export const hubBlocks: readonly [from: number, until: number] = [10, 50];

/** What the register says of the firms of the province, without asking it. */
const parties = new Map(
  Array.from({ length: firms + hubFirms }, (_, n) => n).flatMap((n) => [place(n), party(n)].map((uri) => [uri, n] as const)),
);

function belongingOf({ places, sources, destinations, category }: Mentioned): Belonging {
  const named = [...places, ...sources, ...destinations].flatMap((uri) => parties.get(uri) ?? []);
  const first = named[0]!;
  return { owner: firmId(first), category, area: areaOf(first), parties: [...new Set(named)].map(firmId) };
}

const profiles = new Profiles(shippedProfiles);
const prefixes = prefixesOf(provinceContext);
const context = contextOf(provinceContext);

const timeOf = (event: object): string => (event as { eventTime: string }).eventTime;

const inTime = (events: object[]): object[] => events.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));

/** The first batches, with others beside them, in the order of their time. */
export const sampleEvents = (batches: number, of: number, others: readonly object[]): object[] =>
  inTime([...Array.from({ length: batches }, (_, n) => provinceBatch(n, of).events).flat(), ...others]);

/** Events of a block in the order of their time. `of`: batches in the whole log. */
export function blockEvents(block: number, of: number, hub: readonly object[]): object[] {
  const events: object[] = [];
  for (let n = 0; n < perBlock; n++) events.push(...provinceBatch(block * perBlock + n, of).events);
  const [from, until] = hubBlocks;
  if (block >= from && block < until) {
    const share = hub.length / (until - from);
    events.push(...hub.slice(Math.round((block - from) * share), Math.round((block - from + 1) * share)));
  }
  return inTime(events);
}

/**
 * Prepares events as a capture does, without what a capture does for strangers: that they are valid, have no personal data, and pass the
 * rules of their stages is checked for a sample, by a capture of it (`province-check.ts`).
 */
export function preparedBlock(events: readonly object[]): PreparedEvent[] {
  return events.map((each) => {
    const event = each as EpcisEvent;
    const prepared = prepareEvent(event, prefixes, context);
    const belonging = belongingOf(mentionedIn(event, prefixes, prepared.facts));
    const known = recognise({ index: 0, event, prefixes, prepared }, profiles, undefined);
    if (known === undefined) return { ...prepared, belonging };
    const { category, stage, values } = known;
    const staged = { category, stage: stage.stage.id, version: stage.profile.version, values, evaluations: [], due: [] };
    return { ...prepared, belonging, staged };
  });
}

export const hubStart = (of: number): number => Date.parse(timeOf(provinceBatch(hubBlocks[0] * perBlock, of).events[0]!));

/** What a block becomes. */
export interface BlockRows {
  readonly block: number;
  readonly head: number;
  readonly events: number;
  readonly recordTime: number;
  readonly tables: readonly { readonly target: string; readonly rows: number; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

if (parentPort !== null) {
  const port = parentPort;
  const { of } = workerData as { of: number };
  const hub = hubEvents(hubStart(of));
  const rows = new EventRows();
  port.on('message', ({ block, head }: { block: number; head: number }) => {
    const prepared = preparedBlock(blockEvents(block, of, hub));
    const recordTime = Math.floor(prepared.at(-1)!.facts.at / 1000);
    const tables = rows.filled(prepared, head, recordTime, false).map(([target, buffer]) => ({
      target,
      rows: buffer.rows,
      bytes: new Uint8Array(buffer.finish()),
    }));
    const made: BlockRows = { block, head, events: prepared.length, recordTime, tables };
    port.postMessage(
      made,
      tables.map(({ bytes }) => bytes.buffer),
    );
  });
}
