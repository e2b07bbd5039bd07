/** Faults of registering organisations and of their files. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const organisationErrors = {
  person_number_refused: row(
    400,
    '{path} holds the identity number of a person',
    'Leave it out: persons are registered without it, or with a personToken in its place; nothing was stored',
    '{path} 含有公民身份号码',
    '请删除：自然人登记不填身份号码，或以 personToken 代替；未保存任何内容',
  ),
  organisation_exists: row(
    409,
    '{came} is registered already, with other details',
    'Read organisation {id} and change it, or send what it says there',
    '{came} 已登记，且登记内容不同',
    '请读取主体 {id} 后办理变更，或按已登记内容提交',
  ),
  version_changed: row(
    409,
    'The organisation was changed meanwhile: version {came} was named, it has {expected}',
    'Read it again, look at the difference, and send the change with version {expected}',
    '该主体已被他人更改：提交的版本为 {came}，当前为 {expected}',
    '请重新读取并核对差异，再以版本 {expected} 提交',
  ),
  transition_refused: row(
    409,
    'An organisation that is {state} cannot be put through {came}',
    'Possible now: {expected}',
    '状态为 {state} 的主体不能执行 {came}',
    '当前可执行：{expected}',
  ),
  body_fixed: row(
    409,
    '{name} comes from the jurisdiction file',
    'Change the file that ZHUISU_JURISDICTION names, and start again',
    '{name} 来自辖区文件',
    '请修改 ZHUISU_JURISDICTION 指定的文件后重新启动',
  ),
  identifier_taken: row(
    409,
    'The identifier {came} names another organisation or site',
    'Check it; where it is yours, ask the reviewing department to take it from the other',
    '标识 {came} 已属于其他主体或场所',
    '请核对；如确属本主体，请联系审核部门处理',
  ),
  licence_invalid: row(
    400,
    '{path}: {came} is no licence number of scheme {scheme}: {cause}',
    'Type the number as it is printed on the licence; GET /api/v1/licences/schemes lists the schemes',
    '{path}：{came} 不是 {scheme} 类证书编号：{cause}',
    '请按证书上的编号填写；GET /api/v1/licences/schemes 列出各类编号规则',
  ),
  licence_taken: row(
    409,
    'The licence {came} is registered for another organisation',
    'Check the number; where it passed to this organisation, close it at the other first',
    '证书 {came} 已登记在其他主体名下',
    '请核对编号；如已转移，请先在原主体处注销',
  ),
  table_unreadable: row(
    400,
    'The file cannot be read as a table: {cause}',
    'Save it as .xlsx or as CSV (UTF-8 or GB18030) from the template, and send it again',
    '文件无法按表格读取：{cause}',
    '请使用模板，另存为 .xlsx 或 CSV（UTF-8 或 GB18030）后重新提交',
  ),
  table_too_large: row(
    413,
    'The table is larger than {expected}',
    'Split the file and send the parts one after the other',
    '表格超过 {expected}',
    '请拆分文件后依次提交',
  ),
  column_unknown: row(
    400,
    'The heading lacks the column {came}',
    'Take the headings from /api/v1/organisations/template.xlsx; expected are {expected}',
    '表头缺少列 {came}',
    '请使用 /api/v1/organisations/template.xlsx 的表头：{expected}',
  ),
  cell_invalid: row(
    400,
    'Cell {cell}, column {column}: came {came}, expected {expected}',
    'Correct the cell and send the file again; rows that are there already are passed over',
    '单元格 {cell}，列 {column}：收到 {came}，应为 {expected}',
    '请更正该单元格后重新提交，已登记的行会自动跳过',
  ),
} as const satisfies Record<string, CatalogueRow>;
