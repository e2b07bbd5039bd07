/** What a readiness check measures of one lot. Pure. */
import type { Possible, ScopeAnswer } from '../trace/index.ts';

export interface Measured {
  readonly traced: boolean;
  /** Amounts of things at firms that the records leave open. */
  readonly openEnds: number;
  readonly minimum: number;
  readonly maximum: number;
  /** maximum / minimum: 1 where records leave nothing open; null where nothing is sure. */
  readonly ratio: number | null;
  readonly firms: { readonly minimum: number; readonly maximum: number };
  /** A bound cut the search: the maximum may be larger. */
  readonly cut: boolean;
}

export const measureOf = (answer: ScopeAnswer, { unaccounted }: Possible): Measured => ({
  traced: answer.recorded,
  openEnds: unaccounted.length,
  minimum: answer.minimum.length,
  maximum: answer.maximum.length,
  ratio: answer.minimum.length === 0 ? null : Math.round((answer.maximum.length / answer.minimum.length) * 100) / 100,
  firms: { minimum: answer.figures.minimum.firms.length, maximum: answer.figures.maximum.firms.length },
  cut: answer.bounds.hit,
});
