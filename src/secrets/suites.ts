/**
 * The two suites: international (AES-256-GCM, SHA-256) and national (SM4-CTR with HMAC-SM3 over the ciphertext, SM3). Node's OpenSSL has
 * no SM4-GCM; encrypt-then-MAC with separate keys gives the same. Software of this kind is no certified module (商用密码产品认证).
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Suite {
  /** Third byte of the header. */
  readonly number: number;
  readonly hash: 'sha256' | 'sm3';
  readonly keyLength: number;
  readonly nonceLength: number;
  readonly tagLength: number;
  /** `bound` is protected and not hidden. Gives ciphertext ‖ tag. */
  seal(key: Buffer, nonce: Buffer, bound: Buffer, plaintext: Uint8Array): Buffer;
  /** Throws when anything was changed. */
  open(key: Buffer, nonce: Buffer, bound: Buffer, sealed: Buffer): Buffer;
}

const aes: Suite = {
  number: 1,
  hash: 'sha256',
  keyLength: 32,
  nonceLength: 12,
  tagLength: 16,
  seal(key, nonce, bound, plaintext) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  },
  open(key, nonce, bound, sealed) {
    const end = sealed.length - this.tagLength;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(bound).setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  },
};

/** Lengths go in, so that no byte can move from one part to the other. */
function macOf(key: Buffer, bound: Buffer, nonce: Buffer, ciphertext: Buffer): Buffer {
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(bound.length, 0);
  lengths.writeUInt32BE(ciphertext.length, 4);
  return createHmac('sm3', key).update(bound).update(nonce).update(ciphertext).update(lengths).digest();
}

const sm: Suite = {
  number: 2,
  hash: 'sm3',
  keyLength: 48,
  nonceLength: 16,
  tagLength: 32,
  seal(key, nonce, bound, plaintext) {
    const cipher = createCipheriv('sm4-ctr', key.subarray(0, 16), nonce);
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([ciphertext, macOf(key.subarray(16), bound, nonce, ciphertext)]);
  },
  open(key, nonce, bound, sealed) {
    const end = sealed.length - this.tagLength;
    const ciphertext = sealed.subarray(0, end);
    if (!timingSafeEqual(macOf(key.subarray(16), bound, nonce, ciphertext), sealed.subarray(end)))
      throw new RangeError('the tag differs');
    const decipher = createDecipheriv('sm4-ctr', key.subarray(0, 16), nonce);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  },
};

export type SuiteName = 'aes' | 'sm';
export const suites: Readonly<Record<SuiteName, Suite>> = { aes, sm };
export const suiteNumbered = (number: number | undefined): Suite | undefined =>
  [aes, sm].find((suite) => suite.number === number);

/** HKDF (RFC 5869) without salt: the master key is random. One key for each purpose, so that no two uses share one. */
export const derived = (suite: Suite, master: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync(suite.hash, master, '', `zhuisu ${suite.number} ${purpose}`, suite.keyLength));

export const newNonce = (suite: Suite): Buffer => randomBytes(suite.nonceLength);
