/** Lots of one product from one lot code to another, as recalls name them: `(01)09521234000013(10)A001..A020`. Pure. */
import { classOf, identities } from './identity.ts';

export interface LotRange {
  /** Canonical URI of the first lot, two dots, the last lot code, percent-encoded. */
  readonly id: string;
  /** What the lots have in common: the class part of their canonical URIs. */
  readonly class: string;
  readonly first: string;
  readonly last: string;
}

/** `sure`: of the form of an end, and between them. `maybe`: between them by its numbers and letters alone, as `a5` or `A005-2` from A001 to A020. */
export type InRange = 'sure' | 'maybe' | 'no';

const lotMark = '10/';
const mark = /\s*(?:\.\.|～|~)\s*/u;
/** An address, a URN, an element string: not the lot alone. */
const isWhole = (end: string): boolean => /^(?:https?:|urn:|\()/i.test(end);

/** Undefined where a text is none: the ends are lots of one product, the second a whole code or the lot alone. */
export function lotRangeOf(text: string): LotRange | undefined {
  const [left, right, ...more] = text.trim().split(mark);
  if (left === undefined || right === undefined || left === '' || right === '' || more.length > 0) return undefined;
  for (const canonical of identities(left)) {
    const first = lotIn(canonical);
    if (first === undefined) continue;
    const { class: product } = classOf(canonical);
    const same = identities(right).find((each) => classOf(each).class === product);
    // A whole code of something else is no lot of this product.
    if (same === undefined && isWhole(right)) continue;
    const last = same === undefined ? decoded(right) : lotIn(same);
    if (last === undefined || last === '' || ordered(first, last) > 0) continue;
    return { id: `${canonical}..${encodeURIComponent(last)}`, class: product, first, last };
  }
  return undefined;
}

/** Why a text that is meant as a range is none: an end is missing, there are more than two, they are of two products, the first comes last. */
export type RangeFault = 'half' | 'many' | 'products' | 'backwards';

/** Undefined where it is a range, or is not meant as one. */
export function rangeFaultOf(text: string): RangeFault | undefined {
  const ends = text.trim().split(mark);
  if (ends.length < 2 || lotRangeOf(text) !== undefined) return undefined;
  const [left = '', right = ''] = ends;
  const lots = [left, right].filter((end) => identities(end).some((each) => lotIn(each) !== undefined));
  if (lots.length === 0) return undefined;
  if (ends.length > 2) return 'many';
  if (left === '' || right === '') return 'half';
  if (!lots.includes(left)) return undefined;
  return isWhole(right) && !sameProduct(left, right) ? 'products' : 'backwards';
}

const sameProduct = (left: string, right: string): boolean =>
  identities(left).some((each) => identities(right).some((other) => classOf(other).class === classOf(each).class));

export function inLotRange({ class: product, first, last }: LotRange, canonical: string): InRange {
  if (classOf(canonical).class !== product) return 'no';
  const lot = lotIn(canonical);
  if (lot === undefined) return 'no';
  const isOfForm = [first, last].some((end) => formOf(end) === formOf(lot));
  if (isOfForm && ordered(first, lot) <= 0 && ordered(lot, last) <= 0) return 'sure';
  const [from, each, to] = [first, lot, last].map(plain) as [string, string, string];
  return ordered(from, each) <= 0 && ordered(each, to) <= 0 ? 'maybe' : 'no';
}

/** The lot code of a canonical URI; undefined for serials, classes and what has no such part. */
function lotIn(canonical: string): string | undefined {
  const { rest } = classOf(canonical);
  if (!canonical.startsWith('https://id.gs1.org/')) return rest === '' ? undefined : decoded(rest);
  return rest.startsWith(lotMark) ? decoded(rest.slice(lotMark.length)) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return text.trim();
  }
}

const formOf = (lot: string): string => lot.replace(/\d+/g, '0');
/** Letters of either case and width, nothing but letters and digits. */
const plain = (lot: string): string =>
  lot
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ');

/** As people order codes: digits as numbers, the rest sign by sign. */
function ordered(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x === y) continue;
    if (isNumber(x) && isNumber(y)) {
      const difference = BigInt(x) - BigInt(y);
      if (difference !== 0n) return difference < 0n ? -1 : 1;
    } else return x < y ? -1 : 1;
  }
  return 0;
}

const partsOf = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
const isNumber = (text: string): boolean => /^\d+$/.test(text);
