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

/** A value that a stage opens to everybody. */
export type ToldValue =
  | {
      readonly kind: 'things';
      readonly items: readonly { readonly id: string; readonly quantity?: number; readonly unit?: string | undefined }[];
      /** What is to be said of them together. */
      readonly note?: Words;
    }
  | { readonly kind: 'parties'; readonly ids: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }
  /** `of`: the kind of the field. */
  | {
      readonly kind: 'plain';
      readonly of: string;
      readonly values: readonly unknown[];
      readonly unit?: string;
      readonly words?: readonly Words[];
    };

/** What one record says of itself, as far as its stage opens it. */
export interface ToldEvent {
  readonly eventID: string;
  /** Of the thing itself or its lot; otherwise of what it was made from. */
  readonly own: boolean;
  /** `category/stage` */
  readonly of: string;
  readonly stage: Words;
  readonly day: string;
  /** Who entered it; absent where that is not known. */
  readonly by?: Words;
  readonly fields: readonly { readonly key: string; readonly zh: string; readonly en: string; readonly value: ToldValue }[];
}

/** What must be told first of a product of this kind; `value` absent: nothing is recorded. */
export interface KindShown extends Words {
  readonly id: string;
  readonly rows: readonly (Words & { readonly key: string; readonly value?: ToldValue })[];
  readonly notes: readonly Words[];
  /** By what these rows are chosen. */
  readonly source: { readonly text: string; readonly verified: boolean };
}

export interface RecallShown {
  readonly thing: string;
  readonly title: Words;
  readonly reason: string;
  readonly instructions: Words;
  /** 1 the gravest. */
  readonly level: number;
  readonly by?: string;
  readonly day: string;
}

export interface PageFacts {
  readonly told: readonly ToldEvent[];
  readonly kind?: KindShown;
  /** The stage of each record that is of one, by event. */
  readonly stages: ReadonlyMap<string, Words>;
  /** Earlier looks at a sold unit, told when they are unusual. */
  readonly scans?: {
    readonly count: number;
    readonly days: number;
    /** Those that named one, the most first. */
    readonly areas: readonly { readonly zh: string; readonly scans: number }[];
  };
  /** Records that are shown, and those of them that somebody else stands for too. */
  readonly steps: number;
  readonly confirmed: number;
  readonly coverage?: {
    readonly chain: Words;
    readonly expected: number;
    readonly recorded: number;
    readonly missing: readonly Words[];
  };
  readonly category?: Words & { readonly id: string };
  /** The department that answers for the category. */
  readonly responsible?: Words;
  /** Registered positions of places on the way, WGS 84. */
  readonly positions: readonly {
    readonly id: string;
    readonly latitude: number;
    readonly longitude: number;
    readonly area: string;
  }[];
  /** What departments published of firms on the way. */
  readonly warnings: readonly {
    readonly name: string;
    readonly title: Words;
    readonly department: string;
    readonly day: string;
  }[];
  /** Recalls of it, or of what it was made from, that were published here. */
  readonly recalls: readonly RecallShown[];
  /** Links that the maker gave the code, by type. */
  readonly documents: readonly { readonly anchor: string; readonly type: string; readonly title: string }[];
}

export interface ScanView extends Explained {
  readonly facts?: PageFacts | undefined;
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
