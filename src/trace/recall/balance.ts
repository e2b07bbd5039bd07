/** How much of a thing a firm had, by the records, and how much of it the records leave open. */
import { type Firm, isStocktake, type Ledger, type Making } from './ledger.ts';

export interface Balance {
  readonly firm: Firm;
  readonly in: number;
  readonly out: number;
  /** Sold or dispensed at the end of the chain; part of `out`. */
  readonly sold: number;
  /** What may still be there or may have gone without a record; Infinity where an amount is unknown. */
  readonly open: number;
  /** When the first of it came, microseconds. */
  readonly since: number;
  /** Since when, microseconds: before it everything is accounted for. */
  readonly openSince: number;
  /** Counted at the last stocktaking. */
  readonly counted: number | undefined;
}

interface Entry {
  readonly at: number;
  /** Positive in, negative out; undefined: unknown. */
  readonly quantity: number | undefined;
  readonly sign: 1 | -1;
}

/**
 * Everything recorded of a thing at each firm. Upper bound of what came in (an unknown amount is without bound), lower bound of what went
 * out (an unknown amount is nothing), so that what is not open has certainly gone where the records say.
 */
export function balancesOf(ledger: Ledger, thing: string): Balance[] {
  const entries = new Map<Firm, Entry[]>();
  const sold = new Map<Firm, number>();
  const add = (firm: Firm | undefined, at: number, quantity: number | undefined, sign: 1 | -1): void => {
    if (firm === undefined) return;
    const own = entries.get(firm);
    if (own === undefined) entries.set(firm, [{ at, quantity, sign }]);
    else own.push({ at, quantity, sign });
  };
  for (const making of firstOf(ledger.makingsOf.get(thing) ?? [])) add(making.firm, making.at, madeBy(ledger, making, thing), 1);
  for (const { making, at, quantity } of ledger.usesOf.get(thing) ?? []) add(making.firm, at, quantity, -1);
  const movements = ledger.movementsOf.get(thing) ?? [];
  for (const { from, to, quantity, shipped, received, maybe } of movements) {
    if (maybe !== true) add(from, (shipped ?? received)!.facts.at, quantity, -1);
    // A shipment is on its way from the moment it left.
    add(to, (shipped ?? received)!.facts.at, quantity, 1);
  }
  for (const { firm, at, quantity, sold: isSale } of ledger.endingsOf.get(thing) ?? []) {
    add(firm, at, quantity, -1);
    if (isSale && firm !== undefined) sold.set(firm, (sold.get(firm) ?? 0) + (quantity ?? 0));
  }
  const packings = ledger.packingsOf.get(thing) ?? [];
  for (const { parent, firm, at, out, quantity } of packings) {
    if (!out) continue;
    // What comes out of a container that was not recorded to bring it has come without a record.
    const packedHere = packings.some((each) => !each.out && each.parent === parent && each.firm === firm && each.at <= at);
    const brought = movements.some(({ via, to }) => via !== undefined && to === firm);
    if (!packedHere && !brought) add(firm, at, quantity, 1);
  }
  return [...entries].map(([firm, own]) => ({ firm, sold: sold.get(firm) ?? 0, ...weigh(ledger, thing, firm, own) }));
}

/** A lot is made once; that it is made and that it is said to be there are one thing told twice. */
function firstOf(makings: readonly Making[]): readonly Making[] {
  const transformations = makings.filter(({ event }) => event.facts.type === 'TransformationEvent');
  return transformations.length > 0 ? transformations : makings;
}

function madeBy(ledger: Ledger, making: Making, thing: string): number | undefined {
  const sighting = ledger.sightingsOf.get(thing)?.find(({ event }) => event === making.event);
  return sighting?.quantity;
}

function weigh(ledger: Ledger, thing: string, firm: Firm, entries: readonly Entry[]): Omit<Balance, 'firm' | 'sold'> {
  const sum = (rows: readonly Entry[], sign: 1 | -1): number =>
    rows.reduce(
      (total, each) => (each.sign === sign ? total + (each.quantity ?? (sign === 1 ? Number.POSITIVE_INFINITY : 0)) : total),
      0,
    );
  const brought = sum(entries, 1);
  const gone = sum(entries, -1);
  const first = Math.min(...entries.filter(({ sign }) => sign === 1).map(({ at }) => at));
  const count = ledger.sightingsOf
    .get(thing)
    ?.findLast((each) => isStocktake(each) && each.firm === firm && each.quantity !== undefined);
  const since = Number.isFinite(first) ? first : Number.NEGATIVE_INFINITY;
  const slack = 1e-9 * (Number.isFinite(brought) ? brought : 1);
  if (count !== undefined) {
    const before = entries.filter(({ at }) => at <= count.at);
    const after = entries.filter(({ at }) => at > count.at);
    const open = sum(before, 1) - sum(before, -1) - count.quantity!;
    const still = count.quantity! + sum(after, 1) - sum(after, -1);
    if (!(open > slack))
      return { in: brought, out: gone, since, open: Math.max(0, still), openSince: count.at, counted: count.quantity };
  }
  const open = Math.max(0, brought - gone);
  return {
    in: brought,
    out: gone,
    since,
    open: open > slack ? open : 0,
    openSince: since,
    counted: count?.quantity,
  };
}
