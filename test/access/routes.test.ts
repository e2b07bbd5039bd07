/** Every route that the application registers has a row that says what it asks of the decision, and asks it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeRow, routes } from '../../src/access/index.ts';
import { type Served, serveApp } from '../http/setup.ts';

describe('routes', () => {
  let served: Served;
  const registered: { method: string; path: string }[] = [];
  beforeAll(async () => {
    served = await serveApp({
      // With another sign-in service, whose routes are there only then.
      env: { ZHUISU_OIDC_ISSUER: 'http://127.0.0.1:9', ZHUISU_OIDC_CLIENT_ID: 'x', ZHUISU_OIDC_CLIENT_SECRET: 'y' },
      prepare(app) {
        app.addHook('onRoute', ({ method, url }) => {
          for (const each of [method].flat()) registered.push({ method: each, path: url });
        });
      },
    });
    await served.app.register(async (scope) => void scope.get('/forgotten', async () => 'told'));
    await served.app.ready();
  });
  afterAll(async () => served.close());

  test('each has a row, and each row a route', () => {
    const asked = registered.filter(({ method, path }) => method !== 'HEAD' && method !== 'OPTIONS' && path !== '/forgotten');
    expect(asked.length).toBeGreaterThan(80);
    const without = asked.filter(({ method, path }) => routeRow(method, path) === undefined);
    expect(without.map(({ method, path }) => `${method} ${path}: add a row to src/access/routes.ts`)).toEqual([]);
    const known = new Set(asked.map(({ method, path }) => `${method} ${path}`));
    expect(routes.filter(({ method, path }) => !known.has(`${method} ${path}`)).map(({ path }) => path)).toEqual([]);
  });

  test('a route without a row is refused to everybody', async () => {
    expect(served.app.hasRoute({ method: 'GET', url: '/forgotten' })).toBe(true);
    expect((await served.get('/forgotten')).statusCode).toBe(403);
  });

  // A fresh address for each: whoever asks too often is held up before anything else.
  let host = 0;
  const stranger = (): string => `2001:db8:0:${(++host).toString(16)}::1`;

  const closed = routes.filter(({ action }) => !['open', 'trace', 'explain', 'directory', 'complain', 'apply'].includes(action));

  test.each(closed)('$method $path is refused to the public before anything is read', async ({ method, path }) => {
    const url = path.replace(/:\w+|\*/g, 'none');
    const answer = await served.app.inject({
      method,
      url,
      remoteAddress: stranger(),
      ...(method === 'GET' ? {} : { payload: 'not json', headers: { 'content-type': 'application/json' } }),
    });
    expect(answer.statusCode).toBe(401);
    // SOAP has faults of its own.
    if (path === '/epcis/soap') expect(answer.body).toContain('SecurityException');
    else expect(answer.json().code).toBe('not_signed_in');
    if (method !== 'GET') return;
    const head = await served.app.inject({ method: 'HEAD', url, remoteAddress: stranger() });
    expect(head.statusCode).toBe(401);
  });
});
