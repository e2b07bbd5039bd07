/** Faults of sheets that records are filled into. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

const template = 'Download the template of the stage again and copy the rows into it';
const templateZh = '请重新下载该环节的模板，并把数据行复制过去';

export const sheetErrors = {
  sheet_unsafe: row(
    400,
    'The workbook holds {came}',
    'Save it as a plain workbook (.xlsx) with values alone, and send it again; nothing of it was run or stored',
    '工作簿含有 {came}',
    '请另存为仅含数值的普通工作簿（.xlsx）后重新提交；其中内容未被执行，也未保存',
  ),
  sheet_missing: row(
    400,
    'The workbook has no sheet {expected}, only {came}',
    template,
    '工作簿中没有工作表“{expected}”，只有 {came}',
    templateZh,
  ),
  sheet_empty: row(
    400,
    'There is no row below the heading of {expected}',
    'Fill in one row a record below the heading; rows of the examples are not read',
    '{expected}的表头下没有数据行',
    '请在表头下每条记录填一行；示例中的行不会读取',
  ),
  template_foreign: row(
    400,
    'The template is that of {came}, and was sent to {expected}',
    'Send it to the stage it was made for, or download the template of this one',
    '该模板属于 {came}，却提交到了 {expected}',
    '请提交到模板所属的环节，或下载本环节的模板',
  ),
  template_old: row(
    400,
    'The template is of version {came}; the columns of the stage have changed since, in {expected}',
    template,
    '该模板版本为 {came}，此后环节的列已变更（现行 {expected}）',
    templateZh,
  ),
  heading_unknown: row(
    400,
    'Cell {cell}: the stage has no column {came}; near to it is {expected}',
    'Give the column its name of the template, or remove it',
    '单元格 {cell}：本环节没有“{came}”列，相近的列为 {expected}',
    '请按模板改正列名，或删除该列',
  ),
  heading_twice: row(
    400,
    'Cell {cell}: the column {came} stands in {expected} already',
    'Keep one of the two columns',
    '单元格 {cell}：列“{came}”与 {expected} 重复',
    '请只保留其中一列',
  ),
  heading_missing: row(
    400,
    'The required column {expected} is missing',
    'Add it with its name of the template',
    '缺少必填列“{expected}”',
    '请按模板补上该列',
  ),
  row_hidden: row(
    400,
    'Row {came} is hidden',
    'Show the row, look at it, and delete it or send it again',
    '第 {came} 行处于隐藏状态',
    '请取消隐藏并核对，删除该行或重新提交',
  ),
  cell_merged: row(
    400,
    'The cells {came} are merged, so that row {expected} does not say what it holds',
    'Unmerge them and fill in every row',
    '单元格区域 {came} 已合并，第 {expected} 行的内容无法确定',
    '请取消合并，并在每一行填写',
  ),
  upload_limit: row(
    429,
    'There are {expected} uploads that have not ended',
    'Wait until one has ended, or cancel one: GET /api/v1/record-uploads lists them',
    '已有 {expected} 个上传任务尚未结束',
    '请等待其中一个结束，或取消一个：GET /api/v1/record-uploads 列出全部',
  ),
  upload_open: row(
    409,
    'The upload is {came} still',
    'Ask GET /api/v1/record-uploads/{id} how far it is; the file can be had when it has ended',
    '该上传任务尚在进行（{came}）',
    '请通过 GET /api/v1/record-uploads/{id} 查看进度，结束后可取回文件',
  ),
  upload_not_read: row(
    409,
    'The file was refused as a whole, so that there is nothing to say of its rows',
    'Look at the problem that GET /api/v1/record-uploads/{id} tells, correct the file and send it again',
    '文件整体未通过，没有逐行结果',
    '请查看 GET /api/v1/record-uploads/{id} 给出的问题，更正后重新提交',
  ),
  upload_gone: row(
    410,
    'The file is no longer kept',
    'Send the file again: rows that are stored answer "exists"',
    '该文件已不再保存',
    '请重新提交文件，已保存的行会标为“已存在”',
  ),
} as const satisfies Record<string, CatalogueRow>;
