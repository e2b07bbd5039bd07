/**
 * Query parameters that are named by a pattern (§8.2.7.1): extension fields and what lies below them, units, attributes, parties,
 * documents. One row a family; extension names are `prefix:name` or full URIs.
 */
import { identityOf, noPrefixes } from '../events/index.ts';
import {
  asList,
  asObject,
  type Condition,
  comparison,
  existence,
  identities,
  type Loose,
  members,
  type Operator,
  quantities,
  sensorElements,
  sensorMetadata,
  sensorReports,
  textOf,
  type View,
  vocabularyOf,
} from './conditions.ts';
import { isDecimal, list, uriList } from './values.ts';

export interface Family {
  readonly form: RegExp;
  readonly accepts: string;
  /** `match` is what the form found in the name; undefined: the value is not acceptable. */
  readonly read: (match: readonly string[], value: string) => Condition | undefined;
}

/** Where extension fields of each kind stand in an event. */
const holders: Readonly<Record<string, (view: View) => (Loose | undefined)[]>> = {
  '': ({ event }) => [event],
  ILMD_: ({ event }) => [asObject(event['ilmd'])],
  ERROR_DECLARATION_: ({ event }) => [asObject(event['errorDeclaration'])],
  SENSORELEMENT_: sensorElements,
  SENSORMETADATA_: sensorMetadata,
  SENSORREPORT_: sensorReports,
  readPoint_: ({ event }) => [asObject(event['readPoint'])],
  bizLocation_: ({ event }) => [asObject(event['bizLocation'])],
};

/** `prefix:name`, or a URI. */
const field = '([A-Za-z_][\\w.-]*:\\S+)';
const kinds = '(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|)';
const anyValue = 'a number, a date and time, or (with EQ) texts separated by |';

const valuesAt = (view: View, kind: string, name: string, inner: boolean): unknown[] =>
  holders[kind]!(view).flatMap((holder) => members(holder, name, view.prefixes, inner));

const party = (form: string, lists: string, vocabulary: 'sourceDest' | 'bizTransaction', value: string): Family => ({
  form: new RegExp(`^EQ_${form}_(\\S+)$`),
  accepts: 'one or more URIs, separated by |',
  read([type = ''], given) {
    const uris = uriList(given);
    if (uris === undefined) return undefined;
    const wanted = new Set(uris.map((each) => identityOf(each, noPrefixes)));
    const [kind] = vocabularyOf(vocabulary, [type], noPrefixes);
    return {
      holds: ({ event, prefixes }) =>
        asList(event[lists]).some((each) => {
          const entry = asObject(each);
          const [own] = vocabularyOf(vocabulary, [entry?.['type']], prefixes);
          return own === kind && identities([entry?.[value]], prefixes).some((id) => wanted.has(id));
        }),
    };
  },
});

const measured = (
  form: string,
  accepts: readonly Operator[],
  valuesOf: (view: View, uom: string, member: string) => unknown[],
): Family => ({
  form: new RegExp(`^(${accepts.join('|')})_(${form})_([A-Za-z0-9%/]{1,20})$`),
  accepts: 'a number',
  read([operator = 'EQ', member = '', uom = ''], value) {
    if (!isDecimal(value)) return undefined;
    const test = comparison(operator as Operator, value);
    return test === undefined ? undefined : { holds: (view) => valuesOf(view, uom, member).some(test) };
  },
});

const inUnit = (elements: readonly Loose[], uom: string, member: string): unknown[] =>
  elements.filter((each) => each['uom'] === uom).flatMap((each) => asList(each[member]));

export const families: readonly Family[] = [
  party('bizTransaction', 'bizTransactionList', 'bizTransaction', 'bizTransaction'),
  party('source', 'sourceList', 'sourceDest', 'source'),
  party('destination', 'destinationList', 'sourceDest', 'destination'),
  measured('quantity', ['EQ', 'GE', 'LT', 'GT', 'LE'], (view, uom, member) => inUnit(quantities(view), uom, member)),
  measured('value', ['EQ', 'GE', 'LT', 'GT', 'LE'], (view, uom, member) => inUnit(sensorReports(view), uom, member)),
  measured('minValue|maxValue|meanValue|sDev|percValue', ['GE', 'LT', 'GT', 'LE'], (view, uom, member) =>
    inUnit(sensorReports(view), uom, member),
  ),
  {
    form: new RegExp(`^EXISTS_(INNER_|)${kinds}${field}$`),
    accepts: 'true or false',
    read([inner = '', kind = '', name = ''], value) {
      const wanted = existence(value);
      if (wanted === undefined) return undefined;
      return { holds: (view) => valuesAt(view, kind, name, inner !== '').length > 0 === wanted };
    },
  },
  {
    form: new RegExp(`^HASATTR_${field}$`),
    accepts: 'one or more attribute names, separated by |',
    read([name = ''], value) {
      const wanted = list(value);
      if (wanted.length === 0) return undefined;
      return {
        holds: (view) =>
          everywhere(view, name).some((each) => wanted.some((attribute) => attributeOf(each, attribute) !== undefined)),
      };
    },
  },
  {
    form: /^EQ_ATTR_([A-Za-z_][\w.-]*:[^_\s]+)_(\S+)$/,
    accepts: 'one or more texts, separated by |',
    read([name = '', attribute = ''], value) {
      const test = comparison('EQ', value);
      return test === undefined
        ? undefined
        : { holds: (view) => everywhere(view, name).some((each) => test(attributeOf(each, attribute))) };
    },
  },
  {
    form: new RegExp(`^EQ_(INNER_|)(readPoint_|bizLocation_)${field}$`),
    accepts: 'one or more texts, separated by |',
    read([inner = '', kind = '', name = ''], value) {
      const test = comparison('EQ', value);
      return test === undefined ? undefined : { holds: (view) => valuesAt(view, kind, name, inner !== '').some(test) };
    },
  },
  {
    form: new RegExp(`^(EQ|GT|GE|LT|LE)_(INNER_|)${kinds}${field}$`),
    accepts: anyValue,
    read([operator = 'EQ', inner = '', kind = '', name = ''], value) {
      const test = comparison(operator as Operator, value);
      return test === undefined ? undefined : { holds: (view) => valuesAt(view, kind, name, inner !== '').some(test) };
    },
  },
];

/** An extension field wherever it may stand. */
const everywhere = (view: View, name: string): unknown[] =>
  Object.keys(holders).flatMap((kind) => [...valuesAt(view, kind, name, false), ...valuesAt(view, kind, name, true)]);

/** Attributes of XML are members of the object in JSON, with or without a sign before them. */
function attributeOf(value: unknown, name: string): unknown {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const found = object[name] ?? object[`@${name}`];
  return textOf(found) === undefined ? undefined : found;
}
