/** (八) 汽车维修配件 · Car-repair parts. */
import type { Chain, Product, Stage } from '../../definition.ts';
import type { CategoryProfile } from '../../rules/definition.ts';
import { afterStages } from './after.ts';
import { partRules } from './part-rules.ts';
import { registers } from './registers.ts';
import { repairStages } from './repair.ts';
import { repairRules } from './repair-rules.ts';
import { notice, stageDesign } from './shared.ts';
import { supplyStages } from './supply.ts';

const stages: readonly Stage[] = [...supplyStages, ...repairStages, ...afterStages];
const moved = [
  'part_packing',
  'part_dispatch',
  'part_receipt',
  'part_unpacking',
  'workshop_receipt',
  'part_storage',
  'part_return',
];
const fitted = repairStages.map(({ id }) => id);
const ended = ['removal', 'old_part_handling', 'recall', 'recall_notice', 'recall_remedy', 'record_disposal'];

const chains: readonly Chain[] = [
  {
    id: 'part',
    zh: '汽车维修配件',
    en: 'Car-repair parts',
    stages: ['part_production', 'part_import', ...moved, ...fitted, ...ended],
  },
  {
    id: 'remanufactured_part',
    zh: '再制造件',
    en: 'Remanufactured parts',
    stages: ['removal', 'old_part_handling', 'remanufacturing', ...moved, ...fitted, 'recall', 'record_disposal'],
  },
  {
    id: 'fluid_and_wear',
    zh: '油液、蓄电池与滤芯',
    en: 'Fluids, batteries and filters',
    stages: [
      'part_production',
      'part_import',
      ...moved,
      ...fitted,
      'removal',
      'old_part_handling',
      'waste_handover',
      'record_disposal',
    ],
  },
];

const products: readonly Product[] = [
  { id: 'part', zh: '汽车维修配件', en: 'Car-repair parts', chain: 'part', source: notice },
  { id: 'remanufactured_part', zh: '再制造件', en: 'Remanufactured parts', chain: 'remanufactured_part', source: stageDesign },
  {
    id: 'fluid_and_wear',
    zh: '油液、蓄电池与滤芯',
    en: 'Fluids, batteries and filters',
    chain: 'fluid_and_wear',
    source: stageDesign,
  },
];

export const carParts: CategoryProfile = {
  category: 'car_parts',
  version: '2026.1',
  validFrom: '2018-01-01',
  chains,
  products,
  stages,
  rules: [...partRules, ...repairRules],
  registers,
  lists: [],
};
