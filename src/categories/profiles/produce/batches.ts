/** 食用农产品 · 入库批次与出库批次（NY/T 4712）: each operator records its own step, the one before and the one after; and what was mixed, lost, counted. */
import type { Stage } from '../../definition.ts';
import { amount, batch, choice, choices, customer, document, field, number, supplier, text, unverified } from '../../fields.ts';
import { certificateRule, dataFormat, farm, harvest, packed } from './orchard.ts';
import { heads, operator, somebody, stage, weights } from './stock.ts';

const units = [...weights, ...heads, 'LTR'];
const owner = '91350100M000100Y43';
export const inbound = `urn:zhuisu:lot:${owner}:in:20260509-1`;
export const outbound = `urn:zhuisu:lot:${owner}:out:20260510-1`;
export const mixed = `urn:zhuisu:lot:${owner}:mix:20260509-1`;
const store: readonly [string, string] = ['库房', 'Store'];
const design = unverified('环节为平台设计：批次平衡所需，无逐条法律依据');

export const batchStages: readonly Stage[] = [
  stage({
    id: 'inbound_batch',
    name: ['入库批次', 'Inbound batch'],
    event: { type: 'TransformationEvent', disposition: 'active' },
    time: ['入库时间', 'Time'],
    place: store,
    fields: [
      amount('from', ['上一环节出库批次', 'Outbound batches of the step before'], 'inputs', units, { many: true, counted: true }),
      amount('lot', ['入库批次', 'Inbound batch'], 'outputs', units, { counted: true }),
      supplier({ law: dataFormat }),
      document('certificateNo', ['合格证号', 'Certificate number'], 'cert', {
        optional: true,
        sees: 'public',
        law: certificateRule,
      }),
      operator(),
    ],
    example: {
      time: '2026-05-09T11:00:00+08:00',
      place: farm,
      from: [{ code: packed, quantity: 100, unit: 'H87' }],
      lot: inbound,
      lotQuantity: 100,
      lotUnit: 'H87',
      supplier: '91419001MA3X000102',
      certificateNo: 'HGZ-2026-000017',
    },
    source: dataFormat,
  }),
  stage({
    id: 'outbound_batch',
    name: ['出库批次', 'Outbound batch'],
    event: { type: 'TransformationEvent', disposition: 'active' },
    time: ['出库时间', 'Time'],
    place: store,
    fields: [
      amount('from', ['入库批次', 'Inbound batches'], 'inputs', units, { many: true, counted: true }),
      amount('lot', ['出库批次（即追溯码）', 'Outbound batch, which is the trace code'], 'outputs', units, { counted: true }),
      customer({ law: dataFormat }),
      operator(),
    ],
    example: {
      time: '2026-05-10T05:00:00+08:00',
      place: farm,
      from: [{ code: inbound, quantity: 40, unit: 'H87' }],
      lot: outbound,
      lotQuantity: 40,
      lotUnit: 'H87',
      customer: '915101007130545948',
    },
    source: dataFormat,
  }),
  stage({
    id: 'repacking',
    name: ['收购后混装分装', 'Mixing or repacking after purchase'],
    event: { type: 'TransformationEvent', disposition: 'active' },
    time: ['混装分装时间', 'Time'],
    place: ['场所', 'Place'],
    fields: [
      amount('from', ['收购批次', 'Lots bought'], 'inputs', units, { many: true, counted: true }),
      amount('lot', ['混装分装批次', 'Lot mixed or repacked'], 'outputs', units, { counted: true }),
      text('collectedCertificates', ['收取的合格证号', 'Certificates collected'], { law: certificateRule }),
      document('certificateNo', ['重新开具的合格证号（样式二）', 'New certificate (form two)'], 'cert', {
        optional: true,
        sees: 'public',
        law: certificateRule,
      }),
      batch('spec', ['规格', 'Specification'], { kind: 'text', most: 60 }, undefined, { optional: true }),
      operator(),
    ],
    example: {
      time: '2026-05-09T12:00:00+08:00',
      place: farm,
      from: [{ code: harvest, quantity: 20, unit: 'KGM' }],
      lot: mixed,
      lotQuantity: 20,
      lotUnit: 'KGM',
      collectedCertificates: 'HGZ-2026-000017',
      certificateNo: 'HGZ-2026-000018',
    },
    source: certificateRule,
  }),
  stage({
    id: 'loss',
    name: ['损耗报损', 'Loss'],
    event: { bizStep: 'decommissioning', disposition: 'damaged' },
    place: store,
    fields: [
      amount('lot', ['批次', 'Lot'], 'things', units, { counted: true }),
      choice(
        'lossKind',
        ['原因', 'Reason'],
        choices(
          ['weight', '失重', 'weight'],
          ['spoilt', '腐烂变质', 'spoilt'],
          ['damage', '破损', 'damage'],
          ['other', '其他', 'other'],
        ),
      ),
      operator(),
    ],
    example: { time: '2026-05-12T18:00:00+08:00', place: farm, lot: packed, lotQuantity: 2, lotUnit: 'H87', lossKind: 'spoilt' },
    source: design,
  }),
  stage({
    id: 'stock_take',
    name: ['盘点', 'Stock-taking'],
    event: { bizStep: 'stock_taking', disposition: 'sellable_not_accessible' },
    place: store,
    fields: [amount('lot', ['批次与实存', 'Lot and what is there'], 'things', units, { counted: true }), operator()],
    example: { time: '2026-05-31T18:00:00+08:00', place: farm, lot: packed, lotQuantity: 30, lotUnit: 'H87' },
    source: design,
  }),
  stage({
    id: 'destruction',
    name: ['无害化处理与销毁', 'Destruction'],
    event: { bizStep: 'destroying', disposition: 'destroyed' },
    time: ['销毁时间', 'Time'],
    place: ['地点', 'Place'],
    fields: [
      amount('lot', ['批次', 'Lot'], 'things', units, { counted: true }),
      text('reason', ['原因', 'Reason'], { most: 120 }),
      text('method', ['方式', 'Method'], { most: 80 }),
      field(
        'supervisor',
        ['监督人', 'Supervisor'],
        { kind: 'person' },
        { at: 'member', name: 'zhuisu:supervisor' },
        { sees: 'authority' },
      ),
    ],
    example: {
      time: '2026-05-15T10:00:00+08:00',
      place: farm,
      lot: harvest,
      lotQuantity: 780,
      lotUnit: 'KGM',
      reason: '农药残留超标',
      method: '深埋',
      supervisor: somebody('officer-1'),
    },
    source: unverified('农产品质量安全法（2022）：不合格农产品的无害化处理（条文未核实）'),
  }),
  stage({
    id: 'recall',
    name: ['停售召回', 'Stopped and called back'],
    event: { bizStep: 'holding', disposition: 'recalled', persistent: { set: ['recalled'] } },
    time: ['决定时间', 'Time of the decision'],
    place: ['地点', 'Place'],
    fields: [
      amount('lot', ['批次', 'Lot'], 'things', units),
      document('recallNo', ['召回编号', 'Recall'], 'rma', { sees: 'public' }),
      text('reason', ['原因', 'Reason'], { sees: 'public' }),
      number('soldAmount', ['已售数量', 'Amount sold'], { least: 0, optional: true }),
    ],
    example: {
      time: '2026-05-11T10:00:00+08:00',
      place: farm,
      lot: harvest,
      recallNo: 'NCPZH-2026-0001',
      reason: '农药残留超标',
      soldAmount: 300,
    },
    source: unverified('农产品质量安全法（2022）：停止销售、召回（条文未核实）'),
  }),
  stage({
    id: 'release',
    name: ['解除封存', 'Released'],
    event: { disposition: 'conformant', persistent: { unset: ['recalled', 'non_conformant'] } },
    place: ['地点', 'Place'],
    fields: [amount('lot', ['批次', 'Lot'], 'things', units), text('decision', ['解除依据', 'Decision'], { most: 120 })],
    example: { time: '2026-05-20T10:00:00+08:00', place: farm, lot: harvest, decision: '复检合格，农业农村局解除封存' },
    source: design,
  }),
];
