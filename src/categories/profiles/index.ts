/** The profiles that ship with the system: stages and rules by category, and the lists that rules name. */

import type { Profile } from '../definition.ts';
import { bannedPesticides } from '../lists/pesticides.ts';
import type { DatedList, Rule } from '../rules/definition.ts';
import { cropRules } from './produce/crop-rules.ts';
import { cropChains, cropProducts, cropStages } from './produce/crops.ts';

export const shippedProfiles: readonly (Profile & { readonly rules: readonly Rule[] })[] = [
  {
    category: 'produce',
    version: '2026.1',
    validFrom: '2026-02-01',
    chains: cropChains,
    products: cropProducts,
    stages: cropStages,
    rules: cropRules,
  },
];

export const shippedLists: readonly DatedList[] = [bannedPesticides];
