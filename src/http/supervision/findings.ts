/** Findings of the watch: listed, counted, decided about, answered. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../access/index.ts';
import type { Words } from '../../categories/definition.ts';
import type { FindingStep } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { areaAt, type Jurisdiction } from '../../jurisdictions/index.ts';
import { dayOf } from '../../organisations/index.ts';
import { turnPage } from '../../query/index.ts';
import {
  countFindings,
  detectorCounts,
  type Finding,
  type FindingFilter,
  type FindingGroup,
  type FindingMark,
  findingActs,
  findingsSeen,
  lastActs,
  listFindings,
  proofBytes,
  proofsOf,
  type Sight,
  upheldBefore,
} from '../../store/index.ts';
import {
  canUndo,
  type FindingActName,
  type FindingState,
  findingStates,
  type KeepCount,
  keepProof,
  mostProofBytes,
  openActs,
  type Step,
  stepAll,
  takeStep,
} from '../../supervision/index.ts';
import { detectors, type Watching } from '../../watch/index.ts';
import { bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { findingActShape, findingActsShape, findingAnswerShape } from '../shapes.ts';
import { isUuid, ownerOf } from '../sight/deciding.ts';
import { plainly } from './said.ts';

interface Named {
  Params: { id: string };
}

const mostGroups = 1_000;
const groups: readonly FindingGroup[] = ['detector', 'family', 'category', 'area', 'organisation', 'state', 'gravity'];
export const findingFilters: readonly string[] = [
  'state',
  'detector',
  'family',
  'gravity',
  'category',
  'area',
  'organisation',
  'resolved',
  'overdue',
  'dueFrom',
  'dueBefore',
  'q',
  'from',
  'before',
];
const paging = ['perPage', 'nextPageToken'];

export function findingRoutes(
  app: FastifyInstance,
  context: Context,
  keep: KeepCount,
  watching: Pick<Watching, 'figures'> | undefined,
): void {
  const { store, now, sight } = context;
  const { database } = store;
  const reading = { onRequest: context.permit('watch') };
  const deciding = { onRequest: context.permit('supervise') };
  const answering = { onRequest: context.permit('answer') };

  app.get<{ Querystring: Query }>('/api/v1/findings', reading, async (request, reply) => {
    const { query } = request;
    only(query, [...findingFilters, ...paging]);
    const seen = await sight(request, 'watch');
    const perPage = perPageOf(query);
    const { nextPageToken: _, ...question } = query;
    const turn = await turnPage<FindingMark>(store, now(), ['findings', question, seen], tokenOf(query));
    const rows = await listFindings(database, seen, filterOf(query, now()), perPage + 1, turn.after);
    const page = rows.slice(0, perPage);
    const last = page.at(-1);
    if (rows.length > perPage && last !== undefined)
      linkNext(reply, '/api/v1/findings', question, turn.next({ openedAt: last.openedAt, id: last.id }));
    return { findings: page.map((finding) => told(finding, context.config.jurisdiction)) };
  });

  app.get<{ Querystring: Query }>('/api/v1/findings/counts', reading, async (request) => {
    const { query } = request;
    only(query, [...findingFilters, 'by']);
    const by = oneOf('by', query.by, groups);
    const seen = await sight(request, 'watch');
    // Refused before anything is counted.
    filterOf(query, now());
    const { at, told: counts } = await keep(JSON.stringify(['counts', seen, query]), (moment) =>
      countFindings(database, seen, filterOf(query, moment), by, moment, mostGroups),
    );
    return { by, at: iso(at), counts };
  });

  app.get('/api/v1/detectors', reading, async (request) => {
    const counts = new Map((await detectorCounts(database)).map((row) => [row.detector, row]));
    return {
      detectors: detectors.map(({ begin: _, ...detector }) => {
        const { found = 0, dismissed = 0, upheld = 0, resolved = 0 } = counts.get(detector.id) ?? {};
        const judged = dismissed + upheld;
        return { ...detector, found, dismissed, upheld, resolved, ...(judged === 0 ? {} : { precision: upheld / judged }) };
      }),
      watch: watchState(watching?.figures, request.principal),
    };
  });

  app.get<Named>('/api/v1/findings/:id', reading, async (request) => {
    const finding = await seenFinding(request, await sight(request, 'watch'));
    const [steps, proofs, before, decides, answers, [last]] = await Promise.all([
      findingActs(database, finding.id),
      proofsOf(database, finding.id),
      upheldBefore(database, finding, 20),
      mayOn(request, 'supervise', finding.id),
      mayOn(request, 'answer', finding.id),
      lastActs(database, [finding.id]),
    ]);
    const state = finding.state as FindingState;
    return {
      ...told(finding, context.config.jurisdiction),
      acts: steps.map(({ at, dueAt, ...step }) => ({ ...step, at: iso(at), ...(dueAt === null ? {} : { due: iso(dueAt) }) })),
      proofs: proofs.map(({ at, ...proof }) => ({ ...proof, at: iso(at) })),
      before: before.map(({ id, openedAt }) => ({ id, openedAt: iso(openedAt) })),
      open: [
        ...(decides ? openActs(state, 'department') : []),
        ...(decides && canUndo(last, request.principal.account ?? null, now()) ? ['undo'] : []),
        ...(answers ? openActs(state, 'firm') : []),
      ],
    };
  });

  app.post<Named>('/api/v1/findings/:id/acts', deciding, (request, reply) => step(request, reply, 'department'));
  app.post<Named>('/api/v1/findings/:id/answers', answering, (request, reply) => step(request, reply, 'firm'));

  app.post('/api/v1/findings/acts', deciding, async (request) => {
    const { ids, ...body } = bodyOf(request, findingActsShape);
    const taken = stepOf(body);
    const seen = { decide: await sight(request, 'supervise'), watch: await sight(request, 'watch') };
    const items = await stepAll(store, seen, [...new Set(ids)], taken, actingOf(request, now()));
    // Each by its own id, so that what was done to a finding is found by asking for it.
    const done = items.filter(({ status }) => status === 'done');
    await Promise.all(done.map((each) => context.audited(request, 'finding_decided', each.id, `${taken.act}: ${taken.reason}`)));
    return { items };
  });

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostProofBytes + 1 }, (_, body, done) => done(null, body));
    scope.post<Named & { Querystring: Query }>(
      '/api/v1/findings/:id/proofs',
      { ...answering, bodyLimit: mostProofBytes + 1 },
      async (request, reply) => {
        const finding = await ownFinding(request, 'answer');
        const name = [request.query.name].flat()[0] ?? 'proof';
        if (name.length > 200 || /[\u0000-\u001f\u007f]/.test(name))
          throw new ZhuisuError('value_invalid', {
            path: 'name',
            came: `${name.length} characters`,
            expected: 'one line of up to 200',
          });
        const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
        const kept = await keepProof(store, finding, { name, type, bytes: request.body as Buffer }, actingOf(request, now()));
        await context.audited(request, 'finding_decided', finding.id, `proof ${kept.digest}`);
        return reply.code(201).send(kept);
      },
    );
  });

  app.get<{ Params: { id: string; proof: string } }>('/api/v1/findings/:id/proofs/:proof', reading, async (request, reply) => {
    const finding = await seenFinding(request, await sight(request, 'watch'));
    const { proof } = request.params;
    const found = isUuid(proof) ? await proofBytes(database, finding.id, proof) : undefined;
    if (found === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    return reply
      .headers({ 'content-disposition': 'attachment', 'content-security-policy': "default-src 'none'; sandbox" })
      .type(found.type)
      .send(found.bytes);
  });

  async function seenFinding(request: FastifyRequest, seen: Sight): Promise<Finding> {
    const { id } = request.params as { id: string };
    const found = isUuid(id) ? (await findingsSeen(database, seen, [id])).get(id) : undefined;
    if (found === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    return found;
  }

  /** One that the caller may read and not act on is told apart from one that is not there. */
  async function ownFinding(request: FastifyRequest, action: 'supervise' | 'answer'): Promise<Finding> {
    const found = await seenFinding(request, await sight(request, 'watch'));
    if (await mayOn(request, action, found.id)) return found;
    throw new ZhuisuError('finding_of_others', { came: found.id });
  }

  async function step(request: FastifyRequest, reply: FastifyReply, by: 'department' | 'firm'): Promise<FastifyReply> {
    const taken = stepOf(bodyOf(request, by === 'department' ? findingActShape : findingAnswerShape));
    const finding = await ownFinding(request, by === 'department' ? 'supervise' : 'answer');
    await takeStep(store, finding, taken, actingOf(request, now()));
    await context.audited(request, 'finding_decided', finding.id, `${taken.act}: ${taken.reason}`);
    return reply.code(201).send(told(await seenFinding(request, await sight(request, 'watch')), context.config.jurisdiction));
  }

  async function mayOn(request: FastifyRequest, action: 'supervise' | 'answer', id: string): Promise<boolean> {
    return (await findingsSeen(database, await sight(request, action), [id])).size > 0;
  }
}

const actingOf = (request: FastifyRequest, at: number) => ({
  account: request.principal.account ?? null,
  organisation: ownerOf(request) ?? null,
  at,
});

const iso = (at: number): string => new Date(at).toISOString();

/** What was found, by the names of what it speaks of. */
export const saidOf = ({ toldZh, toldEn, category, openedAt }: Finding, jurisdiction: Jurisdiction): Words =>
  plainly({
    zh: toldZh,
    en: toldEn,
    category: category ?? '',
    areas: (code) => areaAt(jurisdiction, code, dayOf(openedAt))?.zh,
  });

/** As the interface tells it: both languages, times as text. */
export function told(finding: Finding, jurisdiction: Jurisdiction): object {
  const { openedAt, lastAt, resolvedAt, dueAt, toldZh: _, toldEn: __, resolvedZh, resolvedEn, state, ...row } = finding;
  const detector = detectors.find(({ id }) => id === row.detector);
  return {
    ...row,
    title: { zh: detector?.zh ?? row.detector, en: detector?.en ?? row.detector },
    told: saidOf(finding, jurisdiction),
    openedAt: iso(openedAt),
    lastAt: iso(lastAt),
    due: iso(dueAt),
    state,
    stateName: findingStates[state as FindingState],
    ...(resolvedAt === null ? {} : { resolvedAt: iso(resolvedAt), resolved: { zh: resolvedZh, en: resolvedEn } }),
  };
}

function stepOf({ act, reason = '', due, assigned, version }: FindingStep): Step {
  if (act === 'assign' && assigned === undefined)
    throw new ZhuisuError('value_invalid', { path: 'assigned', came: 'nothing', expected: 'a uuid' });
  return {
    act: act as FindingActName,
    reason: reason.trim(),
    due: due === undefined ? undefined : Date.parse(due),
    assigned,
    version,
  };
}

export function only(query: Query, names: readonly string[]): void {
  const other = Object.keys(query).find((name) => !names.includes(name));
  if (other !== undefined) throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: names.join(', ') });
}

const textOf = (query: Query, name: string): string | undefined => [query[name]].flat()[0];

/** Values are separated by commas. */
export function filterOf(query: Query, now: number): FindingFilter {
  const list = (name: string): string[] | undefined =>
    textOf(query, name)
      ?.split(',')
      .map((each) => each.trim());
  const listOf = (name: string, words: readonly string[]): string[] | undefined =>
    list(name)?.map((each) => oneOf(name, each, words));
  const moment = (name: string): number | undefined => {
    const came = textOf(query, name);
    if (came === undefined) return undefined;
    const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(came) ? `${came}T00:00:00+08:00` : came.replace(/ (\d\d:\d\d)$/, '+$1'));
    if (!Number.isNaN(at)) return at;
    throw new ZhuisuError('parameter_invalid', {
      name,
      came: came.slice(0, 40),
      expected: 'a day, or a date and time with time zone',
    });
  };
  const organisation = textOf(query, 'organisation');
  if (organisation !== undefined && !isUuid(organisation))
    throw new ZhuisuError('parameter_invalid', { name: 'organisation', came: organisation.slice(0, 60), expected: 'a uuid' });
  const resolved = textOf(query, 'resolved');
  const overdue = textOf(query, 'overdue');
  return {
    states: listOf('state', Object.keys(findingStates)),
    detectors: list('detector'),
    families: listOf('family', [...new Set(detectors.map(({ family }) => family))]),
    gravities: listOf('gravity', ['high', 'medium', 'low']),
    categories: list('category'),
    area: textOf(query, 'area')?.replace(/%|_|\\/g, ''),
    organisation,
    resolved: resolved === undefined ? undefined : oneOf('resolved', resolved, ['true', 'false']) === 'true',
    overdueAt: overdue !== undefined && oneOf('overdue', overdue, ['true', 'false']) === 'true' ? now : undefined,
    dueFrom: moment('dueFrom'),
    dueBefore: moment('dueBefore'),
    text: textOf(query, 'q')?.trim().slice(0, 100) || undefined,
    openedFrom: moment('from'),
    openedBefore: moment('before'),
  };
}

function oneOf<Word extends string>(name: string, came: string | string[] | undefined, words: readonly Word[]): Word {
  const found = words.find((word) => word === came);
  if (found !== undefined) return found;
  throw new ZhuisuError('parameter_invalid', { name, came: String(came).slice(0, 40), expected: words.join(', ') });
}

/** What a detector said when it threw may quote an event: for whoever runs the installation. */
function watchState(figures: Watching['figures'] | undefined, { kind }: Principal): object {
  if (figures?.watches !== true) return { watches: false, stopped: [] };
  const runs = kind === 'operator' || kind === 'machine';
  return {
    watches: true,
    lag: figures.lag,
    stopped: figures.stopped.map(({ detector, seq, attempts, retryAt, message }) => {
      const { zh = detector, en = detector } = detectors.find(({ id }) => id === detector) ?? {};
      return { detector, title: { zh, en }, seq, attempts, retryAt: iso(retryAt), ...(runs ? { message } : {}) };
    }),
  };
}
