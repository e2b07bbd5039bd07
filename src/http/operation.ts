/** For the operator: is it alive, is it ready, how much does it do. */
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { logHead } from '../store/index.ts';
import type { Context } from './context.ts';

export function operationRoutes(app: FastifyInstance, { store }: Context): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'zhuisu_http_request_seconds',
    help: 'Time to answer a request, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const backlog = new Gauge({
    name: 'zhuisu_append_backlog_events',
    help: 'Events that wait for their turn to be appended',
    registers: [registry],
  });

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    durations.observe(
      { method: request.method, route, status: `${Math.floor(reply.statusCode / 100)}xx` },
      reply.elapsedTime / 1000,
    );
  });

  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async () => ({ status: 'ready', events: await logHead(store.database) }));
  app.get('/metrics', async (_, reply) => {
    backlog.set(store.log.backlog);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
