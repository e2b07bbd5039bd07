/** From bytes to a JSON value, with bounds that hold before anything is parsed. */
import { isUtf8 } from 'node:buffer';
import { ZhuisuError } from '../errors.ts';
import { scanJson } from './scan.ts';

/** Throws not_utf8, too_deep, too_wide, key_repeated or not_json. A byte-order mark is ignored (RFC 8259 §8.1). */
export function parseBody(bytes: Buffer): unknown {
  const text = textOfBody(bytes);
  scanJson(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ZhuisuError('not_json', { cause: (error as Error).message.replace(/[\u0000-\u001f]/g, ' ').slice(0, 160) });
  }
}

/** Throws not_utf8, also for UTF-16, whose bytes may pass for UTF-8 with a zero beside each letter. */
export function textOfBody(bytes: Buffer): string {
  if (!isUtf8(bytes) || bytes[0] === 0 || bytes[1] === 0) throw new ZhuisuError('not_utf8');
  return bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}
