/** Stages of events, and the values that rules ask for, made anew from the log. Evaluations stay: they say what was found at the time. */
import type { ClientBase } from 'pg';
import { contextBodies } from './contexts.ts';
import type { Database } from './database.ts';
import { type Key, uuidOf } from './keys.ts';
import { holdParts, holdPartsLong } from './parts.ts';
import { forgetStages } from './staged-events.ts';

/** An event as it lies in the log. */
export interface LoggedEvent {
  readonly seq: number;
  readonly doc: string;
  /** The document-level JSON-LD context. */
  readonly context: unknown;
  readonly owner: string | undefined;
}

export interface StagedAnew {
  readonly seq: number;
  readonly category: string;
  readonly stage: string;
  readonly version: string;
  readonly values: readonly Key[];
}

const batch = 2_000;

/**
 * Asks `recognise` about every event and writes what it says; events that are recognised as before keep the version that they were
 * recorded under. Stopped half-way, it can be run again; what is captured meanwhile has its rows already.
 */
export async function rebuildStageRows(
  database: Database,
  recognise: (events: readonly LoggedEvent[]) => Promise<readonly StagedAnew[]>,
): Promise<{ events: number; staged: number }> {
  const done = await database.asOwner(async (client) => {
    await holdPartsLong(client);
    const { rows } = await client.query<{ head: number }>('select head::float8 as head from log where id = 1');
    const { head } = rows[0]!;
    await client.query('create temporary table kept_value (value uuid, seq bigint)');
    let staged = 0;
    for (let from = 0; from < head; from += batch) {
      const upTo = Math.min(from + batch, head);
      const anew = await recognise(await readLog(database, client, from, upTo));
      staged += anew.length;
      await client.query('begin');
      await client.query('delete from event_stage where log = 1 and seq > $1 and seq <= $2 and seq <> all($3::bigint[])', [
        from,
        upTo,
        anew.map(({ seq }) => seq),
      ]);
      await client.query(
        `insert into event_stage (log, seq, category, stage, version)
         select 1, seq, category, stage, version from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as s(seq, category, stage, version)
         on conflict (log, seq) do update set category = excluded.category, stage = excluded.stage, version =
           case when (event_stage.category, event_stage.stage) = (excluded.category, excluded.stage) then event_stage.version else excluded.version end`,
        [
          anew.map(({ seq }) => seq),
          anew.map(({ category }) => category),
          anew.map(({ stage }) => stage),
          anew.map(({ version }) => version),
        ],
      );
      const values = await addValues(client, anew);
      await client.query('insert into kept_value select unnest($1::uuid[]), unnest($2::bigint[])', values);
      await client.query('commit');
    }
    await client.query('create index on kept_value (seq, value)');
    await client.query(
      `delete from stage_value v where v.log = 1 and v.seq <= $1
         and not exists (select from kept_value k where k.seq = v.seq and k.value = v.value)`,
      [head],
    );
    return { events: head, staged };
  });
  forgetStages(database);
  return done;
}

async function readLog(database: Database, client: ClientBase, after: number, upTo: number): Promise<LoggedEvent[]> {
  const { rows } = await client.query<{ seq: number; doc: string; context: string; owner: string | null }>(
    'select seq::float8 as seq, doc, context, owner from event where log = 1 and seq > $1 and seq <= $2 order by event.seq',
    [after, upTo],
  );
  const contexts = await contextBodies(database, new Set(rows.map(({ context }) => context)));
  return rows.map(({ seq, doc, context, owner }) => ({
    seq,
    doc,
    context: contexts.get(context)!.value,
    owner: owner ?? undefined,
  }));
}

async function addValues(
  client: Pick<ClientBase, 'query'>,
  anew: readonly Pick<StagedAnew, 'seq' | 'values'>[],
): Promise<[string[], number[]]> {
  const pairs = anew.flatMap(({ seq, values }) => values.map((value) => [uuidOf(value), seq] as const));
  const columns: [string[], number[]] = [pairs.map(([value]) => value), pairs.map(([, seq]) => seq)];
  await client.query(
    `insert into stage_value (value, at, log, seq)
     select v.value, e.event_time, 1, v.seq from unnest($1::uuid[], $2::bigint[]) as v(value, seq) join event e on e.log = 1 and e.seq = v.seq
     on conflict do nothing`,
    columns,
  );
  return columns;
}

/** Numbers of the events of a stage beyond `after`, the first ones. */
export async function seqsOfStage(
  database: Database,
  { category, stage, after, limit }: { category: string; stage: string; after: number; limit: number },
): Promise<number[]> {
  const rows = await database.query<{ seq: number }>(
    'select seq::float8 as seq from event_stage where category = $1 and stage = $2 and seq > $3 order by event_stage.seq limit $4',
    [category, stage, after, limit],
  );
  return rows.map(({ seq }) => seq);
}

/** Adds values that nobody asked for when the events were recorded. */
export async function addStageValues(database: Database, values: readonly Pick<StagedAnew, 'seq' | 'values'>[]): Promise<void> {
  await database.transaction(async (client) => {
    await holdParts(client);
    await addValues(client, values);
  });
}
