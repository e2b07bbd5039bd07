/** What a jurisdiction is: a city, a province, with its areas and those who are responsible. Plain data, from a file. */

/** `YYYY-MM-DD` on the calendar of the jurisdiction. */
export type Day = string;

/** From the first day on, up to the day on which it no longer held. Open where absent. */
export interface Period {
  readonly from?: Day;
  readonly to?: Day;
}

/** Where a statement comes from, and whether it was confirmed there. What was not is shown so, never as law. */
export interface Sourced {
  readonly source: string;
  readonly verified: boolean;
}

/** A property of an office, not of the length of its code: a county-level city directly below a province has one office for both. */
export type Level = 'nation' | 'province' | 'prefecture' | 'county' | 'township' | 'zone';

export interface Area extends Period, Sourced {
  /**
   * GB/T 2260, six digits; GB/T 10114, nine for townships and subdistricts; a local code for a development zone: the six digits of its
   * county, a letter, two digits. The same code may stand in several rows of different periods.
   */
  readonly code: string;
  readonly level: Level;
  readonly zh: string;
  readonly en: string;
  /** The area it lies in; unless given, as the digits of the code say. */
  readonly parent?: string;
  /** The code that took its place when it ended. */
  readonly successor?: string;
}

export interface Name extends Period, Sourced {
  readonly zh: string;
  readonly en: string;
}

/** A thing that a department is there for, beside the categories. */
export interface DutyFunction extends Sourced {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** A part of the work on a category that somebody else leads than the category itself. */
export interface Task {
  readonly category: string;
  readonly zh: string;
  readonly en: string;
}

/** A department, the office of a zone, township or subdistrict, or an association that the jurisdiction names. Exists in its period. */
export interface Department extends Period {
  /** Never changes, whatever the name. */
  readonly id: string;
  readonly kind: 'department' | 'zone' | 'township' | 'association';
  readonly level: Level;
  /** In the order of time. */
  readonly names: readonly Name[];
  /** Codes it is responsible for; unless given, the whole jurisdiction. */
  readonly areas?: readonly string[];
  /** Ids of `src/categories`. */
  readonly leads: readonly string[];
  readonly leadsTasks?: readonly Task[];
  readonly joins: readonly string[];
  /** 商务局 in the notice: it sees how the whole system runs. */
  readonly coordinates?: boolean;
  readonly functions: readonly string[];
  /** The department that took over when it ended. */
  readonly successor?: string;
}

export interface Jurisdiction {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly level: Level;
  /** Its own area code. */
  readonly code: string;
  /** Id of the jurisdiction above. */
  readonly parent?: string;
  readonly areas: readonly Area[];
  readonly functions: readonly DutyFunction[];
  readonly departments: readonly Department[];
  /** Jurisdictions below that this installation serves too. */
  readonly children?: readonly Jurisdiction[];
}
