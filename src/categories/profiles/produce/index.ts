/** (一) 食用农产品 · Farm produce. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { produceChains, produceProducts, produceStages } from './chains.ts';
import { cropRules } from './crop-rules.ts';
import { bannedPesticides } from './pesticides.ts';

export const produce: CategoryProfile = {
  category: 'produce',
  version: '2026.1',
  validFrom: '2026-02-01',
  chains: produceChains,
  products: produceProducts,
  stages: produceStages,
  rules: cropRules,
  registers: [],
  lists: [bannedPesticides],
};
