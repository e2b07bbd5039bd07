/** What a code scheme is and what it says about a text. Plain data; schemes know nothing of each other. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

export interface Segment {
  readonly name: string;
  readonly label: Label;
  readonly value: string;
}

export type Grain = 'instance' | 'lot' | 'class' | 'party' | 'place' | 'document';

export interface Reading {
  readonly scheme: string;
  /** The one spelling of this code. */
  readonly canonical: string;
  /** Valid by its own rules; that says nothing about being issued or genuine. */
  readonly structure: 'valid' | 'invalid';
  /** Why it is invalid: what came, what was expected. */
  readonly reasons: readonly Label[];
  readonly warnings: readonly Label[];
  /** Whether the rule itself was confirmed against its source. */
  readonly verified: boolean;
  readonly grain: Grain;
  readonly segments: readonly Segment[];
}

export interface Scheme {
  readonly id: string;
  readonly name: Label;
  /** Standard and clause. */
  readonly source: string;
  readonly verified: boolean;
  /** Undefined: the text is not of this kind at all. */
  readonly read: (text: string) => Reading | undefined;
}
