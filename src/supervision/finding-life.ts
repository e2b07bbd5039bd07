/** The life of a finding after it was found, as data: who may take which step, and what it needs. Pure. */
import type { Words } from '../categories/definition.ts';

export type FindingState = 'new' | 'confirmed' | 'dismissed' | 'ordered' | 'rectified' | 'closed';

export const findingStates: Readonly<Record<FindingState, Words>> = {
  new: { zh: '待核实', en: 'new' },
  confirmed: { zh: '已核实', en: 'confirmed' },
  dismissed: { zh: '不成立', en: 'dismissed' },
  ordered: { zh: '责令整改', en: 'ordered to rectify' },
  rectified: { zh: '已整改待复核', en: 'rectified, to be checked' },
  closed: { zh: '已办结', en: 'closed' },
};

export type FindingActName =
  | 'confirm'
  | 'dismiss'
  | 'order'
  | 'answer'
  | 'rectify'
  | 'reject'
  | 'close'
  | 'reopen'
  | 'assign'
  | 'note'
  | 'undo';

interface Step extends Words {
  readonly from: readonly FindingState[];
  /** Undefined: stays where it is. */
  readonly to?: FindingState;
  readonly by: 'department' | 'firm';
  /** Something must be said for it. */
  readonly reason?: true;
  /** A day by which it is to be done. */
  readonly due?: true;
}

const every: readonly FindingState[] = ['new', 'confirmed', 'dismissed', 'ordered', 'rectified', 'closed'];

export const findingActs: Readonly<Record<FindingActName, Step>> = {
  confirm: { zh: '核实属实', en: 'Confirm', from: ['new', 'dismissed'], to: 'confirmed', by: 'department' },
  dismiss: {
    zh: '不成立',
    en: 'Dismiss',
    from: ['new', 'confirmed', 'ordered', 'rectified'],
    to: 'dismissed',
    by: 'department',
    reason: true,
  },
  order: {
    zh: '责令整改',
    en: 'Order to rectify',
    from: ['new', 'confirmed', 'ordered'],
    to: 'ordered',
    by: 'department',
    reason: true,
    due: true,
  },
  answer: { zh: '说明情况', en: 'Answer', from: ['new', 'confirmed', 'ordered', 'rectified'], by: 'firm', reason: true },
  rectify: {
    zh: '报告已整改',
    en: 'Report it rectified',
    from: ['new', 'confirmed', 'ordered'],
    to: 'rectified',
    by: 'firm',
    reason: true,
  },
  reject: {
    zh: '复核未通过',
    en: 'Not accepted',
    from: ['rectified'],
    to: 'ordered',
    by: 'department',
    reason: true,
    due: true,
  },
  close: { zh: '办结', en: 'Close', from: ['new', 'confirmed', 'ordered', 'rectified'], to: 'closed', by: 'department' },
  reopen: { zh: '重新打开', en: 'Reopen', from: ['dismissed', 'closed'], to: 'confirmed', by: 'department', reason: true },
  assign: { zh: '转交', en: 'Assign', from: every, by: 'department', reason: true },
  note: { zh: '备注', en: 'Note', from: every, by: 'department', reason: true },
  undo: { zh: '撤销上一步', en: 'Undo the last step', from: every, by: 'department' },
};

export const isFindingAct = (name: string): name is FindingActName => Object.hasOwn(findingActs, name);

/** So long a step can be undone by whoever took it, milliseconds. A rule of this system. */
export const undoWithin = 10 * 60_000;

/** Whether the last step can be undone now: one of a department, by the same person, while nobody did anything since. */
export const canUndo = (
  last: { readonly act: string; readonly account: string | null; readonly at: number } | undefined,
  account: string | null,
  now: number,
): boolean =>
  last !== undefined &&
  isFindingAct(last.act) &&
  last.act !== 'undo' &&
  last.act !== 'note' &&
  findingActs[last.act].by === 'department' &&
  last.account === account &&
  now - last.at <= undoWithin;

/** The steps that are open in a state, but for undoing: that depends on the last one. */
export const openActs = (state: FindingState, by: 'department' | 'firm'): FindingActName[] =>
  (Object.keys(findingActs) as FindingActName[]).filter(
    (name) => name !== 'undo' && findingActs[name].by === by && findingActs[name].from.includes(state),
  );
