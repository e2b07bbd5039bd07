/**
 * The city as it runs: a clock of its own, what is planned, what was recorded and waits to be sent. Nothing is kept once it was sent, so
 * that a year needs no more memory than a week.
 */
import type { RegisterRow } from '../../src/categories/rules/definition.ts';
import { Chance, hash } from './chance.ts';
import { Consumers } from './consumers.ts';
import type { Faults } from './faults/plan.ts';
import { type Firm, firmsOf } from './firms.ts';
import { Heap } from './heap.ts';
import { day, hour, isHoliday, midnight, minute, stamp, weekday } from './time.ts';

/** An event as a firm sends it. */
export interface Sent {
  /** Milliseconds since 1970. */
  readonly recorded: number;
  readonly firm: Firm;
  readonly event: Readonly<Record<string, unknown>>;
}

/** What `record` says of an event. */
export interface Entry {
  readonly id: string;
  readonly at: number;
  /** Undefined where it never is. */
  readonly recorded: number | undefined;
}

export interface CityOptions {
  readonly seed: string;
  readonly firms: number;
  readonly days: number;
  /** Milliseconds since 1970, a midnight of the place. */
  readonly begins: number;
}

export class City {
  readonly options: CityOptions;
  readonly firms: readonly Firm[];
  readonly chance: Chance;
  readonly ends: number;
  readonly faults: Faults;
  readonly consumers: Consumers;
  readonly registers: { readonly register: string; readonly key: string; readonly row: RegisterRow }[] = [];
  now: number;
  readonly #plan = new Heap<() => void>();
  readonly #sent = new Heap<Sent>();
  readonly #byTrade: ReadonlyMap<string, readonly Firm[]>;
  readonly #sittings = new Map<Firm, { readonly at: number; readonly usual: boolean; count: number }>();
  readonly #turns = new Map<string, number>();
  readonly #stem: string;
  #events = 0;
  #filed = 0;

  constructor(options: CityOptions, faults: (city: City) => Faults) {
    this.options = options;
    this.firms = firmsOf(options.firms, options.seed);
    this.#byTrade = Map.groupBy(this.firms, ({ trade }) => trade.id);
    this.chance = new Chance(`${options.seed} city`);
    this.now = options.begins;
    this.ends = options.begins + options.days * day;
    this.#stem = `urn:uuid:${hash(options.seed).toString(16).padStart(8, '0')}-0000-8000-`;
    this.faults = faults(this);
    this.consumers = new Consumers(this);
  }

  of(trade: string): readonly Firm[] {
    return this.#byTrade.get(trade) ?? [];
  }

  /** Partners by turns, so that each of a trade has somebody to deal with; beyond that by chance. */
  partners(firm: Firm, trade: string, count: number): Firm[] {
    const all = this.of(trade);
    const turn = this.#turns.get(trade) ?? 0;
    this.#turns.set(trade, turn + 1);
    return [...new Set([all[turn % all.length]!, ...Array.from({ length: count - 1 }, () => firm.chance.pick(all))])];
  }

  /** A part of a trade for the `n`th of so many suppliers, all of it together, and some more of it by chance. */
  shared(trade: string, n: number, of: number, firm: Firm): Firm[] {
    const all = this.of(trade);
    const own = all.filter((_, i) => i % of === n);
    return [...own, ...Array.from({ length: 6 }, () => firm.chance.pick(all))];
  }

  /** A row of a register of a category: what is known beside the log. */
  enter(register: string, key: string, row: RegisterRow): void {
    this.registers.push({ register, key, row });
  }

  at(time: number, work: () => void): void {
    this.#plan.add(Math.max(time, this.now), work);
  }

  /** Each day on which the firm is open, at its opening hour. */
  daily(firm: Firm, work: (opens: number) => void): void {
    const morning = (from: number): void => {
      const opens = midnight(from) + firm.trade.hours[0] * hour + firm.chance.between(0, 30) * minute;
      this.at(opens, () => {
        if (this.isOpen(firm, opens)) work(opens);
        morning(opens + day);
      });
    };
    morning(this.options.begins);
  }

  isOpen(firm: Firm, at: number): boolean {
    if (firm.closed.has(weekday(at))) return false;
    return !(isHoliday(at) && firm.trade.closed.length > 0);
  }

  /** When the firm is next at work, at or after. */
  opening(firm: Firm, at: number): number {
    const [from, till] = firm.trade.hours;
    for (let today = midnight(at); ; today += day) {
      if (!this.isOpen(firm, today + 12 * hour)) continue;
      const begins = Math.max(at, today + from * hour);
      if (begins < today + till * hour) return begins;
    }
  }

  /** Whether the firm records nothing of what happens then. */
  isSilent({ trouble }: Firm, at: number): boolean {
    return at >= trouble.silent[0] && at < trouble.silent[1];
  }

  /**
   * When goods leave and when they are taken in. Nobody sends to somebody who is closed for the holidays: the goods then leave so that
   * they arrive when the receiver opens.
   */
  journey(from: Firm, to: Firm, leaves: number, takes: number): { readonly leaves: number; readonly arrives: number } {
    const arrives = this.opening(to, leaves + takes);
    if (arrives - leaves <= 2 * day) return { leaves, arrives };
    const later = this.opening(from, arrives - takes);
    return { leaves: later, arrives: this.opening(to, later + takes) };
  }

  /**
   * What a firm records of what happened at `at`, in its manner, `after` so much more time; a `device` sends by itself. What is `filed`
   * goes with what the firm records besides and takes none of its chances; what is to be recorded the `sameDay` is, unless the firm is in
   * trouble; what stands on file elsewhere is handed over `handed` so much later. The event must not have an id.
   */
  record(
    firm: Firm,
    at: number,
    event: Record<string, unknown>,
    more: {
      readonly after?: number;
      readonly device?: true;
      readonly filed?: true;
      readonly handed?: number;
      readonly sameDay?: true;
    } = {},
  ): Entry {
    const id = more.filed || more.handed !== undefined ? this.#nextFiled() : this.#nextEvent();
    const { trouble } = firm;
    if (this.faults.mute.has(firm)) return { id, at, recorded: undefined };
    if (this.isSilent(firm, at)) {
      this.faults.silenced(firm, event);
      return { id, at, recorded: undefined };
    }
    const leaves = this.#leaves(firm, at, more);
    const recorded = Math.max(this.now, leaves) + (more.after ?? 0);
    const told = trouble.skewUntil > at ? at + trouble.skew : at;
    this.send({ recorded, firm, event: { ...event, eventID: id, eventTime: stamp(told), eventTimeZoneOffset: '+08:00' } });
    this.faults.recorded(firm, id, at, recorded, more.device === true);
    return { id, at, recorded };
  }

  send(sent: Sent): void {
    this.#sent.add(sent.recorded, sent);
  }

  /** Everything, in the order in which it is recorded. */
  *run(): Generator<Sent, void, undefined> {
    while (this.#plan.next < this.ends) {
      const { at, item } = this.#plan.take()!;
      // What is recorded from now on is recorded no earlier.
      while (this.#sent.next < at) yield this.#sent.take()!.item;
      this.now = at;
      item();
    }
    while (this.#sent.next < this.ends) yield this.#sent.take()!.item;
  }

  #nextEvent(): string {
    return `${this.#stem}8000-${(this.#events++).toString(16).padStart(12, '0')}`;
  }

  /** In a series of its own, so that what happens besides keeps its ids. */
  #nextFiled(): string {
    return `${this.#stem}9000-${(this.#filed++).toString(16).padStart(12, '0')}`;
  }

  #leaves(firm: Firm, at: number, { device, filed, handed, sameDay }: Parameters<City['record']>[3] & object): number {
    if (handed !== undefined) return at + handed;
    if (device) return at + firm.chance.around(40_000, 0.8);
    if (filed) return this.#beside(firm, at);
    const sitting = this.#sitting(firm, at);
    return sameDay && this.#sittings.get(firm)!.usual ? Math.min(sitting, Math.max(at, midnight(at) + 21 * hour)) : sitting;
  }

  /** With the sitting that is to come, else as the firm usually does. */
  #beside(firm: Firm, at: number): number {
    const sitting = this.#sittings.get(firm);
    if (sitting !== undefined && at <= sitting.at) return sitting.at + 300 * ++sitting.count;
    const { trouble, manner } = firm;
    const usual = at + (manner === 'prompt' ? 6 * minute : 10 * hour);
    return Math.max(trouble.lateUntil > at ? usual + 5 * day : usual, trouble.heldUntil > at ? trouble.heldUntil : 0);
  }

  /** Firms send in sittings: what has gathered goes together, in the order in which it was written down. */
  #sitting(firm: Firm, at: number): number {
    const { trouble, chance } = firm;
    let sitting = this.#sittings.get(firm);
    if (sitting === undefined || at > sitting.at) {
      let next = at + this.#delay(firm, at);
      if (trouble.lateUntil > at) next += chance.between(3.5, 8) * day;
      if (trouble.heldUntil > at) next = Math.max(next, trouble.heldUntil);
      sitting = { at: next, usual: trouble.lateUntil <= at && trouble.heldUntil <= at, count: 0 };
      this.#sittings.set(firm, sitting);
    }
    return sitting.at + 300 * ++sitting.count;
  }

  #delay({ manner, chance }: Firm, at: number): number {
    if (manner === 'prompt') return chance.around(6 * minute, 0.9);
    if (manner === 'sloppy') return chance.around(10 * hour, 0.6);
    const evening = midnight(at) + 20 * hour + chance.between(0, 40) * minute;
    return evening > at ? evening - at : chance.between(5, 60) * minute;
  }
}
