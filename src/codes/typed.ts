/** From what a scanner or a person yields to a text that the schemes can read. */
import { compact } from './check-digits.ts';
import { nationalUri } from './national-uri.ts';
import type { Typed } from './types.ts';

/** Characters that stand for themselves: nothing to make plain. */
const plainAlready = /^[\x1d!-~](?:[\x1d -~]*[\x1d!-~])?$/;

/** Full-width forms to half-width; marks and control characters that carry no meaning away (GS separates element strings and stays). */
export function plain(input: string): string {
  if (plainAlready.test(input)) return input;
  return input
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/[\u0000-\u001c\u001e\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '')
    .trim();
}

/** Symbology identifiers (ISO/IEC 15424) that say only which symbol was read; those that announce GS1 element strings stay. */
const symbology = /^\](?!d2|C1|Q3|e0|J1)[A-Za-z]\d/;

export function typed(text: string): Typed {
  const read = text.charCodeAt(0) === 93 ? text.replace(symbology, '') : text;
  const code = nationalUri(read)?.code ?? read;
  return { text: read, code, bare: compact(code) };
}
