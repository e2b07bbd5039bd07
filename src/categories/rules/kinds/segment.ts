/** Rules about what a code says of itself: a segment of it must say what the record or a register says. */
import { recognise } from '../../../codes/index.ts';
import { fails, holds, type KindOf, keysOf, labelOf, unknown, words } from '../situation.ts';

export const segment: KindOf<'segment'> = (test, situation, { facts }) => {
  const { expected } = test;
  const key = 'field' in expected ? undefined : keysOf(expected.by, situation)[0];
  const wanted =
    'field' in expected
      ? situation.record[expected.field]
      : key === undefined
        ? undefined
        : facts.register(expected.register, key)?.[expected.column];
  if (wanted === undefined) {
    if (!('field' in expected)) return unknown(words(`${key ?? ''} 没有登记`, `${key ?? 'the number'} is not registered`));
    const { zh, en } = labelOf(situation, expected.field);
    return unknown(words(`没有写明${zh}`, `${en} is not stated`));
  }
  let read = false;
  for (const code of keysOf(test.of, situation)) {
    const found = recognise(code)
      .find(({ scheme }) => scheme === test.scheme)
      ?.segments.find(({ name }) => name === test.segment);
    if (found === undefined) continue;
    read = true;
    if (found.value !== String(wanted))
      return fails(
        words(
          `${code} 的${found.label.zh}为 ${found.value}，应为 ${wanted}`,
          `${code} says ${found.value} (${found.label.en}), expected ${wanted}`,
        ),
      );
  }
  return read ? holds() : unknown(words('没有此类编码', 'there is no code of this kind'));
};
