/** Cases of departments: what opened them, what was done to them, the events of their chains, and who looked. */
import type { Database } from './database.ts';

export interface CaseRow {
  /** uuid */
  readonly id: string;
  readonly organisation: string;
  readonly account: string | null;
  readonly reason: string;
  readonly category: string;
  /** Canonical URIs. */
  readonly roots: string[];
  readonly legalBasis: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly until: number;
  readonly closedAt: number | null;
  /** Head of the log when the chain was last walked. */
  readonly walkedTo: number;
}

const millis = (column: string, name: string): string => `extract(epoch from ${column})::float8 * 1000 as "${name}"`;
const columns = `id, organisation, account, reason, category, roots, legal_basis as "legalBasis", ${millis('opened_at', 'openedAt')},
  ${millis('until', 'until')}, ${millis('closed_at', 'closedAt')}, walked_to::float8 as "walkedTo"`;

export interface CaseAct {
  readonly at: number;
  readonly account: string | null;
  readonly act: 'open' | 'extend' | 'close';
  readonly reason: string;
  readonly until: number | null;
}

export async function openCase(database: Database, row: Omit<CaseRow, 'closedAt' | 'walkedTo'>): Promise<void> {
  await database.transaction(async (client) => {
    await client.query(
      `insert into case_file (id, organisation, account, reason, category, roots, legal_basis, opened_at, until, walked_to)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), to_timestamp($9::float8 / 1000), 0)`,
      [row.id, row.organisation, row.account, row.reason, row.category, row.roots, row.legalBasis, row.openedAt, row.until],
    );
    await client.query(actSql, [row.id, row.openedAt, row.account, 'open', row.reason, row.until]);
  });
}

const actSql = `insert into case_act (case_id, at, account, act, reason, until)
  values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, to_timestamp($6::float8 / 1000))`;

/** Extends (`until`) or closes a case that is open; false when it is not. */
export async function changeCase(database: Database, id: string, act: CaseAct): Promise<boolean> {
  return database.transaction(async (client) => {
    const changed =
      act.act === 'close'
        ? await client.query(
            'update case_file set closed_at = to_timestamp($2::float8 / 1000) where id = $1 and closed_at is null',
            [id, act.at],
          )
        : await client.query(
            'update case_file set until = to_timestamp($2::float8 / 1000) where id = $1 and closed_at is null and until < to_timestamp($2::float8 / 1000)',
            [id, act.until],
          );
    if (changed.rowCount === 0) return false;
    await client.query(actSql, [id, act.at, act.account, act.act, act.reason, act.until]);
    return true;
  });
}

export async function caseById(database: Database, id: string): Promise<CaseRow | undefined> {
  const [row] = await database.query<CaseRow>(`select ${columns} from case_file where id = $1`, [id], 'case');
  return row;
}

/** Newest first. */
export const casesOf = (database: Database, organisation: string, limit: number): Promise<CaseRow[]> =>
  database.query(`select ${columns} from case_file where organisation = $1 order by opened_at desc, id limit $2`, [
    organisation,
    limit,
  ]);

export const actsOf = (database: Database, id: string): Promise<CaseAct[]> =>
  database.query(
    `select ${millis('at', 'at')}, account, act, reason, ${millis('until', 'until')} from case_act where case_id = $1 order by seq`,
    [id],
  );

/** The events that the chain has come to hold; none ever leaves it. */
export async function setChain(database: Database, id: string, seqs: readonly number[], walkedTo: number): Promise<void> {
  await database.query('insert into case_event select $1, 1, unnest($2::bigint[]) on conflict do nothing', [id, seqs]);
  await database.query('update case_file set walked_to = greatest(walked_to, $2) where id = $1', [id, walkedTo]);
}

export interface LookRow {
  /** uuid, one a look. */
  readonly id: string;
  /** uuid of the organisation whose data was seen. */
  readonly owner: string;
  readonly at: number;
  /** Who looked. */
  readonly organisation: string;
  readonly account: string | null;
  readonly ground: 'case' | 'consent' | 'group';
  readonly groundId: string;
  readonly reason: string;
  readonly asked: string;
  readonly events: number;
  readonly fields: string;
  /** Not shown to the owner before. */
  readonly shownAt: number;
}

export async function addLooks(database: Database, looks: readonly LookRow[]): Promise<void> {
  if (looks.length === 0) return;
  const column = <Name extends keyof LookRow>(name: Name): LookRow[Name][] => looks.map((each) => each[name]);
  await database.query(
    `insert into look (id, owner, at, organisation, account, ground, ground_id, reason, asked, events, fields, shown_at)
     select id, owner, to_timestamp(at / 1000), organisation, account, ground, ground_id, reason, asked, events, fields, to_timestamp(shown_at / 1000)
     from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::int[],
       $11::text[], $12::float8[])
       as l(id, owner, at, organisation, account, ground, ground_id, reason, asked, events, fields, shown_at)`,
    [
      column('id'),
      column('owner'),
      column('at'),
      column('organisation'),
      column('account'),
      column('ground'),
      column('groundId'),
      column('reason'),
      column('asked'),
      column('events'),
      column('fields'),
      column('shownAt'),
    ],
  );
}

const lookColumns = `id, owner, ${millis('at', 'at')}, organisation, account, ground, ground_id as "groundId", reason, asked, events, fields,
  ${millis('shown_at', 'shownAt')}`;

/** Looks at the data of an organisation that it may know of by now, and looks of its own; newest first. */
export const looksFor = (database: Database, organisation: string, now: number, limit: number): Promise<LookRow[]> =>
  database.query(
    `select ${lookColumns} from look where (owner = $1 and shown_at <= to_timestamp($2::float8 / 1000)) or organisation = $1
     order by look.at desc, id, owner limit $3`,
    [organisation, now, limit],
  );

/** For the operator: all of them. */
export const allLooks = (database: Database, limit: number): Promise<LookRow[]> =>
  database.query(`select ${lookColumns} from look order by look.at desc, id, owner limit $1`, [limit]);
