/** The profiles that ship with the system, by category. */
import type { Profile } from '../definition.ts';
import { cropChains, cropProducts, cropStages } from './produce/crops.ts';

export const shippedProfiles: readonly Profile[] = [
  {
    category: 'produce',
    version: '2026.1',
    validFrom: '2026-02-01',
    chains: cropChains,
    products: cropProducts,
    stages: cropStages,
  },
];
