/** 食品 · 生产: batching and production of any food, reworking, and the critical points that are watched meanwhile. */
import { ownStep, type Stage } from '../../definition.ts';
import { choice, choices, flag, moment, number, person, temperature, text, unverified } from '../../fields.ts';
import { foodKind, lot, observation, ownLot, process, somebody, traceRule } from './shared.ts';

export const cured = ownLot('cured-pork:20260602');
export const sausage = ownLot('sausage:20260603');

export const productionStages: readonly Stage[] = [
  process({
    id: 'production',
    name: ['投料生产', 'Batching and production'],
    step: 'commissioning',
    from: ['投料', 'Materials'],
    into: ['产品批次', 'Lot of the product'],
    fields: [
      foodKind(),
      text('productName', ['产品名称', 'Product'], { most: 80, sees: 'public' }),
      text('recipeId', ['配方号', 'Recipe'], { most: 40, sees: 'authority', law: traceRule }),
      text('lineNo', ['产线编号', 'Number of the line'], { most: 40, sees: 'authority' }),
      temperature('processTemperature', ['工艺温度', 'Process temperature'], 'value', { optional: true }),
      number('processMinutes', ['工艺时间（分钟）', 'Process time (minutes)'], { optional: true, least: 0, unit: 'MIN' }),
      number('acidityPh', ['pH 值', 'pH'], { optional: true, least: 0, most: 14 }),
      choice(
        'onlineCheck',
        ['在线检验', 'Check on the line'],
        choices(['conformant', '合格', 'conformant'], ['non_conformant', '不合格', 'non-conformant']),
      ),
    ],
    example: {
      time: '2026-06-03T15:00:00+08:00',
      inputs: [{ code: cured, quantity: 440, unit: 'KGM' }],
      lot: sausage,
      lotQuantity: 430,
      lotUnit: 'KGM',
      foodKind: 'meat_product',
      productName: '熏煮香肠',
      recipeId: 'PF-XC-03',
      lineNo: 'L2',
      processTemperature: 78,
      processMinutes: 45,
      onlineCheck: 'conformant',
      startedAt: '2026-06-03T09:00:00+08:00',
      team: '早班',
    },
    source: traceRule,
  }),
  process({
    id: 'rework',
    name: ['返工', 'Rework'],
    step: 'commissioning',
    from: ['返工批次', 'Lots reworked'],
    into: ['返工后批次', 'Lot after rework'],
    fields: [
      text('reworkReason', ['返工原因', 'Reason of the rework']),
      text('method', ['返工方法', 'How it was done']),
      person('approvedBy', ['批准人', 'Approved by']),
    ],
    example: {
      time: '2026-06-03T18:00:00+08:00',
      inputs: [{ code: sausage, quantity: 20, unit: 'KGM' }],
      lot: ownLot('sausage:20260603-R'),
      lotQuantity: 19.6,
      lotUnit: 'KGM',
      reworkReason: '净含量偏差',
      method: '拆包重新灌装',
      approvedBy: somebody('quality-1'),
    },
    source: traceRule,
  }),
  observation({
    id: 'critical_point',
    name: ['关键控制点监控', 'Critical control point'],
    event: { bizStep: ownStep('controlling'), disposition: 'in_progress' },
    time: ['监控时间', 'Time of the check'],
    fields: [
      lot(['在制批次', 'Lot in work']),
      text('point', ['关键控制点', 'Critical point'], { most: 60 }),
      choice(
        'parameter',
        ['参数', 'Parameter'],
        choices(
          ['temperature', '温度（℃）', 'temperature (°C)'],
          ['minutes', '时间（分钟）', 'time (minutes)'],
          ['ph', 'pH', 'pH'],
          ['other', '其他', 'other'],
        ),
      ),
      number('value', ['监测值', 'Measured']),
      number('least', ['下限', 'Lower limit'], { optional: true }),
      number('most', ['上限', 'Upper limit'], { optional: true }),
      text('correction', ['纠偏措施', 'What was put right'], { optional: true }),
      person('checkedBy', ['监控人', 'Checked by']),
    ],
    example: {
      time: '2026-06-03T10:30:00+08:00',
      lot: sausage,
      lotQuantity: 430,
      lotUnit: 'KGM',
      point: '蒸煮中心温度',
      parameter: 'temperature',
      value: 74.5,
      least: 72,
      checkedBy: somebody('quality-1'),
    },
    source: traceRule,
  }),
  observation({
    id: 'sanitation',
    name: ['清洗消毒', 'Cleaning and disinfection'],
    event: { bizStep: ownStep('cleaning') },
    fields: [
      text('object', ['设备、管线或罐', 'Equipment, pipes or tank'], { most: 80 }),
      text('agent', ['清洗剂与浓度', 'Agent and strength'], { most: 80 }),
      moment('until', ['结束时间', 'Until']),
      flag('passed', ['验证合格', 'Found clean']),
      person('operator', ['操作人', 'Recorded by']),
    ],
    example: {
      time: '2026-06-02T22:00:00+08:00',
      object: '2 号奶仓与输送管线',
      agent: '氢氧化钠 1.5%',
      until: '2026-06-02T23:10:00+08:00',
      passed: true,
      operator: somebody('operator-1'),
    },
    source: unverified('GB 14881 食品生产通用卫生规范：清洗消毒记录（条文未核实）'),
  }),
];
