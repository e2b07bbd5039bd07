/** Organisations added and changed, each change in the history with what was before and after. */

import type { PoolClient } from 'pg';
import type { ZhuisuError } from '../errors.ts';
import { advisory } from './advisory.ts';
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';
import { changing, type OrganisationRow, organisationColumns, present } from './organisations.ts';
import { type RegisteredAs, type RegisterSight, registerClause } from './register-sight.ts';

/** What a registration says and a later one may change. */
export interface OrganisationFields {
  readonly kind: string;
  readonly form: string;
  readonly name: string;
  readonly uscc?: string | undefined;
  readonly personToken?: string | undefined;
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  readonly address: string;
}

export interface Registration extends OrganisationFields {
  readonly id: string;
  readonly status: string;
  readonly account?: string | undefined;
  /** Canonical URIs that name it in events. */
  readonly uris: readonly string[];
}

export interface Doing {
  /** uuid of the account, or what it is that acts. */
  readonly actor: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type Registered =
  | { readonly outcome: 'created' | 'exists' | 'changed' | 'differs'; readonly row: OrganisationRow }
  /** The URI names another organisation. */
  | { readonly outcome: 'taken'; readonly uri: string }
  /** Whoever registers may not; nothing of the organisation that is there is told. */
  | { readonly outcome: 'barred'; readonly refusal: ZhuisuError };

/** Whether somebody may do it: undefined, or the refusal. `before` is absent for an organisation that is not there yet. */
export type MayRegister = (wanted: RegisteredAs, before: OrganisationRow | undefined) => ZhuisuError | undefined;

const tellable = ['kind', 'form', 'name', 'uscc', 'personToken', 'areas', 'categories', 'address', 'status'] as const;
type Tellable = Partial<Record<(typeof tellable)[number], unknown>>;

/** JSON of the members in which the two differ, as each has them. */
export function difference(before: Tellable, after: Tellable): { before: string; after: string; differs: boolean } {
  const names = tellable.filter((name) => name in after && JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const told = (from: Tellable): string => JSON.stringify(Object.fromEntries(names.map((name) => [name, from[name] ?? null])));
  return { before: told(before), after: told(after), differs: names.length > 0 };
}

/**
 * Registers each in one transaction, or finds it by id, credit code or token. One that is found and differs is changed where `update` is
 * set. The answers are in the order of the registrations.
 */
export const registerOrganisations = (
  database: Database,
  wanted: readonly Registration[],
  doing: Doing,
  options: RegisterIn,
): Promise<Registered[]> => changing(database, (client) => registerIn(client, wanted, doing, options));

interface RegisterIn {
  readonly update: boolean;
  readonly check?: boolean;
  readonly may?: MayRegister | undefined;
}

/** The same in a transaction of the caller. */
export async function registerIn(
  client: PoolClient,
  wanted: readonly Registration[],
  doing: Doing,
  { update, check = false, may }: RegisterIn,
): Promise<Registered[]> {
  await client.query('select pg_advisory_xact_lock($1)', [advisory.registration]);
  await client.query('savepoint checked');
  const known = await knownOf(client, wanted);
  const owners = await ownersOf(
    client,
    wanted.flatMap(({ uris }) => uris),
  );
  const fresh: Registration[] = [];
  const answers: Registered[] = [];
  for (const each of wanted) {
    const found = known.get(each.id) ?? known.get(each.uscc ?? '') ?? known.get(each.personToken ?? '');
    const refusal = may?.(found === undefined ? each : { ...each, id: found.id, status: found.status }, found);
    if (refusal !== undefined) {
      answers.push({ outcome: 'barred', refusal });
      continue;
    }
    const taken = each.uris.find((uri) => (owners.get(uuidOfUri(uri)) ?? found?.id ?? each.id) !== (found?.id ?? each.id));
    if (taken !== undefined) {
      answers.push({ outcome: 'taken', uri: taken });
      continue;
    }
    for (const uri of each.uris) owners.set(uuidOfUri(uri), found?.id ?? each.id);
    if (found === undefined) {
      const row = rowOf(each, doing.at);
      for (const key of [each.id, each.uscc, each.personToken]) if (key !== undefined) known.set(key, row);
      fresh.push(each);
      answers.push({ outcome: 'created', row });
      continue;
    }
    const fields = saidIn(each);
    const { differs } = difference(found, fields);
    if (differs && update) {
      const row = await changeIn(client, found, fields, { ...doing, action: 'change', reason: '' });
      for (const key of [row.id, row.uscc, row.personToken]) if (key !== undefined) known.set(key, row);
      answers.push({ outcome: 'changed', row });
    } else answers.push({ outcome: differs ? 'differs' : 'exists', row: found });
    await addUris(client, found.id, each.uris);
  }
  await insertAll(client, fresh, doing);
  if (check) await client.query('rollback to savepoint checked');
  return answers;
}

/** What is left empty is not said; and whether it may act is decided by review, not by registering again. */
function saidIn({ id: _, status: __, account: ___, uris: ____, ...fields }: Registration): Tellable {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

async function knownOf(client: PoolClient, wanted: readonly Registration[]): Promise<Map<string, OrganisationRow>> {
  const { rows } = await client.query<OrganisationRow>(
    `select ${organisationColumns} from organisation where id = any($1::uuid[]) or uscc = any($2) or person_token = any($3)`,
    [wanted.map(({ id }) => id), wanted.map(({ uscc }) => uscc ?? null), wanted.map(({ personToken }) => personToken ?? null)],
  );
  const known = new Map<string, OrganisationRow>();
  for (const row of rows.map(present)) {
    for (const key of [row.id, row.uscc, row.personToken]) if (key !== undefined) known.set(key, row);
  }
  return known;
}

export async function ownersOf(client: PoolClient, uris: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; organisation: string }>(
    'select id, organisation from organisation_identifier where id = any($1::uuid[])',
    [uris.map(uuidOfUri)],
  );
  return new Map(rows.map(({ id, organisation }) => [id, organisation]));
}

const rowOf = ({ uris: _, ...fields }: Registration, at: number): OrganisationRow =>
  JSON.parse(JSON.stringify({ ...fields, version: 1, registeredAt: at, changedAt: at })) as OrganisationRow;

async function insertAll(client: PoolClient, fresh: readonly Registration[], { actor, at }: Doing): Promise<void> {
  if (fresh.length === 0) return;
  await client.query(
    `insert into organisation (id, kind, form, name, uscc, person_token, account, status, areas, categories, address, version,
         registered_at, changed_at)
       select id, kind, form, name, uscc, "personToken", account, status, areas, categories, address, 1, $2, $2
       from jsonb_to_recordset($1::jsonb) as t(id uuid, kind text, form text, name text, uscc text, "personToken" text, account text,
         status text, areas text[], categories text[], address text)`,
    [JSON.stringify(fresh), new Date(at)],
  );
  await client.query(
    `insert into organisation_change (organisation, at, actor, action, reason, before, after)
       select organisation, $2, $3, 'register', '', '{}', after from jsonb_to_recordset($1::jsonb) as t(organisation uuid, after text)`,
    [JSON.stringify(fresh.map((each) => ({ organisation: each.id, after: difference({}, each).after }))), new Date(at), actor],
  );
  await client.query(
    `insert into organisation_identifier (id, uri, organisation)
       select id, uri, organisation from jsonb_to_recordset($1::jsonb) as t(id uuid, uri text, organisation uuid)`,
    [JSON.stringify(fresh.flatMap(({ id, uris }) => uris.map((uri) => ({ id: uuidOfUri(uri), uri, organisation: id }))))],
  );
}

export async function addUris(client: PoolClient, organisation: string, uris: readonly string[]): Promise<void> {
  await client.query(
    `insert into organisation_identifier (id, uri, organisation)
       select id, uri, $2 from jsonb_to_recordset($1::jsonb) as t(id uuid, uri text) on conflict do nothing`,
    [JSON.stringify(uris.map((uri) => ({ id: uuidOfUri(uri), uri }))), organisation],
  );
}

export async function changeIn(
  client: PoolClient,
  before: OrganisationRow,
  change: Tellable,
  { actor, at, action, reason }: Doing & { readonly action: string; readonly reason: string },
): Promise<OrganisationRow> {
  const told = difference(before, change);
  const after = { ...before, ...change } as OrganisationRow;
  const { rows } = await client.query<OrganisationRow>(
    `update organisation set kind = $2, form = $3, name = $4, uscc = $5, person_token = $6, areas = $7, categories = $8, address = $9,
         status = $10, changed_at = $11, version = version + 1 where id = $1 returning ${organisationColumns}`,
    [
      before.id,
      after.kind,
      after.form,
      after.name,
      after.uscc ?? null,
      after.personToken ?? null,
      after.areas,
      after.categories,
      after.address,
      after.status,
      new Date(at),
    ],
  );
  await noteIn(client, before.id, { actor, at, action, reason, before: told.before, after: told.after });
  return present(rows[0]!);
}

/** One row of the history. */
export async function noteIn(
  client: PoolClient,
  organisation: string,
  note: Omit<ChangeRow, 'at'> & { at: number },
): Promise<void> {
  const { at, actor, action, reason, before, after } = note;
  await client.query(
    'insert into organisation_change (organisation, at, actor, action, reason, before, after) values ($1, $2, $3, $4, $5, $6, $7)',
    [organisation, new Date(at), actor, action, reason, before, after],
  );
}

/**
 * Changes one organisation under its row lock. `decide` sees the row and says what changes, or throws. Undefined for an id that is
 * unknown.
 */
export async function changeOrganisation(
  database: Database,
  id: string,
  doing: Doing,
  decide: (row: OrganisationRow) => {
    readonly change: Partial<OrganisationFields> & { readonly status?: string };
    readonly action: string;
    readonly reason: string;
  },
): Promise<OrganisationRow | undefined> {
  return changing(database, async (client) => {
    const { rows } = await client.query<OrganisationRow>(
      `select ${organisationColumns} from organisation where id = $1 for update`,
      [id],
    );
    if (rows[0] === undefined) return undefined;
    const row = present(rows[0]);
    const { change, action, reason } = decide(row);
    return difference(row, change).differs ? changeIn(client, row, change, { ...doing, action, reason }) : row;
  });
}

export interface ChangeRow {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly reason: string;
  /** JSON of what differs. */
  readonly before: string;
  readonly after: string;
}

/** The history, oldest first. */
export function organisationChanges(database: Database, id: string): Promise<ChangeRow[]> {
  return database.query(
    `select extract(epoch from at)::float8 * 1000 as at, actor, action, reason, before, after from organisation_change
       where organisation = $1 order by seq`,
    [id],
  );
}

export interface OrganisationFilter {
  readonly statuses?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** One of these forms is left out. */
  readonly withoutForm?: string | undefined;
  readonly category?: string | undefined;
  /** With at least one category that is none of these. */
  readonly beyondCategories?: readonly string[] | undefined;
  /** Beginnings of area codes. */
  readonly areas?: readonly string[] | undefined;
  /** Part of the name, or the whole credit code. */
  readonly text?: string | undefined;
  /** Of whom asks; absent: everything. */
  readonly sight?: RegisterSight | undefined;
  /** Where the page before ended. */
  readonly after?: { readonly at: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listOrganisations(database: Database, filter: OrganisationFilter): Promise<OrganisationRow[]> {
  const { statuses, kinds, withoutForm, category, beyondCategories, areas, text, after, limit, sight = 'everything' } = filter;
  const more: unknown[] = [];
  const seen = registerClause(sight, (value) => `$${10 + more.push(value)}`);
  const rows = await database.query<OrganisationRow>(
    `select ${organisationColumns} from organisation o
       where ($1::text[] is null or status = any($1)) and ($2::text[] is null or kind = any($2))
         and ($3::text is null or form <> $3) and ($4::text is null or categories @> array[$4])
         and ($5::text[] is null or not categories <@ $5)
         and ($6::text[] is null or exists (select 1 from unnest(areas) a, unnest($6) p where starts_with(a, p)))
         and ($7::text is null or strpos(name, $7) > 0 or uscc = upper($7))
         and ($8::float8 is null or (registered_at, id) < (to_timestamp($8::float8 / 1000), $9::uuid))
          and ${seen}
       order by registered_at desc, id desc limit $10`,
    [
      statuses ?? null,
      kinds ?? null,
      withoutForm ?? null,
      category ?? null,
      beyondCategories ?? null,
      areas ?? null,
      text ?? null,
      after?.at ?? null,
      after?.id ?? null,
      limit,
      ...more,
    ],
  );
  return rows.map(present);
}
