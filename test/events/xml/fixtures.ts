/** All documents of the fixtures beside this checkout, in JSON and XML, and what makes two of them say the same. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expandCurie, type Prefixes, prefixesOf, prehashOf } from '../../../src/events/index.ts';
import { readXmlDocument } from '../../../src/events/xml/index.ts';
import { hasShared, readShared, sharedFiles } from '../../shared.ts';

export interface Fixture {
  readonly name: string;
  readonly text: string;
}

export type Doc = Readonly<Record<string, unknown>>;

const folders = ['fixtures/gs1-epcis', 'fixtures/openepcis', 'fixtures/event-hash', 'fixtures/gdst'];

/**
 * Not documents of events, or not JSON; and four that no validator of the standard takes: a header in a query document, and certificates
 * as objects where only URIs are allowed.
 */
const others =
  /CaptureJob|SimpleEventQuery|bad_data|cap_tool_events|ObjectEvent_with_invalid_certificationInfo|unknown_field_in_quantityList/;

/** Their error declarations have a time without seconds, which neither the XSDs nor the JSON schema take. */
export const timeWithoutSeconds =
  /1\.2\/EPCIS\/XML\/Capture\/Documents\/TransactionEvent_all_possible|XML\/Query\/ObjectEventWithAllPossibleFields/;

const files = (ending: RegExp): Fixture[] =>
  folders
    .flatMap((folder) => (hasShared(folder) ? sharedFiles(folder, ending) : []))
    .filter((name) => !others.test(name))
    // GS1's own examples begin with a document type that says nothing; we refuse those, so it is taken out here.
    .map((name) => ({ name: name.slice(9), text: readShared(name).replace('<!DOCTYPE project>', '') }));

export const xmlFixtures = (): Fixture[] => files(/\.xml$/);
export const jsonFixtures = (): Fixture[] => files(/\.json(?:ld)?$/);

export const read = ({ name, text }: Fixture): Doc =>
  (name.endsWith('.xml') ? readXmlDocument(text).value : JSON.parse(text.replace(/^\ufeff/, ''))) as Doc;

export function eventsOf(document: Doc): Doc[] {
  const body = document['epcisBody'] as Doc | undefined;
  const results = (body?.['queryResults'] as Doc | undefined)?.['resultsBody'] as Doc | undefined;
  return ((body?.['eventList'] ?? results?.['eventList']) as Doc[] | undefined) ?? [(body?.['event'] as Doc) ?? document];
}

export const hashTexts = (document: Doc): string[] =>
  eventsOf(document).map((event) => prehashOf(event, prefixesOf(document['@context'], event['@context'])));

/**
 * The document without what its spelling alone decides:
 * - contexts are gone, and names and values with a prefix are written out
 * - CBV words are bare
 * - within extensions, a list of one is its value, lists in lists are one list, an empty list is not there, an empty object is ''
 * - an attribute of XML has no type: numbers and truths in extensions of sensor data, and numbers of master data, are text
 * - lists of parties, transactions and sensor data that are empty are not there, and one certificate is no list
 * - the version of the schema is that of the spelling
 * With `old`, for 1.2: lists of things that are empty are not there, because 1.2 demands them.
 */
export function meaning(document: Doc, old = false): unknown {
  const known = { rdfs: 'http://www.w3.org/2000/01/rdf-schema#' };
  const { schemaVersion: _, ...rest } = document;
  const whole =
    rest['type'] === 'EPCISDocument' || rest['type'] === 'EPCISQueryDocument'
      ? rest
      : { type: 'EPCISDocument', epcisBody: { eventList: [rest] }, creationDate: rest['recordTime'] ?? rest['eventTime'] };
  return standard(whole, prefixesOf([known, document['@context']].flat()), old, '');
}

const wordStart =
  /^(?:urn:epcglobal:cbv:(?:bizstep|disp|btt|sdt|er):|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/(?:BizStep|Disp|BTT|SDT|ER|Comp)-|https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\/)/;

function standard(value: unknown, before: Prefixes, old: boolean, name: string): unknown {
  if (Array.isArray(value)) return value.map((each) => standard(each, before, old, name));
  if (value === null || typeof value !== 'object') {
    return typeof value === 'string' ? expandCurie(value, before).replace(wordStart, '') : value;
  }
  const own = (value as Doc)['@context'];
  const prefixes = own === undefined ? before : new Map([...before, ...prefixesOf(own)]);
  const entries = Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
    if (key === '@context') return [];
    if (key.includes(':')) {
      const free = extension(member, prefixes);
      if (free === undefined) return [];
      const attribute = name === 'sensorMetadata' || name === 'sensorReport';
      return [[expandCurie(key, prefixes), attribute ? String(free) : free]];
    }
    if (Array.isArray(member) && member.length === 0 && (mayBeLeft.has(key) || (old && demanded.has(key)))) return [];
    if (key === 'certificationInfo' && Array.isArray(member) && member.length === 1) return [[key, member[0]]];
    if (key === 'attribute') {
      const free = extension(member, prefixes);
      return [[key, typeof free === 'number' ? String(free) : free]];
    }
    return [[key, standard(member, prefixes, old, key)]];
  });
  return Object.fromEntries(entries);
}

const mayBeLeft = new Set(['bizTransactionList', 'sourceList', 'destinationList', 'sensorElementList', 'vocabularyElementList']);
const demanded = new Set(['epcList', 'childEPCs']);

function extension(value: unknown, prefixes: Prefixes): unknown {
  if (Array.isArray(value)) {
    const flat = (value.flat(Number.POSITIVE_INFINITY) as unknown[]).map((each) => extension(each, prefixes));
    return flat.length === 0 ? undefined : flat.length === 1 ? flat[0] : flat;
  }
  if (typeof value === 'string') return expandCurie(value, prefixes);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
    const free = extension(member, prefixes);
    const at = key.startsWith('@') ? '@' : '';
    return free === undefined ? [] : [[at + expandCurie(key.slice(at.length), prefixes), free]];
  });
  return entries.length === 0 ? '' : Object.fromEntries(entries);
}

export const hasSchemas = (): boolean => hasShared('standards/epcis/xsd');

/** What xmllint has against these texts; empty when they validate. */
export function schemaFaults(version: '2.0' | '1.2', texts: readonly { name: string; xml: string }[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'zhuisu-xml-'));
  const schemas = resolve(import.meta.dirname, `../../../../shared/standards/epcis/xsd/${version.replace('.', '_')}_0`);
  const faults: string[] = [];
  for (const part of ['epcis', 'epcis-query']) {
    const paths = texts.flatMap(({ name, xml }, i) => {
      if (xml.includes('EPCISQueryDocument') !== (part === 'epcis-query')) return [];
      const path = join(folder, `${i}--${name.replace(/[^\w.-]/g, '_')}`);
      writeFileSync(path, xml);
      return [path];
    });
    if (paths.length === 0) continue;
    const schema = join(schemas, `EPCglobal-${part}-${version.replace('.', '_')}.xsd`);
    const { stderr, status, error } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...paths], {
      encoding: 'utf8',
    });
    if (error !== undefined) throw error;
    const lines = stderr.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'));
    faults.push(...lines.map((line) => line.replace(`${folder}/`, '').slice(0, 300)));
    if (status !== 0 && lines.length === 0) faults.push(`xmllint ended with ${status}`);
  }
  rmSync(folder, { recursive: true, force: true });
  return faults;
}
