/**
 * The compressed form of GS1 Digital Link (GS1 Digital Link: Compression): one path segment in base64url, which holds application
 * identifiers as hexadecimal digits and their values in as few bits as their format needs.
 */
import { identifierByNumber } from './application-identifiers.ts';
import { assemble, type DigitalLink, keyQualifiers } from './digital-link.ts';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const hexadecimal = '0123456789ABCDEF';

/** Two hexadecimal digits that no application identifier begins with stand for a usual sequence of them. */
const sequences: ReadonlyMap<string, readonly string[]> = new Map([
  ['0A', ['01', '22']],
  ['0B', ['01', '10']],
  ['0C', ['01', '21']],
  ['0D', ['01', '17']],
  ['0E', ['01', '7003']],
  ['0F', ['01', '30']],
  ['1A', ['01', '10', '21', '17']],
  ['1B', ['01', '15']],
  ['1C', ['01', '11']],
  ['1D', ['01', '16']],
  ['1E', ['01', '91']],
  ['1F', ['01', '10', '15']],
  ...[...'ABCDEF'].map((digit, i): [string, string[]] => [`2${digit}`, ['01', `310${i}`]]),
  ...[...'ABCDEF'].map((digit, i): [string, string[]] => [`3${digit}`, ['01', `320${i}`]]),
  ['9A', ['8010', '8011']],
  ['9B', ['8017', '8019']],
  ['9C', ['8018', '8019']],
  ['9D', ['414', '254']],
  ...[...'0123456789'].map((digit, i): [string, string[]] => [`A${digit}`, ['01', `392${i}`]]),
  ...[...'0123456789'].map((digit, i): [string, string[]] => [`C${digit}`, ['255', `390${i}`]]),
  ...[...'ABCD'].map((digit, i): [string, string[]] => [`C${digit}`, ['255', `394${i}`]]),
]);

interface Part {
  readonly kind: 'n' | 'x';
  /** Fixed length; undefined: `most` bounds it and the length is written. */
  readonly length?: number;
  readonly most: number;
}

/** Values of several parts; the others follow the table of application identifiers. */
const composed: readonly (readonly [RegExp, readonly Part[]])[] = [
  [
    /^253$/,
    [
      { kind: 'n', length: 13, most: 13 },
      { kind: 'x', most: 17 },
    ],
  ],
  [
    /^255$/,
    [
      { kind: 'n', length: 13, most: 13 },
      { kind: 'n', most: 12 },
    ],
  ],
  [
    /^39[13]\d$/,
    [
      { kind: 'n', length: 3, most: 3 },
      { kind: 'n', most: 15 },
    ],
  ],
  [
    /^421$/,
    [
      { kind: 'n', length: 3, most: 3 },
      { kind: 'x', most: 9 },
    ],
  ],
  [
    /^42[35]$/,
    [
      { kind: 'n', length: 3, most: 3 },
      { kind: 'n', most: 12 },
    ],
  ],
  [
    /^7007$/,
    [
      { kind: 'n', length: 6, most: 6 },
      { kind: 'n', most: 6 },
    ],
  ],
  [
    /^703\d$/,
    [
      { kind: 'n', length: 3, most: 3 },
      { kind: 'x', most: 27 },
    ],
  ],
  [
    /^8003$/,
    [
      { kind: 'n', length: 14, most: 14 },
      { kind: 'x', most: 16 },
    ],
  ],
  [
    /^8008$/,
    [
      { kind: 'n', length: 8, most: 8 },
      { kind: 'n', most: 4 },
    ],
  ],
];

function partsOf(ai: string): readonly Part[] | undefined {
  const found = composed.find(([form]) => form.test(ai));
  if (found !== undefined) return found[1];
  const known = identifierByNumber.get(ai);
  if (known === undefined) return undefined;
  const kind = known.kind === 'n' ? 'n' : 'x';
  return [known.least === known.most ? { kind, length: known.most, most: known.most } : { kind, most: known.most }];
}

const bitsOfLength = (most: number): number => Math.ceil(Math.log2(most) + 0.01);
const bitsOfDigits = (digits: number): number => Math.ceil(digits * Math.log2(10) + 0.01);

class Bits {
  readonly #bits: string;
  at = 0;

  constructor(text: string) {
    this.#bits = [...text].map((sign) => base64.indexOf(sign).toString(2).padStart(6, '0')).join('');
  }

  get left(): number {
    return this.#bits.length - this.at;
  }

  /** RangeError beyond the end. */
  take(count: number): string {
    if (count > this.left) throw new RangeError('the bits end within a value');
    this.at += count;
    return this.#bits.slice(this.at - count, this.at);
  }

  number(count: number): number {
    return Number.parseInt(this.take(count) || '0', 2);
  }

  digits(count: number): string {
    if (count === 0) return '';
    const text = BigInt(`0b${this.take(bitsOfDigits(count))}`).toString();
    if (text.length > count) throw new RangeError('a number is longer than it says');
    return text.padStart(count, '0');
  }
}

function readValue(bits: Bits, parts: readonly Part[]): string {
  let value = '';
  for (const { kind, length, most } of parts) {
    if (kind === 'n') {
      value += bits.digits(length ?? bits.number(bitsOfLength(most)));
      continue;
    }
    const encoding = bits.number(3);
    const count = length ?? bits.number(bitsOfLength(most));
    if (encoding === 0) value += bits.digits(count);
    else if (encoding > 4) throw new RangeError(`there is no encoding ${encoding}`);
    else {
      for (let i = 0; i < count; i++) {
        if (encoding === 4) value += String.fromCharCode(bits.number(7));
        else if (encoding === 3) value += base64[bits.number(6)]!;
        else value += encoding === 1 ? hexadecimal[bits.number(4)]!.toLowerCase() : hexadecimal[bits.number(4)]!;
      }
    }
  }
  return value;
}

/** The application identifiers of a compressed segment; undefined when it is none. */
function valuesOf(segment: string): Map<string, string> | undefined {
  try {
    const bits = new Bits(segment);
    const values = new Map<string, string>();
    // What is left at the end only fills the last character.
    while (bits.left > 8) {
      const digit = (): string => hexadecimal[bits.number(4)]!;
      let name = digit() + digit();
      let sequence = sequences.get(name);
      if (sequence === undefined) {
        while (!identifierByNumber.has(name) && name.length < 4) name += digit();
        sequence = [name];
      }
      for (const ai of sequence) {
        const parts = partsOf(ai);
        if (parts === undefined || values.has(ai)) return undefined;
        values.set(ai, readValue(bits, parts));
      }
    }
    return values.size > 0 && bits.number(bits.left) === 0 ? values : undefined;
  } catch {
    return undefined;
  }
}

/** Nine bytes and more: the shortest key is a GTIN with its identifier. */
const compressedAddress = /^https?:\/\/[^/?#]+\/(?:[^/?#]+\/)*([A-Za-z0-9_-]{9,400})(?:[?#].*)?$/i;

/** Reads the compressed form; undefined when the last segment is none, or holds a fault: any word may look like one. */
export function readCompressed(address: string): DigitalLink | undefined {
  const segment = compressedAddress.exec(address)?.[1];
  const values = segment === undefined ? undefined : valuesOf(segment);
  const primary = values === undefined ? undefined : [...keyQualifiers.keys()].find((ai) => values.has(ai));
  if (values === undefined || primary === undefined) return undefined;
  const own = new Set([primary, ...keyQualifiers.get(primary)!]);
  const link = assemble(
    primary,
    new Map([...values].filter(([ai]) => own.has(ai))),
    new Map([...values].filter(([ai]) => !own.has(ai))),
  );
  return link.faults.length === 0 ? link : undefined;
}
