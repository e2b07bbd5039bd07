/** (三) 药品和医疗器械 · Drugs and medical devices. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { medicalChains, medicalProducts, medicalStages } from './chains.ts';
import { medicalRegisters } from './registers.ts';
import { medicalRules } from './rules.ts';

export const medical: CategoryProfile = {
  category: 'medical',
  version: '2026.1',
  validFrom: '2022-06-23',
  chains: medicalChains,
  products: medicalProducts,
  stages: medicalStages,
  rules: medicalRules,
  registers: medicalRegisters,
  lists: [],
};
