/** The query interface of EPCIS 1.2 over SOAP, on a real store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXmlTree, type XmlElement } from '../../src/events/xml/index.ts';
import { hasSchemas, schemaFaults } from '../events/xml/fixtures.ts';
import { type Served, serveApp } from './setup.ts';

let served: Served;
const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: 'https://ex.example/ns' }];

const event = (i: number, more: object = {}): object => ({
  type: 'ObjectEvent',
  eventID: `urn:s:${i}`,
  eventTime: new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString(),
  eventTimeZoneOffset: '+08:00',
  epcList: [`urn:epc:id:sgtin:0614141.107346.${i}`],
  action: 'OBSERVE',
  bizStep: 'shipping',
  readPoint: { id: 'urn:epc:id:sgln:0614141.00777.0' },
  ...more,
});
const masterData = {
  vocabularyList: [
    {
      type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
      vocabularyElementList: [
        {
          id: 'urn:epc:id:sgln:0614141.00777.0',
          attributes: [
            { id: 'urn:epcglobal:cbv:mda#city', attribute: '武汉' },
            { id: 'urn:epcglobal:cbv:mda#name', attribute: 'A & B' },
          ],
          children: ['urn:epc:id:sgln:0614141.00777.1'],
        },
        { id: 'urn:epc:id:sgln:0614141.00777.1', attributes: [{ id: 'urn:epcglobal:cbv:mda#name', attribute: 'Room' }] },
      ],
    },
    { type: 'urn:epcglobal:epcis:vtype:ReadPoint', vocabularyElementList: [{ id: 'urn:epc:id:sgln:0614141.00888.0' }] },
  ],
};

async function capture(events: object[], prefixes: object = { ex: 'https://ex.example/ns' }, header?: object): Promise<void> {
  const document = {
    '@context': [context[0], prefixes],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-01-01T00:00:00Z',
    ...(header === undefined ? {} : { epcisHeader: { epcisMasterData: header } }),
    epcisBody: { eventList: events },
  };
  const answer = await served.send('POST', '/epcis/capture', document);
  expect(answer.json()).toMatchObject({ success: true });
}

beforeAll(async () => {
  served = await serveApp();
  await capture(
    [
      event(1, { 'ex:note': { '@lang': 'zh', '#text': '第一' } }),
      event(2, {
        bizStep: 'receiving',
        disposition: 'in_progress',
        quantityList: [{ epcClass: 'urn:x:c', quantity: 2.5, uom: 'KGM' }],
      }),
      event(3, {
        type: 'AggregationEvent',
        parentID: 'urn:epc:id:sscc:0614141.1234567890',
        childEPCs: ['urn:x:3'],
        epcList: undefined,
        action: 'ADD',
      }),
      event(4, { errorDeclaration: { declarationTime: '2026-01-02T00:00:00Z', reason: 'incorrect_data' } }),
    ],
    undefined,
    masterData,
  );
});
afterAll(() => served.close());

const envelope = (operation: string, soap = soap11, epcis = 1): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="${soap}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:q="urn:epcglobal:epcis-query:xsd:${epcis}"><s:Body>${operation}</s:Body></s:Envelope>`;

interface Reply {
  readonly status: number;
  readonly type: string;
  /** What the body holds. */
  readonly element: XmlElement;
}

async function call(
  operation: string,
  options: { soap?: string; epcis?: 1 | 2; raw?: string; type?: string } = {},
): Promise<Reply> {
  const { soap = soap11, epcis = 1 } = options;
  const body = options.raw ?? envelope(operation, soap, epcis);
  const type = options.type ?? (soap === soap12 ? 'application/soap+xml' : 'text/xml');
  const answer = await served.send('POST', '/epcis/soap', body, { 'content-type': type });
  const element = readXmlTree(answer.body, 1_000_000).children[0]!.children[0]!;
  return { status: answer.statusCode, type: String(answer.headers['content-type']), element };
}

const child = (element: XmlElement, ...path: string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((at, name) => at?.children.find(({ local }) => local === name), element);
const all = (element: XmlElement, name: string): string[] => [
  ...(element.local === name ? [element.text.trim()] : []),
  ...element.children.flatMap((each) => all(each, name)),
];
const param = (name: string, value: string): string => `<param><name>${name}</name><value>${value}</value></param>`;
const poll = (name: string, ...params: string[]): string =>
  `<q:Poll><queryName>${name}</queryName><params>${params.join('')}</params></q:Poll>`;
const ids = ({ element }: Reply): string[] =>
  all(element, 'eventID')
    .map((id) => id.replace('urn:s:', ''))
    .sort();

describe('a poll for events', () => {
  const list = (...values: string[]): string => values.map((each) => `<string>${each}</string>`).join('');
  it.each([
    ['everything', [], '1 2 3 4'],
    ['a list', [param('eventType', list('ObjectEvent'))], '1 2 4'],
    [
      'a list of two',
      [param('EQ_bizStep', list('urn:epcglobal:cbv:bizstep:receiving', 'urn:epcglobal:cbv:bizstep:packing'))],
      '2',
    ],
    ['times', [param('GE_eventTime', '2026-01-01T00:00:02Z'), param('LT_eventTime', ' 2026-01-01T00:00:04Z ')], '2 3'],
    ['an action', [param('EQ_action', list('ADD'))], '3'],
    ['an identifier', [param('MATCH_epc', list('urn:epc:id:sgtin:0614141.107346.4'))], '4'],
    ['a place and all within it', [param('WD_readPoint', list('urn:epc:id:sgln:0614141.00777.0'))], '1 2 3 4'],
    ['a number', [param('GT_quantity', '2')], '2'],
    ['an extension by its 1.2 name', [param('EQ_https://ex.example/ns#note', list('第一'))], '1'],
    [
      'an extension that is there',
      ['<param><name>EXISTS_https://ex.example/ns#note</name><value xsi:type="q:VoidHolder"/></param>'],
      '1',
    ],
    ['error declarations', [param('EXISTS_errorDeclaration', '')], '4'],
    ['the last two', [param('orderBy', 'eventTime'), param('eventCountLimit', '2')], '3 4'],
    ['nothing', [param('EQ_eventID', list('urn:s:none'))], ''],
  ] as const)('%s', async (_, params, expected) => {
    for (const [soap, epcis] of [
      [soap11, 1],
      [soap12, 2],
    ] as const) {
      const reply = await call(poll('SimpleEventQuery', ...params), { soap, epcis });
      expect([reply.status, reply.element.local, reply.element.uri]).toEqual([
        200,
        'QueryResults',
        `urn:epcglobal:epcis-query:xsd:${epcis}`,
      ]);
      expect(reply.type).toMatch(soap === soap11 ? /^text\/xml/ : /^application\/soap\+xml/);
      expect(child(reply.element, 'queryName')?.text).toBe('SimpleEventQuery');
      expect(ids(reply)).toEqual(expected.split(' ').filter((each) => each !== ''));
    }
  });

  it('has the events as 1.2 or 2.0 has them', async () => {
    const old = await call(poll('SimpleEventQuery', param('EQ_eventID', '<string>urn:s:2</string>')));
    const events = child(old.element, 'resultsBody', 'EventList', 'ObjectEvent')!;
    expect(child(events, 'extension', 'quantityList', 'quantityElement', 'quantity')?.text).toBe('2.5');
    expect(child(events, 'bizStep')?.text).toBe('urn:epcglobal:cbv:bizstep:receiving');
    expect(child(events, 'recordTime')?.text).toMatch(/Z$/);
    const recent = await call(poll('SimpleEventQuery', param('EQ_eventID', '<string>urn:s:2</string>')), { epcis: 2 });
    expect(child(recent.element, 'resultsBody', 'EventList', 'ObjectEvent', 'quantityList')).toBeDefined();
  });

  it.skipIf(!hasSchemas())('validates', async () => {
    for (const [version, epcis] of [
      ['1.2', 1],
      ['2.0', 2],
    ] as const) {
      const written = [poll('SimpleEventQuery'), '<q:GetQueryNames/>', poll('nothing')].map(async (operation) => {
        const payload = envelope(operation, soap11, epcis);
        const { body } = await served.send('POST', '/epcis/soap', payload, { 'content-type': 'text/xml' });
        const inner = /<(?:soapenv:Body|detail)>((?!<soapenv:Fault>).*?)<\/(?:soapenv:Body|detail)>/s.exec(body)![1]!;
        const start = `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:${epcis}" schemaVersion="${version}" creationDate="2026-01-01T00:00:00Z">`;
        return { name: 'soap', xml: `${start}<EPCISBody>${inner}</EPCISBody></q:EPCISQueryDocument>` };
      });
      expect(schemaFaults(version, await Promise.all(written))).toEqual([]);
    }
  });

  it('knows the named queries', async () => {
    const made = await served.send('POST', '/epcis/queries', { name: 'received', query: { EQ_bizStep: ['receiving'] } });
    expect(made.statusCode).toBe(201);
    const reply = await call(poll('received'));
    expect(child(reply.element, 'queryName')?.text).toBe('received');
    expect(ids(reply)).toEqual(['2']);
    expect(all((await call('<q:GetQueryNames/>')).element, 'string')).toEqual([
      'SimpleEventQuery',
      'SimpleMasterDataQuery',
      'received',
    ]);
  });
});

describe('a poll for master data', () => {
  const both = [param('includeAttributes', 'true'), param('includeChildren', 'true')];
  const none = [param('includeAttributes', 'false'), param('includeChildren', 'false')];
  const strings = (...values: string[]): string => values.map((each) => `<string>${each}</string>`).join('');
  const place = 'urn:epc:id:sgln:0614141.00777.0';
  it.each([
    ['all of it', none, 3, 0, 0],
    ['attributes and children', both, 3, 3, 1],
    ['one type', [...both, param('vocabularyName', strings('urn:epcglobal:epcis:vtype:ReadPoint'))], 1, 0, 0],
    ['one element', [...both, param('EQ_name', strings(place))], 1, 2, 1],
    ['an element and those within it', [...both, param('WD_name', strings(place))], 2, 3, 1],
    ['those that have an attribute', [...both, param('HASATTR', strings('urn:epcglobal:cbv:mda#city'))], 1, 2, 1],
    ['an attribute that is so', [...both, param('EQATTR_urn:epcglobal:cbv:mda#name', strings('Room', 'x'))], 1, 1, 0],
    ['some attributes alone', [...both, param('attributeNames', strings('urn:epcglobal:cbv:mda#city'))], 3, 1, 1],
    ['no more than there are', [...both, param('maxElementCount', '3')], 3, 3, 1],
  ] as const)('%s', async (_, params, elements, attributes, children) => {
    const { element, status } = await call(poll('SimpleMasterDataQuery', ...params));
    expect(status).toBe(200);
    const counts = ['VocabularyElement', 'attribute', 'children'].map((name) => all(element, name).length);
    expect(counts).toEqual([elements, attributes, children]);
  });

  it('has the values and the spelling asked for', async () => {
    const { element } = await call(poll('SimpleMasterDataQuery', ...both, param('EQ_name', strings(place))));
    expect(all(element, 'attribute').sort()).toEqual(['A & B', '武汉']);
    expect(all(element, 'id')).toEqual(['urn:epc:id:sgln:0614141.00777.1']);
    const found = child(element, 'resultsBody', 'VocabularyList', 'Vocabulary', 'VocabularyElementList', 'VocabularyElement');
    expect(found?.attributes).toEqual([{ uri: '', local: 'id', value: place }]);
  });
});

describe('other operations', () => {
  it.each([
    ['<q:GetStandardVersion/>', 1, 'GetStandardVersionResult', /^1\.2$/],
    ['<q:GetStandardVersion/>', 2, 'GetStandardVersionResult', /^2\.0$/],
    ['<q:GetVendorVersion/>', 1, 'GetVendorVersionResult', /^zhuisu-\d/],
    ['<q:GetSupportedVersions/>', 1, 'GetSupportedVersionsResult', /^$/],
    ['<q:GetSubscriptionIDs><queryName>SimpleEventQuery</queryName></q:GetSubscriptionIDs>', 1, 'GetSubscriptionIDsResult', /^$/],
  ] as const)('%s in version %d', async (operation, epcis, name, text) => {
    const { element, status } = await call(operation, { epcis });
    expect([status, element.local]).toEqual([200, name]);
    expect(element.text).toMatch(text);
  });

  it('are described', async () => {
    const { body, headers } = await served.get('/epcis/soap?wsdl');
    expect(headers['content-type']).toMatch(/^text\/xml/);
    const wsdl = readXmlTree(body, 1_000);
    expect(wsdl.local).toBe('definitions');
    expect(child(wsdl, 'portType')?.children.map(({ attributes }) => attributes[0]?.value)).toContain('Poll');
    expect(body).toContain('location="http://localhost:8080/epcis/soap"');
  });
});

describe('a fault', () => {
  it.each([
    ['an unknown parameter', poll('SimpleEventQuery', param('EQ_nothing', '1')), 'QueryParameterException'],
    ['a wrong value', poll('SimpleEventQuery', param('GE_eventTime', 'yesterday')), 'QueryParameterException'],
    [
      'a parameter twice',
      poll('SimpleEventQuery', param('EQ_action', 'ADD'), param('EQ_action', 'ADD')),
      'QueryParameterException',
    ],
    ['a page', poll('SimpleEventQuery', param('perPage', '3')), 'QueryParameterException'],
    ['too many events', poll('SimpleEventQuery', param('maxEventCount', '2')), 'QueryTooLargeException'],
    [
      'too much master data',
      poll(
        'SimpleMasterDataQuery',
        param('includeAttributes', 'true'),
        param('includeChildren', 'true'),
        param('maxElementCount', '2'),
      ),
      'QueryTooLargeException',
    ],
    [
      'master data without saying how',
      poll('SimpleMasterDataQuery', param('includeAttributes', 'true')),
      'QueryParameterException',
    ],
    [
      'names of attributes without attributes',
      poll(
        'SimpleMasterDataQuery',
        param('includeAttributes', 'false'),
        param('includeChildren', 'false'),
        param('attributeNames', '<string>a</string>'),
      ),
      'QueryParameterException',
    ],
    [
      'an unknown parameter of master data',
      poll('SimpleMasterDataQuery', param('includeAttributes', 'true'), param('includeChildren', 'true'), param('EQ_x', '1')),
      'QueryParameterException',
    ],
    ['an unknown query', poll('nothing'), 'NoSuchNameException'],
    [
      'subscriptions of an unknown query',
      '<q:GetSubscriptionIDs><queryName>nothing</queryName></q:GetSubscriptionIDs>',
      'NoSuchNameException',
    ],
    ['a subscription', '<q:Subscribe/>', 'SubscribeNotPermittedException'],
    ['an unknown operation', '<q:Delete/>', 'ValidationException'],
    ['a poll without name', '<q:Poll/>', 'ValidationException'],
  ])('for %s', async (_, operation, exception) => {
    const first = await call(operation);
    expect([first.status, first.element.local, child(first.element, 'faultcode')?.text]).toEqual([
      500,
      'Fault',
      'soapenv:Client',
    ]);
    const detail = child(first.element, 'detail')!.children[0]!;
    expect([detail.local, detail.uri]).toEqual([exception, 'urn:epcglobal:epcis-query:xsd:1']);
    expect(child(detail, 'reason')?.text).toMatch(/[\u4e00-\u9fff].*[a-z]/);
    const second = await call(operation, { soap: soap12, epcis: 2 });
    expect([second.status, second.element.local, child(second.element, 'Detail', exception)?.uri]).toEqual([
      400,
      'Fault',
      'urn:epcglobal:epcis-query:xsd:2',
    ]);
  });

  it.each([
    ['what is no XML', 'hello'],
    ['what is no envelope', '<a/>'],
    ['a document type', `<!DOCTYPE a [<!ENTITY x "y">]><s:Envelope xmlns:s="${soap11}"/>`],
    ['two operations', envelope('<q:GetQueryNames/><q:GetQueryNames/>')],
    ['an operation of another namespace', envelope('<Poll/>')],
    ['an envelope without body', `<s:Envelope xmlns:s="${soap11}"/>`],
    [
      'a header that must be understood',
      `<s:Envelope xmlns:s="${soap11}"><s:Header><a s:mustUnderstand="1"/></s:Header><s:Body/></s:Envelope>`,
    ],
    ['very many elements', `<s:Envelope xmlns:s="${soap11}">${'<a/>'.repeat(30_000)}</s:Envelope>`],
  ])('for %s', async (_, raw) => {
    const { element, status } = await call('', { raw });
    expect([status, element.local, child(element, 'detail', 'ValidationException')?.local]).toEqual([
      500,
      'Fault',
      'ValidationException',
    ]);
  });

  it('for bytes that are no UTF-8, and bodies of another kind', async () => {
    const answer = await served.app.inject({
      method: 'POST',
      url: '/epcis/soap',
      headers: { host: 'localhost:8080', 'content-type': 'text/xml' },
      payload: Buffer.from([0x3c, 0x61, 0xff, 0x3e]),
    });
    expect([answer.statusCode, answer.body.includes('UTF-8')]).toEqual([500, true]);
    expect((await call('', { raw: '{}', type: 'application/json' })).status).toBe(415);
  });

  it('for strangers', async () => {
    const { statusCode, body } = await served.stranger('POST', '/epcis/soap', '<a/>');
    expect([statusCode, body.includes('SecurityException')]).toEqual([401, true]);
    expect((await served.stranger('GET', '/epcis/soap')).statusCode).toBe(401);
  });
});

describe('an answer of many events', () => {
  it('holds all pages, with the prefixes of each', async () => {
    await capture(Array.from({ length: 600 }, (_, i) => event(1_000 + i, { bizStep: 'storing', 'ex:a': 'one' })));
    await capture(
      Array.from({ length: 600 }, (_, i) => event(2_000 + i, { bizStep: 'storing', 'ex:a': 'two' })),
      { ex: 'https://other.example/' },
    );
    const reply = await call(poll('SimpleEventQuery', param('EQ_bizStep', 'urn:epcglobal:cbv:bizstep:storing')));
    expect(ids(reply)).toHaveLength(1_200);
    const extensions = child(reply.element, 'resultsBody', 'EventList')!.children.map((each) => {
      const own = child(each, 'a')!;
      return `${own.uri} ${own.text}`;
    });
    expect(new Set(extensions)).toEqual(new Set(['https://ex.example/ns one', 'https://other.example/ two']));
  });
});
