/** Where values lie in an event: each slot writes its value and finds it again, so that a record and its event say the same. */
import type { Field, Slot } from './definition.ts';

/** An amount of a lot or class, or one thing where no quantity is meant. */
export interface Amount {
  readonly code: string;
  readonly quantity?: number;
  readonly unit?: string;
}

type Loose = Record<string, unknown>;
type ThingSlot = 'things' | 'inputs' | 'outputs' | 'children';

/** Lists of an event by the slot: [list of instances, list of quantities]. */
function listsOf(type: string, at: ThingSlot): readonly [string, string] {
  if (at === 'inputs') return ['inputEPCList', 'inputQuantityList'];
  if (at === 'outputs') return ['outputEPCList', 'outputQuantityList'];
  if (at === 'children' || type === 'AggregationEvent' || type === 'AssociationEvent') return ['childEPCs', 'childQuantityList'];
  return ['epcList', 'quantityList'];
}

const list = (event: Loose, name: string): unknown[] => {
  const found = event[name];
  if (Array.isArray(found)) return found;
  const made: unknown[] = [];
  event[name] = made;
  return made;
};
const child = (event: Loose, name: string): Loose => {
  const found = event[name] as Loose | undefined;
  if (found !== undefined) return found;
  const made: Loose = {};
  event[name] = made;
  return made;
};
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Writes a checked value: texts, numbers, `Amount`s, or lists of them. */
export function put(event: Loose, slot: Slot, value: unknown): void {
  switch (slot.at) {
    case 'eventTime': {
      const text = value as string;
      event.eventTime = text;
      event.eventTimeZoneOffset = /Z$/.test(text) ? '+00:00' : text.slice(-6);
      return;
    }
    case 'things':
    case 'inputs':
    case 'outputs':
    case 'children': {
      const [instances, quantities] = listsOf(event.type as string, slot.at);
      for (const each of asList(value)) {
        if (typeof each === 'string') list(event, instances).push(each);
        else {
          const { code, quantity, unit } = each as Amount;
          list(event, quantities).push({
            epcClass: code,
            ...(quantity === undefined ? {} : { quantity }),
            ...(unit === undefined || unit === 'H87' ? {} : { uom: unit }),
          });
        }
      }
      return;
    }
    case 'parent':
      event.parentID = value;
      return;
    case 'transformation':
      event.transformationID = value;
      return;
    case 'bizLocation':
    case 'readPoint':
      event[slot.at] = { id: value };
      return;
    case 'source':
    case 'destination':
      list(event, `${slot.at}List`).push({ type: slot.type, [slot.at]: value });
      return;
    case 'document':
      for (const each of asList(value)) list(event, 'bizTransactionList').push({ type: slot.type, bizTransaction: each });
      return;
    case 'certification':
      event.certificationInfo = asList(value);
      return;
    case 'ilmd':
      child(event, 'ilmd')[slot.name] = value;
      return;
    case 'member':
      event[slot.name] = value;
      return;
    case 'sensor': {
      const elements = list(event, 'sensorElementList') as { sensorReport: Loose[] }[];
      if (elements.length === 0) elements.push({ sensorReport: [] });
      const reports = elements[0]!.sensorReport;
      let report = reports.find((each) => each.type === slot.type && !(slot.value in each));
      if (report === undefined) {
        report = { type: slot.type, uom: slot.uom };
        reports.push(report);
      }
      report[slot.value] = value;
      return;
    }
    case 'disposition':
      event.disposition = value;
  }
}

function amountOf(element: unknown): Amount {
  const { epcClass: code, quantity, uom } = element as { epcClass: string; quantity?: number; uom?: string };
  return quantity === undefined ? { code } : { code, quantity, unit: uom ?? 'H87' };
}

/** Everything that stands in that place of the event: things named one by one, then amounts of lots and classes. */
export function amountsAt(event: Readonly<Loose>, at: ThingSlot): readonly Amount[] {
  const [instances, quantities] = listsOf(event.type as string, at);
  const amounts = asList(event[quantities]).map(amountOf);
  const named = asList(event[instances]);
  return named.length === 0 ? amounts : [...(named as string[]).map((code) => ({ code })), ...amounts];
}

/** What lies in the slot, in the shape that `put` takes; undefined where there is nothing. */
export function take(event: Readonly<Loose>, field: Field): unknown {
  const { slot, value: kind } = field;
  const many = 'many' in kind && kind.many === true;
  const some = (values: readonly unknown[]): unknown => (values.length === 0 ? undefined : many ? values : values[0]);
  switch (slot.at) {
    case 'eventTime':
      return event.eventTime;
    case 'things':
    case 'inputs':
    case 'outputs':
    case 'children': {
      const [instances, quantities] = listsOf(event.type as string, slot.at);
      return some(kind.kind === 'codes' ? asList(event[instances]) : asList(event[quantities]).map(amountOf));
    }
    case 'parent':
      return event.parentID;
    case 'transformation':
      return event.transformationID;
    case 'bizLocation':
    case 'readPoint':
      return (event[slot.at] as { id?: string } | undefined)?.id;
    case 'source':
    case 'destination':
      return (asList(event[`${slot.at}List`]) as Loose[]).find(({ type }) => type === slot.type)?.[slot.at];
    case 'document':
      return some(
        (asList(event.bizTransactionList) as Loose[])
          .filter(({ type }) => type === slot.type)
          .map(({ bizTransaction }) => bizTransaction),
      );
    case 'certification':
      return some(asList(event.certificationInfo));
    case 'ilmd':
      return (event.ilmd as Loose | undefined)?.[slot.name];
    case 'member':
      return event[slot.name];
    case 'sensor':
      return (asList(event.sensorElementList) as { sensorReport?: Loose[] }[])
        .flatMap(({ sensorReport = [] }) => sensorReport)
        .find((each) => each.type === slot.type && each[slot.value] !== undefined)?.[slot.value];
    case 'disposition':
      return event.disposition;
  }
}
