/** How much of its usual way a product has on record: what is expected, what is there, as a table. */
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../src/categories/coverage.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';

const told = (category: string, met: string): string => {
  const found = coverageOf(new Set(met.split(' ').map((each) => `${category}/${each}`)), category, shippedProfiles);
  if (found === undefined) return 'nothing';
  const missing = found.expected.filter(({ id }) => !found.recorded.has(id)).map(({ id }) => id);
  return `${found.recorded.size} of ${found.expected.length} of ${found.chain.id}${missing.length > 0 ? ` without ${missing.join(' ')}` : ''}`;
};

describe('of its way', () => {
  it.each([
    ['produce', 'planting harvest', '2 of 4 of apple without input_purchase pest_check'],
    ['produce', 'input_purchase planting pest_check harvest', '4 of 4 of apple'],
    // What went wrong is part of no usual way, and is no gap where it did not happen.
    ['produce', 'input_purchase planting pest_check harvest test certificate packing shipping receipt recall', '9 of 9 of apple'],
    [
      'produce',
      'milking milk_cooling milk_collection milk_delivery',
      '4 of 9 of raw_milk without input_purchase tagging animal_arrival herd_test milk_dispatch',
    ],
    ['rare_earth', 'separation packing sale', '3 of 7 of separated without quota_allocation mining purchase environment_label'],
    ['car_parts', 'part_production part_packing part_dispatch part_receipt', '4 of 5 of part without part_import'],
    ['food', 'harvest', 'nothing'],
    ['nowhere', 'planting', 'nothing'],
  ])('%s %s: %s', (category, met, expected) => {
    const found = told(category, met);
    expect(found).toBe(expected);
  });
});
