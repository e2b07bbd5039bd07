/**
 * Questions of one kind that come while others of it are under way wait for each other and are one statement. Nothing is kept: a statement
 * begins after the last who asks in it, so that everybody is told what was in the log when he asked.
 */
import type { Database } from './database.ts';

/** Statements of a kind under way at once: a long one does not hold up the others. */
const atOnce = 2;
/** Keys in one statement, but for one who asks for more. */
const mostKeys = 5_000;

interface Waiting<Key, Answer> {
  readonly keys: Key[];
  readonly answer: Promise<Answer>;
  readonly resolve: (answer: Answer | Promise<Answer>) => void;
}

/** `read`: the answer to keys of several, each once. */
export function gathering<Key, Answer>(
  read: (database: Database, keys: readonly Key[]) => Promise<Answer>,
): (database: Database, keys: readonly Key[]) => Promise<Answer> {
  const kinds = new WeakMap<Database, Gathering<Key, Answer>>();
  return (database, keys) => {
    let kind = kinds.get(database);
    if (kind === undefined) {
      kind = new Gathering((asked) => read(database, asked));
      kinds.set(database, kind);
    }
    return kind.ask(keys);
  };
}

class Gathering<Key, Answer> {
  readonly #read: (keys: readonly Key[]) => Promise<Answer>;
  readonly #waiting: Waiting<Key, Answer>[] = [];
  #under = 0;

  constructor(read: (keys: readonly Key[]) => Promise<Answer>) {
    this.#read = read;
  }

  ask(keys: readonly Key[]): Promise<Answer> {
    if (this.#under < atOnce) return this.#send(keys);
    let last = this.#waiting.at(-1);
    if (last === undefined || last.keys.length + keys.length > mostKeys) {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      last = { keys: [], answer: promise, resolve };
      this.#waiting.push(last);
    }
    for (const key of keys) last.keys.push(key);
    return last.answer;
  }

  async #send(keys: readonly Key[]): Promise<Answer> {
    this.#under++;
    try {
      return await this.#read(keys);
    } finally {
      this.#under--;
      const next = this.#waiting.shift();
      next?.resolve(this.#send([...new Set(next.keys)]));
    }
  }
}
