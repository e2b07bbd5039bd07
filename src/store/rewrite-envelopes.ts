/** The envelopes of all events written anew. Only the owner of the schema may: the log itself is written once. */
import type { ClientBase } from 'pg';
import { contextBodies } from './contexts.ts';
import { type Database, touchAnswers } from './database.ts';
import { holdPartsLong } from './parts.ts';
import type { Belonging } from './prepare.ts';

/** An event as it lies in the log. */
export interface KeptEvent {
  readonly seq: number;
  readonly doc: string;
  /** The document-level JSON-LD context. */
  readonly context: unknown;
  readonly owner: string | undefined;
  /** Of the stage that it was recognised as. */
  readonly category: string | undefined;
}

const batch = 2_000;

/**
 * Asks `belongingOf` about every event and writes what it says; returns how many events were asked about, and how many rows differed.
 * Events that are captured meanwhile have their envelopes already. Stopped half-way, it leaves some written anew and some as they were,
 * and can be run again.
 */
export async function rewriteEnvelopes(
  database: Database,
  belongingOf: (events: readonly KeptEvent[]) => Promise<readonly Belonging[]>,
): Promise<{ events: number; changed: number }> {
  const done = await database.asOwner(async (client) => {
    await holdPartsLong(client);
    const { rows } = await client.query<{ head: number }>('select head::float8 as head from log where id = 1');
    const { head } = rows[0]!;
    await client.query('create temporary table kept_party (organisation uuid, seq bigint)');
    let changed = 0;
    for (let from = 0; from < head; from += batch) changed += await rewrite(client, from, Math.min(from + batch, head));
    await client.query('create index on kept_party (seq, organisation)');
    const gone = await client.query(
      `delete from event_party p where p.log = 1 and p.seq <= $1
         and not exists (select from kept_party k where k.seq = p.seq and k.organisation = p.organisation)`,
      [head],
    );
    return { events: head, changed: changed + (gone.rowCount ?? 0) };
  });
  await touchAnswers(database);
  return done;

  async function rewrite(client: ClientBase, after: number, upTo: number): Promise<number> {
    const { rows } = await client.query<{
      seq: number;
      doc: string;
      context: string;
      owner: string | null;
      category: string | null;
    }>(
      `select e.seq::float8 as seq, e.doc, e.context, e.owner, s.category
       from event e left join event_stage s on s.log = e.log and s.seq = e.seq
       where e.log = 1 and e.seq > $1 and e.seq <= $2 order by e.seq`,
      [after, upTo],
    );
    const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
    const kept = rows.map(({ seq, doc, context, owner, category }) => ({
      seq,
      doc,
      context: contexts.get(context)!.value,
      owner: owner ?? undefined,
      category: category ?? undefined,
    }));
    const belongings = await belongingOf(kept);
    const seqs = kept.map(({ seq }) => seq);
    await client.query('begin');
    const guarded = database.guard === 'triggers';
    if (guarded) await client.query('alter table event disable trigger written_once');
    const { rowCount } = await client.query(
      `update event e set owner = b.owner, category = b.category, area = b.area
       from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[]) as b(seq, owner, category, area)
       where e.log = 1 and e.seq = b.seq and (e.owner, e.category, e.area) is distinct from (b.owner, b.category, b.area)`,
      [
        seqs,
        belongings.map(({ owner }) => owner),
        belongings.map(({ category }) => category),
        belongings.map(({ area }) => area),
      ],
    );
    if (guarded) await client.query('alter table event enable trigger written_once');
    const parties = belongings.flatMap((each, i) => each.parties.map((organisation) => ({ organisation, seq: seqs[i]! })));
    const columns = [parties.map(({ organisation }) => organisation), parties.map(({ seq }) => seq)];
    await client.query('insert into kept_party select unnest($1::uuid[]), unnest($2::bigint[])', columns);
    const added = await client.query(
      `insert into event_party (organisation, event_time, log, seq, step)
       select p.organisation, e.event_time, 1, p.seq, e.step
       from unnest($1::uuid[], $2::bigint[]) as p(organisation, seq) join event e on e.log = 1 and e.seq = p.seq
       on conflict do nothing`,
      columns,
    );
    // Whoever remembers whose an event is asks for this version.
    if ((rowCount ?? 0) > 0) await client.query('update organisation_version set version = version + 1');
    await client.query('commit');
    return (rowCount ?? 0) + (added.rowCount ?? 0);
  }
}
