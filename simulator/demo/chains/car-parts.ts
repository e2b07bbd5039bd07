import type { Tellings } from './telling.ts';

const part = 'https://id.gs1.org/01/06901234571066/21/A26000117';
const again = 'https://id.gs1.org/01/06901234571066/21/R26000009';
const [car, otherCar] = ['LSVHJ133022221761', 'LVGBH40K7CG000001'];
const supply = ['part_packing', 'part_dispatch', 'part_receipt', 'part_unpacking', 'workshop_receipt', 'part_storage'];
const fitted = [
  'vehicle_intake',
  'owner_consent',
  'part_picking',
  'installation',
  'settlement',
  'health_file_upload',
  'warranty_claim',
];
/** Records are kept for two years, and six for what the example disposes of: those of six years ago. */
const papers = { record_disposal: 2_192 };

export const carParts: Tellings = {
  part: { way: ['part_production', 'settlement'], days: papers },
  remanufactured_part: {
    way: ['removal', 'settlement'],
    swaps: [
      [part, again],
      [car, otherCar, ...fitted],
      ['original', 'remanufactured', ...supply, ...fitted],
      ['发电机', '再制造发电机', ...supply, ...fitted],
      ['HG-A26', 'HG-R26'],
      ['10/A26', '10/R26', 'recall'],
      ['-A26', '-R26', 'recall'],
    ],
    but: { settlement: { consentNo: 'TY-2026-0311' } },
    days: { ...papers, ...Object.fromEntries([...supply, ...fitted, 'recall'].map((stage) => [stage, -100])) },
  },
  fluid_and_wear: {
    way: ['part_production', 'settlement'],
    swaps: [
      ['发电机异响', '蓄电池亏电'],
      ['更换发电机', '更换蓄电池'],
      ['发电机', '蓄电池'],
      ['ALT-1204-A', 'BAT-60-A'],
      ['alternator', 'battery'],
    ],
    days: papers,
    but: {
      removal: { waste: 'lead_battery' },
      old_part_handling: { handling: 'waste', waste: 'lead_battery', wasteCode: '900-052-31', receiver: '91419001MA00000268' },
    },
  },
};
