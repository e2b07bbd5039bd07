/** What was done about findings: steps taken, and taken back. */
import { advisory } from './advisory.ts';
import { type Database, touchAnswers } from './database.ts';
import { touchFindings } from './watch.ts';

const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;
const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;

export interface FindingActRow {
  readonly at: number;
  readonly account: string | null;
  readonly organisation: string | null;
  readonly act: string;
  readonly reason: string;
  readonly dueAt: number | null;
}

export const findingActs = (database: Database, finding: string): Promise<FindingActRow[]> =>
  database.query(
    `select ${millis('at')} as at, account, organisation, act, reason, ${millis('due_at')} as "dueAt"
     from finding_act where finding = $1 order by seq`,
    [finding],
  );

export interface NewAct {
  readonly finding: string;
  readonly act: string;
  readonly reason: string;
  readonly account: string | null;
  readonly organisation: string | null;
  readonly at: number;
  /** What the finding is after it; undefined: what it was. */
  readonly state: string | undefined;
  readonly dueAt: number | undefined;
  readonly assigned: string | undefined;
  /** Of the finding as whoever acts saw it. */
  readonly version: number;
}

const standing = `select version, json_build_object('state', state, 'assigned', assigned, 'due', ${millis('due_at')})::text as before
  from finding_state`;
const untouched = JSON.stringify({ state: 'new', assigned: null, due: null });

/** The last step about each of these, if it can be told what was before it. */
export interface LastAct {
  readonly finding: string;
  readonly at: number;
  readonly account: string | null;
  readonly act: string;
}

export const lastActs = (database: Database, findings: readonly string[]): Promise<LastAct[]> =>
  database.query(
    `select finding, at, account, act from (
       select distinct on (finding) finding, ${millis('at')} as at, account, act, before from finding_act
       where finding = any($1::uuid[]) order by finding, seq desc) last
     where before is not null`,
    [findings],
  );

/** Puts a finding back to what it was before its last step; the step stays in its course. False when somebody else took one in between. */
export async function undoOnFinding(
  database: Database,
  act: Omit<NewAct, 'act' | 'state' | 'dueAt' | 'assigned'>,
): Promise<boolean> {
  const done = await database.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1::int, hashtext($2))', [advisory.finding, act.finding]);
    const { rowCount } = await client.query(
      `update finding_state s set state = l.before ->> 'state', assigned = (l.before ->> 'assigned')::uuid,
         due_at = ${time("(l.before ->> 'due')")}, changed_at = ${time('$2')}, version = s.version + 1
       from (select before from finding_act where finding = $1 order by seq desc limit 1) l
       where s.finding = $1 and s.version = $3 and l.before is not null`,
      [act.finding, act.at, act.version],
    );
    if (rowCount === 0) return false;
    await client.query(
      `insert into finding_act (finding, at, account, organisation, act, reason) values ($1, ${time('$2')}, $3, $4, 'undo', $5)`,
      [act.finding, act.at, act.account, act.organisation, act.reason],
    );
    await touchFindings(client);
    return true;
  });
  if (done && (await isExposed(database, act.finding))) await touchAnswers(database);
  return done;
}

/** Takes a step; false when somebody else took one in between. */
export async function actOnFinding(database: Database, act: NewAct): Promise<boolean> {
  const done = await database.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1::int, hashtext($2))', [advisory.finding, act.finding]);
    const { rows } = await client.query<{ version: number; before: string }>(`${standing} where finding = $1`, [act.finding]);
    if ((rows[0]?.version ?? 0) !== act.version) return false;
    await client.query(
      `insert into finding_state (finding, state, assigned, due_at, changed_at, version)
       values ($1, coalesce($2, 'new'), $3, ${time('$4')}, ${time('$5')}, $6)
       on conflict (finding) do update set state = coalesce($2, finding_state.state), assigned = coalesce($3, finding_state.assigned),
         due_at = coalesce(${time('$4')}, finding_state.due_at), changed_at = excluded.changed_at, version = excluded.version`,
      [act.finding, act.state ?? null, act.assigned ?? null, act.dueAt ?? null, act.at, act.version + 1],
    );
    await client.query(
      `insert into finding_act (finding, at, account, organisation, act, reason, due_at, before)
       values ($1, ${time('$2')}, $3, $4, $5, $6, ${time('$7')}, $8)`,
      [act.finding, act.at, act.account, act.organisation, act.act, act.reason, act.dueAt ?? null, rows[0]?.before ?? untouched],
    );
    await touchFindings(client);
    return true;
  });
  // Pages tell of findings that are public.
  if (done && (await isExposed(database, act.finding))) await touchAnswers(database);
  return done;
}

async function isExposed(database: Database, finding: string): Promise<boolean> {
  const rows = await database.query('select 1 from exposure where finding = $1 and withdrawn_at is null', [finding]);
  return rows.length > 0;
}
