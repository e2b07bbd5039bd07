/** The life of an organisation as data: what may be done to it in which state. */
import { ZhuisuError } from '../errors.ts';

export const states = {
  registered: { zh: '待审核', en: 'waits for review' },
  active: { zh: '正常', en: 'active' },
  refused: { zh: '未通过', en: 'refused' },
  suspended: { zh: '暂停', en: 'suspended' },
  closed: { zh: '注销', en: 'closed' },
} as const;
export type State = keyof typeof states;

export interface Transition {
  readonly zh: string;
  readonly en: string;
  readonly from: readonly State[];
  readonly to: State;
  /** Whoever does it says why. */
  readonly reasoned: boolean;
}

export const transitions = {
  approve: { zh: '审核通过', en: 'approval', from: ['registered'], to: 'active', reasoned: false },
  refuse: { zh: '审核不通过', en: 'refusal', from: ['registered'], to: 'refused', reasoned: true },
  resubmit: { zh: '重新提交', en: 'submitting again', from: ['refused'], to: 'registered', reasoned: false },
  suspend: { zh: '暂停', en: 'suspension', from: ['active'], to: 'suspended', reasoned: true },
  resume: { zh: '恢复', en: 'resumption', from: ['suspended'], to: 'active', reasoned: true },
  close: { zh: '注销', en: 'closing', from: ['registered', 'refused', 'active', 'suspended'], to: 'closed', reasoned: true },
  reopen: { zh: '重新开业', en: 'reopening', from: ['closed'], to: 'registered', reasoned: true },
} as const satisfies Record<string, Transition>;
export type Decision = keyof typeof transitions;

export const decisions = Object.keys(transitions) as Decision[];

/** The state after it. Throws transition_refused, naming what is possible. */
export function after(state: string, decision: Decision): State {
  const { from, to } = transitions[decision];
  if ((from as readonly string[]).includes(state)) return to;
  const possible = decisions.filter((each) => (transitions[each].from as readonly string[]).includes(state));
  throw new ZhuisuError('transition_refused', { state, came: decision, expected: possible.join(', ') });
}
