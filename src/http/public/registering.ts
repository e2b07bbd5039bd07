/** /register: whoever is not here yet registers themselves and waits for review; /register/status tells them where it stands. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { registerPage, registerStatusPage } from '../../../web/portal/index.ts';
import { thePublic } from '../../access/index.ts';
import { beginAs, loginsFor, ownAccount, passwordLimits, type Stage, signIn, signOut } from '../../accounts/index.ts';
import { auditIn } from '../../audit/index.ts';
import { type Problem, ZhuisuError } from '../../errors.ts';
import { sentAgain, states } from '../../organisations/index.ts';
import { organisationById, organisationChanges, registerWithAccount } from '../../store/index.ts';
import { onwards, sendPrivate, statusPath } from '../accounts/pages.ts';
import { checkSite, formOf, formType, keep, sessionIn, visitorOf } from '../accounts/requests.ts';
import type { Context } from '../context.ts';
import { ownActors } from '../organisations/own-actors.ts';
import { alreadyThere, reviewersOf } from '../organisations/reviewers.ts';
import { registryOf } from '../organisations/shared.ts';
import { asZhuisuError, problemOf } from '../problems.ts';
import { type Filled, filledIn, type Read, readFilled, townsOf } from './register-form.ts';
import { mayCorrect, resubmittingRoutes } from './resubmitting.ts';

const largestForm = 16 * 1024;

export async function registeringRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const { store, config, now } = context;
  const { database } = store;
  const { desk } = app;
  app.addContentTypeParser(formType, { parseAs: 'buffer', bodyLimit: largestForm }, (_, body, done) => done(null, body));

  app.get('/register', async (request, reply) => show(request, reply, 200, filledIn(new URLSearchParams())));

  app.post('/register', { config: { rate: 'register', media: formType } }, async (request, reply) => {
    checkSite(request, config, true);
    const filled = filledIn(formOf(request));
    const visitor = visitorOf(request, config);
    try {
      const { read, faults } = readFilled(filled, registryOf(context));
      if (read === undefined) return show(request, reply, faults[0]!.problem.status, filled, { faults });
      const login = await made(request, read, filled);
      const begun = login === undefined ? await again(request, filled) : await beginAs(desk, visitor, login);
      if (request.signedIn !== undefined) await signOut(desk, request.signedIn.session);
      keep(request, reply, context, begun);
      return onwards(reply, begun.stage, statusPath);
    } catch (error) {
      const refusal = asZhuisuError(error, request);
      if (refusal.row.status >= 500) throw error;
      if (refusal.row.status === 429) reply.header('retry-after', String(refusal.details.seconds ?? 2));
      return show(request, reply, refusal.row.status, filled, { refusal: problemOf(refusal) });
    }
  });

  /** The login of the account that was made with it; undefined where this very form was sent before. Throws registered_already. */
  async function made(request: FastifyRequest, { registration, site }: Read, filled: Filled): Promise<string | undefined> {
    const visitor = visitorOf(request, config);
    const { id, name } = registration;
    const account = await ownAccount(desk, visitor, { organisation: id, name, password: filled.password });
    const entry = { principal: thePublic, outcome: 'allowed', request: request.id, address: request.ip } as const;
    const { roles, kind } = account;
    const done = await registerWithAccount(
      database,
      { registration: { ...registration, account: account.id }, site, account, logins: loginsFor(filled.key) },
      { actor: account.id, at: now() },
      (client) =>
        auditIn(
          client,
          [
            { ...entry, kind: 'organisation_changed', object: id, reason: 'registered by itself' },
            {
              ...entry,
              kind: 'account_changed',
              object: account.id,
              reason: 'made by registering',
              details: { organisation: id, kind, roles },
            },
          ],
          now(),
        ),
    );
    if (done.outcome === 'created') return done.login;
    if (done.row.id === id) return undefined;
    throw alreadyThere(context, registration);
  }

  /** Sent twice with the same password it is the same registration: whoever sent it is let in. */
  async function again(request: FastifyRequest, { key, password }: Filled) {
    const visitor = visitorOf(request, config);
    return signIn(desk, visitor, loginsFor(key)[0], password).catch((error: unknown) => {
      throw error instanceof ZhuisuError && error.code === 'sign_in_refused' ? new ZhuisuError('registration_sent') : error;
    });
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    filled: Filled,
    { faults = [], refusal }: { faults?: Parameters<typeof registerPage>[0]['faults']; refusal?: Problem } = {},
  ): FastifyReply {
    const { password: _, again: __, ...kept } = filled;
    const view = {
      key: filled.key,
      login: loginsFor(filled.key)[0]!,
      filled: kept,
      faults,
      refusal,
      areas: townsOf(registryOf(context)),
      least: passwordLimits.least,
      signedIn: request.signedIn?.session.login,
    };
    return sendPrivate(reply, registerPage(view), status);
  }

  app.get(statusPath, async (request, reply) => {
    const session = sessionIn(request);
    if (session.stage !== 'open') return onwards(reply, session.stage as Stage, statusPath);
    const row = session.organisation === null ? undefined : await organisationById(database, session.organisation);
    if (row === undefined || row.jurisdiction !== undefined) return onwards(reply, 'open', undefined);
    const changes = await organisationChanges(database, row.id);
    const isOwn = await ownActors(database, row.id, changes);
    const { zh, en } = states[row.status as keyof typeof states];
    return sendPrivate(
      reply,
      registerStatusPage({
        name: row.name,
        login: session.login,
        status: row.status,
        statusName: { zh, en },
        registeredAt: row.registeredAt,
        reviewers: reviewersOf(context, row),
        reason: changes.findLast(({ action }) => action === 'refuse')?.reason ?? '',
        categories: row.categories,
        mayCorrect: await mayCorrect(request, context, row),
        count: sentAgain(changes, isOwn)?.count ?? 1,
      }),
    );
  });
  resubmittingRoutes(app, context);
}
