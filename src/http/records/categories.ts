/** Categories, their stages and schemas: public, for whoever builds a form or a connection. */
import type { FastifyInstance } from 'fastify';
import { dayOf } from '../../categories/rules/situation.ts';
import {
  describeCategories,
  describeCategory,
  describeProducts,
  describeStage,
  profilesOf,
  schemaNamed,
} from '../../records/index.ts';
import type { Context } from '../context.ts';
import { dayAsked, single } from '../organisations/shared.ts';

type Asked = { Querystring: { at?: string } };
type Id = { Params: { id: string } };
type Named = { Params: { id: string; stage: string } };

export function categoryRoutes(app: FastifyInstance, context: Context): void {
  const setAt = async (query: { at?: string }) => (await profilesOf(context.store)).on(dayAsked(single(query).at, context));

  app.get<Asked>('/api/v1/categories', async ({ query }) => describeCategories(await setAt(query)));

  app.get<{ Querystring: { at?: string; category?: string } }>('/api/v1/products', async ({ query }) => ({
    products: describeProducts(await setAt(query), single(query).category),
  }));

  app.get<Asked & Id>('/api/v1/categories/:id', async ({ query, params }) => describeCategory(await setAt(query), params.id));

  app.get<Asked & Named>('/api/v1/categories/:id/stages/:stage', async ({ query, params }) =>
    describeStage(await setAt(query), params.id, params.stage, dayOf(context.now() * 1_000)),
  );

  app.get<Asked & Named>('/api/v1/categories/:id/stages/:stage/schema.json', async ({ query, params }, reply) =>
    reply.type('application/schema+json; charset=utf-8').send(schemaNamed(await setAt(query), params.id, params.stage)),
  );
}
