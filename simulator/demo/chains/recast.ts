/** From the examples to the demo: GS1 keys under the prefix for demonstrations, firms of Jiyuan, numbers of one chain alone. */
import { withCheckDigit } from '../keys.ts';

/** Which category and which of its chains, from 0. */
export interface Cast {
  /** 1 to 8, as in the notice. */
  readonly category: number;
  readonly chain: number;
  /** Credit codes of the examples → those of the demo. */
  readonly firms: ReadonlyMap<string, string>;
}

/** Company prefixes of the examples, in a fixed order: the third digit from the end of the new one says which. */
const prefixes = ['6901234', '6912345', '6975737'];

/** 9521 and the category; which prefix it was; the chain, 0 for places, which all chains of a category share. */
function companyPrefix(before: string, category: number, chain: number): string {
  const which = prefixes.indexOf(before);
  if (which < 0) throw new RangeError(`the prefix ${before} is of no example`);
  return `9521${category}${which}${chain}`;
}

/** `ai`: GS1 application identifier. The layouts are those of the General Specifications §3: where the company prefix begins. */
export function recastKey(ai: string, digits: string, { category, chain }: Cast): string {
  const start = { '01': 1, '00': 1, '8003': 1 }[ai] ?? 0;
  const end = { '01': 13, '00': 17, '8003': 13 }[ai] ?? 12;
  const owner = companyPrefix(digits.slice(start, start + 7), category, start === 0 ? 0 : chain);
  return `${withCheckDigit(digits.slice(0, start) + owner + digits.slice(start + 7, end))}${digits.slice(end + 1)}`;
}

const suffix = (chain: number): string => (chain === 0 ? '' : `-${chain + 1}`);

function recastText(text: string, cast: Cast): string {
  let made = text.replace(/(id\.gs1\.org\/)(01|00|414|417|8003)\/(\d+)/g, (_, host, ai, digits) => {
    return `${host}${ai}/${recastKey(ai, digits, cast)}`;
  });
  if (/^06975737\d{6}$/.test(made)) made = recastKey('01', made, cast);
  // A lot, and the number of a paper, are those of one chain.
  if (/^urn:zhuisu:lot:/.test(made)) made += suffix(cast.chain);
  if (/^(?:urn:zhuisu:document:)?[A-Z]{1,5}-\d{4}\d*-[\d-]+$/.test(made)) made += suffix(cast.chain);
  for (const [before, after] of cast.firms) made = made.replaceAll(before, after);
  return made;
}

/** The same of everything within. */
export function recast<Value>(value: Value, cast: Cast): Value {
  if (typeof value === 'string') return recastText(value, cast) as Value;
  if (Array.isArray(value)) return value.map((each) => recast(each, cast)) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recast(each, cast)])) as Value;
}
