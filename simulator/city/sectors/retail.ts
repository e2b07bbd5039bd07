/** A shop and its stock: what came is sold over days by the lot, waste is thrown away, the shelf is counted now and then. */
import type { City } from '../city.ts';
import { gtinOf, lotOf } from '../codes.ts';
import type { Firm, Load } from '../firms.ts';
import { quantityOf, seen } from '../stages.ts';
import { date, day, hour, midnight, minute } from '../time.ts';

export type Sale = (firm: Firm, load: Load, quantity: number) => Record<string, unknown>;

export const plainSale: Sale = (firm, load, quantity) =>
  seen(firm, 'OBSERVE', 'retail_selling', 'retail_sold', { quantityList: [quantityOf(load, quantity)] });

/** In pieces whole, in kilograms to 100 g. */
export const rounded = ({ uom }: Load, quantity: number): number =>
  uom === undefined ? Math.max(0, Math.round(quantity)) : Number(Math.max(0, quantity).toFixed(1));

/** Lots that were recalled, and when each firm learns of it is up to whoever recalls. */
export const offSale = new WeakMap<City, Set<string>>();
const isOffSale = (city: City, lot: string): boolean => offSale.get(city)?.has(lot) === true;

/** Sells the load over about so many days, from the hour at which it came. */
export function sellOver(city: City, firm: Firm, load: Load, days: number, sale: Sale): void {
  let left = Math.max(1, Math.round(days));
  const next = (from: number): void => {
    const [opens, closes] = firm.trade.hours;
    const wanted = Math.max(from, midnight(from) + firm.chance.between(opens + 1, closes - 0.5) * hour);
    const at = city.opening(firm, wanted) + firm.chance.between(1, 25) * minute;
    city.at(at, () => {
      if (load.quantity <= 0 || firm.stock.get(load.lot) !== load) return;
      if (isOffSale(city, load.lot)) return;
      if (expires(city, firm, load, at, sale)) return;
      const share = left <= 1 ? firm.chance.between(0.93, 1) : firm.chance.between(0.6, 1.4) / left;
      sell(city, firm, load, rounded(load, Math.min(load.quantity, load.quantity * share)), at, sale, left <= 1);
      left--;
      if (left > 0) next(midnight(at) + day);
      else finish(city, firm, load, at);
    });
  };
  next(city.now);
}

/** What is past its date is taken from the shelf, as a rule. */
function expires(city: City, firm: Firm, load: Load, at: number, sale: Sale): boolean {
  if (load.until === undefined || date(at) <= load.until) return false;
  if (city.faults.strike('expired_sale')) {
    const quantity = rounded(load, load.quantity * 0.3);
    if (quantity > 0) {
      const entry = city.record(firm, at, sale(firm, load, quantity));
      load.quantity -= quantity;
      city.faults.tell('expired_sale', firm, { at, recordedAt: entry.recorded, subjects: [load.lot], events: [entry.id] });
    }
  }
  waste(city, firm, load, at);
  return true;
}

function sell(city: City, firm: Firm, load: Load, quantity: number, at: number, sale: Sale, last: boolean): void {
  if (quantity <= 0) return;
  const { faults } = city;
  if (last && faults.strike('dilution')) {
    // Cheaper goods go over the counter under the number of the good lot.
    const more = rounded(load, quantity + Math.max(load.quantity, quantity) * firm.chance.between(0.5, 1.5));
    const entry = city.record(firm, at, sale(firm, load, more));
    faults.tell('dilution', firm, { at, recordedAt: entry.recorded, subjects: [load.lot], events: [entry.id] });
    load.quantity = 0;
    return;
  }
  if (faults.strike('orphan_lot')) {
    const lot = lotOf(gtinOf(firm.index, 99), `X${date(at).replaceAll('-', '')}${firm.chance.whole(100, 999)}`);
    const entry = city.record(firm, at + minute, sale(firm, { ...load, lot }, quantity));
    faults.tell('orphan_lot', firm, { at, recordedAt: entry.recorded, subjects: [lot], events: [entry.id] });
  }
  city.record(firm, at, sale(firm, load, quantity));
  city.consumers.bought(firm, load.lot, at);
  load.quantity = Number((load.quantity - quantity).toFixed(3));
}

function finish(city: City, firm: Firm, load: Load, at: number): void {
  if (load.quantity > 0 && firm.chance.of(0.6)) waste(city, firm, load, at + 20 * minute);
  else firm.stock.delete(load.lot);
}

export function waste(city: City, firm: Firm, load: Load, at: number): void {
  firm.stock.delete(load.lot);
  if (load.quantity <= 0) return;
  city.record(firm, at, seen(firm, 'DELETE', 'destroying', 'destroyed', { quantityList: [quantityOf(load, load.quantity)] }));
  if (city.faults.strike('destroyed_resold')) {
    const entry = city.record(firm, at + 3 * hour, plainSale(firm, load, load.quantity));
    city.faults.tell('destroyed_resold', firm, {
      at: at + 3 * hour,
      recordedAt: entry.recorded,
      subjects: [load.lot],
      events: [entry.id],
    });
  }
  load.quantity = 0;
}

/** Counts part of the shelf each week. */
export function countWeekly(city: City, firm: Firm): void {
  const next = (at: number): void =>
    city.at(city.opening(firm, at), () => {
      for (const load of [...firm.stock.values()].filter(({ quantity }) => quantity > 0).slice(0, 2)) count(city, firm, load);
      next(city.now + 7 * day);
    });
  next(city.now + firm.chance.between(3, 10) * day);
}

function count(city: City, firm: Firm, load: Load): void {
  const { now, faults } = city;
  const event = (quantity: number) =>
    seen(firm, 'OBSERVE', 'stock_taking', 'in_progress', { quantityList: [quantityOf(load, quantity)] });
  if (load.quantity >= 5 && faults.strike('stock_drift')) {
    const counted = rounded(load, load.quantity * firm.chance.between(0.5, 0.85));
    const entry = city.record(firm, now, event(counted));
    faults.tell('stock_drift', firm, { at: now, recordedAt: entry.recorded, subjects: [load.lot], events: [entry.id] });
    load.quantity = counted;
    return;
  }
  city.record(firm, now, event(load.quantity));
}
