/** A standing query by web socket: every event once, in the order of recording, also over broken connections. */
import { Refusal } from './refusal.ts';
import { pause, type Transport } from './transport.ts';
import type { Event, QueryDocument } from './types.ts';

export type Handler = (event: Event) => void | Promise<void>;

export interface Subscription {
  /** Ends it; what the handler is busy with is finished. */
  close(): Promise<void>;
  /** Settles when it has ended; rejects when the handler threw, or when the query is gone. */
  readonly ended: Promise<void>;
}

export interface SubscribeOptions {
  /** Events recorded from this moment on; from now on unless given. */
  readonly since?: Date;
}

export async function subscribe(
  transport: Transport,
  query: string,
  handler: Handler,
  { since }: SubscribeOptions,
): Promise<Subscription> {
  const address = `/epcis/queries/${encodeURIComponent(query)}`;
  // Whether there is such a query is asked first: a web socket cannot say why it was refused. The clock that counts is the server's.
  const answer = await transport.send(transport.at(address));
  const place = new Place(since ?? new Date(answer.headers.get('date') ?? Date.now()));
  await answer.body?.cancel();
  let stopped = false;
  let socket: WebSocket | undefined;
  const ended = (async () => {
    for (let tries = 0; !stopped; tries++) {
      if (tries > 0) await pause(tries);
      if (stopped) return;
      socket = open(transport, `${address}/events`, place.recordTime);
      const heard = await listen(socket, async (event) => {
        if (stopped || place.has(event)) return;
        await handler(event);
        place.passed(event);
      });
      if (heard) tries = 0;
      await stillThere(transport, address);
    }
  })();
  // Whoever never asks for the end must not fail by it.
  ended.catch(() => {});
  return {
    ended,
    async close() {
      stopped = true;
      socket?.close();
      await ended;
    },
  };
}

/** Where a reader is: the moment of recording of the last event, and which events of that moment it has. */
class Place {
  recordTime: string;
  #had = new Set<string>();

  constructor(since: Date) {
    this.recordTime = since.toISOString();
  }

  has(event: Event): boolean {
    return event.recordTime === this.recordTime && this.#had.has(keyOf(event));
  }

  passed(event: Event): void {
    if (event.recordTime === undefined) return;
    if (event.recordTime !== this.recordTime) this.#had = new Set();
    this.recordTime = event.recordTime;
    this.#had.add(keyOf(event));
  }
}

/** An event and the declaration that it is in error have the same id. */
const keyOf = (event: Event): string => `${event.errorDeclaration === undefined ? '' : 'declared '}${event.eventID}`;

/** Node lets a web socket carry the token; a browser carries what it knows of the site itself. */
interface HeaderedWebSocket {
  new (url: URL, options: { readonly headers: Readonly<Record<string, string>> }): WebSocket;
}

function open(transport: Transport, path: string, since: string): WebSocket {
  const url = transport.at(path);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = String(new URLSearchParams({ stream: 'true', initialRecordTime: since }));
  const { accept, ...headers } = transport.headers;
  return headers.authorization === undefined
    ? new WebSocket(url)
    : new (WebSocket as unknown as HeaderedWebSocket)(url, { headers });
}

/**
 * Reads until it is closed, and says whether it was ever open. The handler is given one event after the other; when it throws, the socket
 * is closed and so does this.
 */
function listen(socket: WebSocket, take: (event: Event) => Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let work = Promise.resolve();
    let heard = false;
    let failed = false;
    socket.addEventListener('open', () => {
      heard = true;
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      work = work.then(async () => {
        if (failed) return;
        const { epcisBody } = JSON.parse(await textOf(data)) as QueryDocument;
        for (const event of epcisBody.queryResults.resultsBody.eventList) await take(event as Event);
      });
      work.catch((error: unknown) => {
        failed = true;
        socket.close();
        reject(error as Error);
      });
    });
    // An error is always followed by a close.
    socket.addEventListener('close', () => {
      work.then(
        () => resolve(heard),
        () => {},
      );
    });
  });
}

async function textOf(data: unknown): Promise<string> {
  return typeof data === 'string' ? data : new Response(data as Blob).text();
}

/** A web socket does not say why it was refused; the query itself does. What does not answer may come back. Throws Refusal. */
async function stillThere(transport: Transport, address: string): Promise<void> {
  try {
    const answer = await transport.send(transport.at(address));
    await answer.body?.cancel();
  } catch (error) {
    if (error instanceof Refusal && error.status < 500 && error.status !== 429) throw error;
  }
}
