/**
 * Codes of the city in their canonical spelling. Company prefixes begin with 952, which GS1 keeps for demonstrations (General
 * Specifications, GS1 Prefixes); four digits more are the firm. Those below 9522 belong to the demo, so that both can live in one
 * installation, and so do credit codes whose body begins with MA0, MA3 or MA9.
 */
import { withCheckDigit } from '../demo/keys.ts';

export const mostFirms = 7_900;
const prefix = (firm: number): string => `952${2_000 + firm}`;

export const partyOf = (firm: number): string => `https://id.gs1.org/417/${withCheckDigit(`${prefix(firm)}00000`)}`;
export const placeOf = (firm: number, site = 1): string =>
  `https://id.gs1.org/414/${withCheckDigit(`${prefix(firm)}${String(site).padStart(5, '0')}`)}`;
export const gtinOf = (firm: number, item: number, indicator = 0): string =>
  withCheckDigit(`${indicator}${prefix(firm)}${String(item).padStart(5, '0')}`);
export const lotOf = (gtin: string, lot: string): string => `https://id.gs1.org/01/${gtin}/10/${lot}`;
export const itemOf = (gtin: string, serial: string): string => `https://id.gs1.org/01/${gtin}/21/${serial}`;
/** A logistic unit; nine digits of serial. */
export const unitOf = (firm: number, serial: number): string =>
  `https://id.gs1.org/00/${withCheckDigit(`0${prefix(firm)}${String(serial).padStart(9, '0')}`)}`;
/** A returnable asset such as a cylinder (GRAI); `serial`: letters and digits. */
export const assetOf = (firm: number, serial: string): string =>
  `https://id.gs1.org/8003/0${withCheckDigit(`${prefix(firm)}00001`)}${serial}`;
/** CBV 2.0 §8.5: unique below the GLN of whoever issued it. */
export const paperOf = (firm: number, number: string): string =>
  `urn:epcglobal:cbv:bt:${withCheckDigit(`${prefix(firm)}00000`)}:${number}`;

const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 32100-2015: registering body 9, kind 1, division, nine signs of the body, check sign. The body code itself ends in a check sign. */
export function creditCode(firm: number): string {
  const body = `MA7${String(firm).padStart(5, '0')}`;
  const bodyWeights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...body].reduce((total, sign, i) => total + Number.parseInt(sign, 36) * bodyWeights[i]!, 0);
  const rest = (11 - (sum % 11)) % 11;
  const seventeen = `91419001${body}${rest === 10 ? 'X' : rest}`;
  const total = [...seventeen].reduce((all, sign, i) => all + signs.indexOf(sign) * weights[i]!, 0);
  return `${seventeen}${signs[(31 - (total % 31)) % 31]}`;
}
