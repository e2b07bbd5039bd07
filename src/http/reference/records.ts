/** Categories, stages, records in the simple form. */
import { chapter } from './brief.ts';
import type { Operation } from './row.ts';

const category = '/api/v1/categories/{id}';
const stage = `${category}/stages/{stage}`;
const register = '/api/v1/registers/{category}/{register}';

export const recording: readonly Operation[] = chapter('records', [
  ['post', '/api/v1/records/{category}/{stage}', 'record', '按环节记录，一条或多条', 'Record one or many, by stage', 'capture'],
  ['get', `${category}/versions`, 'categoryVersions', '已发布的版本', 'Its published versions'],
  ['post', `${category}/drafts`, 'draftCategory', '起草下一版本', 'Draft the next version', 'define'],
  ['get', `${category}/drafts`, 'categoryDrafts', '列出草案', 'List drafts', 'define'],
  ['get', `${category}/drafts/{draft}`, 'categoryDraft', '读取草案', 'Read a draft', 'define'],
  ['post', `${category}/drafts/{draft}/check`, 'checkDraft', '检查草案，列出全部问题', 'Check a draft: every fault', 'define'],
  ['post', `${category}/drafts/{draft}/publish`, 'publishDraft', '发布草案', 'Publish a draft', 'define'],
  ['post', register, 'stateRows', '登记多行，逐行答复', 'State many rows, each with its status', 'keep_register'],
  ['get', register, 'registerRows', '列出登记簿', 'List a register', 'read_register'],
  ['put', `${register}/{key}`, 'stateRow', '登记一行', 'State a row', 'keep_register'],
  [
    'get',
    `${register}/{key}`,
    'registerRow',
    '读取一行；键后加 /history 为全部历史',
    'Read a row; with /history behind the key all of its history',
    'read_register',
  ],
  ['get', '/api/v1/evaluations', 'evaluations', '规则核查结果', 'What rules found', 'query'],
  ['get', '/api/v1/categories', 'categories', '类别与环节', 'Categories and their stages'],
  ['get', category, 'category', '一个类别的全部定义', 'A category in full'],
  ['get', stage, 'stage', '一个环节：字段、示例、规则', 'A stage: fields, example, rules'],
  ['get', `${stage}/schema.json`, 'stageSchema', '该环节记录的 JSON Schema', 'The JSON Schema of its records'],
]);
