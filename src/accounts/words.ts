/** Random words that stand for something: session tokens, API tokens, recovery codes, first passwords. All are stored as SHA-256. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Crockford's base 32: none of I, L, O, U. */
const plain = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const hashOf = (word: string): Buffer => createHash('sha256').update(word).digest();

/** 256 random bits. */
export const sessionToken = (): string => randomBytes(32).toString('base64url');

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = digits[Number(rest % 62n)] + text;
  return text;
}

const checksum = (body: string): string => base62(BigInt(crc32(body)), 6);

/** `zs_`, 256 random bits, and a checksum: what leaks is recognised by a scanner of repositories, what is mistyped without the database. */
export function apiToken(): string {
  const body = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43);
  return `zs_${body}${checksum(body)}`;
}

export function isApiToken(text: string): boolean {
  const found = /^zs_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/.exec(text);
  return found !== null && checksum(found[1]!) === found[2];
}

const group = (length: number): string => Array.from({ length }, () => plain[randomInt(32)]).join('');

/** Ten codes of 80 random bits, in groups of four. */
export const recoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () => Array.from({ length: 4 }, () => group(4)).join('-'));

/** As a person types it: any case, any separators, and the letters that look like digits. */
export const recoveryCodeTyped = (typed: string): string =>
  (
    typed
      .toUpperCase()
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1')
      .replace(/[^0-9A-Z]/g, '')
      .match(/.{1,4}/g) ?? []
  ).join('-');

/** 80 random bits in groups that can be read aloud. */
export const firstPassword = (): string => Array.from({ length: 4 }, () => group(4).toLowerCase()).join('-');
