/**
 * The same documents as XML and as JSON, interleaved in one run: from bytes to events that are ready to be appended, and from bytes to the
 * database, eight at a time, with durable commits. `npm run bench -- xml`.
 */
import { isUtf8 } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { capture, parseBody } from '../src/capture/index.ts';
import { type EpcisEvent, isEvent, readDocument } from '../src/events/index.ts';
import { readXmlDocument, writeXmlDocument } from '../src/events/xml/index.ts';
import { contextOf, EventLog, prepareEvent } from '../src/store/index.ts';
import { document, events } from './lib/generate.ts';
import { median, report, round, withBenchStore } from './lib/setup.ts';

const perDocument = 100;
const all = events(5_000);
const documents = Array.from({ length: all.length / perDocument }, (_, i) =>
  document(all.slice(i * perDocument, (i + 1) * perDocument)),
);
const json = documents.map((each) => Buffer.from(JSON.stringify(each)));
const xml = (['2.0', '1.2'] as const).map((version) =>
  documents.map((each) => Buffer.from(writeXmlDocument(JSON.parse(JSON.stringify(each)), { version }))),
);

const fromXml = (bytes: Buffer): unknown => {
  if (!isUtf8(bytes)) throw new Error('a document of the measurement is not UTF-8');
  return readXmlDocument(bytes.toString('utf8')).value;
};

/** Events a second. */
function rate(bodies: readonly Buffer[], parse: (bytes: Buffer) => unknown, prepare: boolean): number {
  const start = performance.now();
  for (const body of bodies) {
    const read = readDocument(parse(body));
    if ('faults' in read) throw new Error('a document of the measurement is not valid');
    if (!prepare) continue;
    const context = contextOf(read.context);
    for (const event of read.events) {
      if (!isEvent(event)) throw new Error('an event of the measurement is not valid');
      prepareEvent(event as EpcisEvent, read.prefixes, context);
    }
  }
  return all.length / ((performance.now() - start) / 1000);
}

const kinds: readonly [string, readonly Buffer[], (bytes: Buffer) => unknown][] = [
  ['JSON', json, parseBody],
  ['XML 2.0', xml[0]!, fromXml],
  ['XML 1.2', xml[1]!, fromXml],
];
const rates = kinds.map(() => ({ parsed: [] as number[], prepared: [] as number[] }));
for (let i = 0; i < 12; i++) {
  for (const [k, [, bodies, parse]] of kinds.entries()) {
    const parsed = rate(bodies, parse, false);
    const prepared = rate(bodies, parse, true);
    // The first rounds warm up.
    if (i >= 3) {
      rates[k]!.parsed.push(parsed);
      rates[k]!.prepared.push(prepared);
    }
  }
}
/** Events a second into the database; each round has events of its own. */
const captured = await withBenchStore(async (store) => {
  const log = new EventLog(store.database);
  const perRound = 5_000;
  const found: [number[], number[]] = [[], []];
  for (let i = 0; i < 12; i++) {
    const bodies = Array.from({ length: perRound / perDocument }, (_, k) => {
      const each = document(events(perDocument, (i * perRound) / 10 + k * perDocument + 1_000)) as object;
      return Buffer.from(
        i % 2 === 0 ? JSON.stringify(each) : writeXmlDocument(JSON.parse(JSON.stringify(each)), { version: '2.0' }),
      );
    });
    const parse = i % 2 === 0 ? parseBody : fromXml;
    let next = 0;
    const start = performance.now();
    const work = async (): Promise<void> => {
      for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
        const done = await capture(log, parse(body), { behaviour: 'rollback', job: true, now: Date.now() });
        if (!done.success) throw new Error('a document of the measurement was refused');
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    // The first round of each warms up.
    if (i >= 2) found[i % 2]!.push(perRound / ((performance.now() - start) / 1000));
  }
  return found.map(median);
});
/** The parser alone, with the handlers that it has in ours. */
function parserRate(): number {
  const start = performance.now();
  for (const body of xml[0]!) {
    const parser = new SaxesParser({ xmlns: true });
    for (const name of ['opentag', 'closetag', 'text', 'cdata', 'doctype'] as const) parser.on(name, () => undefined);
    parser.write(body.toString('utf8')).close();
  }
  return all.length / ((performance.now() - start) / 1000);
}
const alone = median(Array.from({ length: 12 }, parserRate).slice(3));

const whole = rates.map(({ prepared }) => median(prepared));
report('xml', {
  'saxes alone, XML 2.0, events/s': Math.round(alone),
  ...Object.fromEntries(kinds.map(([name], k) => [`${name}, parsed, events/s`, Math.round(median(rates[k]!.parsed))])),
  ...Object.fromEntries(kinds.map(([name], k) => [`${name}, parsed and prepared, events/s`, Math.round(whole[k]!)])),
  'XML 2.0 to JSON': round(whole[1]! / whole[0]!),
  'XML 1.2 to JSON': round(whole[2]! / whole[0]!),
  'JSON, captured, events/s': Math.round(captured[0]!),
  'XML 2.0, captured, events/s': Math.round(captured[1]!),
  'XML 2.0 to JSON, captured': round(captured[1]! / captured[0]!),
});
