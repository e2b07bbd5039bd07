/** Numbers of natural persons inside other texts: recognised, and masked wherever a text is kept or told that should hold none. */
import { isPersonal } from './schemes/party/resident.ts';

/** Standing alone: digits beside them would make them part of another number. In one piece or in its three groups. GB 11643-1999. */
const identities = /(?<![0-9A-Za-z])[1-8]\d{5}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[\dXx](?![0-9A-Za-z])/g;
/** Mobile numbers of China: 1, then 3 to 9, eleven digits in all; written plainly, in groups, or with the country code. */
const mobiles = /(?<![0-9A-Za-z.])(?:(?:\+|00)86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z]|\.\d)/g;

const isIdentity = (found: string): boolean => isPersonal(found.replace(/[ -]/g, '').toUpperCase());

/** Digits of an input method for Chinese are digits. */
const halfWidth = (text: string): string => (/[\uff10-\uff19]/.test(text) ? text.normalize('NFKC') : text);

export type PersonalKind = 'identity_number' | 'phone';

/** What kind of person's number stands in a text; undefined where there is none. */
export function personalIn(text: string): PersonalKind | undefined {
  const plain = halfWidth(text);
  for (const [found] of plain.matchAll(identities)) if (isIdentity(found)) return 'identity_number';
  return plain.search(mobiles) >= 0 ? 'phone' : undefined;
}

/** 4190**********0021 */
export const maskIdentity = (code: string): string => `${code.slice(0, 4)}${'*'.repeat(code.length - 8)}${code.slice(-4)}`;

/** 138****1234 */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');
  return digits.length < 8 ? '*'.repeat(digits.length) : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** The same text, with every number of a person in it masked. */
export const withoutPersonal = (text: string): string =>
  halfWidth(text)
    .replace(identities, (found) => (isIdentity(found) ? maskIdentity(found) : found))
    .replace(mobiles, maskPhone);
