import type { Swap, Telling, Tellings } from './telling.ts';

const milkLot = 'urn:zhuisu:lot:913411253367961888:milk:20260601';
const porkLot = 'urn:zhuisu:lot:913411253367961888:pork:20260601-C';
const own = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}`;
const carton = 'https://id.gs1.org/01/06901234567892/10/M0602';
const delivery = ['material_receipt', 'material_inspection', 'material_acceptance', 'refusal'];
const dealt = ['production', 'rework', 'critical_point', 'work_check'];
const beforeFilling = (stages: readonly string[], days: number): Record<string, number> =>
  Object.fromEntries(stages.map((stage) => [stage, days]));

/** The goods of one chain where the examples tell of milk in boxes. */
function goods(kind: string, name: string, spec: string, standard: string, licence: string, until: string): Swap[] {
  return [
    ['巴氏杀菌乳', name],
    ['250 mL', spec],
    ['GB 19645', standard],
    ['SC10541900100016', licence],
    ['dairy', kind, 'filling', 'dispatch', 'wholesale', 'retail'],
    ['2026-06-09', until, 'filling', 'coding', 'dispatch', 'goods_receipt', 'wholesale', 'retail', 'date_check'],
    ['2026-06-16', until, 'retained_sample'],
  ];
}

const filled = (code: string, quantity: number, unit = 'KGM') => ({ filling: { inputs: [{ code, quantity, unit }] } });
/** Goods that keep: nothing is near its date, and what is withdrawn was ordered. */
const keeping = {
  date_check: { finding: 'good', handling: 'kept' },
  withdrawal_from_shelf: { holdReason: 'ordered' },
  catering_use: { dish: '员工餐' },
};

const milkWay = ['milk_intake', 'milk_standardising', 'milk_heat_treatment', 'base_powder_drying'];
const registeredAs = { registrationNo: '国食注字YP20250012' };
const infantFormula: Telling = {
  way: ['milk_intake', 'catering_use'],
  swaps: [
    ...goods('infant_formula', '婴儿配方乳粉（1段）', '25 g/条', 'GB 10765', 'SC12941900100019', '2028-06-01'),
    [porkLot, milkLot, ...delivery],
  ],
  days: beforeFilling([...milkWay, 'formula_blending', ...delivery], 14),
  but: {
    ...keeping,
    filling: { ...filled(own('formula:20260607'), 750).filling, ...registeredAs },
    dispatch: registeredAs,
    wholesale: registeredAs,
    retail: registeredAs,
    full_inspection: { lot: carton, lotQuantity: 30000, lotUnit: 'H87', time: '2026-06-02T18:00:00+08:00' },
    production: {
      foodKind: 'infant_formula',
      inputs: [{ code: own('base-powder:20260605'), quantity: 1, unit: 'KGM' }],
      lotQuantity: 1,
    },
    rework: { inputs: [{ code: own('sausage:20260603'), quantity: 0.5, unit: 'KGM' }], lotQuantity: 0.5 },
    critical_point: { lotQuantity: 1 },
    work_check: { lotQuantity: 1 },
  },
};

const dairy: Telling = {
  way: ['milk_intake', 'catering_use'],
  swaps: [[porkLot, milkLot, ...delivery]],
  but: {
    ...filled(own('milk-past:20260602'), 4500),
    milk_culturing: { inputs: [{ code: own('milk-past:20260602'), quantity: 1000, unit: 'KGM' }], lotQuantity: 990 },
    base_powder_drying: { inputs: [{ code: own('milk-past:20260602'), quantity: 1000, unit: 'KGM' }], lotQuantity: 128 },
  },
};

const meatProduct: Telling = {
  way: ['meat_trimming', 'catering_use'],
  swaps: goods('meat_product', '风干香肠', '250 g', 'GB 2726', 'SC10441900100010', '2026-12-01'),
  days: beforeFilling([...delivery, 'meat_trimming', 'meat_curing', 'meat_cooking', ...dealt], 3),
  but: {
    ...keeping,
    ...filled(own('sausage:20260603'), 400),
    meat_cooking: { inputs: [{ code: own('cured-pork:20260602'), quantity: 5, unit: 'KGM' }], lotQuantity: 4.5 },
  },
};

const edibleOil: Telling = {
  way: ['oil_pressing', 'catering_use'],
  swaps: [
    ...goods('edible_oil', '小磨花生油', '500 mL', 'GB/T 1534', 'SC10241900100017', '2027-12-01'),
    [porkLot, 'urn:zhuisu:lot:913411253367961888:peanut:2026-H1', ...delivery],
    ['KGM', 'TNE', ...delivery],
    [own('cured-pork:20260602'), own('refined-oil:20260604'), ...dealt],
    ['sausage:', 'rice-oil:', ...dealt],
  ],
  days: beforeFilling(
    [
      ...delivery,
      'oil_pressing',
      'oil_refining',
      'oil_blending',
      'tank_storage',
      'bulk_loading',
      'bulk_transport',
      'bulk_unloading',
      ...dealt,
    ],
    7,
  ),
  but: {
    ...keeping,
    ...filled(own('blended-oil:20260605'), 15, 'TNE'),
    oil_blending: { inputs: [{ code: own('refined-oil:20260604'), quantity: 17.4, unit: 'TNE' }], lotQuantity: 17.4 },
    bulk_loading: { lotQuantity: 2 },
    bulk_transport: { lotQuantity: 2 },
    bulk_unloading: { lotQuantity: 2 },
  },
};

const baijiu: Telling = {
  way: ['starter_making', 'catering_use'],
  swaps: [
    ...goods('baijiu', '王屋山高粱酒', '500 mL', 'GB/T 10781.1', 'SC11541900100011', '2046-06-01'),
    [porkLot, 'urn:zhuisu:lot:913411253367961888:sorghum:2026-H1', ...delivery],
    [own('cured-pork:20260602'), own('blend:2026-06'), ...dealt],
    ['sausage:', 'small-batch:', ...dealt],
    [own('blended-oil:20260605'), own('base:2026-P07-1'), 'bulk_loading', 'bulk_transport', 'bulk_unloading'],
    ['食用植物油', '白酒原酒', 'bulk_loading'],
  ],
  days: {
    ...beforeFilling(delivery, 75),
    ...beforeFilling(
      ['starter_making', 'grain_steaming', 'liquor_fermentation', 'distillation', 'maturing', 'liquor_blending'],
      15,
    ),
    ...beforeFilling(['bulk_loading', 'bulk_transport', 'bulk_unloading'], 22),
    ...beforeFilling(dealt, 6),
  },
  but: {
    ...keeping,
    ...filled(own('blend:2026-06'), 2.4, 'TNE'),
    bulk_loading: { lotQuantity: 2.1 },
    bulk_transport: { lotQuantity: 2.1 },
    bulk_unloading: { lotQuantity: 2.1 },
  },
};

export const food: Tellings = { infant_formula: infantFormula, dairy, meat_product: meatProduct, edible_oil: edibleOil, baijiu };
