/** What rules found, told to who may see the event. */
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import { type EvaluationPlace, type EvaluationRow, listEvaluations } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { single } from '../organisations/shared.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';

const names = ['category', 'stage', 'rule', 'severity', 'outcome', 'event', 'stored'] as const;

export function evaluationRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;

  app.get<{ Querystring: Query }>('/api/v1/evaluations', { onRequest: context.permit('query') }, async (request, reply) => {
    const query = single(request.query);
    const filter = filterOf(query);
    const perPage = perPageOf(query);
    const sight = await context.sight(request, 'query');
    const { principal } = request;
    const asker = principal.account ?? principal.organisation?.id ?? principal.kind;
    const turn = await turnPage<EvaluationPlace>(store, now(), ['evaluations', asker, filter], tokenOf(query));
    const rows = await listEvaluations(store.database, { sight, filter, after: turn.after, limit: perPage + 1 });
    if (rows.length > perPage) {
      rows.pop();
      const { askedAt, id, rule, seq } = rows.at(-1)!;
      linkNext(reply, '/api/v1/evaluations', query, turn.next({ askedAt, id, rule, seq }));
    }
    await context.looked(request, rows);
    return { evaluations: rows.map(told) };
  });
}

const told = ({ seq: _, id: __, owner: ___, fields: ____, askedAt, ...row }: EvaluationRow) => ({
  ...row,
  askedAt: new Date(askedAt).toISOString(),
});

function filterOf(query: Query) {
  const other = Object.keys(query).find(
    (name) => !(names as readonly string[]).includes(name) && name !== 'perPage' && name !== 'nextPageToken',
  );
  if (other !== undefined)
    throw new ZhuisuError('parameter_unknown', {
      name: other.slice(0, 80),
      expected: [...names, 'perPage', 'nextPageToken'].join(', '),
    });
  const { category, stage, rule, severity, outcome, event: eventID, stored } = query as Record<string, string | undefined>;
  if (stored !== undefined && stored !== '0' && stored !== '1')
    throw new ZhuisuError('parameter_invalid', { name: 'stored', came: stored.slice(0, 40), expected: '0 or 1' });
  return { category, stage, rule, severity, outcome, eventID, stored: stored === undefined ? undefined : stored === '1' };
}
