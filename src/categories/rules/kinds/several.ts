/** Rules about several values at once: all of them stated, all of them on a list, how many different ones over time. */
import { dayMicros, dayOf, earlier, fails, holds, type KindOf, labelOf, timeOf, unknown, words } from '../situation.ts';

export const complete: KindOf<'complete'> = (test, situation) => {
  const missing = test.fields.filter((key) => {
    const value = situation.record[key];
    return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  });
  if (missing.length === 0) return holds();
  const labels = missing.map((key) => labelOf(situation, key));
  return fails(words(`缺少${labels.map(({ zh }) => zh).join('、')}`, `missing: ${labels.map(({ en }) => en).join(', ')}`));
};

export const covers: KindOf<'covers'> = (test, situation) => {
  const value = situation.record[test.field];
  const label = labelOf(situation, test.field);
  if (value === undefined) return unknown(words(`没有写明${label.zh}`, `${label.en} is not stated`));
  const stated = Array.isArray(value) ? value : [value];
  const missing = test.values.filter((each) => !stated.includes(each));
  if (missing.length === 0) return holds();
  const kind = situation.stage.fields.find(({ key }) => key === test.field)?.value;
  const names = missing.map((each) => {
    const named = kind?.kind === 'choice' ? kind.choices.find((choice) => choice.value === each) : undefined;
    return named ?? words(each, each);
  });
  return fails(
    words(
      `${label.zh}缺少：${names.map(({ zh }) => zh).join('、')}`,
      `${label.en} lacks: ${names.map(({ en }) => en).join(', ')}`,
    ),
  );
};

export const distinct: KindOf<'distinct'> = async (test, situation, { facts }) => {
  const at = timeOf(situation);
  const own = situation.record[test.field];
  const label = labelOf(situation, test.field);
  if (typeof own !== 'string') return unknown(words(`没有写明${label.zh}`, `${label.en} is not stated`));
  const past = (await earlier(test.of, test.stages, situation, facts)).filter(
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
