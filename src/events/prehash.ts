/**
 * The text whose SHA-256 identifies an event by its content (CBV 2.0 §8.9.2): names and values in a fixed order, every value in one
 * spelling, so that the same event has the same text whatever document, spelling or syntax it came in.
 */
import { canonicalUri } from '../codes/index.ts';
import { expandCurie, type Prefixes } from './context.ts';
import { epochMicros, isDateTime } from './time.ts';
import { canonicalVocabulary, type VocabularyKind } from './vocabulary.ts';

type Loose = Readonly<Record<string, unknown>>;

/** How the value of a member is written. `list`: the members of its elements, under the name of an element. */
type Kind =
  | 'text'
  | 'time'
  | 'uri'
  | 'number'
  | { readonly word: VocabularyKind | 'measurement' | 'alert' | 'component' }
  | { readonly list: string; readonly members?: readonly Member[] }
  | { readonly members: readonly Member[] };
type Member = readonly [name: string, kind: Kind];

const things = (name: string): Member => [name, { list: 'epc' }];
const quantity: readonly Member[] = [
  ['epcClass', 'uri'],
  ['quantity', 'number'],
  ['uom', 'text'],
];
const quantities = (name: string): Member => [name, { list: 'quantityElement', members: quantity }];
const place = (name: string): Member => [name, { members: [['id', 'uri']] }];

const metadata: readonly Member[] = [
  ['time', 'time'],
  ['startTime', 'time'],
  ['endTime', 'time'],
  ['deviceID', 'uri'],
  ['deviceMetadata', 'uri'],
  ['rawData', 'uri'],
  ['dataProcessingMethod', 'uri'],
  ['bizRules', 'uri'],
];
const report: readonly Member[] = [
  ['type', { word: 'measurement' }],
  ['exception', { word: 'alert' }],
  ['deviceID', 'uri'],
  ['deviceMetadata', 'uri'],
  ['rawData', 'uri'],
  ['dataProcessingMethod', 'uri'],
  ['bizRules', 'uri'],
  ['time', 'time'],
  ['microorganism', 'uri'],
  ['chemicalSubstance', 'uri'],
  ['value', 'number'],
  ['component', { word: 'component' }],
  ['stringValue', 'text'],
  ['booleanValue', 'text'],
  ['hexBinaryValue', 'text'],
  ['uriValue', 'uri'],
  ['minValue', 'number'],
  ['maxValue', 'number'],
  ['meanValue', 'number'],
  ['sDev', 'number'],
  ['percRank', 'number'],
  ['percValue', 'number'],
  ['uom', 'text'],
  ['coordinateReferenceSystem', 'uri'],
];

/** Members of an event in the order of the text. */
const order: readonly Member[] = [
  ['type', 'text'],
  ['eventTime', 'time'],
  ['eventTimeZoneOffset', 'text'],
  ['certificationInfo', 'uri'],
  things('epcList'),
  ['parentID', 'uri'],
  things('inputEPCList'),
  things('childEPCs'),
  quantities('quantityList'),
  quantities('childQuantityList'),
  quantities('inputQuantityList'),
  things('outputEPCList'),
  quantities('outputQuantityList'),
  ['action', 'text'],
  ['transformationID', 'uri'],
  ['bizStep', { word: 'bizStep' }],
  ['disposition', { word: 'disposition' }],
  [
    'persistentDisposition',
    {
      members: [
        ['set', { word: 'disposition' }],
        ['unset', { word: 'disposition' }],
      ],
    },
  ],
  place('readPoint'),
  place('bizLocation'),
  [
    'sensorElementList',
    {
      list: 'sensorElement',
      members: [
        ['sensorMetadata', { members: metadata }],
        ['sensorReport', { members: report }],
      ],
    },
  ],
];

/** Members of the standard that stand, sorted, among the extensions at the end. */
const rest = new Map<string, Kind>([
  [
    'bizTransactionList',
    {
      list: '',
      members: [
        ['type', { word: 'bizTransaction' }],
        ['bizTransaction', 'uri'],
      ],
    },
  ],
  [
    'sourceList',
    {
      list: '',
      members: [
        ['type', { word: 'sourceDest' }],
        ['source', 'uri'],
      ],
    },
  ],
  [
    'destinationList',
    {
      list: '',
      members: [
        ['type', { word: 'sourceDest' }],
        ['destination', 'uri'],
      ],
    },
  ],
  ['ilmd', { members: [] }],
]);

/** What an event is not: when it was recorded, what it is called, that it was declared wrong, and the words around it. */
const left = new Set(['recordTime', 'eventID', 'errorDeclaration', '@context', '@id', 'type', 'rdfs:comment', 'comment']);

/**
 * The text of a valid event. `prefixes` are those of its document and its own `@context`; `ignored` are members of the event that a
 * repository added, by their names as written.
 */
export function prehashOf(event: object, prefixes: Prefixes, ignored: ReadonlySet<string> = none): string {
  const e = event as Loose;
  const known = order.map(([name, kind]) => written(name === 'type' ? 'eventType' : name, e[name], kind, prefixes)).join('');
  const named = new Set(order.map(([name]) => name));
  const others = Object.keys(e)
    .filter((name) => !named.has(name) && !left.has(name) && !ignored.has(name))
    .map((name) => {
      const kind = rest.get(name);
      return kind === undefined ? extension(name, e[name], prefixes) : written(name, e[name], kind, prefixes);
    });
  return known + others.sort(byCode).join('');
}

const isObject = (value: unknown): value is Loose => value !== null && typeof value === 'object' && !Array.isArray(value);
const none: ReadonlySet<string> = new Set();
const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function written(name: string, value: unknown, kind: Kind, prefixes: Prefixes): string {
  if (value === undefined || value === null) return '';
  if (typeof kind === 'object' && 'list' in kind) {
    // Of an event type of somebody’s own nothing is known but the common members: whatever stands here is taken as it is.
    const elements = (Array.isArray(value) ? value : [value]).map((each) =>
      kind.members === undefined
        ? `${kind.list}=${uri(String(each), prefixes)}`
        : kind.list + object(each, kind.members, prefixes),
    );
    return elements.length === 0 ? '' : name + elements.sort(byCode).join('');
  }
  if (typeof kind === 'object' && 'members' in kind) {
    // Several reports of one element each stand under their name.
    return (Array.isArray(value) ? value : [value])
      .map((each) => name + object(each, kind.members, prefixes))
      .sort(byCode)
      .join('');
  }
  return (Array.isArray(value) ? value : [value])
    .map((each) => `${name}=${simple(each, kind, prefixes)}`)
    .sort(byCode)
    .join('');
}

/** Standard members in their order, then the extensions, sorted. */
function object(value: unknown, members: readonly Member[], prefixes: Prefixes): string {
  if (!isObject(value)) return `=${String(value)}`;
  const named = new Set(members.map(([name]) => name));
  const known = members.map(([name, kind]) => written(name, value[name], kind, prefixes)).join('');
  const others = Object.keys(value)
    .filter((name) => !named.has(name) && !left.has(name))
    .map((name) => extension(name, value[name], prefixes));
  return known + others.sort(byCode).join('');
}

function simple(
  value: unknown,
  kind: Exclude<Kind, { list: string } | { members: readonly Member[] }>,
  prefixes: Prefixes,
): string {
  if (typeof kind === 'object') return word(String(value), kind.word, prefixes);
  switch (kind) {
    case 'time':
      return moment(String(value));
    case 'uri':
      return uri(String(value), prefixes);
    case 'number':
      return String(Number(value));
    case 'text':
      return String(value);
  }
}

/** Four signs that stand for themselves in our paths are escaped in the text. */
function uri(value: string, prefixes: Prefixes): string {
  const canonical = canonicalUri(expandCurie(value, prefixes));
  return canonical.startsWith('https://id.gs1.org/')
    ? canonical.replace(/[!()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    : canonical;
}

/** UTC with milliseconds, the rest of the second rounded. */
function moment(value: string): string {
  if (!isDateTime(value)) return value;
  return new Date(Math.round(epochMicros(value) / 1000)).toISOString();
}

const webForms: Readonly<Record<VocabularyKind | 'measurement' | 'alert' | 'component', string>> = {
  bizStep: 'https://ref.gs1.org/cbv/BizStep-',
  disposition: 'https://ref.gs1.org/cbv/Disp-',
  bizTransaction: 'https://ref.gs1.org/cbv/BTT-',
  sourceDest: 'https://ref.gs1.org/cbv/SDT-',
  errorReason: 'https://ref.gs1.org/cbv/ER-',
  measurement: 'https://gs1.org/voc/',
  alert: 'https://gs1.org/voc/',
  component: 'https://ref.gs1.org/cbv/Comp-',
};

function word(value: string, kind: VocabularyKind | 'measurement' | 'alert' | 'component', prefixes: Prefixes): string {
  if (kind === 'measurement' || kind === 'alert' || kind === 'component')
    return value.includes(':') ? expandCurie(value, prefixes) : webForms[kind] + value;
  const bare = canonicalVocabulary(kind, value, prefixes);
  return bare.includes(':') ? bare : webForms[kind] + bare;
}

/** `{namespace}name=value`; what lies below follows its name, sorted. */
function extension(name: string, value: unknown, prefixes: Prefixes): string {
  if (Array.isArray(value)) return repeated(name, value, prefixes);
  const label = labelOf(name, prefixes);
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .filter((each) => !left.has(each) || each === 'type')
      .map((each) => extension(each, (value as Loose)[each], prefixes));
    return label + members.sort(byCode).join('');
  }
  const text = String(value ?? '');
  return `${label}=${isDateTime(text) ? moment(text) : uri(text, prefixes)}`;
}

const repeated = (name: string, values: readonly unknown[], prefixes: Prefixes): string =>
  values
    .map((each) => extension(name, each, prefixes))
    .sort(byCode)
    .join('');

function labelOf(name: string, prefixes: Prefixes): string {
  const colon = name.indexOf(':');
  const namespace = colon < 0 ? undefined : prefixes.get(name.slice(0, colon));
  return namespace === undefined ? name : `{${namespace}}${name.slice(colon + 1)}`;
}
