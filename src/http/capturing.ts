/** Events on their way in: POST /epcis/capture and POST /epcis/events (EPCIS 2.0 §8.2.7). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Captured, capture, type ErrorBehaviour, parseBody } from '../capture/index.ts';
import { ZhuisuError } from '../errors.ts';
import { jobOfCapture } from './capture-jobs.ts';
import type { Context } from './context.ts';
import { ownerOf } from './deciding.ts';
import { answer, captureBytes, captureLimits, type EpcisAnswers } from './epcis-answers.ts';
import { malformed } from './negotiation.ts';
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
  config: { media: 'application/ld+json, application/json' },
});

export function captureRoutes(app: FastifyInstance, context: Context, { optionsOf }: EpcisAnswers): void {
  const { store, now, registry } = context;
  let inFlight = 0;

  const body = async (request: FastifyRequest): Promise<{ value: unknown; done: () => void }> => {
    const bytes = request.body as Buffer | undefined;
    if (bytes === undefined || bytes.length === 0) throw new ZhuisuError('not_json', { cause: 'the body is empty' });
    if (inFlight + bytes.length > bytesInFlight && inFlight > 0) throw new ZhuisuError('rate_limited', { seconds: 2 });
    inFlight += bytes.length;
    if (bytes.length > smallBody) await turn();
    let value: unknown;
    try {
      value = parseBody(bytes);
    } catch (error) {
      inFlight -= bytes.length;
      throw error;
    }
    return { value, done: () => (inFlight -= bytes.length) };
  };

  app.post('/epcis/capture', routeOf(context), async (request, reply) => {
    const behaviour = behaviourOf(request);
    const { value, done } = await body(request);
    try {
      const captured = await capture(store.log, value, { behaviour, job: true, now: now(), owner: ownerOf(request), registry });
      reply
        .headers(captureLimits)
        .headers({ 'gs1-capture-error-behaviour': behaviour, location: `/epcis/capture/${captured.captureID}` });
      return answer(request, reply.code(202), jobOfCapture(captured), jobXml);
    } finally {
      done();
    }
  });

  app.post('/epcis/events', routeOf(context), async (request, reply) => {
    const { value, done } = await body(request);
    try {
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
      reply.header('location', `/epcis/events/${encodeURIComponent(event.eventID!)}`);
      const told = { ...event, recordTime: new Date(captured.recordTime).toISOString() };
      return answer(request, reply.code(event.status === 'stored' ? 201 : 200), told, capturedXml);
    } finally {
      done();
    }
  });

  optionsOf('/epcis/capture', 'GET, HEAD, POST, OPTIONS');
  optionsOf('/epcis/events', 'GET, HEAD, POST, OPTIONS');
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

function behaviourOf(request: FastifyRequest): ErrorBehaviour {
  const came = request.headers['gs1-capture-error-behaviour'] ?? 'rollback';
  if (came === 'rollback' || came === 'proceed') return came;
  throw malformed('GS1-Capture-Error-Behaviour', String(came), 'rollback or proceed');
}
