/** Rules that fail by nothing being recorded: when each is asked again. */
import type { Test } from '../definition.ts';
import type { Situation, Surroundings } from '../situation.ts';
import { calendarAskedAt, monthlyAskedAt } from './calendar.ts';
import { cycleAskedAt } from './dates.ts';
import { dueAt } from './waiting.ts';

/** Microseconds since 1970; undefined where nothing is to come, and for every other kind of rule. Throws RangeError for what is no moment. */
export function askedAt(test: Test, situation: Situation, surroundings: Surroundings): number | undefined {
  switch (test.kind) {
    case 'due':
      return dueAt(test, situation, surroundings);
    case 'cycle':
      return later(cycleAskedAt(test, situation, surroundings), situation);
    case 'calendar':
      return later(calendarAskedAt(test, situation, surroundings), situation);
    case 'monthly':
      return later(monthlyAskedAt(test, situation), situation);
    default:
      return undefined;
  }
}

const later = (at: number | undefined, { recorded }: Situation): number | undefined =>
  at === undefined || at <= recorded ? undefined : at;

const silent: ReadonlySet<Test['kind']> = new Set(['due', 'cycle', 'calendar', 'monthly']);
export const failsBySilence = ({ kind }: Test): boolean => silent.has(kind);
