/** Rules of civil explosives (EXP-05, 14): transport under a permit, its return, and the days in which permits are decided. */
import type { Rule } from '../../rules/definition.ts';
import { alone, among, permitOf, row, told } from './row.ts';
import { explosives, explosivesLaw, oneByOne } from './site.ts';

const civil = among(...explosives);
const carriage = permitOf('YS-2026-0007');
const carried = (more = {}) => ({
  registers: {
    transport_permit: {
      [carriage]: {
        group: 'explosive',
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
const departure = told('departure');
const askCarriage = [
  '请核对运输许可证；不符的不得启运',
  'Check the transport permit; do not depart with what it does not cover',
] as const;

export const explosiveTransportRules: readonly Rule[] = [
  row({
    id: 'EXP-05a',
    severity: 'block',
    name: ['运输须有运输许可证', 'Transport under a permit'],
    stages: ['departure'],
    when: civil,
    test: { kind: 'present', field: 'transportPermit' },
    repair: askCarriage,
    basis: explosivesLaw('二十六'),
    passes: { record: departure },
    fails: alone('departure', { transportPermit: null }),
  }),
  ...(
    [
      ['EXP-05b', 'group', '运输品种', 'kind carried'],
      ['EXP-05c', 'route', '路线', 'route'],
      ['EXP-05j', 'vehicle', '车辆', 'vehicle'],
    ] as const
  ).map(([id, column, zh, en]) =>
    row({
      id,
      severity: 'block',
      name: [`${zh}须与许可证一致`, `The ${en} is that of the permit`],
      stages: ['departure'],
      when: civil,
      test: {
        kind: 'register',
        register: 'transport_permit',
        of: 'transportPermit',
        column,
        equalsField: column,
        ...(column === 'vehicle' ? {} : { known: true }),
      },
      repair: askCarriage,
      basis: explosivesLaw('二十七、二十八'),
      passes: { record: departure, ...carried() },
      fails: { record: departure, ...carried({ [column]: 'other' }) },
    }),
  ),
  row({
    id: 'EXP-05d',
    severity: 'block',
    name: ['运输数量不得超过许可证所载', 'No more is carried than the permit says'],
    stages: ['departure'],
    when: [...civil, { field: 'transportPermit' }],
    test: {
      kind: 'tally',
      by: ['transportPermit'],
      plus: ['departure'],
      value: 'quantity',
      most: { register: 'transport_permit', of: 'transportPermit', column: 'quantity' },
    },
    repair: askCarriage,
    basis: explosivesLaw('二十七、二十八'),
    passes: { record: departure, ...carried() },
    fails: { record: told('departure', { ...oneByOne, quantity: 1200 }), ...carried() },
  }),
  row({
    id: 'EXP-05e',
    severity: 'block',
    name: ['运输许可证须在有效期内', 'The transport permit is in force'],
    stages: ['departure'],
    when: [...civil, { field: 'transportPermit' }],
    test: { kind: 'period', register: 'transport_permit', of: 'transportPermit', from: 'from', until: 'until' },
    repair: askCarriage,
    basis: explosivesLaw('二十七'),
    passes: { record: departure, ...carried() },
    fails: { record: departure, ...carried({ until: '2026-06-04' }) },
  }),
  row({
    id: 'EXP-05f',
    severity: 'block',
    name: ['运输许可证一次有效', 'A transport permit serves once'],
    stages: ['departure'],
    when: civil,
    test: { kind: 'once', field: 'transportPermit', stages: ['departure'] },
    repair: askCarriage,
    basis: explosivesLaw('二十七'),
    passes: { record: departure },
    fails: { before: [departure], record: told('departure', { time: '2026-06-06T10:00:00+08:00' }) },
  }),
  row({
    id: 'EXP-05g',
    severity: 'alarm',
    name: ['途中不得偏离核定路线', 'No leaving of the approved route'],
    stages: ['transit_report'],
    when: civil,
    test: { kind: 'value', field: 'onRoute', is: [true] },
    repair: ['请返回核定路线并向公安机关说明', 'Return to the route and explain to the police'],
    basis: explosivesLaw('二十八、四十七'),
    passes: alone('transit_report'),
    fails: alone('transit_report', { onRoute: false }),
  }),
  row({
    id: 'EXP-05h',
    severity: 'alarm',
    name: ['途中须在核定地点停靠', 'Stops at approved places only'],
    stages: ['transit_report'],
    when: civil,
    test: { kind: 'value', field: 'approvedStop', is: [true] },
    repair: ['请立即驶离并向公安机关说明', 'Leave at once and explain to the police'],
    basis: explosivesLaw('二十八、四十七'),
    passes: alone('transit_report'),
    fails: alone('transit_report', { approvedStop: false }),
  }),
  row({
    id: 'EXP-05i',
    severity: 'alarm',
    name: ['到达后三日内交回运输许可证', 'The permit goes back within three days of arrival'],
    stages: ['arrival'],
    when: civil,
    test: { kind: 'due', of: 'things', follow: ['permit_return'], days: 3 },
    repair: ['请由收货单位签注后交回发证机关', 'Have it signed and return it to the issuer'],
    basis: explosivesLaw('二十九'),
    passes: { before: [told('permit_return')], record: told('arrival', {}, '2026-06-20T08:00:00+08:00') },
    fails: alone('arrival', {}, '2026-06-20T08:00:00+08:00'),
  }),
  ...(
    [
      ['EXP-14a', '购买许可五日内作出决定', 'A purchase permit is decided in five days', 'purchase_permit', 5, '二十一'],
      ['EXP-14b', '运输许可三日内作出决定', 'A transport permit is decided in three days', 'transport_permit', 3, '二十六'],
    ] as const
  ).map(([id, zh, en, stage, days, article]) =>
    row({
      id,
      severity: 'alarm',
      name: [zh, en],
      stages: [stage],
      when: civil,
      // The day of acceptance itself does not count.
      test: { kind: 'prompt', hours: (days + 1) * 24, fromField: 'appliedOn' },
      repair: ['请核对受理与办结时间', 'Check when it was accepted and when decided'],
      basis: explosivesLaw(article),
      passes: alone(stage),
      fails: alone(stage, {}, '2026-06-10T08:00:00+08:00'),
    }),
  ),
];
