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
  draft_faulty: row(
    400,
    '{path} of the draft: came {came}, expected {expected}',
    'Correct it in a new draft and check that; POST …/check tells every fault',
    '草案的 {path}：为 {came}，应为 {expected}',
    '请更正后提交新的草案并检查；POST …/check 会列出全部问题',
  ),
  draft_published: row(
    409,
    'The draft {came} was published before',
    'Make a new draft for the next change',
    '草案 {came} 已经发布',
    '如需再改，请新建草案',
  ),
  version_taken: row(
    409,
    'There is a version {came} of this category already',
    'Publish under another name',
    '本类别已有版本 {came}',
    '请换一个版本名称发布',
  ),
  definition_changed: row(
    409,
    'The draft began from version {came}, and {expected} has been published since',
    'Draft the additions anew: they are then added to {expected}',
    '草案基于版本 {came}，其后已发布 {expected}',
    '请重新起草，新草案将以 {expected} 为基础',
  ),
} as const satisfies Record<string, CatalogueRow>;
