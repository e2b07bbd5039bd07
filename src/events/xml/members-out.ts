/** Members of events as elements of XML: one writer a member, the same for 2.0 and 1.2. */
import { decimalText } from '../numbers.ts';
import { shown } from '../schema.ts';
import { XmlInexpressible } from './fault.ts';
import { attribute, extensions } from './free-out.ts';
import { listOf, nothingElse, objectOf, textOf } from './json.ts';
import { isBareWord, type Words, wordForms } from './names.ts';
import type { OutNames } from './names-out.ts';
import { escapeAttribute, escapeText, timeText } from './text.ts';

export interface Out {
  readonly names: OutNames;
}

/** Writes the value of one member; `at` is its JSON path. */
export type Writer = (value: unknown, out: Out, at: string) => string;

const onlyStandard = 'only names that the standard has here';

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
  nothingElse(others, at, onlyStandard);
  let content = `<epcClass>${escapeText(names.value(textOf(epcClass, at)), at)}</epcClass>`;
  if (typeof amount === 'number') content += `<quantity>${decimalText(amount)}</quantity>`;
  else if (amount !== undefined) throw new XmlInexpressible(at, shown(amount), 'a number');
  else if (uom !== undefined) {
    // Neither XSD has a unit without a quantity; but the quantity may be nil.
    names.use('xsi');
    content += '<quantity xsi:nil="true"/>';
  }
  if (uom !== undefined) content += `<uom>${escapeText(textOf(uom, at), at)}</uom>`;
  return `<quantityElement>${content}</quantityElement>`;
};
const quantities = (name: string): Writer => list(name, quantity);

const place =
  (name: string): Writer =>
  (value, out, at) => {
    const { id, ...others } = objectOf(value, at);
    return `<${name}>${uri('id')(id, out, `${at}.id`)}${extensions(others, out.names, at)}</${name}>`;
  };

const typedText =
  (name: string, kind: Words): Writer =>
  (value, { names }, at) => {
    const { type, [name]: own, ...others } = objectOf(value, at);
    nothingElse(others, at, onlyStandard);
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
      attributes += ` ${names.of(member, where)}="${escapeAttribute(written, where)}"`;
    }
    return `<${name}${attributes}/>`;
  };

const sensorElement: Writer = (value, out, at) => {
  const { sensorMetadata, sensorReport, ...others } = objectOf(value, at);
  const metadata = sensorMetadata === undefined ? '' : sensorPart('sensorMetadata')(sensorMetadata, out, `${at}.sensorMetadata`);
  const reports = listOf(sensorReport, `${at}.sensorReport`).map((each, i) =>
    sensorPart('sensorReport')(each, out, `${at}.sensorReport[${i}]`),
  );
  return `<sensorElement>${metadata}${reports.join('')}${extensions(others, out.names, at)}</sensorElement>`;
};

const persistentDisposition: Writer = (value, out, at) => {
  const { set = [], unset = [], ...others } = objectOf(value, at);
  nothingElse(others, at, onlyStandard);
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
    `${extensions(others, out.names, at)}</errorDeclaration>`
  );
};

const ilmd: Writer = (value, out, at) => {
  const content = extensions(objectOf(value, at), out.names, at);
  return content === '' ? '<ilmd/>' : `<ilmd>${content}</ilmd>`;
};

const certificationInfo: Writer = (value, out, at) => {
  const all = Array.isArray(value) ? value : [value];
  // Both XSDs have room for one.
  if (all.length > 1) throw new XmlInexpressible(at, shown(value), 'one URI: XML has no list here');
  return all.map((each) => uri('certificationInfo')(each, out, at)).join('');
};

export const writers: Readonly<Record<string, Writer>> = {
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
