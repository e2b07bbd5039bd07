/** What the stages of dangerous goods share: who may see them, the groups, the goods, their papers, and the firms of the examples. */
import { type Field, ownStep, type Source, type Stage } from '../../definition.ts';
import {
  amount,
  choice,
  choices,
  document,
  hint,
  type Name,
  number,
  person,
  things,
  unverified,
  verified,
  when,
  where,
} from '../../fields.ts';

export const explosivesLaw = (articles: string): Source => verified(`民用爆炸物品安全管理条例（2014）第${articles}条`);
export const fireworksLaw = (articles: string): Source => verified(`烟花爆竹安全管理条例（2016）第${articles}条`);
/** The law of 2026 has other article numbers, which could not be read: the articles of 2013 stand until they are. */
export const chemicalsLaw = (articles: string): Source =>
  unverified(`危险化学品安全管理条例（2013）第${articles}条；危险化学品安全法自 2026-05-01 施行，对应条号与时限未核实`);
export const wasteLaw = (articles: string): Source => verified(`固体废物污染环境防治法（2020）第${articles}条`);
export const precursorOrder = verified('易制爆危险化学品治安管理办法（公安部令第154号）第六条：电子追踪标识');
export const design = unverified('平台规则：无法律依据，供发现异常');

/**
 * Nothing of dangerous goods is public (政府信息公开条例第十四条). The owner and the departments by function see the record; the direct
 * counterparty sees the keys that are named, of stages in which something passes to it.
 */
export const closed = (stage: Stage, counterparty: readonly string[] = []): Stage => ({
  ...stage,
  fields: stage.fields.map((field) => ({
    ...field,
    sees: counterparty.includes(field.key) ? 'partners' : field.sees === 'owner' ? 'owner' : 'authority',
  })),
});
/** What the other side of a move must be told: what came, how much, by which paper. */
export const passed = [
  'time',
  'group',
  'lot',
  'codes',
  'quantity',
  'supplier',
  'customer',
  'purchasePermit',
  'transportPermit',
  'waybill',
];

export const groups = choices(
  ['explosive', '工业炸药', 'industrial explosives'],
  ['detonator', '工业雷管', 'detonators'],
  ['cord', '索类火工品', 'detonating and safety cords'],
  ['explosive_material', '民爆原材料', 'raw materials of civil explosives'],
  ['fireworks', '烟花爆竹', 'fireworks'],
  ['powder', '黑火药、烟火药、引火线', 'black powder, pyrotechnic composition, fuse'],
  ['precursor', '易制爆危险化学品', 'explosive precursors'],
  ['highly_toxic', '剧毒化学品', 'highly toxic chemicals'],
  ['chemical', '其他危险化学品', 'other hazardous chemicals'],
);
export const explosives = ['explosive', 'detonator', 'cord', 'explosive_material'];
export const controlled = ['precursor', 'highly_toxic'];
export const units = ['KGM', 'TNE', 'GRM', 'LTR', 'MTR', 'H87'];

export const group = (): Field => choice('group', ['品类', 'Group'], groups);
/** A lot with its amount, or things named one by one; a case stands for what is in it. */
export const goods = (): readonly Field[] => [
  group(),
  amount('lot', ['批次', 'Lot'], 'things', units, { optional: true, counted: true }),
  things('codes', ['单品、盒、箱编码', 'Codes of units, boxes, cases'], 'things', { optional: true }),
  number('quantity', ['数量（发、件）', 'Number of units'], {
    optional: true,
    least: 0,
    ...hint('以盒码、箱码记录时填写其中的数量', 'the number inside, where boxes or cases are recorded'),
  }),
];
export const paper = (key: string, name: Name, more: Parameters<typeof document>[3] = {}): Field =>
  document(key, name, ownStep(key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)), more);
export const start = (time: Name, place: Name): readonly Field[] => [when(time), where(place)];
/** Two custodians act together (双人收发、双人保管). */
export const custodians = (): readonly Field[] => [
  person('firstCustodian', ['保管人一', 'First custodian']),
  person('secondCustodian', ['保管人二', 'Second custodian'], { optional: true }),
];

export const maker = 'urn:zhuisu:uscc:91419001MA00000154';
export const trader = 'urn:zhuisu:uscc:91419001MA0000023Y';
export const user = 'urn:zhuisu:uscc:91419001MA0000031R';
export const carrier = 'urn:zhuisu:uscc:91419001MA00000A9R';
export const works = 'https://id.gs1.org/414/6901234000016';
export const tradeStore = 'https://id.gs1.org/414/6901234000023';
export const userStore = 'https://id.gs1.org/414/6901234000030';
export const site = 'https://id.gs1.org/414/6901234000047';
export const emulsion = `urn:zhuisu:lot:91419001MA00000154:emulsion:2026-0601`;
export const detonators = ['urn:zhuisu:detonator:4260601A00101', 'urn:zhuisu:detonator:4260601A00102'];
export const detonatorCase = 'https://id.gs1.org/00/069012340000000009';
export const truck = 'urn:zhuisu:plate:豫U12345';
export const somebody = (name: string): string => `urn:zhuisu:person:${name}`;
export const lotOf = (code: string, quantity: number, unit = 'KGM'): Record<string, unknown> => ({
  lot: code,
  lotQuantity: quantity,
  lotUnit: unit,
});
export const noLot = { lot: null, lotQuantity: null, lotUnit: null };
export const oneByOne = { ...noLot, group: 'detonator', codes: detonators };
