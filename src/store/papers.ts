/** The projection of papers: which events name a document, certificate, permit or plate; and how it is made anew from the log. */
import { type EpcisEvent, isNumberAlone, papersOf, prefixesOf } from '../events/index.ts';
import { contextBodies } from './contexts.ts';
import type { Database } from './database.ts';
import { paperKey, paperRange, uuidOf } from './keys.ts';
import { timeOf } from './moments.ts';
import { holdPartsLong } from './parts.ts';

/**
 * Numbers of the events that name a paper from a moment on, microseconds since 1970, the earliest first: those of this very name, else
 * those of papers with the number that it ends in. Half a digest decides, so the reader looks at the events. One index range a question; cost: the rows found.
 */
export async function eventsOfPaper(
  database: Database,
  name: string,
  limit: number,
  since = Number.NEGATIVE_INFINITY,
): Promise<number[]> {
  const exact = isNumberAlone(name)
    ? []
    : await database.query<{ seq: number }>(
        `select seq::float8 as seq from paper p where key = $1 and at >= $3::timestamptz
           and not exists (select from erroneous x where x.log = p.log and x.seq = p.seq)
         order by p.at, p.log, p.seq limit $2`,
        [uuidOf(paperKey(name)), limit, timeOf(since)],
        'paper-own-rows',
      );
  const rows =
    exact.length > 0
      ? exact
      : await database.query<{ seq: number }>(
          `select seq::float8 as seq from paper p where key >= $1 and key <= $2 and at >= $4::timestamptz
             and not exists (select from erroneous x where x.log = p.log and x.seq = p.seq)
           order by p.at, p.log, p.seq limit $3`,
          [...paperRange(name), limit, timeOf(since)],
          'paper-rows',
        );
  return [...new Set(rows.map(({ seq }) => seq))];
}

/** Up to this number events came before the projection and are not in it; 0 where it is whole. */
export async function papersFrom(database: Database): Promise<number> {
  const [row] = await database.query<{ seq: number }>(
    'select seq::float8 as seq from paper_from where log = 1',
    [],
    'paper-from',
  );
  return row?.seq ?? 0;
}

/**
 * Events up to a number whose text names something: of those that came before the projection. The latest `atMost` are looked at, so that a
 * long log does not make the question long.
 */
export async function eventsNaming(
  database: Database,
  text: string,
  { upTo, atMost, limit }: { upTo: number; atMost: number; limit: number },
): Promise<number[]> {
  const rows = await database.query<{ seq: number }>(
    `select e.seq::float8 as seq from event e
     where e.log = 1 and e.seq > $4::bigint - $2::bigint and e.seq <= $4 and strpos(e.doc, $1) > 0
       and not exists (select from erroneous x where x.log = e.log and x.seq = e.seq)
     order by e.seq desc limit $3`,
    [JSON.stringify(text).slice(1, -1), atMost, limit, upTo],
  );
  return rows.map(({ seq }) => seq);
}

const batch = 2_000;

/**
 * Reads the whole log and writes what its events name; rows of nothing go. Events that are captured meanwhile have their rows already.
 * Stopped half-way it can be run again.
 */
export async function rebuildPapers(
  database: Database,
  tell?: (read: number, head: number) => void,
): Promise<{ events: number; papers: number }> {
  return database.asOwner(async (client) => {
    await holdPartsLong(client);
    const { rows: heads } = await client.query<{ head: number }>('select head::float8 as head from log where id = 1');
    const { head } = heads[0]!;
    await client.query('create temporary table kept_paper (key uuid, seq bigint)');
    let papers = 0;
    for (let from = 0; from < head; from += batch) {
      const upTo = Math.min(from + batch, head);
      const { rows } = await client.query<{ seq: string; doc: string; context: string }>(
        'select seq, doc, context from event where log = 1 and seq > $1 and seq <= $2',
        [from, upTo],
      );
      const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
      const found = rows.flatMap(({ seq, doc, context }) => {
        const event = JSON.parse(doc) as EpcisEvent;
        const prefixes = prefixesOf(contexts.get(context)!.value, (event as { '@context'?: unknown })['@context']);
        return papersOf(event, prefixes).map((name) => [uuidOf(paperKey(name)), seq] as const);
      });
      papers += found.length;
      const columns = [found.map(([key]) => key), found.map(([, seq]) => seq)];
      await client.query('begin');
      await client.query('insert into kept_paper select unnest($1::uuid[]), unnest($2::bigint[])', columns);
      await client.query(
        `insert into paper (key, at, log, seq)
         select p.key, e.event_time, 1, p.seq from unnest($1::uuid[], $2::bigint[]) as p(key, seq) join event e on e.log = 1 and e.seq = p.seq
         on conflict do nothing`,
        columns,
      );
      await client.query('commit');
      tell?.(upTo, head);
    }
    await client.query('create index on kept_paper (seq, key)');
    await client.query(
      `delete from paper p where p.log = 1 and p.seq <= $1
         and not exists (select from kept_paper k where k.seq = p.seq and k.key = p.key)`,
      [head],
    );
    await client.query('update paper_from set seq = 0 where log = 1');
    return { events: head, papers };
  });
}
