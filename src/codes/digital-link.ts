/** GS1 Digital Link URI syntax 1.4: any host, any path before the primary key, one canonical form. */
import { applicationIdentifiers, faultOf } from './application-identifiers.ts';
import { isDigits } from './check-digits.ts';
import type { Label } from './types.ts';

/** Primary keys and their qualifiers in the order of the standard (§4.4–4.9). */
export const keyQualifiers: Readonly<Record<string, readonly string[]>> = {
  '00': [],
  '01': ['22', '10', '21', '235'],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '414': ['254', '7040'],
  '417': ['7040'],
  '8003': [],
  '8004': ['7040'],
  '8006': ['22', '10', '21'],
  '8010': ['8011'],
  '8013': [],
  '8017': ['8019'],
  '8018': ['8019'],
};

/** Names that earlier versions of the standard allowed in place of numbers. */
const aliases: Readonly<Record<string, string>> = {
  sscc: '00', gtin: '01', cpv: '22', lot: '10', ser: '21', gdti: '253', gcn: '255', ginc: '401', gsin: '402',
  gln: '414', glnx: '254', party: '417', grai: '8003', giai: '8004', itip: '8006', cpid: '8010', cpsn: '8011',
  gmn: '8013', gsrnp: '8017', gsrn: '8018', srin: '8019',
};

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
    if (keyQualifiers[ai] === undefined || (segments.length - start) % 2 !== 0) continue;
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

const numberOf = (segment: string): string => aliases[segment] ?? segment;

function pairs(segments: readonly string[], primary: string): Map<string, string> | undefined {
  const values = new Map<string, string>();
  for (let i = 0; i < segments.length; i += 2) {
    const ai = numberOf(segments[i]!);
    if (i > 0 && !keyQualifiers[primary]!.includes(ai)) return undefined;
    const value = decode(segments[i + 1]!);
    if (value === undefined || value === '') return undefined;
    values.set(ai, ai === '01' && isDigits(value) && [8, 12, 13].includes(value.length) ? value.padStart(14, '0') : value);
  }
  const key = values.get(primary)!;
  // "01" in a path of any other kind is no GTIN: the value must at least begin like its key.
  return applicationIdentifiers.get(primary)!.kind === 'n' && !isDigits(key) ? undefined : values;
}

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
    if (decoded !== undefined && applicationIdentifiers.has(numberOf(name))) attributes.set(numberOf(name), decoded);
  }
  return attributes;
}

/** Puts values together under the identity rule; `values` holds the primary key. */
export function assemble(primary: string, values: ReadonlyMap<string, string>, attributes: ReadonlyMap<string, string> = new Map()): DigitalLink {
  const faults = [...values].flatMap(([ai, value]) => faultOf(applicationIdentifiers.get(ai)!, value) ?? []);
  const gtin = primary === '01' || primary === '8006';
  const serial = values.has('21') || values.has('235');
  const dropped = (ai: string): boolean => gtin && serial && (ai === '10' || ai === '22');
  const kept = [primary, ...keyQualifiers[primary]!.filter((ai) => values.has(ai) && !dropped(ai))];
  const canonical = buildDigitalLink(new Map(kept.map((ai) => [ai, values.get(ai)!])));
  const lot = primary === '01' && serial ? values.get('10') : undefined;
  const link = { canonical, primary, values, attributes, faults };
  return lot === undefined ? link : { ...link, lot: `${canonicalHost}/01/${values.get('01')}/10/${encodeURIComponent(lot)}` };
}

/** The Digital Link of a key and its qualifiers, in the order given. */
export function buildDigitalLink(values: ReadonlyMap<string, string>, host = canonicalHost): string {
  return `${host}${[...values].map(([ai, value]) => `/${ai}/${encodeURIComponent(value)}`).join('')}`;
}
