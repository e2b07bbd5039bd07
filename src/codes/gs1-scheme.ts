/** What the schemes of GS1 keys share: they are read from a Digital Link, an EPC URN, an element string, or bare digits. */
import { faultOf, identifierByNumber } from './application-identifiers.ts';
import { checkDigit, compact, hasCheckDigit, isDigits } from './check-digits.ts';
import { assemble, type DigitalLink, readDigitalLink } from './digital-link.ts';
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

export function gs1Scheme({ id, primary, name, source, grain, takes = () => true, bare = [] }: Gs1Key): Scheme {
  const read = (text: string): Reading | undefined => {
    const link = linkOf(text) ?? bareLink(text, primary, bare);
    return link?.primary === primary && takes(link.values) ? readingOf(id, link, grain(link.values)) : undefined;
  };
  return { id, name, source, verified: true, read };
}

/** Every scheme asks for the same text in turn: the last answer is kept. */
let last: { readonly text: string; readonly link: DigitalLink | undefined } = { text: '', link: undefined };

function linkOf(text: string): DigitalLink | undefined {
  if (last.text !== text) {
    const urn = text.startsWith('urn:epc:') ? linkOfUrn(text) : undefined;
    last = { text, link: readDigitalLink(urn ?? text) ?? readElementString(text) };
  }
  return last.link;
}

function bareLink(text: string, primary: string, lengths: readonly number[]): DigitalLink | undefined {
  // A scanner may say that it read EAN-13 or EAN-8, UPC included, or ITF-14 (ISO/IEC 15424).
  const digits = compact(text.replace(/^\](?:E[0-4]|I[01])/, ''));
  if (!lengths.includes(digits.length) || !isDigits(digits)) return undefined;
  return assemble(primary, new Map([[primary, primary === '01' ? digits.padStart(14, '0') : digits]]));
}

function readingOf(scheme: string, { canonical, values, attributes, faults }: DigitalLink, grain: Grain): Reading {
  const segments: Segment[] = [...values, ...attributes].flatMap(([ai, value]) => {
    const known = identifierByNumber.get(ai)!;
    const own: Segment = { name: ai, label: known.name, value };
    const { checked } = known;
    if (checked === 0 || value.length < checked) return [own];
    const digits = value.slice(0, checked);
    const mark = hasCheckDigit(digits) ? '' : ` ≠ ${checkDigit(digits.slice(0, -1))}`;
    return [own, { name: `${ai}.check`, label: { zh: '校验位', en: 'check digit' }, value: `${digits.at(-1)}${mark}` }];
  });
  return {
    scheme,
    canonical,
    structure: faults.length === 0 ? 'valid' : 'invalid',
    reasons: faults,
    warnings: [...attributes].flatMap(([ai, value]) => faultOf(identifierByNumber.get(ai)!, value) ?? []),
    verified: true,
    grain,
    segments,
  };
}
