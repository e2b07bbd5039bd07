/** The watch as the server runs it: a thread that is started, woken, and started again should it end. */
import { Worker } from 'node:worker_threads';
import type { DatabaseOptions, Store } from '../store/index.ts';
import type { WatchFigures } from './engine.ts';
import type { ThreadData, Told } from './thread.ts';

export interface WatchingOptions {
  readonly store: Store;
  readonly database: DatabaseOptions;
  readonly log: (fields: Readonly<Record<string, unknown>>) => void;
}

/** Milliseconds before a thread that ended is started again. */
const restart = 5_000;

export class Watching {
  readonly #options: WatchingOptions;
  #worker: Worker | undefined;
  #figures: WatchFigures & { readonly watches: boolean } = { lag: 0, cursor: 0, front: 0, stopped: [], watches: false };
  readonly #listeners: (() => void)[] = [];
  #ended = false;
  #unlisten: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WatchingOptions) {
    this.#options = options;
  }

  start(): void {
    this.#unlisten ??= this.#options.store.log.listen(() => this.#worker?.postMessage('grown'));
    const { log: _, ...database } = this.#options.database;
    const data: ThreadData = { database };
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: data });
    this.#worker = worker;
    worker.on('message', (told: Told) => {
      if (told.kind === 'stopped') return this.#options.log(told.fields);
      // What it says while it ends is that it still watches.
      if (!this.#ended) this.#say(told.figures);
    });
    worker.on('error', (error) => this.#options.log({ message: (error as Error).message }));
    worker.on('exit', () => {
      if (this.#ended) return;
      this.#say({ ...this.#figures, watches: false });
      this.#timer = setTimeout(() => this.start(), restart);
    });
  }

  /** Saves what is remembered, and ends. */
  async stop(): Promise<void> {
    this.#ended = true;
    this.#say({ ...this.#figures, watches: false });
    clearTimeout(this.#timer);
    this.#unlisten?.();
    const worker = this.#worker;
    if (worker === undefined || worker.threadId === -1) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('stop');
    await ended;
  }

  /** Told after each step of the watch. */
  listen(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #say(figures: WatchFigures & { readonly watches: boolean }): void {
    this.#figures = figures;
    for (const listener of this.#listeners) listener();
  }

  get figures(): WatchFigures & { readonly watches: boolean } {
    return this.#figures;
  }
}
