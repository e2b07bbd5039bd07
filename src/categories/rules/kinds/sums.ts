/** Whether the numbers of one record add up, as totals or element by element. */
import { fails, holds, type KindOf, round, type Situation, unknown, words } from '../situation.ts';

/** Amounts by element: `La=1200;Ce=2400.5`. */
export const splitForm = '[A-Z][a-z]?=-?\\d+(?:\\.\\d+)?(?:;[A-Z][a-z]?=-?\\d+(?:\\.\\d+)?)*';

const splitOf = (value: string): ReadonlyMap<string, number> => {
  const split = new Map<string, number>();
  for (const [element = '', amount] of value.split(';').map((each) => each.split('=')))
    split.set(element, (split.get(element) ?? 0) + Number(amount));
  return split;
};

/** By element; a plain number stands under the empty name. */
function addUp(keys: readonly string[], { record }: Situation, byElement: boolean): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  const add = (name: string, amount: number) => sum.set(name, (sum.get(name) ?? 0) + amount);
  for (const key of keys) {
    const value = record[key];
    if (typeof value === 'number') add('', value);
    else if (typeof value === 'string') for (const [name, amount] of splitOf(value)) add(byElement ? name : '', amount);
  }
  return sum;
}

export const sums: KindOf<'sums'> = (test, situation) => {
  const values = [...test.plus, ...test.minus].map((key) => situation.record[key]).filter((value) => value !== undefined);
  if (!test.plus.some((key) => situation.record[key] !== undefined))
    return unknown(words('没有写明数量', 'the amounts are not stated'));
  const byElement = values.every((value) => typeof value === 'string');
  const [plus, minus] = [test.plus, test.minus].map((keys) => addUp(keys, situation, byElement)) as [
    ReadonlyMap<string, number>,
    ReadonlyMap<string, number>,
  ];
  for (const name of new Set([...plus.keys(), ...minus.keys()])) {
    const [one, other] = [plus.get(name) ?? 0, minus.get(name) ?? 0];
    if (Math.abs(one - other) <= Math.max(one, other) * test.tolerance + 1e-9) continue;
    const label = name === '' ? '' : `${name} `;
    return fails(
      words(
        `${label}一边 ${round(one)}，另一边 ${round(other)}，相差 ${round(one - other)}`,
        `${label}${round(one)} on one side, ${round(other)} on the other: ${round(one - other)} apart`,
      ),
    );
  }
  return holds();
};
