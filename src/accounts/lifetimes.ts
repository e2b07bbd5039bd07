/** How long things hold, in milliseconds, and how patient the sign-in is. */
import type { Budget } from '../store/index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Lifetime {
  /** Ends when nothing happens for so long. */
  readonly idle: number;
  /** Ends then, whatever happens. */
  readonly whole: number;
}

const lifetimes = {
  /** A sign-in that is not finished. */
  unfinished: { idle: 15 * minute, whole: 30 * minute },
  /** Those who need a second factor. */
  administrator: { idle: 30 * minute, whole: 12 * hour },
  /** A farmer's telephone. */
  other: { idle: 7 * day, whole: 30 * day },
} as const satisfies Record<string, Lifetime>;

export const lifetimeOf = (stage: string, administrator: boolean): Lifetime =>
  stage !== 'open' ? lifetimes.unfinished : administrator ? lifetimes.administrator : lifetimes.other;

export const firstPasswordMillis = 7 * day;
export const deviceMillis = 400 * day;
export const tokenDays = { least: 1, most: 366, otherwise: 90 } as const;
export const delegationDays = 3 * 366;

/** Wrong codes of the second factor in one session; the next ends it. */
export const codesInSession = 5;

/**
 * Attempts that are free, then pauses of 1, 2, 4 … seconds up to `most`. Nobody is locked out for what others do elsewhere: a budget belongs to
 * an account seen from one place, to a place, or to a device that has signed in to the account before and then stands alone.
 */
export const budgets = {
  pair: { free: 5, most: 900, forget: 3_600 },
  place: { free: 30, most: 300, forget: 3_600 },
  device: { free: 10, most: 300, forget: 3_600 },
  /** Codes for one account, from all unknown devices: only who has the password gets here. */
  codes: { free: 20, most: 900, forget: 86_400 },
} as const satisfies Record<string, Budget>;
