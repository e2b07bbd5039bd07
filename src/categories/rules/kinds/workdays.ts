/** Rules about working days. Public holidays and the weekends worked in their stead are dated lists; a year without them is unknown. */
import { dayMicros, dayOf, fails, holds, type KindOf, labelOf, momentOf, startOf, unknown, words } from '../situation.ts';

export const workdays: KindOf<'workdays'> = (test, situation, { lists }) => {
  const [from, to] = [test.from, test.to].map((key) => momentOf(situation.record[key]));
  if (from === undefined || to === undefined) return unknown(words('两个日期未都写明', 'one of the two dates is not stated'));
  const daysOf = (name: string): ReadonlySet<string> => new Set((lists.get(name)?.entries ?? []).map(({ value }) => value));
  const [off, on] = [daysOf(test.holidays), daysOf(test.worked)];
  const known = new Set([...off].map((day) => day.slice(0, 4)));
  let counted = 0;
  for (let at = startOf(dayOf(from)) + dayMicros; at <= to; at += dayMicros) {
    const day = dayOf(at);
    if (!known.has(day.slice(0, 4)))
      return unknown(
        words(`没有 ${day.slice(0, 4)} 年的节假日安排`, `the public holidays of ${day.slice(0, 4)} are not on record`),
      );
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    if (on.has(day) || (!weekend && !off.has(day))) counted++;
  }
  const [a, b] = [labelOf(situation, test.from), labelOf(situation, test.to)];
  const told = words(
    `${a.zh} ${dayOf(from)}，${b.zh} ${dayOf(to)}，${counted} 个工作日，期限 ${test.most} 个`,
    `${a.en} ${dayOf(from)}, ${b.en} ${dayOf(to)}: ${counted} working days, within ${test.most}`,
  );
  return counted > test.most ? fails(told) : holds(told);
};
