/**
 * What reading a JSON body costs before anything is known of it: the walk that bounds it and looks for members that stand twice, against
 * the same walk for the depth alone, and against JSON.parse. Interleaved in one run. `npm run bench -- bodies`.
 */
import { scanJson } from '../src/capture/scan.ts';
import { negotiate, offerOf } from '../src/http/epcis/negotiation.ts';
import { document, events } from './lib/generate.ts';
import { median, report, round } from './lib/setup.ts';

const count = 1_000;
const bytes = Buffer.from(JSON.stringify(document(events(count))));

function depthOf(text: Buffer): number {
  let [depth, most] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === 0x22) {
      do i = text.indexOf(0x22, i + 1);
      while (text[i - 1] === 0x5c);
    } else if (c === 0x7b || c === 0x5b) most = Math.max(most, ++depth);
    else if (c === 0x7d || c === 0x5d) depth--;
  }
  return most;
}

const offer = offerOf(['application/json', 'application/xml'], false);
const plain = { accept: '*/*', 'content-type': 'application/json' };
const asking = { ...plain, accept: 'application/xml, application/json;q=0.5', 'gs1-epcis-max': '2.0' };

const micros = (times: number, work: () => unknown): number => {
  const start = performance.now();
  for (let i = 0; i < times; i++) work();
  return ((performance.now() - start) * 1000) / times;
};
const works: Readonly<Record<string, () => number>> = {
  depth: () => micros(20, () => depthOf(bytes)) / count,
  scan: () => micros(20, () => scanJson(bytes)) / count,
  parse: () => micros(20, () => JSON.parse(bytes.toString())) / count,
  plain: () => micros(20_000, () => negotiate(plain, offer, true)),
  asking: () => micros(20_000, () => negotiate(asking, offer, true)),
};
const times: Record<string, number[]> = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
for (let round = 0; round < 12; round++) for (const [name, work] of Object.entries(works)) times[name]!.push(work());
const of = (name: string): number => median(times[name]!.slice(2));
report('bodies', {
  'walk for the depth alone, µs an event': round(of('depth')),
  'walk for depth and members twice, µs an event': round(of('scan')),
  'JSON.parse, µs an event': round(of('parse')),
  'negotiation of who asks for nothing, µs': round(of('plain')),
  'negotiation of who asks for something, µs': round(of('asking')),
});
