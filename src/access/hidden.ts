/** What of an event is hidden from those who see its business alone: by the name of a member, and by the form of a value. */

/**
 * Members that name or lead to a natural person: names of the dictionary of data elements, in their own namespace or any other. Until a
 * stage definition says otherwise, every other extension is business data.
 */
const personal: ReadonlySet<string> = new Set([
  ...[
    'operator',
    'handler',
    'handlers',
    'driver',
    'escort',
    'executor',
    'supervisor',
    'buyerRef',
    'buyer',
    'patientRef',
    'patient',
  ],
  ...['contact', 'contactName', 'phone', 'mobile', 'telephone', 'email', 'idCard', 'idNumber', 'personName', 'personToken'],
  ...['homeAddress', 'signature', 'photo', 'plateNo', 'owner', 'ownerName', 'caller', 'blaster', 'inspectorName', 'rescuer'],
]);

const prices: ReadonlySet<string> = new Set([
  ...[
    'price',
    'unitPrice',
    'amount',
    'totalAmount',
    'cost',
    'payment',
    'paymentMethod',
    'currency',
    'discount',
    'recipeId',
    'recipe',
  ],
]);

/** A citizen's identity number (GB 11643) or a mobile number, whatever the member is called. */
const personalValue = /^(?:[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|(?:\+?86)?1[3-9]\d{9})$/;

export const isExtension = (name: string): boolean => name.includes(':');
export const localName = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/'), name.lastIndexOf('#')) + 1);

/** A member of an extension, or below one. */
export function isHiddenName(name: string): boolean {
  const local = localName(name);
  return personal.has(local) || prices.has(local);
}

/** A value of an extension that stands alone. */
export const isHiddenValue = (value: unknown): boolean =>
  (typeof value === 'string' || typeof value === 'number') && personalValue.test(String(value));

/** Members of the standard that carry extensions of others below them. */
export const extensible: ReadonlySet<string> = new Set([
  'ilmd',
  'readPoint',
  'bizLocation',
  'sensorElementList',
  'errorDeclaration',
]);

const names = [...personal, ...prices].join('|');
/** A value stands alone between these in the JSON that the log keeps; the digits of a code within a URI do not. */
const value = '[":,[](?:(?:\\+?86)?1[3-9]\\d{9}|[1-9]\\d{5}(?:19|20)\\d{9}[\\dXx])[",}\\]]';
const suspect = new RegExp(`[":/#](?:${names})"|${value}`);

/** False for the text of an event that, by its letters alone, cannot hold anything hidden. Most do not. */
export const maySayHidden = (doc: string): boolean => suspect.test(doc);
