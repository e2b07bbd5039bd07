/**
 * The named query parameters of EPCIS 2.0 `GET /events` (§8.2.7.1), one row a parameter: its name, what it accepts, the condition it
 * becomes. A new parameter is a new row; nothing else changes. Those that are named by a pattern stand in `families.ts`.
 */
import {
  epochMicros,
  identityOf,
  isDateTime,
  noPrefixes,
  type Participant,
  type Role,
  role,
  type VocabularyKind,
} from '../events/index.ts';
import {
  asList,
  asObject,
  type Condition,
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

export interface Parameter {
  readonly name: string;
  /** In plain words, for the error message. */
  readonly accepts: string;
  /** undefined: the value is not acceptable. */
  readonly read: (value: string) => Condition | undefined;
}

export const list = (value: string): string[] => value.split('|').filter((each) => each !== '');
const uris = (value: string): string[] => list(value).map((uri) => identityOf(uri, noPrefixes));
const listOfUris = 'one or more URIs, separated by |';
const listOfWords = 'one or more bare words or URIs, separated by |';
const dateTime = 'a date and time with time zone, such as 2026-11-24T08:00:00+08:00';

/** A condition of a list; an empty list is not acceptable. */
const ofList = (value: string, make: (values: string[]) => Condition): Condition | undefined => {
  const values = list(value);
  return values.length === 0 ? undefined : make(values);
};

function words(
  name: string,
  column: 'type' | 'step' | 'disposition',
  vocabulary: 'bizStep' | 'disposition' | undefined,
): Parameter {
  const read = (value: string): Condition | undefined =>
    ofList(value, (given) => {
      const values = vocabulary === undefined ? given : vocabularyOf(vocabulary, given, noPrefixes);
      return { filter: { kind: 'oneOf', column, values } };
    });
  return { name, accepts: listOfWords, read };
}

const place = (name: string, column: 'read_point' | 'biz_location'): Parameter => ({
  name,
  accepts: listOfUris,
  read: (value) => ofList(value, () => ({ filter: { kind: 'place', column, uris: uris(value) } })),
});

const within = (name: string, column: 'read_point' | 'biz_location'): Parameter => ({
  name,
  accepts: listOfUris,
  read: (value) => ofList(value, () => ({ within: { column, uris: uris(value) } })),
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

/** A thing in one of these roles. Lots and instances have the same roles: what kind is meant, the event itself must say. */
function thing(name: string, roles: readonly Role[], byClass: boolean): Parameter {
  const wanted = new Set<Role>(roles);
  return {
    name,
    accepts: listOfUris,
    read: (value) =>
      ofList(value, () => {
        const ids = new Set(uris(value));
        const meant = (each: Participant): boolean => each.byClass === byClass && wanted.has(each.role) && ids.has(each.id);
        return { filter: { kind: 'thing', uris: [...ids], roles }, holds: ({ facts }) => facts.participants.some(meant) };
      }),
  };
}

const observed: readonly Role[] = [role.observed, role.observedAdd, role.observedDelete];
const children: readonly Role[] = [
  role.childAdd,
  role.childDelete,
  role.childObserve,
  role.partAdd,
  role.partDelete,
  role.partObserve,
];
const parents: readonly Role[] = [
  role.parentAdd,
  role.parentDelete,
  role.parentObserve,
  role.parentEmptied,
  role.wholeAdd,
  role.wholeDelete,
  role.wholeObserve,
  role.wholeEmptied,
  role.transactionParent,
];

/** Values of the event in the one spelling of their vocabulary, or of URIs. */
function spelt(
  name: string,
  accepts: string,
  vocabulary: VocabularyKind | 'uri',
  valuesOf: (view: View) => readonly unknown[],
): Parameter {
  return {
    name,
    accepts,
    read: (value) =>
      ofList(value, (given) => {
        const normal = (values: readonly unknown[], prefixes: View['prefixes']): string[] =>
          vocabulary === 'uri' ? identities(values, prefixes) : vocabularyOf(vocabulary, values, prefixes);
        const wanted = new Set(normal(given, noPrefixes));
        return { holds: (view) => normal(valuesOf(view), view.prefixes).some((each) => wanted.has(each)) };
      }),
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
      if (accepts === aNumber && Number.isNaN(Number(value.trim() || 'x'))) return undefined;
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
  words('eventType', 'type', undefined),
  time('GE_eventTime', 'event_time'),
  time('LT_eventTime', 'event_time'),
  time('GE_recordTime', 'record_time'),
  time('LT_recordTime', 'record_time'),
  {
    name: 'EQ_action',
    accepts: 'one or more of ADD, OBSERVE, DELETE, separated by |',
    read: (value) =>
      list(value).every((each) => each === 'ADD' || each === 'OBSERVE' || each === 'DELETE')
        ? ofList(value, (values) => ({ filter: { kind: 'oneOf', column: 'action', values } }))
        : undefined,
  },
  words('EQ_bizStep', 'step', 'bizStep'),
  words('EQ_disposition', 'disposition', 'disposition'),
  spelt('EQ_persistentDisposition_set', listOfWords, 'disposition', persistent('set')),
  spelt('EQ_persistentDisposition_unset', listOfWords, 'disposition', persistent('unset')),
  place('EQ_readPoint', 'read_point'),
  within('WD_readPoint', 'read_point'),
  place('EQ_bizLocation', 'biz_location'),
  within('WD_bizLocation', 'biz_location'),
  thing('EQ_transformationID', [role.transformation], false),
  thing('MATCH_epc', [...observed, ...children], false),
  thing('MATCH_parentID', parents, false),
  thing('MATCH_inputEPC', [role.input], false),
  thing('MATCH_outputEPC', [role.output], false),
  {
    name: 'MATCH_anyEPC',
    accepts: listOfUris,
    read: (value) =>
      ofList(value, () => ({
        filter: { kind: 'thing', uris: uris(value), roles: [...observed, ...children, ...parents, role.input, role.output] },
      })),
  },
  thing('MATCH_epcClass', [...observed, ...children], true),
  thing('MATCH_inputEPCClass', [role.input], true),
  thing('MATCH_outputEPCClass', [role.output], true),
  thing('MATCH_anyEPCClass', [...observed, ...children, role.input, role.output], true),
  ...operators.map((operator) =>
    compared(`${operator}_quantity`, operator, aNumber, (view) => quantities(view).flatMap((each) => asList(each['quantity']))),
  ),
  {
    name: 'EQ_eventID',
    accepts: 'one or more event ids, separated by |',
    read: (value) => ofList(value, (ids) => ({ filter: { kind: 'eventID', ids } })),
  },
  exists('EXISTS_errorDeclaration', (view) => errorOf(view) !== undefined),
  // The OpenAPI and the query schema spell these two differently; both are read.
  ...times(['errorDeclarationTime', 'errorDeclaration_Time'], (view) => asList(errorOf(view)?.['declarationTime'])),
  spelt('EQ_errorReason', listOfWords, 'errorReason', (view) => asList(errorOf(view)?.['reason'])),
  spelt('EQ_correctiveEventID', listOfUris, 'uri', (view) => asList(errorOf(view)?.['correctiveEventIDs'])),
  ...times(['startTime'], ofMetadata('startTime')),
  ...times(['endTime'], ofMetadata('endTime')),
  ...times(['time'], ofBoth('time')),
  compared('EQ_type', 'EQ', listOfWords, ofReports('type')),
  spelt('EQ_deviceID', listOfUris, 'uri', ofBoth('deviceID')),
  spelt('EQ_dataProcessingMethod', listOfUris, 'uri', ofBoth('dataProcessingMethod')),
  spelt('EQ_microorganism', listOfUris, 'uri', ofReports('microorganism')),
  spelt('EQ_chemicalSubstance', listOfUris, 'uri', ofReports('chemicalSubstance')),
  spelt('EQ_bizRules', listOfUris, 'uri', ofBoth('bizRules')),
  compared('EQ_stringValue', 'EQ', 'one or more texts, separated by |', ofReports('stringValue')),
  compared('EQ_hexBinaryValue', 'EQ', 'one or more hexadecimal values, separated by |', ofReports('hexBinaryValue')),
  spelt('EQ_uriValue', listOfUris, 'uri', ofReports('uriValue')),
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
