/** Rules about papers that one record names and another has issued. */
import { dayOf, fails, holds, type KindOf, labelOf, shortOf, timeOf, unknown, words } from '../situation.ts';

export const named: KindOf<'named'> = (test, situation, { facts }) => {
  const value = situation.record[test.field];
  const { zh, en } = labelOf(situation, test.field);
  if (typeof value !== 'string') return unknown(words(`没有写明${zh}`, `${en} is not stated`));
  const shown = shortOf(value);
  const found = facts
    .withValue(test.stages, test.as ?? test.field, value, timeOf(situation))
    .filter(({ eventID }) => eventID !== situation.event.eventID);
  const last = found.at(-1);
  if (last === undefined)
    return fails(
      words(
        `${zh} ${shown} 没有对应的记录（${test.stages.join('、')}）`,
        `no record of ${test.stages.join(', ')} has the ${en} ${shown}`,
      ),
    );
  return holds(words(`${dayOf(last.at)} 的记录`, `a record of ${dayOf(last.at)}`), [last.eventID]);
};
