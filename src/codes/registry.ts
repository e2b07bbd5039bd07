/** Every reading of a text: who is asked, and whose answer counts first. */
import { isDigits } from './check-digits.ts';
import { linkOf } from './gs1-scheme.ts';
import { nationalUri } from './national-uri.ts';
import { gs1Schemes, schemes } from './schemes/index.ts';
import { glance, holdsLines, holdsSeparator, plain, typed } from './typed.ts';
import type { Reading, Scheme, Typed } from './types.ts';

/** Schemes that an installation adds: what was not confirmed and is still met. */
const added: Scheme[] = [];
export const schemeById = new Map<string, Scheme>(schemes.map((scheme) => [scheme.id, scheme]));

/** RangeError for an id that is taken. */
export function addScheme(scheme: Scheme): void {
  if (schemeById.has(scheme.id)) throw new RangeError(`there is a code scheme ${scheme.id} already`);
  schemeById.set(scheme.id, scheme);
  added.push(scheme);
}

/** Every scheme, those of the installation last. */
export const allSchemes = (): readonly Scheme[] => [...schemes, ...added];

/** No code in use is longer; what is gets no reading. */
export const longest = 2_000;

/** Schemes by what their texts look like, so that each text meets only the few that may know it. */
const lengths = 64;
const rows = (takes: (scheme: Scheme, length: number) => boolean): Scheme[][] =>
  Array.from({ length: lengths }, (_, length) => schemes.filter((scheme) => takes(scheme, length)));
const ofDigits = rows(({ shape }, length) => shape.digits?.includes(length) ?? false);
const ofAscii = rows(({ shape: { ascii } }, length) => ascii !== undefined && ascii[0] <= length && length <= ascii[1]);
const beyond = schemes.filter(({ shape: { ascii } }) => ascii !== undefined && ascii[1] >= lengths);
const byPrimary = new Map(gs1Schemes.map(({ primary }) => [primary, gs1Schemes.filter((each) => each.primary === primary)]));
const chinese = schemes.filter(({ shape }) => shape.chinese !== undefined);
const inChinese = (code: string): Scheme[] => chinese.filter(({ shape }) => code.includes(shape.chinese!));

/** Every reading of a text as a scanner or a person yields it, the best first; empty when no scheme knows it. Never throws. */
export function recognise(input: string): Reading[] {
  if (input.length > longest) return [];
  const seen = glance(input);
  if ((seen & holdsLines) !== 0) {
    const lines = input.split(/[\n\r]+/).filter((line) => line.trim() !== '');
    if (lines.length > 1) return inLines(lines.map((line) => plain(line)));
  }
  const text = plain(input, seen);
  return text === '' ? [] : ordered(inText(text, text === input ? seen : glance(text)));
}

function inText(text: string, seen = glance(text)): Reading[] {
  const link = linkOf(text, (seen & holdsSeparator) !== 0);
  if (link !== undefined) {
    const readings: Reading[] = [];
    for (const scheme of byPrimary.get(link.primary) ?? []) {
      const reading = scheme.readLink(link);
      if (reading !== undefined) readings.push(reading);
    }
    return readings;
  }
  const ready = typed(text, seen);
  const uri = nationalUri(ready.text);
  if (uri !== undefined) return one(schemeById.get(uri.scheme)?.read(ready));
  if (/^https?:\/\//i.test(ready.text)) return inParts(codesInAddress(ready.text));
  const first = ready.text.charCodeAt(0);
  // An opening brace: JSON.
  if (first === 123) return inParts(codesInJson(ready.text));
  return inBare(ready);
}

const one = (reading: Reading | undefined): Reading[] => (reading === undefined ? [] : [reading]);

function inBare(ready: Typed): Reading[] {
  const { bare, code } = ready;
  const asked = isDigits(bare) ? (ofDigits[bare.length] ?? []) : isAscii(code) ? (ofAscii[bare.length] ?? beyond) : chinese;
  const readings: Reading[] = [];
  for (const scheme of asked) {
    const reading = scheme.read(ready);
    if (reading !== undefined) readings.push(reading);
  }
  for (const scheme of added) {
    const reading = scheme.read(ready);
    if (reading !== undefined) readings.push(reading);
  }
  return readings;
}

/** Several lines: a scheme of its own (seed labels), else what the lines hold. */
function inLines(lines: readonly string[]): Reading[] {
  const text = lines.join('\n');
  const whole = inChinese(text).flatMap((scheme) => scheme.read({ text, code: text, bare: text }) ?? []);
  return whole.length > 0 ? ordered(whole) : ordered(inParts(lines));
}

/** Of texts that surround codes only what is certain counts: a wrong reading of a part is no reading of the whole. */
function inParts(parts: readonly string[]): Reading[] {
  const found = new Map<string, Reading>();
  for (const part of parts.slice(0, 20)) {
    // What is wrapped twice is no code in use.
    if (/^(?:\{|https?:)/i.test(part) && linkOf(part) === undefined) continue;
    for (const reading of inText(part)) {
      if (reading.structure === 'valid' && reading.strength !== 'opaque') found.set(reading.canonical, reading);
    }
  }
  return [...found.values()];
}

/** Trace platforms put the code into a parameter or at the end of the path. */
function codesInAddress(address: string): string[] {
  const [, path = '', query = ''] = /^https?:\/\/[^/?#]+([^?#]*)\??([^#]*)/i.exec(address) ?? [];
  const values = query.split(/[&;]/).map((part) => part.slice(part.indexOf('=') + 1));
  const last =
    path
      .split('/')
      .filter((segment) => segment !== '')
      .at(-1) ?? '';
  return [...values, last].map(decoded).filter((part) => part.length >= 8);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function codesInJson(text: string): string[] {
  try {
    const values: unknown[] = [JSON.parse(text)];
    const found: string[] = [];
    for (let value = values.shift(); value !== undefined; value = values.shift()) {
      if (typeof value === 'string') found.push(plain(value));
      else if (typeof value === 'number') found.push(String(value));
      else if (value !== null && typeof value === 'object') values.push(...Object.values(value));
    }
    return found.filter((each) => each !== '');
  } catch {
    return [];
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false;
  return true;
}

function ordered(readings: Reading[]): Reading[] {
  return readings.length < 2 ? readings : readings.sort((a, b) => doubt(a) - doubt(b));
}

/**
 * Valid before invalid, whatever is opaque last; among the valid the better founded, then those without a warning; within these the
 * order of the registry, for the sort is stable.
 */
function doubt({ structure, strength, warnings }: Reading): number {
  if (strength === 'opaque') return 9;
  if (structure === 'invalid') return 8;
  return (strength === 'checked' ? 0 : 2) + Math.min(warnings.length, 1);
}

/**
 * The reading that is the code, when there is one: not an opaque pattern, and not one that merely looks possible where a check digit
 * says that another code was mistyped.
 */
export function best(readings: readonly Reading[]): Reading | undefined {
  const [first] = readings;
  if (first === undefined || first.structure === 'invalid' || first.grain === 'person') return undefined;
  if (first.strength === 'checked') return first;
  const mistyped = readings.some(({ structure, strength }) => structure === 'invalid' && strength === 'checked');
  return first.strength === 'opaque' || mistyped ? undefined : first;
}
