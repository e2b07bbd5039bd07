/** What holds of dangerous goods above all: closed to the public, whole from the first stage to the last, every entry of the list a valid number. */
import { describe, expect, it } from 'vitest';
import { dangerous } from '../../src/categories/profiles/dangerous/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import { recognise } from '../../src/codes/index.ts';

describe('dangerous goods', () => {
  it('show nothing to the public', () => {
    const open = dangerous.stages.flatMap(({ id, fields }) =>
      fields.filter(({ sees }) => sees === 'public').map(({ key }) => `${id}.${key}`),
    );
    expect(open).toEqual([]);
  });

  it('tell the other side of a deal only, and never a route, a place, a person or a use', () => {
    for (const { id, fields } of dangerous.stages) {
      const told = fields.filter(({ sees }) => sees === 'partners');
      const keys = fields.map(({ key }) => key);
      if (told.length > 0)
        expect(
          keys.some((key) => key === 'customer' || key === 'transportPermit'),
          id,
        ).toBe(true);
      for (const { key, value } of told) {
        expect(['route', 'stops', 'place', 'use', 'account'], `${id}.${key}`).not.toContain(key);
        expect(value.kind, `${id}.${key}`).not.toBe('person');
      }
    }
  });

  it('have every stage in a chain, and every chain a product', () => {
    const used = new Set(dangerous.chains.flatMap(({ stages }) => stages));
    expect(dangerous.stages.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    const sold = new Set(dangerous.products.map(({ chain }) => chain));
    expect(dangerous.chains.map(({ id }) => id).filter((id) => !sold.has(id))).toEqual([]);
  });

  it('have rules for each entry, and registers for what rules ask', () => {
    const entries = [
      ['EXP', 13],
      ['FW', 9],
      ['PRE', 10],
      ['TOX', 6],
      ['CHEM', 5],
      ['HW', 5],
    ] as const;
    const ids = new Set(dangerous.rules.map(({ id }) => id.replace(/[a-z]$/, '')));
    for (const [prefix, last] of entries)
      for (let i = 1; i <= last; i++) expect(ids).toContain(`${prefix}-${String(i).padStart(2, '0')}`);
    const columns = new Map(dangerous.registers.map((each) => [each.id, new Set(each.columns.map(({ key }) => key))]));
    for (const match of JSON.stringify(dangerous.rules.map(({ test }) => test)).matchAll(
      /"register":"(\w+)"[^{}]*?"(?:column|from)":"(\w+)"/g,
    ))
      expect(columns.get(match[1]!)?.has(match[2]!), `${match[1]}.${match[2]}`).toBe(true);
  });

  it('list seventy-three precursors by number (one of the seventy-four has none), each with its check digit', () => {
    const list = dangerous.lists.find(({ id }) => id === 'explosive_precursors')!;
    expect(list.entries).toHaveLength(73);
    expect(new Set(list.entries.map(({ value }) => value)).size).toBe(73);
    for (const { value } of list.entries) expect(recognise(value)[0]?.structure, value).toBe('valid');
  });

  it('are recognised from plain events of their form', () => {
    const unnamed = dangerous.stages.filter((stage) => {
      const made = checkRecord(stage, stage.example);
      const { 'zhuisu:stage': _, ...plain } = 'values' in made ? eventOf(stage, made, dangerous) : {};
      return stageOf(plain, [dangerous])?.stage.id !== stage.id;
    });
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });
});
