/** 食用农产品 · 种植: apples, tea, vegetables. */
import type { Chain, Product, Stage } from '../../definition.ts';
import { verified } from '../../fields.ts';
import { growingStages } from './growing.ts';
import { tradingStages } from './trading.ts';

export const cropStages: readonly Stage[] = [...growingStages, ...tradingStages];
const all = cropStages.map(({ id }) => id);

export const cropChains: readonly Chain[] = [
  { id: 'apple', zh: '苹果', en: 'Apples', stages: all },
  { id: 'tea', zh: '茶叶', en: 'Tea', stages: all.filter((id) => id !== 'cold_storage') },
  { id: 'vegetable', zh: '蔬菜', en: 'Vegetables', stages: all },
];

const notice = verified('济政办〔2018〕10号 四（一）');

export const cropProducts: readonly Product[] = [
  { id: 'apple', zh: '苹果', en: 'Apples', chain: 'apple', source: notice },
  { id: 'tea_leaf', zh: '茶叶', en: 'Tea', chain: 'tea', source: notice },
  { id: 'vegetable', zh: '蔬菜', en: 'Vegetables', chain: 'vegetable', source: notice },
];
