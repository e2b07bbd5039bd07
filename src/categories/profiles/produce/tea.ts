/** 食用农产品 · 茶: fresh leaf becomes raw tea, raw tea refined tea (a food, SC category 14). */
import { ownStep, type Stage } from '../../definition.ts';
import { amount, batch, number, temperature, text, unverified, when, where } from '../../fields.ts';
import { example, harvest, weights } from './orchard.ts';

const teaRule = unverified('NY/T 1763 农产品质量安全追溯操作规程 茶叶；GB/T 33915（条文未核实）');
const rawTea = 'urn:zhuisu:lot:91419001MA3X000102:tea:2026-M1';

export const teaStages: readonly Stage[] = [
  {
    id: 'tea_processing',
    zh: '鲜叶初制',
    en: 'Fresh leaf into raw tea',
    event: { type: 'TransformationEvent', bizStep: ownStep('tea_processing'), disposition: 'active' },
    fields: [
      when(['完成时间', 'Time of completion']),
      where(['茶厂', 'Tea factory']),
      amount('from', ['鲜叶批次', 'Lots of fresh leaf'], 'inputs', weights, { many: true, counted: true }),
      amount('lot', ['毛茶批次', 'Lot of raw tea'], 'outputs', weights, { counted: true }),
      batch('teaKind', ['茶类', 'Kind of tea'], { kind: 'text', most: 40 }, undefined),
      temperature('fixing', ['杀青温度', 'Fixing temperature'], 'maxValue', { optional: true }),
      number('moisture', ['水分（%）', 'Moisture (%)'], { least: 0, most: 100 }),
    ],
    example: example({
      time: '2026-05-05T22:00:00+08:00',
      from: [{ code: harvest, quantity: 400, unit: 'KGM' }],
      lot: rawTea,
      lotQuantity: 95,
      lotUnit: 'KGM',
      teaKind: '绿茶',
      fixing: 240,
      moisture: 6.2,
    }),
    source: teaRule,
  },
  {
    id: 'tea_refining',
    zh: '精制',
    en: 'Raw tea into refined tea',
    event: { type: 'TransformationEvent', bizStep: ownStep('tea_refining'), disposition: 'active' },
    fields: [
      when(['完成时间', 'Time of completion']),
      where(['茶厂', 'Tea factory']),
      amount('from', ['毛茶批次', 'Lots of raw tea'], 'inputs', weights, { many: true, counted: true }),
      amount('lot', ['精制茶批次', 'Lot of refined tea'], 'outputs', weights, { counted: true }),
      batch('grade', ['等级', 'Grade'], { kind: 'text', most: 40 }, undefined),
      text('licenceNo', ['食品生产许可证号', 'Food production licence'], { most: 20, optional: true, sees: 'public' }),
    ],
    example: example({
      time: '2026-05-06T20:00:00+08:00',
      from: [{ code: rawTea, quantity: 95, unit: 'KGM' }],
      lot: 'urn:zhuisu:lot:91419001MA3X000102:tea:2026-J1',
      lotQuantity: 88,
      lotUnit: 'KGM',
      grade: '一级',
    }),
    source: teaRule,
  },
];
