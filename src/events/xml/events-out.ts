/** One event of JSON as an element of 2.0 or of 1.2, in the order their XSDs want. */
import { type Prefixes, prefixesOf } from '../context.ts';
import { shown } from '../schema.ts';
import { XmlInexpressible } from './fault.ts';
import type { Json } from './free.ts';
import { extensions, freeElements } from './free-out.ts';
import { objectOf, textOf } from './json.ts';
import { writers } from './members-out.ts';
import type { XmlVersion } from './names.ts';
import type { OutNames } from './names-out.ts';

export interface Out {
  readonly names: OutNames;
  readonly version: XmlVersion;
}

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
const flat: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(places).map(([type, { own, extension, further }]) => {
    const all = [...own, ...extension, ...further];
    const ordered = all.includes('ilmd') ? [...all.filter((name) => name !== 'ilmd'), 'ilmd'] : all;
    return [type, [...start, ...base, ...ordered]];
  }),
);
const known: ReadonlyMap<string, ReadonlySet<string>> = new Map([...flat].map(([type, names]) => [type, new Set(names)]));

/** The event as one element, with what the list of events puts around it. Throws XmlInexpressible. */
export function eventElement(value: unknown, out: Out, context: unknown, documentPrefixes: Prefixes, at: string): string {
  const event = objectOf(value, at);
  const type = textOf(event['type'], `${at}.type`);
  out.names.enter(event['@context'] === undefined ? documentPrefixes : prefixesOf(context, event['@context']));
  const order = flat.get(type);
  if (order === undefined) return ownEvent(event, type, out, at);
  const standard = known.get(type)!;
  const others: Json = {};
  for (const name of Object.keys(event)) {
    if (name === 'type' || name === '@context' || standard.has(name)) continue;
    if (!name.includes(':')) throw new XmlInexpressible(at, `the name ${shown(name)}`, `a name that a ${type} has`);
    others[name] = event[name];
  }
  const write = (names: readonly string[]): string =>
    names.map((name) => (event[name] === undefined ? '' : writers[name]!(event[name], out, `${at}.${name}`))).join('');
  const foreign = extensions(others, out.names, at);
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
  const tag = out.names.of(type, `${at}.type`);
  if (!tag.includes(':')) throw new XmlInexpressible(`${at}.type`, shown(type), 'an event type of the standard, or a URI');
  const { type: _, '@context': __, ...members } = event;
  let content = '';
  for (const name of [...start, ...base]) {
    if (members[name] === undefined) continue;
    content += writers[name]!(members[name], out, `${at}.${name}`);
    delete members[name];
  }
  for (const name of Object.keys(members)) content += freeElements(name, members[name], out.names, `${at}[${shown(name)}]`);
  return `<extension><${tag}>${content}</${tag}></extension>`;
}
