/** Running a recall: drafted, confirmed by somebody else, published with frozen lists, answered, checked, closed. */
import { randomUUID } from 'node:crypto';
import { type Problem, problem, ZhuisuError } from '../errors.ts';
import {
  type Amounts,
  actsOfRecall,
  addAnswers,
  addRecall,
  holdersOf,
  type NewRecall,
  type Recall,
  type RecallAct,
  type RecallAnswer,
  type RecallStep,
  recallAnswers,
  recallItems,
  recallSeen,
  remindHolder,
  type Store,
  silentHolders,
  stepRecall,
  thingsOfRecall,
} from '../store/index.ts';
import { ancestorsOf } from '../trace/index.ts';
import type { Acting } from './findings.ts';
import { dueTimes } from './recall-clocks.ts';
import { eachLate, eachTouched, keepOlderRanges, lateRound, missedLots, namedIn } from './recall-late.ts';
import { openRecallActs, type RecallActName, type RecallState, recallActs, recallStates } from './recall-life.ts';
import { logRecall } from './recall-log.ts';
import { scoreOf } from './recall-progress.ts';
import { publication } from './recall-publishing.ts';

const mostAmount = 1e12;

export type Drafting = Omit<NewRecall, 'id' | 'createdAt' | 'draftedBy'>;

export async function draftRecall(store: Store, drafting: Drafting, acting: Acting): Promise<string> {
  const id = randomUUID();
  const row: NewRecall = { ...drafting, id, createdAt: acting.at, draftedBy: acting.account };
  await addRecall(store.database, row, actOf('draft', drafting.reason, acting));
  return id;
}

export const actOf = (
  act: string,
  reason: string,
  { account, organisation, at }: Acting,
  more: Partial<RecallAct> = {},
): RecallAct => ({ at, account, organisation, act, reason, holder: null, data: null, ...more });

export interface Taking {
  readonly act: RecallActName;
  readonly reason: string;
  /** As it was read; undefined: as it is. */
  readonly version?: number | undefined;
  /** Of `check`. */
  readonly holder?: string | undefined;
  readonly effective?: boolean | undefined;
  /** Of `extend`: canonical URIs, and the new level. */
  readonly roots?: readonly string[] | undefined;
  readonly level?: number | undefined;
}

/** Throws recall_step, recall_changed, recall_same_person, value_invalid, drill_recalled. The recall as it is then. */
export async function takeRecallStep(store: Store, recall: Recall, taking: Taking, acting: Acting): Promise<Recall> {
  for (let before = recall; ; ) {
    try {
      return await stepOnce(store, before, taking, acting);
    } catch (error) {
      if (!(error instanceof ZhuisuError) || error.code !== 'recall_changed') throw error;
      // Lots that came in meanwhile are nobody's decision.
      const then = (await recallSeen(store.database, 'everything', recall.id))!;
      const since = (await actsOfRecall(store.database, recall.id)).slice(-(then.version - before.version));
      if (taking.version !== undefined || then.version === before.version || since.some(({ act }) => act !== 'late')) throw error;
      before = then;
    }
  }
}

async function stepOnce(store: Store, recall: Recall, taking: Taking, acting: Acting): Promise<Recall> {
  const row = recallActs[taking.act];
  const state = recall.state as RecallState;
  if (!row.from.includes(state))
    throw new ZhuisuError('recall_step', {
      state: recallStates[state],
      came: taking.act,
      expected: openRecallActs(state, row.by).join(', '),
    });
  if (row.reason && taking.reason.length < 4)
    throw new ZhuisuError('value_invalid', { path: 'reason', came: taking.reason, expected: '4 to 1,000 characters' });
  // Of the operator nobody knows who it is: what it drafted is confirmed by a person.
  if (row.second && recall.draftedBy === acting.account) throw new ZhuisuError('recall_same_person');
  if (taking.version !== undefined && taking.version !== recall.version) throw new ZhuisuError('recall_changed');
  const { holder } = taking;
  if (holder !== undefined && !(await holdersOf(store.database, recall.id)).some((each) => each.holder === holder))
    throw new ZhuisuError('value_invalid', { path: 'holder', came: holder, expected: 'a holder of this recall' });
  const step: RecallStep = {
    recall: recall.id,
    version: recall.version,
    acts: [actOf(taking.act, taking.reason, acting, taking.holder === undefined ? {} : { holder: taking.holder })],
    state: row.to,
    ...(taking.act === 'complete' || taking.act === 'withdraw' || taking.act === 'drop' ? { closedAt: acting.at } : {}),
  };
  const whole =
    taking.act === 'publish' || taking.act === 'extend'
      ? await publication(store, recall, taking, step, acting)
      : taking.act === 'check'
        ? { ...step, checked: checkOf(taking, dueTimes(recall.regime, recall.level, acting.at).answer) }
        : taking.act === 'complete' && recall.drill
          ? { ...step, acts: [...step.acts, await scoreKept(store, recall, acting)] }
          : step;
  const then = await applied(store, recall, whole, acting.at);
  if (taking.act !== 'publish' && taking.act !== 'extend') return then;
  // What was recorded while the scope was searched for is looked for once more, now that the log holds what comes.
  const missed = await missedLots(store, then);
  return missed.length === 0 ? then : takeLate(store, then, missed, acting.at);
}

/** A round for lots of its ranges that were recorded since. Throws recall_changed. */
export async function takeLate(store: Store, recall: Recall, things: readonly string[], now: number): Promise<Recall> {
  const step = await lateRound(store, recall, things, now, (begun, acting) => publication(store, recall, {}, begun, acting));
  return applied(store, recall, step, now);
}

/** Every recall whose ranges have lots that no list has; how many lots. */
export async function takeInLate(store: Store, now: number): Promise<number> {
  await keepOlderRanges(store);
  return eachLate(store, (recall, things) => takeLate(store, recall, things, now));
}

/** And what was recorded of those lots since their round; `seen`: as `eachTouched` has it. How many recalls got a round. */
export const followLateLots = (store: Store, now: number, seen: Map<string, number>): Promise<number> =>
  eachTouched(store, seen, async (recall) => {
    const step = await lateRound(store, recall, [], now, (begun, acting) => publication(store, recall, {}, begun, acting));
    const fresh = [...new Set([...(step.items ?? []), ...(step.things ?? [])].map(({ thing }) => thing))];
    const known = await thingsOfRecall(store.database, recall.id, fresh);
    const named = [...new Set((step.items ?? []).map(({ thing }) => thing)), ...fresh.filter((thing) => !known.has(thing))];
    if (named.length === 0) return false;
    await applied(
      store,
      recall,
      { ...step, acts: step.acts.map((act) => ({ ...act, reason: namedIn([...new Set(named)]) })) },
      now,
    );
    return true;
  });

/** Takes it, and writes to the log what follows from it. Throws recall_changed, drill_recalled. */
export async function applied(store: Store, recall: Recall, step: RecallStep, now: number): Promise<Recall> {
  if (!(await stepRecall(store.database, step))) throw new ZhuisuError('recall_changed');
  const then = (await recallSeen(store.database, 'everything', recall.id))!;
  await logRecall(store, then, now);
  return then;
}

/** The score as it is when the drill ends: later records change nothing of it. */
async function scoreKept({ database }: Store, recall: Recall, acting: Acting): Promise<RecallAct> {
  const [holders, items, answers] = await Promise.all([
    holdersOf(database, recall.id),
    recallItems(database, recall.id),
    recallAnswers(database, recall.id),
  ]);
  const score = scoreOf(recall, holders, items, answers);
  return actOf('score', String(score.score), acting, { data: JSON.stringify(score) });
}

function checkOf({ holder, effective }: Taking, dueAt: number): NonNullable<RecallStep['checked']> {
  if (holder !== undefined && effective !== undefined) return { holder, effective, dueAt };
  throw new ZhuisuError('value_invalid', {
    path: holder === undefined ? 'holder' : 'effective',
    came: 'nothing',
    expected: 'the holder that was checked, and whether it was effective',
  });
}

export interface AnswerGiven extends Partial<Amounts> {
  readonly thing: string;
  readonly none?: boolean | undefined;
  readonly note?: string | undefined;
}

export interface AnswerTaken {
  readonly thing: string;
  readonly status: 'kept' | 'refused';
  readonly problem?: Problem;
}

/** Each has its own outcome. Throws recall_step where nothing is answered any more. */
export async function answerAll(
  store: Store,
  recall: Recall,
  holder: string,
  given: readonly AnswerGiven[],
  acting: Acting,
): Promise<AnswerTaken[]> {
  mustBePublished(recall);
  const listed = new Set((await recallItems(store.database, recall.id, holder)).map(({ thing }) => thing));
  const answers: RecallAnswer[] = [];
  const taken = given.map((each): AnswerTaken => {
    try {
      answers.push(answerOf(each, listed, holder, acting));
      return { thing: each.thing, status: 'kept' };
    } catch (error) {
      if (!(error instanceof ZhuisuError)) throw error;
      return { thing: each.thing, status: 'refused', problem: problem(error.code, error.details) };
    }
  });
  await addAnswers(store.database, recall.id, holder, answers, acting.at);
  return taken;
}

function answerOf(
  { thing, none = false, note = '', found: told, quarantined = 0, sold = 0, returned = 0, destroyed = 0 }: AnswerGiven,
  listed: ReadonlySet<string>,
  holder: string,
  { account, organisation, at }: Acting,
): RecallAnswer {
  if (!listed.has(thing)) throw new ZhuisuError('recall_item_unknown', { came: thing });
  const taken = quarantined + returned + destroyed;
  const found = told ?? taken;
  for (const [path, came] of Object.entries({ found, quarantined, sold, returned, destroyed }))
    if (!(came >= 0 && came <= mostAmount))
      throw new ZhuisuError('value_invalid', { path, came: String(came), expected: `0 to ${mostAmount}` });
  if (none && (found > 0 || taken > 0))
    throw new ZhuisuError('value_invalid', { path: 'none', came: 'true', expected: 'no amounts beside it' });
  if (!none && told === undefined && taken === 0 && sold === 0)
    throw new ZhuisuError('value_invalid', { path: 'found', came: 'nothing', expected: 'an amount, or none: true' });
  if (taken > found * (1 + 1e-9))
    throw new ZhuisuError('value_invalid', {
      path: 'found',
      came: String(found),
      expected: `at least ${taken}: what was quarantined, returned and destroyed was found`,
    });
  return { at, account, organisation, holder, thing, found, quarantined, sold, returned, destroyed, note, scanned: null };
}

export type ScanAs = 'quarantined' | 'returned' | 'destroyed';

export interface Scanned {
  readonly code: string;
  readonly affected: boolean;
  /** The thing of the list that it counts for. */
  readonly thing?: string;
  /** False: it was scanned before. */
  readonly counted: boolean;
}

/** A single code in somebody's hands: does it belong to the list; if so it is one more of it. */
export async function answerScan(
  store: Store,
  recall: Recall,
  holder: string,
  code: string,
  as: ScanAs,
  { account, organisation, at }: Acting,
): Promise<Scanned> {
  mustBePublished(recall);
  const items = await recallItems(store.database, recall.id, holder);
  const listed = new Map(items.map((each) => [each.thing, each]));
  const thing = listed.has(code) ? code : (await ancestorsOf(store.links, code)).find((each) => listed.has(each));
  if (thing === undefined) return { code, affected: false, counted: false };
  // A lot is no single thing: how much of it is there has to be said.
  if (code === thing && listed.get(thing)!.kind === 'lot') return { code, affected: true, thing, counted: false };
  const none = { found: 1, quarantined: 0, sold: 0, returned: 0, destroyed: 0 };
  const answer: RecallAnswer = { ...none, [as]: 1, at, account, organisation, holder, thing, note: '', scanned: code };
  const [counted = false] = await addAnswers(store.database, recall.id, holder, [answer], at);
  return { code, affected: true, thing, counted };
}

function mustBePublished({ state }: Recall): void {
  if (state === 'published') return;
  throw new ZhuisuError('recall_step', { state: recallStates[state as RecallState], came: 'answer', expected: '—' });
}

/** Half of the time gone: reminded. All of it: told to the department. Each once. */
export async function remindSilent(store: Store, now: number): Promise<{ reminded: number; escalated: number }> {
  let [reminded, escalated] = [0, 0];
  for (const { recall, holder, dueAt, reminded: before, escalatedAt } of await silentHolders(store.database, now, 1_000)) {
    if (before === 0 && (await remindHolder(store.database, recall, holder, 'remind', now))) reminded++;
    if (dueAt <= now && escalatedAt === null && (await remindHolder(store.database, recall, holder, 'escalate', now)))
      escalated++;
  }
  return { reminded, escalated };
}
