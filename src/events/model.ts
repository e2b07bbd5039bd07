/** EPCIS 2.0 events and documents (§7, §9; JSON schema 2.0.1). Types and checks come from these definitions alone. */
import { isHexBinary, isOffset, isOutsideCbv, isOutsideWebVocabulary, isUnit, isUri, isVersion } from './formats.ts';
import {
  anything,
  boolean,
  either,
  type Infer,
  list,
  type Members,
  number,
  type Rule,
  record,
  string,
  text,
  word,
} from './schema.ts';
import { isDateTime } from './time.ts';
import {
  bizSteps,
  bizTransactionTypes,
  components,
  dispositions,
  errorReasons,
  measurementTypes,
  sensorAlertTypes,
  sourceDestTypes,
} from './vocabulary.ts';

const uri = text('a URI', isUri);
const time = text('a date and time with time zone, such as 2026-11-24T08:00:00+08:00', isDateTime);
const uris = list(uri);
const uniqueUris = list(uri, { unique: true });

const cbvOrUri = (value: string): boolean => isOutsideCbv(value) && isUri(value);
const webOrUri = (value: string): boolean => isOutsideWebVocabulary(value) && isUri(value);
const bizStep = word('a CBV business step (accepting, arriving, … void_shipping) or a URI of your own', bizSteps, cbvOrUri);
const disposition = word('a CBV disposition (active, in_transit, … retail_sold) or a URI of your own', dispositions, cbvOrUri);
const extension = { others: isUri, othersExpected: 'a standard name, or a name with a prefix such as example:myField' } as const;

const object = record({}, { others: 'any' });
export const ldContext = either(
  'a URI, an object, or a list of them',
  either('a URI or an object', uri, object),
  list(either('a URI or an object', uri, object), { unique: true }),
);

const quantityElement = record(
  { epcClass: uri, quantity: number, uom: text('a unit code of UN/ECE Recommendation 20, such as KGM', isUnit) },
  { required: ['epcClass'], others: 'none', othersExpected: 'one of epcClass, quantity, uom' },
);
const quantities = list(quantityElement);
const place = record({ id: uri }, { required: ['id'], others: 'any' });
const sourceDestType = word('owning_party, possessing_party, location or a URI of your own', sourceDestTypes, cbvOrUri);

const sensorMetadata = record(
  {
    time,
    deviceID: uri,
    deviceMetadata: uri,
    rawData: uri,
    startTime: time,
    endTime: time,
    dataProcessingMethod: uri,
    bizRules: uri,
  },
  extension,
);
const sensorReport = record(
  {
    type: word('a measurement type (Temperature, RelativeHumidity, …) or a URI of your own', measurementTypes, webOrUri),
    exception: word('ALARM_CONDITION, ERROR_CONDITION or a URI of your own', sensorAlertTypes, webOrUri),
    deviceID: uri,
    deviceMetadata: uri,
    rawData: uri,
    dataProcessingMethod: uri,
    bizRules: uri,
    time,
    microorganism: uri,
    chemicalSubstance: uri,
    coordinateReferenceSystem: uri,
    value: number,
    component: word('a component (x, y, z, … altitude) or a URI of your own', components, cbvOrUri),
    stringValue: string,
    booleanValue: boolean,
    hexBinaryValue: text('hexadecimal digits', isHexBinary),
    uriValue: uri,
    minValue: number,
    maxValue: number,
    meanValue: number,
    sDev: number,
    percRank: number,
    percValue: number,
    uom: string,
  },
  { ...extension, required: ['type'] },
);
const sensorElement = record(
  { sensorMetadata, sensorReport: list(sensorReport, { least: 1 }) },
  { ...extension, required: ['sensorReport'] },
);

const persistentDisposition = record(
  { set: list(disposition, { least: 1, unique: true }), unset: list(disposition, { least: 1, unique: true }) },
  {
    others: 'none',
    othersExpected: 'set or unset',
    rules: [{ at: '', holds: ({ set, unset }) => set !== undefined || unset !== undefined, expected: 'set or unset' }],
  },
);

const errorDeclaration = record(
  {
    declarationTime: time,
    reason: word('did_not_occur, incorrect_data or a URI of your own', errorReasons, cbvOrUri),
    correctiveEventIDs: uris,
  },
  { ...extension, required: ['declarationTime'] },
);

/** §7.4.1 and what all events share. */
const common = {
  '@context': ldContext,
  type: string,
  eventTime: time,
  recordTime: time,
  eventTimeZoneOffset: text('a time zone offset such as +08:00', isOffset),
  eventID: uri,
  certificationInfo: either('a URI or a list of URIs', uri, uris),
  errorDeclaration,
} as const;
const always = ['eventTime', 'eventTimeZoneOffset'] as const;

/** What four of the five kinds, and with `action` all but transformations, share. */
const business = {
  bizStep,
  disposition,
  persistentDisposition,
  readPoint: place,
  bizLocation: place,
  bizTransactionList: list(
    record(
      {
        type: word('a CBV transaction type (po, desadv, … inv) or a URI of your own', bizTransactionTypes, cbvOrUri),
        bizTransaction: uri,
      },
      { required: ['bizTransaction'], others: 'none', othersExpected: 'type or bizTransaction' },
    ),
  ),
  sourceList: list(
    record(
      { type: sourceDestType, source: uri },
      { required: ['type', 'source'], others: 'none', othersExpected: 'type or source' },
    ),
  ),
  destinationList: list(
    record(
      { type: sourceDestType, destination: uri },
      { required: ['type', 'destination'], others: 'none', othersExpected: 'type or destination' },
    ),
  ),
  sensorElementList: list(sensorElement),
} as const;
const action = word('ADD, OBSERVE or DELETE', ['ADD', 'OBSERVE', 'DELETE']);
const ilmd = record({}, { others: isUri, othersExpected: 'a name with a prefix such as cbvmda:lotNumber' });

type Loose = Readonly<Record<string, unknown>>;
const filled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
const someOf = (names: readonly string[], expected: string, orDelete: boolean): Rule => ({
  at: '',
  holds: (event: Loose) => names.some((name) => filled(event[name])) || (orDelete && event.action === 'DELETE'),
  expected,
});

/** §7.4.2 */
const objectEvent = record(
  { ...common, ...business, action, epcList: uniqueUris, quantityList: quantities, ilmd },
  {
    ...extension,
    required: [...always, 'type', 'action'],
    rules: [
      {
        at: '',
        holds: (event) =>
          event.epcList !== undefined ||
          filled(event.quantityList) ||
          (filled(event.sensorElementList) && event.readPoint !== undefined),
        expected: 'an epcList, a quantityList, or a sensorElementList with a readPoint',
      },
      {
        at: 'ilmd',
        holds: (event) => event.ilmd === undefined || event.action === 'ADD',
        expected: 'no ilmd unless the action is ADD',
      },
    ],
  },
);

const holding = { ...common, ...business, action, parentID: uri, childEPCs: uris, childQuantityList: quantities } as const;
const children = someOf(
  ['childEPCs', 'childQuantityList'],
  'childEPCs or a childQuantityList that is not empty, unless the action is DELETE',
  true,
);

/** §7.4.3 */
const aggregationEvent = record(holding, { ...extension, required: [...always, 'type', 'action'], rules: [children] });

/** §7.4.4 */
const transactionEvent = record(
  {
    ...common,
    ...business,
    bizTransactionList: list(
      record(
        {
          type: word('a CBV transaction type (po, desadv, … inv) or a URI of your own', bizTransactionTypes, cbvOrUri),
          bizTransaction: uri,
        },
        { required: ['bizTransaction'], others: 'none', othersExpected: 'type or bizTransaction' },
      ),
      { least: 1 },
    ),
    action,
    parentID: uri,
    epcList: uris,
    quantityList: quantities,
  },
  {
    ...extension,
    required: [...always, 'type', 'action', 'bizTransactionList'],
    rules: [
      {
        at: '',
        holds: (event) => event.epcList !== undefined || filled(event.quantityList) || event.action === 'DELETE',
        expected: 'an epcList or a quantityList that is not empty, unless the action is DELETE',
      },
    ],
  },
);

const inputs = ['inputEPCList', 'inputQuantityList'];
const outputs = ['outputEPCList', 'outputQuantityList'];

/** §7.4.6 */
const transformationEvent = record(
  {
    ...common,
    ...business,
    inputEPCList: uniqueUris,
    inputQuantityList: quantities,
    outputEPCList: uniqueUris,
    outputQuantityList: quantities,
    transformationID: uri,
    ilmd,
  },
  {
    ...extension,
    required: [...always, 'type'],
    rules: [
      {
        at: '',
        holds: (event) => {
          const some = (names: readonly string[]): boolean => names.some((name) => filled(event[name]));
          return event.transformationID === undefined ? some(inputs) && some(outputs) : some(inputs) || some(outputs);
        },
        expected: 'inputs and outputs, or a transformationID with either',
      },
    ],
  },
);

/** §7.4.7 */
const associationEvent = record(holding, {
  ...extension,
  required: [...always, 'type', 'action', 'parentID'],
  rules: [children],
});

/** An event type of one's own: its name is a URI, its further members are free. */
export const extendedEvent = record({ ...common, type: uri }, { required: [...always, 'type'], others: 'any' });

export const eventShapes = {
  ObjectEvent: objectEvent,
  AggregationEvent: aggregationEvent,
  TransactionEvent: transactionEvent,
  TransformationEvent: transformationEvent,
  AssociationEvent: associationEvent,
} as const;

export type StandardEventType = keyof typeof eventShapes;
export type ObjectEvent = Infer<typeof objectEvent>;
export type AggregationEvent = Infer<typeof aggregationEvent>;
export type TransactionEvent = Infer<typeof transactionEvent>;
export type TransformationEvent = Infer<typeof transformationEvent>;
export type AssociationEvent = Infer<typeof associationEvent>;
export type ExtendedEvent = Infer<typeof extendedEvent>;
export type EpcisEvent =
  | ObjectEvent
  | AggregationEvent
  | TransactionEvent
  | TransformationEvent
  | AssociationEvent
  | ExtendedEvent;

// Documents, without their events: those are checked one by one, so that one bad event does not hide the others.

const attribute = record(
  { id: uri, attribute: either('a number, a text or an object', either('a number or a text', number, string), object) },
  { required: ['id'], others: 'any' },
);
const vocabulary = record(
  {
    type: uri,
    vocabularyElementList: list(
      record({ id: uri, attributes: list(attribute), children: uris }, { required: ['id'], others: 'any' }),
    ),
  },
  { required: ['type'], others: 'any' },
);
export type Vocabulary = Infer<typeof vocabulary>;

const eventList = list(anything);
const envelope = {
  '@context': ldContext,
  id: uri,
  type: string,
  schemaVersion: text('a version such as 2.0', isVersion),
  creationDate: time,
} satisfies Members;

/** §9.2 */
export const epcisDocument = record(
  {
    ...envelope,
    instanceIdentifier: string,
    sender: string,
    receiver: string,
    epcisHeader: record({ epcisMasterData: record({ vocabularyList: list(vocabulary) }, { others: 'any' }) }, extension),
    epcisBody: record({ eventList }, { required: ['eventList'], others: 'any' }),
  },
  { ...extension, required: ['@context', 'type', 'schemaVersion', 'creationDate', 'epcisBody'] },
);

/** §9.5 */
export const epcisQueryDocument = record(
  {
    ...envelope,
    epcisBody: record(
      {
        queryResults: record(
          {
            queryName: string,
            subscriptionID: string,
            resultsBody: record({ eventList, vocabularyList: list(vocabulary) }, { ...extension, required: ['eventList'] }),
          },
          { ...extension, required: ['queryName', 'resultsBody'] },
        ),
      },
      { ...extension, required: ['queryResults'] },
    ),
  },
  { ...extension, required: ['@context', 'type', 'epcisBody'] },
);
