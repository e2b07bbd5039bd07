/** Named queries: kept as they came. */
import type { Database } from './database.ts';

export interface NamedQuery {
  readonly name: string;
  /** JSON */
  readonly query: string;
  /** uuid of the organisation that made it; null for the operator. */
  readonly owner: string | null;
}

/** False when the name is taken. */
export async function addQuery(database: Database, { name, query, owner }: NamedQuery): Promise<boolean> {
  const added = await database.query(
    'insert into named_query (name, query, created_at, owner) values ($1, $2, now(), $3) on conflict do nothing returning 1 as one',
    [name, query, owner],
  );
  return added.length > 0;
}

export async function queryNamed(database: Database, name: string): Promise<NamedQuery | undefined> {
  const [row] = await database.query<NamedQuery>('select name, query, owner from named_query where name = $1', [name]);
  return row;
}

/** By name, after `after`; `owner`: of that organisation alone. */
export function namedQueries(database: Database, limit: number, after: string, owner?: string): Promise<NamedQuery[]> {
  return database.query(
    'select name, query, owner from named_query where name > $1 and ($3::uuid is null or owner = $3) order by name limit $2',
    [after, limit, owner ?? null],
  );
}

/** Its subscriptions go with it. False when there was none. */
export async function dropQuery(database: Database, name: string): Promise<boolean> {
  const gone = "delete from named_query where name = $1 returning nextval('subscription_change') as one";
  return (await database.query(gone, [name])).length > 0;
}
