/** From what a scanner or a person yields to a text that the schemes can read. */
import { compact } from './check-digits.ts';
import { nationalUri } from './national-uri.ts';
import type { Typed } from './types.ts';

/** What one look at the characters of a text tells. */
export const holdsLines = 1;
const needsPlain = 2;
const grouped = 4;
const notDigits = 8;
/** A separator of element strings stands in it. */
export const holdsSeparator = 16;

export function glance(text: string): number {
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) continue;
    seen |= notDigits;
    if (c === 10 || c === 13) seen |= holdsLines | needsPlain;
    // GS separates the elements of a string and stays.
    else if (c > 126 || (c < 33 && c !== 29)) seen |= needsPlain | grouped;
    else if (c === 45) seen |= grouped;
    else if (c === 29) seen |= holdsSeparator;
  }
  return seen;
}

/** Full-width forms to half-width; marks and control characters that carry no meaning away (GS separates element strings and stays). */
export function plain(input: string, seen = glance(input)): string {
  if ((seen & needsPlain) === 0) return input;
  return input
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/[\u0000-\u001c\u001e\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '')
    .trim();
}

/** Symbology identifiers (ISO/IEC 15424) that say only which symbol was read; those that announce GS1 element strings stay. */
const symbology = /^\](?!d2|C1|Q3|e0|J1)[A-Za-z]\d/;

export function typed(text: string, seen = glance(text)): Typed {
  if ((seen & notDigits) === 0) return { text, code: text, bare: text };
  const read = text.charCodeAt(0) === 93 ? text.replace(symbology, '') : text;
  const code = nationalUri(read)?.code ?? read;
  return { text: read, code, bare: (seen & grouped) === 0 && code === text ? code : compact(code) };
}
