/** The forms of single things in XML and JSON, one row each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEvent, prefixesOf, prehashOf } from '../../../src/events/index.ts';
import { readXmlDocument, writeXmlDocument, XmlInexpressible } from '../../../src/events/xml/index.ts';
import { type Doc, eventsOf, hashTexts, hasSchemas, meaning, schemaFaults } from './fixtures.ts';

const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: 'https://ex.example/' }];
const simple = {
  type: 'ObjectEvent',
  eventTime: '2026-01-01T00:00:00Z',
  eventTimeZoneOffset: '+00:00',
  epcList: ['urn:x:1'],
  action: 'OBSERVE',
};
const documentOf = (...events: object[]): Doc => ({
  '@context': context,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});
const xmlOf = (content: string, namespaces = ''): string =>
  `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:ex="https://ex.example/"${namespaces} schemaVersion="2.0" creationDate="2026-01-01T00:00:00Z"><EPCISBody><EventList>${content}</EventList></EPCISBody></e:EPCISDocument>`;
const eventXml = (content: string): string =>
  `<ObjectEvent><eventTime>2026-01-01T00:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset><epcList><epc>urn:x:1</epc></epcList><action>OBSERVE</action>${content}</ObjectEvent>`;
const readEvent = (content: string, namespaces = ''): Doc =>
  eventsOf(readXmlDocument(xmlOf(eventXml(content), namespaces)).value as Doc)[0]!;

const xsi = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

/** An extension in XML, and its one form in JSON. */
const extensions: readonly (readonly [string, unknown])[] = [
  ['<ex:a>text</ex:a>', 'text'],
  ['<ex:a/>', ''],
  ['<ex:a>\n   padded\n  </ex:a>', 'padded'],
  ['<ex:a xml:space="preserve"> meant </ex:a>', ' meant '],
  ['<ex:a>1</ex:a><ex:a>2</ex:a>', ['1', '2']],
  ['<ex:a><ex:b>1</ex:b><c>2</c><ex:b>3</ex:b></ex:a>', { 'ex:b': ['1', '3'], c: '2' }],
  ['<ex:a unit="KGM">3.5</ex:a>', { '@unit': 'KGM', '#text': '3.5' }],
  ['<ex:a unit="KGM"/>', { '@unit': 'KGM' }],
  ['<ex:a ex:unit="KGM"><ex:b/></ex:a>', { '@ex:unit': 'KGM', 'ex:b': '' }],
  ['<ex:a value="5"/>', { '@value': '5', '#text': '' }],
  ['<ex:a value="5" type="t"/>', { '@value': '5', '@type': 't', '#text': '' }],
  ['<ex:a id="5"/>', { '@id': '5' }],
  ['<ex:a>before<ex:b/>after</ex:a>', { '#text': 'beforeafter', 'ex:b': '' }],
  ['<ex:a xsi:type="xsd:integer">10</ex:a>', 10],
  ['<ex:a xsi:type="xsd:integer">-10</ex:a>', -10],
  ['<ex:a xsi:type="xsd:integer">010</ex:a>', { '@type': 'xsd:integer', '@value': '010' }],
  ['<ex:a xsi:type="xsd:double">20</ex:a>', { '@type': 'xsd:double', '@value': '20' }],
  ['<ex:a xsi:type="xsd:double">20.5</ex:a>', 20.5],
  ['<ex:a xsi:type="xsd:boolean">true</ex:a>', true],
  ['<ex:a xsi:type="xsd:boolean">1</ex:a>', { '@type': 'xsd:boolean', '@value': '1' }],
  ['<ex:a xsi:type="xsd:date">2026-01-01</ex:a>', { '@type': 'xsd:date', '@value': '2026-01-01' }],
  ['<ex:a xsi:type="xsd:string">7</ex:a>', '7'],
  ['<ex:a xsi:type="ex:Own">x</ex:a>', { '@type': 'ex:Own', '@value': 'x' }],
  ['<ex:a xsi:type="xsd:string" unit="KGM">x</ex:a>', { '@xsi:type': 'xsd:string', '@unit': 'KGM', '#text': 'x' }],
  ['<ex:a xml:lang="zh">苹果</ex:a>', { '@language': 'zh', '@value': '苹果' }],
  ['<ex:a xsi:nil="true"/>', null],
  ['<ex:a>&lt;&amp;&gt;"\'</ex:a>', '<&>"\''],
  ['<ex:a b="&#10;&#9;&quot;"/>', { '@b': '\n\t"' }],
  ['<ex:苹果>x</ex:苹果>', undefined],
];

describe('an extension', () => {
  it.each(extensions)('%s', (xml, json) => {
    const event = readEvent(xml, xsi);
    const name = json === undefined ? 'ex:苹果' : 'ex:a';
    expect(event[name]).toEqual(json === undefined ? 'x' : json);
    const written = writeXmlDocument(documentOf(event), { version: '2.0' });
    const again = readXmlDocument(written).value as Doc;
    expect(eventsOf(again)[0]).toEqual(event);
    expect(hashTexts(again)).toEqual(hashTexts(documentOf(event)));
  });

  it('of one name under two prefixes is one name', () => {
    expect(readEvent('<ex:a>1</ex:a><y:a xmlns:y="https://ex.example/">2</y:a>')['ex:a']).toEqual(['1', '2']);
  });

  it('of two namespaces under one prefix is two names', () => {
    const { value } = readXmlDocument(xmlOf(eventXml('<ex:a>1</ex:a><ex:a xmlns:ex="https://other.example/">2</ex:a>')));
    expect((value as Doc)['@context']).toEqual([context[0], { ex: 'https://ex.example/', ex1: 'https://other.example/' }]);
    expect(eventsOf(value as Doc)[0]).toMatchObject({ 'ex:a': '1', 'ex1:a': '2' });
  });

  it('of an event whose prefix means another namespace than that of the document is written well-formed', () => {
    const own = { '@context': [{ ex: 'https://other.example/' }] };
    const document = documentOf(
      { ...simple, 'ex:a': 'first' },
      { ...simple, ...own, 'ex:a': { '@ex:unit': 'KGM', '@ex:per': 'day', 'ex:b': { '@ex:c': '1', '#text': 'second' } } },
      { ...simple, '@context': [{ ex: 'https://third.example/' }], 'ex:a': { '@ex:unit': 'MTR', '#text': 'third' } },
    );
    const written = writeXmlDocument(document, { version: '2.0' });
    expect(meaning(readXmlDocument(written).value as Doc)).toEqual(meaning(document));
    if (hasSchemas()) expect(schemaFaults('2.0', [{ name: 'prefixes', xml: written }])).toEqual([]);
  });

  it('without a prefix gets one', () => {
    const { value } = readXmlDocument(xmlOf(eventXml('<a xmlns="https://other.example/"><b>2</b></a>')));
    expect(eventsOf(value as Doc)[0]).toMatchObject({ 'ns1:a': { 'ns1:b': '2' } });
  });

  it('is told from a nil value of the standard, whatever the prefix of nil', () => {
    const nil =
      '<quantityList><quantityElement><epcClass>urn:x:c</epcClass><quantity i:nil="true"/><uom>KGM</uom></quantityElement></quantityList>';
    expect(readEvent(nil, ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance"').quantityList).toEqual([
      { epcClass: 'urn:x:c', uom: 'KGM' },
    ]);
  });

  it('may be an attribute of a standard element', () => {
    expect(readEvent('<readPoint ex:a="1"><id>urn:x:2</id></readPoint>')['readPoint']).toEqual({ 'ex:a': '1', id: 'urn:x:2' });
  });

  it('survives whatever JSON it is', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((each) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(each));
    const name = fc.constantFrom('ex:a', 'ex:b', 'other:c', 'urn:of:mine', 'https://long.example/x#名', 'cbvmda:lotNumber');
    const scalar = fc.oneof(
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        // JSON has no negative zero.
        const document = documentOf(JSON.parse(JSON.stringify({ ...simple, 'ex:a': value })) as object);
        const again = readXmlDocument(writeXmlDocument(document, { version: '2.0' })).value as Doc;
        expect(meaning(again)).toEqual(meaning(document));
        expect(hashTexts(again)).toEqual(hashTexts(document));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a CBV word', () => {
  it.each([
    ['<bizStep>urn:epcglobal:cbv:bizstep:receiving</bizStep>', 'bizStep', 'receiving'],
    ['<bizStep>https://ref.gs1.org/cbv/BizStep-receiving</bizStep>', 'bizStep', 'receiving'],
    ['<bizStep> cbv:BizStep-receiving </bizStep>', 'bizStep', 'receiving'],
    ['<bizStep>urn:epcglobal:cbv:bizstep:teleporting</bizStep>', 'bizStep', 'urn:epcglobal:cbv:bizstep:teleporting'],
    ['<bizStep>http://own.example/step</bizStep>', 'bizStep', 'http://own.example/step'],
    ['<disposition>urn:epcglobal:cbv:disp:in_transit</disposition>', 'disposition', 'in_transit'],
  ])('%s', (xml, name, word) => {
    expect(readEvent(xml)[name]).toBe(word);
  });

  it('of sensors is known with any prefix of its namespace', () => {
    for (const [type, uri] of [
      ['gs1:Temperature', ''],
      ['gs1:Temperature', ' xmlns:gs1="https://ref.gs1.org/voc/"'],
      ['https://gs1.org/voc/Temperature', ''],
    ] as const) {
      const sensors = `<sensorElementList><sensorElement><sensorReport type="${type}" value="1.50" component="cbv:Comp-x" booleanValue="1"/></sensorElement></sensorElementList>`;
      const [element] = readEvent(sensors, uri)['sensorElementList'] as [Doc];
      expect(element['sensorReport']).toEqual([{ type: 'Temperature', value: 1.5, component: 'x', booleanValue: true }]);
    }
  });
});

describe('1.2', () => {
  const old = (content: string): Doc =>
    readXmlDocument(
      `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" xmlns:ex="https://ex.example/" schemaVersion="1.2" creationDate="2026-01-01T00:00:00Z"><EPCISBody><EventList>${content}</EventList></EPCISBody></e:EPCISDocument>`,
    ).value as Doc;

  it('has an event for quantities that 2.0 has not', () => {
    const [event] = eventsOf(
      old(
        '<QuantityEvent><eventTime>2026-01-01T00:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>' +
          '<epcClass>urn:x:c</epcClass><quantity>7</quantity><bizStep>urn:epcglobal:cbv:bizstep:storing</bizStep></QuantityEvent>',
      ),
    );
    expect(checkEvent(event)).toEqual([]);
    expect(event).toMatchObject({
      type: 'ObjectEvent',
      action: 'OBSERVE',
      bizStep: 'storing',
      quantityList: [{ epcClass: 'urn:x:c', quantity: 7 }],
    });
  });

  const full = {
    ...simple,
    eventID: 'urn:x:id',
    errorDeclaration: {
      declarationTime: '2026-01-02T00:00:00Z',
      reason: 'incorrect_data',
      correctiveEventIDs: ['urn:x:n'],
      'ex:why': 'x',
    },
    certificationInfo: 'https://ex.example/cert',
    quantityList: [
      { epcClass: 'urn:x:c', quantity: 0.0000001, uom: 'KGM' },
      { epcClass: 'urn:x:d', uom: 'KGM' },
    ],
    persistentDisposition: { set: ['completeness_verified'] },
    sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 1e21 }] }],
    'ex:own': '1',
  };

  it('nests what came later, and holds what came after it', () => {
    const written = writeXmlDocument(documentOf(full), { version: '1.2' });
    expect(written).toContain('<baseExtension><eventID>urn:x:id</eventID><errorDeclaration>');
    expect(written).toContain('<extension><certificationInfo>');
    expect(written).toContain('<extension><quantityList>');
    expect(written).toContain('<quantity>0.0000001</quantity>');
    expect(written).toContain('<extension><sensorElementList>');
    expect(eventsOf(readXmlDocument(written).value as Doc)[0]).toEqual(full);
    if (hasSchemas()) expect(schemaFaults('1.2', [{ name: 'full', xml: written }])).toEqual([]);
  });

  it('has association events in an extension of an extension', () => {
    const { epcList: _, ...rest } = simple;
    const association = { ...rest, type: 'AssociationEvent', parentID: 'urn:x:p', childEPCs: ['urn:x:1'] };
    const written = writeXmlDocument(documentOf(association), { version: '1.2' });
    expect(written).toContain('<EventList><extension><extension><AssociationEvent>');
    expect(eventsOf(readXmlDocument(written).value as Doc)[0]).toEqual(association);
  });
});

describe('what XML cannot say', () => {
  const refused: readonly (readonly [string, object, '2.0' | '1.2', RegExp])[] = [
    ['a control character', { ...simple, 'ex:a': 'a\u0001' }, '2.0', /eventList\[0\].*ex:a.*control/],
    ['a list of certificates', { ...simple, certificationInfo: ['urn:x:a', 'urn:x:b'] }, '2.0', /certificationInfo/],
    [
      'an object in a sensor report',
      { ...simple, sensorElementList: [{ sensorReport: [{ type: 'Temperature', 'ex:a': { 'ex:b': 1 } }] }] },
      '2.0',
      /sensorReport\[0\].*attribute/,
    ],
    ['a list in an attribute', { ...simple, 'ex:a': { '@b': [1] } }, '2.0', /attribute/],
    ['a name that ends in no name', { ...simple, 'ex:a/': '1' }, '2.0', /ex:a\//],
    ['an event of one’s own in 1.2', { ...simple, type: 'ex:Odd' }, '1.2', /type/],
    ['a JSON-LD list', { ...simple, 'ex:a': { '@list': ['1'] } }, '2.0', /@list/],
  ];
  it.each(refused)('%s', (_, event, version, reason) => {
    const write = (): string => writeXmlDocument(documentOf(event), { version });
    expect(write).toThrow(XmlInexpressible);
    expect(write).toThrow(reason);
  });
});

describe('an event of one’s own', () => {
  it('stands in the extension of the list of events', () => {
    const odd = { ...simple, type: 'ex:Odd', epcList: { 'ex:more': ['1', '2'] } };
    const written = writeXmlDocument(documentOf(odd), { version: '2.0' });
    expect(written).toContain('<EventList><extension><ex:Odd><eventTime>');
    expect(eventsOf(readXmlDocument(written).value as Doc)[0]).toEqual(odd);
    if (hasSchemas()) expect(schemaFaults('2.0', [{ name: 'own', xml: written }])).toEqual([]);
  });
});

describe('prefixes', () => {
  it('of an event alone hold in that event', () => {
    const own = { '@context': { ex: 'https://other.example/' }, ...simple, 'ex:a': 'ex:b' };
    const document = documentOf({ ...simple, 'ex:a': '1' }, own);
    const again = readXmlDocument(writeXmlDocument(document, { version: '2.0' })).value as Doc;
    expect(meaning(again)).toEqual(meaning(document));
    expect(hashTexts(again)).toEqual(hashTexts(document));
    expect(JSON.stringify(again)).toContain('https://other.example/b');
  });

  it('make CURIEs of values in JSON, and in XML those of CBV alone', () => {
    const { value } = readXmlDocument(xmlOf(eventXml('<bizStep>ex:b</bizStep><ex:a ex:c="1">2</ex:a>')));
    const document = value as Doc;
    const [event] = eventsOf(document) as [Doc];
    // The scheme "ex" of the value must not become the namespace.
    expect(document['@context']).toEqual([context[0], { ex1: 'https://ex.example/' }]);
    expect(event).toMatchObject({ bizStep: 'ex:b', 'ex1:a': { '@ex1:c': '1', '#text': '2' } });
    expect(prehashOf(event, prefixesOf(document['@context']))).toContain(
      'bizStep=ex:b{https://ex.example/}a=2{https://ex.example/}c=1',
    );
  });
});

describe('times', () => {
  it.each([
    ['2026-01-01t00:00:00z', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01 08:00:00+0800', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01T00:00:00.123456+18:00', '2025-12-31T06:00:00.123456Z'],
    ['2026-01-01T00:00:00.123456789+08:00', '2026-01-01T00:00:00.123456789+08:00'],
  ])('%s', (time, written) => {
    expect(writeXmlDocument(documentOf({ ...simple, eventTime: time }), { version: '2.0' })).toContain(
      `<eventTime>${written}</eventTime>`,
    );
  });
});

describe('master data and headers', () => {
  const vocabularyList = [
    {
      type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
      vocabularyElementList: [
        {
          id: 'urn:x:place',
          attributes: [
            { id: 'urn:x:name', attribute: '仓库' },
            { id: 'urn:x:name', attribute: 'Warehouse' },
            { id: 'urn:x:address', attribute: { 'ex:Address': { City: 'Wuhan' } } },
            { id: 'urn:x:value', attribute: { '@value': '1', '#text': '' } },
          ],
          children: ['urn:x:room'],
        },
      ],
    },
  ];

  it.each(['2.0', '1.2'] as const)('stand in the header of %s, or in the results', (version) => {
    const header = { ...documentOf(simple), epcisHeader: { epcisMasterData: { vocabularyList } } };
    const results = (eventList: object[]): Doc => ({
      '@context': context,
      type: 'EPCISQueryDocument',
      schemaVersion: '2.0',
      creationDate: '2026-01-01T00:00:00Z',
      epcisBody: {
        queryResults: { queryName: 'SimpleMasterDataQuery', subscriptionID: 's', resultsBody: { eventList, vocabularyList } },
      },
    });
    for (const document of [header, results([]), results([simple])]) {
      const written = writeXmlDocument(document, { version });
      expect(readXmlDocument(written).value).toEqual(document);
      if (hasSchemas()) expect(schemaFaults(version, [{ name: 'masterdata', xml: written }])).toEqual([]);
    }
  });

  it('keep sender, receiver and number, and a business document header that says more', () => {
    const short = { ...documentOf(simple), sender: 'urn:x:s', instanceIdentifier: '7' };
    const written = writeXmlDocument(short, { version: '2.0' });
    expect(written).toContain('<sbdh:Sender><sbdh:Identifier>urn:x:s</sbdh:Identifier></sbdh:Sender>');
    expect(meaning(readXmlDocument(written).value as Doc)).toEqual(meaning(short));
    if (hasSchemas()) expect(schemaFaults('2.0', [{ name: 'header', xml: written }])).toEqual([]);
    const more = written.replace('<sbdh:Standard>EPCglobal', '<sbdh:Standard>Another');
    const { value } = readXmlDocument(more);
    expect(value).toMatchObject({ sender: 'urn:x:s', epcisHeader: { 'sbdh:StandardBusinessDocumentHeader': {} } });
    expect(readXmlDocument(writeXmlDocument(value, { version: '2.0' })).value).toEqual(value);
  });
});
