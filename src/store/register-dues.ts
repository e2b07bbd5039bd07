/** Rows of registers by the dates in them: what ends or falls due, in the order of the days. */
import type { Database } from './database.ts';

/** A column of dates of a register. */
export interface DueColumn {
  readonly register: string;
  readonly column: string;
}

export interface DueInRegister extends DueColumn {
  readonly key: string;
  /** uuid of the organisation that the row names. */
  readonly organisation: string | undefined;
  readonly content: Readonly<Record<string, string | number | boolean>>;
  /** YYYY-MM-DD */
  readonly due: string;
}

export type DuePlace = readonly [due: string, register: string, key: string, column: string];

export interface DueAsked {
  readonly category: string;
  readonly columns: readonly DueColumn[];
  /** YYYY-MM-DD: the rows that hold on that day. */
  readonly day: string;
  /** YYYY-MM-DD, the last day asked for. */
  readonly until: string;
  readonly organisation: string | undefined;
  readonly after: DuePlace | undefined;
  readonly limit: number;
}

/** Of each row the statement known last that covers the day; one answer for each of the columns that has a date up to `until`. */
export async function registerDues(database: Database, asked: DueAsked): Promise<DueInRegister[]> {
  const { category, columns, day, until, organisation, after, limit } = asked;
  const rows = await database.query<
    Omit<DueInRegister, 'content' | 'organisation'> & { content: string; organisation: string | null }
  >(
    `with held as (
       select distinct on (register, key) register, key, content, organisation from register_row
       where category = $1 and register = any($2::text[]) and holds_from <= $4::date and (holds_until is null or holds_until >= $4::date)
       order by register, key, number desc
     ), dated as (
       select held.register, held.key, held.content, held.organisation, c."column", held.content::jsonb ->> c."column" as due
       from held join unnest($2::text[], $3::text[]) as c(register, "column") on c.register = held.register
       where held.content is not null and ($6::uuid is null or held.organisation = $6)
     )
     select register, key, content, organisation, "column", due from dated
     where due <= $5 and ($7::text is null or (due, register, key, "column") > ($7, $8, $9, $10))
     order by due, register, key, "column" limit $11`,
    [
      category,
      columns.map(({ register }) => register),
      columns.map(({ column }) => column),
      day,
      until,
      organisation ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      after?.[3] ?? null,
      limit,
    ],
  );
  return rows.map(({ content, organisation: named, ...row }) => ({
    ...row,
    organisation: named ?? undefined,
    content: JSON.parse(content) as DueInRegister['content'],
  }));
}
