/** A load generator in a process of its own: keep-alive connections, bodies made beforehand, raw sockets so that it costs little. */
import { connect } from 'node:net';
import { chain, document } from './generate.ts';
import { provinceBatch, provinceContext } from './province.ts';

export interface LoadPlan {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly requests: number;
  /** 1: bare events; more: documents of that many. */
  readonly eventsPerRequest: number;
  readonly firstBatch: number;
  /** Events of the province, its batches spread over so many; without it those of one chain after another. */
  readonly provinceOf?: number;
}

function* bodies({ eventsPerRequest, firstBatch, provinceOf }: LoadPlan): Generator<string> {
  const context = provinceOf === undefined ? (document([]) as { '@context': unknown })['@context'] : provinceContext;
  let waiting: object[] = [];
  for (let batch = firstBatch; ; batch++) {
    waiting.push(...(provinceOf === undefined ? chain(batch) : provinceBatch(batch, provinceOf)).events);
    while (waiting.length >= eventsPerRequest) {
      const taken = waiting.slice(0, eventsPerRequest);
      waiting = waiting.slice(eventsPerRequest);
      yield JSON.stringify(
        eventsPerRequest === 1 ? { '@context': context, ...taken[0] } : { ...document(taken), '@context': context },
      );
    }
  }
}

/** Sends everything and gives the seconds it took. */
export async function load(plan: LoadPlan): Promise<number> {
  const source = bodies(plan);
  const prepared = Array.from({ length: plan.requests }, () => {
    const body = Buffer.from(source.next().value as string);
    const head = `POST ${plan.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/ld+json\r\nContent-Length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  });
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from(
      { length: plan.connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(plan.port, '127.0.0.1');
          socket.setNoDelay(true);
          const send = (): void => {
            if (next >= prepared.length) {
              socket.end();
              resolve();
            } else socket.write(prepared[next++]!);
          };
          let text = '';
          socket.on('data', (chunk) => {
            text += chunk.toString('latin1');
            const end = text.indexOf('\r\n\r\n');
            if (end < 0) return;
            const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
            if (text.length < end + 4 + length) return;
            if (!/^HTTP\/1\.1 20[12]/.test(text) || text.includes('"success":false')) reject(new Error(text.slice(0, 400)));
            text = '';
            send();
          });
          socket.on('error', reject);
          send();
        }),
    ),
  );
  return (performance.now() - start) / 1000;
}

if (process.argv[1] === import.meta.filename) {
  const plan = JSON.parse(process.argv[2]!) as LoadPlan;
  console.log(await load(plan));
}
