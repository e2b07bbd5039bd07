/**
 * Signing in costs a core and the database some work, so those who try take turns, one at a time: a crowd at the door does not hold up
 * who scans a code (bench/signin.ts). Whoever finds too many waiting is refused before anything is done for them.
 */
import { ZhuisuError } from '../errors.ts';

/** Who waits. */
export interface Turn {
  /** A device that signed in before, or somebody who is signed in: strangers in any number do not take its place. */
  readonly known: boolean;
  /** Where the request comes from; each place has a few turns only. */
  readonly from: string;
}

export interface TurnLimits {
  readonly atOnce: number;
  /** Turns that may wait, of known and of unknown devices each. */
  readonly waiting: number;
  /** Turns of one place that may be open. */
  readonly each: number;
}

export const turnLimits: TurnLimits = { atOnce: 1, waiting: 32, each: 8 };

export class Turns {
  readonly #limits: TurnLimits;
  readonly #waiting: { readonly turn: Turn; readonly begin: () => void }[] = [];
  readonly #open = new Map<string, number>();
  #running = 0;

  constructor(limits: TurnLimits = turnLimits) {
    this.#limits = limits;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Does the work when its turn comes. Throws rate_limited when too many wait. */
  async take<Result>(turn: Turn, work: () => Promise<Result>): Promise<Result> {
    await this.#begin(turn);
    try {
      return await work();
    } finally {
      this.#end(turn);
    }
  }

  async #begin(turn: Turn): Promise<void> {
    const open = this.#open.get(turn.from) ?? 0;
    const waiting = this.#waiting.filter((each) => each.turn.known === turn.known).length;
    if ((!turn.known && open >= this.#limits.each) || waiting >= this.#limits.waiting)
      throw new ZhuisuError('rate_limited', { seconds: 3 });
    this.#open.set(turn.from, open + 1);
    if (this.#running < this.#limits.atOnce) {
      this.#running++;
      return;
    }
    await new Promise<void>((begin) => this.#waiting.push({ turn, begin }));
  }

  /** The place goes straight to the next: known devices before strangers, else in the order of coming. */
  #end({ from }: Turn): void {
    const open = this.#open.get(from)! - 1;
    if (open === 0) this.#open.delete(from);
    else this.#open.set(from, open);
    const known = this.#waiting.findIndex(({ turn }) => turn.known);
    const [next] = this.#waiting.splice(Math.max(0, known), 1);
    if (next === undefined) this.#running--;
    else next.begin();
  }
}
