/**
 * Deliveries by web socket (EPCIS 2.0, GET /queries/{queryName}/events with Upgrade). Each document is sent when the one before has left
 * for the network, so a slow reader holds one document in memory, however long it is; it reads on from the log.
 */
import { randomUUID } from 'node:crypto';
import type { Feed, Watched } from './feed.ts';
import type { Pace } from './pace.ts';
import { mostInDocument, nextStep, type Position, type Reader } from './reading.ts';
import { nextRun, type Schedule } from './schedule.ts';

/** What is used of a web socket. */
export interface Socket {
  send(data: Buffer, options: { binary: boolean }, done: (error?: Error | null) => void): void;
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): void;
  /** 1 while it is open. */
  readonly readyState: number;
  on(event: 'pong' | 'close', listener: () => void): unknown;
}

/** RFC 6455 §7.4: 1001 going away, 1011 internal error; 4000 and above are the application's. */
export const closing = {
  stopping: [1001, 'the server stops; subscribe again'],
  failed: [1011, 'the server cannot go on; subscribe again'],
  queryDeleted: [4410, 'the query was deleted'],
} as const;

export const mostSockets = 1_000;
const tick = 100;
const pingEvery = 30_000;
/** A reader that takes nothing for so long is let go. */
const stalledAfter = 5 * 60_000;

export interface SocketSubscription {
  readonly schedule: Schedule | undefined;
  readonly reportIfEmpty: boolean;
  readonly initialRecordTime: number | null;
}

interface Open {
  readonly socket: Socket;
  readonly reader: Reader;
  position: Position;
  running: boolean;
  again: boolean;
  ended: boolean;
  /** When the document under way was handed over. */
  sendingSince: number | undefined;
  answered: boolean;
}

export interface SocketOptions {
  readonly feed: Feed;
  readonly pace: Pace;
  readonly now: () => number;
  readonly log: (line: object) => void;
  readonly delivered: (outcome: 'delivered' | 'failed', events: number, seconds: number) => void;
}

export class Sockets {
  readonly #options: SocketOptions;
  readonly #open = new Set<Open>();
  readonly #timers: NodeJS.Timeout[];

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#timers = [setInterval(() => this.#due(), tick), setInterval(() => this.#ping(), pingEvery)];
  }

  get count(): number {
    return this.#open.size;
  }

  /** `cursor`: where in the log it starts. */
  add(
    socket: Socket,
    watched: Watched,
    { schedule, reportIfEmpty, initialRecordTime }: SocketSubscription,
    cursor: number,
  ): void {
    const { feed, now } = this.#options;
    // Gone before its query was found.
    if (socket.readyState !== 1) {
      feed.unwatch(watched);
      return;
    }
    const open: Open = {
      socket,
      reader: { subscriptionID: randomUUID(), watched, schedule, reportIfEmpty, initialRecordTime, documentSize: mostInDocument },
      position: {
        cursor,
        runTo: null,
        runSent: false,
        nextAt: schedule === undefined ? null : (nextRun(schedule, now()) ?? null),
      },
      running: false,
      again: false,
      ended: false,
      sendingSince: undefined,
      answered: true,
    };
    this.#open.add(open);
    socket.on('pong', () => {
      open.answered = true;
    });
    socket.on('close', () => {
      open.ended = true;
      this.#open.delete(open);
      feed.unwatch(watched);
    });
    this.#wake(open);
  }

  matched(watched: Watched): void {
    for (const open of this.#open) if (open.reader.watched === watched && open.reader.schedule === undefined) this.#wake(open);
  }

  /** All of a query, or all. */
  close([code, reason]: readonly [number, string], isMeant: (queryName: string) => boolean = () => true): void {
    for (const open of this.#open) {
      if (!isMeant(open.reader.watched.query.name)) continue;
      open.ended = true;
      open.socket.close(code, reason);
    }
  }

  queries(): Set<string> {
    return new Set([...this.#open].map(({ reader }) => reader.watched.query.name));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.close(closing.stopping);
  }

  #due(): void {
    const now = this.#options.now();
    for (const open of this.#open) if (open.position.nextAt !== null && open.position.nextAt <= now) this.#wake(open);
  }

  #ping(): void {
    for (const open of this.#open) {
      // While a document is under way the answer to a ping waits behind it.
      if (open.sendingSince !== undefined) {
        if (performance.now() - open.sendingSince > stalledAfter) open.socket.terminate();
      } else if (open.answered) {
        open.answered = false;
        open.socket.ping();
      } else open.socket.terminate();
    }
  }

  #wake(open: Open): void {
    open.again = true;
    if (open.running || open.ended) return;
    open.running = true;
    this.#run(open)
      .catch((error: unknown) => {
        this.#options.log({ socket: open.reader.subscriptionID, cause: error instanceof Error ? error.message : String(error) });
        open.socket.close(...closing.failed);
      })
      .finally(() => {
        open.running = false;
        if (open.again && !open.ended) this.#wake(open);
      });
  }

  async #run(open: Open): Promise<void> {
    const { feed, pace, now, delivered } = this.#options;
    while (!open.ended) {
      open.again = false;
      await pace.turn();
      const step = await nextStep(feed, open.reader, open.position, now());
      if (open.ended) return;
      if ('position' in step) {
        open.position = step.position;
        if (!step.again) return;
        continue;
      }
      const { body, events, then } = step.delivery;
      const data = Buffer.concat(body);
      pace.spent(data.length);
      open.sendingSince = performance.now();
      const failed = await new Promise<Error | null | undefined>((resolve) => open.socket.send(data, { binary: false }, resolve));
      delivered(failed ? 'failed' : 'delivered', events, (performance.now() - open.sendingSince) / 1000);
      open.sendingSince = undefined;
      if (failed) return;
      open.position = then;
    }
  }
}
