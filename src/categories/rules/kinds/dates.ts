/** Rules about the time between two dates of a record, and about what comes again. */

import type { Test } from '../definition.ts';
import type { Past } from '../facts.ts';
import {
  dayMicros,
  dayOf,
  fails,
  holds,
  isOf,
  type KindOf,
  labelOf,
  minuteOf,
  momentOf,
  type Situation,
  type Surroundings,
  startOf,
  stories,
  timeOf,
  unknown,
  words,
} from '../situation.ts';
import type { Span } from '../timed.ts';
import { numberFrom } from './quantities.ts';

/** The same day so many months later; the last of the month where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}
export const addDays = (day: string, days: number): string => dayOf(startOf(day) + days * dayMicros);

interface Bound {
  readonly end: number;
  readonly zh: string;
  readonly en: string;
}

function endOf({ minutes, days, months = 0 }: Span, from: number): Bound {
  if (minutes !== undefined) return { end: from + minutes * 60_000_000, zh: `${minutes} 分钟`, en: `${minutes} minutes` };
  if (days !== undefined) return { end: startOf(addDays(dayOf(from), days)), zh: `${days} 天`, en: `${days} days` };
  return { end: startOf(addMonths(dayOf(from), months)), zh: `${months} 个月`, en: `${months} months` };
}

/** To the minute where it counts by minutes. */
const shown = (at: number, { minutes }: Span): string => (minutes === undefined ? dayOf(at) : minuteOf(at));

export const elapsed: KindOf<'elapsed'> = (test, situation) => {
  const [from, to] = [test.from, test.to].map((key) => momentOf(situation.record[key]));
  if (from === undefined || to === undefined) return unknown(words('两个日期未都写明', 'one of the two dates is not stated'));
  const [a, b] = [labelOf(situation, test.from), labelOf(situation, test.to)];
  for (const [span, most] of [
    [test.least, false],
    [test.most, true],
  ] as const) {
    if (span === undefined) continue;
    const bound = endOf(span, from);
    const compared = span.minutes === undefined ? startOf(dayOf(to)) : to;
    if (most ? compared <= bound.end : compared >= bound.end) continue;
    return fails(
      words(
        `${a.zh} ${shown(from, span)}，${b.zh} ${shown(to, span)}，${most ? '不得超过' : '不得少于'} ${bound.zh}`,
        `${a.en} ${shown(from, span)}, ${b.en} ${shown(to, span)}: ${most ? 'no more' : 'no less'} than ${bound.en}`,
      ),
    );
  }
  return holds();
};

type Cycle = Extract<Test, { kind: 'cycle' }>;

/** The beginning of the day after the next is due, of a record from which it counts. */
export function cycleAskedAt(test: Cycle, situation: Situation, { facts }: Surroundings): number | undefined {
  const { event, record, stage, category } = situation;
  const at = timeOf(situation);
  const days = numberFrom(test.days, situation, facts);
  const own: Past = { eventID: String(event.eventID ?? ''), category, stage: stage.id, at, record, event };
  const counts = isOf(own, test.starts ?? [], category) || isOf(own, test.stages, category, test.where);
  if (!counts || days === undefined || Number.isNaN(days)) return undefined;
  return startOf(addDays(dayOf(at), days)) + dayMicros;
}

export const cycle: KindOf<'cycle'> = (test, situation, { facts }) => {
  const { event, record, stage, category, recorded } = situation;
  const at = timeOf(situation);
  const days = numberFrom(test.days, situation, facts);
  if (days === undefined || Number.isNaN(days)) return unknown(words('没有登记周期', 'the interval is not on record'));
  const own: Past = { eventID: String(event.eventID ?? ''), category, stage: stage.id, at, record, event };
  const starts = (past: Past): boolean => isOf(past, test.starts ?? [], category);
  const again = (past: Past): boolean => isOf(past, test.stages, category, test.where);
  const ends = (past: Past): boolean => isOf(past, test.ends ?? [], category);
  let compared = false;
  for (const { past } of stories(test.of, situation, facts, Math.max(at, recorded))) {
    const story = past.filter((each) => starts(each) || again(each) || ends(each));
    const late = (from: Past, day: string, followed: boolean) => {
      const due = addDays(dayOf(from.at), days);
      compared = true;
      return day > due
        ? fails(
            words(
              `上次 ${dayOf(from.at)}，间隔 ${days} 天，应不迟于 ${due}，${followed ? `本次 ${day}` : `至 ${day} 没有记录`}`,
              `last ${dayOf(from.at)}, interval ${days} days: due by ${due}, ${followed ? `now ${day}` : `nothing recorded by ${day}`}`,
            ),
            [from.eventID],
          )
        : undefined;
    };
    const before = story.findLast((past) => past.at <= at);
    if (before !== undefined && !ends(before) && !starts(own) && !ends(own)) {
      const found = late(before, dayOf(at), again(own));
      if (found !== undefined) return found;
    }
    const counts = starts(own) || again(own);
    // From here it counts: what is not over yet holds, and is asked again when it is.
    compared ||= counts;
    if (counts && recorded > at && !story.some((past) => past.at > at)) {
      const found = late(own, dayOf(recorded), false);
      if (found !== undefined) return found;
    }
  }
  return compared ? holds() : unknown(words('没有起算的记录', 'no record from which it counts'));
};
