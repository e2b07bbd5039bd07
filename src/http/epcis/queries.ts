/** Named queries under /epcis/queries (EPCIS 2.0 §8.2.9). Registered within the EPCIS routes, whose headers and limits they share. */
import type { FastifyInstance } from 'fastify';
import { declaredIn, defineQuery, definitionOf, definitions, forgetQuery, parametersOf, turnPage } from '../../query/index.ts';
import { bodyObject } from '../bodies.ts';
import type { Context } from '../context.ts';
import { linkNext, onlyPaging, perPageOf, type Query, tokenOf } from '../paging.ts';
import { onlyOwn } from '../sight/deciding.ts';
import { answer, answerUnlessKnown, type EpcisAnswers } from './answers.ts';
import { eventsRoute } from './reading-events.ts';
import { socketRoute, subscriptionRoutes } from './subscriptions.ts';
import { definitionsXml, definitionXml } from './xml-answers.ts';

interface Named {
  Params: { name: string };
  Querystring: Query;
}

export function queryRoutes(app: FastifyInstance, context: Context, { answerEvents, optionsOf }: EpcisAnswers): void {
  const { store, permit, now, subscriptions } = context;
  const onRequest = permit('query');

  // The standard has query bodies in JSON alone (OpenAPI, POST /queries).
  app.post('/epcis/queries', { onRequest }, async (request, reply) => {
    const declared = Object.fromEntries(declaredIn(request.representation.extensions));
    const definition = await defineQuery(store, bodyObject(request), onlyOwn(request), declared);
    return answer(request, reply.code(201).header('location', `/epcis/queries/${definition.name}`), definition, definitionXml);
  });

  app.get<{ Querystring: Query }>('/epcis/queries', { onRequest }, async (request, reply) => {
    const { query } = request;
    onlyPaging(query);
    const turn = await turnPage<string>(store, now(), ['queries', onlyOwn(request) ?? null], tokenOf(query));
    const { list, next } = await definitions(store, perPageOf(query), turn, onlyOwn(request));
    linkNext(reply, '/epcis/queries', query, next);
    return answerUnlessKnown(request, reply, now(), list, definitionsXml);
  });

  app.get<Named>('/epcis/queries/:name', { onRequest }, async (request, reply) =>
    answerUnlessKnown(request, reply, now(), await definitionOf(store, request.params.name, onlyOwn(request)), definitionXml),
  );

  app.delete<Named>('/epcis/queries/:name', { onRequest }, async (request, reply) => {
    await forgetQuery(store, request.params.name, onlyOwn(request));
    subscriptions.queryDeleted(request.params.name);
    return reply.code(204).send();
  });

  app.get<Named>('/epcis/queries/:name/events', { ...eventsRoute(context), ...socketRoute(context) }, async (request, reply) => {
    onlyPaging(request.query);
    const { name, query } = await definitionOf(store, request.params.name, onlyOwn(request));
    return answerEvents(request, reply, {
      query: request.query,
      path: `/epcis/queries/${name}/events`,
      fixed: parametersOf(query),
      state: JSON.stringify(query),
      queryName: name,
    });
  });

  subscriptionRoutes(app, context, optionsOf);
  optionsOf('/epcis/queries', 'GET, HEAD, POST, OPTIONS');
  optionsOf('/epcis/queries/:name', 'GET, HEAD, DELETE, OPTIONS');
  optionsOf('/epcis/queries/:name/events', 'GET, HEAD, OPTIONS');
}
