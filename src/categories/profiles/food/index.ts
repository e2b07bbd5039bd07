/** (二) 食品 · Food. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { careRules } from './care-rules.ts';
import { foodChains, foodProducts, foodStages } from './chains.ts';
import { flowRules } from './flow-rules.ts';
import { licenceRules } from './licence-rules.ts';
import { publicHolidays, workedWeekends } from './lists.ts';
import { foodRegisters } from './registers.ts';

export const food: CategoryProfile = {
  category: 'food',
  version: '2026.1',
  validFrom: '2017-03-28',
  chains: foodChains,
  products: foodProducts,
  stages: foodStages,
  rules: [...licenceRules, ...careRules, ...flowRules],
  registers: foodRegisters,
  lists: [publicHolidays, workedWeekends],
};
