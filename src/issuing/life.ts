/** The life of one code: issued → printed → activated → packed, shipped, received … → sold → void. */
import type { MarkRow } from '../store/index.ts';
import type { TraceAnswer } from '../trace/index.ts';

export type LifeState = 'issued' | 'printed' | 'activated' | 'packed' | 'shipped' | 'received' | 'sold' | 'void';

/** Business steps (CBV 2.0 §7.1) that move a code on; the others leave it where it is. */
const byStep: Readonly<Record<string, LifeState>> = {
  commissioning: 'activated',
  encoding: 'activated',
  packing: 'packed',
  loading: 'packed',
  shipping: 'shipped',
  departing: 'shipped',
  receiving: 'received',
  arriving: 'received',
  accepting: 'received',
  retail_selling: 'sold',
  dispensing: 'sold',
  decommissioning: 'void',
  destroying: 'void',
};

const plain = (word: string | undefined): string => word?.replace(/^.*[:/-]/, '') ?? '';

export interface Life {
  readonly state: LifeState;
  /** Milliseconds since 1970, or the event time as captured. */
  readonly since: number | string;
  readonly reason?: string;
}

/** What was marked and what was recorded, together: void wins, then the last event that says something. */
export function lifeOf(issuedAt: number, marks: readonly MarkRow[], answer: TraceAnswer): Life {
  const voided = marks.find(({ state }) => state === 'void');
  if (voided !== undefined) return { state: 'void', since: voided.at, reason: voided.reason };
  const steps = answer.steps.filter(({ things }) => things.some(({ id }) => id === answer.root));
  for (const step of steps.toReversed()) {
    const state = byStep[plain(step.bizStep)];
    if (state !== undefined) return { state, since: step.eventTime };
  }
  if (steps[0] !== undefined) return { state: 'activated', since: steps[0].eventTime };
  const printed = marks.findLast(({ state }) => state === 'printed');
  return printed === undefined ? { state: 'issued', since: issuedAt } : { state: 'printed', since: printed.at };
}
