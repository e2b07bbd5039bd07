/** The operations of the query control interface (EPCIS 1.2 §8.2.5), each from its element to the element of its result. */
import { ZhuisuError } from '../../errors.ts';
import { writeXmlQueryResults, type XmlElement } from '../../events/xml/index.ts';
import { definitionOf, definitions, parametersOf, type Seen, turnPage } from '../../query/index.ts';
import { masterDataVocabularies } from '../../query/master-data.ts';
import { polledEvents } from '../../query/poll.ts';
import type { Sight } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { escapeXml, queryNamespace, type SoapRequest } from './soap-messages.ts';
import { vendorVersion } from './vendor-version.ts';

/** Who asks, to the operations. */
export interface Asker {
  /** The organisation whose named queries these are; undefined for the operator. */
  readonly owner: string | undefined;
  readonly sight: Sight;
  readonly looked: (seen: readonly Seen[]) => Promise<void>;
}

type Operation = (request: SoapRequest, context: Context, asker: Asker) => Promise<string> | string;

const eventQuery = 'SimpleEventQuery';
const masterDataQuery = 'SimpleMasterDataQuery';

/** A fault of the standard that has no row of its own in the catalogue for what was asked. */
const noSuchName = (name: string): ZhuisuError => new ZhuisuError('query_unknown', { came: name.slice(0, 80) });

const result = ({ epcis }: SoapRequest, name: string, content: string): string =>
  `<epcisq:${name} xmlns:epcisq="${queryNamespace(epcis)}">${content}</epcisq:${name}>`;
const strings = (list: readonly string[]): string => list.map((each) => `<string>${escapeXml(each)}</string>`).join('');

function childText({ children, local }: XmlElement, name: string): string {
  const child = children.find((each) => each.local === name);
  if (child === undefined)
    throw new ZhuisuError('document_invalid', { path: `/Envelope/Body/${local}`, came: `no ${name}`, expected: `one ${name}` });
  return child.text.trim();
}

/** Parameters of a poll; a list of texts is an array. Throws document_invalid, parameter_invalid. */
export function parametersIn(operation: XmlElement): Record<string, string | string[]> {
  const list = operation.children.find(({ local }) => local === 'params')?.children ?? [];
  const found = new Map<string, string | string[]>();
  for (const param of list) {
    const name = childText(param, 'name');
    if (found.has(name))
      throw new ZhuisuError('parameter_invalid', { name: name.slice(0, 80), came: 'it twice', expected: 'it once' });
    found.set(
      name,
      parameterValue(
        param.children.find(({ local }) => local === 'value'),
        name,
      ),
    );
  }
  return Object.fromEntries(found);
}

/** Values are of any type of XML Schema, lists are ArrayOfString, and EXISTS_ parameters have nothing, or VoidHolder. */
function parameterValue(value: XmlElement | undefined, name: string): string | string[] {
  if (value !== undefined && value.children.length > 0) return value.children.map(({ text }) => text.trim());
  const text = value?.text.trim() ?? '';
  const isList =
    value?.attributes.some(({ local, value: type }) => local === 'type' && /(?:^|:)ArrayOfString$/.test(type)) ?? false;
  if (isList && text === '') return [];
  return text === '' && name.startsWith('EXISTS_') ? 'true' : text;
}

async function poll(request: SoapRequest, { store, now }: Context, asker: Asker): Promise<string> {
  const { operation, epcis } = request;
  const queryName = childText(operation, 'queryName');
  const query = parametersIn(operation);
  for (const name of ['perPage', 'nextPageToken'])
    if (query[name] !== undefined)
      throw new ZhuisuError('parameter_unknown', { name, expected: 'maxEventCount, eventCountLimit: there are no pages here' });
  if (queryName === masterDataQuery) {
    // Master data is nobody's own: who sees a part of the events alone is not told whom else there is.
    if (asker.sight !== 'everything') throw new ZhuisuError('not_allowed', { cause: masterDataQuery });
    const vocabularyList = await masterDataVocabularies(store, query);
    const results = { queryResults: { queryName, resultsBody: { eventList: [], vocabularyList } } };
    return writeXmlQueryResults({ epcisBody: results }, { version: epcis });
  }
  const fixed = queryName === eventQuery ? {} : parametersOf((await known(queryName, store, asker.owner)).query);
  const found = await polledEvents(store, query, { now: now(), sight: asker.sight, fixed });
  await asker.looked(found.seen);
  const document = found.document as { epcisBody: { queryResults: object } };
  const named = { ...document, epcisBody: { queryResults: { ...document.epcisBody.queryResults, queryName } } };
  return writeXmlQueryResults(named, { version: epcis });
}

async function known(name: string, store: Context['store'], owner: string | undefined): ReturnType<typeof definitionOf> {
  try {
    return await definitionOf(store, name, owner);
  } catch (error) {
    throw error instanceof ZhuisuError && error.code === 'not_found' ? noSuchName(name) : error;
  }
}

async function queryNames(request: SoapRequest, { store, now }: Context, { owner }: Asker): Promise<string> {
  const names = [eventQuery, masterDataQuery];
  let token: string | undefined;
  do {
    const turn = await turnPage<string>(store, now(), ['GetQueryNames'], token);
    const { list, next } = await definitions(store, 1_000, turn, owner);
    names.push(...list.map(({ name }) => name));
    token = next?.token;
  } while (token !== undefined);
  return result(request, 'GetQueryNamesResult', strings(names));
}

/** Subscriptions of the REST interface have identifiers of their own; none was made here. */
async function subscriptionIDs(request: SoapRequest, { store }: Context, { owner }: Asker): Promise<string> {
  const name = childText(request.operation, 'queryName');
  if (name !== eventQuery && name !== masterDataQuery) await known(name, store, owner);
  return result(request, 'GetSubscriptionIDsResult', '');
}

function notHere(): never {
  throw new ZhuisuError('subscription_elsewhere', { expected: '/epcis/queries' });
}

export const soapOperations: Readonly<Record<string, Operation>> = {
  Poll: poll,
  GetQueryNames: queryNames,
  GetSubscriptionIDs: subscriptionIDs,
  GetStandardVersion: (request) => result(request, 'GetStandardVersionResult', request.epcis),
  GetVendorVersion: (request) => result(request, 'GetVendorVersionResult', escapeXml(vendorVersion)),
  // Not in the XSDs; asked for by some clients all the same.
  GetSupportedVersions: (request) => result(request, 'GetSupportedVersionsResult', strings(['1.2', '2.0'])),
  Subscribe: notHere,
  Unsubscribe: notHere,
};
