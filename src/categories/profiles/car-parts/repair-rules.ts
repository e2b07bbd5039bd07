/** Rules of the repair: uploaded, warranted, odometers, vehicles that may not be repaired, records kept, bills (AP-04, 05, 06, 08, 10, 11). */
import type { SimpleRecord } from '../../definition.ts';
import { unverified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, type Row, row, told } from '../row.ts';
import {
  car,
  design,
  garageFirm,
  guaranteeRule,
  healthFile,
  otherCar,
  otherCity,
  recallRule,
  repairRule,
  transportRule,
  uploadRule,
} from './shared.ts';

const from = '2018-01-01';
const warranty = repairRule('质量保证期以里程或天数先到者为准');
const late = '2026-03-13T16:00:00+08:00';

/** Warranty of the three classes of repair, in days and kilometres, whichever is first. Known from memory. */
const terms = [
  ['overhaul', '整车、总成修理或大修', 'an overhaul', 100, 20_000],
  ['second', '二级维护', 'second-level maintenance', 30, 5_000],
  ['minor', '一级维护、小修、专项修理', 'a small repair', 10, 2_000],
] as const;

const least = terms.flatMap(([repairClass, zh, en, days, km], i) => {
  const of = (letter: string, field: string, amount: number, unit: readonly [string, string]): Rule =>
    row({
      id: `AP-05${letter}`,
      severity: 'warn',
      name: [`${zh}的质量保证不少于 ${amount} ${unit[0]}`, `The warranty of ${en} is at least ${amount} ${unit[1]}`],
      stages: ['settlement'],
      when: [{ field: 'repairClass', is: [repairClass] }],
      test: { kind: 'limit', field, least: amount },
      repair: [`质量保证不得少于 ${amount} ${unit[0]}`, `State at least ${amount} ${unit[1]}`],
      basis: warranty,
      from,
      passes: alone('settlement', { repairClass, warrantyDays: days, warrantyKm: km }),
      fails: alone('settlement', { repairClass, warrantyDays: days, warrantyKm: km, [field]: amount - 1 }),
    });
  return [of('abc'.charAt(i), 'warrantyDays', days, ['天', 'days']), of('def'.charAt(i), 'warrantyKm', km, ['公里', 'km'])];
});

const claim = (more: SimpleRecord = {}) => told('warranty_claim', more);
const registered = (status: string) => ({ vehicle: { [`urn:zhuisu:vin:${car}`]: { status } } });

/** Of the vehicle, which is among the things of some records and the whole of others. */
const odometer = (of: 'things' | 'parent') =>
  ({ kind: 'rising', of, field: 'mileage', stages: ['vehicle_intake', 'installation', 'settlement', 'warranty_claim'] }) as const;

/** How long which entries are kept. */
const keeping = (each: Pick<Row, 'id' | 'name' | 'when' | 'basis' | 'from' | 'fails'>, years: number): Rule =>
  row({
    ...each,
    severity: 'warn',
    stages: ['record_disposal'],
    test: { kind: 'kept', fromField: 'lastEntry', years },
    repair: ['请继续保存', 'Keep them on'],
    passes: alone('record_disposal'),
  });

/** What the bill of a repair says; `otherwise` is a bill that does not. */
const bill = (each: Pick<Row, 'id' | 'name' | 'when' | 'test' | 'repair' | 'basis'>, otherwise: SimpleRecord): Rule =>
  row({
    ...each,
    severity: 'warn',
    stages: ['settlement'],
    from,
    passes: alone('settlement'),
    fails: alone('settlement', otherwise),
  });

export const repairRules: readonly Rule[] = [
  row({
    id: 'AP-04a',
    severity: 'alarm',
    name: ['结算后及时记录', 'A settlement is recorded at once'],
    stages: ['settlement'],
    test: { kind: 'prompt', hours: 24 },
    repair: ['请在结算后及时上传', 'Record it right after settling'],
    basis: { ...uploadRule, text: `${uploadRule.text}；24 小时为平台默认` },
    from: '2023-01-01',
    passes: alone('settlement', {}, '2026-03-11T16:10:00+08:00'),
    fails: alone('settlement', {}, late),
  }),
  row({
    id: 'AP-04b',
    severity: 'alarm',
    name: ['结算后上传健康档案', 'A settlement is uploaded to the health file'],
    stages: ['settlement'],
    test: { kind: 'due', of: 'parent', follow: ['health_file_upload'], days: 1 },
    repair: ['健康档案系统没有此次维修的回执，请补传', 'The health file has no receipt of this repair: upload it'],
    basis: { ...uploadRule, text: `${uploadRule.text}；一日为平台默认` },
    from: '2023-01-01',
    passes: { before: [told('health_file_upload')], record: told('settlement', {}, late) },
    fails: { record: told('settlement', {}, late) },
  }),
  ...least,
  row({
    id: 'AP-05g',
    severity: 'warn',
    name: ['质量保证期内不得拒绝返修', 'No claim is refused while the warranty runs'],
    stages: ['warranty_claim'],
    when: [{ field: 'decision', is: ['refused'] }],
    test: {
      kind: 'term',
      of: 'things',
      after: ['settlement'],
      days: 'warrantyDays',
      reading: 'mileage',
      use: 'warrantyKm',
      over: true,
    },
    repair: ['尚在质量保证期内，应无偿返修', 'The warranty still runs: repair it free of charge'],
    basis: warranty,
    from,
    passes: { before: [told('settlement')], record: claim({ decision: 'refused', mileage: 88_900 }) },
    fails: { before: [told('settlement')], record: claim({ decision: 'refused' }) },
  }),
  row({
    id: 'AP-05h',
    severity: 'warn',
    name: ['同一故障再次出现，车主可选择退款', 'The same fault twice: the owner may ask for the money'],
    stages: ['warranty_claim'],
    when: [{ field: 'decision', not: ['refund'] }],
    test: { kind: 'tally', by: ['vehicle', 'partName'], plus: ['warranty_claim'], most: 1 },
    repair: [
      '同一配件第二次索赔，请告知车主可以退款',
      'The second claim for this part: tell the owner that a refund is possible',
    ],
    basis: otherCity,
    from,
    passes: { record: claim() },
    fails: { before: [claim()], record: claim({ time: '2026-03-20T09:00:00+08:00', mileage: 87_300 }) },
  }),
  row({
    id: 'AP-06a',
    severity: 'alarm',
    name: ['里程不得低于先前的记录', 'The odometer never falls'],
    stages: ['vehicle_intake', 'warranty_claim'],
    test: odometer('things'),
    repair: ['请核对里程表；更换过里程表的请注明', 'Read the odometer again; say so where it was changed'],
    basis: design,
    from,
    passes: { before: [told('settlement')], record: claim() },
    fails: { before: [told('settlement')], record: claim({ mileage: 40_000 }) },
  }),
  row({
    id: 'AP-06b',
    severity: 'alarm',
    name: ['结算、装车的里程不得低于先前的记录', 'The odometer on a bill never falls'],
    stages: ['settlement', 'installation'],
    test: odometer('parent'),
    repair: ['请核对里程表', 'Read the odometer again'],
    basis: design,
    from,
    passes: { before: [told('vehicle_intake')], record: told('settlement') },
    fails: { before: [told('vehicle_intake')], record: told('settlement', { mileage: 12_345 }) },
  }),
  row({
    id: 'AP-06c',
    severity: 'alarm',
    name: ['里程增长应在可能的范围内', 'The odometer grows no faster than a vehicle can drive'],
    stages: ['vehicle_intake', 'warranty_claim'],
    test: { ...odometer('things'), mostPerDay: 1_500 },
    repair: ['里程可能是随意填写的，请核对', 'The figure may be made up: read the odometer again'],
    basis: { ...design, text: `${design.text}；已见有软件随机填写里程` },
    from,
    passes: { before: [told('settlement')], record: claim() },
    fails: { before: [told('settlement')], record: claim({ mileage: 186_420 }) },
  }),
  row({
    id: 'AP-08a',
    severity: 'block',
    name: ['不得承修已报废的机动车', 'A scrapped vehicle is not repaired'],
    stages: ['vehicle_intake'],
    test: { kind: 'register', register: 'vehicle', of: 'vehicle', column: 'status', is: ['in_use'] },
    repair: ['该车已报废或注销，不得维修', 'The vehicle is scrapped or deregistered: it may not be repaired'],
    basis: transportRule('四十五'),
    from,
    passes: { ...alone('vehicle_intake'), registers: registered('in_use') },
    fails: { ...alone('vehicle_intake'), registers: registered('scrapped') },
  }),
  row({
    id: 'AP-08b',
    severity: 'block',
    name: ['不得擅自改装机动车', 'No modification without approval'],
    stages: ['vehicle_intake'],
    when: [{ field: 'modification', is: [true] }],
    test: { kind: 'present', field: 'modificationApproval' },
    repair: ['没有批准文件的改装不得承接', 'Do not take on a modification without its approval'],
    basis: transportRule('四十五'),
    from,
    passes: alone('vehicle_intake', { modification: true, modificationApproval: 'GZ-2026-0031' }),
    fails: alone('vehicle_intake', { modification: true }),
  }),
  keeping(
    {
      id: 'AP-10a',
      name: ['销售、维修记录保存五年以上', 'Records are kept five years'],
      basis: recallRule,
      from,
      fails: alone('record_disposal', { recordKind: 'sales', time: '2030-01-05T09:00:00+08:00' }),
    },
    5,
  ),
  keeping(
    {
      id: 'AP-10b',
      name: ['三包维修记录保存六年以上', 'Records of repairs under guarantee are kept six years'],
      when: [{ field: 'recordKind', is: ['repair'] }],
      basis: guaranteeRule('十七'),
      from: '2022-01-01',
      fails: alone('record_disposal', { time: '2031-06-01T09:00:00+08:00' }),
    },
    6,
  ),
  bill(
    {
      id: 'AP-11a',
      name: ['结算清单分列项目、工时、配件与合计', 'A bill lists work, hours, parts and the total'],
      test: { kind: 'contains', field: 'billed', all: ['items', 'hours', 'parts', 'total'] },
      repair: ['请向车主出具明细清单', 'Give the owner an itemised bill'],
      basis: transportRule('四十三'),
    },
    { billed: ['total'] },
  ),
  bill(
    {
      id: 'AP-11b',
      name: ['工时与配件价格须公示', 'Prices of hours and parts are on show'],
      test: { kind: 'value', field: 'pricesPublished', is: [true] },
      repair: ['请公示工时定额与配件价格', 'Put the prices on show'],
      basis: transportRule('四十三'),
    },
    { pricesPublished: false },
  ),
  bill(
    {
      id: 'AP-11c',
      name: ['有配件的清单写明配件名称', 'A bill with parts names them'],
      when: [{ field: 'partClasses' }],
      test: { kind: 'complete', fields: ['partNames'] },
      repair: ['请写明配件名称', 'State the names of the parts'],
      basis: healthFile,
    },
    { partNames: null },
  ),
  row({
    id: 'AP-P05',
    severity: 'block',
    name: ['车辆以车辆识别代号标明', 'A vehicle is named by its VIN'],
    stages: ['vehicle_intake', 'owner_consent', 'health_file_upload', 'warranty_claim', 'recall_remedy'],
    test: { kind: 'scheme', of: 'things', schemes: ['vin'] },
    repair: [
      '请核对车辆识别代号；中国和北美的车辆必须通过检验位',
      'Check the VIN; of vehicles made in China and North America the check digit must fit',
    ],
    basis: { ...design, text: `${design.text}；已见有软件留空或乱填车辆识别代号` },
    from,
    passes: alone('vehicle_intake', { vehicle: otherCar }),
    fails: alone('vehicle_intake', { vehicle: 'urn:zhuisu:vin:N-A' }),
  }),
  row({
    id: 'AP-P08',
    severity: 'block',
    name: ['装车、拆下、结算的车辆以车辆识别代号标明', 'The vehicle of a fitting, a removal or a bill is named by its VIN'],
    stages: ['installation', 'removal', 'settlement'],
    test: { kind: 'scheme', of: 'parent', schemes: ['vin'] },
    repair: ['请核对车辆识别代号', 'Check the VIN'],
    basis: design,
    from,
    passes: alone('installation', { vehicle: otherCar }),
    fails: alone('settlement', { vehicle: 'urn:zhuisu:vin:UNKNOWN' }),
  }),
  row({
    id: 'AP-P09',
    severity: 'warn',
    name: ['大修、总成修理、二级维护竣工须有出厂合格证', 'An overhaul or a second-level maintenance ends with its certificate'],
    stages: ['settlement'],
    when: [{ field: 'repairClass', is: ['overhaul', 'second'] }],
    test: { kind: 'present', field: 'exitCertificate' },
    repair: ['请检验合格后签发出厂合格证并填写编号', 'Inspect it, issue the certificate and state its number'],
    basis: unverified('道路运输条例第四十四条：维修质量检验与合格证（适用的维修类别未核实）'),
    from,
    passes: alone('settlement', { repairClass: 'second', exitCertificate: 'HGZ-2026-0311' }),
    fails: alone('settlement', { repairClass: 'second', exitCertificate: null }),
  }),
  row({
    id: 'AP-P06',
    severity: 'alarm',
    name: ['维修企业须已备案', 'The workshop is on file'],
    stages: ['settlement'],
    test: { kind: 'register', register: 'workshop', of: 'workshop', column: 'filed', is: [true], known: true },
    repair: ['请先办理机动车维修经营备案', 'File the workshop first'],
    basis: unverified('机动车维修管理规定：维修经营备案（条号未核实）'),
    from,
    passes: { ...alone('settlement'), registers: { workshop: { [`urn:zhuisu:uscc:${garageFirm}`]: { filed: true } } } },
    fails: alone('settlement'),
  }),
];
