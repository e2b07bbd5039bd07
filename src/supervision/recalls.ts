/** Running a recall: drafted, confirmed by somebody else, published with frozen lists, answered, checked, closed. */
import { randomUUID } from 'node:crypto';
import { type Problem, problem, ZhuisuError } from '../errors.ts';
import {
  type Amounts,
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
} from '../store/index.ts';
import { ancestorsOf, type Firm, type ScopeAnswer, type Scoped, scopeAnswer, scopeOf } from '../trace/index.ts';
import type { Acting } from './findings.ts';
import { rootsWithLots } from './lot-ranges.ts';
import { dueTimes } from './recall-clocks.ts';
import { openRecallActs, type RecallActName, type RecallState, recallActs, recallStates } from './recall-life.ts';
import { affectedThings, holderLists } from './recall-lists.ts';
import { logRecall } from './recall-log.ts';
import { scoreOf } from './recall-progress.ts';
import { isRegistered, storeReader } from './recall-reader.ts';
import { frozenScope } from './recall-scope.ts';

/** Milliseconds: a search for the scope ends after this with what it found. */
const searchMillis = 30_000;
/** And the trying of whom to ask first after this much more. */
const callMillis = 5_000;
const mostItems = 50_000;
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

/** Throws recall_step, recall_changed, recall_same_person, value_invalid. The recall as it is then. */
export async function takeRecallStep(store: Store, recall: Recall, taking: Taking, acting: Acting): Promise<Recall> {
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
        ? { ...step, checked: checkOf(taking) }
        : taking.act === 'complete' && recall.drill
          ? { ...step, acts: [...step.acts, await scoreKept(store, recall, acting)] }
          : step;
  return applied(store, recall, whole, acting.at);
}

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

function checkOf({ holder, effective }: Taking): { holder: string; effective: boolean } {
  if (holder !== undefined && effective !== undefined) return { holder, effective };
  throw new ZhuisuError('value_invalid', {
    path: holder === undefined ? 'holder' : 'effective',
    came: 'nothing',
    expected: 'the holder that was checked, and whether it was effective',
  });
}

/**
 * The lists as they are frozen now. Throws code_unknown where nothing is recorded of any root. `found`: a search of a moment ago.
 */
export async function publication(
  store: Store,
  recall: Recall,
  { roots: more = [], level = recall.level }: Pick<Taking, 'roots' | 'level'>,
  step: RecallStep,
  { at }: Acting,
  found?: Searched,
): Promise<RecallStep> {
  const roots = [...new Set([...recall.roots, ...more])];
  const { scoped, answer, names } = found ?? (await searched(store, roots));
  if (!answer.recorded) throw new ZhuisuError('code_unknown', { came: roots[0] ?? '' });
  const round = recall.round + 1;
  const before = new Map((await recallItems(store.database, recall.id)).map((each) => [`${each.holder}\n${each.thing}`, each]));
  const items = holderLists(scoped, answer)
    .filter(({ holder, thing }) => !before.has(`${holder}\n${thing}`))
    .slice(0, mostItems)
    .map((each) => ({ ...each, round }));
  const acts = step.acts.map((act, i) =>
    i === step.acts.length - 1 ? { ...act, data: JSON.stringify({ round, level, roots }) } : act,
  );
  const due = dueTimes(recall.regime, level, at);
  const holders = [...new Set(items.map(({ holder }) => holder))].map((holder) => ({
    holder,
    name: names.get(holder) ?? holder,
    registered: isRegistered(holder),
    toldAt: at,
    dueAt: due.answer,
  }));
  return {
    ...step,
    acts,
    round,
    level,
    roots,
    alone: recall.drill,
    ...(recall.publishedAt === null ? { publishedAt: at } : {}),
    answerDue: due.answer,
    finishDue: due.finish?.at,
    scope: JSON.stringify(frozenScope(answer, names, due.finish)),
    holders,
    things: affectedThings(answer, round),
    items,
  };
}

export interface Searched {
  readonly scoped: Scoped;
  readonly answer: ScopeAnswer;
  readonly names: ReadonlyMap<Firm, string>;
}

/** Everything of it, whoever may see it: who must act is not a question of who asks. */
export async function searched(store: Store, roots: readonly string[]): Promise<Searched> {
  const names = new Map<Firm, string>();
  const began = performance.now();
  const scoped = await scopeOf(storeReader(store, names), await rootsWithLots(store, roots), {
    expired: () => performance.now() - began > searchMillis,
  });
  const searched = performance.now();
  const answer = await scopeAnswer(scoped, undefined, {
    expired: () => performance.now() - searched > callMillis,
    pause: () => new Promise((done) => setImmediate(done)),
  });
  return { scoped, answer, names };
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
