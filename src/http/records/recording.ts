/** Records in the simple form: POST /api/v1/records/{category}/{stage}, one or a list. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseBody } from '../../capture/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { checkRecords, record } from '../../records/index.ts';
import type { Context } from '../context.ts';
import { captureBytes, captureLimits } from '../epcis/answers.ts';
import { behaviourOf } from '../epcis/capturing.ts';
import { inFlight } from '../in-flight.ts';
import { paced } from '../pacing.ts';
import { refusalOf } from '../problems.ts';
import { ownerOf, throughOf } from '../sight/deciding.ts';

type Named = { Params: { category: string; stage: string } };

export function recordRoutes(app: FastifyInstance, { store, now, permit, pace }: Context): void {
  app.post<Named>(
    '/api/v1/records/:category/:stage',
    {
      bodyLimit: captureBytes,
      onRequest: [permit('capture'), paced(pace)],
      errorHandler: (error: Error, _: FastifyRequest, reply: FastifyReply) => {
        reply.headers(captureLimits);
        throw error;
      },
    },
    async (request, reply) => {
      // Many rows of a sheet, one of them wrong: the others are kept, unless it is asked otherwise.
      const behaviour = behaviourOf(request, 'proceed');
      const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
      if (bytes.length === 0) throw new ZhuisuError('not_json', { cause: 'the body is empty' });
      return inFlight(bytes.length, async () => {
        const body = parseBody(bytes);
        const records = Array.isArray(body) ? body : [body];
        const { params } = request;
        const { counts, recordTime, statuses } = await record(store, {
          ...params,
          records,
          owner: ownerOf(request),
          through: throughOf(request),
          now: now(),
          behaviour,
        });
        reply.header('gs1-capture-error-behaviour', behaviour);
        const at = new Date(recordTime).toISOString();
        if (Array.isArray(body)) return { ...counts, recordTime: at, records: statuses };
        const [only] = statuses;
        if (only!.status === 'refused') throw refusalOf(only!.errors ?? [], '');
        reply.header('location', `/epcis/events/${encodeURIComponent(only!.eventID!)}`);
        return reply.code(only!.status === 'stored' ? 201 : 200).send({ ...only, recordTime: at });
      });
    },
  );

  /** For whoever builds a system of their own: what would be said of these records, and nothing of them is kept. */
  app.post<Named>(
    '/api/v1/records/:category/:stage/check',
    { bodyLimit: captureBytes, onRequest: permit('capture') },
    async (request) => {
      const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
      if (bytes.length === 0) throw new ZhuisuError('not_json', { cause: 'the body is empty' });
      return inFlight(bytes.length, async () => {
        const body = parseBody(bytes);
        const records = Array.isArray(body) ? body : [body];
        return { records: await checkRecords(store, { ...request.params, records, owner: ownerOf(request), now: now() }) };
      });
    },
  );
}
