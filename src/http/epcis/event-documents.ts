/** An EPCISQueryDocument as it is stored, in the media type, version and spelling that were asked for. */
import { ZhuisuError } from '../../errors.ts';
import { prefixesOf } from '../../events/index.ts';
import { type Formats, translated, writeXmlDocument, XmlInexpressible } from '../../events/xml/index.ts';
import { isXml, type Representation } from './negotiation.ts';

interface QueryDocument {
  readonly '@context': unknown;
  readonly epcisBody: { readonly queryResults: { readonly resultsBody: { eventList: readonly unknown[] } } };
}

/**
 * What becomes of a wish without preference: an event comes back as it came, but in XML of 1.2, which knows EPC URNs and the URNs of the
 * CBV alone. The format of CBV words concerns XML alone (OpenAPI, GS1-CBV-XML-Format).
 */
export function formatsOf({ media, version, epcFormat, cbvFormat }: Representation): Formats {
  const older = version === '1.2.0';
  return {
    epc: epcFormat === 'No_Preference' ? (older ? 'Always_EPC_URN' : 'Never_Translates') : epcFormat,
    cbv: !isXml(media)
      ? 'Never_Translates'
      : cbvFormat === 'No_Preference'
        ? older
          ? 'Always_URN'
          : 'Never_Translates'
        : cbvFormat,
  };
}

/** Throws not_expressible. */
export function representedAs(representation: Representation, document: string): string {
  const { media, version } = representation;
  const formats = formatsOf(representation);
  const same = formats.epc === 'Never_Translates' && formats.cbv === 'Never_Translates';
  if (same && !isXml(media)) return document;
  const parsed = JSON.parse(document) as QueryDocument;
  if (!same) {
    const results = parsed.epcisBody.queryResults.resultsBody;
    results.eventList = results.eventList.map((event) =>
      translated(event, formats, prefixesOf(parsed['@context'], (event as { '@context'?: unknown })['@context'])),
    );
  }
  return isXml(media) ? xmlOf(parsed, version === '2.0.0' ? '2.0' : '1.2') : JSON.stringify(parsed);
}

function xmlOf(document: unknown, version: '2.0' | '1.2'): string {
  try {
    return writeXmlDocument(document, { version });
  } catch (error) {
    if (!(error instanceof XmlInexpressible)) throw error;
    const { path, came, expected } = error;
    throw new ZhuisuError('not_expressible', { version, path, came: came.slice(0, 160), expected });
  }
}
