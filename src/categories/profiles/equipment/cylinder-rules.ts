/** Rules of cylinders: inspection, tag and stamp, design life, double registration, what is due soon, the file (CYL-03, 04, 08, 13, 14). */
import { unverified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, recalledThere, refusedAndTold, row, told } from '../row.ts';
import { bulkGas, cylinderCode, cylinderRule, design, equipmentLaw, filler, otherFiller, shangqiu } from './site.ts';

const penalty = equipmentLaw('四十九、八十五');
const lifeRule = unverified('GB 5842-2006 的液化石油气钢瓶设计使用年限八年，检验合格可延四年，十二年强制报废：见网页转载');
const cycleRule = unverified('检验周期见网页转载，TSG 23-2021 的数值未核实');
const cylinder = (columns: Record<string, string | number | boolean>) => ({
  registers: { cylinder: { [cylinderCode]: columns } },
});
const fill = told('filling');
const later = (day: string) => told('filling', { time: `${day}T09:10:00+08:00` });
const refuse = ['不得充装，请送检或报废', 'Do not fill it; have it inspected or scrapped'] as const;
const registered = told('cylinder_registration');
const made = told('cylinder_making');
const lpg = [{ field: 'medium', is: ['lpg'] }];

/** Months from one inspection to the next, by what is in the cylinder. */
const cycles = [
  ['CYL-03f', ['nitrogen', 'argon', 'helium'], 60, '惰性气体', 'inert gas', '2035-01-15', '2035-01-16'],
  ['CYL-03g', ['chlorine', 'ammonia'], 24, '腐蚀性气体', 'corrosive gas', '2032-01-15', '2032-01-16'],
  ['CYL-03h', ['lpg'], 48, '液化石油气', 'LPG', '2034-01-15', '2034-01-16'],
  [
    'CYL-03i',
    ['acetylene', 'oxygen', 'hydrogen', 'carbon_dioxide', 'natural_gas'],
    36,
    '其他气体',
    'other gases',
    '2033-01-15',
    '2033-01-16',
  ],
] as const;

export const cylinderRules: readonly Rule[] = [
  row({
    id: 'CYL-03a',
    severity: 'block',
    name: ['超过登记的检验日期不得充装', 'Not filled past the inspection date on the register'],
    stages: ['filling'],
    test: { kind: 'unexpired', of: 'parent', register: 'cylinder', column: 'nextInspection' },
    repair: refuse,
    basis: penalty,
    passes: { record: fill, ...cylinder({ nextInspection: '2030-01-31' }) },
    fails: { record: fill, ...cylinder({ nextInspection: '2026-06-01' }) },
  }),
  row({
    id: 'CYL-03b',
    severity: 'block',
    name: ['超过最近一次检验所定日期不得充装', 'Not filled past the date that the last inspection set'],
    stages: ['filling'],
    test: { kind: 'last', of: 'parent', stages: ['cylinder_registration', 'cylinder_inspection'], until: 'nextInspection' },
    repair: refuse,
    basis: penalty,
    passes: { before: [registered], record: fill },
    fails: { before: [registered], record: later('2030-02-01') },
  }),
  row({
    id: 'CYL-03c',
    severity: 'block',
    name: ['检验不合格的不得充装', 'Not filled after it failed its inspection'],
    stages: ['filling'],
    test: {
      kind: 'last',
      of: 'parent',
      stages: ['cylinder_inspection'],
      field: 'verdict',
      is: ['conformant'],
      orNone: true,
    },
    repair: refuse,
    basis: penalty,
    passes: { before: [told('cylinder_inspection')], record: later('2030-02-01') },
    fails: {
      before: [told('cylinder_inspection', { verdict: 'non_conformant', failedItems: ['hydrostatic'] })],
      record: later('2030-02-01'),
    },
  }),
  ...(
    [
      ['CYL-03d', 'tagRead', '无标识或标识无法读取的不得充装', 'Not filled without a tag that can be read'],
      ['CYL-03e', 'tagMatches', '标识与钢印不一致的不得充装', 'Not filled where tag and stamp differ'],
    ] as const
  ).map(([id, field, zh, en]) =>
    row({
      id,
      severity: 'block',
      name: [zh, en],
      stages: ['fill_check_before'],
      test: { kind: 'value', field, is: [true] },
      repair: ['不得充装，请核对钢印并重新加装标识', 'Do not fill it; check the stamp and tag it again'],
      basis: penalty,
      passes: alone('fill_check_before'),
      fails: alone('fill_check_before', { [field]: false }),
    }),
  ),
  // The shortest of its components holds for a mixture: every row that names one of them must hold.
  ...cycles.map(([id, components, months, zh, en, longest, tooLong]) =>
    row({
      id,
      severity: 'alarm',
      name: [`${zh}气瓶每 ${months / 12} 年检验一次`, `Cylinders of ${en} are inspected every ${months / 12} years`],
      stages: ['cylinder_inspection'],
      when: [{ field: 'components', is: components }],
      test: { kind: 'elapsed', from: 'time', to: 'nextInspection', most: { months } },
      repair: ['请更正下次检验日期', 'Correct the date of the next inspection'],
      basis: cycleRule,
      passes: alone('cylinder_inspection', { components: [...components], nextInspection: longest }),
      fails: alone('cylinder_inspection', { components: [...components], nextInspection: tooLong }),
    }),
  ),
  ...refusedAndTold('CYL-04a', 'CYL-04b', {
    name: ['超过设计使用年限或报废日期不得充装', 'Not filled past its design life'],
    stages: ['filling'],
    test: { kind: 'unexpired', of: 'parent', register: 'cylinder', column: 'scrapOn' },
    repair: refuse,
    basis: lifeRule,
    passes: { record: fill, ...cylinder({ scrapOn: '2034-01-31' }) },
    fails: { record: fill, ...cylinder({ scrapOn: '2026-06-01' }) },
  }),
  ...refusedAndTold('CYL-04c', 'CYL-04d', {
    name: ['已报废的气瓶不得充装', 'A scrapped cylinder is not filled'],
    stages: ['filling'],
    test: { kind: 'before', of: 'parent', forbids: ['cylinder_scrapping'] },
    repair: refuse,
    basis: penalty,
    passes: { record: fill },
    fails: { before: [told('cylinder_scrapping')], record: later('2038-02-01') },
  }),
  ...refusedAndTold('CYL-04e', 'CYL-04f', {
    name: ['已报废气瓶的编码不得再用', 'The code of a scrapped cylinder is never used again'],
    stages: ['cylinder_registration', 'dispatch', 'delivery', 'empty_return', 'cylinder_transfer', 'cylinder_inspection'],
    test: { kind: 'before', of: 'things', forbids: ['cylinder_scrapping'] },
    repair: ['请核实编码并报告', 'Check the code and report it'],
    basis: cylinderRule,
    passes: { record: registered },
    fails: {
      before: [told('cylinder_scrapping')],
      record: told('cylinder_registration', { time: '2038-03-01T09:00:00+08:00' }),
    },
  }),
  row({
    id: 'CYL-04g',
    severity: 'alarm',
    name: ['液化石油气钢瓶自制造起十二年报废', 'An LPG cylinder is scrapped twelve years after its making'],
    stages: ['cylinder_registration'],
    when: lpg,
    test: { kind: 'elapsed', from: 'madeOn', to: 'scrapOn', most: { months: 144 } },
    repair: ['请更正报废日期', 'Correct the date'],
    basis: lifeRule,
    passes: { record: registered },
    fails: { record: told('cylinder_registration', { scrapOn: '2038-02-02' }) },
  }),
  ...refusedAndTold('CYL-04i', 'CYL-04j', {
    name: ['液化石油气钢瓶制造满十二年不得充装', 'No LPG cylinder is filled twelve years after its making'],
    stages: ['filling'],
    when: lpg,
    // Twelve years, three leap days among them.
    test: { kind: 'within', of: 'parent', after: ['cylinder_making'], days: 4_383, orNone: true },
    repair: ['强制报废，不得充装', 'It must be scrapped: do not fill it'],
    basis: lifeRule,
    passes: { before: [made], record: fill },
    fails: { before: [made], record: later('2038-02-11') },
  }),
  row({
    id: 'CYL-04k',
    severity: 'alarm',
    name: [
      '液化石油气钢瓶满八年设计年限后须检验合格方可延用',
      'After its design life of eight years an LPG cylinder was inspected',
    ],
    stages: ['filling'],
    when: lpg,
    test: {
      kind: 'answered',
      of: 'parent',
      after: ['cylinder_making'],
      days: 2_922,
      by: ['cylinder_inspection'],
      byWhere: [{ field: 'verdict', is: ['conformant'] }],
    },
    repair: ['请送检；合格的延用四年，不合格的报废', 'Have it inspected: it may be used four years more, or is scrapped'],
    basis: lifeRule,
    passes: { before: [made, told('cylinder_inspection', { time: '2033-11-15T09:00:00+08:00' })], record: later('2034-06-01') },
    fails: { before: [made], record: later('2034-06-01') },
  }),
  row({
    id: 'CYL-04h',
    severity: 'alarm',
    name: ['报废须破坏处理并注销编码', 'A scrapped cylinder is crushed'],
    stages: ['cylinder_scrapping'],
    test: { kind: 'value', field: 'crushed', is: [true] },
    repair: ['请压扁或割断并留存照片', 'Crush or cut it and keep the photograph'],
    basis: equipmentLaw('四十八'),
    passes: alone('cylinder_scrapping'),
    fails: alone('cylinder_scrapping', { crushed: false }),
  }),
  row({
    id: 'AG-18-eq-a',
    severity: 'block',
    name: ['不合格或被召回的气体不得充装', 'Gas that failed its test or is recalled is not filled'],
    stages: ['filling'],
    test: { kind: 'state', of: 'children', not: ['recalled', 'non_conformant'], ancestors: true },
    repair: ['请停止使用该批气体', 'Use none of this lot of gas'],
    basis: design,
    passes: { record: fill },
    fails: { before: [recalledThere(bulkGas)], record: fill },
  }),
  row({
    id: 'AG-18-eq-b',
    severity: 'block',
    name: [
      '被召回、不合格的气瓶或装有该批气体的气瓶不得出库、交付',
      'No cylinder that is recalled, or holds gas that is, leaves or is delivered',
    ],
    stages: ['dispatch', 'delivery'],
    test: { kind: 'state', of: 'things', not: ['recalled', 'non_conformant'], ancestors: true },
    repair: ['请收回并隔离', 'Take it back and set it apart'],
    basis: design,
    passes: { before: [fill], record: told('dispatch') },
    fails: { before: [recalledThere(cylinderCode)], record: told('dispatch') },
  }),
  row({
    id: 'CYL-08a',
    severity: 'alarm',
    name: ['一只气瓶不得在两个充装单位建档', 'A cylinder is not in the books of two filling units'],
    stages: ['cylinder_registration'],
    test: { kind: 'once', of: 'things', stages: ['cylinder_registration'] },
    repair: ['请办理过户，不得重复建档', 'Have it transferred instead of registering it again'],
    basis: shangqiu('4.7'),
    passes: { record: registered },
    fails: {
      before: [registered],
      record: told('cylinder_registration', { time: '2026-09-01T09:00:00+08:00', customer: otherFiller }),
    },
  }),
  row({
    id: 'CYL-08b',
    severity: 'alarm',
    name: ['一个登记代码只用于一只气瓶', 'A registration code stands for one cylinder'],
    stages: ['cylinder_registration'],
    test: { kind: 'once', field: 'registrationCode', stages: ['cylinder_registration'] },
    repair: ['请核对登记代码', 'Check the registration code'],
    basis: shangqiu('4.7'),
    passes: { record: registered },
    fails: {
      before: [registered],
      record: told('cylinder_registration', { time: '2026-09-01T09:00:00+08:00', cylinder: `${cylinderCode}4` }),
    },
  }),
  row({
    id: 'CYL-08c',
    severity: 'alarm',
    name: ['过户须由登记的产权单位转出', 'It is transferred by the unit that holds it'],
    stages: ['cylinder_transfer'],
    test: {
      kind: 'holder',
      of: 'things',
      party: 'source',
      moves: ['cylinder_registration', 'cylinder_transfer'],
    },
    repair: ['请核对产权单位', 'Check who holds it'],
    basis: shangqiu('4.7'),
    passes: { before: [registered], record: told('cylinder_transfer') },
    fails: {
      before: [registered],
      record: told('cylinder_transfer', { supplier: otherFiller, customer: filler }),
    },
  }),
  row({
    id: 'CYL-13a',
    severity: 'warn',
    name: ['六十天内到期的气瓶请收回送检', 'A cylinder due within sixty days is called in'],
    stages: ['empty_return', 'dispatch'],
    test: { kind: 'unexpired', of: 'things', register: 'cylinder', column: 'nextInspection', early: 60 },
    repair: ['请列入收瓶送检清单', 'Put it on the list of cylinders to be inspected'],
    basis: design,
    passes: { record: told('empty_return'), ...cylinder({ nextInspection: '2026-08-02' }) },
    fails: { record: told('empty_return'), ...cylinder({ nextInspection: '2026-07-31' }) },
  }),
  row({
    id: 'CYL-13b',
    severity: 'warn',
    name: ['用户处的气瓶到期前须收回', 'A cylinder at a user’s comes back before it is due'],
    stages: ['delivery'],
    test: {
      kind: 'due',
      of: 'things',
      follow: ['empty_return', 'cylinder_inspection', 'cylinder_scrapping'],
      days: 0,
      register: 'cylinder',
      column: 'nextInspection',
    },
    repair: ['请提醒用户停用并收回', 'Warn the user and collect it'],
    basis: design,
    passes: {
      before: [told('empty_return', { time: '2026-07-01T08:00:00+08:00' })],
      record: told('delivery', {}, '2026-08-10T08:00:00+08:00'),
      ...cylinder({ nextInspection: '2026-07-31' }),
    },
    fails: { record: told('delivery', {}, '2026-08-10T08:00:00+08:00'), ...cylinder({ nextInspection: '2026-07-31' }) },
  }),
  row({
    id: 'CYL-14',
    severity: 'warn',
    name: ['气瓶技术档案须完整', 'The file of a cylinder is complete'],
    stages: ['cylinder_file_check'],
    test: { kind: 'contains', field: 'documents', all: ['quality', 'supervision', 'registration', 'filling'] },
    repair: ['请补齐档案', 'Complete the file'],
    basis: equipmentLaw('三十五'),
    passes: alone('cylinder_file_check'),
    fails: alone('cylinder_file_check', { documents: ['registration'] }),
  }),
];
