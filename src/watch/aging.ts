/** What is remembered for so long after it was last touched: the memory of a detector is that of a span of time, not of the whole log. */
export class Aging<Value> {
  readonly #span: number;
  #swept = 0;
  /** In the order of their last touch: the oldest first. */
  readonly #entries: Map<string, { readonly at: number; readonly value: Value }>;

  /** `span`: milliseconds. */
  constructor(span: number, saved?: unknown) {
    this.#span = span;
    this.#entries = new Map(saved as [string, { at: number; value: Value }][] | undefined);
  }

  /** What is older than the span at `now` is not known, whether or not it was dropped yet. */
  get(key: string, now: number): Value | undefined {
    const found = this.#entries.get(key);
    return found === undefined || found.at < now - this.#span ? undefined : found.value;
  }

  /** Keeps it from now on for another span. Times must not go back. */
  set(key: string, now: number, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { at: now, value });
    if (now - this.#swept >= this.#span / 64) this.#sweep(now);
  }

  /** Now and then: a walk from the oldest on passes all that was deleted there before. */
  #sweep(now: number): void {
    this.#swept = now;
    for (const [old, { at }] of this.#entries) {
      if (at >= now - this.#span) break;
      this.#entries.delete(old);
    }
  }

  delete(key: string): boolean {
    return this.#entries.delete(key);
  }

  get size(): number {
    return this.#entries.size;
  }

  save(): unknown {
    return [...this.#entries];
  }
}
