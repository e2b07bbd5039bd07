/** EPCIS 2.0 REST bindings (§8.2) under /epcis: capture, capture jobs, events. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Captured, capture, captureLimit, type ErrorBehaviour, parseBody } from '../capture/index.ts';
import { ZhuisuError } from '../errors.ts';
import { eventByID, eventPage, isListed, listed, parameterOf, type Resource, standardContext } from '../query/index.ts';
import { captureJob, captureJobs, type StoredJob } from '../store/index.ts';
import type { Context } from './context.ts';
import { addressOf, linkNext, onlyPaging, type Query, tokenOf, wholeNumber } from './paging.ts';
import { queryRoutes } from './queries.ts';

/** Bytes of one capture request; announced in GS1-EPCIS-Capture-File-Size-Limit. */
export const captureBytes = 32 * 1024 * 1024;

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

const limits = {
  'gs1-epcis-version': '2.0.0',
  'gs1-epcis-min': '2.0.0',
  'gs1-epcis-max': '2.0.0',
  'gs1-cbv-version': '2.0.0',
  'gs1-cbv-min': '2.0.0',
  'gs1-cbv-max': '2.0.0',
  'gs1-epcis-capture-limit': String(captureLimit),
  'gs1-epcis-capture-file-size-limit': String(captureBytes),
  'gs1-epc-format': 'Never_Translates',
  'gs1-cbv-xml-format': 'Never_Translates',
} as const;

/** Only JSON is spoken; a caller that wants none of it is told so before anything is done. */
async function acceptJson(request: FastifyRequest): Promise<void> {
  const came = request.headers.accept;
  if (came === undefined || /\*\/\*|application\/(?:\*|ld\+json|json|problem\+json)/.test(came)) return;
  throw new ZhuisuError('not_acceptable', { came: came.slice(0, 80), expected: 'application/ld+json, application/json' });
}

export function epcisRoutes(app: FastifyInstance, context: Context): void {
  const { store, permit, now } = context;
  let inFlight = 0;

  app.addHook('onRequest', async (_, reply) => {
    reply.headers({ 'gs1-epcis-version': limits['gs1-epcis-version'], 'gs1-cbv-version': limits['gs1-cbv-version'] });
  });

  app.addHook('onRequest', acceptJson);

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

  app.post('/epcis/capture', { bodyLimit: captureBytes, onRequest: permit('capture') }, async (request, reply) => {
    checkVersion(request);
    const behaviour = behaviourOf(request);
    const { value, done } = await body(request);
    try {
      const captured = await capture(store.log, value, { behaviour, job: true, now: now() });
      reply
        .headers(limits)
        .header('gs1-capture-error-behaviour', behaviour)
        .header('location', `/epcis/capture/${captured.captureID}`);
      return reply.code(202).send(jobOfCapture(captured));
    } finally {
      done();
    }
  });

  app.get<{ Querystring: Query }>('/epcis/capture', { onRequest: permit('query') }, async (request, reply) => {
    const perPage = wholeNumber(request.query, 'perPage', 30, 1_000);
    const jobs = await captureJobs(store.database, perPage + 1, jobAfter(request.query.nextPageToken));
    if (jobs.length > perPage) {
      jobs.pop();
      const last = jobs.at(-1)!;
      const token = Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url');
      linkNext(reply, `/epcis/capture?perPage=${perPage}&nextPageToken=${token}`);
    }
    return jobs.map(jobOfStored);
  });

  app.get<{ Params: { id: string } }>('/epcis/capture/:id', { onRequest: permit('query') }, async (request, reply) => {
    const { id } = request.params;
    const job = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? await captureJob(store.database, id) : undefined;
    if (job === undefined) throw new ZhuisuError('not_found', { came: `/epcis/capture/${id.slice(0, 80)}` });
    reply.header('gs1-capture-error-behaviour', job.behaviour);
    return jobOfStored(job);
  });

  app.post('/epcis/events', { bodyLimit: captureBytes, onRequest: permit('capture') }, async (request, reply) => {
    checkVersion(request);
    const { value, done } = await body(request);
    try {
      const captured = await capture(store.log, value, { behaviour: 'rollback', job: false, single: true, now: now() });
      if (!captured.success) throw eventRefused(captured);
      const event = captured.events[0]!;
      reply.header('location', `/epcis/events/${encodeURIComponent(event.eventID!)}`);
      return reply
        .code(event.status === 'stored' ? 201 : 200)
        .send({ ...event, recordTime: new Date(captured.recordTime).toISOString() });
    } finally {
      done();
    }
  });

  app.get<{ Querystring: Query }>('/epcis/events', { onRequest: permit('query') }, (request, reply) =>
    answerEvents(request.query, '/epcis/events', reply),
  );

  async function answerEvents(query: Query, path: string, reply: FastifyReply, fixed: Query = {}): Promise<FastifyReply> {
    const page = await eventPage(store, query, now(), fixed);
    if (page.nextPageToken !== undefined) linkNext(reply, addressOf(path, query, page.nextPageToken));
    return reply.type(ldJson).send(page.body);
  }

  app.get('/epcis', { onRequest: permit('query') }, async (_, reply) =>
    reply.headers(limits).send(collection(['queries', 'capture', 'events', ...resources])),
  );

  for (const resource of resources) {
    const path = `/epcis/${resource}`;
    const parameter = parameterOf[resource];
    app.get<{ Querystring: Query }>(path, { onRequest: permit('query') }, async (request, reply) => {
      const { query } = request;
      onlyPaging(query);
      const { members, nextPageToken } = await listed(store, resource, wholeNumber(query, 'perPage', 30, 1_000), tokenOf(query));
      if (nextPageToken !== undefined) linkNext(reply, addressOf(path, query, nextPageToken));
      return collection(members);
    });
    app.get<{ Params: { name: string } }>(`${path}/:name`, { onRequest: permit('query') }, async (request) => {
      if (!(await isListed(store, resource, request.params.name)))
        throw new ZhuisuError('not_found', { came: `${path}/${request.params.name.slice(0, 80)}` });
      return collection(['events']);
    });
    app.get<{ Params: { name: string }; Querystring: Query }>(
      `${path}/:name/events`,
      { onRequest: permit('query') },
      async (request, reply) => {
        const { name } = request.params;
        // The disposition alone keeps its own filter beside the path, by the standard's table.
        if (request.query[parameter] !== undefined && resource !== 'dispositions')
          throw new ZhuisuError('parameter_invalid', {
            name: parameter,
            came: 'it',
            expected: 'not to be given: the path says it',
          });
        if (!(await isListed(store, resource, name)))
          throw new ZhuisuError('not_found', { came: `${path}/${name.slice(0, 80)}` });
        return answerEvents(request.query, `${path}/${encodeURIComponent(name)}/events`, reply, { [parameter]: name });
      },
    );
    for (const each of [path, `${path}/:name`, `${path}/:name/events`]) optionsOf(each, 'GET, OPTIONS');
  }
  optionsOf('/epcis', 'GET, OPTIONS');
  queryRoutes(app, context, { answerEvents, optionsOf });

  // A token carries all it needs and leaves nothing behind.
  app.delete<{ Params: { token: string } }>('/epcis/nextPageToken/:token', { onRequest: permit('query') }, async () => {
    throw new ZhuisuError('not_implemented', { came: 'deleting a page token' });
  });

  app.get<{ Params: { id: string } }>('/epcis/events/:id', { onRequest: permit('query') }, async (request, reply) => {
    const event = await eventByID(store, request.params.id);
    if (event === undefined) throw new ZhuisuError('not_found', { came: `/epcis/events/${request.params.id.slice(0, 120)}` });
    return reply.type(ldJson).send(event);
  });

  optionsOf('/epcis/capture', 'GET, POST, OPTIONS');
  optionsOf('/epcis/capture/:id', 'GET, OPTIONS');
  optionsOf('/epcis/events', 'GET, POST, OPTIONS');
  optionsOf('/epcis/events/:id', 'GET, OPTIONS');

  function optionsOf(path: string, allow: string): void {
    app.options(path, async (_, reply) =>
      reply
        .headers({ ...limits, 'gs1-capture-error-behaviour': 'rollback', allow })
        .code(204)
        .send(),
    );
  }
}

const resources: readonly Resource[] = ['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'];

const collection = (member: readonly string[]): object => ({ '@context': standardContext, type: 'Collection', member });

const ldJson = 'application/ld+json; charset=utf-8';

/** §8.2.7: one job, as it is read back. Captures finish before they are answered, so none is ever running. */
function jobOfCapture(captured: Captured): object {
  const { captureID, createdAt, recordTime, success, behaviour, counts, errors } = captured;
  return jobJson({
    captureID: captureID!,
    createdAt,
    finishedAt: Math.max(recordTime, createdAt),
    success,
    behaviour,
    counts,
    errors,
  });
}

function jobOfStored({
  id,
  createdAt,
  finishedAt,
  success,
  behaviour,
  received,
  stored,
  existing,
  refused,
  errors,
}: StoredJob): object {
  const counts = { received, stored, existing, refused };
  return jobJson({ captureID: id, createdAt, finishedAt, success, behaviour, counts, errors: JSON.parse(errors) as unknown[] });
}

function jobJson(job: {
  captureID: string;
  createdAt: number;
  finishedAt: number;
  success: boolean;
  behaviour: string;
  counts: object;
  errors: readonly unknown[];
}): object {
  return {
    captureID: job.captureID,
    createdAt: new Date(job.createdAt).toISOString(),
    finishedAt: new Date(job.finishedAt).toISOString(),
    running: false,
    success: job.success,
    captureErrorBehaviour: job.behaviour,
    ...job.counts,
    errors: job.errors,
  };
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
  throw new ZhuisuError('parameter_invalid', {
    name: 'GS1-Capture-Error-Behaviour',
    came: String(came).slice(0, 60),
    expected: 'rollback or proceed',
  });
}

function checkVersion(request: FastifyRequest): void {
  const came = request.headers['gs1-epcis-version'];
  if (came === undefined || /^2(\.0){0,2}$/.test(String(came))) return;
  throw new ZhuisuError('version_unsupported', { name: 'GS1-EPCIS-Version', came: String(came).slice(0, 20), expected: '2.0.0' });
}

function jobAfter(token: string | string[] | undefined): { createdAt: number; id: string } | undefined {
  if (token === undefined) return undefined;
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(String(token), 'base64url').toString()) as unknown[];
    if (typeof createdAt === 'number' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return { createdAt, id };
  } catch {
    // Falls through to the refusal.
  }
  throw new ZhuisuError('page_token_invalid');
}
