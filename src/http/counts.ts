/** How much is recorded, by month and category: numbers alone, of what the asker may count. */
import type { FastifyInstance } from 'fastify';
import { type Alternative, monthlyCounts } from '../store/index.ts';
import type { Context } from './context.ts';

/** Months that are counted, the running one included: a count reads every event of its time. */
const months = 12;

/** Midnight in China of the first day counted. */
export function since(now: number): number {
  const china = new Date(now + 8 * 3_600_000);
  return Date.UTC(china.getUTCFullYear(), china.getUTCMonth() - (months - 1), 1) - 8 * 3_600_000;
}

const everything: Alternative = { rule: 'operator', fields: 'status' };

export function countRoutes(app: FastifyInstance, { store, now, permit, sight }: Context): void {
  app.get('/api/v1/counts', { onRequest: permit('count') }, async (request) => {
    const seen = await sight(request, 'count');
    const cells = await monthlyCounts(store.database, seen === 'everything' ? [everything] : seen, since(now()));
    return {
      counts: cells.map(({ month, category, events, punctual }) => ({
        month,
        category: category ?? 'none',
        events,
        onTimeShare: Math.round((punctual / events) * 1000) / 1000,
      })),
    };
  });
}
