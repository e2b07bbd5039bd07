/** Signing in by another service: a real OpenID Connect provider on loopback, in this process. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from './browser.ts';
import { arrive, openTown, organisations, password, settle, type Town } from './people.ts';

const callback = 'http://trace.example/sign-in/oidc/callback';
let server: Server;
let issuer: string;
let town: Town;

beforeAll(async () => {
  server = createServer((request, response) => handle(request, response));
  let handle: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void = () => {};
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'zhuisu',
        client_secret: 'a-secret-of-this-test',
        redirect_uris: [callback],
        // The portal of the test is reached by plain http.
        application_type: 'web',
      },
    ],
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: 'farmer@trace.example', preferred_username: 'farmer' }),
    }),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['a key of this test'] },
  });
  handle = provider.callback();
  town = await openTown({
    ZHUISU_OIDC_ISSUER: issuer,
    ZHUISU_OIDC_CLIENT_ID: 'zhuisu',
    ZHUISU_OIDC_CLIENT_SECRET: 'a-secret-of-this-test',
    ZHUISU_OIDC_NAME: '政务统一认证',
  });
  town.clock = Date.now();
  await settle(town, 'farmer', ['recorder'], organisations.enterprise);
  await settle(town, 'other', ['recorder'], organisations.enterprise);
  await settle(town, 'auditor', ['audit_administrator'], null);
});
afterAll(async () => {
  await town?.close();
  server?.closeAllConnections();
  server?.close();
});

/** Somebody goes through the pages of the provider as `subject`; where it sends the browser in the end. */
async function atProvider(address: string, subject: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = address;
  let body: URLSearchParams | undefined;
  for (let hop = 0; hop < 20; hop++) {
    if (url.startsWith(callback)) return url.slice('http://trace.example'.length);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    for (const each of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each)!;
      cookies.set(name!, value!);
    }
    body = undefined;
    const location = response.headers.get('location');
    if (location !== null) {
      url = new URL(location, url).href;
      continue;
    }
    const page = await response.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
    if (action === undefined) throw new Error(`${response.status} ${page.slice(0, 800)}`);
    const prompt = /name="prompt" value="(\w+)"/.exec(page)![1]!;
    body = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login: subject, password: 'any' } : {}) });
    url = new URL(action, url).href;
  }
  throw new Error(`the provider goes in circles at ${url}`);
}

async function link(client: Client, subject: string): Promise<number> {
  const page = await client.submit(await client.get('/account'), '/account/identity', {});
  const address = /class="button" href="([^"]+)"/.exec(page.body)![1]!.replaceAll('&amp;', '&');
  return (await client.get(await atProvider(address, subject))).status;
}

async function signInBy(client: Client, subject: string) {
  const begun = await client.get('/sign-in/oidc?next=/codes');
  return client.get(await atProvider(begun.location!, subject));
}

describe('another sign-in service', () => {
  test('stands on the page under its name, and is asked with PKCE, state and nonce', async () => {
    const client = town.client();
    expect((await client.get('/sign-in')).body).toContain('用 政务统一认证 登录');
    const { location } = await client.get('/sign-in/oidc');
    const asked = new URL(location!).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')!.length).toBeGreaterThan(20);
    expect(asked.get('nonce')!.length).toBeGreaterThan(20);
    expect(asked.get('redirect_uri')).toBe(callback);
  });

  test('opens no account by an equal name or e-mail address', async () => {
    const client = town.client();
    const answer = await signInBy(client, 'farmer');
    expect(answer.status).toBe(403);
    expect(client.cookies.has('zhuisu-session')).toBe(false);
  });

  test('opens the account that its owner linked while signed in, and no other', async () => {
    const farmer = await arrive(town, 'farmer');
    expect(await link(farmer, 'subject-1')).toBe(303);
    expect((await farmer.get('/account')).body).toContain('已关联');
    const client = town.client();
    const answer = await signInBy(client, 'subject-1');
    expect([answer.status, answer.location]).toEqual([303, '/codes']);
    expect((await client.get('/api/v1/account')).json()).toMatchObject({ stage: 'open', login: 'farmer' });
    const other = await arrive(town, 'other');
    expect(await link(other, 'subject-1')).toBe(409);
    expect((await signInBy(town.client(), 'subject-2')).status).toBe(403);
  });

  test('is one factor: who needs a second gives it here', async () => {
    const auditor = await arrive(town, 'auditor');
    expect(await link(auditor, 'subject-audit')).toBe(303);
    const client = town.client();
    expect((await signInBy(client, 'subject-audit')).location).toBe('/sign-in/code?next=%2Fcodes');
    expect((await client.get('/api/v1/account')).json()).toEqual({ stage: 'second_factor' });
  });

  test('what comes back counts once, in the browser that began, and unchanged', async () => {
    const [client, thief] = [town.client(), town.client()];
    const begun = await client.get('/sign-in/oidc');
    const back = await atProvider(begun.location!, 'subject-1');
    // Another browser, with a way of its own.
    await thief.get('/sign-in/oidc');
    expect((await thief.get(back)).status).toBe(400);
    expect((await town.client().get(back)).status).toBe(400);
    const changed = await town.client().get('/sign-in/oidc/callback?code=x&state=y');
    expect(changed.status).toBe(400);
    expect((await client.get(back)).status).toBe(303);
    expect((await client.get(back)).status).toBe(400);
  });

  test('a link that another browser began links nothing here', async () => {
    const [other, victim] = [await arrive(town, 'other'), await arrive(town, 'farmer', '203.0.113.70')];
    const began = await other.submit(await other.get('/account'), '/account/identity', {});
    const back = await atProvider(/class="button" href="([^"]+)"/.exec(began.body)![1]!.replaceAll('&amp;', '&'), 'subject-3');
    victim.cookies.set('zhuisu-oidc', other.cookies.get('zhuisu-oidc')!);
    expect((await victim.get(back)).status).toBe(400);
    expect((await signInBy(town.client(), 'subject-3')).status).toBe(403);
  });

  test('that does not answer leaves login and password', async () => {
    const closed = createServer();
    const port = await new Promise<number>((done) =>
      closed.listen(0, '127.0.0.1', () => done((closed.address() as AddressInfo).port)),
    );
    await new Promise((done) => closed.close(done));
    const silent = await openTown({
      ZHUISU_OIDC_ISSUER: `http://127.0.0.1:${port}`,
      ZHUISU_OIDC_CLIENT_ID: 'zhuisu',
      ZHUISU_OIDC_CLIENT_SECRET: 'x',
    });
    try {
      const answer = await silent.client().get('/sign-in/oidc');
      expect([answer.status, answer.body.includes('没有响应')]).toEqual([502, true]);
      await settle(silent, 'farmer', ['recorder'], organisations.enterprise);
      expect((await silent.client().signIn('farmer', password)).status).toBe(200);
    } finally {
      await silent.close();
    }
  });

  test.each([
    [{ ZHUISU_OIDC_ISSUER: 'http://idp.example' }, 'ZHUISU_OIDC_ISSUER'],
    [{ ZHUISU_OIDC_ISSUER: 'https://idp.example' }, 'ZHUISU_OIDC_CLIENT_ID'],
    [{ ZHUISU_OIDC_ISSUER: 'https://idp.example', ZHUISU_OIDC_CLIENT_ID: 'x' }, 'ZHUISU_OIDC_CLIENT_SECRET'],
  ])('half a setting is refused at the start: %o', async (env, name) => {
    const { readConfig } = await import('../../src/config.ts');
    expect(() => readConfig(env)).toThrow(name);
  });
});
