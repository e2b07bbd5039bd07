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
  /** Categories beside that of its chain. */
  readonly also: readonly string[];
  /** Code of the town or subdistrict, and its name. */
  readonly area: readonly [code: string, zh: string];
  /** Canonical URIs, and what stands there. */
  readonly sites: readonly (readonly [location: string, kind: string, zh: string])[];
}

const towns: Readonly<Record<string, string>> = {
  王屋镇: '419001109',
  克井镇: '419001100',
  五龙口镇: '419001101',
  轵城镇: '419001102',
  承留镇: '419001103',
  邵原镇: '419001104',
  坡头镇: '419001105',
  梨林镇: '419001106',
  思礼镇: '419001108',
  下冶镇: '419001110',
  沁园街道: '419001001',
  济水街道: '419001002',
  北海街道: '419001003',
  天坛街道: '419001004',
  玉泉街道: '419001005',
};

/**
 * A line for each firm: its credit code in the examples, its form and what else it is registered for, its town, its names. Below it a line for
 * each of its sites: the location in the examples, what it is, its name.
 */
const table = `
produce
  91419001MA3X000102 cooperative 五龙口镇 五龙口果蔬茶专业合作社 / Wulongkou Produce Cooperative
    6901234000016 plot 五龙口 合作社基地
  91350100M000100Y43 company 济水街道 济源农产品批发市场 / Jiyuan Produce Market
    6901234000023 market 济水 批发市场
  915101007130545948 company 北海街道 北海中学食堂 / Beihai School Canteen
  913411253367961888 company+inputs 邵原镇 邵原生态养殖场 / Shaoyuan Livestock Farm
    6901234000047 plot 邵原 养殖小区
    6901234000061 plot 邵原 奶牛场
    6901234000078 premises 邵原 生鲜乳收购站
  91320594346302401E company 轵城镇 轵城定点屠宰厂 / Zhicheng Slaughterhouse
    6901234000054 plant 轵城 屠宰车间
food
  91419001MA3X000102 company 玉泉街道 玉泉食品有限公司 / Yuquan Food
    6901234000016 plant 玉泉 食品厂
  91350100M000100Y43 company 济水街道 济水食品配送有限公司 / Jishui Food Distribution
    6901234000030 warehouse 济水 配送中心
  915101007130545948 company+equipment 天坛街道 天坛机关食堂 / Tiantan Canteen
    6901234000023 shop 天坛 食堂与超市
  913411253367961888 cooperative 梨林镇 梨林原料种养合作社 / Lilin Raw-material Cooperative
medical
  91419001MA3X000102 company 克井镇 济源制药有限公司 / Jiyuan Pharmaceutical
    6901234560015 plant 克井 制药车间
    6901234000016 plot 克井 药材基地
  91350100M000100Y43 company 北海街道 济世医药配送有限公司 / Jishi Medical Distribution
    6901234560022 warehouse 北海 医药仓库
  915101007130545948 company 沁园街道 沁园社区医院 / Qinyuan Community Hospital
    6901234560039 premises 沁园 药房与接种门诊
    6901234560046 premises 沁园 手术部
inputs
  91419001MA0000021Q company 克井镇 沁北农资制造有限公司 / Qinbei Farm Inputs
    6901234570014 plant 克井 农资车间
  91419001MA0000022U company 梨林镇 梨林农资经营部 / Lilin Farm-input Shop
    6901234570021 shop 梨林 农资店
  91419001MA00000242 company 坡头镇 坡头粮食储备库 / Potou Grain Store
  91419001MA00000255 company 思礼镇 思礼废弃物回收站 / Sili Packaging Collection
    6901234570052 premises 思礼 包装回收站
  91419001MA3X000102 family_farm 王屋镇 王屋山种植家庭农场 / Wangwu Family Farm
    6901234000016 plot 王屋 种植地块
    6901234570038 plot 王屋 养殖点
    6901234570069 premises 王屋 农资仓
  91350100M000100Y43 company 下冶镇 黄河原料有限公司 / Huanghe Raw Materials
equipment
  91419001MA00000154 company 克井镇 玉川特种设备制造有限公司 / Yuchuan Special Equipment
    6901234000016 plant 克井 设备制造厂
  91419001MA0000023Y company 天坛街道 天坛电梯维保有限公司 / Tiantan Lift Service
  91419001MA0000031R company 沁园街道 沁园商业广场 / Qinyuan Shopping Centre
    6901234000030 premises 沁园 商业广场
    6901234000047 premises 沁园 广场餐厅
  91419001MA00000A9R company 轵城镇 轵城气瓶充装站 / Zhicheng Filling Station
    6901234000023 plant 轵城 充装站
  91419001MA3X000102 company 承留镇 承留燃气供应站 / Chengliu Gas Supply
dangerous
  91419001MA00000154 company 克井镇 玉川化工民爆有限公司 / Yuchuan Chemicals and Explosives
    6901234000016 plant 克井 生产厂与炸药库
    6901234000085 warehouse 克井 雷管库
    6901234000092 warehouse 克井 火药库
    6901234000108 warehouse 克井 氧化剂库
    6901234000115 warehouse 克井 剧毒品库
  91419001MA0000023Y company 轵城镇 轵城烟花爆竹批发公司 / Zhicheng Fireworks Wholesale
    6901234000023 shop 轵城 烟花爆竹店
  91419001MA0000031R company 承留镇 承留矿山爆破有限公司 / Chengliu Mining and Blasting
    6901234000030 warehouse 承留 专用库房
    6901234000047 premises 承留 采场与处置场
  91419001MA00000A9R company 济水街道 济水危货运输有限公司 / Jishui Hazardous Transport
rare_earth
  91419001MA00000154 company 承留镇 虎岭稀土分离有限公司 / Huling Rare-earth Separation
    6901234000016 plant 承留 分离厂
  91419001MA0000023Y company 思礼镇 思礼稀土回收有限公司 / Sili Rare-earth Recycling
  91419001MA0000031R company 下冶镇 下冶稀土矿业有限公司 / Xiaye Rare-earth Mining
  91419001MA00000A9R company 克井镇 玉川磁材有限公司 / Yuchuan Magnets
    6901234000023 plant 克井 磁材厂
car_parts
  91419001MA0000021Q company 克井镇 济源汽车电器有限公司 / Jiyuan Auto Electric
    6901234570014 plant 克井 配件厂
  91419001MA0000022U company 北海街道 北海汽配经销部 / Beihai Parts Dealer
    6901234570021 warehouse 北海 汽配城
  91419001MA00000255 company 玉泉街道 玉泉汽车维修厂 / Yuquan Car Workshop
    6901234570038 shop 玉泉 修理厂
  91419001MA00000268 company 坡头镇 坡头废油处置有限公司 / Potou Waste-oil Treatment
`;

type Row = Omit<ChainFirm, 'code'>;

function readTable(text: string): Readonly<Record<string, readonly Row[]>> {
  const found: Record<string, Row[]> = {};
  let category = '';
  for (const line of text.split('\n')) {
    if (/^\w/.test(line)) {
      category = line.trim();
      found[category] = [];
    }
    const firm = /^ {2}(\w{18}) (\w+)((?:\+\w+)*) (\S+) (.+) \/ (.+)$/.exec(line);
    if (firm !== null) {
      const [, before, form, also, town, zh, en] = firm as unknown as readonly string[];
      const area = [towns[town!]!, town!] as const;
      found[category]!.push({ before: before!, zh: zh!, en: en!, form: form!, also: also!.split('+').slice(1), area, sites: [] });
    }
    const site = /^ {4}(\d{13}) (\w+) (.+)$/.exec(line);
    if (site === null) continue;
    const last = found[category]!.pop()!;
    found[category]!.push({ ...last, sites: [...last.sites, [site[1]!, site[2]!, site[3]!]] });
  }
  return found;
}

const rows = readTable(table);

const order = Object.keys(rows);

/** 机关 9, 机构 1, the division of Jiyuan, and an organisation code that begins as no real one does. */
const codeOf = (category: string, i: number): string =>
  withCreditCheck(`91419001MA9${order.indexOf(category) + 1}${String(100 + 10 * i).padStart(4, '0')}`);

const castOf = (category: string): Cast => ({ category: order.indexOf(category) + 1, chain: 0, firms: firmCodes(category) });

export const chainFirms = (category: string): readonly ChainFirm[] =>
  rows[category]!.map(({ zh, en, sites, ...row }, i) => ({
    ...row,
    code: codeOf(category, i),
    zh: `${zh}（演示）`,
    en: `${en} (demo)`,
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
  new Map(rows[category]!.map(({ before }, i) => [before, codeOf(category, i)]));
