/** Events on their way in: POST /epcis/capture and POST /epcis/events (EPCIS 2.0 §8.2.7). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Captured, capture, type ErrorBehaviour, parseBody, parseXmlBody } from '../../capture/index.ts';
import { ZhuisuError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { ownerOf } from '../sight/deciding.ts';
import { answer, captureBytes, captureLimits, type EpcisAnswers } from './answers.ts';
import { jobOfCapture, receiptOfCapture } from './capture-jobs.ts';
import { checkBodyVersion, isXml, jsonTypes, malformed, type Version, xmlTypes } from './negotiation.ts';
import { capturedXml, jobXml } from './xml-answers.ts';

/** Bytes of captures being worked on at once; beyond it the caller is asked to wait, so that memory stays bounded. */
const bytesInFlight = 96 * 1024 * 1024;

/** Bodies up to this size are read at once. */
const smallBody = 16 * 1024;

/**
 * Large bodies are read one in each turn of the event loop. Otherwise those that arrive together would all be read before the database
 * gets its next rows, and reading and writing would wait for each other.
 */
let lastTurn: Promise<void> = Promise.resolve();
function turn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((next) => setImmediate(next)));
  return lastTurn;
}

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
  let inFlight = 0;

  /** Runs `work` on the document of a body; the bytes count as in flight until it is done. */
  const withDocument = async <T>(request: FastifyRequest, work: (document: Document) => Promise<T>): Promise<T> => {
    const xml = isXml((request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase());
    checkBodyVersion(request.headers, xml);
    const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
    if (bytes.length === 0 && !xml) throw new ZhuisuError('not_json', { cause: 'the body is empty' });
    if (inFlight + bytes.length > bytesInFlight && inFlight > 0) throw new ZhuisuError('rate_limited', { seconds: 2 });
    inFlight += bytes.length;
    try {
      if (bytes.length > smallBody) await turn();
      const document = xml ? documentOfXml(bytes) : ({ value: parseBody(bytes), version: '2.0.0' } as const);
      checkBodyVersion(request.headers, xml, document.version);
      return await work(document);
    } finally {
      inFlight -= bytes.length;
    }
  };

  app.post('/epcis/capture', routeOf(context), async (request, reply) => {
    const behaviour = behaviourOf(request);
    return withDocument(request, async ({ value, version }) => {
      const captured = await capture(store.log, value, { behaviour, job: true, now: now(), owner: ownerOf(request), registry });
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
        registry,
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

function eventRefused({ errors, events }: Captured): ZhuisuError {
  const [first] = errors;
  if (first === undefined) return new ZhuisuError('internal', { request: events[0]?.eventID ?? '' });
  const {
    code,
    type: _,
    title: __,
    status: ___,
    detail: ____,
    titleZh: _____,
    repair: ______,
    repairZh: _______,
    ...details
  } = first;
  return new ZhuisuError(code, details as Record<string, string | number>, { problems: errors });
}

const prefersMinimal = ({ headers }: FastifyRequest): boolean =>
  /(?:^|[,;])\s*return\s*=\s*"?minimal"?\s*(?:$|[,;])/i.test(String(headers['prefer'] ?? ''));

function behaviourOf(request: FastifyRequest): ErrorBehaviour {
  const came = request.headers['gs1-capture-error-behaviour'] ?? 'rollback';
  if (came === 'rollback' || came === 'proceed') return came;
  throw malformed('GS1-Capture-Error-Behaviour', String(came), 'rollback or proceed');
}
