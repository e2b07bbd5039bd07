/** What people hold and what is done to them: accounts and rights, tokens, delegations, attackers. Through HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/index.ts';
import type { Answer, Client } from './browser.ts';
import { arrive, openTown, organisations, password, settle, type Town } from './people.ts';

let town: Town;
const ids: Record<string, string> = {};
beforeAll(async () => {
  town = await openTown();
  ids.security = await settle(town, 'security', ['security_administrator'], null);
  ids.system = await settle(town, 'system', ['system_administrator'], null);
  ids.audit = await settle(town, 'audit', ['audit_administrator'], null);
  ids.head = await settle(town, 'head', ['organisation_administrator'], organisations.enterprise);
  ids.farmer = await settle(town, 'farmer', ['recorder'], organisations.enterprise);
  ids.neighbour = await settle(town, 'neighbour', ['organisation_administrator'], organisations.neighbour);
  ids.vendor = await settle(town, 'vendor', ['organisation_administrator'], organisations.vendor);
  ids.clerk = await settle(town, 'clerk', ['recorder'], organisations.association);
  people.security = await arrive(town, 'security');
  people.head = await arrive(town, 'head');
  people.vendor = await arrive(town, 'vendor');
});
afterAll(() => town?.close());
const people: Record<string, Client> = {};

const audited = async (kind: string): Promise<Record<string, unknown>[]> =>
  (await town.store.database.query<{ content: string }>('select content from audit_entry order by seq desc limit 200'))
    .map(({ content }) => JSON.parse(content) as Record<string, unknown>)
    .filter((entry) => entry.kind === kind);

describe('accounts', () => {
  test('are made by the administrator of the organisation, for it alone', async () => {
    const { head } = people;
    const made = await head!.send('POST', '/api/v1/accounts', { login: 'picker', name: '采摘工', roles: ['recorder'] });
    expect(made.status).toBe(201);
    expect(made.json()).toMatchObject({
      organisation: organisations.enterprise,
      login: 'picker',
      roles: ['recorder'],
      status: 'active',
    });
    expect(made.body).not.toContain('argon2');
    const other = { login: 'spy', name: 'spy', roles: ['reader'], organisation: organisations.neighbour };
    expect((await head!.send('POST', '/api/v1/accounts', other)).status).toBe(403);
    const again = await head!.send('POST', '/api/v1/accounts', { login: 'PICKER', name: '同名', roles: [] });
    expect([again.status, again.json().code]).toEqual([409, 'login_taken']);
    const logins = (await head!.get('/api/v1/accounts'))
      .json<{ accounts: { login: string }[] }>()
      .accounts.map(({ login }) => login);
    expect(logins).toEqual(['farmer', 'head', 'picker']);
    expect((await head!.get(`/api/v1/accounts/${ids.neighbour}`)).status).toBe(404);
    // Somebody who is signed in has no token that could be exchanged.
    const refused = (await (await arrive(town, 'farmer')).send('POST', '/api/v1/accounts', other)).json<Record<string, string>>();
    expect([refused.code, refused.titleZh, refused.repairZh]).toEqual([
      'not_allowed',
      expect.stringMatching(/^您的账号无权/),
      expect.not.stringContaining('令牌'),
    ]);
    expect(await audited('account_changed')).toContainEqual(expect.objectContaining({ reason: 'made', object: made.json().id }));
  });

  test('the administrators of departments are made by the security administrator', async () => {
    const wish = {
      login: 'bureau',
      name: '农业农村局',
      roles: ['organisation_administrator'],
      organisation: organisations.department,
    };
    expect((await people.head!.send('POST', '/api/v1/accounts', wish)).status).toBe(403);
    const own = { login: 'hand', name: '帮工', roles: ['recorder'], organisation: organisations.enterprise };
    const beyond = (await people.security!.send('POST', '/api/v1/accounts', own)).json<{ titleZh: string; title: string }>();
    expect([beyond.titleZh, beyond.title]).toEqual([
      '记录员须由以下管理员授予：单位管理员',
      'recorder is given by: administrator of the organisation',
    ]);
    const made = await people.security!.send('POST', '/api/v1/accounts', wish);
    expect(made.status).toBe(201);
    const client = town.client();
    expect((await client.signIn('bureau', made.json<{ firstPassword: string }>().firstPassword)).json()).toEqual({
      stage: 'password',
    });
    const changed = await client.send('POST', '/api/v1/account/password', { next: 'quarry lantern 61 willow' });
    expect(changed.json()).toEqual({ stage: 'enrol' });
  });

  test.each([
    ['two of the three', { roles: ['system_administrator', 'audit_administrator'] }, 400, 'roles_exclude'],
    ['one of the three and another', { roles: ['security_administrator', 'reader'] }, 400, 'role_unfit'],
    ['a role that is none', { roles: ['emperor'] }, 400, 'value_invalid'],
    ['a status that is none', { status: 'frozen' }, 400, 'value_invalid'],
    ['a member that is none', { password: 'x' }, 400, 'value_invalid'],
  ])('cannot get %s', async (_, wish, status, code) => {
    const answer = await people.security!.send('PATCH', `/api/v1/accounts/${ids.system}`, wish);
    expect([answer.status, answer.json().code]).toEqual([status, code]);
  });

  test('the security administrator cannot give rights to themself; the change of somebody else’s ends their sessions', async () => {
    const own = await people.security!.send('PATCH', `/api/v1/accounts/${ids.security}`, { roles: ['system_administrator'] });
    expect([own.status, own.json().code]).toEqual([403, 'rights_own']);
    const picker = await settle(town, 'promoted', ['recorder'], organisations.enterprise);
    const client = await arrive(town, 'promoted');
    expect((await people.head!.send('PATCH', `/api/v1/accounts/${picker}`, { roles: ['reader'] })).status).toBe(200);
    expect((await client.get('/api/v1/account')).status).toBe(401);
    const [entry] = await audited('rights_changed');
    expect(entry).toMatchObject({
      object: picker,
      principal: { account: ids.head },
      details: { before: { roles: ['recorder'] }, after: { roles: ['reader'] } },
    });
  });

  test('a lost password and a lost telephone are mended by the administrator', async () => {
    const id = await settle(town, 'forgetful', ['audit_administrator'], null);
    const before = await arrive(town, 'forgetful');
    const given = await people.security!.send('POST', `/api/v1/accounts/${id}/first-password`);
    expect((await before.get('/api/v1/account')).status).toBe(401);
    expect((await people.security!.send('DELETE', `/api/v1/accounts/${id}/second-factor`)).status).toBe(204);
    const client = town.client();
    expect((await client.signIn('forgetful', given.json<{ firstPassword: string }>().firstPassword)).json()).toEqual({
      stage: 'password',
    });
    const changed = await client.send('POST', '/api/v1/account/password', { next: 'quarry lantern 61 willow' });
    expect(changed.json()).toEqual({ stage: 'enrol' });
    expect((await people.head!.send('POST', `/api/v1/accounts/${id}/first-password`)).status).toBe(404);
  });
});

describe('a token', () => {
  const make = (client: Client, wish: object): Promise<Answer> => client.send('POST', '/api/v1/tokens', wish);
  const bearer = (token: string, more: Record<string, string> = {}) =>
    ({ bare: true, headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...more } }) as const;

  test('is told once, stored as a hash, works without cookie or origin, and shows its last use', async () => {
    const farmer = await arrive(town, 'farmer');
    const made = await make(farmer, { name: '称重程序', scopes: ['trace', 'explain'], days: 30 });
    expect(made.status).toBe(201);
    const { token, id } = made.json<{ token: string; id: string }>();
    const rows = JSON.stringify(await town.store.database.query("select *, encode(hash, 'escape') as text from api_token"));
    expect(rows).not.toContain(token);
    const program = town.client();
    expect((await program.get('/api/v1/codes/6901234567892', bearer(token))).status).toBe(200);
    const { tokens } = (await farmer.get('/api/v1/tokens')).json<{ tokens: { id: string; usedAt: string | null }[] }>();
    expect(tokens.find((each) => each.id === id)!.usedAt).toBe(new Date(town.clock).toISOString());
    expect((await farmer.get('/api/v1/tokens')).body).not.toContain(token);
    expect((await farmer.send('DELETE', `/api/v1/tokens/${id}`)).status).toBe(204);
    expect((await program.get('/api/v1/codes/6901234567892', bearer(token))).status).toBe(401);
    expect((await audited('token_revoked'))[0]).toMatchObject({ object: id });
  });

  test('narrows and never widens', async () => {
    const farmer = await arrive(town, 'farmer');
    const { token } = (await make(farmer, { name: 'wide', scopes: ['capture', 'query', 'audit', 'reveal_personal'] })).json<{
      token: string;
    }>();
    const program = town.client();
    expect((await program.get('/api/v1/audit', bearer(token))).status).toBe(403);
    for (const [method, url] of [
      ['GET', '/api/v1/accounts'],
      ['POST', '/api/v1/tokens'],
      ['POST', '/api/v1/delegations'],
      ['POST', '/api/v1/accounts'],
    ] as const) {
      const answer = await program.send(
        method,
        url,
        method === 'POST' ? { name: 'x', scopes: ['query'] } : undefined,
        bearer(token),
      );
      expect([answer.status, answer.json().code], url).toEqual([403, 'person_needed']);
    }
    expect((await program.get('/api/v1/account/sessions', bearer(token))).status).toBe(401);
  });

  test('ends with its time, with its account, and is refused when mistyped before the database is asked', async () => {
    const farmer = await arrive(town, 'farmer');
    const { token } = (await make(farmer, { name: 'short', scopes: ['trace'], days: 1 })).json<{ token: string }>();
    const program = town.client('198.51.100.50');
    const ask = async (word: string): Promise<number> => (await program.get('/api/v1/account', bearer(word))).status;
    expect((await program.get('/api/v1/trace?code=6901234567892', bearer(token))).status).toBe(404);
    town.clock += 24 * 3_600_000 + 1;
    expect(await ask(token)).toBe(401);
    for (const rubbish of ['zs_', 'zs_x', `${token.slice(0, -1)}!`, `zs_${'a'.repeat(49)}`, `zs_${'0'.repeat(5000)}`])
      expect(await ask(rubbish)).toBe(401);
  });

  test.each([
    [{ name: 'x', scopes: [] }],
    [{ name: 'x', scopes: ['everything'] }],
    [{ name: 'x', scopes: 'query' }],
    [{ name: 'x', scopes: [['query']] }],
    [{ name: '', scopes: ['query'] }],
    [{ name: 'a\u0000b', scopes: ['query'] }],
    [{ name: 'x', scopes: ['query'], days: 0 }],
    [{ name: 'x', scopes: ['query'], days: 367 }],
    [{ name: 'x', scopes: ['query'], days: 1.5 }],
    [{ name: 'x', scopes: ['query'], days: {} }],
    [{ scopes: ['query'] }],
  ])('is not made from %o', async (wish) => {
    const answer = await make(people.head!, wish);
    expect([answer.status, answer.json().code]).toEqual([400, 'value_invalid']);
  });

  test('of a vendor acts for an enterprise while its consent is in force', async () => {
    const { vendor, head } = people;
    const service = await vendor!.send('POST', '/api/v1/accounts', {
      login: 'cloud',
      name: '云服务',
      kind: 'service',
      roles: ['recorder'],
    });
    expect(service.json<{ firstPassword?: string }>().firstPassword).toBeUndefined();
    expect((await town.client().signIn('cloud', password)).status).toBe(401);
    const account = service.json<{ id: string }>().id;
    const { token } = (await make(vendor!, { account, name: '生产', scopes: ['trace', 'explain', 'query'] })).json<{
      token: string;
    }>();
    const program = town.client();
    const actFor = (organisation: string) =>
      program.get('/api/v1/codes/6901234567892', bearer(token, { 'zhuisu-acting-for': organisation }));
    expect((await actFor(organisations.enterprise)).json().code).toBe('consent_missing');
    const until = new Date(town.clock + 30 * 24 * 3_600_000).toISOString();
    const consent = await head!.send('POST', '/api/v1/delegations', {
      delegate: organisations.vendor,
      scopes: ['explain', 'capture'],
      until,
    });
    expect(consent.status).toBe(201);
    expect((await actFor(organisations.enterprise)).status).toBe(200);
    expect((await actFor(organisations.neighbour)).status).toBe(403);
    // The scopes are those of both: the consent has no query, the token no capture.
    const through = await program.get('/epcis/events', bearer(token, { 'zhuisu-acting-for': organisations.enterprise }));
    expect(through.status).toBe(403);
    const id = consent.json<{ id: string }>().id;
    expect((await people.vendor!.send('DELETE', `/api/v1/delegations/${id}`)).status).toBe(404);
    expect((await head!.send('DELETE', `/api/v1/delegations/${id}`)).status).toBe(204);
    expect((await actFor(organisations.enterprise)).json().code).toBe('consent_missing');
    expect((await program.get('/api/v1/codes/6901234567892', bearer(token))).status).toBe(200);
    const list = (await head!.get('/api/v1/delegations')).json<{ delegations: { withdrawnAt: string }[] }>().delegations;
    expect(list[0]!.withdrawnAt).toBe(new Date(town.clock).toISOString());
    expect(await audited('consent_changed')).toHaveLength(2);
  });

  test('a consent that is over, or not begun, is none', async () => {
    const { token } = (await make(people.vendor!, { name: '手工', scopes: ['explain'] })).json<{ token: string }>();
    const [begin, until] = [town.clock + 3_600_000, town.clock + 7_200_000].map((at) => new Date(at).toISOString());
    await people.head!.send('POST', '/api/v1/delegations', {
      delegate: organisations.vendor,
      scopes: ['explain'],
      from: begin,
      until,
    });
    const program = town.client();
    const status = async (): Promise<number> =>
      (await program.get('/api/v1/codes/6901234567892', bearer(token, { 'zhuisu-acting-for': organisations.enterprise }))).status;
    const seen = [await status()];
    town.clock += 3_600_001;
    seen.push(await status());
    town.clock += 3_600_000;
    seen.push(await status());
    expect(seen).toEqual([403, 200, 403]);
  });

  test('the staff of an association acts for a member in the same way', async () => {
    const head = await arrive(town, 'head');
    const until = new Date(town.clock + 24 * 3_600_000).toISOString();
    await head.send('POST', '/api/v1/delegations', { delegate: organisations.association, scopes: ['explain'], until });
    const clerk = await arrive(town, 'clerk');
    const acting = { headers: { 'zhuisu-acting-for': organisations.enterprise, accept: 'application/json' } };
    expect((await clerk.get('/api/v1/account', acting)).json()).toMatchObject({
      organisation: { id: organisations.enterprise, through: { organisation: organisations.association } },
    });
    expect((await clerk.get('/api/v1/accounts', acting)).json().code).toBe('person_needed');
    expect((await clerk.get('/api/v1/account', { headers: { 'zhuisu-acting-for': organisations.neighbour } })).status).toBe(403);
  });

  test.each([
    ['to an enterprise', { delegate: organisations.neighbour }, 'delegate_unfit'],
    ['to nobody', { delegate: '00000000-0000-4000-8000-00000000dead' }, 'organisation_unknown'],
    ['to rubbish', { delegate: { x: 1 } }, 'organisation_unknown'],
    ['for ever', { until: '2126-01-01' }, 'value_invalid'],
    ['into the past', { until: '2020-01-01' }, 'value_invalid'],
    ['until some day', { until: 'soon' }, 'value_invalid'],
    ['for nothing', { scopes: [] }, 'value_invalid'],
  ])('no consent is given %s', async (_, wish, code) => {
    const head = await arrive(town, 'head');
    const whole = {
      delegate: organisations.vendor,
      scopes: ['query'],
      until: new Date(town.clock + 3_600_000).toISOString(),
      ...wish,
    };
    expect((await head.send('POST', '/api/v1/delegations', whole)).json().code).toBe(code);
  });
});

describe('an attacker', () => {
  const guess = (client: Client, login: string): Promise<Answer> => client.signIn(login, 'a wrong guess of sorts');

  test('who guesses from one place is slowed down, and does no work meanwhile', async () => {
    await settle(town, 'target', ['recorder'], organisations.enterprise);
    const attacker = town.client('192.0.2.66');
    const answers: Answer[] = [];
    for (let i = 0; i < 12; i++) answers.push(await guess(attacker, 'target'));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401, 429, 429, 429, 429, 429, 429]);
    expect(Number(answers.at(-1)!.headers['retry-after'])).toBeGreaterThan(0);
    const { made } = town.app.desk.hasher;
    await guess(attacker, 'target');
    expect(town.app.desk.hasher.made).toBe(made);
    // The pauses double: how many guesses an hour allows.
    let let_in = 0;
    for (let second = 0; second < 3600; second += 5) {
      town.clock += 5_000;
      if ((await guess(attacker, 'target')).status === 401) let_in++;
    }
    expect(let_in).toBeLessThan(20);
  });

  test('cannot lock the victim out, neither at a new place nor on a known device', async () => {
    await settle(town, 'victim', ['recorder'], organisations.enterprise);
    const device = await arrive(town, 'victim', '203.0.113.40');
    await device.send('POST', '/api/v1/account/sign-out');
    // From many places, and from the victim's own address too.
    for (let i = 0; i < 40; i++) await guess(town.client(`198.51.100.${i}`), 'victim');
    const beside = town.client('203.0.113.40');
    for (let i = 0; i < 40; i++) await guess(beside, 'victim');
    expect((await guess(beside, 'victim')).status).toBe(429);
    expect((await device.signIn('victim', password)).json()).toEqual({ stage: 'open' });
    expect((await town.client('203.0.113.41').signIn('victim', password)).json()).toEqual({ stage: 'open' });
  });

  test('with an account of their own does not become a known device of another', async () => {
    await settle(town, 'insider', ['recorder'], organisations.neighbour);
    await settle(town, 'prey', ['recorder'], organisations.enterprise);
    const insider = await arrive(town, 'insider', '192.0.2.90');
    let refused = 0;
    for (let i = 0; i < 12; i++) if ((await guess(insider, 'prey')).status === 429) refused++;
    expect(refused).toBe(6);
    // Nor by a cookie of their own making.
    const cookie = insider.cookies.get('zhuisu-device')!;
    insider.cookies.set('zhuisu-device', cookie.slice(0, -4) + (cookie.endsWith('AAAA') ? 'BBBB' : 'AAAA'));
    expect((await insider.signIn('insider', password)).status).toBe(200);
  });

  test('a hundred guesses at once are a hundred', async () => {
    await settle(town, 'burst', ['recorder'], organisations.enterprise);
    const attacker = town.client('192.0.2.120');
    const before = town.app.desk.hasher.made;
    const answers = await Promise.all(Array.from({ length: 50 }, () => guess(attacker, 'burst')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
    expect(town.app.desk.hasher.made - before).toBe(6);
  });

  test('what is typed as a login or a password is in no table and no log', async () => {
    await town.client('192.0.2.130').signIn('my-secret-typed-as-login', 'and-the-password');
    for (const table of ['sign_in_budget', 'audit_entry', 'account', 'session'])
      expect(JSON.stringify(await town.store.database.query(`select t::text from ${table} t`))).not.toMatch(
        /typed-as-login|and-the-password/,
      );
  });

  test('the audit log tells of it, and its chain holds', async () => {
    expect((await audited('sign_in_failed')).length).toBeGreaterThan(5);
    expect((await audited('sign_in')).length).toBeGreaterThan(2);
    expect((await verifyAudit(town.store.database)).fault).toBeUndefined();
  });
});

describe('rubbish', () => {
  const bodies: readonly unknown[] = [
    'not json',
    '[]',
    'null',
    {},
    { login: {}, password: [] },
    { login: 'x'.repeat(10_000), password: 'y' },
    { login: 'x', password: 'y'.repeat(300) },
    { login: '\u0000', password: '\u0000' },
    { login: '\ud800', password: '\ud800' },
    { login: 'farmer', password: '' },
    { login: ['farmer'], password },
  ];
  test('in place of a sign-in is a clear refusal', async () => {
    for (const [i, body] of bodies.entries()) {
      const answer = await town.client(`192.0.2.${i}`).send('POST', '/api/v1/account/sign-in', body);
      expect([400, 401], JSON.stringify(body).slice(0, 60)).toContain(answer.status);
    }
  });

  test('in place of an account is a clear refusal, and nothing is stored', async () => {
    const head = await arrive(town, 'head');
    const count = async () => (await town.store.database.query('select 1 as one from account')).length;
    const before = await count();
    for (const wish of [
      {},
      { login: 'ab', name: 'x' },
      { login: 'has space', name: 'x' },
      { login: 'fine-login', name: '' },
      { login: 'fine-login', name: 'a\u202eb' },
      { login: 'fine-login', name: 'x', roles: 'recorder' },
      { login: 'fine-login', name: 'x', roles: Array(1000).fill('recorder') },
      { login: 'fine-login', name: 'x', kind: 'robot' },
      { login: 'fine-login', name: 'x', organisation: 'not-a-uuid' },
      { login: '\u0000login', name: 'x' },
    ])
      expect((await head.send('POST', '/api/v1/accounts', wish)).status, JSON.stringify(wish).slice(0, 60)).toBeLessThan(500);
    expect(await count()).toBe(before);
  });

  test('in forms and cookies is a page that says so', async () => {
    const client = town.client('192.0.2.200');
    for (const cookie of [
      'zhuisu-session=',
      'zhuisu-session=%00',
      `zhuisu-session=${'a'.repeat(43)}`,
      'zhuisu-device=x',
      'zhuisu-device=Wg',
      'a'.repeat(9000),
    ])
      expect((await client.get('/account', { headers: { cookie } })).location).toBe('/sign-in?next=%2Faccount');
    const form = (body: string | URLSearchParams, headers = {}) => client.send('POST', '/sign-in', body, { headers });
    const urlencoded = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    expect((await form(new URLSearchParams({ login: 'farmer', password: 'wrong' }))).body).toContain('登录名与密码不匹配');
    expect((await form('login=%ff%fe&password=x', urlencoded)).status).toBeLessThan(500);
    expect((await form(`login=${'x'.repeat(20_000)}`, urlencoded)).status).toBe(413);
    expect((await form('<x>', { 'content-type': 'text/xml', accept: 'text/html' })).status).toBe(415);
    const echoed = await form(new URLSearchParams({ login: '"><script>alert(1)</script>', password: 'x' }));
    expect(echoed.body).not.toContain('<script>alert');
    for (const path of ['/sign-in/code', '/sign-in/password', '/sign-in/enrol', '/account/tokens', '/sign-out'])
      expect((await client.send('POST', path, new URLSearchParams({ form: 'x' }))).status, path).toBe(401);
  });
});
