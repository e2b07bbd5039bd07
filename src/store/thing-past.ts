/** What the log says of things before a number: the past that the watch compares with. */
import type { Role } from '../events/index.ts';
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';

export interface PastRow {
  /** Canonical URI, as asked. */
  readonly thing: string;
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly role: Role;
  readonly step: string | null;
  readonly disposition: string | null;
  /** uuid */
  readonly owner: string | null;
}

/** The last `perThing` rows of each thing up to `upTo`, the earliest first. One statement, whatever the number of things. */
export async function thingPast(
  database: Database,
  things: readonly string[],
  upTo: number,
  perThing: number,
): Promise<Map<string, PastRow[]>> {
  if (things.length === 0) return new Map();
  const rows = await database.query<Omit<PastRow, 'thing'> & { readonly n: string }>(
    `select t.n, p.* from unnest($1::uuid[]) with ordinality as t(ident, n)
     cross join lateral (
       select l.seq::float8 as seq, floor(extract(epoch from l.at) * 1000)::float8 as at, l.role, e.step, e.disposition, e.owner
       from link l join event e on e.log = l.log and e.seq = l.seq
       where l.ident = t.ident and l.seq <= $2 order by l.at desc, l.log desc, l.seq desc limit $3
     ) p`,
    [things.map(uuidOfUri), upTo, perThing],
    'thing-past',
  );
  const found = new Map<string, PastRow[]>();
  for (const { n, ...row } of rows) {
    const thing = things[Number(n) - 1]!;
    const list = found.get(thing);
    if (list === undefined) found.set(thing, [{ thing, ...row }]);
    else list.push({ thing, ...row });
  }
  for (const list of found.values()) list.sort((a, b) => a.at - b.at || a.seq - b.seq);
  return found;
}
