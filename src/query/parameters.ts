/**
 * The named query parameters of EPCIS 2.0 `GET /events` (§8.2.7.1), one row a parameter: its name, what it accepts, the condition it
 * becomes. A new parameter is a new row; nothing else changes. Those that are named by a pattern stand in `families.ts`.
 */
import { epochMicros, identityOf, isDateTime, isUri, noPrefixes, role, type VocabularyKind } from '../events/index.ts';
import {
  asList,
  asObject,
  comparison,
  existence,
  identities,
  type Loose,
  type Operator,
  quantities,
  sensorMetadata,
  sensorReports,
  type View,
  vocabularyOf,
} from './conditions.ts';
import { thing, thingParameters } from './things.ts';
import { isDecimal, list, listOfUris, listOfWords, type Parameter, uriList, wordList } from './values.ts';

export type { Parameter } from './values.ts';

const dateTime = 'a date and time with time zone, such as 2026-11-24T08:00:00+08:00';

/** A word of the standard or a URI; `types` are the event types, which are no vocabulary of the CBV. */
function words(
  name: string,
  column: 'type' | 'step' | 'disposition',
  vocabulary: 'bizStep' | 'disposition' | 'types',
): Parameter {
  return {
    name,
    accepts: listOfWords,
    read(value) {
      const values = vocabulary === 'types' ? typeList(value) : wordList(vocabulary, value);
      return values === undefined ? undefined : { filter: { kind: 'oneOf', column, values } };
    },
  };
}

/** QuantityEvent is of EPCIS 1.2: one may ask for it, and it is stored as an ObjectEvent. */
const eventTypes = [
  'ObjectEvent',
  'AggregationEvent',
  'AssociationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'QuantityEvent',
];

function typeList(value: string): string[] | undefined {
  const types = list(value);
  return types.length > 0 && types.every((each) => eventTypes.includes(each) || isUri(each)) ? types : undefined;
}

/** Undefined where one of them is no URI. */
const canonicalUris = (value: string): string[] | undefined => uriList(value)?.map((uri) => identityOf(uri, noPrefixes));

const place = (name: string, column: 'read_point' | 'biz_location'): Parameter => ({
  name,
  accepts: listOfUris,
  read(value) {
    const uris = canonicalUris(value);
    return uris && { filter: { kind: 'place', column, uris } };
  },
});

const within = (name: string, column: 'read_point' | 'biz_location'): Parameter => ({
  name,
  accepts: listOfUris,
  read(value) {
    const uris = canonicalUris(value);
    return uris && { within: { column, uris } };
  },
});

/** In a query string an unencoded + arrives as a blank. */
export const momentOf = (value: string): number | undefined => {
  const text = value.replace(/ (\d\d:\d\d)$/, '+$1');
  return isDateTime(text) ? epochMicros(text) : undefined;
};

function time(name: string, column: 'event_time' | 'record_time'): Parameter {
  return {
    name,
    accepts: dateTime,
    read(value) {
      const at = momentOf(value);
      if (at === undefined) return undefined;
      return { filter: name.startsWith('GE_') ? { kind: 'time', column, from: at } : { kind: 'time', column, before: at } };
    },
  };
}

/** Values of the event in the one spelling of their vocabulary, or of URIs. */
function spelt(name: string, vocabulary: VocabularyKind | 'uri', valuesOf: (view: View) => readonly unknown[]): Parameter {
  return {
    name,
    accepts: vocabulary === 'uri' ? listOfUris : listOfWords,
    read(value) {
      const given = vocabulary === 'uri' ? canonicalUris(value) : wordList(vocabulary, value);
      if (given === undefined) return undefined;
      const wanted = new Set(given);
      const normal = (values: readonly unknown[], prefixes: View['prefixes']): string[] =>
        vocabulary === 'uri' ? identities(values, prefixes) : vocabularyOf(vocabulary, values, prefixes);
      return { holds: (view) => normal(valuesOf(view), view.prefixes).some((each) => wanted.has(each)) };
    },
  };
}

/** Values compared as they stand. */
function compared(name: string, operator: Operator, accepts: string, valuesOf: (view: View) => readonly unknown[]): Parameter {
  return {
    name,
    accepts,
    read(value) {
      const test = comparison(operator, value);
      if (test === undefined || (accepts === dateTime && momentOf(value) === undefined)) return undefined;
      if (accepts === aNumber && !isDecimal(value)) return undefined;
      return { holds: (view) => valuesOf(view).some(test) };
    },
  };
}

const aNumber = 'a number';
const operators: readonly Operator[] = ['EQ', 'GT', 'GE', 'LT', 'LE'];

const errorOf = ({ event }: View): Loose | undefined => asObject(event['errorDeclaration']);
const persistent =
  (part: 'set' | 'unset') =>
  (view: View): readonly unknown[] =>
    asList(asObject(view.event['persistentDisposition'])?.[part]);
const ofReports =
  (member: string) =>
  (view: View): readonly unknown[] =>
    sensorReports(view).flatMap((each) => asList(each[member]));
const ofMetadata =
  (member: string) =>
  (view: View): readonly unknown[] =>
    sensorMetadata(view).flatMap((each) => asList(each[member]));
const ofBoth =
  (member: string) =>
  (view: View): readonly unknown[] => [...ofMetadata(member)(view), ...ofReports(member)(view)];

/** Whether something is there. */
const exists = (name: string, test: (view: View) => boolean): Parameter => ({
  name,
  accepts: 'true or false',
  read(value) {
    const wanted = existence(value);
    return wanted === undefined ? undefined : { holds: (view) => test(view) === wanted };
  },
});

const times = (names: readonly string[], valuesOf: (view: View) => readonly unknown[]): Parameter[] =>
  names.flatMap((name) => [compared(`GE_${name}`, 'GE', dateTime, valuesOf), compared(`LT_${name}`, 'LT', dateTime, valuesOf)]);

export const parameters: readonly Parameter[] = [
  words('eventType', 'type', 'types'),
  time('GE_eventTime', 'event_time'),
  time('LT_eventTime', 'event_time'),
  time('GE_recordTime', 'record_time'),
  time('LT_recordTime', 'record_time'),
  {
    name: 'EQ_action',
    accepts: 'one or more of ADD, OBSERVE, DELETE, separated by |',
    read: (value) =>
      list(value).length > 0 && list(value).every((each) => each === 'ADD' || each === 'OBSERVE' || each === 'DELETE')
        ? { filter: { kind: 'oneOf', column: 'action', values: list(value) } }
        : undefined,
  },
  words('EQ_bizStep', 'step', 'bizStep'),
  words('EQ_disposition', 'disposition', 'disposition'),
  spelt('EQ_persistentDisposition_set', 'disposition', persistent('set')),
  spelt('EQ_persistentDisposition_unset', 'disposition', persistent('unset')),
  place('EQ_readPoint', 'read_point'),
  within('WD_readPoint', 'read_point'),
  place('EQ_bizLocation', 'biz_location'),
  within('WD_bizLocation', 'biz_location'),
  thing('EQ_transformationID', [role.transformation], false),
  ...thingParameters,
  ...operators.map((operator) =>
    compared(`${operator}_quantity`, operator, aNumber, (view) => quantities(view).flatMap((each) => asList(each['quantity']))),
  ),
  {
    name: 'EQ_eventID',
    accepts: 'one or more event ids, separated by |',
    read(value) {
      const ids = uriList(value);
      return ids && { filter: { kind: 'eventID', ids } };
    },
  },
  {
    name: 'EXISTS_errorDeclaration',
    accepts: 'true or false',
    // "If omitted (or has a value of false), events are returned regardless of whether they contain an ErrorDeclaration" (OpenAPI).
    read(value) {
      const wanted = existence(value);
      return wanted === undefined ? undefined : { holds: (view) => !wanted || errorOf(view) !== undefined };
    },
  },
  // The OpenAPI and the query schema spell these two differently; both are read.
  ...times(['errorDeclarationTime', 'errorDeclaration_Time'], (view) => asList(errorOf(view)?.['declarationTime'])),
  spelt('EQ_errorReason', 'errorReason', (view) => asList(errorOf(view)?.['reason'])),
  spelt('EQ_correctiveEventID', 'uri', (view) => asList(errorOf(view)?.['correctiveEventIDs'])),
  ...times(['startTime'], ofMetadata('startTime')),
  ...times(['endTime'], ofMetadata('endTime')),
  ...times(['time'], ofBoth('time')),
  spelt('EQ_type', 'measurement', ofReports('type')),
  spelt('EQ_deviceID', 'uri', ofBoth('deviceID')),
  spelt('EQ_dataProcessingMethod', 'uri', ofBoth('dataProcessingMethod')),
  spelt('EQ_microorganism', 'uri', ofReports('microorganism')),
  spelt('EQ_chemicalSubstance', 'uri', ofReports('chemicalSubstance')),
  spelt('EQ_bizRules', 'uri', ofBoth('bizRules')),
  compared('EQ_stringValue', 'EQ', 'one or more texts, separated by |', ofReports('stringValue')),
  {
    name: 'EQ_hexBinaryValue',
    accepts: 'one or more hexadecimal values, separated by |',
    // Digits of either case are the same value (XML Schema, hexBinary).
    read(value) {
      const wanted = new Set(list(value.toUpperCase()));
      if (wanted.size === 0 || ![...wanted].every((each) => /^[0-9A-F]+$/.test(each))) return undefined;
      return { holds: (view) => ofReports('hexBinaryValue')(view).some((each) => wanted.has(String(each).toUpperCase())) };
    },
  },
  spelt('EQ_uriValue', 'uri', ofReports('uriValue')),
  {
    name: 'EQ_booleanValue',
    accepts: 'true or false',
    read: (value) =>
      value === 'true' || value === 'false'
        ? { holds: (view) => ofReports('booleanValue')(view).includes(value === 'true') }
        : undefined,
  },
  exists('EXISTS_sensorElementList', ({ event }) => asList(event['sensorElementList']).length > 0),
  ...(['GE', 'GT', 'LE', 'LT'] as const).map((operator) =>
    compared(`${operator}_percRank`, operator, aNumber, ofReports('percRank')),
  ),
];
