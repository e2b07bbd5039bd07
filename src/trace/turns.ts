/**
 * Long computing that lets others have their turn: a generator that yields now and then is run in slices, between which the event loop
 * goes on. The same generator run at once is the plain function.
 */

export type Steps<Result> = Generator<undefined, Result>;

/** Milliseconds of one slice: what a request beside it may have to wait, garbage collection apart. */
const sliceMillis = 15;

export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** `between` is asked after each slice: what it throws ends the computing. */
export async function inTurns<Result>(steps: Steps<Result>, between?: () => void): Promise<Result> {
  for (let end = performance.now() + sliceMillis; ; ) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() < end) continue;
    await new Promise<void>((next) => setImmediate(next));
    between?.();
    end = performance.now() + sliceMillis;
  }
}

/** True once in so many times: reading the clock costs more than most steps. */
export const everyFew = (count: number): boolean => count % 64 === 0;
