/** Rules that fail by nothing being recorded: when each is asked, and what may end such a failure. */
import type { Rule, Test } from '../definition.ts';
import { dayMicros, type Situation, type Surroundings } from '../situation.ts';
import { calendarAskedAt, monthlyAskedAt } from './calendar.ts';
import { cycleAskedAt } from './dates.ts';
import { dueAt } from './waiting.ts';

/** So long after it was recorded what must follow may still be on its way: the next row, the next file, the next upload. */
export const patience = dayMicros;

/** Recorded so long after it happened that more from the same time may come, in whatever order. */
export const isHistory = ({ at, recorded }: Situation): boolean => recorded - at >= patience;

/**
 * Whether what such a rule finds while the record arrives is no finding yet. That something did not follow never is. Whether it came late
 * itself is known of what is recorded on its day; between two records of history there may be others that are loaded after them.
 */
export const isTooEarly = ({ kind }: Test, situation: Situation): boolean =>
  kind === 'due' || ((kind === 'cycle' || kind === 'calendar') && isHistory(situation));

/** When it is asked for the first time; microseconds since 1970, undefined for never. Throws RangeError for what is no moment. */
export function firstAskedAt(test: Test, situation: Situation, surroundings: Surroundings): number | undefined {
  const { recorded } = situation;
  if (test.kind !== 'due' && isTooEarly(test, situation)) return recorded + patience;
  const waits = isHistory(situation);
  return next(test, situation, surroundings, (end) => (waits || end <= recorded ? Math.max(end, recorded + patience) : end));
}

/**
 * When it is asked once more; microseconds since 1970. Undefined where nothing is to come, and for every other kind of rule. Throws
 * RangeError for what is no moment.
 */
export const askedAt = (test: Test, situation: Situation, surroundings: Surroundings): number | undefined =>
  next(test, situation, surroundings, (end) => end);

/** `from`: when it is asked whose time ends then. */
function next(test: Test, situation: Situation, surroundings: Surroundings, from: (end: number) => number): number | undefined {
  const later = (end: number | undefined): number | undefined => {
    const asked = end === undefined ? undefined : from(end);
    return asked === undefined || asked <= situation.recorded ? undefined : asked;
  };
  switch (test.kind) {
    case 'due':
      return dueAt(test, situation, surroundings, from);
    case 'cycle':
      return later(cycleAskedAt(test, situation, surroundings));
    case 'calendar':
      return later(calendarAskedAt(test, situation, surroundings));
    case 'monthly':
      return later(monthlyAskedAt(test, situation));
    default:
      return undefined;
  }
}

const silent: ReadonlySet<Test['kind']> = new Set(['due', 'cycle', 'calendar', 'monthly']);
export const failsBySilence = ({ kind }: Test): boolean => silent.has(kind);

/** Stages by which what was lacking comes: names as the rule has them. */
export function endedBy({ test, stages }: Rule): readonly string[] {
  switch (test.kind) {
    case 'due':
      return test.follow;
    case 'cycle':
      return [...test.stages, ...(test.starts ?? []), ...(test.ends ?? [])];
    case 'calendar':
      return [test.base, ...test.done].flatMap((each) => each.stages);
    case 'monthly':
      return stages;
    default:
      return [];
  }
}
