/** All code schemes. A new one: its module, its vectors, one line here. */
import { cpi } from './schemes/cpi.ts';
import { drug20 } from './schemes/drug20.ts';
import { gcn } from './schemes/gcn.ts';
import { gdti } from './schemes/gdti.ts';
import { giai } from './schemes/giai.ts';
import { gln } from './schemes/gln.ts';
import { grai } from './schemes/grai.ts';
import { gsrn } from './schemes/gsrn.ts';
import { gsrnp } from './schemes/gsrnp.ts';
import { gtin } from './schemes/gtin.ts';
import { itip } from './schemes/itip.ts';
import { pgln } from './schemes/pgln.ts';
import { sscc } from './schemes/sscc.ts';
import { upui } from './schemes/upui.ts';
import { uscc } from './schemes/uscc.ts';
import type { Reading, Scheme } from './types.ts';

/** Where several schemes read one bare text, the earlier is the likelier. */
export const schemes: readonly Scheme[] = [
  gtin,
  upui,
  // Before SSCC: eighteen digits pass its mod 31 by chance once in 31, the mod 10 of an SSCC once in 10.
  uscc,
  sscc,
  gln,
  pgln,
  grai,
  giai,
  gsrn,
  gsrnp,
  gdti,
  gcn,
  cpi,
  itip,
  drug20,
];

export const schemeById: ReadonlyMap<string, Scheme> = new Map(schemes.map((scheme) => [scheme.id, scheme]));

/** No code in use is longer; what is gets no reading. */
export const longest = 2_000;

/** Every reading of a text as a scanner or a person yields it, valid ones first; empty when no scheme knows it. Never throws. */
export function recognise(input: string): Reading[] {
  if (input.length > longest) return [];
  const text = plain(input);
  if (text === '') return [];
  const readings = schemes.flatMap((scheme) => scheme.read(text) ?? []);
  return readings.sort((a, b) => doubt(a) - doubt(b));
}

/** Valid, then valid with a warning, then invalid; within these the order of the registry, for the sort is stable. */
const doubt = ({ structure, warnings }: Reading): number => (structure === 'invalid' ? 2 : Math.min(warnings.length, 1));

/** Full-width forms to half-width; marks and control characters that carry no meaning away (GS separates element strings and stays). */
export function plain(input: string): string {
  return input
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/[\u0000-\u001c\u001e\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '')
    .trim();
}
