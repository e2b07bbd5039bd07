/**
 * Validation of the same parsed documents by our validator and by Ajv compiled from the official schema, interleaved in one run.
 * `npm run bench -- validation`; the official schema lies beside a developer's checkout, not in it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { checkEvent, isEvent, readDocument } from '../src/events/index.ts';
import { document, events } from './lib/generate.ts';
import { median, report, round } from './lib/setup.ts';

const schemaFile = resolve(import.meta.dirname, '../../shared/standards/epcis/epcis-json-schema-2.0.1.json');
if (!existsSync(schemaFile)) {
  console.log('The official schema is not beside this checkout (../shared): nothing to compare with.');
  process.exit(0);
}
const ajv = new Ajv({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as object;
const theirsAll = ajv.compile(schema);
const quick = new Ajv({ strict: false });
(addFormats as unknown as (ajv: Ajv) => void)(quick);
const theirs = quick.compile(schema);

const ours = (value: unknown): boolean => {
  const read = readDocument(value);
  return !('faults' in read) && read.events.every((event) => isEvent(event));
};

const all = events(6_000);
const documents = Array.from(
  { length: 1_000 },
  (_, i) => JSON.parse(JSON.stringify(document(all.slice(i * 6, i * 6 + 6)))) as unknown,
);
const rate = (check: (value: unknown) => unknown): number => {
  const start = performance.now();
  for (const each of documents) if (!check(each)) throw new Error('a document of the measurement is not valid');
  return documents.length / ((performance.now() - start) / 1000);
};
for (let warm = 0; warm < 5; warm++) [rate(ours), rate(theirs)];
const [own, peer]: [number[], number[]] = [[], []];
for (let i = 0; i < 15; i++) {
  own.push(rate(ours));
  peer.push(rate(theirs));
}
const wrong = { ...(all[0] as object), bizStep: 'teleporting' };
theirsAll(document([wrong]));
report('validation', {
  'ours, documents of 6 events/s': Math.round(median(own)),
  'Ajv from the official schema, documents/s': Math.round(median(peer)),
  ratio: round(median(own) / median(peer)),
  'errors told for one wrong word, ours': checkEvent(wrong).length,
  'errors told for one wrong word, Ajv': theirsAll.errors?.length ?? 0,
});
