/** What no record may say, whatever its stage asks: that it happens later than it is recorded. Told of the column, as a value that is wrong. */
import type { RecordFault } from '../categories/record.ts';
import { minuteOf } from '../categories/rules/situation.ts';
import type { Known } from './recognise.ts';

/** By which the clocks of a sender and of this machine may differ, in microseconds. */
const clocksDiffer = 5 * 60_000_000;

/** `at`: event time, microseconds since 1970; `now`: milliseconds. */
export function tooLate({ stage: { stage }, record }: Known, at: number, now: number): RecordFault[] {
  if (at <= now * 1_000 + clocksDiffer) return [];
  const key = stage.fields.find(({ slot }) => slot.at === 'eventTime')?.key ?? 'time';
  const until = minuteOf(now * 1_000);
  return [
    {
      key,
      came: String(record[key]),
      expected: {
        zh: `不晚于现在（${until}）的时间：先发生，后记录，请核对日期与时区`,
        en: `a time no later than now (${until}): check the date and the time zone`,
      },
    },
  ];
}
