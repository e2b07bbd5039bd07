/** Rows of registers: stated, never changed; the one known last counts for the days that it covers. */
import type { Database } from './database.ts';
import { digest, uuidOf } from './keys.ts';

export interface RegisterName {
  readonly category: string;
  readonly register: string;
}

export interface RegisterStatement {
  /** Canonical where it is a code. */
  readonly key: string;
  /** Undefined: struck off for these days. */
  readonly content: Readonly<Record<string, string | number | boolean>> | undefined;
  /** YYYY-MM-DD, both included. */
  readonly from: string;
  readonly until?: string | undefined;
  /** uuid of the organisation that the row names. */
  readonly organisation?: string | undefined;
  readonly actor: string;
  /** uuid of the organisation that stated it. */
  readonly by?: string | undefined;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly knownAt: number;
}

const columns = `key, content, holds_from::text as from, holds_until::text as until, organisation, actor, by_organisation as by, reason,
  extract(epoch from known_at)::float8 * 1000 as "knownAt"`;

interface Row extends Omit<RegisterStatement, 'content' | 'until' | 'organisation' | 'by'> {
  readonly content: string | null;
  readonly until: string | null;
  readonly organisation: string | null;
  readonly by: string | null;
}

const statementOf = ({ key, content, from, until, organisation, actor, by, reason, knownAt }: Row): RegisterStatement => ({
  key,
  content: content === null ? undefined : (JSON.parse(content) as RegisterStatement['content']),
  from,
  until: until ?? undefined,
  organisation: organisation ?? undefined,
  actor,
  by: by ?? undefined,
  reason,
  knownAt,
});

const idOf = ({ category, register }: RegisterName, key: string): string =>
  uuidOf(digest(`${category}\n${register}\n${key}`).slice(0, 16));

/** Adds a statement to each key. The caller says of each what it holds; all in one transaction. */
export async function stateRegister(
  database: Database,
  name: RegisterName,
  statements: readonly RegisterStatement[],
): Promise<void> {
  const column = <Value>(of: (each: RegisterStatement) => Value): Value[] => statements.map(of);
  await database.query(
    `insert into register_row (id, category, register, key, content, holds_from, holds_until, organisation, actor, by_organisation, reason, known_at)
     select id, $2, $3, key, content, holds_from, holds_until, organisation, actor, by_organisation, reason, to_timestamp(known_at / 1000)
     from unnest($1::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::uuid[], $9::text[], $10::uuid[], $11::text[], $12::float8[])
       as r(id, key, content, holds_from, holds_until, organisation, actor, by_organisation, reason, known_at)`,
    [
      column(({ key }) => idOf(name, key)),
      name.category,
      name.register,
      column(({ key }) => key),
      column(({ content }) => (content === undefined ? null : JSON.stringify(content))),
      column(({ from }) => from),
      column(({ until }) => until ?? null),
      column(({ organisation }) => organisation ?? null),
      column(({ actor }) => actor),
      column(({ by }) => by ?? null),
      column(({ reason }) => reason),
      column(({ knownAt }) => knownAt),
    ],
  );
}

/** All statements of these rows, in the order in which they became known; `asked` as [register, key]. */
export async function registerStatements(
  database: Database,
  asked: readonly (RegisterName & { readonly key: string })[],
): Promise<Map<string, RegisterStatement[]>> {
  const ids = asked.map((each) => idOf(each, each.key));
  const rows = await database.query<Row & { id: string }>(
    `select id, ${columns} from register_row where id = any($1::uuid[]) order by number`,
    [ids],
    'register-rows',
  );
  const byId = new Map<string, RegisterStatement[]>();
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), statementOf(row)]);
  return new Map(asked.map((each, i) => [registerKey(each, each.key), byId.get(ids[i]!) ?? []]));
}

export const registerKey = ({ category, register }: RegisterName, key: string): string => `${category}\n${register}\n${key}`;

/** The latest statement of each key beyond `after`, by key; of the rows of one organisation, where that is asked. */
export async function listRegister(
  database: Database,
  { category, register }: RegisterName,
  { after, organisation, limit }: { after?: string | undefined; organisation?: string | undefined; limit: number },
): Promise<RegisterStatement[]> {
  const rows = await database.query<Row>(
    `select ${columns} from (
       select distinct on (key) * from register_row
       where category = $1 and register = $2 and ($3::text is null or key > $3) order by key, number desc) latest
     where $4::uuid is null or organisation = $4 order by key limit $5`,
    [category, register, after ?? null, organisation ?? null, limit],
  );
  return rows.map(statementOf);
}
