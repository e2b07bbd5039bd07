/** The way to another sign-in service and back. */
import type { FastifyInstance } from 'fastify';
import { beginProvider, type Desk, finishProvider, type Provider } from '../../accounts/index.ts';
import type { Context } from '../context.ts';
import { onwards } from './pages.ts';
import { cookieOf, keep, nextOf, redirectOf, setCookie, visitorOf } from './requests.ts';

export function providerRoutes(app: FastifyInstance, context: Context, desk: Desk, provider: Provider): void {
  const { config } = context;

  app.get<{ Querystring: { next?: string } }>('/sign-in/oidc', async (request, reply) => {
    const next = nextOf(request.query.next) ?? '/account';
    const { address, cookie } = await beginProvider(desk, provider, { redirect: redirectOf(request, context), next });
    setCookie(request, reply, config, 'oidc', cookie, 600);
    return reply.header('cache-control', 'no-store').redirect(address, 303);
  });

  app.get('/sign-in/oidc/callback', async (request, reply) => {
    const cookie = cookieOf(request, config, 'oidc');
    // Once: whatever comes of it.
    setCookie(request, reply, config, 'oidc', '', 0);
    reply.header('cache-control', 'no-store');
    const address = new URL(request.url.replace(/^[^?]*/, ''), redirectOf(request, context));
    const { next, begun } = await finishProvider(desk, provider, visitorOf(request, config), {
      cookie,
      address,
      session: request.signedIn?.session,
    });
    if (begun === undefined) return reply.redirect(next, 303);
    keep(request, reply, context, begun);
    return onwards(reply, begun.stage, next);
  });
}
