/** Pages of forms for whoever is signed in: shown, sent, and shown again with the reason when what was sent is refused. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn, Stage } from '../../accounts/index.ts';
import type { Problem } from '../../errors.ts';
import type { Context } from '../context.ts';
import { onwards, sendPrivate, stepOr } from './pages.ts';
import { sessionForm, sessionIn } from './requests.ts';

type Session = SignedIn['session'];
type Request = FastifyRequest<{ Params: Readonly<Record<string, string>>; Querystring: Readonly<Record<string, string>> }>;

export interface Asked {
  readonly request: Request;
  readonly session: Session;
  readonly refusal?: Problem | undefined;
  /** What was sent, where it was refused. */
  readonly form?: URLSearchParams;
}

/** Throws not_signed_in, which leads to the sign-in and back; an unfinished sign-in goes on where it is. */
export function showPage(app: FastifyInstance, path: string, page: (asked: Asked) => Promise<string>): void {
  app.get(path, async (request, reply) => {
    const session = sessionIn(request);
    if (session.stage !== 'open') return onwards(reply, session.stage as Stage, undefined);
    return sendPrivate(reply, await page({ request: request as Request, session }));
  });
}

/** `step` answers with a page, or the reply it made, or nothing: then the browser goes to `back`. */
export function takeForm(
  app: FastifyInstance,
  { config }: Context,
  path: string,
  forms: {
    readonly step: (asked: Required<Pick<Asked, 'request' | 'session' | 'form'>>, reply: FastifyReply) => Promise<unknown>;
    readonly again: (asked: Asked) => Promise<string>;
    readonly back: (request: Request) => string;
  },
): void {
  app.post(path, async (request, reply) => {
    const form = sessionForm(request, config);
    const session = sessionIn(request);
    const asked = { request: request as Request, session, form };
    return stepOr(
      request,
      reply,
      async () => {
        const answer = await forms.step(asked, reply);
        if (typeof answer === 'string') return sendPrivate(reply, answer);
        return answer === reply ? reply : reply.redirect(forms.back(asked.request), 303);
      },
      (refusal) => forms.again({ ...asked, refusal }),
    );
  });
}
