/** Questions that are well formed and have no answer. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const answerErrors = {
  query_too_large: row(
    413,
    'More than {expected} events match',
    'Narrow the query, or ask without maxEventCount and turn the pages',
    '符合条件的事件超过 {expected} 条',
    '请缩小查询范围，或不带 maxEventCount 分页读取',
    'epcisException:QueryTooLargeException',
  ),
  query_too_complex: row(
    413,
    'For {name} more than {expected} events would have to be looked at',
    'Narrow the query by time, place, step or thing, or leave {name} out; orderBy eventTime and recordTime have no such bound',
    '参数 {name} 需查看的事件超过 {expected} 条',
    '请按时间、地点、环节或物品缩小查询范围，或去掉 {name}；orderBy 为 eventTime、recordTime 时不受此限',
    'epcisException:QueryTooComplexException',
  ),
  page_token_invalid: row(
    400,
    'The page token cannot be used: {cause}',
    'Start again from the first page',
    '翻页标记无法使用：{cause}',
    '请从第一页重新开始',
    'epcisException:QueryParameterException',
  ),
  code_malformed: row(
    400,
    '{came} is not a code of any scheme known here: {cause}',
    'Check the code on the package and type it again',
    '{came} 不符合任何已知编码规则：{cause}',
    '请核对包装上的编码后重新输入',
  ),
  code_unknown: row(
    404,
    'The code {came} is well formed, but nothing is recorded under it here',
    'Check the code on the package; ask the seller or report it',
    '编码 {came} 格式正确，但本系统没有它的记录',
    '请核对包装上的编码，或向销售者询问、向监管部门反映',
  ),
  symbol_refused: row(
    400,
    'No {kind} symbol can hold {came}: {cause}',
    'Correct the content, or choose another kind of symbol',
    '{came} 无法生成 {kind} 符号：{cause}',
    '请更正内容，或改用其他符号',
  ),
  layout_unknown: row(
    400,
    'There is no label layout {came}',
    'Use one of: {expected}',
    '没有标签版式 {came}',
    '可用版式：{expected}',
  ),
  link_unknown: row(
    404,
    'The code has no link of type {came}',
    'Use one of: {expected}; linkType=all lists them with their addresses',
    '该编码没有类型为 {came} 的链接',
    '可用类型：{expected}；用 linkType=all 可列出全部地址',
  ),
} as const satisfies Record<string, CatalogueRow>;
