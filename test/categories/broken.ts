/** Which rules a record breaks, after the records before it. */
import { shippedLists, shippedProfiles } from '../../src/categories/profiles/index.ts';
import type { Example, Told } from '../../src/categories/rules/definition.ts';
import { applies, evaluate } from '../../src/categories/rules/evaluate.ts';
import { staged } from '../../src/categories/rules/memory.ts';

export const lists = new Map(shippedLists.map((list) => [list.id, list]));

/** Ids of the rules of the category that fail; `about`: only rules whose id begins so. `known`: licences and registers. */
export async function broken(
  category: string,
  about: string,
  record: Told,
  before: readonly Told[],
  known: Partial<Example> = {},
): Promise<string[]> {
  const { rules } = shippedProfiles.find((each) => each.category === category)!;
  const { situation, facts } = staged({ ...known, before, record }, category, shippedProfiles);
  const found: string[] = [];
  for (const rule of rules.filter(({ id }) => id.startsWith(about)))
    if (applies(rule, situation) && (await evaluate(rule, situation, { facts, lists })).outcome === 'fails') found.push(rule.id);
  return found;
}
