/** String formats of the EPCIS 2.0 JSON schema, read character by character: each event holds a dozen URIs. */

const alpha = 1;
const schemeRest = 2;
/** pchar of RFC 3986 §3.3, the percent sign apart. */
const pathChar = 4;
/** reg-name and userinfo of RFC 3986 §3.2, the percent sign apart. */
const hostChar = 8;
const hex = 16;

const classes = new Uint8Array(128);
const mark = (chars: string, bits: number): void => {
  for (const char of chars) classes[char.charCodeAt(0)]! |= bits;
};
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', alpha | schemeRest | pathChar | hostChar);
mark('0123456789', schemeRest | pathChar | hostChar);
mark('+-.', schemeRest);
mark("-._~!$&'()*+,;=", pathChar | hostChar);
mark(':@', pathChar);
mark('0123456789abcdefABCDEF', hex);

const is = (code: number, bits: number): boolean => code < 128 && (classes[code]! & bits) !== 0;

/**
 * An absolute URI (RFC 3986 §3) whose hierarchical part is not empty. Like the schema validators in use, it takes an authority with a
 * port that is no number for a path; only the brackets of an IP literal must stand where an authority may.
 */
export function isUri(text: string): boolean {
  const length = text.length;
  if (length === 0 || !is(text.charCodeAt(0), alpha)) return false;
  let i = 1;
  while (i < length && is(text.charCodeAt(i), schemeRest)) i++;
  if (text.charCodeAt(i) !== 58 || ++i >= length) return false;
  const first = text.charCodeAt(i);
  if (first !== 47 && first !== 37 && !is(first, pathChar)) return false;
  return isTail(text, i) || (first === 47 && text.includes('[') && hasIpLiteral(text, i));
}

/** Path, query and fragment: the last two may hold `/` and `?`, and there is one fragment. */
function isTail(text: string, start: number): boolean {
  let part: 'path' | 'query' | 'fragment' = 'path';
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (is(code, pathChar) || code === 47) continue;
    if (code === 37) {
      if (!is(text.charCodeAt(i + 1), hex) || !is(text.charCodeAt(i + 2), hex)) return false;
      i += 2;
    } else if (code === 63) {
      if (part === 'path') part = 'query';
    } else if (code === 35 && part !== 'fragment') part = 'fragment';
    else return false;
  }
  return true;
}

/** `//user@[::1]:80/path`: the literal, then what may follow it. */
function hasIpLiteral(text: string, start: number): boolean {
  const match = /^\/?\/(?:([^@[\]/?#]*)@)?\[([^\]]*)\](?::\d*)?(?=[/?#]|$)/.exec(text.slice(start));
  return match !== null && isHostText(match[1] ?? '', true) && isIpLiteral(match[2]!) && isTail(text, start + match[0].length);
}

function isHostText(text: string, colons: boolean): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (is(code, hostChar) || (colons && code === 58)) continue;
    if (code !== 37 || !is(text.charCodeAt(i + 1), hex) || !is(text.charCodeAt(i + 2), hex)) return false;
    i += 2;
  }
  return true;
}

/** IPv6 address or IPvFuture (RFC 3986 §3.2.2). */
function isIpLiteral(text: string): boolean {
  if (/^v[0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+$/i.test(text)) return true;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const dotted = last.includes('.');
  if (
    dotted &&
    !(
      /^(?:\d{1,3}\.){3}\d{1,3}$/.test(last) &&
      last.split('.').every((part) => Number(part) < 256 && /^[01]?\d{1,2}$|^2/.test(part))
    )
  )
    return false;
  const hexGroups = dotted ? groups.slice(0, -1) : groups;
  if (!hexGroups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const count = hexGroups.length + (dotted ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

/** `urn:epcglobal:cbv` and `ns.gs1.org/cbv` are closed: their words are written bare (EPCIS 2.0 JSON schema, vocab-other-uri). */
export const cbvUri = /^(?:urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/)/;

/** The same for the GS1 Web Vocabulary (vocab-nonGS1WebVoc-uri). */
export const webVocabularyUri = /^https?:\/\/(?:www\.)?gs1\.org\/voc\//;

/** Time zone offset ±hh:mm, at most 14:00 (EPCIS 2.0 §7.4.1). */
export const offset = /^[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/;

/** UN/ECE Recommendation 20 common code. */
export const unit = /^[A-Z0-9]{2,3}$/;

export const hexBinary = /^[A-Fa-f0-9]+$/;

export const version = /^\d+(?:\.\d+)*$/;
