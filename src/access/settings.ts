/** Bounds of cases, consents and what is told of looks: data, each with its source. None of them is read in a law so far. */

export interface Setting {
  readonly value: number;
  readonly zh: string;
  readonly en: string;
  readonly source: string;
  readonly verified: boolean;
}

const proposal = '本系统建议值，待法务确认';
const days = (value: number, zh: string, en: string): Setting => ({ value, zh, en, source: proposal, verified: false });

export const settings = {
  caseDays: days(30, '立案查阅最长天数', 'days a case may last'),
  caseExtensionDays: days(30, '每次延长最长天数', 'days one extension may add'),
  caseExtensions: days(2, '延长次数上限', 'times a case may be extended'),
  caseRoots: days(20, '一案的起点编码上限', 'root codes of one case'),
  lookDelayDays: days(30, '案件下的查阅多少天后告知数据主体', 'days after which the owner of data learns of a look under a case'),
  consentDays: days(366, '授权最长天数', 'days a consent may last'),
  groupMembers: days(50, '一个追溯联合体的成员上限', 'members of one joint group'),
  groupsOfFirm: days(20, '一家企业同时所在的追溯联合体上限', 'joint groups that a firm is in at once'),
  smallestGroup: days(5, '汇总中少于此数的格子不给出', 'cells of aggregates that count fewer are not given'),
} as const satisfies Record<string, Setting>;

export const dayMillis = 24 * 3_600_000;
