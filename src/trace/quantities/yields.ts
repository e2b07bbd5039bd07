/** What went into a making and what came out: loss, yield, and whether the yield is within what its profile allows. */
import { role } from '../../events/index.ts';
import { type Amount, baseOf, convert, type Density, unitOf } from '../../events/units.ts';
import type { Making } from '../recall/ledger.ts';

/** Output in proportion to input, of one dimension. */
export interface YieldLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export interface MakingBalance {
  readonly event: string;
  /** One row a unit; what is not stated is counted in `unstated`. */
  readonly in: readonly Amount[];
  readonly out: readonly Amount[];
  readonly unstated: number;
  /** Undefined where input and output cannot be compared: `reason` says why. */
  readonly yield?: number;
  readonly loss?: Amount;
  readonly reason?: 'amount_not_stated' | 'no_density' | 'different_dimensions';
  /** Undefined where no limits are given, or there is no yield. */
  readonly within?: boolean;
}

export interface YieldOptions {
  readonly density?: Density | undefined;
  readonly limits?: YieldLimits | undefined;
}

export function balanceOfMaking({ event }: Pick<Making, 'event'>, { density, limits }: YieldOptions = {}): MakingBalance {
  const side = (as: number) => event.facts.participants.filter((each) => each.role === as);
  const [inputs, outputs] = [side(role.input), side(role.output)];
  const amounts = (list: typeof inputs): Amount[] => {
    const sums = new Map<string, number>();
    for (const { quantity, uom, byClass } of list) {
      if (byClass && quantity === undefined) continue;
      const base = byClass ? baseOf(uom) : 'C62';
      const value = byClass ? convert({ value: quantity!, uom }, base)! : 1;
      sums.set(base, (sums.get(base) ?? 0) + value);
    }
    return [...sums].map(([uom, value]) => ({ value, uom }));
  };
  const unstated = [...inputs, ...outputs].filter(({ byClass, quantity }) => byClass && quantity === undefined).length;
  const [put, got] = [amounts(inputs), amounts(outputs)];
  const told = { event: event.eventID, in: put, out: got, unstated };
  if (unstated > 0 || put.length === 0 || got.length === 0) return { ...told, reason: 'amount_not_stated' };
  const uom = put[0]!.uom;
  const sum = (rows: readonly Amount[]): number | undefined =>
    rows.reduce<number | undefined>((total, each) => {
      const value = convert(each, uom, density);
      return total === undefined || value === undefined ? undefined : total + value;
    }, 0);
  const [all, made] = [sum(put), sum(got)];
  if (all === undefined || made === undefined || all <= 0) {
    const dimensions = new Set([...put, ...got].map((each) => unitOf(each.uom)?.dimension));
    const dense = dimensions.size === 2 && dimensions.has('mass') && dimensions.has('volume');
    return { ...told, reason: dense ? 'no_density' : 'different_dimensions' };
  }
  const share = made / all;
  const within =
    limits === undefined
      ? undefined
      : (limits.min === undefined || share >= limits.min) && (limits.max === undefined || share <= limits.max);
  return { ...told, yield: share, loss: { value: all - made, uom }, ...(within === undefined ? {} : { within }) };
}
