/** From an event to what a field set lets through. Pure. */
import type { FieldSet } from '../store/index.ts';
import { businessText } from './field-text.ts';
import { extensible, isExtension, isHiddenName, isHiddenValue, localName, maySayHidden } from './hidden.ts';

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

function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(within);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (isExtension(name) ? kept(name, member) : [[name, within(member)]])),
  );
}

/** The same for the text of an event: the text itself where nothing is hidden. */
export function projectText(doc: string, fields: FieldSet): string {
  if (fields === 'all' || (fields === 'business' && !maySayHidden(doc))) return doc;
  if (fields !== 'business') throw new RangeError(`${fields} shows no event`);
  return businessText(doc);
}

/** Below an extension every member is one, with or without a prefix. */
const kept = (name: string, value: unknown): [string, unknown][] =>
  isHiddenName(name) || isHiddenValue(value) ? [] : [[name, inside(value)]];

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isHiddenValue(each)).map(inside);
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
