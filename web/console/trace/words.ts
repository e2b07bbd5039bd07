/** Words of the explorer. */
import { stepWords } from '../../portal/words.ts';
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

/** What a trace may begin from beside a thing. */
export const beginNames: Readonly<Record<string, Words>> = {
  thing: words('车辆及其所载', 'vehicle and what it carried'),
  document: words('单据、证书编号', 'document or number on paper'),
  certificate: words('证明、报告', 'certificate or report'),
  place: words('地点、地块', 'place or plot'),
  party: words('主体', 'party'),
  licence: words('许可证', 'licence'),
};

export const boundNames: Readonly<Record<string, Words>> = {
  nodes: words('物品数', 'things'),
  depth: words('层数', 'depth'),
  time: words('时间', 'time'),
  rows: words('单个编码的记录数', 'records of one code'),
  events: words('记录数', 'records'),
};

/** A business step in the words of the public pages. */
export const stepName = (step: string | undefined, type: string): Words => stepWords(step ?? type);
