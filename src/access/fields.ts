/** From an event to what a field set lets through. Pure. */
import type { FieldSet } from '../store/index.ts';

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

const isExtension = (name: string): boolean => name.includes(':');
const localName = (name: string): string => name.replace(/^[\s\S]*[:/#]/, '');

/** The event with what `fields` allows: `all` is the event itself. Nothing of an event is shown by the sets below `business`. */
export function project<Event extends object>(event: Event, fields: FieldSet): Event {
  if (fields === 'all') return event;
  if (fields !== 'business') throw new RangeError(`${fields} shows no event`);
  return Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) => {
      if (isExtension(name)) return kept(name, value);
      return [[name, extensible.has(name) ? within(value) : value]];
    }),
  ) as Event;
}

/** Members of the standard that carry extensions of others below them. */
const extensible: ReadonlySet<string> = new Set(['ilmd', 'readPoint', 'bizLocation', 'sensorElementList', 'errorDeclaration']);

function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(within);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (isExtension(name) ? kept(name, member) : [[name, within(member)]])),
  );
}

const names = [...personal, ...prices].join('|');
/** A value stands alone between these in the JSON that the log keeps; the digits of a code within a URI do not. */
const value = '[":,[](?:(?:\\+?86)?1[3-9]\\d{9}|[1-9]\\d{5}(?:19|20)\\d{9}[\\dXx])[",}\\]]';
const suspect = new RegExp(`[":/#](?:${names})"|${value}`);

/** The same for the text of an event. Most hold nothing to hide: what cannot, by its letters alone, is not taken apart. */
export function projectText(doc: string, fields: FieldSet): string {
  if (fields === 'all' || (fields === 'business' && !suspect.test(doc))) return doc;
  const known = projected.get(doc);
  if (known !== undefined && fields === 'business') return known;
  const text = JSON.stringify(project(JSON.parse(doc) as object, fields));
  if (projected.size >= mostProjected) projected.clear();
  projected.set(doc, text);
  return text;
}

/** Business data of documents that hold more than that: the first pages are asked for again and again, and an event never changes. */
const projected = new Map<string, string>();
const mostProjected = 2_000;

/** Below an extension every member is one, with or without a prefix. */
function kept(name: string, value: unknown): [string, unknown][] {
  const local = localName(name);
  if (personal.has(local) || prices.has(local)) return [];
  if (typeof value === 'string' || typeof value === 'number') return personalValue.test(String(value)) ? [] : [[name, value]];
  return [[name, inside(value)]];
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !(typeof each === 'string' && personalValue.test(each))).map(inside);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => kept(name, member)));
}

/** What a consumer is told of an event beside its step, day and place: dates, lot, origin, approvals (by the local name of the member). */
const publicMembers: ReadonlySet<string> = new Set([
  ...['lotNumber', 'itemExpirationDate', 'expirationDate', 'bestBeforeDate', 'sellByDate', 'productionDate', 'harvestDate'],
  ...['harvestStartDate', 'harvestEndDate', 'countryOfOrigin', 'originArea', 'variety', 'testVerdict', 'testStatus'],
  ...['registrationNo', 'approvalNo', 'certNo', 'inspectionCertNo', 'genericName', 'tradeName', 'spec'],
]);

/** The event with what the public page may quote of it. */
export function publicEvent<Event extends object>(event: Event): Event {
  const { ilmd, persistentDisposition, eventTime, eventTimeZoneOffset, type } = event as Record<string, unknown>;
  const reasons = Object.entries(event).filter(([name]) => localName(name) === 'recallReason');
  const told = Object.entries((ilmd ?? {}) as object).filter(([name]) => publicMembers.has(localName(name)));
  return {
    type,
    eventTime,
    eventTimeZoneOffset,
    ilmd: Object.fromEntries(told),
    persistentDisposition,
    ...Object.fromEntries(reasons),
  } as unknown as Event;
}
