/** /sign-in and what follows it: each step a form, each answer the next step. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import { codePage, enrolPage, passwordPage, recoveryPage, signInPage } from '../../../web/account/index.ts';
import {
  type Begun,
  beginEnrolment,
  changePassword,
  confirmEnrolment,
  type Desk,
  loginOf,
  type Provider,
  passwordLimits,
  proveSecondFactor,
  type SignedIn,
  type Stage,
  signIn,
  signOut,
} from '../../accounts/index.ts';
import { type Problem, ZhuisuError } from '../../errors.ts';
import { accountByLogin } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { sendHtml } from '../portal.ts';
import { asZhuisuError, problemOf } from '../problems.ts';
import { checkSite, formOf, formToken, keep, nextOf, sessionForm, setCookie, visitorOf } from './requests.ts';

const pathOf: Readonly<Record<Stage, string>> = {
  second_factor: '/sign-in/code',
  password: '/sign-in/password',
  enrol: '/sign-in/enrol',
  open: '/account',
};

/** Where whoever registered themselves sees whether they were approved. */
export const statusPath = '/register/status';

interface Next {
  Querystring: { next?: string };
}

/** Nothing of these pages is kept by anybody; the address of the next page stays within the site, where Origin needs it. */
export function sendPrivate(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return sendHtml(reply, status, page).headers({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
}

export function onwards(reply: FastifyReply, stage: Stage, next: string | undefined): FastifyReply {
  const path = stage === 'open' ? (next ?? pathOf.open) : pathOf[stage];
  const query = stage !== 'open' && next !== undefined ? `?next=${encodeURIComponent(next)}` : '';
  return reply.header('cache-control', 'no-store').redirect(path + query, 303);
}

/** Runs the step; a refusal shows the form again with the reason. */
export async function stepOr(
  request: FastifyRequest,
  reply: FastifyReply,
  step: () => Promise<FastifyReply>,
  again: (refusal: Problem) => string | Promise<string>,
): Promise<FastifyReply> {
  try {
    return await step();
  } catch (error) {
    const refusal = asZhuisuError(error, request);
    if (refusal.row.status >= 500 || refusal.code === 'cross_site' || refusal.code === 'not_signed_in') throw error;
    if (refusal.row.status === 429) reply.header('retry-after', String(refusal.details.seconds ?? 2));
    return sendPrivate(reply, await again(problemOf(refusal, request)), refusal.row.status);
  }
}

export function signInPages(app: FastifyInstance, context: Context, desk: Desk, provider: Provider | undefined): void {
  const { config } = context;
  const view = (request: FastifyRequest, next: string | undefined, refusal?: Problem) => ({
    token: formToken(request, config),
    next,
    refusal,
  });
  /** Whoever waits for review begins where they are told so. */
  const startOf = async (login: string): Promise<string | undefined> => {
    const organisation = (await accountByLogin(desk.database, loginOf(login)))?.organisation ?? undefined;
    const acting = organisation === undefined ? undefined : await desk.actingOf(organisation);
    return acting?.standing === 'unapproved' ? statusPath : undefined;
  };
  const went = (request: FastifyRequest, reply: FastifyReply, begun: Begun, next: string | undefined): FastifyReply => {
    keep(request, reply, context, begun);
    return onwards(reply, begun.stage, next);
  };
  /** The session, when it is at one of these stages; otherwise where it is. */
  const at = (
    request: FastifyRequest,
    reply: FastifyReply,
    next: string | undefined,
    ...stages: Stage[]
  ): SignedIn['session'] | undefined => {
    const session = request.signedIn?.session;
    if (session !== undefined && stages.includes(session.stage as Stage)) return session;
    if (session === undefined) reply.redirect(`/sign-in${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`, 303);
    else onwards(reply, session.stage as Stage, next);
    return undefined;
  };

  app.get<Next>('/sign-in', async (request, reply) => {
    const next = nextOf(request.query.next);
    if (request.signedIn !== undefined) return onwards(reply, request.signedIn.session.stage as Stage, next);
    return sendPrivate(reply, signInPage({ next, provider: provider?.name }));
  });

  app.post('/sign-in', async (request, reply) => {
    checkSite(request, config, true);
    const form = formOf(request);
    const next = nextOf(form.get('next'));
    const login = form.get('login') ?? '';
    return stepOr(
      request,
      reply,
      async () => {
        const begun = await signIn(desk, visitorOf(request, config), login, form.get('password') ?? '');
        if (request.signedIn !== undefined) await signOut(desk, request.signedIn.session);
        return went(request, reply, begun, next ?? (await startOf(login)));
      },
      (refusal) => signInPage({ next, login: login.slice(0, 64), refusal, provider: provider?.name }),
    );
  });

  app.get<Next>('/sign-in/code', async (request, reply) => {
    const next = nextOf(request.query.next);
    if (at(request, reply, next, 'second_factor') === undefined) return reply;
    return sendPrivate(reply, codePage(view(request, next)));
  });

  app.post('/sign-in/code', async (request, reply) => {
    const form = sessionForm(request, config);
    const next = nextOf(form.get('next'));
    const session = at(request, reply, next, 'second_factor');
    if (session === undefined) return reply;
    const typed = form.get('code') ?? form.get('recovery');
    return stepOr(
      request,
      reply,
      async () => went(request, reply, await proveSecondFactor(desk, visitorOf(request, config), session, typed), next),
      (refusal) => codePage(view(request, next, refusal)),
    );
  });

  const passwordView = (
    request: FastifyRequest,
    session: SignedIn['session'],
    next: string | undefined,
    refusal?: Problem,
  ): string =>
    passwordPage({
      ...view(request, next, refusal),
      least: passwordLimits.least,
      login: session.login,
      first: session.stage === 'password',
    });

  app.get<Next>('/sign-in/password', async (request, reply) => {
    const next = nextOf(request.query.next);
    const session = at(request, reply, next, 'password', 'open');
    return session === undefined ? reply : sendPrivate(reply, passwordView(request, session, next));
  });

  app.post('/sign-in/password', async (request, reply) => {
    const form = sessionForm(request, config);
    const next = nextOf(form.get('next'));
    const session = at(request, reply, next, 'password', 'open');
    if (session === undefined) return reply;
    return stepOr(
      request,
      reply,
      async () => {
        const wanted = form.get('new') ?? '';
        if (wanted !== form.get('again'))
          throw new ZhuisuError('value_invalid', { path: 'password', came: 'two different ones', expected: 'the same twice' });
        const given = { current: form.get('current') ?? '', next: wanted };
        return went(request, reply, await changePassword(desk, visitorOf(request, config), session, given), next);
      },
      (refusal) => passwordView(request, session, next, refusal),
    );
  });

  const enrolView = async (
    request: FastifyRequest,
    session: SignedIn['session'],
    next: string | undefined,
    refusal?: Problem,
  ) => {
    const { uri, text } = await beginEnrolment(desk, session);
    const picture = await QRCode.toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
    const symbol = `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`;
    return enrolPage({ ...view(request, next, refusal), symbol, secret: text, must: session.stage === 'enrol' });
  };

  app.get<Next>('/sign-in/enrol', async (request, reply) => {
    const next = nextOf(request.query.next);
    const session = at(request, reply, next, 'enrol', 'open');
    return session === undefined ? reply : sendPrivate(reply, await enrolView(request, session, next));
  });

  app.post('/sign-in/enrol', async (request, reply) => {
    const form = sessionForm(request, config);
    const next = nextOf(form.get('next'));
    const session = at(request, reply, next, 'enrol', 'open');
    if (session === undefined) return reply;
    return stepOr(
      request,
      reply,
      async () => {
        const begun = await confirmEnrolment(desk, visitorOf(request, config), session, form.get('code'));
        keep(request, reply, context, begun);
        return sendPrivate(reply, recoveryPage(begun.codes, next ?? '/account'));
      },
      (refusal) => enrolView(request, session, next, refusal),
    );
  });

  app.post('/sign-out', async (request, reply) => {
    sessionForm(request, config);
    if (request.signedIn !== undefined) await signOut(desk, request.signedIn.session);
    setCookie(request, reply, config, 'session', '', 0);
    return reply.redirect('/sign-in', 303);
  });
}
