/** Special equipment: recognised, whole from the first stage to the last, and over the years of a lift and the fillings of a cylinder. */
import { describe, expect, it } from 'vitest';
import { equipment } from '../../src/categories/profiles/equipment/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

describe.each([equipment])('$category', (profile) => {
  it('is recognised from plain events of each form', () => {
    const unnamed = profile.stages.filter((stage) => {
      const made = checkRecord(stage, stage.example);
      const { 'zhuisu:stage': _, ...plain } = 'values' in made ? eventOf(stage, made, profile) : {};
      return stageOf(plain, [profile])?.stage.id !== stage.id;
    });
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('has every stage in a chain, and every chain a product', () => {
    const used = new Set(profile.chains.flatMap(({ stages }) => stages));
    expect(profile.stages.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    const sold = new Set(profile.products.map(({ chain }) => chain));
    expect(profile.chains.map(({ id }) => id).filter((id) => !sold.has(id))).toEqual([]);
  });

  it('tells the public no person, no customer and no address of a household', () => {
    for (const { id, fields } of profile.stages)
      for (const { key, value, sees } of fields.filter((each) => each.sees === 'public')) {
        expect(value.kind, `${id}.${key} ${sees}`).not.toBe('person');
        expect(['customer', 'customerKind', 'householder', 'vehicle'], `${id}.${key}`).not.toContain(key);
      }
  });
});
