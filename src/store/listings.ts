/** What page tokens need of the database: the key they are signed with, and the listings that were ended. */
import type { Database } from './database.ts';

const keys = new WeakMap<Database, Promise<Buffer>>();

/** 32 bytes, the same for every process of this database and after every restart. */
export function pageTokenKey(database: Database): Promise<Buffer> {
  let key = keys.get(database);
  if (key === undefined) {
    key = database
      .query<{ key: Buffer }>("select key from signing_key where name = 'page-token'")
      .then(([row]) => row!.key)
      .catch((error: unknown) => {
        keys.delete(database);
        throw error;
      });
    keys.set(database, key);
  }
  return key;
}

/** Remembers the end of a listing until `until` (milliseconds since 1970); false when it had ended before. */
export async function endListing(database: Database, id: string, until: number, now: number): Promise<boolean> {
  await database.query('delete from ended_listing where until < to_timestamp($1::float8 / 1000)', [now]);
  const ended = await database.query(
    `insert into ended_listing select $1, to_timestamp($2::float8 / 1000) on conflict do nothing
     returning nextval('ended_listing_version') as version`,
    [id, until],
  );
  return ended.length > 0;
}

export async function hasEnded(database: Database, id: string): Promise<boolean> {
  const rows = await database.query('select 1 as one from ended_listing where id = $1', [id], 'listing-ended');
  return rows.length > 0;
}
