/** What a query parameter asks of an event: by the index where there is one, and by a look at the event itself. */
import { canonicalVocabulary, type EventFacts, epochMicros, identityOf, isDateTime, type Prefixes } from '../events/index.ts';
import type { EventFilter } from '../store/index.ts';

export type Loose = Readonly<Record<string, unknown>>;

/** An event as a condition sees it. */
export interface View {
  readonly event: Loose;
  readonly facts: EventFacts;
  readonly prefixes: Prefixes;
}

export interface Condition {
  /** Narrows in the database; alone it decides. */
  readonly filter?: EventFilter;
  /** Decides on what the filter lets through. */
  readonly holds?: (view: View) => boolean;
  /** Places whose descendants count too; resolved from master data before the query runs. */
  readonly within?: { readonly column: 'read_point' | 'biz_location'; readonly uris: readonly string[] };
}

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
export const asObject = (value: unknown): Loose | undefined =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Loose) : undefined;

const objects = (values: unknown): Loose[] =>
  asList(values).flatMap((each) => {
    const object = asObject(each);
    return object === undefined ? [] : [object];
  });

/** The sensor elements of an event, and the parts of each. */
export const sensorElements = ({ event }: View): Loose[] => objects(event['sensorElementList']);
export const sensorMetadata = (view: View): Loose[] => sensorElements(view).flatMap((each) => objects(each['sensorMetadata']));
export const sensorReports = (view: View): Loose[] => sensorElements(view).flatMap((each) => objects(each['sensorReport']));

const quantityLists = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];

/** Quantity elements of all lists. */
export const quantities = ({ event }: View): Loose[] => quantityLists.flatMap((name) => objects(event[name]));

/** Members of these names, in objects and below them when `deep`; the name is compared as written and with its prefix expanded. */
export function members(from: Loose | undefined, name: string, prefixes: Prefixes, deep: boolean): unknown[] {
  if (from === undefined) return [];
  const wanted = expanded(name, prefixes);
  // EPCIS 1.2 §8.2.7.1 writes namespace#name, whatever the namespace ends in.
  const hash = name.indexOf('#');
  const joined = hash > 0 ? name.slice(0, hash) + name.slice(hash + 1) : wanted;
  const found: unknown[] = [];
  const look = (value: unknown, level: number): void => {
    for (const each of asList(value)) {
      const object = asObject(each);
      if (object === undefined) continue;
      for (const [key, member] of Object.entries(object)) {
        // Members of the standard are no extensions; what lies below an extension is an inner member.
        const full = expanded(key, prefixes);
        const own = key === name || full === wanted || full === joined;
        if (own && (deep ? level > 0 : level === 0)) found.push(...asList(member));
        if (deep && key.includes(':')) look(member, level + 1);
        else if (deep && level > 0) look(member, level + 1);
      }
    }
  };
  look(from, 0);
  return found;
}

const expanded = (name: string, prefixes: Prefixes): string => {
  const colon = name.indexOf(':');
  const base = colon < 0 || name.startsWith('//', colon + 1) ? undefined : prefixes.get(name.slice(0, colon));
  return base === undefined ? name : base + name.slice(colon + 1);
};

/** The text of a value, also of one that carries attributes or a type. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const object = asObject(value);
  return object === undefined ? undefined : textOf(object['@value'] ?? object['#text'] ?? object['_']);
}

export type Operator = 'EQ' | 'GT' | 'GE' | 'LT' | 'LE';

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** A test of values against a parameter; undefined when the parameter cannot be compared that way. */
export function comparison(operator: Operator, wanted: string): ((value: unknown) => boolean) | undefined {
  if (operator === 'EQ') {
    const list = wanted.split('|').filter((each) => each !== '');
    if (list.length === 0) return undefined;
    const words = new Set(list);
    const numbers = new Set(list.filter(isNumber).map(Number));
    return (value) => {
      const text = textOf(value);
      return text !== undefined && (words.has(text) || (typeof value === 'number' && numbers.has(value)));
    };
  }
  const moment = wanted.replace(/ (\d\d:\d\d)$/, '+$1');
  if (isNumber(wanted)) return (value) => ordered(operator, numberOf(value), Number(wanted));
  if (isDateTime(moment)) {
    const at = epochMicros(moment);
    return (value) => {
      const text = textOf(value);
      return text !== undefined && isDateTime(text) && ordered(operator, epochMicros(text), at);
    };
  }
  return undefined;
}

function numberOf(value: unknown): number {
  const text = textOf(value);
  return text !== undefined && isNumber(text) ? Number(text) : Number.NaN;
}

function ordered(operator: Operator, value: number, bound: number): boolean {
  switch (operator) {
    case 'GT':
      return value > bound;
    case 'GE':
      return value >= bound;
    case 'LT':
      return value < bound;
    case 'LE':
      return value <= bound;
    case 'EQ':
      return value === bound;
  }
}

/** Identifiers in their one spelling. */
export const identities = (values: readonly unknown[], prefixes: Prefixes): string[] =>
  values.flatMap((value) => (typeof value === 'string' ? identityOf(value, prefixes) : []));

type Vocabulary = Parameters<typeof canonicalVocabulary>[0];

export const vocabularyOf = (vocabulary: Vocabulary, values: readonly unknown[], prefixes: Prefixes): string[] =>
  values.flatMap((value) => (typeof value === 'string' ? canonicalVocabulary(vocabulary, value, prefixes) : []));

/** What an EXISTS_ asks for. The OpenAPI has a boolean, the query schema an integer or null: no value means true. */
export function existence(value: string): boolean | undefined {
  if (!['true', 'false', '', '1', '0', 'null'].includes(value)) return undefined;
  return value !== 'false' && value !== '0';
}
