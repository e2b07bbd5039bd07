/**
 * The spellings that make up nearly all of the traffic, read by positions and characters alone. Each function answers only where every
 * rule holds and gives up (undefined) otherwise: the full readers then decide, and the tests hold the two together.
 */
import { checkDigit, hasCheckDigit, isDigits } from './check-digits.ts';

const host = 'https://id.gs1.org';

/** Up to 20 characters that stand for themselves in URNs and in paths. */
function isPlain(value: string): boolean {
  if (value.length === 0 || value.length > 20) return false;
  for (let i = 0; i < value.length; i++) {
    const c = value.charCodeAt(i);
    // 0–9 A–Z a–z - _
    if (!((c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 45 || c === 95)) return false;
  }
  return true;
}

const isKey = (value: string, length: number): boolean => value.length === length && isDigits(value) && hasCheckDigit(value);

/** `…/01/{gtin}[/10/{lot}][/21/{serial}]`, `…/414/{gln}[/254/{extension}]`, `…/417/{gln}`, `…/00/{sscc}` on any host. */
export function quickLink(uri: string): string | undefined {
  const parts = tail(uri);
  if (parts === undefined) return undefined;
  const { key, value, before } = parts;
  switch (key) {
    case '21':
    case '10': {
      if (!isPlain(value)) return undefined;
      let above = tail(uri, before);
      if (key === '21' && above?.key === '10' && isPlain(above.value)) above = tail(uri, above.before);
      return above?.key === '01' && isKey(above.value, 14) ? `${host}/01/${above.value}/${key}/${value}` : undefined;
    }
    case '01':
      return isKey(value, 14) ? `${host}/01/${value}` : undefined;
    case '00':
      return isKey(value, 18) ? `${host}/00/${value}` : undefined;
    case '414':
    case '417':
      return isKey(value, 13) ? `${host}/${key}/${value}` : undefined;
    case '254': {
      const above = isPlain(value) && value !== '0' ? tail(uri, before) : undefined;
      return above?.key === '414' && isKey(above.value, 13) ? `${host}/414/${above.value}/254/${value}` : undefined;
    }
    default:
      return undefined;
  }
}

/** Canonical lot of `…/01/{gtin}/10/{lot}/21/{serial}`. */
export function quickLot(uri: string): string | undefined {
  const serial = tail(uri);
  if (serial?.key !== '21' || !isPlain(serial.value)) return undefined;
  const lot = tail(uri, serial.before);
  if (lot?.key !== '10' || !isPlain(lot.value)) return undefined;
  const item = tail(uri, lot.before);
  return item?.key === '01' && isKey(item.value, 14) ? `${host}/01/${item.value}/10/${lot.value}` : undefined;
}

/** The last two segments of a path that ends before `end`. */
function tail(uri: string, end = uri.length): { key: string; value: string; before: number } | undefined {
  const last = uri.lastIndexOf('/', end - 1);
  const before = uri.lastIndexOf('/', last - 1);
  // `http://x` is the shortest host; nine characters on, no slash of "https://" can be meant.
  const path = uri.indexOf('/', 9);
  if (path < 0 || before < path) return undefined;
  // A query or fragment that holds slashes is not a path. The caller's values are plain, what stands before them may be anything.
  const query = uri.indexOf('?');
  const fragment = uri.indexOf('#');
  if (query >= 0 || fragment >= 0) return undefined;
  return { key: uri.slice(before + 1, last), value: uri.slice(last + 1, end), before };
}

/** Company prefix and item of a URN come back with every serial: their GTINs, bounded because suppliers choose identifiers. */
const gtins = new Map<string, string>();
const gtinsLimit = 10_000;

/** EPC URNs of trade items, logistic units, places and parties (EPC Tag Data Standard 2.0 §6.3). */
export function quickUrn(urn: string): string | undefined {
  if (urn.startsWith('sgtin:', 11)) return quickItem(urn, 17, '21');
  if (urn.startsWith('class:lgtin:', 8)) return quickItem(urn, 20, '10');
  if (urn.startsWith('sscc:', 11)) {
    const digits = prefixed(urn, 16, urn.length, 17);
    return digits === undefined ? undefined : `${host}/00/${withIndicator(digits.prefix, digits.rest)}`;
  }
  if (urn.startsWith('pgln:', 11)) {
    const digits = prefixed(urn, 16, urn.length, 12);
    return digits === undefined ? undefined : `${host}/417/${withCheck(digits.prefix + digits.rest)}`;
  }
  if (!urn.startsWith('sgln:', 11)) return undefined;
  const dot = secondDot(urn, 16);
  const digits = dot < 0 ? undefined : prefixed(urn, 16, dot, 12);
  const extension = urn.slice(dot + 1);
  if (digits === undefined || !isPlain(extension)) return undefined;
  const gln = `${host}/414/${withCheck(digits.prefix + digits.rest)}`;
  return extension === '0' ? gln : `${gln}/254/${extension}`;
}

function quickItem(urn: string, start: number, ai: string): string | undefined {
  const dot = secondDot(urn, start);
  if (dot < 0) return undefined;
  const value = urn.slice(dot + 1);
  if (!isPlain(value)) return undefined;
  const name = urn.slice(start, dot);
  let gtin = gtins.get(name);
  if (gtin === undefined) {
    const digits = prefixed(urn, start, dot, 13);
    if (digits === undefined) return undefined;
    gtin = withIndicator(digits.prefix, digits.rest);
    if (gtins.size >= gtinsLimit) gtins.clear();
    gtins.set(name, gtin);
  }
  return `${host}/01/${gtin}/${ai}/${value}`;
}

const secondDot = (urn: string, start: number): number => urn.indexOf('.', urn.indexOf('.', start) + 1);

/** Company prefix and what follows it, together of the length wanted. */
function prefixed(urn: string, start: number, end: number, length: number): { prefix: string; rest: string } | undefined {
  const dot = urn.indexOf('.', start);
  const size = dot - start;
  if (size < 6 || size > 12 || end - start !== length + 1) return undefined;
  const prefix = urn.slice(start, dot);
  const rest = urn.slice(dot + 1, end);
  return isDigits(prefix) && isDigits(rest) ? { prefix, rest } : undefined;
}

const withCheck = (digits: string): string => digits + checkDigit(digits);
const withIndicator = (prefix: string, rest: string): string => withCheck(rest.slice(0, 1) + prefix + rest.slice(1));
