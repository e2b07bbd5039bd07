/** Lists of dangerous goods: precursors of explosives, fireworks that may not be sold to the public. */
import type { Source } from '../../definition.ts';
import { unverified, verified } from '../../fields.ts';
import type { DatedList } from '../../rules/definition.ts';

const cas = (number: string): string => `urn:zhuisu:cas:${number}`;
const catalogue = (entry: string): Source => verified(`易制爆危险化学品名录（2017年版）${entry}`);

/** `number name CAS`; 7.5 镁铝粉 has no CAS number and cannot be found by one. */
const entries = `
1.1 硝酸 7697-37-2|1.2 发烟硝酸 52583-42-3|1.3 高氯酸 7601-90-3|2.1 硝酸钠 7631-99-4|2.2 硝酸钾 7757-79-1
2.3 硝酸铯 7789-18-6|2.4 硝酸镁 10377-60-3|2.5 硝酸钙 10124-37-5|2.6 硝酸锶 10042-76-9|2.7 硝酸钡 10022-31-8
2.8 硝酸镍 13138-45-9|2.9 硝酸银 7761-88-8|2.10 硝酸锌 7779-88-6|2.11 硝酸铅 10099-74-8|3.1 氯酸钠 7775-09-9
3.2 氯酸钾 3811-04-9|3.3 氯酸铵 10192-29-7|4.1 高氯酸锂 7791-03-9|4.2 高氯酸钠 7601-89-0|4.3 高氯酸钾 7778-74-7
4.4 高氯酸铵 7790-98-9|5.1 重铬酸锂 13843-81-7|5.2 重铬酸钠 10588-01-9|5.3 重铬酸钾 7778-50-9|5.4 重铬酸铵 7789-09-5
6.1 过氧化氢溶液（含量大于8%） 7722-84-1|6.2 过氧化锂 12031-80-0|6.3 过氧化钠 1313-60-6|6.4 过氧化钾 17014-71-0
6.5 过氧化镁 1335-26-8|6.6 过氧化钙 1305-79-9|6.7 过氧化锶 1314-18-7|6.8 过氧化钡 1304-29-6|6.9 过氧化锌 1314-22-3
6.10 过氧化脲 124-43-6|6.11 过乙酸 79-21-0|6.12 过氧化二异丙苯（含量大于52%） 80-43-3|6.13 过氧化氢苯甲酰 93-59-4
6.14 超氧化钠 12034-12-7|6.15 超氧化钾 12030-88-5|7.1 锂 7439-93-2|7.2 钠 7440-23-5|7.3 钾 7440-09-7|7.4 镁 7439-95-4
7.6 铝粉 7429-90-5|7.7 硅铝 57485-31-1|7.8 硫磺 7704-34-9|7.9 锌尘、锌粉、锌灰 7440-66-6|7.10 金属锆 7440-67-7
7.11 六亚甲基四胺 100-97-0|7.12 1,2-乙二胺 107-15-3|7.13 一甲胺 74-89-5|7.14 硼氢化锂 16949-15-8|7.15 硼氢化钠 16940-66-2
7.16 硼氢化钾 13762-51-1|8.1 硝基甲烷 75-52-5|8.2 硝基乙烷 79-24-3|8.3 2,4-二硝基甲苯 121-14-2|8.4 2,6-二硝基甲苯 606-20-2
8.5 1,5-二硝基萘 605-71-0|8.6 1,8-二硝基萘 602-38-0|8.7 二硝基苯酚 25550-58-7|8.8 2,4-二硝基苯酚 51-28-5
8.9 2,5-二硝基苯酚 329-71-5|8.10 2,6-二硝基苯酚 573-56-8|8.11 2,4-二硝基苯酚钠 1011-73-0|9.1 硝化纤维素 9004-70-0
9.2 苦氨酸钠 831-52-7|9.3 高锰酸钾 7722-64-7|9.4 高锰酸钠 10101-50-5|9.5 硝酸胍 506-93-4|9.6 水合肼 10217-52-4|9.7 季戊四醇 115-77-5
`
  .trim()
  .split(/[\n|]/);

export const explosivePrecursors: DatedList = {
  id: 'explosive_precursors',
  zh: '易制爆危险化学品名录',
  en: 'explosive precursors',
  entries: entries.map((line) => {
    const [number = '', ...rest] = line.split(' ');
    // In force at the latest with the order of 2019; the day of the catalogue itself is not confirmed.
    return { value: cas(rest.at(-1) ?? ''), from: '2019-08-10', source: catalogue(`${number} ${rest.slice(0, -1).join(' ')}`) };
  }),
};

/** Controlled or not by how much of it there is, or by the form it has. */
export const byConcentration = '7601-90-3 7722-84-1 79-21-0 80-43-3 9004-70-0'.split(' ').map(cas);
export const byForm = '7439-95-4 7429-90-5 57485-31-1 25550-58-7 51-28-5 329-71-5 573-56-8 9004-70-0'.split(' ').map(cas);

const banned = unverified('禁止零售的品种见于网页转载，所据标准条文未核实');
export const bannedFireworks: DatedList = {
  id: 'banned_fireworks',
  zh: '禁止零售的烟花爆竹',
  en: 'fireworks that may not be sold to the public',
  entries: ['拉炮', '摔炮', '砸炮'].map((value) => ({ value, from: '2026-01-01', source: banned })),
};
