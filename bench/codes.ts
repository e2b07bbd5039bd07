/**
 * Codes: recognising them against the parsers of two npm packages on the inputs all of them read; issuing them into a file; deciding
 * whether one was issued, without the database. `npm run bench -- codes`
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { recognise } from '../src/codes/index.ts';
import { CodeReader, codeRows } from '../src/issuing/unit-codes.ts';
import { allVectors } from '../test/codes/vectors/index.ts';
import { median, report, round } from './lib/setup.ts';

// Neither package has types.
const load = createRequire(import.meta.url);
const { DigitalLink } = load('digital-link.js') as {
  DigitalLink: (text: string) => { isValid(): boolean; getIdentifier(): object; getKeyQualifiers(): object };
};
const { parseBarcode } = load('gs1-barcode-parser-mod') as { parseBarcode: (text: string) => unknown };

/** Every scheme in its turn: each code as it is mostly written, and the wrong ones. */
const mixed = allVectors.flatMap(({ same, invalid }) => [...same.map(({ spellings }) => spellings[0]!), ...invalid]);
const links = Array.from({ length: 500 }, (_, i) => `https://example.com/01/06901234567892/10/LOT${i}/21/SERIAL${i}`);
const elements = Array.from({ length: 500 }, (_, i) => `]d201069012345678921727123110LOT${i}\u001d21SERIAL${i}`);

function perSecond(inputs: readonly string[], read: (text: string) => unknown): number {
  const rates: number[] = [];
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < 300) {
      for (const text of inputs) read(text);
      count += inputs.length;
    }
    rates.push(count / ((performance.now() - start) / 1000));
  }
  return median(rates);
}

const range = { id: '7K3Q9D', key: randomBytes(16), count: 100_000_000 };

async function issuedPerSecond(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'zhuisu-bench-'));
  try {
    const count = 5_000_000;
    const start = performance.now();
    const rows = codeRows(range, 0, count, ['', ',https://example.com/01/06901234567892/21/', '\r\n']);
    await pipeline(Readable.from(rows), createWriteStream(join(folder, 'codes.csv')));
    return count / ((performance.now() - start) / 1000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function decidedMicros(): number {
  const reader = new CodeReader(range);
  const [rows] = codeRows(range, 0, 8_192);
  const codes = rows!.toString('latin1').trimEnd().split('\n');
  return 1e6 / perSecond(codes, (code) => reader.numberOf(code));
}

const mixedRate = perSecond(mixed, recognise);
const [ourLinks, theirLinks] = [
  perSecond(links, recognise),
  perSecond(links, (text) => {
    const link = DigitalLink(text);
    return [link.isValid(), link.getIdentifier(), link.getKeyQualifiers()];
  }),
];
const [ourElements, theirElements] = [perSecond(elements, recognise), perSecond(elements, parseBarcode)];
report('codes', {
  'mixed codes recognised, /s': Math.round(mixedRate),
  'Digital Links, /s': Math.round(ourLinks),
  'Digital Links by digital-link.js, /s': Math.round(theirLinks),
  'ratio to digital-link.js': round(ourLinks / theirLinks),
  'element strings, /s': Math.round(ourElements),
  'element strings by gs1-barcode-parser-mod, /s': Math.round(theirElements),
  'ratio to gs1-barcode-parser-mod': round(ourElements / theirElements),
  'codes issued into a file, /s': Math.round(await issuedPerSecond()),
  'whether one code was issued, µs': round(decidedMicros()),
});
