/** The resolver: link types, languages, linksets, redirects, faults. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveApp } from './setup.ts';

let served: Served;
const path = '/01/06901234567892/10/A1/21/S1';
const link = (more: object) => ({
  code: '6901234567892',
  linkType: 'gs1:instructions',
  href: 'https://maker.example/zh',
  ...more,
});

beforeAll(async () => {
  served = await serveApp();
  for (const each of [
    link({ language: 'zh', title: '使用说明' }),
    link({ language: 'en', href: 'https://maker.example/en', title: 'instructions' }),
    link({
      code: 'https://any.example/01/06901234567892/10/A1',
      linkType: 'gs1:recallStatus',
      href: 'https://maker.example/recall?x=1',
    }),
    link({ code: '91419001MA3X000102', linkType: 'gs1:pip', href: 'https://maker.example/' }),
  ])
    expect((await served.send('POST', '/api/v1/links', each)).statusCode).toBe(201);
});
afterAll(() => served.close());

describe('a link type', () => {
  it('redirects by language, and passes on what came with the scan', async () => {
    for (const [language, to] of [
      ['zh-CN,zh;q=0.9', 'https://maker.example/zh?17=271231'],
      ['en-GB', 'https://maker.example/en?17=271231'],
      ['fr', 'https://maker.example/zh?17=271231'],
    ]) {
      const answer = await served.get(`${path}?linkType=gs1:instructions&17=271231`, { 'accept-language': language! });
      expect([language, answer.statusCode, answer.headers.location]).toEqual([language, 307, to]);
    }
  });

  it('is found for the thing, its lot, its class, and in every spelling of the code', async () => {
    for (const url of [
      '/01/06901234567892/10/A1',
      '/01/6901234567892/10/A1',
      '/gtin/06901234567892/lot/A1'.replace('/gtin', '/t/https://x.example/gtin'),
    ]) {
      const answer = await served.get(`${url}?linkType=https://ref.gs1.org/voc/recallStatus`);
      expect([url, answer.statusCode]).toEqual([url, 307]);
    }
    expect((await served.get('/id/uscc/91419001MA3X000102?linkType=gs1:pip')).headers.location).toBe('https://maker.example/');
  });

  it('that is unknown is a 404 that names the known ones; a wrong code comes before it', async () => {
    expect((await served.get(`${path}?linkType=gs1:nothing`)).json()).toMatchObject({
      status: 404,
      code: 'link_unknown',
      expected: expect.stringContaining('gs1:instructions'),
    });
    expect((await served.get('/01/06901234567890?linkType=gs1:nothing')).json()).toMatchObject({
      status: 400,
      code: 'code_malformed',
    });
  });
});

it('reads the compressed form', async () => {
  expect(
    (await served.get('/CwyNo0UVqIVCQuPZW6HofA6-xngGgIR4?linkType=gs1:instructions', { 'accept-language': 'zh' })).statusCode,
  ).toBe(307);
  expect((await served.get('/AQyNo0UVqA', { accept: 'text/html' })).body).toContain('06901234567892');
  expect((await served.get('/no-such-page', { accept: 'text/html' })).statusCode).toBe(404);
});

describe('a linkset', () => {
  it.each([
    [`${path}?linkType=all`, {}],
    [path, { accept: 'application/linkset+json' }],
    ['/01/06901234567892/21/S1?linkType=linkset', {}],
  ])('%s lists every link with its language, the trace page as default', async (url, headers) => {
    const answer = await served.get(url, headers);
    expect(answer.headers['content-type']).toContain('application/linkset+json');
    const { linkset } = answer.json();
    expect(linkset[0].anchor).toBe('https://id.gs1.org/01/06901234567892/21/S1');
    expect(linkset[0]['https://ref.gs1.org/voc/defaultLink'][0].href).toContain('/t/');
    const product = linkset.find(({ anchor }: { anchor: string }) => anchor === 'https://id.gs1.org/01/06901234567892');
    expect(product['https://ref.gs1.org/voc/instructions']).toEqual([
      { href: 'https://maker.example/zh', title: '使用说明', hreflang: ['zh'] },
      { href: 'https://maker.example/en', title: 'instructions', hreflang: ['en'] },
    ]);
  });

  it('has its description where resolvers are looked for', async () => {
    expect((await served.get('/.well-known/gs1resolver')).json()).toMatchObject({ supportedPrimaryKeys: ['all'] });
  });
});

describe('registering', () => {
  it.each([
    ['code', { code: undefined }],
    ['linkType', { linkType: 'no type' }],
    ['linkType', { linkType: 'gs1:defaultLink' }],
    ['href', { href: 'javascript:alert(1)' }],
    ['href', { href: 'https://' }],
    ['language', { language: 'not a tag' }],
    ['title', { title: 'a\u0000b' }],
  ])('names %s when it is wrong: %j', async (name, wrong) => {
    expect((await served.send('POST', '/api/v1/links', link(wrong))).json()).toMatchObject({ status: 400, path: name });
  });

  it('can be taken back', async () => {
    const extra = link({ linkType: 'gs1:certificationInfo', href: 'https://maker.example/cert' });
    await served.send('POST', '/api/v1/links', extra);
    expect((await served.get(`${path}?linkType=gs1:certificationInfo`)).statusCode).toBe(307);
    expect((await served.send('DELETE', '/api/v1/links', extra)).statusCode).toBe(204);
    expect((await served.send('DELETE', '/api/v1/links', extra)).statusCode).toBe(404);
    expect((await served.get(`${path}?linkType=gs1:certificationInfo`)).statusCode).toBe(404);
  });
});
