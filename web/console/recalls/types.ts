/** Recalls as the interface tells them, and what each step of a department means for those whom it concerns. */
import type { drillHistory, readinessAnswer, recallClocks, recallDetails, recallsAnswer } from '../../../src/contract/index.ts';
import type { Infer } from '../../../src/events/schema.ts';
import { type Words, words } from '../shell/words.tsx';
import { shortOf } from '../trace/model.ts';

export type Recalls = Infer<typeof recallsAnswer>;
export type Recall = Recalls['recalls'][number];
export type Details = Infer<typeof recallDetails>;
export type Holder = Details['holders'][number];
export type Clocks = Infer<typeof recallClocks>;
export type Readiness = Infer<typeof readinessAnswer>;
export type DrillHistory = Infer<typeof drillHistory>;

/** Whom nobody registered is known by a code alone. */
export const holderName = ({ name, registered }: Pick<Holder, 'name' | 'registered'>): string =>
  registered ? name : `代码 ${shortOf(name)}`;

export interface Act extends Words {
  readonly told: Words;
  /** Whose consequence has to be ticked. */
  readonly grave?: true;
  readonly reason?: true;
  /** Which address takes it. */
  readonly to: 'acts' | 'confirmations';
}

export const acts: Readonly<Record<string, Act>> = {
  confirm: {
    ...words('确认', 'Confirm'),
    told: words('可以发布。确认人与起草人须是两个人。', 'It may be published. Not by whoever drafted it.'),
    to: 'confirmations',
  },
  publish: {
    ...words('发布', 'Publish'),
    told: words(
      '自此刻起：下列范围内一定和很可能受影响的批次不能再出库、销售；每个持有方收到自己的清单并开始计时；公告公开。发布后只能撤回，不能当作没有发生。',
      'What is surely or likely affected is not shipped or sold from now on; each holder gets its list and its clock; the notice is public.',
    ),
    grave: true,
    to: 'acts',
  },
  extend: {
    ...words('扩大', 'Extend'),
    told: words(
      '新增的批次立即停售，新的持有方收到清单；已有的答复保留，期限重新计算。',
      'What is new is stopped at once and its holders get lists; answers stay, the time to answer begins anew.',
    ),
    grave: true,
    reason: true,
    to: 'confirmations',
  },
  check: {
    ...words('效果核查', 'Check the effect'),
    told: words(
      '无效的，该持有方的清单重新打开，须在新的期限内再次答复，逾期照样提醒、上报。',
      'Where it was not effective the list of that holder opens again, with a time of its own; it is reminded and reported anew.',
    ),
    reason: true,
    to: 'acts',
  },
  complete: {
    ...words('办结', 'Complete'),
    told: words(
      '不再收答复；召回的批次仍不能销售。生成总结报告。',
      'No more answers; the lots stay recalled. The report is made.',
    ),
    grave: true,
    reason: true,
    to: 'acts',
  },
  withdraw: {
    ...words('撤回', 'Withdraw'),
    told: words(
      '解除停售（仍被其他召回涉及的除外），公告标明已撤回，持有方不再答复。',
      'What no other recall holds back may be sold again; the notice says that it was withdrawn; nobody answers any more.',
    ),
    grave: true,
    reason: true,
    to: 'confirmations',
  },
  drop: {
    ...words('作废', 'Drop'),
    told: words('未发布即作废，不能恢复；对外没有任何影响。', 'It ends unpublished and for good; nobody outside was told.'),
    reason: true,
    to: 'acts',
  },
  note: {
    ...words('备注', 'Note'),
    told: words('记入经过，不改变状态。', 'Kept in its course; nothing changes.'),
    reason: true,
    to: 'acts',
  },
};

/** What the program itself writes into the course. */
export const ownActs: Readonly<Record<string, Words>> = {
  draft: words('起草', 'drafted'),
  draw: words('抽取演练批次', 'drew the lot'),
  remind: words('提醒未答复者', 'reminded'),
  escalate: words('逾期未答复，上报', 'reported as silent'),
  late: words('区间内后来记录的批次自动纳入', 'took in lots of the range that were recorded since'),
  score: words('演练评分', 'scored'),
};

export const missingNames: Readonly<Record<string, Words>> = {
  inputs_unknown: words('投料不明', 'inputs unknown'),
  making_unknown: words('来源不明', 'making unknown'),
  amount_unaccounted: words('数量未交代', 'amount unaccounted for'),
  receipt_missing: words('未见收货', 'no receipt'),
  shipment_missing: words('未见发货', 'no shipment'),
  destination_unknown: words('去向未写明', 'destination unknown'),
  load_unknown: words('装载不明', 'load unknown'),
  parts_unknown: words('配件不明', 'parts unknown'),
  may_have_received: words('可能收到过', 'may have received some'),
};

/** `48–60 kg`; null: without bound. */
export const span = (min: number, max: number | null, unit: string): string => {
  const number = (value: number): string => String(Math.round(value * 1000) / 1000);
  if (max === min) return `${number(min)} ${unit}`;
  return max === null ? `≥ ${number(min)} ${unit}` : `${number(min)}–${number(max)} ${unit}`;
};

export const codesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,，]+/)
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  ),
];
