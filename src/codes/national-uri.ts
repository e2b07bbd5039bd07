/**
 * Codes that are no GS1 keys: their canonical form is `urn:zhuisu:SCHEME:CODE`, and the same code is read from the bare text, from that
 * URN, and from `https://any.host/…/id/SCHEME/CODE`.
 */
const webForm = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?id\/([a-z0-9]+)\/([^/?#]+)\/?(?:[?#].*)?$/i;
const urnForm = /^urn:zhuisu:([a-z0-9]+):(.+)$/i;

/** Scheme and code of a URI of either form. */
export function nationalUri(uri: string): { scheme: string; code: string } | undefined {
  // Of all that is scanned hardly anything is a URI: the letters u and h, of either case, tell at once.
  const first = uri.charCodeAt(0) | 32;
  if (first !== 117 && first !== 104) return undefined;
  const match = urnForm.exec(uri) ?? webForm.exec(uri);
  if (match === null) return undefined;
  try {
    return { scheme: match[1]!.toLowerCase(), code: decodeURIComponent(match[2]!) };
  } catch {
    return undefined;
  }
}

export const nationalUrn = (scheme: string, code: string): string => `urn:zhuisu:${scheme}:${code}`;
