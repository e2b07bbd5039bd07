/**
 * How often one may ask: token buckets in bounded memory, in this process alone. Public pages are generous, for many people scan from
 * behind one address; signing in and revealing are tight. When more keys come than there is room for, the longest unused are forgotten.
 */
export interface Rate {
  /** Requests at once. */
  readonly burst: number;
  /** Requests that come back every second. */
  readonly perSecond: number;
}

export const rates = {
  /** Whoever is known, by account. */
  known: { burst: 2_000, perSecond: 100 },
  /** Reading by nobody known, by address. */
  public: { burst: 600, perSecond: 20 },
  /** Anything else by nobody known, by address. */
  attempt: { burst: 60, perSecond: 1 },
  /** Signing in, and tokens that were wrong: by address. */
  sign_in: { burst: 20, perSecond: 1 / 3 },
  /** Reports of problems and their pictures: by address. */
  report: { burst: 20, perSecond: 1 / 60 },
  /** Registering oneself, attempts with a fault too: by address. An office that helps people has one address. */
  register: { burst: 20, perSecond: 1 / 120 },
  /** Personal data in the clear, by account. */
  reveal: { burst: 20, perSecond: 20 / 3_600 },
} as const satisfies Readonly<Record<string, Rate>>;

export type RateName = keyof typeof rates;

export interface Taken {
  readonly allowed: boolean;
  /** Requests that are left. */
  readonly left: number;
  /** Whole seconds until one more is allowed; 0 while some are left. */
  readonly seconds: number;
}

const mostKeys = 20_000;

export class Buckets {
  readonly #buckets = new Map<string, { left: number; at: number }>();

  get size(): number {
    return this.#buckets.size;
  }

  /** Takes `cost` requests from the bucket when they are there. `now`: milliseconds. */
  take(name: RateName, who: string, now: number, cost = 1): Taken {
    const { burst, perSecond }: Rate = rates[name];
    const key = `${name} ${who}`;
    const before = this.#buckets.get(key);
    const refilled = before === undefined ? burst : before.left + (Math.max(0, now - before.at) / 1_000) * perSecond;
    const there = Math.min(burst, refilled);
    const allowed = there >= Math.max(1, cost);
    const left = allowed ? there - cost : there;
    // Set anew it stands last: the first one is the one longest unused.
    this.#buckets.delete(key);
    if (left < burst) this.#buckets.set(key, { left, at: now });
    if (this.#buckets.size > mostKeys) this.#buckets.delete(this.#buckets.keys().next().value!);
    return { allowed, left: Math.floor(left), seconds: left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond)) };
  }
}
