/** Which records somebody else stands for too: a delivery that both sides recorded, an inspection by another than the maker. Pure. */
import type { TraceStep } from './types.ts';

const taking: ReadonlySet<string> = new Set(['receiving', 'accepting', 'arriving']);
const giving: ReadonlySet<string> = new Set(['shipping', 'departing']);
const judging: ReadonlySet<string> = new Set(['inspecting', 'sampling']);

/**
 * eventIDs of `steps`, which are in the order of time. `ownerOf`: who recorded it; undefined where that is not known, and then the two
 * parties that the records name must differ. `maker`: who made the thing.
 */
export function confirmedSteps(
  steps: readonly TraceStep[],
  ownerOf: (eventID: string) => string | undefined,
  maker: string | undefined,
): Set<string> {
  const confirmed = new Set<string>();
  const answered = new Set<string>();
  for (const step of steps) {
    if (judging.has(step.bizStep ?? '') && maker !== undefined) {
      const owner = ownerOf(step.eventID);
      if (owner !== undefined && owner !== maker) confirmed.add(step.eventID);
    }
    if (!taking.has(step.bizStep ?? '')) continue;
    const things = new Set(step.things.map(({ id }) => id));
    const sent = steps.findLast(
      (each) =>
        giving.has(each.bizStep ?? '') &&
        !answered.has(each.eventID) &&
        Date.parse(each.eventTime) <= Date.parse(step.eventTime) &&
        each.things.some(({ id }) => things.has(id)) &&
        agree(each.from, step.from) &&
        agree(each.to, step.to) &&
        isOther(each, step),
    );
    if (sent === undefined) continue;
    answered.add(sent.eventID);
    confirmed.add(sent.eventID).add(step.eventID);
  }
  return confirmed;

  function isOther(sent: TraceStep, taken: TraceStep): boolean {
    const [a, b] = [ownerOf(sent.eventID), ownerOf(taken.eventID)];
    if (a !== undefined && b !== undefined) return a !== b;
    const [from, to] = [taken.from ?? sent.from, taken.to ?? sent.to];
    return from !== undefined && to !== undefined && from !== to;
  }
}

const agree = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
