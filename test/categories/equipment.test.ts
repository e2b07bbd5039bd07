/** Special equipment: recognised, whole from the first stage to the last, and over the years of a lift and the fillings of a cylinder. */
import { describe, expect, it } from 'vitest';
import { equipment } from '../../src/categories/profiles/equipment/index.ts';
import { inspectionYears, selfTestYears } from '../../src/categories/profiles/equipment/lift-inspection-rules.ts';
import { cylinderCode, filler, liftCode, otherFiller, somebody } from '../../src/categories/profiles/equipment/site.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { rareEarth } from '../../src/categories/profiles/rare-earth/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import type { Example, Told } from '../../src/categories/rules/definition.ts';
import { evaluate } from '../../src/categories/rules/evaluate.ts';
import { dueMonths } from '../../src/categories/rules/kinds/calendar.ts';
import { addMonths } from '../../src/categories/rules/kinds/dates.ts';
import { staged } from '../../src/categories/rules/memory.ts';
import { broken, lists } from './broken.ts';

/** `2026-04-05` and so many days. */
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

describe.each([equipment, rareEarth])('$category', (profile) => {
  it('is recognised from plain events of each form', () => {
    const unnamed = profile.stages.filter((stage) => {
      const made = checkRecord(stage, stage.example);
      const { 'zhuisu:stage': _, ...plain } = 'values' in made ? eventOf(stage, made, profile) : {};
      return stageOf(plain, [profile])?.stage.id !== stage.id;
    });
    expect(unnamed.map(({ id }) => id)).toEqual([]);
  });

  it('has every stage in a chain, and every chain a product', () => {
    const used = new Set(profile.chains.flatMap(({ stages }) => stages));
    expect(profile.stages.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    const sold = new Set(profile.products.map(({ chain }) => chain));
    expect(profile.chains.map(({ id }) => id).filter((id) => !sold.has(id))).toEqual([]);
  });

  it('tells the public no person, no customer and no address of a household', () => {
    for (const { id, fields } of profile.stages)
      for (const { key, value, sees } of fields.filter((each) => each.sees === 'public')) {
        expect(value.kind, `${id}.${key} ${sees}`).not.toBe('person');
        expect(['customer', 'customerKind', 'householder', 'vehicle'], `${id}.${key}`).not.toContain(key);
      }
  });
});

/** What a rule of the dossier asks and its row does only in part: the row says so itself, in these words. */
const inPart: readonly (readonly [rule: string, says: string])[] = [
  ['LIFT-02e', '最长间隔由主管部门在登记表中设定'], // the text of 56号文 was not obtained
  ['LIFT-10a', '次数为平台默认值'], // the dossier leaves N open
  ['CYL-07a', '允差为平台默认值'], // the values of the standards were not obtained
  ['CYL-09a', '六十分钟为平台默认值'],
  ['CYL-11a', '百分之二为平台默认值'],
];

describe('cylinders', () => {
  it('show the public which it is, the filler, the day, the mass and until when inspection and insurance hold, and no more', () => {
    const stages = equipment.stages.filter(({ fields }) => fields.some(({ key }) => key.startsWith('cylinder')));
    expect(stages.length).toBeGreaterThan(10);
    const open = stages.flatMap(({ id, fields }) =>
      fields.filter(({ sees }) => sees === 'public').map(({ key }) => (key === 'time' ? `${id}.time` : key)),
    );
    expect([...new Set(open)].sort()).toEqual(
      'cylinder cylinders filler filling.time insuredUntil netMass nextInspection registrationCode'.split(' '),
    );
  });
});

describe('months later', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-05', 48, '2030-05-05'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', 0, '2026-03-31'],
  ])('%s and %i months is %s', (day, months, later) => {
    expect(addMonths(day, months)).toBe(later);
  });
});

describe('the rules of the dossier', () => {
  it.each(inPart)('%s tells whoever is refused what stays open: %s', (id, says) => {
    const rule = shippedProfiles.flatMap(({ rules }) => rules).find((each) => each.id === id);
    expect(rule?.repair.zh).toContain(says);
  });

  it.each([equipment, rareEarth])('of $category read registers that are there', ({ registers, rules }) => {
    const columns = new Map(registers.map((each) => [each.id, new Set(each.columns.map(({ key }) => key))]));
    let read = 0;
    for (const match of JSON.stringify(rules.map(({ test }) => test)).matchAll(
      /"register":"(\w+)"[^{}]*?"(?:column|from)":"(\w+)"/g,
    )) {
      expect(columns.get(match[1]!)?.has(match[2]!), `${match[1]}.${match[2]}`).toBe(true);
      read++;
    }
    expect(read).toBeGreaterThan(3);
  });
});

describe('inspections of a lift that passed in June 2020', () => {
  it('fall due in the years of the rule, and each year after the fifteenth', () => {
    expect(dueMonths('2020-06', inspectionYears, true, 17)).toEqual(
      '2021-06 2024-06 2027-06 2029-06 2031-06 2033-06 2035-06 2036-06 2037-06'.split(' '),
    );
  });

  it('leave the other years to self-tests', () => {
    expect(dueMonths('2020-06', selfTestYears, false, 17)).toEqual(
      '2022-06 2023-06 2025-06 2026-06 2028-06 2030-06 2032-06 2034-06'.split(' '),
    );
  });

  const passed = { stage: 'supervision_inspection', but: { time: '2020-06-15T10:00:00+08:00' } };
  const inspected = (day: string, more = {}): Told => ({
    stage: 'periodic_inspection',
    but: { time: `${day}T10:00:00+08:00`, ...more },
  });
  const rows: readonly (readonly [used: string, expected: string, inspections: readonly Told[]])[] = [
    ['2021-06-30', 'may be used', []],
    ['2021-07-01', 'LIFT-03b', []],
    ['2021-07-01', 'may be used', [inspected('2021-04-02')]],
    ['2021-07-01', 'LIFT-03b', [inspected('2021-03-31')]],
    ['2021-07-01', 'LIFT-03b', [inspected('2021-06-10', { verdict: 'non_conformant' })]],
    ['2024-06-30', 'may be used', [inspected('2022-02-01')]],
    ['2024-07-01', 'LIFT-03b', [inspected('2022-02-01')]],
    ['2036-07-01', 'LIFT-03b', [inspected('2035-06-20')]],
    ['2037-05-31', 'may be used', [inspected('2036-06-20')]],
    [
      '2024-07-01',
      'may be used',
      [
        inspected('2021-06-20'),
        { stage: 'supervision_inspection', but: { time: '2024-01-10T10:00:00+08:00', work: 'major_repair' } },
      ],
    ],
    [
      '2024-07-01',
      'may be used',
      [{ stage: 'supervision_inspection', but: { time: '2023-08-10T10:00:00+08:00', work: 'alteration' } }],
    ],
  ];
  it.each(rows)('on %s: %s', async (used, expected, inspections) => {
    const use = { stage: 'daily_use', but: { time: `${used}T07:00:00+08:00` } };
    // The profile began later than this lift: only the rule itself is asked.
    const rule = equipment.rules.find(({ id }) => id === 'LIFT-03b')!;
    const { situation, facts } = staged({ before: [passed, ...inspections], record: use }, 'equipment', shippedProfiles);
    const { outcome } = await evaluate({ ...rule, validFrom: '2020-01-01' }, situation, { facts, lists });
    expect(outcome === 'fails' ? rule.id : 'may be used').toBe(expected);
  });
});

describe('a lift over its first year', () => {
  const first = '2026-04-05';
  /** Twenty-four half-months; each sixth visit is quarterly, the twelfth half-yearly, the last yearly. */
  const visits = Array.from({ length: 24 }, (_, i): Told => {
    const plan = i === 23 ? 'year' : i === 11 ? 'half_year' : i % 6 === 5 ? 'quarter' : 'half_month';
    return { stage: 'maintenance', but: { time: `${dayAfter(first, (i + 1) * 15)}T10:00:00+08:00`, plan } };
  });
  const start: readonly Told[] = [{ stage: 'first_use' }, { stage: 'use_registration' }];
  const year = async (made: readonly Told[]): Promise<string[]> => {
    const found: string[] = [];
    for (const [i, visit] of made.entries())
      for (const id of await broken('equipment', 'LIFT-01', visit, [...start, ...made.slice(0, i)]))
        found.push(`${String(visit.but?.time).slice(0, 10)} ${id}`);
    return found;
  };

  it('keeps all four intervals when nothing is missed', async () => {
    expect(await year(visits)).toEqual([]);
  });

  it('tells a missed visit at the next one', async () => {
    expect(await year(visits.filter((_, i) => i !== 8))).toEqual([`${dayAfter(first, 150)} LIFT-01a`]);
  });

  it('tells a missed quarterly visit at each visit until it is made up', async () => {
    const without = visits.map((visit, i): Told => (i === 5 ? { ...visit, but: { ...visit.but, plan: 'half_month' } } : visit));
    expect(await year(without)).toEqual([105, 120, 135, 150, 165, 180].map((days) => `${dayAfter(first, days)} LIFT-01b`));
  });

  it('is told of a visit that never came, when asked later', async () => {
    const last: Told = { ...visits[2]!, recorded: `${dayAfter(first, 61)}T08:00:00+08:00` };
    expect(await broken('equipment', 'LIFT-01', last, [...start, ...visits.slice(0, 2)])).toEqual(['LIFT-01a']);
    const earlier: Told = { ...last, recorded: `${dayAfter(first, 60)}T08:00:00+08:00` };
    expect(await broken('equipment', 'LIFT-01', earlier, [...start, ...visits.slice(0, 2)])).toEqual([]);
  });

  it('owes nothing while it is out of use', async () => {
    const stop: Told = { stage: 'stop', but: { time: `${dayAfter(first, 50)}T09:00:00+08:00` } };
    const restart: Told = { stage: 'restart', but: { time: `${dayAfter(first, 140)}T09:00:00+08:00` } };
    const before = [...start, ...visits.slice(0, 3), stop, restart];
    expect(await broken('equipment', 'LIFT-01', visits[9]!, before)).toEqual([]);
    expect(await broken('equipment', 'LIFT-01', visits[10]!, before)).toEqual(['LIFT-01a']);
    // A visit while it is stopped is not late.
    expect(await broken('equipment', 'LIFT-01', visits[7]!, [...start, ...visits.slice(0, 3), stop])).toEqual([]);
  });

  it.each([
    [365, []],
    [366, ['LIFT-03d']],
  ])('restarts %i days after it was stopped: %j', async (days, expected) => {
    const stop: Told = { stage: 'stop', but: { time: '2028-05-01T09:00:00+08:00' } };
    const restart: Told = { stage: 'restart', but: { time: `${dayAfter('2028-05-01', days)}T09:00:00+08:00` } };
    expect(await broken('equipment', 'LIFT-03d', restart, [stop])).toEqual(expected);
  });
});

describe('a cylinder over three fillings', () => {
  const known: Partial<Example> = {
    registers: {
      cylinder: {
        [cylinderCode]: {
          owner: filler,
          exemption: 'none',
          medium: 'lpg',
          nominalMass: 14.5,
          workingPressure: 2.1,
          nextInspection: '2030-01-31',
          scrapOn: '2034-01-31',
        },
      },
      equipment_worker: {
        [somebody('filler-1')]: { scope: 'cylinder_filling', from: '2026-01-01', until: '2031-12-31' },
      },
      scale: { 'urn:zhuisu:scale:CZ-03': { station: 'CZ', remoteControl: true } },
    },
    licences: [filler, otherFiller].map((party) => ({
      party,
      scheme: 'tslicence',
      number: 'TS4241012-2031',
      scope: ['lpg'],
      from: '2026-01-01',
      until: '2031-12-31',
      status: 'valid',
    })),
  };
  const on = (stage: string, time: string, but = {}): Told => ({ stage, but: { time: `${time}:00+08:00`, ...but } });
  const round = (day: string, more = {}): Told[] => [
    on('empty_return', `${day}T08:00`),
    on('fill_check_before', `${day}T09:00`),
    on('filling', `${day}T09:10`, { startedAt: `${day}T09:06:00+08:00`, ...more }),
  ];
  const out = (day: string): Told[] => [
    on('fill_check_after', `${day}T09:20`),
    on('dispatch', `${day}T10:00`),
    on('delivery', `${day}T11:00`),
  ];
  const born: readonly Told[] = [{ stage: 'cylinder_making' }, { stage: 'cylinder_registration' }, { stage: 'tagging' }];
  const fillings = (all: readonly Told[]): Promise<string[][]> =>
    Promise.all(
      all.flatMap((told, i) =>
        told.stage === 'filling' ? [broken('equipment', 'CYL', told, [...born, ...all.slice(0, i)], known)] : [],
      ),
    );

  it('is filled three times by its owner without a word', async () => {
    const life = [...round('2026-06-02'), ...out('2026-06-02'), ...round('2026-08-02'), ...out('2026-08-02')];
    expect(await fillings([...life, ...round('2026-10-02')])).toEqual([[], [], []]);
  });

  it('is refused to another filler, and after its inspection date', async () => {
    const life = [
      ...round('2026-06-02'),
      ...out('2026-06-02'),
      ...round('2026-08-02', { filler: otherFiller }),
      ...out('2026-08-02'),
      ...round('2030-02-01'),
    ];
    expect(await fillings(life)).toEqual([[], ['CYL-02a', 'CYL-02b'], ['CYL-03a', 'CYL-03b']]);
  });

  it.each([
    ['2030-01-31', []],
    ['2030-02-01', ['CYL-03b']],
  ])('on %s, inspected until 2030-01-31: %j', async (day, expected) => {
    expect(await broken('equipment', 'CYL-03b', on('filling', `${day}T09:10`), born)).toEqual(expected);
  });

  it.each([
    ['10:09', ['CYL-09a']],
    ['10:10', []],
  ])('filled at 09:10 and again at %s: %j', async (time, expected) => {
    const first = on('filling', '2026-06-02T09:10');
    expect(await broken('equipment', 'CYL-09a', on('filling', `2026-06-02T${time}`), [first])).toEqual(expected);
  });

  it('raises alarms when its code turns up again too soon, on the way, unchecked', async () => {
    const copy = on('filling', '2026-06-02T10:05', { startedAt: '2026-06-02T10:01:00+08:00' });
    const found = await fillings([...round('2026-06-02'), ...out('2026-06-02').slice(0, 2), copy]);
    expect(found[1]).toEqual(['CYL-06a', 'CYL-09a', 'CYL-09b', 'CYL-09c']);
  });

  it('ends for good: nothing fills, registers or moves what was scrapped', async () => {
    const end = on('cylinder_scrapping', '2027-01-20T09:00');
    for (const [stage, rules] of [
      ['filling', ['CYL-04c', 'CYL-04d']],
      ['cylinder_registration', ['CYL-04e', 'CYL-04f']],
      ['dispatch', ['CYL-04e', 'CYL-04f']],
    ] as const)
      expect(await broken('equipment', 'CYL-04', on(stage, '2027-02-01T09:00'), [...born, end], known)).toEqual(rules);
  });
});

it('the recall of a lot of parts names each lift that still has one', async () => {
  const fitted = (serial: number): Told => ({
    stage: 'part_fitting',
    but: { lift: `urn:zhuisu:device18:3110102342026001${serial}`, parts: [`urn:zhuisu:part:governor:${serial}`] },
  });
  const removed: Told = {
    stage: 'part_removal',
    but: { ...fitted(24).but, time: '2026-08-20T10:00:00+08:00' },
  };
  const recall: Told = { stage: 'part_recall' };
  const { situation, facts } = staged(
    { before: [fitted(23), fitted(24), fitted(25), removed], record: recall },
    'equipment',
    shippedProfiles,
  );
  const rule = equipment.rules.find(({ id }) => id === 'LIFT-11a')!;
  const { outcome, told, events } = await evaluate(rule, situation, { facts, lists });
  expect(outcome).toBe('fails');
  expect(told?.en).toContain(liftCode);
  expect(told?.en).toContain('202600125');
  expect(told?.en).not.toContain('202600124');
  expect(events).toHaveLength(2);
});
