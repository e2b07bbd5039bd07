/** The GS1 company prefix within a key. How long it is nothing in the key tells: from 6 to 12 digits, whoever knows the prefixes says. */

/** Digits before the company prefix, by the primary key (General Specifications §3): an indicator, an extension, a filler. */
const before: ReadonlyMap<string, number> = new Map([
  ['00', 1],
  ['01', 1],
  ['253', 0],
  ['255', 0],
  ['401', 0],
  ['402', 0],
  ['414', 0],
  ['417', 0],
  ['8003', 1],
  ['8004', 0],
  ['8006', 1],
  ['8010', 0],
  ['8017', 0],
  ['8018', 0],
]);

const host = 'https://id.gs1.org/';
export const shortestPrefix = 6;
export const longestPrefix = 12;

/** Twelve digits from where the prefix begins, fewer where the key is shorter; undefined for what is no canonical GS1 key. */
export function companyDigits(canonical: string): string | undefined {
  if (!canonical.startsWith(host)) return undefined;
  const slash = canonical.indexOf('/', host.length);
  const start = before.get(canonical.slice(host.length, slash));
  if (start === undefined) return undefined;
  const value = canonical.slice(slash + 1 + start, slash + 1 + start + longestPrefix).split('/')[0]!;
  const digits = /^\d*/.exec(value)![0];
  return digits.length >= shortestPrefix ? digits : undefined;
}
