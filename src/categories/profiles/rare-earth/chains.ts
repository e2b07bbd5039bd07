/**
 * 稀土产品: from the quota and the mine, from recycling, or from a purchase alone, to the user or abroad. A city without a mine or a
 * separator has the last three.
 */
import type { Chain, Product } from '../../definition.ts';
import { notice } from './site.ts';

const packed = ['environment_label', 'packing'];
const sold = ['sale', 'stock_count', 'ledger_entry'];
const exported = ['customs_declaration', 'export_departure'];

export const chains: readonly Chain[] = [
  {
    id: 'separated',
    zh: '冶炼分离产品',
    en: 'Separated products',
    stages: ['quota_allocation', 'mining', 'purchase', 'separation', 'residue', ...packed, ...sold, 'consumption', ...exported],
  },
  {
    id: 'metals',
    zh: '稀土金属与合金',
    en: 'Metals and alloys',
    stages: ['purchase', 'smelting', 'residue', ...packed, ...sold, 'consumption', ...exported],
  },
  {
    id: 'recycled',
    zh: '二次资源回收产品',
    en: 'Products of recycling',
    stages: ['purchase', 'recycling', 'residue', ...packed, ...sold, ...exported],
  },
  { id: 'traded', zh: '只贸易', en: 'Trade alone', stages: ['purchase', ...sold, ...exported] },
  { id: 'used', zh: '只使用', en: 'Use alone', stages: ['purchase', 'consumption', 'stock_count', 'ledger_entry'] },
];

const product = (id: string, chain: string, zh: string, en: string): Product => ({ id, chain, zh, en, source: notice });

export const products: readonly Product[] = [
  product('mineral_products', 'separated', '稀土矿产品', 'Mineral products'),
  product('oxides', 'separated', '稀土氧化物', 'Oxides'),
  product('carbonates', 'separated', '稀土碳酸盐、草酸盐', 'Carbonates and oxalates'),
  product('salts', 'separated', '稀土盐类与其他化合物', 'Salts and other compounds'),
  product('metals', 'metals', '稀土金属与合金', 'Metals and alloys'),
  product('recycled', 'recycled', '二次资源回收稀土产品', 'Products of recycling'),
  product('traded', 'traded', '流通中的稀土产品', 'Products in trade'),
  product('used', 'used', '使用企业的稀土产品', 'Products at users'),
];
