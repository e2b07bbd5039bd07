/**
 * What the decision costs: the same questions asked as the operator, as one of 2,000 enterprises and as a department, through HTTP, at
 * 500,000 events. `npm run bench -- access`
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Principal } from '../src/access/index.ts';
import { capture } from '../src/capture/index.ts';
import { categories } from '../src/categories/index.ts';
import { readConfig } from '../src/config.ts';
import { isEvent, prefixesOf } from '../src/events/index.ts';
import { buildApp } from '../src/http/app.ts';
import { registryOf } from '../src/organisations/index.ts';
import { contextOf, prepareEvent, type Store } from '../src/store/index.ts';
import { uuidOfUri } from '../src/store/keys.ts';
import { chain, document, events, party, place } from './lib/generate.ts';
import { asOwner, median, percentile, report, round, withBenchStore } from './lib/setup.ts';

const context = (document([]) as { '@context': unknown })['@context'];
const organisations = 2_000;
const wanted = Number(process.argv[2] ?? 500_000);

const firm = (n: number): string => `00000000-0000-4000-8000-${String(n % organisations).padStart(12, '0')}`;
const area = (n: number): string => `419001${String(100 + (n % 16))}`;
const open = categories.filter((each) => !each.closed).map(({ id }) => id);

/** A batch belongs to one firm; its shipment and receipt have another for a partner. */
async function fill(store: Store): Promise<number> {
  let stored = 0;
  let batch = 0;
  while (stored < wanted) {
    const prepared = Array.from({ length: 80 }, () => {
      const own = batch++;
      return chain(own).events.map((event) => {
        if (!isEvent(event)) throw new Error('the generator made an invalid event');
        const partner = 'sourceList' in event ? [firm(own + 7)] : [];
        const belonging = {
          owner: firm(own),
          category: open[own % open.length],
          area: area(own),
          parties: [firm(own), ...partner],
        };
        return { ...prepareEvent(event, prefixesOf(context), contextOf(context)), belonging };
      });
    }).flat();
    await store.log.append({ events: prepared, allOrNothing: true });
    stored += prepared.length;
  }
  const owner = await asOwner(store);
  await owner.query('vacuum analyze');
  await owner.end();
  return batch;
}

const principals: Readonly<Record<string, (n: number) => Principal>> = {
  operator: () => ({ kind: 'operator', roles: new Set() }),
  enterprise: (n) => ({
    kind: 'person',
    // An account of its own each time: how often one may ask is not what is measured.
    account: randomUUID(),
    organisation: { id: firm(n), kind: 'enterprise', areas: [area(n)] },
    roles: new Set(['reader']),
  }),
  department: (n) => ({
    kind: 'person',
    account: randomUUID(),
    organisation: {
      id: '00000000-0000-4000-8000-00000000d0d0',
      kind: 'department',
      areas: ['419001'],
      mandate: { leads: [open[n % open.length]!], joins: [], coordinates: false, functions: [] },
    },
    roles: new Set(['official']),
  }),
};

const questions: Readonly<Record<string, (batch: number) => string>> = {
  trace: (batch) => `/api/v1/trace?direction=up&code=${encodeURIComponent(chain(batch).item)}`,
  'GET /events': () => '/epcis/events',
  'GET /events by event time': () => '/epcis/events?orderBy=eventTime',
  'GET /events of a step': () => '/epcis/events?EQ_bizStep=shipping',
  'GET /events of a thing': (batch) => `/epcis/events?MATCH_anyEPC=${encodeURIComponent(chain(batch).item)}`,
};

/** Every place and party of the generated events belongs to one of the organisations. */
async function register(store: Store): Promise<void> {
  const { database } = store;
  const firms = Array.from({ length: organisations }, (_, n) => firm(n));
  await database.query(
    `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
     select id, 'enterprise', '', 'firm', 'active', '{419001}', '{food}', '', 1, now(), now() from unnest($1::uuid[]) as id`,
    [firms],
  );
  const uris = Array.from({ length: 90_000 }, (_, n) => [place(n), party(n)]).flat();
  await database.query(
    'insert into organisation_identifier (id, uri, organisation) select * from unnest($1::uuid[], $2::text[], $3::uuid[])',
    [uris.map(uuidOfUri), uris, uris.map((_, i) => firm(i >> 1))],
  );
  await database.query('update organisation_version set version = version + 1');
}

/** Milliseconds for a document of a hundred events, with envelopes and without, in turn. */
async function captureTimes(store: Store, first: number): Promise<{ plain: number[]; told: number[] }> {
  const registry = registryOf(store);
  const times = { plain: [] as number[], told: [] as number[] };
  for (let i = 0; i < 400; i++) {
    const withEnvelopes = i % 2 === 0;
    const value = document(events(100, first + i * 5));
    const start = performance.now();
    await capture(store.log, value, {
      behaviour: 'rollback',
      job: true,
      now: Date.now(),
      ...(withEnvelopes ? { registry } : {}),
    });
    if (i >= 40) times[withEnvelopes ? 'told' : 'plain'].push(performance.now() - start);
  }
  return times;
}

const rounds = 300;

await withBenchStore(async (store) => {
  const batches = await fill(store);
  let asking: Principal = principals.operator!(0);
  const app: FastifyInstance = buildApp(store, readConfig({}), Date.now, { principalOf: () => asking });
  const figures: Record<string, unknown> = { events: wanted, organisations };
  const times = new Map<string, number[]>();
  for (const [question, url] of Object.entries(questions)) {
    // In turn, so that what else the machine does falls on all alike.
    for (let i = -50; i < rounds; i++) {
      const batch = Math.floor((((Math.abs(i) * 2_654_435_761) % 2 ** 32) / 2 ** 32) * batches);
      // Whoever comes first reads what is then at hand for the others.
      const order = Object.entries(principals);
      for (const [name, principal] of [...order.slice(i % 3), ...order.slice(0, i % 3)]) {
        asking = principal(batch);
        const start = performance.now();
        const { statusCode } = await app.inject({ url: url(batch), headers: { host: 'localhost' } });
        const time = performance.now() - start;
        if (statusCode !== 200) throw new Error(`${question} as ${name}: ${statusCode}`);
        const key = `${question}, ${name}`;
        if (i >= 0) times.set(key, [...(times.get(key) ?? []), time]);
      }
    }
    const operator = median(times.get(`${question}, operator`)!);
    figures[`${question}, operator p50 ms`] = round(operator);
    for (const name of ['enterprise', 'department']) {
      const own = times.get(`${question}, ${name}`)!;
      figures[`${question}, ${name} p50 ms`] = round(median(own));
      figures[`${question}, ${name} p99 ms`] = round(percentile(own, 0.99));
      figures[`${question}, ${name} ratio`] = round(median(own) / operator);
    }
  }
  await app.close();
  await register(store);
  const { plain, told } = await captureTimes(store, batches);
  figures['capture of 100 events without envelopes, p50 ms'] = round(median(plain));
  figures['capture of 100 events with envelopes, p50 ms'] = round(median(told));
  figures['capture ratio'] = round(median(told) / median(plain));
  report('access', figures);
});
