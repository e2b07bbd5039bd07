/** Chance by seed: the same seed gives the same city on every machine. No clock, no system. */

/** A 32-bit number from a text (FNV-1a, then a final mix). */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** sfc32 of PractRand: small, fast, passes its tests; 128 bits of state. */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: string) {
    [this.#a, this.#b, this.#c] = [hash(seed), hash(`${seed} b`), hash(`${seed} c`)];
    for (let i = 0; i < 12; i++) this.next();
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  /** True that often. */
  of(share: number): boolean {
    return this.next() < share;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.next();
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  pick<Item>(list: readonly Item[]): Item {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** By the weights beside the items. */
  weighed<Item>(rows: readonly (readonly [Item, number])[]): Item {
    let at = this.next() * rows.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of rows) {
      at -= weight;
      if (at < 0) return item;
    }
    return rows.at(-1)![0];
  }

  /** Box and Muller 1958. */
  normal(mean: number, deviation: number): number {
    return mean + deviation * Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Never negative, skewed to the right as amounts and delays are; `spread` is the deviation of the logarithm. */
  around(median: number, spread: number): number {
    return median * Math.exp(this.normal(0, spread));
  }

  /** How many of what happens independently of each other (Knuth; small means). */
  count(mean: number): number {
    let [found, product] = [0, this.next()];
    for (const end = Math.exp(-mean); product > end; found++) product *= this.next();
    return found;
  }
}
