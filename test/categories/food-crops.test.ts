/** Apples to the market, oil from peanuts, baijiu over years: what goes through, and what is stopped where. */
import { describe, expect, it } from 'vitest';
import type { Told } from '../../src/categories/rules/definition.ts';
import { at, changed, farmer, insert, lotOf, maker, world } from './food-world.ts';
import { story, trouble } from './story.ts';

const orchard: readonly Told[] = [
  at('produce/planting', '03-01T08:00'),
  at('produce/application', '04-28T08:00'),
  at('produce/harvest', '05-05T16:00'),
  at('produce/test', '05-06T10:00'),
  at('produce/certificate', '05-06T15:00'),
  at('produce/packing', '05-07T09:00'),
  at('produce/shipping', '05-09T06:00'),
  at('produce/receipt', '05-09T09:00'),
  at('produce/inbound_batch', '05-09T11:00'),
  at('produce/outbound_batch', '05-10T05:00'),
];

describe('apples to the market', () => {
  it('go through as outbound batch, inbound batch, outbound batch', async () => {
    expect(trouble(await story(orchard, world))).toEqual([]);
  });

  it('go into store though the receipt was forgotten', async () => {
    const forgotten = orchard.filter(({ stage }) => stage !== 'produce/receipt');
    expect(trouble(await story(changed(forgotten, 'produce/shipping', { lotQuantity: 156 }), world))).toEqual([]);
  });

  it('without a certificate are not bought; the refusal is recorded and closes the delivery', async () => {
    const bare = changed(orchard, 'produce/receipt', { certificateNo: null });
    expect(trouble(await story(bare.slice(0, 8), world))).toEqual(['produce/receipt: AG-02a']);
    const refused = [
      ...orchard.slice(0, 7),
      at('produce/refusal', '05-09T09:10', {
        lot: 'https://id.gs1.org/01/06901234567892/10/P1',
        lotQuantity: 100,
        lotUnit: 'H87',
        delivery: 'D-2026-051',
      }),
    ];
    expect(trouble(await story(refused, world))).toEqual([]);
  });

  it('recalled on the way are neither taken into store nor sent on', async () => {
    const recalled = insert(orchard, 'produce/receipt', at('produce/recall', '05-09T10:00'));
    const steps = await story(recalled, world);
    expect(trouble(steps)).toContain('produce/inbound_batch: AG-18b');
  });

  it('more than the trees can bear are told', async () => {
    const steps = await story(changed(orchard, 'produce/harvest', { lotQuantity: 40_000 }).slice(0, 3), world);
    expect(trouble(steps)).toEqual(['produce/harvest: AG-14']);
  });
});

const peanut = lotOf(farmer, 'peanut:2026-H1');
const season = (crop: string, cropName: string, area: number): Told =>
  at('produce/planting', '03-01T08:00', { crop, cropName, variety: cropName, area });

describe('oil from peanuts', () => {
  const crop = lotOf(farmer, 'peanut:2026-P1');
  const told: readonly Told[] = [
    season(crop, '花生', 100),
    at('produce/harvest', '05-20T08:00', {
      crop,
      cropName: '花生',
      lot: peanut,
      lotQuantity: 46,
      lotUnit: 'TNE',
      harvestDate: '2026-05-20',
    }),
    at('produce/shipping', '05-21T08:00', {
      lot: peanut,
      lotQuantity: 45,
      lotUnit: 'TNE',
      certificateNo: null,
      scopeGroup: 'outside',
      customer: maker,
    }),
    at('food/material_receipt', '05-22T08:00', {
      lot: peanut,
      lotQuantity: 45,
      lotUnit: 'TNE',
      materialKind: 'oilseed',
      materialName: '花生仁',
      quarantineNo: null,
      meatInspectionNo: null,
    }),
    at('food/oil_pressing', '06-02T18:00'),
    at('food/tank_storage', '06-03T08:00'),
    at('food/oil_refining', '06-04T10:00'),
    at('food/oil_blending', '06-05T09:00'),
    at('food/bulk_loading', '06-06T08:00'),
    at('food/bulk_transport', '06-06T12:00'),
    at('food/bulk_unloading', '06-06T15:00'),
  ];

  it('goes in bulk with a permit, in a clean container for food alone', async () => {
    expect(trouble(await story(told, world))).toEqual([]);
  });

  it('is not loaded after coal-to-liquid oil, nor without cleaning', async () => {
    const dirty = changed(told, 'food/bulk_loading', {
      previousCargoKind: 'other',
      previousCargo: '煤制油',
      cleaningRecord: null,
    });
    expect(trouble(await story(dirty, world))).toContain('food/bulk_loading: FD-05c FD-05d');
  });

  it('is not loaded when the peanuts turn out to be mouldy', async () => {
    const mouldy = insert(
      told,
      'food/oil_blending',
      at('food/material_inspection', '06-05T16:00', { lot: peanut, lotQuantity: 1, lotUnit: 'KGM', verdict: 'non_conformant' }),
    );
    const steps = await story(mouldy, world);
    const loading = steps.find(({ stage }) => stage === 'food/bulk_loading');
    expect(loading?.refused).toEqual(['AG-18-fd-a']);
    expect(loading?.said['AG-18-fd-a']).toContain(peanut);
  });
});

describe('baijiu over years', () => {
  const crop = lotOf(farmer, 'sorghum:2026-P1');
  const old = lotOf(maker, 'base:2021-P03-2');
  const bottles = 'https://id.gs1.org/01/06901234001044/10/BJ0611';
  const aged = { foodName: '白酒', spec: '500 mL', productionDate: '2026-06-11', bestBeforeDate: '2036-06-11' };
  const told: readonly Told[] = [
    {
      stage: 'food/maturing',
      but: { time: '2021-07-01T08:00:00+08:00', lot: old, lotQuantity: 0.5, lotUnit: 'TNE', storedSince: '2021-07-01' },
    },
    season(crop, '高粱', 20),
    at('produce/harvest', '03-20T08:00', {
      crop,
      cropName: '高粱',
      lot: lotOf(farmer, 'sorghum:2026-H1'),
      lotQuantity: 6,
      lotUnit: 'TNE',
      harvestDate: '2026-03-20',
    }),
    at('food/starter_making', '03-20T10:00'),
    at('food/grain_steaming', '03-25T10:00'),
    at('food/liquor_fermentation', '05-25T09:00'),
    at('food/distillation', '05-26T15:00'),
    at('food/maturing', '05-27T10:00'),
    at('food/liquor_blending', '06-10T10:00'),
    at('food/filling', '06-11T10:00', {
      inputs: [{ code: lotOf(maker, 'blend:2026-06'), quantity: 2.9, unit: 'TNE' }],
      lot: bottles,
      lotQuantity: 6_000,
      foodKind: 'baijiu',
      lotNumber: 'BJ0611',
      licenceNo: 'SC11532139200465',
      standardNo: 'GB/T 10781.1',
      ...aged,
    }),
    at('food/factory_inspection', '06-12T10:00', { lot: bottles, lotQuantity: 6_000, inspectionCertNo: 'CCJY-2026-0612-1' }),
    at('food/dispatch', '06-13T10:00', {
      lot: bottles,
      lotQuantity: 600,
      foodKind: 'baijiu',
      inspectionCertNo: 'CCJY-2026-0612-1',
      ...aged,
    }),
  ];

  it('draws on lots of several years', async () => {
    expect(trouble(await story(told, world))).toEqual([]);
  });

  it('with an old lot set apart is not sold', async () => {
    const held = insert(told, 'food/factory_inspection', {
      stage: 'food/withdrawal_from_shelf',
      but: { time: '2026-06-12T12:00:00+08:00', lot: old, lotQuantity: 0.1, lotUnit: 'TNE', holdReason: 'test_failed' },
    });
    expect((await story(held, world)).at(-1)?.refused).toEqual(['AG-18-fd-b']);
  });
});
