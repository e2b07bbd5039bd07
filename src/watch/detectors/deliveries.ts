/** 链上无缝隙: what one firm sends another confirms; what arrives was sent; and as much of it. */
import { unverified } from '../../categories/fields.ts';
import { Agenda, type Entry } from '../agenda.ts';
import { clockOf, type Detector, day, type Observation, type Problem, type Report, type Running } from '../definition.ts';
import { type Direction, directionOf, type Half, isAwaited, type Leg, legsOf, Pairing } from '../pairing.ts';

const basis = unverified('NY/T 4712-2025 等对上下游记录的要求；天数与容差为平台默认值，无法律依据');

interface Waiting {
  readonly half: Half;
  readonly things: readonly string[];
  readonly due: number;
}

interface Saved {
  readonly pairing: unknown;
  readonly waiting: readonly (readonly [string, Waiting])[];
  readonly open: readonly string[];
  readonly agenda: readonly Entry[];
}

/** One half of a delivery that waits for its other half, until it is due. */
class OneSided implements Running {
  readonly #direction: Direction;
  readonly #days: number;
  readonly #problem: (half: Half, missing: readonly Leg[], all: number) => Problem | undefined;
  readonly #pairing: Pairing;
  readonly #agenda: Agenda;
  readonly #waiting: Map<string, Waiting>;
  readonly #open: Set<string>;

  constructor(
    direction: Direction,
    days: number,
    problem: (half: Half, missing: readonly Leg[], all: number) => Problem | undefined,
    saved: unknown,
  ) {
    const before = saved as Saved | undefined;
    this.#direction = direction;
    this.#days = days;
    this.#problem = problem;
    this.#pairing = new Pairing(before?.pairing);
    this.#agenda = new Agenda(before?.agenda);
    this.#waiting = new Map(before?.waiting);
    this.#open = new Set(before?.open);
  }

  see(seen: Observation, report: Report): void {
    const direction = directionOf(seen);
    if (direction === undefined) {
      // A dispatch that was called off waits for nobody.
      if (seen.facts.step === 'void_shipping') this.#callOff(seen, report);
      return;
    }
    const legs = legsOf(seen);
    if (legs.length === 0) return;
    this.#age(seen.recorded);
    const paired = this.#pairing.add(direction, legs);
    if (direction === this.#direction) {
      const { half } = legs[0]!;
      if (!isAwaited(direction, half) || paired.every(({ other }) => other !== undefined)) return;
      // What is recorded late gets its days from then on.
      const due = Math.max(half.at, half.recorded) + this.#days * day;
      this.#waiting.set(half.eventID, { half, things: legs.map(({ thing }) => thing), due });
      this.#agenda.add(due, half.eventID);
      return;
    }
    for (const { leg, other } of paired) if (other !== undefined) this.#settle(other.half.eventID, leg.half, report);
  }

  due(): number {
    return this.#agenda.next;
  }

  tick(now: number, report: Report): void {
    for (let entry = this.#agenda.take(now); entry !== undefined; entry = this.#agenda.take(now)) {
      const waiting = this.#waiting.get(entry.key);
      if (waiting === undefined) continue;
      const { half, things, due } = waiting;
      const missing = this.#pairing.waiting(this.#direction, half.eventID, things);
      const problem = missing.length === 0 ? undefined : this.#problem(half, missing, things.length);
      if (problem === undefined) {
        this.#drop(half.eventID);
        continue;
      }
      this.#open.add(half.eventID);
      report.open({
        ...problem,
        at: due,
        cause: half.eventID,
        events: [half.eventID],
        subjects: missing.map(({ thing }) => thing),
      });
    }
  }

  withdraw(eventID: string, at: number, report: Report): void {
    const waiting = this.#waiting.get(eventID);
    if (waiting === undefined) return;
    this.#drop(eventID);
    if (!this.#open.delete(eventID)) return;
    report.close(eventID, at, { zh: '该记录已被声明有误', en: 'The record was declared in error' });
  }

  save(): Saved {
    return {
      pairing: this.#pairing.save(),
      waiting: [...this.#waiting],
      open: [...this.#open],
      agenda: this.#agenda.save(),
    };
  }

  #settle(eventID: string, other: Half, report: Report): void {
    const waiting = this.#waiting.get(eventID);
    if (waiting === undefined) return;
    if (this.#pairing.waiting(this.#direction, eventID, waiting.things).length > 0) return;
    this.#drop(eventID);
    if (!this.#open.delete(eventID)) return;
    report.close(
      eventID,
      other.recorded,
      { zh: `对方已于 ${clockOf(other.recorded)} 补录`, en: `The other side recorded it on ${clockOf(other.recorded)}` },
      other.eventID,
    );
  }

  #callOff(seen: Observation, report: Report): void {
    const things = new Set(seen.facts.participants.map(({ id }) => id));
    for (const [eventID, { half, things: own }] of this.#waiting) {
      if (half.owner !== seen.owner || !own.every((thing) => things.has(thing))) continue;
      this.withdraw(eventID, seen.recorded, report);
      return;
    }
  }

  /** What has waited for ever is left to the department: no record closes it any more. */
  #age(now: number): void {
    for (const [eventID, { half }] of this.#waiting) {
      if (half.recorded >= now - 120 * day) break;
      this.#drop(eventID);
      this.#open.delete(eventID);
    }
  }

  #drop(eventID: string): void {
    const waiting = this.#waiting.get(eventID);
    if (waiting === undefined) return;
    this.#pairing.forget(this.#direction, eventID, waiting.things);
    this.#waiting.delete(eventID);
  }
}

export const notReceived: Detector = {
  id: 'delivery_not_confirmed',
  zh: '发货无人确认收货',
  en: 'A dispatch that nobody confirmed',
  family: 'continuity',
  version: 3,
  gravity: 'medium',
  rule: {
    zh: '向已登记的主体发货后，对方须在期限内确认收货或拒收',
    en: 'What is sent to somebody registered is confirmed or refused within the days',
  },
  data: { zh: '发货与收货事件的物、双方、单证', en: 'Things, parties and documents of dispatches and receipts' },
  resolves: { zh: '对方补录收货或拒收，或发货方撤销发货', en: 'The receiver records it, or the sender calls it off' },
  basis,
  parameters: { days: 7 },
  days: 10,
  begin: ({ parameters }, saved) =>
    new OneSided(
      'out',
      parameters.days!,
      (half, missing, all) =>
        half.toFirm === undefined || half.toFirm === (half.fromFirm ?? half.owner)
          ? undefined
          : {
              cause: half.eventID,
              at: half.at,
              organisation: half.toFirm,
              category: half.category,
              area: half.area,
              told: {
                zh: `${clockOf(half.at)} 发出 ${all} 项，${missing.length} 项在 ${parameters.days} 天内无人确认`,
                en: `${all} sent on ${clockOf(half.at)}, ${missing.length} not confirmed within ${parameters.days} days`,
              },
            },
      saved,
    ),
};

export const notShipped: Detector = {
  id: 'receipt_without_dispatch',
  zh: '收货而无发货记录',
  en: 'A receipt of what nobody sent',
  family: 'continuity',
  version: 3,
  gravity: 'medium',
  rule: {
    zh: '自已登记的主体收货，对方须有相应的发货记录',
    en: 'What comes from somebody registered was recorded as sent',
  },
  data: { zh: '发货与收货事件的物、双方、单证', en: 'Things, parties and documents of dispatches and receipts' },
  resolves: { zh: '发货方补录发货', en: 'The sender records the dispatch' },
  basis,
  parameters: { days: 3 },
  days: 10,
  begin: ({ parameters }, saved) =>
    new OneSided(
      'in',
      parameters.days!,
      (half, missing, all) =>
        half.fromFirm === undefined || half.fromFirm === (half.toFirm ?? half.owner)
          ? undefined
          : {
              cause: half.eventID,
              at: half.at,
              organisation: half.fromFirm,
              category: half.category,
              area: half.area,
              told: {
                zh: `${clockOf(half.at)} 收到 ${all} 项，${missing.length} 项无发货记录，已过 ${parameters.days} 天`,
                en: `${all} received on ${clockOf(half.at)}, ${missing.length} without a dispatch for ${parameters.days} days`,
              },
            },
      saved,
    ),
};

/** Sent and received amounts of the same lot differ. */
class Shortage implements Running {
  readonly #share: number;
  readonly #pairing: Pairing;

  constructor(share: number, saved: unknown) {
    this.#share = share;
    this.#pairing = new Pairing(saved);
  }

  see(seen: Observation, report: Report): void {
    const direction = directionOf(seen);
    if (direction === undefined) return;
    const legs = legsOf(seen).filter(({ quantity }) => quantity !== undefined);
    for (const { leg, other } of this.#pairing.add(direction, legs)) {
      if (other === undefined) continue;
      const [sent, came] = direction === 'out' ? [leg, other] : [other, leg];
      if (sent.uom !== came.uom) continue;
      const gap = sent.quantity! - came.quantity!;
      if (Math.abs(gap) <= this.#share * sent.quantity!) continue;
      const unit = sent.uom ?? 'H87';
      report.open({
        cause: `${sent.half.eventID} ${came.half.eventID} ${sent.thing}`,
        at: came.half.at,
        organisation: came.half.toFirm ?? came.half.owner,
        category: came.half.category,
        area: came.half.area,
        subjects: [sent.thing],
        events: [sent.half.eventID, came.half.eventID],
        told: {
          zh: `发出 ${sent.quantity} ${unit}，收到 ${came.quantity} ${unit}，相差 ${Number(gap.toFixed(3))}，容差 ${this.#share * 100}%`,
          en: `${sent.quantity} ${unit} sent, ${came.quantity} ${unit} received, ${Number(gap.toFixed(3))} apart, ${this.#share * 100} % allowed`,
        },
      });
    }
  }

  save(): unknown {
    return this.#pairing.save();
  }
}

export const shortDelivery: Detector = {
  id: 'delivery_short',
  zh: '收发数量不符',
  en: 'Amounts sent and received differ',
  family: 'continuity',
  version: 3,
  gravity: 'medium',
  rule: { zh: '同一批次的发货量与收货量之差不超过容差', en: 'Amounts of the same lot differ by no more than the tolerance' },
  data: { zh: '发货与收货事件的数量', en: 'Quantities of dispatches and receipts' },
  resolves: { zh: '更正其中一方的记录', en: 'Either side corrects its record' },
  basis,
  parameters: { share: 0.02 },
  days: 10,
  begin: ({ parameters }, saved) => new Shortage(parameters.share!, saved),
};
