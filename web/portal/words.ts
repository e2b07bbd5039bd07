/**
 * Chinese and English words for the vocabularies of the Core Business Vocabulary 2.0 (business steps §7.1, dispositions §7.2), the steps
 * that Zhuisu adds, and the units of UN/ECE Recommendation 20 that occur in trade. The stored value is the bare word of the standard.
 */
import { stageSteps } from './step-words.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

const words = (zh: string, en: string): Words => ({ zh, en });

export const bizSteps: Readonly<Record<string, Words>> = {
  accepting: words('验收入库', 'accepted'),
  arriving: words('到达', 'arrived'),
  assembling: words('组装', 'assembled'),
  collecting: words('收集', 'collected'),
  commissioning: words('赋码', 'given its code'),
  consigning: words('托运', 'consigned'),
  creating_class_instance: words('产出批次', 'lot made'),
  cycle_counting: words('循环盘点', 'counted'),
  decommissioning: words('注销编码', 'code ended'),
  departing: words('出发', 'departed'),
  destroying: words('销毁', 'destroyed'),
  disassembling: words('拆解', 'taken apart'),
  dispensing: words('调配发放', 'dispensed'),
  encoding: words('写码', 'code written'),
  entering_exiting: words('进出通道', 'passed a gate'),
  holding: words('暂扣', 'held'),
  inspecting: words('检验', 'inspected'),
  installing: words('安装', 'installed'),
  killing: words('停用标签', 'tag disabled'),
  loading: words('装车', 'loaded'),
  other: words('其他', 'other'),
  packing: words('装箱', 'packed'),
  picking: words('拣货', 'picked'),
  receiving: words('收货', 'received'),
  removing: words('拆下', 'removed'),
  repackaging: words('改装', 'repacked'),
  repairing: words('维修', 'repaired'),
  replacing: words('更换', 'replaced'),
  reserving: words('预留', 'reserved'),
  retail_selling: words('零售', 'sold to a consumer'),
  sampling: words('抽样', 'sampled'),
  sensor_reporting: words('传感记录', 'sensor reading'),
  shipping: words('发货', 'shipped'),
  staging_outbound: words('待发', 'staged to go out'),
  stock_taking: words('盘点', 'stock taken'),
  stocking: words('上架', 'put on the shelf'),
  storing: words('入库存放', 'stored'),
  transporting: words('运输', 'transported'),
  unloading: words('卸货', 'unloaded'),
  unpacking: words('拆箱', 'unpacked'),
  void_shipping: words('撤销发货', 'shipment cancelled'),
};

/** Steps for which the standard has no word, by the last part of their URI. */
export const ownSteps: Readonly<Record<string, Words>> = {
  spraying: words('施药', 'sprayed'),
  fertilising: words('施肥', 'fertilised'),
  harvesting: words('采收', 'harvested'),
  recalling: words('召回', 'recalled'),
  recall_published: words('发布召回', 'recall published'),
  recall_withdrawn: words('撤回召回', 'recall withdrawn'),
};

export const dispositions: Readonly<Record<string, Words>> = {
  active: words('在用', 'active'),
  available: words('可用', 'available'),
  completeness_inferred: words('推定完整', 'complete, inferred'),
  completeness_verified: words('已核完整', 'complete, verified'),
  conformant: words('合格', 'conformant'),
  container_closed: words('容器已封', 'container closed'),
  container_open: words('容器已开', 'container open'),
  damaged: words('已损坏', 'damaged'),
  destroyed: words('已销毁', 'destroyed'),
  dispensed: words('已发放', 'dispensed'),
  disposed: words('已处置', 'disposed of'),
  encoded: words('已写码', 'encoded'),
  expired: words('已过期', 'expired'),
  in_progress: words('进行中', 'in progress'),
  in_transit: words('在途', 'in transit'),
  inactive: words('停用', 'inactive'),
  mismatch_class: words('品种不符', 'wrong product'),
  mismatch_instance: words('单品不符', 'wrong item'),
  mismatch_quantity: words('数量不符', 'wrong quantity'),
  needs_replacement: words('需更换', 'needs replacement'),
  no_pedigree_match: words('来历不符', 'history does not match'),
  non_conformant: words('不合格', 'non-conformant'),
  non_sellable_other: words('不可销售', 'not for sale'),
  partially_dispensed: words('部分发放', 'partly dispensed'),
  recalled: words('已召回', 'recalled'),
  reserved: words('已预留', 'reserved'),
  retail_sold: words('已售出', 'sold'),
  returned: words('已退回', 'returned'),
  sellable_accessible: words('在售', 'on sale'),
  sellable_not_accessible: words('库存可售', 'in stock, not on the shelf'),
  stolen: words('被盗', 'stolen'),
  unavailable: words('不可用', 'unavailable'),
  unknown: words('不明', 'unknown'),
};

/** UN/ECE Recommendation 20 common codes. */
export const units: Readonly<Record<string, Words>> = {
  KGM: words('千克', 'kg'),
  GRM: words('克', 'g'),
  MGM: words('毫克', 'mg'),
  TNE: words('吨', 't'),
  LBR: words('磅', 'lb'),
  LTR: words('升', 'L'),
  MLT: words('毫升', 'mL'),
  HLT: words('百升', 'hL'),
  MTQ: words('立方米', 'm³'),
  MTR: words('米', 'm'),
  CMT: words('厘米', 'cm'),
  MTK: words('平方米', 'm²'),
  HAR: words('公顷', 'ha'),
  H87: words('件', 'pieces'),
  EA: words('个', 'each'),
  C62: words('个', 'units'),
  PR: words('双', 'pairs'),
  SET: words('套', 'sets'),
  DZN: words('打', 'dozen'),
  KWH: words('千瓦时', 'kWh'),
};

/** What an entry without a unit counts (EPCIS 2.0 §7.3.3.3: a count of pieces). */
export const pieces = units.H87!;

/** How a product that is not one of these is a thing, by the kind of its node. */
export const kinds: Readonly<Record<string, Words>> = {
  instance: words('单品', 'item'),
  lot: words('批次', 'lot'),
  class: words('产品', 'product'),
  container: words('物流单元', 'logistic unit'),
  other: words('物品', 'thing'),
};

const lastWord = (uri: string): string => /[A-Za-z_]+$/.exec(uri)?.[0] ?? uri;

/** The word for a step; an unknown one shows the end of its URI. */
export function stepWords(step: string | undefined): Words {
  if (step === undefined) return words('记录', 'recorded');
  const last = lastWord(step);
  return bizSteps[step] ?? ownSteps[last] ?? bizSteps[last] ?? stageSteps[last] ?? words(last, last);
}

export function dispositionWords(disposition: string): Words {
  const last = lastWord(disposition);
  return dispositions[disposition] ?? dispositions[last] ?? words(last, last);
}
