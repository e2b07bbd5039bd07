/** Organisations and the history of what was done to them. */
import type { PoolClient } from 'pg';
import { type Database, touchAnswers } from './database.ts';
import { uuidOfUri } from './keys.ts';
import { forgetParties } from './party-book.ts';

export interface OrganisationRow {
  /** uuid */
  readonly id: string;
  readonly kind: string;
  readonly form: string;
  readonly name: string;
  readonly uscc?: string;
  readonly personToken?: string;
  /** uuid of the account that registered it. */
  readonly account?: string;
  readonly status: string;
  readonly areas: string[];
  readonly categories: string[];
  readonly address: string;
  /** Ids in the file of the jurisdiction, for the bodies that it names. */
  readonly jurisdiction?: string;
  readonly department?: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly registeredAt: number;
  readonly changedAt: number;
}

export const organisationColumns = `id, kind, form, name, uscc, person_token as "personToken", account, status, areas, categories, address,
  jurisdiction, department, version, extract(epoch from registered_at)::float8 * 1000 as "registeredAt",
  extract(epoch from changed_at)::float8 * 1000 as "changedAt"`;

/** A column that holds nothing is a member that is absent. */
export function present<Row>(row: Row): Row {
  for (const name of Object.keys(row as object)) {
    if ((row as Record<string, unknown>)[name] === null) delete (row as Record<string, unknown>)[name];
  }
  return row;
}

export async function organisationById(database: Database, id: string): Promise<OrganisationRow | undefined> {
  const [row] = await database.query<OrganisationRow>(
    `select ${organisationColumns} from organisation where id = $1`,
    [id],
    'organisation',
  );
  return row && present(row);
}

/** A transaction that changes what is known of organisations: pages, and what is remembered of parties, are made anew after it. */
export async function changing<Result>(database: Database, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const result = await database.transaction(async (client) => {
    const done = await work(client);
    // Last, because all changes wait for each other at this row.
    await client.query('update organisation_version set version = version + 1');
    return done;
  });
  forgetParties(database);
  await touchAnswers(database);
  return result;
}

/** A body that the file of a jurisdiction names. */
export interface SeedRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  readonly jurisdiction: string;
  readonly department: string;
}

/** Brings the bodies of the jurisdiction up to date with its file, each difference in the history. Idempotent; returns how many differed. */
export async function seedOrganisations(database: Database, rows: readonly SeedRow[], at: number): Promise<number> {
  return changing(database, async (client) => {
    // Two processes that start at the same moment seed one after the other.
    await client.query('lock table organisation in share row exclusive mode');
    let differing = 0;
    for (const row of [...rows, ...(await unnamed(client, rows))]) differing += await seedOne(client, row, at);
    return differing;
  });
}

/** Bodies that the file no longer names, as closed. */
async function unnamed(client: PoolClient, rows: readonly SeedRow[]): Promise<SeedRow[]> {
  const { rows: all } = await client.query<SeedRow>(
    `select ${organisationColumns} from organisation where jurisdiction = any($1)`,
    [rows.map(({ jurisdiction }) => jurisdiction)],
  );
  const named = new Set(rows.map(({ jurisdiction, department }) => `${jurisdiction} ${department}`));
  return all
    .filter(({ jurisdiction, department }) => !named.has(`${jurisdiction} ${department}`))
    .map((row) => ({ ...row, status: 'closed' }));
}

async function seedOne(client: PoolClient, row: SeedRow, at: number): Promise<number> {
  const { rows: found } = await client.query<OrganisationRow>(
    `select ${organisationColumns} from organisation where (jurisdiction, department) = ($1, $2)`,
    [row.jurisdiction, row.department],
  );
  const before = found[0];
  const told = ({ kind, name, status, areas, categories }: Omit<SeedRow, 'id'>) =>
    JSON.stringify({ kind, name, status, areas, categories });
  const after = told(row);
  if (before !== undefined && told(before as SeedRow) === after) return 0;
  const values = [row.kind, row.name, row.status, row.areas, row.categories, new Date(at)];
  const id = before?.id ?? row.id;
  await (before === undefined
    ? client.query(
        `insert into organisation (kind, name, status, areas, categories, registered_at, changed_at, id, jurisdiction, department,
           form, address, version) values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, '', '', 1)`,
        [...values, row.id, row.jurisdiction, row.department],
      )
    : client.query(
        `update organisation set kind = $1, name = $2, status = $3, areas = $4, categories = $5, changed_at = $6, version = version + 1
           where id = $7`,
        [...values, id],
      ));
  const uri = `urn:uuid:${id}`;
  await client.query('insert into organisation_identifier (id, uri, organisation) values ($1, $2, $3) on conflict do nothing', [
    uuidOfUri(uri),
    uri,
    id,
  ]);
  await client.query(
    `insert into organisation_change (organisation, at, actor, action, reason, before, after) values ($1, $2, 'start', $3, $4, $5, $6)`,
    [
      id,
      new Date(at),
      before === undefined ? 'register' : 'change',
      `jurisdiction ${row.jurisdiction}`,
      before === undefined ? '{}' : told(before as SeedRow),
      after,
    ],
  );
  return 1;
}
