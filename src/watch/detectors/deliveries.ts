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
  /** Of the finding that tells of it. */
  cause?: string;
}

interface Saved {
  readonly pairing: unknown;
  readonly waiting: readonly (readonly [string, Waiting])[];
  readonly agenda: readonly Entry[];
  readonly heard: readonly (readonly [string, number])[];
}

/**
 * One half of a delivery that waits for its other half, until it is due. While whoever should record the other half records nothing at all,
 * all that waits for it is one problem.
 */
class OneSided implements Running {
  readonly #direction: Direction;
  readonly #days: number;
  readonly #problem: (half: Half, missing: readonly Leg[], all: number) => Problem | undefined;
  readonly #pairing: Pairing;
  readonly #agenda: Agenda;
  readonly #waiting: Map<string, Waiting>;
  /** How many deliveries each finding that is open still tells of. */
  readonly #open = new Map<string, number>();
  /** When each firm recorded anything last. */
  readonly #heard: Map<string, number>;

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
    this.#heard = new Map(before?.heard);
    for (const { cause } of this.#waiting.values()) if (cause !== undefined) this.#count(cause, 1);
  }

  see(seen: Observation, report: Report): void {
    const direction = directionOf(seen);
    // What the operator records for somebody is heard of them.
    const by = seen.owner ?? (direction === 'in' ? seen.toFirm : seen.fromFirm);
    if (by !== undefined) this.#heard.set(by, seen.recorded);
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
      const silence = this.#silenceOf(problem, half);
      waiting.cause = silence?.cause ?? half.eventID;
      this.#count(waiting.cause, 1);
      report.open({
        ...problem,
        at: due,
        events: [half.eventID],
        subjects: missing.map(({ thing }) => thing),
        ...silence,
        cause: waiting.cause,
      });
    }
  }

  /** The firm has recorded nothing since the delivery was recorded, nor in the days before: since when. */
  #silenceOf({ organisation, told }: Problem, { recorded }: Half): Pick<Problem, 'cause' | 'told'> | undefined {
    if (organisation === undefined) return undefined;
    const heard = this.#heard.get(organisation) ?? 0;
    if (heard >= recorded) return undefined;
    const cause = `${organisation} silent ${heard}`;
    const count = (this.#open.get(cause) ?? 0) + 1;
    const since =
      heard === 0
        ? { zh: '该企业从未记录', en: 'the firm has never recorded anything' }
        : { zh: `该企业自 ${clockOf(heard)} 起无任何记录`, en: `the firm has recorded nothing since ${clockOf(heard)}` };
    if (count === 1) return { cause, told: { zh: `${told.zh}；${since.zh}`, en: `${told.en}; ${since.en}` } };
    const [zh, en] =
      this.#direction === 'out'
        ? ['次发货无人确认', 'dispatches to it are not confirmed']
        : ['次收货无发货记录', 'receipts from it have no dispatch'];
    return { cause, told: { zh: `${since.zh}，其间 ${count} ${zh}`, en: `${count} ${en}; ${since.en}` } };
  }

  #count(cause: string, by: number): number {
    const count = (this.#open.get(cause) ?? 0) + by;
    if (count > 0) this.#open.set(cause, count);
    else this.#open.delete(cause);
    return count;
  }

  /** True when nothing is left of what a finding told. */
  #isDone(cause: string | undefined): cause is string {
    return cause !== undefined && this.#count(cause, -1) === 0;
  }

  withdraw(eventID: string, at: number, report: Report): void {
    const waiting = this.#waiting.get(eventID);
    if (waiting === undefined) return;
    this.#drop(eventID);
    if (!this.#isDone(waiting.cause)) return;
    report.close(waiting.cause, at, { zh: '该记录已被声明有误', en: 'The record was declared in error' });
  }

  save(): Saved {
    return {
      pairing: this.#pairing.save(),
      waiting: [...this.#waiting],
      agenda: this.#agenda.save(),
      heard: [...this.#heard],
    };
  }

  #settle(eventID: string, other: Half, report: Report): void {
    const waiting = this.#waiting.get(eventID);
    if (waiting === undefined) return;
    if (this.#pairing.waiting(this.#direction, eventID, waiting.things).length > 0) return;
    this.#drop(eventID);
    if (!this.#isDone(waiting.cause)) return;
    report.close(
      waiting.cause,
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
    for (const [eventID, { half, cause }] of this.#waiting) {
      if (half.recorded >= now - 120 * day) break;
      this.#drop(eventID);
      if (cause !== undefined) this.#count(cause, -1);
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
  version: 4,
  gravity: 'medium',
  rule: {
    zh: '向已登记的主体发货后，对方须在期限内确认收货或拒收；对方停止记录期间的合为一条',
    en: 'What is sent to somebody registered is confirmed or refused within the days; all that is sent to a firm while it records nothing is one finding',
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
  version: 4,
  gravity: 'medium',
  rule: {
    zh: '自已登记的主体收货，对方须有相应的发货记录；对方停止记录期间的合为一条',
    en: 'What comes from somebody registered was recorded as sent; all that comes from a firm while it records nothing is one finding',
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
