/** EPC URNs (GS1 EPC Tag Data Standard 2.0 §6) and the Digital Links they correspond to. */
import { faultOf, identifierByNumber } from './application-identifiers.ts';
import { isDigits } from './check-digits.ts';
import { assemble, canonicalHost, encode } from './digital-link.ts';
import { formsByKey, type UrnForm, urnForms } from './epc-urn-forms.ts';

/**
 * Canonical Digital Link of an EPC URN, also of the pattern of a whole class (`urn:epc:idpat:sgtin:9521234.012345.*`, TDS §8);
 * undefined when the URN breaks the rules of its scheme.
 */
export function linkOfUrn(urn: string): string | undefined {
  const match = /^urn:epc:(id|class|idpat):([a-z]+):(.+)$/.exec(urn);
  const [, space, name = '', body = ''] = match ?? [];
  const form = urnForms.get(name);
  if (form === undefined) return undefined;
  const parts = body.split('.');
  if (parts.length <= form.fields) return undefined;
  // Free text in the last field may hold dots of its own.
  const raw = [...parts.slice(0, form.fields), parts.slice(form.fields).join('.')];
  if (space === 'idpat') return raw.at(-1) === '*' ? patternLink(form, raw.slice(0, -1)) : undefined;
  if (space !== form.kind) return undefined;
  const fields = readFields(form, raw);
  if (fields === undefined) return undefined;
  const values = new Map(form.toLink(fields));
  const [primary = ''] = values.keys();
  const link = assemble(primary, values);
  return link.faults.length === 0 ? link.canonical : undefined;
}

/** All of a class is the class: the primary key without what tells its members apart. */
function patternLink(form: UrnForm, raw: readonly string[]): string | undefined {
  const fields = form.hasPattern ? readFields(form, raw) : undefined;
  if (fields === undefined) return undefined;
  const [primary] = form.toLink([...fields, '']);
  if (primary === undefined || faultOf(identifierByNumber.get(primary[0])!, primary[1]) !== undefined) return undefined;
  return `${canonicalHost}/${primary[0]}/${encode(primary[1])}`;
}

/** Fields decoded, company prefix and reference of the right number of digits. */
function readFields({ digits }: UrnForm, raw: readonly string[]): readonly string[] | undefined {
  const fields: string[] = [];
  for (const [i, text] of raw.entries()) {
    const field = unescapeField(text);
    // A company prefix of twelve digits leaves none for the reference of a place, a document or an asset.
    if (field === undefined || (field === '' && !(i === 1 && digits === 12))) return undefined;
    fields.push(field);
  }
  const [prefix = '', reference = ''] = fields;
  if (!isDigits(prefix) || prefix.length < 6 || prefix.length > 12) return undefined;
  return digits === 0 || (prefix.length + reference.length === digits && isDigits(prefix + reference)) ? fields : undefined;
}

function unescapeField(field: string): string | undefined {
  if (!field.includes('%')) return field;
  try {
    return decodeURIComponent(field);
  } catch {
    return undefined;
  }
}

/** TDS §5.4 table of characters that are not written as themselves. */
const escapeField = (field: string): string =>
  field.replace(/["%&/<>?#]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The EPC URN of a canonical Digital Link, of which `primary` and `values` are given. Undefined for links that have no URN, such as a
 * GTIN alone, or whose URN would say less than the link.
 */
export function urnOfLink(
  canonical: string,
  primary: string,
  values: ReadonlyMap<string, string>,
  prefixLength: number,
): string | undefined {
  for (const name of formsByKey.get(primary) ?? []) {
    const form = urnForms.get(name)!;
    const parts = form.fromLink(values, prefixLength);
    if (parts === undefined) continue;
    const urn = `urn:epc:${form.kind}:${name}:${parts.map(escapeField).join('.')}`;
    // A qualifier without a place in the URN, or a prefix that is not all digits, shows on the way back.
    if (linkOfUrn(urn) === canonical) return urn;
  }
  return undefined;
}
