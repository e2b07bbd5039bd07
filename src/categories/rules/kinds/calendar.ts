/** Due by the calendar: in certain years after a base month, as lifts are inspected; for each month by a day of the next. */

import type { Test } from '../definition.ts';
import type { Past } from '../facts.ts';
import {
  dayMicros,
  dayOf,
  fails,
  holds,
  isOf,
  type KindOf,
  type Situation,
  type Surroundings,
  startOf,
  stories,
  timeOf,
  unknown,
  words,
} from '../situation.ts';
import type { Settling } from '../timed.ts';

/** Months since the year 0: whole months compare and add as numbers. */
type Month = number;
const monthOf = (day: string): Month => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const written = (month: Month): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

/** The years after the base in which it is due, up to so many of them. */
export function* dueYears(years: readonly number[], yearly: boolean, most: number): Generator<number> {
  for (const year of years) if (year <= most) yield year;
  if (!yearly) return;
  for (let year = (years.at(-1) ?? 0) + 1; year <= most; year++) yield year;
}

/** The months in which it is due: base `2020-06`, years 1, 4: `2021-06`, `2024-06`. */
export const dueMonths = (base: string, years: readonly number[], yearly: boolean, most: number): string[] =>
  [...dueYears(years, yearly, most)].map((year) => written(monthOf(base) + 12 * year));

/** Nothing that is built stands longer. */
const longest = 100;

type Calendar = Extract<Test, { kind: 'calendar' }>;

export const calendar: KindOf<'calendar'> = (test, situation, { facts }) => {
  const { event, record, stage, category, recorded } = situation;
  const own: Past = { eventID: String(event.eventID ?? ''), category, stage: stage.id, at: timeOf(situation), record, event };
  const is = (past: Past, { stages, where }: Settling): boolean => isOf(past, stages, category, where);
  const asked = [test.base, ...test.done].some((each) => is(own, each));
  const now = asked ? Math.max(own.at, recorded) : own.at;
  for (const { code, past } of stories(test.of, situation, facts, now)) {
    const story = [...past, own].sort((a, b) => a.at - b.at);
    const base = story.findLast((each) => is(each, test.base));
    if (base === undefined) return unknown(words(`${code} 没有起算的检验记录`, `${code} has no inspection from which it counts`));
    const open = firstOpen(test, story, base, category);
    if (open === undefined) continue;
    const { first, year, due } = open;
    const told = words(
      `起算 ${written(first)}，第 ${year} 年应在 ${written(due)} 完成，截至 ${dayOf(now)}`,
      `base ${written(first)}, due in ${written(due)} (year ${year}), as of ${dayOf(now)}`,
    );
    if (monthOf(dayOf(now)) > due - (test.ahead ?? 0)) return fails(told, [base.eventID]);
  }
  return holds();
};

/** The first month in which it is due and that nothing settles, after the base. */
function firstOpen(
  { done, years, yearly }: Calendar,
  story: readonly Past[],
  base: Past,
  category: string,
): { readonly first: Month; readonly year: number; readonly due: Month } | undefined {
  const settled = Math.max(
    ...story.flatMap((each) =>
      done.filter(({ stages, where }) => isOf(each, stages, category, where)).map(({ early }) => monthOf(dayOf(each.at)) + early),
    ),
    Number.NEGATIVE_INFINITY,
  );
  const first = monthOf(dayOf(base.at));
  for (const year of dueYears(years, yearly === true, longest)) {
    const due = first + 12 * year;
    if (due > settled) return { first, year, due };
  }
  return undefined;
}

/** Of a record from which it counts or that settles something: the beginning of the month in which the next would be overdue. */
export function calendarAskedAt(test: Calendar, situation: Situation, { facts }: Surroundings): number | undefined {
  const { event, record, stage, category } = situation;
  const own: Past = { eventID: String(event.eventID ?? ''), category, stage: stage.id, at: timeOf(situation), record, event };
  if (![test.base, ...test.done].some(({ stages, where }) => isOf(own, stages, category, where))) return undefined;
  const ends = stories(test.of, situation, facts).flatMap(({ past }) => {
    const story = [...past, own].sort((a, b) => a.at - b.at);
    const base = story.findLast((each) => isOf(each, test.base.stages, category, test.base.where));
    const open = base === undefined ? undefined : firstOpen(test, story, base, category);
    return open === undefined ? [] : [startOf(`${written(open.due - (test.ahead ?? 0) + 1)}-01`)];
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** The beginning of the day after that of the next month is due. */
export function monthlyAskedAt(test: Extract<Test, { kind: 'monthly' }>, { record }: Situation): number | undefined {
  const end = record[test.field];
  if (typeof end !== 'string') return undefined;
  return startOf(`${written(monthOf(end) + 2)}-${String(test.day).padStart(2, '0')}`) + dayMicros;
}

export const monthly: KindOf<'monthly'> = (test, situation, { facts }) => {
  const { record, stage, category, recorded } = situation;
  const end = record[test.field];
  if (typeof end !== 'string') return unknown(words('没有写明所属月份', 'the month is not stated'));
  const month = monthOf(end);
  const due = (of: Month): string => `${written(of + 1)}-${String(test.day).padStart(2, '0')}`;
  const day = dayOf(timeOf(situation));
  const told = (of: Month, zh: string, en: string) =>
    fails(words(`${written(of)} 应在 ${due(of)} 前填报，${zh}`, `${written(of)} is due by ${due(of)}, ${en}`));
  if (day > due(month)) return told(month, `本次 ${day}`, `entered on ${day}`);
  const asked = dayOf(recorded);
  if (asked <= due(month + 1)) return holds();
  for (const { past } of stories(test.of, situation, facts, recorded)) {
    const followed = past.some((each) => {
      const other = isOf(each, [stage.id], category) ? each.record[test.field] : undefined;
      return typeof other === 'string' && monthOf(other) === month + 1;
    });
    if (!followed) return told(month + 1, `至 ${asked} 没有记录`, `nothing recorded by ${asked}`);
  }
  return holds();
};
