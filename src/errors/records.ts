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
} as const satisfies Record<string, CatalogueRow>;
