/** What roles, actions and devices are called. */
import { roleNames } from '../../src/errors/role-names.ts';
import type { Words } from '../portal/words.ts';

const actions: Readonly<Record<string, Words>> = {
  capture: { zh: '记录事件', en: 'record events' },
  query: { zh: '查询事件', en: 'read events' },
  trace: { zh: '追溯', en: 'trace codes' },
  explain: { zh: '解释编码', en: 'explain codes' },
  issue: { zh: '发码', en: 'issue codes' },
  link: { zh: '登记链接', en: 'set links' },
  count: { zh: '统计', en: 'read counts' },
  case: { zh: '案件', en: 'open cases' },
  consent: { zh: '授权', en: 'give consents' },
  use_consent: { zh: '使用授权', en: 'read under a consent' },
  join_group: { zh: '联合体：发起、加入、退出', en: 'found, join and leave groups' },
  see_groups: { zh: '查看联合体', en: 'see joint groups' },
  stop_sale: { zh: '查询停售', en: 'ask about stopped sales' },
  see_looks: { zh: '查看查阅记录', en: 'see who looked' },
  audit: { zh: '审计日志', en: 'read the audit log' },
  record_personal: { zh: '登记个人信息', en: 'record personal data' },
  read_personal: { zh: '查看脱敏信息', en: 'see personal data masked' },
  reveal_personal: { zh: '查看明文信息', en: 'see personal data in the clear' },
  directory: { zh: '公开名录', en: 'read the public directory' },
  organisation_read: { zh: '查看单位信息', en: 'read organisations' },
  apply: { zh: '自行登记', en: 'register oneself' },
  register: { zh: '单位登记', en: 'register organisations' },
  review: { zh: '登记审核', en: 'review registrations' },
};

/** A word that this page does not know stands as it is. */
const named = (list: Readonly<Record<string, Words>>, id: string): Words => list[id] ?? { zh: id, en: id };
export const roleName = (id: string): Words => named(roleNames, id);
export const actionName = (id: string): Words => named(actions, id);

/** The first that fits: browsers name their ancestors too. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信 WeChat'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/OPR\//, 'Opera'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What a User-Agent says in a word or two. */
export function deviceName(agent: string): string {
  const found = [browsers, systems].map((list) => list.find(([pattern]) => pattern.test(agent))?.[1]);
  const name = found.filter((each) => each !== undefined).join(' · ');
  return name || agent.slice(0, 40) || '未知设备 unknown';
}

/** China Standard Time, to the minute. `at`: milliseconds since 1970. */
export function momentName(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
