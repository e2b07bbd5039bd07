/** Rules of where a pack is and who has it (DR-03), of packs that were opened (DR-04), and of what was sold already (DR-01). */
import type { Rule } from '../../rules/definition.ts';
import { alone, recorder, row, told } from '../row.ts';
import { back, outward, toPerson } from './handing.ts';
import { bills, carton, depot, design, pharmacy, secondUnit, unit, wholesaler } from './shared.ts';

/** Dispatches that name who is to receive. */
const addressed = ['sales_out', 'direct_dispatch', 'vaccine_dispatch', 'return_out', 'direct_return'];
const one = { codes: [unit] } as const;
const opened = { parent: carton, children: [secondUnit], place: depot, time: '2026-02-12T09:00:00+08:00' } as const;

export const custodyRules: readonly Rule[] = [
  row({
    id: 'DR-01c',
    severity: 'block',
    name: ['已售出（核销）的追溯码不得再出库、再销售', 'A code that was sold moves no more, and is not sold again'],
    stages: [...outward, ...toPerson],
    test: { kind: 'custody', of: 'things', never: toPerson, since: back },
    repair: [
      '请隔离该药品，核查来源；确系退货的先登记退货入库',
      'Set the pack apart and find out where it came from; record a return first',
    ],
    basis: bills,
    passes: {
      before: [
        told('retail', { time: '2026-02-18T11:00:00+08:00' }),
        told('return_receipt', { ...one, time: '2026-02-19T09:00:00+08:00' }),
      ],
      record: told('retail'),
    },
    fails: { before: [told('retail', { time: '2026-02-08T11:00:00+08:00' })], record: told('sales_out', one) },
  }),
  row({
    id: 'DR-03b',
    severity: 'alarm',
    name: ['药品须在最近一次记录的地点，或有移动记录', 'A pack is where its last record left it, or a move is on record'],
    stages: [...outward, ...toPerson],
    test: { kind: 'whereabouts', of: 'things', moves: [...outward, 'return_out', 'direct_return', 'recall_out', 'other_out'] },
    repair: ['请补录调拨或出入库，或查明该码为何出现在此', 'Record the move, or find out how the code came here'],
    basis: design,
    passes: {
      before: [told('purchase_receipt', { ...one, place: pharmacy, time: '2026-02-12T09:00:00+08:00' })],
      record: told('retail'),
    },
    fails: { before: [told('purchase_receipt', { ...one, time: '2026-02-12T09:00:00+08:00' })], record: told('retail') },
  }),
  row({
    id: 'DR-03c',
    severity: 'alarm',
    name: ['收货单位须是最近一次发货的收货方（不得跳级）', 'Whoever receives is whom it was sent to: no level is skipped'],
    stages: ['purchase_receipt', 'vaccine_receipt', 'return_receipt'],
    test: { kind: 'holder', of: 'things', party: 'owner', moves: addressed, contained: true },
    repair: ['请查明中间环节，请其补录收货与发货', 'Find out who had it between, and have that recorded'],
    basis: design,
    passes: { before: [told('sales_out', { customer: recorder })], record: told('purchase_receipt') },
    fails: { before: [told('sales_out', { customer: wholesaler })], record: told('purchase_receipt') },
  }),
  row({
    id: 'DR-03d',
    severity: 'alarm',
    name: ['销售单位须是最近一次发货的收货方', 'Whoever sells is whom it was last sent to'],
    stages: [...outward, ...toPerson],
    test: { kind: 'holder', of: 'things', party: 'owner', moves: addressed, contained: true },
    repair: ['请核查该药品从何处取得', 'Find out where the pack was got'],
    basis: design,
    passes: { before: [told('packing'), told('sales_out', { customer: recorder })], record: told('retail') },
    fails: { before: [told('packing'), told('sales_out', { customer: wholesaler })], record: told('retail') },
  }),
  row({
    id: 'DR-04c',
    severity: 'block',
    name: ['拆过的包装不得按整件出库', 'A pack that was opened does not leave as a whole'],
    stages: outward,
    test: { kind: 'custody', of: 'things', never: ['unpacking'], since: ['packing'], as: 'parent' },
    repair: ['请按箱内追溯码逐一出库，或重新装箱关联', 'Dispatch the codes inside one by one, or pack it again'],
    basis: design,
    passes: {
      before: [
        told('packing'),
        told('unpacking', opened),
        told('packing', { time: '2026-02-12T10:00:00+08:00', children: [secondUnit] }),
      ],
      record: told('transfer_out'),
    },
    fails: { before: [told('packing'), told('unpacking', opened)], record: told('transfer_out') },
  }),
  row({
    id: 'DR-P01',
    severity: 'warn',
    name: ['未核验的采购须说明原因', 'A purchase that was not verified says why'],
    stages: ['purchase_receipt', 'vaccine_receipt'],
    when: [{ field: 'verified', is: [false] }],
    test: { kind: 'present', field: 'mismatchReason' },
    repair: ['请向追溯系统核验追溯码，或写明未通过的原因', 'Verify the codes with the issuing system, or state why that failed'],
    basis: bills,
    passes: alone('purchase_receipt', { verified: false, mismatchReason: '追溯系统暂不可用' }),
    fails: alone('purchase_receipt', { verified: false }),
  }),
];
