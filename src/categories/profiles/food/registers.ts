/** 食品 · 登记: products, their registrations, recipes, lines, permits of bulk carriage. */
import type { Register } from '../../definition.ts';
import { column, unverified } from '../../fields.ts';

const from = column('from', '有效期自', 'Valid from', 'date');
const until = column('until', '有效期至', 'Valid until', 'date');
const source = unverified('登记项为平台设计，来自许可、注册与备案的内容');

export const foodRegisters: readonly Register[] = [
  {
    id: 'special_food',
    zh: '婴幼儿配方食品、保健食品、特殊医学用途配方食品的注册与备案',
    en: 'Registrations of infant formula, health food and medical food',
    key: { zh: '注册或备案号', en: 'Registration or filing number', schemes: ['infantformula', 'healthfood'] },
    columns: [
      column('foodKind', '食品类别', 'Kind of food', 'text'),
      column('productName', '产品名称', 'Product', 'text'),
      column('holder', '注册人或备案人', 'Holder', 'text'),
      from,
      until,
    ],
    source,
  },
  {
    id: 'food_line',
    zh: '产线产能',
    en: 'Capacity of production lines',
    key: { zh: '产线编号', en: 'Number of the line' },
    columns: [
      column('daily', '日产能（千克）', 'Output a day', 'number', { unit: 'KGM' }),
      column('owner', '企业', 'Firm', 'text', { optional: true }),
    ],
    source,
  },
  {
    id: 'food_recipe',
    zh: '配方与出品率',
    en: 'Recipes and their yields',
    key: { zh: '配方号', en: 'Recipe' },
    columns: [
      column('productName', '产品名称', 'Product', 'text'),
      column('yieldLeast', '最低出品率', 'Lowest yield', 'number', { optional: true }),
      column('yieldMost', '最高出品率', 'Highest yield', 'number'),
    ],
    source,
  },
  {
    id: 'bulk_permit',
    zh: '重点液态食品准运证',
    en: 'Permits of bulk liquid food',
    key: { zh: '准运证号', en: 'Permit number' },
    columns: [column('plateNo', '车牌', 'Plate', 'text'), column('carrier', '承运单位', 'Carrier', 'text'), from, until],
    source: unverified('食品安全法 2025 修正的准运证；证件内容未见公布，列为平台设计'),
  },
];
