/** What a code scheme is and what it says about a text. Plain data; schemes know nothing of each other. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

export interface Segment {
  readonly name: string;
  readonly label: Label;
  readonly value: string;
  /** What the value stands for, where the rule says so. */
  readonly meaning?: Label;
}

export type Grain = 'instance' | 'lot' | 'class' | 'party' | 'place' | 'person' | 'document' | 'substance';

/**
 * How much a matching text proves. `checked`: a check digit, or a form that no other code has. `structured`: several fields agree with
 * their rules, but other codes may look alike. `opaque`: only length and characters are known, the rule itself was not confirmed.
 */
export type Strength = 'checked' | 'structured' | 'opaque';

export interface Reading {
  readonly scheme: string;
  /** The one spelling of this code. For a person’s number the masked form, which identifies nobody. */
  readonly canonical: string;
  /** Valid by its own rules; that says nothing about being issued or genuine. */
  readonly structure: 'valid' | 'invalid';
  /** Why it is invalid: what came, what was expected. */
  readonly reasons: readonly Label[];
  readonly warnings: readonly Label[];
  /** Whether the rule itself was confirmed against its source. */
  readonly verified: boolean;
  readonly strength: Strength;
  readonly grain: Grain;
  readonly segments: readonly Segment[];
}

/** A text made ready for the schemes. */
export interface Typed {
  /** As scanned: half-width, without marks. */
  readonly text: string;
  /** The code in a URI of a national scheme, otherwise the text. */
  readonly code: string;
  /** The code without the spaces and hyphens that people group it with. */
  readonly bare: string;
}

/** Which texts a scheme is asked about, so that each text meets only the few schemes that may know it. Lengths are those of `bare`. */
export interface Shape {
  /** Lengths of texts of digits alone. */
  readonly digits?: readonly number[];
  /** Least and greatest length of texts of other ASCII characters. */
  readonly ascii?: readonly [least: number, most: number];
  /** Texts with Chinese characters, and the word that stands in each of them; empty where there is none. */
  readonly chinese?: string;
}

export interface Scheme {
  readonly id: string;
  readonly name: Label;
  /** Standard and clause. */
  readonly source: string;
  readonly verified: boolean;
  readonly shape: Shape;
  /** Undefined: the text is not of this kind at all. */
  readonly read: (typed: Typed) => Reading | undefined;
}
