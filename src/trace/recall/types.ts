/** The question "what must be recalled" and its answer: the contract's `minimum`, `likely`, `maximum` and `calls`, with what they rest on. */
import type { Link, LinkReader, TracedEvent } from '../types.ts';
import type { Call } from './calls.ts';
import type { Firm, Ledger } from './ledger.ts';

/** What a scope reads, beside the links and events of a trace. Each question is one round trip, whatever its width. */
export interface RecallReader extends LinkReader {
  /** Rows of one thing from a moment on, the earliest first, at most `limit`. */
  linksFrom(thing: string, at: number, limit: number): Promise<readonly Link[]>;
  /** Of the first `limit` events from a moment on in which one of these firms takes part those that are not known, the earliest first. */
  eventsOf(firms: readonly Firm[], since: number, limit: number, known: Known): Promise<FirmEvents>;
  /** The firm of each of these parties and places that belongs to one. */
  firmsOf(uris: readonly string[]): Promise<ReadonlyMap<string, Firm>>;
  /** Who delivers to whom, where that is known beside the records. */
  readonly partners?: ReadonlyMap<Firm, ReadonlySet<Firm>>;
}

/** What was read before, and how many events there is room for. */
export interface Known {
  readonly has: (seq: number) => boolean;
  readonly room: number;
}

export interface FirmEvents {
  readonly fresh: readonly TracedEvent[];
  /** True where there may be more: beyond the limit, or than there is room for. */
  readonly more: boolean;
}

/** A thing that the scope begins with; `from`: rows before this moment (microseconds) have been looked at. */
export interface ScopeRoot {
  readonly id: string;
  readonly from?: number | undefined;
  /** It may be meant, or not: it belongs to the maximum alone, as a lot that a range of lot codes may hold. */
  readonly maybe?: true;
}

export interface Range {
  readonly min: number;
  /** Null: without bound, because an amount is unknown. */
  readonly max: number | null;
  readonly uom: string;
}

export interface Holding extends Range {
  readonly organisation: Firm;
}

export type ItemKind = 'lot' | 'instance' | 'logistic_unit' | 'container';

/** One thing of a set. */
export interface ScopeItem {
  readonly id: string;
  readonly kind: ItemKind;
  /** From when it contains, or may contain, what is recalled; absent: always. */
  readonly since?: string;
  /** 1: by records alone; less: how likely, by the stated measure. */
  readonly share: number;
  /** The thing it has it from. */
  readonly from?: string;
  /** eventID that shows it. */
  readonly event?: string;
  /** The firm whose missing records let it in; absent where a recorded link did. */
  readonly gap?: Firm;
  /** How much of it was made. */
  readonly quantity: Range;
  readonly held: readonly Holding[];
  readonly sold: readonly Holding[];
}

/** The figures of a set. Amounts are those of its lots and units, one row a unit of measure; logistic units repeat what is in them. */
export interface ScopeFigures {
  readonly lots: number;
  readonly units: number;
  readonly logisticUnits: number;
  readonly firms: readonly Firm[];
  readonly quantity: readonly Range[];
  readonly held: readonly Holding[];
  readonly sold: readonly Holding[];
}

export type SetName = 'minimum' | 'likely' | 'maximum';
export type ScopeBound = 'events' | 'time' | null;

export interface ScopeAnswer {
  readonly roots: readonly string[];
  /** False when the log holds no event of any root. */
  readonly recorded: boolean;
  readonly minimum: readonly ScopeItem[];
  readonly likely: readonly ScopeItem[];
  readonly maximum: readonly ScopeItem[];
  readonly calls: readonly Call[];
  readonly figures: Readonly<Record<SetName, ScopeFigures>>;
  readonly assumptions: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
  /** True where something belongs to the answer that the asker may not see. */
  readonly hidden: boolean;
  readonly bounds: {
    readonly hit: boolean;
    readonly reason: ScopeBound;
    readonly limit: number | null;
    /** What was not looked at: ask again with these as roots; the sets add up. */
    readonly more: readonly ScopeRoot[];
    /** As many more were not looked at and are not listed. */
    readonly unlisted?: number;
    /** Firms whose records were not read to their end: the maximum may be larger. */
    readonly unread: readonly Firm[];
  };
}

/** What is told while the scope is being found. */
export type ScopeNews =
  | { readonly kind: 'minimum'; readonly ids: readonly string[] }
  | { readonly kind: 'progress'; readonly events: number; readonly things: number; readonly firms: number };

export interface ScopeOptions {
  readonly maxEvents?: number;
  /** How many events it may hold now, where others share the memory; it holds so many already. */
  readonly room?: (events: number) => number;
  /** Events from which on the next levels are read ahead of the book. */
  readonly readAheadFrom?: number;
  /** Asked between rounds: true ends the search with what was found. */
  readonly expired?: () => boolean;
  /** Asked between rounds: throws when nobody waits for the answer any more. */
  readonly wanted?: () => void;
  /** The search goes on when it is done; `ledger` holds what is known so far. */
  readonly tell?: (news: ScopeNews, ledger: Ledger) => void | Promise<void>;
  /** Firms that have answered: all their records are there. */
  readonly complete?: ReadonlySet<Firm>;
}
