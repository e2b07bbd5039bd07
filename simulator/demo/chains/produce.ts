import type { Tellings } from './telling.ts';

const harvest = 'urn:zhuisu:lot:91419001MA3X000102:apple:2026-H1';
const packed = 'https://id.gs1.org/01/06901234567892/10/P1';
const pork = 'urn:zhuisu:lot:913411253367961888:pork:20260601-C';
const cuts = 'urn:zhuisu:lot:91320594346302401E:pork:20260601-F';
const eggs = 'urn:zhuisu:lot:913411253367961888:eggs:20260601';
const hens = 'urn:zhuisu:lot:913411253367961888:hens:2026-01';
const milk = 'urn:zhuisu:lot:913411253367961888:milk:20260601';
const dried = 'urn:zhuisu:lot:91419001MA3X000102:tea:2026-J1';
const after = ['refusal', 'repacking', 'destruction', 'recall', 'release'];
const sold = [
  'shipping',
  'receipt',
  'market_entry',
  'wholesale',
  'retail',
  'inbound_batch',
  'outbound_batch',
  'loss',
  'stock_take',
];
const soldLater = (days: number, stages: readonly string[]): Record<string, number> =>
  Object.fromEntries(stages.map((stage) => [stage, days]));
const flock = { animals: null, group: hens };

/** What came of the lot after it was packed and sold: these amounts leave something for each of them. */
const ends = {
  packing: { from: [{ code: harvest, quantity: 700, unit: 'KGM' }], lotQuantity: 140 },
  cold_storage: { time: '2026-05-06T20:00:00+08:00' },
  inbound_batch: { from: [{ code: packed, quantity: 60, unit: 'H87' }], lotQuantity: 60 },
  wholesale: { time: '2026-05-09T14:00:00+08:00', lotQuantity: 20 },
  stock_take: { lotQuantity: 17 },
  destruction: { lotQuantity: 20 },
};

export const produce: Tellings = {
  apple: { way: ['planting', 'outbound_batch'], but: ends },
  tea: {
    way: ['planting', 'outbound_batch'],
    swaps: [
      ['apple:', 'tea-garden:'],
      ['苹果', '茶叶'],
      ['红富士', '王屋山群体种'],
      ['桃小食心虫', '茶小绿叶蝉'],
    ],
    but: {
      ...ends,
      tea_processing: { from: [{ code: harvest, quantity: 800, unit: 'KGM' }], lotQuantity: 190 },
      tea_refining: {
        from: [{ code: 'urn:zhuisu:lot:91419001MA3X000102:tea:2026-M1', quantity: 190, unit: 'KGM' }],
        lotQuantity: 176,
      },
      application: { cropGroup: null, interval: 7 },
      test: { time: '2026-05-06T21:00:00+08:00', lot: dried },
      certificate: { time: '2026-05-06T22:00:00+08:00', lot: dried, lotQuantity: 176 },
      packing: { from: [{ code: dried, quantity: 140, unit: 'KGM' }], lotQuantity: 140 },
      ...Object.fromEntries(
        after.map((stage) => [
          stage,
          { lot: dried, ...(stage === 'refusal' || stage === 'destruction' ? { lotQuantity: 5 } : {}) },
        ]),
      ),
      repacking: { from: [{ code: dried, quantity: 10, unit: 'KGM' }], lotQuantity: 10 },
    },
  },
  vegetable: {
    way: ['planting', 'outbound_batch'],
    swaps: [
      ['apple:', 'cabbage:'],
      ['苹果', '大白菜'],
      ['红富士', '豫新5号'],
      ['桃小食心虫', '菜青虫'],
    ],
    but: { ...ends, application: { cropGroup: null } },
  },
  livestock_meat: {
    way: ['tagging', 'outbound_batch'],
    days: soldLater(-25, ['cold_storage', 'test', 'certificate', ...after, ...sold]),
    swaps: [
      [harvest, cuts, 'cold_storage', 'test', 'certificate', ...after],
      [packed, cuts, ...sold],
      ['H87', 'KGM', ...sold],
    ],
    but: {
      tagging: { animals: ['141900100000001', '141900100000002', '141900100000003'] },
      dead_animal_disposal: { animals: ['141900100000003'] },
      medication: { time: '2026-04-20T09:00:00+08:00', stopDate: '2026-04-20' },
      animal_illness: { animals: ['141900100000003'], time: '2026-02-20T08:00:00+08:00' },
      animal_recovery: { animals: ['141900100000003'], time: '2026-02-26T08:00:00+08:00' },
      herd_test: { animals: ['141900100000001'], disease: ['african_swine_fever'] },
      cutting: { from: [{ code: pork, quantity: 470, unit: 'KGM' }] },
      meat_dispatch: { lotQuantity: 5 },
      meat_market_entry: { lotQuantity: 5 },
      certificate: { lotQuantity: 232 },
      cold_storage: { lotQuantity: 232 },
      shipping: { lotQuantity: 60 },
      receipt: { lotQuantity: 60 },
      market_entry: { lotQuantity: 60 },
      inbound_batch: { from: [{ code: cuts, quantity: 60, unit: 'KGM' }], lotQuantity: 60 },
      repacking: { from: [{ code: cuts, quantity: 10, unit: 'KGM' }], lotQuantity: 10 },
      destruction: { lotQuantity: 5 },
      refusal: { lotQuantity: 5 },
      stock_take: { lotQuantity: 20 },
    },
  },
  raw_milk: {
    way: ['milking', 'milk_delivery'],
    swaps: [
      ['141900100000001', '241900100000001'],
      ['141900100000002', '241900100000002'],
      [harvest, milk, 'test', ...after],
      [packed, milk, 'loss'],
      ['H87', 'KGM', 'loss'],
    ],
    but: {
      dead_animal_disposal: { animals: ['241900100000003'] },
      medication: { time: '2026-03-20T09:00:00+08:00', stopDate: '2026-03-20' },
      destruction: { lotQuantity: 1 },
      refusal: { lotQuantity: 1 },
    },
    days: soldLater(-30, ['test', 'loss', ...after]),
  },
  eggs_and_fish: {
    way: ['stocking_in', 'outbound_batch'],
    swaps: [[harvest, eggs]],
    days: soldLater(-27, ['test', 'certificate', 'packing', 'cold_storage', ...after, ...sold]),
    but: {
      ...ends,
      packing: { from: [{ code: eggs, quantity: 200, unit: 'KGM' }], lotQuantity: 140 },
      certificate: { lotQuantity: 240 },
      feeding: flock,
      animal_arrival: flock,
      immunisation: flock,
      medication: { ...flock, time: '2026-03-20T09:00:00+08:00', stopDate: '2026-03-20' },
      animal_illness: flock,
      animal_recovery: flock,
      herd_test: flock,
      dead_animal_disposal: flock,
    },
  },
};
