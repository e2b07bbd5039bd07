/** What the examples of a rule come to: the facts that were compared, as whoever records would be told them. */
import type { Profile, Words } from '../definition.ts';
import type { DatedList, Rule } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { staged } from './memory.ts';

export interface ShownRule {
  readonly rule: Rule;
  readonly passes: Words | undefined;
  readonly fails: Words | undefined;
}

export function shownRules(
  rules: readonly Rule[],
  category: string,
  profiles: readonly Profile[],
  lists: readonly DatedList[],
): ShownRule[] {
  const byId = new Map(lists.map((list) => [list.id, list]));
  const told = (rule: Rule, example: Rule['passes']): Words | undefined => {
    const { situation, facts } = staged(example, category, profiles);
    return evaluate(rule, situation, { facts, lists: byId }).told;
  };
  return rules.map((rule) => ({ rule, passes: told(rule, rule.passes), fails: told(rule, rule.fails) }));
}
