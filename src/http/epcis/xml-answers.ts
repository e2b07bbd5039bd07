/**
 * Answers in XML beside events. Capture jobs and refusals have their elements in the standard's schema (EPCGlobal-epcis-2_0.xsd); a
 * collection and a named query have none, so they are written as the OpenAPI names their members, without a namespace.
 */
import type { Problem } from '../../errors.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const epcis = 'xmlns:epcis="urn:epcglobal:epcis:xsd:2"';
/** What the schema leaves to others (`xsd:any ##other`). */
const own = 'xmlns:zhuisu="urn:zhuisu:answer"';

/** Text as XML 1.0 can hold it; what it cannot becomes U+FFFD. */
export const escapeXml = (text: string): string =>
  text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const element = (name: string, value: unknown): string => {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return `<${name}>${escapeXml(text)}</${name}>`;
};

const problemMembers = ({ type, title, status, detail, ...details }: Problem): string =>
  [
    element('type', type),
    element('title', title),
    element('status', status),
    element('detail', detail),
    // A detail's name comes from us, never from the request.
    ...Object.entries(details).flatMap(([name, value]) => (name === 'errors' ? [] : element(`zhuisu:${name}`, value))),
    ...(Array.isArray(details['errors'])
      ? [
          `<zhuisu:errors>${details['errors'].map((each) => `<error>${problemMembers(each as Problem)}</error>`).join('')}</zhuisu:errors>`,
        ]
      : []),
  ].join('');

/** RFC 9457 in the standard's own element. */
export const problemXml = (problem: Problem): string =>
  `${declaration}<epcis:EPCISException ${epcis} ${own}>${problemMembers(problem)}</epcis:EPCISException>`;

export interface Job {
  readonly captureID: string;
  readonly createdAt: string;
  readonly finishedAt: string;
  readonly running: boolean;
  readonly success: boolean;
  readonly captureErrorBehaviour: string;
  readonly received: number;
  readonly stored: number;
  readonly existing: number;
  readonly refused: number;
  readonly errors: readonly unknown[];
  /** What rules have to say of single events. */
  readonly rules?: readonly unknown[];
}

/** A job as it is told to who captured. */
export interface Receipt extends Job {
  readonly events?: readonly { readonly eventID?: string; readonly status: string; readonly errors?: readonly unknown[] }[];
  readonly counts?: Readonly<Record<'received' | 'stored' | 'existing' | 'refused', number>>;
}

const jobElement = (job: Receipt, namespaces: string): string => {
  const { captureID, running, success, captureErrorBehaviour, createdAt, finishedAt, errors } = job;
  return [
    `<epcis:EPCISCaptureJob ${namespaces}running="${running}" success="${success}" captureID="${escapeXml(captureID)}">`,
    element('captureErrorBehaviour', captureErrorBehaviour),
    element('createdAt', createdAt),
    element('finishedAt', finishedAt),
    errors.length === 0
      ? ''
      : `<errors>${errors.map((each) => `<error>${problemMembers(each as Problem)}</error>`).join('')}</errors>`,
    ...(['received', 'stored', 'existing', 'refused'] as const).map((name) => element(`zhuisu:${name}`, job[name])),
    // Why an event was refused stands among the errors, with its index.
    ...(job.events ?? []).map(
      ({ eventID = '', status }) => `<zhuisu:event status="${status}">${escapeXml(eventID)}</zhuisu:event>`,
    ),
    job.rules === undefined ? '' : element('zhuisu:rules', job.rules),
    '</epcis:EPCISCaptureJob>',
  ].join('');
};

export const jobXml = (job: Receipt): string => declaration + jobElement(job, `${epcis} ${own} `);

export const jobsXml = (jobs: readonly Job[]): string =>
  `${declaration}<EPCISCaptureJobs ${epcis} ${own}>${jobs.map((job) => jobElement(job, '')).join('')}</EPCISCaptureJobs>`;

export const collectionXml = (members: readonly string[]): string =>
  `${declaration}<Collection>${members.map((each) => element('member', each)).join('')}</Collection>`;

interface Definition {
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** Parameters as the standard's query schema has them (EPCglobal-epcis-query-2_0.xsd, QueryParams). */
const definitionElement = ({ name, query }: Definition): string => {
  // A context of JSON-LD has no place among the parameters in XML.
  const named = Object.entries(query).filter(([parameter]) => parameter !== '@context');
  const params = named.map(([parameter, value]) => {
    const values = Array.isArray(value)
      ? `<value>${value.map((each) => element('value', each)).join('')}</value>`
      : element('value', value ?? '');
    return `<param>${element('name', parameter)}${values}</param>`;
  });
  return `<query>${element('name', name)}<params>${params.join('')}</params></query>`;
};

export const definitionXml = (definition: Definition): string => declaration + definitionElement(definition);

export const definitionsXml = (list: readonly Definition[]): string =>
  `${declaration}<queries>${list.map(definitionElement).join('')}</queries>`;

/** What became of one event; the standard leaves this body open. */
export const capturedXml = (
  captured: Readonly<Record<'eventID' | 'status' | 'recordTime', string | undefined>> & { readonly rules?: unknown },
): string =>
  `${declaration}<event>${Object.entries(captured)
    .map(([name, value]) => element(name, value ?? ''))
    .join('')}</event>`;
