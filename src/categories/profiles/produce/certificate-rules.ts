/** Rules of conformity certificates: issued, collected, issued anew, kept (AG-01, 02, 03). */
import { unverified, verified } from '../../fields.ts';
import type { Rule, When } from '../../rules/definition.ts';
import { alone, row, told } from '../row.ts';
import { harvest } from './orchard.ts';

const rule = verified('农产品质量安全承诺达标合格证管理办法（农业农村部令2025年第4号）');
/** Read in paraphrases of the articles after the third. */
const duties = verified('令2025年第4号与农产品质量安全法第三十九条：收取、保存、重新开具（条文为转述）');
const design = unverified('平台规则：无法律依据，供发现异常');
const since = '2026-02-01';
const inScope: When = { field: 'scopeGroup', not: ['outside'] };

export const certificateRules: readonly Rule[] = [
  row({
    id: 'AG-01',
    severity: 'block',
    name: ['在目录内的产品销售出库须附合格证', 'Products in scope leave with a conformity certificate'],
    stages: ['shipping'],
    when: [{ field: 'shipper', not: ['farmer'] }, inScope],
    test: { kind: 'present', field: 'certificateNo' },
    repair: ['请先开具承诺达标合格证并填写编号', 'Issue the certificate first and state its number'],
    basis: rule,
    from: since,
    passes: alone('shipping'),
    fails: alone('shipping', { certificateNo: null }),
  }),
  row({
    id: 'AG-01b',
    severity: 'warn',
    name: ['鼓励农户开具合格证', 'Small farmers are encouraged to issue a certificate'],
    stages: ['shipping'],
    when: [{ field: 'shipper', is: ['farmer'] }, inScope],
    test: { kind: 'present', field: 'certificateNo' },
    repair: ['乡镇监管站可协助开具', 'The township office helps to issue one'],
    basis: rule,
    from: since,
    passes: alone('shipping', { shipper: 'farmer' }),
    fails: alone('shipping', { shipper: 'farmer', certificateNo: null }),
  }),
  row({
    id: 'AG-02a',
    severity: 'block',
    name: ['收购者须收取合格证，无证不得收购', 'A buyer collects the certificate: without one, no purchase'],
    stages: ['receipt'],
    when: [{ field: 'fromFarmer', not: [true] }, inScope],
    test: { kind: 'present', field: 'certificateNo' },
    repair: ['请索取合格证；没有的记为拒收退回（原因：未附合格证）', 'Ask for it; without it, record a refusal'],
    basis: duties,
    from: since,
    passes: alone('receipt'),
    fails: alone('receipt', { certificateNo: null }),
  }),
  row({
    id: 'AG-02b',
    severity: 'alarm',
    name: ['合格证存根至少保存六个月', 'The copy of a certificate is kept for six months at least'],
    stages: ['certificate'],
    when: [{ field: 'copyKeptUntil' }],
    test: { kind: 'elapsed', from: 'time', to: 'copyKeptUntil', least: { months: 6 } },
    repair: ['请将存根保存至六个月以后', 'Keep the copy for six months'],
    basis: duties,
    from: since,
    passes: alone('certificate'),
    fails: alone('certificate', { copyKeptUntil: '2026-08-31' }),
  }),
  row({
    id: 'AG-02c',
    severity: 'block',
    name: ['混装或分装后须重新开具合格证（样式二）', 'What is mixed or repacked after purchase gets a new certificate, form two'],
    stages: ['repacking'],
    test: { kind: 'present', field: 'certificateNo' },
    repair: ['请以样式二重新开具并填写编号', 'Issue a new one in form two and state its number'],
    basis: duties,
    from: since,
    passes: alone('repacking'),
    fails: alone('repacking', { certificateNo: null }),
  }),
  row({
    id: 'AG-02d',
    severity: 'warn',
    name: ['从农户收购宜收取合格证或其他证明', 'What small farmers sell should come with a certificate or another proof'],
    stages: ['receipt'],
    when: [{ field: 'fromFarmer', is: [true] }, inScope],
    test: { kind: 'present', field: 'certificateNo' },
    repair: ['请收取合格证，或自行检测并开具样式二', 'Collect one, or test it yourself and issue form two'],
    basis: duties,
    from: since,
    passes: alone('receipt', { fromFarmer: true }),
    fails: alone('receipt', { fromFarmer: true, certificateNo: null }),
  }),
  row({
    id: 'AG-03',
    severity: 'block',
    name: ['出库数量不得超过批次余量', 'No more leaves than the lot holds'],
    stages: ['shipping', 'wholesale'],
    test: { kind: 'balance', of: 'things', tolerance: 0.02 },
    repair: ['请核对批次与数量', 'Check the lot and the quantity'],
    basis: design,
    from: since,
    passes: { before: [told('packing')], record: told('shipping') },
    fails: { before: [told('packing')], record: told('shipping', { lotQuantity: 200 }) },
  }),
  row({
    id: 'AG-03b',
    severity: 'block',
    name: ['合格证所列数量不得超过批次余量', 'A certificate promises no more than the lot holds'],
    stages: ['certificate'],
    test: { kind: 'balance', of: 'things', tolerance: 0.02 },
    repair: ['请核对批次与数量', 'Check the lot and the quantity'],
    basis: design,
    from: since,
    passes: { before: [told('harvest')], record: told('certificate') },
    fails: { before: [told('harvest')], record: told('certificate', { lot: harvest, lotQuantity: 1_200 }) },
  }),
];
