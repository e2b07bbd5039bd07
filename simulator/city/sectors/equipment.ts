/** 特种设备: lifts that are maintained twice a month and inspected by the year; cylinders that are checked, filled and come back. */
import type { City, Entry } from '../city.ts';
import { assetOf, placeOf, registrationOf } from '../codes.ts';
import type { Firm } from '../firms.ts';
import { staged } from '../stages.ts';
import { date, day, hour, midnight, minute } from '../time.ts';

export function beginEquipment(city: City): void {
  for (const firm of city.of('lift_maintainer')) new Lifts(city, firm).begin();
  const stations = city.of('gas_station').map((firm) => new Station(city, firm));
  for (const station of stations) station.begin(stations);
}

/** People of a maintainer. */
const workers = 4;
const workerOf = ({ index }: Firm, n: number): string => `urn:zhuisu:person:worker-${index}-${n}`;
const fillerOf = ({ index }: Firm, n: number): string => `urn:zhuisu:person:filler-${index}-${n}`;

/** 特种设备作业人员证 in force over the run. */
function certified(city: City, person: string, scope: string): void {
  const { begins, days } = city.options;
  city.enter('equipment_worker', person, { scope, from: date(begins - 700 * day), until: date(begins + (days + 700) * day) });
}

interface Lift {
  readonly id: string;
  readonly place: string;
  validUntil: number;
  /** Whether a record says until when. */
  isKnown: boolean;
  /** When it was last maintained, by the record. */
  maintained: number;
}

/** 特种设备: twice a month. */
const maintainedWithin = 15 * day;

class Lifts {
  readonly #city: City;
  readonly #firm: Firm;
  readonly #body: Firm;
  readonly #lifts: readonly Lift[];
  #photos = 0;

  constructor(city: City, firm: Firm) {
    this.#city = city;
    this.#firm = firm;
    const { chance } = firm;
    this.#body = city.partners(firm, 'inspection_body', 1)[0]!;
    this.#lifts = Array.from({ length: Math.round(18 * firm.size) + 4 }, (_, n) => ({
      id: `urn:zhuisu:device18:311010234${String(firm.index).padStart(5, '0')}${String(n).padStart(4, '0')}`,
      place: placeOf(firm.index, 100 + n),
      validUntil: midnight(city.options.begins) + Math.floor(chance.between(36, 360)) * day,
      isKnown: false,
      maintained: Number.POSITIVE_INFINITY,
    }));
    for (let n = 1; n <= workers; n++) certified(city, workerOf(firm, n), 'lift_repair');
  }

  begin(): void {
    const { begins } = this.#city.options;
    const { chance } = this.#firm;
    for (const lift of this.#lifts) {
      // When it was last inspected is on record from the first days on.
      this.#inspect(lift, begins + chance.between(9, 16) * hour, lift.validUntil);
      this.#maintain(lift, begins + chance.between(0.4, 13) * day);
      this.#plan(lift);
    }
  }

  #maintain(lift: Lift, at: number, wasSkipped = false): void {
    const { chance } = this.#firm;
    // Nobody is at two lifts at once.
    const open = this.#city.opening(this.#firm, at) + chance.between(0.2, 9) * hour;
    this.#city.at(open, () => {
      const { faults } = this.#city;
      const last = lift.maintained;
      const { recorded } = faults.strike('lift_maintenance_faked')
        ? this.#fake(lift, open)
        : this.#record(lift, open, this.#photo());
      // Another visit, or one that was made up, may have come in between: then it is not overdue by the record.
      if (wasSkipped && open > last + maintainedWithin)
        faults.tell('lift_maintenance_overdue', this.#firm, {
          at: last + maintainedWithin,
          recordedAt: recorded,
          subjects: [lift.id],
        });
      const skipped = faults.strike('lift_maintenance_overdue');
      const next = open + (skipped ? chance.between(19, 29) : chance.between(12.5, 14.4)) * day;
      this.#maintain(lift, next, skipped);
    });
  }

  #photo(): string {
    return `PH-${this.#firm.index}-${++this.#photos}`;
  }

  #record(lift: Lift, at: number, photos: string) {
    const first = this.#firm.chance.whole(1, workers);
    const entry = this.#city.record(
      this.#firm,
      at,
      staged('equipment/maintenance', this.#firm, {
        place: lift.place,
        lift: lift.id,
        maintainer: this.#firm.party,
        firstWorker: workerOf(this.#firm, first),
        secondWorker: workerOf(this.#firm, (first % workers) + 1),
        items: this.#firm.chance.whole(28, 31),
        keptUntil: date(at + 1_600 * day),
        photos,
      }),
    );
    if (entry.recorded !== undefined) lift.maintained = at;
    return entry;
  }

  /** Nobody went there: several lifts at one moment, with the photographs of one of them. */
  #fake(lift: Lift, at: number): Entry {
    const { chance } = this.#firm;
    const moment = Math.round(at / 1_000) * 1_000;
    const others = [chance.pick(this.#lifts), chance.pick(this.#lifts)].filter((each) => each !== lift);
    const photo = this.#photo();
    const all = [...new Set([lift, ...(others.length > 0 ? others : this.#lifts.filter((each) => each !== lift).slice(0, 1))])];
    const entries = all.map((each) => this.#record(each, moment, photo));
    // What a firm that is silent made up deceives nobody.
    if (entries.some(({ recorded }) => recorded === undefined)) return entries[0]!;
    this.#city.faults.tell('lift_maintenance_faked', this.#firm, {
      at,
      recordedAt: Math.max(...entries.map(({ recorded = at }) => recorded)),
      subjects: all.map(({ id }) => id),
      events: entries.map(({ id }) => id),
    });
    return entries[0]!;
  }

  #plan(lift: Lift): void {
    const { faults } = this.#city;
    const { chance } = this.#firm;
    const at = this.#city.opening(this.#body, lift.validUntil - chance.between(4, 30) * day);
    this.#city.at(at, () => {
      if (faults.strike('lift_inspection_overdue')) {
        const end = lift.validUntil + day;
        // Where no record says until when, none says that it is over; nor is it noticed within the last days.
        if (lift.isKnown && faults.isOn(end))
          faults.tell('lift_inspection_overdue', this.#firm, {
            at: end,
            recordedAt: end,
            others: [this.#body],
            subjects: [lift.id],
          });
        const late = this.#city.opening(this.#body, lift.validUntil + chance.between(25, 60) * day);
        this.#city.at(late, () => this.#renew(lift, late));
        return;
      }
      this.#renew(lift, at);
    });
  }

  #renew(lift: Lift, at: number): void {
    lift.validUntil = midnight(at) + 365 * day;
    this.#inspect(lift, at, lift.validUntil);
    this.#plan(lift);
  }

  #inspect(lift: Lift, at: number, next: number): void {
    const { recorded } = this.#city.record(
      this.#body,
      at,
      staged('equipment/periodic_inspection', this.#body, {
        place: lift.place,
        lift: lift.id,
        inspectionBody: this.#body.party,
        validUntil: date(at + 20 * day),
        appliedOn: date(at - 30 * day),
        inspectionReport: `DJ-${lift.id.slice(-9)}-${date(at)}`,
        nextInspection: date(next),
      }),
    );
    lift.isKnown = recorded !== undefined;
  }
}

interface Cylinder {
  readonly id: string;
  readonly nextInspection: number;
}

class Station {
  readonly #city: City;
  readonly #firm: Firm;
  readonly cylinders: Cylinder[];

  constructor(city: City, firm: Firm) {
    this.#city = city;
    this.#firm = firm;
    const { begins, days } = city.options;
    for (const n of [1, 2]) certified(city, fillerOf(firm, n), 'cylinder_filling');
    // Some fall due within the year; a careful station has them scrapped then.
    this.cylinders = Array.from({ length: Math.round(70 * firm.size) + 30 }, (_, n) => ({
      id: assetOf(firm.index, `C${firm.index}N${n}`),
      nextInspection: midnight(begins) + Math.floor(firm.chance.between(30, 1_400)) * day,
    }));
    const scrapOn = date(begins + (days + 2_000) * day);
    for (const [n, { id, nextInspection }] of this.cylinders.entries()) {
      this.#registered(id, n, nextInspection, scrapOn);
      this.#scrap(id, n, nextInspection + 7 * hour);
      city.enter('cylinder', id, {
        owner: firm.party,
        exemption: 'none',
        medium: 'lpg',
        nominalMass: 15,
        workingPressure: 2.1,
        nextInspection: date(nextInspection),
        scrapOn,
        fileComplete: true,
      });
    }
  }

  /** Its book of cylinders is written down on the day before, in the hours in which it works. */
  #registered(cylinder: string, n: number, nextInspection: number, scrapOn: string): void {
    const { index, party } = this.#firm;
    const { begins, days } = this.#city.options;
    const number = [index, n]
      .map((each) => each.toString(36).padStart(3, '0'))
      .join('')
      .toUpperCase();
    this.#city.record(
      this.#firm,
      begins - day + 7.5 * hour + n * 3 * minute,
      staged('equipment/cylinder_registration', this.#firm, {
        cylinder,
        registrationCode: registrationOf(index, n),
        certificateNo: `瓶33豫U${number}`,
        customer: party,
        nextInspection: date(nextInspection),
        // Twelve years at most (GB 5842-2006).
        madeOn: date(begins + (days + 2_000 - 4_300) * day),
        scrapOn,
      }),
      { handed: 5 * minute },
    );
  }

  /** What falls due is old: it is scrapped on that day, not inspected once more. */
  #scrap(cylinder: string, n: number, at: number): void {
    const [firm, photo] = [this.#firm, `ZP-${this.#firm.index}-${n}`];
    this.#city.at(at, () => {
      this.#city.record(firm, at, staged('equipment/cylinder_scrapping', firm, { cylinder, photo }), { handed: 5 * minute });
    });
  }

  begin(all: readonly Station[]): void {
    const { chance } = this.#firm;
    const others = all.filter((each) => each !== this);
    this.#city.daily(this.#firm, (opens) => {
      const fillings = chance.count(5 * this.#firm.size);
      for (let n = 0; n < fillings; n++) {
        const at = opens + (0.5 + n * 0.5) * hour;
        this.#city.at(at, () => this.#round(at, others));
      }
    });
  }

  #round(at: number, others: readonly Station[]): void {
    const { faults } = this.#city;
    const { chance } = this.#firm;
    // In turn, so that one comes back weeks later.
    const own = this.cylinders.shift()!;
    this.cylinders.push(own);
    const overdue = at > own.nextInspection;
    const due = overdue && faults.strike('overdue_cylinder_filled');
    if (overdue && !due) return;
    const foreign = !due && others.length > 0 && faults.strike('wrong_filler');
    const cylinder = foreign ? chance.pick(chance.pick(others).cylinders) : own;
    if (foreign && at > cylinder.nextInspection) return;
    const unchecked = !due && !foreign && faults.strike('unchecked_filling');
    const filled = this.#fill(cylinder, at, unchecked);
    const kind = due ? 'overdue_cylinder_filled' : foreign ? 'wrong_filler' : unchecked ? 'unchecked_filling' : undefined;
    if (kind !== undefined)
      faults.tell(kind, this.#firm, { at, recordedAt: filled.recorded, subjects: [cylinder.id], events: [filled.id] });
  }

  #fill({ id }: Cylinder, at: number, unchecked: boolean) {
    const firm = this.#firm;
    const { chance, party } = firm;
    const write = (stage: string, minutes: number, but: Record<string, unknown>) =>
      this.#city.record(firm, at + minutes * minute, staged(`equipment/${stage}`, firm, { cylinder: id, filler: party, ...but }));
    write('empty_return', 0, {});
    const [operator, second] = [fillerOf(firm, 1), fillerOf(firm, 2)];
    if (!unchecked) write('fill_check_before', 4, { checker: operator });
    const net = Number(chance.normal(14.5, 0.1).toFixed(2));
    const filled = write('filling', 8, {
      gas: `urn:zhuisu:lot:${firm.uscc}:lpg:${date(at)}`,
      gasQuantity: net,
      netMass: net,
      startedAt: new Date(at + 5 * minute).toISOString(),
      operator,
    });
    write('fill_check_after', 14, { checker: second });
    // Restaurants are not registered here.
    const customer = `urn:zhuisu:restaurant:${chance.whole(1, 400)}`;
    write('dispatch', 60, { customer, customerKind: 'restaurant' });
    write('delivery', 60 + chance.between(20, 90), { customer, customerKind: 'restaurant', place: placeOf(firm.index, 2) });
    return filled;
  }
}
