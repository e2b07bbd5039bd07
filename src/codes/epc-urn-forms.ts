/** One row for each form of EPC URN (GS1 EPC Tag Data Standard 2.0 §6.3): its fields, and how they make up a Digital Link. */
import { checkDigit } from './check-digits.ts';

export interface UrnForm {
  readonly kind: 'id' | 'class';
  /** `urn:epc:idpat:` has a pattern for the class of these (TDS §8). */
  readonly hasPattern?: true;
  /** Digits of company prefix and reference together; 0 where the reference is free text. */
  readonly digits: number;
  /** Fields after the company prefix. */
  readonly fields: number;
  /** Application identifiers and values from [company prefix, …fields]; the primary key first. */
  readonly toLink: (parts: readonly string[]) => readonly (readonly [string, string])[];
  /** Back: [company prefix, …fields], given the length of the company prefix. */
  readonly fromLink: (values: ReadonlyMap<string, string>, length: number) => readonly string[] | undefined;
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
const splitService = (key: string, length: number): [string, string] => [key.slice(0, length), key.slice(length, 17)];

const forms: Readonly<Record<string, UrnForm>> = {
  sgtin: {
    kind: 'id',
    hasPattern: true,
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
    hasPattern: true,
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
    hasPattern: true,
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
    hasPattern: true,
    digits: 12,
    fields: 2,
    toLink: ([p, type, serial]) => [['253', `${withCheck(p! + type!)}${serial}`]],
    fromLink: (v, n) => [...split13(v.get('253')!, n), v.get('253')!.slice(13)],
  },
  ginc: {
    kind: 'id',
    digits: 0,
    fields: 1,
    toLink: ([p, reference]) => [['401', p! + reference!]],
    fromLink: (v, n) => [v.get('401')!.slice(0, n), v.get('401')!.slice(n)],
  },
  gsin: {
    kind: 'id',
    digits: 16,
    fields: 1,
    toLink: ([p, reference]) => [['402', withCheck(p! + reference!)]],
    fromLink: (v, n) => [v.get('402')!.slice(0, n), v.get('402')!.slice(n, 16)],
  },
  sgcn: {
    kind: 'id',
    hasPattern: true,
    digits: 12,
    fields: 2,
    toLink: ([p, coupon, serial]) => [['255', `${withCheck(p! + coupon!)}${serial}`]],
    fromLink: (v, n) => [...split13(v.get('255')!, n), v.get('255')!.slice(13)],
  },
  cpi: {
    kind: 'id',
    hasPattern: true,
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
    hasPattern: true,
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

export const urnForms: ReadonlyMap<string, UrnForm> = new Map(Object.entries(forms));

/** Forms that a Digital Link of a primary key may come back as, the most particular first. */
export const formsByKey: ReadonlyMap<string, readonly string[]> = new Map([
  ['00', ['sscc']],
  ['01', ['sgtin', 'lgtin', 'upui']],
  ['253', ['gdti']],
  ['255', ['sgcn']],
  ['401', ['ginc']],
  ['402', ['gsin']],
  ['414', ['sgln']],
  ['417', ['pgln']],
  ['8003', ['grai']],
  ['8004', ['giai']],
  ['8006', ['itip']],
  ['8010', ['cpi']],
  ['8017', ['gsrnp']],
  ['8018', ['gsrn']],
]);
