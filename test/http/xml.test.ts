/** XML at the EPCIS interface: in and out, 2.0 and 1.2, the spellings asked for. What goes out is checked against the standard's XSDs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasShared, readShared, sharedFiles } from '../shared.ts';
import { type Served, serveApp } from './setup.ts';

let served: Served;
const folder = mkdtempSync(join(tmpdir(), 'zhuisu-xml-'));

const root = (version: '2' | '1', name = 'epcis:EPCISDocument'): string =>
  `${name} xmlns:epcis="urn:epcglobal:epcis:xsd:${version}" xmlns:ex="https://ns.example.com/" schemaVersion="${version === '2' ? '2.0' : '1.2'}" creationDate="2026-03-01T00:00:00Z"`;
const objectEvent = (id: string, epc: string, more = ''): string =>
  `<ObjectEvent><eventTime>2026-03-01T08:00:00+08:00</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>${id}` +
  `<epcList><epc>${epc}</epc></epcList><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>` +
  `<disposition>urn:epcglobal:cbv:disp:in_transit</disposition><bizLocation><id>urn:epc:id:sgln:0614141.07346.0</id></bizLocation>${more}</ObjectEvent>`;
const masterData =
  '<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation"><VocabularyElementList>' +
  '<VocabularyElement id="urn:x:city"><children><id>urn:x:street</id></children></VocabularyElement>' +
  '<VocabularyElement id="urn:x:street"><children><id>urn:epc:id:sgln:0614141.07346.0</id></children></VocabularyElement>' +
  '</VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>';
const item = 'urn:epc:id:sgtin:0614141.107346.77';

const documents = {
  '2.0': `<?xml version="1.0" encoding="UTF-8"?><${root('2')}><EPCISBody><EventList>${objectEvent('<eventID>urn:x:two</eventID>', item, '<ex:weight>12.5</ex:weight>')}</EventList></EPCISBody></epcis:EPCISDocument>`,
  '1.2': `<${root('1')}>${masterData}<EPCISBody><EventList>${objectEvent('<baseExtension><eventID>urn:x:one</eventID></baseExtension>', item)}</EventList></EPCISBody></epcis:EPCISDocument>`,
};

const post = (url: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
  served.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { host: 'localhost', 'content-type': 'application/xml', ...headers },
  });
const xml = { accept: 'application/xml' };
const get = (url: string, headers: Record<string, string> = {}) => served.get(url, { ...xml, ...headers });

beforeAll(async () => {
  served = await serveApp();
  for (const document of Object.values(documents)) {
    const answer = await post('/epcis/capture', document);
    expect(answer.json()).toMatchObject({ success: true, stored: 1, errors: [] });
  }
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

const xsds = resolve(import.meta.dirname, '../../../shared/standards/epcis/xsd');
const lint = (() => {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'ignore' });
    return hasShared('standards/epcis/xsd');
  } catch {
    console.log('skipped: xmllint is not here');
    return false;
  }
})();
/** What the XSD of a version says of a document: nothing when it is valid. */
function faultsOf(document: string, version: '2.0' | '1.2', query = false): string {
  const file = join(folder, 'document.xml');
  writeFileSync(file, document);
  const [dir, end] = version === '2.0' ? ['2_0_0', '2_0'] : ['1_2_0', '1_2'];
  try {
    execFileSync(
      'xmllint',
      ['--nonet', '--noout', '--schema', join(xsds, dir!, `EPCglobal-epcis${query ? '-query' : ''}-${end}.xsd`), file],
      {
        stdio: 'pipe',
      },
    );
    return '';
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  }
}

describe('capture of XML', () => {
  test.each(['application/xml', 'text/xml', 'application/xml; charset=UTF-8', 'text/xml;charset="utf-8"'])(
    'as %s',
    async (type) => {
      const answer = await post('/epcis/capture', documents['2.0'], { 'content-type': type });
      expect([answer.statusCode, answer.json().existing, answer.headers['gs1-epcis-version']]).toEqual([202, 1, '2.0.0']);
    },
  );

  test('of 1.2 is answered with its version, and its hierarchy of places is asked for with WD_', async () => {
    const answer = await post('/epcis/capture', documents['1.2'], { 'gs1-epcis-version': '1.2', 'gs1-cbv-version': '1.2' });
    expect([answer.statusCode, answer.headers['gs1-epcis-version']]).toEqual([202, '1.2.0']);
    const found = (await served.get('/epcis/events?WD_bizLocation=urn:x:city')).json();
    expect(found.epcisBody.queryResults.resultsBody.eventList).toHaveLength(2);
    expect((await served.get('/epcis/events?EQ_ex:weight=12.5')).body).toContain('urn:x:two');
  });

  test('of one event, with what became of it in XML', async () => {
    const one = `<epcis:ObjectEvent xmlns:epcis="urn:epcglobal:epcis:xsd:2">${objectEvent('<eventID>urn:x:alone</eventID>', item).slice('<ObjectEvent>'.length, -'</ObjectEvent>'.length)}</epcis:ObjectEvent>`;
    const created = await post('/epcis/events', one, xml);
    expect([created.statusCode, created.headers['location']]).toEqual([201, '/epcis/events/urn%3Ax%3Aalone']);
    expect(created.body).toContain('<status>stored</status>');
    expect((await post('/epcis/events', one)).statusCode).toBe(200);
    const other = await post('/epcis/events', one.replace('OBSERVE', 'ADD'), xml);
    expect([other.statusCode, other.headers['content-type']]).toEqual([409, 'application/problem+xml; charset=utf-8']);
    expect((await post('/epcis/events', documents['2.0'])).statusCode).toBe(200);
  });

  test('and of JSON passes over what a repository says it added: the hash is that of the event before', async () => {
    const event = {
      type: 'ObjectEvent',
      action: 'OBSERVE',
      eventTime: '2026-03-01T00:00:00Z',
      eventTimeZoneOffset: '+08:00',
      epcList: [item],
      bizStep: 'shipping',
      disposition: 'in_transit',
      bizLocation: { id: 'urn:epc:id:sgln:0614141.07346.0' },
    };
    const document = (more: object, added: object): object => ({
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { x: 'https://x.example/' }],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-02T00:00:00Z',
      ...more,
      epcisBody: { eventList: [{ ...event, ...added }] },
    });
    const statusOf = ({ body }: { body: string }): object => JSON.parse(body).events[0];
    const plain = statusOf(await served.send('POST', '/epcis/capture', document({}, {}))) as { eventID: string };
    const names = { 'x:ignoreFields': ['x:job'] };
    const marked = await served.send('POST', '/epcis/capture', document(names, { 'x:job': '7' }));
    const inXml = documents['2.0']
      .replace(/<EventList>[\s\S]*<\/EventList>/, `<EventList>${objectEvent('', item)}</EventList>`)
      .replace('<EPCISBody>', '<x:ignoreFields xmlns:x="https://x.example/"><x:job/></x:ignoreFields><EPCISBody>')
      .replace('</ObjectEvent>', '<x:job xmlns:x="https://x.example/">8</x:job></ObjectEvent>');
    for (const answer of [marked, await post('/epcis/capture', inXml)])
      expect(statusOf(answer)).toEqual({ eventID: plain.eventID, status: 'exists' });
    const unsaid = await served.send('POST', '/epcis/capture', document({}, { 'x:job': '7' }));
    expect(statusOf(unsaid)).not.toMatchObject({ eventID: plain.eventID });
  });

  const refused: readonly (readonly [
    what: string,
    body: string | Buffer,
    headers: Record<string, string>,
    status: number,
    code: string,
  ])[] = [
    ['cut off', documents['2.0'].slice(0, -30), {}, 400, 'not_xml'],
    ['with two roots', `${documents['2.0']}<a/>`, {}, 400, 'not_xml'],
    [
      'with a document type',
      documents['2.0'].replace('?>', '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
      {},
      400,
      'not_xml',
    ],
    ['declared as GBK', documents['2.0'].replace('UTF-8', 'GBK'), {}, 400, 'not_xml'],
    ['announced as UTF-16', documents['2.0'], { 'content-type': 'application/xml; charset=utf-16' }, 415, 'unsupported_media'],
    ['in UTF-16', Buffer.from(`\ufeff${documents['2.0']}`, 'utf16le'), {}, 400, 'not_utf8'],
    ['that is JSON', '{}', {}, 400, 'not_xml'],
    ['that is empty', '', {}, 400, 'not_xml'],
    ['under a name in capitals', '<a/>', { 'content-type': 'Application/XML' }, 400, 'not_xml'],
    ['very deep', '<a>'.repeat(5_000), {}, 400, 'not_xml'],
    ['of another version than it says', documents['2.0'], { 'gs1-epcis-version': '1.2.0' }, 400, 'parameter_invalid'],
    ['of a version nobody reads', documents['2.0'], { 'gs1-epcis-version': '1.0' }, 406, 'version_unsupported'],
    ['with an event that lacks its time', documents['2.0'].replace(/<eventTime>.*?<\/eventTime>/, ''), {}, 202, 'event_invalid'],
  ];
  test.each(refused)('%s is refused', async (_, body, headers, status, code) => {
    const answer = await post('/epcis/capture', body, headers);
    expect([answer.statusCode, answer.json().code ?? answer.json().errors[0].code]).toEqual([status, code]);
    if (code === 'not_xml') expect(answer.json()).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
  });

  test.skipIf(!hasShared('fixtures/gs1-epcis/xml'))('of the examples of the standard: none fails inside', async () => {
    const outcomes = new Map<number, number>();
    for (const file of sharedFiles('fixtures/gs1-epcis/xml', /\.xml$/)) {
      const { statusCode } = await post('/epcis/capture', readShared(file));
      outcomes.set(statusCode, (outcomes.get(statusCode) ?? 0) + 1);
    }
    expect([...outcomes.keys()].sort()).toEqual([202, 400]);
    expect(outcomes.get(202)).toBeGreaterThanOrEqual(20);
  });
});

describe.skipIf(!lint)('what goes out as XML is valid', () => {
  test.each([
    '/epcis/events?EQ_eventID=urn:x:two|urn:x:one',
    '/epcis/events/urn:x:one',
    '/epcis/events?MATCH_anyEPC=urn:x:nobody',
  ])('%s, of both versions', async (url) => {
    for (const [version, headers] of [
      ['2.0', {}],
      ['1.2', { 'gs1-epcis-max': '1.2' }],
    ] as const) {
      const answer = await get(url, headers);
      expect([answer.statusCode, answer.headers['content-type'], answer.headers['gs1-epcis-version']]).toEqual([
        200,
        'application/xml; charset=utf-8',
        `${version}.0`,
      ]);
      expect(faultsOf(answer.body, version, true)).toBe('');
    }
  });

  test('capture jobs with and without errors', async () => {
    const bad = documents['2.0'].replace('OBSERVE', 'LOOK').replace('urn:x:two', 'urn:x:bad');
    for (const [body, behaviour] of [
      [documents['2.0'], 'rollback'],
      [bad, 'proceed'],
    ] as const) {
      const captured = await post('/epcis/capture', body, { ...xml, 'gs1-capture-error-behaviour': behaviour });
      expect([captured.statusCode, faultsOf(captured.body, '2.0')]).toEqual([202, '']);
      expect(captured.body).toContain(`<captureErrorBehaviour>${behaviour}</captureErrorBehaviour>`);
      const job = await get(String(captured.headers.location));
      // The sender also hears of each event.
      const outcomes = [...captured.body.matchAll(/<zhuisu:event status="(\w+)">/g)].map(([, status]) => status);
      expect(outcomes).toEqual([behaviour === 'rollback' ? 'exists' : 'refused']);
      expect(job.body).toBe(captured.body.replace(/<zhuisu:event .*?<\/zhuisu:event>/g, ''));
    }
  });

  test('refusals', async () => {
    for (const url of ['/epcis/events?EQ_colour=<&>"', '/epcis/nothing', '/epcis/events?orderBy=\u0000']) {
      const refusal = await get(encodeURI(url));
      expect(refusal.headers['content-type']).toBe('application/problem+xml; charset=utf-8');
      expect(faultsOf(refusal.body, '2.0')).toBe('');
    }
    const browser = { accept: 'text/html;q=0.9,application/xml;q=0.9,*/*;q=0.8' };
    expect((await get('/api/v1/trace', browser)).headers['content-type']).toContain('problem+json');
    const several = await post('/epcis/events', documents['2.0'].replace('OBSERVE', 'LOOK'), xml);
    expect([several.statusCode, faultsOf(several.body, '2.0')]).toEqual([400, '']);
  });
});

describe('the spelling asked for', () => {
  const link = 'https://id.gs1.org/01/10614141073464/21/77';
  const rows: readonly (readonly [headers: Record<string, string>, has: readonly string[], echoed: Record<string, string>])[] = [
    [{ accept: 'application/ld+json' }, [item, '"shipping"'], { 'gs1-epc-format': 'Never_Translates' }],
    [
      { accept: 'application/json', 'gs1-epc-format': 'Always_GS1_Digital_Link' },
      [link, '"shipping"', 'https://id.gs1.org/414/0614141073467'],
      { 'gs1-epc-format': 'Always_GS1_Digital_Link', 'content-type': 'application/json; charset=utf-8' },
    ],
    [{ ...xml, 'gs1-epc-format': 'Always_EPC_URN' }, [item], { 'gs1-epc-format': 'Always_EPC_URN' }],
    [
      { ...xml, 'gs1-cbv-xml-format': 'Always_Web_URI' },
      [item, 'https://ref.gs1.org/cbv/BizStep-shipping'],
      { 'gs1-cbv-xml-format': 'Always_Web_URI' },
    ],
    [
      { ...xml, 'gs1-cbv-xml-format': 'Always_URN' },
      ['urn:epcglobal:cbv:bizstep:shipping'],
      { 'gs1-cbv-xml-format': 'Always_URN' },
    ],
    // Of XML alone.
    [
      { accept: 'application/json', 'gs1-cbv-xml-format': 'Always_URN' },
      ['"shipping"'],
      { 'gs1-cbv-xml-format': 'Never_Translates' },
    ],
    [
      { ...xml, 'gs1-epcis-version': '1.2' },
      [item, 'urn:epcglobal:cbv:bizstep:shipping', 'urn:epcglobal:epcis-query:xsd:1'],
      { 'gs1-epcis-version': '1.2.0', 'gs1-cbv-version': '1.2.0', 'gs1-epc-format': 'Always_EPC_URN' },
    ],
    [
      { accept: 'text/xml, application/json;q=0.9' },
      ['<epcisq:EPCISQueryDocument'],
      { 'content-type': 'text/xml; charset=utf-8' },
    ],
    [
      { accept: 'application/xml;q=0.5, application/json;q=0.9' },
      ['"shipping"'],
      { 'content-type': 'application/json; charset=utf-8' },
    ],
    // JSON is no 1.2: the answer that fits is the XML.
    [{ accept: '*/*', 'gs1-epcis-max': '1.2' }, ['xsd:1'], { 'content-type': 'application/xml; charset=utf-8' }],
  ];
  test.each(rows)('%j', async (headers, has, echoed) => {
    const answer = await served.get('/epcis/events?EQ_eventID=urn:x:two', headers);
    expect([answer.statusCode, answer.headers]).toMatchObject([200, echoed]);
    for (const text of has) expect(answer.body).toContain(text);
  });

  test('of words in collections', async () => {
    expect((await get('/epcis/bizSteps')).body).toContain('<member>shipping</member>');
    const urns = await get('/epcis/dispositions', { 'gs1-cbv-xml-format': 'Always_URN' });
    expect(urns.body).toContain('<member>urn:epcglobal:cbv:disp:in_transit</member>');
    expect((await get('/epcis/epcs', { 'gs1-epc-format': 'Always_EPC_URN' })).headers['gs1-epc-format']).toBe(
      'Always_GS1_Digital_Link',
    );
  });

  test('what XML of 1.2 cannot say is 406 and names the place', async () => {
    const visit = {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'https://ns.example.com/Visit',
      eventID: 'urn:x:visit',
      eventTime: '2026-03-01T00:00:00Z',
      eventTimeZoneOffset: '+00:00',
    };
    expect((await served.send('POST', '/epcis/events', visit)).statusCode).toBe(201);
    expect((await get('/epcis/events/urn:x:visit')).statusCode).toBe(200);
    const refusal = await served.get('/epcis/events/urn:x:visit', {
      accept: 'application/xml, application/problem+json',
      'gs1-epcis-max': '1.2',
    });
    expect(refusal.json()).toMatchObject({
      status: 406,
      code: 'not_expressible',
      version: '1.2',
      path: expect.stringContaining('eventList'),
    });
  });
});

describe('queries in XML', () => {
  test('are defined in JSON alone, and told in XML', async () => {
    expect((await post('/epcis/queries', '<query/>')).json()).toMatchObject({ status: 415, code: 'unsupported_media' });
    const made = await served.send(
      'POST',
      '/epcis/queries',
      { name: 'q', query: { EQ_bizStep: ['shipping', 'urn:a&b'], perPage: 2 } },
      xml,
    );
    const told =
      '<name>q</name><params><param><name>EQ_bizStep</name><value><value>shipping</value><value>urn:a&amp;b</value></value></param><param><name>perPage</name><value>2</value></param></params>';
    expect([made.statusCode, made.body]).toEqual([201, expect.stringContaining(told)]);
    for (const url of ['/epcis/queries', '/epcis/queries/q']) expect((await get(url)).body).toContain(told);
    expect((await get('/epcis/queries/q/events')).body).toContain('EPCISQueryDocument');
  });
});
