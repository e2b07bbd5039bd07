/** Consents of enterprises, and the figures that they open. */
import type { Database } from './database.ts';
import { type Alternative, countedAs } from './sight.ts';

export interface ConsentRow {
  /** uuid */
  readonly id: string;
  readonly grantor: string;
  readonly receiver: string;
  readonly account: string | null;
  readonly kind: 'aggregates' | 'fields';
  readonly fields: 'business' | 'status';
  readonly purpose: string;
  /** Null: every category, every thing. */
  readonly categories: string[] | null;
  readonly things: string[] | null;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly givenAt: number;
  readonly withdrawnAt: number | null;
}

const millis = (column: string, name: string): string => `extract(epoch from ${column})::float8 * 1000 as "${name}"`;
const columns = `id, grantor, receiver, account, kind, fields, purpose, categories, things, ${millis('starts_at', 'from')},
  ${millis('until', 'until')}, ${millis('given_at', 'givenAt')}, ${millis('withdrawn_at', 'withdrawnAt')}`;

export async function giveConsent(database: Database, row: Omit<ConsentRow, 'withdrawnAt'>): Promise<void> {
  await database.query(
    `insert into consent (id, grantor, receiver, account, kind, fields, purpose, categories, things, starts_at, until, given_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10::float8 / 1000), to_timestamp($11::float8 / 1000), to_timestamp($12::float8 / 1000))`,
    [
      row.id,
      row.grantor,
      row.receiver,
      row.account,
      row.kind,
      row.fields,
      row.purpose,
      row.categories,
      row.things,
      row.from,
      row.until,
      row.givenAt,
    ],
  );
}

export async function consentById(database: Database, id: string): Promise<ConsentRow | undefined> {
  const [row] = await database.query<ConsentRow>(`select ${columns} from consent where id = $1`, [id], 'consent');
  return row;
}

/** Given and received, newest first. */
export const consentsOf = (database: Database, organisation: string, limit: number): Promise<ConsentRow[]> =>
  database.query(`select ${columns} from consent where grantor = $1 or receiver = $1 order by given_at desc, id limit $2`, [
    organisation,
    limit,
  ]);

/** Those between two organisations, withdrawn ones too. */
export const consentsBetween = (database: Database, grantor: string, receiver: string): Promise<ConsentRow[]> =>
  database.query(`select ${columns} from consent where grantor = $1 and receiver = $2 order by given_at, id`, [
    grantor,
    receiver,
  ]);

/** False when it was withdrawn before. */
export async function withdrawConsent(database: Database, id: string, at: number): Promise<boolean> {
  const rows = await database.query(
    'update consent set withdrawn_at = to_timestamp($2::float8 / 1000) where id = $1 and withdrawn_at is null returning 1 as one',
    [id, at],
  );
  return rows.length > 0;
}

export interface MonthCount {
  /** YYYY-MM in China. */
  readonly month: string;
  readonly category: string | null;
  readonly events: number;
  /** Recorded within a day of happening. */
  readonly punctual: number;
}

/**
 * What these alternatives count, by month and category, from `since` (milliseconds since 1970) on; an event that several of them count is
 * counted once.
 */
export async function monthlyCounts(
  database: Database,
  alternatives: readonly Alternative[],
  since: number,
): Promise<MonthCount[]> {
  if (alternatives.length === 0) return [];
  const values: unknown[] = [since];
  const ways = alternatives.map((each) => {
    const { from, clauses } = countedAs(each, (value) => `$${values.push(value)}`);
    const all = ['e.log = 1', 'e.event_time >= to_timestamp($1::float8 / 1000)', ...clauses].join(' and ');
    return `select e.seq, e.event_time, e.record_time, e.category from ${from} where ${all}`;
  });
  return database.query(
    `select to_char(event_time at time zone 'Asia/Shanghai', 'YYYY-MM') as month, category, count(*)::int as events,
       count(*) filter (where record_time <= event_time + interval '1 day')::int as punctual
     from (${ways.join(' union ')}) as counted group by 1, 2 order by 1, 2`,
    values,
  );
}
