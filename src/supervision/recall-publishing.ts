/** From the scope of a recall to the step that freezes its lists. */
import { ZhuisuError } from '../errors.ts';
import {
  engagedThings,
  type Recall,
  type RecallItem,
  type RecallStep,
  type RecallThing,
  recallItems,
  type Store,
} from '../store/index.ts';
import { type Firm, type ScopeAnswer, type Scoped, scopeAnswer, scopeOf } from '../trace/index.ts';
import type { Acting } from './findings.ts';
import { rootsWithLots } from './lot-ranges.ts';
import { dueTimes } from './recall-clocks.ts';
import { newRanges } from './recall-late.ts';
import { affectedThings, holderLists } from './recall-lists.ts';
import { itemKey } from './recall-progress.ts';
import { isRegistered, storeReader } from './recall-reader.ts';
import { frozenScope } from './recall-scope.ts';

/** Milliseconds: a search for the scope ends after this with what it found. */
const searchMillis = 30_000;
/** And the trying of whom to ask first after this much more. */
const callMillis = 5_000;
const mostItems = 50_000;

export interface Naming {
  /** Canonical URIs that come to those that it names. */
  readonly roots?: readonly string[] | undefined;
  readonly level?: number | undefined;
}

/**
 * The lists as they are frozen now. Throws code_unknown where nothing is recorded of any root. `found`: a search of a moment ago.
 */
export async function publication(
  store: Store,
  recall: Recall,
  { roots: more = [], level = recall.level }: Naming,
  step: RecallStep,
  { at }: Acting,
  found?: Searched,
): Promise<RecallStep> {
  const roots = [...new Set([...recall.roots, ...more])];
  const { scoped, answer, names } = found ?? (await searched(store, roots));
  if (!answer.recorded) throw new ZhuisuError('code_unknown', { came: roots[0] ?? '' });
  const round = recall.round + 1;
  const before = new Map((await recallItems(store.database, recall.id)).map((each) => [itemKey(each), each.duty]));
  const affected = affectedThings(answer, round);
  // What is recalled is on a list that is no drill.
  const elsewhere = recall.drill ? await engagedThings(store.database, possible(affected), recall.id) : new Map<string, never>();
  const items = holderLists(scoped, answer)
    .filter((each) => isNew(before.get(itemKey(each)), each.duty) && !elsewhere.has(each.thing))
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
    ...(level === recall.level ? {} : { soonest: due.answer }),
    ...(step.late === undefined ? { answerDue: due.answer, finishDue: due.finish?.at } : {}),
    ...(recall.drill ? {} : { ranges: await newRanges(store, recall, roots, round, at) }),
    scope: JSON.stringify(frozenScope(answer, names, due.finish)),
    holders,
    things: affected.filter(({ thing }) => !elsewhere.has(thing)),
    items,
  };
}

const possible = (things: readonly RecallThing[]): string[] =>
  things.flatMap(({ thing, duty }) => (duty === 'check' ? thing : []));

/** Of what was to be looked for it is news that it must be found. */
const isNew = (before: RecallItem['duty'] | undefined, duty: RecallItem['duty']): boolean =>
  before === undefined || (before === 'check' && duty === 'must');

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
