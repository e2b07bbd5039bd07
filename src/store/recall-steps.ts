/** Recalls and drills as they are written: drafts, steps with the lists that are frozen by them, answers, reminders. */
import type { PoolClient } from 'pg';
import { ZhuisuError } from '../errors.ts';
import { advisory } from './advisory.ts';
import type { Database } from './database.ts';
import { engagedOne } from './recall-engaged.ts';
import { changeRanges, listLate, type NewRange } from './recall-ranges.ts';
import type { NewRecall, RecallAct, RecallAnswer, RecallHolder, RecallItem, RecallThing } from './recalls.ts';

const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;

export async function addRecall(database: Database, row: NewRecall, act: RecallAct): Promise<void> {
  await database.transaction(async (client) => {
    await client.query(
      `insert into recall (id, created_at, organisation, ordered_by, drill, category, area, regime, level, title_zh, title_en, reason,
         instructions_zh, instructions_en, roots, learnt_at, drafted_by, draw, state, version)
       values ($1, ${time('$2')}, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, ${time('$16')}, $17, $18, 'draft', 0)`,
      [
        row.id,
        row.createdAt,
        row.organisation,
        row.orderedBy,
        row.drill,
        row.category,
        row.area,
        row.regime,
        row.level,
        row.titleZh,
        row.titleEn,
        row.reason,
        row.instructionsZh,
        row.instructionsEn,
        row.roots,
        row.learntAt,
        row.draftedBy,
        row.draw,
      ],
    );
    await addAct(client, row.id, act);
  });
}

const addAct = (client: PoolClient, recall: string, act: RecallAct): Promise<unknown> =>
  client.query(
    `insert into recall_act (recall, at, account, organisation, act, reason, holder, data)
     values ($1, ${time('$2')}, $3, $4, $5, $6, $7, $8)`,
    [recall, act.at, act.account, act.organisation, act.act, act.reason, act.holder, act.data],
  );

/** What a step changes; undefined members stay as they are. */
export interface RecallStep {
  readonly recall: string;
  /** As whoever acts saw it. */
  readonly version: number;
  readonly acts: readonly RecallAct[];
  readonly state?: string | undefined;
  readonly round?: number;
  readonly level?: number | undefined;
  readonly roots?: readonly string[];
  readonly publishedAt?: number;
  readonly answerDue?: number;
  readonly finishDue?: number | undefined;
  /** Of another level: whoever has not answered yet answers by then, where its time would be longer. */
  readonly soonest?: number | undefined;
  readonly closedAt?: number | undefined;
  readonly scope?: string;
  readonly holders?: readonly Pick<RecallHolder, 'holder' | 'name' | 'registered' | 'toldAt' | 'dueAt'>[];
  readonly things?: readonly RecallThing[];
  readonly items?: readonly RecallItem[];
  /** Of a drill: none of the things that it surely reaches may be in another recall or drill that goes on. */
  readonly alone?: boolean;
  /** `dueAt`: until when it answers again where it was not effective. */
  readonly checked?: { readonly holder: string; readonly effective: boolean; readonly dueAt: number };
  /** Ranges of lots that hold from now on what is recorded of them. */
  readonly ranges?: readonly NewRange[];
  /** Lots of a range that came in late, and that this round has. A holder that has not answered yet keeps its time. */
  readonly late?: readonly string[];
}

/** All of it in one transaction; false when somebody else acted in between. Throws drill_recalled. */
export async function stepRecall(database: Database, step: RecallStep): Promise<boolean> {
  return database.transaction(async (client) => {
    await lock(client, step.recall);
    if (step.alone === true) await mustBeAlone(client, step);
    const { rowCount } = await client.query(
      `update recall set version = version + 1, state = coalesce($3, state), round = coalesce($4, round), level = coalesce($5, level),
         roots = coalesce($6, roots), published_at = coalesce(${time('$7')}, published_at), answer_due = coalesce(${time('$8')}, answer_due),
         finish_due = coalesce(${time('$9')}, finish_due), closed_at = coalesce(${time('$10')}, closed_at), scope = coalesce($11, scope)
       where id = $1 and version = $2`,
      [
        step.recall,
        step.version,
        step.state ?? null,
        step.round ?? null,
        step.level ?? null,
        step.roots ?? null,
        step.publishedAt ?? null,
        step.answerDue ?? null,
        step.finishDue ?? null,
        step.closedAt ?? null,
        step.scope ?? null,
      ],
    );
    if (rowCount === 0) return false;
    await addHolders(client, step);
    if (step.soonest !== undefined)
      await client.query(
        // A graver level leaves nobody the time of the milder one: told anew, and reminded anew.
        `update recall_holder set due_at = ${time('$2')}, told_at = ${time('$3')}, reminded = 0
         where recall = $1 and answered_at is null and due_at > ${time('$2')}`,
        [step.recall, step.soonest, step.acts[0]!.at],
      );
    if (step.checked !== undefined)
      await client.query(
        // What was not effective is to be answered again, in a time of its own.
        `update recall_holder set effective = $3, answered_at = case when $3 then answered_at end,
           told_at = case when $3 then told_at else ${time('$4')} end, due_at = case when $3 then due_at else ${time('$5')} end,
           reminded = case when $3 then reminded else 0 end, escalated_at = case when $3 then escalated_at end
         where recall = $1 and holder = $2`,
        [step.recall, step.checked.holder, step.checked.effective, step.acts[0]!.at, step.checked.dueAt],
      );
    for (const act of step.acts) await addAct(client, step.recall, act);
    if (step.late !== undefined) await listLate(client, step.recall, step.round ?? 0, step.late);
    if (step.ranges !== undefined || step.state !== undefined) await changeRanges(client, step.recall, step.ranges ?? []);
    return true;
  });
}

async function mustBeAlone(client: PoolClient, { recall, things = [] }: RecallStep): Promise<void> {
  // Two drills that begin at once wait for each other.
  await lock(client, 'drills');
  const names = things.flatMap(({ thing, duty }) => (duty === 'must' ? thing : []));
  const engaged = await engagedOne(client, names, recall);
  if (engaged !== undefined) throw new ZhuisuError('drill_recalled', { came: engaged });
}

async function addHolders(
  client: PoolClient,
  { recall, holders = [], things = [], items = [], late }: RecallStep,
): Promise<void> {
  // Of what is new it is told anew, and reminded and reported anew; but nobody wins time by lots that are recorded late.
  const goesOn = late === undefined ? 'false' : 'recall_holder.answered_at is null';
  const unless = (column: string, then: string): string =>
    `${column} = case when ${goesOn} then recall_holder.${column} else ${then} end`;
  await client.query(
    `insert into recall_holder (recall, holder, name, registered, told_at, due_at)
     select $1, h.holder, h.name, h.registered, ${time('h.told')}, ${time('h.due')}
     from unnest($2::text[], $3::text[], $4::boolean[], $5::float8[], $6::float8[]) as h(holder, name, registered, told, due)
     on conflict (recall, holder) do update set ${unless('due_at', 'excluded.due_at')}, ${unless('told_at', 'excluded.told_at')},
       ${unless('reminded', '0')}, ${unless('escalated_at', 'null')}, answered_at = null, effective = null`,
    [
      recall,
      holders.map(({ holder }) => holder),
      holders.map(({ name }) => name),
      holders.map(({ registered }) => registered),
      holders.map(({ toldAt }) => toldAt),
      holders.map(({ dueAt }) => dueAt),
    ],
  );
  await client.query(
    `insert into recall_thing (recall, thing, round, kind, duty)
     select $1, t.* from unnest($2::text[], $3::smallint[], $4::text[], $5::text[]) as t on conflict do nothing`,
    [
      recall,
      things.map(({ thing }) => thing),
      things.map(({ round }) => round),
      things.map(({ kind }) => kind),
      things.map(({ duty }) => duty),
    ],
  );
  await client.query(
    `insert into recall_item (recall, holder, thing, round, kind, duty, share, uom, held_min, held_max, transit, sold, passed)
     select $1, i.* from unnest($2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[], $7::real[], $8::text[], $9::float8[],
       $10::float8[], $11::float8[], $12::float8[], $13::text[]) as i
     on conflict do nothing`,
    [
      recall,
      items.map(({ holder }) => holder),
      items.map(({ thing }) => thing),
      items.map(({ round }) => round),
      items.map(({ kind }) => kind),
      items.map(({ duty }) => duty),
      items.map(({ share }) => share),
      items.map(({ uom }) => uom),
      items.map(({ heldMin }) => heldMin),
      items.map(({ heldMax }) => heldMax),
      items.map(({ transit }) => transit),
      items.map(({ sold }) => sold),
      items.map(({ passed }) => passed),
    ],
  );
}

const lock = (client: PoolClient, recall: string): Promise<unknown> =>
  client.query('select pg_advisory_xact_lock($1::int, hashtext($2))', [advisory.recall, recall]);

/**
 * Keeps answers of one holder, and whether its list is answered by now. False for each that was scanned before.
 */
export async function addAnswers(
  database: Database,
  recall: string,
  holder: string,
  answers: readonly RecallAnswer[],
  now: number,
): Promise<boolean[]> {
  return database.transaction(async (client) => {
    await lock(client, recall);
    const kept: boolean[] = [];
    for (const each of answers) {
      const { rowCount } = await client.query(
        `insert into recall_answer (recall, at, account, organisation, holder, thing, found, quarantined, sold, returned, destroyed, note, scanned)
         values ($1, ${time('$2')}, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
        [
          recall,
          each.at,
          each.account,
          each.organisation,
          holder,
          each.thing,
          each.found,
          each.quarantined,
          each.sold,
          each.returned,
          each.destroyed,
          each.note,
          each.scanned,
        ],
      );
      kept.push(rowCount === 1);
    }
    await client.query(
      `update recall_holder h set answered_at = ${time('$3')} where h.recall = $1 and h.holder = $2 and h.answered_at is null
         and not exists (select from recall_item i where i.recall = h.recall and i.holder = h.holder
           and not exists (select from recall_answer a where a.recall = i.recall and a.holder = i.holder and a.thing = i.thing
             and a.at >= coalesce((select max(c.at) from recall_act c where c.recall = h.recall and c.holder = h.holder and c.act = 'check'
               and h.effective is false), '-infinity')))`,
      [recall, holder, now],
    );
    return kept;
  });
}

/** False when it was done already. */
export async function remindHolder(
  database: Database,
  recall: string,
  holder: string,
  how: 'remind' | 'escalate',
  now: number,
): Promise<boolean> {
  return database.transaction(async (client) => {
    await lock(client, recall);
    const { rowCount } = await client.query(
      how === 'remind'
        ? 'update recall_holder set reminded = 1 where recall = $1 and holder = $2 and reminded = 0 and answered_at is null'
        : `update recall_holder set reminded = reminded + 1, escalated_at = ${time('$3')}
           where recall = $1 and holder = $2 and escalated_at is null and answered_at is null`,
      how === 'remind' ? [recall, holder] : [recall, holder, now],
    );
    if (rowCount === 0) return false;
    await addAct(client, recall, { at: now, account: null, organisation: null, act: how, reason: '', holder, data: null });
    return true;
  });
}
