/** One firm sends as fast as it can; others do something wrong meanwhile: how soon that is found, beside how soon it is found in quiet. */
import { cityContext, generate } from '../../simulator/city/index.ts';
import { registerOne } from '../../simulator/run.ts';
import { Zhuisu } from '../../src/client/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { asFirms, startServer } from '../lib/server.ts';
import { percentile } from '../lib/setup.ts';

const connections = 8;
const together = 500;
const hour = 3_600_000;
/** Milliseconds between two wrong records. */
const every = 500;

export interface Flood {
  /** Of the loud firm, that were stored. */
  readonly events: number;
  readonly eventsASecond: number;
  /** Events that the watch had not read, at most. */
  readonly mostLag: number;
  /** Milliseconds from before a record is sent until its finding is written. */
  readonly quiet: readonly number[];
  readonly meanwhile: readonly number[];
  readonly planted: number;
}

/** Through HTTP, for so many seconds each. */
export async function flood(seconds: number): Promise<Flood> {
  const firms = Math.ceil((seconds * 1_000) / every);
  const city = generate({ firms: firms * 2 + 1, days: 1, seed: 'flood', rate: 0 });
  const server = await startServer(asFirms);
  const store = await openStore({ dataDir: server.dataDir, share: true });
  try {
    const zhuisu = new Zhuisu({ baseUrl: `http://127.0.0.1:${server.port}` });
    for (const each of city.register) await registerOne(zhuisu, each);
    const ids = city.register.map(({ organisation }) => organisation.id);
    const send = async (owner: string, eventList: readonly object[]): Promise<void> => {
      const answer = await fetch(`http://127.0.0.1:${server.port}/epcis/capture`, {
        method: 'POST',
        headers: { 'content-type': 'application/ld+json', 'bench-firm': owner, prefer: 'return=minimal' },
        body: JSON.stringify({
          '@context': cityContext,
          type: 'EPCISDocument',
          schemaVersion: '2.0',
          creationDate: new Date().toISOString(),
          epcisBody: { eventList },
        }),
      });
      const text = await answer.text();
      if (answer.status !== 202 || !text.includes('"success":true')) throw new Error(text.slice(0, 400));
    };
    let number = 0;
    /** One each half a second, each of a firm that did nothing wrong before. */
    const wrong = async (owners: readonly string[]): Promise<number[]> => {
      const sent = new Map<string, number>();
      for (const owner of owners) {
        const due = performance.now() + every;
        sent.set(owner, Date.now());
        await send(owner, [event(number++, Date.now() + 5 * hour)]);
        await pause(due - performance.now());
      }
      for (;;) {
        const rows = await foundAt(store, owners);
        if (rows.length === owners.length) return rows.map(({ owner, found }) => found - sent.get(owner)!);
        await pause(200);
      }
    };
    // Both have come to speed.
    await send(ids[0]!, [event(number++, Date.now() - 60_000)]);
    const quiet = await wrong(ids.slice(1, firms + 1));
    let [events, mostLag, ended] = [0, 0, false];
    const sender = async (): Promise<void> => {
      while (!ended) {
        const list = Array.from({ length: together }, () => event(number++, Date.now() - 60_000));
        await send(ids[0]!, list);
        events += together;
      }
    };
    const lags = async (): Promise<void> => {
      while (!ended) {
        const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
        mostLag = Math.max(mostLag, Number(/^zhuisu_watch_lag_events (\d+)/m.exec(text)?.[1] ?? 0));
        await pause(500);
      }
    };
    const start = performance.now();
    const loud = Promise.all([lags(), ...Array.from({ length: connections }, sender)]);
    await pause(1_000);
    const meanwhile = await wrong(ids.slice(firms + 1));
    ended = true;
    const spent = performance.now() - start;
    await loud;
    return { events, eventsASecond: events / (spent / 1_000), mostLag, quiet, meanwhile, planted: firms };
  } finally {
    await store.close();
    await server.stop();
  }
}

export const told = ({ events, eventsASecond, mostLag, quiet, meanwhile, planted }: Flood) => ({
  floodEvents: events,
  floodEventsASecond: Math.round(eventsASecond),
  floodMostLagEvents: mostLag,
  floodPlanted: planted,
  quietFoundP50Ms: Math.round(percentile(quiet, 0.5)),
  quietFoundP95Ms: Math.round(percentile(quiet, 0.95)),
  floodFoundP50Ms: Math.round(percentile(meanwhile, 0.5)),
  floodFoundP95Ms: Math.round(percentile(meanwhile, 0.95)),
});

const event = (n: number, at: number): object => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:f100d000-0000-8000-8000-${n.toString(16).padStart(12, '0')}`,
  eventTime: new Date(at).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'retail_selling',
  disposition: 'retail_sold',
  quantityList: [{ epcClass: `https://id.gs1.org/01/09529999000011/10/F${n % 500}`, quantity: 1 }],
});

const foundAt = (store: Store, owners: readonly string[]) =>
  store.database.query<{ owner: string; found: number }>(
    `select organisation as owner, extract(epoch from found_at)::float8 * 1000 as found
     from finding where detector = 'clock_ahead' and organisation = any($1::uuid[])`,
    [owners],
  );

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
