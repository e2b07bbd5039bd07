/** Lists of pesticides with dates: restricted, for designated shops only, fumigants. What is banned stands with the produce, which it protects. */
import type { Source } from '../../definition.ts';
import { unverified } from '../../fields.ts';
import type { DatedList } from '../../rules/definition.ts';

/** The names were read; the day from which the announcement is in force was not. */
const restricted = unverified('限制使用农药名录（2017版，农业部公告第2567号；名称已核，生效日期未核实）');
const recalled = unverified('限制使用农药名录（2017版）第26至32项（未核对原文）');
/** Days from which the former restricted ones may no longer be sold or used at all. */
const bannedSince: Readonly<Record<string, string>> = {
  甲拌磷: '2024-08-31',
  甲基异柳磷: '2024-08-31',
  水胺硫磷: '2024-08-31',
  灭线磷: '2024-08-31',
  氧乐果: '2026-05-31',
  克百威: '2026-05-31',
  灭多威: '2026-05-31',
  涕灭威: '2026-05-31',
};

/** `name|English common name` */
const pairs = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split('\n')
    .flatMap((line) => line.split('；'))
    .map((each) => each.split('|') as [string, string]);

const designated = pairs(`
甲拌磷|phorate；甲基异柳磷|isofenphos-methyl；克百威|carbofuran；磷化铝|aluminium phosphide；硫丹|endosulfan；氯化苦|chloropicrin
灭多威|methomyl；灭线磷|ethoprophos；水胺硫磷|isocarbophos；涕灭威|aldicarb；溴甲烷|methyl bromide；氧乐果|omethoate；百草枯|paraquat
2,4-滴丁酯|2,4-D butylate；C型肉毒梭菌毒素|botulinum toxin C；D型肉毒梭菌毒素|botulinum toxin D；氟鼠灵|flocoumafen
敌鼠钠盐|diphacinone sodium；杀鼠灵|warfarin；杀鼠醚|coumatetralyl；溴敌隆|bromadiolone；溴鼠灵|brodifacoum
`);
const others = pairs('丁硫克百威|carbosulfan；丁酰肼|daminozide；毒死蜱|chlorpyrifos');
const remembered = pairs(`
氟苯虫酰胺|flubendiamide；氟虫腈|fipronil；乐果|dimethoate；氰戊菊酯|fenvalerate；三氯杀螨醇|dicofol；三唑磷|triazophos；乙酰甲胺磷|acephate
`);

/** The first 22: sold at designated shops only. */
export const designatedNames: readonly string[] = designated.map(([name]) => name);
/** All of the list, with their English names. */
export const restrictedNames = [...designated, ...others, ...remembered];

const inForce = '2017-10-01';
const entry =
  (source: Source) =>
  ([value]: readonly [string, string]) => ({
    value,
    from: inForce,
    ...(bannedSince[value] === undefined ? {} : { until: bannedSince[value] }),
    source,
  });

export const restrictedPesticides: DatedList = {
  id: 'restricted_pesticides',
  zh: '限制使用农药名录',
  en: 'restricted pesticides',
  entries: [...[...designated, ...others].map(entry(restricted)), ...remembered.map(entry(recalled))],
};

export const designatedSalePesticides: DatedList = {
  id: 'designated_sale_pesticides',
  zh: '限于定点经营的农药',
  en: 'pesticides for designated shops only',
  entries: designated.map(entry(restricted)),
};
