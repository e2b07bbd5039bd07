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
  complaint_step: row(
    409,
    'The complaint is {state}: {came} is not open now',
    'Open now: {expected}',
    '该投诉举报现为“{state}”，不能进行 {came}',
    '现在可以：{expected}',
  ),
  complaint_changed: row(
    409,
    'Somebody else has dealt with the complaint since you read it',
    'Read it again, then decide',
    '您读取之后，他人已处理该投诉举报',
    '请重新读取后再决定',
  ),
  complaint_extended: row(
    409,
    'The time limit of the complaint was extended once already',
    'Answer it, or hand it on',
    '该投诉举报的期限已延长过一次',
    '请答复，或移送其他单位',
  ),
  complaint_personal: row(
    400,
    'The text {path} holds the number of a person',
    'Take it out; a number to call you back belongs into {expected}',
    '{path} 中含有个人号码',
    '请删去；需要留下的请填入 {expected}',
  ),
  photo_refused: row(
    415,
    'The picture is not taken',
    'Send {expected}, whole, up to {most} bytes',
    '无法接受这张图片',
    '请上传完整的 {expected}，不超过 {most} 字节',
  ),
  photo_late: row(
    409,
    'No more pictures can be added to this complaint',
    'Up to {most} are taken, within a day of the complaint; file another complaint if there is something new',
    '这件投诉举报不能再添加图片',
    '每件最多 {most} 张，提交后一天内可添加；有新情况请另行提交',
  ),
  exposure_refused: row(
    409,
    'The finding is {state}, due {due}: it may not be made public',
    'Only what was confirmed or ordered and is past its time limit may be published',
    '该发现现为“{state}”，期限 {due}，不能公开曝光',
    '只有已核实或已责令整改且逾期未改的，才可公开',
  ),
  exposure_standing: row(
    409,
    'The finding is public already, or its exposure was withdrawn already',
    'Read the list of exposures again',
    '该发现已公开，或其曝光已撤下',
    '请重新读取曝光名单',
  ),
} as const satisfies Record<string, CatalogueRow>;
