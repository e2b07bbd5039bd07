/**
 * Deliveries by webhook: at least once, in order, and not again after a 2xx. One process of a database delivers; each subscription has at
 * most one document under way. Receivers that fail or are slow have lanes of their own, so that they delay nobody.
 */
import { isDeepStrictEqual } from 'node:util';
import { type ErrorCode, type ErrorDetails, ZhuisuError } from '../errors.ts';
import { allSubscriptions, type Store, type StoredSubscription, type SubscriptionProgress } from '../store/index.ts';
import { waitAfter } from './backoff.ts';
import type { Feed, Watched } from './feed.ts';
import type { Pace } from './pace.ts';
import { Sender } from './post.ts';
import { ProgressWriter } from './progress.ts';
import { type Delivery, mostInDocument, nextStep, type Position, type Reader } from './reading.ts';
import type { Schedule } from './schedule.ts';
import { signatureOf } from './signature.ts';
import { type Allowed, type Target, targetOf } from './target.ts';

/** Deliveries under way at once: those of receivers that do well, and those of the others. */
const lanes = { quick: 64, slow: 192 } as const;
/** A delivery that takes longer goes on in a slow lane. */
const slowAfter = 500;
/** How often what is due is looked for, and how often positions are written that nothing was delivered for. */
const tick = 100;
const idleSave = 10_000;
const writeWithin = 2_000;

interface Live {
  readonly row: StoredSubscription;
  readonly watched: Watched;
  readonly schedule: Schedule | undefined;
  /** Undefined when the settings no longer allow it. */
  readonly target: Target | undefined;
  progress: SubscriptionProgress;
  stored: SubscriptionProgress;
  documentSize: number;
  /** Waits for a lane or is in one. */
  taken: boolean;
  lane: keyof typeof lanes;
  again: boolean;
  readonly ended: AbortController;
}

export interface WebhookOptions {
  readonly store: Store;
  readonly feed: Feed;
  readonly pace: Pace;
  readonly allowed: Allowed;
  readonly now: () => number;
  readonly log: (line: object) => void;
  readonly delivered: (outcome: 'delivered' | 'failed', events: number, seconds: number) => void;
}

export class Webhooks {
  readonly #options: WebhookOptions;
  readonly #lives = new Map<string, Live>();
  readonly #byQuery = new Map<Watched, Set<Live>>();
  readonly #sender = new Sender();
  readonly #writer: ProgressWriter;
  readonly #free: Record<keyof typeof lanes, number> = { ...lanes };
  readonly #queues: Record<keyof typeof lanes, Live[]> = { quick: [], slow: [] };
  readonly #running = new Set<Promise<void>>();
  readonly #timers: NodeJS.Timeout[];
  #stopped = false;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#writer = new ProgressWriter(options.store);
    this.#timers = [setInterval(() => this.#due(), tick), setInterval(() => this.#saveIdle(), idleSave)];
  }

  /** Takes up what is new and lets go of what is gone. */
  async load(): Promise<void> {
    const known = [...this.#lives.values()];
    const rows = new Map((await allSubscriptions(this.#options.store.database)).map((row) => [row.id, row]));
    for (const live of known) if (!rows.has(live.row.id)) this.#drop(live);
    for (const row of rows.values()) await this.take(row);
  }

  async take(row: StoredSubscription): Promise<void> {
    const { feed, allowed } = this.#options;
    if (this.#lives.has(row.id)) return;
    let watched: Watched;
    try {
      watched = await feed.watch(row.query, row.owner);
    } catch (error) {
      // Deleted with its query since the row was read.
      if (error instanceof ZhuisuError && error.code === 'not_found') return;
      throw error;
    }
    if (this.#stopped || this.#lives.has(row.id)) {
      feed.unwatch(watched);
      return;
    }
    const progress = progressOf(row);
    const live: Live = {
      row,
      watched,
      schedule: row.schedule === null ? undefined : (JSON.parse(row.schedule) as Schedule),
      target: targetIn(row.dest, allowed),
      progress,
      stored: progress,
      documentSize: mostInDocument,
      taken: false,
      lane: 'quick',
      again: false,
      ended: new AbortController(),
    };
    this.#lives.set(row.id, live);
    this.#byQuery.set(watched, (this.#byQuery.get(watched) ?? new Set()).add(live));
    this.#wake(live);
  }

  /** Lets go of one, or of all of a query. */
  end(isMeant: { readonly id: string } | { readonly query: string }): void {
    for (const live of 'id' in isMeant ? [this.#lives.get(isMeant.id)] : [...this.#lives.values()])
      if (live !== undefined && ('id' in isMeant || live.row.query === isMeant.query)) this.#drop(live);
  }

  /** New matches of a query. */
  matched(watched: Watched): void {
    for (const live of this.#byQuery.get(watched) ?? []) if (live.schedule === undefined) this.#wake(live);
  }

  /** What is known here of a subscription that is newer than its row. */
  progress(id: string): SubscriptionProgress | undefined {
    const live = this.#lives.get(id);
    if (live === undefined) return undefined;
    this.#advance(live);
    return live.progress;
  }

  /** Of all: how many in each state, and how many numbers of the log the one that is furthest behind has before it. */
  summary(): { states: Readonly<Record<SubscriptionProgress['state'], number>>; lag: number } {
    const states = { active: 0, retrying: 0, suspended: 0 };
    let lag = 0;
    for (const live of this.#lives.values()) {
      this.#advance(live);
      states[live.progress.state]++;
      if (live.schedule === undefined && live.progress.state !== 'suspended')
        lag = Math.max(lag, this.#options.feed.head - live.progress.cursor);
    }
    return { states, lag };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#saveIdle();
    for (const live of [...this.#lives.values()]) this.#drop(live);
    const runs = Promise.all(this.#running);
    // What was acknowledged a moment ago is written; a database that is away is not waited for.
    await Promise.race([runs, new Promise((next) => setTimeout(next, writeWithin))]);
    await this.#writer.stop();
    await runs;
    this.#sender.close();
  }

  #drop(live: Live): void {
    this.#lives.delete(live.row.id);
    live.ended.abort();
    const others = this.#byQuery.get(live.watched);
    others?.delete(live);
    if (others?.size === 0) this.#byQuery.delete(live.watched);
    this.#options.feed.unwatch(live.watched);
  }

  #wake(live: Live): void {
    const { state, retryAt } = live.progress;
    if (live.taken) live.again = true;
    else if (state === 'active' || (state === 'retrying' && (retryAt ?? 0) <= this.#options.now())) {
      live.taken = true;
      this.#queues[state === 'active' ? 'quick' : 'slow'].push(live);
      this.#pump();
    }
  }

  #due(): void {
    const now = this.#options.now();
    for (const live of this.#lives.values()) {
      const { state, retryAt, nextAt, runTo } = live.progress;
      if (live.taken || state === 'suspended') continue;
      if (state === 'retrying' ? (retryAt ?? 0) <= now : runTo !== null || (nextAt !== null && nextAt <= now)) this.#wake(live);
    }
  }

  #pump(): void {
    for (const lane of ['quick', 'slow'] as const) {
      while (this.#free[lane] > 0) {
        const live = this.#queues[lane].shift();
        if (live === undefined) break;
        this.#free[lane]--;
        const run = this.#run(live, lane).finally(() => this.#running.delete(run));
        this.#running.add(run);
      }
    }
  }

  async #run(live: Live, lane: keyof typeof lanes): Promise<void> {
    live.lane = lane;
    live.again = false;
    try {
      await this.#goOn(live);
    } catch (error) {
      // The database was away, or the document could not be made: not the receiver's fault, and tried again.
      if (!live.ended.signal.aborted) {
        if (!(error instanceof ZhuisuError && error.code === 'database_lost'))
          this.#options.log({ subscription: live.row.id, cause: error instanceof Error ? error.message : String(error) });
        live.progress = { ...live.progress, state: 'retrying', retryAt: this.#options.now() + waitAfter(3, Math.random()) };
      }
    } finally {
      this.#free[live.lane]++;
      live.taken = false;
      if (live.again && !live.ended.signal.aborted) this.#wake(live);
      if (!this.#stopped) this.#pump();
    }
  }

  /** Makes room for others when an answer takes long. */
  #slow(live: Live): void {
    if (live.lane === 'slow' || this.#free.slow === 0) return;
    live.lane = 'slow';
    this.#free.slow--;
    this.#free.quick++;
    this.#pump();
  }

  /** Until one document has been sent, or there is none. */
  async #goOn(live: Live): Promise<void> {
    const { feed, pace, now } = this.#options;
    for (;;) {
      await pace.turn();
      if (live.ended.signal.aborted) return;
      const { progress } = live;
      const step = await nextStep(feed, readerOf(live), progress, now());
      if ('delivery' in step) {
        await this.#deliver(live, step.delivery);
        return;
      }
      this.#move(live, step.position);
      if (step.position.runTo !== progress.runTo || step.position.nextAt !== progress.nextAt) await this.#save(live);
      if (!step.again) return;
    }
  }

  #move(live: Live, { cursor, runTo, runSent, nextAt }: Position): void {
    live.progress = { ...live.progress, cursor, runTo, runSent, nextAt };
  }

  async #deliver(live: Live, { body, contentType, events, then }: Delivery): Promise<void> {
    const { row, target, ended } = live;
    if (target === undefined) return this.#failed(live, 'delivery_unanswered', { cause: 'its address is not allowed any more' });
    const bytes = body.reduce((sum, part) => sum + part.length, 0);
    this.#options.pace.spent(bytes);
    const headers = {
      'content-type': contentType,
      'user-agent': 'Zhuisu',
      'gs1-epcis-version': '2.0.0',
      'gs1-cbv-version': '2.0.0',
      ...(row.token === null ? {} : { 'gs1-signature': signatureOf(body, row.token) }),
    };
    const start = performance.now();
    const long = setTimeout(() => this.#slow(live), slowAfter);
    const answer = await this.#sender.post(target, headers, body, ended.signal);
    clearTimeout(long);
    const took = (performance.now() - start) / 1000;
    if ('status' in answer && answer.status >= 200 && answer.status < 300) {
      // Also when it was ended meanwhile: what has been received is not sent again.
      const recovered = live.progress.state === 'retrying';
      this.#move(live, then);
      live.progress = {
        ...live.progress,
        state: 'active',
        attempts: 0,
        retryAt: null,
        lastSuccessAt: this.#options.now(),
        delivered: live.progress.delivered + events,
      };
      this.#options.delivered('delivered', events, took);
      await this.#save(live);
      if (recovered) this.#options.log({ subscription: row.id, query: row.query, state: 'active' });
      live.again ||=
        live.schedule === undefined ? !this.#options.feed.nothingSince(live.watched, then.cursor) : then.runTo !== null;
      return;
    }
    if (ended.signal.aborted) return;
    this.#options.delivered('failed', 0, took);
    if (!('status' in answer)) return this.#failed(live, 'delivery_unanswered', { cause: answer.failure });
    if (answer.status === 410) return this.#failed(live, 'delivery_unwanted', {}, 'suspended');
    // The receiver asks for smaller batches: halved until it takes one, and kept so.
    if (answer.status === 413 && events > 1) {
      live.documentSize = Math.max(1, Math.floor(Math.min(live.documentSize, events) / 2));
      live.again = true;
      return;
    }
    return this.#failed(live, 'delivery_answered', { came: answer.status });
  }

  async #failed(live: Live, code: ErrorCode, details: ErrorDetails, state: 'retrying' | 'suspended' = 'retrying'): Promise<void> {
    const { now, log } = this.#options;
    const { row, progress } = live;
    const attempts = progress.attempts + 1;
    const retryAt = state === 'suspended' ? null : now() + waitAfter(attempts, Math.random());
    const lastError = JSON.stringify({ code, details });
    live.progress = { ...progress, state, attempts, retryAt, lastErrorAt: now(), lastError };
    if (progress.state !== state)
      log({ subscription: row.id, query: row.query, state, cause: new ZhuisuError(code, details).message });
    await this.#save(live);
  }

  async #save(live: Live): Promise<void> {
    const { progress } = live;
    await this.#writer.save(progress);
    live.stored = progress;
  }

  /** One that has everything is where the log is. */
  #advance(live: Live): void {
    const { feed } = this.#options;
    const { cursor } = live.progress;
    if (live.schedule !== undefined || live.taken || !feed.nothingSince(live.watched, cursor) || feed.seen <= cursor) return;
    this.#move(live, { ...live.progress, cursor: feed.seen });
  }

  #saveIdle(): void {
    for (const live of this.#lives.values()) {
      this.#advance(live);
      if (live.taken || isDeepStrictEqual(live.progress, live.stored)) continue;
      // Stored again later when the writer ends before.
      this.#save(live).catch(() => {});
    }
  }
}

const readerOf = ({ row, watched, schedule, documentSize }: Live): Reader => ({
  subscriptionID: row.id,
  watched,
  schedule,
  reportIfEmpty: row.reportIfEmpty,
  initialRecordTime: row.initialRecordTime,
  documentSize,
});

function targetIn(dest: string, allowed: Allowed): Target | undefined {
  try {
    return targetOf(dest, allowed);
  } catch {
    return undefined;
  }
}

function progressOf(row: StoredSubscription): SubscriptionProgress {
  const { id, cursor, runTo, runSent, nextAt, state, attempts, retryAt, lastSuccessAt, lastErrorAt, lastError, delivered } = row;
  return { id, cursor, runTo, runSent, nextAt, state, attempts, retryAt, lastSuccessAt, lastErrorAt, lastError, delivered };
}
