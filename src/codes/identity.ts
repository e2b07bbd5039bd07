/** One spelling a thing: whatever way a code is written, it becomes the same URI. Called for each identifier of each event. */
import { isDigits } from './check-digits.ts';
import { parseDigitalLink, readDigitalLink } from './digital-link.ts';
import { readElementString } from './element-string.ts';
import { linkOfUrn, urnOfLink } from './epc-urn.ts';
import { nationalUri } from './national-uri.ts';
import { quickLink, quickLot, quickUrn } from './quick.ts';
import { best, longest, recognise, schemeById } from './registry.ts';
import { plain, typed } from './typed.ts';

/**
 * Canonical URI of an identifier: EPC URN, Digital Link on any host, URN or web form of a national code. Anything else, and anything
 * that breaks the rules of its scheme, stays as it came.
 */
export function canonicalUri(uri: string): string {
  if (uri.startsWith('urn:')) {
    if (uri.startsWith('epc:', 4)) return quickUrn(uri) ?? linkOfUrn(uri) ?? uri;
    return uri.startsWith('zhuisu:', 4) ? nationalKept(uri) : uri;
  }
  if (!isWeb(uri)) return uri;
  return quickLink(uri) ?? parseDigitalLink(uri)?.canonical ?? (uri.includes('/id/') ? nationalCanonical(uri) : undefined) ?? uri;
}

/** QR codes in alphanumeric mode hold capitals only: HTTPS:// is as good as https://. */
function isWeb(uri: string): boolean {
  // The letter h of either case.
  return (uri.charCodeAt(0) | 32) === 104 && /^https?:\/\//i.test(uri);
}

/** Codes of the traffic come again and again, in one event and from one to the next; bounded, because suppliers choose them. */
const kept = new Map<string, string>();
const mostKept = 20_000;
const longestKept = 200;

function nationalKept(uri: string): string {
  // No national code has a colon: a lot of somebody’s own, `urn:zhuisu:lot:…:…`, is spelt in one way alone.
  if (uri.indexOf(':', uri.indexOf(':', 11) + 1) > 11) return uri;
  let found = kept.get(uri);
  if (found === undefined) {
    found = nationalCanonical(uri) ?? uri;
    if (kept.size >= mostKept) kept.clear();
    if (uri.length <= longestKept) kept.set(uri, found);
  }
  return found;
}

function nationalCanonical(uri: string): string | undefined {
  const found = nationalUri(uri);
  if (found === undefined || found.code.includes(':')) return undefined;
  const reading = schemeById.get(found.scheme)?.read(typed(uri));
  // GS1 keys have their own web forms and are not to be had by this one.
  return reading?.structure === 'valid' && reading.canonical.startsWith('urn:zhuisu:') ? reading.canonical : undefined;
}

/** Canonical URI of the lot, when a Digital Link or an element string names trade item, lot and serial at once; undefined otherwise. */
export function lotOf(uri: string): string | undefined {
  const first = uri.charCodeAt(0);
  // An opening bracket, a symbology identifier, a GS or "01": no URI begins like that.
  if (first === 40 || first === 93 || first === 29 || first === 48) return readElementString(plain(uri))?.lot;
  if ((first | 32) !== 104 || !(uri.includes('/10/') || uri.includes('/lot/'))) return undefined;
  return quickLot(uri) ?? parseDigitalLink(uri)?.lot;
}

/**
 * The identity of what somebody typed or scanned: the canonical form of a URI, else of the best valid reading; undefined when nothing
 * fits. A Digital Link with a fault is no identity: its check digit is there to be checked.
 */
export function identify(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const code = plain(text);
  if (!/^(?:https?|urn|[a-z][a-z0-9+.-]{2,}):[^\s]+$/i.test(code)) return best(recognise(text))?.canonical;
  const canonical = canonicalUri(code);
  if (canonical !== code) return canonical;
  if ((readDigitalLink(code)?.faults.length ?? 0) > 0) return undefined;
  // The address of a platform is an identifier of its own only when it carries no code that we know.
  return best(recognise(code))?.canonical ?? canonical;
}

/** Everything that a text may be, best first: for where it can be asked which of them is on record. */
export function identities(text: string): string[] {
  const id = identify(text);
  const others = recognise(text).filter(({ structure, grain }) => structure === 'valid' && grain !== 'person');
  return [...new Set([...(id === undefined ? [] : [id]), ...others.map(({ canonical }) => canonical)])];
}

/**
 * Parts of a canonical URI: what its kind has in common, and what tells it from the others of its kind. The two determine the URI:
 * either they simply join, or the class is a complete GTIN, ITIP or CPID and a slash stands between.
 */
export function classOf(canonical: string): { class: string; rest: string } {
  if (canonical.startsWith('https://id.gs1.org/')) {
    const slash = canonical.indexOf('/', 19);
    const ai = canonical.slice(19, slash);
    if (ai === '01') return atSlash(canonical, 22, 36);
    const length = joined.get(ai);
    if (length !== undefined) return at(canonical, slash + 1, slash + 1 + length);
    if (ai === '8006') return atSlash(canonical, 24, 42);
    if (ai === '8010') return atSlash(canonical, 24, canonical.indexOf('/', 24));
  } else if (canonical.startsWith('urn:zhuisu:drug20:')) {
    return at(canonical, 18, 25);
  }
  return byLastMark(canonical);
}

/** Length of the type in the value of a key whose serial follows without a mark: SSCC up to where company prefixes end, and so on. */
const joined: ReadonlyMap<string, number> = new Map([
  ['00', 9],
  ['253', 13],
  ['255', 13],
  ['8003', 14],
  ['8004', 7],
]);

/** What follows these is digits, else the URI is of no such kind; a URI that only looks alike must not fall together with a real one. */
function at(uri: string, start: number, end: number): { class: string; rest: string } {
  return isDigits(uri.slice(start, end)) ? { class: uri.slice(0, end), rest: uri.slice(end) } : byLastMark(uri);
}

function atSlash(uri: string, start: number, slash: number): { class: string; rest: string } {
  const end = slash < 0 ? uri.length : slash;
  if (end === uri.length && isKeyText(uri, start, end)) return { class: uri, rest: '' };
  if (uri.charCodeAt(end) === 47 && uri.length > end + 1 && isKeyText(uri, start, end)) {
    return { class: uri.slice(0, end), rest: uri.slice(end + 1) };
  }
  return byLastMark(uri);
}

/** Letters, digits, escapes and hyphens only: no mark at which `byLastMark` could split. */
function isKeyText(uri: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (isMark(uri.charCodeAt(i))) return false;
  }
  return end > start;
}

// : / . #
const isMark = (code: number): boolean => code === 58 || code === 47 || code === 46 || code === 35;

function byLastMark(uri: string): { class: string; rest: string } {
  for (let i = uri.length - 2; i > 0; i--) {
    if (isMark(uri.charCodeAt(i))) return { class: uri.slice(0, i + 1), rest: uri.slice(i + 1) };
  }
  return { class: uri, rest: '' };
}

/**
 * EPC URN of a canonical Digital Link (EPC Tag Data Standard 2.0 §6.3). The link does not say how long the GS1 company prefix is, so it
 * must be known: RangeError outside 6 to 12. Undefined where no URN says the same.
 */
export function toEpcUrn(canonical: string, companyPrefixLength: number): string | undefined {
  if (!Number.isInteger(companyPrefixLength) || companyPrefixLength < 6 || companyPrefixLength > 12) {
    throw new RangeError(`company prefix length ${companyPrefixLength}, expected 6 to 12`);
  }
  const link = parseDigitalLink(canonical);
  return link === undefined ? undefined : urnOfLink(link.canonical, link.primary, link.values, companyPrefixLength);
}
