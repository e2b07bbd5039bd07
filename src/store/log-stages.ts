/** What is written of the stages of events in the transaction of a group: which, with which values, what rules found, what is due. */
import type { PoolClient } from 'pg';
import { type Batch, logId } from './batch.ts';
import { CopyBuffer } from './copy.ts';
import { type Key, uuidOf } from './keys.ts';
import type { Evaluated, PreparedEvent } from './prepare.ts';

/** An evaluation of an event that a rule refused. */
export interface RefusedEvaluation extends Evaluated {
  readonly identity: Key;
  readonly eventID: string;
  readonly category: string;
  readonly stage: string;
  readonly version: string;
  readonly owner?: string | undefined;
  readonly area?: string | undefined;
  readonly step?: string | undefined;
}

export const stageColumns = 'event_stage(log, seq, category, stage, version)';
export const valueColumns = 'stage_value(value, at, log, seq)';
const evaluationColumns =
  'evaluation(id, rule, log, seq, event_id, category, stage, version, severity, outcome, told_zh, told_en, events, asked_at)';
const dueColumns = 'rule_due(ask_at, log, seq, rule)';

export class StageBuffers {
  readonly #stages = new CopyBuffer(1 << 14);
  readonly #values = new CopyBuffer(1 << 14);
  readonly #evaluations = new CopyBuffer(1 << 14);
  readonly #due = new CopyBuffer(1 << 12);

  /** The tables that get rows, each with its rows; valid until the next call. */
  filled(stored: readonly PreparedEvent[], head: number): (readonly [target: string, rows: CopyBuffer])[] {
    const all = [this.#stages, this.#values, this.#evaluations, this.#due];
    for (const buffer of all) buffer.reset();
    stored.forEach((event, i) => {
      if (event.staged !== undefined) this.#add(event, event.staged, head + 1 + i);
    });
    const targets = [stageColumns, valueColumns, evaluationColumns, dueColumns];
    return all.map((buffer, i) => [targets[i]!, buffer] as const).filter(([, { rows }]) => rows > 0);
  }

  #add(event: PreparedEvent, staged: NonNullable<PreparedEvent['staged']>, seq: number): void {
    const { category, stage, version } = staged;
    stageRow(this.#stages, seq, staged);
    valueRows(this.#values, event.facts.at, seq, staged.values);
    for (const { rule, severity, outcome, told, events, askedAt } of staged.evaluations) {
      const row = this.#evaluations;
      row.row(14);
      row.uuid(event.identity);
      row.text(rule);
      row.int2(logId);
      row.int8(seq);
      for (const text of [event.eventID, category, stage, version, severity, outcome, told.zh, told.en]) row.text(text);
      row.text(JSON.stringify(events));
      row.timestamp(askedAt * 1_000);
    }
    for (const { rule, askAt } of staged.due) dueRow(this.#due, askAt, seq, rule);
    // A moment long past that is this event's own: of the same rule of the same event others may ask as well.
    for (const { rule, seq: of } of staged.again ?? []) dueRow(this.#due, seq, of, rule);
  }
}

function dueRow(rows: CopyBuffer, askAt: number, seq: number, rule: string): void {
  rows.row(4);
  rows.timestamp(askAt);
  rows.int2(logId);
  rows.int8(seq);
  rows.text(rule);
}

export function stageRow(rows: CopyBuffer, seq: number, staged: { category: string; stage: string; version: string }): void {
  rows.row(5);
  rows.int2(logId);
  rows.int8(seq);
  for (const text of [staged.category, staged.stage, staged.version]) rows.text(text);
}

export function valueRows(rows: CopyBuffer, at: number, seq: number, values: readonly Key[]): void {
  for (const value of values) {
    rows.row(4);
    rows.uuid(value);
    rows.timestamp(at);
    rows.int2(logId);
    rows.int8(seq);
  }
}

/**
 * The same event may be refused again and again; what is kept is the last reason, and when it was given first: a retry is no further
 * failure to whoever reads them in the order of their time.
 */
export async function writeRefused(client: PoolClient, batches: readonly Batch[]): Promise<void> {
  const refused = new Map(
    batches.flatMap(({ refusedBy = [] }) => refusedBy.map((each) => [`${each.identity} ${each.rule}`, each] as const)),
  );
  if (refused.size === 0) return;
  const rows = [...refused.values()];
  const column = <Value>(of: (row: RefusedEvaluation) => Value): Value[] => rows.map(of);
  await client.query(
    `insert into evaluation as v (id, rule, log, seq, event_id, category, stage, version, severity, outcome, told_zh, told_en, events,
       asked_at, owner, area, step)
     select id, rule, ${logId}, 0, event_id, category, stage, version, severity, outcome, zh, en, events, to_timestamp(at / 1000), owner, area, step
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
       $11::text[], $12::float8[], $13::uuid[], $14::text[], $15::text[])
       as r(id, rule, event_id, category, stage, version, severity, outcome, zh, en, events, at, owner, area, step)
     on conflict (id, rule, log, seq) do update set
       event_id = excluded.event_id, category = excluded.category, stage = excluded.stage, version = excluded.version,
       severity = excluded.severity, outcome = excluded.outcome, told_zh = excluded.told_zh, told_en = excluded.told_en,
       events = excluded.events, asked_at = excluded.asked_at, owner = excluded.owner, area = excluded.area, step = excluded.step
       where (v.outcome, v.told_zh, v.events, v.owner) is distinct from
         (excluded.outcome, excluded.told_zh, excluded.events, excluded.owner)`,
    [
      column(({ identity }) => uuidOf(identity)),
      column(({ rule }) => rule),
      column(({ eventID }) => eventID),
      column(({ category }) => category),
      column(({ stage }) => stage),
      column(({ version }) => version),
      column(({ severity }) => severity),
      column(({ outcome }) => outcome),
      column(({ told }) => told.zh),
      column(({ told }) => told.en),
      column(({ events }) => JSON.stringify(events)),
      column(({ askedAt }) => askedAt),
      column(({ owner }) => owner ?? null),
      column(({ area }) => area ?? null),
      column(({ step }) => step ?? null),
    ],
  );
}
