/** Subscriptions to named queries under /epcis/queries/{name}: by webhook as resources, by web socket on the events themselves. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ErrorCode, type ErrorDetails, problem, ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import type { StoredSubscription } from '../../store/index.ts';
import { closing, masked, readSocket, type Socket, type Subscriptions } from '../../subscriptions/index.ts';
import { bodyObject, issuerOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { linkNext, onlyPaging, perPageOf, type Query, tokenOf } from '../paging.ts';
import { absent, onlyOwn, ownOrNotFound } from '../sight/deciding.ts';
import { answerJson, type EpcisAnswers } from './answers.ts';

interface Named {
  Params: { name: string };
  Querystring: Query;
}
interface One {
  Params: { name: string; id: string };
}

interface LastSubscription {
  readonly createdAt: number;
  readonly id: string;
}

/** Readers say nothing; what they send is passed over. */
const readerBytes = 1_024;
/** A reader that does not answer the closing of its socket is not waited for longer. */
const closeWithin = 1_000;

export const socketOptions = {
  options: { maxPayload: readerBytes },
  // A socket that breaks is closed by its own events.
  errorHandler: (_: Error, socket: { terminate(): void }): void => socket.terminate(),
  // The subscriptions close their sockets with a reason before this; one that has only just opened is not theirs yet.
  preClose(this: FastifyInstance, done: () => void): void {
    const { clients } = this.websocketServer;
    for (const client of clients) client.close(...closing.stopping);
    setTimeout(() => {
      for (const client of clients) client.terminate();
    }, closeWithin).unref();
    done();
  },
};

/**
 * Only these requests are upgraded. Any other one that offers an upgrade, as some clients do for HTTP/2, is answered as it is
 * (RFC 9110 §7.8).
 */
export const upgrades = ({ url = '', headers }: IncomingMessage): boolean =>
  /^websocket$/i.test(headers.upgrade ?? '') && /^\/epcis\/queries\/[^/?]+\/events\/?(?:\?|$)/.test(url);

/** The smallest record time that a subscription may still deliver: a header of web sockets as they open, and of OPTIONS. */
const minRecordTime = 'GS1-Query-Min-Record-Time';
const opening = new WeakMap<IncomingMessage, string>();

/** Delivers as long as the server listens. */
export function deliver(app: FastifyInstance, { subscriptions }: Context): void {
  app.addHook('onReady', async () => {
    app.websocketServer.on('headers', (headers, request) => {
      const since = opening.get(request);
      if (since !== undefined) headers.push(`${minRecordTime}: ${since}`);
    });
  });
  app.addHook('onListen', async () => subscriptions.start());
  app.addHook('preClose', () => subscriptions.stop());
  // A request for an upgrade that is refused before the plugin has seen it keeps its connection, which nobody would ever use or close.
  app.addHook('onResponse', async ({ ws, raw }) => {
    if (!ws && upgrades(raw)) raw.socket.end();
  });
}

export function subscriptionRoutes(
  app: FastifyInstance,
  { store, permit, now, subscriptions }: Context,
  optionsOf: EpcisAnswers['optionsOf'],
): void {
  const onRequest = permit('query');
  // OpenAPI, /queries/{queryName}/subscriptions.
  const config = { json: true };
  const path = '/epcis/queries/:name/subscriptions';

  app.post<Named>(path, { onRequest, config }, async (request, reply) => {
    const { name } = request.params;
    const made = await subscriptions.subscribe(name, issuerOf(request), bodyObject(request));
    reply.code(201).header('location', `/epcis/queries/${name}/subscriptions/${made.id}`);
    return answerJson(request, reply, shown(made));
  });

  app.get<Named>(path, { onRequest, config }, async (request, reply) => {
    const { query } = request;
    onlyPaging(query);
    const { name } = request.params;
    const turn = await turnPage<LastSubscription>(store, now(), ['subscriptions', name], tokenOf(query));
    const { list, more } = await subscriptions.list(name, onlyOwn(request), perPageOf(query), turn.after);
    const last = list.at(-1);
    if (more && last !== undefined)
      linkNext(reply, path.replace(':name', name), query, turn.next({ createdAt: last.createdAt, id: last.id }));
    const head = await subscriptions.head();
    return answerJson(
      request,
      reply,
      list.map((each) => ({ ...shown(each), ...statusOf(each, head) })),
    );
  });

  app.get<One>(`${path}/:id`, { onRequest, config }, async (request, reply) => {
    const found = await own(request);
    return answerJson(request, reply, { ...shown(found), ...statusOf(found, await subscriptions.head()) });
  });

  app.delete<One>(`${path}/:id`, { onRequest }, async (request, reply) => {
    await own(request);
    await subscriptions.unsubscribe(request.params.name, request.params.id);
    return reply.code(204).send();
  });

  /** Throws not_found. */
  async function own(request: FastifyRequest<One>): Promise<StoredSubscription> {
    const { name, id } = request.params;
    return ownOrNotFound(request, await subscriptions.one(name, id).catch(absent), ({ owner }) => owner);
  }

  optionsOf(path, 'GET, HEAD, POST, OPTIONS');
  // Whose it is not learns nothing of it, not even that it is there.
  optionsOf(`${path}/:id`, 'GET, HEAD, DELETE, OPTIONS', async (request) => {
    const found = await own(request as FastifyRequest<One>).catch(absent);
    return found === undefined ? {} : { [minRecordTime]: moment(minRecordTimeOf(found))! };
  });
}

/** For the route of a query's events: with Upgrade it subscribes. What can be refused is refused before the connection is upgraded. */
export function socketRoute({ subscriptions, now }: Context) {
  const opens = new WeakMap<FastifyRequest, Awaited<ReturnType<Subscriptions['socketFor']>>>();
  return {
    async preHandler(request: FastifyRequest): Promise<void> {
      if (!request.ws) return;
      checkOrigin(request);
      const { name } = request.params as Named['Params'];
      const controls = readSocket(request.query as Query);
      opens.set(request, await subscriptions.socketFor(name, issuerOf(request), controls));
      opening.set(request.raw, moment(controls.initialRecordTime ?? now())!);
    },
    wsHandler(socket: Socket, request: FastifyRequest): void {
      opens.get(request)?.(socket);
    },
  };
}

/** A page of another site may open web sockets to this one and read them; for other requests the browser itself forbids that. */
function checkOrigin({ headers: { origin, host } }: FastifyRequest): void {
  if (origin === undefined) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new ZhuisuError('not_allowed', { cause: `a web socket of the page ${origin.slice(0, 80)}` });
}

const moment = (millis: number | null): string | undefined => (millis === null ? undefined : new Date(millis).toISOString());

const minRecordTimeOf = ({ lastSuccessAt, initialRecordTime, createdAt }: StoredSubscription): number =>
  lastSuccessAt ?? initialRecordTime ?? createdAt;

/** The standard's members; absent ones are left out. */
function shown(row: StoredSubscription): object {
  const { id, query, dest, token, schedule, reportIfEmpty, initialRecordTime, createdAt, lastSuccessAt } = row;
  return {
    subscriptionID: id,
    queryName: query,
    dest,
    ...(token === null ? {} : { signatureToken: masked(token) }),
    createdAt: moment(createdAt),
    lastNotifiedAt: moment(lastSuccessAt),
    initialRecordTime: moment(initialRecordTime),
    minRecordTime: moment(minRecordTimeOf(row)),
    reportIfEmpty,
    ...(schedule === null ? { stream: true } : { schedule: JSON.parse(schedule) as unknown }),
  };
}

/** How it goes. */
function statusOf(row: StoredSubscription, head: number): object {
  const { state, attempts, retryAt, nextAt, lastErrorAt, lastError, delivered, cursor } = row;
  const error = lastError === null ? undefined : (JSON.parse(lastError) as { code: ErrorCode; details: ErrorDetails });
  return {
    state,
    delivered,
    lag: Math.max(0, head - cursor),
    attempts,
    nextAttempt: moment(retryAt),
    nextRun: moment(nextAt),
    lastError:
      error === undefined ? undefined : { at: moment(lastErrorAt), ...problem(error.code, error.details), status: undefined },
  };
}
