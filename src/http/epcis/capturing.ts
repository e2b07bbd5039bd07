/** Events on their way in: POST /epcis/capture and POST /epcis/events (EPCIS 2.0 §8.2.7). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Captured, capture, type ErrorBehaviour, parseBody, parseXmlBody } from '../../capture/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { gateOf } from '../../records/index.ts';
import type { Context } from '../context.ts';
import { inFlight } from '../in-flight.ts';
import { refusalOf } from '../problems.ts';
import { ownerOf, throughOf } from '../sight/deciding.ts';
import { answer, captureBytes, captureLimits, type EpcisAnswers } from './answers.ts';
import { jobOfCapture, receiptOfCapture } from './capture-jobs.ts';
import { checkBodyVersion, isXml, jsonTypes, malformed, type Version, xmlTypes } from './negotiation.ts';
import { capturedXml, jobXml } from './xml-answers.ts';

const routeOf = (context: Context) => ({
  bodyLimit: captureBytes,
  onRequest: context.permit('capture'),
  // Who sent too much learns from the refusal how much may be sent (OpenAPI, 413CapturePayloadTooLarge).
  errorHandler: (error: Error, _: FastifyRequest, reply: FastifyReply) => {
    reply.headers(captureLimits);
    throw error;
  },
  config: { media: [...jsonTypes, ...xmlTypes].join(', ') },
});

export function captureRoutes(app: FastifyInstance, context: Context, { optionsOf }: EpcisAnswers): void {
  const { store, now, registry } = context;
  const gate = gateOf(store);

  /** Runs `work` on the document of a body; the bytes count as in flight until it is done. */
  const withDocument = async <T>(request: FastifyRequest, work: (document: Document) => Promise<T>): Promise<T> => {
    const xml = isXml((request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase());
    checkBodyVersion(request.headers, xml);
    const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
    if (bytes.length === 0 && !xml) throw new ZhuisuError('not_json', { cause: 'the body is empty' });
    return inFlight(bytes.length, async () => {
      const document = xml ? documentOfXml(bytes) : ({ value: parseBody(bytes), version: '2.0.0' } as const);
      checkBodyVersion(request.headers, xml, document.version);
      return work(document);
    });
  };

  app.post('/epcis/capture', routeOf(context), async (request, reply) => {
    const behaviour = behaviourOf(request);
    return withDocument(request, async ({ value, version }) => {
      const captured = await capture(store.log, value, {
        behaviour,
        job: true,
        now: now(),
        owner: ownerOf(request),
        through: throughOf(request),
        registry,
        gate,
      });
      await noteMasterData(request, context, captured);
      reply.headers({
        'gs1-epcis-version': version,
        'gs1-capture-error-behaviour': behaviour,
        location: `/epcis/capture/${captured.captureID}`,
      });
      // RFC 7240: who sends much may not want to hear of each.
      const minimal = prefersMinimal(request);
      if (minimal) reply.header('preference-applied', 'return=minimal');
      return answer(request, reply.code(202), minimal ? jobOfCapture(captured) : receiptOfCapture(captured), jobXml);
    });
  });

  app.post('/epcis/events', routeOf(context), (request, reply) =>
    withDocument(request, async ({ value, version }) => {
      const captured = await capture(store.log, value, {
        behaviour: 'rollback',
        job: false,
        single: true,
        now: now(),
        owner: ownerOf(request),
        through: throughOf(request),
        registry,
        gate,
      });
      if (!captured.success) throw eventRefused(captured);
      const event = captured.events[0]!;
      reply.headers({ 'gs1-epcis-version': version, location: `/epcis/events/${encodeURIComponent(event.eventID!)}` });
      const told = { ...event, recordTime: new Date(captured.recordTime).toISOString() };
      return answer(request, reply.code(event.status === 'stored' ? 201 : 200), told, capturedXml);
    }),
  );

  optionsOf('/epcis/capture', 'GET, HEAD, POST, OPTIONS');
  optionsOf('/epcis/events', 'GET, HEAD, POST, OPTIONS');
}

/** Names of places, parties and products are what everybody reads: who changed them is written down. */
async function noteMasterData(request: FastifyRequest, { audited }: Context, { captureID, masterData }: Captured): Promise<void> {
  if (masterData.length === 0) return;
  const named = [...new Set(masterData)];
  await audited(request, 'master_data_changed', `capture ${captureID}`, `${named.length}: ${named.slice(0, 10).join(' ')}`);
}

interface Document {
  readonly value: unknown;
  readonly version: Version;
}

function documentOfXml(bytes: Buffer): Document {
  const { value, version } = parseXmlBody(bytes);
  return { value, version: version === '2.0' ? '2.0.0' : '1.2.0' };
}

const eventRefused = ({ errors, events }: Captured): ZhuisuError => refusalOf(errors, events[0]?.eventID ?? '');

const prefersMinimal = ({ headers }: FastifyRequest): boolean =>
  /(?:^|[,;])\s*return\s*=\s*"?minimal"?\s*(?:$|[,;])/i.test(String(headers.prefer ?? ''));

/** GS1-Capture-Error-Behaviour. Throws parameter_invalid. */
export function behaviourOf(request: FastifyRequest, otherwise: ErrorBehaviour = 'rollback'): ErrorBehaviour {
  const came = request.headers['gs1-capture-error-behaviour'] ?? otherwise;
  if (came === 'rollback' || came === 'proceed') return came;
  throw malformed('GS1-Capture-Error-Behaviour', String(came), 'rollback or proceed');
}
