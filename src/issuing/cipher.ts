/**
 * FF1 (NIST SP 800-38G §5.1, algorithms 7 and 8) with AES-128, an empty tweak and ten characters of radix 31: a keyed permutation of
 * the numbers below 31^10. Uniqueness needs no look-up: different numbers have different images, and each image one number.
 *
 * With an empty tweak the input of the round function is two blocks, P and Q, of which P is the same for every code. So a round is one
 * AES block for each code, and a round of thousands of codes is one call of the system's AES.
 */
import { createCipheriv } from 'node:crypto';

export const radix = 31;
export const length = 10;
/** Values of each half: 31^5. */
const half = radix ** (length / 2);
/** Numbers that the permutation is over. */
export const domain = half * half;
const rounds = 10;

/** §5.1 step 5: version, method, addition, radix (3 bytes), rounds, length of the left half, length, length of the tweak. */
const p = Buffer.from([1, 2, 1, 0, 0, radix, rounds, length / 2, 0, 0, 0, length, 0, 0, 0, 0]);

/** 2^32 mod 31^5, for numbers of eight bytes taken in two halves. */
const carry = 2 ** 32 % half;

export class UnitCipher {
  readonly #aes: ReturnType<typeof createCipheriv>;
  /** AES(P). */
  readonly #start: Buffer;
  readonly #block = Buffer.alloc(16);

  /** `key`: 16 bytes. RangeError for another length. */
  constructor(key: Buffer) {
    if (key.length !== 16) throw new RangeError(`a key of ${key.length} bytes, expected 16`);
    this.#aes = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    this.#start = this.#aes.update(p);
  }

  /** The images of `count` numbers from `from` on, as left and right halves. */
  encipherRun(from: number, count: number): { left: Uint32Array; right: Uint32Array } {
    let left = new Uint32Array(count);
    let right = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const number = from + i;
      left[i] = Math.floor(number / half);
      right[i] = number % half;
    }
    const blocks = Buffer.alloc(count * 16);
    for (let i = 0; i < count; i++) this.#start.copy(blocks, i * 16);
    const [mark, tail] = [this.#start[11]!, this.#start.readUInt32BE(12)];
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < count; i++) {
        blocks[i * 16 + 11] = mark ^ round;
        blocks.writeUInt32BE((tail ^ right[i]!) >>> 0, i * 16 + 12);
      }
      const out = this.#aes.update(blocks);
      for (let i = 0; i < count; i++) {
        const y = ((out.readUInt32BE(i * 16) % half) * carry + out.readUInt32BE(i * 16 + 4)) % half;
        left[i] = (left[i]! + y) % half;
      }
      [left, right] = [right, left];
    }
    return { left, right };
  }

  /** The number whose image this is. */
  decipher(left: number, right: number): number {
    let [a, b] = [left, right];
    const [mark, tail] = [this.#start[11]!, this.#start.readUInt32BE(12)];
    this.#start.copy(this.#block);
    for (let round = rounds - 1; round >= 0; round--) {
      this.#block[11] = mark ^ round;
      this.#block.writeUInt32BE((tail ^ a) >>> 0, 12);
      const out = this.#aes.update(this.#block);
      const y = ((out.readUInt32BE(0) % half) * carry + out.readUInt32BE(4)) % half;
      [a, b] = [(b - y + half) % half, a];
    }
    return a * half + b;
  }
}
