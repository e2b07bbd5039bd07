/** 食用农产品 · 登记: what a mu of a crop can yield. Crops and doses of pesticides are registered with the farm inputs (`pesticide_use`). */
import type { Register } from '../../definition.ts';
import { unverified } from '../../fields.ts';

export const produceRegisters: readonly Register[] = [
  {
    id: 'yield_ceiling',
    zh: '作物亩产上限',
    en: 'Highest yields of crops',
    key: { zh: '作物', en: 'Crop' },
    columns: [{ key: 'mostPerMu', zh: '每亩最高产量（千克）', en: 'Most a mu yields (kg)', kind: 'number', unit: 'KGM' }],
    source: unverified('平台设计：由农业农村部门按当地情况填写'),
  },
];
