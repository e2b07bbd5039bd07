/** The codes of a range: written by the thousand, and read back without a look-up. */
import { unitAlphabet, unitCheck } from '../codes/index.ts';
import { domain, radix, UnitCipher } from './cipher.ts';

/** What the codes of a range are made from. */
export interface CodeRange {
  /** Six characters of the code alphabet; the beginning of every code. */
  readonly id: string;
  /** 16 bytes. */
  readonly key: Buffer;
  /** Codes issued: the numbers 0 to count − 1. */
  readonly count: number;
}

/** Range, body, check. */
export const unitLength = 17;
const bodyStart = 6;
const checkAt = 16;

const letters = Buffer.from(unitAlphabet, 'latin1');
const values = new Uint8Array(128).fill(255);
for (let i = 0; i < letters.length; i++) values[letters[i]!] = i;
/** 3^i mod 31 for every place before the check character. */
const weights = Array.from({ length: checkAt }, (_, i) => Array.from({ length: i }).reduce<number>((w) => (w * 3) % radix, 1));

const chunk = 8_192;

/** Bytes of a row of `codeRows`. */
export const rowLength = (parts: readonly string[]): number => parts.join('').length + (parts.length - 1) * unitLength;

/**
 * The codes numbered from `from` on, `count` of them, in buffers of rows. A row is the parts with the code between each two of them, in
 * latin1, so all rows are equally long. RangeError beyond the range.
 */
export function* codeRows(
  range: CodeRange,
  from: number,
  count: number,
  parts: readonly string[] = ['', '\n'],
): Generator<Buffer> {
  if (from < 0 || count < 0 || from + count > range.count)
    throw new RangeError(`codes ${from} to ${from + count} of ${range.count}`);
  const cipher = new UnitCipher(range.key);
  const row = Buffer.from(parts.join(range.id.padEnd(unitLength, '0')), 'latin1');
  const start = parts[0]!.length;
  // Where the code stands again further on in the row.
  const again = parts.slice(1, -1).map((_, i) => parts.slice(0, i + 2).join('').length + (i + 1) * unitLength);
  let sumOfRange = 0;
  for (let i = 0; i < bodyStart; i++) sumOfRange += values[range.id.charCodeAt(i)]! * weights[i]!;
  for (let at = from; at < from + count; at += chunk) {
    const many = Math.min(chunk, from + count - at);
    const { left, right } = cipher.encipherRun(at, many);
    const rows = Buffer.alloc(many * row.length);
    for (let i = 0; i < many; i++) {
      const offset = i * row.length;
      row.copy(rows, offset);
      let sum = sumOfRange;
      let [a, b] = [left[i]!, right[i]!];
      for (let place = 4; place >= 0; place--) {
        const [low, high] = [a % radix, b % radix];
        a = (a - low) / radix;
        b = (b - high) / radix;
        rows[offset + start + bodyStart + place] = letters[low]!;
        rows[offset + start + bodyStart + 5 + place] = letters[high]!;
        sum += low * weights[bodyStart + place]! + high * weights[bodyStart + 5 + place]!;
      }
      rows[offset + start + checkAt] = letters[(radix - (sum % radix)) % radix]!;
      for (const place of again) rows.copyWithin(offset + place, offset + start, offset + start + unitLength);
    }
    yield rows;
  }
}

/** The range that a code names; undefined for a text that is no unit code. */
export function rangeOf(code: string): string | undefined {
  if (code.length !== unitLength) return undefined;
  for (let i = 0; i < unitLength; i++) if ((values[code.charCodeAt(i)] ?? 255) === 255) return undefined;
  return unitCheck(code.slice(0, checkAt)) === code[checkAt] ? code.slice(0, bodyStart) : undefined;
}

/** Reads codes of one range back. */
export class CodeReader {
  readonly #range: CodeRange;
  readonly #cipher: UnitCipher;

  constructor(range: CodeRange) {
    this.#range = range;
    this.#cipher = new UnitCipher(range.key);
  }

  /** The number of a code within its range; undefined when it was never issued. Asks nobody. */
  numberOf(code: string): number | undefined {
    if (rangeOf(code) !== this.#range.id) return undefined;
    const number = this.#cipher.decipher(halfOf(code, bodyStart), halfOf(code, bodyStart + 5));
    return number < this.#range.count && number < domain ? number : undefined;
  }
}

function halfOf(code: string, start: number): number {
  let value = 0;
  for (let i = start; i < start + 5; i++) value = value * radix + values[code.charCodeAt(i)]!;
  return value;
}
