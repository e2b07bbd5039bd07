/** Kinds of rules about what one record states: temperatures kept, working days, areas, its own time, the papers that it names. */

import type { Which } from './definition.ts';

/** A number, or the field that has it. */
type Bound = number | { readonly field: string };

export type StatedTest =
  /**
   * The temperatures `lowest` to `highest` lie in the range of the condition that the field `by` names, or were outside it for no more than
   * `most` minutes, as the field `minutes` says.
   */
  | {
      readonly kind: 'climate';
      readonly by: string;
      readonly lowest: string;
      readonly highest: string;
      readonly minutes: string;
      readonly most: number;
      readonly ranges: Readonly<Record<string, { readonly least?: Bound; readonly most?: Bound }>>;
    }
  /** No more than so many working days from the day after one date to another; `holidays` and `worked` are lists of days. */
  | {
      readonly kind: 'workdays';
      readonly from: string;
      readonly to: string;
      readonly most: number;
      readonly holidays: string;
      readonly worked: string;
    }
  /** Two division codes begin with the same digits: two, and they are of one province. */
  | { readonly kind: 'same_area'; readonly fields: readonly [string, string]; readonly digits: number }
  /** It does not lie in the future when it is recorded, but for so many minutes by which clocks differ. */
  | { readonly kind: 'happened'; readonly minutes: number }
  /** A segment of each code of the scheme names a county: one that there can be, or with `known` one that this system knows. */
  | {
      readonly kind: 'county';
      readonly of: Which | string;
      readonly scheme: string;
      readonly segment: string;
      readonly known?: true;
    }
  /** The value of the field, such as the number of a certificate, is that of an earlier record of one of these stages, in the same field or in `as`. */
  | { readonly kind: 'named'; readonly field: string; readonly stages: readonly string[]; readonly as?: string };
