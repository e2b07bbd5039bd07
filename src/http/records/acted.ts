/** What the people of others recorded in the place of a firm: GET /api/v1/acted, for the firm, and for whoever acts for it. */
import type { FastifyInstance } from 'fastify';
import { turnPage } from '../../query/index.ts';
import { actedFor } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { linkNext, onlyPaging, perPageOf, type Query, tokenOf } from '../paging.ts';
import { ownerOf, throughOf } from '../sight/deciding.ts';

const path = '/api/v1/acted';
const iso = (millis: number): string => new Date(millis).toISOString();

export function actedRoutes(app: FastifyInstance, { store, now, permit }: Context): void {
  app.get<{ Querystring: Query }>(path, { onRequest: permit('query') }, async (request, reply) => {
    onlyPaging(request.query);
    const owner = ownerOf(request);
    // The operator acts for nobody, and nobody for it.
    if (owner === undefined) return { acted: [] };
    const through = throughOf(request)?.organisation;
    const perPage = perPageOf(request.query);
    const turn = await turnPage<number>(store, now(), [path, owner, through ?? null], tokenOf(request.query));
    const rows = await actedFor(store.database, { owner, through, before: turn.after }, perPage + 1);
    const last = rows[perPage - 1];
    if (rows.length > perPage && last !== undefined) linkNext(reply, path, { perPage: String(perPage) }, turn.next(last.seq));
    return {
      acted: rows.slice(0, perPage).map(({ seq: _, eventTime, recordTime, ...row }) => ({
        ...row,
        eventTime: iso(eventTime),
        recordTime: iso(recordTime),
      })),
    };
  });
}
