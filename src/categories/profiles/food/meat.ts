/** 食品 · 肉制品: trimming, curing, cooking. */
import type { Stage } from '../../definition.ts';
import { choice, choices, number, temperature, text, unverified } from '../../fields.ts';
import { cured } from './production.ts';
import { carcass, ownLot, process } from './shared.ts';

const meatRule = unverified('GB 19303 熟肉制品生产卫生规范、肉制品生产许可审查细则（条文未核实）');
export const trimmed = ownLot('trimmed-pork:20260602');
export const cooked = ownLot('cooked-pork:20260603');

export const meatStages: readonly Stage[] = [
  process({
    id: 'meat_trimming',
    name: ['解冻修整', 'Thawing and trimming'],
    step: 'trimming',
    from: ['原料肉批次', 'Lots of meat'],
    into: ['修整肉批次', 'Lot of trimmed meat'],
    fields: [
      temperature('roomTemperature', ['车间温度', 'Temperature of the room'], 'value'),
      temperature('meatTemperature', ['肉温', 'Temperature of the meat'], 'maxValue'),
    ],
    example: {
      time: '2026-06-02T10:00:00+08:00',
      inputs: [{ code: carcass, quantity: 480, unit: 'KGM' }],
      lot: trimmed,
      lotQuantity: 430,
      lotUnit: 'KGM',
      roomTemperature: 11,
      meatTemperature: 3.5,
    },
    source: meatRule,
  }),
  process({
    id: 'meat_curing',
    name: ['腌制', 'Curing'],
    step: 'curing',
    from: ['修整肉与辅料', 'Trimmed meat and ingredients'],
    into: ['腌制肉批次', 'Lot of cured meat'],
    fields: [
      temperature('cureTemperature', ['腌制温度', 'Temperature'], 'value'),
      number('hours', ['腌制时间（小时）', 'Hours'], { least: 0, unit: 'HUR' }),
      number('nitrite', ['亚硝酸盐用量（g/kg）', 'Nitrite (g/kg)'], { least: 0, most: 10 }),
    ],
    example: {
      time: '2026-06-03T08:00:00+08:00',
      inputs: [{ code: trimmed, quantity: 430, unit: 'KGM' }],
      lot: cured,
      lotQuantity: 445,
      lotUnit: 'KGM',
      cureTemperature: 4,
      hours: 20,
      nitrite: 0.1,
    },
    source: meatRule,
  }),
  process({
    id: 'meat_cooking',
    name: ['热加工与冷却', 'Cooking and cooling'],
    step: 'cooking',
    from: ['腌制肉或半成品', 'Cured meat or part-finished product'],
    into: ['熟肉批次', 'Lot of cooked meat'],
    fields: [
      choice(
        'method',
        ['加工方式', 'Method'],
        choices(
          ['boiled', '蒸煮', 'boiled or steamed'],
          ['smoked', '烟熏', 'smoked'],
          ['roasted', '烧烤', 'roasted'],
          ['braised', '酱卤', 'braised'],
          ['dried', '干制', 'dried'],
        ),
        { sees: 'public' },
      ),
      temperature('coreTemperature', ['中心温度', 'Core temperature'], 'value'),
      number('cookMinutes', ['加热时间（分钟）', 'Heated for (minutes)'], { least: 0, unit: 'MIN' }),
      number('coolMinutes', ['冷却时间（分钟）', 'Cooled for (minutes)'], { least: 0, unit: 'MIN' }),
      text('oven', ['炉号', 'Oven'], { most: 40, optional: true }),
    ],
    example: {
      time: '2026-06-03T13:00:00+08:00',
      inputs: [{ code: cured, quantity: 445, unit: 'KGM' }],
      lot: cooked,
      lotQuantity: 400,
      lotUnit: 'KGM',
      method: 'braised',
      coreTemperature: 75,
      cookMinutes: 90,
      coolMinutes: 80,
      oven: '3 号锅',
    },
    source: meatRule,
  }),
];
