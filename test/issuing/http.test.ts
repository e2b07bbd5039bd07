/** Codes issued, downloaded, activated, void: through the interface, on a real database. */
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
});
afterAll(() => served.close());

const ask = (more: object = {}) => ({ product: '6901234567892', lot: 'A1', quantity: 50, declared: 100, request: 'r1', ...more });
const issue = (body: unknown) => served.send('POST', '/api/v1/code-ranges', body);
const linesOf = async (id: string, query = ''): Promise<string[]> =>
  (await served.get(`/api/v1/code-ranges/${id}/codes.csv${query}`)).body.trimEnd().split('\r\n').slice(1);

describe('issuing', () => {
  it('gives codes at once, and the same request the same codes', async () => {
    const first = await issue(ask());
    expect(first.statusCode).toBe(201);
    const range = first.json();
    expect(range).toMatchObject({ product: 'https://id.gs1.org/01/06901234567892', lot: 'A1', quantity: 50, form: 'gs1' });
    const lines = await linesOf(range.id);
    expect(lines).toHaveLength(50);
    expect(new Set(lines).size).toBe(50);
    const again = await issue(ask());
    expect([again.statusCode, again.json().id]).toEqual([200, range.id]);
    expect(await linesOf(range.id)).toEqual(lines);
    expect(await linesOf(range.id, '?from=10&count=5')).toEqual(lines.slice(10, 15));
  });

  it('says the size of a download beforehand and keeps to it', async () => {
    const { id } = (await issue(ask())).json();
    const answer = await served.get(`/api/v1/code-ranges/${id}/codes.csv`);
    expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.body));
    expect(answer.headers['content-disposition']).toContain(`A1-${id}.csv`);
  });

  it('fills a worksheet with the same codes', async () => {
    const { id } = (await issue(ask())).json();
    const answer = await served.get(`/api/v1/code-ranges/${id}/codes.xlsx`);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
    const rows: string[] = [];
    workbook.worksheets[0]!.eachRow((row) => rows.push((row.values as string[]).slice(1).join(',')));
    expect(rows.slice(1)).toEqual(await linesOf(id));
  });

  it('refuses more codes than goods were declared, and changes nothing', async () => {
    const before = (await served.get('/api/v1/code-ranges')).json().ranges.length;
    expect((await issue(ask({ request: 'r2', quantity: 51, declared: undefined }))).json()).toMatchObject({
      status: 409,
      code: 'over_issue',
      left: 50,
    });
    expect((await issue(ask({ request: 'r3', lot: 'NEW', declared: undefined }))).json()).toMatchObject({
      code: 'over_issue',
      declared: 0,
    });
    expect((await issue(ask({ request: 'r4', quantity: 60, declared: 90 }))).json()).toMatchObject({ code: 'over_issue' });
    // The refused request did not lower what was declared: fifty are still to be had.
    expect((await served.get('/api/v1/code-ranges')).json().ranges).toHaveLength(before);
    expect((await issue(ask({ request: 'r5', declared: undefined }))).statusCode).toBe(201);
    expect((await issue(ask({ request: 'r6', quantity: 1, declared: undefined }))).json()).toMatchObject({ left: 0 });
  });

  it('never issues more than declared when many ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        issue({ product: '蜂蜜', lot: 'H', quantity: 10, declared: 100, request: `many ${i}` }),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(10);
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(10);
  });

  it.each([
    ['product', { product: '6901234567890' }],
    ['product', { product: '' }],
    ['product', { product: 7 }],
    ['lot', { lot: 'a b' }],
    ['lot', { lot: undefined }],
    ['quantity', { quantity: 0 }],
    ['quantity', { quantity: 1.5 }],
    ['quantity', { quantity: 100_000_001 }],
    ['declared', { declared: -1 }],
    ['request', { request: undefined }],
    ['request', { request: 'a\nb' }],
  ])('names %s when it is wrong: %j', async (path, wrong) => {
    expect((await issue(ask({ request: 'wrong', ...wrong }))).json()).toMatchObject({ status: 400, code: 'value_invalid', path });
  });

  it('refuses a request name used for something else, rubbish, and strangers', async () => {
    await issue(ask());
    expect((await issue(ask({ quantity: 49 }))).json()).toMatchObject({ status: 409, code: 'request_reused' });
    expect((await issue('[1]')).json()).toMatchObject({ status: 400, path: 'body' });
    expect((await issue('{')).json()).toMatchObject({ status: 400, code: 'not_json' });
    expect((await served.get('/api/v1/code-ranges/nothing/codes.csv')).json()).toMatchObject({ status: 404 });
    for (const [method, url] of [
      ['POST', '/api/v1/code-ranges'],
      ['GET', '/api/v1/code-ranges'],
      ['POST', '/api/v1/gs1-keys'],
      ['POST', '/api/v1/links'],
    ] as const)
      expect((await served.stranger(method, url, method === 'POST' ? ask() : undefined)).statusCode, url).toBe(401);
  });
});

describe('the life of a code', () => {
  const page = (address: string) => served.get(new URL(address).pathname, { accept: 'text/html' });
  const capture = (event: object) =>
    served.send('POST', '/epcis/events', {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'ObjectEvent',
      eventTime: '2026-05-01T08:00:00+08:00',
      eventTimeZoneOffset: '+08:00',
      ...event,
    });

  it.each([
    ['6901234567892', 'L1', 'gs1'],
    ['野生蜂蜜', 'L2', 'own'],
  ])('of %s: issued, in use, void', async (product, lot, form) => {
    const range = (await issue({ product, lot, quantity: 3, declared: 3, request: `life ${lot}` })).json();
    expect(range.form).toBe(form);
    const [first, second] = (await linesOf(range.id)).map((line) => line.split(',') as [string, string]);
    const [code, address] = first!;
    const issued = await page(address);
    expect(issued.statusCode).toBe(200);
    expect(issued.body).toContain('尚未启用');
    const scanned =
      form === 'own' ? code : new URL(address).pathname.replace('/01/', 'https://id.gs1.org/01/').replace(/^\//, '');
    const explained = (await served.get(`/api/v1/codes/${encodeURIComponent(scanned)}`)).json().candidates[0];
    expect(explained).toMatchObject({
      structure: 'valid',
      registered: true,
      recorded: false,
      confirmed: true,
      issue: { lot, state: 'issued' },
    });
    await capture({ eventID: `urn:test:life:${lot}`, action: 'ADD', bizStep: 'commissioning', epcList: [explained.canonical] });
    expect((await page(address)).body).not.toContain('尚未启用');
    const stateOf = async () =>
      (await served.get(`/api/v1/codes/${encodeURIComponent(scanned)}`)).json().candidates[0].issue.state;
    expect(await stateOf()).toBe('activated');
    await capture({
      eventID: `urn:test:life:sold:${lot}`,
      eventTime: '2026-05-02T08:00:00+08:00',
      action: 'OBSERVE',
      bizStep: 'retail_selling',
      epcList: [explained.canonical],
    });
    expect(await stateOf()).toBe('sold');
    const marked = await served.send('POST', `/api/v1/code-ranges/${range.id}/marks`, {
      first: 0,
      last: 0,
      state: 'void',
      reason: '印刷损坏',
    });
    expect(marked.statusCode).toBe(204);
    expect((await page(address)).body).toMatch(/已作废[\s\S]*印刷损坏/);
    expect((await page(second![1])).body).toContain('尚未启用');
  });

  it('never gives out what it did not issue', async () => {
    const range = (await issue({ product: '蜂蜜', lot: 'F', quantity: 2, declared: 2, request: 'forged' })).json();
    const other = (await issue({ product: '6901234567892', lot: 'F', quantity: 2, declared: 2, request: 'forged too' })).json();
    const [own] = (await linesOf(range.id))[0]!.split(',') as [string];
    const [serial] = (await linesOf(other.id))[0]!.split(',') as [string];
    // A well-formed body of our making, with its check character.
    const { unitCheck } = await import('../../src/codes/index.ts');
    const body = `${range.id}0123456789`;
    const forged = await served.get(`/t/ZS${body}${unitCheck(body)}`, { accept: 'text/html' });
    expect([forged.statusCode, forged.body.includes('从未发出')]).toEqual([404, true]);
    // A serial that was issued, on the code of another product.
    const moved = await served.get(`/01/06924561884074/21/${serial}`, { accept: 'text/html' });
    expect([moved.statusCode, moved.body.includes('从未发出')]).toEqual([404, true]);
    // A serial of somebody else's making is not judged.
    expect((await served.get('/01/06924561884074/21/SN1', { accept: 'text/html' })).body).not.toContain('从未发出');
    expect((await served.get(`/t/${own}`, { accept: 'text/html' })).statusCode).toBe(200);
  });
});

describe('labels of a range', () => {
  it('are drawn as PDF and as ZPL, and carry the addresses of the list', async () => {
    const range = (await issue({ product: '6901234567892', lot: 'P1', quantity: 3, declared: 3, request: 'print' })).json();
    const pdf = await served.get(`/api/v1/code-ranges/${range.id}/labels.pdf?layout=40x30&name=${encodeURIComponent('苹果')}`);
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    const zpl = await served.get(`/api/v1/code-ranges/${range.id}/labels.zpl?kind=gs1datamatrix`);
    for (const line of await linesOf(range.id)) expect(zpl.body).toContain(`21${line.split(',')[0]}^FS`);
    expect((await served.get(`/api/v1/code-ranges/${range.id}/labels.pdf?layout=none`)).json()).toMatchObject({
      code: 'layout_unknown',
    });
    expect((await served.get(`/api/v1/code-ranges/${range.id}/labels.zpl?layout=a4-3x8`)).json()).toMatchObject({
      code: 'layout_unknown',
    });
    expect((await served.get(`/api/v1/code-ranges/${range.id}/labels.pdf?kind=aztec`)).json()).toMatchObject({ path: 'kind' });
    expect((await served.get(`/api/v1/code-ranges/${range.id}/labels.pdf?count=4`)).json()).toMatchObject({ path: 'count' });
  });

  it('and single symbols are pictures', async () => {
    const svg = await served.get('/api/v1/symbols/qr.svg?content=hello');
    expect([svg.headers['content-type'], svg.body.slice(0, 4)]).toEqual(['image/svg+xml; charset=utf-8', '<svg']);
    const png = await served.get('/api/v1/symbols/ean13.png?content=6901234567892');
    expect(png.rawPayload.subarray(1, 4).toString()).toBe('PNG');
    expect((await served.get('/api/v1/symbols/ean13.png?content=6901234567890')).json()).toMatchObject({
      status: 400,
      code: 'symbol_refused',
    });
    expect((await served.get('/api/v1/symbols/qr.gif?content=1')).statusCode).toBe(404);
  });
});

describe('a conformity certificate', () => {
  const fields = {
    style: 'producer',
    product: '红富士苹果',
    quantity: '1200 千克',
    origin: '河南省济源市轵城镇',
    issuer: '王屋山果品专业合作社',
    contact: '13800000000',
    bases: ['own_test'],
    request: 'c1',
  };
  const certify = (more: object = {}) => served.send('POST', '/api/v1/certificates', { ...fields, ...more });

  it('gets a number once, a page without the contact, and its paper', async () => {
    const answer = await certify();
    const { number } = answer.json();
    expect([answer.statusCode, /^HGZ-419001-20261124-[0-9A-HJKMNP-TV-Z]{8}$/.test(number)]).toEqual([201, true]);
    expect((await certify()).json().number).toBe(number);
    expect((await certify({ quantity: '9 千克' })).json()).toMatchObject({ code: 'request_reused' });
    const page = await served.get(`/t/${number}`, { accept: 'text/html' });
    expect([page.statusCode, page.body.includes('红富士苹果'), page.body.includes('13800000000')]).toEqual([200, true, false]);
    const explained = (await served.get(`/api/v1/codes/${number}`)).json();
    expect(explained.candidates[0]).toMatchObject({ scheme: 'hgz', registered: true, confirmed: true });
    expect(JSON.stringify(explained)).not.toContain('13800000000');
    expect((await served.get(`/api/v1/certificates/${number}.pdf`)).rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await served.get('/t/HGZ-419001-20261124-00000000', { accept: 'text/html' })).body).toContain('从未发出');
  });

  it.each([
    ['bases', { bases: [] }],
    ['bases[0]', { bases: ['hope'] }],
    ['style', { style: 'third' }],
    ['origin', { origin: '' }],
    ['date', { date: '2026-13-01' }],
    ['division', { division: '41' }],
  ])('names %s when it is wrong', async (path, wrong) => {
    expect((await certify({ request: 'wrong', ...wrong })).json()).toMatchObject({ status: 400, path });
  });
});

describe('GS1 keys', () => {
  const keys = (body: object) =>
    served.send('POST', '/api/v1/gs1-keys', { prefix: '6901234', kind: 'sscc', quantity: 3, request: 'k1', ...body });

  it('follow one another, carry their check digit, and are never given out twice', async () => {
    const first = (await keys({})).json().keys as string[];
    expect(first[0]).toBe('069012340000000009');
    expect((await keys({})).json().keys).toEqual(first);
    const next = (await keys({ request: 'k2' })).json().keys as string[];
    expect(new Set([...first, ...next]).size).toBe(6);
    const items = (await keys({ kind: 'gtin', request: 'k3', quantity: 10 })).json().keys as string[];
    for (const item of items)
      expect((await served.get(`/api/v1/codes/${item}`)).json().candidates[0]).toMatchObject({
        scheme: 'gtin',
        structure: 'valid',
      });
  });

  it('end with the prefix, and wrong requests name their fault', async () => {
    expect((await keys({ prefix: '690123456789', kind: 'gtin', quantity: 1, request: 'e1' })).json().keys).toHaveLength(1);
    expect((await keys({ prefix: '690123456789', kind: 'gtin', quantity: 1, request: 'e2' })).json()).toMatchObject({
      status: 409,
      code: 'prefix_exhausted',
    });
    expect((await keys({ prefix: '12', request: 'e3' })).json()).toMatchObject({ path: 'prefix' });
    expect((await keys({ kind: 'grai', request: 'e4' })).json()).toMatchObject({ path: 'kind' });
  });
});
