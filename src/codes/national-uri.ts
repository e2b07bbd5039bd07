/**
 * Codes that are no GS1 keys: their canonical form is `urn:zhuisu:SCHEME:CODE`, and the same code is read from the bare text, from that
 * URN, and from `https://any.host/…/id/SCHEME/CODE`.
 */
const webForm = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?id\/([a-z0-9]+)\/([^/?#]+)\/?(?:[?#].*)?$/i;
const urnForm = /^urn:zhuisu:([a-z0-9]+):(.+)$/i;

/** Control and direction characters: no code has them. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

/** Scheme and code of a URI of either form. */
export function nationalUri(uri: string): { scheme: string; code: string } | undefined {
  // Of all that is scanned hardly anything is a URI: the letters u and h, of either case, tell at once.
  const first = uri.charCodeAt(0) | 32;
  if (first !== 117 && first !== 104) return undefined;
  const match = urnForm.exec(uri) ?? webForm.exec(uri);
  if (match === null) return undefined;
  try {
    const code = decodeURIComponent(match[2]!);
    return unseen.test(code) ? undefined : { scheme: match[1]!.toLowerCase(), code };
  } catch {
    return undefined;
  }
}

/** A percent sign of the code itself would be read as the beginning of an escape. */
export const nationalUrn = (scheme: string, code: string): string =>
  `urn:zhuisu:${scheme}:${code.includes('%') ? code.replaceAll('%', '%25') : code}`;
