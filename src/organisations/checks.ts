/** What registrations, sites and licences are checked with alike. */
import { canonicalUri, checkDigit, recognise } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import { areaAt, codeAt, type Day, type Jurisdiction, tree } from '../jurisdictions/index.ts';

const oneLine = /^[^\u0000-\u001f\u007f]+$/;

/** Throws value_invalid unless it holds. */
export function required(holds: boolean, path: string, came: unknown, expected: string): void {
  if (!holds) throw new ZhuisuError('value_invalid', { path, came: JSON.stringify(came)?.slice(0, 60) ?? 'nothing', expected });
}

/** One line without a person's identity number. Throws value_invalid, person_number_refused. */
export function lineIn(value: unknown, path: string, most: number, least = 1): string {
  const text = typeof value === 'string' ? value.trim() : value === undefined ? '' : value;
  required(
    typeof text === 'string' && text.length >= least && text.length <= most && (text === '' || oneLine.test(text)),
    path,
    value,
    `one line of ${least} to ${most} characters`,
  );
  refuseIdentityNumber(text as string, path);
  return text as string;
}

/** A natural person's number is never stored in clear. */
export function refuseIdentityNumber(text: string, path: string): void {
  for (const [found] of text.matchAll(/[1-8]\d{5}(?:18|19|20)\d{9}[\dX]/gi)) {
    const isPerson = recognise(found).some(({ grain, structure }) => grain === 'person' && structure === 'valid');
    if (isPerson) throw new ZhuisuError('person_number_refused', { path });
  }
}

export function listIn(value: unknown, path: string, most: number): unknown[] {
  const list = value ?? [];
  required(Array.isArray(list) && list.length <= most, path, value, `a list of up to ${most}`);
  return list as unknown[];
}

export function oneOf<Word extends string>(value: unknown, path: string, all: readonly Word[]): Word {
  required(typeof value === 'string' && all.includes(value as Word), path, value, all.join(', '));
  return value as Word;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuid.test(text);

/** An id of the client's making, or `otherwise`. */
export function uuidIn(value: unknown, path: string, otherwise: () => string): string {
  if (value === undefined) return otherwise();
  required(typeof value === 'string' && isUuid(value), path, value, 'a UUID');
  return (value as string).toLowerCase();
}

/**
 * An area by its code, or by its name within the jurisdiction. Codes of the jurisdiction must exist on that day; of elsewhere the form
 * alone is known.
 */
export function areaIn(value: unknown, path: string, jurisdiction: Jurisdiction, today: Day): string {
  const text = typeof value === 'string' ? value.trim() : '';
  const expected = 'a division code of 6, 9 or 12 digits, or a name within the jurisdiction';
  if (!/^\d{6}(?:\d{3}|\d{6}|[A-Z]\d\d)?$/.test(text)) {
    const named = tree(jurisdiction)
      .flatMap(({ areas }) => areas)
      .filter(({ zh, en, code }) => (zh === text || en === text) && areaAt(jurisdiction, code, today) !== undefined);
    required(named.length === 1, path, value, expected);
    return named[0]!.code;
  }
  if (areaAt(jurisdiction, text, today) !== undefined) return text;
  const successor = codeAt(jurisdiction, text, today);
  required(successor !== undefined && successor === text, path, value, successor === undefined ? expected : `${successor}`);
  const home = tree(jurisdiction).find(({ areas }) =>
    areas.some(({ code, level }) => level === 'township' && text.startsWith(code.slice(0, 6))),
  );
  required(home === undefined || areaAt(jurisdiction, text.slice(0, 9), today) !== undefined, path, value, expected);
  const isDivision = recognise(text.slice(0, 6)).some(({ scheme, structure }) => scheme === 'division' && structure === 'valid');
  required(home !== undefined || isDivision, path, value, expected);
  return text;
}

/** A URI that may name an organisation or a site in events; thirteen digits are a GLN, of a place or of a party. */
export function identifierIn(value: unknown, path: string, of: 'place' | 'party'): string {
  const text = typeof value === 'string' ? value.trim() : '';
  const expected = 'a GLN of 13 digits, or a URI';
  if (/^\d{13}$/.test(text)) {
    required(checkDigit(text.slice(0, 12)) === text[12], path, value, expected);
    return `https://id.gs1.org/${of === 'place' ? '414' : '417'}/${text}`;
  }
  required(/^[a-z][a-z0-9+.-]*:[^\s\u0000-\u001f]{1,400}$/i.test(text), path, value, expected);
  refuseIdentityNumber(text, path);
  return uriKey(text);
}

/** One spelling for each URI; `urn:uuid:` is case-insensitive (RFC 9562 §4). */
export const uriKey = (uri: string): string => (/^urn:uuid:/i.test(uri) ? uri.toLowerCase() : canonicalUri(uri));
