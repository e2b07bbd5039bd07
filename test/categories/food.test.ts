/** Food and what it is made of: whole chains from the farm to the table, and where a fault in one place stops all that came of it. */
import { describe, expect, it } from 'vitest';
import { food } from '../../src/categories/profiles/food/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import type { LicenceFact, Told } from '../../src/categories/rules/definition.ts';
import { stageNamed } from '../../src/categories/rules/memory.ts';
import { story, trouble } from './story.ts';

describe.each([food, produce])('$category', (profile) => {
  it('has every stage in a chain, and every chain a product', () => {
    const used = new Set(profile.chains.flatMap(({ stages }) => stages));
    expect(profile.stages.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    const sold = new Set(profile.products.map(({ chain }) => chain));
    expect(profile.chains.map(({ id }) => id).filter((id) => !sold.has(id))).toEqual([]);
  });

  it('is recognised from plain events of its form', () => {
    const unnamed = profile.stages.filter((stage) => {
      const made = checkRecord(stage, stage.example);
      const { 'zhuisu:stage': _, ...plain } = 'values' in made ? eventOf(stage, made, profile) : {};
      return stageOf(plain, [profile])?.stage.id !== stage.id;
    });
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('begins where other categories end, in stages that they have', () => {
    for (const { from = [] } of profile.chains)
      for (const name of from) expect(stageNamed(name, profile.category, shippedProfiles).stage.id).toBe(name.split('/')[1]);
  });

  it('names natural persons by token, to the authority alone', () => {
    for (const { id, fields } of profile.stages)
      for (const { key, value, sees } of fields) if (value.kind === 'person') expect(sees, `${id}.${key}`).toBe('authority');
  });

  it('has registers with the columns that its rules ask for', () => {
    const columns = new Map(profile.registers.map((each) => [each.id, new Set(each.columns.map(({ key }) => key))]));
    for (const match of JSON.stringify(profile.rules.map(({ test }) => test)).matchAll(
      /"register":"([\w/]+)"[^{}]*?"(?:column|from)":"(\w+)"/g,
    ))
      if (!match[1]!.includes('/')) expect(columns.get(match[1]!)?.has(match[2]!), `${match[1]}.${match[2]}`).toBe(true);
  });
});

describe('the public', () => {
  const publicOf = (id: string): string[] =>
    food.stages
      .find((each) => each.id === id)!
      .fields.filter(({ sees }) => sees === 'public')
      .map(({ key }) => key);

  it('sees of a packed food what its tracing code must tell: product, batch, dates, licence, registration', () => {
    expect(publicOf('filling')).toEqual(
      expect.arrayContaining([
        'foodName',
        'spec',
        'lotNumber',
        'productionDate',
        'bestBeforeDate',
        'licenceNo',
        'registrationNo',
      ]),
    );
  });

  it('sees the tests of infant formula, and the recall of anything', () => {
    expect(publicOf('full_inspection')).toEqual(expect.arrayContaining(['itemsTested', 'result', 'verdict', 'report']));
    expect(publicOf('recall')).toEqual(expect.arrayContaining(['level', 'reason', 'range']));
  });

  it('does not see recipes, materials with their amounts, or customers', () => {
    const open = food.stages.flatMap(({ id, fields }) =>
      fields.filter(({ sees }) => sees === 'public').map(({ key }) => ({ id, key })),
    );
    for (const { id, key } of open)
      expect(['recipeId', 'inputs', 'customer', 'supplier', 'customerAddress', 'supplierAddress', 'team'], id).not.toContain(key);
  });
});

const farmer = '913411253367961888';
const maker = '91419001MA3X000102';
const trader = '91350100M000100Y43';
const shopkeeper = '915101007130545948';
const shop = 'https://id.gs1.org/414/6901234000023';
const lotOf = (owner: string, name: string): string => `urn:zhuisu:lot:${owner}:${name}`;
const at = (stage: string, time: string, but: object = {}): Told => ({ stage, but: { time: `2026-${time}:00+08:00`, ...but } });
const licence = (scheme: string, ...scope: string[]): LicenceFact => ({
  party: 'https://id.gs1.org/417/6901234000016',
  scheme,
  number: `${scheme}-1`,
  scope,
  from: '2025-01-01',
  until: '2027-12-31',
  status: 'valid',
});
/** One firm records everything here, and holds all licences. */
const licences = [licence('sc', '婴幼儿配方食品', '肉制品', '乳制品', '食用油', '酒类'), licence('jy')];
const formula = '国食注字YP20250012';
const registers = {
  yield_ceiling: { 苹果: { mostPerMu: 3_000 }, 花生: { mostPerMu: 500 }, 高粱: { mostPerMu: 600 } },
  'inputs/pesticide_use': { 'PD20230884|苹果': { target: '桃小食心虫', mostDose: 40, mostTimes: 2, interval: 7 } },
  food_line: { L2: { daily: 2_000 } },
  food_recipe: {
    'PF-XC-03': { yieldMost: 1.15 },
    'JF-01': { yieldMost: 0.2 },
    'PF-YP-1': { yieldMost: 1.01 },
    'GT-52-06': { yieldMost: 1.3 },
  },
  special_food: { [formula]: { foodKind: 'infant_formula', from: '2025-03-01', until: '2030-02-28' } },
  bulk_permit: { 'urn:zhuisu:document:ZYZ-419001-0007': { from: '2026-01-01', until: '2026-12-31' } },
};
const world = { licences, registers };
/** Where in a story something else happens. */
const insert = (told: readonly Told[], after: string, ...more: readonly Told[]): Told[] => {
  const index = told.findIndex(({ stage }) => stage === after);
  if (index < 0) throw new RangeError(`no ${after}`);
  return [...told.slice(0, index + 1), ...more, ...told.slice(index + 1)];
};
const changed = (told: readonly Told[], stage: string, but: object): Told[] =>
  told.map((each) => (each.stage === stage ? { ...each, but: { ...each.but, ...but } } : each));

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
