/** What members of a joint group read of each other: told to the owner once a day for each account, not event by event. */
import type { LookRow } from './cases.ts';
import type { Database } from './database.ts';
import { digest, uuidOf } from './keys.ts';

/** Of these events those in which the organisation itself has no part. */
export async function withoutPart(database: Database, organisation: string, seqs: readonly number[]): Promise<Set<number>> {
  const rows = await database.query<{ seq: number }>(
    `select e.seq::float8 as seq from unnest($1::bigint[]) as e(seq)
     where not exists (select from event_party p where p.organisation = $2 and p.log = 1 and p.seq = e.seq)`,
    [seqs, organisation],
    'events-without-part',
  );
  return new Set(rows.map(({ seq }) => seq));
}

/** `day`: YYYY-MM-DD. The first of a day is kept, with what it saw; another of the same day and account changes nothing. */
export async function addDailyLooks(database: Database, looks: readonly Omit<LookRow, 'id'>[], day: string): Promise<void> {
  for (const { owner, at, organisation, account, ground, groundId, reason, asked, events, fields, shownAt } of looks) {
    const id = uuidOf(digest(`look ${organisation} ${account} ${ground} ${groundId} ${day}`).slice(0, 16));
    await database.query(
      `insert into look (id, owner, at, organisation, account, ground, ground_id, reason, asked, events, fields, shown_at)
       values ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12::float8 / 1000))
       on conflict (id, owner) do nothing`,
      [id, owner, at, organisation, account, ground, groundId, reason, asked, events, fields, shownAt],
    );
  }
}
