/** Words of the explorer. */
import { type Words, words } from '../shell/words.tsx';

export const kindNames: Readonly<Record<string, Words>> = {
  instance: words('单品', 'item'),
  lot: words('批次', 'lot'),
  class: words('品类', 'class'),
  container: words('包装、容器', 'container'),
  other: words('其他', 'other'),
  hidden: words('未共享', 'not shared'),
};

export const linkNames: Readonly<Record<string, Words>> = {
  transformation: words('加工', 'made into'),
  packing: words('装入', 'packed'),
  unpacking: words('拆出', 'unpacked'),
  association: words('装配', 'part of'),
  instance: words('属于批次', 'of the lot'),
  hidden: words('未共享', 'not shared'),
  handover: words('交接', 'handed over'),
};

export const openEndNames: Readonly<Record<string, Words>> = {
  origin_unknown: words('来源不明', 'origin unknown'),
  not_received: words('发出未收', 'not received'),
  not_shipped: words('收而未发', 'not shipped'),
};

export const boundNames: Readonly<Record<string, Words>> = {
  nodes: words('物品数', 'things'),
  depth: words('层数', 'depth'),
  time: words('时间', 'time'),
  rows: words('记录数', 'records'),
};

const steps: Readonly<Record<string, string>> = {
  commissioning: '启用',
  shipping: '发货',
  receiving: '收货',
  accepting: '接收',
  packing: '装箱',
  unpacking: '拆箱',
  transforming: '加工',
  creating_class_instance: '生产',
  storing: '储存',
  retail_selling: '零售',
  dispensing: '发药',
  inspecting: '检验',
  sampling: '抽样',
  destroying: '销毁',
  decommissioning: '停用',
  returning: '退回',
  departing: '启运',
  arriving: '到达',
  transporting: '运输',
  loading: '装车',
  unloading: '卸车',
  holding: '暂存',
  installing: '安装',
  repairing: '维修',
  void_shipping: '撤销发货',
  stock_taking: '盘点',
  cycle_counting: '盘点',
};

/** A business step by its last word, in Chinese where it is one of the vocabulary. */
export function stepName(step: string | undefined, type: string): Words {
  const word = (step ?? type).replace(/^.*[-:/#]/, '');
  return words(steps[word] ?? word, word.replaceAll('_', ' '));
}
