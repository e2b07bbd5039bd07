/** Facts by key: what is there is given at once, what is not is noted and read with everything else that was noted, in one statement. */

/** Keys in one statement. */
const mostKeys = 5_000;

export class Wanted<Value extends object, Name extends string | number = string> {
  readonly #read: (keys: readonly Name[]) => Promise<ReadonlyMap<Name, Value>>;
  readonly #otherwise: Value;
  readonly #known = new Map<Name, Value>();
  #wanted = new Set<Name>();
  /** What is being read, until it is known. */
  readonly #under = new Set<Promise<void>>();
  #next: Promise<void> | undefined;

  /** `otherwise`: the answer where `read` has none. */
  constructor(read: (keys: readonly Name[]) => Promise<ReadonlyMap<Name, Value>>, otherwise: Value) {
    this.#read = read;
    this.#otherwise = otherwise;
  }

  /** Undefined: it is not known yet, and will be after the next `load`. */
  get(key: Name): Value | undefined {
    const found = this.#known.get(key);
    if (found === undefined) this.#wanted.add(key);
    return found;
  }

  /** Without noting it. */
  known(key: Name): Value | undefined {
    return this.#known.get(key);
  }

  /** Reads what was noted. Those who ask in the same turn of the event loop share a statement. */
  async load(): Promise<void> {
    if (this.#wanted.size > 0)
      this.#next ??= new Promise((resolve, reject) => setImmediate(() => this.#flush().then(resolve, reject)));
    await Promise.all([...this.#under, this.#next]);
  }

  /** The same of these keys, in their order. */
  async all(keys: readonly Name[]): Promise<readonly Value[]> {
    let found = keys.map((key) => this.get(key));
    while (found.includes(undefined)) {
      await this.load();
      found = keys.map((key) => this.get(key));
    }
    return found as Value[];
  }

  async #flush(): Promise<void> {
    this.#next = undefined;
    const keys = [...this.#wanted];
    this.#wanted = new Set();
    const under = this.#readAll(keys);
    this.#under.add(under);
    try {
      await under;
    } finally {
      this.#under.delete(under);
    }
  }

  async #readAll(keys: readonly Name[]): Promise<void> {
    for (let i = 0; i < keys.length; i += mostKeys) {
      const part = keys.slice(i, i + mostKeys);
      const found = await this.#read(part);
      for (const key of part) this.#known.set(key, found.get(key) ?? this.#otherwise);
    }
  }
}
