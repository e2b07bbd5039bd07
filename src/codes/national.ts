/**
 * Codes that are no GS1 keys: their canonical form is `urn:zhuisu:SCHEME:CODE`, and the same code is read from the bare text, from that
 * URN, and from `https://any.host/…/id/SCHEME/CODE`.
 */
const webForm = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?id\/([a-z0-9]+)\/([^/?#]+)\/?(?:[?#].*)?$/i;
const urnForm = /^urn:zhuisu:([a-z0-9]+):(.+)$/i;

/** Scheme and code of a URI of either form. */
export function nationalUri(uri: string): { scheme: string; code: string } | undefined {
  const match = urnForm.exec(uri) ?? webForm.exec(uri);
  if (match === null) return undefined;
  try {
    return { scheme: match[1]!.toLowerCase(), code: decodeURIComponent(match[2]!) };
  } catch {
    return undefined;
  }
}

/** The bare code in a text: the text itself, or the code of a URI of this scheme; undefined for a URI of another. */
export function bareCode(text: string, scheme: string): string | undefined {
  const uri = nationalUri(text);
  if (uri !== undefined) return uri.scheme === scheme ? uri.code : undefined;
  return /^[a-z][a-z0-9+.-]*:/i.test(text) && text.includes('/') ? undefined : text;
}

export const nationalUrn = (scheme: string, code: string): string => `urn:zhuisu:${scheme}:${code}`;
