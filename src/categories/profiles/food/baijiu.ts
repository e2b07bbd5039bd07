/** 食品 · 白酒: starter, steaming, fermentation, distillation, years of maturing, blending. One blend draws on lots of many years. */
import type { Stage } from '../../definition.ts';
import { choice, choices, date, number, temperature, text } from '../../fields.ts';
import { baijiuRule, lot, observation, operator, ownLot, process, somebody, sorghum } from './shared.ts';

export const starter = ownLot('starter:2026-03');
export const mash = ownLot('mash:2026-P07');
export const fermented = ownLot('fermented:2026-P07');
export const baseLiquor = ownLot('base:2026-P07-1');
export const blended = ownLot('blend:2026-06');
const pit = text('pitNo', ['窖池号', 'Pit'], { most: 40 });
const strength = number('strength', ['酒精度（%vol）', 'Strength (% vol)'], { least: 0, most: 100, sees: 'public' });

export const baijiuStages: readonly Stage[] = [
  process({
    id: 'starter_making',
    name: ['制曲', 'Starter'],
    step: 'starter_making',
    from: ['制曲原料', 'Materials of the starter'],
    into: ['曲批次', 'Lot of starter'],
    fields: [
      choice(
        'starterKind',
        ['曲种', 'Kind of starter'],
        choices(
          ['high', '高温曲', 'high temperature'],
          ['medium', '中温曲', 'medium'],
          ['low', '低温曲', 'low'],
          ['bran', '麸曲', 'bran'],
        ),
      ),
      temperature('peak', ['顶火温度', 'Peak temperature'], 'maxValue'),
      number('storedDays', ['贮曲天数', 'Days stored'], { least: 0, whole: true, unit: 'DAY' }),
    ],
    example: {
      time: '2026-03-20T10:00:00+08:00',
      inputs: [{ code: ownLot('wheat:2025-11'), quantity: 20, unit: 'TNE' }],
      lot: starter,
      lotQuantity: 16,
      lotUnit: 'TNE',
      starterKind: 'high',
      peak: 63,
      storedDays: 180,
    },
    source: baijiuRule,
  }),
  process({
    id: 'grain_steaming',
    name: ['配料蒸煮糖化', 'Mixing, steaming, saccharification'],
    step: 'steaming',
    from: ['粮食、曲、辅料', 'Grain, starter, husks'],
    into: ['糟醅批次', 'Lot of mash'],
    fields: [
      temperature('steamTemperature', ['蒸煮温度', 'Steaming temperature'], 'maxValue'),
      number('steamMinutes', ['蒸煮时间（分钟）', 'Steamed for (minutes)'], { least: 0, unit: 'MIN' }),
      number('starterShare', ['用曲比例（%）', 'Share of starter (%)'], { least: 0, most: 200 }),
    ],
    example: {
      time: '2026-03-25T10:00:00+08:00',
      inputs: [
        { code: sorghum, quantity: 6, unit: 'TNE' },
        { code: starter, quantity: 1.5, unit: 'TNE' },
      ],
      lot: mash,
      lotQuantity: 14,
      lotUnit: 'TNE',
      steamTemperature: 100,
      steamMinutes: 70,
      starterShare: 25,
    },
    source: baijiuRule,
  }),
  process({
    id: 'liquor_fermentation',
    name: ['发酵', 'Fermentation'],
    step: 'fermenting',
    from: ['糟醅批次', 'Lots of mash'],
    into: ['发酵糟醅批次', 'Lot of fermented mash'],
    fields: [
      pit,
      choice(
        'state',
        ['发酵方式', 'Way of fermenting'],
        choices(
          ['solid', '固态法', 'solid state'],
          ['liquid', '液态法', 'liquid state'],
          ['mixed', '固液法', 'solid and liquid'],
        ),
        { sees: 'public' },
      ),
      date('pitSealed', ['入池日期', 'Sealed on']),
      date('pitOpened', ['出池日期', 'Opened on']),
      temperature('pitPeak', ['顶温', 'Peak temperature'], 'maxValue'),
    ],
    example: {
      time: '2026-05-25T09:00:00+08:00',
      inputs: [{ code: mash, quantity: 14, unit: 'TNE' }],
      lot: fermented,
      lotQuantity: 13.5,
      lotUnit: 'TNE',
      pitNo: 'P07',
      state: 'solid',
      pitSealed: '2026-03-25',
      pitOpened: '2026-05-25',
      pitPeak: 33,
    },
    source: baijiuRule,
  }),
  process({
    id: 'distillation',
    name: ['蒸馏摘酒', 'Distillation'],
    step: 'distilling',
    from: ['发酵糟醅批次', 'Lots of fermented mash'],
    into: ['原酒批次', 'Lot of new spirit'],
    fields: [
      strength,
      choice('cut', ['馏分', 'Cut'], choices(['head', '酒头', 'head'], ['heart', '中段', 'heart'], ['tail', '酒尾', 'tail'])),
      text('grade', ['等级', 'Grade'], { most: 40 }),
    ],
    example: {
      time: '2026-05-26T15:00:00+08:00',
      inputs: [{ code: fermented, quantity: 13.5, unit: 'TNE' }],
      lot: baseLiquor,
      lotQuantity: 2.1,
      lotUnit: 'TNE',
      strength: 63.5,
      cut: 'heart',
      grade: '优级',
    },
    source: baijiuRule,
  }),
  observation({
    id: 'maturing',
    name: ['陈酿贮存', 'Maturing'],
    event: { bizStep: 'storing', disposition: 'in_progress' },
    time: ['盘查时间', 'Time of the check'],
    place: ['酒库', 'Store'],
    fields: [
      lot(['原酒批次', 'Lot of spirit']),
      text('storeNo', ['库号', 'Store number'], { most: 40 }),
      text('vessel', ['罐或坛号', 'Vessel'], { most: 60 }),
      date('storedSince', ['入库日期', 'In store since']),
      number('loss', ['损耗（千克）', 'Loss (kg)'], { least: 0, unit: 'KGM', optional: true }),
      operator(),
    ],
    example: {
      time: '2026-05-27T10:00:00+08:00',
      lot: baseLiquor,
      lotQuantity: 2.1,
      lotUnit: 'TNE',
      storeNo: '5 号库',
      vessel: 'T-0517',
      storedSince: '2026-05-27',
      operator: somebody('operator-1'),
    },
    source: baijiuRule,
  }),
  process({
    id: 'liquor_blending',
    name: ['勾调', 'Blending'],
    step: 'liquor_blending',
    from: ['基酒、调味酒、水', 'Base liquors, flavouring liquors, water'],
    into: ['勾调酒批次', 'Lot of the blend'],
    fields: [
      text('recipeId', ['勾调方案号', 'Recipe'], { most: 40, sees: 'authority' }),
      choice(
        'state',
        ['执行工艺', 'Method'],
        choices(
          ['solid', '固态法白酒', 'solid state'],
          ['liquid', '液态法白酒', 'liquid state'],
          ['mixed', '固液法白酒', 'solid and liquid'],
        ),
        { sees: 'public' },
      ),
      text('years', ['基酒年份', 'Years of the base liquors'], { most: 80, sees: 'public' }),
      text('standardNo', ['执行标准', 'Standard'], { most: 60, sees: 'public' }),
      strength,
    ],
    example: {
      time: '2026-06-10T10:00:00+08:00',
      inputs: [
        { code: baseLiquor, quantity: 2.1, unit: 'TNE' },
        { code: ownLot('base:2021-P03-2'), quantity: 0.4, unit: 'TNE' },
      ],
      lot: blended,
      lotQuantity: 2.9,
      lotUnit: 'TNE',
      recipeId: 'GT-52-06',
      state: 'solid',
      years: '2021、2026',
      standardNo: 'GB/T 10781.1',
      strength: 52,
    },
    source: baijiuRule,
  }),
];
