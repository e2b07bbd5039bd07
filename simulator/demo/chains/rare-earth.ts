import type { Swap, Tellings } from './telling.ts';

const refiner = (name: string): string => `urn:zhuisu:lot:91419001MA00000154:${name}`;
const recycler = (name: string): string => `urn:zhuisu:lot:91419001MA0000023Y:${name}`;
const ore = 'urn:zhuisu:lot:91419001MA0000031R:ore:202605-01';
const oxide = refiner('prnd-oxide:202606-01');
const samarium = refiner('sm-metal:202606-03');
const exported = ['customs_declaration', 'export_departure'];
const sold = ['packing', 'sale', 'consumption'];
const later = (days: number): Record<string, number> => Object.fromEntries(sold.map((stage) => [stage, -days]));
const cerium = { code: refiner('la-ce-carbonate:202606-02'), quantity: 9600, unit: 'KGM' };
const counted: Swap = ['氧化镨钕', '镨钕金属', ...sold];

const [works, trader, buyer] = ['91419001MA00000154', '91419001MA00000A9R', '91419001MA0000023Y'].map(
  (code) => `urn:zhuisu:uscc:${code}`,
);
/** Only who trades alone counts purchases against sales. */
const stock = { stock_count: { tradeOnly: false } };

export const rareEarth: Tellings = {
  separated: {
    way: ['mining', 'export_departure'],
    swaps: [[samarium, refiner('sm-oxide:202606-03'), ...exported]],
    but: {
      ...stock,
      separation: {
        products: [
          { code: oxide, quantity: 1150, unit: 'KGM' },
          cerium,
          { code: refiner('sm-oxide:202606-03'), quantity: 200, unit: 'KGM' },
        ],
      },
    },
  },
  metals: {
    way: ['purchase', 'export_departure'],
    swaps: [[ore, oxide, 'purchase'], [oxide, refiner('prnd-metal:202606-01'), ...sold], counted],
    days: later(10),
    but: {
      ...stock,
      purchase: { lotQuantity: 600, lotUnit: 'KGM', feedKind: 'compound', productName: '氧化镨钕', reoMass: 594 },
      smelting: {
        products: [
          { code: refiner('prnd-metal:202606-01'), quantity: 295, unit: 'KGM' },
          { code: samarium, quantity: 200, unit: 'KGM' },
        ],
      },
      sale: { lotQuantity: 200, reoMass: 198, invoiceQuantity: 200 },
      consumption: { lotQuantity: 50, reoMass: 49 },
    },
  },
  recycled: {
    way: ['purchase', 'export_departure'],
    swaps: [
      [ore, recycler('magnet-scrap:202605-01'), 'purchase'],
      [oxide, recycler('prnd-oxide:202606-01'), ...sold],
      [samarium, recycler('prnd-oxide:202606-01'), ...exported],
    ],
    days: later(10),
    but: {
      ...stock,
      purchase: { lotQuantity: 2000, lotUnit: 'KGM', feedKind: 'secondary', productName: '钕铁硼废料', reoMass: 600 },
      sale: { lotQuantity: 200, reoMass: 198, invoiceQuantity: 200 },
    },
  },
  traded: {
    way: ['purchase', 'export_departure'],
    swaps: [
      [ore, oxide, 'purchase'],
      [samarium, oxide, ...exported],
    ],
    but: {
      purchase: {
        enterprise: trader,
        supplier: works,
        lotQuantity: 1000,
        lotUnit: 'KGM',
        feedKind: 'compound',
        productName: '氧化镨钕',
        reoMass: 990,
      },
      sale: { enterprise: trader, supplier: trader, customer: buyer },
    },
  },
  used: {
    way: ['purchase', 'consumption'],
    swaps: [[ore, oxide, 'purchase']],
    but: {
      ...stock,
      purchase: { lotQuantity: 600, lotUnit: 'KGM', feedKind: 'compound', productName: '氧化镨钕', reoMass: 594 },
    },
  },
};
