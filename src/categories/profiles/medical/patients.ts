/** 医疗器械 · 到患者: handed to the theatre, put into a patient, taken out again, used, sold. The patient is a reference, never a name. */
import { type Field, ownStep, type Stage } from '../../definition.ts';
import { date, document, person, text, unverified, when, where } from '../../fields.ts';
import { deviceExample, deviceId, deviceUnit, expiry, lots, registrationNo, udiDi, units } from './devices.ts';
import { hospital, operator, pharmacy, somebody, udiRule } from './shared.ts';

const implantRecords = unverified('植入类器械使用记录写入病历、永久保存（条文未核实）');
const patient = (more: { optional?: true } = {}): Field =>
  person('patient', ['患者（加密引用）', 'Patient, by encrypted reference'], { sees: 'owner', law: implantRecords, ...more });
const record = (more: { optional?: true } = {}): Field =>
  document('medicalRecord', ['病历引用', 'Medical record'], ownStep('medical_record'), { sees: 'owner', ...more });
const department = text('department', ['科室', 'Department'], { most: 60 });

export const patientStages: readonly Stage[] = [
  {
    id: 'device_issue',
    zh: '科室领用',
    en: 'Issued to a department',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'picking', disposition: 'sellable_accessible' },
    fields: [
      when(['领用时间', 'Time of issue']),
      where(['医疗机构', 'Hospital']),
      units(),
      lots(),
      udiDi(),
      department,
      operator(),
    ],
    example: {
      ...deviceExample,
      time: '2026-02-09T16:00:00+08:00',
      place: hospital,
      udiDi: deviceId,
      department: '骨科手术室',
      operator: somebody('operator-5'),
    },
    source: udiRule,
  },
  {
    id: 'implanting',
    zh: '植入',
    en: 'Implanted',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'installing', disposition: 'dispensed' },
    fields: [
      when(['植入时间', 'Time']),
      where(['医疗机构', 'Hospital']),
      units(),
      lots(),
      udiDi(),
      registrationNo(),
      date('implantDate', ['手术日期', 'Date of the operation'], { law: implantRecords }),
      department,
      person('surgeon', ['术者', 'Surgeon']),
      patient(),
      record(),
      expiry(),
    ],
    example: {
      units: [deviceUnit],
      time: '2026-02-10T11:00:00+08:00',
      place: hospital,
      udiDi: deviceId,
      registrationNo: '国械注准20193030166',
      implantDate: '2026-02-10',
      department: '骨科',
      surgeon: somebody('surgeon-1'),
      patient: somebody('patient-1'),
      medicalRecord: 'urn:zhuisu:voc:record:7f3a',
    },
    source: udiRule,
  },
  {
    id: 'removing',
    zh: '取出',
    en: 'Removed',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'removing', disposition: 'non_sellable_other' },
    fields: [
      when(['取出时间', 'Time']),
      where(['医疗机构', 'Hospital']),
      units(),
      lots(),
      udiDi(),
      date('removalDate', ['手术日期', 'Date of the operation']),
      department,
      person('surgeon', ['术者', 'Surgeon']),
      patient(),
      record(),
      text('reason', ['取出原因', 'Reason'], { sees: 'authority' }),
    ],
    example: {
      units: [deviceUnit],
      time: '2026-04-02T11:00:00+08:00',
      place: hospital,
      udiDi: deviceId,
      removalDate: '2026-04-02',
      department: '骨科',
      surgeon: somebody('surgeon-1'),
      patient: somebody('patient-1'),
      medicalRecord: 'urn:zhuisu:voc:record:9b1c',
      reason: '召回',
    },
    source: udiRule,
  },
  {
    id: 'device_use',
    zh: '器械使用',
    en: 'Used on a patient',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'dispensing', disposition: 'dispensed' },
    fields: [
      when(['使用时间', 'Time of use']),
      where(['医疗机构', 'Hospital']),
      units(),
      lots(),
      udiDi(),
      department,
      patient({ optional: true }),
      record({ optional: true }),
    ],
    example: {
      units: [deviceUnit],
      time: '2026-02-10T09:00:00+08:00',
      place: hospital,
      udiDi: deviceId,
      department: '内科',
    },
    source: udiRule,
  },
  {
    id: 'device_retail',
    zh: '器械零售',
    en: 'Retail of devices',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'retail_selling', disposition: 'retail_sold' },
    fields: [
      when(['销售时间', 'Time of sale']),
      where(['门店', 'Shop']),
      units(),
      lots(),
      udiDi(),
      registrationNo(),
      document('billNo', ['小票号', 'Receipt number'], 'inv'),
    ],
    example: {
      units: [deviceUnit],
      time: '2026-02-15T10:00:00+08:00',
      place: pharmacy,
      udiDi: deviceId,
      registrationNo: '国械注准20193030166',
      billNo: 'XP-20260215-0008',
    },
    source: udiRule,
  },
];
