/** What the pages are given. */
import type { TraceAnswer, TracedEvent, Verdict } from '../../src/trace/index.ts';
import type { Words } from './words.ts';

export interface Explained {
  /** As it was typed or scanned. */
  readonly typed: string;
  readonly canonical: string;
  readonly scheme?: Words;
  readonly segments: readonly { readonly label: Words; readonly value: string; readonly meaning?: Words }[];
  /** What who issued it says, where that is this platform. */
  readonly issue?: { readonly product: string; readonly lot: string; readonly day: string } | undefined;
}

/** Master data attributes by canonical URI. */
export type Names = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export interface ScanView extends Explained {
  readonly verdict: Verdict;
  readonly answer: TraceAnswer;
  readonly names: Names;
  /** The day of the question, `YYYY-MM-DD`. */
  readonly day: string;
  /** The events behind the verdict: with them the page names the best-before date and the reason of a recall. */
  readonly evidence?: {
    readonly made: readonly Pick<TracedEvent, 'event'>[];
    readonly states: readonly { readonly id: string; readonly event: Pick<TracedEvent, 'event' | 'eventID'> }[];
  };
}
