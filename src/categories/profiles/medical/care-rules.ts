/** Rules of what drugs have gone through: dates (FD-02), temperatures and their records (FD-03, FD-04), failed tests (AG-18). */
import { unverified, verified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, row, told } from '../row.ts';
import { deviceUnit } from './devices.ts';
import { handedOver, outward, toPerson } from './handing.ts';
import { design, drugLot, substanceLot } from './shared.ts';

const expired = unverified('药品管理法：不得销售超过有效期的药品（条文未核实）；药品经营质量管理规范要求过期自动锁定');
const ranges = unverified('温度限值 2–8 ℃、不超过 20 ℃、10–30 ℃ 为平台默认值（未核实条文）');
const records = verified('药品经营质量管理规范冷藏、冷冻药品储运附录：储存每 30 分钟、运输每 5 分钟记录');
const failed = unverified('药品管理法：检验不合格的不得放行、销售、使用（条文未核实）');

const test = { time: '2026-01-22T10:00:00+08:00', lot: drugLot, lotQuantity: 2_500, lotUnit: 'H87' } as const;
const substanceTest = { time: '2026-01-15T10:00:00+08:00', lot: substanceLot } as const;
const bad = { verdict: 'non_conformant' } as const;
const made = [told('drug_production'), told('activation')];

export const careRules: readonly Rule[] = [
  row({
    id: 'FD-02-md-a',
    severity: 'block',
    name: ['超过有效期的药品不得出库、销售、使用', 'No drug past its date is dispatched, sold or used'],
    stages: [...outward, ...toPerson],
    test: { kind: 'unexpired', of: 'things' },
    repair: ['请锁定并按过期药品处理', 'Lock it and deal with it as expired'],
    basis: expired,
    passes: { before: [told('activation')], record: told('retail') },
    fails: { before: [told('activation', { expirationDate: '2026-02-19' })], record: told('retail') },
  }),
  row({
    id: 'FD-02-md-b',
    severity: 'warn',
    name: ['药品临近有效期（默认九十天）', 'Near its date (ninety days by default)'],
    stages: [...outward, ...toPerson],
    test: { kind: 'unexpired', of: 'things', early: 90 },
    repair: ['请提示购买人有效期', 'Tell the buyer the date'],
    basis: design,
    passes: { before: [told('activation')], record: told('retail') },
    fails: { before: [told('activation', { expirationDate: '2026-04-30' })], record: told('retail') },
  }),
  row({
    id: 'FD-03-md-a',
    severity: 'alarm',
    name: ['药品储运温度超限不得过久（默认 30 分钟）', 'Drugs are out of their range for no more than 30 minutes by default'],
    stages: ['storage_monitoring', 'transport_monitoring'],
    test: {
      kind: 'climate',
      by: 'storageCondition',
      lowest: 'lowest',
      highest: 'highest',
      minutes: 'minutesOut',
      most: 30,
      ranges: { refrigerated: { least: 2, most: 8 }, cool: { most: 20 }, ambient: { least: 10, most: 30 } },
    },
    repair: ['请隔离受影响药品，评估质量', 'Set apart what was affected and assess it'],
    basis: ranges,
    passes: alone('transport_monitoring', { lowest: 2.4, highest: 8.6, minutesOut: 10 }),
    fails: alone('transport_monitoring', { lowest: 2.4, highest: 12.5, minutesOut: 45 }),
  }),
  row({
    id: 'FD-03-md-b',
    severity: 'alarm',
    name: ['疫苗到货温度须为 2–8 ℃（平台默认）', 'Vaccines arrive at 2 to 8 °C, by default'],
    stages: ['vaccine_receipt'],
    test: { kind: 'limit', field: 'arrivalTemperature', least: 2, most: 8 },
    repair: ['请拒收或隔离，调取全程温度记录', 'Refuse or set apart, and ask for the temperatures of the whole way'],
    basis: ranges,
    passes: alone('vaccine_receipt', { arrivalTemperature: 8 }),
    fails: alone('vaccine_receipt', { arrivalTemperature: 11.5 }),
  }),
  row({
    id: 'FD-04-md-a',
    severity: 'alarm',
    name: ['药品储存温湿度记录间隔不超过 30 分钟', 'In store the temperature is recorded every 30 minutes'],
    stages: ['storage_monitoring'],
    test: { kind: 'limit', field: 'longestGap', most: 30 },
    repair: ['请检查测点与供电，补充说明', 'Check the sensor and its supply, and explain the gap'],
    basis: records,
    passes: alone('storage_monitoring'),
    fails: alone('storage_monitoring', { longestGap: 31 }),
  }),
  row({
    id: 'FD-04-md-b',
    severity: 'alarm',
    name: ['药品运输温度记录间隔不超过 5 分钟', 'On the way the temperature is recorded every 5 minutes'],
    stages: ['transport_monitoring'],
    test: { kind: 'limit', field: 'longestGap', most: 5 },
    repair: ['请检查记录仪，补充说明', 'Check the logger, and explain the gap'],
    basis: records,
    passes: alone('transport_monitoring'),
    fails: alone('transport_monitoring', { longestGap: 6 }),
  }),
  row({
    id: 'FD-04-md-c',
    severity: 'alarm',
    name: ['储运设备断电须处置', 'A power cut is dealt with'],
    stages: ['storage_monitoring', 'transport_monitoring'],
    when: [{ field: 'powerCut', is: [true] }],
    test: { kind: 'present', field: 'measures' },
    repair: ['请写明断电时采取的措施', 'State what was done about it'],
    basis: records,
    passes: alone('storage_monitoring', { powerCut: true, measures: '启用备用电源，十分钟内恢复' }),
    fails: alone('storage_monitoring', { powerCut: true }),
  }),
  row({
    id: 'AG-18-md-a',
    severity: 'block',
    name: ['检验不合格批次的药品不得出库、销售、使用', 'Nothing of a lot that failed its test is dispatched, sold or used'],
    stages: [...outward, ...toPerson],
    test: { kind: 'state', of: 'things', not: ['non_conformant'], ancestors: true, through: 'batch' },
    repair: ['请停止销售、封存，按不合格品处理', 'Stop the sale, set it apart'],
    basis: failed,
    passes: { before: [told('drug_production'), told('batch_inspection', test), told('activation')], record: told('retail') },
    fails: { before: [...made, told('batch_inspection', { ...test, ...bad })], record: told('retail') },
  }),
  row({
    id: 'AG-18-md-b',
    severity: 'block',
    name: ['检验不合格或被召回的原料不得投料', 'What failed its test or is recalled goes into no drug'],
    stages: ['drug_production', 'piece_production'],
    test: { kind: 'state', of: 'inputs', not: ['non_conformant', 'recalled'], ancestors: true },
    repair: ['请更换原料，隔离不合格批次', 'Take another lot, and set this one apart'],
    basis: failed,
    passes: { before: [told('batch_inspection', substanceTest)], record: told('drug_production') },
    fails: { before: [told('batch_inspection', { ...substanceTest, ...bad })], record: told('drug_production') },
  }),
  row({
    id: 'AG-18-md-c',
    severity: 'block',
    name: ['检验不合格或被召回的批次不得按批出库', 'A lot that failed its test or is recalled is not dispatched'],
    stages: ['lot_dispatch', 'piece_dispensing'],
    test: { kind: 'state', of: 'things', not: ['non_conformant', 'recalled'], ancestors: true },
    repair: ['请封存该批次', 'Set the lot apart'],
    basis: failed,
    passes: { before: [told('batch_inspection', { time: '2026-01-08T10:00:00+08:00' })], record: told('lot_dispatch') },
    fails: { before: [told('batch_inspection', { time: '2026-01-08T10:00:00+08:00', ...bad })], record: told('lot_dispatch') },
  }),
  row({
    id: 'AG-18-md-d',
    severity: 'block',
    name: ['检验不合格的医疗器械不得使用或销售', 'No device that failed its test is used or sold'],
    stages: handedOver,
    test: { kind: 'state', of: 'things', not: ['non_conformant'], ancestors: true },
    repair: ['请停止使用，隔离', 'Do not use it: set it apart'],
    basis: unverified('医疗器械监督管理条例：检验不合格的不得使用（条文未核实）'),
    passes: { before: [told('device_production'), told('device_inspection')], record: told('device_use') },
    fails: {
      before: [told('device_production'), told('device_inspection', { units: [deviceUnit], ...bad })],
      record: told('device_use'),
    },
  }),
];
