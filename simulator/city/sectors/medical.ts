/** 药品: makers that give each box its code, wholesalers, pharmacies; cases on the way, boxes over the counter. */
import type { City } from '../city.ts';
import { gtinOf, itemOf, lotOf, paperOf, unitOf } from '../codes.ts';
import type { Firm } from '../firms.ts';
import { staged } from '../stages.ts';
import { date, day, hour, midnight, minute } from '../time.ts';

interface Case {
  readonly id: string;
  readonly boxes: readonly string[];
}

/** Boxes in a case. */
const boxesInCase = 12;

export function beginMedical(city: City): void {
  const trade = new DrugTrade(city);
  for (const maker of city.of('drug_maker')) trade.make(maker);
  for (const pharmacy of city.of('pharmacy')) city.daily(pharmacy, (opens) => trade.sellDay(pharmacy, opens));
}

class DrugTrade {
  readonly #city: City;
  /** Boxes on the shelves of each pharmacy. */
  readonly #shelves = new Map<Firm, string[]>();
  readonly #serials = new Map<Firm, number>();
  /** A few codes that were sold, for who copies them: any of the last. */
  #sold: { readonly code: string; readonly by: Firm }[] = [];
  readonly #lastBoxes = new Map<Firm, readonly string[]>();
  /** Cases that were opened, and by whom. */
  #opened: Case[] = [];
  #papers = 0;

  constructor(city: City) {
    this.#city = city;
  }

  make(maker: Firm): void {
    const city = this.#city;
    const pharmacies = city.shared('pharmacy', city.of('drug_maker').indexOf(maker), city.of('drug_maker').length, maker);
    const wholesalers = city.of('drug_wholesaler');
    let turn = 0;
    city.daily(maker, (opens) => {
      const count = Math.max(1, Math.round((pharmacies.length / 9) * maker.chance.between(0.7, 1.3)));
      const cases = this.#batch(maker, opens + hour, count);
      cases.forEach((each) => {
        const to = pharmacies[turn++ % pharmacies.length]!;
        const via = wholesalers[turn % wholesalers.length]!;
        const at = city.opening(maker, opens + maker.chance.between(4, 7) * hour);
        city.at(at, () => this.#carry(maker, via, to, each, at));
      });
    });
  }

  #next(firm: Firm): number {
    const serial = (this.#serials.get(firm) ?? 0) + 1;
    this.#serials.set(firm, serial);
    return serial;
  }

  #batch(maker: Firm, at: number, count: number): Case[] {
    const { faults } = this.#city;
    const gtin = gtinOf(maker.index, maker.chance.whole(1, 4));
    const lotNumber = `${date(at).slice(2).replaceAll('-', '')}${maker.index % 100}`;
    const ilmd = {
      batch: lotOf(gtin, lotNumber),
      lotNumber,
      productionDate: date(at),
      expirationDate: date(at + 730 * day),
      holder: maker.party,
      manufacturer: maker.party,
    };
    const cases = Array.from({ length: count }, (): Case => {
      const boxes = Array.from({ length: boxesInCase }, () =>
        itemOf(gtin, `${maker.index}X${this.#next(maker).toString(36).toUpperCase().padStart(6, '0')}`),
      );
      return { id: unitOf(maker.index, this.#next(maker)), boxes };
    });
    for (const { id, boxes } of cases) {
      const last = this.#lastBoxes.get(maker);
      const again = last !== undefined && faults.strike('code_reuse') ? last.slice(0, 3) : [];
      const codes = [...boxes.slice(0, boxesInCase - again.length), ...again];
      const entry = this.#city.record(maker, at, staged('medical/activation', maker, { ...ilmd, codes }));
      if (again.length > 0)
        faults.tell('code_reuse', maker, { at, recordedAt: entry.recorded, subjects: again, events: [entry.id] });
      this.#city.record(maker, at + 20 * minute, staged('medical/packing', maker, { parent: id, children: [...boxes] }));
      this.#city.record(
        maker,
        at + 21 * minute,
        staged('medical/production_storage', maker, { codes: [id], billNo: paperOf(maker.index, `SR${id.slice(-10)}`) }),
        { filed: true },
      );
      // The packing line reads some boxes into two cases.
      if (faults.strike('child_packed_twice')) this.#packAgain(maker, boxes.slice(0, 2), at + 40 * minute);
      this.#lastBoxes.set(maker, boxes);
    }
    return cases;
  }

  #packAgain(maker: Firm, boxes: readonly string[], at: number): void {
    const parent = unitOf(maker.index, this.#next(maker));
    const entry = this.#city.record(maker, at, staged('medical/packing', maker, { parent, children: boxes }));
    this.#city.faults.tell('child_packed_twice', maker, {
      at,
      recordedAt: entry.recorded,
      subjects: boxes,
      events: [entry.id],
    });
  }

  #carry(maker: Firm, via: Firm, to: Firm, each: Case, at: number): void {
    this.#leg(maker, via, each, at, (came) => {
      const on = this.#city.opening(via, midnight(came) + day + via.chance.between(8, 15) * hour);
      this.#city.at(on, () => {
        if (this.#city.faults.strike('child_shipped_alone')) this.#shipAlone(via, to, each.boxes[0]!, on + 5 * minute);
        this.#leg(via, to, each, on, (received) => this.#open(to, each, received));
      });
    });
  }

  #leg(from: Firm, to: Firm, { id }: Case, at: number, then: (at: number) => void): void {
    const city = this.#city;
    const note = paperOf(from.index, `CK${++this.#papers}`);
    const { leaves, arrives } = city.journey(from, to, at, from.chance.around(3 * hour, 0.4));
    city.at(leaves, () => {
      city.record(from, leaves, staged('medical/sales_out', from, { codes: [id], billNo: note, customer: to.party }));
    });
    city.at(arrives, () => {
      const bill = paperOf(to.index, `RK${++this.#papers}`);
      const receipt = (by: Firm) =>
        staged('medical/purchase_receipt', by, { codes: [id], billNo: bill, dispatchNo: note, supplier: from.party });
      const received = city.record(to, arrives, receipt(to));
      if (received.recorded !== undefined && city.faults.strike('impossible_travel')) this.#appear(to, id, arrives + 12 * minute);
      then(arrives);
    });
  }

  /** The label of a case was copied: it is checked at the far end of the city as well. */
  #appear(from: Firm, id: string, at: number): void {
    const far = this.#city
      .of('pharmacy')
      .filter((each) => Math.hypot((each.latitude - from.latitude) * 111, (each.longitude - from.longitude) * 91) > 34);
    if (far.length === 0) return;
    const by = far[Math.floor(from.chance.next() * far.length)]!;
    const entry = this.#city.record(
      by,
      at,
      staged('medical/production_storage', by, { codes: [id], billNo: paperOf(by.index, `RK${++this.#papers}`) }),
    );
    this.#city.faults.tell('impossible_travel', by, {
      at,
      recordedAt: entry.recorded,
      others: [from],
      subjects: [id],
      events: [entry.id],
    });
  }

  #shipAlone(from: Firm, to: Firm, box: string, at: number): void {
    const note = paperOf(from.index, `CK${++this.#papers}`);
    const entry = this.#city.record(
      from,
      at,
      staged('medical/sales_out', from, { codes: [box], billNo: note, customer: to.party }),
    );
    this.#city.faults.tell('child_shipped_alone', from, {
      at,
      recordedAt: entry.recorded,
      others: [to],
      subjects: [box],
      events: [entry.id],
    });
  }

  #open(pharmacy: Firm, each: Case, at: number): void {
    const opened = at + pharmacy.chance.between(10, 60) * minute;
    this.#city.record(pharmacy, opened, staged('medical/unpacking', pharmacy, { parent: each.id, children: [...each.boxes] }));
    this.#city.at(opened, () => {
      const shelf = this.#shelves.get(pharmacy) ?? [];
      this.#shelves.set(pharmacy, shelf);
      shelf.push(...each.boxes);
    });
    this.#opened = [...this.#opened.slice(-50), each];
    if (this.#city.faults.strike('unpacked_parent_shipped')) this.#returnEmpty(pharmacy, each, opened + 2 * day);
  }

  /** The case goes back as if it were full. */
  #returnEmpty(pharmacy: Firm, { id }: Case, at: number): void {
    const to = this.#city.of('drug_wholesaler')[0]!;
    const note = paperOf(pharmacy.index, `TH${++this.#papers}`);
    this.#city.at(this.#city.opening(pharmacy, at), () => {
      const { now } = this.#city;
      const entry = this.#city.record(
        pharmacy,
        now,
        staged('medical/sales_out', pharmacy, { codes: [id], billNo: note, customer: to.party }),
      );
      this.#city.record(
        to,
        this.#city.opening(to, now + 4 * hour),
        staged('medical/purchase_receipt', to, {
          codes: [id],
          billNo: paperOf(to.index, `RK${++this.#papers}`),
          dispatchNo: note,
          supplier: pharmacy.party,
        }),
      );
      this.#city.faults.tell('unpacked_parent_shipped', pharmacy, {
        at: now,
        recordedAt: entry.recorded,
        others: [to],
        subjects: [id],
        events: [entry.id],
      });
    });
  }

  sellDay(pharmacy: Firm, opens: number): void {
    const shelf = this.#shelves.get(pharmacy) ?? [];
    const [from, till] = pharmacy.trade.hours;
    const customers = pharmacy.chance.count(1.4 * pharmacy.size);
    for (let n = 0; n < customers; n++) {
      const at = Math.max(opens, midnight(opens) + pharmacy.chance.between(from + 0.5, till - 0.5) * hour);
      this.#city.at(at, () => {
        const code = shelf.shift();
        if (code !== undefined) this.#sell(pharmacy, code, at);
      });
    }
  }

  #sell(pharmacy: Firm, code: string, at: number): void {
    const { faults } = this.#city;
    const sell = (sold: string, time: number) =>
      this.#city.record(
        pharmacy,
        time,
        staged('medical/retail', pharmacy, { codes: [sold], billNo: paperOf(pharmacy.index, `XP${++this.#papers}`) }),
      );
    const own = sell(code, at);
    this.#city.consumers.looked(pharmacy, code, at);
    const copied = this.#sold.find(({ by }) => by !== pharmacy);
    if (copied !== undefined && faults.strike('cloned_code')) {
      const entry = sell(copied.code, at + 3 * minute);
      faults.tell('cloned_code', pharmacy, {
        at,
        recordedAt: entry.recorded,
        others: [copied.by],
        subjects: [copied.code],
        events: [entry.id],
      });
    }
    if (faults.strike('unknown_code')) {
      // The right product, a number that the maker never gave.
      const invented = code.replace(/[^/]*$/, `9999Z${pharmacy.chance.whole(100_000, 999_999)}`);
      const entry = sell(invented, at + 6 * minute);
      faults.tell('unknown_code', pharmacy, { at, recordedAt: entry.recorded, subjects: [invented], events: [entry.id] });
    }
    if (own.recorded !== undefined) this.#sold = [...this.#sold.slice(-30), { code, by: pharmacy }];
  }
}
