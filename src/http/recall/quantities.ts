/** Amounts as somebody may see them: of a chain with a hidden link no amount is told, of a holder only what is seen whole. */
import type { QuantitiesAnswer } from '../../contract/index.ts';
import { type StatedYield, yieldLimitsOf } from '../../records/index.ts';
import type { Store } from '../../store/index.ts';
import type { Quantities, Visible } from '../../trace/index.ts';

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What the profiles say may come out of what went into each making, by its event. */
export async function yieldsOf(store: Store, { ledger, makings }: Quantities): Promise<ReadonlyMap<string, StatedYield>> {
  const wanted = new Set(makings.map(({ event }) => event));
  const found = new Map<string, StatedYield>();
  for (const { event } of ledger.makings) {
    const stated = wanted.has(event.eventID) ? await yieldLimitsOf(store, event) : undefined;
    if (stated !== undefined) found.set(event.eventID, stated);
  }
  return found;
}

function withLimits(making: Quantities['makings'][number], stated: StatedYield | undefined) {
  if (stated === undefined) return making;
  const { min, max, rules } = stated;
  const { yield: share } = making;
  const within = share === undefined ? {} : { within: share >= (min ?? 0) - 1e-9 && share <= (max ?? share) + 1e-9 };
  return {
    ...making,
    ...within,
    limits: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), rules },
  };
}

export function quantitiesShown(
  { ledger, content, makings, holders, cut }: Quantities,
  from: string,
  to: string,
  visible: Visible,
  yields: ReadonlyMap<string, StatedYield> = new Map(),
): QuantitiesAnswer {
  const hidden = content.events.some((event) => !visible.event(event));
  const { min, max, estimate, exact, because, events, uom } = content;
  return {
    from,
    to,
    amount: hidden ? null : { min, max, uom, estimate, exact: exact && !cut, because: [...because], events: [...events] },
    makings: makings
      .filter(({ event }) => visible.event(event))
      .map((each) => ({
        ...withLimits(each, yields.get(each.event)),
        in: [...each.in],
        out: [...each.out],
      })) as QuantitiesAnswer['makings'],
    holders: holders
      .filter(({ firm }) => visible.firm(firm) && visible.amounts(to, firm))
      .map((each) => ({
        organisation: each.firm,
        in: orNull(each.in),
        out: each.out,
        sold: each.sold,
        open: orNull(each.open),
        uom: ledger.page(to).uom ?? 'C62',
      })),
    hidden,
    cut,
  };
}
