/** What comes in that should not: bodies too long, cut off, ambiguous, hostile. Through the socket where the socket is the point. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseBody } from '../../src/capture/index.ts';
import { captureBytes } from '../../src/http/epcis/answers.ts';
import { longestAddress, longestHead } from '../../src/http/too-long.ts';
import { logHead } from '../../src/store/index.ts';
import { type Served, serveApp } from './setup.ts';

let served: Served;
let port: number;
beforeAll(async () => {
  served = await serveApp();
  await served.app.listen({ host: '127.0.0.1', port: 0 });
  port = (served.app.server.address() as { port: number }).port;
});
afterAll(() => served.close());

const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
const event = (id: string, more: object = {}): object => ({
  type: 'ObjectEvent',
  eventID: `urn:body:${id}`,
  eventTime: '2026-05-01T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:body:thing'],
  ...more,
});
const documentOf = (...events: readonly object[]): string =>
  JSON.stringify({
    '@context': [context, { ex: 'https://ns.example.com/' }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-01-01T00:00:00Z',
    epcisBody: { eventList: events },
  });
const post = (payload: string | Buffer, headers: Record<string, string> = {}, url = '/epcis/capture') =>
  served.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
  });

describe('a member that stands twice in one object', () => {
  const rows: readonly (readonly [body: string, path: string])[] = [
    ['{"a":1,"a":2}', '$.a'],
    ['{"a":{"b":[0,{"c":1,"c":1}]}}', '$.a.b[1].c'],
    ['{"a":1,"\\u0061":2}', '$.a'],
    ['{"x:y":1 , "x:y" : 2}', '$["x:y"]'],
    ['{"\\\\":1,"\\u005c":2}', '$["\\\\"]'],
    ['[{"a":1},{"a":1,"b":"a","c":{"a":1},"a":2}]', '$[1].a'],
    [`{${Array.from({ length: 40 }, (_, i) => `"k${i}":{"k":1}`).join(',')},"k7":1}`, '$.k7'],
    [`{${Array.from({ length: 40 }, (_, i) => `"k${i}":1`).join(',')},"z":{"a":1,"a":2}}`, '$.z.a'],
  ];
  test.each(rows)('%s', (body, path) => {
    expect(() => parseBody(Buffer.from(body))).toThrow(expect.objectContaining({ code: 'key_repeated', details: { path } }));
  });

  test.each([
    '[{"a":1},{"a":1}]',
    '{"a":{"a":{"a":1}},"b":{"a":1}}',
    '{"a":"a","b":"a\\"","c":"\\"a\\":1"}',
    '{"aB":1,"b!":2,"Ab":3}',
    `{${Array.from({ length: 60 }, (_, i) => `"k${i}":{"k${i}":1}`).join(',')}}`,
    JSON.stringify(Array(2).fill(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, 1])))),
    '7',
    '"a"',
  ])('%s has none', (body) => {
    expect(parseBody(Buffer.from(body))).toEqual(JSON.parse(body));
  });

  test('is named with its path at the interface, and nothing is stored', async () => {
    const body = documentOf(event('twice')).replace('"action":"OBSERVE"', '"action":"OBSERVE","action":"ADD"');
    expect((await post(body)).json()).toMatchObject({
      status: 400,
      code: 'key_repeated',
      path: '$.epcisBody.eventList[0].action',
    });
    expect(await logHead(served.store.database)).toBe(0);
  });
});

describe('a body that is refused', () => {
  const valid = documentOf(event('x'));
  const rows: readonly (readonly [what: string, body: string | Buffer, headers: Record<string, string>, code: string])[] = [
    ['cut off', valid.slice(0, -20), {}, 'not_json'],
    ['in UTF-16 with a mark', Buffer.from(`\ufeff${valid}`, 'utf16le'), {}, 'not_utf8'],
    ['in UTF-16 without one', Buffer.from(valid, 'utf16le'), {}, 'not_utf8'],
    ['in UTF-16, high byte first', Buffer.from(valid, 'utf16le').swap16(), {}, 'not_utf8'],
    ['with a byte that is no UTF-8', Buffer.from(valid.replace('thing', 'th\xefng'), 'latin1'), {}, 'not_utf8'],
    ['announced as GBK', valid, { 'content-type': 'application/json; charset=GBK' }, 'unsupported_media'],
    ['compressed in a way nobody knows', valid, { 'content-encoding': 'compress' }, 'encoding_unsupported'],
    ['compressed twice', valid, { 'content-encoding': 'gzip, br' }, 'encoding_unsupported'],
    ['announced as compressed and plain', valid, { 'content-encoding': 'gzip' }, 'encoding_damaged'],
    ['compressed and cut off', gzipSync(valid).subarray(0, -9), { 'content-encoding': 'gzip' }, 'encoding_damaged'],
    ['Brotli in name', gzipSync(valid), { 'content-encoding': 'br' }, 'encoding_damaged'],
    ['an object of very many members', `{${Array.from({ length: 10_001 }, (_, i) => `"k${i}":1`).join(',')}}`, {}, 'too_wide'],
  ];
  test.each(rows)('%s', async (_, body, headers, code) => {
    const answer = await post(body, headers);
    expect(answer.json()).toMatchObject({ code });
    expect(answer.statusCode).toBe(code === 'unsupported_media' || code === 'encoding_unsupported' ? 415 : 400);
    expect(await logHead(served.store.database)).toBe(0);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])('a member %s changes no object but its own', async (name) => {
    const wrong = documentOf(event('proto')).replace('"action":', `"${name}":{"polluted":true},"action":`);
    const answer = await post(wrong);
    expect([answer.json().success, answer.json().errors[0]?.code]).toEqual([false, 'event_invalid']);
    const inner = documentOf(event(`inner-${name}`, { 'ex:own': 1 })).replace(
      '"ex:own":1',
      `"ex:own":{"${name}":{"polluted":true}}`,
    );
    await post(inner);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const query = await served.get(`/epcis/events?EXISTS_${name}:x=true&EQ_INNER_${name}:y=1&orderBy=${name}:z`);
    expect(query.statusCode).toBe(200);
  });
});

describe('a compressed body', () => {
  const ways = {
    gzip: gzipSync,
    'x-gzip': gzipSync,
    deflate: deflateSync,
    br: brotliCompressSync,
    zstd: zstdCompressSync,
  } as const;
  test.each(Object.entries(ways))('%s is captured', async (encoding, compress) => {
    const answer = await post(compress(documentOf(event(`compressed-${encoding}`))), { 'content-encoding': encoding });
    expect(answer.json()).toMatchObject({ success: true, stored: 1 });
  });

  const quick = (data: Buffer): Buffer => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  test.each([
    ['gzip', gzipSync],
    ['br', quick],
    ['zstd', zstdCompressSync],
  ] as const)('that stands for 500 MB (%s) is 413 before memory grows', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(500 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(captureBytes);
    const before = process.memoryUsage().rss;
    const answer = await post(bomb, { 'content-encoding': encoding });
    expect(answer.json()).toMatchObject({ status: 413, code: 'body_too_large', expected: captureBytes });
    expect(process.memoryUsage().rss - before).toBeLessThan(160 * 1024 * 1024);
  });
});

/** Sends what `write` writes on a bare connection and returns what came back until it closed. */
function talk(write: (socket: Socket) => void | Promise<void>): Promise<string> {
  return new Promise((resolve) => {
    let came = '';
    const socket = connect(port, '127.0.0.1', () => void write(socket));
    socket.on('data', (bytes) => {
      came += bytes.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(came));
  });
}

const head = (...lines: readonly string[]): string =>
  ['POST /epcis/capture HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', ...lines, '', ''].join('\r\n');

/** 200 MB, as fast as the other side takes them, until it closes. Returns how much was handed over. */
async function pour(socket: Socket, frame: (chunk: Buffer) => Buffer[]): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  let sent = 0;
  for (let i = 0; i < 3_200 && socket.writable; i++) {
    sent += chunk.length;
    for (const part of frame(chunk))
      if (!socket.write(part)) {
        const done = new AbortController();
        const either = (['drain', 'close'] as const).map((name) => once(socket, name, { signal: done.signal }).catch(() => {}));
        await Promise.race(either);
        done.abort();
      }
  }
  return sent;
}

describe('a body beyond the limit', () => {
  test('is refused by its announced length, before it is sent', async () => {
    const came = await talk((socket) => void socket.write(head(`Content-Length: ${200 * 1024 * 1024}`)));
    expect(came).toMatch(/^HTTP\/1\.1 413 /);
    expect(came).toMatch(/connection: close/i);
    expect(came).toContain('body_too_large');
    expect(came).toMatch(/gs1-epcis-capture-limit: 10000\r\n[\s\S]*gs1-epcis-capture-file-size-limit: 33554432\r\n/i);
  });

  test('of 200 MB in chunks is refused at the limit, with bounded memory', async () => {
    const before = process.memoryUsage().rss;
    let sent = 0;
    const came = await talk(async (socket) => {
      socket.write(head('Transfer-Encoding: chunked'));
      sent = await pour(socket, (chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]);
    });
    expect(came === '' || came.includes(' 413 ')).toBe(true);
    expect(sent).toBeLessThan(200 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    expect((await served.get('/healthz')).statusCode).toBe(200);
  });

  test('that lies about its length is cut at the lie: what follows is no request', async () => {
    const came = await talk(async (socket) => {
      socket.write(head('Content-Length: 2'));
      socket.write('{}');
      await pour(socket, (chunk) => [chunk]);
    });
    expect(came).toMatch(/^HTTP\/1\.1 400 [\s\S]*(?:document_invalid|request_malformed)/);
    expect((await served.get('/healthz')).statusCode).toBe(200);
  });

  test('that ends before its announced length stores nothing and holds nothing up', async () => {
    await talk((socket) => {
      socket.write(head('Content-Length: 1000'));
      socket.end('{"type":');
    });
    expect((await served.get('/epcis/events?EQ_eventID=urn:body:x')).statusCode).toBe(200);
  });
});

describe('a long address', () => {
  const ask = (address: string, ...lines: readonly string[]): Promise<string> =>
    talk(
      (socket) =>
        void socket.write([`GET ${address} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...lines, '', ''].join('\r\n')),
    );
  const ofLength = (bytes: number): string => '/epcis/events?MATCH_anyEPC=urn:s:'.padEnd(bytes, 'x');

  test.each([
    ['at the bound', longestAddress, 200],
    ['one byte beyond it', longestAddress + 1, 414],
    ['beyond what is read of a head', longestHead + 10, 414],
    ['of a hundred thousand bytes', 100_000, 414],
  ])('%s', async (_, bytes, status) => {
    const came = await ask(ofLength(bytes));
    expect(came.slice(0, 13)).toBe(`HTTP/1.1 ${status} `);
    if (status === 414) expect(came).toMatch(/"type":"epcisException:URITooLongException"/);
  });

  test('is told from long headers', async () => {
    expect(await ask('/epcis/events', `X-Long: ${'x'.repeat(longestHead)}`)).toMatch(/^HTTP\/1\.1 431 [\s\S]*headers_too_long/);
    expect(await talk((socket) => void socket.end('rubbish\r\n\r\n'))).toMatch(/^HTTP\/1\.1 400 [\s\S]*request_malformed/);
  });
});
