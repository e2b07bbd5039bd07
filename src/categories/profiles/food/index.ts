/** (二) 食品 · Food. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { foodChains, foodProducts, foodStages } from './chains.ts';
import { foodRegisters } from './registers.ts';

export const food: CategoryProfile = {
  category: 'food',
  version: '2026.1',
  validFrom: '2017-03-28',
  chains: foodChains,
  products: foodProducts,
  stages: foodStages,
  rules: [],
  registers: foodRegisters,
  lists: [],
};
