/** GS1 element strings (GS1 General Specifications §7.8): with brackets as people write them, or raw as a scanner sends them. */
import { identifierByNumber, predefinedLength } from './application-identifiers.ts';
import { compact } from './check-digits.ts';
import { assemble, type DigitalLink, keyQualifiers } from './digital-link.ts';

const separator = '\x1d';

/** Symbology identifiers that announce an element string (ISO/IEC 15424; GS1 General Specifications §5.10.2). */
const announcements = new Set([']d2', ']C1', ']Q3', ']e0', ']J1']);
const rank = new Map([...keyQualifiers.keys()].map((ai, i) => [ai, i]));

export function readElementString(text: string): DigitalLink | undefined {
  const announced = text.charCodeAt(0) === 93 && announcements.has(text.slice(0, 3));
  const values = text.charCodeAt(0) === 40 ? bracketed(text) : raw(announced ? text.slice(3) : text, announced);
  if (values === undefined) return undefined;
  let primary = '';
  let best = Number.POSITIVE_INFINITY;
  for (const ai of values.keys()) {
    const own = rank.get(ai);
    if (own !== undefined && own < best) [primary, best] = [ai, own];
  }
  if (primary === '') return undefined;
  const qualifiers = keyQualifiers.get(primary)!;
  const own = new Map<string, string>();
  const others = new Map<string, string>();
  for (const [ai, value] of values) (ai === primary || qualifiers.includes(ai) ? own : others).set(ai, value);
  return assemble(primary, own, others);
}

function bracketed(text: string): Map<string, string> | undefined {
  const values = new Map<string, string>();
  // Brackets are allowed in values too: only digits in brackets begin the next element.
  for (const [, ai = '', rest = ''] of text.matchAll(/\((\d{2,4})\)((?:(?!\(\d{2,4}\)).)*)/gs)) {
    const known = identifierByNumber.get(ai);
    if (known === undefined || values.has(ai)) return undefined;
    const value = rest.replaceAll(separator, '').trim();
    // People group digits, and write a GTIN as short as it stands under the bars.
    const digits = known.kind === 'n' ? compact(value) : value;
    values.set(ai, ai === '01' && [8, 12, 13].includes(digits.length) ? digits.padStart(14, '0') : digits);
  }
  return values.size > 0 ? values : undefined;
}

/** As a symbol carries it: brackets away, a separator after every element that is not of a predefined length. Undefined for no element string. */
export function rawElementString(text: string): string | undefined {
  const values = bracketed(text);
  if (values === undefined) return undefined;
  let rest = '';
  let open = false;
  for (const [ai, value] of values) {
    rest += `${open ? separator : ''}${ai}${value}`;
    open = predefinedLength(identifierByNumber.get(ai)!) === undefined;
  }
  return rest;
}

const looksRaw = /^(?:01\d{14}(?:$|1[0-7]|2[0-4]|3)|00\d{18}$)/;

/** Without a symbology identifier or a separator only strings that begin with a GTIN or an SSCC and go on are taken for element strings. */
function raw(text: string, announced: boolean): Map<string, string> | undefined {
  if (!announced && !text.includes(separator) && !looksRaw.test(text)) return undefined;
  const values = new Map<string, string>();
  let at = text.charCodeAt(0) === 29 ? 1 : 0;
  while (at < text.length) {
    const known =
      identifierByNumber.get(text.slice(at, at + 2)) ??
      identifierByNumber.get(text.slice(at, at + 3)) ??
      identifierByNumber.get(text.slice(at, at + 4));
    if (known === undefined || values.has(known.ai)) return undefined;
    at += known.ai.length;
    const end = text.indexOf(separator, at);
    const upTo = Math.min(at + (predefinedLength(known) ?? text.length), end < 0 ? text.length : end);
    values.set(known.ai, text.slice(at, upTo));
    at = text.charCodeAt(upTo) === 29 ? upTo + 1 : upTo;
  }
  return values.size > 0 ? values : undefined;
}
