/**
 * Deliveries take what recording leaves. While events are being appended all the time, they start at a bounded rate; when little is being
 * appended, as fast as they can. So a thousand streams do not slow the capture of a large load; they catch up after it.
 */

/** Deliveries a second, and bytes that count as one more, beside a log that is busy all the time and beside one that rests. */
const beside = { busy: 200, resting: 5_000 };
const bytesPerTurn = 16 * 1024;
/** The share of time spent appending, from which on and up to which the rate falls. */
const [restingShare, busyShare] = [0.2, 0.6];
const lookBack = 250;

export class Pace {
  /** Milliseconds spent appending so far. */
  readonly #appending: () => number;
  #marks: { at: number; appending: number }[] = [];
  #free = 0;

  constructor(appending: () => number) {
    this.#appending = appending;
  }

  /** Resolves when the next delivery may start. */
  async turn(): Promise<void> {
    const now = performance.now();
    this.#free = Math.max(this.#free, now);
    const wait = this.#free - now;
    this.#free += 1_000 / this.#rate(now);
    // Timers are no finer.
    if (wait > 1) await new Promise((next) => setTimeout(next, wait));
  }

  /** What a delivery that has had its turn weighs. */
  spent(bytes: number): void {
    this.#free += ((bytes / bytesPerTurn) * 1_000) / this.#rate(performance.now());
  }

  #rate(now: number): number {
    const last = this.#marks.at(-1);
    if (last === undefined || now - last.at >= lookBack / 5) this.#marks.push({ at: now, appending: this.#appending() });
    while (this.#marks.length > 2 && now - this.#marks[1]!.at > lookBack) this.#marks.shift();
    const from = this.#marks[0]!;
    const share = now > from.at ? (this.#appending() - from.appending) / (now - from.at) : 0;
    const load = Math.min(1, Math.max(0, (share - restingShare) / (busyShare - restingShare)));
    return beside.resting + (beside.busy - beside.resting) * load;
  }
}
