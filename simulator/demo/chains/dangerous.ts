import type { Swap, Tellings } from './telling.ts';

const own = (name: string): string => `urn:zhuisu:lot:91419001MA00000154:${name}`;
const emulsion = own('emulsion:2026-0601');
const bulk = own('bulk:2026-0608');
const matrix = own('matrix:2026-0605');
const powder = own('blackpowder:2026-B3');
const nitric = own('HNO3:2026-06');
const crackers = 'https://id.gs1.org/01/06901234567892/10/FW0610';
const moved = [
  'store_in',
  'transport_permit',
  'store_out',
  'departure',
  'transit_report',
  'arrival',
  'receipt',
  'permit_return',
  'stock_count',
  'loss',
  'destruction_listing',
  'destruction',
  'record_disposal',
];
const filed = ['purchase_permit', 'sale_filing', 'purchase_filing'];
/** What is told has happened: what is destroyed was listed in the autumn, and papers are kept for two years, those disposed of are of an earlier lot. */
const papers = { destruction_listing: 30, destruction: 30, record_disposal: 1_095 };

/** What the examples tell of emulsion, of another kind of goods. */
const of = (lot: string, group: string, ...stages: readonly string[]): Swap[] => [
  [emulsion, lot, ...stages],
  ['explosive', group, ...stages.filter((stage) => stage !== 'store_in')],
];
/** Where goods that lie apart are kept, and how the store is approved. */
const kept = (location: string): Swap => [
  '414/6901234000016',
  `414/${location}`,
  'store_in',
  'store_out',
  'stock_count',
  'loss',
  'destruction_listing',
  'destruction',
];
const [detonatorStore, powderStore, acidStore, poisonStore] = [
  '6901234000085',
  '6901234000092',
  '6901234000108',
  '6901234000115',
];
const taken = (group: string, storageClass: string, rest = {}) => ({ store_in: { group, storageClass, ...rest } });
const counted = { stock_count: { counted: 3998, lotQuantity: 3998 } };

const packed = (lot: string, quantity: number, unit: string) => ({
  explosive_packing: { contents: null, contentLot: lot, contentLotQuantity: quantity, contentLotUnit: unit },
});
const detonators = ['urn:zhuisu:detonator:4260601A00101', 'urn:zhuisu:detonator:4260601A00102'];
const one = { lot: null, lotQuantity: null, lotUnit: null, codes: detonators };
const inCases = Object.fromEntries(
  [...moved, ...filed, 'explosive_sale', 'issue', 'blasting', 'return_unused'].map((stage) => [stage, one]),
);

export const dangerous: Tellings = {
  explosives: {
    way: ['explosive_production', 'blasting'],
    days: papers,
    but: { ...packed(emulsion, 1000, 'KGM'), ...counted },
  },
  bulk_explosives: {
    way: ['onsite_mixing', 'blasting'],
    swaps: [
      [emulsion, matrix, 'explosive_production', 'departure'],
      [emulsion, bulk],
    ],
    days: papers,
  },
  detonators: {
    way: ['detonator_production', 'blasting'],
    swaps: [['explosive', 'detonator'], kept(detonatorStore)],
    days: papers,
    but: {
      ...inCases,
      blasting: { ...one, codes: detonators.slice(0, 1) },
      return_unused: { ...one, codes: detonators.slice(1) },
      destruction_listing: { ...one, codes: detonators.slice(1) },
      destruction: { ...one, codes: detonators.slice(1) },
    },
  },
  powder: {
    way: ['powder_production', 'fireworks_production'],
    swaps: [...of(powder, 'powder', ...moved), kept(powderStore)],
    days: papers,
    but: taken('powder', 'powder'),
  },
  fireworks: {
    way: ['fireworks_production', 'fireworks_retail'],
    swaps: [...of(crackers, 'fireworks', ...moved), ['KGM', 'H87', ...moved]],
    days: papers,
    but: { ...packed(crackers, 100, 'H87'), ...taken('fireworks', 'fireworks') },
  },
  display_fireworks: {
    way: ['fireworks_production', 'display'],
    swaps: [...of(crackers, 'fireworks', ...moved), ['KGM', 'H87', ...moved]],
    days: papers,
    but: { ...packed(crackers, 100, 'H87'), ...taken('fireworks', 'fireworks') },
  },
  precursors: {
    way: ['chemical_production', 'chemical_mixing'],
    swaps: [...of(nitric, 'precursor', ...moved, ...filed), kept(acidStore)],
    days: papers,
    but: { ...taken('precursor', 'oxidiser'), ...counted },
  },
  highly_toxic: {
    way: ['chemical_production', 'chemical_mixing'],
    swaps: [
      ...of(nitric, 'highly_toxic', ...moved, ...filed),
      ['precursor', 'highly_toxic'],
      ['HNO3', 'NaCN'],
      ['7697-37-2', '143-33-9'],
      kept(poisonStore),
    ],
    days: papers,
    but: {
      ...taken('highly_toxic', 'toxic'),
      ...counted,
      chemical_sale: { qualification: 'purchase_permit', purchasePermit: 'GM-2026-0022' },
    },
  },
  chemicals: {
    way: ['chemical_production', 'chemical_mixing'],
    swaps: [
      ...of(nitric, 'chemical', ...moved, ...filed),
      ['precursor', 'chemical'],
      ['HNO3', 'NaOH'],
      ['7697-37-2', '1310-73-2'],
      kept(acidStore),
    ],
    days: papers,
    but: taken('chemical', 'corrosive'),
  },
  waste: {
    way: ['waste_generation', 'waste_disposal'],
    swaps: [[emulsion, own('waste:2026-W1'), 'departure', 'record_disposal']],
    days: { ...papers, departure: -102 },
    but: { departure: { group: 'chemical', lotQuantity: 800, transportPermit: null } },
  },
};
