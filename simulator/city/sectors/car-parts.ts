/** 汽车维修配件: dealers whose parts carry a code each, workshops that fit them. */
import type { City } from '../city.ts';
import { creditOf, gtinOf, itemOf, paperOf, vehicleOf } from '../codes.ts';
import type { Firm } from '../firms.ts';
import { staged } from '../stages.ts';
import { date, day, hour } from '../time.ts';

export function beginCarParts(city: City): void {
  const dealers = city.of('parts_dealer');
  for (const [n, dealer] of dealers.entries())
    new Dealer(city, dealer, city.shared('workshop', n, dealers.length, dealer)).begin();
}

class Dealer {
  readonly #city: City;
  readonly #firm: Firm;
  readonly #workshops: readonly Firm[];
  #serial = 0;
  #papers = 0;
  #fitted: { readonly code: string; readonly workshop: Firm }[] = [];

  constructor(city: City, firm: Firm, workshops: readonly Firm[]) {
    this.#city = city;
    this.#firm = firm;
    this.#workshops = workshops;
  }

  begin(): void {
    this.#city.daily(this.#firm, (opens) => {
      const { chance } = this.#firm;
      for (let n = chance.count(this.#workshops.length * 0.35); n > 0; n--) this.#order(opens + chance.between(0.5, 6) * hour);
    });
  }

  #order(at: number): void {
    const { chance, index } = this.#firm;
    const gtin = gtinOf(index, chance.whole(1, 30));
    const count = chance.whole(1, 4);
    const codes = Array.from({ length: count }, () => itemOf(gtin, `P${index}N${++this.#serial}`));
    const to = chance.pick(this.#workshops);
    const { leaves, arrives } = this.#city.journey(this.#firm, to, at + hour, chance.between(3, 20) * hour);
    const part = { partNo: `PN-${gtin.slice(7, 13)}` };
    const note = paperOf(index, `FH${++this.#papers}`);
    const certificateNo = `HG-${gtin}-${this.#serial}`;
    this.#city.record(
      this.#firm,
      at,
      staged('car_parts/part_import', this.#firm, {
        ...part,
        codes,
        lotNumber: `B${date(at)}`,
        certificateNo,
        customsNo: `BG-${index}-${this.#papers}`,
      }),
    );
    const dispatch = staged('car_parts/part_dispatch', this.#firm, { ...part, codes, customer: to.party, delivery: note });
    this.#city.at(leaves, () => {
      this.#city.record(this.#firm, leaves, dispatch);
    });
    this.#city.at(arrives, () => {
      this.#city.record(
        to,
        arrives,
        staged('car_parts/workshop_receipt', to, {
          ...part,
          codes,
          count,
          supplier: creditOf(this.#firm.uscc),
          delivery: note,
          workshop: to.party,
          certificateNo,
        }),
      );
      for (const code of codes) this.#fit(to, code, part.partNo, arrives + to.chance.between(0.05, 9) * day);
    });
  }

  #fit(workshop: Firm, code: string, partNo: string, from: number): void {
    const at = this.#city.opening(workshop, from);
    this.#city.at(at, () => {
      const { faults } = this.#city;
      const install = (what: string, time: number) =>
        this.#city.record(
          workshop,
          time,
          staged('car_parts/installation', workshop, {
            vehicle: vehicleOf(workshop.index, workshop.chance.whole(1, 99_999)),
            codes: [what],
            partNo,
            workshop: workshop.party,
            workOrder: `WX-${workshop.index}-${++this.#papers}`,
          }),
        );
      const own = install(code, at);
      const earlier = this.#fitted[0];
      if (earlier !== undefined && faults.strike('part_fitted_twice')) {
        const entry = install(earlier.code, at + 0.5 * hour);
        faults.tell('part_fitted_twice', workshop, {
          at,
          recordedAt: entry.recorded,
          others: [earlier.workshop],
          subjects: [earlier.code],
          events: [entry.id],
        });
      }
      if (own.recorded !== undefined) this.#fitted = [...this.#fitted.slice(-20), { code, workshop }];
    });
  }
}
