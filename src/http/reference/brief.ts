/**
 * Operations that are told in one line: method, address, what one must be allowed to do, what it is for. Their bodies and answers are
 * JSON that is not described member by member yet; the documents named by their chapter are.
 */
import type { Action } from '../../access/index.ts';
import { type Operation, words } from './row.ts';

type Line = readonly [
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
  id: string,
  zh: string,
  en: string,
  needs?: Action,
];

const chapter = (tag: string, lines: readonly Line[]): Operation[] =>
  lines.map(([method, path, id, zh, en, needs]) => ({
    method,
    path,
    id,
    tag,
    zh,
    en,
    brief: true,
    ...(needs === undefined ? {} : { needs }),
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name: name!,
      in: 'path' as const,
      zh: '标识',
      en: 'the identifier',
      schema: { type: 'string' },
      required: true,
    })),
    answers: [{ ...words('见该章文档', 'see the document of this chapter'), status: 200, types: ['application/json'] }],
  }));

const self = '/api/v1/account';

export const brief: readonly Operation[] = [
  ...chapter('accounts', [
    ['post', `${self}/sign-in`, 'signIn', '登录', 'Sign in'],
    ['post', `${self}/second-factor`, 'secondFactor', '提交第二因素', 'Give the second factor'],
    ['get', `${self}/enrolment`, 'readEnrolment', '读取待绑定的第二因素', 'Read the second factor to be enrolled'],
    ['post', `${self}/enrolment`, 'enrol', '绑定第二因素', 'Enrol a second factor'],
    ['post', `${self}/recovery-codes`, 'makeRecoveryCodes', '重新生成恢复码', 'Make new recovery codes'],
    ['post', `${self}/password`, 'changePassword', '更改密码', 'Change the password'],
    ['get', self, 'ownAccount', '读取本人账号', 'Read one’s own account'],
    ['get', `${self}/sessions`, 'sessions', '列出登录会话', 'List sessions'],
    ['delete', `${self}/sessions/{id}`, 'endSession', '结束一个会话', 'End a session'],
    ['delete', `${self}/sessions`, 'endSessions', '结束其他会话', 'End all other sessions'],
    ['post', `${self}/sign-out`, 'signOut', '退出登录', 'Sign out'],
    ['post', '/api/v1/accounts', 'makeAccount', '创建账号', 'Make an account'],
    ['get', '/api/v1/accounts', 'accounts', '列出账号', 'List accounts'],
    ['get', '/api/v1/accounts/{id}', 'account', '读取账号', 'Read an account'],
    ['patch', '/api/v1/accounts/{id}', 'changeAccount', '更改账号', 'Change an account'],
    ['post', '/api/v1/accounts/{id}/first-password', 'firstPassword', '重新发放首次密码', 'Give a new first password'],
    ['delete', '/api/v1/accounts/{id}/second-factor', 'forgetSecondFactor', '解除第二因素', 'Forget a second factor'],
    ['post', '/api/v1/tokens', 'makeToken', '创建 API 令牌', 'Make an API token'],
    ['get', '/api/v1/tokens', 'tokens', '列出 API 令牌', 'List API tokens'],
    ['delete', '/api/v1/tokens/{id}', 'revokeToken', '撤销 API 令牌', 'Revoke an API token'],
    ['post', '/api/v1/delegations', 'delegate', '授权他方代办', 'Let another act for one'],
    ['get', '/api/v1/delegations', 'delegations', '列出代办授权', 'List delegations'],
    ['delete', '/api/v1/delegations/{id}', 'withdrawDelegation', '收回代办授权', 'Withdraw a delegation'],
  ]),
  ...chapter('organisations', [
    ['get', '/api/v1/jurisdiction', 'jurisdiction', '辖区、部门与分工', 'The jurisdiction, its departments and what they lead'],
    ['post', '/api/v1/organisations', 'registerOrganisation', '登记主体', 'Register an organisation', 'register'],
    ['get', '/api/v1/organisations', 'organisations', '查询主体', 'Find organisations', 'organisation_read'],
    ['get', '/api/v1/organisations/public', 'publicOrganisations', '追溯企业公开名单', 'The public list of tracing enterprises'],
    ['get', '/api/v1/organisations/template.xlsx', 'importTemplate', '导入模板', 'The template for imports'],
    [
      'post',
      '/api/v1/organisations/import',
      'importOrganisations',
      '从表格导入主体',
      'Import organisations from a table',
      'review',
    ],
    ['get', '/api/v1/organisations/{id}', 'organisation', '读取主体', 'Read an organisation', 'organisation_read'],
    ['get', '/api/v1/organisations/{id}/history', 'organisationHistory', '主体变更历史', 'Its history', 'organisation_read'],
    ['patch', '/api/v1/organisations/{id}', 'changeOrganisation', '更改主体信息', 'Change an organisation', 'register'],
    [
      'post',
      '/api/v1/organisations/{id}/decisions',
      'decideOnOrganisation',
      '审核、暂停、注销',
      'Approve, suspend, close',
      'review',
    ],
    ['post', '/api/v1/organisations/{id}/sites', 'addSite', '登记场所', 'Register a site', 'register'],
    ['post', '/api/v1/organisations/{id}/identifiers', 'addIdentifier', '登记标识', 'Register an identifier', 'register'],
    ['delete', '/api/v1/organisations/{id}/identifiers', 'dropIdentifier', '取消标识', 'Drop an identifier', 'register'],
    ['post', '/api/v1/organisations/{id}/licences', 'addLicence', '登记证照', 'Register a licence', 'register'],
    ['get', '/api/v1/licences', 'licences', '查询证照', 'Find licences', 'organisation_read'],
    ['get', '/api/v1/licences/schemes', 'licenceSchemes', '证照种类', 'Kinds of licences'],
    ['get', '/api/v1/licences/{id}', 'licence', '读取证照', 'Read a licence', 'organisation_read'],
    ['post', '/api/v1/licences/{id}/statements', 'stateLicence', '登记证照状态', 'State what holds of a licence', 'review'],
  ]),
  ...chapter('access', [
    ['post', '/api/v1/cases', 'openCase', '立案', 'Open a case', 'case'],
    ['get', '/api/v1/cases', 'cases', '列出案件', 'List cases', 'case'],
    ['get', '/api/v1/cases/{id}', 'case', '读取案件', 'Read a case', 'case'],
    ['post', '/api/v1/cases/{id}/extension', 'extendCase', '延长案件', 'Extend a case', 'case'],
    ['post', '/api/v1/cases/{id}/closing', 'closeCase', '结案', 'Close a case', 'case'],
    ['get', '/api/v1/looks', 'looks', '谁查看过本单位数据', 'Who looked at one’s data', 'see_looks'],
    ['get', '/api/v1/access-settings', 'accessSettings', '访问控制的期限', 'The periods of access control'],
    ['get', '/api/v1/counts', 'counts', '按月统计', 'Counts by month', 'count'],
    ['post', '/api/v1/consents', 'giveConsent', '授权使用数据', 'Consent to the use of data', 'consent'],
    ['get', '/api/v1/consents', 'consents', '列出授权', 'List consents', 'consent'],
    ['get', '/api/v1/consents/{id}', 'consent', '读取授权', 'Read a consent', 'consent'],
    ['post', '/api/v1/consents/{id}/withdrawal', 'withdrawConsent', '收回授权', 'Withdraw a consent', 'consent'],
    ['get', '/api/v1/consented', 'consented', '被授权可用的数据', 'What one was granted', 'use_consent'],
    ['get', '/api/v1/consented/{organisation}/counts', 'consentedCounts', '经授权的统计', 'Counts by consent', 'use_consent'],
    ['get', '/api/v1/consented/{organisation}/events', 'consentedEvents', '经授权的事件', 'Events by consent', 'use_consent'],
  ]),
  ...chapter('audit', [
    ['get', '/api/v1/audit', 'audit', '查询审计日志', 'Search the audit log', 'audit'],
    ['get', '/api/v1/audit/kinds', 'auditKinds', '审计事项种类', 'Kinds of entries', 'audit'],
    ['get', '/api/v1/audit/head', 'auditHead', '日志链头', 'The head of the chain', 'audit'],
    ['get', '/api/v1/audit/verify', 'verifyAudit', '校验日志链', 'Check the chain', 'audit'],
    ['get', '/api/v1/audit/export', 'exportAudit', '导出日志', 'Export the log', 'audit'],
    ['post', '/api/v1/persons', 'recordPerson', '以个人信息换取令牌', 'Exchange personal data for a token', 'record_personal'],
    ['get', '/api/v1/persons/{token}', 'person', '读取掩码', 'Read it masked', 'read_personal'],
    [
      'post',
      '/api/v1/persons/{token}/reveal',
      'revealPerson',
      '说明理由后查看',
      'See it in the clear, for a reason',
      'reveal_personal',
    ],
  ]),
];
