/** SOAP 1.1 and 1.2 as far as the query interface of EPCIS needs them: an envelope in, an envelope or a fault out. */
import { type Problem, ZhuisuError } from '../../errors.ts';
import { readXmlTree, type XmlElement, XmlFault, XmlInexpressible, type XmlVersion } from '../../events/xml/index.ts';
import { problemOf } from '../problems.ts';

export type SoapVersion = '1.1' | '1.2';

const envelopes: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};
export const soapMedia: Readonly<Record<SoapVersion, string>> = { '1.1': 'text/xml', '1.2': 'application/soap+xml' };

export const queryNamespace = (version: XmlVersion): string => `urn:epcglobal:epcis-query:xsd:${version === '2.0' ? 2 : 1}`;

export interface SoapRequest {
  readonly soap: SoapVersion;
  /** Of the namespace of the operation. */
  readonly epcis: XmlVersion;
  readonly operation: XmlElement;
}

/** Elements in a request: parameters come in thousands at most. */
const mostElements = 20_000;

const documentInvalid = (path: string, came: string, expected: string): ZhuisuError =>
  new ZhuisuError('document_invalid', { path, came, expected });

/** Throws document_invalid. */
export function readSoap(text: string): SoapRequest {
  const envelope = tree(text);
  const soap = (['1.1', '1.2'] as const).find((version) => envelopes[version] === envelope.uri);
  if (soap === undefined || envelope.local !== 'Envelope')
    throw documentInvalid('/', `the root ${envelope.local.slice(0, 40)}`, 'an Envelope of SOAP 1.1 or 1.2');
  const part = (name: string): XmlElement | undefined =>
    envelope.children.find(({ local, uri }) => local === name && uri === envelope.uri);
  for (const header of part('Header')?.children ?? []) {
    const must = header.attributes.some(
      ({ local, uri, value }) => local === 'mustUnderstand' && uri === envelope.uri && (value === '1' || value === 'true'),
    );
    if (must)
      throw documentInvalid('/Envelope/Header', `${header.local.slice(0, 40)}, to be understood`, 'no header that must be');
  }
  const operations = part('Body')?.children ?? [];
  const [operation] = operations;
  if (operation === undefined || operations.length > 1)
    throw documentInvalid('/Envelope/Body', `${operations.length} elements`, 'one operation');
  const epcis = (['1.2', '2.0'] as const).find((version) => queryNamespace(version) === operation.uri);
  if (epcis === undefined)
    throw documentInvalid(
      `/Envelope/Body/${operation.local.slice(0, 40)}`,
      `the namespace ${JSON.stringify(operation.uri.slice(0, 80))}`,
      `${queryNamespace('1.2')} or ${queryNamespace('2.0')}`,
    );
  return { soap, epcis, operation };
}

function tree(text: string): XmlElement {
  try {
    return readXmlTree(text, mostElements);
  } catch (error) {
    if (error instanceof XmlFault)
      throw documentInvalid(`line ${error.line}, column ${error.column}`, error.came, error.expected);
    throw error;
  }
}

const envelope = (soap: SoapVersion, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="${envelopes[soap]}"><soapenv:Body>${body}` +
  '</soapenv:Body></soapenv:Envelope>\n';

export const soapAnswer = ({ soap }: Pick<SoapRequest, 'soap'>, body: string): string => envelope(soap, body);

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold is shown as U+FFFD. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => escapes[sign]!);

/** Exceptions that the query XSDs have elements for. */
const exceptions = new Set([
  'DuplicateNameException',
  'InvalidURIException',
  'NoSuchNameException',
  'NoSuchSubscriptionException',
  'DuplicateSubscriptionException',
  'QueryParameterException',
  'QueryTooLargeException',
  'QueryTooComplexException',
  'SubscriptionControlsException',
  'SubscribeNotPermittedException',
  'SecurityException',
  'ValidationException',
]);

/** Refusals of the request itself keep their status, whatever is in it. */
const ofHttp: ReadonlySet<string> = new Set([
  'not_signed_in',
  'not_allowed',
  'unsupported_media',
  'body_too_large',
  'database_lost',
]);

export interface SoapFault {
  /** SOAP 1.1 over HTTP answers each fault with 500; 1.2 those of the sender with 400. */
  readonly status: number;
  readonly text: string;
}

/** `queryName`: the query that was polled, where one was. */
export function soapFault(error: ZhuisuError, soap: SoapVersion, epcis: XmlVersion, queryName?: string): SoapFault {
  const problem: Problem = problemOf(error);
  const thrown = problem.type.replace('epcisException:', '');
  const bySender = problem.status >= 400 && problem.status < 500;
  const exception = exceptions.has(thrown) ? thrown : bySender ? 'ValidationException' : 'ImplementationException';
  const reason = escapeXml(`${problem.titleZh}。${problem.repairZh}。 ${problem.detail}`);
  const queried = queryName === undefined ? '' : `<queryName>${escapeXml(queryName)}</queryName>`;
  const more =
    exception === 'ImplementationException'
      ? `<severity>ERROR</severity>${queried}`
      : exception === 'QueryTooLargeException'
        ? queried
        : '';
  const detail = `<epcisq:${exception} xmlns:epcisq="${queryNamespace(epcis)}"><reason>${reason}</reason>${more}</epcisq:${exception}>`;
  const body =
    soap === '1.1'
      ? `<soapenv:Fault><faultcode>soapenv:${bySender ? 'Client' : 'Server'}</faultcode><faultstring xml:lang="zh">${reason}</faultstring>` +
        `<detail>${detail}</detail></soapenv:Fault>`
      : `<soapenv:Fault><soapenv:Code><soapenv:Value>soapenv:${bySender ? 'Sender' : 'Receiver'}</soapenv:Value></soapenv:Code>` +
        `<soapenv:Reason><soapenv:Text xml:lang="zh">${reason}</soapenv:Text></soapenv:Reason>` +
        `<soapenv:Detail>${detail}</soapenv:Detail></soapenv:Fault>`;
  const status = ofHttp.has(error.code) ? problem.status : soap === '1.2' && bySender ? 400 : 500;
  return { status, text: envelope(soap, body) };
}

/** An answer that XML cannot hold. */
export function asSoapError(error: unknown): unknown {
  if (!(error instanceof XmlInexpressible)) return error;
  return documentInvalid(error.path, error.came, error.expected);
}
