/** The scope of a recall as it was when its lists were frozen: told later, in pages and files, as it was then. Pure. */
import { assumptions, type Firm, type Missing, type Range, type ScopeAnswer, type ScopeFigures } from '../trace/index.ts';
import type { Deadline } from './recall-clocks.ts';

export interface FrozenSet {
  readonly lots: number;
  readonly units: number;
  readonly logisticUnits: number;
  readonly firms: number;
  /** Absent in recalls that were published before it was kept. */
  readonly quantity?: readonly Range[];
}

export interface FrozenCall {
  readonly organisation: Firm;
  readonly name: string;
  readonly shrinks: number;
  readonly missing: readonly Missing[];
}

export interface FrozenScope {
  readonly minimum: FrozenSet;
  readonly likely: FrozenSet;
  readonly maximum: FrozenSet;
  /** Whether a bound was hit, and which. */
  readonly cut: boolean;
  readonly bound?: { readonly reason: string | null; readonly limit: number | null };
  /** Whom to ask first, at most ten. */
  readonly calls?: readonly FrozenCall[];
  /** Ids of what the sets rest on. */
  readonly assumptions?: readonly string[];
  /** False where public holidays of a year were not on record. */
  readonly finishExact: boolean | null;
}

const mostCalls = 10;
const mostMissing = 10;

export function frozenScope(answer: ScopeAnswer, names: ReadonlyMap<Firm, string>, finish: Deadline | undefined): FrozenScope {
  const { figures, bounds, calls } = answer;
  return {
    minimum: setOf(figures.minimum),
    likely: setOf(figures.likely),
    maximum: setOf(figures.maximum),
    cut: bounds.hit,
    ...(bounds.hit ? { bound: { reason: bounds.reason, limit: bounds.limit } } : {}),
    calls: calls.slice(0, mostCalls).map(({ organisation, shrinks, missing }) => ({
      organisation,
      name: names.get(organisation) ?? organisation,
      shrinks,
      missing: missing.slice(0, mostMissing),
    })),
    assumptions: answer.assumptions.map(({ id }) => id),
    finishExact: finish?.exact ?? null,
  };
}

const setOf = ({ lots, units, logisticUnits, firms, quantity }: ScopeFigures): FrozenSet => ({
  lots,
  units,
  logisticUnits,
  firms: firms.length,
  quantity,
});

/** Those that it rested on; of an older one those of today. */
export const assumptionsOf = ({ assumptions: ids }: FrozenScope): typeof assumptions =>
  (ids === undefined ? assumptions : assumptions.filter(({ id }) => ids.includes(id))) as typeof assumptions;
