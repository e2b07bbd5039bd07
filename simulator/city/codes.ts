/**
 * Codes of the city in their canonical spelling. Company prefixes begin with 952, which GS1 keeps for demonstrations (General
 * Specifications, GS1 Prefixes); four digits more are the firm. Those below 9522 belong to the demo, so that both can live in one
 * installation, and so do credit codes whose body begins with MA0, MA3 or MA9.
 */
import { mod11And10 } from '../../src/codes/rules.ts';
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

/** As records name a firm where they ask for its credit code. */
export const creditOf = (uscc: string): string => `urn:zhuisu:uscc:${uscc}`;

/** 食品生产许可证编号: kind, category 31 (other food), division, four digits of the firm, check digit. */
export function foodLicence(firm: number): string {
  const body = `131419001${String(firm).padStart(4, '0')}`;
  return `SC${body}${mod11And10(body)}`;
}

const vinSigns = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** A vehicle (GB 16735-2019) of a maker that there is not; the check digit is the ninth. `number`: up to six digits. */
export function vehicleOf(firm: number, number: number): string {
  const [head, tail] = [`LZZ${String(firm).padStart(5, '0')}`, `TA${String(number).padStart(6, '0')}`];
  const sum = [...`${head}0${tail}`].reduce((total, sign, i) => total + (vinSigns.indexOf(sign) % 10) * vinWeights[i]!, 0);
  return `urn:zhuisu:vin:${head}${'0123456789X'[sum % 11]}${tail}`;
}

/** 气瓶使用登记代码 (TSG R5001-2005): LPG, Henan, three digits of the filling unit, six of the cylinder; thousands of units in the first of these. */
export const registrationOf = (station: number, cylinder: number): string =>
  `urn:zhuisu:cylinder:341${String(station % 1_000).padStart(3, '0')}${Math.floor(station / 1_000)}${String(cylinder).padStart(5, '0')}`;
