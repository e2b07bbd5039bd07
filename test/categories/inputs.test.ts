/** What holds of farm inputs above all: each group from registration to use, every stage told by its form, the lists as announced. */
import { describe, expect, it } from 'vitest';
import { inputs } from '../../src/categories/profiles/inputs/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

describe('farm inputs', () => {
  it('go from registration through production, code and trade to use, in each group that the notice names', () => {
    expect(inputs.products.map(({ zh }) => zh)).toEqual(['农药', '兽药', '饲料', '肥料', '种子']);
    for (const { id, stages } of inputs.chains) {
      const at = (...some: readonly string[]): number =>
        Math.min(...some.map((each) => stages.indexOf(each)).filter((i) => i >= 0));
      const order = [
        at('registration'),
        at('pesticide_production', 'vet_production', 'feed_production', 'fertiliser_production', 'seed_growing'),
        at('coding'),
        at('receipt'),
        at('retail'),
        at('pesticide_use', 'vet_use', 'feed_use', 'fertiliser_use', 'seed_use'),
      ];
      expect(order, id).toEqual([...order].sort((a, b) => a - b));
      expect(order.every(Number.isFinite), id).toBe(true);
    }
  });

  it('have every stage in a chain', () => {
    const used = new Set(inputs.chains.flatMap(({ stages }) => stages));
    expect(inputs.stages.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });

  it('are recognised from plain events of their form', () => {
    const unnamed = inputs.stages.filter((stage) => {
      const made = checkRecord(stage, stage.example);
      const { 'zhuisu:stage': _, ...plain } = 'values' in made ? eventOf(stage, made, inputs) : {};
      return stageOf(plain, [inputs])?.stage.id !== stage.id;
    });
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('tell the public no person and no buyer', () => {
    for (const { id, fields } of inputs.stages)
      for (const { key, value, sees } of fields)
        if (
          value.kind === 'person' ||
          (value.kind === 'party' && ['customer', 'from', 'applicator'].includes(key)) ||
          ['purpose', 'ledgerNo'].includes(key)
        )
          expect(sees, `${id}.${key}`).not.toBe('public');
  });

  it('list thirty-two restricted pesticides, twenty-two of them for designated shops', () => {
    const [restricted, designated] = ['restricted_pesticides', 'designated_sale_pesticides'].map((id) =>
      inputs.lists.find((list) => list.id === id)!.entries.map(({ value }) => value),
    );
    expect(new Set(restricted).size).toBe(32);
    expect(new Set(designated).size).toBe(22);
    expect(designated!.filter((name) => !restricted!.includes(name))).toEqual([]);
    const field = inputs.stages.find(({ id }) => id === 'restricted_sale')!.fields.find(({ key }) => key === 'ingredient')!;
    const named = field.value.kind === 'choice' ? field.value.choices : [];
    expect(named.map(({ value }) => value)).toEqual(restricted);
    for (const { en } of named) expect(en).toMatch(/^[0-9A-Za-z, -]+$/);
  });

  it('keep to registers that are there, and never call a rule of the platform a law', () => {
    const columns = new Map(inputs.registers.map((each) => [each.id, new Set(each.columns.map(({ key }) => key))]));
    const asked = [
      ...JSON.stringify(inputs.rules.map(({ test }) => test)).matchAll(/"register":"(\w+)"[^{}]*?"column":"(\w+)"/g),
    ];
    expect(asked.length).toBeGreaterThan(10);
    for (const [, register, column] of asked) expect(columns.get(register!)?.has(column!), `${register}.${column}`).toBe(true);
    for (const { id, basis } of inputs.rules) if (basis.text.startsWith('平台规则')) expect(basis.verified, id).toBe(false);
  });
});
