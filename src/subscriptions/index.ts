/**
 * Subscriptions to named queries (EPCIS 2.0 REST bindings): by webhook and by web socket, as a stream or by a schedule. This is what the
 * routes and the operator's figures speak to; it lives as long as the server listens.
 */
import { randomUUID } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';
import { definitionOf } from '../query/index.ts';
import { standing } from '../query/matching.ts';
import {
  addSubscription,
  cursorAt,
  dropSubscription,
  logHead,
  ProcessLock,
  type Store,
  type StoredSubscription,
  subscriptionOf,
  subscriptionPulse,
  subscriptionsOf,
} from '../store/index.ts';
import { type Controls, readWebhook } from './definition.ts';
import { Feed, type SightOf, theOperator, type Watched } from './feed.ts';
import { Pace } from './pace.ts';
import { nextRun } from './schedule.ts';
import { closing, mostSockets, type Socket, Sockets } from './sockets.ts';
import { Allowed, checkTarget } from './target.ts';
import { Webhooks } from './webhooks.ts';

export { waitAfter } from './backoff.ts';
export { type Controls, readSocket } from './definition.ts';
export { Sender } from './post.ts';
export type { Schedule } from './schedule.ts';
export { masked, signatureOf } from './signature.ts';
export type { Socket } from './sockets.ts';
export { closing } from './sockets.ts';
export { Allowed, checkTarget, targetOf } from './target.ts';

/** How often the log is looked at for events of other processes, and the right to deliver is asked for or checked. */
const pulseEvery = 400;
const mostSubscriptions = 10_000;

export interface SubscriptionsOptions {
  readonly store: Store;
  /** Hosts and networks inside that may be delivered to. */
  readonly allow: readonly string[];
  readonly now: () => number;
  readonly log: (line: object) => void;
  /** What the owner of a subscription may read when it is delivered. */
  readonly sightOf: SightOf;
}

/** For the operator. */
export interface Figures {
  /** By webhook, in this process if it is the one that delivers. */
  readonly states: Readonly<Record<'active' | 'retrying' | 'suspended', number>>;
  /** Numbers of the log before the stream that is furthest behind. */
  readonly lag: number;
  readonly sockets: number;
  readonly deliversWebhooks: boolean;
}

export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #allowed: Allowed;
  readonly #pace: Pace;
  #feed: Feed | undefined;
  #sockets: Sockets | undefined;
  #webhooks: Webhooks | undefined;
  #lock: ProcessLock | undefined;
  #change: number | undefined;
  #loop: Promise<void> | undefined;
  #stop: (() => void) | undefined;
  /** Told of every delivery. */
  onDelivered: (way: 'webhook' | 'socket', outcome: 'delivered' | 'failed', events: number, seconds: number) => void = () => {};

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
    this.#allowed = new Allowed(options.allow);
    this.#pace = new Pace(() => options.store.log.busy);
  }

  /** Begins to deliver. */
  start(): void {
    let stopped = false;
    const stop = new Promise<void>((resolve) => {
      this.#stop = () => {
        stopped = true;
        resolve();
      };
    });
    this.#loop = (async () => {
      while (!stopped) {
        try {
          await this.#pulse();
        } catch {
          // The database is away; what was being delivered waits, and the next pulse finds it again.
        }
        let timer: NodeJS.Timeout | undefined;
        const pause = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, pulseEvery);
        });
        await Promise.race([stop, pause]);
        clearTimeout(timer);
      }
    })();
  }

  /** Finishes what is being written; documents under way are sent again by whoever delivers next. */
  async stop(): Promise<void> {
    this.#stop?.();
    await this.#loop;
    this.#sockets?.stop();
    await this.#endDelivery();
    this.#feed?.close();
  }

  /** By webhook. Throws subscription_invalid, webhook_refused, not_found, subscriptions_full. */
  async subscribe(queryName: string, owner: string, body: Readonly<Record<string, unknown>>): Promise<StoredSubscription> {
    const { store, now } = this.#options;
    const { dest, token, schedule, reportIfEmpty, initialRecordTime } = readWebhook(body);
    await this.#checkQuery(queryName, owner);
    await checkTarget(dest, this.#allowed);
    const createdAt = now();
    const row = {
      id: randomUUID(),
      query: queryName,
      owner,
      dest,
      token,
      schedule: schedule === undefined ? null : JSON.stringify(schedule),
      reportIfEmpty,
      initialRecordTime,
      createdAt,
      nextAt: schedule === undefined ? null : (nextRun(schedule, createdAt) ?? null),
    };
    const result = await addSubscription(store.database, row, mostSubscriptions);
    if (result === 'too many') throw new ZhuisuError('subscriptions_full', { expected: mostSubscriptions });
    const made = await this.one(queryName, row.id);
    await this.#webhooks?.take(made);
    return made;
  }

  /** Throws not_found. */
  async one(queryName: string, id: string): Promise<StoredSubscription> {
    const isID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
    const row = isID ? await subscriptionOf(this.#options.store.database, queryName, id) : undefined;
    if (row === undefined) throw notFound(queryName, id);
    return { ...row, ...this.#webhooks?.progress(row.id) };
  }

  /** In the order they were made. Throws not_found. */
  async list(
    queryName: string,
    owner: string | undefined,
    perPage: number,
    after: { createdAt: number; id: string } | undefined,
  ) {
    const { database } = this.#options.store;
    const rows = await subscriptionsOf(database, queryName, owner, perPage + 1, after);
    if (rows.length === 0) await definitionOf(this.#options.store, queryName, owner);
    const more = rows.length > perPage;
    if (more) rows.pop();
    return { list: rows.map((row) => ({ ...row, ...this.#webhooks?.progress(row.id) })), more };
  }

  /** Throws not_found. */
  async unsubscribe(queryName: string, id: string): Promise<void> {
    await this.one(queryName, id);
    if (!(await dropSubscription(this.#options.store.database, queryName, id))) throw notFound(queryName, id);
    this.#webhooks?.end({ id });
  }

  /** The query was deleted here; its subscriptions have gone with it. */
  queryDeleted(queryName: string): void {
    this.#feed?.forget(queryName);
    this.#webhooks?.end({ query: queryName });
    this.#sockets?.close(closing.queryDeleted, (name) => name === queryName);
  }

  /** Everything that can be refused is refused before the socket opens. Throws not_found, subscription_invalid, rate_limited. */
  async socketFor(queryName: string, owner: string, controls: Controls): Promise<(socket: Socket) => void> {
    const { store } = this.#options;
    await this.#checkQuery(queryName, owner);
    if (this.#feed === undefined || this.#sockets === undefined || this.#sockets.count >= mostSockets)
      throw new ZhuisuError('rate_limited', { seconds: 2 });
    const [feed, sockets] = [this.#feed, this.#sockets];
    const cursor = await cursorAt(store.database, controls.initialRecordTime);
    return (socket) => {
      feed.watch(queryName, owner).then(
        (watched) => sockets.add(socket, watched, controls, cursor),
        () => socket.close(...closing.queryDeleted),
      );
    };
  }

  /** The end of the log, by which `cursor` of a subscription is measured. */
  head(): Promise<number> {
    return logHead(this.#options.store.database);
  }

  figures(): Figures {
    const { states, lag } = this.#webhooks?.summary() ?? { states: { active: 0, retrying: 0, suspended: 0 }, lag: 0 };
    return { states, lag, sockets: this.#sockets?.count ?? 0, deliversWebhooks: this.#webhooks !== undefined };
  }

  /** eventCountLimit picks the first events of an order; a subscription gives every event once, so it has no first ones to pick. */
  async #checkQuery(queryName: string, owner: string): Promise<void> {
    const { query } = await definitionOf(this.#options.store, queryName, organisationOf(owner));
    if (standing(queryName, query).eventCountLimit === undefined) return;
    throw new ZhuisuError('subscription_invalid', {
      path: `query ${queryName}`,
      came: 'eventCountLimit',
      expected: 'a query without it: a subscription gives every event once',
    });
  }

  /** Looks at the log and at what has come and gone. */
  async #pulse(): Promise<void> {
    const { store, now, log } = this.#options;
    if (this.#feed === undefined) {
      this.#feed = await Feed.open(store, this.#options.sightOf);
      this.#feed.onMatches = (watched: Watched) => {
        this.#webhooks?.matched(watched);
        this.#sockets?.matched(watched);
      };
      this.#sockets = new Sockets({
        feed: this.#feed,
        pace: this.#pace,
        now,
        log,
        delivered: (...told) => this.onDelivered('socket', ...told),
      });
    }
    await this.#holdLock();
    const { head, change } = await subscriptionPulse(store.database);
    this.#feed.reached(head);
    if (change === this.#change) return;
    await this.#webhooks?.load();
    await this.#closeOrphans();
    this.#change = change;
  }

  async #holdLock(): Promise<void> {
    const { store, now, log } = this.#options;
    // When the connection breaks another process may deliver: what is under way here ends.
    this.#lock ??= await ProcessLock.open(store.database, 'delivery', () => void this.#endDelivery());
    const lock = this.#lock;
    if (this.#webhooks !== undefined) {
      try {
        return await lock.check();
      } catch (error) {
        await this.#endDelivery();
        throw error;
      }
    }
    if (!(await lock.take()) || this.#lock !== lock) return;
    this.#webhooks = new Webhooks({
      store,
      feed: this.#feed!,
      pace: this.#pace,
      allowed: this.#allowed,
      now,
      log,
      delivered: (...told) => this.onDelivered('webhook', ...told),
    });
    this.#change = undefined;
  }

  async #endDelivery(): Promise<void> {
    const [webhooks, lock] = [this.#webhooks, this.#lock];
    this.#webhooks = undefined;
    this.#lock = undefined;
    await webhooks?.stop();
    await lock?.release();
  }

  /** Sockets of queries that another process has deleted. */
  async #closeOrphans(): Promise<void> {
    for (const name of this.#sockets?.queries() ?? []) {
      try {
        await definitionOf(this.#options.store, name, undefined);
      } catch (error) {
        if (!(error instanceof ZhuisuError && error.code === 'not_found')) throw error;
        this.queryDeleted(name);
      }
    }
  }
}

/** The operator is no organisation: it may use every query. */
const organisationOf = (owner: string): string | undefined => (owner === theOperator ? undefined : owner);

const notFound = (queryName: string, id: string): ZhuisuError =>
  new ZhuisuError('not_found', { came: `/epcis/queries/${queryName.slice(0, 80)}/subscriptions/${id.slice(0, 80)}` });
