/**
 * What the answer to an EPCIS request looks like: media type (RFC 9110 §12.5.1), version of the standard and of its vocabulary, spelling
 * of identifiers. Decided before anything is done, so that who cannot be answered has changed nothing.
 */
import { ZhuisuError } from '../../errors.ts';

export const jsonTypes = ['application/json', 'application/ld+json'] as const;
export const xmlTypes = ['application/xml', 'text/xml'] as const;
export const isXml = (media: string): boolean => media.endsWith('xml');

const epcFormats = ['No_Preference', 'Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates'] as const;
const cbvFormats = ['No_Preference', 'Always_Web_URI', 'Always_URN', 'Never_Translates'] as const;
export type EpcFormat = (typeof epcFormats)[number];
export type CbvFormat = (typeof cbvFormats)[number];

export type Version = '2.0.0' | '1.2.0';

export interface Representation {
  readonly media: string;
  /** Of the standard. */
  readonly version: Version;
  readonly cbv: string;
  readonly epcFormat: EpcFormat;
  readonly cbvFormat: CbvFormat;
  /** `prefix=URI, …` as asked for; empty when nothing was. */
  readonly extensions: string;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

interface Offer {
  /** In the order of our preference. */
  readonly media: readonly string[];
  /** Whether XML of EPCIS 1.2 can say it. */
  readonly olderXml: boolean;
  /** What is answered to who asks for nothing. */
  readonly unasked: Representation;
}

export const offerOf = (media: readonly string[], olderXml: boolean): Offer => ({
  media,
  olderXml,
  unasked: {
    media: media[0]!,
    version: '2.0.0',
    cbv: '2.0.0',
    epcFormat: 'No_Preference',
    cbvFormat: 'No_Preference',
    extensions: '',
  },
});

const bodyHeaders = ['gs1-epcis-version', 'gs1-cbv-version'];
/** All that a representation is negotiated by, but Accept. */
export const headerNames: readonly string[] = [
  ...bodyHeaders,
  'gs1-epcis-min',
  'gs1-epcis-max',
  'gs1-cbv-min',
  'gs1-cbv-max',
  'gs1-epc-format',
  'gs1-cbv-xml-format',
  'gs1-extensions',
];

/** The vocabulary that each version of the standard was published with. */
const cbvOf = { '2.0.0': '2.0.0', '1.2.0': '1.2.0' } as const;

/**
 * With a body, GS1-EPCIS-Version and GS1-CBV-Version speak of the body (`checkBodyVersion`); without one they name the one version wanted.
 * Throws not_acceptable, version_unsupported, parameter_invalid.
 */
export function negotiate(headers: Headers, offer: Offer, hasBody: boolean): Representation {
  // Most requests that capture ask for nothing of all this; a thirtieth of the time then (bench/bodies.ts).
  const { accept: asked } = headers;
  if (
    (asked === undefined || asked === '*/*' || asked === offer.media[0]) &&
    headerNames.every((name) => headers[name] === undefined)
  )
    return offer.unasked;
  const epcFormat = choice(headers, 'GS1-EPC-Format', epcFormats);
  const cbvFormat = choice(headers, 'GS1-CBV-XML-Format', cbvFormats);
  const extensions = extensionsOf(headers);
  const accept = headerOf(headers, 'accept');
  const acceptable = ranked(accept, offer.media);
  if (acceptable.length === 0)
    throw new ZhuisuError('not_acceptable', { came: (accept ?? '').slice(0, 80), expected: offer.media.join(', ') });
  const ofAnswer = ({ kind }: Bound): boolean => !hasBody || kind !== 'exactly';
  const wanted = [bounds(headers, 'EPCIS').filter(ofAnswer), bounds(headers, 'CBV').filter(ofAnswer)] as const;
  for (const media of acceptable) {
    const version = versionsOf(media, offer).find((each) => fits(each, wanted[0]) && fits(cbvOf[each], wanted[1]));
    if (version !== undefined) return { media, version, cbv: cbvOf[version], epcFormat, cbvFormat, extensions };
  }
  const [first] = [...wanted[0], ...wanted[1]];
  const possible = [...new Set(acceptable.flatMap((media) => versionsOf(media, offer)))];
  throw new ZhuisuError('version_unsupported', {
    name: first!.name,
    came: first!.text,
    expected: `${possible.join(', ')} for ${acceptable.join(', ')}`,
  });
}

/**
 * Whether the versions that a request states are those of the document it carries; `came` is undefined before that is read. Throws
 * version_unsupported, parameter_invalid.
 */
export function checkBodyVersion(headers: Headers, xml: boolean, came?: Version): void {
  if (bodyHeaders.every((name) => headers[name] === undefined)) return;
  const possible: readonly Version[] = xml ? ['2.0.0', '1.2.0'] : ['2.0.0'];
  for (const part of ['EPCIS', 'CBV'] as const) {
    const stated = bounds(headers, part).filter(({ kind }) => kind === 'exactly');
    const [bound] = stated;
    if (bound === undefined) continue;
    const versions = possible.map((each) => (part === 'EPCIS' ? each : cbvOf[each]));
    if (!versions.some((each) => fits(each, stated)))
      throw new ZhuisuError('version_unsupported', { name: bound.name, came: bound.text, expected: versions.join(', ') });
    if (part === 'EPCIS' && came !== undefined && !fits(came, stated))
      throw malformed(bound.name, bound.text, `${came}, the version of the document`);
  }
}

const versionsOf = (media: string, { olderXml }: Offer): readonly Version[] =>
  isXml(media) && olderXml ? ['2.0.0', '1.2.0'] : ['2.0.0'];

/** Whether a refusal is told in XML: it is asked for, and JSON is not asked for as much. */
export function prefersXml(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const [problem] = ranked(accept.replace(/\*\/\*|application\/\*/g, ''), [
    'application/problem+json',
    'application/problem+xml',
  ]);
  const [plain] = ranked(accept, [...jsonTypes, ...xmlTypes]);
  const best = problem ?? plain;
  return best !== undefined && isXml(best);
}

/** Media types that an Accept header lets through, the best first: by q, then by how exactly it was named, then by our order. */
function ranked(accept: string | undefined, offered: readonly string[]): string[] {
  if (accept === undefined || accept.trim() === '') return [...offered];
  const ranges = (accept.slice(0, 2_000).match(/(?:[^,"]|"[^"]*")+/g) ?? []).map((part, place) => {
    const [range = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const q = parameters.find((each) => each.startsWith('q='))?.slice(2);
    return { range, place, q: q === undefined ? 1 : Number(/^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q) ? q : 0) };
  });
  const rated = offered.map((media, own) => {
    const [exact, kind] = [media, `${media.split('/')[0]}/*`];
    for (const [exactness, range] of [exact, kind, '*/*'].entries()) {
      const found = ranges.find((each) => each.range === range);
      if (found !== undefined) return { media, own, exactness, q: found.q, place: found.place };
    }
    return { media, own, exactness: 3, q: 0, place: 0 };
  });
  return rated
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q || a.exactness - b.exactness || a.place - b.place || a.own - b.own)
    .map(({ media }) => media);
}

interface Bound {
  readonly name: string;
  readonly text: string;
  readonly kind: 'least' | 'most' | 'exactly';
  readonly version: readonly number[];
}

function bounds(headers: Headers, part: 'EPCIS' | 'CBV'): Bound[] {
  const found: Bound[] = [];
  for (const [suffix, kind] of [
    ['Version', 'exactly'],
    ['Min', 'least'],
    ['Max', 'most'],
  ] as const) {
    const name = `GS1-${part}-${suffix}`;
    const text = headerOf(headers, name);
    if (text === undefined) continue;
    if (!/^\d{1,4}(\.\d{1,4}){0,3}$/.test(text)) throw malformed(name, text, 'a version such as 2.0.0');
    found.push({ name, text, kind, version: text.split('.').map(Number) });
  }
  const [least, most] = [found.find(({ kind }) => kind === 'least'), found.find(({ kind }) => kind === 'most')];
  if (least !== undefined && most !== undefined && compared(least.version, most.version) > 0)
    throw malformed(least.name, least.text, `not more than ${most.name}, which is ${most.text}`);
  return found;
}

/** `2.0` as a lower or upper bound, or as the version itself, means 2.0.0 too. */
const fits = (version: string, wanted: readonly Bound[]): boolean =>
  wanted.every((bound) => {
    const order = compared(version.split('.').map(Number), bound.version);
    return bound.kind === 'exactly' ? order === 0 : bound.kind === 'least' ? order >= 0 : order <= 0;
  });

function compared(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function choice<T extends string>(headers: Headers, name: string, values: readonly T[]): T {
  const came = headerOf(headers, name);
  if (came === undefined) return values[0]!;
  const found = values.find((each) => each === came);
  if (found === undefined) throw malformed(name, came, values.join(', '));
  return found;
}

function extensionsOf(headers: Headers): string {
  const came = headerOf(headers, 'GS1-Extensions')?.trim() ?? '';
  if (came === '') return '';
  const entries = came.split(',').map((each) => each.trim());
  if (entries.some((each) => !/^[A-Za-z_][\w.-]*=[A-Za-z][A-Za-z0-9+.-]*:[^\s,]+$/.test(each)))
    throw malformed('GS1-Extensions', came, 'prefix=URI, separated by commas');
  return entries.join(', ');
}

function headerOf(headers: Headers, name: string): string | undefined {
  const came = headers[name.toLowerCase()];
  return Array.isArray(came) ? came.join(', ') : came;
}

export const malformed = (name: string, came: string, expected: string): ZhuisuError =>
  new ZhuisuError('parameter_invalid', { name, came: JSON.stringify(came.slice(0, 60)), expected });
