/** Namespaces of EPCIS in XML, the prefixes its JSON-LD context declares, and the spellings of its words (CBV 2.0 §6). */
import {
  bizSteps,
  bizTransactionTypes,
  components,
  dispositions,
  errorReasons,
  measurementTypes,
  sensorAlertTypes,
  sourceDestTypes,
} from '../vocabulary.ts';

export type XmlVersion = '2.0' | '1.2';

export const xsi = 'http://www.w3.org/2001/XMLSchema-instance';
export const xsd = 'http://www.w3.org/2001/XMLSchema';
export const xml = 'http://www.w3.org/XML/1998/namespace';
export const sbdh = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
export const standardContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

type Part = 'epcis' | 'epcis-query' | 'epcis-masterdata';
export const namespaceOf = (part: Part, version: XmlVersion): string => `urn:epcglobal:${part}:xsd:${version === '2.0' ? 2 : 1}`;

/** Version of an EPCIS namespace; undefined for any other. */
export function epcisVersion(uri: string): XmlVersion | undefined {
  const match = /^urn:epcglobal:epcis(?:-query|-masterdata)?:xsd:([12])$/.exec(uri);
  return match === null ? undefined : match[1] === '2' ? '2.0' : '1.2';
}

/** Prefixes that a document need not declare: the EPCIS context does (epcis-context.jsonld 2.0.0). */
export const contextPrefixes: ReadonlyMap<string, string> = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['gs1', 'https://gs1.org/voc/'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

/** Master data attributes, with and without the colon at the end: CBV's own XML examples have it without. */
export const isMasterDataNamespace = (uri: string): boolean =>
  uri === 'urn:epcglobal:cbv:mda' || uri === 'urn:epcglobal:cbv:mda:';

export type Words =
  | 'bizStep'
  | 'disposition'
  | 'bizTransaction'
  | 'sourceDest'
  | 'errorReason'
  | 'measurement'
  | 'alert'
  | 'component';

const cbv = ['https://ref.gs1.org/cbv/', 'http://ref.gs1.org/cbv/', 'https://ns.gs1.org/cbv/', 'http://ns.gs1.org/cbv/'];
const voc = ['https://gs1.org/voc/', 'https://www.gs1.org/voc/', 'http://gs1.org/voc/', 'https://ref.gs1.org/voc/'];

/** For each kind: its words, and the beginning of a word as URN, as Web URI and as CURIE. */
export const wordForms: Readonly<
  Record<Words, { readonly words: readonly string[]; readonly urn: string; readonly web: string; readonly curie: string }>
> = {
  bizStep: form(bizSteps, 'urn:epcglobal:cbv:bizstep:', 'BizStep-'),
  disposition: form(dispositions, 'urn:epcglobal:cbv:disp:', 'Disp-'),
  bizTransaction: form(bizTransactionTypes, 'urn:epcglobal:cbv:btt:', 'BTT-'),
  sourceDest: form(sourceDestTypes, 'urn:epcglobal:cbv:sdt:', 'SDT-'),
  errorReason: form(errorReasons, 'urn:epcglobal:cbv:er:', 'ER-'),
  component: form(components, '', 'Comp-'),
  measurement: { words: measurementTypes, urn: '', web: voc[0]!, curie: 'gs1:' },
  alert: { words: sensorAlertTypes, urn: '', web: voc[0]!, curie: 'gs1:' },
};

function form(
  words: readonly string[],
  urn: string,
  infix: string,
): { words: readonly string[]; urn: string; web: string; curie: string } {
  return { words, urn, web: cbv[0]! + infix, curie: `cbv:${infix}` };
}

const spellings = Object.fromEntries(
  Object.entries(wordForms).map(([kind, { words, urn, curie }]) => {
    const [prefix = '', infix = ''] = curie.split(':');
    const starts = (prefix === 'gs1' ? voc : cbv.map((host) => host + infix)).concat(urn === '' ? [] : [urn]);
    return [kind, new Map(words.flatMap((word) => starts.map((start) => [start + word, word] as const)))];
  }),
) as unknown as Readonly<Record<Words, ReadonlyMap<string, string>>>;

/** The bare word for a CBV word in any spelling but CURIE; undefined for anything else. */
export const bareWord = (kind: Words, text: string): string | undefined => spellings[kind].get(text);

const isWord = Object.fromEntries(
  Object.entries(wordForms).map(([kind, { words }]) => [kind, new Set(words)]),
) as unknown as Readonly<Record<Words, ReadonlySet<string>>>;
export const isBareWord = (kind: Words, text: string): boolean => isWord[kind].has(text);

/** The type of XML Schema under which a JSON number is written; only that comes back as a number. */
export const numberType = (value: number): string => (Number.isSafeInteger(value) ? 'xsd:integer' : 'xsd:double');
