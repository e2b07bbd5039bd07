/** Rules about how many different values the records of one thing have. */
import { dayMicros, dayOf, earlier, fails, holds, type KindOf, labelOf, timeOf, unknown, words } from '../situation.ts';

export const distinct: KindOf<'distinct'> = (test, situation, { facts }) => {
  const at = timeOf(situation);
  const own = situation.record[test.field];
  const label = labelOf(situation, test.field);
  if (typeof own !== 'string') return unknown(words(`没有写明${label.zh}`, `${label.en} is not stated`));
  const past = earlier(test.of, test.stages, situation, facts).filter(
    (each) => test.days === undefined || each.at > at - test.days * dayMicros,
  );
  const begin = (value: unknown): string[] =>
    typeof value === 'string' ? [test.first === undefined ? value : value.slice(0, test.first)] : [];
  const values = new Set([...past.flatMap(({ record }) => begin(record[test.field])), ...begin(own)]);
  const since = past.length === 0 ? dayOf(at) : dayOf(past[0]!.at);
  const told = words(
    `${since} 以来${label.zh}有 ${values.size} 个（${[...values].join('、')}），上限 ${test.most}`,
    `${values.size} different since ${since} (${label.en}: ${[...values].join(', ')}), at most ${test.most}`,
  );
  const events = past.map(({ eventID }) => eventID);
  return values.size > test.most ? fails(told, events) : holds(told, events);
};
