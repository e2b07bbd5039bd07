/** The firms of the chains: who they are in Jiyuan, in place of those of the examples. Codes are well formed, invented, and nobody's. */
import type { LicenceRequest } from '../../../src/contract/index.ts';
import { withCreditCheck } from '../keys.ts';
import { type Cast, recast, recastKey } from './recast.ts';
import { chainLicences } from './registers.ts';

export interface ChainFirm {
  /** Credit code in the examples of the category. */
  readonly before: string;
  /** Credit code in the demo. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly form: string;
  /** Code of the town or subdistrict, and its name. */
  readonly area: readonly [code: string, zh: string];
  /** Canonical URIs, and what stands there. */
  readonly sites: readonly (readonly [location: string, kind: string, zh: string])[];
}

const wangwu = ['419001109', '王屋镇'] as const;
const kejing = ['419001100', '克井镇'] as const;
const wulongkou = ['419001101', '五龙口镇'] as const;
const zhicheng = ['419001102', '轵城镇'] as const;
const chengliu = ['419001103', '承留镇'] as const;
const shaoyuan = ['419001104', '邵原镇'] as const;
const potou = ['419001105', '坡头镇'] as const;
const lilin = ['419001106', '梨林镇'] as const;
const sili = ['419001108', '思礼镇'] as const;
const xiaye = ['419001110', '下冶镇'] as const;
const qinyuan = ['419001001', '沁园街道'] as const;
const jishui = ['419001002', '济水街道'] as const;
const beihai = ['419001003', '北海街道'] as const;
const tiantan = ['419001004', '天坛街道'] as const;
const yuquan = ['419001005', '玉泉街道'] as const;

type Row = readonly [before: string, zh: string, en: string, form: string, area: ChainFirm['area'], sites: ChainFirm['sites']];

const rows: Readonly<Record<string, readonly Row[]>> = {
  produce: [
    [
      '91419001MA3X000102',
      '五龙口果蔬茶专业合作社',
      'Wulongkou Produce Cooperative',
      'cooperative',
      wulongkou,
      [['6901234000016', 'plot', '五龙口 合作社基地']],
    ],
    [
      '91350100M000100Y43',
      '济源农产品批发市场',
      'Jiyuan Produce Market',
      'company',
      jishui,
      [['6901234000023', 'market', '济水 批发市场']],
    ],
    ['915101007130545948', '北海中学食堂', 'Beihai School Canteen', 'company', beihai, []],
    [
      '913411253367961888',
      '邵原生态养殖场',
      'Shaoyuan Livestock Farm',
      'company',
      shaoyuan,
      [
        ['6901234000047', 'plot', '邵原 养殖小区'],
        ['6901234000061', 'plot', '邵原 奶牛场'],
        ['6901234000078', 'premises', '邵原 生鲜乳收购站'],
      ],
    ],
    [
      '91320594346302401E',
      '轵城定点屠宰厂',
      'Zhicheng Slaughterhouse',
      'company',
      zhicheng,
      [['6901234000054', 'plant', '轵城 屠宰车间']],
    ],
  ],
  food: [
    ['91419001MA3X000102', '玉泉食品有限公司', 'Yuquan Food', 'company', yuquan, [['6901234000016', 'plant', '玉泉 食品厂']]],
    [
      '91350100M000100Y43',
      '济水食品配送有限公司',
      'Jishui Food Distribution',
      'company',
      jishui,
      [['6901234000030', 'warehouse', '济水 配送中心']],
    ],
    ['915101007130545948', '天坛机关食堂', 'Tiantan Canteen', 'company', tiantan, [['6901234000023', 'shop', '天坛 食堂与超市']]],
    ['913411253367961888', '梨林原料种养合作社', 'Lilin Raw-material Cooperative', 'cooperative', lilin, []],
  ],
  medical: [
    [
      '91419001MA3X000102',
      '济源制药有限公司',
      'Jiyuan Pharmaceutical',
      'company',
      kejing,
      [
        ['6901234560015', 'plant', '克井 制药车间'],
        ['6901234000016', 'plot', '克井 药材基地'],
      ],
    ],
    [
      '91350100M000100Y43',
      '济世医药配送有限公司',
      'Jishi Medical Distribution',
      'company',
      beihai,
      [['6901234560022', 'warehouse', '北海 医药仓库']],
    ],
    [
      '915101007130545948',
      '沁园社区医院',
      'Qinyuan Community Hospital',
      'company',
      qinyuan,
      [
        ['6901234560039', 'premises', '沁园 药房与接种门诊'],
        ['6901234560046', 'premises', '沁园 手术部'],
      ],
    ],
  ],
  inputs: [
    [
      '91419001MA0000021Q',
      '沁北农资制造有限公司',
      'Qinbei Farm Inputs',
      'company',
      kejing,
      [['6901234570014', 'plant', '克井 农资车间']],
    ],
    [
      '91419001MA0000022U',
      '梨林农资经营部',
      'Lilin Farm-input Shop',
      'company',
      lilin,
      [['6901234570021', 'shop', '梨林 农资店']],
    ],
    ['91419001MA00000242', '坡头粮食储备库', 'Potou Grain Store', 'company', potou, []],
    [
      '91419001MA00000255',
      '思礼废弃物回收站',
      'Sili Packaging Collection',
      'company',
      sili,
      [['6901234570052', 'premises', '思礼 包装回收站']],
    ],
    [
      '91419001MA3X000102',
      '王屋山种植家庭农场',
      'Wangwu Family Farm',
      'family_farm',
      wangwu,
      [
        ['6901234000016', 'plot', '王屋 种植地块'],
        ['6901234570038', 'plot', '王屋 养殖点'],
        ['6901234570069', 'premises', '王屋 农资仓'],
      ],
    ],
    ['91350100M000100Y43', '黄河原料有限公司', 'Huanghe Raw Materials', 'company', xiaye, []],
  ],
  equipment: [
    [
      '91419001MA00000154',
      '玉川特种设备制造有限公司',
      'Yuchuan Special Equipment',
      'company',
      kejing,
      [['6901234000016', 'plant', '克井 设备制造厂']],
    ],
    ['91419001MA0000023Y', '天坛电梯维保有限公司', 'Tiantan Lift Service', 'company', tiantan, []],
    [
      '91419001MA0000031R',
      '沁园商业广场',
      'Qinyuan Shopping Centre',
      'company',
      qinyuan,
      [
        ['6901234000030', 'premises', '沁园 商业广场'],
        ['6901234000047', 'premises', '沁园 广场餐厅'],
      ],
    ],
    [
      '91419001MA00000A9R',
      '轵城气瓶充装站',
      'Zhicheng Filling Station',
      'company',
      zhicheng,
      [['6901234000023', 'plant', '轵城 充装站']],
    ],
    ['91419001MA3X000102', '承留燃气供应站', 'Chengliu Gas Supply', 'company', chengliu, []],
  ],
  dangerous: [
    [
      '91419001MA00000154',
      '玉川化工民爆有限公司',
      'Yuchuan Chemicals and Explosives',
      'company',
      kejing,
      [
        ['6901234000016', 'plant', '克井 生产厂与炸药库'],
        ['6901234000085', 'warehouse', '克井 雷管库'],
        ['6901234000092', 'warehouse', '克井 火药库'],
        ['6901234000108', 'warehouse', '克井 氧化剂库'],
        ['6901234000115', 'warehouse', '克井 剧毒品库'],
      ],
    ],
    [
      '91419001MA0000023Y',
      '轵城烟花爆竹批发公司',
      'Zhicheng Fireworks Wholesale',
      'company',
      zhicheng,
      [['6901234000023', 'shop', '轵城 烟花爆竹店']],
    ],
    [
      '91419001MA0000031R',
      '承留矿山爆破有限公司',
      'Chengliu Mining and Blasting',
      'company',
      chengliu,
      [
        ['6901234000030', 'warehouse', '承留 专用库房'],
        ['6901234000047', 'premises', '承留 采场与处置场'],
      ],
    ],
    ['91419001MA00000A9R', '济水危货运输有限公司', 'Jishui Hazardous Transport', 'company', jishui, []],
  ],
  rare_earth: [
    [
      '91419001MA00000154',
      '虎岭稀土分离有限公司',
      'Huling Rare-earth Separation',
      'company',
      chengliu,
      [['6901234000016', 'plant', '承留 分离厂']],
    ],
    ['91419001MA0000023Y', '思礼稀土回收有限公司', 'Sili Rare-earth Recycling', 'company', sili, []],
    ['91419001MA0000031R', '下冶稀土矿业有限公司', 'Xiaye Rare-earth Mining', 'company', xiaye, []],
    ['91419001MA00000A9R', '玉川磁材有限公司', 'Yuchuan Magnets', 'company', kejing, [['6901234000023', 'plant', '克井 磁材厂']]],
  ],
  car_parts: [
    [
      '91419001MA0000021Q',
      '济源汽车电器有限公司',
      'Jiyuan Auto Electric',
      'company',
      kejing,
      [['6901234570014', 'plant', '克井 配件厂']],
    ],
    [
      '91419001MA0000022U',
      '北海汽配经销部',
      'Beihai Parts Dealer',
      'company',
      beihai,
      [['6901234570021', 'warehouse', '北海 汽配城']],
    ],
    [
      '91419001MA00000255',
      '玉泉汽车维修厂',
      'Yuquan Car Workshop',
      'company',
      yuquan,
      [['6901234570038', 'shop', '玉泉 修理厂']],
    ],
    ['91419001MA00000268', '坡头废油处置有限公司', 'Potou Waste-oil Treatment', 'company', potou, []],
  ],
};

const order = Object.keys(rows);

/** 机关 9, 机构 1, the division of Jiyuan, and an organisation code that begins as no real one does. */
const codeOf = (category: string, i: number): string =>
  withCreditCheck(`91419001MA9${order.indexOf(category) + 1}${String(100 + 10 * i).padStart(4, '0')}`);

const castOf = (category: string): Cast => ({ category: order.indexOf(category) + 1, chain: 0, firms: firmCodes(category) });

export const chainFirms = (category: string): readonly ChainFirm[] =>
  rows[category]!.map(([before, zh, en, form, area, sites], i) => ({
    before,
    code: codeOf(category, i),
    zh: `${zh}（演示）`,
    en: `${en} (demo)`,
    form,
    area,
    sites: sites.map(
      ([location, kind, name]) => [`https://id.gs1.org/414/${recastKey('414', location, castOf(category))}`, kind, name] as const,
    ),
  }));

/** What a firm or a person of the examples holds; their numbers are recast as those of the records. */
export const chainLicencesOf = (category: string, before: string): LicenceRequest[] =>
  (chainLicences[category] ?? [])
    .filter(([party]) => party === before || party === `urn:zhuisu:uscc:${before}`)
    .map(([, scheme, number, ...products]) => ({
      scheme,
      number,
      from: '2024-01-01',
      to: '2028-12-31',
      products: recast(products, castOf(category)),
    }));

/** Credit codes of the examples → those of the demo. */
export const firmCodes = (category: string): ReadonlyMap<string, string> =>
  new Map(rows[category]!.map(([before], i) => [before, codeOf(category, i)]));
