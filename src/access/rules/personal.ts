/**
 * Personal data: who exchanges it for tokens, sees it masked, sees it in the clear. The reason is demanded by the route and written down
 * before the answer. Whose a person is follows from who recorded them; beyond that only a case opens what its chain names.
 */
import { actingOfficials } from './departments.ts';
import { law, noticeDay, proposal, type Rule } from './rule.ts';

const recorders = ['organisation_administrator', 'recorder'] as const;
const duty = proposal('个人信息保护法第三十四条：国家机关在法定权限内处理；角色划分为本系统设计');

export const personal: readonly Rule[] = [
  {
    id: 'personal-firm',
    title: {
      zh: '企业记录个人信息，脱敏查看自己记录的',
      en: 'A firm records personal data and sees masked what it recorded',
    },
    effect: 'allow',
    who: { organisations: ['enterprise', 'platform'], roles: recorders },
    actions: ['record_personal', 'read_personal'],
    what: { relation: 'owner' },
    where: 'anywhere',
    why: 'own',
    fields: 'business',
    source: proposal('剧毒、易制爆、限用农药等实名登记；角色划分为本系统设计'),
    from: noticeDay,
  },
  {
    id: 'personal-firm-reveal',
    title: {
      zh: '企业管理员说明理由后查看本单位记录的明文',
      en: 'Its administrator sees in the clear, for a reason, what the firm recorded',
    },
    effect: 'allow',
    who: { organisations: ['enterprise', 'platform'], roles: ['organisation_administrator'] },
    actions: ['reveal_personal'],
    what: { relation: 'owner' },
    where: 'anywhere',
    why: 'own',
    fields: 'all',
    source: proposal('最小必要；角色划分为本系统设计'),
    from: noticeDay,
  },
  {
    id: 'personal-official',
    title: {
      zh: '执法与检测人员记录个人信息，查看本单位记录的',
      en: 'Inspectors record personal data and see what their own body recorded',
    },
    effect: 'allow',
    who: { organisations: ['department', 'township', 'zone'], roles: actingOfficials },
    actions: ['record_personal', 'read_personal', 'reveal_personal'],
    what: { relation: 'owner' },
    where: 'anywhere',
    why: 'own',
    fields: 'all',
    source: duty,
    from: noticeDay,
  },
  {
    id: 'personal-case',
    title: {
      zh: '案件范围内查看链上事件所涉个人信息，限开放类别，每次留痕',
      en: 'Under a case: the persons that events of its chain name, in the open categories, every look kept',
    },
    effect: 'allow',
    who: { organisations: ['department'], roles: actingOfficials },
    actions: ['read_personal', 'reveal_personal'],
    what: { categories: ['open', 'none'] },
    where: 'anywhere',
    why: 'case',
    fields: 'all',
    source: law('数据安全法第三十八条：履行法定职责范围内收集使用，并保密'),
    from: '2021-09-01',
  },
];
