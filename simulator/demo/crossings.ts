/**
 * Ways that lead from one category into another, told of things that are still in use: the chains beside them end in recalls and scrapping.
 * The juice of the autumn comes to a canteen, a feed by the cows to the dairy, gas in its cylinder to that canteen's kitchen, an alternator
 * to a car. Each stage is told by its example; what is written by hand is what differs.
 */
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { categories } from '../../src/categories/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { stageNamed } from '../../src/categories/rules/memory.ts';
import * as cast from './cast.ts';
import { firmCodes } from './chains/firms.ts';
import type { RegisterRows } from './chains/index.ts';
import { recast } from './chains/recast.ts';
import { pesticideLot } from './farm.ts';
import { canonical } from './keys.ts';
import { juiceLot } from './trade.ts';

export interface CrossingRecord {
  readonly category: string;
  readonly stage: string;
  readonly record: SimpleRecord;
}

export interface DemoCrossing {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** In the order of time. */
  readonly records: readonly CrossingRecord[];
  /** Met on the way down from the first, and on the way up from the last. */
  readonly way: readonly string[];
  /** Where it ends, met as a place. */
  readonly ends?: string;
}

/** Beyond the chains of every category: codes and papers of the crossings are those of no chain. */
const beyond = 8;

/** The same as the firms of that category in the demo have it. */
const of = <Value>(category: string, value: Value): Value =>
  recast(value, {
    category: categories.findIndex(({ id }) => id === category) + 1,
    chain: beyond,
    firms: firmCodes(category),
  });

type Step = readonly [name: string, but?: SimpleRecord];

/** `but` as it stands in the demo. */
const told = ([name, but = {}]: Step): CrossingRecord => {
  const { profile, stage } = stageNamed(name, '', shippedProfiles);
  const whole = Object.entries({ ...of(profile.category, stage.example), ...but });
  return { category: profile.category, stage: stage.id, record: Object.fromEntries(whole.filter(([, value]) => value !== null)) };
};

const kitchen = canonical.place(cast.canteenKitchen);
const canteen = of('food', '915101007130545948');
const lotOf = (firm: string, name: string): string => `urn:zhuisu:lot:${firm}:${name}`;

const bottles = canonical.lot(cast.bottle, juiceLot);
const brunch = lotOf(canteen, 'dish:20261102-1');
const feed = of('inputs', 'https://id.gs1.org/01/06901234571035/10/F1');
const cowshed = of('produce', 'https://id.gs1.org/414/6901234000061');
const cows = ['241900100000201', '241900100000202'];
const farm = of('produce', '913411253367961888');
const [milking, tank, milk] = ['milking:20260601-3', 'tank:20260601-3', 'milk:20260601-3'].map((name) => lotOf(farm, name)) as [
  string,
  string,
  string,
];
const silo = of('food', lotOf('91419001MA3X000102', 'silo:20260601-2'));

const gas = of('equipment', lotOf('91419001MA00000A9R', 'lpg:2026-0601'));
const cylinder = of('equipment', 'https://id.gs1.org/8003/069012340000162601000123');
const toKitchen = { customer: `urn:zhuisu:uscc:${canteen}` };

const alternator = of('car_parts', 'https://id.gs1.org/01/06901234571066/21/A26000117');
const car = 'LSVAA49J132047371';

/** In which order they are recorded is the order here. */
export const demoCrossings: readonly DemoCrossing[] = [
  {
    id: 'pesticide_to_canteen',
    zh: '一批农药，经果园、苹果、果汁到食堂',
    en: 'a lot of pesticide, by orchards, apples and juice to a canteen',
    records: (
      [
        [
          'food/catering_use',
          {
            time: '2026-11-02T11:00:00+08:00',
            place: kitchen,
            inputs: [{ code: bottles, quantity: 24, unit: 'H87' }],
            lot: brunch,
            lotQuantity: 96,
            dish: '苹果汁',
            retainedSample: 'LY-20261102-1',
          },
        ],
      ] as Step[]
    ).map(told),
    way: [canonical.lot(cast.pesticide, pesticideLot), canonical.lot(cast.cooperativeApples, 'WW1008'), bottles, brunch],
    ends: kitchen,
  },
  {
    id: 'feed_to_milk',
    zh: '一批饲料，经奶牛、生鲜乳到乳品厂',
    en: 'a lot of feed, by the cows and their milk to the dairy',
    records: (
      [
        ['inputs/feed_production'],
        ['inputs/sample_retention'],
        [
          'inputs/dispatch',
          {
            time: '2026-02-18T09:00:00+08:00',
            group: 'feed',
            codes: null,
            lot: feed,
            lotQuantity: 2_000,
            lotUnit: 'KGM',
            productName: '奶牛精料补充料',
            spec: '40 千克/袋',
            count: 50,
            customer: farm,
            delivery: 'CK-2026-0218-3',
            inspection: null,
          },
        ],
        [
          'produce/input_purchase',
          {
            time: '2026-02-20T08:00:00+08:00',
            place: cowshed,
            input: feed,
            inputQuantity: 2_000,
            inputUnit: 'KGM',
            inputName: '奶牛精料补充料',
            inputKind: 'feed',
            registrationNo: '豫饲证（2023）01001',
            supplier: of('inputs', '91419001MA0000021Q'),
          },
        ],
        ['inputs/feed_use', { animals: cows, place: cowshed }],
        ['produce/herd_test', { animals: cows, reportNo: 'DY-2026-0410-3' }],
        ['produce/milking', { animals: cows, lot: milking }],
        ['produce/milk_cooling', { from: [{ code: milking, quantity: 48, unit: 'KGM' }], lot: tank }],
        ['produce/milk_collection', { from: [{ code: tank, quantity: 48, unit: 'KGM' }], lot: milk }],
        ['food/milk_intake', { inputs: [{ code: milk, quantity: 48, unit: 'KGM' }], lot: silo, lotQuantity: 48, supplier: farm }],
      ] as Step[]
    ).map(told),
    way: [feed, 'urn:zhuisu:eartag:241900100000201', milking, tank, milk, silo],
  },
  {
    id: 'cylinder_to_kitchen',
    zh: '一批液化气，装瓶后到食堂的厨房',
    en: 'a lot of gas, in its cylinder to the kitchen of a canteen',
    records: (
      [
        [
          'equipment/cylinder_registration',
          { registrationCode: 'urn:zhuisu:cylinder:341012000321', certificateNo: '瓶33豫U00021(26)' },
        ],
        ['equipment/gas_receipt'],
        ['equipment/fill_check_before'],
        ['equipment/filling'],
        ['equipment/fill_check_after'],
        ['equipment/dispatch', toKitchen],
        ['equipment/delivery', { ...toKitchen, place: kitchen }],
      ] as Step[]
    ).map(told),
    way: [gas, cylinder],
    ends: kitchen,
  },
  {
    id: 'part_to_vehicle',
    zh: '一台发电机，从厂家到一辆汽车',
    en: 'an alternator, from its maker to a car',
    records: (
      [
        ['car_parts/part_production'],
        ['car_parts/part_packing'],
        ['car_parts/part_dispatch'],
        ['car_parts/part_receipt'],
        ['car_parts/part_unpacking'],
        ['car_parts/workshop_receipt'],
        ['car_parts/vehicle_intake', { vehicle: car }],
        ['car_parts/owner_consent', { vehicle: car }],
        ['car_parts/part_picking'],
        ['car_parts/installation', { vehicle: car }],
        ['car_parts/settlement', { vehicle: car }],
        ['car_parts/health_file_upload', { vehicle: car }],
      ] as Step[]
    ).map(told),
    way: [alternator, `urn:zhuisu:vin:${car}`],
  },
];

/** What is stated of them before. */
export const crossingRegisters: readonly RegisterRows[] = [
  {
    category: 'equipment',
    register: 'cylinder',
    rows: [
      {
        key: cylinder,
        from: '2000-01-01',
        row: {
          owner: of('equipment', 'urn:zhuisu:uscc:91419001MA00000A9R'),
          exemption: 'none',
          medium: 'lpg',
          nominalMass: 14.5,
          workingPressure: 2.1,
          nextInspection: '2030-01-31',
          scrapOn: '2034-01-31',
          fileComplete: true,
        },
      },
    ],
  },
  {
    category: 'car_parts',
    register: 'vehicle',
    rows: [{ key: car, from: '2000-01-01', row: { status: 'in_use', registered: '2019-03-01' } }],
  },
];
