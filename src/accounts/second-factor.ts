/** Codes of an authenticator app: TOTP (RFC 6238) with what every app understands, SHA-1, six digits, thirty seconds. */
import { Secret, TOTP } from 'otpauth';

const period = 30;
/** Clocks of phones differ: the code before and the one after count too (RFC 6238 §5.2). */
const window = 1;

const totp = (secret: Buffer, login: string): TOTP =>
  new TOTP({
    issuer: '追溯 Zhuisu',
    label: login,
    algorithm: 'SHA1',
    digits: 6,
    period,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });

/** 160 bits, as RFC 4226 §4 recommends. */
export const newSecret = (): Buffer => Buffer.from(new Secret({ size: 20 }).buffer);

/** The step whose code this is; undefined when it is none of those that count at the moment (milliseconds since 1970). */
export function stepOf(secret: Buffer, typed: string, at: number): number | undefined {
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totp(secret, '').validate({ token: code, timestamp: at, window });
  return delta === null ? undefined : Math.floor(at / 1000 / period) + delta;
}

/** What the symbol holds, and the secret as it is typed. */
export function enrolment(secret: Buffer, login: string): { uri: string; text: string } {
  const made = totp(secret, login);
  return { uri: made.toString(), text: made.secret.base32.replace(/(.{4})(?=.)/g, '$1 ') };
}
