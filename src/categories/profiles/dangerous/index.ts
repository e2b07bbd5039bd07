/** (六) 危险品 · Dangerous goods. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { blastingRules } from './blasting-rules.ts';
import { chains, products } from './chains.ts';
import { chemicalStages } from './chemicals.ts';
import { explosiveRules } from './explosive-rules.ts';
import { explosiveTransportRules } from './explosive-transport-rules.ts';
import { explosiveStages } from './explosives.ts';
import { fireworksStages } from './fireworks.ts';
import { registers } from './registers.ts';
import { storageStages } from './storage.ts';
import { transportStages } from './transport.ts';
import { wasteStages } from './waste.ts';

export const dangerous: CategoryProfile = {
  category: 'dangerous',
  version: '2026.1',
  validFrom: '2026-01-01',
  chains,
  products,
  stages: [...explosiveStages, ...fireworksStages, ...chemicalStages, ...storageStages, ...transportStages, ...wasteStages],
  rules: [...explosiveRules, ...explosiveTransportRules, ...blastingRules],
  registers,
  lists: [],
};
