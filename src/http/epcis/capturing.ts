/** Events on their way in: POST /epcis/capture and POST /epcis/events (EPCIS 2.0 §8.2.7). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Captured, capture, type ErrorBehaviour, masterDataNote, parseBody, parseXmlBody } from '../../capture/index.ts';
import { recordContext } from '../../categories/record.ts';
import { ZhuisuError } from '../../errors.ts';
import { readDocument } from '../../events/index.ts';
import { gateOf } from '../../records/index.ts';
import type { Context } from '../context.ts';
import { inFlight } from '../in-flight.ts';
import { paced } from '../pacing.ts';
import { refusalOf } from '../problems.ts';
import { ownerOf, throughOf } from '../sight/deciding.ts';
import { answer, captureBytes, captureLimits, type EpcisAnswers } from './answers.ts';
import { jobOfCapture, receiptOfCapture } from './capture-jobs.ts';
import { checkBodyVersion, isXml, jsonTypes, malformed, type Version, xmlTypes } from './negotiation.ts';
import { capturedXml, jobXml } from './xml-answers.ts';

const routeOf = (context: Context) => ({
  bodyLimit: captureBytes,
  onRequest: [context.permit('capture'), paced(context.pace)],
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
      const note = masterDataNote(captured);
      if (note !== undefined) await context.audited(request, 'master_data_changed', note.object, note.reason);
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
      const { status, eventID, rules } = captured.events[0]!;
      const recordTime = new Date(captured.recordTime).toISOString();
      reply.headers({ 'gs1-epcis-version': version, location: `/epcis/events/${encodeURIComponent(eventID!)}` });
      // XML has no document of one event: there it is what became of it.
      return answer(request, reply.code(status === 'stored' ? 201 : 200), eventOf(value, { eventID, recordTime }, rules), () =>
        capturedXml({ eventID, status, recordTime }),
      );
    }),
  );

  optionsOf('/epcis/capture', 'GET, HEAD, POST, OPTIONS');
  optionsOf('/epcis/events', 'GET, HEAD, POST, OPTIONS');
}

interface Document {
  readonly value: unknown;
  readonly version: Version;
}

function documentOfXml(bytes: Buffer): Document {
  const { value, version } = parseXmlBody(bytes);
  return { value, version: version === '2.0' ? '2.0.0' : '1.2.0' };
}

/** The one event of a body as it is on record (OpenAPI, POST /events 201), with what rules have to say of it as a field of our own. */
function eventOf(value: unknown, recorded: object, rules: readonly unknown[] | undefined): unknown {
  const document = readDocument(value);
  if ('faults' in document) throw new TypeError('what was captured can be read');
  const own = { ...(document.events[0] as object), ...recorded };
  if (rules === undefined) return { '@context': document.context, ...own };
  return { ...own, '@context': [...new Set([document.context, recordContext].flat())], 'zhuisu:rules': rules };
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
