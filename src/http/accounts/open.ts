/** Everything of accounts, in two pieces: who asks, for the first hook, and the routes. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from '../../access/index.ts';
import { type Desk, openDesk, Provider } from '../../accounts/index.ts';
import { actingOf } from '../../organisations/index.ts';
import { auditPages } from '../console/audit.ts';
import { registrationPages } from '../console/registrations.ts';
import type { Context } from '../context.ts';
import { accountRoutes } from './index.ts';
import { managingRoutes } from './managing.ts';
import { providerRoutes } from './oidc.ts';
import { ownPage } from './own-page.ts';
import { signInPages } from './pages.ts';
import { peoplePages } from './people-pages.ts';
import { formType, identify } from './requests.ts';
import { sharingPages } from './sharing-pages.ts';

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
        peoplePages(scope, context, desk);
        sharingPages(scope, context, desk);
        registrationPages(scope, context);
        auditPages(scope, context);
        if (provider !== undefined) providerRoutes(scope, context, desk, provider);
      });
    },
  };
}
