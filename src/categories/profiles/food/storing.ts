/** 食品 · 贮存: in store, its temperature, stock-taking, what is near its date, what is set apart and let go again. */
import { ownStep, type Stage } from '../../definition.ts';
import { choice, choices, date, number, text, unverified } from '../../fields.ts';
import { filledMilk } from './packing.ts';
import { coldChain, depot, design, kept, lot, measured, observation, operator, plant, records, somebody } from './shared.ts';

const milk = { lot: filledMilk, lotQuantity: 400, lotUnit: 'H87' };
const holding = unverified('食品安全法第五十四条：及时清理变质或超过保质期的食品（条文未核实）');

export const storingStages: readonly Stage[] = [
  observation({
    id: 'storage',
    name: ['入库贮存', 'Into store'],
    event: { bizStep: 'storing', disposition: 'sellable_not_accessible' },
    time: ['入库时间', 'Time'],
    place: ['仓库', 'Store'],
    fields: [lot(), text('room', ['库号', 'Room'], { most: 40 }), text('bay', ['货位', 'Bay'], { most: 40 }), operator()],
    example: {
      time: '2026-06-03T18:00:00+08:00',
      place: depot,
      ...milk,
      room: '冷藏 1 库',
      bay: 'A-03-2',
      operator: somebody('operator-3'),
    },
    source: records,
  }),
  observation({
    id: 'storage_monitoring',
    name: ['贮存温湿度', 'Temperature in store'],
    event: { bizStep: 'sensor_reporting', disposition: 'sellable_not_accessible' },
    place: ['仓库', 'Store'],
    fields: [lot(), ...measured()],
    example: { time: '2026-06-10T08:00:00+08:00', place: depot, ...milk, ...kept },
    source: coldChain,
  }),
  observation({
    id: 'stock_take',
    name: ['盘点', 'Stock-taking'],
    event: { bizStep: 'stock_taking', disposition: 'sellable_not_accessible' },
    fields: [lot(['批次与实存', 'Lot and what is there']), text('remark', ['说明', 'Remark'], { optional: true }), operator()],
    example: { time: '2026-06-30T18:00:00+08:00', place: depot, ...milk, lotQuantity: 20, operator: somebody('operator-3') },
    source: records,
  }),
  observation({
    id: 'loss',
    name: ['损耗报损', 'Loss'],
    event: { bizStep: 'decommissioning', disposition: 'damaged' },
    fields: [
      lot(),
      choice(
        'lossKind',
        ['原因', 'Reason'],
        choices(
          ['process', '加工损耗', 'processing'],
          ['damage', '破损', 'damage'],
          ['spoilt', '变质', 'spoilt'],
          ['other', '其他', 'other'],
        ),
      ),
      text('remark', ['说明', 'Remark'], { optional: true }),
      operator(),
    ],
    example: {
      time: '2026-06-05T18:00:00+08:00',
      place: depot,
      ...milk,
      lotQuantity: 3,
      lossKind: 'damage',
      operator: somebody('operator-3'),
    },
    source: design,
  }),
  observation({
    id: 'date_check',
    name: ['保质期检查', 'Check of dates'],
    event: { bizStep: 'cycle_counting', disposition: 'sellable_accessible' },
    fields: [
      lot(),
      date('bestBeforeDate', ['保质期至', 'Best before'], { sees: 'public' }),
      choice(
        'finding',
        ['检查结果', 'What was found'],
        choices(
          ['good', '正常', 'good'],
          ['near', '临近保质期', 'near its date'],
          ['expired', '超过保质期', 'past its date'],
          ['spoilt', '变质', 'spoilt'],
        ),
      ),
      choice(
        'handling',
        ['处置', 'What was done'],
        choices(
          ['kept', '继续销售', 'kept on sale'],
          ['marked', '设临期专区并标示', 'offered apart, and marked'],
          ['removed', '下架', 'taken off the shelf'],
          ['returned', '退货', 'returned'],
        ),
      ),
      operator(),
    ],
    example: {
      time: '2026-06-08T20:00:00+08:00',
      place: depot,
      ...milk,
      lotQuantity: 20,
      bestBeforeDate: '2026-06-09',
      finding: 'near',
      handling: 'marked',
      operator: somebody('operator-4'),
    },
    source: holding,
  }),
  observation({
    id: 'withdrawal_from_shelf',
    name: ['下架封存', 'Taken off the shelf'],
    event: { bizStep: 'holding', disposition: 'non_sellable_other', persistent: { set: ['non_sellable_other'] } },
    fields: [
      lot(),
      choice(
        'holdReason',
        ['原因', 'Reason'],
        choices(
          ['expired', '超过保质期', 'past its date'],
          ['spoilt', '变质', 'spoilt'],
          ['test_failed', '检验不合格', 'the test failed'],
          ['ordered', '监管部门责令', 'ordered by the department'],
          ['temperature', '温度超限', 'temperature out of range'],
        ),
      ),
      operator(),
    ],
    example: {
      time: '2026-06-10T08:00:00+08:00',
      place: depot,
      ...milk,
      lotQuantity: 20,
      holdReason: 'expired',
      operator: somebody('operator-4'),
    },
    source: holding,
  }),
  observation({
    id: 'release',
    name: ['解除封存', 'Released'],
    event: {
      bizStep: ownStep('releasing'),
      disposition: 'conformant',
      persistent: { unset: ['non_sellable_other', 'recalled', 'non_conformant'] },
    },
    fields: [
      lot(),
      text('decision', ['解除依据', 'Decision'], { most: 120 }),
      number('releasedAmount', ['解除数量', 'Amount released'], { least: 0 }),
      operator(),
    ],
    example: {
      time: '2026-06-20T08:00:00+08:00',
      place: plant,
      ...milk,
      decision: '复检合格，监管部门解除封存',
      releasedAmount: 400,
      operator: somebody('quality-1'),
    },
    source: design,
  }),
];
