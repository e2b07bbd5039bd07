/** What the schemes of GS1 keys share: they are read from bare digits, or from a Digital Link in any of its forms. */
import { faultOf, identifierByNumber } from './application-identifiers.ts';
import { checkDigit, isDigits } from './check-digits.ts';
import { readCompressed } from './compressed.ts';
import { canonicalHost, type DigitalLink, readDigitalLink } from './digital-link.ts';
import { readElementString } from './element-string.ts';
import { linkOfUrn } from './epc-urn.ts';
import type { Grain, Label, Reading, Scheme, Segment } from './types.ts';

export interface Gs1Key {
  readonly id: string;
  /** Application identifier of the primary key. */
  readonly primary: string;
  readonly name: Label;
  readonly source: string;
  readonly grain: (values: ReadonlyMap<string, string>) => Grain;
  /** True where this scheme, and no other of the same key, reads these values. */
  readonly takes?: (values: ReadonlyMap<string, string>) => boolean;
  /** Lengths of the bare digits of the key. */
  readonly bare?: readonly number[];
}

/** A scheme that is also read from a Digital Link, whatever form it came in. */
export interface Gs1Scheme extends Scheme {
  readonly primary: string;
  readonly readLink: (link: DigitalLink) => Reading | undefined;
}

export function gs1Scheme({ id, primary, name, source, grain, takes = () => true, bare = [] }: Gs1Key): Gs1Scheme {
  const readLink = (link: DigitalLink): Reading | undefined =>
    takes(link.values) ? readingOfLink(id, link, grain(link.values)) : undefined;
  return {
    id,
    name,
    source,
    verified: true,
    shape: { digits: bare },
    primary,
    readLink,
    read: ({ bare: digits }) => {
      if (!bare.includes(digits.length) || !isDigits(digits)) return undefined;
      return readingOfDigits(id, primary, primary === '01' ? digits.padStart(14, '0') : digits, grain);
    },
  };
}

/** The Digital Link that a text is or corresponds to: a web address, an EPC URN, an element string. */
export function linkOf(text: string, separated = text.includes('\x1d')): DigitalLink | undefined {
  const first = text.charCodeAt(0);
  // h of a web address, u of a URN; else a bracket, a symbology identifier, a GS, or the digits of a GTIN or an SSCC and more.
  if ((first | 32) === 104) return readDigitalLink(text) ?? readCompressed(text);
  if ((first | 32) === 117) {
    const link = linkOfUrn(text);
    return link === undefined ? undefined : readDigitalLink(link);
  }
  return first === 40 || first === 93 || first === 29 || (first === 48 && text.length > 15) || separated
    ? readElementString(text)
    : undefined;
}

/** Bare digits: one value and no choice, so the reading is made without the detour over a link. */
function readingOfDigits(scheme: string, ai: string, value: string, grain: Gs1Key['grain']): Reading {
  const known = identifierByNumber.get(ai)!;
  const fault = faultOf(known, value);
  const segments: Segment[] = [];
  addSegments(segments, ai, value, fault === undefined);
  return {
    scheme,
    canonical: `${canonicalHost}/${ai}/${value}`,
    structure: fault === undefined ? 'valid' : 'invalid',
    reasons: fault === undefined ? none : [fault],
    warnings: none,
    verified: true,
    strength: 'checked',
    grain: grain(noValues),
    segments,
  };
}

const none: readonly Label[] = [];
const noValues: ReadonlyMap<string, string> = new Map();

function readingOfLink(scheme: string, { canonical, values, attributes, faults }: DigitalLink, grain: Grain): Reading {
  const segments: Segment[] = [];
  for (const [ai, value] of values) addSegments(segments, ai, value, faults.length === 0);
  const warnings: Label[] = [];
  for (const [ai, value] of attributes) {
    const fault = faultOf(identifierByNumber.get(ai)!, value);
    addSegments(segments, ai, value, fault === undefined);
    if (fault !== undefined) warnings.push(fault);
  }
  return {
    scheme,
    canonical,
    structure: faults.length === 0 ? 'valid' : 'invalid',
    reasons: faults,
    warnings,
    verified: true,
    strength: 'checked',
    grain,
    segments,
  };
}

const checkLabel: Label = { zh: '校验位', en: 'check digit' };

/** Whoever shows a wrong value shows no control or direction characters with it. */
const visible = (value: string): string =>
  value.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');

/** `sound`: the value was found to be right, check digit included. */
function addSegments(segments: Segment[], ai: string, value: string, sound: boolean): void {
  const { name, checked } = identifierByNumber.get(ai)!;
  segments.push({ name: ai, label: name, value: sound ? value : visible(value) });
  if (checked === 0 || value.length < checked) return;
  const came = sound ? value[checked - 1]! : visible(value[checked - 1]!);
  const expected = sound ? came : checkDigit(value.slice(0, checked - 1));
  segments.push({ name: `${ai}.check`, label: checkLabel, value: came === expected ? came : `${came} ≠ ${expected}` });
}
