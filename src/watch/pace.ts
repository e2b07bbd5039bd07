/**
 * Recording waits for the watch. What one firm sends goes into the log as fast as ever until so much of it is unread; what it sends beyond
 * that waits until the watch has read on. So a flood of one firm does not delay what is found of others, and the lag of the watch has a
 * bound however fast is recorded. Nobody waits for a watch that stands still, that runs in another process, or that reads the log anew.
 */
import type { Stored } from '../store/index.ts';

export interface PaceLimits {
  /** Events of one firm that are unread or on their way; more only one request at a time. */
  readonly ofOne: number;
  /** Of all together, the operator's too. */
  readonly ofAll: number;
  /** Milliseconds without a step of the watch after which nobody waits for it. */
  readonly patience: number;
  /** Milliseconds that one request waits. */
  readonly most: number;
}

const usual: PaceLimits = { ofOne: 5_000, ofAll: 100_000, patience: 10_000, most: 60_000 };

/** Numbers that the watch may be behind what is noted here: what others recorded. Further behind it reads anew. */
const near = 20_000;

/** A commit that the watch has not read to its end. */
interface Unread {
  readonly last: number;
  readonly of: ReadonlyMap<string, number>;
}

interface Waiting {
  readonly who: string;
  readonly events: number;
  readonly since: number;
  readonly settle: (release: (() => void) | undefined) => void;
}

/** Events by organisation, and of all. */
class Tally {
  readonly #of = new Map<string, number>();
  all = 0;

  of(who: string): number {
    return this.#of.get(who) ?? 0;
  }

  add(who: string, count: number): void {
    const now = this.of(who) + count;
    if (now > 0) this.#of.set(who, now);
    else this.#of.delete(who);
    this.all += count;
  }

  clear(): void {
    this.#of.clear();
    this.all = 0;
  }
}

/** The operator is no organisation: no uuid. */
const operator = '';

export class Pace {
  readonly #limits: PaceLimits;
  readonly #now: () => number;
  readonly #commits: Unread[] = [];
  readonly #unread = new Tally();
  /** Let through and not yet done. */
  readonly #under = new Tally();
  #waiting: Waiting[] = [];
  /** Up to which number the watch has read; undefined where none runs here. */
  #front: number | undefined;
  /** When it last read on, or had to. */
  #moved = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `now`: milliseconds of any clock. */
  constructor(limits: Partial<PaceLimits> = {}, now: () => number = () => performance.now()) {
    this.#limits = { ...usual, ...limits };
    this.#now = now;
  }

  /** Requests that wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** What a commit has added to the log. */
  stored({ first, events }: Pick<Stored, 'first' | 'events'>): void {
    if (this.#front === undefined || events.length === 0) return;
    if (this.#commits.length === 0) {
      if (first - 1 - this.#front > near) return;
      this.#moved = this.#now();
    }
    const of = new Map<string, number>();
    for (const { belonging } of events) {
      const who = belonging?.owner ?? operator;
      of.set(who, (of.get(who) ?? 0) + 1);
    }
    for (const [who, count] of of) this.#unread.add(who, count);
    this.#commits.push({ last: first + events.length - 1, of });
  }

  /** After each step of the watch: up to which number it has read, undefined where it does not run here. */
  read(front: number | undefined): void {
    if (front === undefined || (this.#front !== undefined && front < this.#front)) {
      this.#commits.length = 0;
      this.#unread.clear();
    }
    if (front !== this.#front) this.#moved = this.#now();
    this.#front = front;
    let done = 0;
    for (; done < this.#commits.length && this.#commits[done]!.last <= front!; done++)
      for (const [who, count] of this.#commits[done]!.of) this.#unread.add(who, -count);
    this.#commits.splice(0, done);
    this.#admit();
  }

  /** Lets so many events of an organisation (uuid, undefined for the operator) be recorded; what it gives back is called once they are. */
  enter(who: string | undefined, events: number): (() => void) | undefined {
    const whose = who ?? operator;
    if (this.#waiting.some((each) => each.who === whose) || !this.#hasRoom(whose, events)) return undefined;
    return this.#let(whose, events);
  }

  /** The same once there is room; undefined where that is not in time, or `gone` says that nobody waits any more. */
  turn(who: string | undefined, events: number, gone?: AbortSignal): Promise<(() => void) | undefined> {
    const { promise, resolve } = Promise.withResolvers<(() => void) | undefined>();
    if (gone?.aborted === true) return Promise.resolve(undefined);
    const waiting: Waiting = { who: who ?? operator, events, since: this.#now(), settle: resolve };
    gone?.addEventListener('abort', () => {
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
      resolve(undefined);
    });
    this.#waiting.push(waiting);
    this.#admit();
    return promise;
  }

  /** Those whose turn has come, in the order of their coming. */
  #admit(): void {
    const before = new Set<string>();
    const late = this.#now() - this.#limits.most;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) {
      if (!before.has(each.who) && this.#hasRoom(each.who, each.events)) each.settle(this.#let(each.who, each.events));
      else if (each.since <= late) each.settle(undefined);
      else {
        before.add(each.who);
        this.#waiting.push(each);
      }
    }
    if (this.#waiting.length > 0) this.#timer ??= setInterval(() => this.#admit(), 1_000).unref();
    else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #hasRoom(who: string, events: number): boolean {
    if (this.#front === undefined) return true;
    if (this.#commits.length > 0 && this.#now() - this.#moved > this.#limits.patience) return true;
    const own = this.#unread.of(who) + this.#under.of(who);
    if (own === 0) return true;
    if (who !== operator && own + events > this.#limits.ofOne) return false;
    // Not what is on its way: whoever sends slowly would hold up all others.
    return this.#unread.all + events <= this.#limits.ofAll;
  }

  #let(who: string, events: number): () => void {
    this.#under.add(who, events);
    let done = false;
    return () => {
      if (done) return;
      done = true;
      this.#under.add(who, -events);
      this.#admit();
    };
  }
}
