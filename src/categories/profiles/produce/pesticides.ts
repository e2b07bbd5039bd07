/** Pesticides that may not be used or sold, and from when. The list grows by announcements; each entry names its own. */

import type { Source } from '../../definition.ts';
import { unverified, verified } from '../../fields.ts';
import type { DatedList } from '../../rules/definition.ts';

/** Names of other pesticides in which that of a banned one stands. */
const others: Readonly<Record<string, readonly string[]>> = { 甲胺磷: ['乙酰甲胺磷'], 克百威: ['丁硫克百威'] };

/** Names, with blanks between, from a day on. */
export const namesFrom = (date: string, source: Source, names: string): DatedList['entries'] =>
  names
    .split(' ')
    .map((value) => ({ value, from: date, source, ...(others[value] === undefined ? {} : { not: others[value] }) }));

export const bannedPesticides: DatedList = {
  id: 'banned_pesticides',
  zh: '禁用农药名录',
  en: 'pesticides that may not be used',
  entries: [
    ...namesFrom(
      '2002-06-05',
      unverified('农业部公告第199号（生效日期未核实）'),
      // 汞制剂、砷类、铅类 are banned as classes: each of them has the element in its name.
      '六六六 滴滴涕 毒杀芬 二溴氯丙烷 杀虫脒 二溴乙烷 除草醚 艾氏剂 狄氏剂 汞 砷 铅 敌枯双 氟乙酰胺 甘氟 毒鼠强 氟乙酸钠 毒鼠硅',
    ),
    ...namesFrom('2007-01-01', unverified('农业部公告第322号（生效日期未核实）'), '甲胺磷 甲基对硫磷 对硫磷 久效磷 磷胺'),
    ...namesFrom(
      '2013-10-31',
      unverified('农业部公告第1586号（生效日期未核实）'),
      '苯线磷 地虫硫磷 甲基硫环磷 磷化钙 磷化镁 磷化锌 硫线磷 蝇毒磷 治螟磷 特丁硫磷',
    ),
    ...namesFrom('2024-09-01', unverified('农业农村部公告第536号'), '甲拌磷 甲基异柳磷 水胺硫磷 灭线磷'),
    ...namesFrom('2026-06-01', verified('农业农村部公告第736号'), '氧乐果 克百威 灭多威 涕灭威'),
  ],
};
