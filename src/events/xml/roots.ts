/** What was read of a root, as the document in JSON that says the same (EPCIS 2.0 §9.2, §9.5). */
import { type Json, put } from './free.ts';
import type { DocumentPrefixes } from './prefixes.ts';
import { headerOf, withoutHeader } from './sbdh.ts';

export type DocumentKind = 'document' | 'query' | 'masterdata' | 'event';

/** `envelope` holds schemaVersion and creationDate as the root has them. */
export function documentOf(
  local: string,
  envelope: Json,
  read: Json,
  prefixes: DocumentPrefixes,
): { readonly kind: DocumentKind; readonly document: Json } {
  switch (local) {
    case 'EPCISDocument':
      return { kind: 'document', document: captured(envelope, read, prefixes) };
    case 'EPCISQueryDocument':
      return { kind: 'query', document: queried(envelope, read, prefixes) };
    case 'EPCISMasterDataDocument': {
      const { epcisBody, ...others } = read;
      const { vocabularyList = [], ...body } = (epcisBody ?? {}) as Json;
      const epcisHeader = { ...(others['epcisHeader'] as Json | undefined), epcisMasterData: { vocabularyList } };
      const document = captured(envelope, { ...others, epcisHeader, epcisBody: { eventList: [], ...body } }, prefixes);
      return { kind: 'masterdata', document };
    }
    default:
      return { kind: 'event', document: { '@context': prefixes.context(), ...read } };
  }
}

/** Of 1.2 too the JSON is that of 2.0. */
const start = (type: string, { creationDate }: Json, prefixes: DocumentPrefixes): Json => ({
  '@context': prefixes.context(),
  type,
  schemaVersion: '2.0',
  ...(creationDate === undefined ? {} : { creationDate }),
});

function captured(envelope: Json, read: Json, prefixes: DocumentPrefixes): Json {
  const { epcisHeader, epcisBody, ...others } = read;
  const { header, parties } = withoutHeader(epcisHeader as Json | undefined, envelope['creationDate']);
  const document = start('EPCISDocument', envelope, prefixes);
  Object.assign(document, parties);
  if (header !== undefined && Object.keys(header).length > 0) document['epcisHeader'] = header;
  document['epcisBody'] = { eventList: [], ...(epcisBody as Json | undefined) };
  for (const name of Object.keys(others)) put(document, name, others[name]);
  return document;
}

function queried(envelope: Json, read: Json, prefixes: DocumentPrefixes): Json {
  const { epcisHeader, epcisBody, queryName, subscriptionID, resultsBody, ...others } = read;
  const { queryResults, ...body } = (epcisBody ?? {}) as Json;
  const loose = { queryName, subscriptionID, resultsBody };
  const results: Json = {};
  for (const from of [loose, body, (queryResults ?? {}) as Json]) {
    for (const name of Object.keys(from)) if ((from as Json)[name] !== undefined) put(results, name, (from as Json)[name]);
  }
  const { epcisMasterData, ...header } = (epcisHeader ?? {}) as Json;
  const vocabularyList = (epcisMasterData as Json | undefined)?.['vocabularyList'];
  // The XML has either events or master data in its body; the other may stand in the header.
  results['resultsBody'] = {
    eventList: [],
    ...(vocabularyList === undefined ? {} : { vocabularyList }),
    ...(results['resultsBody'] as Json | undefined),
  };
  const document = start('EPCISQueryDocument', envelope, prefixes);
  document['epcisBody'] = { queryResults: results };
  const kept = headerOf(header);
  if (kept !== undefined) document[kept[0]] = kept[1];
  for (const name of Object.keys(others)) put(document, name, others[name]);
  return document;
}
