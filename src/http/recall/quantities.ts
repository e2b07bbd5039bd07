/** Amounts as somebody may see them: of a chain with a hidden link no amount is told, of a holder only what is seen whole. */
import type { QuantitiesAnswer } from '../../contract/index.ts';
import type { Quantities, Visible } from '../../trace/index.ts';

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function quantitiesShown(
  { ledger, content, makings, holders, cut }: Quantities,
  from: string,
  to: string,
  visible: Visible,
): QuantitiesAnswer {
  const hidden = content.events.some((event) => !visible.event(event));
  const { min, max, estimate, exact, because, events, uom } = content;
  return {
    from,
    to,
    amount: hidden ? null : { min, max, uom, estimate, exact: exact && !cut, because: [...because], events: [...events] },
    makings: makings
      .filter(({ event }) => visible.event(event))
      .map((each) => ({ ...each, in: [...each.in], out: [...each.out] })) as QuantitiesAnswer['makings'],
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
