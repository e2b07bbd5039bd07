/** Nothing is lost between JSON and XML, and what is written validates, for every document of the fixtures. */
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/events/index.ts';
import { readXmlDocument, readXmlTree, writeXmlDocument, type XmlElement } from '../../../src/events/xml/index.ts';
import {
  type Doc,
  type Fixture,
  hashTexts,
  hasSchemas,
  jsonFixtures,
  meaning,
  read,
  schemaFaults,
  timeWithoutSeconds,
  xmlFixtures,
} from './fixtures.ts';

const versions = ['2.0', '1.2'] as const;
const xml = xmlFixtures();
const json = jsonFixtures();
const all = [...xml, ...json].filter(({ name }) => !timeWithoutSeconds.test(name));
const byName = (fixtures: readonly Fixture[]): [string, Fixture][] => fixtures.map((each) => [each.name, each]);
const back = (text: string): Doc => readXmlDocument(text).value as Doc;

describe.skipIf(all.length === 0)('a document of the fixtures', () => {
  it('is there in numbers', () => {
    expect(xml.length).toBeGreaterThan(70);
    expect(json.length).toBeGreaterThan(100);
  });

  describe.each(versions)('through XML %s', (version) => {
    it.each(byName(all))('%s means the same afterwards', (_, fixture) => {
      const document = read(fixture);
      const again = back(writeXmlDocument(document, { version }));
      expect(meaning(again, version === '1.2')).toEqual(meaning(document, version === '1.2'));
      expect(hashTexts(again)).toEqual(hashTexts(document));
      // Once through, it comes back as it is, to the letter.
      const second = writeXmlDocument(again, { version });
      expect(back(second)).toEqual(again);
    });

    it.skipIf(!hasSchemas())('validates', () => {
      // One of the invalid fixtures has events without members that both XSDs demand.
      const complete = all.filter(({ name }) => !name.includes('missing_mandatory_fields'));
      const written = complete.map((fixture) => ({ name: fixture.name, xml: writeXmlDocument(read(fixture), { version }) }));
      expect(schemaFaults(version, written)).toEqual([]);
    });
  });

  it.each(byName(xml.filter(({ name }) => timeWithoutSeconds.test(name))))(
    '%s is not written: a time of it is none',
    (_, fixture) => {
      expect(() => writeXmlDocument(read(fixture), { version: '2.0' })).toThrow('declarationTime');
    },
  );

  it.each(byName(xml))('%s is read as a document we take, and holds each value of the XML', (_, fixture) => {
    const document = read(fixture);
    expect(readDocument(document)).not.toHaveProperty('faults');
    const isEvent = document['eventTime'] !== undefined;
    const root = readXmlTree(fixture.text, 100_000);
    const attributes = root.attributes.filter(({ local }) => !(isEvent && local === 'creationDate'));
    expect(jsonLeaves(document).sort()).toEqual(xmlLeaves({ ...root, attributes }).sort());
  });
});

// Both sides as lists of all their values, in one spelling of words and numbers.

const word =
  /^(?:urn:epcglobal:cbv:(?:bizstep|disp|btt|sdt|er):|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/\w+-|cbv:(?:BizStep|Disp|BTT|SDT|ER|Comp)-|gs1:|https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\/)/;
const plain = (text: string): string => {
  const bare = text.trim().replace(word, '');
  return /^[+-]?\d+(?:\.\d+)?$/.test(bare) ? String(Number(bare)) : bare;
};

function xmlLeaves(element: XmlElement): string[] {
  const own = element.children.length === 0 || element.text.trim() !== '' ? [plain(element.text)] : [];
  const attributes = element.attributes
    .filter(
      ({ local, uri }) =>
        local !== 'schemaVersion' && local !== 'schemaLocation' && local !== 'nil' && !uri.endsWith('namespace'),
    )
    .map(({ value }) => plain(value));
  if (element.local === 'queryName') return [];
  return [...own, ...attributes, ...element.children.flatMap(xmlLeaves)].filter((text) => text !== '' && !typeName.test(text));
}

/** Types of XML Schema and of events, and names that the JSON form has on its own. */
const typeName = /^xsd:\w+$/;
const ownNames = new Set(['@context', 'schemaVersion', 'queryName']);
/** A business document header that is kept says these too. */
const inHeader = new Set(['sender', 'receiver', 'instanceIdentifier']);

function jsonLeaves(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => jsonLeaves(each, name));
  if (value === null || value === '') return [];
  if (typeof value !== 'object') return [plain(String(value))].filter((text) => !typeName.test(text));
  const isNode = 'eventTime' in value || 'epcisBody' in value;
  return Object.entries(value).flatMap(([key, member]) => {
    if (ownNames.has(key) || (isNode && key === 'type') || (JSON.stringify(value).includes('sbdh:') && inHeader.has(key)))
      return [];
    return jsonLeaves(member, key);
  });
}
