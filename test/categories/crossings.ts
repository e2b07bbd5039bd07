/** Ways that lead through several categories, of the examples of their stages: walked in memory and through the interface. */
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { canonicalUri } from '../../src/codes/index.ts';

export type Step = readonly [stage: string, but?: SimpleRecord];

export interface Crossing {
  readonly name: string;
  /** Category that the way leads through beside those that are always there. */
  readonly needs?: string;
  readonly steps: readonly Step[];
  /** Walked down from the first to the last, and up from the last to the first: each of them is met. */
  readonly way: readonly string[];
  /** Met on the way up as well, beside the way. */
  readonly beside?: readonly string[];
  /** Met on the way as a place. */
  readonly places?: readonly string[];
}

export const id = (code: string): string => canonicalUri(code);
const ownLot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}`;
export const pesticide = 'https://id.gs1.org/01/06912345678902/10/N1';
const technical = 'urn:zhuisu:lot:91350100M000100Y43:technical:T2511';
const bottle = 'urn:zhuisu:npc32:12308841005260627001000011857410';
const [crop, harvest] = [ownLot('apple:2026-P1'), ownLot('apple:2026-H1')];
const packed = 'https://id.gs1.org/01/06901234567892/10/P1';
const [juice, dish] = [ownLot('juice:20260603'), ownLot('dish:20260605-1')];
export const feed = 'https://id.gs1.org/01/06901234571035/10/F1';
const cow = 'urn:zhuisu:eartag:241900100000001';
const otherCow = 'urn:zhuisu:eartag:241900100000019';
const otherMilk = 'urn:zhuisu:lot:913411253367961888:milking:20260601-9';
const drug = 'urn:zhuisu:vet24:202401150160112345678901';
const [sprayedCrop, sprayedHarvest] = [ownLot('apple:2026-P7'), ownLot('apple:2026-H7')];
const alternator = 'https://id.gs1.org/01/06901234571066/21/A26000117';
const alternatorLot = 'https://id.gs1.org/01/06901234571066/10/A26';
const again = 'https://id.gs1.org/01/06901234571066/21/R26000009';
const old = 'urn:zhuisu:part:alternator:2019-557731';
const [car, otherCar] = ['urn:zhuisu:vin:LSVHJ133022221761', 'urn:zhuisu:vin:LVGBH40K7CG000001'];
const gas = 'urn:zhuisu:lot:91419001MA00000A9R:lpg:2026-0601';
const cylinder = 'https://id.gs1.org/8003/069012340000162601000123';
const kitchen = 'https://id.gs1.org/414/6901234000047';

export const sprayed: readonly Step[] = [
  ['inputs/material_receipt'],
  ['inputs/pesticide_production'],
  ['inputs/quality_check'],
  ['inputs/coding'],
  ['inputs/casing'],
  ['inputs/dispatch'],
  ['inputs/receipt'],
  ['inputs/unpacking'],
  ['inputs/retail'],
  ['produce/planting', { time: '2026-03-01T08:00:00+08:00' }],
  ['inputs/pesticide_use'],
  ['produce/harvest'],
  ['produce/packing'],
];
const bought: readonly Step[] = [
  ['car_parts/part_production'],
  ['car_parts/part_packing'],
  ['car_parts/part_dispatch'],
  ['car_parts/part_receipt'],
  ['car_parts/part_unpacking'],
  ['car_parts/workshop_receipt'],
];

export const crossings: readonly Crossing[] = [
  {
    name: 'a pesticide lot comes to the apples of the orchard',
    steps: sprayed,
    way: [technical, pesticide, bottle, crop, harvest, packed],
  },
  {
    name: 'a pesticide lot comes by apples and juice to the canteen',
    needs: 'food',
    steps: [
      ...sprayed,
      ['produce/shipping'],
      ['produce/receipt'],
      [
        'food/production',
        {
          inputs: [{ code: packed, quantity: 100, unit: 'H87' }],
          lot: juice,
          lotQuantity: 300,
          lotUnit: 'LTR',
          foodKind: 'other',
          productName: '苹果汁',
        },
      ],
      ['food/catering_use', { place: kitchen, inputs: [{ code: juice, quantity: 12, unit: 'LTR' }], lot: dish, dish: '苹果汁' }],
    ],
    way: [technical, pesticide, bottle, crop, harvest, packed, juice, dish],
    places: [kitchen],
  },
  {
    name: 'a feed lot comes by the cows to the milk',
    needs: 'food',
    steps: [
      ['inputs/feed_production'],
      ['inputs/feed_use'],
      ['produce/herd_test'],
      ['produce/milking'],
      ['produce/milk_cooling'],
      ['produce/milk_collection'],
    ],
    way: [
      feed,
      cow,
      'urn:zhuisu:lot:913411253367961888:milking:20260601-1',
      'urn:zhuisu:lot:913411253367961888:tank:20260601',
      'urn:zhuisu:lot:913411253367961888:milk:20260601',
    ],
  },
  {
    name: 'a bottle that the farmer names in the record of the spray comes by apples to the market',
    steps: [
      ...sprayed.filter(([stage]) => stage.startsWith('inputs/') && stage !== 'inputs/pesticide_use'),
      ['produce/planting', { crop: sprayedCrop, time: '2026-03-01T08:00:00+08:00' }],
      ['produce/application', { crop: sprayedCrop, inputCode: bottle }],
      ['produce/harvest', { crop: sprayedCrop, lot: sprayedHarvest }],
    ],
    way: [technical, pesticide, bottle, sprayedCrop, sprayedHarvest],
  },
  {
    name: 'a feed lot and a veterinary drug that the farmer names come by the cow to the milk',
    steps: [
      ['inputs/feed_production'],
      ['produce/herd_test', { animals: [otherCow] }],
      ['produce/feeding', { time: '2026-05-01T08:00:00+08:00', animals: [otherCow], feedLot: feed }],
      ['produce/medication', { time: '2026-04-01T08:00:00+08:00', stopDate: '2026-04-01', animals: [otherCow], drugCode: drug }],
      ['produce/milking', { animals: [otherCow], lot: otherMilk }],
    ],
    way: [feed, otherCow, otherMilk],
    beside: [drug],
  },
  {
    name: 'a lot of gas comes in its cylinder to the restaurant',
    needs: 'equipment',
    steps: [
      ['equipment/cylinder_registration'],
      ['equipment/gas_receipt'],
      ['equipment/fill_check_before'],
      ['equipment/filling'],
      ['equipment/fill_check_after'],
      ['equipment/dispatch'],
      ['equipment/delivery', { place: kitchen }],
    ],
    way: [gas, cylinder],
    places: [kitchen],
  },
  {
    name: 'a part comes to the vehicle',
    steps: [...bought, ['car_parts/installation'], ['car_parts/settlement']],
    way: [alternatorLot, alternator, car],
  },
  {
    name: 'an old part is remanufactured and comes to another vehicle',
    steps: [
      ['car_parts/removal'],
      ['car_parts/old_part_handling'],
      ['car_parts/remanufacturing'],
      [
        'car_parts/installation',
        { time: '2026-05-20T10:00:00+08:00', vehicle: otherCar, codes: [again], partClass: 'remanufactured' },
      ],
    ],
    way: [old, again, otherCar],
  },
];
