/**
 * What a rule may ask of the past. The store answers it from the log; the examples of the rules answer it from memory.
 *
 * A reader that has to fetch says nothing at first of what it has not got (no records, no row), takes note, and is asked again when it
 * has it: so a rule is a plain function, and what many rules lack is fetched together. What a rule returns while something was lacking is
 * thrown away. A rule that looks at several things therefore asks for all of them before it decides on the first.
 */
import type { SimpleRecord } from '../definition.ts';
import type { LicenceFact, RegisterRow } from './definition.ts';

/** One earlier record of a thing, as a rule sees it. */
export interface Past {
  readonly eventID: string;
  readonly category: string;
  readonly stage: string;
  /** Microseconds since 1970. */
  readonly at: number;
  readonly record: SimpleRecord;
  readonly event: Readonly<Record<string, unknown>>;
}

export interface FactReader {
  /** Earlier records that name the thing, earliest first, that happened up to `until` (microseconds since 1970). */
  history(thing: string, until: number): readonly Past[];
  /** Of these records all that may say in an unfit disposition (`unfitDispositions`) or a persistent one in which state the thing is. */
  states(thing: string, until: number): readonly Past[];
  /** What the thing was made of or came out of, all the way up; canonical URIs, without itself. */
  ancestors(thing: string, until: number): readonly string[];
  /** Records of these stages whose field has this value. */
  withValue(stages: readonly string[], field: string, value: string, until: number): readonly Past[];
  licences(party: string, day: string): readonly LicenceFact[];
  register(name: string, key: string): RegisterRow | undefined;
  /**
   * Whether what the owner recorded (canonical URI; undefined: the operator) was taken over from an earlier system with leave, where
   * somebody knows; microseconds since 1970 of its happening and its recording.
   */
  takenOver?(owner: string | undefined, at: number, recorded: number): boolean;
  /** Whether two URIs name one organisation, where somebody knows. */
  same?(one: string, other: string): boolean;
}
