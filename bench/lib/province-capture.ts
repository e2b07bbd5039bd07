/** Captures through HTTP into a small and a large log, in turns: each server rests while the other is measured. */
import { join } from 'node:path';
import { logHead, openStore } from '../../src/store/index.ts';
import { batchesOf } from './province-load.ts';
import { type BenchServer, runLoad, startServer, unwatched } from './server.ts';
import { asOwner, median } from './setup.ts';

const rounds = 6;
/** Documents of a hundred events. */
const measured = 400;
/**
 * Before the measurement, so that the pages at which rows of the newest parts go on were changed once since the last checkpoint, in both logs:
 * a checkpoint is half an hour or gigabytes of journal apart. What those first captures cost is told beside it.
 */
const warming = 10 * measured;

interface Side {
  readonly server: BenchServer;
  readonly wanted: number;
  next: number;
  readonly rates: number[];
  /** Of the first captures after the start. */
  first: number;
  written: Written;
}

/** What the database has written to its journal since it began. */
interface Written {
  readonly bytes: number;
  /** Whole pages, written when a page is changed for the first time after a checkpoint. */
  readonly pages: number;
}

async function writtenBy(dataDir: string): Promise<Written> {
  const store = await openStore({ dataDir, share: true });
  const owner = await asOwner(store);
  const { rows } = await owner.query<Written>('select wal_bytes::float8 as bytes, wal_fpi::float8 as pages from pg_stat_wal');
  await owner.end();
  await store.close();
  return rows[0]!;
}

/** Of one size. */
export interface CaptureFigures {
  readonly rate: number;
  readonly first: number;
  readonly bytesAnEvent: number;
  readonly pagesAnEvent: number;
}

export async function captureRates(
  folder: string,
  small: number,
  large: number,
): Promise<{ small: CaptureFigures; large: CaptureFigures; ratio: number }> {
  const sides: Side[] = [];
  try {
    for (const wanted of [small, large]) {
      const dataDir = join(folder, String(wanted));
      const store = await openStore({ dataDir });
      const head = await logHead(store.database);
      await store.close();
      const server = await startServer(unwatched, {}, dataDir);
      // Batches that nobody has loaded: numbers above those of every earlier run.
      const written = { bytes: 0, pages: 0 };
      sides.push({ server, wanted, next: batchesOf(wanted) * 2 + Number(head), rates: [], first: 0, written });
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
            // The last days of the log: a batch of the far future is refused.
            provinceOf: side.next + 10_000,
          };
          side.next += Math.ceil((requests * 100) / 20);
          return (requests * 100) / (await runLoad(plan));
        };
        if (round === 0) {
          side.first = await run(measured);
          await run(warming - measured);
          side.written = await writtenBy(side.server.dataDir);
        }
        side.rates.push(await run(measured));
      }
    }
    for (const side of sides) {
      const { bytes, pages } = await writtenBy(side.server.dataDir);
      side.written = { bytes: bytes - side.written.bytes, pages: pages - side.written.pages };
    }
  } finally {
    for (const { server } of sides) await server.stop();
  }
  const [few, many] = sides as [Side, Side];
  const figures = ({ rates, first, written }: Side): CaptureFigures => ({
    rate: median(rates),
    first,
    bytesAnEvent: written.bytes / (rounds * measured * 100),
    pagesAnEvent: written.pages / (rounds * measured * 100),
  });
  // Neighbours in time are compared, so that what else the machine does falls on both.
  return {
    small: figures(few),
    large: figures(many),
    ratio: median(few.rates.map((rate, i) => many.rates[i]! / rate)),
  };
}
