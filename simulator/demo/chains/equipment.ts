import type { Swap, Tellings } from './telling.ts';

const lift = 'urn:zhuisu:device18:311010234202600123';
/** A cylinder that is filled, and one of another gas. */
const gas = (medium: string): Swap[] => [['lpg', medium]];

/** What lives for twenty years, or for twelve, is told of one whose life is over. */
const [liftYears, cylinderYears] = [20, 12];

export const equipment: Tellings = {
  lifts: {
    way: ['lift_making', 'lift_scrapping'],
    swaps: [[lift, 'urn:zhuisu:device18:311010234200600123']],
    years: liftYears,
  },
  imported_lifts: {
    way: ['lift_import', 'lift_scrapping'],
    swaps: [
      [lift, 'urn:zhuisu:device18:311010234200600124'],
      ['梯11豫U00001(26)', '梯11豫U00002(06)'],
      ['lift96333:123456', 'lift96333:123457'],
      ['XS-2026-0456', 'XS-2006-0457'],
      ['TKJ1000', 'IMP1000'],
    ],
    years: liftYears,
  },
  lpg_cylinders: { way: ['gas_receipt', 'delivery'], years: cylinderYears },
  industrial_cylinders: { way: ['gas_receipt', 'delivery'], years: cylinderYears, swaps: gas('oxygen') },
  vehicle_cylinders: { way: ['gas_receipt', 'filling'], years: cylinderYears, swaps: gas('natural_gas') },
};
