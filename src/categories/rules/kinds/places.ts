/** Rules about where and when one record says that it happened. */
import { fails, holds, type KindOf, labelOf, minuteOf, timeOf, unknown, words } from '../situation.ts';

export const sameArea: KindOf<'same_area'> = ({ fields: [first, second], digits }, situation) => {
  const [one, other] = [situation.record[first], situation.record[second]];
  if (typeof one !== 'string' || typeof other !== 'string') return unknown(words('两地未都写明', 'one of the two is not stated'));
  const [a, b] = [labelOf(situation, first), labelOf(situation, second)];
  const told = words(`${a.zh} ${one}，${b.zh} ${other}`, `${a.en} ${one}, ${b.en} ${other}`);
  return one.slice(0, digits) === other.slice(0, digits) ? holds(told) : fails(told);
};

export const happened: KindOf<'happened'> = ({ minutes }, situation) => {
  const at = timeOf(situation);
  const told = words(
    `发生 ${minuteOf(at)}，记录 ${minuteOf(situation.recorded)}`,
    `happened ${minuteOf(at)}, recorded ${minuteOf(situation.recorded)}`,
  );
  return at > situation.recorded + minutes * 60_000_000 ? fails(told) : holds(told);
};
