/** GS1 Digital Link URI syntax 1.4: any host, any path before the primary key, one canonical form. */
import { faultOf, identifierByNumber } from './application-identifiers.ts';
import { isDigits } from './check-digits.ts';
import type { Label } from './types.ts';

/**
 * Primary keys and their qualifiers in the order of the standard (§4.4–4.9). Where an element string holds several keys the first here
 * is what it names: a place on the label of a thing is where the thing was, not what it is.
 */
export const keyQualifiers: ReadonlyMap<string, readonly string[]> = new Map([
  ['00', []],
  ['01', ['22', '10', '21', '235']],
  ['8006', ['22', '10', '21']],
  ['253', []],
  ['255', []],
  ['401', []],
  ['402', []],
  ['8003', []],
  ['8004', ['7040']],
  ['8010', ['8011']],
  ['8013', []],
  ['8017', ['8019']],
  ['8018', ['8019']],
  ['417', ['7040']],
  ['414', ['254', '7040']],
]);

/** Names that earlier versions of the standard allowed in place of numbers. */
const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sscc: '00',
    gtin: '01',
    cpv: '22',
    lot: '10',
    ser: '21',
    gdti: '253',
    gcn: '255',
    ginc: '401',
    gsin: '402',
    gln: '414',
    glnx: '254',
    party: '417',
    grai: '8003',
    giai: '8004',
    itip: '8006',
    cpid: '8010',
    cpsn: '8011',
    gmn: '8013',
    gsrnp: '8017',
    gsrn: '8018',
    srin: '8019',
  }),
);

export const canonicalHost = 'https://id.gs1.org';

export interface DigitalLink {
  readonly canonical: string;
  /** Canonical URI of the lot, where GTIN, lot and serial stand together. */
  readonly lot?: string;
  readonly primary: string;
  /** Application identifier → value, decoded; GTINs in 14 digits. */
  readonly values: ReadonlyMap<string, string>;
  /** From the query: what is said about the thing without identifying it. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly faults: readonly Label[];
}

/**
 * Reads a Digital Link, faults included; undefined when the URI has no primary key. A segment counts as a primary key when a value
 * of digits (or an asset's characters) follows, from the right, so that a path prefix that looks alike does not win.
 */
export function readDigitalLink(uri: string): DigitalLink | undefined {
  const match = /^https?:\/\/[^/?#]+\/([^?#]*)(?:\?([^#]*))?/i.exec(uri);
  if (match === null) return undefined;
  const segments = match[1]!.split('/');
  if (segments.at(-1) === '') segments.pop();
  for (let start = segments.length - 2; start >= 0; start--) {
    const ai = numberOf(segments[start]!);
    if (!keyQualifiers.has(ai) || (segments.length - start) % 2 !== 0) continue;
    const values = pairs(segments.slice(start), ai);
    if (values !== undefined) return assemble(ai, values, attributesOf(match[2] ?? ''));
  }
  return undefined;
}

/** Reads a Digital Link that is right in every respect; undefined otherwise. */
export function parseDigitalLink(uri: string): DigitalLink | undefined {
  const link = readDigitalLink(uri);
  return link === undefined || link.faults.length > 0 ? undefined : link;
}

const numberOf = (segment: string): string => aliases.get(segment) ?? segment;

function pairs(segments: readonly string[], primary: string): Map<string, string> | undefined {
  const values = new Map<string, string>();
  for (let i = 0; i < segments.length; i += 2) {
    const ai = numberOf(segments[i]!);
    if (i > 0 && !keyQualifiers.get(primary)!.includes(ai)) return undefined;
    const value = decode(segments[i + 1]!);
    if (value === undefined || value === '') return undefined;
    values.set(ai, ai === '01' && isDigits(value) && [8, 12, 13].includes(value.length) ? value.padStart(14, '0') : value);
  }
  const key = values.get(primary)!;
  return looksLikeKey(primary, key) ? values : undefined;
}

/**
 * `…/01/2024` in a path of any other site is a month, no GTIN: keys of digits need at least eight, the others begin with a company
 * prefix, of which four digits are the shortest (GS1 General Specifications §1.4.4).
 */
const looksLikeKey = (primary: string, value: string): boolean =>
  identifierByNumber.get(primary)!.kind === 'n' ? value.length >= 8 && isDigits(value) : /^\d{4}/.test(value);

function decode(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function attributesOf(query: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const part of query.split(/[&;]/)) {
    const [name = '', value = ''] = part.split('=');
    const decoded = decode(value);
    if (decoded !== undefined && identifierByNumber.has(numberOf(name))) attributes.set(numberOf(name), decoded);
  }
  return attributes;
}

/** Puts values together under the identity rule; `values` holds the primary key. */
export function assemble(
  primary: string,
  values: ReadonlyMap<string, string>,
  attributes: ReadonlyMap<string, string> = new Map(),
): DigitalLink {
  const faults: Label[] = [];
  for (const [ai, value] of values) {
    const fault = faultOf(identifierByNumber.get(ai)!, value);
    if (fault !== undefined) faults.push(fault);
  }
  if (faults.length === 0 && !looksLikeKey(primary, values.get(primary)!)) {
    faults.push({
      zh: `(${primary}) 应以厂商识别代码的数字开头`,
      en: `(${primary}) starts with the digits of a company prefix`,
    });
  }
  const gtin = primary === '01' || primary === '8006';
  const serial = values.has('21') || values.has('235');
  let canonical = `${canonicalHost}/${primary}/${encode(values.get(primary)!)}`;
  for (const ai of keyQualifiers.get(primary)!) {
    const value = values.get(ai);
    // GTIN and serial name one thing whatever lot or variant is said with them; extension 0 says "no extension" (TDS §6.3.3).
    if (value === undefined || (gtin && serial && (ai === '10' || ai === '22')) || (ai === '254' && value === '0')) continue;
    canonical += `/${ai}/${encode(value)}`;
  }
  const lot = primary === '01' && serial ? values.get('10') : undefined;
  if (lot === undefined) return { canonical, primary, values, attributes, faults };
  return { canonical, lot: `${canonicalHost}/01/${values.get('01')}/10/${encode(lot)}`, primary, values, attributes, faults };
}

/** A text from outside may hold half a surrogate pair, on which encodeURIComponent throws. */
export const encode = (value: string): string => (standsForItself.test(value) ? value : encodeURIComponent(value.toWellFormed()));
const standsForItself = /^[\w.~-]*$/;

const pathOf = (values: readonly (readonly [string, string])[]): string =>
  values.map(([ai, value]) => `/${ai}/${encode(value)}`).join('');

/**
 * Digital Link of a primary key, its qualifiers in the order of the standard whatever order they come in, and the rest as query
 * (GS1 Digital Link URI syntax §4). Nothing is dropped, for this is what stands on a label. RangeError without a primary key.
 */
export function buildDigitalLink(values: ReadonlyMap<string, string>, host = canonicalHost): string {
  const primary = [...keyQualifiers.keys()].find((ai) => values.has(ai));
  if (primary === undefined) throw new RangeError(`no primary key among ${[...values.keys()].join(', ')}`);
  const path = [primary, ...keyQualifiers.get(primary)!].filter((ai) => values.has(ai));
  const query = [...values].filter(([ai]) => !path.includes(ai)).map(([ai, value]) => `${ai}=${encode(value)}`);
  const origin = (/^[a-z]+:\/\//i.test(host) ? host : `https://${host}`).replace(/\/+$/, '');
  return origin + pathOf(path.map((ai) => [ai, values.get(ai)!])) + (query.length > 0 ? `?${query.join('&')}` : '');
}
