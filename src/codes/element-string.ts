/** GS1 element strings (GS1 General Specifications §7.8): with brackets as people write them, or raw as a scanner sends them. */
import { applicationIdentifiers } from './application-identifiers.ts';
import { assemble, type DigitalLink, keyQualifiers } from './digital-link.ts';

const separator = '\x1d';

/** Application identifiers that raw strings may run together, with the length of their values (§7.8.5, pre-defined length). */
const predefined: Readonly<Record<string, number>> = {
  '00': 18, '01': 14, '02': 14, '11': 6, '12': 6, '13': 6, '15': 6, '16': 6, '17': 6, '20': 2, '414': 13, '417': 13, '402': 17,
};

export function readElementString(text: string): DigitalLink | undefined {
  const values = text.startsWith('(') ? bracketed(text) : raw(text.replace(/^\](?:d2|C1|Q3|e0|J1)/, ''), /^\](?:d2|C1|Q3|e0|J1)/.test(text));
  if (values === undefined) return undefined;
  const primary = Object.keys(keyQualifiers).find((ai) => values.has(ai));
  if (primary === undefined) return undefined;
  const own = new Set([primary, ...keyQualifiers[primary]!]);
  const split = (mine: boolean): Map<string, string> => new Map([...values].filter(([ai]) => own.has(ai) === mine));
  return assemble(primary, split(true), split(false));
}

function bracketed(text: string): Map<string, string> | undefined {
  const values = new Map<string, string>();
  for (const [, ai = '', value = ''] of text.matchAll(/\((\d{2,4})\)([^(]*)/g)) {
    if (!applicationIdentifiers.has(ai)) return undefined;
    values.set(ai, value.replaceAll(separator, '').trim());
  }
  return values.size > 0 ? values : undefined;
}

/** Without a symbology identifier or a separator only strings that begin with a GTIN or an SSCC and go on are taken for element strings. */
function raw(text: string, announced: boolean): Map<string, string> | undefined {
  if (!announced && !text.includes(separator) && !/^(?:01\d{14}(?:1[0-7]|2[12]|3)|00\d{18}$)/.test(text)) return undefined;
  const values = new Map<string, string>();
  let rest = text.startsWith(separator) ? text.slice(1) : text;
  while (rest !== '') {
    const ai = [2, 3, 4].map((length) => rest.slice(0, length)).find((each) => applicationIdentifiers.has(each));
    if (ai === undefined) return undefined;
    rest = rest.slice(ai.length);
    const end = rest.indexOf(separator);
    const length = predefined[ai] ?? (end < 0 ? rest.length : end);
    values.set(ai, rest.slice(0, length));
    rest = rest.slice(length);
    if (rest.startsWith(separator)) rest = rest.slice(1);
  }
  return values.size > 0 ? values : undefined;
}
