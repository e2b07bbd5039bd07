/** Rules of lifts: inspections and self-tests by the calendar, the technical file, records and drills (LIFT-03, 04, 07, 08). */
import { unverified } from '../../fields.ts';
import type { Rule, Test } from '../../rules/definition.ts';
import { alone, row, told } from '../row.ts';
import { equipmentLaw, liftCode, maintenanceRule, selfTestRule } from './site.ts';

const passed = { field: 'verdict', is: ['conformant'] };
/** The month in which the installation or an alteration passed. */
const base = {
  stages: ['supervision_inspection'],
  where: [{ field: 'work', is: ['installation', 'alteration'] }, passed],
};
/** Up to two months early without moving the base. */
const inspected = { stages: ['periodic_inspection'], where: [passed], early: 2 };
/** The inspection of a major repair waives that of its year. */
const repaired = { stages: ['supervision_inspection'], where: [{ field: 'work', is: ['major_repair'] }, passed], early: 11 };

export const inspectionYears: readonly number[] = [1, 4, 7, 9, 11, 13, 15];
/** Every year up to the fifteenth in which no inspection is due. */
export const selfTestYears: readonly number[] = [2, 3, 5, 6, 8, 10, 12, 14];

const schedule = {
  kind: 'calendar',
  of: 'things',
  base,
  years: inspectionYears,
  yearly: true,
  done: [inspected, repaired],
} as const satisfies Test;
const laterYears = unverified('TSG T7001-2023：第 1、4、7、9、11、13、15 年；十五年以上每年检验未核实');
const built = told('supervision_inspection');
const use = (day: string) => told('daily_use', { time: `${day}T07:00:00+08:00` });
const inspection = told('periodic_inspection');
const apply = ['请向检验机构报检；未检验的不得使用', 'Apply for the inspection; uninspected, it may not be used'] as const;
const fileColumns = { registers: { lift: { [liftCode]: { fileComplete: true } } } };

export const liftInspectionRules: readonly Rule[] = [
  row({
    id: 'LIFT-03a',
    severity: 'alarm',
    name: ['检验到期前一个月提醒', 'An inspection falls due within a month'],
    stages: ['maintenance', 'supervision_inspection', 'periodic_inspection'],
    test: { ...schedule, ahead: 1 },
    repair: apply,
    basis: laterYears,
    passes: { before: [built], record: told('maintenance', { time: '2027-02-20T10:00:00+08:00' }) },
    fails: { before: [built], record: told('maintenance', { time: '2027-03-05T10:00:00+08:00' }) },
  }),
  row({
    id: 'LIFT-03b',
    severity: 'block',
    name: ['检验到期未检的不得使用', 'Not used once an inspection is overdue'],
    stages: ['daily_use', 'restart'],
    test: schedule,
    repair: apply,
    basis: equipmentLaw('四十'),
    passes: { before: [built, inspection], record: use('2027-04-01') },
    fails: { before: [built], record: use('2027-04-01') },
  }),
  row({
    id: 'LIFT-03c',
    severity: 'block',
    name: ['登记的下次检验日期已过，不得使用', 'Not used past the inspection date on the register'],
    stages: ['daily_use', 'restart'],
    test: { kind: 'unexpired', of: 'things', register: 'lift', column: 'nextInspection' },
    repair: apply,
    basis: equipmentLaw('四十'),
    passes: { record: use('2027-03-31'), registers: { lift: { [liftCode]: { nextInspection: '2027-03-31' } } } },
    fails: { record: use('2027-04-01'), registers: { lift: { [liftCode]: { nextInspection: '2027-03-31' } } } },
  }),
  row({
    id: 'LIFT-03d',
    severity: 'block',
    name: ['停用一年以上的，检验合格后方可启用', 'Out of use for more than a year: inspected before it restarts'],
    stages: ['restart'],
    test: {
      kind: 'answered',
      of: 'things',
      after: ['stop'],
      days: 365,
      by: ['periodic_inspection', 'supervision_inspection'],
      byWhere: [passed],
    },
    repair: apply,
    basis: unverified('TSG T7001-2023：停用一年以上的启用前检验，见网页引述'),
    passes: {
      before: [told('stop'), told('periodic_inspection', { time: '2029-08-20T10:00:00+08:00' })],
      record: told('restart', { time: '2029-09-01T09:00:00+08:00' }),
    },
    fails: { before: [told('stop')], record: told('restart', { time: '2029-09-01T09:00:00+08:00' }) },
  }),
  row({
    id: 'LIFT-03e',
    severity: 'warn',
    name: ['有效期届满前一个月报检', 'Applied for a month before it ends'],
    stages: ['periodic_inspection'],
    test: { kind: 'elapsed', from: 'appliedOn', to: 'validUntil', least: { months: 1 } },
    repair: ['请在有效期届满前一个月报检', 'Apply a month before the end of validity'],
    basis: equipmentLaw('四十'),
    passes: { record: inspection },
    fails: alone('periodic_inspection', { appliedOn: '2027-03-10' }),
  }),
  row({
    id: 'LIFT-04',
    severity: 'alarm',
    name: ['不检验的年份须自行检测', 'A self-test in each year without an inspection'],
    stages: ['maintenance', 'supervision_inspection', 'self_test'],
    test: {
      kind: 'calendar',
      of: 'things',
      base,
      years: selfTestYears,
      done: [{ stages: ['self_test'], where: [passed], early: 11 }],
    },
    repair: ['请安排自行检测', 'Have the self-test done'],
    basis: selfTestRule,
    passes: { before: [built, told('self_test')], record: told('maintenance', { time: '2028-04-03T10:00:00+08:00' }) },
    fails: { before: [built], record: told('maintenance', { time: '2028-04-03T10:00:00+08:00' }) },
  }),
  row({
    id: 'LIFT-07a',
    severity: 'warn',
    name: ['安全技术档案五类内容齐全', 'The technical file holds its five groups of documents'],
    stages: ['file_check'],
    test: {
      kind: 'contains',
      field: 'documents',
      all: ['design', 'quality', 'manual', 'supervision', 'inspection', 'daily_use', 'maintenance', 'fault'],
    },
    repair: ['请补齐档案', 'Complete the file'],
    basis: equipmentLaw('三十五'),
    passes: alone('file_check'),
    fails: alone('file_check', { documents: ['design', 'quality', 'maintenance'] }),
  }),
  row({
    id: 'LIFT-07b',
    severity: 'warn',
    name: ['档案所列记录须在平台有据', 'What the file holds is on record here too'],
    stages: ['file_check'],
    test: { kind: 'before', of: 'things', needs: ['handover', 'daily_use', 'maintenance'] },
    repair: ['请补报移交、日常使用、维保记录', 'Send the missing records'],
    basis: equipmentLaw('三十五'),
    passes: { before: [told('handover'), told('daily_use'), told('maintenance')], record: told('file_check') },
    fails: { before: [told('handover'), told('maintenance')], record: told('file_check') },
  }),
  row({
    id: 'LIFT-07c',
    severity: 'warn',
    name: ['登记的档案须完整', 'The file is registered as complete'],
    stages: ['periodic_inspection', 'file_check'],
    test: { kind: 'register', register: 'lift', of: 'things', column: 'fileComplete', is: [true] },
    repair: ['请补齐档案并更新登记', 'Complete the file and the register'],
    basis: equipmentLaw('三十五'),
    passes: { record: inspection, ...fileColumns },
    fails: { record: inspection, registers: { lift: { [liftCode]: { fileComplete: false } } } },
  }),
  row({
    id: 'LIFT-08a',
    severity: 'warn',
    name: ['维保记录至少保存四年', 'Maintenance records are kept for four years'],
    stages: ['maintenance'],
    test: { kind: 'elapsed', from: 'time', to: 'keptUntil', least: { months: 48 } },
    repair: ['请延长保存期', 'Keep it longer'],
    basis: maintenanceRule('记录保存四年'),
    passes: alone('maintenance'),
    fails: alone('maintenance', { keptUntil: '2029-05-31' }),
  }),
  row({
    id: 'LIFT-08b',
    severity: 'warn',
    name: ['每类电梯每半年演练一次', 'A drill for each kind of lift each half-year'],
    stages: ['first_use', 'restart', 'emergency_drill', 'maintenance'],
    test: {
      kind: 'cycle',
      of: 'things',
      stages: ['emergency_drill'],
      starts: ['first_use', 'restart'],
      ends: ['stop', 'lift_scrapping'],
      days: 184,
    },
    repair: ['请组织演练并列出所代表的同类电梯', 'Hold the drill and name the lifts of that kind'],
    basis: maintenanceRule('应急演练'),
    passes: {
      before: [told('first_use'), told('emergency_drill')],
      record: told('maintenance', { time: '2026-12-01T10:00:00+08:00' }),
    },
    fails: { before: [told('first_use')], record: told('maintenance', { time: '2026-12-01T10:00:00+08:00' }) },
  }),
  row({
    id: 'LIFT-08c',
    severity: 'warn',
    name: ['定期检验前须有本年度自行检查', 'A self-check of the year comes before the inspection'],
    stages: ['periodic_inspection'],
    test: { kind: 'within', of: 'things', after: ['self_check'], days: 366 },
    repair: ['请先完成年度自行检查', 'First do the yearly self-check'],
    basis: maintenanceRule('年度自行检查'),
    passes: { before: [told('self_check')], record: inspection },
    fails: { record: inspection },
  }),
];
