/** The watch as it runs beside a server: how fast the city is captured through the public interface, and how soon what is wrong is told. */
import { cityContext, generate, type Registering, type Sent } from '../../simulator/city/index.ts';
import { registerOne } from '../../simulator/run.ts';
import { capture } from '../../src/capture/index.ts';
import { Zhuisu } from '../../src/client/index.ts';
import { registryOf } from '../../src/organisations/index.ts';
import type { Store } from '../../src/store/index.ts';
import { Watching } from '../../src/watch/index.ts';
import { startServer } from '../lib/server.ts';
import { percentile, withBenchStore } from '../lib/setup.ts';
import { registerCity } from './register.ts';

const hour = 3_600_000;
const connections = 8;

export interface Sample {
  readonly seed: string;
  readonly rate: number;
}

const documentOf = (list: readonly object[], at: number) => ({
  '@context': cityContext,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: new Date(at).toISOString(),
  epcisBody: { eventList: list },
});

/** Documents as firms send them: one a firm and hour, those of an hour together. */
function* hourly(events: Iterable<Sent>, most: number): Generator<readonly (readonly Sent[])[]> {
  let [batch, until, taken]: [Sent[], number, number] = [[], 0, 0];
  for (const sent of events) {
    if (sent.recorded >= until) {
      if (batch.length > 0) yield [...Map.groupBy(batch, ({ firm }) => firm.id).values()];
      batch = [];
      until = (Math.floor(sent.recorded / hour) + 1) * hour;
    }
    batch.push(sent);
    if (++taken >= most) return;
  }
}

/** Events a second that a server takes over HTTP, rules of stages asked, its watch running: `events` of a city of 200 firms. */
export async function publicRate({ seed, rate }: Sample, events: number): Promise<number> {
  const city = generate({ firms: 200, days: 60, seed, rate });
  const server = await startServer();
  try {
    const zhuisu = new Zhuisu({ baseUrl: `http://127.0.0.1:${server.port}` });
    for (const each of city.register) await registerOne(zhuisu, each);
    let [sent, spent] = [0, 0];
    for (const documents of hourly(city.events, events)) {
      const waiting = [...documents];
      const sender = async (): Promise<void> => {
        for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
          const list = each.map(({ event }) => event);
          await zhuisu.capture(documentOf(list, each[0]!.recorded) as never, { errorBehaviour: 'proceed' });
          sent += list.length;
        }
      };
      const start = performance.now();
      await Promise.all(Array.from({ length: connections }, sender));
      spent += performance.now() - start;
    }
    return sent / (spent / 1_000);
  } finally {
    await server.stop();
  }
}

export interface Latencies {
  readonly fullRate: number;
  readonly halfRate: number;
  readonly planted: number;
  readonly found: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

/**
 * Capture in one thread, the watch in another, as in the server. First as fast as capture goes, then at half of that rate for so many
 * seconds, with a fault every quarter of a second whose record is sent like all others: from before it is sent until its finding is written.
 */
export const latencies = ({ seed, rate }: Sample, seconds: number): Promise<Latencies> =>
  withBenchStore(async (store, dataDir) => {
    const city = generate({ firms: 400, days: 60, seed, rate });
    const registry = registryOf(store);
    await registerCity(store, city.register, Date.now());
    const { log } = store;
    const send = async (list: readonly Sent[]): Promise<void> => {
      const now = Date.now();
      const documents = Map.groupBy(list, ({ firm }) => firm.id);
      await Promise.all(
        [...documents].map(async ([owner, own]) => {
          const events = own.map(({ event }) => ({ ...event, eventTime: new Date(now - 60_000).toISOString() }));
          const { errors } = await capture(log, documentOf(events, now), {
            behaviour: 'rollback',
            job: false,
            now,
            owner,
            registry,
          });
          if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
        }),
      );
    };
    const take = (count: number): Sent[] => {
      const list: Sent[] = [];
      while (list.length < count) {
        const { value, done } = city.events.next();
        if (done) break;
        list.push(value);
      }
      return list;
    };
    await send(take(2_000));
    const first = performance.now();
    const measured = 8_000;
    for (let sent = 0; sent < measured; sent += 500) await send(take(500));
    const fullRate = measured / ((performance.now() - first) / 1_000);
    const watching = new Watching({ store, database: { dataDir }, log: (fields) => console.error(JSON.stringify(fields)) });
    watching.start();
    const idle = async (): Promise<void> => {
      while (watching.figures.cursor < (await head(store))) await pause(100);
    };
    try {
      await idle();
      const planted = new Map<string, number>();
      const begun = performance.now();
      for (let sent = 0; performance.now() - begun < seconds * 1_000; ) {
        const elapsed = (performance.now() - begun) / 1_000;
        const due = Math.floor((elapsed * fullRate) / 2) - sent;
        const wrong = Math.floor(elapsed * 4) > planted.size ? city.register[planted.size] : undefined;
        if (wrong !== undefined) {
          planted.set(wrong.organisation.id, Date.now());
          const { errors } = await capture(log, documentOf([ahead(planted.size)], Date.now()), { ...faulty(wrong), registry });
          if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
        }
        if (due > 0) {
          await send(take(Math.min(due, 400)));
          sent += Math.min(due, 400);
        } else await pause(10);
      }
      await idle();
      const rows = await store.database.query<{ owner: string; found: number }>(
        `select organisation as owner, extract(epoch from found_at)::float8 * 1000 as found from finding where detector = 'clock_ahead'`,
      );
      const took = rows.flatMap(({ owner, found }) => (planted.has(owner) ? [found - planted.get(owner)!] : []));
      return {
        fullRate,
        halfRate: fullRate / 2,
        planted: planted.size,
        found: took.length,
        p50: percentile(took, 0.5),
        p95: percentile(took, 0.95),
      };
    } finally {
      await watching.stop();
    }
  });

const faulty = ({ organisation }: Registering) =>
  ({ behaviour: 'rollback', job: false, now: Date.now(), owner: organisation.id }) as const;

/** Hours ahead of the clock. */
const ahead = (n: number): object => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:a4ead000-0000-8000-8000-${n.toString(16).padStart(12, '0')}`,
  eventTime: new Date(Date.now() + 5 * hour).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'retail_selling',
  quantityList: [{ epcClass: 'https://id.gs1.org/01/09529999000011/10/AHEAD', quantity: 1 }],
});

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** The end of the log. */
async function head({ database }: Store): Promise<number> {
  const [row] = await database.query<{ head: number }>('select head::float8 as head from log where id = 1');
  return row!.head;
}
