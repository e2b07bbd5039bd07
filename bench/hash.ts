/**
 * The event hash of CBV 2.0 against epcis2.js, on the documents that both can hash: the openly published vectors, and events of our own
 * generator. Where the two differ the vector decides, and the document counts for neither. `npm run bench -- hash`
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { prefixesOf, prehashOf } from '../src/events/index.ts';
import { document, events } from './lib/generate.ts';
import { median, report, round } from './lib/setup.ts';

interface Peer {
  eventToHashedId(event: object, context: unknown): string;
}
const peer = createRequire(import.meta.url)('epcis2.js') as Peer;

interface Sample {
  readonly event: object;
  readonly context: unknown;
}

const ours = ({ event, context }: Sample): string =>
  `ni:///sha-256;${createHash('sha256')
    .update(prehashOf(event, prefixesOf(context, (event as { '@context'?: unknown })['@context'])))
    .digest('hex')}?ver=CBV2.0`;
const theirs = ({ event, context }: Sample): string => peer.eventToHashedId(event, context);

function vectors(): Sample[] {
  const folder = resolve(import.meta.dirname, '../../shared/fixtures/event-hash');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonld'))
    .flatMap((file) => {
      const { '@context': context, epcisBody } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        '@context': unknown;
        epcisBody?: { eventList?: object[] };
      };
      return (epcisBody?.eventList ?? []).map((event) => ({ event, context }));
    });
}

function answer(hash: (sample: Sample) => string, sample: Sample): string | undefined {
  try {
    return hash(sample);
  } catch {
    return undefined;
  }
}

const generated = events(2_000).map((event) => ({
  event,
  context: (document([]) as { '@context': unknown })['@context'],
}));
const candidates = [...vectors(), ...generated];
const samples = candidates.filter((sample) => answer(theirs, sample) === ours(sample));

const rate = (hash: (sample: Sample) => string): number => {
  const start = performance.now();
  for (const sample of samples) hash(sample);
  return samples.length / ((performance.now() - start) / 1000);
};
for (let warm = 0; warm < 3; warm++) [rate(ours), rate(theirs)];
const [own, other]: [number[], number[]] = [[], []];
for (let i = 0; i < 9; i++) {
  own.push(rate(ours));
  other.push(rate(theirs));
}
report('hash', {
  'events both hash alike': samples.length,
  'events they refuse or hash otherwise': candidates.length - samples.length,
  'ours, events/s': Math.round(median(own)),
  'epcis2.js, events/s': Math.round(median(other)),
  ratio: round(median(own) / median(other)),
});
