/** (一) 食用农产品 · Farm produce. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { cropRules } from './crop-rules.ts';
import { cropChains, cropProducts, cropStages } from './crops.ts';
import { bannedPesticides } from './pesticides.ts';

export const produce: CategoryProfile = {
  category: 'produce',
  version: '2026.1',
  validFrom: '2026-02-01',
  chains: cropChains,
  products: cropProducts,
  stages: cropStages,
  rules: cropRules,
  registers: [],
  lists: [bannedPesticides],
};
