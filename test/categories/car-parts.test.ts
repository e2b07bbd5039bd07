/** What holds of car-repair parts above all: the thirteen elements of the health file, chains without loose ends, forms told apart. */
import { describe, expect, it } from 'vitest';
import { carParts } from '../../src/categories/profiles/car-parts/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

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

  it('warrant the three classes of repair as remembered, and say that the figures were not confirmed', () => {
    const warranties = carParts.rules.filter(({ id }) => /^AP-05[a-f]$/.test(id));
    expect(warranties.map(({ test }) => (test.kind === 'limit' ? test.least : undefined)).sort()).toEqual(
      [10, 30, 100, 2_000, 5_000, 20_000].sort(),
    );
    for (const { id, basis } of warranties) expect(basis.verified, id).toBe(false);
  });
});
