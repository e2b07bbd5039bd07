/** EPCIS 2.0 REST bindings (§8.2) under /epcis: what its parts share, and which parts there are. */
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { deletePageToken } from '../../query/index.ts';
import type { Context } from '../context.ts';
import { noParameters, onlyPaging, perPageOf, type Query } from '../paging.ts';
import { announced, captureLimits, type EpcisAnswers, negotiated } from './answers.ts';
import { jobRoutes } from './capture-jobs.ts';
import { captureRoutes } from './capturing.ts';
import { xmlTypes } from './negotiation.ts';
import { queryRoutes } from './queries.ts';
import { answerEventsOf, eventRoutes } from './reading-events.ts';
import { resourceRoutes } from './resources.ts';

/** Addresses that the OpenAPI gives no query parameters; a word there was meant to do something, and would do nothing. */
const byPathAlone =
  /^\/epcis(?:\/(?:events|capture|queries|eventTypes|epcs|bizSteps|dispositions)\/:\w+|\/queries\/:name\/subscriptions\/:id)?$/;
/** Those that it gives paging alone. */
const paged = /^\/epcis\/(?:bizLocations|readPoints)\/:\w+$/;

function onlyKnownParameters(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ routeOptions: { url = '' }, query }) => {
    if (byPathAlone.test(url)) noParameters(query as Query);
    if (!paged.test(url)) return;
    onlyPaging(query as Query);
    perPageOf(query as Query);
  });
}

export function epcisRoutes(app: FastifyInstance, context: Context): void {
  const { store, permit, now } = context;
  negotiated(app);
  onlyKnownParameters(app);
  app.addContentTypeParser([...xmlTypes], { parseAs: 'buffer' }, (_, body, done) => done(null, body));

  const answers: EpcisAnswers = {
    answerEvents: answerEventsOf(context),
    optionsOf(path, allow, more = async () => ({})) {
      app.options(path, async (request, reply) =>
        reply
          .headers({ ...announced, ...captureLimits, 'gs1-capture-error-behaviour': 'all', allow, ...(await more(request)) })
          .code(204)
          .send(),
      );
    },
  };
  captureRoutes(app, context, answers);
  jobRoutes(app, context, answers);
  eventRoutes(app, context, answers);
  resourceRoutes(app, context, answers);
  queryRoutes(app, context, answers);

  app.delete<{ Params: { token: string } }>(
    '/epcis/nextPageToken/:token',
    { onRequest: permit('query') },
    async (request, reply) => {
      const { token } = request.params;
      if (!(await deletePageToken(store, now(), token)))
        throw new ZhuisuError('not_found', { came: `/epcis/nextPageToken/${token.slice(0, 80)}` });
      return reply.code(204).send();
    },
  );
}
