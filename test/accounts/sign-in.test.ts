/** Signing in, from the first password to the last session, through HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, codeAt } from './browser.ts';
import { arrive, openTown, organisations, password, settle, type Town } from './people.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await settle(town, 'farmer', ['recorder'], organisations.enterprise);
  await settle(town, 'mover', ['recorder'], organisations.enterprise);
  await settle(town, 'head', ['organisation_administrator'], organisations.enterprise);
  await settle(town, 'security', ['security_administrator'], null);
});
afterAll(() => town?.close());

const stageOf = async (client: Client): Promise<unknown> => {
  const answer = await client.get('/api/v1/account');
  return answer.status === 200 ? answer.json().stage : answer.status;
};

describe('a password', () => {
  test('opens a session, and its cookie opens the account', async () => {
    const client = town.client();
    expect((await client.signIn('farmer', password)).json()).toEqual({ stage: 'open' });
    expect((await client.get('/api/v1/account')).json()).toMatchObject({
      login: 'farmer',
      roles: ['recorder'],
      organisation: { id: organisations.enterprise, kind: 'enterprise' },
    });
  });

  test('that is wrong is refused in the same words as an unknown login, and with the same work', async () => {
    await settle(town, 'miller', ['recorder'], organisations.enterprise);
    const { hasher } = town.app.desk;
    const [known, unknown] = [town.client('198.51.100.1'), town.client('198.51.100.2')];
    const before = hasher.made;
    const wrong = await known.signIn('miller', 'something else entirely');
    const between = hasher.made;
    const nobody = await unknown.signIn('no-such-person', 'something else entirely');
    expect([between - before, hasher.made - between]).toEqual([1, 1]);
    expect(nobody.status).toBe(401);
    expect(nobody.json()).toEqual(wrong.json());
    expect([known.cookies.size, unknown.cookies.size]).toEqual([0, 0]);
  });

  test('made under older figures is hashed anew when it is typed', async () => {
    const { Hasher, hashing } = await import('../../src/accounts/index.ts');
    const { accountByLogin, setPassword } = await import('../../src/store/index.ts');
    const id = await settle(town, 'veteran', ['recorder'], organisations.enterprise);
    const old = await new Hasher({ ...hashing, memory: 8_192, passes: 1 }).hash(password);
    await setPassword(town.store.database, id, { password: old, once: false, until: null });
    const stored = async () => (await accountByLogin(town.store.database, 'veteran'))!.password!;
    expect(await stored()).toContain('m=8192,t=1');
    expect((await town.client().signIn('veteran', password)).status).toBe(200);
    expect(await stored()).toContain(`m=${hashing.memory},t=${hashing.passes}`);
    expect((await town.client().signIn('veteran', password)).status).toBe(200);
  });

  test('is typed on any keyboard: full-width letters and capitals of the login are the same', async () => {
    await settle(town, 'zhang.san', ['recorder'], organisations.enterprise);
    expect((await town.client().signIn(' ＺＨＡＮＧ.San ', password)).status).toBe(200);
    expect((await town.client().signIn('zhang.san', password.toUpperCase())).status).toBe(401);
  });
});

describe('a first password', () => {
  test('leads to a password of one’s own and nowhere else', async () => {
    const head = await arrive(town, 'head');
    const made = await head.send('POST', '/api/v1/accounts', { login: 'newcomer', name: '新人', roles: ['recorder'] });
    expect(made.status).toBe(201);
    const { firstPassword } = made.json<{ firstPassword: string }>();
    const client = town.client();
    expect((await client.signIn('newcomer', firstPassword)).json()).toEqual({ stage: 'password' });
    expect((await client.get('/api/v1/account/sessions')).status).toBe(403);
    expect((await client.send('POST', '/api/v1/tokens', { name: 'x', scopes: ['query'] })).status).toBe(401);
    expect((await client.send('POST', '/api/v1/account/password', { next: firstPassword })).status).toBe(400);
    const changed = await client.send('POST', '/api/v1/account/password', { next: 'meadow violin 90 cellar' });
    expect(changed.json()).toEqual({ stage: 'open' });
    expect(await stageOf(client)).toBe('open');
    expect((await town.client().signIn('newcomer', firstPassword)).status).toBe(401);
    expect((await town.client().signIn('newcomer', 'meadow violin 90 cellar')).json()).toEqual({ stage: 'open' });
  });

  test('is worth nothing after a week', async () => {
    const head = await arrive(town, 'head');
    const made = await head.send('POST', '/api/v1/accounts', { login: 'latecomer', name: '来迟', roles: [] });
    town.clock += 7 * 24 * 3_600_000 + 1;
    expect((await town.client().signIn('latecomer', made.json<{ firstPassword: string }>().firstPassword)).status).toBe(401);
  });
});

describe('a second factor', () => {
  test.each([
    ['security_administrator', null],
    ['system_administrator', null],
    ['audit_administrator', null],
    ['organisation_administrator', organisations.department],
  ] as const)('is enrolled before a %s can do anything', async (role, organisation) => {
    const login = `duty-${role}`;
    await settle(town, login, [role], organisation);
    const client = town.client();
    expect((await client.signIn(login, password)).json()).toEqual({ stage: 'enrol' });
    expect((await client.get('/api/v1/accounts')).status).toBe(401);
    const { secret } = (await client.get('/api/v1/account/enrolment')).json<{ secret: string }>();
    expect((await client.get('/api/v1/account/enrolment')).json()).toMatchObject({ secret });
    expect((await client.send('POST', '/api/v1/account/enrolment', { code: '000000' })).status).toBe(401);
    const before = client.cookies.get('zhuisu-session');
    const done = await client.send('POST', '/api/v1/account/enrolment', { code: codeAt(secret, town.clock) });
    expect(done.json()).toMatchObject({ stage: 'open' });
    expect(done.json<{ recoveryCodes: string[] }>().recoveryCodes).toHaveLength(10);
    expect(client.cookies.get('zhuisu-session')).not.toBe(before);
    expect(await stageOf(client)).toBe('open');
  });

  test('counts one step before and after, and no code twice', async () => {
    await settle(town, 'steps', ['security_administrator'], null);
    const { secret } = await arrive(town, 'steps');
    const at = town.clock;
    const tries = async (code: string): Promise<number> => {
      const client = town.client(`198.51.100.${(town.clock / 1000) % 200}`);
      expect((await client.signIn('steps', password)).json()).toEqual({ stage: 'second_factor' });
      return (await client.send('POST', '/api/v1/account/second-factor', { code })).status;
    };
    // The step of the enrolment was taken by it.
    expect(await tries(codeAt(secret!, at - 30_000))).toBe(401);
    expect(await tries(codeAt(secret!, at))).toBe(200);
    expect(await tries(codeAt(secret!, at))).toBe(401);
    expect(await tries(codeAt(secret!, at + 60_000))).toBe(401);
    expect(await tries(codeAt(secret!, at + 30_000))).toBe(200);
    // An older one does not count any more, though the clock of the telephone may be late.
    expect(await tries(codeAt(secret!, at))).toBe(401);
    town.clock += 60_000;
    expect(await tries(codeAt(secret!, town.clock - 30_000))).toBe(401);
    expect(await tries(codeAt(secret!, town.clock))).toBe(200);
  });

  test('two requests with one code are one sign-in', async () => {
    await settle(town, 'twins', ['audit_administrator'], null);
    const { secret } = await arrive(town, 'twins');
    const clients = [town.client('198.51.100.11'), town.client('198.51.100.12')];
    for (const client of clients) await client.signIn('twins', password);
    const code = codeAt(secret!, town.clock);
    const answers = await Promise.all(clients.map((client) => client.send('POST', '/api/v1/account/second-factor', { code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('is replaced by a recovery code, each once, however it is typed', async () => {
    await settle(town, 'loser', ['system_administrator'], null);
    const { recovery } = await arrive(town, 'loser');
    const tries = async (code: string): Promise<number> => {
      const client = town.client();
      await client.signIn('loser', password);
      return (await client.send('POST', '/api/v1/account/second-factor', { code })).status;
    };
    expect(await tries(recovery![0]!.toLowerCase().replaceAll('-', ' '))).toBe(200);
    expect(await tries(recovery![0]!)).toBe(401);
    expect(await tries(recovery![1]!)).toBe(200);
  });

  test('is asked five times in a session, then the session is over', async () => {
    await settle(town, 'guessed', ['system_administrator'], null);
    const { secret } = await arrive(town, 'guessed');
    const client = town.client('192.0.2.77');
    await client.signIn('guessed', password);
    for (let i = 0; i < 5; i++) {
      expect((await client.send('POST', '/api/v1/account/second-factor', { code: '000000' })).status).not.toBe(200);
      town.clock += 60_000;
    }
    const late = await client.send('POST', '/api/v1/account/second-factor', { code: codeAt(secret!, town.clock) });
    expect(late.status).toBe(401);
    expect(await stageOf(client)).toBe(401);
  });

  test('lies sealed in the database, recovery codes and tokens hashed', async () => {
    const client = await arrive(town, 'steps');
    void client;
    const text = JSON.stringify(
      await town.store.database.query(
        `select encode(totp, 'escape') as totp, password, (select json_agg(encode(hash, 'escape')) from session) as sessions from account`,
      ),
    );
    const { secret } = await (async () => {
      await settle(town, 'sealed', ['audit_administrator'], null);
      return arrive(town, 'sealed');
    })();
    expect(text).not.toContain(secret!);
    expect(text).not.toContain(password);
  });
});

describe('a session', () => {
  test('is listed with its place and device, and ended singly or with all others', async () => {
    const clients = [
      await arrive(town, 'mover', '192.0.2.1'),
      await arrive(town, 'mover', '192.0.2.2'),
      await arrive(town, 'mover', '192.0.2.3'),
    ];
    const list = async (client: Client) =>
      (await client.get('/api/v1/account/sessions')).json<{ sessions: { id: string; address: string; current: boolean }[] }>()
        .sessions;
    const seen = await list(clients[0]!);
    expect(seen.map(({ address }) => address).sort()).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
    expect(seen.filter(({ current }) => current).map(({ address }) => address)).toEqual(['192.0.2.1']);
    const second = seen.find(({ address }) => address === '192.0.2.2')!;
    expect((await clients[0]!.send('DELETE', `/api/v1/account/sessions/${second.id}`)).status).toBe(204);
    expect(await Promise.all(clients.map(stageOf))).toEqual(['open', 401, 'open']);
    expect((await clients[0]!.send('DELETE', '/api/v1/account/sessions')).json()).toEqual({ ended: 1 });
    expect(await Promise.all(clients.map(stageOf))).toEqual(['open', 401, 401]);
  });

  test('of somebody else is not there', async () => {
    const [one, other] = [await arrive(town, 'mover'), await arrive(town, 'farmer')];
    const { sessions } = (await other.get('/api/v1/account/sessions')).json<{ sessions: { id: string }[] }>();
    expect((await one.send('DELETE', `/api/v1/account/sessions/${sessions[0]!.id}`)).status).toBe(404);
    expect(await stageOf(other)).toBe('open');
  });

  test('the change of the password ends the others and goes on under a new token', async () => {
    await settle(town, 'changer', ['recorder'], organisations.enterprise);
    const [here, there] = [await arrive(town, 'changer', '192.0.2.1'), await arrive(town, 'changer', '192.0.2.2')];
    const before = here.cookies.get('zhuisu-session')!;
    const wrong = await here.send('POST', '/api/v1/account/password', {
      current: 'not the one',
      next: 'winter copper 38 bridge',
    });
    expect(wrong.status).toBe(401);
    const done = await here.send('POST', '/api/v1/account/password', { current: password, next: 'winter copper 38 bridge' });
    expect(done.status).toBe(200);
    expect([await stageOf(here), await stageOf(there)]).toEqual(['open', 401]);
    here.cookies.set('zhuisu-session', before);
    expect(await stageOf(here)).toBe(401);
  });

  test.each([
    ['farmer', 'a week of silence', 7 * 24, 'open'],
    ['duty-audit_administrator', 'half an hour of silence', 0.5, 'second_factor'],
  ])('of %s ends after %s', async (login, _, hours, stage) => {
    const client = town.client();
    expect((await client.signIn(login, password)).json()).toEqual({ stage });
    const idle = (stage === 'open' ? hours : 0.25) * 3_600_000;
    town.clock += idle - 60_000;
    expect(await stageOf(client)).toBe(stage);
    // Being looked at was activity.
    town.clock += idle - 120_000;
    expect(await stageOf(client)).toBe(stage === 'open' ? 'open' : stage);
    town.clock += idle + 1;
    expect(await stageOf(client)).toBe(401);
  });

  test('ends at its absolute end however busy it is', async () => {
    const client = await arrive(town, 'farmer');
    for (let day = 0; day < 29; day++) {
      town.clock += 24 * 3_600_000;
      expect(await stageOf(client)).toBe('open');
    }
    town.clock += 24 * 3_600_000 + 1;
    expect(await stageOf(client)).toBe(401);
  });

  test('is over for somebody who is suspended, at once', async () => {
    const id = await settle(town, 'suspect', ['recorder'], organisations.enterprise);
    const [head, suspect] = [await arrive(town, 'head'), await arrive(town, 'suspect')];
    expect(await stageOf(suspect)).toBe('open');
    expect((await head.send('PATCH', `/api/v1/accounts/${id}`, { status: 'suspended' })).status).toBe(200);
    expect(await stageOf(suspect)).toBe(401);
    expect((await town.client().signIn('suspect', password)).status).toBe(401);
    expect((await head.send('PATCH', `/api/v1/accounts/${id}`, { status: 'active' })).status).toBe(200);
    expect((await town.client().signIn('suspect', password)).status).toBe(200);
  });

  test.each(['by the page', 'by the API'])('sign-out %s ends it', async (way) => {
    const client = await arrive(town, 'farmer');
    const token = client.cookies.get('zhuisu-session')!;
    const page = await client.get('/account');
    const left = await (way === 'by the API'
      ? client.send('POST', '/api/v1/account/sign-out')
      : client.submit(page, '/sign-out', {}));
    expect(left.status).toBeLessThan(400);
    expect(client.cookies.has('zhuisu-session')).toBe(false);
    client.cookies.set('zhuisu-session', token);
    expect(await stageOf(client)).toBe(401);
  });
});

describe('cookies and other sites', () => {
  test('over https the cookie is bound to the host, out of reach of scripts, and sent by this site', async () => {
    const secure = await openTown({ ZHUISU_PUBLIC_URL: 'https://trace.example' });
    try {
      await settle(secure, 'farmer', ['recorder'], organisations.enterprise);
      const client = secure.client();
      await client.signIn('farmer', password);
      expect(client.lastCookies).toHaveLength(2);
      for (const cookie of client.lastCookies) {
        expect(cookie).toMatch(/^__Host-zhuisu-(session|device)=[\w-]+; /);
        for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(attribute);
        expect(cookie).not.toMatch(/domain/i);
      }
      const token = client.cookies.get('__Host-zhuisu-session')!;
      client.cookies.clear();
      client.cookies.set('zhuisu-session', token);
      expect(await stageOf(client)).toBe(401);
    } finally {
      await secure.close();
    }
  });

  test.each([
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling of the same site', { 'sec-fetch-site': 'same-site' }, 403],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['nowhere, with a cookie', {}, 403],
    ['this site, as the browser says', { 'sec-fetch-site': 'same-origin', origin: 'null' }, 200],
    ['this origin', { origin: 'http://trace.example' }, 200],
  ])('a change sent from %s', async (_, headers, status) => {
    const client = await arrive(town, 'farmer');
    const answer = await client.send('DELETE', '/api/v1/account/sessions', undefined, { bare: true, headers });
    expect(answer.status).toBe(status);
    expect(await stageOf(client)).toBe('open');
  });

  test('a form needs its token, that of this session', async () => {
    const [client, other] = [await arrive(town, 'farmer'), await arrive(town, 'mover')];
    const page = await client.get('/account');
    const foreign = /name="form" value="([^"]+)"/.exec((await other.get('/account')).body)![1]!;
    for (const form of ['', 'x', foreign]) {
      const answer = await client.send('POST', '/account/sessions', new URLSearchParams({ form, end: 'others' }), { bare: true });
      expect(answer.status).toBe(403);
    }
    expect((await client.submit(page, '/account/sessions', { end: 'others' })).location).toBe('/account');
  });

  test.each([
    ['/account', '/account'],
    ['/t/x?y=1', '/t/x?y=1'],
    ['//evil.example', '/account'],
    ['/\\evil.example', '/account'],
    ['https://evil.example', '/account'],
    ['/a\r\nset-cookie: x=y', '/account'],
  ])('after signing in for %s one lands on %s', async (next, landing) => {
    const client = town.client();
    const page = await client.get(`/sign-in?next=${encodeURIComponent(next)}`);
    const answer = await client.submit(page, '/sign-in', { login: 'farmer', password });
    expect([answer.status, answer.location]).toEqual([303, landing]);
  });
});

describe('who asks', () => {
  test('a page that is not for everybody sends its visitor to sign in, and back; a program is told', async () => {
    const client = town.client();
    const asked = await client.get('/account');
    expect([asked.status, asked.location]).toEqual([303, '/sign-in?next=%2Faccount']);
    expect((await client.get('/api/v1/account')).json().repair).toContain('/sign-in');
  });

  const machine = { host: 'localhost:8080', 'sec-fetch-site': 'none' };
  test('this machine without a credential may what it may; a session or a token counts more', async () => {
    expect((await town.get('/epcis/events')).statusCode).toBe(200);
    const client = await arrive(town, 'farmer');
    const cookie = `zhuisu-session=${client.cookies.get('zhuisu-session')}`;
    expect((await town.get('/api/v1/code-ranges')).statusCode).toBe(200);
    const firm = await town.get('/api/v1/organisations?kind=department', { ...machine, cookie });
    expect(firm.json().organisations[0]).not.toHaveProperty('address');
    expect((await town.get('/api/v1/organisations?kind=department')).json().organisations[0]).toHaveProperty('address');
    const begun = town.client();
    await begun.signIn('security', password);
    const unfinished = `zhuisu-session=${begun.cookies.get('zhuisu-session')}`;
    expect((await town.get('/epcis/events', { ...machine, cookie: unfinished })).statusCode).toBe(401);
    expect((await town.get('/epcis/events', { authorization: 'Bearer zs_rubbish' })).statusCode).toBe(401);
  });
});
