/** One event of JSON as an element of 2.0 or of 1.2, in the order their XSDs want. */
import { type Prefixes, prefixesOf } from '../context.ts';
import { decimalText } from '../numbers.ts';
import { shown } from '../schema.ts';
import { XmlInexpressible } from './fault.ts';
import type { Json } from './free.ts';
import { attribute, freeElements, isObject } from './free-out.ts';
import { isBareWord, type Words, wordForms, type XmlVersion } from './names.ts';
import type { OutNames } from './names-out.ts';
import { escapeAttribute, escapeText, timeText } from './text.ts';

interface Out {
  readonly names: OutNames;
  readonly version: XmlVersion;
}

/** Writes the value of one member; `at` is its JSON path. */
type Writer = (value: unknown, out: Out, at: string) => string;

const wrong = (value: unknown, at: string, expected: string): XmlInexpressible =>
  new XmlInexpressible(at, shown(value), expected);

function listOf(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(value, at, 'a list');
  return value;
}

function objectOf(value: unknown, at: string): Json {
  if (!isObject(value)) throw wrong(value, at, 'an object');
  return value;
}

function textOf(value: unknown, at: string): string {
  if (typeof value !== 'string') throw wrong(value, at, 'a text');
  return value;
}

const uri =
  (name: string): Writer =>
  (value, { names }, at) =>
    `<${name}>${escapeText(names.value(textOf(value, at)), at)}</${name}>`;
const text =
  (name: string): Writer =>
  (value, _, at) =>
    `<${name}>${escapeText(textOf(value, at), at)}</${name}>`;
const time =
  (name: string): Writer =>
  (value, _, at) =>
    `<${name}>${timeText(textOf(value, at), at)}</${name}>`;
const word =
  (name: string, kind: Words): Writer =>
  (value, { names }, at) =>
    `<${name}>${escapeText(wordText(kind, textOf(value, at), names), at)}</${name}>`;

/** The URN of a CBV word, as 1.2 has it and 2.0 allows; kinds without URNs as CURIEs. Anything else is a URI already. */
function wordText(kind: Words, value: string, names: OutNames): string {
  if (!isBareWord(kind, value)) return names.value(value);
  const { urn, curie } = wordForms[kind];
  if (urn !== '') return urn + value;
  const [prefix, infix = ''] = curie.split(':');
  return names.curie(prefix as 'gs1' | 'cbv', infix + value);
}

/** A list that the XSD allows to be empty. */
const list =
  (name: string, item: Writer): Writer =>
  (value, out, at) => {
    const items = listOf(value, at).map((each, i) => item(each, out, `${at}[${i}]`));
    return items.length === 0 ? `<${name}/>` : `<${name}>${items.join('')}</${name}>`;
  };
/** A list that the XSD does not: empty, it says as much as none. */
const filled =
  (name: string, item: Writer): Writer =>
  (value, out, at) =>
    listOf(value, at).length === 0 ? '' : list(name, item)(value, out, at);

const epcs = (name: string): Writer => list(name, uri('epc'));

const quantity: Writer = (value, { names }, at) => {
  const { epcClass, quantity: amount, uom, ...others } = objectOf(value, at);
  none(others, at);
  let content = `<epcClass>${escapeText(names.value(textOf(epcClass, at)), at)}</epcClass>`;
  if (typeof amount === 'number') content += `<quantity>${decimalText(amount)}</quantity>`;
  else if (amount !== undefined) throw wrong(amount, at, 'a number');
  else if (uom !== undefined) {
    // Neither XSD has a unit without a quantity; but the quantity may be nil.
    names.use('xsi');
    content += '<quantity xsi:nil="true"/>';
  }
  if (uom !== undefined) content += `<uom>${escapeText(textOf(uom, at), at)}</uom>`;
  return `<quantityElement>${content}</quantityElement>`;
};
const quantities = (name: string): Writer => list(name, quantity);

function none(others: Json, at: string): void {
  const [name] = Object.keys(others);
  if (name !== undefined) throw new XmlInexpressible(at, `the name ${shown(name)}`, 'only names that the standard has here');
}

/** Extensions of an element: those without a namespace in its `extension`, the others after it. */
function extensions(others: Json, { names }: Out, at: string): string {
  let local = '';
  let foreign = '';
  for (const name of Object.keys(others)) {
    const written = freeElements(name, others[name], names, `${at}[${shown(name)}]`);
    if (name.includes(':')) foreign += written;
    else local += written;
  }
  return (local === '' ? '' : `<extension>${local}</extension>`) + foreign;
}

const place =
  (name: string): Writer =>
  (value, out, at) => {
    const { id, ...others } = objectOf(value, at);
    return `<${name}>${uri('id')(id, out, `${at}.id`)}${extensions(others, out, at)}</${name}>`;
  };

const typedText =
  (name: string, kind: Words): Writer =>
  (value, { names }, at) => {
    const { type, [name]: own, ...others } = objectOf(value, at);
    none(others, at);
    const attributes = type === undefined ? '' : ` type="${escapeAttribute(wordText(kind, textOf(type, at), names), at)}"`;
    return `<${name}${attributes}>${escapeText(names.value(textOf(own, at)), at)}</${name}>`;
  };

const times = new Set(['time', 'startTime', 'endTime']);
const words: Readonly<Record<string, Words>> = { type: 'measurement', exception: 'alert', component: 'component' };
const plain = new Set(['stringValue', 'uom', 'hexBinaryValue']);

/** sensorMetadata and sensorReport: all members are attributes. */
const sensorPart =
  (name: 'sensorMetadata' | 'sensorReport'): Writer =>
  (value, { names }, at) => {
    const members = objectOf(value, at);
    let attributes = '';
    for (const member of Object.keys(members)) {
      const where = `${at}[${shown(member)}]`;
      const own = members[member];
      if (member.includes(':')) {
        attributes += attribute(member, own, names, where);
        continue;
      }
      let written: string;
      if (typeof own === 'number' || typeof own === 'boolean') written = String(own);
      else if (times.has(member)) written = timeText(textOf(own, where), where);
      else if (name === 'sensorReport' && Object.hasOwn(words, member))
        written = wordText(words[member]!, textOf(own, where), names);
      else written = plain.has(member) ? textOf(own, where) : names.value(textOf(own, where));
      attributes += ` ${names.of(member, where).text}="${escapeAttribute(written, where)}"`;
    }
    return `<${name}${attributes}/>`;
  };

const sensorElement: Writer = (value, out, at) => {
  const { sensorMetadata, sensorReport, ...others } = objectOf(value, at);
  const metadata = sensorMetadata === undefined ? '' : sensorPart('sensorMetadata')(sensorMetadata, out, `${at}.sensorMetadata`);
  const reports = listOf(sensorReport, `${at}.sensorReport`).map((each, i) =>
    sensorPart('sensorReport')(each, out, `${at}.sensorReport[${i}]`),
  );
  return `<sensorElement>${metadata}${reports.join('')}${extensions(others, out, at)}</sensorElement>`;
};

const persistentDisposition: Writer = (value, out, at) => {
  const { set = [], unset = [], ...others } = objectOf(value, at);
  none(others, at);
  const each = (name: 'set' | 'unset', list: unknown): string =>
    listOf(list, `${at}.${name}`)
      .map((one, i) => word(name, 'disposition')(one, out, `${at}.${name}[${i}]`))
      .join('');
  return `<persistentDisposition>${each('unset', unset)}${each('set', set)}</persistentDisposition>`;
};

const errorDeclaration: Writer = (value, out, at) => {
  const { declarationTime, reason, correctiveEventIDs, ...others } = objectOf(value, at);
  return (
    `<errorDeclaration>${time('declarationTime')(declarationTime, out, `${at}.declarationTime`)}` +
    (reason === undefined ? '' : word('reason', 'errorReason')(reason, out, `${at}.reason`)) +
    (correctiveEventIDs === undefined
      ? ''
      : list('correctiveEventIDs', uri('correctiveEventID'))(correctiveEventIDs, out, `${at}.correctiveEventIDs`)) +
    `${extensions(others, out, at)}</errorDeclaration>`
  );
};

const ilmd: Writer = (value, out, at) => {
  const content = extensions(objectOf(value, at), out, at);
  return content === '' ? '<ilmd/>' : `<ilmd>${content}</ilmd>`;
};

const certificationInfo: Writer = (value, out, at) => {
  const all = Array.isArray(value) ? value : [value];
  // Both XSDs have room for one.
  if (all.length > 1) throw wrong(value, at, 'one URI: XML has no list here');
  return all.map((each) => uri('certificationInfo')(each, out, at)).join('');
};

const writers: Readonly<Record<string, Writer>> = {
  eventTime: time('eventTime'),
  recordTime: time('recordTime'),
  eventTimeZoneOffset: text('eventTimeZoneOffset'),
  eventID: uri('eventID'),
  errorDeclaration,
  certificationInfo,
  epcList: epcs('epcList'),
  parentID: uri('parentID'),
  childEPCs: epcs('childEPCs'),
  inputEPCList: epcs('inputEPCList'),
  outputEPCList: epcs('outputEPCList'),
  quantityList: quantities('quantityList'),
  childQuantityList: quantities('childQuantityList'),
  inputQuantityList: quantities('inputQuantityList'),
  outputQuantityList: quantities('outputQuantityList'),
  transformationID: uri('transformationID'),
  action: text('action'),
  bizStep: word('bizStep', 'bizStep'),
  disposition: word('disposition', 'disposition'),
  readPoint: place('readPoint'),
  bizLocation: place('bizLocation'),
  bizTransactionList: filled('bizTransactionList', typedText('bizTransaction', 'bizTransaction')),
  sourceList: filled('sourceList', typedText('source', 'sourceDest')),
  destinationList: filled('destinationList', typedText('destination', 'sourceDest')),
  sensorElementList: filled('sensorElementList', sensorElement),
  persistentDisposition,
  ilmd,
};

const start = ['eventTime', 'recordTime', 'eventTimeZoneOffset'];
const base = ['eventID', 'errorDeclaration', 'certificationInfo'];
const middle = ['action', 'bizStep', 'disposition', 'readPoint', 'bizLocation'];
const parties = ['sourceList', 'destinationList'];
const latest = ['sensorElementList', 'persistentDisposition'];
const transformation = [
  'inputEPCList',
  'inputQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'transformationID',
  'bizStep',
  'disposition',
  'readPoint',
  'bizLocation',
  'bizTransactionList',
  ...parties,
];

/** Where 1.2 has the members of an event: in it, in its `extension`, and in the extension of that, where any name may stand. */
interface Places {
  readonly own: readonly string[];
  readonly extension: readonly string[];
  readonly further: readonly string[];
  /** Lists that 1.2 does not let out. */
  readonly needed: readonly string[];
}

const holding = ['parentID', 'childEPCs', ...middle, 'bizTransactionList'];

const places: Readonly<Record<string, Places>> = {
  ObjectEvent: {
    own: ['epcList', ...middle, 'bizTransactionList'],
    extension: ['quantityList', ...parties, 'ilmd'],
    further: latest,
    needed: ['epcList'],
  },
  AggregationEvent: { own: holding, extension: ['childQuantityList', ...parties], further: latest, needed: ['childEPCs'] },
  TransactionEvent: {
    own: ['bizTransactionList', 'parentID', 'epcList', ...middle],
    extension: ['quantityList', ...parties],
    further: latest,
    needed: ['epcList'],
  },
  TransformationEvent: { own: [...transformation, 'ilmd'], extension: latest, further: [], needed: [] },
  // 1.2 has no such event; it stands in the extension of an extension, as it does in 2.0.
  AssociationEvent: {
    own: ['parentID', 'childEPCs', 'childQuantityList', ...middle, 'bizTransactionList', ...parties, ...latest],
    extension: [],
    further: [],
    needed: [],
  },
};

/** Members of each event in 2.0: those of 1.2 without the nesting, ilmd after what 2.0 has added. */
const flat: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(places).map(([type, { own, extension, further }]) => {
    const all = [...own, ...extension, ...further].filter((name) => name !== 'ilmd');
    return [type, [...start, ...base, ...all, ...('ilmd' in writers && hasIlmd(type) ? ['ilmd'] : [])]];
  }),
);

function hasIlmd(type: string): boolean {
  return type === 'ObjectEvent' || type === 'TransformationEvent';
}

/** The event as one element, with what the list of events puts around it. Throws XmlInexpressible. */
export function eventElement(value: unknown, out: Out, context: unknown, documentPrefixes: Prefixes, at: string): string {
  const event = objectOf(value, at);
  const type = textOf(event['type'], `${at}.type`);
  out.names.enter(event['@context'] === undefined ? documentPrefixes : prefixesOf(context, event['@context']));
  const order = Object.hasOwn(flat, type) ? flat[type]! : undefined;
  if (order === undefined) return ownEvent(event, type, out, at);
  const others: Json = {};
  for (const name of Object.keys(event)) {
    if (name === 'type' || name === '@context' || order.includes(name)) continue;
    if (!name.includes(':')) throw new XmlInexpressible(at, `the name ${shown(name)}`, `a name that a ${type} has`);
    others[name] = event[name];
  }
  const write = (names: readonly string[]): string =>
    names.map((name) => (event[name] === undefined ? '' : writers[name]!(event[name], out, `${at}.${name}`))).join('');
  const foreign = extensions(others, out, at);
  if (out.version === '2.0') return `<${type}>${write(order)}${foreign}</${type}>`;
  const { own, extension, further, needed } = places[type]!;
  const filler = needed.filter((name) => event[name] === undefined);
  const withNeeded = own.map((name) => (filler.includes(name) ? `<${name}/>` : write([name]))).join('');
  const content =
    write(start) +
    wrapped('baseExtension', write(['eventID', 'errorDeclaration']) + wrapped('extension', write(['certificationInfo']))) +
    withNeeded +
    wrapped('extension', write(extension) + wrapped('extension', write(further))) +
    foreign;
  const written = `<${type}>${content}</${type}>`;
  if (type === 'TransformationEvent') return wrapped('extension', written);
  return type === 'AssociationEvent' ? wrapped('extension', wrapped('extension', written)) : written;
}

const wrapped = (name: string, content: string): string => (content === '' ? '' : `<${name}>${content}</${name}>`);

/** An event type of somebody's own: only what all events share has a form that we know. */
function ownEvent(event: Json, type: string, out: Out, at: string): string {
  if (out.version === '1.2')
    throw new XmlInexpressible(`${at}.type`, shown(type), 'an event type of the standard: 1.2 has no others');
  const { text: tag, declaration } = out.names.of(type, `${at}.type`);
  if (!tag.includes(':')) throw new XmlInexpressible(`${at}.type`, shown(type), 'an event type of the standard, or a URI');
  const { type: _, '@context': __, ...members } = event;
  let content = '';
  for (const name of [...start, ...base]) {
    if (members[name] === undefined) continue;
    content += writers[name]!(members[name], out, `${at}.${name}`);
    delete members[name];
  }
  for (const name of Object.keys(members)) content += freeElements(name, members[name], out.names, `${at}[${shown(name)}]`);
  return `<extension><${tag}${declaration}>${content}</${tag}></extension>`;
}
