/**
 * Lots of a recalled range that are recorded after the publication. The log holds them back in the commit that brings them
 * (`store/range-holds.ts`); here they get lists: a round of its own, which nobody has to ask for.
 */
import { inLotRange, type LotRange, lotRangeOf } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import {
  addRanges,
  isTouchedSince,
  lateLots,
  logHead,
  type NewRange,
  type Recall,
  type RecallStep,
  type RecallThing,
  recallSeen,
  recallsWithLate,
  recordedOf,
  type Store,
  thingsOfRecall,
  withoutRanges,
} from '../store/index.ts';
import type { Acting } from './findings.ts';
import { lotsInRange } from './lot-ranges.ts';
import { rangeSays } from './recall-log.ts';

/** The ranges among the roots of a recall. Two dots may stand in the code of one lot too: that counts where it is on record. */
export async function rangesAmong({ database }: Store, roots: readonly string[]): Promise<LotRange[]> {
  const ranges = roots.map((id) => lotRangeOf(id)).filter((each) => each !== undefined);
  if (ranges.length === 0) return [];
  const lots = await recordedOf(
    database,
    ranges.map(({ id }) => id),
  );
  return ranges.filter(({ id }) => !lots.has(id));
}

/** As the log keeps them, so that it holds what is recorded of them from `since` on. */
export async function newRanges(
  store: Store,
  recall: Recall,
  roots: readonly string[],
  round: number,
  since: number,
): Promise<NewRange[]> {
  const ranges = await rangesAmong(store, roots);
  if (ranges.length === 0) return [];
  const says = JSON.stringify(await rangeSays(store, recall));
  return ranges.map(({ id }) => ({ range: id, round, since, says }));
}

/** What the act says of them: a recall of thousands of lots has its lists for the rest. */
const mostNamed = 20;

export const namedIn = (things: readonly string[]): string =>
  `${things.slice(0, mostNamed).join(' ')}${things.length > mostNamed ? ` … (${things.length})` : ''}`;

/** A round that was not asked for by anybody. `publish`: freezes the lists of a recall that goes on. */
export async function lateRound(
  store: Store,
  recall: Recall,
  things: readonly string[],
  now: number,
  publish: (step: RecallStep, acting: Acting) => Promise<RecallStep>,
): Promise<RecallStep> {
  const acting: Acting = { account: null, organisation: null, at: now };
  const act = { at: now, account: null, organisation: null, act: 'late', reason: namedIn(things), holder: null, data: null };
  const step: RecallStep = { recall: recall.id, version: recall.version, acts: [act], late: things };
  if (recall.state === 'published') return publish(step, acting);
  // Nobody answers a recall that is closed: its lots are held all the same.
  const round = recall.round + 1;
  const ranges = await rangesAmong(store, recall.roots);
  return { ...step, round, things: things.map((thing) => heldThing(ranges, thing, round)) };
}

const heldThing = (ranges: readonly LotRange[], thing: string, round: number): RecallThing => ({
  thing,
  round,
  kind: 'lot',
  duty: ranges.some((range) => inLotRange(range, thing) === 'sure') ? 'must' : 'check',
});

/** Lots of its ranges that no list has: recorded between the search for its scope and its publication. */
export async function missedLots(store: Store, recall: Recall): Promise<string[]> {
  if (recall.drill) return [];
  const ranges = await rangesAmong(store, recall.roots);
  if (ranges.length === 0) return [];
  const lots = new Set<string>();
  for (const range of ranges) {
    const { sure, maybe } = await lotsInRange(store, range);
    for (const lot of [...sure, ...maybe]) lots.add(lot);
  }
  const listed = await thingsOfRecall(store.database, recall.id, [...lots]);
  return [...lots].filter((lot) => !listed.has(lot)).sort();
}

/** Ranges of recalls that were published before the log kept any. */
export async function keepOlderRanges(store: Store): Promise<void> {
  for (const id of await withoutRanges(store.database)) {
    const recall = (await recallSeen(store.database, 'everything', id))!;
    const ranges = await newRanges(store, recall, recall.roots, 1, recall.publishedAt ?? recall.createdAt);
    if (ranges.length > 0) await addRanges(store.database, id, ranges);
  }
}

/** Things of one recall that are looked at for records that came since. */
const mostTouched = 20_000;

/**
 * What follows a late lot comes late too: it was packed, sent, received. Recalls with such lots are searched anew when their things were
 * named again. `seen`: up to which number of the log this process has looked for each. The result: how many found something new.
 */
export async function eachTouched(
  store: Store,
  seen: Map<string, number>,
  search: (recall: Recall) => Promise<boolean>,
): Promise<number> {
  let found = 0;
  for (const id of await recallsWithLate(store.database)) {
    const recall = await recallSeen(store.database, 'everything', id);
    if (recall === undefined || !(await isTouchedSince(store.database, id, seen.get(id) ?? 0, mostTouched))) continue;
    const head = await logHead(store.database);
    try {
      if (await search(recall)) found++;
      seen.set(id, head);
    } catch (error) {
      if (!(error instanceof ZhuisuError) || error.code !== 'recall_changed') throw error;
    }
  }
  return found;
}

/** `take`: the round of one recall. What somebody else acted on meanwhile is left to the next time. */
export async function eachLate(
  store: Store,
  take: (recall: Recall, things: readonly string[]) => Promise<unknown>,
): Promise<number> {
  let taken = 0;
  for (const { recall: id, things } of await lateLots(store.database)) {
    const recall = await recallSeen(store.database, 'everything', id);
    if (recall === undefined) continue;
    try {
      await take(recall, things);
      taken += things.length;
    } catch (error) {
      if (!(error instanceof ZhuisuError) || error.code !== 'recall_changed') throw error;
    }
  }
  return taken;
}
