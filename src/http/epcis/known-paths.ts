/** Which methods an address knows, so that another one is told so (405 with Allow, RFC 9110 §15.5.6) and not that nothing is there. */
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../../errors.ts';

/** To be called before any route is added. */
export function refuseOtherMethods(app: FastifyInstance): void {
  const known: { readonly form: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const form = url
      .split('/')
      .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    known.push({ form: new RegExp(`^${form}/?$`), methods: [method].flat() });
  });
  app.addHook('onRequest', (request, _, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?', 1)[0]!;
    const allowed = new Set(known.filter(({ form }) => form.test(path)).flatMap(({ methods }) => methods));
    const wrong = allowed.size > 0 && !allowed.has(request.method);
    const expected = [...allowed].sort().join(', ');
    done(wrong ? new ZhuisuError('method_not_allowed', { came: request.method, expected }) : undefined);
  });
}
