/**
 * Rules of drugs (DR-01 to DR-07) and devices (DV-01): codes alive, packs sold once, recalls, special drugs, late bills, UDI. Where a pack is
 * and who has it stands in `custody-rules.ts`.
 * That an implant has its patient and medical record (DV-01) the form of the stage asks for.
 */
import type { SimpleRecord } from '../../definition.ts';
import { unverified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, row, told } from '../row.ts';
import { deviceUnit } from './devices.ts';
import { back, handedOver, outward, toPerson } from './handing.ts';
import { bills, codeRule, design, secondCarton, secondUnit, somebody, udiRule, unit } from './shared.ts';

const special = unverified('麻醉药品和精神药品管理条例；含麻黄碱类复方制剂零售限量（条文未核实）');
const ended = ['code_cancellation', 'destruction'];
const received = [
  'activation',
  'production_storage',
  'purchase_receipt',
  'purchase_acceptance',
  'vaccine_receipt',
  'transfer_in',
  'return_receipt',
  'other_in',
  'stock_gain',
];
const billed = [...outward, 'purchase_receipt', 'vaccine_receipt', 'transfer_in', ...toPerson];
/** As registers are asked for it: the code without its serial. */
const deviceClass = deviceUnit.replace(/\/21\/.*$/, '');
const one = { codes: [unit] } as const;
const dead = (more: SimpleRecord = {}): SimpleRecord => ({ time: '2026-02-01T08:00:00+08:00', codes: [unit], ...more });

export const medicalRules: readonly Rule[] = [
  row({
    id: 'DR-01a',
    severity: 'block',
    name: ['已注销或已销毁的追溯码不得再流通', 'A code that was cancelled or destroyed moves no more'],
    stages: [...outward, ...toPerson],
    test: { kind: 'custody', of: 'things', never: ended },
    repair: ['请停止销售并隔离，向持有人核实', 'Stop the sale, set it apart, ask the authorisation holder'],
    basis: codeRule,
    passes: alone('retail'),
    fails: { before: [told('code_cancellation', dead())], record: told('retail') },
  }),
  row({
    id: 'DR-01b',
    severity: 'block',
    name: ['售出的追溯码须已激活', 'A code that is sold was activated'],
    stages: toPerson,
    // The activation of what was made elsewhere is known to its own system alone: whoever received it asked there.
    test: {
      kind: 'custody',
      of: 'things',
      came: ['activation'],
      orCame: { stages: ['purchase_receipt', 'vaccine_receipt'], where: [{ field: 'verified', is: [true] }] },
    },
    repair: [
      '请向追溯系统核验并登记验证结果，或向持有人核实；未激活的不得销售',
      'Verify the code with the issuing system and record that, or ask the authorisation holder; what is not active is not sold',
    ],
    basis: bills,
    passes: {
      before: [told('purchase_receipt', { ...one, time: '2026-02-12T09:00:00+08:00' }), told('vaccine_receipt')],
      record: told('retail'),
    },
    fails: {
      before: [told('purchase_receipt', { ...one, time: '2026-02-12T09:00:00+08:00', verified: false })],
      record: told('retail'),
    },
  }),
  row({
    id: 'DR-02',
    severity: 'alarm',
    name: ['同一追溯码不得售出两次（疑似假药、回流药或串换）', 'No code is sold twice: fake, returned or swapped'],
    stages: toPerson,
    test: { kind: 'custody', of: 'things', never: toPerson, since: back },
    repair: ['请核查该码的来源与前一次销售记录', 'Find out where the pack came from, and look at the earlier sale'],
    basis: bills,
    passes: { before: [told('retail', { codes: [secondUnit], time: '2026-02-19T11:00:00+08:00' })], record: told('retail') },
    fails: { before: [told('retail', { time: '2026-02-19T11:00:00+08:00' })], record: told('retail') },
  }),
  row({
    id: 'DR-03',
    severity: 'alarm',
    name: ['销售之前须有入库记录', 'What goes out was received before'],
    stages: [...outward, ...toPerson],
    test: { kind: 'custody', of: 'things', came: received },
    repair: ['请补录入库，或查明来源', 'Record the receipt, or find out where it comes from'],
    basis: design,
    passes: { before: [told('purchase_receipt', { ...one, time: '2026-02-12T09:00:00+08:00' })], record: told('retail') },
    fails: alone('retail'),
  }),
  row({
    id: 'DR-04a',
    severity: 'block',
    name: ['含有已售出药品的包装不得出库', 'No pack leaves whose contents were sold'],
    stages: outward,
    test: { kind: 'custody', of: 'things', never: toPerson, since: back, contents: true },
    repair: ['请先拆箱并核对箱内追溯码', 'Unpack it first and check the codes inside'],
    basis: design,
    passes: { before: [told('packing')], record: told('sales_out') },
    fails: {
      before: [told('packing'), told('retail', { time: '2026-02-09T11:00:00+08:00' })],
      record: told('sales_out'),
    },
  }),
  row({
    id: 'DR-04b',
    severity: 'block',
    name: ['一个追溯码同时只在一个父码之内', 'A code lies in one parent at a time'],
    stages: ['packing'],
    test: { kind: 'custody', of: 'children', never: ['packing'], since: ['unpacking'], as: 'children' },
    repair: ['请先从原父码拆箱，或核对扫描的追溯码', 'Unpack it from its parent first, or check the codes that were scanned'],
    basis: design,
    passes: {
      before: [told('packing'), told('unpacking', { time: '2026-01-27T09:00:00+08:00', children: [unit, secondUnit] })],
      record: told('packing', { time: '2026-01-27T10:00:00+08:00', parent: secondCarton }),
    },
    fails: {
      before: [told('packing')],
      record: told('packing', { time: '2026-01-27T10:00:00+08:00', parent: secondCarton }),
    },
  }),
  row({
    id: 'DR-05',
    severity: 'block',
    name: ['召回批次的药品不得销售', 'Nothing of a recalled lot is sold'],
    stages: [...outward, ...toPerson],
    test: { kind: 'state', of: 'things', not: ['recalled'], ancestors: true, through: 'batch' },
    repair: ['请停止销售、封存，按召回通知退回', 'Stop the sale, set it apart, return it as the recall asks'],
    basis: bills,
    passes: { before: [told('activation')], record: told('retail') },
    fails: {
      before: [told('activation'), told('recall', { time: '2026-02-15T09:00:00+08:00' })],
      record: told('retail'),
    },
  }),
  row({
    id: 'DR-06a',
    severity: 'block',
    name: ['特殊管理药品须登记购买人', 'Special drugs are sold to a named buyer'],
    stages: ['retail', 'hospital_dispensing'],
    when: [{ field: 'specialDrug', not: ['none'] }],
    test: { kind: 'complete', fields: ['buyer', 'buyerDocument'] },
    repair: ['请核验并登记购买人证件', 'Check the document of the buyer and record it'],
    basis: special,
    passes: alone('retail', { specialDrug: 'ephedrine', buyer: somebody('buyer-1'), buyerDocument: '1' }),
    fails: alone('retail', { specialDrug: 'ephedrine' }),
  }),
  row({
    id: 'DR-06b',
    severity: 'block',
    name: ['含麻黄碱类复方制剂一次不超过两个最小包装', 'No more than two packs of a compound with ephedrine at a time'],
    stages: ['retail'],
    when: [{ field: 'specialDrug', is: ['ephedrine'] }],
    test: { kind: 'limit', field: 'packs', most: 2 },
    repair: ['请减少数量；超量须凭处方由医疗机构调配', 'Sell less'],
    basis: special,
    passes: alone('retail', { specialDrug: 'ephedrine', buyer: somebody('buyer-1'), buyerDocument: '1', packs: 2 }),
    fails: alone('retail', { specialDrug: 'ephedrine', buyer: somebody('buyer-1'), buyerDocument: '1', packs: 3 }),
  }),
  row({
    id: 'DR-07',
    severity: 'alarm',
    name: ['单据在二十四小时内上传', 'Bills are recorded within a day'],
    stages: billed,
    test: { kind: 'prompt', hours: 24 },
    repair: ['请及时上传', 'Record it the same day'],
    basis: design,
    passes: alone('retail', {}, '2026-02-20T20:00:00+08:00'),
    fails: alone('retail', {}, '2026-02-22T11:00:00+08:00'),
  }),
  row({
    id: 'DV-01a',
    severity: 'alarm',
    name: ['注册证号与唯一标识数据库一致', 'The registration number is that of the UDI database'],
    stages: ['implanting', 'device_retail'],
    test: { kind: 'register', register: 'device', of: 'udiDi', column: 'registrationNo', equalsField: 'registrationNo' },
    repair: ['请核对产品标识和注册证', 'Check the device identifier and the registration'],
    basis: udiRule,
    passes: {
      record: told('implanting'),
      registers: { device: { [deviceClass]: { productName: '接骨板', registrationNo: '国械注准20193030166' } } },
    },
    fails: {
      record: told('implanting'),
      registers: { device: { [deviceClass]: { productName: '接骨板', registrationNo: '国械注准20203130001' } } },
    },
  }),
  row({
    id: 'DV-01b',
    severity: 'block',
    name: ['过期的医疗器械不得使用或销售', 'No device past its date is used or sold'],
    stages: handedOver,
    test: { kind: 'unexpired', of: 'things' },
    repair: ['请停止使用，隔离并按过期处理', 'Do not use it: set it apart'],
    basis: udiRule,
    passes: { before: [told('device_production')], record: told('device_use') },
    fails: {
      before: [told('device_production', { expirationDate: '2026-02-01' })],
      record: told('device_use'),
    },
  }),
  row({
    id: 'DV-02',
    severity: 'block',
    name: ['被召回的医疗器械不得使用或销售', 'No recalled device is used or sold'],
    stages: handedOver,
    test: { kind: 'state', of: 'things', not: ['recalled'], ancestors: true },
    repair: ['请停止使用，按召回通知退回', 'Stop using it, return it as the recall asks'],
    basis: udiRule,
    passes: { before: [told('device_production')], record: told('device_use') },
    fails: {
      before: [told('device_production'), told('device_recall', { time: '2026-02-09T09:00:00+08:00', units: [deviceUnit] })],
      record: told('device_use'),
    },
  }),
];
