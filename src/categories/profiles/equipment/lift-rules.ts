/** Rules of lifts: maintenance at its four intervals and on demand, who maintains, registration, handing over (LIFT-01, 02, 05, 06, 13, 14). */
import { unverified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, held, refusedAndTold, row, told } from '../row.ts';
import { equipmentLaw, liftCode, maintainer, maintenanceRule, regulation, somebody } from './site.ts';

const at = (time: string, more = {}) => told('maintenance', { time: `${time}T10:00:00+08:00`, ...more });
const used = told('first_use');
const fixed = [{ field: 'scheme', not: ['on_demand'] }];
const onDemand = [{ field: 'scheme', is: ['on_demand'] }];
const lift = (columns: Record<string, string | number | boolean>) => ({ registers: { lift: { [liftCode]: columns } } });
const scheme = 'on_demand_scheme';
const onDemandRule = unverified('国市监特设〔2020〕56号：按需维保的条件见转述，正文未取得');
const halt = ['请恢复按期维保，或补齐条件', 'Return to fixed intervals, or meet the condition'] as const;
const certified = (columns: Record<string, string>) => ({
  registers: {
    equipment_worker: {
      [somebody('worker-1')]: { scope: 'lift_repair', from: '2024-01-01', until: '2027-12-31', ...columns },
      [somebody('worker-2')]: { scope: 'lift_repair', from: '2024-01-01', until: '2027-12-31', ...columns },
    },
  },
});
/** A major repair comes years after the installation. */
const renewed = {
  ...held(maintainer, 'tslicence', 'lift_work'),
  number: 'TS3341012-2031',
  from: '2028-01-01',
  until: '2031-12-31',
};
const licensed = ['请由取得相应许可的单位进行', 'Have it done by a unit with the licence'] as const;
const qualified = ['请安排持证人员', 'Send somebody with a certificate in force'] as const;

/** The half-monthly interval is law; what counts as a quarter, half a year and a year in days is our own reading. */
const intervals = [
  ['LIFT-01a', '半月', 'half-monthly', 15, undefined, '2026-04-20', '2026-04-21'],
  ['LIFT-01b', '季度', 'quarterly', 92, ['quarter', 'half_year', 'year'], '2026-07-06', '2026-07-07'],
  ['LIFT-01c', '半年', 'half-yearly', 184, ['half_year', 'year'], '2026-10-06', '2026-10-07'],
  ['LIFT-01d', '年度', 'yearly', 366, ['year'], '2027-04-06', '2027-04-07'],
] as const;

export const liftRules: readonly Rule[] = [
  ...intervals.map(([id, zh, en, days, plans, last, late]) =>
    row({
      id,
      severity: 'alarm',
      name: [`${zh}维保不得超过 ${days} 天`, `The ${en} maintenance comes within ${days} days`],
      stages: ['first_use', 'restart', 'maintenance'],
      when: fixed,
      test: {
        kind: 'cycle',
        of: 'things',
        stages: ['maintenance'],
        ...(plans === undefined ? {} : { where: [{ field: 'plan', is: plans }] }),
        starts: ['first_use', 'restart'],
        ends: ['stop', 'lift_scrapping', 'on_demand_scheme'],
        days,
      },
      repair: ['请立即维保；停用的请登记停用', 'Maintain it now; if it is out of use, record that'],
      basis: plans === undefined ? regulation('三十一') : maintenanceRule('季度、半年、年度维保；天数为平台换算'),
      passes: { before: [used], record: at(last, { plan: plans?.[0] ?? 'half_month' }) },
      fails: { before: [used], record: at(late) },
    }),
  ),
  row({
    id: 'LIFT-02a',
    severity: 'alarm',
    name: ['按需维保的维保单位不得为 C 级及以下', 'On demand only by a maintainer above class C'],
    stages: [scheme],
    test: { kind: 'value', field: 'maintainerClass', is: ['A', 'B'] },
    repair: halt,
    basis: onDemandRule,
    passes: alone(scheme),
    fails: alone(scheme, { maintainerClass: 'C' }),
  }),
  row({
    id: 'LIFT-02b',
    severity: 'alarm',
    name: ['按需维保的电梯须在检验有效期内', 'On demand only while the inspection is valid'],
    stages: [scheme],
    test: { kind: 'unexpired', of: 'things', register: 'lift', column: 'nextInspection' },
    repair: halt,
    basis: onDemandRule,
    passes: { record: told(scheme), ...lift({ nextInspection: '2027-03-31' }) },
    fails: { record: told(scheme), ...lift({ nextInspection: '2026-04-30' }) },
  }),
  row({
    id: 'LIFT-02c',
    severity: 'alarm',
    name: ['按需维保须有物联网监测', 'On demand only with remote monitoring'],
    stages: [scheme],
    test: { kind: 'value', field: 'monitored', is: [true] },
    repair: halt,
    basis: onDemandRule,
    passes: alone(scheme),
    fails: alone(scheme, { monitored: false }),
  }),
  row({
    id: 'LIFT-02d',
    severity: 'alarm',
    name: ['按需维保须有有效的责任保险', 'On demand only with liability insurance'],
    stages: [scheme],
    test: { kind: 'unexpired', field: 'insuredUntil' },
    repair: halt,
    basis: onDemandRule,
    passes: alone(scheme),
    fails: alone(scheme, { insuredUntil: '2026-04-30' }),
  }),
  row({
    id: 'LIFT-02e',
    severity: 'alarm',
    name: ['自定间隔不得超过允许的最长间隔', 'The interval agreed is no longer than allowed'],
    stages: [scheme],
    test: { kind: 'limit', field: 'intervalDays', most: { register: 'lift', of: 'things', column: 'longestInterval' } },
    repair: ['请缩短间隔；最长间隔由主管部门在登记表中设定', 'Shorten it; the longest is set by the department in the register'],
    basis: onDemandRule,
    passes: { record: told(scheme), ...lift({ longestInterval: 30 }) },
    fails: { record: told(scheme, { intervalDays: 31 }), ...lift({ longestInterval: 30 }) },
  }),
  row({
    id: 'LIFT-02f',
    severity: 'alarm',
    name: ['按需维保不得超过约定间隔', 'On demand, but within the interval agreed'],
    stages: [scheme, 'maintenance'],
    when: [{ field: 'scheme', not: ['fixed'] }],
    test: {
      kind: 'cycle',
      of: 'things',
      stages: ['maintenance'],
      starts: [scheme, 'restart'],
      ends: ['stop', 'lift_scrapping'],
      days: { register: 'lift', of: 'things', column: 'intervalDays' },
    },
    repair: ['请立即维保', 'Maintain it now'],
    basis: onDemandRule,
    passes: { before: [told(scheme)], record: at('2026-05-31', { scheme: 'on_demand' }), ...lift({ intervalDays: 30 }) },
    fails: { before: [told(scheme)], record: at('2026-06-01', { scheme: 'on_demand' }), ...lift({ intervalDays: 30 }) },
  }),
  row({
    id: 'LIFT-02g',
    severity: 'alarm',
    name: ['未登记按需维保的，按期维保', 'Without that registration, fixed intervals hold'],
    stages: ['maintenance'],
    when: onDemand,
    test: { kind: 'register', register: 'lift', of: 'things', column: 'scheme', equalsField: 'scheme', known: true },
    repair: halt,
    basis: onDemandRule,
    passes: { record: told('maintenance', { scheme: 'on_demand' }), ...lift({ scheme: 'on_demand' }) },
    fails: { record: told('maintenance', { scheme: 'on_demand' }), ...lift({ scheme: 'fixed' }) },
  }),
  ...refusedAndTold('LIFT-05a', 'LIFT-05b', {
    name: ['维保单位须持有有效且范围相符的许可', 'The maintainer holds a licence in force that covers lifts'],
    stages: ['maintenance'],
    test: { kind: 'licence', party: 'maintainer', schemes: ['tslicence'], scope: 'lift_work' },
    repair: licensed,
    basis: equipmentLaw('四十五、八十八'),
    passes: { record: told('maintenance'), licences: [held(maintainer, 'tslicence', 'lift_work')] },
    fails: { record: told('maintenance'), licences: [held(maintainer, 'tslicence', 'cylinder_filling')] },
  }),
  ...refusedAndTold('LIFT-05c', 'LIFT-05d', {
    name: ['安装、改造、修理单位须持有许可', 'Who installs, alters or repairs holds a licence'],
    stages: ['work_notice', 'installation', 'alteration'],
    test: { kind: 'licence', party: 'installer', schemes: ['tslicence'], scope: 'lift_work' },
    repair: licensed,
    basis: equipmentLaw('二十二'),
    passes: { record: told('installation'), licences: [held(maintainer, 'tslicence', 'lift_work'), renewed] },
    fails: { record: told('installation') },
  }),
  ...(
    [
      ['LIFT-05e', 'LIFT-05f', 'firstWorker', '维保人员一', 'The first worker'],
      ['LIFT-05g', 'LIFT-05h', 'secondWorker', '维保人员二', 'The second worker'],
    ] as const
  ).flatMap(([block, alarm, field, zh, en]) =>
    refusedAndTold(block, alarm, {
      name: [`${zh}须持有电梯作业人员证`, `${en} holds a certificate for lifts`],
      stages: ['maintenance'],
      when: [{ field }],
      test: { kind: 'register', register: 'equipment_worker', of: field, column: 'scope', is: ['lift_repair'], known: true },
      repair: qualified,
      basis: equipmentLaw('十四'),
      passes: { record: told('maintenance'), ...certified({}) },
      fails: { record: told('maintenance', { [field]: somebody('worker-9') }), ...certified({}) },
    }),
  ),
  ...(
    [
      ['LIFT-05i', 'LIFT-05l', 'firstWorker', 'worker-1'],
      ['LIFT-05k', 'LIFT-05m', 'secondWorker', 'worker-2'],
    ] as const
  ).flatMap(([block, alarm, field, name]) =>
    refusedAndTold(block, alarm, {
      name: ['作业人员证须在有效期内', 'The certificate is in force'],
      stages: ['maintenance'],
      when: [{ field }],
      test: { kind: 'period', register: 'equipment_worker', of: field, from: 'from', until: 'until' },
      repair: qualified,
      basis: equipmentLaw('十四'),
      passes: { record: told('maintenance'), ...certified({}) },
      fails: { record: told('maintenance', { [field]: somebody(name) }), ...certified({ until: '2026-05-04' }) },
    }),
  ),
  row({
    id: 'LIFT-05j',
    severity: 'warn',
    name: ['现场维保须有两人', 'Two work on site'],
    stages: ['maintenance'],
    test: { kind: 'present', field: 'secondWorker' },
    repair: ['请填写第二名维保人员', 'State the second worker'],
    basis: maintenanceRule('现场人数'),
    passes: alone('maintenance'),
    fails: alone('maintenance', { secondWorker: null }),
  }),
  row({
    id: 'LIFT-06',
    severity: 'alarm',
    name: ['投入使用前或后三十日内办理使用登记', 'Registered before use or within thirty days of it'],
    stages: ['first_use'],
    test: { kind: 'due', of: 'things', follow: ['use_registration'], days: 30, orBefore: true },
    repair: ['请立即办理使用登记', 'Register it now'],
    basis: equipmentLaw('三十三'),
    passes: {
      before: [told('use_registration', { time: '2026-04-01T09:00:00+08:00' })],
      record: told('first_use', {}, '2026-06-01T08:00:00+08:00'),
    },
    fails: alone('first_use', {}, '2026-05-06T08:00:00+08:00'),
  }),
  row({
    id: 'LIFT-13',
    severity: 'alarm',
    name: ['施工前须书面告知', 'Work is notified before it begins'],
    stages: ['installation'],
    test: { kind: 'before', of: 'children', needs: ['work_notice'] },
    repair: ['请先告知市场监督管理部门', 'First notify the market regulator'],
    basis: equipmentLaw('二十三'),
    passes: { before: [told('work_notice')], record: told('installation') },
    fails: alone('installation'),
  }),
  row({
    id: 'LIFT-14',
    severity: 'alarm',
    name: ['验收后三十日内移交技术资料', 'Documents are handed over within thirty days of acceptance'],
    stages: ['handover'],
    test: { kind: 'elapsed', from: 'acceptedOn', to: 'time', most: { days: 30 } },
    repair: ['请立即移交并存入档案', 'Hand them over and file them'],
    basis: equipmentLaw('二十四'),
    passes: alone('handover'),
    fails: alone('handover', { time: '2026-04-20T09:00:00+08:00' }),
  }),
];
