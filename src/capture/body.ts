/** From bytes to a JSON value, with bounds that hold before anything is parsed. */
import { isUtf8 } from 'node:buffer';
import { ZhuisuError } from '../errors.ts';

/** Deeper than any document of the standard; parsers and printers below recurse. */
const deepest = 64;

/** Throws not_utf8, too_deep or not_json. A byte-order mark is ignored (RFC 8259 §8.1). */
export function parseBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new ZhuisuError('not_utf8');
  if (depthOf(bytes) > deepest) throw new ZhuisuError('too_deep', { expected: deepest });
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  try {
    return JSON.parse(bytes.toString('utf8', start));
  } catch (error) {
    throw new ZhuisuError('not_json', { cause: (error as Error).message.replace(/[\u0000-\u001f]/g, ' ').slice(0, 160) });
  }
}

/** Nesting of brackets outside strings. */
function depthOf(bytes: Buffer): number {
  let depth = 0;
  let most = 0;
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === 0x22) {
      // A string ends at the first quote that an even number of backslashes precedes.
      do {
        i = bytes.indexOf(0x22, i + 1);
        if (i < 0) return most;
      } while (isEscaped(bytes, i));
    } else if (c === 0x7b || c === 0x5b) {
      if (++depth > most) most = depth;
    } else if (c === 0x7d || c === 0x5d) depth--;
  }
  return most;
}

function isEscaped(bytes: Buffer, quote: number): boolean {
  let backslashes = 0;
  while (bytes[quote - 1 - backslashes] === 0x5c) backslashes++;
  return backslashes % 2 === 1;
}
