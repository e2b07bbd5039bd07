/** The chapters of the reference, in their order. */
import { type Words, words } from './row.ts';

export const tags: readonly (Words & { readonly name: string; readonly more: Words })[] = [
  {
    name: 'capture',
    ...words('采集', 'Capture'),
    more: words('把事件记下来，并知道每一条的结果。', 'Record events, and know what became of each.'),
  },
  {
    name: 'records',
    ...words('按环节记录', 'Records by stage'),
    more: words(
      '类别、环节、规则、登记簿；按环节的简单格式记录：详见 docs/categories.md。',
      'Categories, stages, rules, registers; records in the simple form of a stage: docs/categories.md.',
    ),
  },
  { name: 'events', ...words('事件', 'Events'), more: words('按条件查询，逐页读取。', 'Ask by conditions, read page by page.') },
  {
    name: 'resources',
    ...words('资源', 'Resources'),
    more: words('记录中有哪些环节、地点、物品、状态。', 'Which steps, places, things, dispositions are on record.'),
  },
  {
    name: 'queries',
    ...words('命名查询', 'Named queries'),
    more: words('保存在服务器上的查询条件。', 'Conditions that are kept on the server.'),
  },
  {
    name: 'soap',
    ...words('SOAP', 'SOAP'),
    more: words('供仍使用 EPCIS 1.2 的系统查询。', 'For systems that still ask in EPCIS 1.2.'),
  },
  {
    name: 'trace',
    ...words('追溯与编码', 'Tracing and codes'),
    more: words(
      '从一个编码查清整条链。公众可用，无需令牌。',
      'From one code to the whole chain. Open to the public, no token needed.',
    ),
  },
  {
    name: 'issuing',
    ...words('发码与证书', 'Issuing'),
    more: words('单元码、GS1 编号、承诺达标合格证。', 'Unit codes, GS1 keys, conformity certificates.'),
  },
  { name: 'labels', ...words('符号与标签', 'Symbols and labels'), more: words('可直接打印。', 'Ready to print.') },
  {
    name: 'supervision',
    ...words('监测与处置', 'Watch and supervision'),
    more: words(
      '哪里有盲区、缝隙、遗漏与造假，谁来处置。',
      'Where there are blind spots, seams, omissions and fraud, and who sees to them.',
    ),
  },
  {
    name: 'complaints',
    ...words('投诉举报与公开', 'Complaints and what is public'),
    more: words(
      '公众报告问题并凭编号查到结果；部门办理，公开逾期未改的发现。',
      'The public reports a problem and follows it by its number; departments deal with it and publish what was not put right.',
    ),
  },
  {
    name: 'links',
    ...words('链接解析', 'Resolver'),
    more: words('编码通向哪里：GS1 Digital Link 解析。', 'Where a code leads: GS1 Digital Link resolving.'),
  },
  {
    name: 'accounts',
    ...words('账号与令牌', 'Accounts and tokens'),
    more: words(
      '登录、会话、令牌、代办授权：详见 docs/accounts.md。',
      'Sign-in, sessions, tokens, delegations: docs/accounts.md.',
    ),
  },
  {
    name: 'organisations',
    ...words('主体与证照', 'Organisations and licences'),
    more: words(
      '登记、审核、场所、证照、导入：详见 docs/organisations.md。',
      'Registration, review, sites, licences, imports: docs/organisations.md.',
    ),
  },
  {
    name: 'access',
    ...words('案件、授权与联合体', 'Cases, consents and joint groups'),
    more: words('谁能看到什么：详见 docs/access.md。', 'Who sees what: docs/access.md.'),
  },
  {
    name: 'audit',
    ...words('审计与个人信息', 'Audit and personal data'),
    more: words('审计日志、个人信息令牌：详见 docs/security.md。', 'The audit log, tokens of personal data: docs/security.md.'),
  },
  {
    name: 'discovery',
    ...words('发现', 'Discovery'),
    more: words('对地址发送 OPTIONS，得知版本、上限和允许的方法。', 'OPTIONS on an address names versions, limits and methods.'),
  },
  { name: 'service', ...words('服务', 'Service'), more: words('说明与运行状态。', 'Description and health.') },
];
