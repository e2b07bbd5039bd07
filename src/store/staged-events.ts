/** Earlier events with the stage that each was recorded as, for rules that look back. */
import { type EpcisEvent, type EventFacts, epochMicros, factsOf, type Prefixes, prefixesOf } from '../events/index.ts';
import { contextBodies } from './contexts.ts';
import type { Database } from './database.ts';
import { gathering } from './gathering.ts';
import { bigintArray } from './keys.ts';

/** An event with the stage that it was recorded as, or that it names; empty texts where it was none. */
export interface StagedEvent {
  readonly seq: number;
  readonly eventID: string;
  /** Event time, microseconds since 1970. */
  readonly at: number;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
  readonly facts: EventFacts;
  readonly category: string;
  readonly stage: string;
  readonly version: string;
  /** What its reader has made of it. A weak map from one to the other would cost the collector of garbage more than both. */
  made?: unknown;
}

/** Events kept in memory, about 5 kB each; an event never changes. */
const keptLimit = 5_000;
/** Numbers of events that were read once: eight bytes each. */
const readOnceLimit = 50_000;

/**
 * Kept are events that were asked for a second time. Most look-backs of a large log go to an event that nobody asks for again, and what is
 * kept must be moved about by the collector of garbage: kept at once they cost more than the rules.
 */
interface KeptEvents {
  readonly events: Map<number, StagedEvent>;
  readonly readOnce: Set<number>;
}
const kept = new WeakMap<Database, KeptEvents>();

export async function stagedEvents(database: Database, seqs: Iterable<number>): Promise<Map<number, StagedEvent>> {
  let known = kept.get(database);
  if (known === undefined) {
    known = { events: new Map(), readOnce: new Set() };
    kept.set(database, known);
  }
  const { events, readOnce } = known;
  if (events.size > keptLimit) events.clear();
  if (readOnce.size > readOnceLimit) readOnce.clear();
  const found = new Map<number, StagedEvent>();
  const missing: number[] = [];
  for (const seq of seqs) {
    const event = events.get(seq);
    if (event === undefined) missing.push(seq);
    else found.set(seq, event);
  }
  if (missing.length === 0) return found;
  const fresh = await read(database, missing);
  for (const seq of missing) {
    const event = fresh.get(seq);
    if (event === undefined) continue;
    found.set(seq, event);
    if (readOnce.has(seq)) events.set(seq, event);
    else readOnce.add(seq);
  }
  return found;
}

/** Recognised anew: what is kept of the stages of events counts no more. */
export const forgetStages = (database: Database): void => void kept.delete(database);

interface Row {
  readonly seq: string;
  readonly context: string;
  readonly doc: string;
}

/** No more of an event than rules look at: each column more costs a tenth of the reading. */
const read = gathering<number, ReadonlyMap<number, StagedEvent>>(async (database, seqs) => {
  const rows = await database.query<Row>(
    'select seq, context, doc from event where log = 1 and seq = any($1::bigint[])',
    [bigintArray(seqs)],
    'staged-events',
  );
  const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
  const events = rows.map(({ seq, context, doc }): Read => {
    const event = JSON.parse(doc) as Read['event'];
    const prefixes = prefixesOf(contexts.get(context)!.value, event['@context']);
    return { seq: Number(seq), event, prefixes, named: stageIn(event, prefixes) };
  });
  const unnamed = events.filter(({ named }) => named === undefined).map(({ seq }) => seq);
  const recognised = unnamed.length === 0 ? new Map<number, NamedStage>() : await stagesOf(database, unnamed);
  return new Map(events.map((each) => [each.seq, new LoggedEvent(each, each.named ?? recognised.get(each.seq) ?? noStage)]));
});

interface Read {
  readonly seq: number;
  readonly event: EpcisEvent & { readonly eventID: string; readonly eventTime: string; readonly '@context'?: unknown };
  readonly prefixes: Prefixes;
  readonly named: NamedStage | undefined;
}

/** A class: as an object with an accessor of its own each would cost as much as reading its text. */
class LoggedEvent implements StagedEvent {
  readonly seq: number;
  readonly eventID: string;
  readonly at: number;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
  readonly category: string;
  readonly stage: string;
  readonly version: string;
  made: unknown = undefined;
  #facts: EventFacts | undefined;

  constructor({ seq, event, prefixes }: Read, { category, stage, version }: NamedStage) {
    this.seq = seq;
    this.eventID = event.eventID;
    this.at = epochMicros(event.eventTime);
    this.event = event;
    this.prefixes = prefixes;
    this.category = category;
    this.stage = stage;
    this.version = version;
  }

  /** Of most only the record is looked at. */
  get facts(): EventFacts {
    this.#facts ??= factsOf(this.event, this.prefixes);
    return this.#facts;
  }
}

/** uuids of the organisations that recorded these events; of the operator's nothing. */
export async function ownersOf(database: Database, seqs: readonly number[]): Promise<Map<number, string>> {
  const rows = await database.query<{ seq: number; owner: string }>(
    'select seq::float8 as seq, owner from event where log = 1 and seq = any($1::bigint[]) and owner is not null',
    [bigintArray(seqs)],
    'event-owners',
  );
  return new Map(rows.map(({ seq, owner }) => [seq, owner]));
}

interface NamedStage {
  readonly category: string;
  readonly stage: string;
  readonly version: string;
}
const noStage: NamedStage = { category: '', stage: '', version: '' };

/** What the event says itself, which nearly every event does: of these no second table is asked. Whether it can be is seen by who knows stages. */
function stageIn(event: EpcisEvent, prefixes: Prefixes): NamedStage | undefined {
  if (prefixes.get('zhuisu') !== 'urn:zhuisu:voc:') return undefined;
  const {
    'zhuisu:category': category,
    'zhuisu:stage': stage,
    'zhuisu:profile': version,
  } = event as unknown as Record<string, unknown>;
  return typeof category === 'string' && typeof stage === 'string' && typeof version === 'string'
    ? { category, stage, version }
    : undefined;
}

/** As they were recognised. */
async function stagesOf(database: Database, seqs: readonly number[]): Promise<Map<number, NamedStage>> {
  const rows = await database.query<NamedStage & { seq: number }>(
    'select seq::float8 as seq, category, stage, version from event_stage where log = 1 and seq = any($1::bigint[])',
    [bigintArray(seqs)],
    'event-stages',
  );
  return new Map(rows.map(({ seq, ...named }) => [seq, named]));
}
