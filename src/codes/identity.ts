/** One spelling a thing: whatever way a code is written, it becomes the same URI. Called for each identifier of each event. */
import { hasCheckDigit } from './check-digits.ts';
import { canonicalHost, parseDigitalLink, readDigitalLink } from './digital-link.ts';
import { linkOfUrn, urnOfLink } from './epc-urn.ts';
import { nationalUri } from './national.ts';
import { plain, recognise, schemeById } from './registry.ts';

/** The usual forms, read without taking the URI apart. */
const item = /^https?:\/\/[^/?#]+\/01\/(\d{14})\/(21|10)\/([0-9A-Za-z_-]{1,20})$/;
const place = /^https?:\/\/[^/?#]+\/(41[47])\/(\d{13})$/;

/**
 * Canonical URI of an identifier: EPC URN, Digital Link on any host, URN or web form of a national code. Anything else, and anything
 * that breaks the rules of its scheme, stays as it came.
 */
export function canonicalUri(uri: string): string {
  if (uri.startsWith('urn:')) {
    if (uri.startsWith('urn:epc:')) return linkOfUrn(uri) ?? uri;
    return uri.startsWith('urn:zhuisu:') ? (nationalCanonical(uri) ?? uri) : uri;
  }
  if (!uri.startsWith('http')) return uri;
  const quick = item.exec(uri);
  if (quick !== null && hasCheckDigit(quick[1]!)) return `${canonicalHost}/01/${quick[1]}/${quick[2]}/${quick[3]}`;
  const quickPlace = place.exec(uri);
  if (quickPlace !== null && hasCheckDigit(quickPlace[2]!)) return `${canonicalHost}/${quickPlace[1]}/${quickPlace[2]}`;
  return parseDigitalLink(uri)?.canonical ?? (uri.includes('/id/') ? nationalCanonical(uri) : undefined) ?? uri;
}

function nationalCanonical(uri: string): string | undefined {
  const found = nationalUri(uri);
  const reading = found === undefined ? undefined : schemeById.get(found.scheme)?.read(uri);
  return reading?.structure === 'valid' ? reading.canonical : undefined;
}

/** Canonical URI of the lot, when an identifier names trade item, lot and serial at once. */
export function lotOf(uri: string): string | undefined {
  return uri.startsWith('http') && uri.includes('/10/') ? parseDigitalLink(uri)?.lot : lotByAlias(uri);
}

const lotByAlias = (uri: string): string | undefined =>
  uri.startsWith('http') && uri.includes('/lot/') ? parseDigitalLink(uri)?.lot : undefined;

/**
 * The identity of what somebody typed or scanned: the canonical form of a URI, else of the best valid reading; undefined when nothing
 * fits. A Digital Link with a fault is no identity: its check digit is there to be checked.
 */
export function identify(text: string): string | undefined {
  const code = plain(text);
  if (/^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(code)) {
    const canonical = canonicalUri(code);
    const faulty = canonical === code && (readDigitalLink(code)?.faults.length ?? 0) > 0;
    return faulty ? undefined : canonical;
  }
  const [best] = recognise(code);
  return best?.structure === 'valid' ? best.canonical : undefined;
}

const digitalLinkStart = `${canonicalHost}/`;

/** Parts of a canonical URI: what its kind has in common, and what tells it from the others of its kind. Concatenated they are unique. */
export function classOf(canonical: string): { class: string; rest: string } {
  if (canonical.startsWith(digitalLinkStart)) return linkClass(canonical);
  if (canonical.startsWith('urn:zhuisu:drug20:')) return { class: canonical.slice(0, 25), rest: canonical.slice(25) };
  for (let i = canonical.length - 2; i > 0; i--) {
    const code = canonical.charCodeAt(i);
    // : / . #
    if (code === 58 || code === 47 || code === 46 || code === 35)
      return { class: canonical.slice(0, i + 1), rest: canonical.slice(i + 1) };
  }
  return { class: canonical, rest: '' };
}

/** Where the class ends in each kind of Digital Link, counted from the start of the canonical URI. */
const classEnds: Readonly<Record<string, number>> = {
  '01': 36,
  '00': 31,
  '253': 36,
  '255': 36,
  '8003': 38,
  '8006': 42,
  '8004': 31,
  '8010': 31,
};

function linkClass(canonical: string): { class: string; rest: string } {
  const slash = canonical.indexOf('/', digitalLinkStart.length);
  const end = classEnds[canonical.slice(digitalLinkStart.length, slash)] ?? canonical.length;
  const rest = canonical.slice(end);
  return { class: canonical.slice(0, end), rest: rest.startsWith('/') ? rest.slice(1) : rest };
}

/** EPC URN of a canonical Digital Link; RangeError for a company prefix length outside 6 to 12. */
export function toEpcUrn(canonical: string, companyPrefixLength: number): string | undefined {
  const link = parseDigitalLink(canonical);
  return link === undefined ? undefined : urnOfLink(link.primary, link.values, companyPrefixLength);
}
