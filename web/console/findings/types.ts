/** Findings as the interface tells them. */
import type { Words } from '../shell/words.tsx';

export interface Finding {
  readonly id: string;
  readonly detector: string;
  readonly family: string;
  readonly gravity: string;
  readonly organisation: string | null;
  readonly organisationName: string | null;
  readonly category: string | null;
  readonly area: string | null;
  readonly title: Words;
  readonly told: Words;
  readonly openedAt: string;
  readonly lastAt: string;
  readonly due: string;
  readonly count: number;
  readonly state: string;
  readonly stateName: Words;
  readonly assigned: string | null;
  readonly version: number;
  readonly resolvedAt?: string;
  readonly resolved?: Words;
  readonly evidence: { readonly subjects: readonly string[]; readonly events: readonly string[] };
}

export interface Act {
  readonly at: string;
  readonly account: string | null;
  readonly organisation: string | null;
  readonly act: string;
  readonly reason: string;
  readonly due?: string;
}

export interface Proof {
  readonly id: string;
  readonly at: string;
  readonly name: string;
  readonly type: string;
  readonly digest: string;
  readonly bytes: number;
}

export interface FindingDetails extends Finding {
  readonly acts: readonly Act[];
  readonly proofs: readonly Proof[];
  /** Upheld findings of the same kind against the same firm before. */
  readonly before: readonly { readonly id: string; readonly openedAt: string }[];
  /** Steps that are open to the reader now. */
  readonly open: readonly string[];
}

export interface Detector extends Words {
  readonly id: string;
  readonly family: string;
  readonly gravity: string;
  readonly rule: Words;
  readonly data: Words;
  readonly resolves: Words;
  readonly basis: { readonly text: string; readonly verified: boolean };
  readonly parameters: Readonly<Record<string, number>>;
  readonly days: number;
  readonly found: number;
  readonly dismissed: number;
  readonly upheld: number;
  /** Those that the data put right. */
  readonly resolved: number;
  readonly precision?: number;
}

/** How the watch runs, as far as the process that answers knows. */
export interface WatchState {
  readonly watches: boolean;
  readonly lag?: number;
  readonly stopped: readonly {
    readonly detector: string;
    readonly title: Words;
    readonly seq: number;
    readonly attempts: number;
    readonly retryAt: string;
    readonly message?: string;
  }[];
}

export interface Detectors {
  readonly detectors: readonly Detector[];
  readonly watch: WatchState;
}

export interface Counts {
  readonly by: string;
  readonly counts: readonly {
    readonly value: string | null;
    readonly name: string | null;
    readonly count: number;
    readonly open: number;
    readonly overdue: number;
  }[];
}

export const actNames: Readonly<Record<string, Words & { readonly told: string; readonly toldEn: string }>> = {
  confirm: {
    zh: '核实属实',
    en: 'Confirm',
    told: '发现成立，转为“已核实”。企业能看到。',
    toldEn: 'It holds; the firm sees that.',
  },
  dismiss: {
    zh: '不成立',
    en: 'Dismiss',
    told: '发现不成立，计入该监测项的误报；以后可重新打开。',
    toldEn: 'It counts as a false alarm of its detector; it can be opened again.',
  },
  order: {
    zh: '责令整改',
    en: 'Order to rectify',
    told: '企业收到理由与期限，须说明或整改并提交证明；逾期会出现在“今日”。',
    toldEn: 'The firm gets reason and date, and has to answer or put it right with proof; what is late stands under Today.',
  },
  close: {
    zh: '办结',
    en: 'Close',
    told: '整改经复核通过，本条办结；以后可重新打开。',
    toldEn: 'It was checked and is closed; it can be opened again.',
  },
  reject: {
    zh: '复核未通过',
    en: 'Not accepted',
    told: '退回企业继续整改，另定期限。',
    toldEn: 'The firm goes on, with a new date.',
  },
  reopen: { zh: '重新打开', en: 'Reopen', told: '回到“已核实”。', toldEn: 'It is confirmed again.' },
  undo: {
    zh: '撤销上一步',
    en: 'Undo the last step',
    told: '回到上一步之前的状态；两步都留在处置经过和审计日志中，企业也能看到。',
    toldEn: 'It is again what it was before; both steps stay in its course and in the audit log, and the firm sees that.',
  },
  note: { zh: '备注', en: 'Note', told: '记入处置经过，状态不变。', toldEn: 'Kept in the history; nothing else changes.' },
  assign: { zh: '转交', en: 'Assign', told: '转交其他部门处理。', toldEn: 'Another body sees to it.' },
  answer: { zh: '企业说明', en: 'Answer', told: '', toldEn: '' },
  rectify: { zh: '企业报告已整改', en: 'Rectified', told: '', toldEn: '' },
};

/** Steps for which something must be said, and those that set a date: as the interface has them. */
export const reasoned: ReadonlySet<string> = new Set(['dismiss', 'order', 'reject', 'reopen', 'note', 'assign']);
export const dated: ReadonlySet<string> = new Set(['order', 'reject']);

/** Whether anything is to be done about it by its day: neither the data put it right, nor was it decided to its end. */
export const isPending = ({ resolvedAt, state }: Finding): boolean =>
  resolvedAt === undefined && state !== 'dismissed' && state !== 'closed';
