/** 食品: factories that buy, make and deliver; supermarkets; recalls. */
import type { City, Entry } from '../city.ts';
import { foodLicence, gtinOf, lotOf, paperOf } from '../codes.ts';
import { deliver } from '../delivery.ts';
import type { Firm, Load } from '../firms.ts';
import { amountOf, quantityOf, seen, staged } from '../stages.ts';
import { date, day, hour } from '../time.ts';
import { countWeekly, offSale, plainSale, rounded, sellOver } from './retail.ts';

/** Suppliers beyond the city, whose own records are kept elsewhere. */
const outside = (n: number): string => `https://id.gs1.org/417/${['6900000000014', '6900000000021', '6900000000038'][n % 3]}`;

export function beginFood(city: City): void {
  offSale.set(city, new Set());
  for (const firm of city.of('factory')) new Factory(city, firm).begin();
  for (const shop of city.of('shop')) countWeekly(city, shop);
}

interface Recipe {
  readonly gtin: string;
  readonly raw: string;
  /** Mass out over mass in. */
  readonly yield: number;
  /** Days that it keeps. */
  readonly keeps: number;
}

class Factory {
  readonly #city: City;
  readonly #firm: Firm;
  readonly #recipes: readonly Recipe[];
  readonly #shops: readonly Firm[];
  #lots = 0;
  /** Amounts of the last few days, for who copies them. */
  #lastInputs: readonly number[] = [];

  constructor(city: City, firm: Firm) {
    this.#city = city;
    this.#firm = firm;
    const { chance, index } = firm;
    this.#recipes = Array.from({ length: chance.whole(1, 3) }, (_, n) => ({
      gtin: gtinOf(index, 100 + n),
      raw: gtinOf(index, 500 + n, 9),
      yield: chance.between(0.55, 0.95),
      keeps: chance.pick([7, 10, 14, 30, 180]),
    }));
    this.#shops = city.shared('shop', city.of('factory').indexOf(firm), city.of('factory').length, firm);
  }

  begin(): void {
    this.#city.daily(this.#firm, (opens) => this.#day(opens));
  }

  /** Several batches a day, each of raw material that came in the morning. */
  #day(opens: number): void {
    const { chance } = this.#firm;
    const batches = chance.whole(1, 3);
    const { faults } = this.#city;
    const usual = Array.from({ length: 4 }, () => Number(chance.around(420 * this.#firm.size, 0.25).toFixed(1)));
    const copied = this.#lastInputs.length >= 4 && faults.strike('copied_batches');
    const inputs = copied ? this.#lastInputs : batches === 3 || chance.of(0.2) ? usual : usual.slice(0, batches);
    if (inputs.length >= 4) this.#lastInputs = inputs;
    const events: string[] = [];
    inputs.forEach((amount, n) => {
      const at = opens + (0.5 + n) * hour;
      this.#city.at(at, () => {
        const entry = this.#batch(amount, at);
        // What a firm that is silent has copied is in no record.
        if (entry.recorded !== undefined) events.push(entry.id);
        if (copied && events.length === inputs.length)
          faults.tell('copied_batches', this.#firm, { at: opens, recordedAt: at, until: opens + day, events });
      });
    });
  }

  #batch(amount: number, at: number): Entry {
    const { chance, index } = this.#firm;
    const recipe = chance.pick(this.#recipes);
    const number = `${date(at).slice(2).replaceAll('-', '')}${String(++this.#lots).padStart(4, '0')}`;
    const raw: Load = { lot: lotOf(recipe.raw, `R${number}`), quantity: amount, uom: 'KGM' };
    const cut = this.#city.faults.strike('chain_cut_at_border');
    const came = this.#city.record(
      this.#firm,
      at,
      seen(this.#firm, 'OBSERVE', 'receiving', 'in_progress', {
        quantityList: [quantityOf(raw, amount)],
        destinationList: [{ type: 'possessing_party', destination: this.#firm.party }],
        // Who delivered it and by which note: the only way to where its own records are.
        ...(cut
          ? {}
          : {
              sourceList: [{ type: 'possessing_party', source: outside(chance.whole(0, 2)) }],
              bizTransactionList: [{ type: 'desadv', bizTransaction: paperOf(index, `I${number}`) }],
            }),
      }),
    );
    if (cut)
      this.#city.faults.tell('chain_cut_at_border', this.#firm, {
        at,
        recordedAt: came.recorded,
        subjects: [raw.lot],
        events: [came.id],
      });
    const over = this.#city.faults.strike('over_yield');
    const out = amount * recipe.yield * chance.normal(1, 0.012) * (over ? chance.between(1.18, 1.5) : 1);
    const until = date(at + recipe.keeps * day);
    const lot: Load = { lot: lotOf(recipe.gtin, `L${number}`), quantity: Number(out.toFixed(1)), uom: 'KGM', until };
    const entry = this.#city.record(
      this.#firm,
      at + hour / 2,
      staged('food/filling', this.#firm, {
        inputs: [{ code: raw.lot, quantity: amount, unit: 'KGM' }],
        ...amountOf('lot', lot, lot.quantity),
        foodKind: 'other',
        foodName: '模拟食品',
        spec: '散装',
        lotNumber: `L${number}`,
        productionDate: date(at),
        bestBeforeDate: until,
        licenceNo: foodLicence(index),
        standardNo: 'GB 7100',
        lineNo: `L${index}`,
      }),
    );
    if (over)
      this.#city.faults.tell('over_yield', this.#firm, {
        at,
        recordedAt: entry.recorded,
        subjects: [lot.lot],
        events: [entry.id],
      });
    // A date that nobody recorded is in no record.
    const dated = entry.recorded === undefined ? { ...lot, until: undefined } : lot;
    this.#city.at(at + chance.between(2, 5) * hour, () => this.#deliver(dated, recipe));
    return entry;
  }

  #deliver(lot: Load, recipe: Recipe): void {
    const { chance } = this.#firm;
    const customers = [...new Set(Array.from({ length: chance.whole(2, 5) }, () => chance.pick(this.#shops)))];
    const recalled = chance.of(0.004);
    this.#city.consumers.delivered(this.#firm, customers, lot.lot, this.#city.now);
    for (const shop of customers) {
      const quantity = rounded(lot, (lot.quantity / customers.length) * chance.between(0.85, 0.98));
      deliver(this.#city, this.#firm, shop, [{ ...lot, quantity }], this.#city.now, undefined, (load) =>
        sellOver(this.#city, shop, load, Math.min(recipe.keeps + 3, shop.chance.between(3, 12)), plainSale),
      );
    }
    if (recalled) this.#city.at(this.#city.now + chance.between(2, 4) * day, () => this.#recall(lot, customers));
  }

  /** The maker recalls; shops take the lot from the shelf. One may go on selling. */
  #recall(lot: Load, customers: readonly Firm[]): void {
    const at = this.#city.opening(this.#firm, this.#city.now);
    this.#city.at(at, () => {
      const told = this.#city.record(
        this.#firm,
        at,
        seen(this.#firm, 'OBSERVE', 'holding', 'recalled', {
          quantityList: [{ epcClass: lot.lot }],
          persistentDisposition: { set: ['recalled'] },
        }),
      );
      offSale.get(this.#city)!.add(lot.lot);
      for (const shop of customers) {
        const held = shop.stock.get(lot.lot);
        if (held === undefined || held.quantity <= 0) continue;
        const heard = this.#city.opening(shop, at + shop.chance.between(2, 10) * hour);
        this.#city.at(heard, () => this.#atShop(shop, held, heard, told.id, told.recorded !== undefined));
      }
    });
  }

  #atShop(shop: Firm, held: Load, at: number, recall: string, known: boolean): void {
    const { faults } = this.#city;
    if (known && held.quantity > 1 && faults.strike('sale_after_recall')) {
      const quantity = rounded(held, held.quantity * 0.5);
      const sold = this.#city.record(shop, at + day, plainSale(shop, held, quantity));
      held.quantity -= quantity;
      faults.tell('sale_after_recall', shop, {
        at: at + day,
        recordedAt: sold.recorded,
        subjects: [held.lot],
        events: [sold.id, recall],
      });
    }
    shop.stock.delete(held.lot);
    if (held.quantity <= 0) return;
    this.#city.record(
      shop,
      at,
      seen(shop, 'OBSERVE', 'holding', 'recalled', { quantityList: [quantityOf(held, held.quantity)] }),
    );
  }
}
