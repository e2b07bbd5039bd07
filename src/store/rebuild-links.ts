/**
 * The link index made whole from the log: events that were captured by an earlier program lack the links that it did not know, such as those
 * from a pack to the batch that its making names. What is there stays.
 */
import { type EpcisEvent, prefixesOf } from '../events/index.ts';
import { contextBodies } from './contexts.ts';
import type { Database } from './database.ts';
import { uuidOf } from './keys.ts';
import { holdPartsLong } from './parts.ts';
import { contextOf, prepareEvent } from './prepare.ts';

const batch = 2_000;

/**
 * Reads the whole log; answers how many events were looked at and how many links were added. Events that are captured meanwhile have theirs
 * already. Stopped half-way it can be run again.
 */
export async function rebuildLinks(
  database: Database,
  tell?: (read: number, head: number) => void,
): Promise<{ events: number; added: number }> {
  return database.asOwner(async (client) => {
    await holdPartsLong(client);
    const { rows: heads } = await client.query<{ head: number }>('select head::float8 as head from log where id = 1');
    const { head } = heads[0]!;
    let added = 0;
    for (let from = 0; from < head; from += batch) {
      const upTo = Math.min(from + batch, head);
      const { rows } = await client.query<{ seq: string; doc: string; context: string }>(
        'select seq, doc, context from event where log = 1 and seq > $1 and seq <= $2',
        [from, upTo],
      );
      const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
      const links = rows.flatMap(({ seq, doc, context }) => {
        const event = JSON.parse(doc) as EpcisEvent;
        const { value } = contexts.get(context)!;
        const prefixes = prefixesOf(value, (event as { '@context'?: unknown })['@context']);
        return prepareEvent(event, prefixes, contextOf(value)).links.map(({ key, role }) => ({ ident: uuidOf(key), role, seq }));
      });
      const { rowCount } = await client.query(
        `insert into link (ident, at, log, seq, role)
         select l.ident, e.event_time, 1, l.seq, l.role from unnest($1::uuid[], $2::smallint[], $3::bigint[]) as l(ident, role, seq)
           join event e on e.log = 1 and e.seq = l.seq
         order by 1, 2, 4, 5 on conflict do nothing`,
        [links.map(({ ident }) => ident), links.map(({ role }) => role), links.map(({ seq }) => seq)],
      );
      added += rowCount ?? 0;
      tell?.(upTo, head);
    }
    return { events: head, added };
  });
}
