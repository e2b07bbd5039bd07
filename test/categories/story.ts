/** Stories of a product, record by record: what each is refused for and what the department is told, given all that was accepted before. */
import { shippedLists, shippedProfiles } from '../../src/categories/profiles/index.ts';
import type { Example, Told } from '../../src/categories/rules/definition.ts';
import { evaluate } from '../../src/categories/rules/evaluate.ts';
import { staged } from '../../src/categories/rules/memory.ts';

export interface Step {
  readonly stage: string;
  readonly refused: readonly string[];
  readonly alarms: readonly string[];
  /** What was said, by rule. */
  readonly said: Readonly<Record<string, string>>;
}

const lists = new Map(shippedLists.map((list) => [list.id, list]));

/** Steps name their stage as `category/stage`. What is refused did not happen: nothing after it sees it. */
export async function story(
  told: readonly Told[],
  { licences = [], registers = {} }: Partial<Example> = {},
): Promise<readonly Step[]> {
  const before: Told[] = [];
  const steps: Step[] = [];
  for (const record of told) {
    const category = record.stage.split('/')[0]!;
    const profile = shippedProfiles.find((each) => each.category === category)!;
    const { situation, facts } = staged({ before, record, licences, registers }, category, shippedProfiles);
    const said: Record<string, string> = {};
    const [refused, alarms]: [string[], string[]] = [[], []];
    for (const rule of profile.rules) {
      const { outcome, told: words } = await evaluate(rule, situation, { facts, lists });
      if (outcome !== 'fails') continue;
      said[rule.id] = words?.en ?? '';
      if (rule.severity === 'block') refused.push(rule.id);
      else if (rule.severity === 'alarm') alarms.push(rule.id);
    }
    if (refused.length === 0) before.push(record);
    steps.push({ stage: record.stage, refused, alarms, said });
  }
  return steps;
}

/** What was refused or told, step by step, where anything was. */
export const trouble = (steps: readonly Step[]): string[] =>
  steps
    .filter(({ refused, alarms }) => refused.length + alarms.length > 0)
    .map(({ stage, refused, alarms }) => `${stage}: ${[...refused, ...alarms].join(' ')}`);
