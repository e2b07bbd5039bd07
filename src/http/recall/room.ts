/**
 * Room for the events that searches hold in memory, shared by all that run at once: each may grow as long as there is room, and a few
 * always fit. What does not fit is a bound of the answer, by which it goes on.
 */
import { getHeapStatistics } from 'node:v8';
import { mostScopeEvents } from '../../contract/index.ts';

/** An event with its place in the book of a search, measured at 70,000 events and 100,000 things. */
const bytesAnEvent = 6_000;
/** Of the memory that the process may use. */
const share = 0.4;
/** Each search has room for so many, whatever the others hold. */
export const leastRoom = 20_000;

export class SearchRoom {
  readonly #most: number;
  readonly #held = new Map<object, number>();

  constructor(most = Math.min(mostScopeEvents * 1.25, Math.floor((getHeapStatistics().heap_size_limit * share) / bytesAnEvent))) {
    this.#most = most;
  }

  /** Of one search: `most(events)` tells how many it may hold when it holds so many; `leave` when it is over. */
  enter(): { readonly most: (events: number) => number; readonly leave: () => void } {
    const own = {};
    this.#held.set(own, 0);
    return {
      most: (events) => {
        this.#held.set(own, events);
        let others = 0;
        for (const [each, held] of this.#held) if (each !== own) others += held;
        return Math.max(leastRoom, this.#most - others);
      },
      leave: () => void this.#held.delete(own),
    };
  }
}
