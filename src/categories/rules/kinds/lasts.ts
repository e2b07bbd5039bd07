/** Rules about the last record of its kind: what it says, what it calls for, what is still carried on. */
import type { Past } from '../facts.ts';
import {
  dayMicros,
  dayOf,
  fails,
  holds,
  isOf,
  isStage,
  type KindOf,
  momentOf,
  startOf,
  stories,
  thingsIn,
  timeOf,
  words,
} from '../situation.ts';

const minuteMicros = 60_000_000;

export const last: KindOf<'last'> = (test, situation, { facts }) => {
  const at = timeOf(situation);
  for (const { code, past } of stories(test.of, situation, facts)) {
    const found = past.findLast((each) => isOf(each, test.stages, situation.category, test.where));
    if (found === undefined) {
      if (test.orNone) continue;
      return fails(
        words(`${code} 没有先前的“${test.stages.join('、')}”记录`, `${code} has no record of ${test.stages.join(', ')}`),
      );
    }
    const day = dayOf(found.at);
    const wrong = (zh: string, en: string) =>
      fails(words(`${day} 的“${found.stage}”：${zh}`, `${found.stage} of ${day}: ${en}`), [found.eventID]);
    if (test.isStage !== undefined && !isStage(found, test.isStage, situation.category))
      return wrong(`其后没有“${test.isStage.join('、')}”的记录`, `no ${test.isStage.join(', ')} has followed`);
    const value = found.record[test.field ?? ''];
    const wanted = test.equalsField === undefined ? test.is : [situation.record[test.equalsField] as string];
    if (test.field !== undefined && wanted !== undefined && !wanted.includes(value as string))
      return wrong(
        `${test.field} 为 ${value ?? '空'}，应为 ${wanted.join('、')}`,
        `${test.field} ${value}, expected ${wanted.join(', ')}`,
      );
    const until = test.until === undefined ? undefined : momentOf(found.record[test.until]);
    if (until !== undefined && dayOf(until) < dayOf(at))
      return wrong(`有效至 ${dayOf(until)}，本次 ${dayOf(at)}`, `valid until ${dayOf(until)}, now ${dayOf(at)}`);
    const minutes = Math.floor((at - found.at) / minuteMicros);
    if (test.minutes !== undefined && minutes < test.minutes)
      return wrong(`仅过 ${minutes} 分钟，至少 ${test.minutes} 分钟`, `only ${minutes} minutes ago, at least ${test.minutes}`);
  }
  return holds();
};

export const answered: KindOf<'answered'> = (test, situation, { facts }) => {
  const at = timeOf(situation);
  for (const { code, past: story } of stories(test.of, situation, facts)) {
    const call = story.findLast((past) => isOf(past, test.after, situation.category, test.where));
    if (call === undefined) continue;
    const days = Math.floor((startOf(dayOf(at)) - startOf(dayOf(call.at))) / dayMicros);
    if (test.days !== undefined && days <= test.days) continue;
    if (story.some((past) => past.at >= call.at && isOf(past, test.by, situation.category, test.byWhere))) continue;
    const day = dayOf(call.at);
    return fails(
      words(
        `${code} 自 ${day} 的“${call.stage}”已过 ${days} 天，其后没有合格的“${test.by.join('、')}”记录`,
        `${code}: ${call.stage} of ${day}, ${days} days ago; no ${test.by.join(', ')} as required has followed`,
      ),
      [call.eventID],
    );
  }
  return holds();
};

/** So many are named in the words; the events name them all. */
const named = 20;

export const carried: KindOf<'carried'> = (test, { record, recorded }, { facts }) => {
  const value = String(record[test.field] ?? '');
  const [taken, given] = [test.stages, test.until].map((stages) => facts.withValue(stages, test.field, value, recorded));
  const since = (all: readonly Past[] = []): Map<string, Past> =>
    new Map(all.flatMap((past) => thingsIn(past.event, test.as).map(({ code }) => [code, past] as const)));
  const ended = since(given);
  const still = [...since(taken)].filter(([code, { at }]) => (ended.get(code)?.at ?? Number.NEGATIVE_INFINITY) < at);
  if (still.length === 0) return holds();
  const list = still.slice(0, named).map(([code]) => code);
  const rest = still.length > named ? [`… (${still.length})`] : [];
  return fails(
    words(`仍在使用 ${value} 的：${[...list, ...rest].join('、')}`, `still with ${value}: ${[...list, ...rest].join(', ')}`),
    still.map(([, { eventID }]) => eventID),
  );
};
