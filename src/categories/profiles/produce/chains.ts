/** 食用农产品: its product groups, each from the first stage to the last, and their entries in the directory. */
import type { Chain, Product, Stage } from '../../definition.ts';
import { unverified, verified } from '../../fields.ts';
import { animalHealthStages } from './animal-health.ts';
import { batchStages } from './batches.ts';
import { growingStages } from './growing.ts';
import { livestockStages } from './livestock.ts';
import { meatTradeStages } from './meat-trade.ts';
import { milkStages } from './milk.ts';
import { slaughterStages } from './slaughter.ts';
import { teaStages } from './tea.ts';
import { tradingStages } from './trading.ts';

export const produceStages: readonly Stage[] = [
  ...growingStages,
  ...teaStages,
  ...tradingStages,
  ...batchStages,
  ...livestockStages,
  ...animalHealthStages,
  ...milkStages,
  ...slaughterStages,
  ...meatTradeStages,
];

const ids = (stages: readonly Stage[], but: readonly string[] = []): string[] =>
  stages.map(({ id }) => id).filter((id) => !but.includes(id));
const crops = ids([...growingStages, ...tradingStages, ...batchStages]);
const traded = ids([...tradingStages, ...batchStages], ['packing']);
const raised = ['input_purchase', ...ids(livestockStages), ...ids(animalHealthStages)];
/** Animals that are gathered from or sold as they are: a group, not single animals. */
const grouped = raised.filter((id) => id !== 'tagging');
const killed = [...ids(slaughterStages), ...ids(meatTradeStages)];

export const produceChains: readonly Chain[] = [
  { id: 'apple', zh: '苹果', en: 'Apples', stages: crops },
  { id: 'tea', zh: '茶叶', en: 'Tea', stages: [...crops.filter((id) => id !== 'cold_storage'), ...ids(teaStages)] },
  { id: 'vegetable', zh: '蔬菜', en: 'Vegetables', stages: crops },
  {
    id: 'livestock_meat',
    zh: '畜禽肉',
    en: 'Meat',
    stages: [...raised.filter((id) => id !== 'egg_gathering'), ...killed, 'cold_storage', 'test', 'certificate', ...traded],
  },
  {
    id: 'raw_milk',
    zh: '生鲜乳',
    en: 'Raw milk',
    stages: [
      ...raised.filter((id) => !['egg_gathering', 'stocking_in'].includes(id)),
      ...ids(milkStages),
      'test',
      'refusal',
      'loss',
      'destruction',
      'recall',
      'release',
    ],
  },
  {
    id: 'eggs_and_fish',
    zh: '禽蛋和养殖水产品',
    en: 'Eggs and farmed fish',
    stages: [...grouped, 'test', 'certificate', 'packing', ...traded],
  },
];

const notice = verified('济政办〔2018〕10号 四（一）');
const scope = verified('农产品质量安全承诺达标合格证管理办法（农业农村部令2025年第4号）所列产品');
const meat = unverified('肉菜流通追溯体系；通知未点名，随食品原料供应环节列入');

export const produceProducts: readonly Product[] = [
  { id: 'apple', zh: '苹果', en: 'Apples', chain: 'apple', source: notice },
  { id: 'tea_leaf', zh: '茶叶', en: 'Tea', chain: 'tea', source: notice },
  { id: 'raw_milk', zh: '生鲜乳', en: 'Raw milk', chain: 'raw_milk', source: notice },
  { id: 'vegetable', zh: '蔬菜', en: 'Vegetables', chain: 'vegetable', source: scope },
  { id: 'livestock_meat', zh: '畜禽及其肉品', en: 'Livestock, poultry and their meat', chain: 'livestock_meat', source: meat },
  { id: 'eggs', zh: '禽蛋', en: 'Eggs', chain: 'eggs_and_fish', source: scope },
  { id: 'farmed_fish', zh: '养殖水产品', en: 'Farmed fish', chain: 'eggs_and_fish', source: scope },
];
