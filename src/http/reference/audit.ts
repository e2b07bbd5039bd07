/** The audit log, and personal data. */
import { auditCheck, auditEntries, auditHead, person, revealed, revealRequest } from '../../contract/index.ts';
import { auditKindsShape, personShape } from '../shapes.ts';
import { bodyErrors, inPath, inQuery, json, type Operation, text, whole, words } from './row.ts';

const moment = { type: 'string', format: 'date-time' };
const token = inPath('token', '个人信息令牌', 'token of the personal data', { type: 'string', pattern: '^urn:zhuisu:person:' });
const example = { path: { token: 'urn:zhuisu:person:0123456789abcdefghjkmnpqrs' } };

export const auditRows: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/audit',
    id: 'audit',
    tag: 'audit',
    needs: 'audit',
    zh: '查询审计日志',
    en: 'Search the audit log',
    more: words('每次查询本身也被记入。', 'Each search is written down itself.'),
    parameters: [
      inQuery('from', '自此时刻', 'from this moment on', moment),
      inQuery('until', '至此时刻', 'before this moment', moment),
      inQuery('kind', '事项种类', 'kind of entry', text),
      inQuery('outcome', '结果', 'outcome', { type: 'string', enum: ['allowed', 'denied', 'failed'] }),
      inQuery('account', '账号', 'account', text),
      inQuery('organisation', '单位', 'organisation', text),
      inQuery('object', '对象', 'what it was done to', text),
      inQuery('perPage', '每页几条', 'how many in a page', whole(1, 1_000, 50)),
      inQuery('nextPageToken', '报头 Link 中的翻页标记', 'the page token of the header Link', text),
    ],
    answers: [{ ...words('最新的在前', 'newest first'), status: 200, types: json, shape: auditEntries, headers: ['Link'] }],
    errors: ['parameter_unknown', 'parameter_invalid', 'page_token_invalid'],
    example: { query: { outcome: 'allowed', perPage: '10' } },
  },
  {
    method: 'get',
    path: '/api/v1/audit/kinds',
    id: 'auditKinds',
    tag: 'audit',
    needs: 'audit',
    zh: '审计事项种类',
    en: 'Kinds of entries',
    answers: [{ ...words('种类及名称', 'kinds and their names'), status: 200, types: json, shape: auditKindsShape }],
  },
  {
    method: 'get',
    path: '/api/v1/audit/head',
    id: 'auditHead',
    tag: 'audit',
    needs: 'audit',
    zh: '日志链头',
    en: 'The head of the chain',
    more: words('记下它，日后可证明此前的日志未被改动。', 'Who keeps it can prove later that nothing before it was changed.'),
    answers: [
      { ...words('最后一条的序号与哈希', 'number and hash of the last entry'), status: 200, types: json, shape: auditHead },
    ],
  },
  {
    method: 'get',
    path: '/api/v1/audit/verify',
    id: 'verifyAudit',
    tag: 'audit',
    needs: 'audit',
    zh: '校验日志链',
    en: 'Check the chain',
    answers: [
      { ...words('是否完好，首个问题在哪里', 'whether it is sound, and where not'), status: 200, types: json, shape: auditCheck },
    ],
  },
  {
    method: 'get',
    path: '/api/v1/audit/export',
    id: 'exportAudit',
    tag: 'audit',
    needs: 'audit',
    zh: '导出日志',
    en: 'Export the log',
    parameters: [
      inQuery('format', '格式', 'format', { type: 'string', enum: ['jsonl', 'csv'], default: 'jsonl' }),
      inQuery('after', '自此序号之后', 'entries after this number', whole(0, 999_999_999_999_999, 0)),
    ],
    answers: [
      {
        ...words('每行一条；jsonl 用哈希即可自行校验', 'an entry a line; jsonl can be checked with a hash function alone'),
        status: 200,
        types: ['application/jsonl', 'text/csv'],
        headers: ['Content-Disposition', 'Zhuisu-Audit-Head'],
      },
    ],
    errors: ['parameter_unknown', 'parameter_invalid'],
  },
];

export const personRows: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/persons',
    id: 'recordPerson',
    tag: 'audit',
    needs: 'record_personal',
    zh: '以个人信息换取令牌',
    en: 'Exchange personal data for a token',
    more: words('事件中只写令牌。同一内容得到同一令牌。', 'Events name the token alone. The same value has the same token.'),
    body: { types: json, shape: personShape, example: { kind: 'name', value: '张三丰', keepDays: 365 } },
    answers: [{ ...words('令牌与掩码', 'the token, and the value masked'), status: 200, types: json, shape: person }],
    errors: [...bodyErrors],
    client: "const { token } = await zhuisu.supervision.recordPerson({ kind: 'name', value: '张三丰' });",
  },
  {
    method: 'get',
    path: '/api/v1/persons/{token}',
    id: 'person',
    tag: 'audit',
    needs: 'read_personal',
    zh: '读取掩码',
    en: 'Read it masked',
    parameters: [token],
    answers: [{ ...words('掩码；已删除的为 null', 'masked; null once it is erased'), status: 200, types: json, shape: person }],
    errors: ['person_unknown'],
    example,
  },
  {
    method: 'post',
    path: '/api/v1/persons/{token}/reveal',
    id: 'revealPerson',
    tag: 'audit',
    needs: 'reveal_personal',
    zh: '说明理由后查看',
    en: 'See it in the clear, for a reason',
    more: words('先记入审计日志，再给出。', 'It is in the audit log before it is given.'),
    parameters: [token],
    body: { types: json, shape: revealRequest, example: { reason: '召回通知购买者' } },
    answers: [{ ...words('原文', 'the value'), status: 200, types: json, shape: revealed }],
    errors: [...bodyErrors, 'person_unknown', 'person_erased', 'rate_limited'],
    example,
  },
];
