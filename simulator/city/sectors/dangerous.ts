/** 危险品: explosives from the seller into the magazine, to the shift and back; precursors to firms that state their use. */
import type { City } from '../city.ts';
import { creditOf, gtinOf, lotOf } from '../codes.ts';
import { type Firm, type Load, licenceNumberOf } from '../firms.ts';
import { amountOf, staged } from '../stages.ts';
import { date, day, hour, midnight } from '../time.ts';

export function beginDangerous(city: City): void {
  const { begins, days } = city.options;
  const term = { from: date(begins - 365 * day), until: date(begins + (days + 365) * day) };
  for (const seller of city.of('explosives_seller'))
    for (const number of [productionLicenceOf(seller), saleLicenceOf(seller)])
      city.enter('production_licence', number, { yearly: 5_000_000, ...term });
  for (const quarry of city.of('quarry')) new Quarry(city, quarry).begin();
  for (const dealer of city.of('chemical_dealer')) new Chemicals(city, dealer).begin();
}

const productionLicenceOf = (seller: Firm): string => licenceNumberOf('civil_explosives_production', seller, '');
const saleLicenceOf = (seller: Firm): string => licenceNumberOf('civil_explosives_sale', seller, '');

/** A magazine as it should be. */
const inOrder = { dedicated: true, alarm: true, securityUnit: true, filedEmergency: true, filedPolice: true };

class Quarry {
  readonly #city: City;
  readonly #firm: Firm;
  readonly #seller: Firm;
  readonly #capacity: number;
  #lots: Load[] = [];
  #number = 0;

  constructor(city: City, firm: Firm) {
    this.#city = city;
    this.#firm = firm;
    this.#seller = city.partners(firm, 'explosives_seller', 1)[0]!;
    this.#capacity = Math.round(2_400 * firm.size);
    city.enter('store', firm.place, { capacity: this.#capacity, storageClass: 'explosive', ...inOrder });
    const { begins, days } = city.options;
    const held = { highestLevel: 3, from: date(begins - 365 * day), until: date(begins + (days + 365) * day) };
    city.enter('blasting_unit', this.#unit, held);
    city.enter('blaster', this.#blaster, { ...held, unit: this.#unit });
  }

  begin(): void {
    this.#city.daily(this.#firm, (opens) => {
      if (this.#held() < 0.25 * this.#capacity) this.#buy(opens);
      this.#city.at(opens + 3 * hour, () => this.#shift(opens + 3 * hour));
    });
  }

  get #unit(): string {
    return creditOf(this.#firm.uscc);
  }

  get #blaster(): string {
    return `urn:zhuisu:person:blaster-${this.#firm.index}`;
  }

  #held(): number {
    return this.#lots.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  /** The seller sells and the quarry receives and stores on the same morning. */
  #buy(opens: number): void {
    const { faults } = this.#city;
    const full = faults.strike('store_over_limit');
    const quantity = Math.round(full ? this.#capacity * 1.15 : this.#capacity * this.#firm.chance.between(0.4, 0.6));
    const load: Load = {
      lot: lotOf(gtinOf(this.#seller.index, 1, 9), `E${this.#firm.index}N${++this.#number}`),
      quantity,
      uom: 'KGM',
    };
    const amounts = { ...amountOf('lot', load, quantity), supplier: this.#seller.party, customer: this.#firm.party };
    this.#city.record(
      this.#seller,
      opens - 2 * day,
      staged('dangerous/explosive_production', this.#seller, {
        ...amountOf('lot', load, quantity),
        lotNumber: load.lot.split('/').at(-1)!,
        productionLicence: productionLicenceOf(this.#seller),
        productionDate: date(opens - 2 * day),
        expirationDate: date(opens + 180 * day),
      }),
    );
    const without = faults.strike('missing_permit');
    const purchasePermit = `GM-${this.#firm.index}-${this.#number}`;
    if (!without) this.#permitted(purchasePermit, quantity, opens);
    const sold = this.#city.record(
      this.#seller,
      opens,
      staged('dangerous/explosive_sale', this.#seller, {
        ...amounts,
        purchasePermit: without ? null : purchasePermit,
        saleLicence: saleLicenceOf(this.#seller),
        transferNo: `TR${this.#firm.index}-${this.#number}`,
      }),
    );
    if (without)
      faults.tell('missing_permit', this.#seller, {
        at: opens,
        recordedAt: sold.recorded,
        others: [this.#firm],
        subjects: [load.lot],
        events: [sold.id],
      });
    const filing = {
      ...amountOf('lot', load, quantity),
      receiptNo: `GA-${purchasePermit}`,
      provincialReceiptNo: `GX-${purchasePermit}`,
    };
    if (!without)
      this.#city.record(
        this.#seller,
        opens + 0.2 * hour,
        staged('dangerous/sale_filing', this.#seller, { ...filing, customer: this.#firm.party }),
        { filed: true },
      );
    this.#city.record(
      this.#firm,
      opens + hour,
      staged('dangerous/receipt', this.#firm, { ...amounts, transportPermit: `YS-${this.#firm.index}-${this.#number}` }),
    );
    if (!without)
      this.#city.record(
        this.#firm,
        opens + 1.2 * hour,
        staged('dangerous/purchase_filing', this.#firm, {
          ...filing,
          provincialReceiptNo: null,
          supplier: this.#seller.party,
          receiptNo: `GB-${purchasePermit}`,
        }),
        { filed: true },
      );
    const stored = this.#city.record(
      this.#firm,
      opens + 1.5 * hour,
      staged('dangerous/store_in', this.#firm, { ...amountOf('lot', load, quantity), expires: date(opens + 170 * day) }),
    );
    if (full)
      faults.tell('store_over_limit', this.#firm, {
        at: opens,
        recordedAt: stored.recorded,
        subjects: [load.lot],
        events: [stored.id],
      });
    this.#lots.push(load);
  }

  /** The permit for this purchase, of the week before. */
  #permitted(number: string, quantity: number, at: number): void {
    const term = { from: date(at - 7 * day), until: date(at + 23 * day) };
    this.#city.enter('purchase_permit', number, { group: 'explosive', quantity, ...term, buyer: this.#firm.party });
  }

  #shift(at: number): void {
    const { faults } = this.#city;
    const { chance } = this.#firm;
    const load = this.#lots.find(({ quantity }) => quantity >= 20);
    if (load === undefined) return;
    const issued = Math.min(load.quantity, Math.round(this.#capacity * chance.between(0.04, 0.09)));
    const used = Math.round(issued * chance.between(0.7, 0.95));
    const kept = issued - used;
    const missing = kept >= 3 && faults.strike('blast_unaccounted') ? Math.max(2, Math.round(kept * 0.6)) : 0;
    const shift = `${this.#firm.index}-${date(at)}`;
    const of = { shift, project: `BP-${this.#firm.index}` };
    const write = (stage: string, hours: number, quantity: number, but: Record<string, unknown> = {}) =>
      this.#city.record(
        this.#firm,
        at + hours * hour,
        staged(`dangerous/${stage}`, this.#firm, { ...amountOf('lot', load, quantity), ...of, ...but }),
      );
    const [unit, blaster] = [this.#unit, this.#blaster];
    write('issue', 0, issued, { unit, shiftNeed: issued, shiftDay: date(at), receiver: blaster });
    write('blasting', 2, used, { unit, blaster });
    write('return_unused', 3, kept - missing, { returner: blaster });
    const closed = this.#city.record(this.#firm, at + 4 * hour, staged('dangerous/shift_close', this.#firm, of));
    if (missing > 0)
      faults.tell('blast_unaccounted', this.#firm, {
        at: at + 2 * hour,
        recordedAt: closed.recorded,
        subjects: [load.lot],
        events: [closed.id],
      });
    load.quantity -= used + missing;
    this.#lots = this.#lots.filter(({ quantity }) => quantity > 0);
  }
}

class Chemicals {
  readonly #city: City;
  readonly #firm: Firm;
  #sales = 0;

  constructor(city: City, firm: Firm) {
    this.#city = city;
    this.#firm = firm;
  }

  begin(): void {
    const lots = new Map<string, Load>();
    this.#city.daily(this.#firm, (opens) => {
      const { chance } = this.#firm;
      for (let n = chance.count(1.5); n > 0; n--) {
        const at = opens + chance.between(1, 8) * hour;
        let load = lots.get('precursor');
        if (load === undefined || load.quantity < 600) {
          load = this.#make(midnight(opens) - 14 * hour);
          lots.set('precursor', load);
        }
        const quantity = Math.round(chance.around(150, 0.4));
        if (quantity > load.quantity) continue;
        load.quantity -= quantity;
        this.#sell(load, quantity, at);
      }
    });
  }

  #make(at: number): Load {
    const load: Load = { lot: lotOf(gtinOf(this.#firm.index, 3, 9), `C${++this.#sales}`), quantity: 5_000, uom: 'KGM' };
    const number = load.lot.split('/').at(-1)!;
    this.#city.record(
      this.#firm,
      at,
      staged('dangerous/chemical_production', this.#firm, { ...amountOf('lot', load, load.quantity), lotNumber: number }),
    );
    return load;
  }

  #sell(load: Load, quantity: number, at: number): void {
    const { faults } = this.#city;
    const person = faults.strike('precursor_private');
    const number = ++this.#sales;
    const customer = `urn:zhuisu:buyer:${this.#firm.index}-${this.#firm.chance.whole(1, 20)}`;
    const entry = this.#city.record(
      this.#firm,
      at,
      staged('dangerous/chemical_sale', this.#firm, {
        ...amountOf('lot', load, quantity),
        supplier: this.#firm.party,
        customer,
        buyerKind: person ? 'natural_person' : 'firm',
        registrationNo: `DJ-${this.#firm.index}-1`,
        dataSheet: `SDS-${this.#firm.index}-1`,
        buyerName: '模拟购买单位',
        buyerAddress: '模拟地址',
        handler: `urn:zhuisu:person:handler-${this.#firm.index}`,
        use: '金属表面处理',
        lawfulUse: `YT-${this.#firm.index}-${number}`,
      }),
    );
    if (!person)
      this.#city.record(
        this.#firm,
        this.#city.opening(this.#firm, midnight(at) + day) + hour,
        staged('dangerous/sale_filing', this.#firm, {
          ...amountOf('lot', load, quantity),
          group: 'precursor',
          customer,
          receiptNo: `GA-${this.#firm.index}-${number}`,
          provincialReceiptNo: null,
        }),
        { filed: true },
      );
    if (person)
      faults.tell('precursor_private', this.#firm, {
        at,
        recordedAt: entry.recorded,
        subjects: [load.lot],
        events: [entry.id],
      });
  }
}
