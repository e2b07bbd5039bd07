/** A receiver of deliveries on this machine, that answers as a test tells it. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What it was answered; 0: nothing. */
  readonly answered: number;
}

export interface Receiver {
  readonly address: string;
  readonly port: number;
  readonly received: Received[];
  /** Status to answer, or undefined to leave the sender waiting. */
  answer: (path: string, body: string) => number | undefined;
  /** Ids of the events of everything that was answered 2xx, in order of arrival. */
  events(path?: string): string[];
  close(): Promise<void>;
}

export async function receiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const status = self.answer(request.url!, body);
      received.push({ path: request.url!, headers: request.headers, body, answered: status ?? 0 });
      if (status !== undefined) response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('kept');
    });
    request.on('error', () => {});
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const own = (server.address() as AddressInfo).port;
  const self: Receiver = {
    address: `http://127.0.0.1:${own}`,
    port: own,
    received,
    answer: () => 204,
    events: (path) =>
      received
        .filter((each) => each.answered >= 200 && each.answered < 300 && (path === undefined || each.path === path))
        .flatMap(({ body }) => eventIDs(body)),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return self;
}

interface QueryDocument {
  readonly epcisBody?: {
    readonly queryResults: { readonly resultsBody: { readonly eventList: { readonly eventID: string }[] } };
  };
}

export const eventIDs = (body: string): string[] =>
  (JSON.parse(body) as QueryDocument).epcisBody?.queryResults.resultsBody.eventList.map(({ eventID }) => eventID) ?? [];

/** Waits until something holds; fails with what it is otherwise. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, millis = 30_000): Promise<void> {
  const deadline = Date.now() + millis;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${millis} ms: ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}
