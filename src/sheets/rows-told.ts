/** What became of the rows of an upload, as it is kept and as it is told. */
import type { ErrorCode, ErrorDetails, Problem } from '../errors.ts';
import { detailsOf, problem } from '../errors.ts';

/** What the recorder says of one record. */
export interface RecordedRow {
  readonly status: 'stored' | 'exists' | 'refused';
  /** `key`: the column of the stage, where one is at fault. */
  readonly problems?: readonly Problem[];
  /** What should be known of it all the same, such as rules that warn. Chinese, then English. */
  readonly notes?: readonly string[];
}

/** What is kept of a row, where there is something to say. */
export interface KeptRow {
  readonly problems: readonly KeptProblem[];
  readonly notes?: readonly string[];
}

export type RowStatus = RecordedRow['status'] | 'not_read';

export const letters: Readonly<Record<RecordedRow['status'], string>> = { stored: 's', exists: 'e', refused: 'r' };
export const statusOf = (letter: string | undefined): RowStatus =>
  letter === 's' ? 'stored' : letter === 'e' ? 'exists' : letter === 'r' ? 'refused' : 'not_read';

/** A problem without its sentences, which the catalogue has. */
export interface KeptProblem {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

const sentences = new Set(['type', 'title', 'status', 'detail', 'code', 'titleZh', 'repair', 'repairZh']);

export const kept = ({ code, ...members }: Problem): KeptProblem => ({
  code,
  details: Object.fromEntries(
    Object.entries(members).filter(
      (member): member is [string, string | number] =>
        !sentences.has(member[0]) && (typeof member[1] === 'string' || typeof member[1] === 'number'),
    ),
  ),
});

export const told = ({ code, details }: KeptProblem): Problem =>
  problem(code, detailsOf(details as Readonly<Record<string, string | number>>));
