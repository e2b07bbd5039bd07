/** What a request brings to the log, and what the log answers. */
import type { RefusedEvaluation } from './log-stages.ts';
import type { PreparedEvent } from './prepare.ts';
import type { Rest } from './recent.ts';

/** The log of this jurisdiction; one database may come to hold several. */
export const logId = 1;

/** What became of one event of a request. */
export type EventStatus =
  | { readonly status: 'stored'; readonly seq: number }
  | { readonly status: 'exists' }
  | { readonly status: 'conflict' }
  | { readonly status: 'invalid' }
  | { readonly status: 'rolled_back' };

export interface Batch {
  /** In the order of the request; undefined where validation has refused the event already. */
  readonly events: readonly (PreparedEvent | undefined)[];
  /** True: one refused event refuses all. */
  readonly allOrNothing: boolean;
  /** The capture job to write in the same transaction, told from what became of the events. */
  readonly job?: (statuses: readonly EventStatus[]) => JobRow;
  readonly masterData?: readonly MasterDataRow[];
  /** What rules found of events that they refused. */
  readonly refusedBy?: readonly RefusedEvaluation[];
  /** What the rules of its events saw: where the log has gone on in a way that they would see, nothing of the batch is written. */
  readonly rest?: Rest | undefined;
}

export interface Receipt {
  /** None where the batch was overtaken. */
  readonly statuses: readonly EventStatus[];
  /** What it rests on holds no longer: its rules are to be asked again. */
  readonly overtaken?: true;
  /** Milliseconds since 1970; the same for all that were committed together, never earlier than that of an earlier event. */
  readonly recordTime: number;
}

export interface JobRow {
  /** uuid */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly success: boolean;
  readonly behaviour: 'rollback' | 'proceed';
  readonly received: number;
  readonly stored: number;
  readonly existing: number;
  readonly refused: number;
  /** JSON array of problems. */
  readonly errors: string;
  /** uuid of the organisation that sent it; absent for the operator. */
  readonly owner?: string | undefined;
}

export interface MasterDataRow {
  readonly uri: string;
  readonly type: string;
  /** JSON. */
  readonly attributes: string;
  readonly children: string;
}
