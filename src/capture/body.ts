/** From bytes to a JSON value, with bounds that hold before anything is parsed. */
import { isUtf8 } from 'node:buffer';
import { ZhuisuError } from '../errors.ts';
import { readXmlDocument, type XmlDocument, XmlFault } from '../events/xml/index.ts';
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

/** XML of EPCIS 2.0 or 1.2 as the JSON document that says the same. Throws not_utf8 or not_xml. */
export function parseXmlBody(bytes: Buffer): XmlDocument {
  const text = textOfBody(bytes);
  try {
    return readXmlDocument(text);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const { line, column, came, expected } = error;
    throw new ZhuisuError('not_xml', { line, column, came: came.slice(0, 160), expected: expected.slice(0, 300) });
  }
}

/** Throws not_utf8, also for UTF-16, whose bytes may pass for UTF-8 with a zero beside each letter. */
function textOfBody(bytes: Buffer): string {
  if (!isUtf8(bytes) || bytes[0] === 0 || bytes[1] === 0) throw new ZhuisuError('not_utf8');
  return bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}
