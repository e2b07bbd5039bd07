/** 食品 · 检验: in work, before release, of every item for infant formula; what is kept back; and what the authority samples. */
import type { Stage } from '../../definition.ts';
import { certification, choice, choices, date, document, number, person, text, unverified, verdict } from '../../fields.ts';
import { formulaBulk } from './dairy.ts';
import { filledMilk } from './packing.ts';
import { sausage } from './production.ts';
import { lot, observation, operator, releaseLaw, somebody } from './shared.ts';

const sampling = unverified('食品安全抽样检验管理办法（市场监管总局令第15号；条文未核实）');
const formulaLaw = unverified('食品安全法第八十一条：婴幼儿配方食品逐批检验（条文未核实）');
const items = text('items', ['检验项目', 'Items'], { sees: 'public' });
const result = text('result', ['检验结果', 'Result'], { sees: 'public' });
const standardNo = text('standardNo', ['判定依据', 'Standard'], { most: 80, sees: 'public' });
const laboratory = text('laboratory', ['检验机构', 'Laboratory'], { most: 80, sees: 'public' });
const report = certification('report', ['检验报告', 'Report']);
const inspectionCertNo = document('inspectionCertNo', ['检验合格证号', 'Inspection certificate'], 'cert', {
  sees: 'public',
  law: releaseLaw,
});
const inspector = person('inspector', ['检验员', 'Inspector']);

export const inspectionStages: readonly Stage[] = [
  observation({
    id: 'work_check',
    name: ['过程检验', 'Test in work'],
    event: { bizStep: 'inspecting' },
    time: ['检验时间', 'Time of the test'],
    fields: [
      lot(['在制批次', 'Lot in work']),
      text('workStep', ['工序', 'Step'], { most: 60 }),
      text('items', ['检验项目', 'Items']),
      text('result', ['检验结果', 'Result']),
      verdict(),
      operator(),
    ],
    example: {
      time: '2026-06-03T15:30:00+08:00',
      lot: sausage,
      lotQuantity: 430,
      lotUnit: 'KGM',
      workStep: '灌装前',
      items: '中心温度、感官、水分',
      result: '符合',
      verdict: 'conformant',
      operator: somebody('operator-1'),
    },
    source: releaseLaw,
  }),
  observation({
    id: 'factory_inspection',
    name: ['出厂检验', 'Inspection before release'],
    event: { bizStep: 'inspecting' },
    time: ['检验时间', 'Time of the inspection'],
    fields: [
      lot(['产品批次', 'Lot of the product']),
      items,
      result,
      standardNo,
      inspectionCertNo,
      inspector,
      verdict(),
      { ...report, need: 'optional' },
    ],
    example: {
      time: '2026-06-03T09:00:00+08:00',
      lot: filledMilk,
      lotQuantity: 30_000,
      lotUnit: 'H87',
      items: '感官、脂肪、蛋白质、酸度、菌落总数、大肠菌群',
      result: '全部符合',
      standardNo: 'GB 19645',
      inspectionCertNo: 'CCJY-2026-0602-1',
      inspector: somebody('inspector-1'),
      verdict: 'conformant',
      report: 'https://example.com/reports/CCJY-2026-0602-1',
    },
    source: releaseLaw,
  }),
  observation({
    id: 'full_inspection',
    name: ['婴幼儿配方食品逐批全项检验', 'Full inspection of a batch of infant formula'],
    event: { bizStep: 'inspecting' },
    time: ['检验时间', 'Time of the inspection'],
    fields: [
      lot(['产品批次', 'Lot of the product']),
      number('itemsRequired', ['应检项目数', 'Items required'], { least: 1, whole: true, sees: 'public' }),
      number('itemsTested', ['实检项目数', 'Items tested'], { least: 0, whole: true, sees: 'public' }),
      result,
      standardNo,
      laboratory,
      inspectionCertNo,
      inspector,
      verdict(),
      report,
    ],
    example: {
      time: '2026-06-12T17:00:00+08:00',
      lot: formulaBulk,
      lotQuantity: 796,
      lotUnit: 'KGM',
      itemsRequired: 65,
      itemsTested: 65,
      result: '全部符合',
      standardNo: 'GB 10765',
      laboratory: '企业检验中心',
      inspectionCertNo: 'QX-2026-0607',
      inspector: somebody('inspector-1'),
      verdict: 'conformant',
      report: 'https://example.com/reports/QX-2026-0607',
    },
    source: formulaLaw,
  }),
  observation({
    id: 'retained_sample',
    name: ['留样', 'Sample kept back'],
    event: { bizStep: 'sampling', disposition: 'sellable_not_accessible' },
    fields: [
      lot(['产品批次', 'Lot of the product']),
      text('sampleNo', ['留样编号', 'Number of the sample'], { most: 60 }),
      text('sampleAmount', ['留样数量', 'Amount kept'], { most: 40 }),
      date('keptUntil', ['保留至', 'Kept until']),
      operator(),
    ],
    example: {
      time: '2026-06-02T10:30:00+08:00',
      lot: filledMilk,
      lotQuantity: 30_000,
      lotUnit: 'H87',
      sampleNo: 'LY-0602-1',
      sampleAmount: '6 盒',
      keptUntil: '2026-06-16',
      operator: somebody('operator-1'),
    },
    source: unverified('GB 14881 食品生产通用卫生规范：留样（条文未核实）'),
  }),
  observation({
    id: 'official_sampling',
    name: ['监督抽样', 'Sampling by the authority'],
    event: { bizStep: 'sampling' },
    time: ['抽样时间', 'Time of sampling'],
    fields: [
      lot(),
      document('taskNo', ['抽样任务号', 'Task'], 'testres', { sees: 'authority' }),
      text('sampleNo', ['样品编号', 'Sample number'], { most: 60, sees: 'authority' }),
      number('sampleBase', ['抽样基数', 'Stock sampled from'], { least: 0, sees: 'authority' }),
      number('sampleQuantity', ['抽样数量', 'Number taken'], { least: 0, sees: 'authority' }),
      person('sampler', ['抽样人', 'Sampler']),
    ],
    example: {
      time: '2026-06-04T10:00:00+08:00',
      lot: filledMilk,
      lotQuantity: 400,
      lotUnit: 'H87',
      taskNo: 'CJ-2026-0119',
      sampleNo: 'CJ-2026-0119-03',
      sampleBase: 400,
      sampleQuantity: 12,
      sampler: somebody('officer-1'),
    },
    source: sampling,
  }),
  observation({
    id: 'official_result',
    name: ['监督抽检结果', 'Result of the authority’s test'],
    event: { bizStep: 'inspecting' },
    time: ['报告时间', 'Time of the report'],
    fields: [
      lot(),
      document('taskNo', ['抽样任务号', 'Task'], 'testres', { sees: 'authority' }),
      items,
      text('measured', ['检出值', 'Measured'], { most: 120, sees: 'public', optional: true }),
      text('limit', ['标准值', 'Limit'], { most: 120, sees: 'public', optional: true }),
      standardNo,
      laboratory,
      choice(
        'testKind',
        ['检验类别', 'Kind of test'],
        choices(['first', '初检', 'first test'], ['repeat', '复检', 'repeat test']),
        { sees: 'public' },
      ),
      verdict(),
    ],
    example: {
      time: '2026-06-12T10:00:00+08:00',
      lot: filledMilk,
      lotQuantity: 400,
      lotUnit: 'H87',
      taskNo: 'CJ-2026-0119',
      items: '菌落总数、大肠菌群',
      standardNo: 'GB 19645',
      laboratory: '市检验检测中心',
      testKind: 'first',
      verdict: 'conformant',
    },
    source: sampling,
  }),
];
