/** 食品 · 上架、零售、餐饮. */
import { ownStep, type Stage } from '../../definition.ts';
import { amount, document, text, things, unverified, when, where } from '../../fields.ts';
import { filledMilk, firstUnit, unitSchemes } from './packing.ts';
import { foodKind, labelled, lot, measures, observation, operator, records, registrationNo, shop, somebody } from './shared.ts';

const milk = { lot: filledMilk, lotQuantity: 24, lotUnit: 'H87' };

export const sellingStages: readonly Stage[] = [
  observation({
    id: 'shelving',
    name: ['上架', 'Onto the shelf'],
    event: { bizStep: 'stocking', disposition: 'sellable_accessible' },
    place: ['门店', 'Shop'],
    fields: [lot(), text('shelf', ['货架或冷柜', 'Shelf or cabinet'], { most: 40 }), operator()],
    example: { time: '2026-06-04T08:00:00+08:00', place: shop, ...milk, shelf: '冷柜 2', operator: somebody('operator-4') },
    source: records,
  }),
  observation({
    id: 'retail',
    name: ['零售', 'Retail sale'],
    event: { bizStep: 'retail_selling', disposition: 'retail_sold' },
    time: ['销售时间', 'Time of sale'],
    place: ['门店', 'Shop'],
    fields: [
      lot(undefined, { optional: true }),
      things('units', ['单品码', 'Unit codes'], 'things', { optional: true, schemes: unitSchemes }),
      foodKind({ optional: true }),
      registrationNo(),
      ...labelled({ optional: true }),
      document('receiptNo', ['小票号', 'Till receipt'], 'inv', { optional: true }),
    ],
    example: {
      time: '2026-06-05T18:30:00+08:00',
      place: shop,
      units: [firstUnit],
      foodKind: 'dairy',
      bestBeforeDate: '2026-06-09',
      receiptNo: 'XS-20260605-1181',
    },
    source: records,
  }),
  {
    id: 'catering_use',
    zh: '餐饮加工',
    en: 'Use in catering',
    event: { type: 'TransformationEvent', bizStep: ownStep('catering') },
    fields: [
      when(['加工时间', 'Time']),
      where(['餐饮单位', 'Kitchen']),
      amount('inputs', ['原料批次', 'Lots used'], 'inputs', measures, { many: true, counted: true, sees: 'partners' }),
      amount('lot', ['餐次批次', 'Dish of that meal'], 'outputs', measures, { counted: true }),
      text('dish', ['品名', 'Dish'], { most: 80, sees: 'public' }),
      text('retainedSample', ['留样编号', 'Sample kept back'], { most: 60, optional: true }),
      operator(),
    ],
    example: {
      time: '2026-06-05T11:00:00+08:00',
      place: shop,
      inputs: [{ code: filledMilk, quantity: 24, unit: 'H87' }],
      lot: 'urn:zhuisu:lot:915101007130545948:dish:20260605-2',
      lotQuantity: 60,
      lotUnit: 'H87',
      dish: '牛奶燕麦粥',
      retainedSample: 'LY-20260605-2',
      operator: somebody('operator-6'),
    },
    source: unverified('餐饮服务食品安全操作规范：进货查验与留样（条文未核实）'),
  },
];
