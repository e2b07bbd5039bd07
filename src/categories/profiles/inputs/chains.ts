/** 农业投入品: the five groups that the notice names, each from its registration to its use. */
import type { Chain, Product, Stage } from '../../definition.ts';
import { endingStages } from './ending.ts';
import { feedStages, seedStages } from './feed-and-seed.ts';
import { makingStages } from './making.ts';
import { packingStages } from './packing.ts';
import { registeringStages } from './registering.ts';
import { notice } from './shared.ts';
import { tradingStages } from './trading.ts';
import { usingStages } from './using.ts';

export const stages: readonly Stage[] = [
  ...registeringStages,
  ...makingStages,
  ...feedStages,
  ...seedStages,
  ...packingStages,
  ...tradingStages,
  ...usingStages,
  ...endingStages,
];

const registered = ['registration', 'registration_change'];
const coded = ['quality_check', 'coding', 'casing', 'production_storage'];
const sold = ['dispatch', 'receipt', 'unpacking', 'code_query', 'retail'];
const ended = ['goods_return', 'recall', 'destruction', 'record_disposal'];

export const chains: readonly Chain[] = [
  {
    id: 'pesticide',
    zh: '农药',
    en: 'Pesticides',
    stages: [
      ...registered,
      'material_receipt',
      'pesticide_production',
      ...coded,
      'label_check',
      ...sold,
      'restricted_sale',
      'pesticide_use',
      'packaging_collection',
      'packaging_disposal',
      ...ended,
    ],
  },
  {
    id: 'veterinary_drug',
    zh: '兽药',
    en: 'Veterinary drugs',
    stages: [...registered, 'material_receipt', 'vet_production', 'sample_retention', ...coded, ...sold, 'vet_use', ...ended],
  },
  {
    id: 'feed',
    zh: '饲料',
    en: 'Feed',
    stages: [...registered, 'material_receipt', 'feed_production', 'sample_retention', ...coded, ...sold, 'feed_use', ...ended],
  },
  {
    id: 'fertiliser',
    zh: '肥料',
    en: 'Fertilisers',
    stages: [...registered, 'material_receipt', 'fertiliser_production', ...coded, ...sold, 'fertiliser_use', ...ended],
  },
  {
    id: 'seed',
    zh: '种子',
    en: 'Seed',
    stages: [
      ...registered,
      'seed_growing',
      'seed_processing',
      ...coded,
      'label_check',
      'trade_filing',
      ...sold,
      'seed_use',
      ...ended,
    ],
  },
];

export const products: readonly Product[] = chains.map(({ id, zh, en }) => ({ id, zh, en, chain: id, source: notice }));
