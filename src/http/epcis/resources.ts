/** Top-level resources under /epcis (EPCIS 2.0 §8.2.5): their members, and the events of each. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Action } from '../../access/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { noPrefixes } from '../../events/index.ts';
import { type Formats, translated } from '../../events/xml/index.ts';
import { isListed, listed, parameterOf, type Resource, standardContext, thingOfPath, turnPage } from '../../query/index.ts';
import { queryVersion, type Sight } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { linkNext, onlyPaging, perPageOf, type Query, tokenOf } from '../paging.ts';
import { isKnown } from '../validators.ts';
import { answer, answerUnlessKnown, type EpcisAnswers } from './answers.ts';
import { formatsOf } from './event-documents.ts';
import { eventsRoute } from './reading-events.ts';
import { collectionXml } from './xml-answers.ts';

const resources: readonly Resource[] = ['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'];

interface Named {
  Params: { name: string };
  Querystring: Query;
}

export function resourceRoutes(app: FastifyInstance, context: Context, { answerEvents, optionsOf }: EpcisAnswers): void {
  const { store, permit, now } = context;
  // Lists are read by the standing sight: a case opens events, each look at them noted, and no lists.
  const sightOf = async (request: FastifyRequest, action: Action): Promise<Sight> => {
    const sight = await context.sight(request, action);
    return sight === 'everything' ? sight : sight.filter(({ cases }) => cases === undefined);
  };
  const onRequest = permit('query');

  app.get('/epcis', { onRequest }, async (request, reply) =>
    answerUnlessKnown(request, reply, now(), collection(['queries', 'capture', 'events', ...resources]), ({ member }) =>
      collectionXml(member),
    ),
  );
  optionsOf('/epcis', 'GET, HEAD, OPTIONS');

  const known = async (request: FastifyRequest, reply: FastifyReply, sight: Sight): Promise<boolean> =>
    sight === 'everything' && isKnown(request, reply, now(), await queryVersion(store.database));

  for (const resource of resources) {
    const path = `/epcis/${resource}`;
    const parameter = parameterOf[resource];

    app.get<{ Querystring: Query }>(path, { onRequest }, async (request, reply) => {
      const { query } = request;
      onlyPaging(query);
      const sight = await sightOf(request, 'query');
      const turn = await turnPage<string>(store, now(), sight === 'everything' ? [resource] : [resource, sight], tokenOf(query));
      const perPage = perPageOf(query);
      if (await known(request, reply, sight)) return reply.code(304).send();
      const { members, next } = await listed(store, resource, { perPage, turn, sight });
      linkNext(reply, path, query, next);
      const { cbv } = formatsOf(request.representation);
      // Identifiers are listed in the one spelling in which those of all events meet.
      reply.headers({ 'gs1-epc-format': 'Always_GS1_Digital_Link', 'gs1-cbv-xml-format': cbv });
      const spelt = members.map((each) => wordIn(resource, each, cbv));
      return answer(request, reply, collection(spelt), ({ member }) => collectionXml(member));
    });

    app.get<Named>(`${path}/:name`, { onRequest }, async (request, reply) => {
      const sight = await sightOf(request, 'query');
      if (await known(request, reply, sight)) return reply.code(304).send();
      if (!(await isListed(store, resource, request.params.name, sight)))
        throw new ZhuisuError('not_found', { came: `${path}/${request.params.name.slice(0, 80)}` });
      return answer(request, reply, collection(['events']), ({ member }) => collectionXml(member));
    });

    app.get<Named>(`${path}/:name/events`, eventsRoute(context), async (request, reply) => {
      const { name } = request.params;
      // The disposition alone keeps its own filter beside the path, by the standard's table.
      if (request.query[parameter] !== undefined && resource !== 'dispositions')
        throw new ZhuisuError('parameter_invalid', {
          name: parameter,
          came: 'it',
          expected: 'not to be given: the path says it',
        });
      if (!(await isListed(store, resource, name, await sightOf(request, 'query'))))
        throw new ZhuisuError('not_found', { came: `${path}/${name.slice(0, 80)}` });
      return answerEvents(request, reply, {
        query: request.query,
        path: `${path}/${encodeURIComponent(name)}/events`,
        fixed: { [resource === 'epcs' ? thingOfPath.name : parameter]: name },
      });
    });
    for (const each of [path, `${path}/:name`, `${path}/:name/events`]) optionsOf(each, 'GET, HEAD, OPTIONS');
  }
}

/** Words of the CBV in the spelling asked for; everything else as it is. */
function wordIn(resource: Resource, text: string, cbv: Formats['cbv']): string {
  if (resource !== 'bizSteps' && resource !== 'dispositions') return text;
  const member = resource === 'bizSteps' ? 'bizStep' : 'disposition';
  const event = translated({ [member]: text }, { epc: 'Never_Translates', cbv }, noPrefixes);
  return (event as Readonly<Record<string, string>>)[member]!;
}

const collection = (member: readonly string[]) => ({ '@context': standardContext, type: 'Collection', member });
