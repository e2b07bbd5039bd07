/** What stands between the check of an event and the log: somebody recognises what it is, and says whether it may be recorded. */
import type { Problem } from '../errors.ts';
import type { EpcisEvent, Prefixes } from '../events/index.ts';
import type { LookedAt, PreparedEvent, RefusedEvaluation, Staged } from '../store/index.ts';

/** A valid event on its way in. */
export interface Arriving {
  /** Its place in the request. */
  readonly index: number;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
  readonly prepared: PreparedEvent;
}

/** What a rule has to say to whoever records. */
export interface RuleTold {
  readonly rule: string;
  readonly severity: 'block' | 'alarm' | 'warn';
  readonly outcome: 'fails' | 'unknown';
  /** The facts that were compared. */
  readonly told: { readonly zh: string; readonly en: string };
  readonly repair: { readonly zh: string; readonly en: string };
  /** eventIDs that were used. */
  readonly events: readonly string[];
}

export interface Passage {
  readonly staged: Staged;
  readonly told: readonly RuleTold[];
  /** Why it is refused; empty where it passes. */
  readonly problems: readonly Problem[];
  /** What is kept of the refusal. */
  readonly refusedBy: readonly RefusedEvaluation[];
  /** What its rules looked at. */
  readonly asked?: LookedAt;
}

/** uuid of the organisation that captures, absent for the operator; milliseconds since 1970. */
export interface Capturing {
  readonly owner: string | undefined;
  readonly now: number;
}

export interface Recognised {
  readonly category: string;
}

/** Of an event of no stage: why it is refused, or what was looked at. */
export interface Stopped {
  readonly problem?: Problem;
  readonly asked?: LookedAt;
}

export interface Gate<What extends Recognised = Recognised> {
  /** For each event what it is; undefined for events of no stage, which no rule holds. */
  recognise(events: readonly Arriving[], capturing: Capturing): Promise<readonly (What | undefined)[]>;
  /** In the order of the request: what stands before counts for what stands after. Called with what was recognised, whoever they belong to. */
  judge(
    events: readonly { readonly arriving: Arriving; readonly what: What }[],
    capturing: Capturing,
  ): Promise<readonly Passage[]>;
  /** Of those that are of no stage: what a recall has stopped is not sold or sent, however it is told. */
  stopped(events: readonly Arriving[], capturing: Capturing): Promise<readonly Stopped[]>;
}
