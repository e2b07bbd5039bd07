/** A pig to pork and sausage: what goes through, and what is stopped where. */
import { describe, expect, it } from 'vitest';
import type { Told } from '../../src/categories/rules/definition.ts';
import { at, changed, farmer, insert, lotOf, maker, world } from './food-world.ts';
import { story, trouble } from './story.ts';

const pigs = ['141900100000001', '141900100000002'];
const pork = lotOf(farmer, 'pork:20260601-C');
const sausage = lotOf(maker, 'sausage:20260603');
const packs = 'https://id.gs1.org/01/06901234001020/10/XC0603';
const label = { foodName: '熏煮香肠', spec: '200 g', productionDate: '2026-06-03', bestBeforeDate: '2026-08-31' };
const wormed = (day: string): Told =>
  at('produce/medication', `${day}T09:00`, { animals: pigs, stopDate: `2026-${day}`, withdrawal: 28 });

const toSlaughter = (dewormed: string): readonly Told[] => [
  { stage: 'produce/tagging' },
  at('produce/immunisation', '01-20T09:00'),
  wormed(dewormed),
  at('produce/quarantine', '06-01T05:00'),
  at('produce/animal_transport', '06-01T06:00'),
  at('produce/slaughter_entry', '06-01T08:00'),
  at('produce/slaughter', '06-01T20:00', { lotQuantity: 480 }),
  at('produce/tag_recovery', '06-01T20:30'),
  at('produce/meat_inspection', '06-01T21:00'),
  at('produce/meat_dispatch', '06-02T05:00'),
];
const toSausage: readonly Told[] = [
  at('food/material_receipt', '06-02T07:30'),
  at('food/material_inspection', '06-02T08:10'),
  at('food/material_acceptance', '06-02T08:40'),
  at('food/meat_trimming', '06-02T10:00'),
  at('food/meat_curing', '06-03T08:00'),
  at('food/production', '06-03T15:00'),
  at('food/filling', '06-03T17:00', {
    inputs: [{ code: sausage, quantity: 430, unit: 'KGM' }],
    lot: packs,
    lotQuantity: 2_100,
    foodKind: 'meat_product',
    lotNumber: 'XC0603',
    licenceNo: 'SC10441900100010',
    standardNo: 'GB 2726',
    ...label,
  }),
  at('food/factory_inspection', '06-04T09:00', { lot: packs, lotQuantity: 2_100, inspectionCertNo: 'CCJY-2026-0604-2' }),
  at('food/dispatch', '06-04T14:00', {
    lot: packs,
    lotQuantity: 2_100,
    foodKind: 'meat_product',
    inspectionCertNo: 'CCJY-2026-0604-2',
    ...label,
  }),
];

describe('a pig to pork and sausage', () => {
  it('goes through without a word when the waiting time is over', async () => {
    expect(trouble(await story([...toSlaughter('04-20'), ...toSausage], world))).toEqual([]);
  });

  it('is not slaughtered within the withdrawal period of its deworming', async () => {
    const steps = await story(toSlaughter('05-20').slice(0, 7), world);
    expect(trouble(steps)).toEqual(['produce/slaughter: AG-08a']);
    expect(steps.at(-1)?.said['AG-08a']).toBe('now 2026-06-01, last 2026-05-20, interval 28 days: allowed from 2026-06-17');
  });

  it('does not enter the slaughterhouse with the certificate of the day before', async () => {
    const night = changed(toSlaughter('04-20'), 'produce/slaughter_entry', { time: '2026-06-02T01:00:00+08:00' });
    expect(trouble((await story(night, world)).slice(0, 6))).toEqual(['produce/slaughter_entry: AG-12a']);
  });

  it('is slaughtered once: its tag does not come again', async () => {
    const again = [...toSlaughter('04-20'), at('produce/quarantine', '06-03T05:00', { quarantineDate: '2026-06-03' })];
    expect((await story(again, world)).at(-1)).toMatchObject({ refused: ['AG-11d'] });
  });

  it('as meat without any certificate enters neither market nor factory', async () => {
    const none = { quarantineNo: null, meatInspectionNo: null };
    const steps = await story(
      [
        ...toSlaughter('04-20'),
        at('produce/meat_market_entry', '06-02T07:00', none),
        at('food/material_receipt', '06-02T07:30', { ...none, conformityNo: null }),
      ],
      world,
    );
    expect(steps.slice(-2).map(({ refused }) => refused)).toEqual([['AG-13a'], ['AG-13-fd-a']]);
  });

  it('that fails its inspection leaves neither the slaughterhouse nor, made into sausage, the factory', async () => {
    const failed = changed(toSlaughter('04-20'), 'produce/meat_inspection', { verdict: 'non_conformant' });
    expect(trouble(await story(failed, world))).toEqual(['produce/meat_inspection: AG-18d', 'produce/meat_dispatch: AG-18']);
    const later = insert(
      [...toSlaughter('04-20'), ...toSausage],
      'food/factory_inspection',
      at('produce/test', '06-04T10:00', { lot: pork, item: '克伦特罗', verdict: 'non_conformant' }),
    );
    const steps = await story(later, world);
    expect(steps.at(-1)?.refused).toEqual(['AG-18-fd-a']);
    expect(steps.at(-1)?.said['AG-18-fd-a']).toContain(pork);
  });

  it('cannot yield more sausage than there was meat', async () => {
    const steps = await story(changed([...toSlaughter('04-20'), ...toSausage], 'food/production', { lotQuantity: 900 }), world);
    expect(trouble(steps)).toContain('food/production: FD-07b');
  });
});
