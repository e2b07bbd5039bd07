/** /api/v1/notices: what one asked to be told of; the inbox for those who gave no address. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { noticeChange, noticeRequest, noticesRead } from '../../contract/index.ts';
import { type ErrorCode, type ErrorDetails, problem, ZhuisuError } from '../../errors.ts';
import { filterOf, Notices } from '../../notices/index.ts';
import { turnPage } from '../../query/index.ts';
import {
  dropNoticeSubscription,
  inboxNotices,
  type NoticeSubscription,
  noticeSubscription,
  noticeSubscriptions,
  pauseNotices,
  readNotices,
  resumeNotices,
} from '../../store/index.ts';
import { masked } from '../../subscriptions/index.ts';
import { bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { isUuid, onlyOwn, ownOrNotFound } from '../sight/deciding.ts';
import { only } from '../supervision/findings.ts';
import { tellingOf } from './telling.ts';

interface One {
  Params: { id: string };
}

const path = '/api/v1/notices/subscriptions';

/** Delivers as long as the server listens. */
export function noticeRoutes(
  app: FastifyInstance,
  context: Context,
  log: (fields: Readonly<Record<string, unknown>>) => void,
): void {
  const { store, config, now, permit } = context;
  const { database } = store;
  const onRequest = permit('watch');
  const telling = tellingOf({ store, config, now });
  const notices = new Notices({ store, allow: config.webhookAllow, now, log, ...telling });
  app.addHook('onListen', async () => notices.start());
  app.addHook('preClose', () => notices.stop());
  // What was just published or ordered is told at once; all else within a second.
  app.addHook('onResponse', async ({ method, url }, { statusCode }) => {
    if (method === 'POST' && statusCode < 300 && /^\/api\/v1\/(?:recalls|findings)\//.test(url)) notices.wake();
  });
  /** uuid; null for the operator. */
  const receiver = (request: FastifyRequest): string | null => onlyOwn(request) ?? null;

  app.post(path, { onRequest }, async (request, reply) => {
    const { topic, dest, signatureToken, filter = {} } = bodyOf(request, noticeRequest, { secret: true });
    const organisation = receiver(request);
    if (topic === 'recall_published' && organisation === null)
      throw new ZhuisuError('value_invalid', { path: 'topic', came: topic, expected: 'an organisation that holds things' });
    const { account = null, roles } = request.principal;
    const made = await notices.subscribe({
      organisation,
      account,
      roles: [...roles],
      topic: topic as NoticeSubscription['topic'],
      filter,
      dest,
      token: signatureToken,
    });
    await context.audited(
      request,
      'notices_subscribed',
      made.id,
      `${topic}${dest === undefined ? '' : ` ${new URL(dest).host}`}`,
    );
    notices.wake();
    return reply.code(201).header('location', `${path}/${made.id}`).send(shown(made));
  });

  app.get(path, { onRequest }, async (request) => ({
    subscriptions: (await noticeSubscriptions(database, receiver(request))).map(shown),
  }));

  app.get<One>(`${path}/:id`, { onRequest }, async (request) => shown(await own(request)));

  app.patch<One>(`${path}/:id`, { onRequest }, async (request) => {
    const { id } = await own(request);
    const { paused } = bodyOf(request, noticeChange);
    await (paused ? pauseNotices(database, id, now()) : resumeNotices(database, id));
    await context.audited(request, paused ? 'notices_paused' : 'notices_resumed', id, '');
    if (!paused) notices.wake();
    return shown(await own(request));
  });

  app.delete<One>(`${path}/:id`, { onRequest }, async (request, reply) => {
    const { id } = await own(request);
    await dropNoticeSubscription(database, id);
    await context.audited(request, 'notices_ended', id, '');
    return reply.code(204).send();
  });

  app.get<{ Querystring: Query }>('/api/v1/notices', { onRequest }, async (request, reply) => {
    const { query } = request;
    only(query, ['unread', 'perPage', 'nextPageToken']);
    if (query.unread !== undefined && query.unread !== 'true' && query.unread !== 'false')
      throw new ZhuisuError('parameter_invalid', {
        name: 'unread',
        came: String(query.unread).slice(0, 40),
        expected: 'true or false',
      });
    const organisation = receiver(request);
    const perPage = perPageOf(query);
    const { nextPageToken: _, ...question } = query;
    const turn = await turnPage<number>(store, now(), ['notices', question, organisation], tokenOf(query));
    const rows = await inboxNotices(database, organisation, query.unread === 'true', perPage + 1, turn.after);
    const page = rows.slice(0, perPage);
    const last = page.at(-1);
    if (rows.length > perPage && last !== undefined) linkNext(reply, '/api/v1/notices', question, turn.next(last.seq));
    const own = new Map((await noticeSubscriptions(database, organisation)).map((row) => [row.id, row]));
    const said = await Promise.all(
      page.map(async (row) => {
        const subscription = own.get(row.subscription);
        const [text] = subscription === undefined ? [] : await telling.tell(subscription, [row]);
        if (text === undefined) return [];
        return [{ ...text, topic: row.topic, ...(row.settledAt === null ? {} : { readAt: iso(row.settledAt) }) }];
      }),
    );
    return { notices: said.flat() };
  });

  app.post('/api/v1/notices/read', { onRequest }, async (request) => {
    const { upTo } = bodyOf(request, noticesRead);
    return { read: await readNotices(database, receiver(request), upTo, now()) };
  });

  /** Throws not_found. */
  async function own(request: FastifyRequest<One>): Promise<NoticeSubscription> {
    const { id } = request.params;
    const found = isUuid(id) ? await noticeSubscription(database, id) : undefined;
    return ownOrNotFound(request, found, ({ organisation }) => organisation);
  }
}

const iso = (at: number): string => new Date(at).toISOString();

function shown(row: NoticeSubscription): object {
  const { id, topic, dest, token, createdAt, nextAt, state, delivered, attempts, retryAt, lastSuccessAt, lastError, pausedAt } =
    row;
  return {
    id,
    topic,
    dest,
    ...(token === null ? {} : { signatureToken: masked(token) }),
    filter: filterOf(row),
    createdAt: iso(createdAt),
    state: pausedAt === null ? state : 'paused',
    delivered,
    attempts,
    ...(retryAt === null ? {} : { nextAttempt: iso(retryAt) }),
    ...(nextAt === null ? {} : { nextRun: iso(nextAt) }),
    ...(lastSuccessAt === null ? {} : { lastNotifiedAt: iso(lastSuccessAt) }),
    ...(lastError === null || attempts === 0 ? {} : { lastError: faultOf(lastError) }),
  };
}

function faultOf(text: string): object {
  const { code, details } = JSON.parse(text) as { code: ErrorCode; details: ErrorDetails };
  return problem(code, details);
}
