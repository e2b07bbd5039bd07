/** (三) 药品和医疗器械 · Drugs and medical devices. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { careRules } from './care-rules.ts';
import { medicalChains, medicalProducts, medicalStages } from './chains.ts';
import { custodyRules } from './custody-rules.ts';
import { licenceRules } from './licence-rules.ts';
import { recallRules } from './recall-rules.ts';
import { medicalRegisters } from './registers.ts';
import { medicalRules } from './rules.ts';

export const medical: CategoryProfile = {
  category: 'medical',
  version: '2026.1',
  validFrom: '2022-06-23',
  chains: medicalChains,
  products: medicalProducts,
  stages: medicalStages,
  rules: [...medicalRules, ...custodyRules, ...careRules, ...licenceRules, ...recallRules],
  registers: medicalRegisters,
  lists: [],
};
