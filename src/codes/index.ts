/** Identification schemes: recognise, check, explain, and one canonical spelling for each code. Pure; runs in the browser too. */
export { applicationIdentifiers } from './application-identifiers.ts';
export { checkDigit } from './check-digits.ts';
export { companyDigits, longestPrefix, shortestPrefix } from './company-prefix.ts';
export { buildDigitalLink, type DigitalLink, parseDigitalLink } from './digital-link.ts';
export { rawElementString } from './element-string.ts';
export { canonicalUri, classOf, identify, identities, lotOf, toEpcUrn } from './identity.ts';
export { type InRange, inLotRange, type LotRange, lotRangeOf, type RangeFault, rangeFaultOf } from './lot-range.ts';
export { type PatternRow, patternScheme } from './patterns.ts';
export { maskIdentity, maskPhone, type PersonalKind, personalIn, withoutPersonal } from './personal.ts';
export { addScheme, allSchemes, recognise, schemeById } from './registry.ts';
export { countyIn } from './rules.ts';
export { schemes } from './schemes/index.ts';
export type { Label, Reading, Scheme, Segment, Strength } from './types.ts';
export { unitAlphabet, unitCheck } from './unit-code.ts';
