/** GS1 element strings (GS1 General Specifications §7.8): with brackets as people write them, or raw as a scanner sends them. */
import { identifierByNumber, predefinedLength } from './application-identifiers.ts';
import { compact } from './check-digits.ts';
import { assemble, type DigitalLink, keyQualifiers } from './digital-link.ts';

const separator = '\x1d';

export function readElementString(text: string): DigitalLink | undefined {
  const values = text.startsWith('(')
    ? bracketed(text)
    : raw(text.replace(/^\](?:d2|C1|Q3|e0|J1)/, ''), /^\](?:d2|C1|Q3|e0|J1)/.test(text));
  if (values === undefined) return undefined;
  const primary = [...keyQualifiers.keys()].find((ai) => values.has(ai));
  if (primary === undefined) return undefined;
  const own = new Set([primary, ...keyQualifiers.get(primary)!]);
  const split = (mine: boolean): Map<string, string> => new Map([...values].filter(([ai]) => own.has(ai) === mine));
  return assemble(primary, split(true), split(false));
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

/** Without a symbology identifier or a separator only strings that begin with a GTIN or an SSCC and go on are taken for element strings. */
function raw(text: string, announced: boolean): Map<string, string> | undefined {
  if (!announced && !text.includes(separator) && !/^(?:01\d{14}(?:$|1[0-7]|2[0-4]|3)|00\d{18}$)/.test(text)) return undefined;
  const values = new Map<string, string>();
  let rest = text.startsWith(separator) ? text.slice(1) : text;
  while (rest !== '') {
    const ai = [2, 3, 4].map((length) => rest.slice(0, length)).find((each) => identifierByNumber.has(each));
    if (ai === undefined || values.has(ai)) return undefined;
    rest = rest.slice(ai.length);
    const end = rest.indexOf(separator);
    const length = predefinedLength(identifierByNumber.get(ai)!) ?? (end < 0 ? rest.length : end);
    values.set(ai, rest.slice(0, length));
    rest = rest.slice(length);
    if (rest.startsWith(separator)) rest = rest.slice(1);
  }
  return values.size > 0 ? values : undefined;
}
