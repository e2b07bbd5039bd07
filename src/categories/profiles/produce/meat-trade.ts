/** 食用农产品 · 肉品流通: out of the slaughterhouse, into the market. Wholesale and retail are those of all produce. */
import type { Stage } from '../../definition.ts';
import { amount, choice, choices, customer, document, person, supplier, temperature, text } from '../../fields.ts';
import {
  butcher,
  buyer,
  heads,
  meatMarketRule,
  pork,
  quarantine,
  quarantined,
  quarantineRule,
  slaughterhouse,
  somebody,
  stage,
  weights,
} from './stock.ts';

const lot = amount('lot', ['批次', 'Lot'], 'things', [...weights, ...heads], { counted: true });
const meatInspectionNo = text('meatInspectionNo', ['肉品品质检验合格证号', 'Meat inspection certificate'], {
  most: 60,
  optional: true,
  sees: 'public',
  law: meatMarketRule,
});
const meatKind = choice(
  'meatKind',
  ['肉品种类', 'Kind of meat'],
  choices(
    ['pork', '猪肉', 'pork'],
    ['beef', '牛肉', 'beef'],
    ['mutton', '羊肉', 'mutton'],
    ['poultry', '禽肉', 'poultry'],
    ['other', '其他', 'other'],
  ),
  { sees: 'public' },
);

export const meatTradeStages: readonly Stage[] = [
  stage({
    id: 'meat_dispatch',
    name: ['肉品出厂', 'Dispatch of meat'],
    event: { bizStep: 'shipping', disposition: 'in_transit' },
    time: ['出厂时间', 'Time of dispatch'],
    place: ['屠宰厂（场）', 'Slaughterhouse'],
    fields: [
      lot,
      meatKind,
      ...quarantine('product', { optional: true }),
      meatInspectionNo,
      customer(),
      document('delivery', ['随货单号', 'Delivery note'], 'desadv'),
      text('plateNo', ['冷藏车车牌', 'Plate of the cold lorry'], { most: 20 }),
      person('driver', ['司机', 'Driver'], { optional: true }),
      temperature('loadTemperature', ['装车温度', 'Temperature at loading'], 'value', { optional: true }),
    ],
    example: {
      time: '2026-06-02T05:00:00+08:00',
      place: slaughterhouse,
      lot: pork,
      lotQuantity: 480,
      lotUnit: 'KGM',
      meatKind: 'pork',
      ...quarantined('product_b', '4100123456', '2026-06-02'),
      meatInspectionNo: 'RPJ-2026-00417',
      customer: buyer,
      delivery: 'D-2026-0602',
      plateNo: '豫U34567',
      driver: somebody('driver-3'),
      loadTemperature: 3.2,
    },
    source: quarantineRule,
  }),
  stage({
    id: 'meat_market_entry',
    name: ['肉品入市查验', 'Entry of meat to a market'],
    event: { bizStep: 'accepting', disposition: 'sellable_accessible' },
    time: ['入场时间', 'Time of entry'],
    place: ['市场', 'Market'],
    fields: [
      lot,
      meatKind,
      ...quarantine('product', { optional: true }),
      meatInspectionNo,
      supplier(),
      text('stall', ['摊位', 'Stall'], { most: 40 }),
      choice(
        'nodeKind',
        ['节点类型', 'Kind of market'],
        choices(
          ['0002', '批发市场', 'wholesale market'],
          ['0003', '菜市场', 'food market'],
          ['0004', '超市', 'supermarket'],
          ['0005', '团体消费单位', 'canteen'],
          ['0006', '其他', 'other'],
        ),
      ),
    ],
    example: {
      time: '2026-06-02T07:00:00+08:00',
      place: 'https://id.gs1.org/414/6901234000023',
      lot: pork,
      lotQuantity: 480,
      lotUnit: 'KGM',
      meatKind: 'pork',
      ...quarantined('product_b', '4100123456', '2026-06-02'),
      meatInspectionNo: 'RPJ-2026-00417',
      supplier: butcher,
      stall: '肉 08',
      nodeKind: '0003',
    },
    source: meatMarketRule,
  }),
];
