/** Food and what it is made of: whole chains over time, and every rule of farm produce and food accounted for. */
import { describe, expect, it } from 'vitest';
import { food } from '../../src/categories/profiles/food/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

describe.each([food, produce])('$category', (profile) => {
  it('has every stage in a chain, and every chain a product', () => {
    const used = new Set(profile.chains.flatMap(({ stages }) => stages));
    expect(profile.stages.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    const sold = new Set(profile.products.map(({ chain }) => chain));
    expect(profile.chains.map(({ id }) => id).filter((id) => !sold.has(id))).toEqual([]);
  });

  it('is recognised from plain events of its form', () => {
    const unnamed = profile.stages.filter((stage) => {
      const made = checkRecord(stage, stage.example);
      const { 'zhuisu:stage': _, ...plain } = 'values' in made ? eventOf(stage, made, profile) : {};
      return stageOf(plain, [profile])?.stage.id !== stage.id;
    });
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });
});
