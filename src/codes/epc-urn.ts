/** EPC URNs (GS1 EPC Tag Data Standard 2.0 §6) and the Digital Links they correspond to. */
import { checkDigit, isDigits } from './check-digits.ts';
import { assemble, canonicalHost } from './digital-link.ts';

interface UrnForm {
  /** Digits of company prefix and reference together; 0 where the reference is free text. */
  readonly digits: number;
  /** Fields after the company prefix. */
  readonly fields: number;
  /** Application identifiers and values from [company prefix, …fields]. */
  readonly toLink: (parts: readonly string[]) => readonly (readonly [string, string])[];
  /** Back: [reference, …fields] given the values and the length of the company prefix, without the prefix itself. */
  readonly fromLink: (values: ReadonlyMap<string, string>, length: number) => readonly string[] | undefined;
  readonly kind: 'id' | 'class';
}

/** GTIN-14 from prefix and item reference with its indicator digit in front. */
const gtinOf = (prefix: string, item: string): string => withCheck(item.slice(0, 1) + prefix + item.slice(1));
const withCheck = (digits: string): string => digits + checkDigit(digits);
const itemOf = (gtin: string, length: number): [string, string] => [
  gtin.slice(1, 1 + length),
  gtin[0]! + gtin.slice(1 + length, 13),
];
const split13 = (key: string, length: number): [string, string] => [key.slice(0, length), key.slice(length, 12)];
const split18 = (key: string, length: number): [string, string] => [
  key.slice(1, 1 + length),
  key[0]! + key.slice(1 + length, 17),
];

const forms: Readonly<Record<string, UrnForm>> = {
  sgtin: {
    kind: 'id',
    digits: 13,
    fields: 2,
    toLink: ([p, item, serial]) => [
      ['01', gtinOf(p!, item!)],
      ['21', serial!],
    ],
    fromLink: (v, n) => (v.has('21') ? [...itemOf(v.get('01')!, n), v.get('21')!] : undefined),
  },
  lgtin: {
    kind: 'class',
    digits: 13,
    fields: 2,
    toLink: ([p, item, lot]) => [
      ['01', gtinOf(p!, item!)],
      ['10', lot!],
    ],
    fromLink: (v, n) => (v.has('10') ? [...itemOf(v.get('01')!, n), v.get('10')!] : undefined),
  },
  upui: {
    kind: 'id',
    digits: 13,
    fields: 2,
    toLink: ([p, item, tpx]) => [
      ['01', gtinOf(p!, item!)],
      ['235', tpx!],
    ],
    fromLink: (v, n) => (v.has('235') ? [...itemOf(v.get('01')!, n), v.get('235')!] : undefined),
  },
  sscc: {
    kind: 'id',
    digits: 17,
    fields: 1,
    toLink: ([p, serial]) => [['00', withCheck(serial!.slice(0, 1) + p! + serial!.slice(1))]],
    fromLink: (v, n) => split18(v.get('00')!, n),
  },
  sgln: {
    kind: 'id',
    digits: 12,
    fields: 2,
    toLink: ([p, location, extension]) => [
      ['414', withCheck(p! + location!)],
      ...(extension === '0' ? [] : [['254', extension!] as const]),
    ],
    fromLink: (v, n) => [...split13(v.get('414')!, n), v.get('254') ?? '0'],
  },
  pgln: {
    kind: 'id',
    digits: 12,
    fields: 1,
    toLink: ([p, party]) => [['417', withCheck(p! + party!)]],
    fromLink: (v, n) => split13(v.get('417')!, n),
  },
  grai: {
    kind: 'id',
    digits: 12,
    fields: 2,
    toLink: ([p, type, serial]) => [['8003', `0${withCheck(p! + type!)}${serial}`]],
    fromLink: (v, n) => [...split13(v.get('8003')!.slice(1), n), v.get('8003')!.slice(14)],
  },
  giai: {
    kind: 'id',
    digits: 0,
    fields: 1,
    toLink: ([p, reference]) => [['8004', p! + reference!]],
    fromLink: (v, n) => [v.get('8004')!.slice(0, n), v.get('8004')!.slice(n)],
  },
  gsrn: {
    kind: 'id',
    digits: 17,
    fields: 1,
    toLink: ([p, service]) => [['8018', withCheck(p! + service!)]],
    fromLink: (v, n) => splitService(v.get('8018')!, n),
  },
  gsrnp: {
    kind: 'id',
    digits: 17,
    fields: 1,
    toLink: ([p, service]) => [['8017', withCheck(p! + service!)]],
    fromLink: (v, n) => splitService(v.get('8017')!, n),
  },
  gdti: {
    kind: 'id',
    digits: 12,
    fields: 2,
    toLink: ([p, type, serial]) => [['253', `${withCheck(p! + type!)}${serial}`]],
    fromLink: (v, n) => [...split13(v.get('253')!, n), v.get('253')!.slice(13)],
  },
  sgcn: {
    kind: 'id',
    digits: 12,
    fields: 2,
    toLink: ([p, coupon, serial]) => [['255', `${withCheck(p! + coupon!)}${serial}`]],
    fromLink: (v, n) => [...split13(v.get('255')!, n), v.get('255')!.slice(13)],
  },
  cpi: {
    kind: 'id',
    digits: 0,
    fields: 2,
    toLink: ([p, part, serial]) => [
      ['8010', p! + part!],
      ['8011', serial!],
    ],
    fromLink: (v, n) => (v.has('8011') ? [v.get('8010')!.slice(0, n), v.get('8010')!.slice(n), v.get('8011')!] : undefined),
  },
  itip: {
    kind: 'id',
    digits: 13,
    fields: 4,
    toLink: ([p, item, piece, total, serial]) => [
      ['8006', gtinOf(p!, item!) + piece! + total!],
      ['21', serial!],
    ],
    fromLink: (v, n) =>
      v.has('21')
        ? [...itemOf(v.get('8006')!, n), v.get('8006')!.slice(14, 16), v.get('8006')!.slice(16), v.get('21')!]
        : undefined,
  },
};

const splitService = (key: string, length: number): [string, string] => [key.slice(0, length), key.slice(length, 17)];

/** Primary key of each form: where a Digital Link comes back from. */
const formOf: Readonly<Record<string, readonly string[]>> = {
  '00': ['sscc'],
  '01': ['sgtin', 'lgtin', 'upui'],
  '253': ['gdti'],
  '255': ['sgcn'],
  '414': ['sgln'],
  '417': ['pgln'],
  '8003': ['grai'],
  '8004': ['giai'],
  '8006': ['itip'],
  '8010': ['cpi'],
  '8017': ['gsrnp'],
  '8018': ['gsrn'],
};

/** Item names already computed: company prefix and item of a URN come back with every serial. Bounded. */
const items = new Map<string, string>();
const itemsLimit = 10_000;

/** Canonical Digital Link of an EPC URN; undefined when the URN breaks the rules of its scheme. */
export function linkOfUrn(urn: string): string | undefined {
  if (urn.startsWith('urn:epc:id:sgtin:')) return quickItem(urn, 17, '21') ?? slowLink(urn);
  if (urn.startsWith('urn:epc:class:lgtin:')) return quickItem(urn, 20, '10') ?? slowLink(urn);
  return slowLink(urn);
}

function quickItem(urn: string, start: number, ai: string): string | undefined {
  const dot = urn.indexOf('.', urn.indexOf('.', start) + 1);
  if (dot < 0) return undefined;
  const serial = urn.slice(dot + 1);
  if (serial.length === 0 || serial.length > 20 || !/^[0-9A-Za-z\-_]+$/.test(serial)) return undefined;
  const key = urn.slice(start, dot);
  let gtin = items.get(key);
  if (gtin === undefined) {
    const link = slowLink(`${urn.slice(0, dot)}.0`);
    if (link === undefined) return undefined;
    gtin = link.slice(0, canonicalHost.length + 18);
    if (items.size >= itemsLimit) items.clear();
    items.set(key, gtin);
  }
  return `${gtin}/${ai}/${serial}`;
}

function slowLink(urn: string): string | undefined {
  const match = /^urn:epc:(id|class|idpat):([a-z]+):(.+)$/.exec(urn);
  if (match === null) return undefined;
  const [, space, name, body] = match as unknown as [string, string, string, string];
  const form = forms[name];
  if (form === undefined) return undefined;
  const parts = body.split('.');
  const pattern = space === 'idpat';
  if (pattern ? parts.at(-1) !== '*' : space !== form.kind) return undefined;
  // Free text in the last field may hold dots of its own.
  const fields = [...parts.slice(0, form.fields), parts.slice(form.fields).join('.')].map(unescapeField);
  if (fields.some((field) => field === undefined || field === '')) return undefined;
  const texts = fields as string[];
  const [prefix = '', reference = ''] = texts;
  if (!isDigits(prefix) || prefix.length < 6 || prefix.length > 12) return undefined;
  if (form.digits > 0 && prefix.length + reference.length !== form.digits) {
    // A reference may be empty: the company prefix takes all the digits.
    return undefined;
  }
  if (form.digits > 0 && !isDigits(reference)) return undefined;
  if (pattern) return patternLink(name, form, texts);
  const values = new Map(form.toLink(texts));
  const link = assemble([...values.keys()][0]!, values);
  return link.faults.length === 0 ? link.canonical : undefined;
}

/** `urn:epc:idpat:sgtin:9521234.012345.*`: all of a class is the class. */
function patternLink(name: string, form: UrnForm, parts: readonly string[]): string | undefined {
  if (parts.slice(0, -1).includes('*') || form.fields < 2) return undefined;
  const [primary] = form.toLink([...parts.slice(0, -1), '']);
  if (name === 'cpi' || name === 'sgln' || primary === undefined)
    return name === 'cpi' ? `${canonicalHost}/8010/${encodeURIComponent(primary![1])}` : undefined;
  return `${canonicalHost}/${primary[0]}/${encodeURIComponent(primary[1])}`;
}

function unescapeField(field: string): string | undefined {
  if (!field.includes('%')) return field;
  try {
    return decodeURIComponent(field);
  } catch {
    return undefined;
  }
}

const escapeField = (field: string): string =>
  field.replace(/["%&/<>?#]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The EPC URN of a canonical Digital Link. The length of the GS1 company prefix is not in the link and must be known (6 to 12, else
 * RangeError). Undefined for links that have no URN, such as a GTIN alone.
 */
export function urnOfLink(primary: string, values: ReadonlyMap<string, string>, companyPrefixLength: number): string | undefined {
  if (!Number.isInteger(companyPrefixLength) || companyPrefixLength < 6 || companyPrefixLength > 12) {
    throw new RangeError(`company prefix length ${companyPrefixLength}, expected 6 to 12`);
  }
  for (const name of formOf[primary] ?? []) {
    const parts = forms[name]!.fromLink(values, companyPrefixLength);
    if (parts?.every((part) => part !== '')) return `urn:epc:${forms[name]!.kind}:${name}:${parts.map(escapeField).join('.')}`;
  }
  return undefined;
}
