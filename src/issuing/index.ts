/** Codes for those who have none: unit codes of a lot, references of a GS1 company prefix, certificate numbers; and what becomes of them. */
import { randomInt } from 'node:crypto';
import { checkDigit, identify, type Reading, unitAlphabet } from '../codes/index.ts';
import { codeRangeRequest, keyRequest, markRequest } from '../contract/index.ts';
import { ZhuisuError } from '../errors.ts';
import {
  allocateReferences,
  type CertificateRow,
  certificateOf,
  codeRange,
  issueRange,
  type MarkRow,
  markRun,
  marksAt,
  type RangeRow,
  type Store,
} from '../store/index.ts';
import { checked, named, required } from './checks.ts';
import { CodeReader, rangeOf } from './unit-codes.ts';

export { certificateNumbered, fieldsOf, issueCertificate } from './certificates.ts';
export { checked, required } from './checks.ts';
export { type Life, type LifeState, lifeOf } from './life.ts';
export { codeRows, rowLength } from './unit-codes.ts';

/** Issues the codes, or finds those of the same request. Throws value_invalid, over_issue, request_reused. */
export async function issueCodes(
  store: Store,
  asked: Readonly<Record<string, unknown>>,
  owner: string,
): Promise<{ range: RangeRow; existing: boolean }> {
  const { quantity, declared, lot, ...rest } = checked(codeRangeRequest, asked);
  const request = named(rest.request);
  const { product, form } = productOf(rest.product.trim());
  const outcome = await issueRange(store.database, { owner, request, product, lot, form, count: quantity, declared }, newRangeId);
  if (outcome.outcome === 'over_issue') {
    throw new ZhuisuError('over_issue', {
      came: quantity,
      declared: outcome.declared ?? 0,
      issued: outcome.issued,
      left: Math.max(0, (outcome.declared ?? 0) - outcome.issued),
    });
  }
  const { range } = outcome;
  if (range.product !== product || range.lot !== lot || range.count !== quantity)
    throw new ZhuisuError('request_reused', { came: request });
  return { range, existing: outcome.outcome === 'existing' };
}

/** Digits are a GTIN, and a mistyped one is refused rather than taken for a name. */
function productOf(text: string): { product: string; form: 'gs1' | 'own' } {
  const id = identify(text);
  if (id?.startsWith('https://id.gs1.org/01/')) return { product: id.slice(0, 36), form: 'gs1' };
  required(!/^[\d\s-]{8,}$|^(?:https?|urn):|^\(/i.test(text), 'product', text, 'a GTIN with its check digit, or a name');
  return { product: text, form: 'own' };
}

/** Six characters by chance: how many ranges there are, and in which order they were asked for, is nobody's business. */
const newRangeId = (): string => Array.from({ length: 6 }, () => unitAlphabet[randomInt(unitAlphabet.length)]).join('');

/** What this installation says of a code in its own form. */
export type Issue =
  | { readonly issued: false; readonly reason: 'no_range' | 'not_in_range' | 'other_product' | 'no_certificate' }
  | { readonly issued: true; readonly certificate: CertificateRow }
  | { readonly issued: true; readonly range: RangeRow; readonly number: number; readonly marks: readonly MarkRow[] };

/** The unit code in a reading, and the product it was found on. */
export function unitCodeOf(reading: Reading): { code: string; product: string | undefined } | undefined {
  if (reading.structure === 'invalid') return undefined;
  const value = (name: string): string | undefined => reading.segments.find((segment) => segment.name === name)?.value;
  if (reading.scheme === 'zs') return { code: `${value('range')}${value('body')}${value('check')}`, product: undefined };
  const serial = reading.scheme === 'gtin' ? value('21') : undefined;
  if (serial === undefined || rangeOf(serial) === undefined) return undefined;
  return { code: serial, product: `https://id.gs1.org/01/${value('01')}` };
}

/** Undefined: not a code of ours, as far as can be told. */
export async function issueOf(store: Store, reading: Reading): Promise<Issue | undefined> {
  if (reading.scheme === 'hgz' && reading.structure === 'valid') {
    const certificate = await certificateOf(store.database, reading.canonical.slice('urn:zhuisu:hgz:'.length));
    return certificate === undefined ? { issued: false, reason: 'no_certificate' } : { issued: true, certificate };
  }
  const unit = unitCodeOf(reading);
  if (unit === undefined) return undefined;
  const range = await codeRange(store.database, unit.code.slice(0, 6));
  // A serial that only looks like ours is its maker's; the platform's own codes are issued here or nowhere.
  if (range === undefined) return unit.product === undefined ? { issued: false, reason: 'no_range' } : undefined;
  if (unit.product === undefined ? range.form !== 'own' : range.product !== unit.product)
    return { issued: false, reason: 'other_product' };
  const number = new CodeReader(range).numberOf(unit.code);
  if (number === undefined) return { issued: false, reason: 'not_in_range' };
  return { issued: true, range, number, marks: await marksAt(store.database, range.id, number) };
}

/** Marks the codes numbered from `first` to `last` as printed or void. Throws value_invalid, not_found. */
export async function markCodes(store: Store, id: string, asked: Readonly<Record<string, unknown>>): Promise<void> {
  const { first, last, state, reason = '' } = checked(markRequest, asked);
  const range = await rangeNamed(store, id);
  required(first < range.count, 'first', first, `a number from 0 to ${range.count - 1}`);
  required(last < range.count && last >= first, 'last', last, `a number from ${first} to ${range.count - 1}`);
  await markRun(store.database, range.id, { first, last, state, reason });
}

/** Throws not_found. */
export async function rangeNamed(store: Store, id: string): Promise<RangeRow> {
  const range = /^[0-9A-Z]{6}$/.test(id) ? await codeRange(store.database, id) : undefined;
  if (range === undefined) throw new ZhuisuError('not_found', { came: `code range ${id.slice(0, 40)}` });
  return range;
}

/** Digits of a key without its check digit (GS1 General Specifications §2). */
const keyLengths = { gtin: 12, gln: 12, sscc: 16 } as const;

/** The next keys of a company prefix, none of them given out before; the same request gets the same. Throws value_invalid, prefix_exhausted. */
export async function allocateKeys(store: Store, asked: Readonly<Record<string, unknown>>): Promise<string[]> {
  const { prefix, kind, quantity, extension = 0, ...rest } = checked(keyRequest, asked);
  const request = named(rest.request);
  const width = keyLengths[kind] - prefix.length;
  const capacity = 10 ** width;
  const counter = kind === 'sscc' ? `sscc${extension}` : kind;
  const given = await allocateReferences(store.database, { prefix, kind: counter, request, count: quantity, capacity });
  if (given === undefined) throw new ZhuisuError('prefix_exhausted', { prefix, came: quantity });
  if (given.count !== quantity) throw new ZhuisuError('request_reused', { came: request });
  return Array.from({ length: quantity }, (_, i) => {
    const reference = width === 0 ? '' : String(given.first + i).padStart(width, '0');
    const digits = (kind === 'sscc' ? String(extension) : '') + prefix + reference;
    return digits + checkDigit(digits);
  });
}
