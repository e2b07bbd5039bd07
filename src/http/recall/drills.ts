/** What drills scored over time, and the check of drawn lots by day: for departments all of it, for a firm its own part. */
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { holdersOf, keptScores, listRecalls, type Recall, type Sight, seenWhole } from '../../store/index.ts';
import { type DrillScore, readinessCheck } from '../../supervision/index.ts';
import { bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import type { Query } from '../paging.ts';
import { readinessShape } from '../shapes.ts';
import { ownerOf } from '../sight/deciding.ts';
import { authority, categoriesOf, only } from './listing.ts';
import { drillMark, iso, noticeOf } from './told.ts';

/** Drills that are told: the newest of those that were completed. */
const mostDrills = 200;

interface Scored {
  readonly drill: Recall;
  readonly score: DrillScore;
}

type Row = DrillScore['holders'][number];

export function drillRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, sight } = context;
  const { database } = store;
  let checking = false;

  app.get<{ Querystring: Query }>('/api/v1/recalls/drills', { onRequest: context.permit('read_recall') }, async (request) => {
    only(request.query, ['category']);
    const seen = await sight(request, 'read_recall');
    const rows = await listRecalls(
      database,
      seen,
      { drill: true, states: ['completed'], categories: categoriesOf(request.query) },
      mostDrills,
    );
    const ids = rows.map(({ id }) => id);
    const [kept, whole] = await Promise.all([keptScores(database, ids), seenWhole(database, authority(seen), ids)]);
    const scored = rows.flatMap((drill): Scored[] => {
      const data = kept.get(drill.id);
      return data === undefined ? [] : [{ drill, score: JSON.parse(data) as DrillScore }];
    });
    const own = ownerOf(request);
    return {
      drills: scored.map((each) => drillTold(each, whole.has(each.drill.id), own)),
      firms: await firmsTold(scored.filter(({ drill }) => whole.has(drill.id))),
    };
  });

  app.post('/api/v1/recalls/readiness', { onRequest: context.permit('run_recall') }, async (request, reply) => {
    const { category } = bodyOf(request, readinessShape);
    const from = drawnFrom(authority(await sight(request, 'run_recall')), category);
    // A search of the scope each: one check at a time.
    if (checking) throw new ZhuisuError('scopes_busy', { expected: 1 });
    checking = true;
    try {
      const { drawn } = await readinessCheck(store, now(), { from });
      if (drawn === 0) throw new ZhuisuError('drill_nothing', { came: category ?? from.categories?.join(', ') ?? '*' });
      await context.audited(request, 'recall_decided', 'readiness', `check: ${drawn} lots, ${category ?? 'all categories'}`);
      return reply.code(201).send({ drawn });
    } finally {
      checking = false;
    }
  });

  /** Each firm that was drilled, those that need it most first. */
  async function firmsTold(scored: readonly Scored[]): Promise<object[]> {
    const names = new Map<string, string>();
    const rows = new Map<string, { readonly drill: Recall; readonly row: Row }[]>();
    for (const { drill, score } of scored) {
      for (const { holder, name } of await holdersOf(database, drill.id)) if (!names.has(holder)) names.set(holder, name);
      for (const row of score.holders) rows.set(row.holder, [...(rows.get(row.holder) ?? []), { drill, row }]);
    }
    const mean = (values: readonly number[]): number | null =>
      values.length === 0 ? null : Math.round(values.reduce((sum, each) => sum + each, 0) / values.length);
    return [...rows]
      .map(([organisation, each]) => ({
        organisation,
        name: names.get(organisation) ?? organisation,
        drills: each.length,
        silent: each.filter(({ row }) => row.took === null).length,
        late: each.filter(({ row }) => row.took !== null && !row.inTime).length,
        gaps: each.reduce((sum, { row }) => sum + row.gaps.length, 0),
        took: mean(each.flatMap(({ row }) => row.took ?? [])),
        scores: each
          .flatMap(({ drill, row }) =>
            row.score === undefined ? [] : [{ drill: drill.id, at: iso(drill.publishedAt!), score: row.score }],
          )
          .reverse(),
      }))
      .sort((a, b) => b.silent + b.late - (a.silent + a.late) || b.gaps - a.gaps || a.name.localeCompare(b.name));
  }
}

/** Where somebody may run recalls by duty. Throws denied_role, denied_category. */
function drawnFrom(seen: Sight, category: string | undefined) {
  if (seen === 'everything') return { categories: category === undefined ? undefined : [category], areas: undefined };
  if (seen.length === 0) throw new ZhuisuError('denied_role');
  const led = new Set(seen.flatMap(({ categories = [] }) => categories));
  if (category !== undefined && !led.has(category)) throw new ZhuisuError('denied_category');
  return {
    categories: category === undefined ? [...led] : [category],
    areas: [...new Set(seen.flatMap(({ areas }) => areas ?? []))],
  };
}

/** Who holds a part is told of its own part alone: the score of all says how others did. */
function drillTold({ drill, score }: Scored, whole: boolean, own: string | undefined): object {
  const { id, title, category, level, publishedAt, closedAt } = noticeOf(drill) as Record<string, unknown>;
  const row = own === undefined ? undefined : score.holders.find(({ holder }) => holder === own);
  const { score: total, inTime, agreeing, answered, holders } = score;
  return {
    id,
    mark: drillMark,
    title,
    category,
    level,
    publishedAt,
    closedAt,
    ...(whole || drill.organisation === own ? { score: total, inTime, agreeing, answered, holders: holders.length } : {}),
    ...(row === undefined ? {} : { own: ownTold(row) }),
  };
}

const ownTold = ({ holder: _, gaps, ...row }: Row): object => ({ ...row, gaps: gaps.length });
