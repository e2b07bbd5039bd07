/** The public pages: home, the page a scan opens, Digital Link paths. Rendered here, readable without script. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chainExamples, demoExamples } from '../../simulator/demo-city.ts';
import { issuingPage } from '../../web/issue/page.ts';
import {
  certificatePage,
  codesPage,
  failurePage,
  homePage,
  issuePage,
  malformedPage,
  scanPage,
  unknownPage,
} from '../../web/portal/index.ts';
import { scanningPage } from '../../web/scan/page.ts';
import { allSchemes, lotOf, type Reading, recognise, schemeById } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import { fieldsOf, issueOf } from '../issuing/index.ts';
import { layouts } from '../labels/index.ts';
import { logHead, logVersion, type Sight } from '../store/index.ts';
import { scriptOf } from './assets.ts';
import { dayOf, explainCode, heldNow, look, shown, verdictOfIssue } from './codes/looking-up.ts';
import { namesFor } from './codes/names.ts';
import { judgedByScans, pageFacts, recallOf, unusual } from './codes/page-facts.ts';
import { answerLink } from './codes/resolver.ts';
import { type Context, wantsPage } from './context.ts';
import { type PagePolicy, pagePolicies, permissionsFor } from './hardening.ts';
import { KeptPages } from './kept-pages.ts';
import { problemOf, sendProblem } from './problems.ts';
import { ScanTally } from './scan-tally.ts';

export function sendHtml(reply: FastifyReply, status: number, page: string, policy: PagePolicy = 'plain'): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-security-policy': pagePolicies[policy],
      'permissions-policy': permissionsFor(policy),
      vary: 'accept',
    })
    .type('text/html; charset=utf-8')
    .send(page);
}

export const sendPage = (reply: FastifyReply, error: ZhuisuError): FastifyReply =>
  sendHtml(reply, error.row.status || 500, failurePage(problemOf(error, reply.request)));

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

interface Page {
  readonly status: number;
  readonly page: string;
  /** The sold unit whose looks are counted. */
  readonly counted?: string;
}

export function portalRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context;
  const kept = { pages: new KeptPages<Page>(500), scans: new ScanTally(store.database, unusual.scans) };
  const examples = context.config.demo ? [...demoExamples, ...chainExamples()] : [];
  app.addHook('onClose', () => kept.scans.flush());
  const scan = (typed: string, request: FastifyRequest, reply: FastifyReply) => answerScan(typed, request, reply, context, kept);

  app.get('/', async (_, reply) => {
    const recorded = await logHead(store.database);
    return sendHtml(reply, 200, homePage({ examples: recorded > 0 ? examples : [], recorded }));
  });

  // The search form; one address a code, so that a result can be shared.
  app.get<{ Querystring: { code?: string } }>('/t', async (request, reply) => {
    const code = String(request.query.code ?? '').trim();
    return code === '' ? reply.redirect('/', 303) : reply.redirect(`/t/${encodeURIComponent(code)}`, 303);
  });

  app.get<{ Querystring: { code?: string } }>('/codes', { onRequest: context.permit('explain') }, async (request, reply) => {
    const typed = String(request.query.code ?? '').slice(0, 2_001);
    const answer = typed.trim() === '' ? undefined : await explainCode(store, typed, await context.sight(request, 'trace'));
    const readings = answer?.candidates.map(({ registered, recorded, confirmed, ...reading }) => ({
      ...reading,
      known: { registered, recorded, confirmed },
    }));
    const script = scriptOf('web/codes/client.ts');
    return sendHtml(reply, 200, codesPage({ typed: answer?.input ?? '', readings, script, schemes: allSchemes() }), 'scripted');
  });

  app.get('/issue', async (_, reply) => sendHtml(reply, 200, issuingPage(scriptOf('web/issue/client.ts'), layouts), 'scripted'));

  app.get('/scan', async (_, reply) => sendHtml(reply, 200, scanningPage(scriptOf('web/scan/client.ts')), 'camera'));

  app.get<{ Params: { '*': string } }>('/t/*', { onRequest: context.permit('trace') }, async (request, reply) => {
    return scan(typedIn(request), request, reply);
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
    // One segment that is no page of ours may be a compressed Digital Link.
    const typed = `https://scanned.example${request.url}`;
    if (request.method === 'GET' && /^\/[\w-]{9,400}(?:\?|$)/.test(request.url) && recognise(typed).length > 0)
      return scan(typed, request, reply);
    const error = new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    return wantsPage(request) ? sendPage(reply, error) : sendProblem(reply, error);
  });
}

/** A division code that the scan names itself, as a sign on a shelf may; nothing else says where somebody is. */
function areaOf({ query }: FastifyRequest): string {
  const area = [(query as { area?: string | string[] }).area].flat()[0] ?? '';
  return /^\d{6}$/.test(area) ? area : '';
}

/** The router has decoded the path; a scanned URL keeps its own query. */
export function typedIn(request: FastifyRequest): string {
  const path = (request.params as { '*': string })['*'];
  const query = request.url.indexOf('?');
  return path + (query >= 0 && /:\/\//.test(path) ? request.url.slice(query) : '');
}

async function answerScan(
  typed: string,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
  { pages, scans }: { readonly pages: KeptPages<Page>; readonly scans: ScanTally },
): Promise<FastifyReply> {
  const linked = await answerLink(typed, request, reply, context);
  if (linked !== undefined) return linked;
  const readings = recognise(typed);
  const sight = await context.sight(request, 'trace');
  const asJson = /\bapplication\/(?:ld\+)?json\b/.test(request.headers.accept ?? '') && !wantsPage(request);
  if (asJson) {
    const { answer, shared, verdict, recorded, seen } = await look(context.store, typed, context.now, sight);
    if (!recorded) throw new ZhuisuError('code_unknown', { came: answer.root });
    await context.looked(request, seen);
    return reply.header('vary', 'accept').send(shared ? { verdict, ...answer } : { verdict, root: answer.root });
  }
  const version = `${dayOf(context.now())} ${await logVersion(context.store.database)}`;
  // A page is made for a sight, and kept for that sight alone; under a case it is made each time, because each look is noted.
  const underCase = sight !== 'everything' && sight.some(({ cases }) => cases !== undefined);
  const make = () => makePage(typed, readings, context, sight, request);
  const key = sight === 'everything' ? typed : `${typed}\n${JSON.stringify(sight)}`;
  const { status, page, counted } = underCase ? await make() : await pages.get(key, version, make);
  if (counted !== undefined && request.method === 'GET') scans.count(counted, dayOf(context.now()), areaOf(request));
  return sendHtml(reply, status, page);
}

async function makePage(
  typed: string,
  readings: readonly Reading[],
  context: Context,
  sight: Sight,
  request: FastifyRequest,
): Promise<Page> {
  const seen = await look(context.store, typed, context.now, sight).catch((error: unknown) => {
    if (error instanceof ZhuisuError && error.code === 'code_malformed') return undefined;
    throw error;
  });
  if (seen === undefined) {
    const [closest] = readings;
    return {
      status: 400,
      page: malformedPage({ typed: shown(typed), reasons: closest?.reasons ?? [], candidates: readings.map(schemeName) }),
    };
  }
  const { answer, evidence, day, recorded } = seen;
  await context.looked(request, seen.seen);
  const reading = readings.find(({ canonical }) => canonical === answer.root);
  const issue = reading === undefined ? undefined : await issueOf(context.store, reading);
  const verdict = issue === undefined ? seen.verdict : verdictOfIssue(issue, seen.verdict);
  const range = issue?.issued && 'range' in issue ? issue.range : undefined;
  const explained = {
    // What was scanned is an address on this site: its host tells nobody anything.
    typed: typed.replace(/^https:\/\/scanned\.example/, ''),
    canonical: answer.root,
    segments: reading?.segments ?? [],
    issue: range === undefined ? undefined : { product: range.product, lot: range.lot, day: dayOf(range.issuedAt) },
    ...(reading === undefined ? {} : { scheme: schemeName(reading) }),
  };
  if (issue?.issued && 'certificate' in issue && !recorded)
    return { status: 200, page: certificatePage({ ...explained, ...fieldsOf(issue.certificate) }) };
  // Recorded, and none of it shared: the verdict is all there is.
  const bare = async (): Promise<string> => {
    // Which of the things of a hidden story it is about is not told: then it is what was scanned, where nobody recorded that.
    const about = recorded ? verdict.about : (lotOf(typed.trim()) ?? answer.root);
    const held = recorded || about === undefined ? [] : await heldNow(context.store, about);
    const recall = verdict.kind === 'recalled' && about !== undefined ? await recallOf(context.store, about, held) : undefined;
    return issuePage({ ...explained, verdict, recorded, recall });
  };
  if (recorded && !seen.shared) return { status: 200, page: await bare() };
  if (!recorded) {
    if (verdict.kind === 'not_recorded') return { status: 404, page: unknownPage(explained) };
    return { status: verdict.kind === 'not_issued' ? 404 : 200, page: await bare() };
  }
  const judged = await judgedByScans(context, verdict, answer.root, day);
  const { facts, uris } = await pageFacts(context, typed, seen.traced, seen, day);
  const names = await namesFor(context.store, answer, uris);
  const page = scanPage({
    ...explained,
    verdict: judged.verdict,
    answer,
    evidence,
    names,
    day,
    facts: { ...facts, ...(judged.scans === undefined ? {} : { scans: judged.scans }) },
  });
  return { status: 200, page, ...(verdict.sold === undefined ? {} : { counted: answer.root }) };
}

const schemeName = ({ scheme }: Reading): { zh: string; en: string } =>
  schemeById.get(scheme)?.name ?? { zh: scheme, en: scheme };
