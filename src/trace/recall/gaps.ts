/** Where the records of a ledger leave something open, whatever is recalled: found once, asked often. */
import { atOnce, everyFew, type Steps } from '../turns.ts';
import { type Balance, balancesOf } from './balance.ts';
import {
  classOf,
  type Firm,
  isClass,
  isEquipment,
  isLogisticUnit,
  type Ledger,
  type Making,
  type Page,
  type Sighting,
} from './ledger.ts';

/** What does not depend on the question: where things are first seen, which makings leave inputs open. */
export interface GapIndex {
  readonly unmadeAt: ReadonlyMap<Firm, readonly Sighting[]>;
  readonly openMakingsAt: ReadonlyMap<Firm, readonly Making[]>;
  /** Units of unknown load and crates, by every firm they are seen at. */
  readonly unknownLoadsAt: ReadonlyMap<Firm, readonly Sighting[]>;
  readonly wholesAt: ReadonlyMap<Firm, readonly Sighting[]>;
  readonly balances: (thing: string) => readonly Balance[];
  /** Product → products it has been made of, by the makings that tell. */
  readonly recipes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A page never changes once its book is made, and the next book may hold it too. */
const weighed = new WeakMap<Page, readonly Balance[]>();

/** Stands for the firm of what was recorded nowhere. */
export const nowhere: Firm = '';

export const gapIndexOf = (ledger: Ledger): GapIndex => atOnce(gapIndexSteps(ledger));

export function* gapIndexSteps(ledger: Ledger): Steps<GapIndex> {
  const unmadeAt = new Map<Firm, Sighting[]>();
  const openMakingsAt = new Map<Firm, Making[]>();
  const unknownLoadsAt = new Map<Firm, Sighting[]>();
  const wholesAt = new Map<Firm, Sighting[]>();
  const recipes = new Map<string, Set<string>>();
  const add = <Value>(lists: Map<Firm, Value[]>, firm: Firm | undefined, value: Value): void => {
    const own = lists.get(firm ?? nowhere);
    if (own === undefined) lists.set(firm ?? nowhere, [value]);
    else own.push(value);
  };
  let count = 0;
  for (const [thing, page] of ledger.pages) {
    if (everyFew(count++)) yield;
    const { sightings } = page;
    if (sightings.length === 0) continue;
    if (page.container) {
      const known = isLogisticUnit(thing) && page.loads.some(({ out }) => !out);
      // A unit is loaded where it is first seen; a crate may be loaded anew wherever it comes.
      const where = isLogisticUnit(thing) ? sightings.slice(0, 1) : sightings;
      if (!known) for (const each of where) for (const firm of new Set([each.from, each.firm])) add(unknownLoadsAt, firm, each);
      continue;
    }
    if (isWhole(sightings)) for (const each of sightings) add(wholesAt, each.firm, each);
    if (isClass(thing) || isEquipment(thing) || page.makings.length > 0 || page.lot !== undefined) continue;
    const [first] = sightings;
    add(unmadeAt, first!.from ?? first!.firm, first!);
  }
  for (const making of ledger.makings) {
    if (!making.complete) add(openMakingsAt, making.firm, making);
    for (const { id } of making.outputs) {
      const product = classOf(id);
      if (product === undefined || making.inputs.length === 0) continue;
      const known = recipes.get(product) ?? new Set();
      for (const { thing } of making.inputs) known.add(classOf(thing) ?? thing);
      recipes.set(product, known);
    }
  }
  const balances = (thing: string): readonly Balance[] => {
    const page = ledger.page(thing);
    let own = weighed.get(page);
    if (own === undefined) {
      own = balancesOf(page);
      weighed.set(page, own);
    }
    return own;
  };
  return { unmadeAt, openMakingsAt, unknownLoadsAt, wholesAt, balances, recipes };
}

const wholeRoles = new Set<number>([16, 17, 18, 19]);
const isWhole = (sightings: readonly Sighting[]): boolean => sightings.some(({ role }) => wholeRoles.has(role));
