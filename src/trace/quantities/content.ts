/**
 * How much of one thing is in another: an amount where the records leave no choice, else the least and the most it can be, and the
 * estimate of even mixing. Followed in the order of events through makings and mixtures; amounts are those of the first thing that went in,
 * in its base unit, losses on the way not taken off. Cost: one pass over the makings of what lies downstream of the first thing.
 */
import type { Participant } from '../../events/index.ts';
import { baseOf, convert, type Density } from '../../events/units.ts';
import type { Ledger, Making } from '../recall/ledger.ts';

export interface Content {
  readonly min: number;
  /** Null: without bound, because an amount is not stated. */
  readonly max: number | null;
  /** As if everything were mixed evenly; null where amounts are not stated or not comparable. */
  readonly estimate: number | null;
}

export interface ContentAnswer extends Content {
  readonly uom: string;
  readonly exact: boolean;
  /** eventIDs of the makings and packings it was followed through. */
  readonly events: readonly string[];
  /** Why it is not exact. */
  readonly because: readonly ContentReason[];
}

export type ContentReason = 'amount_not_stated' | 'units_not_comparable' | 'part_of_a_mixture' | 'several_outputs';

interface Mixture {
  /** Made of it, in the base unit of the thing itself; undefined: not stated. */
  made: number | undefined;
  /** The most of the first thing that one unit of it can hold: the densest input, and nothing else; undefined: not stated or not comparable. */
  density: number | undefined;
  min: number;
  max: number;
  estimate: number | undefined;
}

export interface ContentOptions {
  /** Kilograms in a litre of what is mixed, where mass and volume meet. */
  readonly density?: Density | undefined;
}

const nothing: Content = { min: 0, max: 0, estimate: 0 };

export function contentOf(ledger: Ledger, from: string, to: string, options: ContentOptions = {}): ContentAnswer {
  return new Mixing(ledger, from, options).answer(to);
}

class Mixing {
  readonly #ledger: Ledger;
  readonly #from: string;
  readonly #uom: string;
  readonly #density: Density | undefined;
  readonly #mixtures = new Map<string, Mixture>();
  readonly #events = new Map<string, Set<string>>();
  readonly #because = new Map<string, Set<ContentReason>>();

  constructor(ledger: Ledger, from: string, { density }: ContentOptions) {
    this.#ledger = ledger;
    this.#from = from;
    this.#density = density;
    this.#uom = ledger.page(from).uom ?? baseOf(undefined);
    for (const making of ledger.makings) this.#make(making);
  }

  answer(to: string): ContentAnswer {
    const content = this.#of(to, new Set());
    const because = [...(this.#because.get(to) ?? [])];
    const exact = content.max !== null && Math.abs(content.max - content.min) <= 1e-9 * Math.max(1, content.max);
    return { ...content, uom: this.#uom, exact, events: [...(this.#events.get(to) ?? [])], because: exact ? [] : because };
  }

  /** Of a whole thing; a container has what was ever packed in it. */
  #of(id: string, seen: Set<string>): Content {
    if (id === this.#from) {
      const made = this.#ledger.page(id).makings[0];
      const amount = made === undefined ? undefined : this.#quantity(id, made.event.eventID);
      return amount === undefined ? { min: 0, max: null, estimate: null } : { min: amount, max: amount, estimate: amount };
    }
    const mixture = this.#mixtures.get(id);
    if (mixture !== undefined) return told(mixture);
    if (!this.#ledger.page(id).container || seen.has(id)) return nothing;
    seen.add(id);
    let sum: Content = nothing;
    for (const { child, quantity, out, event } of this.#ledger.page(id).loads) {
      if (out) continue;
      const part = this.#ledger.page(child).container ? this.#of(child, seen) : this.#drawn(child, quantity, id);
      this.#note(id, child, event.eventID);
      sum = plus(sum, part);
    }
    return sum;
  }

  #make(making: Making): void {
    const { event, outputs } = making;
    const inputs = event.facts.participants.filter(({ role }) => role === 4);
    let content: Content = nothing;
    const affected = inputs.some(({ id }) => id === this.#from || this.#mixtures.has(id) || this.#inside(id));
    if (!affected && !outputs.some(({ id }) => this.#mixtures.has(id))) {
      this.#units(making);
      return;
    }
    let [total, densest]: (number | undefined)[] = [0, 0];
    for (const input of inputs) {
      const quantity = this.#quantity(input.id, event.eventID);
      for (const { id } of outputs) this.#note(id, input.id, event.eventID);
      content = plus(
        content,
        this.#inside(input.id) ? this.#of(input.id, new Set()) : this.#drawn(input.id, quantity, outputs[0]?.id),
      );
      total = sum(total, this.#inMine(input, quantity));
      densest = most(densest, this.#densityOf(input));
    }
    const whole = outputs.reduce<number | undefined>((sum, { id }) => {
      const quantity = this.#quantity(id, event.eventID);
      return sum === undefined || quantity === undefined || this.#unitOf(id) !== this.#unitOf(outputs[0]!.id)
        ? undefined
        : sum + quantity;
    }, 0);
    for (const { id } of outputs) {
      const quantity = this.#quantity(id, event.eventID);
      const several = outputs.length > 1;
      if (several) this.#reason(id, 'several_outputs');
      const share = !several ? 1 : whole === undefined || quantity === undefined || whole === 0 ? undefined : quantity / whole;
      const density =
        several || total === undefined || densest === undefined || quantity === undefined || quantity <= 0
          ? undefined
          : (total * densest) / quantity;
      this.#add(id, quantity, density, {
        min: several ? 0 : content.min,
        max: content.max,
        estimate: share === undefined || content.estimate === null ? null : content.estimate * share,
      });
    }
  }

  /** Units that are said to belong to a lot are a piece of it. */
  #units({ event, outputs }: Making): void {
    for (const { id, lot } of outputs) {
      if (lot === undefined || lot === id || (lot !== this.#from && !this.#mixtures.has(lot))) continue;
      this.#note(id, lot, event.eventID);
      this.#add(id, 1, undefined, this.#drawn(lot, this.#unitOf(lot) === 'C62' ? 1 : undefined, id));
    }
  }

  #inside = (id: string): boolean =>
    this.#ledger.page(id).container &&
    this.#ledger.page(id).loads.some(({ child }) => child === this.#from || this.#mixtures.has(child));

  #add(id: string, quantity: number | undefined, density: number | undefined, content: Content): void {
    const before = this.#mixtures.get(id) ?? { made: 0, density: 0, min: 0, max: 0, estimate: 0 };
    this.#mixtures.set(id, {
      made: sum(before.made, quantity),
      density: most(before.density, density),
      min: before.min + content.min,
      max: before.max + (content.max ?? Number.POSITIVE_INFINITY),
      estimate: sum(before.estimate, content.estimate ?? undefined),
    });
  }

  /** What is in a part of a thing: at least what the rest has no room for, at most what the part has room for. */
  #drawn(id: string, quantity: number | undefined, for_: string | undefined): Content {
    if (id === this.#from) {
      if (quantity !== undefined) return { min: quantity, max: quantity, estimate: quantity };
      this.#reason(for_, 'amount_not_stated');
      const all = this.#of(id, new Set());
      return { min: 0, max: all.max, estimate: null };
    }
    const mixture = this.#mixtures.get(id);
    if (mixture === undefined) return nothing;
    const { made, density, min, max, estimate } = mixture;
    if (made === undefined || quantity === undefined || made <= 0) {
      this.#reason(for_, 'amount_not_stated');
      return { min: 0, max: Number.isFinite(max) ? max : null, estimate: null };
    }
    const share = Math.min(1, quantity / made);
    if (share < 1) this.#reason(for_, density === undefined ? 'units_not_comparable' : 'part_of_a_mixture');
    const atMost = density === undefined ? max : Math.min(max, quantity * density);
    const atLeast = share >= 1 ? min : density === undefined ? 0 : Math.max(0, min - (made - quantity) * density);
    return {
      min: atLeast,
      max: Number.isFinite(atMost) ? atMost : null,
      estimate: estimate === undefined ? null : estimate * share,
    };
  }

  /** The most of the first thing in one unit (of the first thing) of an input. */
  #densityOf({ id }: Participant): number | undefined {
    if (id === this.#from) return 1;
    if (this.#inside(id)) return undefined;
    const mixture = this.#mixtures.get(id);
    if (mixture === undefined) return 0;
    const one = convert({ value: 1, uom: this.#unitOf(id) }, this.#uom, this.#density);
    return mixture.density === undefined || one === undefined ? undefined : mixture.density / one;
  }

  #unitOf = (id: string): string => this.#ledger.page(id).uom ?? baseOf(undefined);

  #quantity = (id: string, eventID: string): number | undefined =>
    this.#ledger.page(id).sightings.find(({ event }) => event.eventID === eventID)?.quantity;

  #inMine = ({ id }: Participant, quantity: number | undefined): number | undefined =>
    quantity === undefined ? undefined : convert({ value: quantity, uom: this.#unitOf(id) }, this.#uom, this.#density);

  #note(id: string, from: string, eventID: string): void {
    const own = this.#events.get(id) ?? new Set();
    for (const each of this.#events.get(from) ?? []) own.add(each);
    this.#events.set(id, own.add(eventID));
    for (const reason of this.#because.get(from) ?? []) this.#reason(id, reason);
  }

  #reason(id: string | undefined, reason: ContentReason): void {
    if (id !== undefined) this.#because.set(id, (this.#because.get(id) ?? new Set()).add(reason));
  }
}

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;
const most = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : Math.max(a, b);

const told = ({ min, max, estimate }: Mixture): Content => ({
  min,
  max: Number.isFinite(max) ? max : null,
  estimate: estimate ?? null,
});

const plus = (a: Content, b: Content): Content => ({
  min: a.min + b.min,
  max: a.max === null || b.max === null ? null : a.max + b.max,
  estimate: a.estimate === null || b.estimate === null ? null : a.estimate + b.estimate,
});
