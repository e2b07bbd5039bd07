/** 食品: the five groups of the notice, each from the raw material to the table, and its entries in the directory. */
import type { Chain, Product, Stage } from '../../definition.ts';
import { verified } from '../../fields.ts';
import { baijiuStages } from './baijiu.ts';
import { bulkStages } from './bulk.ts';
import { dairyStages } from './dairy.ts';
import { inspectionStages } from './inspection.ts';
import { materialStages } from './materials.ts';
import { meatStages } from './meat.ts';
import { movingStages } from './moving.ts';
import { oilStages } from './oil.ts';
import { packingStages } from './packing.ts';
import { productionStages } from './production.ts';
import { recallStages } from './recalls.ts';
import { sellingStages } from './selling.ts';
import { storingStages } from './storing.ts';

export const foodStages: readonly Stage[] = [
  ...materialStages,
  ...productionStages,
  ...dairyStages,
  ...meatStages,
  ...oilStages,
  ...baijiuStages,
  ...inspectionStages,
  ...packingStages,
  ...bulkStages,
  ...movingStages,
  ...storingStages,
  ...sellingStages,
  ...recallStages,
];

const ids = (stages: readonly Stage[], but: readonly string[] = []): string[] =>
  stages.map(({ id }) => id).filter((id) => !but.includes(id));

const supplied = ids(materialStages, ['milk_intake']);
const made = ids(productionStages, ['production']);
const milkMade = ['milk_intake', 'milk_standardising', 'milk_heat_treatment'];
/** What is the same for every group once it is packed. */
const checked = ids(inspectionStages, ['full_inspection']);
const packed = ids(packingStages);
const sold = [...ids(movingStages), ...ids(storingStages), ...ids(sellingStages), ...ids(recallStages)];
const bulk = ids(bulkStages, ['tank_storage']);

export const foodChains: readonly Chain[] = [
  {
    id: 'infant_formula',
    zh: '婴幼儿配方食品',
    en: 'Infant formula',
    from: ['produce/milking', 'produce/milk_collection', 'produce/milk_delivery'],
    stages: [
      ...supplied,
      ...milkMade,
      'base_powder_drying',
      'formula_blending',
      'production',
      ...made,
      'full_inspection',
      ...checked,
      ...packed,
      ...sold,
    ],
  },
  {
    id: 'dairy',
    zh: '乳制品',
    en: 'Dairy products',
    from: ['produce/milking', 'produce/milk_collection', 'produce/milk_delivery'],
    stages: [
      ...supplied,
      ...milkMade,
      'milk_culturing',
      'base_powder_drying',
      'production',
      ...made,
      ...checked,
      ...packed,
      ...sold,
    ],
  },
  {
    id: 'meat_product',
    zh: '肉制品',
    en: 'Meat products',
    from: ['produce/slaughter', 'produce/meat_inspection', 'produce/meat_dispatch'],
    stages: [...supplied, ...ids(meatStages), 'production', ...made, ...checked, ...packed, ...sold],
  },
  {
    id: 'edible_oil',
    zh: '食用植物油',
    en: 'Edible vegetable oil',
    from: ['produce/harvest', 'produce/shipping'],
    stages: [...supplied, ...ids(oilStages), 'tank_storage', ...bulk, 'production', ...made, ...checked, ...packed, ...sold],
  },
  {
    id: 'baijiu',
    zh: '白酒',
    en: 'Baijiu',
    from: ['produce/harvest', 'produce/shipping'],
    stages: [...supplied, ...ids(baijiuStages), ...bulk, 'production', ...made, ...checked, ...packed, ...sold],
  },
];

const notice = verified('济政办〔2018〕10号 四（二）');
const product = (id: string, zh: string, en: string, chain = id): Product => ({ id, zh, en, chain, source: notice });

export const foodProducts: readonly Product[] = [
  product('infant_formula', '婴幼儿配方食品', 'Infant formula'),
  product('meat_product', '肉制品', 'Meat products'),
  product('dairy', '乳制品', 'Dairy products'),
  product('edible_oil', '食用植物油', 'Edible vegetable oil'),
  product('baijiu', '白酒', 'Baijiu'),
];
