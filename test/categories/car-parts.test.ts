/** What holds of car-repair parts above all: the thirteen elements of the health file, chains without loose ends, forms told apart. */
import { describe, expect, it } from 'vitest';
import { carParts } from '../../src/categories/profiles/car-parts/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

/**
 * The rules of car-repair parts as the departments list them, with the parts that each became. What no rule of one record can say: whether
 * the odometers of a workshop look random (AP-06) is a question about the digits of all its records, for the watch over the log; AP-06c
 * catches the leaps that made-up figures bring. That nothing is deleted early from the log itself (AP-10) holds because nothing can be.
 */
const listed: Readonly<Record<string, string>> = {
  'AP-01': 'abcd',
  'AP-02': 'abc',
  'AP-03': 'ab',
  'AP-04': 'ab',
  'AP-05': 'abcdefgh',
  'AP-06': 'abc',
  'AP-07': 'abcd',
  'AP-08': 'ab',
  'AP-09': 'ab',
  'AP-10': 'ab',
  'AP-11': 'abc',
};

describe('car-repair parts', () => {
  it('have the thirteen elements of the health file in the settlement', () => {
    const fields = carParts.stages.find(({ id }) => id === 'settlement')!.fields.map(({ key }) => key);
    const elements = {
      企业名称: 'workshop',
      车辆识别代码: 'vehicle',
      车牌号码: 'plate',
      送修日期: 'intakeDate',
      送修里程: 'mileage',
      结算日期: 'time',
      结算清单编号: 'listNo',
      故障描述: 'fault',
      维修项目: 'items',
      维修工时: 'hours',
      配件名称: 'partNames',
      配件编码: 'codes',
      配件数量: 'parts',
    };
    expect(Object.keys(elements)).toHaveLength(13);
    for (const [name, key] of Object.entries(elements)) expect(fields, name).toContain(key);
  });

  it('have every stage in a chain', () => {
    const used = new Set(carParts.chains.flatMap(({ stages }) => stages));
    expect(carParts.stages.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });

  it('tell the public the part and its channel, and never the vehicle or its owner', () => {
    for (const { id, fields } of carParts.stages)
      for (const { key, value, sees } of fields)
        if (['vehicle', 'vehicles', 'plate', 'mileage', 'workOrder'].includes(key) || value.kind === 'person')
          expect(sees, `${id}.${key}`).not.toBe('public');
    const channels = carParts.stages.flatMap(({ fields }) => fields.filter(({ key }) => key === 'channel'));
    expect(channels.map(({ sees }) => sees)).toEqual(['public', 'public', 'public']);
  });

  it('are recognised from plain events of their form', () => {
    const unnamed = carParts.stages.filter((stage) => {
      const made = checkRecord(stage, stage.example);
      const { 'zhuisu:stage': _, ...plain } = 'values' in made ? eventOf(stage, made, carParts) : {};
      return stageOf(plain, [carParts])?.stage.id !== stage.id;
    });
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('have every rule of the list', () => {
    const ids = carParts.rules.map(({ id }) => id);
    for (const [id, parts] of Object.entries(listed))
      expect(ids.filter((each) => each.startsWith(`${id}`)).sort(), id).toEqual(parts.split('').map((part) => `${id}${part}`));
    const numbered = ids.filter((id) => /^AP-\d/.test(id)).map((id) => id.slice(0, 5));
    expect([...new Set(numbered)].filter((id) => !(id in listed))).toEqual([]);
  });

  it('warrant the three classes of repair as remembered, and say that the figures were not confirmed', () => {
    const warranties = carParts.rules.filter(({ id }) => /^AP-05[a-f]$/.test(id));
    expect(warranties.map(({ test }) => (test.kind === 'limit' ? test.least : undefined)).sort()).toEqual(
      [10, 30, 100, 2_000, 5_000, 20_000].sort(),
    );
    for (const { id, basis } of warranties) expect(basis.verified, id).toBe(false);
  });
});
