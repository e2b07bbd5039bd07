/** Registers that rules read, and what falls due by them. A part of the chapter of records. */
import {
  dueList,
  registerAnswer,
  registerList,
  registerReport,
  registerStated,
  rowRequest,
  rowsRequest,
} from '../../contract/records.ts';
import { exampleRow } from './record-examples.ts';
import { inPath, inQuery, json, type Operation, paged, whole, words } from './row.ts';

const tag = 'records';
const category = inPath('category', '类别标识，如 produce', 'id of the category, such as produce');
const at = inQuery('at', '日期；默认今天', 'the day; today unless given', { type: 'string', format: 'date' });
const perPage = inQuery('perPage', '每页条数', 'rows of a page', whole(1, 1_000, 30));
const pageToken = inQuery('nextPageToken', '下一页的令牌，见报头 Link', 'token of the next page, from the header Link');
const bodyErrors = ['unsupported_media', 'body_too_large', 'not_utf8', 'not_json', 'too_deep'] as const;

const register = inPath('register', '登记簿标识', 'id of the register');
const key = inPath('key', '行的编号：编码（任意写法）或文字', 'what the row is found by: a code in any spelling, or a text');
const registerPath = '/api/v1/registers/{category}/{register}';
const registerExample = { path: { category: 'dangerous', register: 'purchase_permit' } };
const rowExample = { path: { ...registerExample.path, key: 'GM-2026-0001' } };

export const registerRows: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/due',
    id: 'due',
    tag,
    needs: 'read_register',
    zh: '何时到期，何者逾期',
    en: 'What falls due when, and what is overdue',
    more: words(
      '按登记簿中的日期（检验、报废、准购、运输许可、保险等）与证照的最后一日排列；missing 为该行不齐全之处。企业只见本企业的。',
      'By dates in registers (inspections, permits, insurance) and last days of licences. `missing`: what a row lacks. A firm sees its own.',
    ),
    parameters: [
      { ...inQuery('category', '类别，如 equipment', 'the category, such as equipment'), required: true },
      inQuery('register', '只看该登记簿；licence 为只看证照', 'of this register alone; `licence`: licences alone'),
      inQuery('organisation', '只看该主体的', 'of this organisation alone', { type: 'string', format: 'uuid' }),
      inQuery('until', '截至何日；默认六十天后', 'up to that day; sixty days from today unless given', {
        type: 'string',
        format: 'date',
      }),
      perPage,
      pageToken,
    ],
    answers: [{ ...words('先到期的在前', 'the earliest first'), status: 200, types: json, shape: dueList, headers: paged }],
    errors: ['not_found', 'parameter_unknown', 'parameter_invalid', 'page_token_invalid'],
    example: { query: { category: 'equipment' } },
  },
  {
    method: 'put',
    path: `${registerPath}/{key}`,
    id: 'stateRow',
    tag,
    needs: 'keep_register',
    zh: '登记一行',
    en: 'State a row',
    more: words(
      '登记自 from 至 until 的内容，不改动以往；row 为 null 表示注销。',
      'What holds from one day to another; nothing stated before is changed. A row of null strikes it off.',
    ),
    parameters: [category, register, key],
    body: { types: json, shape: rowRequest, example: exampleRow },
    answers: [{ ...words('现在的登记', 'as it is stated now'), status: 200, types: json, shape: registerStated }],
    errors: [...bodyErrors, 'not_found', 'value_invalid'],
    example: rowExample,
  },
  {
    method: 'get',
    path: `${registerPath}/{key}`,
    id: 'registerRow',
    tag,
    needs: 'read_register',
    zh: '读取一行；键后加 /history 为全部历史，加 /reconciliation 为账物对照',
    en: 'Read a row; with /history behind the key its history, with /reconciliation its book and count',
    more: words(
      '账物对照：按日志应有的数量（按批次或品名）、最近一次盘点及其时的账面、登记的上限、所依据的记录。',
      'Book and count: what must be there by the log, by lot or product, what was last counted, the limit of the register, the records.',
    ),
    parameters: [category, register, key, at],
    answers: [{ ...words('当日有效的登记', 'what holds on the day'), status: 200, types: json, shape: registerAnswer }],
    errors: ['not_found', 'parameter_invalid'],
    example: rowExample,
  },
  {
    method: 'post',
    path: registerPath,
    id: 'stateRows',
    tag,
    needs: 'keep_register',
    zh: '登记多行，逐行答复',
    en: 'State many rows, each with its status',
    more: words(
      '也可发表格（.xlsx 或 CSV）：首行为登记簿各栏的名称，逐行答复并注明行号。',
      'A table (.xlsx or CSV) will do: the names of the columns in its first row; each answer has the line of its row.',
    ),
    parameters: [category, register],
    body: { types: json, shape: rowsRequest, example: [{ key: 'GM-2026-0002', ...exampleRow }] },
    answers: [{ ...words('每行的结果', 'a status for each'), status: 200, types: json, shape: registerReport }],
    errors: [...bodyErrors, 'not_found', 'value_invalid', 'too_many_events', 'table_unreadable', 'table_too_large'],
    example: registerExample,
  },
  {
    method: 'get',
    path: registerPath,
    id: 'registerRows',
    tag,
    needs: 'read_register',
    zh: '列出登记簿',
    en: 'List a register',
    parameters: [category, register, perPage, pageToken],
    answers: [
      {
        ...words('每个编号最近一次的登记', 'the latest statement of each key'),
        status: 200,
        types: json,
        shape: registerList,
        headers: paged,
      },
    ],
    errors: ['not_found', 'parameter_unknown', 'parameter_invalid', 'page_token_invalid'],
    example: registerExample,
  },
];
