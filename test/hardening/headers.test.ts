import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { addressKey } from '../../src/http/hardening.ts';
import { Buckets, rates } from '../../src/http/rates.ts';
import { auditHead, findAudit, type Store } from '../../src/store/index.ts';
import { engines } from '../store/stores.ts';

let opened: { store: Store; close(): Promise<void> };
let store: Store;
let now = Date.UTC(2026, 10, 24, 4);
const apps: FastifyInstance[] = [];
const withSettings = (env: Record<string, string>): FastifyInstance => {
  const app = buildApp(store, readConfig(env), () => now);
  apps.push(app);
  return app;
};
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  store = opened.store;
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await opened.close();
});
const bearer = { authorization: 'Bearer operator-token' };

describe('every answer', () => {
  const addresses: [string, string, Record<string, string>, number][] = [
    ['GET', '/', { accept: 'text/html' }, 200],
    ['GET', '/scan', { accept: 'text/html' }, 200],
    ['GET', '/codes', { accept: 'text/html' }, 200],
    ['GET', '/issue', { accept: 'text/html' }, 200],
    ['GET', '/t/x', { accept: 'text/html' }, 400],
    ['GET', '/nowhere', { accept: 'text/html' }, 404],
    ['GET', '/nowhere', {}, 404],
    ['GET', '/api/docs/errors', { accept: 'text/html' }, 200],
    ['GET', '/api/v1/trace?code=urn:x:1', {}, 404],
    ['GET', '/epcis/events', {}, 401],
    ['GET', '/epcis/events', { authorization: 'Bearer wrong' }, 401],
    ['POST', '/epcis/capture', { ...bearer, 'content-type': 'text/plain' }, 415],
    ['GET', '/healthz', {}, 200],
    ['GET', '/metrics', {}, 200],
    ['GET', '/assets/none.js', {}, 404],
    ['GET', '/%', {}, 404],
  ];
  test.each(addresses)('%s %s %j answers %i and tells the browser what it may not do', async (method, url, headers, status) => {
    const app = withSettings({ ZHUISU_ADMIN_TOKEN: 'operator-token' });
    const response = await app.inject({ method: method as 'GET', url, headers, ...(method === 'POST' ? { payload: 'x' } : {}) });
    expect(response.statusCode).toBe(status);
    const policy = String(response.headers['content-security-policy']);
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", 'form-action'])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*|https?:/);
    expect(policy.includes('wasm-unsafe-eval')).toBe(url === '/scan');
    expect(response.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringMatching(url === '/scan' ? /^camera=\(self\), / : /^camera=\(\), /),
      'x-request-id': expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(response.headers).not.toHaveProperty('strict-transport-security');
    expect(response.headers).not.toHaveProperty('server');
    expect(response.headers).not.toHaveProperty('x-powered-by');
    // The one style element is the one whose hash the policy names; there is no other inline code.
    if (String(response.headers['content-type']).startsWith('text/html')) {
      const { createHash } = await import('node:crypto');
      const styles = [...response.body.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text!);
      for (const text of styles) expect(policy).toContain(createHash('sha256').update(text).digest('base64'));
      expect(response.body).not.toMatch(/ style=| on[a-z]+=|javascript:|<script(?![^>]* src="\/)/);
    }
  });

  test('asks for https from then on, where people come by https', async () => {
    const app = withSettings({ ZHUISU_PUBLIC_URL: 'https://trace.example.cn' });
    expect((await app.inject({ url: '/' })).headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    const behind = withSettings({ ZHUISU_TRUST_PROXY: 'loopback' });
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' };
    expect((await behind.inject({ url: '/', headers })).headers).toHaveProperty('strict-transport-security');
    const alone = withSettings({});
    expect((await alone.inject({ url: '/', headers })).headers).not.toHaveProperty('strict-transport-security');
  });

  test('carries the request id of a proxy that is trusted, and of nobody else', async () => {
    const headers = { 'x-request-id': 'proxy-id-0001', 'x-forwarded-for': '203.0.113.9' };
    const idOf = async (
      env: Record<string, string>,
      remoteAddress: string,
      given: Record<string, string> = headers,
    ): Promise<unknown> =>
      (await withSettings(env).inject({ url: '/healthz', headers: given, remoteAddress })).headers['x-request-id'];
    expect(await idOf({ ZHUISU_TRUST_PROXY: '10.0.0.0/8' }, '10.1.2.3')).toBe('proxy-id-0001');
    expect(await idOf({ ZHUISU_TRUST_PROXY: '10.0.0.0/8' }, '192.0.2.1')).toMatch(/^[0-9a-f]{16}$/);
    expect(await idOf({}, '10.1.2.3')).toMatch(/^[0-9a-f]{16}$/);
    expect(await idOf({ ZHUISU_TRUST_PROXY: '10.1.2.3' }, '10.1.2.3', { 'x-request-id': '<b>&"\r' + 'x'.repeat(9) })).toMatch(
      /^[0-9a-f]{16}$/,
    );
  });

  test.each(['nonsense', '10.0.0.0/99', '10.0.0.0/8,*'])('a proxy named %s is refused at the start', (text) => {
    expect(() => readConfig({ ZHUISU_TRUST_PROXY: text })).toThrow(/ZHUISU_TRUST_PROXY/);
  });
});

describe('how often one may ask', () => {
  test('a bucket empties, fills again, and is forgotten when there are too many', () => {
    const buckets = new Buckets();
    const { burst, perSecond } = rates.attempt;
    for (let i = 0; i < burst; i++) expect(buckets.take('attempt', 'a', 0).allowed).toBe(true);
    expect(buckets.take('attempt', 'a', 0)).toEqual({ allowed: false, left: 0, seconds: 1 / perSecond });
    expect(buckets.take('attempt', 'b', 0).allowed).toBe(true);
    expect(buckets.take('public', 'a', 0).allowed).toBe(true);
    expect(buckets.take('attempt', 'a', 5_000 / perSecond)).toEqual({ allowed: true, left: 4, seconds: 0 });
    // A clock that is set back gives nothing and takes nothing.
    expect(buckets.take('attempt', 'a', 0).left).toBe(3);
    for (let i = 0; i < 100_000; i++) buckets.take('attempt', `flood ${i}`, 0);
    expect(buckets.size).toBe(20_000);
  });

  test('a network of IPv6 is one sender; an address of IPv4 is one however it is written', () => {
    expect(addressKey('2001:db8:1:2::1')).toBe(addressKey('2001:db8:1:2:ffff::9'));
    expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'));
    expect(addressKey('::ffff:203.0.113.9')).toBe(addressKey('203.0.113.9'));
  });

  test('the public may scan much, and is told when it was too much', async () => {
    now += 3_600_000;
    const app = withSettings({});
    const scan = (remoteAddress: string) => app.inject({ url: '/healthz', remoteAddress });
    const first = await scan('203.0.113.7');
    expect(first.headers).toMatchObject({ 'ratelimit-policy': '"public";q=600;w=30', ratelimit: '"public";r=599;t=0' });
    for (let i = 1; i < rates.public.burst; i++) expect((await scan('203.0.113.7')).statusCode).toBe(200);
    const refused = await scan('203.0.113.7');
    expect([refused.statusCode, refused.headers['retry-after'], refused.json()]).toEqual([
      429,
      '1',
      expect.objectContaining({ code: 'too_often', seconds: 1 }),
    ]);
    expect((await scan('203.0.113.8')).statusCode).toBe(200);
    now += 1_000;
    expect((await scan('203.0.113.7')).statusCode).toBe(200);
  });

  test('this machine itself loads as much as it likes; through a proxy it is nobody special', async () => {
    now += 3_600_000;
    const app = withSettings({});
    const ask = (headers: Record<string, string>) => app.inject({ url: '/healthz', headers: { host: 'localhost', ...headers } });
    for (let i = 0; i < 700; i++) expect((await ask({})).statusCode).toBe(200);
    expect((await ask({})).headers).not.toHaveProperty('ratelimit');
    expect((await ask({ 'x-forwarded-for': '203.0.113.9' })).headers).toHaveProperty('ratelimit');
  });

  test('behind a trusted proxy each sender has a limit of its own', async () => {
    now += 3_600_000;
    const app = withSettings({ ZHUISU_TRUST_PROXY: 'loopback' });
    const ask = (from: string) => app.inject({ url: '/healthz', headers: { 'x-forwarded-for': from } });
    expect((await ask('203.0.113.1')).headers.ratelimit).toBe('"public";r=599;t=0');
    expect((await ask('203.0.113.1')).headers.ratelimit).toBe('"public";r=598;t=0');
    expect((await ask('203.0.113.2')).headers.ratelimit).toBe('"public";r=599;t=0');
    // What a sender puts before the address that the proxy adds is not believed.
    expect((await ask('198.51.100.1, 203.0.113.2')).headers.ratelimit).toBe('"public";r=598;t=0');
  });

  test('wrong tokens are tried twenty times, then the right one does not help either for a while', async () => {
    now += 3_600_000;
    const app = withSettings({ ZHUISU_ADMIN_TOKEN: 'operator-token' });
    const ask = (token: string, remoteAddress = '203.0.113.20') =>
      app.inject({ url: '/epcis/events', remoteAddress, headers: { authorization: `Bearer ${token}` } });
    for (let i = 0; i < rates.sign_in.burst; i++) expect((await ask(`guess-${i}`)).statusCode).toBe(401);
    expect((await ask('guess')).statusCode).toBe(429);
    expect((await ask('operator-token')).statusCode).toBe(429);
    expect((await ask('operator-token', '203.0.113.21')).statusCode).toBe(200);
    now += 3_000;
    expect((await ask('operator-token')).statusCode).toBe(200);
  });
});

describe('the audit log over HTTP', () => {
  const app = (): FastifyInstance => withSettings({ ZHUISU_ADMIN_TOKEN: 'operator-token' });

  test('a denial is written down, without what was asked for', async () => {
    now += 3_600_000;
    const response = await app().inject({ url: '/epcis/events?MATCH_anyEPC=secret', remoteAddress: '203.0.113.40' });
    const id = response.headers['x-request-id'] as string;
    const noted = async () =>
      (await findAudit(store.database, { kind: 'denial' }, 5)).find(({ content }) => content.includes(id));
    await expect.poll(noted).toBeDefined();
    const row = await noted();
    expect(JSON.parse(row!.content)).toMatchObject({
      kind: 'denial',
      object: 'GET /epcis/events',
      outcome: 'denied',
      reason: 'not_signed_in',
      principal: { kind: 'public' },
      address: '203.0.113.40',
      request: id,
    });
    expect(row!.content).not.toContain('secret');
  });

  test('is for the operator and the audit administrator alone', async () => {
    for (const url of [
      '/api/v1/audit',
      '/api/v1/audit/kinds',
      '/api/v1/audit/head',
      '/api/v1/audit/verify',
      '/api/v1/audit/export',
    ]) {
      expect((await app().inject({ url, remoteAddress: '203.0.113.50' })).statusCode, url).toBe(401);
      expect((await withSettings({}).inject({ url, headers: { host: 'localhost' } })).statusCode, url).toBe(403);
      expect((await app().inject({ url, headers: bearer })).statusCode, url).toBe(200);
    }
    const { permit } = await import('../../src/access/index.ts');
    const person = (role: 'audit_administrator' | 'system_administrator') =>
      ({ kind: 'person', roles: new Set([role]) }) as const;
    const why = { now: Date.UTC(2026, 10, 24) };
    expect(() => permit(person('audit_administrator'), 'audit', why)).not.toThrow();
    expect(() => permit(person('system_administrator'), 'audit', why)).toThrow(/does not include/);
    expect(() => permit(person('audit_administrator'), 'reveal_personal', why)).toThrow(/do not touch/);
  });

  test('gives pages, newest first, and writes down that they were read', async () => {
    const get = async (url: string) => app().inject({ url, headers: bearer });
    const first = await get('/api/v1/audit?perPage=3&outcome=denied');
    const { entries } = first.json() as { entries: { seq: number; kind: string; hash: string; kindName: object }[] };
    expect(entries).toHaveLength(3);
    expect(entries[0]).toMatchObject({ kindName: { zh: expect.any(String) }, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const next = /<([^>]+)>; rel="next"/.exec(String(first.headers.link))![1]!;
    const second = (await get(next)).json() as { entries: { seq: number }[] };
    expect(second.entries[0]!.seq).toBeLessThan(entries[2]!.seq);
    const [row] = await findAudit(store.database, {}, 1);
    expect(JSON.parse(row!.content)).toMatchObject({
      kind: 'audit_read',
      principal: { kind: 'operator' },
      details: { found: 3, outcome: 'denied' },
    });
  });

  test.each([
    ['kind=nonsense', 'parameter_invalid'],
    ['outcome=maybe', 'parameter_invalid'],
    ['from=yesterday', 'parameter_invalid'],
    ['nextPageToken=x', 'page_token_invalid'],
    ['perPage=100000', 'parameter_invalid'],
    ['who=me', 'parameter_unknown'],
  ])('refuses %s', async (words, code) => {
    const response = await app().inject({ url: `/api/v1/audit?${words}`, headers: bearer });
    expect([response.statusCode, (response.json() as { code: string }).code]).toEqual([400, code]);
  });

  test('is taken out as JSON lines that can be checked, from any number on, and as CSV', async () => {
    const { verifyLines } = await import('../../src/audit/index.ts');
    const get = (words: string) => app().inject({ url: `/api/v1/audit/export?${words}`, headers: bearer });
    async function* lines(text: string): AsyncGenerator<string> {
      yield* text.split('\n');
    }
    const all = await get('');
    const head = await auditHead(store.database);
    expect(all.headers['zhuisu-audit-head']).toMatch(new RegExp(`^${head.seq - 1}:[0-9a-f]{64}$`));
    expect(await verifyLines(lines(all.body))).toMatchObject({ fault: undefined, head: { seq: head.seq - 1 } });
    const part = await get('after=5');
    expect(JSON.parse(part.body.split('\n')[0]!)).toMatchObject({ start: { seq: 5 } });
    expect(await verifyLines(lines(part.body))).toMatchObject({ fault: undefined, head: { seq: head.seq } });
    const csv = await get('format=csv');
    expect(csv.body.split('\r\n')[0]).toBe('\ufeffseq,at,kind,outcome,account,organisation,object,reason,hash,content');
    expect(csv.body.trimEnd().split('\r\n')).toHaveLength(head.seq + 2);
    expect(
      await app()
        .inject({ url: '/api/v1/audit/verify', headers: bearer })
        .then((each) => each.json()),
    ).toMatchObject({ sound: true });
  });
});
