/** Templates of stages, uploads of sheets. */
import { followedUpload, recordUpload, recordUploads, uploadRefusals } from '../../contract/index.ts';
import { inPath, inQuery, json, type Operation, whole, words } from './row.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const uploads = '/api/v1/record-uploads';
const category = inPath('category', '品类', 'id of the category');
const stage = inPath('stage', '环节', 'id of the stage');
const upload = inPath('upload', '上传任务的标识', 'id of the upload', { type: 'string', format: 'uuid' });
const shipping = { path: { category: 'produce', stage: 'shipping' } };

const templates = (['xlsx', 'csv'] as const).map(
  (ending): Operation => ({
    method: 'get',
    path: `/api/v1/categories/{category}/stages/{stage}/template.${ending}`,
    id: `template${ending === 'csv' ? 'Csv' : 'Xlsx'}`,
    tag: 'records',
    zh: ending === 'csv' ? '该环节的 CSV 表头' : '该环节的 Excel 模板',
    en: ending === 'csv' ? 'The headings of a stage as CSV' : 'The workbook to fill in for a stage',
    ...(ending === 'csv'
      ? {}
      : {
          more: words(
            '“填报”填数据，“示例”是正确的一行，“说明”列出每列的含义、依据和本环节的规则。',
            'The first sheet is filled in, the second holds a row that is right, the third tells what each column means and asks.',
          ),
        }),
    parameters: [
      category,
      stage,
      inQuery('at', '以哪一天的版本为准；默认今天', 'the version of that day; today unless given', {
        type: 'string',
        format: 'date',
      }),
    ],
    answers: [
      {
        ...words('文件', 'the file'),
        status: 200,
        types: [ending === 'csv' ? 'text/csv' : xlsx],
        headers: ['Content-Disposition'],
      },
    ],
    errors: ['not_found', 'parameter_invalid'],
    example: shipping,
  }),
);

const files = (['xlsx', 'csv'] as const).map(
  (ending): Operation => ({
    method: 'get',
    path: `${uploads}/{upload}/file.${ending}`,
    id: `uploadedFile${ending === 'csv' ? 'Csv' : 'Xlsx'}`,
    tag: 'records',
    needs: 'query',
    zh: `取回带错误说明的文件（${ending.toUpperCase()}）`,
    en: `The file with what is wrong in each row, as ${ending.toUpperCase()}`,
    more: words(
      '前两列为错误说明和状态。更正后可原样重新提交，这两列不会读取。',
      'Its first two columns say what is wrong and the status. Corrected, it can be sent again as it is: the two are passed over.',
    ),
    parameters: [
      upload,
      inQuery('rows', 'refused：只含未通过的行', 'refused: those that were refused alone', {
        type: 'string',
        enum: ['all', 'refused'],
        default: 'all',
      }),
    ],
    answers: [
      {
        ...words('文件', 'the file'),
        status: 200,
        types: [ending === 'csv' ? 'text/csv' : xlsx],
        headers: ['Content-Disposition'],
      },
    ],
    errors: ['not_found', 'parameter_invalid', 'upload_open', 'upload_not_read', 'upload_gone'],
  }),
);

export const sheets: readonly Operation[] = [
  ...templates,
  {
    method: 'post',
    path: '/api/v1/records/{category}/{stage}/uploads',
    id: 'uploadRecords',
    tag: 'records',
    needs: 'capture',
    zh: '上传 Excel 或 CSV，后台逐行保存',
    en: 'Send a sheet of records, .xlsx or CSV; its rows are recorded in the background',
    more: words(
      '至多 10 万行、48 MB。文件作为正文，或作为表单中的文件。整体有误时不保存任何行；逐行有误时其余行照常保存。',
      'Up to 100,000 rows and 48 MB, as body or in a form. A file that is wrong as a whole stores nothing, a wrong row keeps no other back.',
    ),
    parameters: [
      category,
      stage,
      inQuery('name', '文件名，仅供显示', 'name of the file, which is only shown', { type: 'string', maxLength: 120 }),
    ],
    body: {
      types: ['text/csv', xlsx, 'multipart/form-data'],
      example: '时间,地块,种植批次,发生与防治情况\r\n2026-05-03 08:00,https://id.gs1.org/414/6901234000016,,红蜘蛛零星发生\r\n',
    },
    answers: [{ ...words('已接收', 'received'), status: 202, types: json, shape: recordUpload, headers: ['Location'] }],
    errors: ['not_found', 'unsupported_media', 'body_too_large', 'table_unreadable', 'upload_limit'],
    example: { path: { category: 'produce', stage: 'pest_check' } },
  },
  {
    method: 'get',
    path: uploads,
    id: 'recordUploads',
    tag: 'records',
    needs: 'query',
    zh: '列出上传任务',
    en: 'List uploads, the newest first',
    parameters: [
      inQuery('perPage', '每页个数', 'how many a page', whole(1, 200, 50)),
      inQuery('page', '上一页给出的 nextPage', 'nextPage of the page before'),
    ],
    answers: [{ ...words('一页', 'a page'), status: 200, types: json, shape: recordUploads }],
    errors: ['value_invalid', 'parameter_invalid', 'page_token_invalid'],
  },
  {
    method: 'get',
    path: `${uploads}/{upload}`,
    id: 'recordUpload',
    tag: 'records',
    needs: 'query',
    zh: '上传任务的进度与结果',
    en: 'How far an upload is, and what became of it',
    parameters: [
      upload,
      inQuery(
        'wait',
        '等到任务结束再答复，至多这么多秒',
        'answers when it has ended, at the latest after as many seconds',
        whole(0, 60, 0),
      ),
    ],
    answers: [
      {
        ...words('含前 20 个未通过的行', 'with the first twenty rows that were refused'),
        status: 200,
        types: json,
        shape: followedUpload,
      },
    ],
    errors: ['not_found', 'value_invalid'],
    example: { query: { wait: '30' } },
  },
  {
    method: 'get',
    path: `${uploads}/{upload}/refusals`,
    id: 'uploadRefusals',
    tag: 'records',
    needs: 'query',
    zh: '逐行列出未通过的行',
    en: 'The rows that were refused, and why',
    parameters: [
      upload,
      inQuery('after', '从哪一行之后开始', 'behind that row', whole(0, 10_000_000, 0)),
      inQuery('perPage', '每页个数', 'how many a page', whole(1, 1_000, 100)),
    ],
    answers: [
      {
        ...words('next 为下一页的 after', 'next is the after of the next page'),
        status: 200,
        types: json,
        shape: uploadRefusals,
      },
    ],
    errors: ['not_found', 'value_invalid'],
  },
  ...files,
  {
    method: 'delete',
    path: `${uploads}/{upload}`,
    id: 'cancelUpload',
    tag: 'records',
    needs: 'capture',
    zh: '取消上传任务；已结束的则删除其文件',
    en: 'Cancel an upload; of one that has ended, remove its file',
    more: words('已保存的行保留。', 'Rows that are stored stay.'),
    parameters: [upload],
    answers: [{ ...words('已取消或已删除', 'cancelled, or removed'), status: 204 }],
    errors: ['not_found'],
  },
];
