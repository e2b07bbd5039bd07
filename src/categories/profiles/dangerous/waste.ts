/** 危险废物: arises, is stored, handed over with a manifest, received, disposed of. */
import type { Source, Stage } from '../../definition.ts';
import { amount, code, customer, flag, number, person, supplier, text, unverified, verified } from '../../fields.ts';
import { closed, maker, paper, passed, site, somebody, start, user, wasteLaw, works } from './site.ts';

export const wasteLot = 'urn:zhuisu:lot:91419001MA00000154:waste:2026-W1';
const manifestRule: Source = unverified('危险废物转移管理办法（2022）；联单编号位段未核实');
const wasteCode = () => code('wasteCode', ['废物代码', 'Waste code'], ['wastecode']);
const lot = () => amount('lot', ['废物批次', 'Waste lot'], 'things', ['KGM', 'TNE'], { counted: true });
const manifest = (optional?: true) =>
  code('manifest', ['转移联单编号', 'Manifest'], ['wastemanifest'], optional ? { optional, law: wasteLaw('八十二') } : {});
const waste = (quantity: number) => ({
  lot: wasteLot,
  lotQuantity: quantity,
  lotUnit: 'KGM',
  wasteCode: 'urn:zhuisu:wastecode:900-041-49',
});
const number2026 = 'urn:zhuisu:wastemanifest:20264190000001';
const seen = [...passed, 'wasteCode', 'manifest', 'sent', 'received'];

export const wasteStages: readonly Stage[] = [
  closed({
    id: 'waste_generation',
    zh: '产生',
    en: 'Waste arises',
    event: { type: 'ObjectEvent', action: 'ADD', bizStep: 'collecting', disposition: 'active' },
    fields: [
      ...start(['产生时间', 'Time'], ['产生环节', 'Place']),
      lot(),
      wasteCode(),
      text('wasteName', ['废物名称', 'Name'], { most: 60 }),
      text('arisesFrom', ['来源（销毁、工艺、检修）', 'Where it comes from'], { most: 100 }),
    ],
    example: {
      time: '2026-06-15T09:00:00+08:00',
      place: works,
      ...waste(800),
      wasteName: '废包装桶、残渣',
      arisesFrom: '过期硝酸处置',
    },
    source: wasteLaw('七十八'),
  }),
  closed({
    id: 'waste_storage',
    zh: '贮存入库',
    en: 'Into the waste store',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'storing', disposition: 'non_sellable_other' },
    fields: [...start(['入库时间', 'Time'], ['贮存场所', 'Store']), lot(), wasteCode(), person('keeper', ['保管人', 'Keeper'])],
    example: { time: '2026-06-15T15:00:00+08:00', place: works, ...waste(800), keeper: somebody('keeper-1') },
    source: wasteLaw('八十一'),
  }),
  closed(
    {
      id: 'waste_transfer',
      zh: '转移出厂',
      en: 'Handed over',
      event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', disposition: 'non_sellable_other' },
      fields: [
        ...start(['转移时间', 'Time'], ['移出单位', 'From']),
        lot(),
        wasteCode(),
        supplier(),
        customer(),
        manifest(true),
        number('sent', ['移出质量（kg）', 'Mass sent (kg)'], { least: 0, unit: 'KGM' }),
        flag('crossProvince', ['跨省转移', 'To another province']),
        paper('crossApproval', ['跨省转移批准', 'Approval across provinces'], { optional: true, law: wasteLaw('八十二') }),
        code('vehicle', ['车辆号牌', 'Vehicle'], ['plate'], { optional: true }),
      ],
      example: {
        time: '2026-09-15T09:00:00+08:00',
        place: works,
        ...waste(800),
        supplier: maker,
        customer: user,
        manifest: number2026,
        sent: 800,
        crossProvince: false,
      },
      source: manifestRule,
    },
    seen,
  ),
  closed(
    {
      id: 'waste_receipt',
      zh: '接收',
      en: 'Received',
      event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'receiving', disposition: 'non_sellable_other' },
      fields: [
        ...start(['接收时间', 'Time'], ['接收单位', 'To']),
        lot(),
        wasteCode(),
        supplier(),
        customer(),
        manifest(),
        number('received', ['接收质量（kg）', 'Mass received (kg)'], { least: 0, unit: 'KGM' }),
      ],
      example: {
        time: '2026-09-15T14:00:00+08:00',
        place: site,
        ...waste(798),
        supplier: maker,
        customer: user,
        manifest: number2026,
        received: 798,
      },
      source: manifestRule,
    },
    seen,
  ),
  closed({
    id: 'waste_disposal',
    zh: '利用处置',
    en: 'Recovered or disposed of',
    event: { type: 'ObjectEvent', action: 'DELETE', bizStep: 'destroying', disposition: 'disposed' },
    fields: [
      ...start(['处置时间', 'Time'], ['处置设施', 'Facility']),
      lot(),
      wasteCode(),
      text('method', ['利用处置方式', 'Method'], { most: 60 }),
    ],
    example: { time: '2026-09-20T09:00:00+08:00', place: site, ...waste(798), method: '焚烧' },
    source: verified('固体废物污染环境防治法（2020）第八十条'),
  }),
];
