/** Chains that cross categories, built of the examples of the stages and walked both ways. */
import { describe, expect, it } from 'vitest';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { shippedLists, shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { evaluate } from '../../src/categories/rules/evaluate.ts';
import { staged, stageNamed } from '../../src/categories/rules/memory.ts';
import { canonicalUri } from '../../src/codes/index.ts';
import { checkEvent, type EpcisEvent, prefixesOf } from '../../src/events/index.ts';
import { memoryReader, type TraceAnswer, trace } from '../../src/trace/index.ts';

type Step = readonly [stage: string, but?: SimpleRecord];

interface Crossing {
  readonly name: string;
  /** Category that the way leads through beside those that are always there. */
  readonly needs?: string;
  readonly steps: readonly Step[];
  /** Walked down from the first to the last, and up from the last to the first: each of them is met. */
  readonly way: readonly string[];
  /** Met on the way as a place. */
  readonly places?: readonly string[];
}

const id = (code: string): string => canonicalUri(code);
const ownLot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}`;
const pesticide = 'https://id.gs1.org/01/06912345678907/10/N1';
const technical = 'urn:zhuisu:lot:91350100M000100Y43:technical:T2511';
const bottle = 'urn:zhuisu:npc32:12308841005260627001000011857410';
const [crop, harvest] = [ownLot('apple:2026-P1'), ownLot('apple:2026-H1')];
const packed = 'https://id.gs1.org/01/06901234567892/10/P1';
const [juice, dish] = [ownLot('juice:20260603'), ownLot('dish:20260605-1')];
const feed = 'https://id.gs1.org/01/06901234571035/10/F1';
const cow = 'urn:zhuisu:eartag:241900100000001';
const alternator = 'https://id.gs1.org/01/06901234571066/21/A26000117';
const alternatorLot = 'https://id.gs1.org/01/06901234571066/10/A26';
const again = 'https://id.gs1.org/01/06901234571066/21/R26000009';
const old = 'urn:zhuisu:part:alternator:2019-557731';
const [car, otherCar] = ['urn:zhuisu:vin:LSVHJ133022221761', 'urn:zhuisu:vin:LVGBH40K7CG000001'];
const gas = 'urn:zhuisu:lot:91419001MA00000A9R:lpg:2026-0601';
const cylinder = 'https://id.gs1.org/8003/069012340000162601000123';
const kitchen = 'https://id.gs1.org/414/6901234000047';

const sprayed: readonly Step[] = [
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

const crossings: readonly Crossing[] = [
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
    name: 'a lot of gas comes in its cylinder to the restaurant',
    needs: 'equipment',
    steps: [['equipment/gas_receipt'], ['equipment/filling'], ['equipment/dispatch'], ['equipment/delivery', { place: kitchen }]],
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

function eventsOf(steps: readonly Step[]): EpcisEvent[] {
  return steps.map(([name, but = {}], i) => {
    const { profile, stage } = stageNamed(name, '', shippedProfiles);
    const whole = { ...stage.example, id: `urn:example:crossing:${i}`, ...but };
    const checked = checkRecord(stage, Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null)));
    if ('faults' in checked) throw new RangeError(`${name}: ${JSON.stringify(checked.faults)}`);
    const event = eventOf(stage, checked, profile);
    expect(checkEvent(event), name).toEqual([]);
    return event as unknown as EpcisEvent;
  });
}

const shipped = (category: string | undefined): boolean =>
  category === undefined || shippedProfiles.some((profile) => profile.category === category);
const prefixes = prefixesOf(recordContext);

// A way that leads through a category of which no profile is shipped cannot be told.
describe.each(crossings.filter(({ needs }) => shipped(needs)))('$name', ({ steps, way, places = [] }) => {
  const reader = memoryReader(eventsOf(steps).map((event) => ({ event, prefixes })));
  const walk = async (from: string, direction: 'up' | 'down'): Promise<TraceAnswer> =>
    (await trace(reader, id(from), direction)).answer;
  const met = ({ nodes }: TraceAnswer): string[] => nodes.map(({ id: node }) => node);

  it('downstream', async () => {
    const answer = await walk(way[0]!, 'down');
    expect(met(answer)).toEqual(expect.arrayContaining(way.map(id)));
    expect(answer.places).toEqual(expect.arrayContaining([...places]));
  });

  it('upstream', async () => {
    expect(met(await walk(way.at(-1)!, 'up'))).toEqual(expect.arrayContaining(way.map(id)));
  });

  it('and is broken by the want of any link', async () => {
    const events = eventsOf(steps);
    const whole = new Set(met(await walk(way[0]!, 'down')));
    // Without the events by which one thing became the next, the end is not reached.
    for (let i = 1; i < way.length; i++) {
      const { links } = await walk(way[0]!, 'down');
      const because = new Set(links.filter(({ to }) => to === id(way[i]!)).flatMap(({ events: some }) => some));
      expect(because.size, way[i]).toBeGreaterThan(0);
      const rest = events.filter(({ eventID }) => !because.has(eventID!));
      const { answer } = await trace(memoryReader(rest.map((event) => ({ event, prefixes }))), id(way[0]!), 'down');
      expect(whole.has(id(way.at(-1)!))).toBe(true);
      expect(met(answer), way[i]).not.toContain(id(way.at(-1)!));
    }
  });
});

describe('rules that look across categories', () => {
  const named = shippedProfiles.flatMap(({ category, rules }) =>
    rules.flatMap(({ id: rule, test }) =>
      [...JSON.stringify(test).matchAll(/"([a-z_]+)\/([a-z_]+)"/g)].map(([, other, stage]) => ({ category, rule, other, stage })),
    ),
  );

  it('are there', () => {
    const others = named.filter(({ category, other }) => category !== other).map(({ other }) => other);
    expect(others).toEqual(expect.arrayContaining(['produce', 'dangerous']));
  });

  it('stop the apples when the pesticide on them is recalled', async () => {
    const rule = shippedProfiles
      .find(({ category }) => category === 'produce')!
      .rules.find(({ stages, test }) => stages.includes('shipping') && test.kind === 'state')!;
    const lists = new Map(shippedLists.map((list) => [list.id, list]));
    const asked = async (...more: readonly Step[]) => {
      const before = [...sprayed, ...more].map(([stage, but = {}]) => ({ stage, but }));
      const { situation, facts } = staged({ before, record: { stage: 'shipping' } }, 'produce', shippedProfiles);
      return evaluate(rule, situation, { facts, lists });
    };
    expect((await asked()).outcome).toBe('holds');
    const { outcome, told } = await asked(['inputs/recall', { time: '2026-05-08T09:00:00+08:00' }]);
    expect(outcome).toBe('fails');
    expect(told?.en).toContain(pesticide);
    expect((await asked(['inputs/recall', { time: '2026-05-08T09:00:00+08:00', lots: [{ code: feed }] }])).outcome).toBe('holds');
  });

  it('name stages that are there', () => {
    const missing = named
      .filter(({ other }) => shipped(other))
      .filter(({ other, stage }) => {
        const profile = shippedProfiles.find(({ category }) => category === other)!;
        return profile.stages.every(({ id: own }) => own !== stage);
      });
    expect(missing).toEqual([]);
  });
});
