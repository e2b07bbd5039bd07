/** EPCIS 2.0 REST bindings (§8.2) under /epcis: what its parts share, and which parts there are. */
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { deletePageToken } from '../../query/index.ts';
import type { Context } from '../context.ts';
import { announced, captureLimits, type EpcisAnswers, negotiated } from './answers.ts';
import { jobRoutes } from './capture-jobs.ts';
import { captureRoutes } from './capturing.ts';
import { xmlTypes } from './negotiation.ts';
import { queryRoutes } from './queries.ts';
import { answerEventsOf, eventRoutes } from './reading-events.ts';
import { resourceRoutes } from './resources.ts';

export function epcisRoutes(app: FastifyInstance, context: Context): void {
  const { store, permit, now } = context;
  negotiated(app);
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
