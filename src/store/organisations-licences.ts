/** Licences, and what was known of them when. */
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import { changing, present } from './organisations.ts';
import type { Doing } from './organisations-register.ts';
import { type RegisterSight, registerClause } from './register-sight.ts';
import type { Bind } from './sight.ts';

export interface LicenceRow {
  readonly id: string;
  readonly organisation: string;
  readonly scheme: string;
  readonly number: string;
}

/** What holds of a licence on the days from `from` to `to`, both included. */
export interface StatementFields {
  readonly status: string;
  /** `YYYY-MM-DD` */
  readonly from: string;
  readonly to?: string;
  readonly categories: readonly string[];
  readonly products: readonly string[];
  readonly issuer: string;
  readonly reason: string;
}

export interface StatementRow extends StatementFields {
  /** Milliseconds since 1970. */
  readonly knownAt: number;
  readonly actor: string;
}

const statementColumns = `extract(epoch from known_at)::float8 * 1000 as "knownAt", actor, status, holds_from::text as from,
  holds_to::text as to, categories, products, issuer, reason`;

export type LicenceOutcome =
  | { readonly outcome: 'created' | 'stated' | 'exists'; readonly row: LicenceRow }
  /** The number is registered for another organisation. */
  | { readonly outcome: 'taken' }
  /** It is on record, and more may not be said of it. */
  | { readonly outcome: 'known' };

/**
 * Adds the licence and what is said of it; a licence that is there gets one statement more, unless the last one said the same or no
 * `more` may be said.
 */
export async function stateLicence(
  database: Database,
  licence: LicenceRow,
  statement: StatementFields,
  doing: Doing,
  more = true,
): Promise<LicenceOutcome> {
  return changing(database, async (client): Promise<LicenceOutcome> => {
    const { rowCount } = await client.query(
      'insert into licence values ($1, $2, $3, $4) on conflict (scheme, number) do nothing',
      [licence.id, licence.organisation, licence.scheme, licence.number],
    );
    const { rows } = await client.query<LicenceRow>(
      'select id, organisation, scheme, number from licence where (scheme, number) = ($1, $2) for update',
      [licence.scheme, licence.number],
    );
    const row = rows[0]!;
    if (row.organisation !== licence.organisation) return { outcome: 'taken' };
    if (rowCount === 0 && (await saidLast(client, row.id, statement))) return { outcome: 'exists', row };
    if (rowCount === 0 && !more) return { outcome: 'known' };
    await insertStatement(client, row.id, statement, doing);
    return { outcome: rowCount === 0 ? 'stated' : 'created', row };
  });
}

async function saidLast(client: PoolClient, licence: string, statement: StatementFields): Promise<boolean> {
  const { rows } = await client.query<StatementRow>(
    `select ${statementColumns} from licence_statement where licence = $1 order by seq desc limit 1`,
    [licence],
  );
  if (rows[0] === undefined) return false;
  const told = ({ status, from, to, categories, products, issuer, reason }: StatementFields): string =>
    JSON.stringify([status, from, to ?? null, categories, products, issuer, reason]);
  return told(rows[0]) === told(statement);
}

async function insertStatement(client: PoolClient, licence: string, said: StatementFields, { actor, at }: Doing): Promise<void> {
  await client.query(
    `insert into licence_statement (licence, known_at, actor, status, holds_from, holds_to, categories, products, issuer, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      licence,
      new Date(at),
      actor,
      said.status,
      said.from,
      said.to ?? null,
      said.categories,
      said.products,
      said.issuer,
      said.reason,
    ],
  );
}

export interface LicenceFilter {
  readonly organisation?: string | undefined;
  readonly scheme?: string | undefined;
  readonly number?: string | undefined;
  readonly after?: string | undefined;
  /** Of the organisations that hold them, of whom asks, as if each were registered for what the licence is of; absent: everything. */
  readonly sight?: RegisterSight;
  /** Categories of which alone a licence is that touches them, and schemes that are of one of them whatever is stated. */
  readonly closed?: { readonly categories: readonly string[]; readonly schemes: Readonly<Record<string, string>> };
  readonly limit: number;
}

/** The categories of licence `l` as `decideOnPart` of src/access takes them. */
export function licenceCategoriesSql({ categories, schemes }: NonNullable<LicenceFilter['closed']>, bind: Bind): string {
  const shut = bind(categories);
  const stated = `select distinct unnest(s.categories) from licence_statement s where s.licence = l.id
    union select ${bind(schemes)}::jsonb ->> l.scheme where ${bind(schemes)}::jsonb ? l.scheme`;
  return `select case when own && ${shut}::text[] then array(select unnest(own) intersect select unnest(${shut}::text[])) else own end as categories
    from (select case when said = '{}' then o.categories else said end as own from (select array(${stated}) as said) t) t`;
}

/** By id. */
export function listLicences(
  database: Database,
  { organisation, scheme, number, after, limit, sight = 'everything', closed }: LicenceFilter,
): Promise<LicenceRow[]> {
  const more: unknown[] = [];
  const bind = (value: unknown): string => `$${5 + more.push(value)}`;
  const categories = sight === 'everything' || closed === undefined ? undefined : licenceCategoriesSql(closed, bind);
  const seen = registerClause(sight, bind, categories === undefined ? undefined : 'c.categories');
  return database.query(
    `select l.id, l.organisation, l.scheme, l.number from licence l join organisation o on o.id = l.organisation
       ${categories === undefined ? '' : `cross join lateral (${categories}) c`}
       where ($1::uuid is null or l.organisation = $1) and ($2::text is null or l.scheme = $2) and ($3::text is null or l.number = $3)
         and ($4::uuid is null or l.id > $4) and ${seen} order by l.id limit $5`,
    [organisation ?? null, scheme ?? null, number ?? null, after ?? null, limit, ...more],
  );
}

export async function licenceById(database: Database, id: string): Promise<LicenceRow | undefined> {
  const [row] = await database.query<LicenceRow>('select id, organisation, scheme, number from licence where id = $1', [id]);
  return row;
}

/** Every licence of a scheme by its number, with its statements in the order in which they became known. */
export async function prefixesHeld(
  database: Database,
  scheme: string,
): Promise<Map<string, { readonly organisation: string; readonly statements: StatementRow[] }>> {
  const rows = await database.query<StatementRow & { organisation: string; number: string }>(
    `select l.organisation, l.number, ${statementColumns} from licence l join licence_statement s on s.licence = l.id
       where l.scheme = $1 order by s.seq`,
    [scheme],
  );
  const found = new Map<string, { organisation: string; statements: StatementRow[] }>();
  for (const { organisation, number, ...statement } of rows) {
    const held = found.get(number) ?? { organisation, statements: [] };
    held.statements.push(present(statement));
    found.set(number, held);
  }
  return found;
}

/** Statements of each licence, in the order in which they became known. */
export async function statementsOf(database: Database, licences: readonly string[]): Promise<Map<string, StatementRow[]>> {
  const rows = await database.query<StatementRow & { licence: string }>(
    `select licence, ${statementColumns} from licence_statement where licence = any($1::uuid[]) order by seq`,
    [licences],
  );
  const found = new Map<string, StatementRow[]>(licences.map((id) => [id, []]));
  for (const { licence, ...row } of rows) found.get(licence)!.push(present(row));
  return found;
}
