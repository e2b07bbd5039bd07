/** Categories, stages, records in the simple form. */
import { chapter } from './brief.ts';
import type { Operation } from './row.ts';

const stage = '/api/v1/categories/{id}/stages/{stage}';

export const recording: readonly Operation[] = chapter('records', [
  ['post', '/api/v1/records/{category}/{stage}', 'record', '按环节记录，一条或多条', 'Record one or many, by stage', 'capture'],
  ['get', '/api/v1/categories', 'categories', '类别与环节', 'Categories and their stages'],
  ['get', '/api/v1/categories/{id}', 'category', '一个类别的全部定义', 'A category in full'],
  ['get', stage, 'stage', '一个环节：字段、示例、规则', 'A stage: fields, example, rules'],
  ['get', `${stage}/schema.json`, 'stageSchema', '该环节记录的 JSON Schema', 'The JSON Schema of its records'],
]);
