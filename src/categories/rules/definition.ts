/**
 * Rules as data: what must hold when a stage is recorded. A kind of rule is code; a rule is a row with dates, severity, basis, and one
 * example each that passes and that fails.
 */
import type { Profile, Register, SimpleRecord, Source, Words } from '../definition.ts';
import type { StatedTest } from './stated.ts';
import type { Settling, TimedTest } from './timed.ts';

/** `block` refuses the record; `alarm` records it and tells the department; `warn` tells whoever records. */
export type Severity = 'block' | 'alarm' | 'warn';

/** Where the things of an event stand: those it is about, what went in, what came out, the container, the contents. */
export type Which = 'things' | 'inputs' | 'outputs' | 'parent' | 'children';

/** The rule applies only where the field has one of the values; without values: where it has any. */
export interface When {
  readonly field: string;
  readonly is?: readonly (string | boolean)[];
  readonly not?: readonly (string | boolean)[];
}

/** A number from the rule, from a field of the record (and so much more), or from a register: `cylinder.nominal`. `of` as in `keysOf`. */
export type NumberFrom =
  | number
  | { readonly field: string; readonly plus?: number }
  | { readonly register: string; readonly of: Which | string; readonly column: string }
  /** The number in a field of the last of these stages of the first of the things. */
  | { readonly earlier: readonly string[]; readonly of: Which; readonly field: string }
  | { readonly product: readonly NumberFrom[] };

export type Test =
  /** The field has a value, or one of the others has. */
  | { readonly kind: 'present'; readonly field: string; readonly or?: readonly string[] }
  /**
   * So long after the last of these stages of the same things; the waiting time may stand in that earlier record: in hours, else in days.
   * `by`: of the records with the same value in that field, whatever things they name.
   */
  | {
      readonly kind: 'interval';
      readonly of: Which;
      readonly by?: string;
      readonly after: readonly string[];
      readonly days?: number;
      readonly daysField?: string;
      readonly hoursField?: string;
      /** A field of the earlier record that says from when it counts, instead of its time. */
      readonly fromField?: string;
    }
  /** No longer than so many days after the last of these stages. */
  | {
      readonly kind: 'within';
      readonly of: Which;
      readonly after: readonly string[];
      readonly days: number;
      readonly orNone?: true;
    }
  /** The things are not past the date that their making, a register or the record gives. */
  | {
      readonly kind: 'unexpired';
      /** The things, or with a register the value of a field. */
      readonly of?: Which | string;
      readonly field?: string;
      readonly register?: string;
      readonly column?: string;
      readonly early?: number;
    }
  /** The day lies within a period that a register has for the thing or the value of a field; `outside`: it must not. */
  | {
      readonly kind: 'period';
      readonly register: string;
      readonly of: Which | string;
      readonly from: string;
      readonly until: string;
      readonly outside?: true;
    }
  /** The party holds a licence of one of these schemes, valid at the time, with the scope: a word, or what a field says. */
  | {
      readonly kind: 'licence';
      readonly party: 'owner' | 'source' | 'destination' | string;
      readonly schemes: readonly string[];
      readonly scope?: string;
      readonly scopeField?: string;
      /** The number may tell by itself what it covers: how one begins that does. */
      readonly begins?: string;
    }
  /** The last of these moves of each thing went to the party. `contained`: moves of a container while the thing lay in it count too. */
  | {
      readonly kind: 'holder';
      readonly of: Which;
      readonly party: string;
      readonly moves: readonly string[];
      readonly contained?: true;
    }
  /** The field has one of these values, or none of those. */
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly is?: readonly (string | boolean)[];
      readonly not?: readonly (string | boolean)[];
    }
  /** The value is on a dated list (`allowed`), or is not (`banned`). */
  | { readonly kind: 'listed'; readonly field: string; readonly list: string; readonly as: 'allowed' | 'banned' }
  | {
      readonly kind: 'limit';
      readonly field: string;
      readonly least?: NumberFrom;
      readonly most?: NumberFrom;
      readonly tolerance?: number;
    }
  /** What went out of a lot is no more than went in, with a tolerance as a share; per lot, or per transformation. */
  | { readonly kind: 'balance'; readonly of: Which; readonly tolerance: number }
  | { readonly kind: 'yield'; readonly least?: NumberFrom; readonly most?: NumberFrom }
  /**
   * What the stages of `plus` brought less what those of `minus` took, with this record: no more than `most`, or exactly `equals`. Of the
   * records with the same values in the fields of `by`. An amount is the number in the field `value`, else what the event says of its
   * things (one each where they are named one by one).
   */
  | {
      readonly kind: 'tally';
      readonly by: readonly [string, ...string[]];
      readonly plus: readonly string[];
      readonly minus?: readonly string[];
      readonly value?: string;
      readonly days?: number;
      readonly most?: NumberFrom;
      readonly equals?: NumberFrom;
      readonly tolerance?: number;
      /** With `equals`: by such a share of what `plus` brought two scales may differ; of pieces, which are counted, none. */
      readonly weighed?: number;
      /** Records are counted, not amounts. */
      readonly each?: true;
    }
  /** Against the records of these stages with the same value of the field in so many days: enough of them, and no amount far above their mean. */
  | {
      readonly kind: 'usual';
      readonly by: string;
      readonly stages: readonly string[];
      readonly days: number;
      readonly value?: string;
      readonly factor?: number;
      readonly earlier?: number;
    }
  /** The amounts, each as a share of its own limit, add up to less than one. Limits in `unit`, by thing: of a register, else the table. */
  | {
      readonly kind: 'shares';
      readonly of: Which;
      readonly unit: string;
      readonly limits: Readonly<Record<string, number>>;
      readonly register?: string;
      readonly column?: string;
    }
  /**
   * These stages came before, of the same things; one of `needsOne` of each single thing; none of those that it forbids. `since`: only
   * what came after the last of that stage counts.
   */
  | {
      readonly kind: 'before';
      readonly of: Which;
      readonly needs?: readonly string[];
      readonly needsOne?: readonly string[];
      readonly forbids?: readonly string[];
      readonly since?: readonly string[];
    }
  /** No record of these stages names the same value (or the same things) already. */
  | { readonly kind: 'once'; readonly field?: string; readonly of?: Which; readonly stages: readonly string[] }
  /** None of these states holds for the things, for what they were made of, or for the lot that an earlier record names in `through`. */
  | {
      readonly kind: 'state';
      readonly of: Which;
      readonly not: readonly string[];
      readonly ancestors?: true;
      readonly through?: string;
    }
  /** Recorded no later than so many hours after it happened, or after the field says. */
  | { readonly kind: 'prompt'; readonly hours: number; readonly fromField?: string }
  | { readonly kind: 'differ'; readonly fields: readonly [string, string] }
  /** `line`: of the first field only that line counts, from 1. */
  | { readonly kind: 'agree'; readonly fields: readonly [string, string]; readonly line?: number }
  /** The column of a register, for the thing or the value of a field, has one of these values, or equals a field. */
  | {
      readonly kind: 'register';
      readonly register: string;
      readonly of: Which | string;
      readonly column: string;
      readonly is?: readonly (string | number | boolean)[];
      readonly equalsField?: string;
      /** An unknown thing fails too. */
      readonly known?: true;
    }
  /** At most so many of these stages of the same things (or same value of the field) in so many days. */
  | {
      readonly kind: 'count';
      readonly of?: Which;
      readonly field?: string;
      readonly stages: readonly string[];
      readonly days: number;
      readonly most: number;
    }
  /** Each thing, or the value of a field, is a code of one of these schemes of `src/codes`, and keeps the rules of its scheme. */
  | { readonly kind: 'scheme'; readonly of: Which | string; readonly schemes: readonly string[] }
  /**
   * Asked of each thing by itself. Of `came` one came before, of the thing or of a container while it lay in it, or one that meets
   * `orCame`; of `never` none, since the last of `since`. `contents`: what lies in the thing is asked in its stead. `as`: only records count
   * where the thing stands there.
   */
  | {
      readonly kind: 'custody';
      readonly of: Which;
      readonly came?: readonly string[];
      readonly orCame?: Settling;
      readonly never?: readonly string[];
      readonly since?: readonly string[];
      readonly contents?: true;
      readonly as?: Which;
    }
  /** Each thing is where its last record left it (that record’s place is the place of this one), unless that record was one of `moves`. */
  | { readonly kind: 'whereabouts'; readonly of: Which; readonly moves: readonly string[] }
  /**
   * One of these stages must follow for the same things within so many days: of this record, of the date in a field of it, or by the date
   * in a register. It fails by nothing being recorded, so it is asked again later: the moment of asking is when it is "recorded".
   * `workdays`: the days are working days; both are lists of days, and a year that is not in them has its weekends alone.
   */
  | {
      readonly kind: 'due';
      readonly of: Which;
      readonly follow: readonly string[];
      readonly days: number;
      readonly fromField?: string;
      readonly register?: string;
      readonly column?: string;
      /** It may have come before this record as well. */
      readonly orBefore?: true;
      readonly workdays?: { readonly holidays: string; readonly worked: string };
    }
  | TimedTest
  | StatedTest
  /**
   * The fields of `plus` add up to those of `minus`, within a share of the first. An amount by element, `La=1200;Ce=2400`, is compared element
   * by element where every field is one, else as its sum.
   */
  | {
      readonly kind: 'sums';
      readonly plus: readonly string[];
      readonly minus: readonly string[];
      readonly tolerance: number;
    }
  /** Each of the fields has a value. */
  | { readonly kind: 'complete'; readonly fields: readonly string[] }
  /** A list has every one of these. */
  | { readonly kind: 'contains'; readonly field: string; readonly all: readonly string[] }
  /** The field has no more than so many different values (or beginnings of `first` signs) over the records of these stages of the same things. */
  | {
      readonly kind: 'distinct';
      readonly of: Which;
      readonly stages: readonly string[];
      readonly field: string;
      readonly first?: number;
      readonly days?: number;
      readonly most: number;
    }
  /** A segment of each code of the scheme says what a field says, or the column of a register for what `by` names. Other codes are passed over. */
  | {
      readonly kind: 'segment';
      readonly of: Which | string;
      readonly scheme: string;
      readonly segment: string;
      readonly expected: { readonly field: string } | { readonly register: string; readonly by: string; readonly column: string };
    }
  /** A reading is no lower than any earlier one of the same things; with `mostPerDay` it has not grown faster than that. */
  | {
      readonly kind: 'rising';
      readonly of: Which;
      readonly field: string;
      readonly stages: readonly string[];
      readonly mostPerDay?: number;
    }
  /**
   * A term since the last of these stages of the same things, that ends by days or by use (the growth of a reading), whichever is first:
   * it still runs, or with `over` it has ended. Both lengths: a number, or the field of the earlier record that states it.
   */
  | {
      readonly kind: 'term';
      readonly of: Which;
      readonly after: readonly string[];
      readonly days: number | string;
      readonly reading: string;
      readonly use: number | string;
      readonly over?: true;
    }
  /** Not before so many years after the date in the field. */
  | { readonly kind: 'kept'; readonly fromField: string; readonly years: number };

export interface Told {
  /** Id of a stage of the category, or `category/stage` of another. */
  readonly stage: string;
  /** What differs from the example of the stage; null takes a member away. */
  readonly but?: SimpleRecord;
  /** When it was recorded, and for `due` when it is asked; with none, when it happened. */
  readonly recorded?: string;
}

export interface Example {
  readonly before?: readonly Told[];
  readonly record: Told;
  readonly licences?: readonly LicenceFact[];
  /** Register → key → row. */
  readonly registers?: Readonly<Record<string, Readonly<Record<string, RegisterRow>>>>;
}

export type RegisterRow = Readonly<Record<string, string | number | boolean>>;

export interface LicenceFact {
  /** Canonical URI of the holder. */
  readonly party: string;
  readonly scheme: string;
  readonly number: string;
  readonly scope: readonly string[];
  /** YYYY-MM-DD, both included. */
  readonly from: string;
  readonly until: string;
  readonly status: 'valid' | 'suspended' | 'revoked' | 'closed';
}

export interface Rule extends Words {
  /** As the dossiers and departments know it: `AG-04`. */
  readonly id: string;
  readonly severity: Severity;
  readonly stages: readonly string[];
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly when?: readonly When[];
  readonly test: Test;
  /** What whoever records should do. */
  readonly repair: Words;
  readonly basis: Source;
  readonly passes: Example;
  readonly fails: Example;
}

/** A list with dates, such as pesticides that may not be used. */
export interface DatedList extends Words {
  readonly id: string;
  readonly entries: readonly {
    readonly value: string;
    readonly from: string;
    readonly until?: string;
    /** Other names that hold this one and are not meant: 乙酰甲胺磷 is not 甲胺磷. */
    readonly not?: readonly string[];
    readonly source: Source;
  }[];
}

/** A category in full. */
export interface CategoryProfile extends Profile {
  readonly rules: readonly Rule[];
  readonly registers: readonly Register[];
  readonly lists: readonly DatedList[];
}
