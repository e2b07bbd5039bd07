/** How a receiver knows that a delivery is ours and whole: HMAC-SHA256 over the body as it is sent, keyed with the signatureToken. */
import { createHmac } from 'node:crypto';

/** The value of `GS1-Signature`: `sha256=` and 64 hexadecimal digits. The standard leaves the form to the implementation. */
export function signatureOf(body: readonly (Buffer | string)[], token: string): string {
  const mac = createHmac('sha256', token);
  for (const part of body) mac.update(part);
  return `sha256=${mac.digest('hex')}`;
}

/** Enough to tell one token from another; short ones are not shown at all. */
export const masked = (token: string): string => (token.length >= 16 ? `${token.slice(0, 4)}…` : '…');
