/** What must hold of every carriage under a permit or by a licensed carrier; the categories of goods name their own articles. */
import type { Source } from '../../definition.ts';
import type { Rule } from '../../rules/definition.ts';
import { among, held, permitOf, row, told } from './row.ts';
import { carrier, somebody, truck } from './site.ts';

interface Carriage {
  readonly prefix: string;
  readonly groups: readonly string[];
  readonly basis: Source;
  /** The load of the examples, over that of the stage. */
  readonly load: Readonly<Record<string, unknown>>;
  /** Letter of the rule on the vehicle of the permit, where the others go on to `e`. */
  readonly by: string;
}

const number = permitOf('YS-2026-0007');
const ask = ['请核对运输许可；不符的不得启运', 'Check the transport permit; do not depart with what it does not cover'] as const;

/** Permit there, in force, for this kind, amount and route. Letters from `a` on. */
export function permitRules({ prefix, groups, basis, load, by }: Carriage): readonly Rule[] {
  const when = [...among(...groups), { field: 'carriage', is: ['road'] }];
  const departure = told('departure', load);
  const permit = (more = {}) => ({
    registers: {
      transport_permit: {
        [number]: {
          group: String(load.group),
          quantity: 1000,
          from: '2026-06-04',
          until: '2026-06-07',
          route: '工厂—S240—承留库',
          carrier: 'any',
          vehicle: '豫U12345',
          ...more,
        },
      },
    },
  });
  const known = [...when, { field: 'transportPermit' }];
  return [
    row({
      id: `${prefix}a`,
      severity: 'block',
      name: ['道路运输须有许可证或通行证', 'Carriage by road under a permit or pass'],
      stages: ['departure'],
      when,
      test: { kind: 'present', field: 'transportPermit' },
      repair: ask,
      basis,
      passes: { record: departure },
      fails: { record: told('departure', { ...load, transportPermit: null }) },
    }),
    ...(
      [
        ['b', 'group', '运输品种', 'kind carried'],
        ['c', 'route', '路线', 'route'],
        [by, 'vehicle', '车辆', 'vehicle'],
      ] as const
    ).map(([letter, column, zh, en]) =>
      row({
        id: `${prefix}${letter}`,
        severity: 'block',
        name: [`${zh}须与许可一致`, `The ${en} is that of the permit`],
        stages: ['departure'],
        when,
        test: {
          kind: 'register',
          register: 'transport_permit',
          of: 'transportPermit',
          column,
          equalsField: column,
          ...(column === 'vehicle' ? {} : { known: true }),
        },
        repair: ask,
        basis,
        passes: { record: departure, ...permit() },
        fails: { record: departure, ...permit({ [column]: 'other' }) },
      }),
    ),
    row({
      id: `${prefix}d`,
      severity: 'block',
      name: ['运输数量不得超过许可', 'No more is carried than permitted'],
      stages: ['departure'],
      when: known,
      test: {
        kind: 'tally',
        by: ['transportPermit'],
        plus: ['departure'],
        value: 'quantity',
        most: { register: 'transport_permit', of: 'transportPermit', column: 'quantity' },
      },
      repair: ask,
      basis,
      passes: { record: departure, ...permit() },
      fails: { record: departure, ...permit({ quantity: 10 }) },
    }),
    row({
      id: `${prefix}e`,
      severity: 'block',
      name: ['许可须在有效期内', 'The permit is in force'],
      stages: ['departure'],
      when: known,
      test: { kind: 'period', register: 'transport_permit', of: 'transportPermit', from: 'from', until: 'until' },
      repair: ask,
      basis,
      passes: { record: departure, ...permit() },
      fails: { record: departure, ...permit({ until: '2026-06-04' }) },
    }),
  ];
}

/** Carrier, vehicle, driver, escort, load. Letters from `f` on. */
export function carrierRules({ prefix, groups, basis, load }: Omit<Carriage, 'by'>): readonly Rule[] {
  const when = [...among(...groups), { field: 'carriage', is: ['road'] }];
  const departure = told('departure', load);
  const licensed = (
    letter: string,
    zh: string,
    en: string,
    party: 'carrier' | 'driver' | 'escort',
    scheme: string,
    holder: string,
  ): Rule =>
    row({
      id: `${prefix}${letter}`,
      severity: 'block',
      name: [zh, en],
      stages: ['departure'],
      when,
      test: { kind: 'licence', party, schemes: [scheme] },
      repair: ['请委托有资质的单位和人员运输', 'Use a carrier and crew with the licence'],
      basis,
      passes: { record: departure, licences: [held(holder, scheme)] },
      fails: { record: departure },
    });
  const vehicle = (ratedMass: number, certificateUntil: string) => ({
    registers: { vehicle: { [truck]: { ratedMass, certificateUntil, carrier } } },
  });
  return [
    licensed(
      'f',
      '承运单位须有危险货物运输许可',
      'The carrier is licensed for dangerous goods',
      'carrier',
      'hazmat_transport',
      carrier,
    ),
    licensed('g', '驾驶人须有从业资格', 'The driver is qualified', 'driver', 'hazmat_driver', somebody('driver-1')),
    licensed('h', '押运人须有从业资格', 'The escort is qualified', 'escort', 'hazmat_escort', somebody('escort-1')),
    row({
      id: `${prefix}i`,
      severity: 'block',
      name: ['须配备押运人', 'An escort goes with the load'],
      stages: ['departure'],
      when,
      test: { kind: 'present', field: 'escort' },
      repair: ['请配备押运人', 'Send an escort'],
      basis,
      passes: { record: departure },
      fails: { record: told('departure', { ...load, escort: null }) },
    }),
    row({
      id: `${prefix}j`,
      severity: 'block',
      name: ['车辆道路运输证须在有效期内', 'The certificate of the vehicle is in force'],
      stages: ['departure'],
      when,
      test: { kind: 'unexpired', of: 'vehicle', register: 'vehicle', column: 'certificateUntil' },
      repair: ['请更换车辆', 'Use another vehicle'],
      basis,
      passes: { record: departure, ...vehicle(2000, '2027-01-01') },
      fails: { record: departure, ...vehicle(2000, '2026-01-01') },
    }),
    row({
      id: `${prefix}k`,
      severity: 'block',
      name: ['载货质量不得超过核定载质量', 'The load is within the rated mass'],
      stages: ['departure'],
      when,
      test: { kind: 'limit', field: 'loadMass', most: { register: 'vehicle', of: 'vehicle', column: 'ratedMass' } },
      repair: ['请减载', 'Take something off'],
      basis,
      passes: { record: departure, ...vehicle(1000, '2027-01-01') },
      fails: { record: departure, ...vehicle(999, '2027-01-01') },
    }),
  ];
}
