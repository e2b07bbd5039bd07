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

const designated =
  '甲拌磷 甲基异柳磷 克百威 磷化铝 硫丹 氯化苦 灭多威 灭线磷 水胺硫磷 涕灭威 溴甲烷 氧乐果 百草枯 2,4-滴丁酯 C型肉毒梭菌毒素 D型肉毒梭菌毒素 氟鼠灵 敌鼠钠盐 杀鼠灵 杀鼠醚 溴敌隆 溴鼠灵'.split(
    ' ',
  );
const others = '丁硫克百威 丁酰肼 毒死蜱'.split(' ');
const remembered = '氟苯虫酰胺 氟虫腈 乐果 氰戊菊酯 三氯杀螨醇 三唑磷 乙酰甲胺磷'.split(' ');

/** The first 22: sold at designated shops only. */
export const designatedNames: readonly string[] = designated;
export const restrictedNames: readonly string[] = [...designated, ...others, ...remembered];

const inForce = '2017-10-01';
const entry = (source: Source) => (value: string) => ({
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
