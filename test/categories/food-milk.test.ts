/** Milk from the cow to the shop, and infant formula out of it: what goes through, and what is stopped where. */
import { describe, expect, it } from 'vitest';
import type { Told } from '../../src/categories/rules/definition.ts';
import { at, changed, farmer, formula, insert, lotOf, maker, shop, shopkeeper, trader, world } from './food-world.ts';
import { story, trouble } from './story.ts';

const milking = lotOf(farmer, 'milking:20260601-1');
const rawMilk = lotOf(farmer, 'milk:20260601');
const silo = lotOf(maker, 'silo:20260601-2');
const treated = lotOf(maker, 'milk-past:20260602');
const cartons = 'https://id.gs1.org/01/06901234567892/10/M0602';

const fromCow: readonly Told[] = [
  at('produce/herd_test', '04-10T10:00'),
  at('produce/calving', '04-20T03:00'),
  at('produce/milking', '06-01T05:00', { lot: milking, lotQuantity: 48 }),
  at('produce/milk_cooling', '06-01T06:30'),
  at('produce/milk_collection', '06-01T08:00'),
  at('produce/milk_dispatch', '06-01T09:00'),
  at('produce/milk_delivery', '06-01T11:00'),
  at('produce/milk_unloading', '06-01T12:00'),
];
const toShop: readonly Told[] = [
  at('food/milk_intake', '06-01T13:30', { inputs: [{ code: rawMilk, quantity: 48, unit: 'KGM' }], lotQuantity: 47.9 }),
  at('food/milk_standardising', '06-02T05:00', { inputs: [{ code: silo, quantity: 47.9, unit: 'KGM' }], lotQuantity: 47 }),
  at('food/milk_heat_treatment', '06-02T07:00', {
    inputs: [{ code: lotOf(maker, 'milk-std:20260602'), quantity: 47, unit: 'KGM' }],
    lotQuantity: 46.5,
  }),
  at('food/filling', '06-02T10:00', { inputs: [{ code: treated, quantity: 46.5, unit: 'KGM' }], lotQuantity: 180 }),
  at('food/factory_inspection', '06-03T09:00', { lotQuantity: 180 }),
  at('food/dispatch', '06-03T14:00', { lotQuantity: 180 }),
  at('food/transport', '06-03T17:00', { lotQuantity: 180 }),
  at('food/goods_receipt', '06-03T17:30', { lotQuantity: 180 }),
  at('food/storage', '06-03T18:00', { lotQuantity: 180 }),
  at('food/wholesale', '06-04T05:00', { lotQuantity: 120, customer: shopkeeper }),
  at('food/goods_receipt', '06-04T07:00', { place: shop, lotQuantity: 120, supplier: trader, delivery: 'PF-2026-0604-07' }),
  at('food/shelving', '06-04T08:00', { lotQuantity: 120 }),
  at('food/retail', '06-05T18:30', { units: null, lot: cartons, lotQuantity: 2, lotUnit: 'H87' }),
];

describe('milk from the cow to the shop', () => {
  it('goes through without a word', async () => {
    expect(trouble(await story([...fromCow, ...toShop], world))).toEqual([]);
  });

  it('of a cow within the milk withdrawal is not sold, and nothing further is made of it', async () => {
    const mastitis = at('produce/medication', '05-30T08:00', {
      animals: ['241900100000001'],
      drugName: '氨苄西林乳房注入剂',
      stopDate: '2026-05-31',
      withdrawal: 10,
      milkWithdrawal: 96,
    });
    const steps = await story(insert(fromCow, 'produce/calving', mastitis), world);
    const refused = steps.find(({ stage }) => stage === 'produce/milking');
    expect(refused?.refused).toEqual(['AG-08c']);
    expect(refused?.said['AG-08c']).toBe('now 2026-06-01, last 2026-05-31, interval 4 days: allowed from 2026-06-04');
  });

  it('set aside by the farmer is refused at the tank', async () => {
    const steps = await story(changed(fromCow, 'produce/milking', { use: 'non_sellable_other' }), world);
    expect(trouble(steps.slice(0, 4))).toEqual(['produce/milk_cooling: AG-09e']);
  });

  it('arriving warm and without a time is told to the department, and taken in', async () => {
    const steps = await story(changed(fromCow, 'produce/milk_delivery', { arriveTemperature: 9.5, departTime: null }), world);
    expect(trouble(steps)).toEqual(['produce/milk_delivery: AG-10a AG-10b']);
  });

  it('that fails a test after it reached the shop is stopped at the till', async () => {
    const failed = at('produce/test', '06-04T12:00', { lot: rawMilk, item: '黄曲霉毒素 M1', verdict: 'non_conformant' });
    const steps = await story(insert([...fromCow, ...toShop], 'food/shelving', failed), world);
    const till = steps.at(-1);
    expect(till).toMatchObject({ stage: 'food/retail', refused: ['AG-18-fd-a'] });
    expect(till?.said['AG-18-fd-a']).toContain(`${rawMilk} is non_conformant since 2026-06-04`);
  });

  it('whose silo is recalled stops on its way to the wholesaler’s customers; released, it goes on', async () => {
    const recall = at('food/recall', '06-03T20:00', { lots: [{ code: silo }], learntAt: '2026-06-03T10:00:00+08:00' });
    const release = at('food/release', '06-04T04:00', { lot: silo, lotQuantity: 47.9, lotUnit: 'KGM', decision: '复检合格' });
    const stopped = await story(insert([...fromCow, ...toShop], 'food/storage', recall), world);
    expect(trouble(stopped)).toContain('food/wholesale: AG-18-fd-b');
    const freed = await story(insert([...fromCow, ...toShop], 'food/storage', recall, release), world);
    expect(trouble(freed)).toEqual([]);
  });

  it('sold by the carton is stopped when the cow’s milk is recalled, for the code of the carton leads back to it', async () => {
    const carton = 'https://id.gs1.org/01/06901234567892/21/M0602-00001';
    const sold = [
      ...insert(fromCow, 'produce/milk_unloading', ...toShop.slice(0, 4)),
      at('food/coding', '06-02T10:10', { fromQuantity: 2, fromUnit: 'H87' }),
      at('food/case_packing', '06-02T10:30'),
    ];
    const till = at('food/retail', '06-05T18:30', { units: [carton] });
    expect((await story([...sold, till], world)).at(-1)).toMatchObject({ stage: 'food/retail', refused: [] });
    const recall = at('produce/recall', '06-04T10:00', { lot: milking, reason: '用药记录造假' });
    const steps = await story([...sold, recall, till], world);
    expect(steps.at(-1)).toMatchObject({ stage: 'food/retail', refused: ['AG-18-fd-b'] });
    expect(steps.at(-1)?.said['AG-18-fd-b']).toContain(milking);
  });

  it('past its date is not sold', async () => {
    const late = at('food/retail', '06-10T09:00', { units: null, lot: cartons, lotQuantity: 2, lotUnit: 'H87' });
    const steps = await story([...fromCow, ...toShop, late], world);
    expect(steps.at(-1)).toMatchObject({ refused: ['FD-02a'] });
  });
});

describe('infant formula', () => {
  const cans = 'https://id.gs1.org/01/06901234001013/10/YP0607';
  const tins = {
    foodName: '婴儿配方奶粉',
    spec: '800 g',
    productionDate: '2026-06-07',
    bestBeforeDate: '2028-06-06',
    foodKind: 'infant_formula',
    registrationNo: formula,
  };
  const bulk = lotOf(maker, 'formula:20260607');
  const certificate = { inspectionCertNo: 'QX-2026-0607' };
  const told: readonly Told[] = [
    at('food/base_powder_drying', '06-05T12:00'),
    at('food/formula_blending', '06-07T14:00'),
    at('food/filling', '06-08T10:00', {
      inputs: [{ code: bulk, quantity: 796, unit: 'KGM' }],
      lot: cans,
      lotQuantity: 990,
      lotNumber: 'YP0607',
      licenceNo: 'SC12941900100019',
      ...tins,
    }),
    at('food/full_inspection', '06-12T17:00', { lot: cans, lotQuantity: 990, lotUnit: 'H87' }),
    at('food/dispatch', '06-14T10:00', { lot: cans, lotQuantity: 300, ...tins, ...certificate }),
  ];

  it('leaves after the full inspection of its batch', async () => {
    expect(trouble(await story(told, world))).toEqual([]);
  });

  it('stays when only some items were tested, or without registration', async () => {
    const some = changed(told, 'food/full_inspection', { itemsTested: 60 });
    expect(trouble(await story(some, world))).toEqual(['food/full_inspection: FD-P02b', 'food/dispatch: FD-P01 FD-P02a FD-P01b']);
    const unregistered = changed(changed(told, 'food/filling', { registrationNo: null }), 'food/dispatch', {
      registrationNo: null,
    });
    expect(trouble(await story(unregistered, world))[0]).toBe('food/filling: FD-06a');
  });
});
