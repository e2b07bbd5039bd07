/** Goods from one firm to another, recorded at both ends; and what goes wrong on the way, whatever the goods. */
import type { City, Entry } from './city.ts';
import { paperOf } from './codes.ts';
import type { Truth } from './faults/plan.ts';
import type { Firm, Load } from './firms.ts';
import { parties, quantityOf, seen } from './stages.ts';
import { day, hour } from './time.ts';

type Event = Record<string, unknown>;

export interface Delivery {
  readonly from: Firm;
  readonly to: Firm;
  readonly loads: readonly Load[];
  readonly note: string;
}

/** How the two ends write it down; plain events unless the category has stages. */
export interface Writing {
  readonly sent: (delivery: Delivery, load: Load, quantity: number) => Event;
  readonly came: (delivery: Delivery, load: Load, quantity: number) => Event;
}

export const plain: Writing = {
  sent: ({ from, to, note }, load, quantity) =>
    seen(from, 'OBSERVE', 'shipping', 'in_transit', {
      quantityList: [quantityOf(load, quantity)],
      ...parties(from, to, note),
    }),
  came: ({ from, to, note }, load, quantity) =>
    seen(to, 'OBSERVE', 'receiving', 'in_progress', {
      quantityList: [quantityOf(load, quantity)],
      ...parties(from, to, note),
    }),
};

let notes = 0;
/** Numbers of delivery notes begin anew with each city. */
export const resetNotes = (): void => {
  notes = 0;
};

/** Scales differ by a few thousandths; pieces are counted. */
const weighed = (firm: Firm, { uom }: Load, quantity: number): number =>
  uom === 'KGM' ? Number((quantity * firm.chance.normal(1, 0.002)).toFixed(1)) : quantity;

/**
 * Sends each load and has it received when the other firm is next open after the journey. The goods are then in the stock of
 * the receiver, and `then` is told; `written` is told of the record of each dispatch.
 */
export function deliver(
  city: City,
  from: Firm,
  to: Firm,
  loads: readonly Load[],
  leaves: number,
  { sent, came }: Writing = plain,
  then: (load: Load, at: number) => void = () => {},
  written: (sent: Entry) => void = () => {},
): void {
  const delivery: Delivery = { from, to, loads, note: paperOf(from.index, `D${++notes}`) };
  for (const load of loads) {
    const takes = from.chance.around(3 * hour, 0.5);
    const { leaves: at, arrives } = city.journey(from, to, leaves, takes);
    const journey = new Journey(city, delivery, load, at, arrives);
    city.at(at, () => {
      const entry = journey.send(sent);
      if (entry !== undefined) written(entry);
    });
    city.at(arrives, () => {
      const arrived = journey.receive(came);
      // The same lot may come in several deliveries.
      const held = to.stock.get(arrived.lot);
      if (held === undefined) to.stock.set(arrived.lot, arrived);
      else held.quantity += arrived.quantity;
      then(to.stock.get(arrived.lot)!, arrives);
    });
  }
}

class Journey {
  readonly #city: City;
  readonly #delivery: Delivery;
  readonly #load: Load;
  readonly #at: number;
  readonly #arrives: number;
  #sent: Entry | undefined;
  #unsent: Truth | undefined;

  constructor(city: City, delivery: Delivery, load: Load, at: number, arrives: number) {
    this.#city = city;
    this.#delivery = delivery;
    this.#load = load;
    this.#at = at;
    this.#arrives = arrives;
  }

  /** Its record; undefined where nobody wrote it down. */
  send(write: Writing['sent']): Entry | undefined {
    const { from, to } = this.#delivery;
    const { faults } = this.#city;
    // Of a firm that records nothing nothing is missing besides.
    if (!this.#city.isSilent(from, this.#at) && faults.strike('missing_shipment')) {
      this.#unsent = faults.tell('missing_shipment', from, {
        at: this.#at,
        recordedAt: this.#arrives,
        others: [to],
        subjects: [this.#load.lot],
      });
      return undefined;
    }
    const quantity = this.#load.quantity;
    if (this.#load.uom === 'KGM' && faults.strike('units_mixed')) {
      // Grams are entered where the form asks for kilograms.
      const entry = this.#city.record(from, this.#at, write(this.#delivery, this.#load, quantity * 1_000));
      faults.tell('units_mixed', from, {
        at: this.#at,
        recordedAt: entry.recorded,
        others: [to],
        subjects: [this.#load.lot],
        events: [entry.id],
      });
      this.#sent = entry;
      return entry;
    }
    const event = write(this.#delivery, this.#load, quantity);
    this.#sent = this.#city.record(from, this.#at, event);
    if (this.#sent.recorded !== undefined && faults.strike('duplicate_upload')) {
      const again = this.#city.record(from, this.#at, event, { after: from.chance.between(0.1, 2) * day });
      faults.tell('duplicate_upload', from, {
        at: this.#at,
        recordedAt: again.recorded,
        others: [to],
        subjects: [this.#load.lot],
        events: [this.#sent.id, again.id],
      });
    }
    return this.#sent;
  }

  /** The load as it lies with the receiver, by what was recorded. */
  receive(write: Writing['came']): Load {
    const { from, to } = this.#delivery;
    const { faults } = this.#city;
    const load = { ...this.#load, quantity: weighed(to, this.#load, this.#load.quantity) };
    const events = this.#sent === undefined ? [] : [this.#sent.id];
    const of = { others: [from], subjects: [load.lot] };
    const isHeard = !this.#city.isSilent(to, this.#arrives);
    if (this.#sent?.recorded !== undefined && isHeard && faults.strike('missing_receipt')) {
      faults.tell('missing_receipt', to, { at: this.#arrives, ...of, events });
      return load;
    }
    if (this.#sent?.recorded !== undefined && faults.strike('quantity_short')) {
      const short = Number((load.quantity * to.chance.between(0.75, 0.94)).toFixed(1));
      load.quantity = load.uom === undefined ? Math.floor(short) : short;
      const entry = this.#city.record(to, this.#arrives, write(this.#delivery, load, load.quantity));
      faults.tell('quantity_short', to, { at: this.#arrives, recordedAt: entry.recorded, ...of, events: [...events, entry.id] });
      return load;
    }
    if (this.#sent?.recorded !== undefined && faults.strike('swapped_lot')) {
      // The number of another lot of the product is written down, and sold under.
      const other = { ...load, lot: `${load.lot.slice(0, -1)}${(Number(load.lot.at(-1)) + 5) % 10}S` };
      const entry = this.#city.record(to, this.#arrives, write(this.#delivery, other, load.quantity));
      const swapped = { at: this.#arrives, recordedAt: entry.recorded, others: [from] };
      faults.tell('swapped_lot', to, { ...swapped, subjects: [load.lot, other.lot], events: [...events, entry.id] });
      return other;
    }
    const entry = this.#city.record(to, this.#arrives, write(this.#delivery, load, load.quantity));
    // Neither end wrote it down: there is no trace of the delivery by which one could be missed. Late as the receiver may be, it counts
    // from when it is told.
    if (this.#unsent !== undefined) this.#unsent.recordedAt = entry.recorded ?? Number.POSITIVE_INFINITY;
    return load;
  }
}
