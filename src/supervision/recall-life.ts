/** The life of a recall or drill, as data: which step is open when, who takes it, what it needs. Pure. */
import type { Words } from '../categories/definition.ts';

export type RecallState = 'draft' | 'confirmed' | 'published' | 'completed' | 'withdrawn' | 'dropped';

export const recallStates: Readonly<Record<RecallState, Words>> = {
  draft: { zh: '起草', en: 'draft' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  published: { zh: '已发布', en: 'published' },
  completed: { zh: '已完成', en: 'completed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  dropped: { zh: '未发布即作废', en: 'dropped before it was published' },
};

export type RecallActName = 'confirm' | 'publish' | 'extend' | 'check' | 'complete' | 'withdraw' | 'drop' | 'note';

interface Step extends Words {
  readonly from: readonly RecallState[];
  /** Undefined: stays where it is. */
  readonly to?: RecallState;
  /** Which right it takes. */
  readonly by: 'run_recall' | 'confirm_recall';
  readonly reason?: true;
  /** Not by whoever drafted it. */
  readonly second?: true;
}

export const recallActs: Readonly<Record<RecallActName, Step>> = {
  confirm: { zh: '确认', en: 'Confirm', from: ['draft'], to: 'confirmed', by: 'confirm_recall', second: true },
  extend: { zh: '扩大', en: 'Extend', from: ['published'], by: 'confirm_recall', reason: true },
  withdraw: { zh: '撤回', en: 'Withdraw', from: ['published'], to: 'withdrawn', by: 'confirm_recall', reason: true },
  publish: { zh: '发布', en: 'Publish', from: ['confirmed'], to: 'published', by: 'run_recall' },
  check: { zh: '效果核查', en: 'Check the effect', from: ['published'], by: 'run_recall', reason: true },
  complete: { zh: '办结', en: 'Complete', from: ['published'], to: 'completed', by: 'run_recall', reason: true },
  drop: { zh: '作废', en: 'Drop', from: ['draft', 'confirmed'], to: 'dropped', by: 'run_recall', reason: true },
  note: { zh: '备注', en: 'Note', from: ['draft', 'confirmed', 'published', 'completed'], by: 'run_recall', reason: true },
};

/** What the program itself writes into the course of a recall. */
export const ownActs: Readonly<Record<string, Words>> = {
  draft: { zh: '起草', en: 'drafted' },
  draw: { zh: '抽取演练批次', en: 'drew the lot of the drill' },
  remind: { zh: '提醒未答复的持有方', en: 'reminded a silent holder' },
  escalate: { zh: '逾期未答复，上报', en: 'a silent holder was reported' },
  late: { zh: '区间内后来记录的批次自动纳入', en: 'took in lots of the range that were recorded since' },
  score: { zh: '演练评分', en: 'scored the drill' },
};

export const actsBy = (by: Step['by']): RecallActName[] =>
  (Object.keys(recallActs) as RecallActName[]).filter((name) => recallActs[name].by === by);

export const openRecallActs = (state: RecallState, by: Step['by']): RecallActName[] =>
  actsBy(by).filter((name) => recallActs[name].from.includes(state));
