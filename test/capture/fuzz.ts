/**
 * Documents as nobody should send them: fixtures and documents of our own, JSON and XML, damaged in their structure and in their bytes,
 * sent to the real interface on a real database. Whatever comes, the answer is in the catalogue, and what is stored is what was answered.
 * `npm run fuzz -- documents [cases [seed]]`
 */
import { catalogue } from '../../src/errors.ts';
import { logHead } from '../../src/store/index.ts';
import { mutants } from '../events/mutations.ts';
import { serveApp } from '../http/setup.ts';
import { hasShared, readShared, sharedFiles } from '../shared.ts';
import { ownDocuments } from './own-documents.ts';

export interface Sample {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Fixtures where they are at hand, and documents of our own everywhere. */
export function corpus(): Sample[] {
  const fixtures = hasShared('fixtures/gs1-epcis')
    ? ['fixtures/gs1-epcis', 'fixtures/openepcis', 'fixtures/event-hash', 'fixtures/gdst'].flatMap((folder) =>
        sharedFiles(folder, /\.(json|jsonld|xml)$/).map((file) => ({ name: file, text: readShared(file) })),
      )
    : [];
  return [...fixtures, ...ownDocuments]
    .filter(({ text }) => text.length < 100_000)
    .map(({ name, text }) => ({
      name,
      type: name.endsWith('.xml') ? 'application/xml' : 'application/ld+json',
      bytes: Buffer.from(text),
    }));
}

/** Numbers by chance that a seed repeats (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const hostile: readonly (string | Buffer)[] = [
  '\u0000',
  '\ufeff',
  '\ud800',
  '"\\ud800"',
  Buffer.from([0xc3, 0x28]),
  Buffer.from([0xff, 0xfe, 0x3c, 0x00]),
  '{"__proto__":{"polluted":1}}',
  '"constructor":{"prototype":{}},',
  '"type":"ObjectEvent","type":"AggregationEvent",',
  '['.repeat(5_000),
  '{"a":'.repeat(2_000),
  '<a>'.repeat(5_000),
  '1e999',
  '-0',
  '9'.repeat(400),
  '0.1e-999999',
  'null',
  'true',
  '""',
  '[]',
  '{}',
  ',',
  '\\u0000',
  '2026-02-30T25:61:61+99:99',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00.000001Z',
  '&lol;',
  '&#0;',
  '&#x110000;',
  '&#xD800;',
  '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;">]>',
  '<!ENTITY x SYSTEM "file:///etc/passwd">',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0" encoding="UTF-16"?>',
  '<?php ?>',
  '<!--',
  ' xmlns=""',
  ' xmlns:epcis="urn:other"',
  '</EventList>',
  '<recordTime>2020-01-01T00:00:00Z</recordTime>',
  'urn:epc:id:sgtin:0614141.107346.2018',
  'https://id.gs1.org/01/09506000134352/21/%FF',
  "'; drop table event; --",
  'x'.repeat(70_000),
];

const asBytes = (part: string | Buffer): Buffer => (typeof part === 'string' ? Buffer.from(part) : part);

/** One damage to the bytes of a document. */
function damaged(bytes: Buffer, all: readonly Sample[], draw: (below: number) => number): Buffer {
  const at = draw(bytes.length + 1);
  const until = Math.min(bytes.length, at + 1 + draw(60));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (draw(9)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, bytes.subarray(until)]);
    case 2:
      return Buffer.concat([before, bytes.subarray(at, until), after]);
    case 3: {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[draw(copy.length)] = draw(256);
      return copy;
    }
    case 4: {
      const other = all[draw(all.length)]!.bytes;
      return Buffer.concat([before, other.subarray(draw(other.length))]);
    }
    case 5: {
      const other = all[draw(all.length)]!.bytes;
      const from = draw(other.length);
      return Buffer.concat([before, other.subarray(from, from + draw(400)), after]);
    }
    default:
      return Buffer.concat([before, asBytes(hostile[draw(hostile.length)]!), after]);
  }
}

function mutantOf(sample: Sample, all: readonly Sample[], draw: (below: number) => number): Buffer {
  if (sample.type !== 'application/xml' && draw(2) === 0) {
    const [mutant] = mutants(JSON.parse(sample.bytes.toString()), 1, draw(2 ** 31));
    return Buffer.from(JSON.stringify(mutant));
  }
  let { bytes } = sample;
  for (let i = draw(3); i >= 0; i--) bytes = damaged(bytes, all, draw);
  return bytes;
}

export interface FuzzedDocuments {
  readonly cases: number;
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly stored: number;
  readonly slowestMs: number;
}

/** Longer than this for one document is a hang. */
const slowest = 10_000;
const together = 16;

/** Throws, with the case and the seed, on the first answer that should not be. */
export async function fuzzDocuments(cases: number, seed: number, tell?: (done: number) => void): Promise<FuzzedDocuments> {
  const served = await serveApp();
  const all = corpus();
  const statuses: Record<string, number> = {};
  let [done, stored, slowestMs] = [0, await logHead(served.store.database), 0];
  const before = stored;

  const one = async (number: number): Promise<void> => {
    const draw = chance(seed + number);
    const sample = all[number % all.length]!;
    const payload = mutantOf(sample, all, draw);
    const about = `case ${number}, seed ${seed}, of ${sample.name}`;
    const [path, type] = [draw(8) === 0 ? '/epcis/events' : '/epcis/capture', draw(50) === 0 ? 'text/plain' : sample.type];
    const start = performance.now();
    const answer = await served.app.inject({
      method: 'POST',
      url: path,
      payload,
      headers: {
        host: 'localhost:8080',
        'content-type': type,
        ...(draw(3) === 0 ? { 'gs1-capture-error-behaviour': 'proceed' } : {}),
      },
    });
    const took = performance.now() - start;
    slowestMs = Math.max(slowestMs, took);
    if (took > slowest) throw new Error(`${about}: ${Math.round(took)} ms`);
    statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1;
    if (answer.statusCode >= 500) throw new Error(`${about}: ${answer.statusCode} ${answer.body.slice(0, 400)}`);
    const body = answer.json() as { code?: string; stored?: number };
    if (answer.statusCode >= 400 && !Object.hasOwn(catalogue, body.code ?? '')) throw new Error(`${about}: ${answer.body}`);
    // A single event that is new is answered with 201, one that was there with 200.
    stored += body.stored ?? (answer.statusCode === 201 ? 1 : 0);
  };

  try {
    while (done < cases) {
      const count = Math.min(together, cases - done);
      await Promise.all(Array.from({ length: count }, (_, i) => one(done + i)));
      done += count;
      tell?.(done);
    }
    const head = await logHead(served.store.database);
    if (head !== stored) throw new Error(`seed ${seed}: ${head - before} events are stored, ${stored - before} were answered`);
    return { cases: done, statuses, stored: stored - before, slowestMs };
  } finally {
    await served.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  const [cases = 200_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
  const start = performance.now();
  const told = await fuzzDocuments(cases, seed, (done) => {
    if (done % 20_000 === 0) console.log(`${done} documents …`);
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(
    `documents, seed ${seed}: ${JSON.stringify(told)}, ${seconds} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
}
