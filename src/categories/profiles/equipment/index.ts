/** (五) 特种设备 · Special equipment: lifts and gas cylinders. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { chains, products } from './chains.ts';
import { cylinderRules } from './cylinder-rules.ts';
import { cylinderStages } from './cylinders.ts';
import { fillingStages } from './filling.ts';
import { fillingRules } from './filling-rules.ts';
import { liftDangerRules } from './lift-danger-rules.ts';
import { liftInspectionRules } from './lift-inspection-rules.ts';
import { liftKeepingStages } from './lift-keeping.ts';
import { liftMakingStages } from './lift-making.ts';
import { liftRules } from './lift-rules.ts';
import { liftTroubleStages } from './lift-trouble.ts';
import { registers } from './registers.ts';
import { narrow } from './site.ts';

export const equipment: CategoryProfile = {
  category: 'equipment',
  version: '2026.1',
  validFrom: '2026-01-01',
  chains,
  products,
  stages: [...liftMakingStages, ...liftKeepingStages, ...liftTroubleStages, ...[...cylinderStages, ...fillingStages].map(narrow)],
  rules: [...liftRules, ...liftInspectionRules, ...liftDangerRules, ...cylinderRules, ...fillingRules],
  registers,
  lists: [],
};
