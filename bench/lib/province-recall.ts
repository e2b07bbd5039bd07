/** The recall of a lot with 100,000 descendants through HTTP, against counting the rows that it reads by their indexes. */
import { request } from 'node:http';
import { join } from 'node:path';
import { openStore } from '../../src/store/index.ts';
import { uuidOfUri } from '../../src/store/keys.ts';
import { hubDescendants, hubLot } from './hub.ts';
import { startServer, unwatched } from './server.ts';
import { median, round } from './setup.ts';

const rounds = 3;

interface Recalled {
  readonly firstMs: number;
  readonly wholeMs: number;
  readonly things: readonly string[];
  readonly maximum: number;
  readonly bytes: number;
}

export async function recallFigures(folder: string, large: number): Promise<Record<string, unknown>> {
  const dataDir = join(folder, String(large));
  const server = await startServer(unwatched, {}, dataDir);
  const found: Recalled[] = [];
  const before = server.memory().peak;
  let grown = 0;
  try {
    for (let i = 0; i < rounds + 1; i++) found.push(await recalled(server.port));
    grown = server.memory().peak - before;
  } finally {
    await server.stop();
  }
  const [cold, ...warm] = found as [Recalled, ...Recalled[]];
  if (cold.things.length !== hubDescendants + 1) throw new Error(`${cold.things.length} things instead of ${hubDescendants + 1}`);
  const { links, events, ms } = await counted(dataDir, cold.things);
  const whole = median(warm.map(({ wholeMs }) => wholeMs));
  return {
    'things in the recall, surely and possibly': `${cold.things.length}, ${cold.maximum}`,
    'rows of links and events that are counted': `${links}, ${events}`,
    'plain count of the rows by index, ms': round(ms, 0),
    'recall with bounds, ms': round(whole, 0),
    'the same for the first time, ms': round(cold.wholeMs, 0),
    'ratio to the count': round(whole / ms, 1),
    'first results after, ms': round(median(warm.map(({ firstMs }) => firstMs)), 0),
    'first results for the first time, ms': round(cold.firstMs, 0),
    'growth of the server meanwhile, MB': grown,
    'answer, MB': round(cold.bytes / 2 ** 20, 0),
  };
}

/** `application/x-ndjson`: lines of what is sure as it is found, the answer last. */
function recalled(port: number): Promise<Recalled> {
  const body = JSON.stringify({ code: hubLot });
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/v1/recalls/scope',
        headers: {
          'content-type': 'application/json',
          accept: 'application/x-ndjson',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        let firstMs = 0;
        let bytes = 0;
        const lines: Buffer[] = [];
        answer.on('data', (piece: Buffer) => {
          firstMs ||= performance.now() - start;
          bytes += piece.length;
          lines.push(piece);
        });
        answer.on('end', () => {
          const wholeMs = performance.now() - start;
          const told = Buffer.concat(lines).toString('utf8').trimEnd().split('\n');
          const last = JSON.parse(told.at(-1)!) as {
            kind: string;
            answer: { minimum: { id: string }[]; maximum: unknown[]; bounds: { hit: boolean } };
          };
          if (last.kind !== 'answer' || last.answer.bounds.hit)
            return reject(new Error(JSON.stringify(last.kind === 'answer' ? last.answer.bounds : last).slice(0, 400)));
          const { minimum, maximum } = last.answer;
          resolve({ firstMs, wholeMs, things: minimum.map(({ id }) => id), maximum: maximum.length, bytes });
        });
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}

/** Links of the things by the link index, events of these by their numbers; nothing is read but the indexes. */
async function counted(dataDir: string, things: readonly string[]): Promise<{ links: number; events: number; ms: number }> {
  const store = await openStore({ dataDir });
  try {
    const idents = things.map(uuidOfUri);
    const ask = async (): Promise<{ links: number; events: number; ms: number }> => {
      const [row] = await store.database.query<{ seqs: string[] }>(
        'select array_agg(distinct seq) as seqs from unnest($1::uuid[]) t(ident) join link using (ident)',
        [idents],
      );
      const start = performance.now();
      const [links] = await store.database.query<{ count: string }>(
        'select count(*) from unnest($1::uuid[]) t(ident) join link using (ident)',
        [idents],
      );
      const [events] = await store.database.query<{ count: string }>(
        'select count(*) from unnest($1::bigint[]) t(seq) join event e on e.log = 1 and e.seq = t.seq',
        [row!.seqs],
      );
      return { links: Number(links!.count), events: Number(events!.count), ms: performance.now() - start };
    };
    const all = [await ask(), await ask(), await ask()];
    return { ...all[0]!, ms: median(all.slice(1).map(({ ms }) => ms)) };
  } finally {
    await store.close();
  }
}
