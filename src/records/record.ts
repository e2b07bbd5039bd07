/** Records in the simple form on their way in: checked by their stage, made events, captured through the one append path. */

import {
  type Counts,
  captureEvents,
  captureLimit,
  checkEvents,
  type ErrorBehaviour,
  type Gate,
  type RuleTold,
} from '../capture/index.ts';
import type { SimpleRecord, Stage } from '../categories/definition.ts';
import { checkRecord, eventOf, type RecordFault, recordContext } from '../categories/record.ts';
import { dayOf } from '../categories/rules/situation.ts';
import { type Problem, ZhuisuError } from '../errors.ts';
import { epochMicros, isDateTime } from '../events/index.ts';
import { registryOf } from '../organisations/index.ts';
import type { ActedThrough, Store } from '../store/index.ts';
import { profilesOf } from './book.ts';
import { gateOf } from './gate.ts';
import type { StageOf } from './profiles.ts';
import { faultsIn, madeFromRecord, recordProblem } from './recognise.ts';

export interface RecordOptions {
  /** Id of the category, and of one of its stages. */
  readonly category: string;
  readonly stage: string;
  /** Each a flat object; what is none is refused with its own status. */
  readonly records: readonly unknown[];
  /** uuid of the organisation that records; absent for the operator. */
  readonly owner?: string | undefined;
  /** Whose people record in its place. */
  readonly through?: ActedThrough | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** `rollback`: one refused record refuses all. */
  readonly behaviour: ErrorBehaviour;
  /** Who asks the rules; that of the store unless given. */
  readonly gate?: Gate | undefined;
}

export interface RecordStatus {
  /** Its place in the request, from 0. */
  readonly index: number;
  /** `rolled_back`: nothing is wrong with it, another record of the request was refused. */
  readonly status: 'stored' | 'exists' | 'refused' | 'rolled_back';
  readonly eventID?: string;
  /** Values that are wrong, by column. */
  readonly faults?: readonly RecordFault[];
  readonly rules?: readonly RuleTold[];
  /** Why it was refused, as rows of the error catalogue. */
  readonly errors?: readonly Problem[];
}

export interface Recorded {
  readonly counts: Counts;
  /** Milliseconds since 1970. */
  readonly recordTime: number;
  readonly statuses: readonly RecordStatus[];
}

interface Made {
  readonly event?: Record<string, unknown>;
  readonly faults?: readonly RecordFault[];
}

/**
 * Throws not_found for a stage that is not there, and too_many_events. Everything that is wrong with single records is told in their
 * statuses. The same record gives the same event, so that sending it again answers `exists`.
 */
export async function record(store: Store, options: RecordOptions): Promise<Recorded> {
  const { records, owner, through, now, behaviour } = options;
  if (records.length > captureLimit) throw new ZhuisuError('too_many_events', { came: records.length, expected: captureLimit });
  const stageAt = await stageFinder(store, options);
  const made = records.map((each) => eventOfRecord(each, stageAt));
  const captured = await captureEvents(
    store.log,
    { events: made.map(({ event }) => event), context: recordContext },
    { behaviour, job: false, now, owner, through, registry: registryOf(store), gate: options.gate ?? gateOf(store) },
  );
  return {
    counts: captured.counts,
    recordTime: captured.recordTime,
    statuses: captured.events.map(({ eventID, status, rules }, index): RecordStatus => {
      const { faults: own = [] } = made[index]!;
      const errors = [
        ...own.map((fault) => recordProblem(fault, index)),
        ...captured.errors.filter((each) => each.index === index),
      ];
      const faults = own.length > 0 ? own : faultsIn(errors);
      return {
        index,
        status: status === 'invalid' || status === 'conflict' ? 'refused' : status,
        ...(eventID === undefined || status === 'rolled_back' ? {} : { eventID }),
        ...(faults.length === 0 ? {} : { faults }),
        ...(rules === undefined ? {} : { rules }),
        ...(errors.length === 0 ? {} : { errors }),
      };
    }),
  };
}

export type CheckedRecord = Omit<RecordStatus, 'status'> & { readonly status: 'acceptable' | 'refused' };

/** What recording would say of each at this moment; nothing is stored. Each is judged by itself. Throws as `record` does. */
export async function checkRecords(store: Store, options: Omit<RecordOptions, 'behaviour'>): Promise<CheckedRecord[]> {
  const { records, owner, now } = options;
  if (records.length > captureLimit) throw new ZhuisuError('too_many_events', { came: records.length, expected: captureLimit });
  const stageAt = await stageFinder(store, options);
  const made = records.map((each) => eventOfRecord(each, stageAt));
  const { events } = await checkEvents(
    { events: made.map(({ event }) => event), context: recordContext },
    { now, owner, registry: registryOf(store), gate: gateOf(store) },
  );
  return events.map(({ eventID, faults: problems, rules }, index) => {
    const { faults: own = [] } = made[index]!;
    const errors = [...own.map((fault) => recordProblem(fault, index)), ...problems];
    const faults = own.length > 0 ? own : faultsIn(errors);
    return {
      index,
      status: errors.length === 0 ? 'acceptable' : 'refused',
      ...(eventID === undefined ? {} : { eventID }),
      ...(faults.length === 0 ? {} : { faults }),
      ...(rules.length === 0 ? {} : { rules }),
      ...(errors.length === 0 ? {} : { errors }),
    };
  });
}

/** The stage in the version that is in force when a record happened; of a record without a time, now. */
async function stageFinder(
  store: Store,
  { category, stage, now }: Omit<RecordOptions, 'behaviour'>,
): Promise<(record: SimpleRecord) => StageOf> {
  const profiles = await profilesOf(store);
  const name = `${category}/${stage}`;
  const today = profiles.on(dayOf(now * 1_000)).stages.get(name);
  const versions = profiles.versionsOf(category).some(({ stages }) => stages.some(({ id }) => id === stage));
  if (!versions) throw new ZhuisuError('not_found', { came: `/api/v1/categories/${name}`.slice(0, 120) });
  const known = today ?? newest(profiles.versionsOf(category), stage);
  const timeKey = known.stage.fields.find(({ slot }) => slot.at === 'eventTime')?.key ?? 'time';
  return (record) => {
    const time = record[timeKey];
    if (typeof time !== 'string' || !isDateTime(time.trim())) return known;
    return profiles.on(dayOf(epochMicros(time.trim()))).stages.get(name) ?? known;
  };
}

function newest(versions: readonly StageOf['profile'][], id: string): StageOf {
  const profile = versions.findLast(({ stages }) => stages.some((each: Stage) => each.id === id))!;
  return { profile, stage: profile.stages.find((each) => each.id === id)! };
}

function eventOfRecord(came: unknown, stageAt: (record: SimpleRecord) => StageOf): Made {
  if (came === null || typeof came !== 'object' || Array.isArray(came))
    return {
      faults: [{ key: '', came: String(JSON.stringify(came)).slice(0, 60), expected: { zh: '一个对象', en: 'an object' } }],
    };
  const record = came as SimpleRecord;
  const { profile, stage } = stageAt(record);
  const checked = checkRecord(stage, record);
  if ('faults' in checked) return { faults: checked.faults };
  const event = eventOf(stage, checked, profile);
  madeFromRecord(event);
  return { event };
}
