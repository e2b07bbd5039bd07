/** 食品 · 包装赋码: into packs, a code on each, cases on pallets. */
import type { Stage } from '../../definition.ts';
import {
  amount,
  bestBeforeDate,
  choice,
  choices,
  field,
  lotNumber,
  parent,
  principal,
  productionDate,
  text,
  things,
  verified,
  when,
  where,
} from '../../fields.ts';
import { pasteurised } from './dairy.ts';
import { foodKind, measures, operator, plant, process, registrationNo, somebody } from './shared.ts';

const labelRule = verified('GB/T 38574-2020 食品追溯二维码通用技术要求');
export const filledMilk = 'https://id.gs1.org/01/06901234567892/10/M0602';
export const formulaCans = 'https://id.gs1.org/01/06901234001013/10/YP0607';
export const unitSchemes = ['gtin', 'sscc', 'zs', 'ecode', 'ma', 'oid'];
export const firstUnit = 'https://id.gs1.org/01/06901234567892/21/M0602-00001';
export const secondUnit = 'https://id.gs1.org/01/06901234567892/21/M0602-00002';
export const caseCode = 'https://id.gs1.org/00/069012340000000016';

export const packingStages: readonly Stage[] = [
  process({
    id: 'filling',
    name: ['灌装包装', 'Filling and packing'],
    step: 'packing',
    disposition: 'active',
    from: ['散装批次与包材', 'Bulk lots and packaging'],
    into: ['成品批次', 'Lot of the packed product'],
    fields: [
      foodKind(),
      text('foodName', ['食品名称', 'Name of the food'], { most: 80, sees: 'public' }),
      text('spec', ['规格', 'Specification'], { most: 60, sees: 'public' }),
      lotNumber(),
      productionDate(),
      bestBeforeDate(),
      text('licenceNo', ['食品生产许可证号', 'Food production licence'], { most: 20, form: 'SC[0-9]{14}', sees: 'public' }),
      registrationNo(),
      text('standardNo', ['产品标准号', 'Product standard'], { most: 60, sees: 'public' }),
      text('lineNo', ['产线编号', 'Number of the line'], { most: 40, sees: 'authority' }),
      principal(),
    ],
    example: {
      time: '2026-06-02T10:00:00+08:00',
      inputs: [{ code: pasteurised, quantity: 7_680, unit: 'KGM' }],
      lot: filledMilk,
      lotQuantity: 30_000,
      lotUnit: 'H87',
      foodKind: 'dairy',
      foodName: '巴氏杀菌乳',
      spec: '250 mL',
      lotNumber: 'M0602',
      productionDate: '2026-06-02',
      bestBeforeDate: '2026-06-09',
      licenceNo: 'SC10541900100016',
      standardNo: 'GB 19645',
      lineNo: 'G1',
    },
    source: labelRule,
  }),
  {
    id: 'coding',
    zh: '单品赋码',
    en: 'Codes on the units',
    event: { type: 'TransformationEvent', bizStep: 'commissioning', disposition: 'active' },
    fields: [
      when(['赋码时间', 'Time of coding']),
      where(['赋码地点', 'Place of coding']),
      amount('from', ['成品批次', 'Lot of the packed product'], 'inputs', measures),
      things('units', ['单品码', 'Unit codes'], 'outputs', { schemes: unitSchemes, law: labelRule }),
      lotNumber(),
      productionDate(),
      bestBeforeDate(),
      principal(),
      operator(),
    ],
    example: {
      time: '2026-06-02T10:10:00+08:00',
      place: plant,
      from: filledMilk,
      fromQuantity: 2,
      fromUnit: 'H87',
      units: [firstUnit, secondUnit],
      lotNumber: 'M0602',
      productionDate: '2026-06-02',
      bestBeforeDate: '2026-06-09',
      operator: somebody('operator-1'),
    },
    source: labelRule,
  },
  {
    id: 'case_packing',
    zh: '装箱码托',
    en: 'Into cases and onto pallets',
    event: { type: 'AggregationEvent', action: 'ADD', bizStep: 'packing', disposition: 'in_progress' },
    fields: [
      when(),
      where(),
      parent(['箱码或托盘码', 'Case or pallet']),
      things('children', ['内含单品或箱', 'Units or cases inside'], 'children', { optional: true }),
      amount('lot', ['内含批次', 'Lot inside'], 'children', measures, { optional: true, counted: true }),
      choice('level', ['层级', 'Level'], choices(['case', '箱', 'case'], ['pallet', '托', 'pallet'])),
      principal(),
      operator(),
    ],
    example: {
      time: '2026-06-02T10:30:00+08:00',
      place: plant,
      parent: caseCode,
      children: [firstUnit, secondUnit],
      level: 'case',
      operator: somebody('operator-1'),
    },
    source: labelRule,
  },
  {
    id: 'case_unpacking',
    zh: '拆箱拆托',
    en: 'Out of the case or pallet',
    event: { type: 'AggregationEvent', action: 'DELETE', bizStep: 'unpacking', disposition: 'in_progress' },
    fields: [
      when(),
      where(),
      parent(['箱码或托盘码', 'Case or pallet']),
      things('children', ['取出的单品或箱', 'Units or cases taken out'], 'children', { optional: true }),
      field('reason', ['原因', 'Reason'], { kind: 'text', most: 120 }, { at: 'member', name: 'zhuisu:reason' }),
      operator(),
    ],
    example: {
      time: '2026-06-05T08:00:00+08:00',
      place: plant,
      parent: caseCode,
      children: [firstUnit],
      reason: '零售拆零',
      operator: somebody('operator-3'),
    },
    source: labelRule,
  },
];
