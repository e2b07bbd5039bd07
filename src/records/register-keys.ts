/** The one spelling under which a row of a register stands and is looked for. */
import type { Register } from '../categories/definition.ts';
import { canonicalUri, identify, recognise } from '../codes/index.ts';

/** A number on paper is written in events as this URI, and stated in registers as it is. */
const paper = 'urn:zhuisu:document:';

/** Text as it is; a code in its canonical form; of the number of a paper the number. */
export function canonicalKey(key: string): string {
  const text = key.trim();
  if (!text.startsWith(paper)) return canonicalUri(text);
  try {
    return decodeURIComponent(text.slice(paper.length));
  } catch {
    return text;
  }
}

/** As records may spell what the key stands for: itself, and where it is no URI as the number of a paper. */
export const spellingsOf = (key: string): string[] => (key.includes(':') ? [key] : [key, `${paper}${encodeURIComponent(key)}`]);

/** Undefined: no key of the register. */
export function keyIn({ key: { schemes, others } }: Register, came: unknown): string | undefined {
  if (typeof came !== 'string') return undefined;
  const text = came.trim();
  if (text === '' || text.length > 500 || /[\u0000-\u001f\u007f]/.test(text)) return undefined;
  const key = canonicalKey(text);
  if (schemes === undefined) return key;
  const fit = recognise(key).find(({ scheme, structure }) => schemes.includes(scheme) && structure === 'valid');
  // A reading of one of its schemes counts before what the text may be besides.
  if (fit === undefined) return others === true ? key : undefined;
  return canonicalUri(fit.canonical);
}

/** Found by whatever spelling: for reading, a key of no scheme is only one that is not there. */
export const keyAsked = (register: Register, came: string): string =>
  keyIn(register, came) ?? canonicalUri(identify(came) ?? canonicalKey(came));
