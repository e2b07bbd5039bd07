/** Rules about time between records: waiting times, due times, prompt recording, how often. */
import type { Test } from '../definition.ts';
import type { Past } from '../facts.ts';
import {
  dayMicros,
  dayOf,
  earlier,
  fails,
  holds,
  hourMicros,
  isStage,
  type KindOf,
  momentOf,
  round,
  type Situation,
  type Surroundings,
  startOf,
  stories,
  timeOf,
  unknown,
  words,
} from '../situation.ts';
import { afterWorkdays } from './workdays.ts';

interface Wait {
  readonly past: Past;
  readonly hours: number;
  readonly since: number;
  readonly allowed: number;
}

export const interval: KindOf<'interval'> = (test, situation, { facts }) => {
  const at = timeOf(situation);
  const named = test.by === undefined ? undefined : situation.record[test.by];
  if (test.by !== undefined && typeof named !== 'string')
    return unknown(words('没有写明比较的项目', 'what to compare is not stated'));
  const records =
    test.by === undefined || named === undefined
      ? earlier(test.of, test.after, situation, facts)
      : facts.withValue(test.after, test.by, named as string, at).filter(({ eventID }) => eventID !== situation.event.eventID);
  const waits = records.map((past): Wait => {
    const stated = (field: string | undefined): number => Number(field === undefined ? Number.NaN : past.record[field]);
    const inHours = stated(test.hoursField);
    const hours = Number.isNaN(inHours) ? (test.days ?? stated(test.daysField)) * 24 : inHours;
    const since = momentOf(test.fromField === undefined ? undefined : past.record[test.fromField]) ?? past.at;
    // Whole days count from the day itself: seven days after the third it is the tenth.
    const start = hours % 24 === 0 ? startOf(dayOf(since)) : since;
    return { past, hours, since, allowed: start + hours * hourMicros };
  });
  const known = waits.filter(({ allowed }) => !Number.isNaN(allowed));
  if (known.length === 0)
    return waits.length === 0 ? holds() : unknown(words('先前的记录没有写明间隔', 'the earlier record states no interval'));
  const last = known.reduce((a, b) => (b.allowed > a.allowed ? b : a));
  const days = last.hours % 24 === 0;
  const amount = days
    ? words(`${last.hours / 24} 天`, `${last.hours / 24} days`)
    : words(`${last.hours} 小时`, `${last.hours} hours`);
  const told = words(
    `本次 ${dayOf(at)}，上次 ${dayOf(last.since)}，间隔 ${amount.zh}：${dayOf(last.allowed)} 起可以`,
    `now ${dayOf(at)}, last ${dayOf(last.since)}, interval ${amount.en}: allowed from ${dayOf(last.allowed)}`,
  );
  return at < last.allowed ? fails(told, [last.past.eventID]) : holds(told, [last.past.eventID]);
};

export const within: KindOf<'within'> = (test, situation, { facts }) => {
  const at = timeOf(situation);
  const last = earlier(test.of, test.after, situation, facts).at(-1);
  if (last === undefined) return test.orNone ? holds() : fails(words('没有先前的记录', 'there is no earlier record'));
  const days = Math.floor((startOf(dayOf(at)) - startOf(dayOf(last.at))) / dayMicros);
  const told = words(
    `上次 ${dayOf(last.at)}，已过 ${days} 天，期限 ${test.days} 天`,
    `last ${dayOf(last.at)}, ${days} days ago, within ${test.days}`,
  );
  return days > test.days ? fails(told, [last.eventID]) : holds(told, [last.eventID]);
};

export const prompt: KindOf<'prompt'> = (test, situation, { facts }) => {
  const from = test.fromField === undefined ? timeOf(situation) : momentOf(situation.record[test.fromField]);
  if (from === undefined) return unknown(words('没有写明起算时间', 'it is not said from when it counts'));
  const hours = round((situation.recorded - from) / hourMicros);
  const told = words(`${hours} 小时后记录，时限 ${test.hours} 小时`, `recorded after ${hours} hours, within ${test.hours}`);
  if (hours <= test.hours) return holds(told);
  // It was recorded in time elsewhere.
  const { owner, recorded } = situation;
  return facts.takenOver?.(owner, timeOf(situation), recorded)
    ? holds(words('从原有系统转入', 'taken over from an earlier system'))
    : fails(told);
};

export const count: KindOf<'count'> = (test, situation, { facts }) => {
  const { record, event } = situation;
  const at = timeOf(situation);
  const all =
    test.field === undefined
      ? earlier(test.of ?? 'things', test.stages, situation, facts)
      : facts.withValue(test.stages, test.field, String(record[test.field] ?? ''), at);
  const recent = all.filter((past) => past.at > at - test.days * dayMicros && past.eventID !== event.eventID);
  const number = recent.length + 1;
  const told = words(
    `${test.days} 天内第 ${number} 次，上限 ${test.most}`,
    `number ${number} in ${test.days} days, at most ${test.most}`,
  );
  const events = recent.map(({ eventID }) => eventID);
  return number > test.most ? fails(told, events) : holds(told, events);
};

type Due = Extract<Test, { kind: 'due' }>;

/** The end of the time that one thing has; a text where a register does not say from when it counts. */
function endOf(test: Due, situation: Situation, { facts, lists }: Surroundings, code: string): number | string {
  const registered = test.register === undefined ? undefined : facts.register(test.register, code)?.[test.column ?? ''];
  if (test.register !== undefined && typeof registered !== 'string') return code;
  const { record } = situation;
  const from = momentOf(registered ?? (test.fromField === undefined ? undefined : record[test.fromField])) ?? timeOf(situation);
  if (test.workdays !== undefined) return afterWorkdays(from, test.days, test.workdays, lists);
  return startOf(dayOf(from)) + (test.days + 1) * dayMicros;
}

interface Awaited {
  readonly code: string;
  readonly until: number | string;
  /** What came first of that which must follow. */
  readonly followed: Past | undefined;
}

/** Of each thing, as far as it was recorded when the rule is asked. */
function awaited(test: Due, situation: Situation, surroundings: Surroundings): readonly Awaited[] {
  const { category, recorded } = situation;
  const since = timeOf(situation);
  return stories(test.of, situation, surroundings.facts, recorded).map(({ code, past }) => ({
    code,
    until: endOf(test, situation, surroundings, code),
    followed: past.find((each) => (each.at >= since || test.orBefore) && isStage(each, test.follow, category)),
  }));
}

/**
 * When the rule is asked next, microseconds since 1970: by the first end of a thing for which nothing has come in time yet; a day later where
 * a register says nothing. `from`: when it is asked whose time ends then. Undefined where all such moments have passed.
 */
export function dueAt(
  test: Due,
  situation: Situation,
  surroundings: Surroundings,
  from: (end: number) => number,
): number | undefined {
  const { recorded } = situation;
  const ends = awaited(test, situation, surroundings).flatMap(({ until, followed }) => {
    if (typeof until === 'string') return [recorded + dayMicros];
    return followed !== undefined && followed.at < until ? [] : [from(until)];
  });
  const open = ends.filter((end) => end > recorded);
  return open.length === 0 ? undefined : Math.min(...open);
}

export const due: KindOf<'due'> = (test, situation, surroundings) => {
  let found = holds();
  for (const { code, until, followed } of awaited(test, situation, surroundings)) {
    if (typeof until === 'string') return unknown(words(`${code} 没有登记`, `${code} is not registered`));
    const told = words(
      `应在 ${dayOf(until - 1)} 前完成，${followed === undefined ? '尚无记录' : `${dayOf(followed.at)} 已记录`}`,
      `due by ${dayOf(until - 1)}, ${followed === undefined ? 'nothing recorded yet' : `recorded on ${dayOf(followed.at)}`}`,
    );
    const events = followed === undefined ? [] : [followed.eventID];
    const late = followed === undefined ? situation.recorded >= until : followed.at >= until;
    if (late) return fails(told, events);
    found = holds(told, events);
  }
  return found;
};
