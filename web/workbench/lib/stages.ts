/** Categories and stages as the server describes them, and what a record of one is while it is being typed. */
import type { Field, Stage } from '../../../src/categories/definition.ts';
import type { Words } from './words.tsx';

export interface RuleTold {
  readonly rule: string;
  readonly severity: 'block' | 'alarm' | 'warn';
  readonly outcome: 'fails' | 'unknown';
  readonly told: Words;
  readonly repair: Words;
  readonly events: readonly string[];
}

export interface Fault {
  readonly key: string;
  readonly came: string;
  readonly expected: Words;
}

export interface StageBrief {
  readonly id: string;
  readonly name: Words;
  readonly bizStep: string;
}

export interface CategoryBrief {
  readonly id: string;
  readonly number: string;
  readonly name: Words;
  readonly closed: boolean;
  readonly stages: readonly StageBrief[];
}

export interface RegisterTold {
  readonly id: string;
  readonly name: Words;
  readonly columns: readonly { readonly key: string; readonly kind: string; readonly zh: string; readonly en: string }[];
}

export interface CategoryTold extends CategoryBrief {
  readonly chains?: readonly { readonly id: string; readonly name: Words; readonly stages: readonly string[] }[];
  readonly registers?: readonly RegisterTold[];
}

export interface RuleBrief {
  readonly id: string;
  readonly name: Words;
  readonly severity: 'block' | 'alarm' | 'warn';
  readonly test: Readonly<Record<string, unknown>>;
  readonly repair: Words;
  readonly basis: { readonly text: string; readonly verified: boolean };
}

export interface StageTold extends StageBrief {
  readonly category: string;
  readonly version: string;
  readonly event: Stage['event'];
  readonly fields: readonly (Omit<Field, 'zh' | 'en'> & { readonly name: Words })[];
  readonly example: Readonly<Record<string, unknown>>;
  readonly rules: readonly RuleBrief[];
  readonly source: Stage['source'];
}

/** The description as the definition it was made from: the same check runs here and on the server. */
export function definitionOf({ id, name, event, fields, example, source }: StageTold): Stage {
  return { id, ...name, event, fields: fields.map(({ name: { zh, en }, ...field }) => ({ ...field, zh, en })), example, source };
}

/** One amount as it is typed. */
export interface TypedAmount {
  readonly code: string;
  readonly quantity: string;
  readonly unit: string;
}

/** What stands in the inputs, by key of the field. Texts stay as they were typed, so that nothing is lost by an error. */
export type Value = string | readonly string[] | TypedAmount | readonly TypedAmount[] | boolean | undefined;
export type Values = Readonly<Record<string, Value>>;
