/**
 * GS1 keys of the demo, and the ways in which its firms write them. The company prefixes begin with 952, which GS1 keeps for
 * demonstrations (GS1 General Specifications, GS1 Prefixes), so that nothing here can be mistaken for a code in trade.
 */
export interface Party {
  /** GS1 company prefix, 7 digits. */
  readonly prefix: string;
  readonly zh: string;
  readonly en: string;
  readonly address: string;
}

export interface Place {
  readonly party: Party;
  /** Location reference, 5 digits. */
  readonly reference: string;
  readonly zh: string;
  readonly en: string;
}

export interface Product {
  readonly party: Party;
  /** 0 a consumer unit, 1 a case, 9 a variable measure (weighed goods). */
  readonly indicator: 0 | 1 | 9;
  /** Item reference, 5 digits. */
  readonly item: string;
  readonly zh: string;
  readonly en: string;
  readonly net?: string;
}

/** GS1 check digit (General Specifications §7.9): weights 3, 1, 3 … from the right. */
export function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

export const gtin = ({ party, indicator, item }: Product): string => withCheckDigit(`${indicator}${party.prefix}${item}`);
export const gln = ({ party, reference }: Place): string => withCheckDigit(`${party.prefix}${reference}`);
/** The party itself has location reference 00000. */
export const pgln = ({ prefix }: Party): string => withCheckDigit(`${prefix}00000`);
/** Serial reference of 9 digits behind extension digit 0. */
export const sscc = ({ prefix }: Party, serial: number): string => withCheckDigit(`0${prefix}${serialReference(serial)}`);
const serialReference = (serial: number): string => String(serial).padStart(9, '0');

/** How a firm's system writes codes. The same thing written in three ways must meet itself in the log. */
export interface Spelling {
  readonly product: (product: Product) => string;
  readonly lot: (product: Product, lot: string) => string;
  readonly item: (product: Product, serial: string) => string;
  readonly logisticUnit: (party: Party, serial: number) => string;
  readonly place: (place: Place) => string;
  readonly party: (party: Party) => string;
}

/** GS1 Digital Link below some base: GS1's own host, a firm's host, or a prefix declared in `@context`. */
export const digitalLink = (base: string): Spelling => ({
  product: (product) => `${base}01/${gtin(product)}`,
  lot: (product, lot) => `${base}01/${gtin(product)}/10/${lot}`,
  item: (product, serial) => `${base}01/${gtin(product)}/21/${serial}`,
  logisticUnit: (party, serial) => `${base}00/${sscc(party, serial)}`,
  place: (place) => `${base}414/${gln(place)}`,
  party: (party) => `${base}417/${pgln(party)}`,
});

export const canonical = digitalLink('https://id.gs1.org/');

/** EPC URNs (Tag Data Standard 2.0 §6.3), as older systems write them: no check digit, the company prefix set apart. */
export const epcUrn: Spelling = {
  product: ({ party, indicator, item }) => `urn:epc:idpat:sgtin:${party.prefix}.${indicator}${item}.*`,
  lot: ({ party, indicator, item }, lot) => `urn:epc:class:lgtin:${party.prefix}.${indicator}${item}.${lot}`,
  item: ({ party, indicator, item }, serial) => `urn:epc:id:sgtin:${party.prefix}.${indicator}${item}.${serial}`,
  logisticUnit: ({ prefix }, serial) => `urn:epc:id:sscc:${prefix}.0${serialReference(serial)}`,
  place: ({ party, reference }) => `urn:epc:id:sgln:${party.prefix}.${reference}.0`,
  party: ({ prefix }) => `urn:epc:id:pgln:${prefix}.00000`,
};

const creditSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code of its first 16 signs: the check of the organisation code (GB 11714) and its own (GB 32100-2015 §4.4). */
export function withCreditCheck(signs: string): string {
  const inner = [3, 7, 9, 10, 5, 8, 4, 2];
  const worth = (sign: string): number => Number.parseInt(sign, 36);
  const sum = [...signs.slice(8)].reduce((total, sign, i) => total + inner[i]! * worth(sign), 0);
  const organisation = ['0', 'X'][[11, 10].indexOf(11 - (sum % 11))] ?? String(11 - (sum % 11));
  const first = signs + organisation;
  let weight = 1;
  let whole = 0;
  for (const sign of first) {
    whole += weight * creditSigns.indexOf(sign);
    weight = (weight * 3) % 31;
  }
  return `${first}${creditSigns[(31 - (whole % 31)) % 31]}`;
}
