/** What somebody would try at the pages of administrators: people of others, forms of other sites, roles that are not theirs to give. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrive as arriveAt, openTown, organisations, settle, type Town } from './people.ts';

let town: Town;
const ids: Record<string, string> = {};

beforeAll(async () => {
  town = await openTown({ ZHUISU_ADMIN_TOKEN: 'the operator of this town' });
  for (const [login, roles, organisation] of [
    ['head', ['organisation_administrator'], organisations.enterprise],
    ['recorder', ['recorder'], organisations.enterprise],
    ['neighbour', ['organisation_administrator'], organisations.neighbour],
    ['worker', ['recorder'], organisations.neighbour],
    ['bureau', ['organisation_administrator'], organisations.department],
    ['security', ['security_administrator'], organisations.department],
    ['system', ['system_administrator'], null],
    ['auditor', ['audit_administrator'], null],
  ] as const)
    ids[login] = await settle(town, login, roles, organisation);
  ids.robot = await settle(town, 'robot', ['recorder'], organisations.neighbour, 'service');
});
afterAll(() => town.close());

/** Signed in once: whoever needs a second factor has enrolled by then. */
const arrived = new Map<string, ReturnType<typeof arriveAt>>();
function arrive(_: Town, login: string): ReturnType<typeof arriveAt> {
  const known = arrived.get(login) ?? arriveAt(town, login);
  arrived.set(login, known);
  return known;
}

/** The token that the forms of a page carry. */
const tokenIn = (page: string): string => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
const fill = (client: Awaited<ReturnType<typeof arriveAt>>, form: string, path: string, fields: Record<string, string> = {}) =>
  client.send('POST', path, new URLSearchParams({ form, ...fields }));

const people = '/account/organisation/people';

describe('people of others', () => {
  const steps: readonly (readonly [string, Record<string, string>])[] = [
    ['rights', { name: 'x', roles: 'organisation_administrator' }],
    ['status', { status: 'suspended' }],
    ['first-password', {}],
    ['second-factor', {}],
    ['sessions', { end: '' }],
    ['tokens', { name: 'x', scopes: 'query', days: '5' }],
    ['tokens/revoke', { token: '00000000-0000-4000-8000-0000000000ff' }],
  ];
  const nobody = '00000000-0000-4000-8000-0000000000ff';

  test.each(['worker', 'robot', 'neighbour', 'bureau', 'auditor'])(
    '%s is not there, and nothing can be done to them',
    async (whose) => {
      const client = await arrive(town, 'head');
      const form = tokenIn((await client.get('/account/organisation')).body);
      expect(form).not.toBe('');
      const plain = (answer: { status: number; body: string }): string =>
        `${answer.status} ${answer.body}`.replaceAll(ids[whose]!, 'ID').replaceAll(nobody, 'ID');
      expect((await client.get(`${people}/${ids[whose]}`)).status).toBe(404);
      expect(plain(await client.get(`${people}/${ids[whose]}`))).toBe(plain(await client.get(`${people}/${nobody}`)));
      for (const [step, fields] of steps)
        expect([step, (await fill(client, form, `${people}/${ids[whose]}/${step}`, fields)).status]).toEqual([step, 404]);
      expect((await client.get('/account/organisation')).body).not.toContain(ids[whose]);
      const { rows } = await town.store.database.pool.query('select status, roles from account where id = $1', [ids[whose]]);
      expect(rows[0].status).toBe('active');
    },
  );

  test('the security administrator sees every account by the API, and on this page none', async () => {
    const client = await arrive(town, 'security');
    expect((await client.get('/account/organisation')).status).toBe(403);
    expect((await client.get(`${people}/${ids.worker}`)).status).toBe(403);
  });

  test.each(['recorder', 'system', 'auditor'])('%s administers nobody', async (login) => {
    const client = await arrive(town, login);
    for (const path of [
      '/account/organisation',
      `${people}/${ids.worker}`,
      '/account/organisation/programs',
      '/account/organisation/sharing',
    ])
      expect([path, (await client.get(path)).status]).toEqual([path, 403]);
    const form = tokenIn((await client.get('/account')).body);
    expect((await fill(client, form, people, { name: 'x', login: 'by-nobody', roles: 'reader' })).status).toBe(403);
    expect((await fill(client, form, `${people}/${ids.recorder}/status`, { status: 'suspended' })).status).toBe(403);
  });
});

describe('what a form carries', () => {
  test('beside its fields is not looked at: organisation, kind, roles of others, status', async () => {
    const client = await arrive(town, 'head');
    const form = tokenIn((await client.get('/account/organisation')).body);
    const made = await fill(client, form, people, {
      name: '新人',
      login: 'mass',
      roles: 'reader',
      organisation: organisations.neighbour,
      kind: 'service',
      status: 'suspended',
    });
    expect(made.status).toBe(200);
    const { rows } = await town.store.database.pool.query(
      'select organisation, kind, status, roles from account where login = $1',
      ['mass'],
    );
    expect(rows[0]).toEqual({ organisation: organisations.enterprise, kind: 'person', status: 'active', roles: ['reader'] });
  });

  test.each(['system_administrator', 'security_administrator', 'audit_administrator', 'official', 'inspector', 'nonsense'])(
    'a firm’s administrator does not give %s',
    async (role) => {
      const client = await arrive(town, 'head');
      const form = tokenIn((await client.get('/account/organisation')).body);
      expect((await fill(client, form, people, { name: 'x', login: `with-${role}`, roles: role })).status).toBeGreaterThanOrEqual(
        400,
      );
      expect(
        (await fill(client, form, `${people}/${ids.recorder}/rights`, { name: 'x', roles: role })).status,
      ).toBeGreaterThanOrEqual(400);
    },
  );

  test('one’s own rights stay', async () => {
    const client = await arrive(town, 'head');
    const form = tokenIn((await client.get('/account/organisation')).body);
    expect((await fill(client, form, `${people}/${ids.head}/rights`, { name: 'x', roles: 'recorder' })).status).toBe(403);
    expect((await fill(client, form, `${people}/${ids.head}/status`, { status: 'suspended' })).status).toBe(403);
  });

  test('a department’s administrator does not touch the three administrators that sit there', async () => {
    const client = await arrive(town, 'bureau');
    const form = tokenIn((await client.get('/account/organisation')).body);
    for (const step of ['status', 'first-password', 'second-factor', 'sessions'])
      expect([step, (await fill(client, form, `${people}/${ids.security}/${step}`, { status: 'suspended' })).status]).toEqual([
        step,
        403,
      ]);
  });

  test('must be of this session and of this site', async () => {
    const client = await arrive(town, 'head');
    const other = await arrive(town, 'neighbour');
    const foreign = tokenIn((await other.get('/account/organisation')).body);
    const paths = [
      people,
      `${people}/${ids.recorder}/status`,
      '/account/organisation/programs/delegations',
      '/account/organisation/sharing',
    ];
    for (const path of paths)
      for (const token of ['', foreign, 'x'.repeat(43)])
        expect([path, (await fill(client, token, path, { status: 'suspended' })).status]).toEqual([path, 403]);
    const own = tokenIn((await client.get('/account/organisation')).body);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const answer = await client.send(
        'POST',
        `${people}/${ids.recorder}/status`,
        new URLSearchParams({ form: own, status: 'suspended' }),
        { headers },
      );
      expect(answer.status).toBe(403);
    }
    expect((await town.client().get('/account/organisation')).location).toBe('/sign-in?next=%2Faccount%2Forganisation');
  });
});

describe('tokens and consents of others', () => {
  test('are neither listed, revoked nor withdrawn', async () => {
    const neighbour = await arrive(town, 'neighbour');
    const token = (
      await neighbour.send('POST', '/api/v1/tokens', { account: ids.robot, name: 'line', scopes: ['capture'] })
    ).json<{ id: string }>();
    const until = new Date(town.clock + 9 * 86_400_000).toISOString();
    const delegation = (
      await neighbour.send('POST', '/api/v1/delegations', { delegate: organisations.vendor, scopes: ['capture'], until })
    ).json<{ id: string }>();
    const consent = (
      await neighbour.send('POST', '/api/v1/consents', {
        receiver: organisations.association,
        kind: 'aggregates',
        purpose: 'figures',
        days: 5,
      })
    ).json<{ id: string }>();
    const client = await arrive(town, 'head');
    const page = await client.get('/account/organisation/programs');
    expect(page.status).toBe(200);
    for (const { id } of [token, delegation]) expect(page.body).not.toContain(id);
    expect((await client.get('/account/organisation/sharing')).body).not.toContain(consent.id);
    const form = tokenIn(page.body);
    expect((await fill(client, form, '/account/organisation/programs/tokens/revoke', { token: token.id })).status).toBe(404);
    expect((await fill(client, form, `${people}/${ids.recorder}/tokens/revoke`, { token: token.id })).status).toBe(404);
    expect((await fill(client, form, '/account/organisation/programs/delegations/withdraw', { id: delegation.id })).status).toBe(
      404,
    );
    expect((await fill(client, form, '/account/organisation/sharing/withdraw', { id: consent.id })).status).toBe(404);
    expect((await neighbour.get('/account/organisation/programs')).body).toContain(delegation.id);
    expect((await neighbour.get(`/api/v1/consents/${consent.id}`)).json().withdrawnAt).toBeUndefined();
    const tokens = (await neighbour.get(`/api/v1/tokens?account=${ids.robot}`)).json<{ tokens: { revokedAt: unknown }[] }>()
      .tokens;
    expect(tokens[0]!.revokedAt).toBeNull();
  });
});

describe('the pages of the console', () => {
  test.each([
    ['/console/registrations', ['system'], ['head', 'recorder', 'security', 'auditor', 'bureau']],
    ['/console/audit', ['auditor'], ['head', 'recorder', 'security', 'system', 'bureau']],
    ['/console/audit/found.csv', ['auditor'], ['head', 'security', 'system']],
  ] as const)('%s opens to %j and not to %j', async (path, open, closed) => {
    for (const login of open) expect((await (await arrive(town, login)).get(path)).status, login).toBe(200);
    for (const login of closed) expect((await (await arrive(town, login)).get(path)).status, login).toBe(403);
  });

  test('a filter that is nonsense is said to be, and nothing is injected by it', async () => {
    const client = await arrive(town, 'auditor');
    expect((await client.get('/console/audit?from=yesterday')).body).toContain('role="alert"');
    for (const text of ["' or '1'='1", '"><script>alert(1)</script>', '%00', '🍎'.repeat(50)]) {
      const answer = await client.get(`/console/audit?object=${encodeURIComponent(text)}&account=${encodeURIComponent(text)}`);
      expect([text, answer.status]).toEqual([text, 200]);
      expect(answer.body).not.toContain('<script>');
      expect(answer.body).toContain('没有符合条件的记录');
    }
  });

  test('looking is written down, whatever was found', async () => {
    const client = await arrive(town, 'auditor');
    await client.get('/console/audit?kind=sign_in');
    const [last] = (await client.get('/api/v1/audit?kind=audit_read&perPage=1')).json<{
      entries: { object: string; details: object }[];
    }>().entries;
    expect(last).toMatchObject({ object: '/console/audit', details: { kind: 'sign_in' } });
  });
});
