/** /api/v1/views: views of the console that people keep by a name; each account its own. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { viewRequest } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { dropView, keepView, viewsOf } from '../../store/index.ts';
import { bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { isUuid } from '../sight/deciding.ts';

const mostViews = 200;

export function viewRoutes(app: FastifyInstance, { store: { database }, now }: Context): void {
  app.get<{ Querystring: { page?: string } }>('/api/v1/views', async (request) => {
    // The operator and this machine itself have no account to keep anything with.
    if (request.principal.kind !== 'public' && request.principal.account === undefined) return { views: [] };
    const page = [request.query.page].flat()[0]?.slice(0, 40);
    return { views: await viewsOf(database, accountOf(request), page) };
  });

  app.post('/api/v1/views', async (request, reply) => {
    const account = accountOf(request);
    const { page, name, query } = bodyOf(request, viewRequest);
    const kept = await keepView(database, account, { id: randomUUID(), page, name: name.trim(), query }, now(), mostViews);
    if (kept === undefined)
      throw new ZhuisuError('value_invalid', {
        path: 'name',
        came: `view ${mostViews + 1}`,
        expected: `up to ${mostViews} views`,
      });
    return reply.code(201).send(kept);
  });

  app.delete<{ Params: { id: string } }>('/api/v1/views/:id', async (request, reply) => {
    const account = accountOf(request);
    const { id } = request.params;
    if (!isUuid(id) || !(await dropView(database, account, id)))
      throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    return reply.code(204).send();
  });
}

/** Throws not_signed_in. */
function accountOf({ principal }: FastifyRequest): string {
  if (principal.account === undefined) throw new ZhuisuError('not_signed_in');
  return principal.account;
}
