/** Rules of highly toxic chemicals (TOX-01 to 06) and of hazardous chemicals in general (CHEM-01 to 08). */

import { unverified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { carrierRules, permitRules } from './carriage-rules.ts';
import { acidLot, cyanide, cyanideLot } from './chemicals.ts';
import { alone, among, permitOf, row, told } from './row.ts';
import { chemicalsLaw, lotOf, somebody, works } from './site.ts';

const toxic = among('highly_toxic');
const cyanides = { group: 'highly_toxic', ...lotOf(cyanideLot, 100) };
const acid = { group: 'precursor', ...lotOf(acidLot, 500) };
const general = ['precursor', 'chemical'];
const every = among(...general, 'highly_toxic');
const permitted = { ...cyanides, chemical: cyanide, qualification: 'purchase_permit', purchasePermit: 'GM-2026-0022' };
const sale = told('chemical_sale', permitted);
const permit = (more = {}) => ({
  registers: {
    purchase_permit: {
      [permitOf('GM-2026-0022')]: { group: 'highly_toxic', quantity: 100, from: '2026-06-01', until: '2026-06-30', ...more },
    },
  },
});
const askPermit = ['请核对剧毒化学品购买许可证', 'Check the purchase permit'] as const;
const byPermit = [...toxic, { field: 'purchasePermit' }];
const two = { firstCustodian: somebody('keeper-1'), secondCustodian: somebody('keeper-2') };
const room = (row: Record<string, string | boolean>) => ({ registers: { store: { [works]: row } } });
const stored = told('store_in', cyanides);
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

export const toxicRules: readonly Rule[] = [
  row({
    id: 'TOX-01a',
    severity: 'block',
    name: ['剧毒化学品凭许可或购买许可证购买', 'Highly toxic chemicals are bought by a licence or a permit'],
    stages: ['chemical_sale'],
    when: toxic,
    test: { kind: 'value', field: 'qualification', is: ['licence', 'purchase_permit'] },
    repair: askPermit,
    basis: chemicalsLaw('三十八至四十'),
    passes: { record: sale },
    fails: { record: told('chemical_sale', { ...permitted, qualification: 'lawful_use' }) },
  }),
  row({
    id: 'TOX-01b',
    severity: 'block',
    name: ['须写明购买许可证号', 'The permit is stated'],
    stages: ['chemical_sale'],
    when: [...toxic, { field: 'qualification', is: ['purchase_permit'] }],
    test: { kind: 'present', field: 'purchasePermit' },
    repair: askPermit,
    basis: chemicalsLaw('三十八至四十'),
    passes: { record: sale },
    fails: { record: told('chemical_sale', { ...permitted, purchasePermit: null }) },
  }),
  row({
    id: 'TOX-01c',
    severity: 'block',
    name: ['品种须与购买许可证一致', 'The kind is that of the permit'],
    stages: ['chemical_sale'],
    when: toxic,
    test: {
      kind: 'register',
      register: 'purchase_permit',
      of: 'purchasePermit',
      column: 'group',
      equalsField: 'group',
      known: true,
    },
    repair: askPermit,
    basis: chemicalsLaw('四十'),
    passes: { record: sale, ...permit() },
    fails: { record: sale },
  }),
  row({
    id: 'TOX-01d',
    severity: 'block',
    name: ['累计不得超过购买许可证数量', 'Sales stay within the permit'],
    stages: ['chemical_sale'],
    when: byPermit,
    test: {
      kind: 'tally',
      by: ['purchasePermit'],
      plus: ['chemical_sale'],
      value: 'quantity',
      most: { register: 'purchase_permit', of: 'purchasePermit', column: 'quantity' },
    },
    repair: askPermit,
    basis: chemicalsLaw('四十'),
    passes: { record: sale, ...permit() },
    fails: { before: [sale], record: told('chemical_sale', { ...permitted, lotQuantity: 1 }), ...permit() },
  }),
  row({
    id: 'TOX-01e',
    severity: 'block',
    name: ['购买许可证须在有效期内', 'The permit is in force'],
    stages: ['chemical_sale'],
    when: byPermit,
    test: { kind: 'period', register: 'purchase_permit', of: 'purchasePermit', from: 'from', until: 'until' },
    repair: askPermit,
    basis: chemicalsLaw('四十'),
    passes: { record: sale, ...permit() },
    fails: { record: sale, ...permit({ until: '2026-06-04' }) },
  }),
  row({
    id: 'TOX-01f',
    severity: 'alarm',
    name: ['购买许可三日内作出决定', 'A purchase permit is decided in three days'],
    stages: ['purchase_permit'],
    when: toxic,
    test: { kind: 'prompt', hours: 4 * 24, fromField: 'appliedOn' },
    repair: ['请核对受理与办结时间', 'Check when it was accepted and when decided'],
    basis: chemicalsLaw('三十九'),
    passes: alone('purchase_permit', cyanides),
    fails: alone('purchase_permit', cyanides, '2026-06-06T10:00:00+08:00'),
  }),
  row({
    id: 'TOX-02a',
    severity: 'block',
    name: ['双人收发、双人保管', 'Two persons receive, issue and keep'],
    stages: ['store_in', 'store_out', 'stock_count', 'chemical_use'],
    when: toxic,
    test: { kind: 'present', field: 'secondCustodian' },
    repair: ['请由两名保管人共同办理', 'Two custodians must act together'],
    basis: chemicalsLaw('二十四'),
    passes: { record: stored },
    fails: { record: told('store_in', { ...cyanides, secondCustodian: null }) },
  }),
  row({
    id: 'TOX-02b',
    severity: 'block',
    name: ['两名保管人不得为同一人', 'The two custodians are two persons'],
    stages: ['store_in', 'store_out', 'stock_count', 'chemical_use'],
    when: toxic,
    test: { kind: 'differ', fields: ['firstCustodian', 'secondCustodian'] },
    repair: ['请由两名保管人共同办理', 'Two custodians must act together'],
    basis: chemicalsLaw('二十四'),
    passes: { record: stored },
    fails: { record: told('store_in', { ...cyanides, secondCustodian: two.firstCustodian }) },
  }),
  row({
    id: 'TOX-02c',
    severity: 'block',
    name: ['收货须双人验收', 'Two persons check what arrives'],
    stages: ['receipt'],
    when: toxic,
    test: { kind: 'present', field: 'witness' },
    repair: ['请由两人共同验收', 'Two persons must check it'],
    basis: chemicalsLaw('二十四'),
    passes: alone('receipt', cyanides),
    fails: alone('receipt', { ...cyanides, witness: null }),
  }),
  row({
    id: 'TOX-02d',
    severity: 'block',
    name: ['两名验收人不得为同一人', 'The two who check are two persons'],
    stages: ['receipt'],
    when: toxic,
    test: { kind: 'differ', fields: ['receiver', 'witness'] },
    repair: ['请由两人共同验收', 'Two persons must check it'],
    basis: chemicalsLaw('二十四'),
    passes: alone('receipt', cyanides),
    fails: alone('receipt', { ...cyanides, witness: somebody('keeper-3') }),
  }),
  row({
    id: 'TOX-02e',
    severity: 'block',
    name: ['须单独存放', 'Stored apart'],
    stages: ['store_in'],
    when: toxic,
    test: { kind: 'register', register: 'store', of: 'place', column: 'storageClass', is: ['toxic'] },
    repair: ['请存入剧毒化学品专用库', 'Use the store for toxic substances'],
    basis: chemicalsLaw('二十四'),
    passes: { record: stored, ...room({ storageClass: 'toxic' }) },
    fails: { record: stored, ...room({ storageClass: 'oxidiser' }) },
  }),
  ...permitRules({
    prefix: 'TOX-03',
    groups: ['highly_toxic'],
    basis: chemicalsLaw('五十、八十八'),
    load: cyanides,
    by: 'm',
  }),
  ...carrierRules({ prefix: 'TOX-03', groups: ['highly_toxic'], basis: chemicalsLaw('四十四至五十'), load: cyanides }),
  row({
    id: 'TOX-03l',
    severity: 'alarm',
    name: ['通行证七日内作出决定', 'A road pass is decided in seven days'],
    stages: ['transport_permit'],
    when: toxic,
    test: { kind: 'prompt', hours: 8 * 24, fromField: 'appliedOn' },
    repair: ['请核对受理与办结时间', 'Check when it was accepted and when decided'],
    basis: chemicalsLaw('五十'),
    passes: alone('transport_permit', cyanides),
    fails: alone('transport_permit', cyanides, '2026-06-12T10:00:00+08:00'),
  }),
  ...(
    [
      ['TOX-04a', 'filedEmergency', '储存情况须报应急管理部门备案', 'The store is filed with emergency management'],
      ['TOX-04b', 'filedPolice', '储存情况须报公安机关备案', 'The store is filed with the police'],
    ] as const
  ).map(([id, column, zh, en]) =>
    row({
      id,
      severity: 'alarm',
      name: [zh, en],
      stages: ['store_in'],
      when: toxic,
      test: { kind: 'register', register: 'store', of: 'place', column, is: [true] },
      repair: ['请将储存数量、地点、管理人员报备', 'File amount, place and persons in charge'],
      basis: chemicalsLaw('二十五'),
      passes: { record: stored, ...room({ [column]: true }) },
      fails: { record: stored, ...room({ [column]: false }) },
    }),
  ),
  row({
    id: 'TOX-05',
    severity: 'alarm',
    name: ['途中较长时间停车须报当地公安机关', 'A long stop on the way is told to the local police'],
    stages: ['transit_report'],
    when: [...toxic, { field: 'reportedPolice', not: [true] }],
    test: { kind: 'limit', field: 'stopMinutes', most: 30 },
    repair: ['请立即报告当地公安机关（三十分钟为平台默认值）', 'Tell the local police now (thirty minutes: a default)'],
    basis: chemicalsLaw('四十八'),
    passes: alone('transit_report', cyanides),
    fails: alone('transit_report', { ...cyanides, stopMinutes: 45 }),
  }),
  row({
    id: 'TOX-06',
    severity: 'block',
    name: ['不得经内河封闭水域运输', 'Not by closed inland waters'],
    stages: ['departure'],
    when: toxic,
    test: { kind: 'value', field: 'carriage', not: ['inland_closed_water'] },
    repair: ['请改用道路或铁路', 'Go by road or rail'],
    basis: chemicalsLaw('五十四'),
    passes: alone('departure', cyanides),
    fails: alone('departure', { ...cyanides, carriage: 'inland_closed_water' }),
  }),
];

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
