/** Captures through HTTP into a small and a large log, in turns: each server rests while the other is measured. */
import { join } from 'node:path';
import { logHead, openStore } from '../../src/store/index.ts';
import { batchesOf } from './province-load.ts';
import { type BenchServer, runLoad, startServer, unwatched } from './server.ts';
import { median } from './setup.ts';

const rounds = 6;
/** Documents of a hundred events. */
const warming = 400;
const measured = 400;

interface Side {
  readonly server: BenchServer;
  readonly wanted: number;
  next: number;
  readonly rates: number[];
}

export async function captureRates(
  folder: string,
  small: number,
  large: number,
): Promise<{ small: number; large: number; ratio: number }> {
  const sides: Side[] = [];
  try {
    for (const wanted of [small, large]) {
      const dataDir = join(folder, String(wanted));
      const store = await openStore({ dataDir });
      const head = await logHead(store.database);
      await store.close();
      const server = await startServer(unwatched, {}, dataDir);
      // Batches that nobody has loaded: numbers above those of every earlier run.
      sides.push({ server, wanted, next: batchesOf(wanted) * 2 + Number(head), rates: [] });
    }
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? sides : [...sides].reverse();
      for (const side of order) {
        const run = async (requests: number): Promise<number> => {
          const plan = {
            port: side.server.port,
            path: '/epcis/capture',
            connections: 8,
            requests,
            eventsPerRequest: 100,
            firstBatch: side.next,
            provinceOf: batchesOf(side.wanted),
          };
          side.next += Math.ceil((requests * 100) / 20);
          return (requests * 100) / (await runLoad(plan));
        };
        if (round === 0) await run(warming);
        side.rates.push(await run(measured));
      }
    }
  } finally {
    for (const { server } of sides) await server.stop();
  }
  const [few, many] = sides as [Side, Side];
  // Neighbours in time are compared, so that what else the machine does falls on both.
  return {
    small: median(few.rates),
    large: median(many.rates),
    ratio: median(few.rates.map((rate, i) => many.rates[i]! / rate)),
  };
}
