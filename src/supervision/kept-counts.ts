/**
 * Counts that were made for a moment and are told as of that moment. A change of a finding, of a decision or of the register ends them at
 * once; what the log gained since counts after a while, since counting anew at every event would never end; and none grows old, as the days
 * that are looked back on move with the clock. Whoever asks for the same while it is being counted waits for that count.
 */
import type { CountVersion } from '../store/index.ts';

/** Milliseconds that a count stands although the log grew, and although nothing happened. */
export const countLasts = { growing: 15_000, still: 60_000 } as const;
const mostKept = 300;

export interface Counted<T> {
  /** For which moment it is true; milliseconds since 1970. */
  readonly at: number;
  readonly told: T;
}

interface Kept {
  readonly at: number;
  readonly version: CountVersion;
  readonly counted: Promise<Counted<unknown>>;
}

/** `count` gets the moment that it counts for. */
export type KeepCount = <T>(key: string, count: (at: number) => Promise<T>) => Promise<Counted<T>>;

export function keptCounts(versionOf: () => Promise<CountVersion>, now: () => number): KeepCount {
  const kept = new Map<string, Kept>();
  return async <T>(key: string, count: (at: number) => Promise<T>): Promise<Counted<T>> => {
    // Read before it is counted: what changes in between ends it.
    const version = await versionOf();
    const at = now();
    const known = kept.get(key);
    if (known !== undefined && stands(known, version, at)) return (await known.counted) as Counted<T>;
    const counted = count(at).then((told): Counted<T> => ({ at, told }));
    kept.delete(key);
    kept.set(key, { at, version, counted });
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
    counted.catch(() => {
      if (kept.get(key)?.counted === counted) kept.delete(key);
    });
    return counted;
  };
}

function stands({ at, version: { decided, log } }: Kept, version: CountVersion, now: number): boolean {
  if (decided !== version.decided || now < at) return false;
  return now - at < (log === version.log ? countLasts.still : countLasts.growing);
}
