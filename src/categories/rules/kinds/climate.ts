/** Rules about temperatures that were kept: how far outside the range, and for how long. */
import { fails, holds, type KindOf, unknown, words } from '../situation.ts';

export const climate: KindOf<'climate'> = (test, { record }) => {
  const condition = record[test.by];
  const range = typeof condition === 'string' ? test.ranges[condition] : undefined;
  if (range === undefined) return unknown(words('没有规定此条件的温度', 'no range is set for this condition'));
  const bound = (from: number | { readonly field: string } | undefined): number | undefined => {
    const value = typeof from === 'object' ? record[from.field] : from;
    return typeof value === 'number' ? value : undefined;
  };
  const [least, most] = [bound(range.least), bound(range.most)];
  if (least === undefined && most === undefined) return unknown(words('没有写明允许的温度', 'the permitted range is not stated'));
  const [lowest, highest] = [record[test.lowest], record[test.highest]];
  if (typeof lowest !== 'number' || typeof highest !== 'number')
    return unknown(words('没有写明温度', 'the temperature is not stated'));
  const allowed = `${least ?? '…'} – ${most ?? '…'} °C`;
  const seen = `${lowest} – ${highest} °C`;
  const inside = (least === undefined || lowest >= least) && (most === undefined || highest <= most);
  if (inside) return holds(words(`${seen}，允许 ${allowed}`, `${seen}, allowed ${allowed}`));
  const minutes = record[test.minutes];
  if (typeof minutes !== 'number')
    return fails(words(`${seen}，允许 ${allowed}，未写明超限时间`, `${seen}, allowed ${allowed}; how long is not stated`));
  const told = words(
    `${seen}，允许 ${allowed}，超限 ${minutes} 分钟，不得超过 ${test.most} 分钟`,
    `${seen}, allowed ${allowed}: outside for ${minutes} minutes, at most ${test.most}`,
  );
  // Outside for no time at all contradicts the extremes.
  return minutes > test.most || minutes === 0 ? fails(told) : holds(told);
};
