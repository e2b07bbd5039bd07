/** /api/v1/account: signing in and out by a program, one's own sessions, password and second factor. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actions, decide } from '../../access/index.ts';
import {
  type Begun,
  beginEnrolment,
  changePassword,
  confirmEnrolment,
  type Desk,
  endOneSession,
  endOtherSessions,
  listSessions,
  proveSecondFactor,
  renewRecoveryCodes,
  secondFactorOf,
  signIn,
  signOut,
} from '../../accounts/index.ts';
import { codeRequest, passwordRequest, signInRequest } from '../../contract/index.ts';
import type { SessionRow } from '../../store/index.ts';
import { bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { checkSite, keep, sessionIn, setCookie, visitorOf } from './requests.ts';

/** What somebody signs in with is not repeated to them. */
const secret = { secret: true } as const;

export function accountRoutes(app: FastifyInstance, context: Context, desk: Desk): void {
  const { config, now } = context;

  const step = (request: FastifyRequest, reply: FastifyReply, begun: Begun): object => {
    keep(request, reply, context, begun);
    return { stage: begun.stage };
  };

  app.post('/api/v1/account/sign-in', async (request, reply) => {
    checkSite(request, config, true);
    const { login, password } = bodyOf(request, signInRequest, secret);
    const begun = await signIn(desk, visitorOf(request, config), login, password);
    if (request.signedIn !== undefined) await signOut(desk, request.signedIn.session);
    return step(request, reply, begun);
  });

  app.post('/api/v1/account/second-factor', async (request, reply) => {
    const session = sessionIn(request);
    const { code } = bodyOf(request, codeRequest, secret);
    return step(request, reply, await proveSecondFactor(desk, visitorOf(request, config), session, code));
  });

  app.get('/api/v1/account/enrolment', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { uri, text } = await beginEnrolment(desk, sessionIn(request));
    return { uri, secret: text.replaceAll(' ', '') };
  });

  app.post('/api/v1/account/enrolment', async (request, reply) => {
    const { code } = bodyOf(request, codeRequest, secret);
    const begun = await confirmEnrolment(desk, visitorOf(request, config), sessionIn(request), code);
    return { ...step(request, reply, begun), recoveryCodes: begun.codes };
  });

  app.post('/api/v1/account/recovery-codes', async (request) => ({
    recoveryCodes: await renewRecoveryCodes(desk, sessionIn(request)),
  }));

  app.post('/api/v1/account/password', async (request, reply) => {
    const { current, next } = bodyOf(request, passwordRequest, secret);
    return step(request, reply, await changePassword(desk, visitorOf(request, config), sessionIn(request), { current, next }));
  });

  app.get('/api/v1/account', async (request) => {
    const session = sessionIn(request);
    const { principal } = request;
    return {
      stage: session.stage,
      ...(session.stage === 'open'
        ? {
            account: session.account,
            login: session.login,
            name: session.name,
            roles: session.roles,
            organisation: principal.organisation ?? null,
            // Of what kind of thing is asked for each, as far as it depends on nothing else.
            may: actions.filter((action) => decide(principal, action, undefined, { now: now() }).allowed),
            secondFactor: await secondFactorOf(desk, session.account),
          }
        : {}),
    };
  });

  app.get('/api/v1/account/sessions', async (request) => {
    const session = sessionIn(request);
    return { sessions: (await listSessions(desk, session)).map((row) => described(row, session.id)) };
  });

  app.delete<{ Params: { id: string } }>('/api/v1/account/sessions/:id', async (request, reply) => {
    await endOneSession(desk, sessionIn(request), request.params.id);
    return reply.code(204).send();
  });

  /** All the others. */
  app.delete('/api/v1/account/sessions', async (request) => ({ ended: await endOtherSessions(desk, sessionIn(request)) }));

  app.post('/api/v1/account/sign-out', async (request, reply) => {
    await signOut(desk, sessionIn(request));
    setCookie(request, reply, config, 'session', '', 0);
    return reply.code(204).send();
  });
}

const described = ({ id, startedAt, seenAt, endsAt, idleUntil, address, agent, stage }: SessionRow, current: string): object => ({
  id,
  current: id === current,
  stage,
  startedAt,
  seenAt,
  endsAt: endsAt < idleUntil ? endsAt : idleUntil,
  address,
  agent,
});
