/** Faults of records in the simple form, and of rules that a record does not keep. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const recordErrors = {
  record_invalid: row(
    400,
    'Record {index}, {key}: came {came}, expected {expected}',
    'Correct the value and send the record again; the schema of the stage says what may stand there',
    '第 {index} 条记录，{key}：收到 {came}，应为 {expected}',
    '请更正该值后重新提交，可对照该环节的 schema',
  ),
  rule_blocked: row(
    400,
    'Record {index} does not keep rule {rule}: {facts}',
    'To do: {remedy}',
    '第 {index} 条记录不符合规则 {rule}：{facts}',
    '处理办法：{remedy}',
    'epcisException:ValidationException',
  ),
} as const satisfies Record<string, CatalogueRow>;
