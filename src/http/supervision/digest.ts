/** What is new and what is due, for whoever asks, by their duty: for the first screen and for a mail in the morning. */
import type { FastifyInstance } from 'fastify';
import { countFindings, type Database, type FindingFilter, type Sight } from '../../store/index.ts';
import { detectors } from '../../watch/index.ts';
import { numberIn } from '../bodies.ts';
import type { Context } from '../context.ts';

const hour = 3_600_000;
const soon = 72 * hour;

/** Of what is seen by `sight`, from and until milliseconds since 1970. */
export async function digestOf(database: Database, sight: Sight, from: number, until: number): Promise<object> {
  const counted = (filter: FindingFilter) => countFindings(database, sight, filter, 'detector', until, detectors.length);
  const [opened, resolved, due, all] = await Promise.all([
    counted({ openedFrom: from }),
    counted({ resolvedFrom: from }),
    counted({ overdueAt: until + soon }),
    counted({}),
  ]);
  const sum = (rows: readonly { readonly count: number }[]): number => rows.reduce((total, { count }) => total + count, 0);
  const newly = new Map(opened.map(({ value, count }) => [value, count]));
  return {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    opened: sum(opened),
    resolved: sum(resolved),
    open: all.reduce((total, { open }) => total + open, 0),
    dueSoon: sum(due),
    overdue: all.reduce((total, { overdue }) => total + overdue, 0),
    detectors: all
      .filter(({ open }) => open > 0)
      .map(({ value, open, overdue }) => {
        const detector = detectors.find(({ id }) => id === value);
        return {
          detector: value,
          title: { zh: detector?.zh ?? value, en: detector?.en ?? value },
          opened: newly.get(value) ?? 0,
          open,
          overdue,
        };
      }),
  };
}

export function digestRoutes(app: FastifyInstance, { store, now, permit, sight }: Context): void {
  app.get<{ Querystring: { hours?: string } }>('/api/v1/digest', { onRequest: permit('watch') }, async (request) => {
    const until = now();
    const from = until - numberIn(request.query.hours, 'hours', 1, 168, 24) * hour;
    return digestOf(store.database, await sight(request, 'watch'), from, until);
  });
}
