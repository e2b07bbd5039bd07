/** 食品 · 乳制品、婴幼儿配方食品: from the silo to the powder and the carton. */
import type { Stage } from '../../definition.ts';
import { choice, choices, number, temperature, text, unverified } from '../../fields.ts';
import { rawMilkSilo } from './materials.ts';
import { ownLot, process } from './shared.ts';

const dairyRule = unverified('GB 12693 乳制品良好生产规范、GB 23790 婴幼儿配方食品良好生产规范（条文未核实）');
const held = number('holdSeconds', ['保持时间（秒）', 'Held for (seconds)'], { least: 0, unit: 'SEC' });
const heat = temperature('heatTemperature', ['热处理温度', 'Temperature of the heat treatment'], 'value');

export const standardised = ownLot('milk-std:20260602');
export const pasteurised = ownLot('milk-past:20260602');
export const basePowder = ownLot('base-powder:20260605');
export const formulaBulk = ownLot('formula:20260607');

export const dairyStages: readonly Stage[] = [
  process({
    id: 'milk_standardising',
    name: ['净乳标准化', 'Cleaning and standardising the milk'],
    step: 'standardising',
    from: ['奶仓批次', 'Lots in the silo'],
    into: ['标准化乳批次', 'Lot of standardised milk'],
    fields: [
      number('fat', ['脂肪（g/100 g）', 'Fat (g/100 g)'], { least: 0, most: 15 }),
      number('protein', ['蛋白质（g/100 g）', 'Protein (g/100 g)'], { least: 0, most: 10 }),
    ],
    example: {
      time: '2026-06-02T05:00:00+08:00',
      inputs: [{ code: rawMilkSilo, quantity: 7_790, unit: 'KGM' }],
      lot: standardised,
      lotQuantity: 7_700,
      lotUnit: 'KGM',
      fat: 3.5,
      protein: 3.2,
    },
    source: dairyRule,
  }),
  process({
    id: 'milk_heat_treatment',
    name: ['杀菌', 'Heat treatment'],
    step: 'heat_treating',
    from: ['标准化乳批次', 'Lots of standardised milk'],
    into: ['杀菌乳批次', 'Lot of treated milk'],
    fields: [
      choice(
        'method',
        ['杀菌方式', 'Method'],
        choices(
          ['pasteurised', '巴氏杀菌', 'pasteurised'],
          ['uht', '超高温灭菌', 'ultra-high temperature'],
          ['sterilised', '保持灭菌', 'sterilised in the pack'],
        ),
        { sees: 'public' },
      ),
      heat,
      held,
    ],
    example: {
      time: '2026-06-02T07:00:00+08:00',
      inputs: [{ code: standardised, quantity: 7_700, unit: 'KGM' }],
      lot: pasteurised,
      lotQuantity: 7_680,
      lotUnit: 'KGM',
      method: 'pasteurised',
      heatTemperature: 85,
      holdSeconds: 15,
    },
    source: dairyRule,
  }),
  process({
    id: 'milk_culturing',
    name: ['发酵', 'Culturing'],
    step: 'culturing',
    from: ['杀菌乳与菌种', 'Treated milk and cultures'],
    into: ['发酵乳批次', 'Lot of fermented milk'],
    fields: [
      text('culture', ['菌种与批号', 'Culture and its lot'], { most: 80 }),
      temperature('cultureTemperature', ['发酵温度', 'Temperature'], 'value'),
      number('hours', ['发酵时间（小时）', 'Hours'], { least: 0, unit: 'HUR' }),
      number('endAcidity', ['终点酸度（°T）', 'Acidity at the end (°T)'], { least: 0, most: 200 }),
    ],
    example: {
      time: '2026-06-02T16:00:00+08:00',
      inputs: [{ code: pasteurised, quantity: 2_000, unit: 'KGM' }],
      lot: ownLot('yogurt:20260602'),
      lotQuantity: 1_990,
      lotUnit: 'KGM',
      culture: '保加利亚乳杆菌、嗜热链球菌 YC-0519',
      cultureTemperature: 42,
      hours: 5.5,
      endAcidity: 82,
    },
    source: dairyRule,
  }),
  process({
    id: 'base_powder_drying',
    name: ['基粉生产', 'Base powder'],
    step: 'spray_drying',
    from: ['杀菌乳与配料', 'Treated milk and ingredients'],
    into: ['基粉批次', 'Lot of base powder'],
    fields: [
      text('recipeId', ['配方号', 'Recipe'], { most: 40, sees: 'authority' }),
      temperature('inletTemperature', ['进风温度', 'Inlet temperature'], 'maxValue'),
      number('moisture', ['水分（%）', 'Moisture (%)'], { least: 0, most: 100 }),
    ],
    example: {
      time: '2026-06-05T12:00:00+08:00',
      inputs: [{ code: pasteurised, quantity: 5_000, unit: 'KGM' }],
      lot: basePowder,
      lotQuantity: 640,
      lotUnit: 'KGM',
      recipeId: 'JF-01',
      inletTemperature: 180,
      moisture: 3.1,
    },
    source: dairyRule,
  }),
  process({
    id: 'formula_blending',
    name: ['配方粉干混', 'Dry blending of the formula'],
    step: 'dry_blending',
    from: ['基粉、配料与营养素', 'Base powder, ingredients, nutrients'],
    into: ['配方粉批次', 'Lot of formula'],
    fields: [
      text('registrationNo', ['产品配方注册号', 'Registration of the formula'], { most: 40, sees: 'public' }),
      text('recipeId', ['配方号', 'Recipe'], { most: 40, sees: 'authority' }),
      choice(
        'ageStage',
        ['段位', 'Stage'],
        choices(
          ['1', '1 段（0–6 月）', 'stage 1 (0–6 months)'],
          ['2', '2 段（6–12 月）', 'stage 2 (6–12 months)'],
          ['3', '3 段（12–36 月）', 'stage 3 (12–36 months)'],
        ),
        { sees: 'public' },
      ),
      number('mixingMinutes', ['混合时间（分钟）', 'Mixed for (minutes)'], { least: 0, unit: 'MIN' }),
    ],
    example: {
      time: '2026-06-07T14:00:00+08:00',
      inputs: [
        { code: basePowder, quantity: 640, unit: 'KGM' },
        { code: ownLot('nutrients:20260506'), quantity: 160, unit: 'KGM' },
      ],
      lot: formulaBulk,
      lotQuantity: 796,
      lotUnit: 'KGM',
      registrationNo: '国食注字YP20250012',
      recipeId: 'PF-YP-1',
      ageStage: '1',
      mixingMinutes: 25,
    },
    source: dairyRule,
  }),
];
