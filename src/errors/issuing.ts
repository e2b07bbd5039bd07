/** Faults of issuing codes. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const issuingErrors = {
  request_reused: row(
    409,
    'The request name {came} was used for another request',
    'Give the new request a name of its own; to repeat the old one send it unchanged',
    '请求名称 {came} 已用于另一个请求',
    '请为新请求使用新的名称；如需重取，请原样重新提交',
  ),
  over_issue: row(
    409,
    '{came} codes asked for, {declared} goods declared, {issued} codes issued: {left} are left',
    'Ask for at most {left}, or declare the greater quantity of the lot with the request',
    '申请 {came} 个编码；已申报数量 {declared}，已发码 {issued}，剩余 {left}',
    '请申请不超过 {left} 个，或随请求更正该批次的申报数量',
  ),
  prefix_exhausted: row(
    409,
    'The company prefix {prefix} has fewer than {came} references left',
    'Ask for fewer, or use another company prefix',
    '厂商识别代码 {prefix} 的剩余编号不足 {came} 个',
    '请减少数量，或使用另一个厂商识别代码',
  ),
} as const satisfies Record<string, CatalogueRow>;
