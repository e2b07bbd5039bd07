/** What is told of recalls beside their running: clocks, public notices, the nightly check, the inbox of a firm. */
import type { FastifyInstance } from 'fastify';
import { turnPage } from '../../query/index.ts';
import { listFindings, readinessChecks, recallsOfHolder } from '../../store/index.ts';
import { regimes } from '../../supervision/index.ts';
import { thingsNamed } from '../codes/names.ts';
import type { Context } from '../context.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { ownerOf } from '../sight/deciding.ts';
import { told as findingTold } from '../supervision/findings.ts';
import { authority, only, pageOfRecalls } from './listing.ts';
import { publicFilter, publicNotices } from './public-notices.ts';
import { iso, isoOrNull, noticeOf } from './told.ts';

const mostInInbox = 200;
/** What a finding needs of the firm. */
const toAnswer = ['new', 'confirmed', 'ordered'];

export function recallNoticeRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, sight } = context;
  const { database } = store;
  const reading = { onRequest: context.permit('read_recall') };
  const open = { onRequest: context.permit('directory') };

  app.get('/api/v1/recalls/clocks', open, async () => ({ regimes }));

  app.get<{ Querystring: Query }>('/api/v1/recalls/public', open, async (request, reply) => {
    only(request.query, []);
    const rows = await pageOfRecalls(context, request, reply, 'everything', publicFilter, '/api/v1/recalls/public');
    return { recalls: await publicNotices(store, rows) };
  });

  app.get<{ Querystring: Query }>('/api/v1/recalls/readiness', reading, async (request, reply) => {
    only(request.query, []);
    const seen = await sight(request, 'read_recall');
    const ways =
      seen === 'everything' ? undefined : authority(seen).map(({ categories: named, areas }) => ({ categories: named, areas }));
    const turn = await turnPage<{ at: number; id: string }>(store, now(), ['readiness', seen], tokenOf(request.query));
    const perPage = perPageOf(request.query);
    const rows = await readinessChecks(database, ways, perPage + 1, turn.after);
    const last = rows[perPage - 1];
    if (rows.length > perPage && last !== undefined)
      linkNext(reply, '/api/v1/recalls/readiness', { perPage: String(perPage) }, turn.next({ at: last.at, id: last.id }));
    const shown = rows.slice(0, perPage);
    const names = await thingsNamed(
      store,
      shown.map(({ thing }) => thing),
    );
    return {
      checks: shown.map(({ at, draw, result, ...row }) => ({
        ...row,
        name: names.get(row.thing),
        at: iso(at),
        draw: JSON.parse(draw) as object,
        result: JSON.parse(result) as object,
      })),
    };
  });

  app.get('/api/v1/inbox', reading, async (request) => {
    const own = ownerOf(request);
    if (own === undefined) return { recalls: [], findings: [] };
    const [rows, findings] = await Promise.all([
      recallsOfHolder(database, own, mostInInbox),
      listFindings(
        database,
        await sight(request, 'watch'),
        { organisation: own, states: toAnswer, resolved: false },
        mostInInbox,
        undefined,
      ),
    ]);
    return {
      recalls: rows.map(({ dueAt, answeredAt, reminded, items, ...recall }) => ({
        ...noticeOf(recall),
        due: iso(dueAt),
        overdue: answeredAt === null && dueAt < now(),
        answeredAt: isoOrNull(answeredAt),
        reminded,
        items,
      })),
      findings: findings.map((finding) => findingTold(finding, context.config.jurisdiction)),
    };
  });
}
