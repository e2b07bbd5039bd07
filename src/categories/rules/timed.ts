/** Kinds of rules about the course of things: dates, what was last, what it calls for, what comes again. */
import type { NumberFrom, When, Which } from './definition.ts';

export type TimedTest =
  /** The time from one date of the record to another; `time` is that of the event. Days and months count whole days. */
  | { readonly kind: 'elapsed'; readonly from: string; readonly to: string; readonly least?: Span; readonly most?: Span }
  /**
   * Of the last record of these stages of each thing (of those that meet `where`): its stage is one of `isStage`, its field has one of
   * the values or the value of a field of this record, the date in its field has not passed, it is so many minutes ago. Without any, it
   * fails; with `orNone` it holds.
   */
  | {
      readonly kind: 'last';
      readonly of: Which;
      readonly stages: readonly string[];
      readonly where?: readonly When[];
      readonly isStage?: readonly string[];
      readonly field?: string;
      readonly is?: readonly (string | boolean)[];
      readonly equalsField?: string;
      readonly until?: string;
      readonly minutes?: number;
      readonly orNone?: true;
    }
  /**
   * What the last of `after` called for has come since: one of `by`. With `days` it is called for only when more than so many have passed
   * since. Where nothing called for it, it holds.
   */
  | {
      readonly kind: 'answered';
      readonly of: Which;
      readonly after: readonly string[];
      readonly where?: readonly When[];
      readonly by: readonly string[];
      readonly byWhere?: readonly When[];
      readonly days?: number;
    }
  /** Nothing carries the value of the field any longer: whatever took it on in `stages` (standing there in `as`) has given it up in `until`. */
  | {
      readonly kind: 'carried';
      readonly field: string;
      readonly stages: readonly string[];
      readonly as: Which;
      readonly until: readonly string[];
    }
  /**
   * The same comes again in time: no more than so many days after the last of `stages` (of those that meet `where`) or of `starts`, unless
   * one of `ends` came. It fails where this record comes late, or finds it overdue; and, asked later, where nothing has followed.
   */
  | {
      readonly kind: 'cycle';
      readonly of: Which;
      readonly stages: readonly string[];
      readonly where?: readonly When[];
      readonly starts?: readonly string[];
      readonly ends?: readonly string[];
      readonly days: NumberFrom;
    }
  /**
   * Due in certain years after a base month, and with `yearly` in each year after the last of them. The base is the month of the last of
   * `base`; each of `done` settles what is due up to so many months ahead. It fails after the month in which the first is due that is not
   * settled, or `ahead` months earlier. Of a record that is itself one of `base` or `done` it is asked later.
   */
  | {
      readonly kind: 'calendar';
      readonly of: Which;
      readonly base: Settling;
      readonly years: readonly number[];
      readonly yearly?: true;
      readonly done: readonly (Settling & { readonly early: number })[];
      readonly ahead?: number;
    }
  /**
   * A record for each month, by so many days into the next: `field` is the last day of the month that it is for. It fails where this one
   * comes late; and, asked later, where that of the following month is missing.
   */
  | { readonly kind: 'monthly'; readonly of: Which; readonly field: string; readonly day: number };

/** A length of time: one of the three. */
export interface Span {
  readonly minutes?: number;
  readonly days?: number;
  readonly months?: number;
}

/** Records of these stages that meet the conditions. */
export interface Settling {
  readonly stages: readonly string[];
  readonly where?: readonly When[];
}
