/** Writes how far subscriptions have come: those that wait at the same moment in one statement, again and again until it is stored. */
import { type Store, type SubscriptionProgress, saveProgress } from '../store/index.ts';

const again = 1_000;

interface Waiting {
  readonly row: SubscriptionProgress;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class ProgressWriter {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves when it is stored; rejects only when the writer has been stopped and the database does not take it. */
  save(row: SubscriptionProgress): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    await new Promise((next) => setImmediate(next));
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#write(group);
    }
    this.#running = undefined;
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    for (;;) {
      try {
        // The last word of a subscription counts; one statement must not touch a row twice.
        await saveProgress(this.#store.database, [...new Map(group.map(({ row }) => [row.id, row])).values()]);
        for (const { resolve } of group) resolve();
        return;
      } catch (error) {
        if (this.#stopped) {
          for (const { reject } of group) reject(error);
          return;
        }
        await new Promise((next) => setTimeout(next, again));
      }
    }
  }

  /** Writes what waits, once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }
}
