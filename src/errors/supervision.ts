/** Faults of supervision. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const supervisionErrors = {
  finding_step: row(
    409,
    'The finding is {state}: {came} is not open now',
    'Open now: {expected}',
    '该发现现为“{state}”，不能进行 {came}',
    '现在可以：{expected}',
  ),
  finding_changed: row(
    409,
    'Somebody else has dealt with the finding since you read it',
    'Read it again, then decide',
    '您读取之后，他人已处理该发现',
    '请重新读取后再决定',
  ),
  proof_refused: row(
    415,
    'A proof of type {came} is not taken',
    'Send {expected}, up to {most} bytes',
    '不接受类型为 {came} 的证明材料',
    '请上传 {expected}，不超过 {most} 字节',
  ),
} as const satisfies Record<string, CatalogueRow>;
