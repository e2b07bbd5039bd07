/** For the operator: is it alive, is it ready, how much does it do. */
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { logHead } from '../store/index.ts';
import type { Watching } from '../watch/index.ts';
import type { Context } from './context.ts';

export function operationRoutes(
  app: FastifyInstance,
  { store, subscriptions, pace }: Context,
  watching: Pick<Watching, 'figures'> | undefined,
): void {
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

  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name: `zhuisu_subscription${name}`, help, labelNames, registers: [registry] });
  const states = gauge('s', 'Subscriptions by webhook, in the process that delivers them, by state', ['state']);
  const lag = gauge('_lag_events', 'Events of the log before the stream by webhook that is furthest behind');
  const sockets = gauge('_sockets', 'Subscriptions by web socket');
  const delivering = gauge('_delivering', '1 in the process that delivers to webhooks');
  const labelNames = ['way', 'outcome'];
  const events = new Counter({
    name: 'zhuisu_subscription_events_total',
    help: 'Events delivered to subscribers',
    labelNames: ['way'],
    registers: [registry],
  });
  const deliveries = new Histogram({
    name: 'zhuisu_subscription_delivery_seconds',
    help: 'Time of a delivery to a subscriber until its answer, by outcome',
    labelNames,
    buckets: [0.005, 0.025, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const watched = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name: `zhuisu_watch${name}`, help, labelNames, registers: [registry] });
  const watchLag = watched('_lag_events', 'Events of the log that the watch has not read yet');
  const held = watched('_held_requests', 'Requests that wait until the watch has read what their sender recorded before');
  const watches = watched('_running', '1 in the process that watches');
  const stopped = watched('_detectors_stopped', 'Detectors that threw and wait to be tried again');
  const failures = watched('_detector_failures', 'How often each detector that waits to be tried again threw', ['detector']);
  subscriptions.onDelivered = (way, outcome, count, seconds) => {
    deliveries.observe({ way, outcome }, seconds);
    events.inc({ way }, count);
  };

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
    const figures = subscriptions.figures();
    for (const [state, count] of Object.entries(figures.states)) states.set({ state }, count);
    lag.set(figures.lag);
    sockets.set(figures.sockets);
    delivering.set(figures.deliversWebhooks ? 1 : 0);
    if (watching !== undefined) {
      watchLag.set(watching.figures.lag);
      held.set(pace.waiting);
      watches.set(watching.figures.watches ? 1 : 0);
      stopped.set(watching.figures.stopped.length);
      failures.reset();
      for (const { detector, attempts } of watching.figures.stopped) failures.set({ detector }, attempts);
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
