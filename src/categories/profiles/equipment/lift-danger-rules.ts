/** Rules of lifts: rescue, faults that come again, recalled parts, severe hidden dangers, scrapping (LIFT-09 to 12, 15, 16). */
import { unverified, verified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, row, told } from '../row.ts';
import { stopUse } from './lift-trouble.ts';
import { design, equipmentLaw, liftCode, maintenanceRule, order57, part, partLot } from './site.ts';

const rescueTime = maintenanceRule('抵达时间；杭州市电梯安全管理条例（2019）同为三十分钟、六十分钟，供参照');
const halt = ['请立即停止使用，消除隐患并经复查', 'Stop using it; remove the danger and have it rechecked'] as const;
const use = told('daily_use');
const after = (time: string) => told('daily_use', { time });
const lift = (columns: Record<string, boolean>) => ({ registers: { lift: { [liftCode]: columns } } });
const dangers = order57('二十五');
const inspected = told('supervision_inspection');
const accident = told('fault', { accident: true });
const faultAt = (day: string) => told('fault', { time: `${day}T18:00:00+08:00` });

export const liftDangerRules: readonly Rule[] = [
  ...(
    [
      ['LIFT-09a', true, 30, '建成区', 'In a built-up area', '2026-07-10T18:33:00+08:00'],
      ['LIFT-09b', false, 60, '其他地区', 'Elsewhere', '2026-07-10T19:03:00+08:00'],
    ] as const
  ).map(([id, builtUp, minutes, zh, en, late]) =>
    row({
      id,
      severity: 'alarm',
      name: [`${zh} ${minutes} 分钟内抵达救援`, `${en} rescuers arrive within ${minutes} minutes`],
      stages: ['rescue'],
      when: [{ field: 'builtUp', is: [builtUp] }],
      test: { kind: 'elapsed', from: 'calledAt', to: 'arrivedAt', most: { minutes } },
      repair: ['请核实救援站点与人员布置', 'Review where rescuers are stationed'],
      basis: rescueTime,
      passes: alone('rescue', { builtUp }),
      fails: alone('rescue', { builtUp, arrivedAt: late }),
    }),
  ),
  row({
    id: 'LIFT-10a',
    severity: 'alarm',
    name: ['三十天内同一故障不得多于三次', 'The same fault no more than three times in thirty days'],
    stages: ['fault'],
    test: { kind: 'tally', by: ['lift', 'faultCode'], plus: ['fault'], days: 30, most: 3 },
    repair: ['请查明原因并彻底修理（次数为平台默认值）', 'Find the cause and repair it (three times: a default)'],
    basis: design,
    passes: { before: [faultAt('2026-06-20'), faultAt('2026-07-01')], record: told('fault') },
    fails: { before: [faultAt('2026-06-20'), faultAt('2026-07-01'), faultAt('2026-07-05')], record: told('fault') },
  }),
  row({
    id: 'LIFT-10b',
    severity: 'alarm',
    name: ['困人两小时以上属于事故', 'Two hours trapped are an accident'],
    stages: ['rescue'],
    // Two hours themselves are too long.
    test: { kind: 'elapsed', from: 'trappedAt', to: 'freedAt', most: { minutes: 119 } },
    repair: ['请按事故报告', 'Report it as an accident'],
    basis: verified('特种设备安全监察条例（2009）：滞留两小时以上的事故等级'),
    passes: alone('rescue'),
    fails: alone('rescue', { time: '2026-07-10T20:00:00+08:00', freedAt: '2026-07-10T20:00:00+08:00' }),
  }),
  row({
    id: 'LIFT-11a',
    severity: 'alarm',
    name: ['召回批次的部件须从所有电梯拆下', 'Parts of a recalled lot are taken out of every lift'],
    stages: ['part_recall'],
    test: { kind: 'carried', field: 'partLot', stages: ['part_fitting'], as: 'parent', until: ['part_removal'] },
    repair: ['请逐台更换所列电梯的部件', 'Replace the part in each of the lifts named'],
    basis: equipmentLaw('二十六'),
    passes: {
      before: [told('part_fitting'), told('part_removal')],
      record: told('part_recall', {}, '2026-10-01T08:00:00+08:00'),
    },
    fails: { before: [told('part_fitting')], record: told('part_recall', {}, '2026-10-01T08:00:00+08:00') },
  }),
  row({
    id: 'LIFT-11b',
    severity: 'alarm',
    name: ['不得装配召回批次的部件', 'No part of a recalled lot is fitted'],
    stages: ['part_fitting'],
    test: { kind: 'once', field: 'partLot', stages: ['part_recall'] },
    repair: ['请换用其他批次', 'Use another lot'],
    basis: equipmentLaw('二十六'),
    passes: alone('part_fitting'),
    fails: {
      before: [told('part_recall')],
      record: told('part_fitting', { time: '2026-09-20T10:00:00+08:00', parts: [`${part}-2`], partLot }),
    },
  }),
  row({
    id: 'LIFT-12a',
    severity: 'block',
    name: ['责令停止使用或已停用的，不得使用', 'Not used while stopped, by order or by its user'],
    stages: ['daily_use'],
    test: { kind: 'state', of: 'things', not: [stopUse, 'inactive'] },
    repair: halt,
    basis: order57('二十三'),
    passes: {
      before: [told('supervision_order'), told('recheck')],
      record: after('2026-08-19T07:00:00+08:00'),
    },
    fails: { before: [told('supervision_order')], record: after('2026-08-19T07:00:00+08:00') },
  }),
  row({
    id: 'LIFT-12b',
    severity: 'block',
    name: ['未经检验或检验不合格的不得使用', 'Not used uninspected or after it failed'],
    stages: ['daily_use', 'first_use', 'restart'],
    test: {
      kind: 'last',
      of: 'things',
      stages: ['supervision_inspection', 'periodic_inspection'],
      field: 'verdict',
      is: ['conformant'],
    },
    repair: halt,
    basis: dangers,
    passes: { before: [inspected], record: use },
    fails: {
      before: [inspected, told('periodic_inspection', { verdict: 'non_conformant' })],
      record: after('2027-03-11T07:00:00+08:00'),
    },
  }),
  row({
    id: 'LIFT-12c',
    severity: 'block',
    name: ['已报废的不得使用', 'Not used once it is scrapped'],
    stages: ['daily_use', 'restart', 'maintenance', 'use_registration'],
    test: { kind: 'before', of: 'things', forbids: ['lift_scrapping'] },
    repair: halt,
    basis: dangers,
    passes: { record: use },
    fails: { before: [told('lift_scrapping', { time: '2026-05-01T09:00:00+08:00' })], record: use },
  }),
  ...(
    [
      ['LIFT-12d', 'madeUnderLicence', true, '未取得许可生产的不得使用', 'Not used if it was made without a licence'],
      ['LIFT-12e', 'eliminated', false, '国家明令淘汰的不得使用', 'Not used if the State has eliminated it'],
    ] as const
  ).map(([id, column, wanted, zh, en]) =>
    row({
      id,
      severity: 'block',
      name: [zh, en],
      stages: ['daily_use', 'use_registration'],
      test: { kind: 'register', register: 'lift', of: 'things', column, is: [wanted] },
      repair: halt,
      basis: dangers,
      passes: { record: use, ...lift({ [column]: wanted }) },
      fails: { record: use, ...lift({ [column]: !wanted }) },
    }),
  ),
  row({
    id: 'LIFT-12f',
    severity: 'block',
    name: ['安全保护装置缺少或失灵的不得使用', 'Not used with safety devices missing or not working'],
    stages: ['daily_use'],
    test: { kind: 'value', field: 'safetyDevices', is: ['complete'] },
    repair: halt,
    basis: dangers,
    passes: { record: use },
    fails: alone('daily_use', { safetyDevices: 'failed' }),
  }),
  row({
    id: 'LIFT-12g',
    severity: 'block',
    name: ['不得超过规定参数使用', 'Not used beyond its parameters'],
    stages: ['daily_use'],
    test: { kind: 'value', field: 'withinParameters', is: [true] },
    repair: halt,
    basis: dangers,
    passes: { record: use },
    fails: alone('daily_use', { withinParameters: false }),
  }),
  row({
    id: 'LIFT-12h',
    severity: 'block',
    name: ['事故后未经全面检查的不得使用', 'Not used after an accident until it was checked'],
    stages: ['daily_use'],
    test: {
      kind: 'answered',
      of: 'things',
      after: ['fault'],
      where: [{ field: 'accident', is: [true] }],
      by: ['full_check'],
      byWhere: [{ field: 'verdict', is: ['conformant'] }],
    },
    repair: halt,
    basis: dangers,
    passes: { before: [accident, told('full_check')], record: after('2026-07-12T07:00:00+08:00') },
    fails: { before: [accident], record: after('2026-07-12T07:00:00+08:00') },
  }),
  row({
    id: 'LIFT-12i',
    severity: 'alarm',
    name: ['整改报告后十个工作日内复查', 'Rechecked within ten working days of the report'],
    stages: ['rectification'],
    test: {
      kind: 'due',
      of: 'things',
      follow: ['recheck'],
      days: 10,
      workdays: { holidays: 'public_holidays', worked: 'worked_weekends' },
    },
    repair: ['请安排复查', 'Have it rechecked'],
    basis: order57('二十九'),
    passes: { before: [told('recheck')], record: told('rectification', {}, '2026-09-10T08:00:00+08:00') },
    fails: alone('rectification', {}, '2026-09-10T08:00:00+08:00'),
  }),
  row({
    id: 'LIFT-12j',
    severity: 'alarm',
    name: ['检验不合格的须下达监察指令或停用', 'A failed inspection leads to an order, or the lift is stopped'],
    stages: ['periodic_inspection'],
    when: [{ field: 'verdict', is: ['non_conformant'] }],
    test: { kind: 'due', of: 'things', follow: ['supervision_order', 'stop', 'lift_scrapping'], days: 3 },
    repair: ['请下达指令或登记停用（三日为平台默认值）', 'Issue the order or stop it (three days: a default)'],
    basis: unverified('特种设备安全监督检查办法（总局令第57号）第二十三、二十五条；三日为平台默认值'),
    passes: {
      before: [told('supervision_order', { time: '2027-03-11T10:00:00+08:00', danger: 'uninspected' })],
      record: told('periodic_inspection', { verdict: 'non_conformant' }, '2027-03-20T08:00:00+08:00'),
    },
    fails: alone('periodic_inspection', { verdict: 'non_conformant' }, '2027-03-20T08:00:00+08:00'),
  }),
  row({
    id: 'LIFT-15',
    severity: 'alarm',
    name: ['报废须注销使用登记', 'A scrapped lift’s certificate is cancelled'],
    stages: ['lift_scrapping'],
    test: { kind: 'present', field: 'cancellationNo' },
    repair: ['请办理注销并填写编号', 'Have it cancelled and state the number'],
    basis: equipmentLaw('四十八'),
    passes: alone('lift_scrapping'),
    fails: alone('lift_scrapping', { cancellationNo: null }),
  }),
  row({
    id: 'LIFT-16',
    severity: 'block',
    name: ['改造、重大修理后未经监督检验合格的不得使用', 'Not used after an alteration or major repair until it was inspected'],
    stages: ['daily_use'],
    test: {
      kind: 'answered',
      of: 'things',
      after: ['alteration'],
      by: ['supervision_inspection'],
      byWhere: [{ field: 'verdict', is: ['conformant'] }],
    },
    repair: ['请申请监督检验', 'Have it inspected under supervision'],
    basis: equipmentLaw('二十五'),
    passes: {
      before: [told('alteration'), told('supervision_inspection', { time: '2030-04-20T10:00:00+08:00', work: 'major_repair' })],
      record: after('2030-04-21T07:00:00+08:00'),
    },
    fails: { before: [inspected, told('alteration')], record: after('2030-04-21T07:00:00+08:00') },
  }),
];
