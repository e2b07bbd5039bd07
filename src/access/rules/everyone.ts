/** The public, the operator, and the three administrators of the system. */
import { noticeDay, proposal, type Rule, seed } from './rule.ts';

export const everyone: readonly Rule[] = [
  {
    id: 'public-open',
    title: {
      zh: '任何人可看开放类别的公开字段：来路与本品经过；危险品只有结论',
      en: 'Anybody sees the public fields of where a thing of an open category comes from; of dangerous goods a verdict alone',
    },
    effect: 'allow',
    who: {},
    actions: ['trace', 'explain'],
    what: { categories: ['open'], upstream: true },
    where: 'anywhere',
    why: 'public',
    fields: 'public',
    source: proposal('食用农产品、食品、药品等公众查询内容，实施方案六（四）鼓励社会公众查询；字段清单为本系统设计'),
    from: noticeDay,
  },
  {
    id: 'own',
    title: {
      zh: '各组织看自己记录和建立的：事件、采集任务、查询、码段、凭证',
      en: 'An organisation sees what it recorded and made itself: events, capture jobs, queries, code ranges, certificates',
    },
    effect: 'allow',
    who: {
      kinds: ['person', 'service'],
      roles: ['organisation_administrator', 'recorder', 'reader', 'inspector', 'official'],
    },
    actions: ['query', 'trace'],
    what: { relation: 'owner' },
    where: 'anywhere',
    why: 'own',
    fields: 'all',
    source: seed('五（一）企业主体责任'),
    from: noticeDay,
  },
  {
    id: 'administrators',
    title: {
      zh: '系统、安全、审计管理员不接触业务数据',
      en: 'System, security and audit administrators touch no business data',
    },
    effect: 'deny',
    who: { roles: ['system_administrator', 'security_administrator', 'audit_administrator'] },
    actions: ['capture', 'query', 'issue', 'link', 'count', 'case', 'consent', 'use_consent', 'see_looks'],
    what: {},
    where: 'anywhere',
    why: 'duty',
    fields: 'all',
    source: proposal('等级保护三员分立（GB/T 22239-2019 未核对原文）'),
    from: noticeDay,
  },
  {
    id: 'operator',
    title: { zh: '运维口令与本机请求：全部', en: 'The bootstrap token and this machine itself: everything' },
    effect: 'allow',
    who: { kinds: ['operator', 'machine'] },
    actions: ['capture', 'query', 'trace', 'explain', 'issue', 'link', 'count', 'case', 'consent', 'use_consent', 'see_looks'],
    what: {},
    where: 'anywhere',
    why: 'duty',
    fields: 'all',
    source: proposal('首次安装与应急'),
    from: noticeDay,
  },
];
