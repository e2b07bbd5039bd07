/**
 * Capture through HTTP against the limit of the engine: COPY of the same rows into the same indexed tables, and against one transaction
 * an event: the same server without group commit, and plain prepared inserts without HTTP. All in one run, interleaved, on embedded
 * servers with durable commits.
 *
 * `npm run bench -- capture [--million]`; with --million it also watches the server's memory over a million events.
 */
import { once } from 'node:events';
import { from as copyFrom } from 'pg-copy-streams';
import { type EpcisEvent, isEvent, prefixesOf } from '../src/events/index.ts';
import { contextOf, EventLog, type PreparedEvent, prepareEvent } from '../src/store/index.ts';
import { document, events } from './lib/generate.ts';
import { runLoad, startServer, ungrouped, unwatched } from './lib/server.ts';
import { asOwner, median, report, round, withBenchStore } from './lib/setup.ts';

const rounds = 3;
const perRound = 20_000;
const context = (document([]) as { '@context': unknown })['@context'];

function prepared(count: number, firstBatch: number): PreparedEvent[] {
  return events(count, firstBatch).map((event) => {
    if (!isEvent(event)) throw new Error('the generator made an invalid event');
    return prepareEvent(event as EpcisEvent, prefixesOf(context), contextOf(context));
  });
}

/** Rows as the append path wrote them, copied out in binary and copied into empty tables of the same shape: only COPY is measured. */
async function copyRate(firstBatch: number): Promise<number> {
  return withBenchStore(async (store) => {
    const log = new EventLog(store.database);
    const all = prepared(perRound * 2, firstBatch);
    // The first half fills the indexes, so that neither side writes into empty ones.
    for (let i = 0; i < perRound; i += 1_000) await log.append({ events: all.slice(i, i + 1_000), allOrNothing: true });
    const chunks: { table: string; bytes: Buffer }[][] = [];
    for (let i = perRound; i < perRound * 2; i += 1_000)
      await log.append({ events: all.slice(i, i + 1_000), allOrNothing: true });
    const client = await asOwner(store);
    const { to } = await import('pg-copy-streams');
    for (let i = perRound; i < perRound * 2; i += 1_000) {
      const where = `seq > ${i} and seq <= ${i + 1_000}`;
      const parts: { table: string; bytes: Buffer }[] = [];
      for (const [table, order] of [
        ['event', 'seq'],
        ['event_identity', 'seq'],
        ['link', 'ident, at'],
      ] as const) {
        const stream = client.query(
          to(`copy (select * from ${table} where ${where} order by ${order}) to stdout (format binary)`),
        );
        const pieces: Buffer[] = [];
        for await (const piece of stream) pieces.push(piece as Buffer);
        parts.push({ table, bytes: Buffer.concat(pieces) });
      }
      chunks.push(parts);
    }
    for (const table of ['event', 'event_identity', 'link']) await client.query(`delete from ${table} where seq > ${perRound}`);
    await client.query('vacuum event, event_identity, link');
    await client.query('checkpoint');
    const start = performance.now();
    for (const parts of chunks) {
      await client.query('begin');
      for (const { table, bytes } of parts) {
        const stream = client.query(copyFrom(`copy ${table} from stdin (format binary)`));
        stream.end(bytes);
        await once(stream, 'finish');
      }
      await client.query('commit');
    }
    const seconds = (performance.now() - start) / 1000;
    await client.end();
    return perRound / seconds;
  });
}

/** The plainest program: for each event one transaction of prepared inserts into the same tables, without HTTP, one after the other. */
async function oneByOneRate(firstBatch: number): Promise<number> {
  return withBenchStore(async (store) => {
    const count = 2_000;
    const all = prepared(count, firstBatch);
    const client = await store.database.pool.connect();
    const start = performance.now();
    for (const [i, { facts, identity, readPoint, bizLocation, links, doc }] of all.entries()) {
      const uuid = (key: string | undefined): string | null =>
        key === undefined ? null : Buffer.from(key, 'latin1').toString('hex');
      const at = new Date(facts.at / 1000);
      await client.query('begin');
      await client.query({
        name: 'event',
        text: 'insert into event values (1, $1, now(), $2, $3, $4, $5, $6, $7, $8, 0, $9)',
        values: [i + 1, at, facts.type, facts.action, facts.step, facts.disposition, uuid(readPoint), uuid(bizLocation), doc],
      });
      await client.query({
        name: 'identity',
        text: 'insert into event_identity values ($1, 1, $2)',
        values: [uuid(identity), i + 1],
      });
      await client.query({
        name: 'links',
        text: 'insert into link select unnest($1::uuid[]), $2, 1, $3, unnest($4::int2[])',
        values: [links.map(({ key }) => uuid(key)), at, i + 1, links.map(({ role }) => role)],
      });
      await client.query({ name: 'head', text: 'update log set head = $1 where id = 1', values: [i + 1] });
      await client.query('commit');
    }
    const rate = count / ((performance.now() - start) / 1000);
    client.release();
    return rate;
  });
}

/** Documents, where nothing reads the log behind the captures. */
async function unwatchedRate(firstBatch: number): Promise<number> {
  const server = await startServer(unwatched);
  try {
    const plan = { port: server.port, path: '/epcis/capture', connections: 8, eventsPerRequest: 100 };
    await runLoad({ ...plan, requests: 300, firstBatch });
    return 60_000 / (await runLoad({ ...plan, requests: 600, firstBatch: firstBatch + 100_000 }));
  } finally {
    await server.stop();
  }
}

async function httpRates(firstBatch: number): Promise<{ documents: number; single: number }> {
  const server = await startServer();
  try {
    const warm = {
      port: server.port,
      path: '/epcis/capture',
      connections: 8,
      requests: perRound / 100,
      eventsPerRequest: 100,
      firstBatch,
    };
    await runLoad({ ...warm, requests: 300 });
    const documents = await runLoad({ ...warm, requests: 600, firstBatch: firstBatch + 100_000 });
    const single = {
      port: server.port,
      path: '/epcis/events',
      connections: 64,
      requests: 20_000,
      eventsPerRequest: 1,
      firstBatch: firstBatch + 200_000,
    };
    await runLoad({ ...single, requests: 8_000 });
    const singles = await runLoad({ ...single, firstBatch: firstBatch + 300_000 });
    return { documents: 60_000 / documents, single: 20_000 / singles };
  } finally {
    await server.stop();
  }
}

/** The same requests on the same connections to the same server, each event in a transaction of its own. */
async function ungroupedRate(firstBatch: number): Promise<number> {
  const server = await startServer(ungrouped);
  try {
    const plan = { port: server.port, path: '/epcis/events', connections: 64, eventsPerRequest: 1 };
    await runLoad({ ...plan, requests: 500, firstBatch });
    return 2_000 / (await runLoad({ ...plan, requests: 2_000, firstBatch: firstBatch + 100_000 }));
  } finally {
    await server.stop();
  }
}

async function memoryOverAMillion(): Promise<{ peakMB: number; perSecond: number }> {
  const server = await startServer();
  try {
    let seconds = 0;
    for (let part = 0; part < 20; part++) {
      seconds += await runLoad({
        port: server.port,
        path: '/epcis/capture',
        connections: 8,
        requests: 500,
        eventsPerRequest: 100,
        firstBatch: part * 10_000,
      });
    }
    return { peakMB: server.memory().peak, perSecond: Math.round(1_000_000 / seconds) };
  } finally {
    await server.stop();
  }
}

const copy: number[] = [];
const documents: number[] = [];
const single: number[] = [];
const alone: number[] = [];
const bare: number[] = [];
const oneByOne: number[] = [];
for (let round = 0; round < rounds; round++) {
  copy.push(await copyRate(round * 1_000_000));
  bare.push(await unwatchedRate(round * 1_000_000));
  const http = await httpRates(round * 1_000_000);
  documents.push(http.documents);
  single.push(http.single);
  alone.push(await ungroupedRate(round * 1_000_000));
  oneByOne.push(await oneByOneRate(round * 1_000_000));
}
report('capture', {
  'COPY of the same rows, events/s': Math.round(median(copy)),
  'HTTP, 100-event documents, 8 connections, events/s': Math.round(median(documents)),
  'ratio to COPY': round(median(documents) / median(copy)),
  'the same without the watch, events/s': Math.round(median(bare)),
  'ratio of that to COPY': round(median(bare) / median(copy)),
  'HTTP, single events, 64 connections, events/s': Math.round(median(single)),
  'the same, one transaction an event, events/s': Math.round(median(alone)),
  'ratio to it': round(median(single) / median(alone)),
  'prepared inserts, one transaction an event, events/s': Math.round(median(oneByOne)),
  'ratio to them': round(median(single) / median(oneByOne)),
  ...(process.argv.includes('--million') ? { 'over a million events': await memoryOverAMillion() } : {}),
});
