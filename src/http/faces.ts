/** The console of departments and the workbench of firms: an empty page and a script; all they show comes through the interface. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { facePage } from '../../web/shared/shell.ts';
import { workbenchPage } from '../../web/workbench/page.ts';
import { ZhuisuError } from '../errors.ts';
import { statusPath } from './accounts/pages.ts';
import { askToSignIn } from './accounts/requests.ts';
import { scriptOf, sheetsOf } from './assets.ts';
import type { Context } from './context.ts';

const faces = {
  console: { title: '监管工作台 · 追溯', source: 'web/console/main.tsx', page: facePage },
  workbench: { title: '企业工作台 · 追溯', source: 'web/workbench/main.tsx', page: workbenchPage },
} as const;

/** `nonce`: of the style elements that the parts of the page make. The camera is for scanning. */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export function faceRoutes(app: FastifyInstance, _context: Context): void {
  for (const name of ['console', 'workbench'] as const) {
    const { title, source, page } = faces[name];
    const show = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      if (request.principal.kind === 'public') return askToSignIn(request, reply);
      // Nothing there is open to whoever was not approved: they are told where it stands.
      if (request.principal.organisation?.standing === 'unapproved') return reply.redirect(statusPath, 303);
      const script = scriptOf(source);
      if (script === undefined) throw new ZhuisuError('not_found', { came: `${request.url.slice(0, 80)} (npm run build)` });
      const nonce = randomBytes(16).toString('base64');
      return reply
        .headers({
          'content-security-policy': policyOf(nonce),
          'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
          'cache-control': 'no-store',
        })
        .type('text/html; charset=utf-8')
        .send(page({ title, script, sheets: sheetsOf(source), nonce, face: name }));
    };
    app.get(`/${name}`, show);
    // Every address below is one of the page's own, so that a view can be linked and restored.
    app.get(`/${name}/*`, show);
  }
}
