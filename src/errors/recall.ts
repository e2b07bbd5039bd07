/** Faults of the scope of a recall. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const recallErrors = {
  scopes_busy: row(
    503,
    'All {expected} searches for the scope of a recall that can run at once are running',
    'Ask again in a moment',
    '同时进行的召回范围查询已达上限 {expected} 个',
    '请稍后再试',
  ),
  recall_step: row(
    409,
    'The recall is {state}: {came} is not open now',
    'Open now: {expected}',
    '该召回现为“{state}”，不能进行 {came}',
    '现在可以：{expected}',
  ),
  recall_changed: row(
    409,
    'Somebody else has acted on the recall since you read it',
    'Read it again, then decide',
    '您读取之后，他人已处理该召回',
    '请重新读取后再决定',
  ),
  recall_same_person: row(
    409,
    'Whoever drafted a recall does not confirm it',
    'Let another person who may confirm recalls do it',
    '起草人不能确认自己起草的召回',
    '请由另一位有确认权的人员确认',
  ),
  recall_not_own: row(
    403,
    '{came} was not made by the organisation that recalls it',
    'A firm recalls what it made, or brought in first; tell the lead department of anything else',
    '{came} 不是本单位生产的产品',
    '企业召回自己生产或首先引入的产品；其他产品请报告牵头部门',
  ),
  recall_item_unknown: row(
    404,
    '{came} is not on your list of this recall',
    'Send the things of your list, as GET /api/v1/recalls/{id} names them',
    '{came} 不在您的召回清单中',
    '请按 GET /api/v1/recalls/{id} 所列的物品答复',
  ),
  lot_range_invalid: row(
    400,
    '{came} is no range of lots: {cause}',
    'Write the first lot as a whole code, two dots, and the last lot of the same product: (01)09521234000013(10)A001..A020',
    '{came} 不是批次区间：{cause}',
    '请写：首批次的完整编码、两个点、同一产品的末批次，例如 (01)09521234000013(10)A001..A020',
  ),
  drill_nothing: row(
    409,
    'No lot of {came} that could be drawn is on record there',
    'Begin a drill of another category, or once there are records',
    '辖区内没有 {came} 类别可供抽取的批次',
    '请选择其他类别，或待有记录后再演练',
  ),
  drill_engaged: row(
    409,
    'Each of the {count} lots of {came} that were drawn there is under a recall that goes on, or in a drill that runs',
    'Close the recall or the drill first, or begin a drill of another category',
    '辖区内抽到的 {count} 个 {came} 批次都在进行中的召回或演练中',
    '请先办结这些召回或演练，或选择其他类别',
  ),
  drill_recalled: row(
    409,
    'The drill reaches {came}, which is under a recall that goes on, or in a drill that runs',
    'A drill would say that nothing is taken from sale: name another lot, or wait until that is closed',
    '演练涉及 {came}，该物品正在召回或演练中',
    '演练不停售，会与召回相抵触；请另选批次，或待其办结后再演练',
  ),
} as const satisfies Record<string, CatalogueRow>;
