/**
 * Notices: what somebody asked to be told of. Rows of a subscription say what is to be told; what it says, and whether its receiver may
 * know it, is decided at the moment it leaves. By webhook in order, each until it is answered 2xx; without an address it lies in the inbox.
 */
import { randomUUID } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';
import {
  addNoticeSubscription,
  addNotices,
  changesToTell,
  endedRecallsToTell,
  type FindingFilter,
  findingsToTell,
  type Notice,
  type NoticeSubscription,
  nextDigest,
  noticeProgress,
  noticeSubscriptions,
  ProcessLock,
  recallsToTell,
  type Sight,
  type Store,
  settleNotices,
  waitingNotices,
} from '../store/index.ts';
import { Allowed, checkTarget, Sender, signatureOf, targetOf, waitAfter } from '../subscriptions/index.ts';

export const topics = ['findings', 'digest', 'recall_published'] as const;
export type Topic = (typeof topics)[number];

export interface NoticeFilter {
  readonly gravities?: readonly string[] | undefined;
  readonly families?: readonly string[] | undefined;
  readonly detectors?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  /** Division code, with what lies below. */
  readonly area?: string | undefined;
  /** Of the digest: the hour of the day in China at which it comes, from 0 to 23. */
  readonly hour?: number | undefined;
}

export interface Asked {
  readonly organisation: string | null;
  readonly account: string | null;
  readonly roles: readonly string[];
  readonly topic: Topic;
  readonly filter: NoticeFilter;
  readonly dest: string | undefined;
  readonly token: string | undefined;
}

export interface NoticesOptions {
  readonly store: Store;
  /** Hosts and networks inside that may be delivered to. */
  readonly allow: readonly string[];
  readonly now: () => number;
  readonly log: (fields: Readonly<Record<string, unknown>>) => void;
  /** What its receiver may see now. */
  readonly sightOf: (subscription: NoticeSubscription) => Promise<Sight>;
  /** What each notice says now; undefined where its receiver may not see it. */
  readonly tell: (subscription: NoticeSubscription, notices: readonly Notice[]) => Promise<readonly (object | undefined)[]>;
}

const mostSubscriptions = 50;
const mostInDelivery = 100;
const pulseEvery = 1_000;
const day = 86_400_000;
const hour = 3_600_000;

/** When a digest is next due, after `now`: at its hour in China. */
export function digestAfter(now: number, at: number): number {
  const today = Math.floor((now + 8 * hour) / day) * day - 8 * hour + at * hour;
  return today > now ? today : today + day;
}

export const filterOf = ({ filter }: NoticeSubscription): NoticeFilter => JSON.parse(filter) as NoticeFilter;
const findingFilter = ({ hour: _, ...filter }: NoticeFilter): FindingFilter => filter;

export class Notices {
  readonly #options: NoticesOptions;
  readonly #allowed: Allowed;
  readonly #sender = new Sender();
  readonly #ended = new AbortController();
  /** Of each subscription what is under way: a receiver that is slow holds nobody else up. */
  readonly #running = new Map<string, Promise<void>>();
  #lock: ProcessLock | undefined;
  #held = false;
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(options: NoticesOptions) {
    this.#options = options;
    this.#allowed = new Allowed(options.allow);
  }

  /** Throws webhook_refused, subscriptions_full. */
  async subscribe({ organisation, account, roles, topic, filter, dest, token }: Asked): Promise<NoticeSubscription> {
    const { store, now } = this.#options;
    if (dest !== undefined) await checkTarget(dest, this.#allowed);
    const createdAt = now();
    const id = randomUUID();
    const row = {
      id,
      organisation,
      account,
      roles: JSON.stringify(roles),
      topic,
      filter: JSON.stringify(filter),
      dest: dest ?? null,
      token: token ?? null,
      createdAt,
      nextAt: topic === 'digest' ? digestAfter(createdAt, filter.hour ?? 8) : null,
    };
    if (!(await addNoticeSubscription(store.database, row, mostSubscriptions)))
      throw new ZhuisuError('subscriptions_full', { expected: mostSubscriptions });
    return (await noticeSubscriptions(store.database, organisation)).find((each) => each.id === id)!;
  }

  /** Something has happened that may be told of. */
  wake(): void {
    this.#wake?.();
  }

  start(): void {
    const { signal } = this.#ended;
    this.#loop = (async () => {
      while (!signal.aborted) {
        await this.#pulse().catch(() => {
          // The database is away; everything is found again.
          this.#held = false;
        });
        if (!signal.aborted) await this.#pause();
      }
    })();
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    this.wake();
    await this.#loop;
    await Promise.allSettled(this.#running.values());
    await this.#lock?.release().catch(() => {});
    this.#sender.close();
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pulseEvery);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #pulse(): Promise<void> {
    const { store } = this.#options;
    if (!this.#held) {
      await this.#lock?.release().catch(() => {});
      this.#lock = await ProcessLock.open(store.database, 'notices', () => {
        this.#held = false;
      });
      this.#held = await this.#lock.take();
      if (!this.#held) return;
    }
    for (const subscription of await noticeSubscriptions(store.database)) {
      const { id } = subscription;
      if (this.#running.has(id) || this.#ended.signal.aborted) continue;
      const run = this.#attend(subscription)
        .catch((error: unknown) =>
          this.#options.log({ notices: id, cause: error instanceof Error ? error.message : String(error) }),
        )
        .finally(() => this.#running.delete(id));
      this.#running.set(id, run);
      // Those without an address are done at once.
      if (subscription.dest === null) await run;
    }
  }

  /** Finds what is to be told, and tells it. */
  async #attend(subscription: NoticeSubscription): Promise<void> {
    if (subscription.state === 'suspended' || subscription.pausedAt !== null) return;
    await this.#find(subscription);
    if (subscription.dest === null || (subscription.retryAt ?? 0) > this.#options.now()) return;
    let current = subscription;
    while (!this.#ended.signal.aborted) {
      const waiting = await waitingNotices(this.#options.store.database, current.id, mostInDelivery);
      if (waiting.length === 0) return;
      const after = await this.#deliver(current, waiting);
      if (after.state !== 'active') return;
      current = after;
    }
  }

  async #find(subscription: NoticeSubscription): Promise<void> {
    const { store, now, sightOf } = this.#options;
    const { database } = store;
    const { id, topic } = subscription;
    if (topic === 'recall_published')
      return add([...(await recallsToTell(database, subscription)), ...(await endedRecallsToTell(database, subscription))]);
    if (topic === 'digest') {
      if (subscription.nextAt === null || subscription.nextAt > now()) return;
      await add([{ kind: 'digest', ref: new Date(subscription.nextAt).toISOString(), part: 0 }]);
      await nextDigest(database, id, digestAfter(now(), filterOf(subscription).hour ?? 8));
      return;
    }
    const sight = await sightOf(subscription);
    const found = await findingsToTell(database, sight, findingFilter(filterOf(subscription)), subscription, mostInDelivery);
    await add(found.map((ref) => ({ kind: 'opened', ref, part: 0 })));
    await add(await changesToTell(database, subscription, mostInDelivery));

    async function add(rows: Parameters<typeof addNotices>[2]): Promise<void> {
      if (rows.length > 0) await addNotices(database, id, rows, now());
    }
  }

  /** One document; how the subscription stands after it. */
  async #deliver(subscription: NoticeSubscription, waiting: readonly Notice[]): Promise<NoticeSubscription> {
    const { store, now, tell } = this.#options;
    const { id, dest, token } = subscription;
    const said = await tell(subscription, waiting);
    const told = said.filter((each) => each !== undefined);
    const settle = (): Promise<unknown> =>
      settleNotices(
        store.database,
        id,
        waiting.map(({ seq }) => seq),
        said.map((each) => each === undefined),
        now(),
      );
    if (told.length === 0) {
      await settle();
      return subscription;
    }
    const body = [Buffer.from(JSON.stringify({ subscription: id, topic: subscription.topic, notices: told }))];
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Zhuisu',
      ...(token === null ? {} : { 'gs1-signature': signatureOf(body, token) }),
    };
    const answer = await this.#post(dest!, headers, body);
    if ('status' in answer && answer.status >= 200 && answer.status < 300) {
      await settle();
      return this.#moved(subscription, {
        state: 'active',
        attempts: 0,
        retryAt: null,
        lastSuccessAt: now(),
        delivered: subscription.delivered + told.length,
      });
    }
    const attempts = subscription.attempts + 1;
    const gone = 'status' in answer && answer.status === 410;
    const fault =
      'status' in answer
        ? { code: gone ? 'delivery_unwanted' : 'delivery_answered', details: { came: answer.status } }
        : { code: 'delivery_unanswered', details: { cause: answer.failure } };
    return this.#moved(subscription, {
      state: gone ? 'suspended' : 'retrying',
      attempts,
      retryAt: gone ? null : now() + waitAfter(attempts, Math.random()),
      lastErrorAt: now(),
      lastError: JSON.stringify(fault),
    });
  }

  async #post(dest: string, headers: Readonly<Record<string, string>>, body: readonly Buffer[]) {
    try {
      return await this.#sender.post(targetOf(dest, this.#allowed), headers, body, this.#ended.signal);
    } catch (error) {
      if (error instanceof ZhuisuError) return { failure: 'its address is not allowed any more' };
      throw error;
    }
  }

  async #moved(subscription: NoticeSubscription, change: Partial<NoticeSubscription>): Promise<NoticeSubscription> {
    const moved = { ...subscription, ...change };
    await noticeProgress(this.#options.store.database, moved.id, moved);
    if (moved.state !== subscription.state) this.#options.log({ notices: moved.id, state: moved.state });
    return moved;
  }
}
