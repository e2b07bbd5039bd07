/** Rules of hazardous chemicals in general (CHEM-01 to 09). */

import { unverified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { carrierRules } from './carriage-rules.ts';
import { acidLot } from './chemicals.ts';
import { alone, among, permitOf, row, told } from './row.ts';
import { chemicalsLaw, lotOf } from './site.ts';

const acid = { group: 'precursor', ...lotOf(acidLot, 500) };
const general = ['precursor', 'chemical'];
const every = among(...general, 'highly_toxic');
const waybill = (more = {}) => ({
  registers: {
    waybill: { [permitOf('YD-2026-0605-01')]: { un: 'urn:zhuisu:un:0241', quantity: 500, vehicle: 'any', ...more } },
  },
});
const byRoad = [...every, { field: 'carriage', is: ['road'] }];
const waybillRule = unverified('危险货物道路运输安全管理办法（交通运输部令2019年第29号）：电子运单（条号未核实）');
/** Critical quantities in tonnes, GB 18218-2018, from memory: to be confirmed; the register goes before them. */
const critical: Readonly<Record<string, number>> = {
  'urn:zhuisu:cas:7782-50-5': 5,
  'urn:zhuisu:cas:7664-41-7': 10,
  'urn:zhuisu:cas:68476-85-7': 50,
  'urn:zhuisu:cas:86290-81-5': 200,
  'urn:zhuisu:cas:67-56-1': 500,
  'urn:zhuisu:cas:71-43-2': 50,
  'urn:zhuisu:cas:1333-74-0': 5,
};

export const chemicalRules: readonly Rule[] = [
  ...(
    [
      ['CHEM-01a', 'registrationNo', '产品须有危险化学品登记号', 'The product is registered'],
      ['CHEM-01b', 'dataSheet', '产品须附安全技术说明书', 'A safety data sheet goes with the product'],
    ] as const
  ).map(([id, field, zh, en]) =>
    row({
      id,
      severity: 'block',
      name: [zh, en],
      stages: ['chemical_sale'],
      test: { kind: 'present', field },
      repair: ['请先办理登记、编制说明书和标签', 'First register it and prepare sheet and label'],
      basis: chemicalsLaw('十五、三十七、六十七'),
      passes: alone('chemical_sale'),
      fails: alone('chemical_sale', { [field]: null }),
    }),
  ),
  row({
    id: 'CHEM-01c',
    severity: 'block',
    name: ['包装须有安全标签', 'The package carries the safety label'],
    stages: ['chemical_sale'],
    test: { kind: 'value', field: 'labelled', is: [true] },
    repair: ['请加贴安全标签', 'Put the label on'],
    basis: chemicalsLaw('十五、三十七'),
    passes: alone('chemical_sale'),
    fails: alone('chemical_sale', { labelled: false }),
  }),
  row({
    id: 'CHEM-02',
    severity: 'alarm',
    name: ['重大危险源须备案', 'A major hazard is filed'],
    stages: ['hazard_source'],
    when: [{ field: 'filed', is: [false] }],
    test: {
      kind: 'shares',
      of: 'things',
      unit: 'TNE',
      limits: critical,
      register: 'hazardous_chemical',
      column: 'criticalQuantity',
    },
    repair: ['请辨识、评估并备案', 'Assess it and file it'],
    basis: unverified('GB 18218-2018（临界量未核实）；危险化学品安全管理条例（2013）第二十五条'),
    passes: alone('hazard_source'),
    fails: alone('hazard_source', { held: [{ code: 'urn:zhuisu:cas:7782-50-5', quantity: 5, unit: 'TNE' }] }),
  }),
  row({
    id: 'CHEM-03',
    severity: 'block',
    name: ['道路运输须有电子运单', 'An electronic waybill goes with the load'],
    stages: ['departure'],
    when: byRoad,
    test: { kind: 'present', field: 'waybill' },
    repair: ['请先制作电子运单', 'First make the waybill'],
    basis: waybillRule,
    passes: alone('departure', acid),
    fails: alone('departure', { ...acid, waybill: null }),
  }),
  row({
    id: 'CHEM-04a',
    severity: 'alarm',
    name: ['联合国编号须与运单一致', 'The UN number is that of the waybill'],
    stages: ['departure'],
    when: byRoad,
    test: { kind: 'register', register: 'waybill', of: 'waybill', column: 'un', equalsField: 'un' },
    repair: ['请核对运单与货物', 'Check waybill and load'],
    basis: waybillRule,
    passes: { ...alone('departure', acid), ...waybill() },
    fails: { ...alone('departure', acid), ...waybill({ un: 'urn:zhuisu:un:2031' }) },
  }),
  row({
    id: 'CHEM-04b',
    severity: 'alarm',
    name: ['数量须与运单一致', 'The amount is that of the waybill'],
    stages: ['departure'],
    when: [...byRoad, { field: 'waybill' }],
    test: {
      kind: 'tally',
      by: ['waybill'],
      plus: ['departure'],
      value: 'quantity',
      equals: { register: 'waybill', of: 'waybill', column: 'quantity' },
      tolerance: 0.005,
    },
    repair: ['请核对运单与货物', 'Check waybill and load'],
    basis: waybillRule,
    passes: { ...alone('departure', acid), ...waybill() },
    fails: { ...alone('departure', acid), ...waybill({ quantity: 450 }) },
  }),
  ...(
    [
      ['CHEM-05a', 'onRoute', '途中须按路线行驶', 'The route is kept to'],
      ['CHEM-05b', 'approvedStop', '途中须在规定地点停车', 'Stops at approved places only'],
    ] as const
  ).map(([id, field, zh, en]) =>
    row({
      id,
      severity: 'alarm',
      name: [zh, en],
      stages: ['transit_report'],
      when: every,
      test: { kind: 'value', field, is: [true] },
      repair: ['请返回路线并说明', 'Return to the route and explain'],
      basis: waybillRule,
      passes: alone('transit_report', acid),
      fails: alone('transit_report', { ...acid, [field]: false }),
    }),
  ),
  ...carrierRules({ prefix: 'CHEM-06', groups: general, basis: chemicalsLaw('四十四、四十六至四十八'), load: acid }),
  row({
    id: 'CHEM-07',
    severity: 'alarm',
    name: ['停产停业的须报处置方案', 'Who closes files a plan for what is left'],
    stages: ['destruction_listing'],
    when: [...every, { field: 'reason', is: ['closed'] }],
    test: { kind: 'present', field: 'disposalPlan' },
    repair: ['请编制并报送处置方案', 'Draw up the plan and file it'],
    basis: chemicalsLaw('二十七'),
    passes: alone('destruction_listing', { ...acid, reason: 'closed', disposalPlan: 'CZ-2026-001' }),
    fails: alone('destruction_listing', { ...acid, reason: 'closed' }),
  }),
  row({
    id: 'CHEM-08',
    severity: 'warn',
    name: ['每三年安全评价一次', 'A safety assessment every three years'],
    stages: ['safety_assessment'],
    test: { kind: 'due', of: 'things', follow: ['safety_assessment'], days: 1_095 },
    repair: ['请委托机构评价', 'Have it assessed'],
    basis: chemicalsLaw('二十二'),
    passes: {
      before: [told('safety_assessment', { time: '2029-02-01T09:00:00+08:00' })],
      record: told('safety_assessment', {}, '2029-06-01T09:00:00+08:00'),
    },
    fails: alone('safety_assessment', {}, '2029-06-01T09:00:00+08:00'),
  }),
  row({
    id: 'CHEM-09a',
    severity: 'warn',
    name: ['运单至少保存十二个月', 'A waybill is kept for twelve months'],
    stages: ['record_disposal'],
    when: every,
    test: { kind: 'interval', of: 'things', after: ['departure'], days: 365 },
    repair: ['未满十二个月的请继续保存', 'Keep it until twelve months are over'],
    basis: waybillRule,
    passes: { before: [told('departure', acid)], record: told('record_disposal', acid) },
    fails: { before: [told('departure', acid)], record: told('record_disposal', { ...acid, time: '2026-12-10T10:00:00+08:00' }) },
  }),
  row({
    id: 'CHEM-09b',
    severity: 'warn',
    name: ['装货前须查验车辆、人员与运单', 'Vehicle, crew and waybill are checked before loading'],
    stages: ['departure'],
    when: byRoad,
    test: { kind: 'value', field: 'loadingChecked', is: [true] },
    repair: ['请装货单位查验并记录', 'Have the loader check and record it'],
    basis: waybillRule,
    passes: alone('departure', { ...acid, loadingChecked: true }),
    fails: alone('departure', { ...acid, loadingChecked: false }),
  }),
];
