/** Recalls and drills as they are read: rows, the frozen lists of holders, answers, steps. Times are milliseconds since 1970. */
import type { Database } from './database.ts';
import { gathering } from './gathering.ts';
import type { Alternative, Bind, Sight } from './sight.ts';

export interface Recall {
  readonly id: string;
  readonly createdAt: number;
  readonly organisation: string | null;
  readonly organisationName: string | null;
  readonly organisationForm: string | null;
  readonly orderedBy: string | null;
  readonly drill: boolean;
  readonly category: string;
  readonly area: string | null;
  readonly regime: string;
  readonly level: number;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly reason: string;
  readonly instructionsZh: string;
  readonly instructionsEn: string;
  readonly roots: readonly string[];
  readonly learntAt: number;
  readonly draftedBy: string | null;
  /** JSON */
  readonly draw: string | null;
  readonly state: string;
  readonly round: number;
  readonly publishedAt: number | null;
  readonly answerDue: number | null;
  readonly finishDue: number | null;
  readonly closedAt: number | null;
  /** JSON */
  readonly scope: string | null;
  readonly logged: number;
  readonly version: number;
}

export type NewRecall = Omit<
  Recall,
  | 'organisationName'
  | 'organisationForm'
  | 'state'
  | 'round'
  | 'publishedAt'
  | 'answerDue'
  | 'finishDue'
  | 'closedAt'
  | 'scope'
  | 'logged'
  | 'version'
>;

export interface RecallMark {
  readonly createdAt: number;
  readonly id: string;
}

export interface RecallFilter {
  readonly states?: readonly string[] | undefined;
  readonly drill?: boolean | undefined;
  readonly categories?: readonly string[] | undefined;
}

export interface RecallHolder {
  readonly holder: string;
  readonly name: string;
  readonly registered: boolean;
  readonly toldAt: number;
  readonly dueAt: number;
  readonly answeredAt: number | null;
  readonly reminded: number;
  readonly escalatedAt: number | null;
  readonly effective: boolean | null;
}

export interface RecallThing {
  readonly thing: string;
  readonly round: number;
  readonly kind: string;
  readonly duty: 'must' | 'check';
}

export interface RecallItem extends RecallThing {
  readonly holder: string;
  readonly share: number;
  readonly uom: string;
  readonly heldMin: number;
  readonly heldMax: number | null;
  readonly transit: number;
  readonly sold: number;
  /** JSON: names of those it was passed on to. */
  readonly passed: string;
}

export interface Amounts {
  readonly found: number;
  readonly quarantined: number;
  readonly sold: number;
  readonly returned: number;
  readonly destroyed: number;
}

export interface RecallAnswer extends Amounts {
  readonly at: number;
  readonly account: string | null;
  readonly organisation: string | null;
  readonly holder: string;
  readonly thing: string;
  readonly note: string;
  readonly scanned: string | null;
}

export interface RecallAct {
  readonly at: number;
  readonly account: string | null;
  readonly organisation: string | null;
  readonly act: string;
  readonly reason: string;
  readonly holder: string | null;
  readonly data: string | null;
}

const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;
const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;

const columns = `r.id, ${millis('r.created_at')} as "createdAt", r.organisation, o.name as "organisationName",
  o.form as "organisationForm", r.ordered_by as "orderedBy", r.drill, r.category, r.area, r.regime, r.level, r.title_zh as "titleZh",
  r.title_en as "titleEn", r.reason, r.instructions_zh as "instructionsZh", r.instructions_en as "instructionsEn", r.roots,
  ${millis('r.learnt_at')} as "learntAt", r.drafted_by as "draftedBy", r.draw, r.state, r.round, ${millis('r.published_at')} as "publishedAt",
  ${millis('r.answer_due')} as "answerDue", ${millis('r.finish_due')} as "finishDue", ${millis('r.closed_at')} as "closedAt", r.scope, r.logged,
  r.version`;
const joined = 'recall r left join organisation o on o.id = r.organisation';

export type Reach = 'whole' | 'parts';

/**
 * Undefined: nothing is seen. A holder sees what was published, whoever recalls sees its own from the draft on; what was ordered is its
 * own to see and not to run. `parts`: in an area also those of elsewhere, once they are published, that a firm of the area holds something of.
 */
function seenSql(sight: Sight, bind: Bind, reach: Reach): string | undefined {
  if (sight === 'everything') return 'true';
  const ways = sight.flatMap((each) => wayOf(each, bind, reach));
  return ways.length === 0 ? undefined : `(${ways.join(' or ')})`;
}

function wayOf({ owners, parties, categories, areas, steps, cases, things }: Alternative, bind: Bind, reach: Reach): string[] {
  if (steps !== undefined || cases !== undefined || things !== undefined) return [];
  const clauses = ['true'];
  if (owners !== undefined) clauses.push(`r.organisation = any(${bind(owners)}::uuid[]) and r.ordered_by is null`);
  if (parties !== undefined) {
    const own = bind(parties);
    clauses.push(`(r.organisation = any(${own}::uuid[]) or r.published_at is not null and exists (
      select from recall_holder h where h.recall = r.id and h.holder = any(${own}::text[])))`);
  }
  if (categories !== undefined) clauses.push(`r.category = any(${bind(categories)}::text[])`);
  if (areas !== undefined) {
    const within = bind(areas.map((area) => `${area}%`));
    const held = reach === 'parts' ? `or r.published_at is not null and exists (${heldIn('r.id', within)})` : '';
    clauses.push(`(r.area like any(${within}::text[]) ${held})`);
  }
  return [`(${clauses.join(' and ')})`];
}

/** Registered holders of areas. */
const heldIn = (recall: string, areas: string): string =>
  `select h.holder from recall_holder h join organisation x on x.id::text = h.holder
   where h.recall = ${recall} and exists (select from unnest(x.areas) a where a like any(${areas}::text[]))`;

/** `areas`: beginnings of division codes. */
export const holdersIn = async (database: Database, recall: string, areas: readonly string[]): Promise<Set<string>> => {
  const rows = await database.query<{ holder: string }>(heldIn('$1', '$2'), [recall, areas.map((area) => `${area}%`)]);
  return new Set(rows.map(({ holder }) => holder));
};

/** Those among `ids` that are seen whole. */
export async function seenWhole(database: Database, sight: Sight, ids: readonly string[]): Promise<Set<string>> {
  const values: unknown[] = [ids];
  const seen = seenSql(sight, (value) => `$${values.push(value)}`, 'whole');
  if (seen === undefined) return new Set();
  const rows = await database.query<{ id: string }>(`select r.id from recall r where r.id = any($1::uuid[]) and ${seen}`, values);
  return new Set(rows.map(({ id }) => id));
}

/** The newest first, parts included. */
export async function listRecalls(
  database: Database,
  sight: Sight,
  { states, drill, categories }: RecallFilter,
  limit: number,
  after?: RecallMark,
): Promise<Recall[]> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const seen = seenSql(sight, bind, 'parts');
  if (seen === undefined) return [];
  const clauses = [seen];
  if (states !== undefined) clauses.push(`r.state = any(${bind(states)}::text[])`);
  if (drill !== undefined) clauses.push(`r.drill = ${bind(drill)}`);
  if (categories !== undefined) clauses.push(`r.category = any(${bind(categories)}::text[])`);
  if (after !== undefined)
    clauses.push(`(${millis('r.created_at')}, r.id) < (${bind(after.createdAt)}::float8, ${bind(after.id)}::uuid)`);
  return database.query<Recall>(
    `select ${columns} from ${joined} where ${clauses.join(' and ')} order by ${millis('r.created_at')} desc, r.id desc limit ${bind(limit)}`,
    values,
  );
}

/** Undefined where it may not be seen, as where it is not there. */
export async function recallSeen(
  database: Database,
  sight: Sight,
  id: string,
  reach: Reach = 'whole',
): Promise<Recall | undefined> {
  const values: unknown[] = [id];
  const seen = seenSql(sight, (value) => `$${values.push(value)}`, reach);
  if (seen === undefined) return undefined;
  const [row] = await database.query<Recall>(`select ${columns} from ${joined} where r.id = $1 and ${seen}`, values);
  return row;
}

/** Published ones, of which a firm has a list. */
export const recallsOfHolder = (
  database: Database,
  holder: string,
  limit: number,
): Promise<(Recall & Pick<RecallHolder, 'dueAt' | 'answeredAt' | 'reminded'> & { readonly items: number })[]> =>
  database.query(
    `select ${columns}, ${millis('h.due_at')} as "dueAt", ${millis('h.answered_at')} as "answeredAt", h.reminded,
       (select count(distinct i.thing)::int from recall_item i where i.recall = r.id and i.holder = h.holder) as items
     from recall_holder h join ${joined} on r.id = h.recall
     where h.holder = $1 and r.state = 'published' order by h.answered_at is not null, h.due_at, r.id limit $2`,
    [holder, limit],
  );

export const holdersOf = (database: Database, recall: string): Promise<RecallHolder[]> =>
  database.query(
    `select holder, name, registered, ${millis('told_at')} as "toldAt", ${millis('due_at')} as "dueAt",
       ${millis('answered_at')} as "answeredAt", reminded, ${millis('escalated_at')} as "escalatedAt", effective
     from recall_holder where recall = $1 order by holder`,
    [recall],
  );

/** Of one holder, or of all; of what was to be looked for and then to be found, the latter. */
export const recallItems = (database: Database, recall: string, holder?: string): Promise<RecallItem[]> =>
  database.query(
    `select * from (
       select distinct on (holder, thing) holder, thing, round, kind, duty, share, uom, held_min as "heldMin", held_max as "heldMax", transit,
         sold, passed
       from recall_item where recall = $1 and ($2::text is null or holder = $2) order by holder, thing, duty desc) i
     order by holder, duty desc, thing`,
    [recall, holder ?? null],
  );

export const recallAnswers = (database: Database, recall: string, holder?: string): Promise<RecallAnswer[]> =>
  database.query(
    `select ${millis('at')} as at, account, organisation, holder, thing, found, quarantined, sold, returned, destroyed, note, scanned
     from recall_answer where recall = $1 and ($2::text is null or holder = $2) order by seq`,
    [recall, holder ?? null],
  );

export const actsOfRecall = (database: Database, recall: string): Promise<RecallAct[]> =>
  database.query(
    `select ${millis('at')} as at, account, organisation, act, reason, holder, data from recall_act where recall = $1 order by seq`,
    [recall],
  );

/**
 * What of a recall is affected for sure or likely, without crates: its state is set in the log. Of all rounds also lots that no list has
 * yet; of one round without those that came in late, which the log holds already.
 */
export const recalledThings = (
  database: Database,
  recall: string,
  round?: number,
): Promise<Pick<RecallThing, 'thing' | 'kind'>[]> =>
  database.query(
    `select thing, kind from recall_thing where recall = $1 and duty = 'must' and kind <> 'container' and ($2::int is null or round = $2
       and not exists (select from recall_late l where l.recall = $1 and l.thing = recall_thing.thing and l.duty = 'must'))
     union select thing, 'lot' from recall_late where recall = $1 and duty = 'must' and $2::int is null
     order by thing`,
    [recall, round ?? null],
  );

/** Those of them that another recall still holds back. */
export const recalledElsewhere = async (database: Database, recall: string, things: readonly string[]): Promise<Set<string>> => {
  const rows = await database.query<{ thing: string }>(
    `select i.thing from (select recall, thing, duty from recall_thing union select recall, thing, duty from recall_late) i
       join recall r on r.id = i.recall
     where i.thing = any($2::text[]) and i.recall <> $1 and i.duty = 'must' and not r.drill and r.state in ('published', 'completed')`,
    [recall, things],
  );
  return new Set(rows.map(({ thing }) => thing));
};

/** When the first of those that hold anything back was published, milliseconds since 1970; undefined where none does. */
export const earliestRecall = (database: Database): Promise<number | undefined> => earliest(database, [0]);

/** Asked by every capture of a sale or shipment: those that come together ask once. */
const earliest = gathering<0, number | undefined>(async (database) => {
  const [row] = await database.query<{ at: number | null }>(
    `select ${millis('min(published_at)')} as at from recall where not drill and state in ('published', 'completed')`,
    [],
    'earliest-recall',
  );
  return row?.at ?? undefined;
});

export const markLogged = (database: Database, recall: string, round: number): Promise<unknown> =>
  database.query('update recall set logged = greatest(logged, $2) where id = $1', [recall, round]);

/** Of which the log lacks the events: a process ended between the two. */
export const unlogged = (database: Database): Promise<Recall[]> =>
  database.query(
    `select ${columns} from ${joined} where not r.drill and r.round > 0
       and (r.state in ('published', 'completed') and r.logged < r.round or r.state = 'withdrawn' and r.logged <= r.round)`,
  );

/** Silent holders whose time is half over, and then over: each is told once of either. */
export const silentHolders = (
  database: Database,
  now: number,
  limit: number,
): Promise<(RecallHolder & { readonly recall: string })[]> =>
  database.query(
    `select h.recall, h.holder, h.name, h.registered, ${millis('h.told_at')} as "toldAt", ${millis('h.due_at')} as "dueAt",
       ${millis('h.answered_at')} as "answeredAt", h.reminded, ${millis('h.escalated_at')} as "escalatedAt", h.effective
     from recall_holder h join recall r on r.id = h.recall
     where r.state = 'published' and h.answered_at is null
       and (h.escalated_at is null and h.due_at <= ${time('$1')}
         or h.reminded = 0 and h.told_at + (h.due_at - h.told_at) / 2 <= ${time('$1')})
     order by h.due_at, h.recall, h.holder limit $2`,
    [now, limit],
  );

export interface HolderCounts {
  readonly recall: string;
  readonly holders: number;
  readonly answered: number;
  readonly overdue: number;
}

export const holderCounts = (database: Database, recalls: readonly string[], now: number): Promise<HolderCounts[]> =>
  database.query(
    `select recall, count(*)::int as holders, (count(*) filter (where answered_at is not null))::int as answered,
       (count(*) filter (where answered_at is null and due_at < ${time('$2')}))::int as overdue
     from recall_holder where recall = any($1::uuid[]) group by recall`,
    [recalls, now],
  );

/** Why each of these is recalled by a recall that was published and not withdrawn; the newest where there are several. */
export async function recallReasons(database: Database, things: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ thing: string; reason: string }>(
    `select t.thing, r.reason
     from (select recall, thing from recall_thing union select recall, thing from recall_late) t join recall r on r.id = t.recall
     where t.thing = any($1::text[]) and r.state in ('published', 'completed') and not r.drill order by r.published_at`,
    [things],
  );
  return new Map(rows.map(({ thing, reason }) => [thing, reason]));
}
