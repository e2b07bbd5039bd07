/** Rules about single units and the containers they lie in: codes, what happened to each, where each is. */
import { recognise } from '../../../codes/index.ts';
import type { Which } from '../definition.ts';
import type { Past } from '../facts.ts';
import {
  dayOf,
  fails,
  holds,
  isOf,
  isStage,
  type KindOf,
  keysOf,
  type Situation,
  thingsIn,
  timeOf,
  unknown,
  words,
} from '../situation.ts';

export type History = (thing: string) => readonly Past[];

/** Containers in containers are followed so far; packing has three or four levels (NMPAB/T 1002, UDI package levels). */
const deepest = 8;

const isPacking = ({ event }: Past): boolean => event.type === 'AggregationEvent' && event.action === 'ADD';
const isUnpacking = ({ event }: Past): boolean => event.type === 'AggregationEvent' && event.action === 'DELETE';
const holdsThing = (past: Past, thing: string): boolean => thingsIn(past.event, 'children').some(({ code }) => code === thing);
/** An unpacking without a list empties the container. */
const takesOut = (past: Past, thing: string): boolean => emptied(past) || (isUnpacking(past) && holdsThing(past, thing));

const standsAs = ({ event }: Past, thing: string, as: Which): boolean => thingsIn(event, as).some(({ code }) => code === thing);
const emptied = (past: Past): boolean => isUnpacking(past) && thingsIn(past.event, 'children').length === 0;

/** Records of the thing, and of each container while the thing lay in it; earliest first. */
export function storyOf(thing: string, history: History, depth = 0): readonly Past[] {
  const own = history(thing);
  if (depth >= deepest) return own;
  const around = own
    .filter((past) => isPacking(past) && holdsThing(past, thing))
    .map((packing) => {
      const container = packing.event.parentID as string;
      const outside = storyOf(container, history, depth + 1);
      const end = outside.find((past) => past.at >= packing.at && takesOut(past, thing))?.at ?? Number.POSITIVE_INFINITY;
      return outside.filter(({ at }) => at >= packing.at && at <= end);
    });
  const all = new Map([...own, ...around.flat()].map((past) => [past.eventID, past]));
  return [...all.values()].sort((a, b) => a.at - b.at);
}

/** What was packed into the thing, on all levels; what was taken out again counts, for a container that was opened is no longer whole. */
function packedInto(thing: string, history: History, depth = 0): readonly string[] {
  if (depth >= deepest) return [];
  const children = history(thing)
    .filter((past) => isPacking(past) && past.event.parentID === thing)
    .flatMap(({ event }) => thingsIn(event, 'children').map(({ code }) => code));
  const below = children.map((child) => packedInto(child, history, depth + 1));
  return [...children, ...below.flat()];
}

/** The history up to this record, without it. */
export const historyBefore =
  (situation: Situation, read: (thing: string, until: number) => readonly Past[]): History =>
  (thing) =>
    read(thing, timeOf(situation)).filter(({ eventID }) => eventID !== situation.event.eventID);

export const scheme: KindOf<'scheme'> = (test, situation) => {
  for (const code of keysOf(test.of, situation)) {
    const fit = recognise(code).find((reading) => test.schemes.includes(reading.scheme));
    if (fit?.structure === 'valid') continue;
    const reason = fit?.reasons[0] ?? words('不是所要求的编码', 'no code of the kinds that are asked for');
    return fails(words(`${code}：${reason.zh}`, `${code}: ${reason.en}`));
  }
  return holds();
};

export const custody: KindOf<'custody'> = (test, situation, { facts }) => {
  const history = historyBefore(situation, (thing, until) => facts.history(thing, until));
  const named = thingsIn(situation.event, test.of).map(({ code }) => code);
  const asked = test.contents ? named.flatMap((each) => packedInto(each, history)) : named;
  const is = (past: Past, stages: readonly string[]): boolean => isStage(past, stages, situation.category);
  const { as } = test;
  const told = asked.map((thing) => ({
    thing,
    full: test.contents ? history(thing) : storyOf(thing, history),
  }));
  for (const { thing, full } of told) {
    const story = as === undefined ? full : full.filter((past) => standsAs(past, thing, as) || emptied(past));
    const came = (past: Past): boolean =>
      is(past, test.came!) ||
      (test.orCame !== undefined && isOf(past, test.orCame.stages, situation.category, test.orCame.where));
    if (test.came !== undefined && !story.some(came))
      return fails(
        words(`${thing} 没有来源记录（${test.came.join('、')}）`, `${thing} has no record of ${test.came.join(', ')}`),
      );
    const since = story.findLast((past) => is(past, test.since ?? []))?.at ?? Number.NEGATIVE_INFINITY;
    const bad = story.find((past) => past.at >= since && is(past, test.never ?? []));
    if (bad !== undefined)
      return fails(
        words(
          `${thing} 在 ${dayOf(bad.at)} 已有“${bad.stage}”的记录`,
          `${thing} has a record of ${bad.stage} on ${dayOf(bad.at)}`,
        ),
        [bad.eventID],
      );
  }
  return holds();
};

export const whereabouts: KindOf<'whereabouts'> = (test, situation, { facts }) => {
  const history = historyBefore(situation, (thing, until) => facts.history(thing, until));
  const placeOf = (event: Situation['event']): string | undefined => (event.bizLocation as { id?: string } | undefined)?.id;
  const here = placeOf(situation.event);
  if (here === undefined) return unknown(words('没有写明地点', 'the place is not stated'));
  let compared = false;
  const told = thingsIn(situation.event, test.of).map(({ code }) => ({ code, story: storyOf(code, history) }));
  for (const { code, story } of told) {
    const last = story.findLast(({ event }) => placeOf(event) !== undefined);
    if (last === undefined) continue;
    compared = true;
    const there = placeOf(last.event);
    if (there === here || isStage(last, test.moves, situation.category)) continue;
    const day = dayOf(last.at);
    return fails(
      words(
        `${code} 在 ${day} 位于 ${there}，其后没有移动记录`,
        `${code} was at ${there} on ${day}, and no move is on record since`,
      ),
      [last.eventID],
    );
  }
  return compared ? holds() : unknown(words('没有先前的地点', 'no earlier place is on record'));
};
