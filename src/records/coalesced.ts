/** Questions that are asked at the same time are one question to the database; each is asked once. */

interface Waiting<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/** Keys in one statement. */
const mostKeys = 5_000;

export class Coalesced<Value> {
  readonly #load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
  readonly #otherwise: Value;
  readonly #kept = new Map<string, Promise<Value>>();
  #waiting = new Map<string, Waiting<Value>>();

  /** `otherwise`: the answer where `load` has none. */
  constructor(load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>, otherwise: Value) {
    this.#load = load;
    this.#otherwise = otherwise;
  }

  get(key: string): Promise<Value> {
    let found = this.#kept.get(key);
    if (found === undefined) {
      found = new Promise((resolve, reject) => {
        if (this.#waiting.size === 0) setImmediate(() => void this.#flush());
        this.#waiting.set(key, { resolve, reject });
      });
      this.#kept.set(key, found);
    }
    return found;
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    const keys = [...waiting.keys()];
    for (let i = 0; i < keys.length; i += mostKeys) {
      const part = keys.slice(i, i + mostKeys);
      try {
        const found = await this.#load(part);
        for (const key of part) waiting.get(key)!.resolve(found.get(key) ?? this.#otherwise);
      } catch (error) {
        for (const key of part) waiting.get(key)!.reject(error);
      }
    }
  }
}
