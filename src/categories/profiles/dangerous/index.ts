/** (六) 危险品 · Dangerous goods. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { blastingRules } from './blasting-rules.ts';
import { chains, products } from './chains.ts';
import { chemicalRules } from './chemical-rules.ts';
import { chemicalStages } from './chemicals.ts';
import { explosiveRules } from './explosive-rules.ts';
import { explosiveTransportRules } from './explosive-transport-rules.ts';
import { explosiveStages } from './explosives.ts';
import { fireworksStages } from './fireworks.ts';
import { fireworksRules } from './fireworks-rules.ts';
import { bannedFireworks, explosivePrecursors } from './lists.ts';
import { precursorRules } from './precursor-rules.ts';
import { registers } from './registers.ts';
import { stoppingRules } from './stopping-rules.ts';
import { storageStages } from './storage.ts';
import { toxicRules } from './toxic-rules.ts';
import { transportStages } from './transport.ts';
import { wasteStages } from './waste.ts';
import { wasteRules } from './waste-rules.ts';

export const dangerous: CategoryProfile = {
  category: 'dangerous',
  version: '2026.1',
  validFrom: '2026-01-01',
  chains,
  products,
  stages: [...explosiveStages, ...fireworksStages, ...chemicalStages, ...storageStages, ...transportStages, ...wasteStages],
  rules: [
    ...explosiveRules,
    ...explosiveTransportRules,
    ...blastingRules,
    ...fireworksRules,
    ...precursorRules,
    ...toxicRules,
    ...chemicalRules,
    ...wasteRules,
    ...stoppingRules,
  ],
  registers,
  lists: [explosivePrecursors, bannedFireworks],
};
