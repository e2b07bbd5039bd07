/** Everything of accounts, in two pieces: who asks, for the first hook, and the routes. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from '../access/index.ts';
import { type Desk, openDesk, Provider } from '../accounts/index.ts';
import { actingOf } from '../organisations/index.ts';
import { accountRoutes } from './accounts.ts';
import { managingRoutes } from './accounts-managing.ts';
import { providerRoutes } from './accounts-oidc.ts';
import { ownPage } from './accounts-own-page.ts';
import { signInPages } from './accounts-pages.ts';
import { formType, identify } from './accounts-requests.ts';
import type { Context } from './context.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Accounts, sessions and tokens of this application. */
    desk: Desk;
  }
}

const largestForm = 16 * 1024;

export function openAccounts(app: FastifyInstance, context: Context) {
  const { store, config, now } = context;
  const desk = openDesk({ store, now, actingOf: (organisation) => actingOf(store, config.jurisdiction, organisation) });
  app.decorate('desk', desk);
  app.decorateRequest('signedIn', undefined);
  app.addHook('onClose', () => desk.hasher.close());
  return {
    identify: (request: FastifyRequest): Promise<Principal> => identify(request, desk, config),
    routes(): void {
      accountRoutes(app, context, desk);
      managingRoutes(app, desk);
      app.register(async (scope) => {
        scope.addContentTypeParser(formType, { parseAs: 'buffer', bodyLimit: largestForm }, (_, body, done) => done(null, body));
        const provider = config.oidc === undefined ? undefined : new Provider(config.oidc);
        signInPages(scope, context, desk, provider);
        ownPage(scope, context, desk, provider);
        if (provider !== undefined) providerRoutes(scope, context, desk, provider);
      });
    },
  };
}
