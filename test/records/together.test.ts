/** Rules asked of many records together, of each by itself, and of all by themselves at the same moment: they find the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inputs } from '../../src/categories/profiles/inputs/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { checkRecords, record } from '../../src/records/index.ts';
import { type Store, stateRegister } from '../../src/store/index.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let store: Store;
const now = Date.parse('2026-05-20T20:00:00+08:00');
const exampleOf = (stage: string) => produce.stages.find(({ id }) => id === stage)!.example;

type Season = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const lot = (name: string, n: number): string => `urn:zhuisu:lot:91419001MA3X000102:${name}:${n}`;
/** Lots of pesticide are shared by three seasons, plots by two, so that looks back meet. */
const season = (n: number): Season => {
  const place = `https://id.gs1.org/414/6901234000016/254/P${n % 15}`;
  const inputCode = `https://id.gs1.org/01/06912345678902/10/N${n % 10}`;
  const certificateNo = `HGZ-${n}`;
  return {
    planting: { place, crop: lot('crop', n) },
    application: { place, crop: lot('crop', n), inputCode },
    harvest: { place, crop: lot('crop', n), lot: lot('harvest', n) },
    test: { place, lot: lot('harvest', n), sampleNo: `S-${n}`, ...(n % 7 === 3 ? { verdict: 'non_conformant' } : {}) },
    certificate: { place, lot: lot('harvest', n), certificateNo },
    packing: {
      place,
      from: [{ code: lot('harvest', n), quantity: 780, unit: 'KGM' }],
      lot: lot('packed', n),
      lotNumber: `P${n}`,
    },
    shipping: { place, lot: lot('packed', n), delivery: `D-${n}`, certificateNo },
  };
};
const stages = Object.keys(season(0));
const seasons = Array.from({ length: 30 }, (_, n) => n);
const asked = { category: 'produce', now } as const;

/** What is found of them at least: of the broken ones, and of those that a recalled pesticide leads to. */
const expected: Readonly<Record<string, readonly string[]>> = {
  application: ['AG-05b'],
  harvest: ['AG-04'],
  test: ['AG-18d'],
  certificate: ['AG-03b'],
  packing: ['AG-18b'],
  shipping: ['AG-01c', 'AG-03', 'AG-18'],
};

/** A part of the records of a stage breaks rules: by day, amount, paper, lot. */
const broken: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  application: { dose: 90 },
  harvest: { time: '2026-05-03T16:00:00+08:00' },
  test: { verdict: 'non_conformant' },
  certificate: { lotQuantity: 90_000 },
  packing: { from: [{ code: lot('nowhere', 0), quantity: 780, unit: 'KGM' }] },
  shipping: { certificateNo: 'HGZ-unknown', lotQuantity: 9_000 },
};

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  store = opened.store;
  const stated = { from: '2026-01-01', actor: 'test', reason: '', knownAt: Date.parse('2026-01-01T00:00:00+08:00') };
  await stateRegister(store.database, { category: 'inputs', register: 'pesticide_use' }, [
    { ...stated, key: 'PD20230884|苹果', content: { target: '桃小食心虫', mostDose: 40, mostTimes: 2, interval: 7 } },
  ]);
  // Seasons stop before one stage each, and two lots of the pesticide are recalled.
  for (const [at, stage] of stages.entries()) {
    const records = seasons.filter((n) => n % stages.length > at).map((n) => ({ ...exampleOf(stage), ...season(n)[stage] }));
    const { statuses } = await record(store, { ...asked, stage, records, behaviour: 'proceed' });
    expect(statuses.filter(({ status }) => status !== 'stored' && stage !== 'packing' && stage !== 'shipping')).toEqual([]);
  }
  const { example } = inputs.stages.find(({ id }) => id === 'recall')!;
  const lots = [3, 9].map((n) => ({ code: `https://id.gs1.org/01/06912345678902/10/N${n}` }));
  const recalled = [{ ...example, time: '2026-05-01T12:00:00+08:00', lots }];
  const { statuses } = await record(store, { category: 'inputs', stage: 'recall', now, records: recalled, behaviour: 'proceed' });
  expect(statuses).toMatchObject([{ status: 'stored' }]);
});
afterAll(() => opened.close());

test.each(stages)('of %s', async (stage) => {
  const records = seasons
    .filter((n) => n % stages.length === stages.indexOf(stage))
    .flatMap((n) => {
      const whole = { ...exampleOf(stage), ...season(n)[stage] };
      return n % 2 === 0 && broken[stage] !== undefined ? [{ ...whole, ...broken[stage] }] : [whole];
    });
  expect(records.length).toBeGreaterThan(2);
  const alone = async (each: object) => (await checkRecords(store, { ...asked, stage, records: [each] })).map(unplaced);
  const oneByOne = [];
  for (const each of records) oneByOne.push(...(await alone(each)));
  const together = (await checkRecords(store, { ...asked, stage, records })).map(unplaced);
  const atOnce = (await Promise.all(records.map(alone))).flat();
  expect(together).toEqual(oneByOne);
  expect(atOnce).toEqual(oneByOne);
  const told = oneByOne.flatMap(({ rules = [] }) => rules.map(({ rule }) => rule));
  expect(told).toEqual(expect.arrayContaining([...(expected[stage] ?? [])]));
});

/** What is said of a record, without its place in the request. */
const unplaced = ({ index: _, ...status }: Awaited<ReturnType<typeof checkRecords>>[number]) => ({
  ...status,
  ...(status.errors === undefined ? {} : { errors: status.errors.map(({ code }) => code) }),
});
