/** What holds of food and farm produce above all: chains without loose ends, forms told apart, what the public sees and what it does not. */
import { describe, expect, it } from 'vitest';
import { food } from '../../src/categories/profiles/food/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import { stageNamed } from '../../src/categories/rules/memory.ts';

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

  it('begins where other categories end, in stages that they have', () => {
    for (const { from = [] } of profile.chains)
      for (const name of from) expect(stageNamed(name, profile.category, shippedProfiles).stage.id).toBe(name.split('/')[1]);
  });

  it('names natural persons by token, to the authority alone', () => {
    for (const { id, fields } of profile.stages)
      for (const { key, value, sees } of fields) if (value.kind === 'person') expect(sees, `${id}.${key}`).toBe('authority');
  });

  it('has registers with the columns that its rules ask for', () => {
    const columns = new Map(profile.registers.map((each) => [each.id, new Set(each.columns.map(({ key }) => key))]));
    for (const match of JSON.stringify(profile.rules.map(({ test }) => test)).matchAll(
      /"register":"([\w/]+)"[^{}]*?"(?:column|from)":"(\w+)"/g,
    ))
      if (!match[1]!.includes('/')) expect(columns.get(match[1]!)?.has(match[2]!), `${match[1]}.${match[2]}`).toBe(true);
  });
});

describe('the public', () => {
  const publicOf = (id: string): string[] =>
    food.stages
      .find((each) => each.id === id)!
      .fields.filter(({ sees }) => sees === 'public')
      .map(({ key }) => key);

  it('sees of a packed food what its tracing code must tell: product, batch, dates, licence, registration', () => {
    expect(publicOf('filling')).toEqual(
      expect.arrayContaining([
        'foodName',
        'spec',
        'lotNumber',
        'productionDate',
        'bestBeforeDate',
        'licenceNo',
        'registrationNo',
      ]),
    );
  });

  it('sees the tests of infant formula, and the recall of anything', () => {
    expect(publicOf('full_inspection')).toEqual(expect.arrayContaining(['itemsTested', 'result', 'verdict', 'report']));
    expect(publicOf('recall')).toEqual(expect.arrayContaining(['level', 'reason', 'range']));
  });

  it('does not see recipes, materials with their amounts, or customers', () => {
    const open = food.stages.flatMap(({ id, fields }) =>
      fields.filter(({ sees }) => sees === 'public').map(({ key }) => ({ id, key })),
    );
    for (const { id, key } of open)
      expect(['recipeId', 'inputs', 'customer', 'supplier', 'customerAddress', 'supplierAddress', 'team'], id).not.toContain(key);
  });
});
