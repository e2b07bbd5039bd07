/** How much of a thing a firm had, by the records, and how much of it the records leave open. */
import { type Firm, isStocktake, type Making, type Page, type Sighting } from './ledger.ts';

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

/** All that is recorded of a thing at one firm. */
interface Account {
  readonly firm: Firm;
  sold: number;
  /** Positive in, negative out; undefined: unknown. */
  readonly entries: { readonly at: number; readonly quantity: number | undefined; readonly sign: 1 | -1 }[];
}

/**
 * Everything recorded of a thing at each firm. Upper bound of what came in (an unknown amount is without bound), lower bound of what went
 * out (an unknown amount is nothing), so that what is not open has certainly gone where the records say.
 */
export function balancesOf({ makings, uses, movements, endings, packings, sightings }: Page): Balance[] {
  // A thing has been at few firms: a list is faster than a map.
  const accounts: Account[] = [];
  const accountOf = (firm: Firm): Account => {
    for (const each of accounts) if (each.firm === firm) return each;
    const account: Account = { firm, sold: 0, entries: [] };
    accounts.push(account);
    return account;
  };
  const add = (firm: Firm | undefined, at: number, quantity: number | undefined, sign: 1 | -1): void => {
    if (firm !== undefined) accountOf(firm).entries.push({ at, quantity, sign });
  };
  for (const making of firstOf(makings)) add(making.firm, making.at, madeBy(sightings, making), 1);
  for (const { making, at, quantity } of uses) add(making.firm, at, quantity, -1);
  for (const { from, to, quantity, shipped, received, maybe } of movements) {
    const { at } = (shipped ?? received)!.facts;
    if (maybe !== true) add(from, at, quantity, -1);
    // A shipment is on its way from the moment it left.
    add(to, at, quantity, 1);
  }
  for (const { firm, at, quantity, sold } of endings) {
    add(firm, at, quantity, -1);
    if (sold && firm !== undefined) accountOf(firm).sold += quantity ?? 0;
  }
  for (const { parent, firm, at, out, quantity } of packings) {
    if (!out) continue;
    // What comes out of a container that was not recorded to bring it has come without a record.
    const packedHere = packings.some((each) => !each.out && each.parent === parent && each.firm === firm && each.at <= at);
    const brought = movements.some(({ via, to }) => via !== undefined && to === firm);
    if (!packedHere && !brought) add(firm, at, quantity, 1);
  }
  const counts = sightings.filter((each) => each.quantity !== undefined && isStocktake(each));
  return accounts.map((account) => weigh(account, counts));
}

/** A lot is made once; that it is made and that it is said to be there are one thing told twice. */
function firstOf(makings: readonly Making[]): readonly Making[] {
  if (makings.length < 2) return makings;
  const transformations = makings.filter(({ event }) => event.facts.type === 'TransformationEvent');
  return transformations.length > 0 ? transformations : makings;
}

const madeBy = (sightings: readonly Sighting[], making: Making): number | undefined =>
  sightings.find(({ event }) => event === making.event)?.quantity;

/** `counts`: of stocktakings, wherever they were. */
function weigh({ firm, sold, entries }: Account, counts: readonly Sighting[]): Balance {
  /** Up to a moment, or after it. */
  const sum = (sign: 1 | -1, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): number => {
    let total = 0;
    for (const each of entries)
      if (each.sign === sign && each.at > from && each.at <= to)
        total += each.quantity ?? (sign === 1 ? Number.POSITIVE_INFINITY : 0);
    return total;
  };
  const brought = sum(1);
  const gone = sum(-1);
  let first = Number.POSITIVE_INFINITY;
  for (const { at, sign } of entries) if (sign === 1 && at < first) first = at;
  const count = counts.findLast((each) => each.firm === firm);
  const since = Number.isFinite(first) ? first : Number.NEGATIVE_INFINITY;
  const slack = 1e-9 * (Number.isFinite(brought) ? brought : 1);
  const told = { firm, sold, in: brought, out: gone, since, counted: count?.quantity };
  if (count !== undefined) {
    const still = count.quantity! + sum(1, count.at) - sum(-1, count.at);
    const open = sum(1, undefined, count.at) - sum(-1, undefined, count.at) - count.quantity!;
    if (!(open > slack)) return { ...told, open: Math.max(0, still), openSince: count.at };
  }
  const open = Math.max(0, brought - gone);
  return { ...told, open: open > slack ? open : 0, openSince: since };
}
