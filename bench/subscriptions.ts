/**
 * What a thousand streams cost a capture: the same load on one server without subscriptions and with 1,000 webhooks over 20 queries, in
 * turns, with a receiver on this machine. Then how long a delivery takes when events come one at a time. Every event is
 * counted: the fifty subscriptions of a query must receive the same, and none of it twice.
 *
 * `npm run bench -- subscriptions`
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runLoad, startServer } from './lib/server.ts';
import { median, percentile, report, round } from './lib/setup.ts';

const rounds = 3;
const documents = 500;
const perQuery = 50;

/** Four that match much, eight of products that the load does not have, eight that only the event itself can answer. */
const queries: readonly (readonly [name: string, query: object])[] = [
  ...['commissioning', 'shipping', 'receiving', 'packing'].map((step) => [`step-${step}`, { EQ_bizStep: step }] as const),
  ...Array.from(
    { length: 8 },
    (_, n) => [`product-${n}`, { MATCH_anyEPCClass: `https://id.gs1.org/01/0952123400${n}/10/B7` }] as const,
  ),
  ...Array.from({ length: 8 }, (_, n) => [`operator-${n}`, { 'EQ_ILMD_example:operator': `Operator ${n}` }] as const),
];

/** Events received by each subscription, and when the last one came. */
const received = new Map<string, Set<string>>();
let [deliveries, events, twice, lastAt] = [0, 0, 0, 0];
let onEvent: (id: string, path: string) => void = () => {};
const sink = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(204).end();
    deliveries++;
    lastAt = performance.now();
    const path = request.url!;
    let known = received.get(path);
    if (known === undefined) {
      known = new Set();
      received.set(path, known);
    }
    for (const [, id] of Buffer.concat(chunks)
      .toString('latin1')
      .matchAll(/"eventID":"([^"]+)"/g)) {
      if (known.has(id!)) twice++;
      known.add(id!);
      events++;
      onEvent(id!, path);
    }
  });
});
await new Promise<void>((ready) => sink.listen(0, '127.0.0.1', ready));
const sinkPort = (sink.address() as AddressInfo).port;

const server = await startServer(undefined, { ZHUISU_WEBHOOK_ALLOW: '127.0.0.1' });
const address = `http://127.0.0.1:${server.port}`;
const post = async (path: string, body: unknown): Promise<void> => {
  const response = await fetch(address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  await response.arrayBuffer();
};

async function subscribe(): Promise<void> {
  received.clear();
  for (const [name, query] of queries) {
    await post('/epcis/queries', { name, query });
    for (let n = 0; n < perQuery; n++)
      await post(`/epcis/queries/${name}/subscriptions`, {
        dest: `http://127.0.0.1:${sinkPort}/${name}/${n}`,
        signatureToken: '13df38d8275b13f05704629e5f1cf3d45d6132d5',
        stream: true,
      });
  }
}

async function unsubscribe(): Promise<void> {
  for (const [name] of queries) await fetch(`${address}/epcis/queries/${name}`, { method: 'DELETE' });
}

const lag = async (): Promise<number> => {
  const text = await (await fetch(`${address}/metrics`)).text();
  return Number(/^zhuisu_subscription_lag_events (\d+)$/m.exec(text)![1]);
};

/** Until every stream is where the log is. */
async function drain(): Promise<void> {
  while ((await lag()) > 0) await new Promise((next) => setTimeout(next, 200));
}

let batch = 0;
async function captureRate(): Promise<number> {
  const seconds = await runLoad({
    port: server.port,
    path: '/epcis/capture',
    connections: 8,
    requests: documents,
    eventsPerRequest: 100,
    firstBatch: batch,
  });
  batch += 100_000;
  return (documents * 100) / seconds;
}

const without: number[] = [];
const beside: number[] = [];
const behind: number[] = [];
const drained: number[] = [];
const during: number[] = [];
await captureRate();
for (let i = 0; i < rounds; i++) {
  without.push(await captureRate());
  await subscribe();
  const before = deliveries;
  beside.push(await captureRate());
  during.push(deliveries - before);
  const end = performance.now();
  behind.push(await lag());
  await drain();
  drained.push((lastAt - end) / 1000);
  for (const [name] of queries) {
    const counts = new Set(Array.from({ length: perQuery }, (_, n) => received.get(`/${name}/${n}`)?.size ?? 0));
    if (counts.size !== 1) throw new Error(`subscriptions of ${name} received ${[...counts].join(', ')} events`);
  }
  if (i < rounds - 1) await unsubscribe();
}

/** Milliseconds from sending one event to its arrival at each of the fifty that subscribed to its step. */
const waits: number[] = [];
for (let n = 0; n < 50; n++) {
  const id = `urn:bench:one:${n}`;
  const start = performance.now();
  const all = new Promise<void>((done) => {
    let left = perQuery;
    onEvent = (came) => {
      if (came !== id) return;
      waits.push(performance.now() - start);
      if (--left === 0) done();
    };
  });
  await post('/epcis/events', {
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'ObjectEvent',
    eventID: id,
    eventTime: '2026-05-01T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    bizStep: 'shipping',
    epcList: [`urn:bench:thing:${n}`],
  });
  await all;
  await new Promise((next) => setTimeout(next, 100));
}
const memory = server.memory().peak;
await server.stop();
sink.close();
sink.closeAllConnections();
report('subscriptions', {
  'without, events/s': Math.round(median(without)),
  'beside 1,000 streams, events/s': Math.round(median(beside)),
  'time beside them in time without': round(median(without) / median(beside)),
  'deliveries while capturing': Math.round(median(during)),
  'events behind at the end of the load': Math.round(median(behind)),
  'seconds until nobody is behind': round(median(drained), 1),
  'events delivered in all': events,
  'delivered twice': twice,
  'one event to fifty streams, p50, ms': round(median(waits), 1),
  'p99, ms': round(percentile(waits, 0.99), 1),
  'highest memory of the server, MB': memory,
});
