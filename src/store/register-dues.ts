/** What ends or falls due by the dates that are kept beside the log, in the order of the days: rows of registers, and licences of firms. */
import type { Database } from './database.ts';
import { type LicenceFilter, licenceCategoriesSql } from './organisations-licences.ts';
import { type RegisterSight, registerClause } from './register-sight.ts';

/** A column of dates of a register. */
export interface DueColumn {
  readonly register: string;
  readonly column: string;
}

/** The place of a licence among what falls due: no register has such an id. */
export const licencePlace = { register: '~licence', column: 'to' } as const;

export interface DueInRegister extends DueColumn {
  readonly key: string;
  /** uuid of the organisation that the row names. */
  readonly organisation: string | undefined;
  readonly content: Readonly<Record<string, string | number | boolean>>;
  /** YYYY-MM-DD */
  readonly due: string;
}

export interface DueLicence {
  /** uuid */
  readonly id: string;
  readonly scheme: string;
  readonly number: string;
  readonly organisation: string;
  readonly status: string;
  readonly issuer: string;
  readonly products: readonly string[];
  /** Its last day, YYYY-MM-DD. */
  readonly due: string;
}

export type DuePlace = readonly [due: string, register: string, key: string, column: string];

export interface DueAsked {
  readonly category: string;
  /** YYYY-MM-DD: what holds on that day. */
  readonly day: string;
  /** YYYY-MM-DD, the last day asked for. */
  readonly until: string;
  readonly organisation: string | undefined;
  readonly after: DuePlace | undefined;
  readonly limit: number;
}

/** Of each row the statement known last that covers the day; one answer for each of the columns that has a date up to `until`. */
export async function registerDues(
  database: Database,
  asked: DueAsked & { readonly columns: readonly DueColumn[] },
): Promise<DueInRegister[]> {
  const { category, columns, day, until, organisation, after, limit } = asked;
  if (columns.length === 0) return [];
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
     where due <= $5 and ($7::text is null or due > $7 or (not $12 and (due, register, key, "column") > ($7, $8, $9, $10)))
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
      // Licences stand behind the rows of their day.
      after?.[1] === licencePlace.register,
    ],
  );
  return rows.map(({ content, organisation: named, ...row }) => ({
    ...row,
    organisation: named ?? undefined,
    content: JSON.parse(content) as DueInRegister['content'],
  }));
}

/**
 * Licences of the category, of firms that act or are suspended, by their last day: of the statement known last that covers the day, or
 * where none does of the one that ended last. One that goes on from the day after is not due; one revoked, given up or withdrawn neither.
 */
export function licenceDues(
  database: Database,
  asked: DueAsked & { readonly sight: RegisterSight; readonly closed: NonNullable<LicenceFilter['closed']> },
): Promise<DueLicence[]> {
  const { category, day, until, organisation, after, limit, sight, closed } = asked;
  const values: unknown[] = [category, day, until, organisation ?? null, after?.[0] ?? null, limit];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const categories = licenceCategoriesSql(closed, bind);
  const seen = registerClause(sight, bind, sight === 'everything' ? undefined : 'c.categories');
  const [last, id] = after?.[1] === licencePlace.register ? [true, after[2]] : [false, ''];
  return database.query<DueLicence>(
    `select l.id::text as id, l.scheme, l.number, l.organisation, s.status, s.issuer, s.products, s.holds_to::text as due
     from licence l join organisation o on o.id = l.organisation and o.status in ('active', 'suspended')
       cross join lateral (${categories}) c
       cross join lateral (
         select * from licence_statement s where s.licence = l.id and s.holds_from <= $2::date
         order by (s.holds_to is null or s.holds_to >= $2::date) desc, case when s.holds_to < $2::date then s.holds_to end desc, s.seq desc
         limit 1
       ) s
     where $1 = any(c.categories) and s.status in ('valid', 'suspended') and s.holds_to <= $3::date
       and not exists (select from licence_statement n where n.licence = l.id and n.status = 'valid' and n.holds_from > s.holds_from
         and n.holds_from <= s.holds_to + 1 and (n.holds_to is null or n.holds_to > s.holds_to))
       and ($4::uuid is null or l.organisation = $4) and ${seen}
       and ($5::date is null or s.holds_to > $5::date or (s.holds_to = $5::date and (not ${bind(last)}::boolean or l.id::text > ${bind(id)})))
     order by s.holds_to, l.id::text limit $6`,
    values,
  );
}
