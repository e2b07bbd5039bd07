/** A category with its versions, stages and drafts, as the interface tells them. */
import type {
  draftAnswer,
  draftChecked,
  draftList,
  draftMade,
  versions as versionsAnswer,
} from '../../../src/contract/records.ts';
import type { Infer } from '../../../src/events/schema.ts';
import type { Words } from '../shell/words.tsx';

interface Source {
  readonly text: string;
  readonly verified: boolean;
}

export interface Described {
  readonly id: string;
  readonly name: Words;
  readonly version?: string;
  readonly validFrom?: string;
  readonly stages: readonly { readonly id: string; readonly name: Words; readonly bizStep: string }[];
  readonly chains: readonly { readonly id: string; readonly name: Words; readonly stages: readonly string[] }[];
  readonly products: readonly { readonly id: string; readonly name: Words; readonly chain: string; readonly source: Source }[];
  readonly rules: readonly {
    readonly id: string;
    readonly name: Words;
    readonly severity: string;
    readonly stages: readonly string[];
    readonly basis?: Source;
  }[];
}

export type Versions = Infer<typeof versionsAnswer>;
export type Drafts = Infer<typeof draftList>;
export type DraftBrief = Drafts['drafts'][number];
export type DraftWhole = Infer<typeof draftAnswer>;
export type DraftMade = Infer<typeof draftMade>;
export type Checked = Infer<typeof draftChecked>;

export const categoryPath = (category: string): string => `/api/v1/categories/${category}`;

/** A category that nothing is defined for yet has stages alone. */
export const whole = (found: Described): Described => ({
  ...found,
  chains: found.chains ?? [],
  products: found.products ?? [],
  rules: found.rules ?? [],
});

/** Today where the reader is, YYYY-MM-DD. */
export const today = (): string => new Date().toLocaleDateString('sv-SE');
