/**
 * What an element of EPCIS means in JSON: one row an element, the union of 1.2 and 2.0, so that a member is understood wherever the
 * nesting of `extension` has put it. The reader walks these rows; a name that is in none of them is an extension.
 */
import type { Words } from './names.ts';

/** What becomes of the text of a leaf. */
export type Leaf = 'text' | 'trimmed' | 'number' | 'boolean' | Words;

export interface Kind {
  /** `leaf`: text; `record`: an object; `list`: an array of its items; `free`: an extension, taken as it is. */
  readonly is: 'leaf' | 'record' | 'list' | 'free';
  readonly leaf?: Leaf;
  readonly members?: ReadonlyMap<string, Member>;
  /** Attributes that are members. */
  readonly attributes?: ReadonlyMap<string, readonly [name: string, leaf: Leaf]>;
  /** The member that the text becomes. */
  readonly text?: readonly [name: string, leaf: Leaf];
  /** An attribute of master data: an extension with an id. */
  readonly entry?: true;
  /** An event type: the first member of the object. */
  readonly type?: string;
}

export interface Member {
  readonly name: string;
  readonly kind: Kind;
  /** May stand more than once, and is a list in JSON. */
  readonly many?: true;
  /** A list in JSON only when it stands more than once. */
  readonly some?: true;
  /** Only holds what belongs to its parent. */
  readonly through?: true;
}

const leaf = (of: Leaf): Kind => ({ is: 'leaf', leaf: of });
export const free: Kind = { is: 'free' };
const entry: Kind = { is: 'free', entry: true };
const trimmed = leaf('trimmed');

type Row = readonly [name: string, kind: Kind, options?: { many?: true; some?: true; through?: true; as?: string }];
const members = (...rows: readonly Row[]): ReadonlyMap<string, Member> =>
  new Map(rows.map(([element, kind, { as, ...options } = {}]) => [element, { name: as ?? element, kind, ...options }]));
const record = (...rows: readonly Row[]): Kind => ({ is: 'record', members: members(...rows) });
const list = (item: string, kind: Kind): Kind => ({ is: 'list', members: members([item, kind], through('extension')) });
const through = (name: string): Row => [name, free, { through: true }];
const attributes = (...rows: readonly (readonly [string, Leaf])[]): ReadonlyMap<string, readonly [string, Leaf]> =>
  new Map(rows.map(([name, of]) => [name, [name, of]]));

const epcs = list('epc', trimmed);
const quantities = list('quantityElement', record(['epcClass', trimmed], ['quantity', leaf('number')], ['uom', trimmed]));
const place = record(['id', trimmed], through('extension'));
const typedText = (name: string, words: Words): Kind => ({
  is: 'record',
  attributes: attributes(['type', words]),
  text: [name, 'trimmed'],
});

const sensorMetadata: Kind = {
  is: 'record',
  attributes: attributes(
    ['time', 'trimmed'],
    ['startTime', 'trimmed'],
    ['endTime', 'trimmed'],
    ['deviceID', 'trimmed'],
    ['deviceMetadata', 'trimmed'],
    ['rawData', 'trimmed'],
    ['dataProcessingMethod', 'trimmed'],
    ['bizRules', 'trimmed'],
  ),
  text: ['#text', 'text'],
};
const sensorReport: Kind = {
  is: 'record',
  attributes: attributes(
    ['type', 'measurement'],
    ['exception', 'alert'],
    ['deviceID', 'trimmed'],
    ['deviceMetadata', 'trimmed'],
    ['rawData', 'trimmed'],
    ['dataProcessingMethod', 'trimmed'],
    ['bizRules', 'trimmed'],
    ['time', 'trimmed'],
    ['microorganism', 'trimmed'],
    ['chemicalSubstance', 'trimmed'],
    ['value', 'number'],
    ['component', 'component'],
    ['stringValue', 'text'],
    ['booleanValue', 'boolean'],
    ['hexBinaryValue', 'trimmed'],
    ['uriValue', 'trimmed'],
    ['minValue', 'number'],
    ['maxValue', 'number'],
    ['meanValue', 'number'],
    ['sDev', 'number'],
    ['percRank', 'number'],
    ['percValue', 'number'],
    ['uom', 'text'],
    ['coordinateReferenceSystem', 'trimmed'],
  ),
  text: ['#text', 'text'],
};

const common: readonly Row[] = [
  ['eventTime', trimmed],
  ['recordTime', trimmed],
  ['eventTimeZoneOffset', trimmed],
  ['eventID', trimmed],
  [
    'errorDeclaration',
    record(
      ['declarationTime', trimmed],
      ['reason', leaf('errorReason')],
      ['correctiveEventIDs', list('correctiveEventID', trimmed)],
      through('extension'),
    ),
  ],
  ['certificationInfo', trimmed, { some: true }],
  through('baseExtension'),
  through('extension'),
];

const eventMembers = members(
  ...common,
  ['epcList', epcs],
  ['parentID', trimmed],
  ['childEPCs', epcs],
  ['inputEPCList', epcs],
  ['outputEPCList', epcs],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputQuantityList', quantities],
  ['transformationID', trimmed],
  ['action', trimmed],
  ['bizStep', leaf('bizStep')],
  ['disposition', leaf('disposition')],
  ['readPoint', place],
  ['bizLocation', place],
  ['bizTransactionList', list('bizTransaction', typedText('bizTransaction', 'bizTransaction'))],
  ['sourceList', list('source', typedText('source', 'sourceDest'))],
  ['destinationList', list('destination', typedText('destination', 'sourceDest'))],
  [
    'sensorElementList',
    list(
      'sensorElement',
      record(['sensorMetadata', sensorMetadata], ['sensorReport', sensorReport, { many: true }], through('extension')),
    ),
  ],
  ['persistentDisposition', record(['set', leaf('disposition'), { many: true }], ['unset', leaf('disposition'), { many: true }])],
  ['ilmd', record(through('extension'))],
);

const eventTypes = ['ObjectEvent', 'AggregationEvent', 'TransactionEvent', 'TransformationEvent', 'AssociationEvent'];
export const eventKinds: ReadonlyMap<string, Kind> = new Map(
  eventTypes.map((type) => [type, { is: 'record', type, members: eventMembers }]),
);

/** Deprecated in 1.1, gone in 2.0: one class and its quantity. It says the same as an ObjectEvent that observes that quantity. */
export const quantityEvent: Kind = {
  is: 'record',
  type: 'QuantityEvent',
  members: new Map([...eventMembers, ...members(['epcClass', trimmed], ['quantity', leaf('number')])]),
};

/** Of an event type of somebody's own only what all events share is known. */
const commonMembers = members(...common);
export const ownEvent = (type: string): Kind => ({ is: 'record', type, members: commonMembers });

const eventList: Kind = {
  is: 'list',
  members: new Map<string, Member>([
    ...[...eventKinds].map(([name, kind]) => [name, { name, kind }] as const),
    ['QuantityEvent', { name: 'QuantityEvent', kind: quantityEvent }],
    ['extension', { name: 'extension', kind: free, through: true }],
  ]),
};

const vocabularyList = list('Vocabulary', {
  is: 'record',
  attributes: attributes(['type', 'trimmed']),
  members: members(
    [
      'VocabularyElementList',
      list('VocabularyElement', {
        is: 'record',
        attributes: attributes(['id', 'trimmed']),
        members: members(
          ['attribute', entry, { many: true, as: 'attributes' }],
          ['children', list('id', trimmed)],
          through('extension'),
        ),
      }),
      { as: 'vocabularyElementList' },
    ],
    through('extension'),
  ),
});
const masterData = record(['VocabularyList', vocabularyList, { as: 'vocabularyList' }], through('extension'));
const header = record(['EPCISMasterData', masterData, { as: 'epcisMasterData' }], through('extension'));
const resultsBody = record(
  ['EventList', eventList, { as: 'eventList' }],
  ['VocabularyList', vocabularyList, { as: 'vocabularyList' }],
);
const queryRows: readonly Row[] = [
  ['queryName', leaf('text')],
  ['subscriptionID', leaf('text')],
  ['resultsBody', resultsBody],
];

/** Roots by local name; their namespaces are looked at apart. */
export const documentKinds: ReadonlyMap<string, Kind> = new Map([
  [
    'EPCISDocument',
    record(
      ['EPCISHeader', header, { as: 'epcisHeader' }],
      ['EPCISBody', record(['EventList', eventList, { as: 'eventList' }], through('extension')), { as: 'epcisBody' }],
      through('extension'),
    ),
  ],
  [
    'EPCISQueryDocument',
    record(
      ['EPCISHeader', header, { as: 'epcisHeader' }],
      [
        'EPCISBody',
        record(['QueryResults', record(...queryRows, through('extension')), { as: 'queryResults' }], ...queryRows),
        { as: 'epcisBody' },
      ],
      // Some senders leave the body out.
      ...queryRows,
      through('extension'),
    ),
  ],
  [
    'EPCISMasterDataDocument',
    record(
      ['EPCISHeader', header, { as: 'epcisHeader' }],
      [
        'EPCISBody',
        record(['VocabularyList', vocabularyList, { as: 'vocabularyList' }], through('extension')),
        { as: 'epcisBody' },
      ],
      through('extension'),
    ),
  ],
]);

/** A text of XML Schema's decimal or double, as a number; anything else stays text, so that the check of the event names it. */
export function numberOf(text: string): number | string {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
}

export function booleanOf(text: string): boolean | string {
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
}
