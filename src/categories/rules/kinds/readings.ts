/** Rules about readings that only grow, about terms that end by time or by use, and about how long papers are kept. */
import type { Past } from '../facts.ts';
import {
  dayMicros,
  dayOf,
  earlier,
  fails,
  holds,
  type KindOf,
  labelOf,
  momentOf,
  round,
  startOf,
  timeOf,
  unknown,
  words,
} from '../situation.ts';

export const rising: KindOf<'rising'> = (test, situation, { facts }) => {
  const value = situation.record[test.field];
  const { zh, en } = labelOf(situation, test.field);
  if (typeof value !== 'number') return unknown(words(`没有写明${zh}`, `${en} is not stated`));
  const at = timeOf(situation);
  const read = ({ record }: Past): number => record[test.field] as number;
  const past = earlier(test.of, test.stages, situation, facts).filter((each) => typeof read(each) === 'number');
  if (past.length === 0) return holds(words(`${zh} ${value}，没有先前的读数`, `${en} ${value}, no earlier reading`));
  const last = past.reduce((a, b) => (read(b) >= read(a) ? b : a));
  const days = Math.max(1, (at - last.at) / dayMicros);
  const told = words(
    `${dayOf(last.at)} ${zh} ${read(last)}，本次 ${value}`,
    `${en} ${read(last)} on ${dayOf(last.at)}, ${value} now`,
  );
  if (test.mostPerDay === undefined) return value < read(last) ? fails(told, [last.eventID]) : holds(told, [last.eventID]);
  const daily = round((value - read(last)) / days);
  const more = words(
    `${told.zh}，每天 ${daily}，上限 ${test.mostPerDay}`,
    `${told.en}: ${daily} a day, at most ${test.mostPerDay}`,
  );
  return daily > test.mostPerDay ? fails(more, [last.eventID]) : holds(more, [last.eventID]);
};

export const term: KindOf<'term'> = (test, situation, { facts }) => {
  const at = timeOf(situation);
  const since = earlier(test.of, test.after, situation, facts).at(-1);
  if (since === undefined) return unknown(words('没有起算的记录', 'there is no record from which it counts'));
  const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
  const most = (from: number | string): number => (typeof from === 'number' ? from : number(since.record[from]));
  const [mostDays, mostUse] = [most(test.days), most(test.use)];
  const days = Math.floor((startOf(dayOf(at)) - startOf(dayOf(since.at))) / dayMicros);
  const use = number(situation.record[test.reading]) - number(since.record[test.reading]);
  if ([mostDays, mostUse, use].some(Number.isNaN))
    return unknown(words('期限或读数没有写明', 'the term or a reading is not stated'));
  const over = days > mostDays || use > mostUse;
  const told = words(
    `${dayOf(since.at)} 起 ${days} 天、${round(use)}，期限 ${mostDays} 天或 ${mostUse}，${over ? '已过' : '未过'}`,
    `${days} days and ${round(use)} since ${dayOf(since.at)}, term ${mostDays} days or ${mostUse}: ${over ? 'over' : 'running'}`,
  );
  return over === (test.over === true) ? holds(told, [since.eventID]) : fails(told, [since.eventID]);
};

export const kept: KindOf<'kept'> = (test, situation) => {
  const from = momentOf(situation.record[test.fromField]);
  const { zh, en } = labelOf(situation, test.fromField);
  if (from === undefined) return unknown(words(`没有写明${zh}`, `${en} is not stated`));
  const last = dayOf(from);
  const until = `${Number(last.slice(0, 4)) + test.years}${last.slice(4)}`;
  const today = dayOf(timeOf(situation));
  const told = words(
    `${zh} ${last}，保存 ${test.years} 年至 ${until}，本次 ${today}`,
    `${en} ${last}, kept ${test.years} years until ${until}, now ${today}`,
  );
  return today < until ? fails(told) : holds(told);
};
