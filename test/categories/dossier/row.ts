/**
 * What the departments' lists of rules ask, entry by entry and condition by condition, and the rules that answer. Each condition is in our
 * words; severity, figures and articles are those of the list, so that a rule that says less, milder or other than it is found.
 */
import type { Severity } from '../../../src/categories/rules/definition.ts';

export interface More {
  /** Figures of the list: each stands in the test or the conditions of one of the rules. */
  readonly figures?: readonly (number | string)[];
  /** Words of the basis that each of the rules names: the law and the article of the list. */
  readonly basis?: string;
  /** The list itself only remembers the source, or proposes the rule: no rule may present it as confirmed. */
  readonly unconfirmed?: true;
  /** The day from which the condition holds. */
  readonly from?: string;
}

/** Whose rules, by id, answer a condition; or, without rules, where it is met and why no rule is needed. */
export type Condition =
  | readonly [says: string, severity: Severity, rules: string, more?: More]
  | readonly [says: string, severity: Severity, rules: '', elsewhere: string];

export interface Entry {
  readonly id: string;
  readonly conditions: readonly Condition[];
}

export const entry = (id: string, ...conditions: readonly Condition[]): Entry => ({ id, conditions });

const letters = 'abcdefghijklmnopqrstuvwxyz';
/** `all('AG-07', 'af')`: AG-07a to AG-07f. */
export const all = (id: string, [first, last]: readonly [string, string]): string =>
  [...letters.slice(letters.indexOf(first), letters.indexOf(last) + 1)].map((letter) => `${id}${letter}`).join(' ');
