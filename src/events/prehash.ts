/**
 * The text whose SHA-256 identifies an event by its content (CBV 2.0 §8.9.2): names and values in a fixed order, every value in one
 * spelling, so that the same event has the same text whatever document, spelling or syntax it came in.
 */
import { canonicalUri } from '../codes/index.ts';
import { expandCurie, type Prefixes } from './context.ts';
import { isNcName, nameAtEnd } from './nc-names.ts';
import { decimalText } from './numbers.ts';
import { epochMicros, isDateTime } from './time.ts';
import { canonicalVocabulary, type VocabularyKind } from './vocabulary.ts';

type Loose = Readonly<Record<string, unknown>>;

/** How the value of a member is written. `list`: the members of its elements, under the name of an element. */
type Kind =
  | 'text'
  | 'time'
  | 'uri'
  | 'number'
  | { readonly word: VocabularyKind | 'alert' | 'component' }
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
/** Without bizRules, for which the clause has no place in a report: `stray` tells of it. */
const report: readonly Member[] = [
  ['type', { word: 'measurement' }],
  ['exception', { word: 'alert' }],
  ['deviceID', 'uri'],
  ['deviceMetadata', 'uri'],
  ['rawData', 'uri'],
  ['dataProcessingMethod', 'uri'],
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
    .flatMap((name) => {
      const kind = rest.get(name);
      return kind === undefined ? extension(name, e[name], prefixes) : written(name, e[name], kind, prefixes);
    });
  return known + [...others, stray(e, prefixes)].sort(byCode).join('');
}

/** Business rules of single reports: they stand, alone under the names above them, where the extensions do. */
function stray({ sensorElementList }: Loose, prefixes: Prefixes): string {
  const within = (value: unknown, name: string, texts: (each: Loose) => string): string =>
    (Array.isArray(value) ? value : [])
      .map((each) => (isObject(each) ? texts(each) : ''))
      .filter((text) => text !== '')
      .map((text) => name + text)
      .sort(byCode)
      .join('');
  const elements = within(sensorElementList, 'sensorElement', ({ sensorReport }) =>
    within(sensorReport, 'sensorReport', ({ bizRules }) => written('bizRules', bizRules, 'uri', prefixes)),
  );
  return elements === '' ? '' : `sensorElementList${elements}`;
}

const isObject = (value: unknown): value is Loose => value !== null && typeof value === 'object' && !Array.isArray(value);
const none: ReadonlySet<string> = new Set();

/** By code points: that is the order of UTF-8, and not of UTF-16 where surrogates stand. */
function byCode(a: string, b: string): number {
  const least = Math.min(a.length, b.length);
  for (let i = 0; i < least; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

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
    .map((each) => {
      const text = simple(each, kind, prefixes);
      return text === '' ? '' : `${name}=${text}`;
    })
    .sort(byCode)
    .join('');
}

/** Standard members in their order, then the extensions, sorted. */
function object(value: unknown, members: readonly Member[], prefixes: Prefixes): string {
  if (!isObject(value)) return `=${String(value)}`;
  const named = new Set(members.map(([name]) => name));
  const known = members.map(([name, kind]) => written(name, value[name], kind, prefixes)).join('');
  const others = Object.keys(value)
    .filter((name) => !named.has(name) && !left.has(name) && !(members === report && name === 'bizRules'))
    .flatMap((name) => extension(name, value[name], prefixes));
  return known + others.sort(byCode).join('');
}

function simple(
  value: unknown,
  kind: Exclude<Kind, { list: string } | { members: readonly Member[] }>,
  prefixes: Prefixes,
): string {
  const text = String(value).trim();
  if (text === '') return '';
  if (typeof kind === 'object') return word(text, kind.word, prefixes);
  switch (kind) {
    case 'time':
      return moment(text);
    case 'uri':
      return uri(text, prefixes);
    case 'number':
    case 'text':
      return numeral(text);
  }
}

/**
 * Any value that reads as a number, in its shortest digits: without a sign +, zeros before or after, or an exponent. An untyped text of
 * XML cannot be told from a number, so this holds for texts too. Integers beyond 2^53 become those that a double can hold.
 */
function numeral(text: string): string {
  const first = text.charCodeAt(0);
  if (first > 57 || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return text;
  const value = Number(text);
  if (Number.isInteger(value)) return BigInt(value).toString();
  return Number.isFinite(value) ? decimalText(value) : text;
}

/** Four signs that stand for themselves in our paths are escaped in the text. URNs of CBV words become their Web URIs. */
function uri(value: string, prefixes: Prefixes): string {
  if (value.startsWith('urn:epcglobal:cbv:')) return webForm(value);
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

const urnForms: readonly (readonly [string, VocabularyKind])[] = [
  ['urn:epcglobal:cbv:bizstep:', 'bizStep'],
  ['urn:epcglobal:cbv:disp:', 'disposition'],
  ['urn:epcglobal:cbv:btt:', 'bizTransaction'],
  ['urn:epcglobal:cbv:sdt:', 'sourceDest'],
  ['urn:epcglobal:cbv:er:', 'errorReason'],
];

function webForm(urn: string): string {
  const found = urnForms.find(([start]) => urn.startsWith(start));
  return found === undefined ? urn : webForms[found[1]] + urn.slice(found[0].length);
}

function word(value: string, kind: VocabularyKind | 'measurement' | 'alert' | 'component', prefixes: Prefixes): string {
  if (kind === 'measurement' || kind === 'alert' || kind === 'component')
    return value.includes(':') ? expandCurie(value, prefixes) : webForms[kind] + value;
  const bare = canonicalVocabulary(kind, value, prefixes);
  return bare.includes(':') ? bare : webForms[kind] + bare;
}

/**
 * `{namespace}name=value`; what lies below follows its name, sorted: elements and attributes alike (`@name` is an attribute, `#text` and
 * `@value` are the value beside them). What only says how a value is typed is not part of it. Nothing is said of what is empty.
 */
function extension(name: string, value: unknown, prefixes: Prefixes): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => extension(name, each, prefixes));
  const label = labelOf(name, prefixes);
  if (!isObject(value)) {
    const text = scalar(value, prefixes);
    return text === '' ? [] : [label + text];
  }
  const typed = Object.hasOwn(value, '@value') && !Object.hasOwn(value, '#text');
  const text = scalar(typed ? value['@value'] : value['#text'], prefixes);
  const members = Object.keys(value)
    .filter((each) => !isAside(each, typed))
    .flatMap((each) => extension(each.charCodeAt(0) === 64 ? each.slice(1) : each, value[each], prefixes));
  return text === '' && members.length === 0 ? [] : [label + text + members.sort(byCode).join('')];
}

const aside = new Set(['#text', '@context', 'rdfs:comment', 'comment']);
const typing = new Set(['@value', '@type', '@language']);

const isAside = (name: string, typed: boolean): boolean =>
  aside.has(name) || name.startsWith('@xsi:') || name.startsWith('@xml:') || (typed && typing.has(name));

/** `=value`, or nothing where there is none. */
function scalar(value: unknown, prefixes: Prefixes): string {
  if (value === undefined || value === null || typeof value === 'object') return '';
  const text = String(value).trim();
  if (text === '') return '';
  return `=${isDateTime(text) ? moment(text) : numeral(uri(text, prefixes))}`;
}

/** The namespace in braces, the name behind it. Names that XML could not have so are cut where their last name begins, as it would. */
function labelOf(name: string, prefixes: Prefixes): string {
  const colon = name.indexOf(':');
  if (colon < 0) return name;
  const namespace = prefixes.get(name.slice(0, colon));
  const local = name.slice(colon + 1);
  if (namespace !== undefined && isNcName(local)) return `{${namespace}}${local}`;
  const whole = namespace === undefined ? name : namespace + local;
  const cut = nameAtEnd(whole);
  return cut <= 0 ? whole : `{${whole.slice(0, cut)}}${whole.slice(cut)}`;
}
