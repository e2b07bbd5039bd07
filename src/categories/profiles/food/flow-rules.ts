/** Rules of order, closed hand-overs, failed tests and recalls of food (AG-16, 17, 18 on the side of food; the clocks of recalls, FD-R). */
import { unverified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, row, told } from '../row.ts';
import { foodStages } from './chains.ts';
import { rawMilkSilo } from './materials.ts';
import { design, foodLaw, rawMilk, recallLaw, recallRule, somebody } from './shared.ts';

const made = [
  'filling',
  'coding',
  'production',
  'rework',
  'formula_blending',
  'base_powder_drying',
  'milk_heat_treatment',
  'milk_culturing',
  'meat_cooking',
  'oil_pressing',
  'oil_refining',
  'oil_blending',
  'distillation',
  'liquor_blending',
  'goods_receipt',
  'material_receipt',
  'bulk_unloading',
];
const sold = ['dispatch', 'wholesale', 'shelving', 'retail', 'bulk_loading'];
const handover = unverified('NY/T 4712-2025、总局公告2017年第39号的上下游记录要求；天数为平台默认值');
/** By so much two scales may differ, as a share: a default of this system. */
const twoScales = 0.01;
/** From raw milk to the packed product, all by way of the lots. */
const wayOfMilk = [
  told('milk_intake'),
  told('milk_standardising'),
  told('milk_heat_treatment'),
  told('filling'),
  told('factory_inspection'),
];
const clock = recallRule;
const levels = [
  ['a', '1', '一级', 'class 1', 24, 10],
  ['b', '2', '二级', 'class 2', 48, 20],
  ['c', '3', '三级', 'class 3', 72, 30],
] as const;
const after = (hours: number): string => {
  const at = new Date(Date.parse('2026-06-06T08:00:00+08:00') + hours * 3_600_000 + 8 * 3_600_000);
  return `${at.toISOString().slice(0, 19)}+08:00`;
};

export const flowRules: readonly Rule[] = [
  row({
    id: 'AG-16-fd-a',
    severity: 'alarm',
    name: ['出厂检验须在销售之前', 'The inspection comes before the sale'],
    stages: ['factory_inspection', 'full_inspection'],
    test: { kind: 'before', of: 'things', forbids: ['dispatch', 'wholesale', 'retail'] },
    repair: ['请核对检验时间；补检的请报告', 'Check the time; report a test that was made afterwards'],
    basis: design,
    passes: { before: [told('filling')], record: told('factory_inspection') },
    fails: {
      before: [told('filling'), told('dispatch', { time: '2026-06-03T06:00:00+08:00' })],
      record: told('factory_inspection'),
    },
  }),
  row({
    id: 'AG-16-fd-b',
    severity: 'alarm',
    name: ['记录不得早于发生', 'Nothing is recorded before it happens'],
    stages: foodStages.map(({ id }) => id),
    test: { kind: 'happened', minutes: 5 },
    repair: ['请核对时间与时区', 'Check the time and the zone'],
    basis: design,
    passes: alone('dispatch', {}, '2026-06-03T14:20:00+08:00'),
    fails: alone('dispatch', {}, '2026-06-02T14:00:00+08:00'),
  }),
  row({
    id: 'AG-16-fd-c',
    severity: 'alarm',
    name: ['销售之前须有生产或进货记录', 'What is sold was made or received before'],
    stages: ['dispatch', 'wholesale', 'retail', 'bulk_loading'],
    test: { kind: 'before', of: 'things', needsOne: made },
    repair: ['请补记生产或进货', 'Record how it was made or received'],
    basis: design,
    passes: { before: [told('filling')], record: told('dispatch') },
    fails: alone('dispatch'),
  }),
  row({
    id: 'AG-17-fd-a',
    severity: 'alarm',
    name: ['销售须在七日内确认收货', 'A sale is confirmed by a receipt within seven days'],
    stages: ['dispatch', 'wholesale'],
    test: {
      kind: 'due',
      of: 'things',
      follow: ['goods_receipt', 'material_receipt', 'refusal', 'bulk_unloading', 'retail', 'catering_use'],
      days: 7,
    },
    repair: ['请联系收货方确认或拒收', 'Ask the receiver to confirm or refuse'],
    basis: handover,
    passes: { before: [told('goods_receipt')], record: told('dispatch', {}, '2026-06-15T08:00:00+08:00') },
    fails: alone('dispatch', {}, '2026-06-15T08:00:00+08:00'),
  }),
  row({
    id: 'AG-17-fd-b',
    severity: 'alarm',
    name: ['收货须有对应的发货', 'A receipt has a dispatch before it'],
    stages: ['goods_receipt'],
    test: { kind: 'before', of: 'things', needsOne: ['dispatch', 'wholesale'] },
    repair: ['请联系供货者补记发货', 'Ask the supplier to record the dispatch'],
    basis: handover,
    passes: { before: [told('dispatch')], record: told('goods_receipt') },
    fails: alone('goods_receipt'),
  }),
  row({
    id: 'AG-17-fd-c',
    severity: 'alarm',
    name: ['收货数量与发货一致', 'As much was received as was sent'],
    stages: ['goods_receipt'],
    test: {
      kind: 'tally',
      by: ['delivery', 'lot'],
      plus: ['dispatch', 'wholesale'],
      minus: ['goods_receipt', 'refusal'],
      equals: 0,
      weighed: twoScales,
    },
    repair: [
      '部分拒收的请先记拒收；数量不符的请双方核对（称重允差 1% 为平台默认值）',
      'Record what was refused first; else both sides check the amounts (1 % of what is weighed: a default)',
    ],
    basis: handover,
    passes: { before: [told('dispatch')], record: told('goods_receipt') },
    fails: { before: [told('dispatch')], record: told('goods_receipt', { lotQuantity: 360 }) },
  }),
  row({
    id: 'AG-18-fd-a',
    severity: 'block',
    name: ['检验不合格的批次及其产物不得销售', 'A lot that failed a test, and what was made of it, is not sold'],
    stages: sold,
    test: { kind: 'state', of: 'things', not: ['non_conformant'], ancestors: true },
    repair: ['请隔离该批次并联系市场监管部门', 'Set the lot apart and call the market regulator'],
    basis: foodLaw('三十四、五十二', '检验不合格的不得出厂销售'),
    passes: {
      before: [told('produce/test', { lot: rawMilk, time: '2026-06-01T09:00:00+08:00' }), ...wayOfMilk],
      record: told('dispatch'),
    },
    fails: {
      before: [
        told('produce/test', {
          lot: rawMilk,
          time: '2026-06-01T09:00:00+08:00',
          item: '黄曲霉毒素 M1',
          verdict: 'non_conformant',
        }),
        ...wayOfMilk,
      ],
      record: told('dispatch'),
    },
  }),
  row({
    id: 'AG-18-fd-b',
    severity: 'block',
    name: ['被召回或封存的批次及其产物不得销售', 'A lot that is recalled or set apart, and what was made of it, is not sold'],
    stages: sold,
    test: { kind: 'state', of: 'things', not: ['recalled', 'non_sellable_other'], ancestors: true },
    repair: ['请停止销售，通知上下游，按召回办理', 'Stop selling, tell those before and after you, follow the recall'],
    basis: recallLaw,
    passes: { before: wayOfMilk, record: told('dispatch') },
    fails: {
      before: [
        told('recall', {
          lots: [{ code: rawMilkSilo }],
          time: '2026-06-02T20:00:00+08:00',
          learntAt: '2026-06-02T18:00:00+08:00',
        }),
        ...wayOfMilk,
      ],
      record: told('dispatch'),
    },
  }),
  row({
    id: 'AG-18-fd-c',
    severity: 'block',
    name: ['不合格、被召回的原料及其产物不得投料', 'A material that failed or is recalled goes into nothing'],
    stages: [
      'production',
      'rework',
      'milk_intake',
      'milk_standardising',
      'milk_heat_treatment',
      'milk_culturing',
      'base_powder_drying',
      'formula_blending',
      'meat_trimming',
      'meat_curing',
      'meat_cooking',
      'oil_pressing',
      'oil_refining',
      'oil_blending',
      'grain_steaming',
      'liquor_blending',
      'filling',
      'catering_use',
    ],
    test: { kind: 'state', of: 'inputs', not: ['non_conformant', 'recalled', 'non_sellable_other'], ancestors: true },
    repair: ['请封存该原料；可返工的按返工记录', 'Set the material apart'],
    basis: foodLaw('五十', '不得使用不符合标准的原料'),
    passes: { before: [told('material_receipt'), told('material_inspection')], record: told('meat_trimming') },
    fails: {
      before: [told('material_receipt'), told('material_inspection', { verdict: 'non_conformant' })],
      record: told('meat_trimming'),
    },
  }),
  ...levels.flatMap(([letter, level, zh, en, hours, days]) => [
    row({
      id: `FD-R1${letter}`,
      severity: 'alarm',
      name: [`${zh}召回须在获知后 ${hours} 小时内启动`, `A recall of ${en} begins within ${hours} hours`],
      stages: ['recall'],
      when: [{ field: 'level', is: [level] }],
      test: { kind: 'elapsed', from: 'learntAt', to: 'time', most: { minutes: hours * 60 } },
      repair: ['请立即启动召回并说明迟延原因', 'Begin it at once and say why it is late'],
      basis: clock,
      passes: alone('recall', { level, time: after(hours) }),
      fails: alone('recall', { level, time: after(hours + 1) }),
    }),
    row({
      id: `FD-R2${letter}`,
      severity: 'alarm',
      name: [`${zh}召回计划须在获知后 ${hours} 小时内报告`, `The plan of a recall of ${en} is reported within ${hours} hours`],
      stages: ['recall_plan'],
      when: [{ field: 'level', is: [level] }],
      test: { kind: 'elapsed', from: 'learntAt', to: 'time', most: { minutes: hours * 60 } },
      repair: ['请立即向县级市场监管部门报告', 'Report to the county regulator at once'],
      basis: clock,
      passes: alone('recall_plan', { level, time: after(hours) }),
      fails: alone('recall_plan', { level, time: after(hours + 1) }),
    }),
    row({
      id: `FD-R3${letter}`,
      severity: 'alarm',
      name: [`${zh}召回须在公告后 ${days} 个工作日内完成`, `A recall of ${en} ends within ${days} working days`],
      stages: ['recall_end'],
      when: [{ field: 'level', is: [level] }],
      test: {
        kind: 'workdays',
        from: 'announcedAt',
        to: 'time',
        most: days,
        holidays: 'public_holidays',
        worked: 'worked_weekends',
      },
      repair: ['确需延长的请报告并公告', 'Where it must take longer, report and announce it'],
      basis: clock,
      passes: alone('recall_end', { level }),
      fails: alone('recall_end', { level, time: '2026-07-28T18:00:00+08:00' }),
    }),
  ]),
  row({
    id: 'FD-R4',
    severity: 'block',
    name: ['补救后再销售仅限标签标识不符', 'Only what was labelled wrongly is put right and sold again'],
    stages: ['recall_remedy'],
    test: { kind: 'value', field: 'level', is: ['3'] },
    repair: ['一级、二级召回的食品须无害化处理或销毁', 'Food of class 1 or 2 is destroyed'],
    basis: recallLaw,
    passes: alone('recall_remedy'),
    fails: alone('recall_remedy', { level: '1' }),
  }),
  row({
    id: 'FD-R5',
    severity: 'block',
    name: ['销毁的执行人与监督人须为两人', 'Whoever destroys is watched by somebody else'],
    stages: ['destruction'],
    test: { kind: 'differ', fields: ['executor', 'supervisor'] },
    repair: ['请由另一人监督', 'Have another person watch it'],
    basis: design,
    passes: alone('destruction'),
    fails: alone('destruction', { executor: somebody('quality-1') }),
  }),
];
