/** Records in the simple form, categories and their stages, what rules found, drafts of the next version. */
import {
  categoryAnswer,
  categoryList,
  draftAnswer,
  draftChecked,
  draftList,
  draftMade,
  draftPublished,
  draftRequest,
  evaluations,
  productList,
  publishRequest,
  recordAnswer,
  recordBody,
  recordReceipt,
  recordsChecked,
  stageDefinition,
  versions,
} from '../../contract/records.ts';
import { exampleDraft, exampleRecord } from './record-examples.ts';
import { registerRows } from './registers.ts';
import { inPath, inQuery, json, type Operation, type ParameterRow, paged, whole, words } from './row.ts';

const tag = 'records';
const category = inPath('category', '类别标识，如 produce', 'id of the category, such as produce');
const id = inPath('id', category.zh, category.en);
const stage = inPath('stage', '环节标识，如 harvest', 'id of the stage, such as harvest');
const at = inQuery('at', '日期；默认今天', 'the day; today unless given', { type: 'string', format: 'date' });
const perPage = inQuery('perPage', '每页条数', 'rows of a page', whole(1, 1_000, 30));
const pageToken = inQuery('nextPageToken', '下一页的令牌，见报头 Link', 'token of the next page, from the header Link');
const behaviour: ParameterRow = {
  name: 'GS1-Capture-Error-Behaviour',
  in: 'header',
  zh: 'proceed（默认）：只拒收有误的记录；rollback：有一条有误则全部不收',
  en: 'proceed, unless given: only what is wrong is refused; rollback: one refused record refuses all',
  schema: { type: 'string', enum: ['proceed', 'rollback'] },
};
const bodyErrors = ['unsupported_media', 'body_too_large', 'not_utf8', 'not_json', 'too_deep'] as const;
const produce = { path: { id: 'produce' } };

const capturing: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/records/{category}/{stage}',
    id: 'record',
    tag,
    needs: 'capture',
    zh: '按环节记录，一条或多条',
    en: 'Record one or many, by stage',
    more: words(
      '正文为一条记录或记录列表，字段见该环节的 schema。每条都有结果：stored、exists、refused 或 rolled_back；同一记录重发得到 exists。规则的核查结果在 rules 中。',
      'One record or a list, by the schema of the stage. Each has its status; the same record sent again exists. What rules say is in rules.',
    ),
    parameters: [category, stage, behaviour],
    body: { types: json, shape: recordBody, example: exampleRecord },
    answers: [
      { ...words('一条记录已存', 'one record, stored'), status: 201, types: json, shape: recordReceipt, headers: ['Location'] },
      {
        ...words('列表的逐条结果；或已有的一条记录', 'a status for each of a list; or of one that exists'),
        status: 200,
        types: json,
        shape: recordAnswer,
      },
    ],
    errors: [
      ...bodyErrors,
      'not_found',
      'parameter_invalid',
      'record_invalid',
      'rule_blocked',
      'event_conflict',
      'personal_data',
      'too_many_events',
    ],
    example: { path: { category: 'produce', stage: 'planting' } },
  },
  {
    method: 'post',
    path: '/api/v1/records/{category}/{stage}/check',
    id: 'checkRecords',
    tag,
    needs: 'capture',
    zh: '试算：记录会得到什么结果',
    en: 'Try records out',
    more: words(
      '与记录相同的检查和规则，按此刻的日志；什么都不保存。各条单独判断，不看同一请求中的其他条。',
      'The same checks and rules as recording, against the log as it is now; nothing is kept. Each is judged by itself, not with the others of ' +
        'the request.',
    ),
    parameters: [category, stage],
    body: { types: json, shape: recordBody, example: exampleRecord },
    answers: [{ ...words('逐条结果', 'what would be said of each'), status: 200, types: json, shape: recordsChecked }],
    errors: [...bodyErrors, 'not_found', 'too_many_events'],
    example: { path: { category: 'produce', stage: 'planting' } },
  },
  {
    method: 'get',
    path: '/api/v1/evaluations',
    id: 'evaluations',
    tag,
    needs: 'query',
    zh: '规则核查结果',
    en: 'What rules found',
    more: words(
      '只列出可见事件的结果；被拒收的事件只对其提交者和有权部门可见。',
      'Of the events one may see; of refused ones to who sent them and to the departments in charge.',
    ),
    parameters: [
      inQuery('category', '类别', 'category'),
      inQuery('stage', '环节', 'stage'),
      inQuery('rule', '规则编号', 'id of the rule'),
      inQuery('severity', '严重程度', 'severity', { type: 'string', enum: ['block', 'alarm', 'warn'] }),
      inQuery('outcome', '结果', 'outcome', { type: 'string', enum: ['fails', 'unknown', 'holds'] }),
      inQuery('event', '事件标识', 'an eventID'),
      inQuery('stored', '1：已存的事件；0：被拒收的', '1: of stored events; 0: of refused ones', {
        type: 'string',
        enum: ['0', '1'],
      }),
      perPage,
      pageToken,
    ],
    answers: [{ ...words('最新的在前', 'the latest first'), status: 200, types: json, shape: evaluations, headers: paged }],
    errors: ['parameter_unknown', 'parameter_invalid', 'page_token_invalid'],
  },
];

const describing: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/categories',
    id: 'categories',
    tag,
    zh: '类别与环节',
    en: 'Categories and their stages',
    parameters: [at],
    answers: [{ ...words('按通知的次序', 'in the order of the notice'), status: 200, types: json, shape: categoryList }],
    errors: ['parameter_invalid'],
  },
  {
    method: 'get',
    path: '/api/v1/products',
    id: 'products',
    tag,
    zh: '重要产品名录',
    en: 'The directory of important products',
    more: words(
      '每项列出类别、链条和依据；verified 为 false 的依据尚未与原文核对。部门发布的产品也在其中。',
      'Each with its category, chain and source; a source that is not verified was not checked against its text. Those of departments too.',
    ),
    parameters: [inQuery('category', '只列该类别', 'of this category alone'), at],
    answers: [{ ...words('按通知的次序', 'in the order of the notice'), status: 200, types: json, shape: productList }],
    errors: ['not_found', 'parameter_invalid'],
  },
  {
    method: 'get',
    path: '/api/v1/categories/{id}',
    id: 'category',
    tag,
    zh: '一个类别的定义',
    en: 'The definition of a category',
    parameters: [id, at],
    answers: [
      {
        ...words('环节、链条、产品、规则、登记簿、名录', 'stages, chains, products, rules, registers, lists'),
        status: 200,
        types: json,
        shape: categoryAnswer,
      },
    ],
    errors: ['not_found', 'parameter_invalid'],
    example: produce,
  },
  {
    method: 'get',
    path: '/api/v1/categories/{id}/versions',
    id: 'categoryVersions',
    tag,
    zh: '已发布的版本',
    en: 'Its published versions',
    parameters: [id],
    answers: [{ ...words('按发布次序', 'in the order of publishing'), status: 200, types: json, shape: versions }],
    errors: ['not_found'],
    example: produce,
  },
  {
    method: 'get',
    path: '/api/v1/categories/{id}/stages/{stage}',
    id: 'stage',
    tag,
    zh: '一个环节：字段、示例、规则',
    en: 'A stage: fields, example, rules',
    parameters: [id, stage, at],
    answers: [{ ...words('该环节', 'the stage'), status: 200, types: json, shape: stageDefinition }],
    errors: ['not_found', 'parameter_invalid'],
    example: { path: { id: 'produce', stage: 'harvest' } },
  },
  {
    method: 'get',
    path: '/api/v1/categories/{id}/stages/{stage}/schema.json',
    id: 'stageSchema',
    tag,
    zh: '该环节记录的 JSON Schema',
    en: 'The JSON Schema of its records',
    parameters: [id, stage, at],
    answers: [{ ...words('draft 2020-12', 'draft 2020-12'), status: 200, types: ['application/schema+json'] }],
    errors: ['not_found', 'parameter_invalid'],
    example: { path: { id: 'produce', stage: 'harvest' } },
  },
];

const draft = inPath('draft', '草案标识', 'id of the draft');
const drafts = '/api/v1/categories/{id}/drafts';

const defining: readonly Operation[] = [
  {
    method: 'post',
    path: drafts,
    id: 'draftCategory',
    tag,
    needs: 'define',
    zh: '起草下一版本',
    en: 'Draft the next version',
    more: words(
      '正文为 {profile}（全部）或 {add}（增加的链条、产品、环节、规则、登记簿、名录；标识相同则替换）。答复列出全部问题。',
      'A body of {profile}, the whole, or {add}, whose parts replace those of the same id. The answer names every fault.',
    ),
    parameters: [id],
    body: { types: json, shape: draftRequest, example: exampleDraft },
    answers: [
      { ...words('草案及其问题', 'the draft and its faults'), status: 201, types: json, shape: draftMade, headers: ['Location'] },
    ],
    errors: [...bodyErrors, 'not_found', 'value_invalid'],
    example: produce,
  },
  {
    method: 'get',
    path: drafts,
    id: 'categoryDrafts',
    tag,
    needs: 'define',
    zh: '列出草案',
    en: 'List drafts',
    parameters: [id],
    answers: [{ ...words('最多 200 个，最新的在前', 'up to 200, the latest first'), status: 200, types: json, shape: draftList }],
    errors: ['not_found'],
    example: produce,
  },
  {
    method: 'get',
    path: `${drafts}/{draft}`,
    id: 'categoryDraft',
    tag,
    needs: 'define',
    zh: '读取草案',
    en: 'Read a draft',
    parameters: [id, draft],
    answers: [{ ...words('草案全文', 'the draft whole'), status: 200, types: json, shape: draftAnswer }],
    errors: ['not_found'],
    example: produce,
  },
  {
    method: 'post',
    path: `${drafts}/{draft}/check`,
    id: 'checkDraft',
    tag,
    needs: 'define',
    zh: '检查草案',
    en: 'Check a draft',
    more: words(
      '键唯一、位置合法、环节可辨认，环节与规则的示例逐一运行。',
      'Keys, places, recognisability; every example of stages and rules is run.',
    ),
    parameters: [id, draft],
    answers: [{ ...words('全部问题', 'every fault'), status: 200, types: json, shape: draftChecked }],
    errors: ['not_found'],
    example: produce,
  },
  {
    method: 'post',
    path: `${drafts}/{draft}/publish`,
    id: 'publishDraft',
    tag,
    needs: 'define',
    zh: '发布草案',
    en: 'Publish a draft',
    parameters: [id, draft],
    body: { types: json, shape: publishRequest, example: { version: '2026.2', validFrom: '2026-12-01', reason: '增补名录' } },
    answers: [{ ...words('已发布，立即可用', 'published, and served at once'), status: 201, types: json, shape: draftPublished }],
    errors: [
      ...bodyErrors,
      'not_found',
      'value_invalid',
      'draft_faulty',
      'draft_published',
      'version_taken',
      'definition_changed',
    ],
    example: produce,
  },
];

export const recording: readonly Operation[] = [...capturing, ...describing, ...defining, ...registerRows];
