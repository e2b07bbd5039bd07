/** EPCIS documents of JSON as XML that validates against the XSDs of its version. */
import { type Prefixes, prefixesOf } from '../context.ts';
import { shown } from '../schema.ts';
import { eventElement, type Out } from './events-out.ts';
import { XmlInexpressible } from './fault.ts';
import type { Json } from './free.ts';
import { attribute, element, extensions, freeElements } from './free-out.ts';
import { isObject, listOf, nothingElse, objectOf } from './json.ts';
import { masterDataElement, vocabularyListElement } from './master-data-out.ts';
import { namespaceOf, type XmlVersion } from './names.ts';
import { OutNames } from './names-out.ts';
import { headerFor } from './sbdh.ts';
import { timeText } from './text.ts';

export interface WriteOptions {
  readonly version: XmlVersion;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
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
    ) + `<EPCISBody>${events}${extensions(bodies, names, '$.epcisBody')}</EPCISBody>${extensions(others, names, '$')}`;
  return root('epcis:EPCISDocument', names, version, creationDate, content, id);
}

function queryDocument(document: Json, prefixes: Prefixes, version: XmlVersion): string {
  const { '@context': context, type: _, schemaVersion: __, creationDate, epcisBody, id, [sbdhName]: kept, ...others } = document;
  const names = new OutNames(prefixes, [['epcisq', namespaceOf('epcis-query', version)]]);
  const { results, apart } = queryResults(epcisBody, { names, version }, context, prefixes);
  const header = { business: kept, epcisMasterData: apart === undefined ? undefined : { vocabularyList: apart }, headers: {} };
  const content =
    headerElement(kept === undefined && apart === undefined ? undefined : header, document, names, version) +
    `<EPCISBody><epcisq:QueryResults>${results}</epcisq:QueryResults></EPCISBody>${extensions(others, names, '$')}`;
  return root('epcisq:EPCISQueryDocument', names, version, creationDate, content, id);
}

/**
 * The element QueryResults of an EPCISQueryDocument in JSON, with its namespaces, for messages that hold it alone. Its results are events
 * or master data. Throws XmlInexpressible.
 */
export function writeXmlQueryResults(document: unknown, { version }: WriteOptions): string {
  const { '@context': context, epcisBody } = objectOf(document, '$');
  const prefixes = prefixesOf(context);
  const names = new OutNames(prefixes, [['epcisq', namespaceOf('epcis-query', version)]]);
  const { results, apart } = queryResults(epcisBody, { names, version }, context, prefixes);
  if (apart !== undefined) throw new XmlInexpressible(resultsAt, 'events and master data', 'one of them');
  return `<epcisq:QueryResults${names.declarations()}>${results}</epcisq:QueryResults>`;
}

const resultsAt = '$.epcisBody.queryResults.resultsBody';

/** `apart`: master data that have no place beside the events. */
function queryResults(body: unknown, out: Out, context: unknown, prefixes: Prefixes): { results: string; apart: unknown } {
  const { names } = out;
  const { queryResults, ...bodies } = objectOf(body, '$.epcisBody');
  nothingElse(bodies, '$.epcisBody', 'queryResults alone');
  const { queryName, subscriptionID, resultsBody, ...others } = objectOf(queryResults, '$.epcisBody.queryResults');
  const { eventList = [], vocabularyList, ...more } = objectOf(resultsBody, resultsAt);
  nothingElse(more, resultsAt, 'events and master data');
  const hasEvents = listOf(eventList, `${resultsAt}.eventList`).length > 0;
  const content =
    hasEvents || vocabularyList === undefined
      ? eventListElement(eventList, out, context, prefixes, `${resultsAt}.eventList`)
      : vocabularyListElement(vocabularyList, names, `${resultsAt}.vocabularyList`);
  names.enter(prefixes);
  const results =
    element('queryName', '', queryName, names, resultsAt) +
    (subscriptionID === undefined ? '' : element('subscriptionID', '', subscriptionID, names, resultsAt)) +
    `<resultsBody>${content}</resultsBody>${extensions(others, names, '$.epcisBody.queryResults')}`;
  return { results, apart: hasEvents ? vocabularyList : undefined };
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
  const further = extensions(header.headers, names, '$.epcisHeader');
  const inner =
    (header.epcisMasterData === undefined ? '' : masterDataElement(header.epcisMasterData, names)) +
    (further === '' || version === '1.2' ? '' : `<extension><epcisHeader>${further}</epcisHeader></extension>`);
  const content =
    (business === undefined ? '' : freeElements(sbdhName, business, names, `$.epcisHeader[${shown(sbdhName)}]`)) +
    (inner === '' ? '' : `<extension>${inner}</extension>`) +
    (version === '1.2' ? further : '');
  return `<EPCISHeader>${content}</EPCISHeader>`;
}

function eventListElement(list: unknown, out: Out, context: unknown, prefixes: Prefixes, at: string): string {
  const events = listOf(list, at).map((event, i) => eventElement(event, out, context, prefixes, `${at}[${i}]`));
  return events.length === 0 ? '<EventList/>' : `<EventList>${events.join('')}</EventList>`;
}
