/**
 * The system of somebody in the city that is told by webhook of what is recorded: it takes a delivery for what it is only when its
 * signature is right, and remembers the events.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { verifySignature, type Zhuisu } from '../src/client/index.ts';

export interface Hearing {
  /** eventIDs that were delivered. */
  readonly heard: ReadonlySet<string>;
  /** Ends the subscription and the listening. */
  close(): Promise<void>;
}

interface Delivery {
  readonly epcisBody: {
    readonly queryResults: { readonly resultsBody: { readonly eventList: readonly { readonly eventID: string }[] } };
  };
}

/** Listens on this machine at a port, any free one for 0; an installation delivers there only where its operator allows it. */
export async function hearing(zhuisu: Zhuisu, port: number): Promise<Hearing> {
  const token = randomUUID();
  const name = `city-${token}`;
  const heard = new Set<string>();
  const take = async (request: IncomingMessage): Promise<number> => {
    const body = new Uint8Array(await buffer(request));
    const signature = request.headers['gs1-signature'];
    if (typeof signature !== 'string' || !(await verifySignature(body, signature, token))) return 401;
    const { epcisBody } = JSON.parse(Buffer.from(body).toString('utf8')) as Delivery;
    for (const { eventID } of epcisBody.queryResults.resultsBody.eventList) heard.add(eventID);
    return 204;
  };
  const server = createServer((request, response) => {
    take(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(400).end(),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  await zhuisu.defineQuery(name, {});
  const dest = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { subscriptionID } = await zhuisu.subscribeWebhook(name, { dest, signatureToken: token });
  return {
    heard,
    async close() {
      await zhuisu.unsubscribeWebhook(name, subscriptionID);
      await zhuisu.deleteQuery(name);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
