/** (一) 食用农产品 · Farm produce. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { animalRules } from './animal-rules.ts';
import { certificateRules } from './certificate-rules.ts';
import { produceChains, produceProducts, produceStages } from './chains.ts';
import { cropRules } from './crop-rules.ts';
import { flowRules } from './flow-rules.ts';
import { milkRules } from './milk-rules.ts';
import { bannedPesticides } from './pesticides.ts';
import { produceRegisters } from './registers.ts';
import { useLists } from './use-lists.ts';

export const produce: CategoryProfile = {
  category: 'produce',
  version: '2026.1',
  validFrom: '2026-02-01',
  chains: produceChains,
  products: produceProducts,
  stages: produceStages,
  rules: [...certificateRules, ...cropRules, ...animalRules, ...milkRules, ...flowRules],
  registers: produceRegisters,
  lists: [bannedPesticides, ...useLists],
};
