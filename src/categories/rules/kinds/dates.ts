/** Rules about the time between two dates of a record. */
import type { Span } from '../definition.ts';
import type { FactReader } from '../facts.ts';
import {
  dayMicros,
  dayOf,
  fails,
  holds,
  type KindOf,
  labelOf,
  momentOf,
  type Situation,
  startOf,
  unknown,
  words,
} from '../situation.ts';
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

/** Where the span ends; undefined where a register has no number for it. */
async function endOf(span: Span, from: number, situation: Situation, facts: FactReader): Promise<Bound | undefined> {
  if (span.minutes !== undefined)
    return { end: from + span.minutes * 60_000_000, zh: `${span.minutes} 分钟`, en: `${span.minutes} minutes` };
  if (span.days !== undefined)
    return { end: startOf(addDays(dayOf(from), span.days)), zh: `${span.days} 天`, en: `${span.days} days` };
  const months = await numberFrom(span.months, situation, facts);
  if (months === undefined || Number.isNaN(months)) return undefined;
  return { end: startOf(addMonths(dayOf(from), months)), zh: `${months} 个月`, en: `${months} months` };
}

/** To the minute where it counts by minutes. */
const shown = (at: number, { minutes }: Span): string =>
  minutes === undefined ? dayOf(at) : new Date(at / 1_000 + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

export const elapsed: KindOf<'elapsed'> = async (test, situation, { facts }) => {
  const [from, to] = [test.from, test.to].map((key) => momentOf(situation.record[key]));
  if (from === undefined || to === undefined) return unknown(words('两个日期未都写明', 'one of the two dates is not stated'));
  const [a, b] = [labelOf(situation, test.from), labelOf(situation, test.to)];
  for (const [span, most] of [
    [test.least, false],
    [test.most, true],
  ] as const) {
    if (span === undefined) continue;
    const bound = await endOf(span, from, situation, facts);
    if (bound === undefined) return unknown(words('没有登记期限', 'the length of time is not on record'));
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
