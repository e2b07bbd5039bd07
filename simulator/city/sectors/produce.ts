/** 食用农产品: farms that spray, pick and certify; wholesalers at three in the morning; greengrocers. */
import type { City, Entry } from '../city.ts';
import { gtinOf, lotOf } from '../codes.ts';
import { deliver, type Writing } from '../delivery.ts';
import { areas, type Firm, type Load } from '../firms.ts';
import { amountOf, staged } from '../stages.ts';
import { date, day, hour, midnight, season } from '../time.ts';
import { countWeekly, rounded, type Sale, sellOver, waste } from './retail.ts';

const sprays = ['高效氯氟氰菊酯', '吡虫啉', '苯醚甲环唑', '阿维菌素', '代森锰锌'];

const writing: Writing = {
  sent: ({ from, to, note }, load, quantity) =>
    staged('produce/shipping', from, {
      ...amountOf('lot', load, quantity),
      customer: to.party,
      delivery: note,
      certificateNo: load.paper ?? null,
      toMarket: true,
    }),
  came: ({ from, to, note }, load, quantity) =>
    staged('produce/receipt', to, {
      ...amountOf('lot', load, quantity),
      supplier: from.party,
      delivery: note,
      certificateNo: load.paper ?? null,
    }),
};
const sale: Sale = (firm, load, quantity) =>
  staged('produce/retail', firm, { ...amountOf('lot', load, quantity), voucher: null });

export function beginProduce(city: City): void {
  for (const farm of city.of('farm')) new Farm(city, farm).begin();
  for (const grocer of city.of('grocer')) countWeekly(city, grocer);
}

class Farm {
  readonly #city: City;
  readonly #firm: Firm;
  readonly #gtin: string;
  readonly #crop: string;
  /** Of most farms the harvest is best in autumn, greenhouses pick all year. */
  readonly #low: number;
  readonly #share: number;
  readonly #customers: readonly Firm[];
  #lots = 0;
  #safeFrom = 0;
  #lastPaper: string | undefined;

  constructor(city: City, firm: Firm) {
    this.#city = city;
    this.#firm = firm;
    const { chance, index } = firm;
    this.#gtin = gtinOf(index, 1, 9);
    this.#crop = lotOf(gtinOf(index, 900), 'P1');
    this.#low = chance.whole(0, 60);
    this.#share = chance.between(0.2, 0.5);
    this.#customers = city.partners(firm, 'stall', chance.whole(1, 3));
  }

  begin(): void {
    const { begins } = this.#city.options;
    const event = staged('produce/planting', this.#firm, {
      crop: this.#crop,
      area: this.#firm.chance.whole(3, 60),
      origin: this.#firm.area,
    });
    this.#city.at(begins + 8 * hour, () => this.#city.record(this.#firm, begins + 8 * hour, event));
    this.#city.daily(this.#firm, (opens) => this.#day(opens));
  }

  #day(opens: number): void {
    const { chance } = this.#firm;
    const growth = 0.35 + 0.65 * season(opens, this.#low);
    if (chance.of(0.07 * growth)) this.#spray(opens + chance.between(0, 3) * hour);
    const early = opens < this.#safeFrom;
    if (!chance.of(this.#share * growth)) return;
    // Prices are good and the interval is not over.
    if (early && !(opens < this.#safeFrom - day && this.#city.faults.strike('interval_violated'))) return;
    this.#city.at(opens + chance.between(3, 6) * hour, () => this.#pick(early));
  }

  #spray(at: number): void {
    const { chance } = this.#firm;
    const interval = chance.pick([3, 5, 7, 7, 10, 14]);
    const { faults } = this.#city;
    const banned = faults.strike('banned_input');
    const entry = this.#city.record(
      this.#firm,
      at,
      staged('produce/application', this.#firm, {
        crop: this.#crop,
        inputName: banned ? chance.pick(['甲胺磷', '甲拌磷', '久效磷']) : chance.pick(sprays),
        interval,
        dose: chance.whole(15, 60),
      }),
    );
    if (banned)
      faults.tell('banned_input', this.#firm, { at, recordedAt: entry.recorded, subjects: [this.#crop], events: [entry.id] });
    // Not before the day after the interval is over.
    this.#safeFrom = Math.max(this.#safeFrom, midnight(at) + (interval + 1) * day);
  }

  #pick(early: boolean): void {
    const { now } = this.#city;
    const { chance, size, area } = this.#firm;
    const lot: Load = {
      lot: lotOf(this.#gtin, `H${date(now).slice(2).replaceAll('-', '')}${String(++this.#lots).padStart(3, '0')}`),
      quantity: Number(chance.around(320 * size, 0.35).toFixed(1)),
      uom: 'KGM',
    };
    const { faults } = this.#city;
    const record: City['record'] = (...words) => this.#city.record(...words);
    // Sold under the name of another place.
    const elsewhere = faults.strike('wrong_area');
    const origin = elsewhere ? chance.pick(areas.filter((each) => each !== area)) : area;
    const harvested = record(
      this.#firm,
      now,
      staged('produce/harvest', this.#firm, {
        crop: this.#crop,
        ...amountOf('lot', lot, lot.quantity),
        harvestDate: date(now),
        origin,
      }),
    );
    const told = { at: now, recordedAt: harvested.recorded, subjects: [lot.lot], events: [harvested.id] };
    if (elsewhere) faults.tell('wrong_area', this.#firm, told);
    if (early) faults.tell('interval_violated', this.#firm, told);
    let paper = `HGZ-${this.#firm.index}-${this.#lots}`;
    const certified = now + chance.between(0.5, 2) * hour;
    let isForged = false;
    const certify = (number: string) =>
      record(
        this.#firm,
        certified,
        staged('produce/certificate', this.#firm, { ...amountOf('lot', lot, lot.quantity), certificateNo: number }),
        { sameDay: true },
      );
    if (this.#lastPaper !== undefined && faults.strike('certificate_reused')) {
      paper = this.#lastPaper;
      const entry = certify(paper);
      faults.tell('certificate_reused', this.#firm, {
        at: certified,
        recordedAt: entry.recorded,
        subjects: [lot.lot],
        events: [entry.id],
      });
    } else if (this.#lots > 6 && faults.strike('certificate_forged')) {
      // A number that was never issued goes with the goods.
      paper = `HGZ-${this.#firm.index}-9${chance.whole(10_000, 99_999)}`;
      isForged = true;
    } else certify(paper);
    this.#lastPaper = paper;
    this.#city.at(certified + chance.between(0.5, 3) * hour, () => {
      const sell = (): void => this.#sell({ ...lot, paper }, isForged ? certified : undefined);
      if (!chance.of(0.15)) sell();
      else if (this.#test(lot)) this.#city.at(this.#city.now + chance.between(1, 3) * hour, sell);
    });
  }

  /** True when the lot may be sold, or is sold although it may not. */
  #test(lot: Load): boolean {
    const { now, faults } = this.#city;
    const bad = faults.strike('failed_lot_sold');
    const failed = bad || this.#firm.chance.of(0.01);
    const entry = this.#city.record(
      this.#firm,
      now,
      staged('produce/test', this.#firm, {
        ...amountOf('lot', lot, lot.quantity),
        sampleNo: `S-${this.#firm.index}-${this.#lots}`,
        measured: failed ? 0.31 : 0.02,
        verdict: failed ? 'non_conformant' : 'conformant',
      }),
    );
    if (bad)
      faults.tell('failed_lot_sold', this.#firm, {
        at: now,
        recordedAt: entry.recorded,
        subjects: [lot.lot],
        events: [entry.id],
      });
    if (failed && !bad) waste(this.#city, this.#firm, lot, now + hour);
    return bad || !failed;
  }

  /** `forged`: when the paper that goes with it was made up. */
  #sell(lot: Load, forged: number | undefined): void {
    const { chance } = this.#firm;
    let isTold = forged === undefined;
    // A paper that no record shows deceives nobody who reads records.
    const shown = ({ id, recorded }: Entry): void => {
      if (isTold || recorded === undefined) return;
      isTold = true;
      this.#city.faults.tell('certificate_forged', this.#firm, {
        at: forged!,
        recordedAt: recorded,
        subjects: [lot.lot],
        events: [id],
      });
    };
    const parts = chance.of(0.3) ? 2 : 1;
    for (let part = 0; part < parts; part++) {
      const to = chance.pick(this.#customers);
      const load = { ...lot, quantity: rounded(lot, lot.quantity / parts - 0.05) };
      deliver(this.#city, this.#firm, to, [load], this.#city.now, writing, (held, at) => this.#passOn(to, held, at), shown);
    }
  }

  /** A wholesaler sells on before dawn, to a few shops. */
  #passOn(stall: Firm, held: Load, at: number): void {
    const { chance } = stall;
    const shops = this.#city.partners(stall, 'grocer', chance.whole(2, 4));
    const morning = this.#city.opening(stall, midnight(at) + day + chance.between(3, 6) * hour);
    this.#city.at(morning, () => {
      for (const shop of shops) {
        const quantity = rounded(held, Math.min(held.quantity, (held.quantity / shops.length) * chance.between(0.8, 1)));
        if (quantity <= 0) continue;
        held.quantity = Number((held.quantity - quantity).toFixed(3));
        deliver(this.#city, stall, shop, [{ ...held, quantity }], this.#city.now, writing, (load) =>
          sellOver(this.#city, shop, load, shop.chance.between(1, 4), sale),
        );
      }
      // What nobody bought within three days is thrown away.
      this.#city.at(this.#city.opening(stall, this.#city.now + 3 * day), () => waste(this.#city, stall, held, this.#city.now));
    });
  }
}
