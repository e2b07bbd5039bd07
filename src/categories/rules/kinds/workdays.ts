/** Rules about working days. Public holidays and the weekends worked in their stead are dated lists; a year without them is unknown. */
import type { DatedList } from '../definition.ts';
import { dayMicros, dayOf, fails, holds, type KindOf, labelOf, momentOf, startOf, unknown, words } from '../situation.ts';

type Days = ReadonlySet<string>;
/** A bound on what a profile may ask to be counted. */
const mostWorkdays = 1_000;

const daysOf = (lists: ReadonlyMap<string, DatedList>, name: string): Days =>
  new Set((lists.get(name)?.entries ?? []).map(({ value }) => value));

const isWorked = (day: string, off: Days, on: Days): boolean =>
  on.has(day) || (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !off.has(day));

/** The beginning of the day after so many working days from the day after that one; microseconds since 1970. */
export function afterWorkdays(
  from: number,
  days: number,
  { holidays, worked }: { readonly holidays: string; readonly worked: string },
  lists: ReadonlyMap<string, DatedList>,
): number {
  const [off, on] = [daysOf(lists, holidays), daysOf(lists, worked)];
  let at = startOf(dayOf(from));
  for (let left = Math.min(days, mostWorkdays); left > 0; ) {
    at += dayMicros;
    if (isWorked(dayOf(at), off, on)) left--;
  }
  return at + dayMicros;
}

export const workdays: KindOf<'workdays'> = (test, situation, { lists }) => {
  const [from, to] = [test.from, test.to].map((key) => momentOf(situation.record[key]));
  if (from === undefined || to === undefined) return unknown(words('两个日期未都写明', 'one of the two dates is not stated'));
  const [off, on] = [test.holidays, test.worked].map((name) => daysOf(lists, name)) as [Days, Days];
  const known = new Set([...off].map((day) => day.slice(0, 4)));
  let counted = 0;
  for (let at = startOf(dayOf(from)) + dayMicros; at <= to; at += dayMicros) {
    const day = dayOf(at);
    if (!known.has(day.slice(0, 4)))
      return unknown(
        words(`没有 ${day.slice(0, 4)} 年的节假日安排`, `the public holidays of ${day.slice(0, 4)} are not on record`),
      );
    if (isWorked(day, off, on)) counted++;
  }
  const [a, b] = [labelOf(situation, test.from), labelOf(situation, test.to)];
  const told = words(
    `${a.zh} ${dayOf(from)}，${b.zh} ${dayOf(to)}，${counted} 个工作日，期限 ${test.most} 个`,
    `${a.en} ${dayOf(from)}, ${b.en} ${dayOf(to)}: ${counted} working days, within ${test.most}`,
  );
  return counted > test.most ? fails(told) : holds(told);
};
