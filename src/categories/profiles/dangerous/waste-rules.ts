/** Rules of hazardous waste (HW-01 to 05). */
import type { Rule } from '../../rules/definition.ts';
import { alone, held, row, told } from './row.ts';
import { design, emulsion, lotOf, user, wasteLaw } from './site.ts';

const transfer = told('waste_transfer');
const quota = (yearly: number) => ({ registers: { waste_quota: { [user]: { yearly } } } });

export const wasteRules: readonly Rule[] = [
  ...(
    [
      ['HW-01a', 'warn', 330, '贮存将满一年', 'Stored for almost a year', '2027-05-20T08:00:00+08:00', design],
      [
        'HW-01b',
        'alarm',
        365,
        '贮存不得超过一年',
        'Stored for no more than a year',
        '2027-06-20T08:00:00+08:00',
        wasteLaw('八十一'),
      ],
    ] as const
  ).map(([id, severity, days, zh, en, asked, basis]) =>
    row({
      id,
      severity,
      name: [zh, en],
      stages: ['waste_storage'],
      test: { kind: 'due', of: 'things', follow: ['waste_transfer', 'waste_disposal'], days },
      repair: ['请尽快转移或处置', 'Hand it over or dispose of it soon'],
      basis,
      passes: { before: [transfer], record: told('waste_storage', {}, asked) },
      fails: alone('waste_storage', {}, asked),
    }),
  ),
  row({
    id: 'HW-02a',
    severity: 'block',
    name: ['接收单位许可须含该废物代码', 'The receiver is licensed for this waste'],
    stages: ['waste_transfer'],
    test: { kind: 'licence', party: 'destination', schemes: ['waste_operation'], scopeField: 'wasteCode' },
    repair: ['请交给许可范围内的单位', 'Hand it to a unit licensed for it'],
    basis: wasteLaw('八十'),
    passes: { record: transfer, licences: [held(user, 'waste_operation', 'urn:zhuisu:wastecode:900-041-49')] },
    fails: { record: transfer, licences: [held(user, 'waste_operation', 'urn:zhuisu:wastecode:900-214-08')] },
  }),
  row({
    id: 'HW-02b',
    severity: 'block',
    name: ['接收单位须有剩余经营规模', 'The receiver has quota left'],
    stages: ['waste_transfer'],
    test: {
      kind: 'tally',
      by: ['customer'],
      plus: ['waste_transfer'],
      value: 'sent',
      days: 365,
      most: { register: 'waste_quota', of: 'customer', column: 'yearly' },
    },
    repair: ['请交给有余量的单位', 'Hand it to a unit with quota left'],
    basis: wasteLaw('八十'),
    passes: { record: transfer, ...quota(1000) },
    fails: {
      before: [transfer],
      record: told('waste_transfer', { time: '2026-10-01T09:00:00+08:00', sent: 201 }),
      ...quota(1000),
    },
  }),
  row({
    id: 'HW-03',
    severity: 'alarm',
    name: ['移出与接收质量须相符', 'What was sent is what was received'],
    stages: ['waste_receipt'],
    test: {
      kind: 'tally',
      by: ['manifest'],
      plus: ['waste_transfer'],
      value: 'sent',
      equals: { field: 'received' },
      tolerance: 0.01,
    },
    repair: ['请双方核对（允差百分之一为平台默认值）', 'Both sides check it (one per cent: a default)'],
    basis: design,
    passes: { before: [transfer], record: told('waste_receipt') },
    fails: { before: [transfer], record: told('waste_receipt', { received: 780 }) },
  }),
  row({
    id: 'HW-04a',
    severity: 'block',
    name: ['转移须有联单', 'Nothing is handed over without a manifest'],
    stages: ['waste_transfer'],
    test: { kind: 'present', field: 'manifest' },
    repair: ['请先在国家危险废物信息管理系统开具联单', 'First issue the manifest in the national system'],
    basis: wasteLaw('八十二'),
    passes: { record: transfer },
    fails: alone('waste_transfer', { manifest: null }),
  }),
  row({
    id: 'HW-04b',
    severity: 'block',
    name: ['跨省转移须经批准', 'To another province only with approval'],
    stages: ['waste_transfer'],
    when: [{ field: 'crossProvince', is: [true] }],
    test: { kind: 'present', field: 'crossApproval' },
    repair: ['请先取得批准', 'First obtain the approval'],
    basis: wasteLaw('八十二'),
    passes: alone('waste_transfer', { crossProvince: true, crossApproval: 'KS-2026-04' }),
    fails: alone('waste_transfer', { crossProvince: true }),
  }),
  row({
    id: 'HW-05',
    severity: 'alarm',
    name: ['待销毁的须有销毁或危险废物记录', 'What is listed for destruction ends in a record of it'],
    stages: ['destruction_listing'],
    test: {
      kind: 'due',
      of: 'things',
      follow: ['destruction', 'waste_storage', 'waste_transfer', 'waste_disposal'],
      days: 90,
    },
    repair: [
      '请组织销毁，或按危险废物转移（九十日为平台默认值）',
      'Have it destroyed or handed over as waste (ninety days: a default)',
    ],
    basis: design,
    passes: {
      before: [told('destruction', lotOf(emulsion, 4000))],
      record: told('destruction_listing', {}, '2027-04-01T08:00:00+08:00'),
    },
    fails: alone('destruction_listing', {}, '2027-04-01T08:00:00+08:00'),
  }),
];
