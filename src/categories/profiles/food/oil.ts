/** 食品 · 食用植物油: from the seed to the tank. Bulk carriage stands in `bulk.ts`. */
import type { Stage } from '../../definition.ts';
import { choice, choices, number, temperature, text, unverified } from '../../fields.ts';
import { ownLot, peanuts, process } from './shared.ts';

const oilRule = unverified('GB 8955 食用植物油及其制品生产卫生规范、食用油生产许可审查细则（条文未核实）');
export const crudeOil = ownLot('crude-oil:20260602');
export const refinedOil = ownLot('refined-oil:20260604');
export const blendedOil = ownLot('blended-oil:20260605');
const tankNo = text('tankNo', ['罐号', 'Tank'], { most: 40 });

export const oilStages: readonly Stage[] = [
  process({
    id: 'oil_pressing',
    name: ['压榨或浸出制油', 'Pressing or extraction'],
    step: 'pressing',
    from: ['油料批次', 'Lots of oilseed'],
    into: ['原油批次', 'Lot of crude oil'],
    fields: [
      choice(
        'method',
        ['制油方法', 'Method'],
        choices(
          ['pressed', '压榨', 'pressed'],
          ['extracted', '浸出', 'extracted with solvent'],
          ['aqueous', '水代法', 'aqueous'],
        ),
        { sees: 'public' },
      ),
      text('seedOrigin', ['油料产地', 'Origin of the seed'], { most: 80, sees: 'public' }),
      tankNo,
    ],
    example: {
      time: '2026-06-02T18:00:00+08:00',
      inputs: [{ code: peanuts, quantity: 45, unit: 'TNE' }],
      lot: crudeOil,
      lotQuantity: 18.6,
      lotUnit: 'TNE',
      method: 'pressed',
      seedOrigin: '河南省济源市',
      tankNo: 'Y-03',
    },
    source: oilRule,
  }),
  process({
    id: 'oil_refining',
    name: ['精炼', 'Refining'],
    step: 'refining',
    from: ['原油批次', 'Lots of crude oil'],
    into: ['成品油批次', 'Lot of refined oil'],
    fields: [
      choice(
        'steps',
        ['工序', 'Steps'],
        choices(
          ['degumming', '脱胶', 'degumming'],
          ['deacidification', '脱酸', 'deacidification'],
          ['bleaching', '脱色', 'bleaching'],
          ['deodorisation', '脱臭', 'deodorisation'],
          ['dewaxing', '脱蜡', 'dewaxing'],
        ),
        { many: true },
      ),
      temperature('deodorising', ['脱臭温度', 'Deodorising temperature'], 'maxValue', { optional: true }),
      tankNo,
    ],
    example: {
      time: '2026-06-04T10:00:00+08:00',
      inputs: [{ code: crudeOil, quantity: 18.6, unit: 'TNE' }],
      lot: refinedOil,
      lotQuantity: 17.9,
      lotUnit: 'TNE',
      steps: ['degumming', 'deacidification', 'bleaching'],
      tankNo: 'J-01',
    },
    source: oilRule,
  }),
  process({
    id: 'oil_blending',
    name: ['调和与入罐', 'Blending into a tank'],
    step: 'oil_blending',
    from: ['成品油批次', 'Lots of refined oil'],
    into: ['罐批次', 'Lot in the tank'],
    fields: [
      tankNo,
      text('tankCleaning', ['罐清洗记录号', 'Cleaning record of the tank'], { most: 60 }),
      number('heel', ['罐内原有存油（吨）', 'Oil left in the tank (t)'], { least: 0, unit: 'TNE' }),
    ],
    example: {
      time: '2026-06-05T09:00:00+08:00',
      inputs: [{ code: refinedOil, quantity: 17.9, unit: 'TNE' }],
      lot: blendedOil,
      lotQuantity: 17.9,
      lotUnit: 'TNE',
      tankNo: 'C-05',
      tankCleaning: 'QX-G-0601',
      heel: 0,
    },
    source: oilRule,
  }),
];
