/** Answers that are no event documents, in XML: what the XSDs of 2.0 have elements for, and collections, for which they have none. */
import { noPrefixes } from '../context.ts';
import { namespaceOf } from './names.ts';
import { escapeAttribute, escapeText, timeText } from './text.ts';
import { declaration } from './writer.ts';

/** RFC 9457 problem details as far as EPCISException holds them. */
export interface XmlProblem {
  readonly type: string;
  readonly title: string;
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
  readonly instance?: string | undefined;
}

export interface XmlCaptureJob {
  readonly captureID: string;
  readonly running: boolean;
  readonly success: boolean;
  readonly captureErrorBehaviour: string;
  readonly createdAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly errors?: readonly XmlProblem[] | undefined;
}

const epcis = ` xmlns:epcis="${namespaceOf('epcis', '2.0')}"`;
const optional = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : `<${name}>${escapeText(String(value), `$.${name}`)}</${name}>`;

const problemContent = ({ type, title, status, detail, instance }: XmlProblem): string =>
  optional('type', type) +
  optional('title', title) +
  optional('status', status) +
  optional('detail', detail) +
  optional('instance', instance);

/** EPCISException (EPCIS 2.0 XSD). */
export const writeXmlProblem = (problem: XmlProblem): string =>
  `${declaration}<epcis:EPCISException${epcis}>${problemContent(problem)}</epcis:EPCISException>\n`;

/** EPCISCaptureJob (EPCIS 2.0 XSD). */
export function writeXmlCaptureJob(job: XmlCaptureJob): string {
  const { running, success, captureID, captureErrorBehaviour, createdAt, finishedAt, errors = [] } = job;
  const attributes = ` running="${running}" success="${success}" captureID="${escapeAttribute(captureID, '$.captureID')}"`;
  const time = (name: string, value: string | undefined): string =>
    value === undefined ? '' : optional(name, timeText(value, `$.${name}`));
  const list = errors.map((each) => `<error>${problemContent(each)}</error>`).join('');
  return (
    `${declaration}<epcis:EPCISCaptureJob${epcis}${attributes}>${optional('captureErrorBehaviour', captureErrorBehaviour)}` +
    `${time('createdAt', createdAt)}${time('finishedAt', finishedAt)}${list === '' ? '' : `<errors>${list}</errors>`}` +
    '</epcis:EPCISCaptureJob>\n'
  );
}

/** EPCISQueryDocument whose body is the answer to GetQueryNames or GetSubscriptionIDs. `creationDate`: a time with its zone. */
export function writeXmlNames(
  result: 'GetQueryNamesResult' | 'GetSubscriptionIDsResult',
  names: readonly string[],
  creationDate: string,
): string {
  const list = names.map((name) => optional('string', name)).join('');
  const date = timeText(creationDate, '$.creationDate');
  return (
    `${declaration}<epcisq:EPCISQueryDocument xmlns:epcisq="${namespaceOf('epcis-query', '2.0')}" schemaVersion="2.0" creationDate="${date}">` +
    `<EPCISBody><epcisq:${result}>${list}</epcisq:${result}></EPCISBody></epcisq:EPCISQueryDocument>\n`
  );
}

/** The members of a collection of resources. No XSD has it; its names are those of the EPCIS ontology. */
export const writeXmlCollection = (members: readonly string[]): string =>
  `${declaration}<Collection xmlns="${noPrefixes.get('epcis')}">` +
  `${members.map((each) => optional('member', each)).join('')}</Collection>\n`;
