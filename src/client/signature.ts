/** Webhooks: whether a delivery is of the installation that was subscribed to, and whole. */

/**
 * `header`: the value of `GS1-Signature`, `sha256=` and the HMAC-SHA256 of the body as it came, keyed with the signatureToken of the
 * subscription, in hexadecimal digits. Compared in constant time.
 */
export async function verifySignature(
  body: Uint8Array<ArrayBuffer> | string,
  header: string | null | undefined,
  signatureToken: string,
): Promise<boolean> {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(signatureToken), algorithm, false, ['verify']);
  const signature = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
  return crypto.subtle.verify(algorithm, key, signature, typeof body === 'string' ? encoder.encode(body) : body);
}
