/** Views of the console that people keep by a name. */
import type { Database } from './database.ts';

export interface ViewRow {
  readonly id: string;
  readonly page: string;
  readonly name: string;
  /** Of the address, without the question mark. */
  readonly query: string;
}

export const viewsOf = (database: Database, account: string, page: string | undefined): Promise<ViewRow[]> =>
  database.query<ViewRow>(
    'select id, page, name, query from kept_view where account = $1 and ($2::text is null or page = $2) order by page, name',
    [account, page ?? null],
  );

/** Under a name that is in use the view takes the place of the one before. False where the account keeps `most` already. */
export async function keepView(
  database: Database,
  account: string,
  view: ViewRow,
  at: number,
  most: number,
): Promise<ViewRow | undefined> {
  const [kept] = await database.query<ViewRow>(
    `insert into kept_view (id, account, page, name, query, kept_at)
     select $1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000)
     where (select count(*) from kept_view where account = $2) < $7
        or exists (select from kept_view where account = $2 and page = $3 and name = $4)
     on conflict (account, page, name) do update set query = excluded.query, kept_at = excluded.kept_at
     returning id, page, name, query`,
    [view.id, account, view.page, view.name, view.query, at, most],
  );
  return kept;
}

export async function dropView(database: Database, account: string, id: string): Promise<boolean> {
  const gone = await database.query('delete from kept_view where account = $1 and id = $2 returning id', [account, id]);
  return gone.length > 0;
}
