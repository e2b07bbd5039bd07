/** Named queries under /epcis/queries (EPCIS 2.0 §8.2.9). Registered within the EPCIS routes, whose headers and limits they share. */
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../errors.ts';
import { defineQuery, definitionOf, definitions, forgetQuery, parametersOf } from '../query/index.ts';
import { bodyObject } from './bodies.ts';
import type { Context } from './context.ts';
import { type EpcisAnswers, linkNext, onlyPaging, type Query, tokenOf, wholeNumber } from './paging.ts';
import { socketRoute, subscriptionRoutes } from './subscriptions.ts';

interface Named {
  Params: { name: string };
  Querystring: Query;
}

export function queryRoutes(app: FastifyInstance, context: Context, { answerEvents, optionsOf }: EpcisAnswers): void {
  const { store, permit, subscriptions } = context;
  const onRequest = permit('query');

  app.post('/epcis/queries', { onRequest: permit('capture') }, async (request, reply) => {
    const definition = await defineQuery(store, bodyObject(request));
    return reply.code(201).header('location', `/epcis/queries/${definition.name}`).send(definition);
  });

  app.get<{ Querystring: Query }>('/epcis/queries', { onRequest }, async (request, reply) => {
    const { query } = request;
    onlyPaging(query);
    const perPage = wholeNumber(query, 'perPage', 30, 1_000);
    const { list, more } = await definitions(store, perPage, afterOf(tokenOf(query)));
    const last = list.at(-1);
    if (more && last !== undefined)
      linkNext(reply, `/epcis/queries?perPage=${perPage}&nextPageToken=${Buffer.from(last.name).toString('base64url')}`);
    return list;
  });

  app.get<Named>('/epcis/queries/:name', { onRequest }, (request) => definitionOf(store, request.params.name));

  app.delete<Named>('/epcis/queries/:name', { onRequest: permit('capture') }, async (request, reply) => {
    await forgetQuery(store, request.params.name);
    subscriptions.queryDeleted(request.params.name);
    return reply.code(204).send();
  });

  app.get<Named>('/epcis/queries/:name/events', { onRequest, ...socketRoute(context) }, async (request, reply) => {
    onlyPaging(request.query);
    const { name, query } = await definitionOf(store, request.params.name);
    return answerEvents(request.query, `/epcis/queries/${name}/events`, reply, parametersOf(query));
  });

  subscriptionRoutes(app, context, optionsOf);
  optionsOf('/epcis/queries', 'GET, POST, OPTIONS');
  optionsOf('/epcis/queries/:name', 'GET, DELETE, OPTIONS');
  optionsOf('/epcis/queries/:name/events', 'GET, OPTIONS');
}

function afterOf(token: string | undefined): string {
  const name = token === undefined ? '' : Buffer.from(token, 'base64url').toString();
  if (/^[\w.-]{0,100}$/.test(name)) return name;
  throw new ZhuisuError('page_token_invalid');
}
