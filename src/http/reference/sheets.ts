/** Templates of stages, uploads of sheets. */
import { chapter } from './brief.ts';
import type { Operation } from './row.ts';

const stage = '/api/v1/categories/{id}/stages/{stage}';
const uploads = '/api/v1/record-uploads';

export const sheets: readonly Operation[] = chapter('records', [
  ['get', `${stage}/template.xlsx`, 'template', '该环节的 Excel 模板', 'The workbook to fill in for a stage'],
  ['get', `${stage}/template.csv`, 'templateCsv', '该环节的 CSV 表头', 'The headings of a stage as CSV'],
  [
    'post',
    '/api/v1/records/{category}/{stage}/uploads',
    'uploadRecords',
    '上传 Excel 或 CSV，后台逐行保存',
    'Send a sheet of records, .xlsx or CSV; its rows are recorded in the background',
    'capture',
  ],
  ['get', uploads, 'recordUploads', '列出上传任务', 'List uploads, the newest first', 'query'],
  ['get', `${uploads}/{id}`, 'recordUpload', '上传任务的进度与结果', 'How far an upload is, and what became of it', 'query'],
  ['get', `${uploads}/{id}/refusals`, 'uploadRefusals', '逐行列出未通过的行', 'The rows that were refused, and why', 'query'],
  [
    'get',
    `${uploads}/{id}/file.xlsx`,
    'uploadedFile',
    '取回带错误说明的文件；rows=refused 只含未通过的行',
    'The file with what is wrong in each row; rows=refused: those alone',
    'query',
  ],
  ['get', `${uploads}/{id}/file.csv`, 'uploadedCsv', '同上，CSV', 'The same as CSV', 'query'],
  [
    'delete',
    `${uploads}/{id}`,
    'cancelUpload',
    '取消上传任务；已结束的则删除其文件',
    'Cancel an upload; of one that has ended, remove its file',
    'capture',
  ],
]);
