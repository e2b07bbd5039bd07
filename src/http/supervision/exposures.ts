/** Exposures: a department makes public what it confirmed or ordered and what was not put right in time, and takes it back. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { exposureRequest, exposureWithdrawal } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import {
  addExposure,
  type ExposureMark,
  type ExposureRow,
  exposureById,
  findingsSeen,
  organisationById,
  standingExposures,
  withdrawExposure,
} from '../../store/index.ts';
import { type FindingState, findingStates } from '../../supervision/index.ts';
import { detectors } from '../../watch/index.ts';
import { bodyOf } from '../bodies.ts';
import { dayOf } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { isUuid } from '../sight/deciding.ts';
import { actingOf, bodyNamed } from './acting.ts';

/** Only what somebody upheld; what is new may be wrong, and what is rectified has been put right. */
const publishable: readonly FindingState[] = ['confirmed', 'ordered'];

export function exposureRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, config, sight } = context;
  const { database } = store;

  app.get<{ Querystring: Query }>('/api/v1/exposures', { onRequest: context.permit('directory') }, async (request, reply) => {
    const { query } = request;
    const other = Object.keys(query).find((name) => !['category', 'perPage', 'nextPageToken'].includes(name));
    if (other !== undefined)
      throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: 'category, perPage, nextPageToken' });
    const perPage = perPageOf(query);
    const { nextPageToken: _, ...question } = query;
    const turn = await turnPage<ExposureMark>(store, now(), ['exposures', question], tokenOf(query));
    const category = [query.category].flat()[0];
    const rows = await standingExposures(database, perPage + 1, { category, after: turn.after });
    const page = rows.slice(0, perPage);
    const last = page.at(-1);
    if (rows.length > perPage && last !== undefined)
      linkNext(reply, '/api/v1/exposures', question, turn.next({ publishedAt: last.publishedAt, id: last.id }));
    return { exposures: page.map(toldExposure) };
  });

  app.post('/api/v1/exposures', { onRequest: context.permit('expose') }, async (request, reply) => {
    const { finding: id, reason, advice = '' } = bodyOf(request, exposureRequest);
    const finding = (await findingsSeen(database, await sight(request, 'expose'), [id])).get(id);
    if (finding === undefined) throw new ZhuisuError('not_found', { came: id });
    const state = finding.state as FindingState;
    const overdue = finding.dueAt < now() && finding.resolvedAt === null;
    if (!publishable.includes(state) || !overdue || finding.organisation === null)
      throw new ZhuisuError('exposure_refused', {
        state: findingStates[state],
        due: dayOf(finding.dueAt),
      });
    const acting = actingOf(request, now());
    const detector = detectors.find((each) => each.id === finding.detector);
    const firm = await organisationById(database, finding.organisation);
    // A natural person is named to nobody.
    if (firm === undefined || firm.form === 'natural_person') throw new ZhuisuError('not_found', { came: id });
    const exposure = randomUUID();
    const made = await addExposure(database, {
      id: exposure,
      finding,
      title: { zh: detector?.zh ?? finding.detector, en: detector?.en ?? finding.detector },
      reason: reason.trim(),
      advice: advice.trim(),
      department: acting.organisation,
      departmentName: bodyNamed(config.jurisdiction, acting.organisation, dayOf(now())) ?? { zh: '平台运维', en: 'operator' },
      account: acting.account,
      at: now(),
    });
    if (!made) throw new ZhuisuError('exposure_standing');
    await context.audited(request, 'exposure_changed', exposure, `published: ${reason.trim()}`);
    return reply.code(201).send(toldExposure((await exposureById(database, exposure))!));
  });

  app.post<{ Params: { id: string } }>(
    '/api/v1/exposures/:id/withdrawal',
    { onRequest: context.permit('expose') },
    async (request) => {
      const { reason } = bodyOf(request, exposureWithdrawal);
      const { id } = request.params;
      const row = isUuid(id) ? await exposureById(database, id) : undefined;
      const seen = row && (await findingsSeen(database, await sight(request, 'expose'), [row.finding]));
      if (row === undefined || !seen?.has(row.finding)) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
      if (!(await withdrawExposure(database, id, reason.trim(), now()))) throw new ZhuisuError('exposure_standing');
      await context.audited(request, 'exposure_changed', id, `withdrawn: ${reason.trim()}`);
      return toldExposure((await exposureById(database, id))!);
    },
  );
}

/** The words of the department, and what has become of it since. */
export function toldExposure(row: ExposureRow) {
  const state = row.resolved ? 'closed' : (row.state as FindingState);
  return {
    id: row.id,
    organisationName: row.name,
    category: row.category,
    area: row.area,
    title: { zh: row.titleZh, en: row.titleEn },
    since: dayOf(row.since),
    reason: row.reason,
    advice: row.advice,
    department: { zh: row.departmentZh, en: row.departmentEn },
    publishedAt: new Date(row.publishedAt).toISOString(),
    state,
    stateName: row.resolved ? { zh: '数据已恢复正常', en: 'put right by the data' } : findingStates[state],
    ...(row.withdrawnAt === null
      ? {}
      : { withdrawnAt: new Date(row.withdrawnAt).toISOString(), withdrawnReason: row.withdrawnReason }),
  };
}
