/** Who made a thing, as far as the log knows: whoever recorded its making. */
import { classOf } from '../codes/index.ts';
import type { Database } from './database.ts';
import { keyOf, uuidOf } from './keys.ts';

/** Roles in which a thing begins: made in a transformation, or recorded for the first time. */
const beginnings = [2, 5];
/** Beginnings of a class that are looked at. */
const most = 2_000;

/** Whether the organisation recorded the making of this thing; of a class, of anything in it. */
export async function hasMade(database: Database, organisation: string, uri: string): Promise<boolean> {
  const key = keyOf(uri);
  const isClass = classOf(uri).rest === '';
  const [low, high] = isClass ? [`${key.slice(0, 8)}${'\0'.repeat(8)}`, `${key.slice(0, 8)}${'\xff'.repeat(8)}`] : [key, key];
  const rows = await database.query(
    `select 1 as one from (
       select log, seq from link where ident between $1::uuid and $2::uuid and role = any($3::int2[]) limit ${most}
     ) l join event e on e.log = l.log and e.seq = l.seq where e.owner = $4 limit 1`,
    [uuidOf(low), uuidOf(high), beginnings, organisation],
    'has-made',
  );
  return rows.length > 0;
}
