/** The public lists as pages for people and as JSON for programs. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  enterprisesPage,
  openDataPage,
  productsPage,
  recallsPage,
  statisticsPage,
  warningsPage,
} from '../../../web/portal/index.ts';
import { categories } from '../../categories/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import { type ExposureMark, standingExposures } from '../../store/index.ts';
import { textIn } from '../bodies.ts';
import type { Context } from '../context.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { sendHtml } from '../portal.ts';
import { newestNotices } from '../recall/public-notices.ts';
import { toldExposure } from '../supervision/exposures.ts';
import type { EnterpriseMark, PublicLists } from './lists.ts';
import { dataSets } from './open-data.ts';

/** Notices on the page; the interface has all. */
const mostNotices = 20;

const one = (query: Query, name: string): string | undefined => [query[name]].flat()[0];

export function publicPages(app: FastifyInstance, context: Context, lists: PublicLists): void {
  const { store, now } = context;
  const everybody = { onRequest: context.permit('directory') };

  async function enterprises(request: FastifyRequest, otherwise: number) {
    const query = request.query as Query;
    only(query, ['q', 'category', 'area', 'perPage', 'nextPageToken']);
    const q = textIn(one(query, 'q'), 'q', 100, '').trim();
    const category = categoryIn(one(query, 'category'));
    const area = one(query, 'area')?.replace(/[^0-9A-Z]/g, '');
    const { nextPageToken: _, ...question } = query;
    const turn = await turnPage<EnterpriseMark>(store, now(), ['enterprises', question], tokenOf(query));
    const { found, total, mark } = await lists.enterprises({ query: q, category, area }, perPageOf(query, otherwise), turn.after);
    return { query: q, category, found, total, question, next: mark === undefined ? undefined : turn.next(mark) };
  }

  app.get('/enterprises', everybody, async (request, reply) => {
    const { next, question, ...view } = await enterprises(request, 50);
    return sendHtml(reply, 200, enterprisesPage({ ...view, next: onward('/enterprises', question, next?.token) }));
  });

  app.get('/api/v1/public/enterprises', everybody, async (request, reply) => {
    const { found, question, next } = await enterprises(request, 30);
    linkNext(reply, '/api/v1/public/enterprises', question, next);
    return {
      enterprises: found.map(({ name, areas, categories: own, status, since }) => ({
        name,
        areas,
        categories: own,
        status,
        since,
      })),
    };
  });

  app.get<{ Querystring: Query }>('/warnings', everybody, async (request, reply) => {
    const { query } = request;
    only(query, ['nextPageToken']);
    const perPage = 30;
    const turn = await turnPage<ExposureMark>(store, now(), ['warnings'], tokenOf(query));
    const rows = await standingExposures(store.database, perPage + 1, { after: turn.after });
    const last = rows[perPage - 1];
    const next =
      rows.length > perPage && last !== undefined ? turn.next({ publishedAt: last.publishedAt, id: last.id }) : undefined;
    const exposures = rows.slice(0, perPage).map(toldExposure);
    return sendHtml(reply, 200, warningsPage({ exposures, next: onward('/warnings', {}, next?.token) }));
  });

  app.get('/recalls', everybody, async (_, reply) => {
    const [recalls, notices] = await Promise.all([lists.recalls(), newestNotices(store, mostNotices)]);
    return sendHtml(reply, 200, recallsPage({ recalls, notices }));
  });
  app.get('/api/v1/public/recalls', everybody, async () => ({ recalls: await lists.recalls() }));

  app.get('/products', everybody, async (_, reply) => sendHtml(reply, 200, productsPage({ products: lists.products() })));
  app.get('/api/v1/public/products', everybody, async () => ({ products: lists.products() }));

  app.get('/statistics', everybody, async (_, reply) => sendHtml(reply, 200, statisticsPage(await lists.statistics())));
  app.get('/api/v1/public/statistics', everybody, () => lists.statistics());

  app.get('/open-data', everybody, async (_, reply) => sendHtml(reply, 200, openDataPage(dataSets)));
}

/** The forms of a search send empty fields along: they ask for nothing. */
function categoryIn(came: string | undefined): string | undefined {
  if (came === undefined || came === '') return undefined;
  const ids = categories.filter(({ closed }) => !closed).map(({ id }) => id);
  if (ids.includes(came)) return came;
  throw new ZhuisuError('parameter_invalid', { name: 'category', came: came.slice(0, 40), expected: ids.join(', ') });
}

function only(query: Query, names: readonly string[]): void {
  const other = Object.keys(query).find((name) => !names.includes(name));
  if (other !== undefined) throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: names.join(', ') });
}

function onward(path: string, question: Query, token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const words = new URLSearchParams(
    Object.entries(question).flatMap(([name, value]) => [value ?? ''].flat().map((each) => [name, each])),
  );
  words.set('nextPageToken', token);
  return `${path}?${words}`;
}
