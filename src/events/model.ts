/** EPCIS 2.0 events and documents (§7, §9; JSON schema 2.0.1). Types and checks come from these definitions alone. */
import { all, any, equal, filled, not, present } from './conditions.ts';
import { cbvUri, hexBinary, isUri, offset, unit, webVocabularyUri } from './formats.ts';
import {
  boolean,
  component,
  either,
  type Infer,
  list,
  literal,
  number,
  oneOf,
  pattern,
  type Rule,
  record,
  type Shape,
  string,
  text,
  variants,
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

export const uri = text('a URI', isUri, { format: 'uri' });
export const time = text('a date and time with time zone, such as 2026-11-24T08:00:00+08:00', isDateTime, {
  format: 'date-time',
});
const uris = list(uri);
const uniqueUris = list(uri, { unique: true });

const uriOutside = (closed: RegExp): Shape<string> =>
  text('a URI', (value) => !closed.test(value) && isUri(value), { format: 'uri', not: { pattern: closed.source } });
const cbvOrUri = uriOutside(cbvUri);
const webOrUri = uriOutside(webVocabularyUri);
const bizStep = word('a CBV business step (accepting, arriving, … void_shipping) or a URI of your own', bizSteps, cbvOrUri);
const disposition = word('a CBV disposition (active, in_transit, … retail_sold) or a URI of your own', dispositions, cbvOrUri);
export const extension = {
  others: uri,
  othersExpected: 'a standard name, or a name with a prefix such as example:myField',
} as const;

export const object = record({}, { others: 'any' });
export const ldContext = either(
  'a URI, an object, or a list of them',
  either('a URI or an object', uri, object),
  list(either('a URI or an object', uri, object), { unique: true }),
);

const quantityElement = component(
  'QuantityElement',
  record(
    { epcClass: uri, quantity: number, uom: pattern('a unit code of UN/ECE Recommendation 20, such as KGM', unit) },
    { required: ['epcClass'], others: 'none', othersExpected: 'one of epcClass, quantity, uom' },
  ),
);
const quantities = list(quantityElement);
const place = component('Place', record({ id: uri }, { required: ['id'], others: 'any' }));
const sourceDestType = word('owning_party, possessing_party, location or a URI of your own', sourceDestTypes, cbvOrUri);

const sensorMetadata = component(
  'SensorMetadata',
  record(
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
  ),
);
const sensorReport = component(
  'SensorReport',
  record(
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
      hexBinaryValue: pattern('hexadecimal digits', hexBinary),
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
  ),
);
const sensorElement = component(
  'SensorElement',
  record({ sensorMetadata, sensorReport: list(sensorReport, { least: 1 }) }, { ...extension, required: ['sensorReport'] }),
);

const persistentDisposition = component(
  'PersistentDisposition',
  record(
    { set: list(disposition, { least: 1, unique: true }), unset: list(disposition, { least: 1, unique: true }) },
    {
      others: 'none',
      othersExpected: 'set or unset',
      rules: [{ at: '', that: any(present('set'), present('unset')), expected: 'set or unset' }],
    },
  ),
);

const errorDeclaration = component(
  'ErrorDeclaration',
  record(
    {
      declarationTime: time,
      reason: word('did_not_occur, incorrect_data or a URI of your own', errorReasons, cbvOrUri),
      correctiveEventIDs: uris,
    },
    { ...extension, required: ['declarationTime'] },
  ),
);

/** §7.4.1 and what all events share. */
const common = {
  '@context': ldContext,
  eventTime: time,
  recordTime: time,
  eventTimeZoneOffset: pattern('a time zone offset such as +08:00', offset),
  eventID: uri,
  certificationInfo: either('a URI or a list of URIs', uri, uris),
  errorDeclaration,
} as const;
const always = ['eventTime', 'eventTimeZoneOffset'] as const;

const bizTransaction = component(
  'BizTransaction',
  record(
    {
      type: word('a CBV transaction type (po, desadv, … inv) or a URI of your own', bizTransactionTypes, cbvOrUri),
      bizTransaction: uri,
    },
    { required: ['bizTransaction'], others: 'none', othersExpected: 'type or bizTransaction' },
  ),
);
const source = component(
  'Source',
  record(
    { type: sourceDestType, source: uri },
    { required: ['type', 'source'], others: 'none', othersExpected: 'type or source' },
  ),
);
const destination = component(
  'Destination',
  record(
    { type: sourceDestType, destination: uri },
    { required: ['type', 'destination'], others: 'none', othersExpected: 'type or destination' },
  ),
);

/** What four of the five kinds, and with `action` all but transformations, share. */
const business = {
  bizStep,
  disposition,
  persistentDisposition,
  readPoint: place,
  bizLocation: place,
  bizTransactionList: list(bizTransaction),
  sourceList: list(source),
  destinationList: list(destination),
  sensorElementList: list(sensorElement),
} as const;
const action = oneOf('ADD, OBSERVE or DELETE', ['ADD', 'OBSERVE', 'DELETE']);
const ilmd = record({}, { others: uri, othersExpected: 'a name with a prefix such as cbvmda:lotNumber' });

const deletes = equal('action', 'DELETE');

/** §7.4.2 */
const objectEvent = component(
  'ObjectEvent',
  record(
    { ...common, type: literal('ObjectEvent'), ...business, action, epcList: uniqueUris, quantityList: quantities, ilmd },
    {
      ...extension,
      required: [...always, 'type', 'action'],
      rules: [
        {
          at: '',
          that: any(present('epcList'), filled('quantityList'), all(filled('sensorElementList'), present('readPoint'))),
          expected: 'an epcList, a quantityList, or a sensorElementList with a readPoint',
        },
        {
          at: 'ilmd',
          that: any(not(present('ilmd')), equal('action', 'ADD')),
          expected: 'no ilmd unless the action is ADD',
        },
      ],
    },
  ),
);

const holding = { ...common, ...business, action, parentID: uri, childEPCs: uris, childQuantityList: quantities } as const;
const children: Rule = {
  at: '',
  that: any(filled('childEPCs'), filled('childQuantityList'), deletes),
  expected: 'childEPCs or a childQuantityList that is not empty, unless the action is DELETE',
};

/** §7.4.3 */
const aggregationEvent = component(
  'AggregationEvent',
  record(
    { ...holding, type: literal('AggregationEvent') },
    { ...extension, required: [...always, 'type', 'action'], rules: [children] },
  ),
);

/** §7.4.4 */
const transactionEvent = component(
  'TransactionEvent',
  record(
    {
      ...common,
      type: literal('TransactionEvent'),
      ...business,
      bizTransactionList: list(bizTransaction, { least: 1 }),
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
          that: any(present('epcList'), filled('quantityList'), deletes),
          expected: 'an epcList or a quantityList that is not empty, unless the action is DELETE',
        },
      ],
    },
  ),
);

const inputs = any(filled('inputEPCList'), filled('inputQuantityList'));
const outputs = any(filled('outputEPCList'), filled('outputQuantityList'));

/** §7.4.6 */
const transformationEvent = component(
  'TransformationEvent',
  record(
    {
      ...common,
      type: literal('TransformationEvent'),
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
          that: any(all(inputs, outputs), all(present('transformationID'), any(inputs, outputs))),
          expected: 'inputs and outputs, or a transformationID with either',
        },
      ],
    },
  ),
);

/** §7.4.7 */
const associationEvent = component(
  'AssociationEvent',
  record(
    { ...holding, type: literal('AssociationEvent') },
    {
      ...extension,
      required: [...always, 'type', 'action', 'parentID'],
      rules: [children],
    },
  ),
);

/** An event type of one's own: its name is a URI, its further members are free. */
export const extendedEvent = component(
  'ExtendedEvent',
  record({ ...common, type: uri }, { required: [...always, 'type'], others: 'any' }),
);

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

/** Any event, told by its type. */
export const event: Shape<EpcisEvent> = component(
  'Event',
  variants<EpcisEvent>(eventShapes, extendedEvent, isUri, `${Object.keys(eventShapes).join(', ')}, or a URI of your own`),
);
