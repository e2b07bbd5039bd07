/** What rules found, read by who may see the event; and the rules that are asked later. */
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import { bigintArray, identityKey, uuidOf } from './keys.ts';
import type { Evaluated } from './prepare.ts';
import { clausesBeside, type FieldSet, readable, type Sight, waysThrough } from './sight.ts';

export interface EvaluationRow {
  readonly eventID: string;
  /** False for an event that was refused: it is not in the log. */
  readonly stored: boolean;
  readonly seq: number;
  /** Digest of the eventID. */
  readonly id: string;
  readonly rule: string;
  readonly category: string;
  readonly stage: string;
  readonly version: string;
  readonly severity: string;
  readonly outcome: string;
  readonly told: { readonly zh: string; readonly en: string };
  readonly events: readonly string[];
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  /** uuid of the organisation that recorded, or tried to. */
  readonly owner: string | null;
  readonly fields: FieldSet;
}

/** Where a page ended. */
export interface EvaluationPlace {
  readonly askedAt: number;
  readonly id: string;
  readonly rule: string;
  readonly seq: number;
}

export interface EvaluationFilter {
  readonly category?: string | undefined;
  readonly stage?: string | undefined;
  readonly rule?: string | undefined;
  readonly severity?: string | undefined;
  readonly outcome?: string | undefined;
  readonly eventID?: string | undefined;
  /** Of events that were refused, or of those that were not. */
  readonly stored?: boolean | undefined;
}

interface Asked {
  readonly sight: Sight;
  readonly filter: EvaluationFilter;
  readonly after?: EvaluationPlace | undefined;
  readonly limit: number;
}

const columns = `v.id, v.rule, v.seq::float8 as seq, v.event_id as "eventID", v.category, v.stage, v.version, v.severity, v.outcome, v.told_zh as zh,
  v.told_en as en, v.events, extract(epoch from v.asked_at)::float8 * 1000 as "askedAt"`;

/** The latest first. */
export async function listEvaluations(database: Database, { sight, filter, after, limit }: Asked): Promise<EvaluationRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const common = [...filters(filter, bind), ...pageClause(after, bind)];
  const order = 'order by v.asked_at desc, v.id desc, v.rule desc, v.seq desc';
  const most = `limit ${bind(limit)}`;
  const parts: string[] = [];
  for (const way of filter.stored === false ? [] : waysThrough(sight)) {
    const { from, clauses, fields } = way(bind);
    const where = ['e.log = v.log', 'e.seq = v.seq', 'v.seq > 0', ...common, ...clauses].join(' and ');
    parts.push(`(select ${columns}, e.owner, ${fields()} as fields from evaluation v, ${from} where ${where} ${order} ${most})`);
  }
  const refused =
    filter.stored === true ? [] : sight === 'everything' ? [[]] : readable(sight).map((each) => clausesBeside(each, bind));
  for (const clauses of refused) {
    if (clauses === undefined) continue;
    const where = ['v.seq = 0', ...common, ...clauses].join(' and ');
    const beside = 'evaluation v cross join lateral (select v.owner, v.category, v.area, v.step) e';
    parts.push(`(select ${columns}, v.owner, 'all' as fields from ${beside} where ${where} ${order} ${most})`);
  }
  if (parts.length === 0) return [];
  const rows = await database.query<Row>(
    `select distinct on (v."askedAt", v.id, v.rule, v.seq) v.* from (${parts.join(' union all ')}) v
     order by v."askedAt" desc, v.id desc, v.rule desc, v.seq desc, array_position(array['all', 'business'], v.fields) ${most}`,
    values,
  );
  return rows.map(({ zh, en, events, ...row }) => ({
    ...row,
    stored: row.seq > 0,
    told: { zh, en },
    events: JSON.parse(events) as string[],
  }));
}

interface Row extends Omit<EvaluationRow, 'told' | 'events' | 'stored'> {
  readonly zh: string;
  readonly en: string;
  readonly events: string;
}

function filters(
  { eventID, category, stage, rule, severity, outcome }: EvaluationFilter,
  bind: (value: unknown) => string,
): string[] {
  const clauses = Object.entries({ category, stage, rule, severity, outcome }).flatMap(([name, value]) =>
    value === undefined ? [] : [`v.${name} = ${bind(value)}`],
  );
  if (eventID !== undefined) clauses.push(`v.id = ${bind(uuidOf(identityKey(eventID, false)))}::uuid`);
  return clauses;
}

const pageClause = (after: EvaluationPlace | undefined, bind: (value: unknown) => string): string[] =>
  after === undefined
    ? []
    : [
        `(v.asked_at, v.id, v.rule, v.seq) < (to_timestamp(${bind(after.askedAt)}::float8 / 1000), ${bind(after.id)}::uuid,
           ${bind(after.rule)}, ${bind(after.seq)}::bigint)`,
      ];

export interface DueRow {
  /** Microseconds since 1970. */
  readonly askAt: number;
  readonly seq: number;
  readonly rule: string;
  /** The event was declared in error: nothing is due of it. */
  readonly erroneous: boolean;
}

/** What is to be asked by now (microseconds since 1970), the longest due first. */
export function dueRows(database: Database, now: number, limit: number): Promise<DueRow[]> {
  return database.query(
    `select extract(epoch from d.ask_at)::float8 * 1000000 as "askAt", d.seq::float8 as seq, d.rule,
       exists (select from erroneous e where e.log = d.log and e.seq = d.seq) as erroneous
     from rule_due d where d.log = 1 and d.ask_at <= to_timestamp($1::float8 / 1000000) order by d.ask_at, d.log, d.seq, d.rule limit $2`,
    [now, limit],
    'rules-due',
  );
}

/** What is known of a rule that was asked later, and of which event. */
export interface FoundLater extends Evaluated {
  readonly eventID: string;
  readonly category: string;
  readonly stage: string;
  readonly version: string;
}

export interface DueAnswer {
  readonly due: DueRow;
  /** What was found: of a rule that holds it is kept only where it was found to fail before. */
  readonly found?: FoundLater;
  /** Asked once more then; otherwise it is settled. Microseconds since 1970. */
  readonly again?: number;
  /**
   * Asked once more then where it is newly found to fail: what was being recorded in the same moment did not know that anybody waits for it.
   */
  readonly confirmAt?: number;
}

/** Writes all of it or nothing; what another process has settled meanwhile stays as that one left it. Returns how many are newly found to fail. */
export async function settleDue(database: Database, answers: readonly DueAnswer[]): Promise<number> {
  return database.transaction(async (client) => {
    let failed = 0;
    for (const { due, found, again, confirmAt } of answers) {
      const gone = await client.query(
        `delete from rule_due where ask_at = to_timestamp($1::float8 / 1000000) and log = 1 and seq = $2 and rule = $3`,
        [due.askAt, due.seq, due.rule],
      );
      if (gone.rowCount === 0) continue;
      const fresh = found?.outcome === 'fails' && (await keepFailure(client, due.seq, found));
      if (fresh) failed++;
      if (found?.outcome === 'holds') await keepEnd(client, due.seq, found);
      const next = again ?? (fresh ? confirmAt : undefined);
      if (next !== undefined)
        await client.query('insert into rule_due values (to_timestamp($1::float8 / 1000000), 1, $2, $3) on conflict do nothing', [
          next,
          due.seq,
          due.rule,
        ]);
    }
    return failed;
  });
}

/** Whether it was not known. Of what was, it takes the place where other events were compared, such as that which came too late. */
async function keepFailure(client: PoolClient, seq: number, found: FoundLater): Promise<boolean> {
  const { eventID, rule, category, stage, version, severity, outcome, told, events, askedAt } = found;
  const { rows } = await client.query<{ fresh: boolean }>(
    `insert into evaluation as v (id, rule, log, seq, event_id, category, stage, version, severity, outcome, told_zh, told_en, events, asked_at)
     values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, to_timestamp($13::float8 / 1000))
     on conflict (id, rule, log, seq) do update set outcome = excluded.outcome, severity = excluded.severity, told_zh = excluded.told_zh,
       told_en = excluded.told_en, events = excluded.events, asked_at = excluded.asked_at
       where (v.outcome, v.events) is distinct from (excluded.outcome, excluded.events)
     returning xmax = 0 as fresh`,
    [
      uuidOf(identityKey(eventID, false)),
      rule,
      seq,
      eventID,
      category,
      stage,
      version,
      severity,
      outcome,
      told.zh,
      told.en,
      JSON.stringify(events),
      askedAt,
    ],
  );
  return rows[0]?.fresh === true;
}

/** Nothing is kept where nothing was found before. */
async function keepEnd(client: PoolClient, seq: number, { eventID, rule, told, events, askedAt }: FoundLater): Promise<void> {
  await client.query(
    `update evaluation set outcome = 'holds', told_zh = $4, told_en = $5, events = $6, asked_at = to_timestamp($7::float8 / 1000)
     where id = $1 and rule = $2 and log = 1 and seq = $3 and outcome <> 'holds'`,
    [uuidOf(identityKey(eventID, false)), rule, seq, told.zh, told.en, JSON.stringify(events), askedAt],
  );
}

export interface RuleOfEvent {
  readonly rule: string;
  /** Of the event. */
  readonly seq: number;
}

/** Those of them that were found to fail. */
export function failingAmong(database: Database, asked: readonly RuleOfEvent[]): Promise<RuleOfEvent[]> {
  return database.query(
    `select v.rule, v.seq::float8 as seq from evaluation v join unnest($1::text[], $2::bigint[]) as a(rule, seq) using (rule, seq)
     where v.log = 1 and v.seq > 0 and v.outcome = 'fails'`,
    [asked.map(({ rule }) => rule), bigintArray(asked.map(({ seq }) => seq))],
    'rules-failing-among',
  );
}
