/** The public pages: home, the page a scan opens, Digital Link paths. Rendered here, readable without script. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { demoExamples } from '../../simulator/demo-city.ts';
import { failurePage, homePage, malformedPage, scanPage, stylesheet, unknownPage } from '../../web/portal/index.ts';
import { identify, type Reading, recognise, schemes } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import { logHead, logVersion, masterDataOf } from '../store/index.ts';
import { type Context, wantsPage } from './app.ts';
import { KeptPages } from './kept-pages.ts';
import { dayOf, look } from './looking-up.ts';
import { problemOf, sendProblem } from './problems.ts';

const styleHash = createHash('sha256').update(stylesheet).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export function sendHtml(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer', vary: 'accept' })
    .type('text/html; charset=utf-8')
    .send(page);
}

export const sendPage = (reply: FastifyReply, error: ZhuisuError): FastifyReply =>
  sendHtml(reply, error.row.status || 500, failurePage(problemOf(error)));

/** Primary keys of GS1 Digital Link (URI syntax 1.4, §4.3) that open a page. */
const digitalLinkKeys = [
  '00',
  '01',
  '253',
  '255',
  '401',
  '402',
  '414',
  '417',
  '8003',
  '8004',
  '8006',
  '8010',
  '8013',
  '8017',
  '8018',
];

type Page = { readonly status: number; readonly page: string };

export function portalRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context;
  const pages = new KeptPages<Page>(500);
  const scan = (typed: string, request: FastifyRequest, reply: FastifyReply) => answerScan(typed, request, reply, context, pages);

  app.get('/', async (_, reply) => {
    const recorded = await logHead(store.database);
    return sendHtml(reply, 200, homePage({ examples: context.config.demo && recorded > 0 ? demoExamples : [], recorded }));
  });

  // The search form; one address a code, so that a result can be shared.
  app.get<{ Querystring: { code?: string } }>('/t', async (request, reply) => {
    const code = String(request.query.code ?? '').trim();
    return code === '' ? reply.redirect('/', 303) : reply.redirect(`/t/${encodeURIComponent(code)}`, 303);
  });

  app.get<{ Params: { '*': string } }>('/t/*', { onRequest: context.permit('trace') }, async (request, reply) => {
    // The router has decoded the path; a scanned URL keeps its own query.
    const query = request.url.indexOf('?');
    const typed = request.params['*'] + (query >= 0 && /:\/\//.test(request.params['*']) ? request.url.slice(query) : '');
    return scan(typed, request, reply);
  });

  for (const key of digitalLinkKeys) {
    app.get(`/${key}/*`, { onRequest: context.permit('trace') }, (request, reply) =>
      scan(`https://scanned.example${request.url}`, request, reply),
    );
  }
  app.get('/id/*', { onRequest: context.permit('trace') }, (request, reply) =>
    scan(`https://scanned.example${request.url}`, request, reply),
  );

  app.setNotFoundHandler((request, reply) => {
    const error = new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    return wantsPage(request) ? sendPage(reply, error) : sendProblem(reply, error);
  });
}

async function answerScan(
  typed: string,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
  pages: KeptPages<Page>,
): Promise<FastifyReply> {
  const readings = recognise(typed);
  const canonical = identify(typed);
  const asJson =
    /\bapplication\/(?:ld\+)?json\b|\bapplication\/linkset\+json\b/.test(request.headers.accept ?? '') && !wantsPage(request);
  if (canonical === undefined) {
    const [closest] = readings;
    if (asJson)
      throw new ZhuisuError('code_malformed', {
        came: JSON.stringify(typed.slice(0, 80)),
        cause: closest?.reasons[0]?.en ?? 'no scheme recognises it',
      });
    return sendHtml(reply, 400, malformedPage({ typed, reasons: closest?.reasons ?? [], candidates: readings.map(schemeName) }));
  }
  if (asJson) {
    const { answer, verdict } = await look(context.store, typed, context.now);
    if (!answer.recorded) throw new ZhuisuError('code_unknown', { came: canonical });
    return reply.header('vary', 'accept').send({ verdict, ...answer });
  }
  const version = `${dayOf(context.now())} ${await logVersion(context.store.database)}`;
  const { status, page } = await pages.get(typed, version, () => makePage(typed, canonical, readings, context));
  return sendHtml(reply, status, page);
}

async function makePage(typed: string, canonical: string, readings: Reading[], context: Context): Promise<Page> {
  const best = readings.find((reading) => reading.canonical === canonical);
  const seen = await look(context.store, typed, context.now);
  const explained = {
    typed,
    canonical,
    segments: best?.segments ?? [],
    ...(best === undefined ? {} : { scheme: schemeName(best) }),
  };
  if (!seen.answer.recorded) return { status: 404, page: unknownPage(explained) };
  const { answer, evidence, verdict, day } = seen;
  const names = await masterDataOf(context.store.database, namesWanted(answer));
  return { status: 200, page: scanPage({ ...explained, verdict, answer, evidence, names, day }) };
}

/** Things are named by their class: a lot or serial has no master data of its own, its product has. */
function namesWanted(answer: Awaited<ReturnType<typeof look>>['answer']): string[] {
  const things = answer.nodes.flatMap(({ id }) => [id, id.replace(/^(https:\/\/id\.gs1\.org\/01\/\d{14})\/.*$/, '$1')]);
  return [...new Set([...things, ...answer.parties, ...answer.places])];
}

const byId = new Map(schemes.map((scheme) => [scheme.id, scheme.name]));
const schemeName = ({ scheme }: Reading): { zh: string; en: string } => byId.get(scheme) ?? { zh: scheme, en: scheme };
