/** EPCIS documents of JSON as XML that validates against the XSDs of its version. */
import { type Prefixes, prefixesOf } from '../context.ts';
import { shown } from '../schema.ts';
import { eventElement } from './events-out.ts';
import { XmlInexpressible } from './fault.ts';
import type { Json } from './free.ts';
import { attribute, element, freeElements, isObject } from './free-out.ts';
import { namespaceOf, type XmlVersion } from './names.ts';
import { OutNames } from './names-out.ts';
import { headerFor } from './sbdh.ts';
import { escapeAttribute, timeText } from './text.ts';

export interface WriteOptions {
  readonly version: XmlVersion;
}

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const sbdhName = 'sbdh:StandardBusinessDocumentHeader';

/**
 * An EPCISDocument, an EPCISQueryDocument or a bare event (which becomes a document of one event). Throws XmlInexpressible where XML of
 * that version has no way to say what the document says.
 */
export function writeXmlDocument(document: unknown, { version }: WriteOptions): string {
  if (!isObject(document)) throw new XmlInexpressible('$', shown(document), 'a document');
  const prefixes = prefixesOf(document['@context']);
  if (document['type'] === 'EPCISQueryDocument') return queryDocument(document, prefixes, version);
  if (document['type'] === 'EPCISDocument') return captureDocument(document, prefixes, version);
  const creationDate = document['recordTime'] ?? document['eventTime'];
  const { '@context': context, ...event } = document;
  const around = { '@context': context, type: 'EPCISDocument', creationDate, epcisBody: { eventList: [event] } };
  return captureDocument(around, prefixes, version);
}

function captureDocument(document: Json, prefixes: Prefixes, version: XmlVersion): string {
  const { '@context': context, type: _, schemaVersion: __, creationDate, epcisHeader, epcisBody, ...rest } = document;
  const { sender, receiver, instanceIdentifier, id, ...others } = rest;
  const names = new OutNames(prefixes, [['epcis', namespaceOf('epcis', version)]]);
  const { epcisMasterData, [sbdhName]: kept, ...headers } = objectOf(epcisHeader ?? {}, '$.epcisHeader');
  const parties = Object.fromEntries(
    Object.entries({ sender, receiver, instanceIdentifier }).filter(([, value]) => value !== undefined),
  );
  const business = kept ?? (Object.keys(parties).length > 0 ? headerFor(parties, creationDate) : undefined);
  const { eventList = [], ...bodies } = objectOf(epcisBody ?? {}, '$.epcisBody');
  const events = eventListElement(eventList, { names, version }, context, prefixes, '$.epcisBody.eventList');
  names.enter(prefixes);
  const content =
    headerElement(
      epcisHeader === undefined && business === undefined ? undefined : { business, epcisMasterData, headers },
      document,
      names,
      version,
    ) + `<EPCISBody>${events}${withLocal(bodies, names, '$.epcisBody')}</EPCISBody>${withLocal(others, names, '$')}`;
  return root('epcis:EPCISDocument', names, version, creationDate, content, id);
}

function queryDocument(document: Json, prefixes: Prefixes, version: XmlVersion): string {
  const { '@context': context, type: _, schemaVersion: __, creationDate, epcisBody, id, [sbdhName]: kept, ...others } = document;
  const { queryResults, ...bodies } = objectOf(epcisBody, '$.epcisBody');
  nothing(bodies, '$.epcisBody', 'queryResults alone');
  const { queryName, subscriptionID, resultsBody, ...results } = objectOf(queryResults, '$.epcisBody.queryResults');
  const at = '$.epcisBody.queryResults.resultsBody';
  const { eventList = [], vocabularyList, ...more } = objectOf(resultsBody, at);
  nothing(more, at, 'events and master data');
  const names = new OutNames(prefixes, [['epcisq', namespaceOf('epcis-query', version)]]);
  const vocabularies =
    vocabularyList === undefined ? undefined : vocabularyListElement(vocabularyList, names, `${at}.vocabularyList`);
  const hasEvents = Array.isArray(eventList) && eventList.length > 0;
  const events = eventListElement(eventList, { names, version }, context, prefixes, `${at}.eventList`);
  const apart = hasEvents && vocabularies !== undefined;
  names.enter(prefixes);
  const content =
    // Results are events or master data; where there are both, the master data stand in the header.
    headerElement(
      kept === undefined && !apart
        ? undefined
        : { business: kept, epcisMasterData: apart ? { vocabularyList } : undefined, headers: {} },
      document,
      names,
      version,
    ) +
    `<EPCISBody><epcisq:QueryResults>${element('queryName', '', queryName, names, at)}` +
    (subscriptionID === undefined ? '' : element('subscriptionID', '', subscriptionID, names, at)) +
    `<resultsBody>${hasEvents || vocabularies === undefined ? events : vocabularies}</resultsBody>` +
    `${withLocal(results, names, '$.epcisBody.queryResults')}</epcisq:QueryResults></EPCISBody>${withLocal(others, names, '$')}`;
  return root('epcisq:EPCISQueryDocument', names, version, creationDate, content, id);
}

function root(tag: string, names: OutNames, version: XmlVersion, creationDate: unknown, content: string, id: unknown): string {
  if (typeof creationDate !== 'string')
    throw new XmlInexpressible('$.creationDate', shown(creationDate), 'a creation date: XML does not go without');
  const date = timeText(creationDate, '$.creationDate');
  const own = id === undefined ? '' : attribute('id', id, names, '$.id');
  return `${declaration}<${tag}${names.declarations()} schemaVersion="${version}" creationDate="${date}"${own}>${content}</${tag}>\n`;
}

interface Header {
  readonly business: unknown;
  readonly epcisMasterData: unknown;
  readonly headers: Json;
}

/** 1.2 lets further headers stand at the end and wants a business document header; 2.0 has room for them in an extension alone. */
function headerElement(header: Header | undefined, { creationDate }: Json, names: OutNames, version: XmlVersion): string {
  if (header === undefined) return '';
  const business = header.business ?? (version === '1.2' ? headerFor({}, creationDate) : undefined);
  const further = withLocal(header.headers, names, '$.epcisHeader');
  const inner =
    (header.epcisMasterData === undefined ? '' : masterDataElement(header.epcisMasterData, names)) +
    (further === '' || version === '1.2' ? '' : `<extension><epcisHeader>${further}</epcisHeader></extension>`);
  const content =
    (business === undefined ? '' : freeElements(sbdhName, business, names, `$.epcisHeader[${shown(sbdhName)}]`)) +
    (inner === '' ? '' : `<extension>${inner}</extension>`) +
    (version === '1.2' ? further : '');
  return `<EPCISHeader>${content}</EPCISHeader>`;
}

function masterDataElement(masterData: unknown, names: OutNames): string {
  const at = '$.epcisHeader.epcisMasterData';
  const { vocabularyList = [], ...others } = objectOf(masterData, at);
  nothing(others, at, 'vocabularyList alone');
  return `<EPCISMasterData>${vocabularyListElement(vocabularyList, names, `${at}.vocabularyList`)}</EPCISMasterData>`;
}

type Out = Parameters<typeof eventElement>[1];

function eventListElement(list: unknown, out: Out, context: unknown, prefixes: Prefixes, at: string): string {
  const events = listOf(list, at).map((event, i) => eventElement(event, out, context, prefixes, `${at}[${i}]`));
  return events.length === 0 ? '<EventList/>' : `<EventList>${events.join('')}</EventList>`;
}

function vocabularyListElement(list: unknown, names: OutNames, at: string): string {
  const vocabularies = listOf(list, at).map((each, i) => vocabulary(each, names, `${at}[${i}]`));
  return `<VocabularyList>${vocabularies.join('')}</VocabularyList>`;
}

function vocabulary(value: unknown, names: OutNames, at: string): string {
  const { type, vocabularyElementList = [], ...others } = objectOf(value, at);
  const elements = listOf(vocabularyElementList, at).map((each, i) => {
    const where = `${at}.vocabularyElementList[${i}]`;
    const { id, attributes = [], children, ...more } = objectOf(each, where);
    const own = listOf(attributes, where).map((one, k) => masterDataAttribute(one, names, `${where}.attributes[${k}]`));
    const below =
      children === undefined
        ? ''
        : `<children>${listOf(children, where)
            .map((child) => element('id', '', child, names, `${where}.children`))
            .join('')}</children>`;
    const start = ` id="${escapeAttribute(names.value(String(id)), where)}"`;
    return `<VocabularyElement${start}>${own.join('')}${below}${withLocal(more, names, where)}</VocabularyElement>`;
  });
  const inner = elements.length === 0 ? '' : `<VocabularyElementList>${elements.join('')}</VocabularyElementList>`;
  const start = ` type="${escapeAttribute(names.value(String(type)), at)}"`;
  return `<Vocabulary${start}>${inner}${withLocal(others, names, at)}</Vocabulary>`;
}

/** The XSD lets an attribute hold anything but a type of its own: numbers are text here. */
function masterDataAttribute(value: unknown, names: OutNames, at: string): string {
  const { id, attribute: held = '', ...others } = objectOf(value, at);
  nothing(others, at, 'id and attribute');
  const start = ` id="${escapeAttribute(names.value(String(id)), at)}"`;
  if (isObject(held) && Object.hasOwn(held, '@id'))
    throw new XmlInexpressible(at, 'an @id', 'an attribute without: its id has that place');
  const plain = typeof held === 'number' || typeof held === 'boolean' ? String(held) : held;
  const whole = isObject(plain) && Object.hasOwn(plain, '@value') ? { '#text': '', ...plain } : plain;
  return element('attribute', start, whole, names, at);
}

/** Names without a namespace stand in `extension`, the others after it. */
function withLocal(others: Json, names: OutNames, at: string): string {
  let local = '';
  let foreign = '';
  for (const name of Object.keys(others)) {
    const written = freeElements(name, others[name], names, `${at}[${shown(name)}]`);
    if (name.includes(':')) foreign += written;
    else local += written;
  }
  return (local === '' ? '' : `<extension>${local}</extension>`) + foreign;
}

function nothing(others: Json, at: string, expected: string): void {
  const [name] = Object.keys(others);
  if (name !== undefined) throw new XmlInexpressible(at, `the name ${shown(name)}`, expected);
}

function objectOf(value: unknown, at: string): Json {
  if (!isObject(value)) throw new XmlInexpressible(at, shown(value), 'an object');
  return value;
}

function listOf(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new XmlInexpressible(at, shown(value), 'a list');
  return value;
}
