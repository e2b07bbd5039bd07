/** Events on their way out: GET /epcis/events, one event by its id, and the pages of other routes that consist of events. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { declaredIn, eventQuestion, eventsByID, pageOf, writtenOut } from '../../query/index.ts';
import { queryVersion } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { linkNext, type Query } from '../paging.ts';
import { isKnown } from '../validators.ts';
import type { EpcisAnswers } from './answers.ts';
import { formatsOf, representedAs } from './event-documents.ts';

export const eventsRoute = (context: Context) => ({ onRequest: context.permit('query'), config: { events: true } });

export function eventRoutes(app: FastifyInstance, context: Context, { answerEvents, optionsOf }: EpcisAnswers): void {
  const { store, now, sight: sightOf, looked } = context;

  app.get<{ Querystring: Query }>('/epcis/events', eventsRoute(context), (request, reply) =>
    answerEvents(request, reply, { query: request.query, path: '/epcis/events' }),
  );

  app.get<{ Params: { id: string } }>('/epcis/events/:id', eventsRoute(context), async (request, reply) => {
    const sight = await sightOf(request, 'query');
    if (sight === 'everything' && isKnown(request, reply, now(), await queryVersion(store.database)))
      return reply.code(304).send();
    const event = await eventsByID(store, request.params.id, { now: now(), sight });
    if (event === undefined) throw new ZhuisuError('not_found', { came: `/epcis/events/${request.params.id.slice(0, 120)}` });
    await looked(request, event.seen);
    if (sight !== 'everything' && isKnown(request, reply, now(), await event.validator())) return reply.code(304).send();
    return sendEvents(request, reply, event.body);
  });

  optionsOf('/epcis/events/:id', 'GET, HEAD, OPTIONS');
}

/**
 * The version is read before the events: an answer may be newer than its validator, never older. Who sees a part of the log gets a
 * validator of what the answer holds: that of the log would tell when others record.
 */
export const answerEventsOf =
  ({ store, now, sight: sightOf, looked }: Context): EpcisAnswers['answerEvents'] =>
  async (request, reply, { query, path, fixed = {}, state = '', queryName }) => {
    const sight = await sightOf(request, 'query');
    const asked = writtenOut(query, declaredIn(request.representation.extensions));
    const question = await eventQuestion(store, asked, {
      now: now(),
      sight,
      fixed,
      ...(queryName === undefined ? {} : { queryName }),
    });
    if (sight === 'everything' && isKnown(request, reply, now(), `${await queryVersion(store.database)} ${state}`))
      return reply.code(304).send();
    const { body, seen, next, validator } = await pageOf(store, question, now());
    await looked(request, seen);
    if (sight !== 'everything' && isKnown(request, reply, now(), await validator())) return reply.code(304).send();
    linkNext(reply, path, query, next);
    return sendEvents(request, reply, body);
  };

/** `document`: an EPCISQueryDocument as it is stored. Throws not_expressible. */
function sendEvents(request: FastifyRequest, reply: FastifyReply, document: string): FastifyReply {
  const { representation } = request;
  const { epc, cbv } = formatsOf(representation);
  return reply
    .headers({ 'gs1-epc-format': epc, 'gs1-cbv-xml-format': cbv })
    .type(`${representation.media}; charset=utf-8`)
    .send(representedAs(representation, document));
}
