/** Notices: what one asks to be told of, and the inbox of those who gave no address. */
import type { NoticeAnswer, NoticeRequest, NoticeSubscriptionAnswer } from '../contract/index.ts';
import { search } from './organisations.ts';
import { jsonBody, type Transport } from './transport.ts';

const base = '/api/v1/notices';
const part = encodeURIComponent;

export class Notices {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** By webhook where a `dest` is given, signed with the signatureToken; else into the inbox. */
  subscribe(asked: NoticeRequest): Promise<NoticeSubscriptionAnswer> {
    return this.#transport.json(`${base}/subscriptions`, { method: 'POST', ...jsonBody(asked) });
  }

  /** With how their deliveries go. */
  async subscriptions(): Promise<readonly NoticeSubscriptionAnswer[]> {
    return (await this.#transport.json<{ subscriptions: NoticeSubscriptionAnswer[] }>(`${base}/subscriptions`)).subscriptions;
  }

  subscription(id: string): Promise<NoticeSubscriptionAnswer> {
    return this.#transport.json(`${base}/subscriptions/${part(id)}`);
  }

  /** Nothing is told until it goes on. */
  pause(id: string): Promise<NoticeSubscriptionAnswer> {
    return this.#change(id, true);
  }

  /** What happened meanwhile is told now; what failed is tried again at once. */
  resume(id: string): Promise<NoticeSubscriptionAnswer> {
    return this.#change(id, false);
  }

  async unsubscribe(id: string): Promise<void> {
    await this.#transport.send(this.#transport.at(`${base}/subscriptions/${part(id)}`), { method: 'DELETE' });
  }

  /** The newest first. */
  async *inbox(asked: { readonly unread?: boolean } = {}): AsyncGenerator<NoticeAnswer, void, undefined> {
    for await (const page of this.#transport.pages<{ notices: NoticeAnswer[] }>(`${base}${search(asked)}`)) yield* page.notices;
  }

  /** Marks as read what came up to that number; how many they were. */
  async read(upTo: number): Promise<number> {
    return (await this.#transport.json<{ read: number }>(`${base}/read`, { method: 'POST', ...jsonBody({ upTo }) })).read;
  }

  #change(id: string, paused: boolean): Promise<NoticeSubscriptionAnswer> {
    return this.#transport.json(`${base}/subscriptions/${part(id)}`, { method: 'PATCH', ...jsonBody({ paused }) });
  }
}
