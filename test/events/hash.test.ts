/** The hash of events against vectors that others made (CBV 2.0 §8.9.2). */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noPrefixes, prefixesOf, prehashOf } from '../../src/events/index.ts';
import { readXmlDocument } from '../../src/events/xml/index.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/event-hash');
const there = existsSync(folder);
if (!there) console.log('skipped: ../shared/fixtures is absent, the event-hash vectors are not read');

const linesOf = (file: string): string[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');

const hashOf = (text: string): string => `ni:///sha-256;${createHash('sha256').update(text).digest('hex')}?ver=CBV2.0`;

interface Document {
  readonly '@context'?: unknown;
  readonly epcisBody?: {
    readonly eventList?: object[];
    readonly event?: object;
    readonly queryResults?: { readonly resultsBody: { readonly eventList: object[] } };
  };
}

/** Some documents name members that their repository added: a list in JSON, elements in XML. */
const ignoredIn = (document: object): ReadonlySet<string> =>
  new Set(
    Object.entries(document).flatMap(([name, value]) =>
      name.endsWith(':ignoreFields') ? (Array.isArray(value) ? (value as string[]) : Object.keys(value as object)) : [],
    ),
  );

const documentIn = (file: string): Document => {
  const text = readFileSync(join(folder, file), 'utf8');
  return (file.endsWith('.xml') ? readXmlDocument(text).value : JSON.parse(text)) as Document;
};

const textsOf = (document: Document): string[] => {
  const body = document.epcisBody;
  const events = body?.eventList ?? body?.queryResults?.resultsBody.eventList ?? [body?.event ?? document];
  const ignored = ignoredIn({ ...document, ...body?.queryResults });
  return events.map((event) => prehashOf(event, prefixesOf(document['@context'], (event as Document)['@context']), ignored));
};

describe.skipIf(!there)('the text of an event', () => {
  const files = there ? readdirSync(folder).filter((file) => /\.(?:jsonld|xml)$/.test(file)) : [];

  it('is checked in both spellings', () => {
    expect(files.filter((file) => file.endsWith('.xml')).length).toBeGreaterThan(15);
  });

  it.each(files)('%s', (file) => {
    const name = file.replace(/\.\w+$/, '');
    const texts = textsOf(documentIn(file));
    const expected = linesOf(`${name}.hashes`);
    // The texts beside two of the vectors are older than their hashes; a text counts when its own hash does.
    const told = existsSync(join(folder, `${name}.prehashes`)) ? linesOf(`${name}.prehashes`) : [];
    for (const text of told) if (expected.includes(hashOf(text))) expect(texts).toContain(text);
    expect(texts.map(hashOf).sort()).toEqual(expected.sort());
  });
});

describe('an event without an id', () => {
  const event = {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventTime: '2026-01-01T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    epcList: ['urn:epc:id:sgtin:0614141.107346.2', 'urn:epc:id:sgtin:0614141.107346.1'],
    bizStep: 'shipping',
  };
  const text = prehashOf(event, noPrefixes);

  it('is the same in every spelling and order', () => {
    for (const same of [
      { ...event, eventTime: '2026-01-01T00:00:00.000Z' },
      { ...event, epcList: event.epcList.toReversed() },
      { ...event, epcList: ['https://any.example/01/10614141073464/21/1', 'https://id.gs1.org/01/10614141073464/21/2'] },
      { ...event, bizStep: 'urn:epcglobal:cbv:bizstep:shipping' },
      { ...event, bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping' },
      { ...event, eventID: 'urn:x', recordTime: '2026-02-02T00:00:00Z' },
      Object.fromEntries(Object.entries(event).toReversed()),
    ])
      expect(prehashOf(same, noPrefixes)).toBe(text);
  });

  it('is another when anything it says is another', () => {
    for (const other of [
      { ...event, bizStep: 'receiving' },
      { ...event, eventTimeZoneOffset: '+00:00' },
      { ...event, epcList: event.epcList.slice(1) },
      { ...event, 'ex:note': '1' },
    ])
      expect(prehashOf(other, noPrefixes)).not.toBe(text);
  });

  it('says nothing of what is empty, and numbers in their shortest digits', () => {
    const prefixes = prefixesOf({ ex: 'https://ex.example/' });
    const last = (others: object): string => prehashOf({ ...event, ...others }, prefixes).slice(text.length);
    for (const [value, expected] of [
      ['', ''],
      ['  ', ''],
      [[], ''],
      [{}, ''],
      [{ 'ex:b': '' }, ''],
      [' 7.50 ', '{https://ex.example/}a=7.5'],
      ['0815', '{https://ex.example/}a=815'],
      ['111100001111000011110000', '{https://ex.example/}a=111100001111000003641344'],
      ['0.00000010', '{https://ex.example/}a=0.0000001'],
      ['1.2.3', '{https://ex.example/}a=1.2.3'],
      [true, '{https://ex.example/}a=true'],
      ['2020-01-01T00:00:00+01:00', '{https://ex.example/}a=2019-12-31T23:00:00.000Z'],
      ['urn:epcglobal:cbv:bizstep:receiving', '{https://ex.example/}a=https://ref.gs1.org/cbv/BizStep-receiving'],
      ['ex:b', '{https://ex.example/}a=https://ex.example/b'],
      [{ '@unit': 'KGM', '#text': '3.50' }, '{https://ex.example/}a=3.5unit=KGM'],
      [
        { '@ex:unit': 'KGM', 'ex:b': ['2', '1'] },
        '{https://ex.example/}a{https://ex.example/}b=1{https://ex.example/}b=2{https://ex.example/}unit=KGM',
      ],
      [{ '@type': 'xsd:decimal', '@value': '3.50' }, '{https://ex.example/}a=3.5'],
      [{ '@xsi:type': 'xsd:decimal', '@unit': 'KGM', '#text': '3.50' }, '{https://ex.example/}a=3.5unit=KGM'],
      [['\u{1f600}', '\uff01'], '{https://ex.example/}a=\uff01{https://ex.example/}a=\u{1f600}'],
    ] as const)
      expect(last({ 'ex:a': value }), JSON.stringify(value)).toBe(expected);
  });

  it('of somebody’s own type may hold anything', () => {
    const odd = {
      type: 'ex:Odd',
      eventTime: 'x',
      epcList: 7,
      readPoint: 'here',
      sensorElementList: [null, 3],
      ilmd: [1],
      bizStep: { a: 1 },
    };
    expect(prehashOf(odd, noPrefixes)).toContain('ex:Odd');
  });
});
