/**
 * The register of organisations: who reads it, who keeps which part of it, who reviews. What decides who sees an organisation (its
 * categories, areas, identifiers) is changed by whoever reviews it, never by itself once it is approved.
 */
import { type Action, actions } from '../actions.ts';
import type { OrganisationKind } from '../principal.ts';
import { actingOfficials, officials } from './departments.ts';
import { noticeDay, proposal, type Rule, seed } from './rule.ts';

const readers = ['organisation_administrator', 'recorder', 'reader', 'inspector', 'official'] as const;
const heads = ['organisation_administrator'] as const;
/** Those without a lead department: 五（三） gives associations to the coordinator, the others are a proposal. */
const others: readonly OrganisationKind[] = ['association', 'bank', 'insurer', 'platform', 'vendor'];
const lifecycle = proposal('牵头单位审核本类别、本辖区的登记，实施方案四各条；审核流程为本系统设计');

const allow = (rule: Omit<Rule, 'effect' | 'from' | 'why'> & Partial<Pick<Rule, 'why'>>): Rule => ({
  why: 'duty',
  ...rule,
  effect: 'allow',
  from: noticeDay,
});

/** What is left to an organisation that was not approved: what everybody may, and its own registration. */
const beforeApproval: readonly Action[] = ['trace', 'explain', 'directory', 'complain', 'apply', 'organisation_read', 'register'];

export const register: readonly Rule[] = [
  allow({
    id: 'registry-self',
    title: {
      zh: '任何人可为自己的单位提交登记，等待审核',
      en: 'Anybody registers an organisation of their own; it waits for review',
    },
    who: {},
    actions: ['apply'],
    what: {},
    where: 'anywhere',
    why: 'public',
    fields: 'public',
    source: proposal('实施方案五（一）企业主体责任；自行登记后由牵头单位审核为本系统设计'),
  }),
  {
    id: 'registry-unapproved',
    title: {
      zh: '未通过审核的单位不得记录、赋码、查询，只能看和改自己的登记',
      en: 'An organisation that was not approved records, issues and reads nothing; it sees and corrects its own registration',
    },
    effect: 'deny',
    who: { kinds: ['person', 'service'], standing: 'unapproved' },
    actions: actions.filter((each) => !beforeApproval.includes(each)),
    what: {},
    where: 'anywhere',
    why: 'duty',
    fields: 'all',
    refusal: 'denied_unapproved',
    source: lifecycle,
    from: noticeDay,
  },
  allow({
    id: 'registry-own',
    title: { zh: '各组织看自己的登记', en: 'An organisation reads its own registration' },
    who: { kinds: ['person', 'service'], roles: readers },
    actions: ['organisation_read'],
    what: { relation: 'self' },
    where: 'anywhere',
    why: 'own',
    fields: 'all',
    source: seed('五（一）企业主体责任'),
  }),
  allow({
    id: 'registry-listed',
    title: { zh: '登录者看其他组织登记的公开部分', en: 'Whoever is signed in reads the public part of other registrations' },
    who: { kinds: ['person', 'service'], roles: readers, standing: 'approved' },
    actions: ['organisation_read'],
    what: { listed: true },
    where: 'anywhere',
    fields: 'public',
    source: seed('六（四）及时公布实施信息追溯管理的生产经营企业名单'),
  }),
  allow({
    id: 'registry-members',
    title: { zh: '协会看会员的登记', en: 'An association reads the registrations of its members' },
    who: { organisations: ['association'], roles: readers },
    actions: ['organisation_read'],
    what: { relation: 'member' },
    where: 'anywhere',
    fields: 'business',
    source: seed('五（三）支持协会参与'),
  }),
  allow({
    id: 'registry-apply',
    title: { zh: '未通过审核前，本单位改自己的登记', en: 'Before its approval an organisation corrects its registration' },
    who: { kinds: ['person', 'service'], roles: heads },
    actions: ['register'],
    what: { relation: 'self', states: ['registered', 'refused'] },
    where: 'anywhere',
    why: 'own',
    fields: 'all',
    source: lifecycle,
  }),
  allow({
    id: 'registry-keep',
    title: { zh: '审核通过后，本单位改地址、登记新证照', en: 'After it, it keeps its address and adds licences' },
    who: { kinds: ['person', 'service'], roles: heads },
    actions: ['register'],
    what: { relation: 'self', parts: ['address', 'licence'] },
    where: 'anywhere',
    why: 'own',
    fields: 'all',
    source: proposal('名称、辖区、类别、标识由审核单位变更；本系统设计'),
  }),
  allow({
    id: 'registry-sites',
    title: { zh: '本单位在登记辖区内增改场所', en: 'It keeps its sites within the areas it is registered for' },
    who: { kinds: ['person', 'service'], roles: heads },
    actions: ['register'],
    what: { relation: 'self', parts: ['site'] },
    where: 'own',
    why: 'own',
    fields: 'all',
    source: proposal('场所的辖区决定由谁监管；本系统设计'),
  }),
  allow({
    id: 'registry-lead',
    title: { zh: '牵头单位看本类别、本辖区的登记', en: 'The lead department reads registrations of its category in its area' },
    who: { organisations: ['department'], roles: officials, mandate: 'leads' },
    actions: ['organisation_read'],
    what: { categories: ['led'] },
    where: 'own',
    fields: 'business',
    source: seed('四（一）至（八）牵头单位'),
  }),
  allow({
    id: 'registry-lead-review',
    title: {
      zh: '牵头单位登记、审核本类别、本辖区的主体；含危险品的除外',
      en: 'The lead department registers and reviews in its category and area; none that is registered for dangerous goods too',
    },
    who: { organisations: ['department'], roles: actingOfficials, mandate: 'leads' },
    actions: ['register', 'review'],
    what: { categories: ['led'], without: ['closed'] },
    where: 'own',
    fields: 'all',
    source: lifecycle,
  }),
  allow({
    id: 'registry-join',
    title: { zh: '参与单位看所参与类别的登记', en: 'A joining department reads registrations of the categories it joins' },
    who: { organisations: ['department'], roles: officials, mandate: 'joins' },
    actions: ['organisation_read'],
    what: { categories: ['joined'] },
    where: 'own',
    fields: 'business',
    source: seed('四（一）至（八）参与单位'),
  }),
  allow({
    id: 'registry-territory',
    title: { zh: '镇、街道、集聚区看本辖区开放类别的登记', en: 'A township or zone reads registrations of its area' },
    who: { organisations: ['township', 'zone'], roles: officials },
    actions: ['organisation_read'],
    what: { categories: ['open', 'none'] },
    where: 'own',
    fields: 'business',
    source: seed('二 统筹规划，属地管理'),
  }),
  allow({
    id: 'registry-territory-register',
    title: {
      zh: '镇、街道、集聚区代小农户、小商户登记，由牵头单位审核',
      en: 'A township or zone registers small farmers and shops; the lead department reviews them',
    },
    who: { organisations: ['township', 'zone'], roles: actingOfficials },
    actions: ['register'],
    what: { categories: ['open', 'none'], without: ['closed'], states: ['registered', 'refused'] },
    where: 'own',
    fields: 'all',
    source: proposal('实施方案二属地管理；代登记为本系统设计'),
  }),
  allow({
    id: 'registry-coordinator',
    title: {
      zh: '商务局看开放类别和无类别主体的登记',
      en: 'The coordinator reads registrations of the open categories and of none',
    },
    who: { organisations: ['department'], roles: officials, mandate: 'coordinates' },
    actions: ['organisation_read'],
    what: { categories: ['open', 'none'] },
    where: 'own',
    fields: 'business',
    source: seed('六（一）考核管理'),
  }),
  allow({
    id: 'registry-coordinator-review',
    title: {
      zh: '商务局登记、审核没有牵头单位的组织：协会、银行、保险、平台、软件商',
      en: 'The coordinator registers and reviews those without a lead: associations, banks, insurers, platforms, vendors',
    },
    who: { organisations: ['department'], roles: actingOfficials, mandate: 'coordinates' },
    actions: ['register', 'review'],
    what: { kinds: others, without: ['closed'] },
    where: 'own',
    fields: 'all',
    source: proposal('实施方案五（三）由商务局牵头；其余为本系统设计'),
  }),
  allow({
    id: 'registry-unassigned-review',
    title: { zh: '商务局登记、审核未标类别的主体', en: 'The coordinator registers and reviews enterprises of no category' },
    who: { organisations: ['department'], roles: actingOfficials, mandate: 'coordinates' },
    actions: ['register', 'review'],
    what: { categories: ['none'] },
    where: 'own',
    fields: 'all',
    source: proposal('未能归类的主体由协调单位督促归类'),
  }),
  allow({
    id: 'registry-coordinator-assign',
    title: {
      zh: '商务局为主体标明开放类别，由牵头单位监管',
      en: 'The coordinator says which open categories an organisation is of',
    },
    who: { organisations: ['department'], roles: actingOfficials, mandate: 'coordinates' },
    actions: ['register'],
    what: { categories: ['open', 'none'], without: ['closed'], parts: ['categories'] },
    where: 'own',
    fields: 'all',
    source: proposal('未能归类的主体由协调单位督促归类'),
  }),
  allow({
    id: 'registry-administrator',
    title: {
      zh: '系统管理员看登记，处理无人审核的申请',
      en: 'The system administrator reads the register and reviews what waits',
    },
    who: { roles: ['system_administrator'] },
    actions: ['organisation_read', 'register', 'review'],
    what: {},
    where: 'anywhere',
    fields: 'business',
    source: proposal('系统管理员维护组织目录；等级保护三员分立（GB/T 22239-2019 未核对原文）'),
  }),
];
