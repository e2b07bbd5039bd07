/** Mean and spread of what was usual, kept as it comes (Welford 1962). */
export interface SpreadState {
  readonly count: number;
  readonly mean: number;
  readonly sum: number;
}

export class Spread {
  #count: number;
  #mean: number;
  /** Sum of squared differences from the mean. */
  #sum: number;

  constructor({ count, mean, sum }: SpreadState = { count: 0, mean: 0, sum: 0 }) {
    this.#count = count;
    this.#mean = mean;
    this.#sum = sum;
  }

  add(value: number): void {
    this.#count++;
    const before = value - this.#mean;
    this.#mean += before / this.#count;
    this.#sum += before * (value - this.#mean);
  }

  get count(): number {
    return this.#count;
  }

  get mean(): number {
    return this.#mean;
  }

  get deviation(): number {
    return this.#count < 2 ? 0 : Math.sqrt(this.#sum / (this.#count - 1));
  }

  get state(): SpreadState {
    return { count: this.#count, mean: this.#mean, sum: this.#sum };
  }
}
