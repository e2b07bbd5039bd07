/** What the search for the maximum keeps and answers. */
import type { Balance } from './balance.ts';
import type { Firm } from './ledger.ts';

export interface MayBe {
  readonly since: number;
  readonly share: number;
  readonly from: string | undefined;
  readonly event: string | undefined;
  /** The firm whose missing records let it in; undefined where a recorded link did. */
  readonly gap: Firm | undefined;
}

/** One lot or unit of which some is unaccounted for, as it may lie at a firm. */
export interface Source {
  readonly lot: string;
  readonly share: number;
  readonly amount: number;
  readonly since: number;
}

export interface Open {
  readonly since: number;
  readonly sources: ReadonlyMap<string, Source>;
}

export interface Possible {
  readonly things: ReadonlyMap<string, MayBe>;
  readonly open: ReadonlyMap<Firm, Open>;
  /** Firms that may have had some of it, with the earliest time. */
  readonly firms: ReadonlyMap<Firm, number>;
  /** Firms that have, or may have, some of it in store, where a unit of unknown load may hold it. */
  readonly stores: ReadonlyMap<Firm, number>;
  /** Amounts that a firm's records leave open. */
  readonly unaccounted: readonly { readonly thing: string; readonly balance: Balance }[];
  /** What the records alone lead to, whoever has answered: where every trial of an answer begins. */
  readonly closure: Closure;
}

/** What follows from records, and what missing records at firms may add to it. */
export interface Closure {
  readonly things: ReadonlyMap<string, MayBe>;
  readonly firms: ReadonlyMap<Firm, number>;
  readonly pending: readonly Pending[];
}

export type Pending =
  | { readonly kind: 'open'; readonly firm: Firm; readonly since: number; readonly source: Source }
  | { readonly kind: 'stored'; readonly firm: Firm; readonly since: number }
  | {
      readonly kind: 'balance';
      readonly thing: string;
      readonly balance: Balance;
      readonly since: number;
      readonly share: number;
    };

/** A record that is missing of a thing at a firm. */
export const recordOf = (firm: Firm, thing: string): string => `${firm}\n${thing}`;

export interface PossibleOptions {
  /** Records (`recordOf`) that are there by assumption, and hold nothing new. */
  readonly settled?: ReadonlySet<string>;
  /** Things that may be meant beside the roots. */
  readonly maybe?: readonly string[];
  /** Who delivers to whom, as contracts and registers have it, beside those that the records show. */
  readonly partners?: ReadonlyMap<Firm, ReadonlySet<Firm>>;
  /** Firms all of whose records are there: nothing comes to them, is made there or leaves them without one. */
  readonly complete?: ReadonlySet<Firm>;
}
