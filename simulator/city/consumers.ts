/**
 * Consumers who scan what they bought, and who complain: now and then about anything, and many of them about one lot that is bad. By
 * chances of their own, so that the rest of the city is the same with and without them.
 */
import { Chance } from './chance.ts';
import type { City } from './city.ts';
import type { Firm } from './firms.ts';
import { day, hour } from './time.ts';

export interface Complaint {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Canonical URI of what was bought. */
  readonly thing: string;
  readonly category: string;
  readonly area: string;
}

export interface Scan {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Canonical URI of what was bought. */
  readonly thing: string;
  readonly area: string;
}

/** Of all sales, those after which somebody looks at the code. */
const curious = 1 / 20;
/** Of all sales, in a city in which nothing is wrong. */
const grumbling = 1 / 1_500;

export class Consumers {
  readonly complaints: Complaint[] = [];
  readonly scans: Scan[] = [];
  readonly #city: City;
  readonly #chance: Chance;
  readonly #curiosity: Chance;

  constructor(city: City) {
    this.#city = city;
    this.#chance = new Chance(`${city.options.seed} consumers`);
    this.#curiosity = new Chance(`${city.options.seed} scans`);
  }

  /** Something was sold over a counter. */
  bought(by: Firm, thing: string, at: number): void {
    if (this.#chance.of(grumbling)) this.#complain(by, thing, at + this.#chance.between(1, 60) * hour);
    this.looked(by, thing, at);
  }

  /** Somebody who bought it may look at its code, some hours after. */
  looked(by: Firm, thing: string, at: number): void {
    if (!this.#curiosity.of(curious)) return;
    this.#city.at(at + this.#curiosity.between(0.1, 30) * hour, () =>
      this.scans.push({ at: this.#city.now, thing, area: by.area }),
    );
  }

  /** A lot went to shops: one of them in a while is bad, and those who bought of it complain over some days. */
  delivered(maker: Firm, shops: readonly Firm[], lot: string, at: number): void {
    const { faults } = this.#city;
    if (!faults.isBad(this.#chance)) return;
    const times = Array.from({ length: this.#chance.whole(6, 12) }, () => at + this.#chance.between(1, 6) * day).sort(
      (a, b) => a - b,
    );
    for (const time of times) this.#complain(this.#chance.pick(shops), lot, time);
    // It is told by what people complain of, whether or not the maker records anything.
    const told = faults.mute.has(maker) ? shops.find((shop) => !faults.mute.has(shop)) : maker;
    if (told === undefined) return;
    faults.tell('complaint_cluster', told, { at: times[0]!, recordedAt: times[3]!, others: shops, subjects: [lot] });
  }

  #complain({ area, trade }: Firm, thing: string, at: number): void {
    this.#city.at(at, () => this.complaints.push({ at: this.#city.now, thing, category: trade.category, area }));
  }
}
