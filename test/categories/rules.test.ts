/** Every rule of every profile: its example that passes passes, its example that fails fails, and both say why. */
import { describe, expect, it } from 'vitest';
import { shippedLists, shippedProfiles } from '../../src/categories/profiles/index.ts';
import { applies, evaluate } from '../../src/categories/rules/evaluate.ts';
import { staged } from '../../src/categories/rules/memory.ts';

const lists = new Map(shippedLists.map((list) => [list.id, list]));
const rules = shippedProfiles.flatMap((profile) => profile.rules.map((rule) => ({ id: rule.id, rule, profile })));

it('rules have ids of their own, and stages that are there', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { rule, profile } of rules) {
    expect(rule.stages.length, rule.id).toBeGreaterThan(0);
    for (const stage of rule.stages)
      expect(
        profile.stages.map(({ id }) => id),
        rule.id,
      ).toContain(stage);
  }
});

describe.each(rules)('$id', ({ rule, profile }) => {
  it('lets its passing example pass', async () => {
    const { situation, facts } = staged(rule.passes, profile.category, shippedProfiles);
    expect(applies(rule, situation)).toBe(true);
    const { outcome, told } = await evaluate(rule, situation, { facts, lists });
    expect(outcome, JSON.stringify(told)).toBe('holds');
  });

  it('stops its failing example, and says with which facts', async () => {
    const { situation, facts } = staged(rule.fails, profile.category, shippedProfiles);
    const { outcome, told } = await evaluate(rule, situation, { facts, lists });
    expect(outcome, JSON.stringify(told)).toBe('fails');
    expect(told?.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(told?.en.length).toBeGreaterThan(5);
  });
});
