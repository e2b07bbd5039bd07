/** Rules about amounts added up over records: books, permits used up, what is usual, shares of limits. */
import type { SimpleRecord } from '../../definition.ts';
import type { Past } from '../facts.ts';
import {
  dayMicros,
  dayOf,
  fails,
  holds,
  isStage,
  type KindOf,
  labelOf,
  round,
  type Situation,
  thingsIn,
  timeOf,
  unknown,
  words,
} from '../situation.ts';
import { numberFrom, scaled, weighedIn } from './quantities.ts';

type Event = Readonly<Record<string, unknown>>;

interface Counted {
  readonly amount: number;
  /** Base unit of the amounts; absent of a number in a field. */
  readonly unit?: string | undefined;
}

/** The number in the field, else the amounts of the things; a thing named one by one is one. Undefined where units differ. */
function countedIn(record: SimpleRecord, event: Event, value: string | undefined): Counted | undefined {
  const stated = value === undefined ? undefined : record[value];
  if (typeof stated === 'number') return { amount: stated };
  const things = thingsIn(event, 'things');
  const all = (things.length > 0 ? things : thingsIn(event, 'outputs')).map((each) => scaled({ quantity: 1, ...each }));
  const units = new Set(all.map((each) => each?.[0]));
  if (units.size > 1) return undefined;
  return { amount: all.reduce((sum, each) => sum + (each?.[1] ?? 0), 0), unit: all[0]?.[0] };
}

export const amountOf = (record: SimpleRecord, event: Event, value: string | undefined): number | undefined =>
  countedIn(record, event, value)?.amount;

export const tally: KindOf<'tally'> = (test, situation, { facts }) => {
  const { record, event, stage, category } = situation;
  const at = timeOf(situation);
  const [first, ...rest] = test.by;
  const missing = test.by.find((key) => record[key] === undefined);
  if (missing !== undefined) return unknown(words(`没有写明${labelOf(situation, missing).zh}`, `${missing} is not stated`));
  const minus = test.minus ?? [];
  const past = facts
    .withValue([...test.plus, ...minus], first, String(record[first]), at)
    .filter(
      (each) =>
        each.eventID !== event.eventID &&
        (test.days === undefined || each.at > at - test.days * dayMicros) &&
        rest.every((key) => each.record[key] === record[key]),
    );
  const differing = unknown(words('数量单位不一致', 'the amounts are in different units'));
  let [sum, brought, weighed] = [0, 0, 0];
  const units = new Set<string | undefined>();
  const signed = [
    // Each is named apart: of what lies in the log record and event are made when they are looked at.
    ...past.map((each) => ({ record: each.record, event: each.event, sign: isStage(each, test.plus, category) ? 1 : -1 })),
    ...(test.plus.includes(stage.id) ? [{ record, event, sign: 1 }] : []),
    ...(minus.includes(stage.id) ? [{ record, event, sign: -1 }] : []),
  ];
  for (const each of signed) {
    const counted = test.each ? { amount: 1 } : countedIn(each.record, each.event, test.value);
    if (counted === undefined) return differing;
    const { amount, unit } = counted;
    sum += each.sign * amount;
    units.add(unit);
    if (each.sign > 0) brought += amount;
    if (unit !== undefined && weighedIn(unit)) weighed += each.sign > 0 ? amount : 0;
  }
  // Boxes sent and kilograms received say nothing of each other.
  if (test.weighed !== undefined && units.size > 1) return differing;
  const [most, equals] = [test.most, test.equals].map((each) => numberFrom(each, situation, facts));
  if (Number.isNaN(most ?? 0) || Number.isNaN(equals ?? 0)) return unknown(words('没有登记限值', 'the limit is not on record'));
  const events = past.map(({ eventID }) => eventID);
  const slack = test.tolerance ?? 0;
  // Conversion leaves a rounding in the last of sixteen digits.
  const rounding = 1e-9 * Math.max(1, brought);
  if (most !== undefined && sum > most * (1 + slack) + 1e-9)
    return fails(words(`累计 ${round(sum)}，上限 ${round(most)}`, `${round(sum)} in all, at most ${round(most)}`), events);
  if (equals !== undefined && Math.abs(sum - equals) > Math.abs(sum) * slack + weighed * (test.weighed ?? 0) + rounding)
    return fails(
      words(`账面 ${round(sum)}，应为 ${round(equals)}`, `${round(sum)} by the book, expected ${round(equals)}`),
      events,
    );
  return holds();
};

export const usual: KindOf<'usual'> = (test, situation, { facts }) => {
  const { record, event } = situation;
  const at = timeOf(situation);
  if (record[test.by] === undefined)
    return unknown(words(`没有写明${labelOf(situation, test.by).zh}`, `${test.by} is not stated`));
  const past = facts
    .withValue(test.stages, test.by, String(record[test.by]), at)
    .filter((each) => each.eventID !== event.eventID && each.at > at - test.days * dayMicros);
  if (past.length < (test.earlier ?? 0))
    return fails(words(`${test.days} 天内有 ${past.length} 次记录`, `${past.length} records in ${test.days} days`));
  if (test.factor === undefined) return holds();
  return unusual(past, test.factor, test.value, situation);
};

function unusual(past: readonly Past[], factor: number, value: string | undefined, { record, event }: Situation) {
  const now = amountOf(record, event, value);
  const before = past.map((each) => amountOf(each.record, each.event, value));
  if (before.length === 0 || now === undefined || before.includes(undefined))
    return unknown(words('没有可比的数量', 'there are no amounts to compare with'));
  const mean = before.reduce<number>((sum, each) => sum + (each ?? 0), 0) / before.length;
  const told = words(
    `本次 ${round(now)}，${dayOf(past[0]!.at)} 以来平均 ${round(mean)}`,
    `${round(now)} now, ${round(mean)} on average since ${dayOf(past[0]!.at)}`,
  );
  return now > mean * factor
    ? fails(
        told,
        past.map(({ eventID }) => eventID),
      )
    : holds(told);
}

export const shares: KindOf<'shares'> = (test, { event }, { facts }) => {
  const [, unit] = scaled({ code: '', quantity: 1, unit: test.unit }) ?? ['', 1];
  let sum = 0;
  const all = thingsIn(event, test.of).map((thing) => ({
    ...thing,
    row: test.register === undefined ? undefined : facts.register(test.register, thing.code),
  }));
  for (const { code, row, ...amount } of all) {
    const limit = row?.[test.column ?? ''] ?? test.limits[code];
    const found = scaled({ code, ...amount });
    if (typeof limit !== 'number' || found === undefined)
      return unknown(words(`${code} 没有登记临界量`, `no critical quantity is on record for ${code}`));
    sum += found[1] / unit / limit;
  }
  const told = words(`比值之和 ${round(sum)}`, `the shares add up to ${round(sum)}`);
  return sum >= 1 ? fails(told) : holds(told);
};
