/**
 * Records in the simple form against the same events as plain EPCIS, through HTTP; and what recognising stages and asking rules that look
 * back cost, against the same capture without them, in a log that holds a million events of seasons already. Every season has lots of its
 * own, so that each rule finds a short past among all the others.
 *
 * `npm run bench -- records [events in the log, 1000000] [rules]`; with `rules` only the second part is measured. The rate is told by the
 * clock, and beside it by the processor time of program and database, to which other work on the machine adds little.
 */
import { captureEvents, type Gate } from '../src/capture/index.ts';
import { recordContext } from '../src/categories/record.ts';
import { gateOf } from '../src/records/index.ts';
import type { Store } from '../src/store/index.ts';
import { eventsOf, requestsOf, seasonStages } from './lib/seasons.ts';
import { startServer } from './lib/server.ts';
import { asOwner, median, report, round, withBenchStore } from './lib/setup.ts';
import { processorSeconds } from './lib/work.ts';

const words = process.argv.slice(2);
const filled = Number(words.find((each) => /^\d+$/.test(each)) ?? 1_000_000);
const rulesOnly = words.includes('rules');
const seasons = 500;
const together = 100;
const connections = 8;
const rounds = 3;

const requests = (first: number) => requestsOf(first, { seasons, together });

const document = (events: readonly object[]) => ({
  '@context': recordContext,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-20T10:00:00+08:00',
  epcisBody: { eventList: events },
});

/** All of one stage by several senders, then the next stage; seconds. */
async function sendAll<Each>(parts: readonly (readonly Each[])[], send: (each: Each) => Promise<void>): Promise<number> {
  const start = performance.now();
  for (const part of parts) {
    const waiting = [...part];
    const sender = async (): Promise<void> => {
      for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) await send(each);
    };
    await Promise.all(Array.from({ length: connections }, sender));
  }
  return (performance.now() - start) / 1_000;
}

const perRound = seasons * seasonStages.length;
const rateOf = async <Each>(parts: readonly (readonly Each[])[], send: (each: Each) => Promise<void>): Promise<number> =>
  perRound / (await sendAll(parts, send));

async function httpRates(first: number): Promise<{ plain: number; simple: number }> {
  const server = await startServer();
  const post = async (path: string, body: string): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const told = (await answer.json()) as { stored: number };
    if (told.stored !== together) throw new Error(JSON.stringify(told).slice(0, 600));
  };
  try {
    const bodies = (from: number, plain: boolean): { path: string; body: string }[][] =>
      requests(from).map((part) =>
        part.map(({ stage, records }) =>
          plain
            ? { path: '/epcis/capture', body: JSON.stringify(document(eventsOf(stage, records))) }
            : { path: `/api/v1/records/produce/${stage}`, body: JSON.stringify(records) },
        ),
      );
    const send = ({ path, body }: { path: string; body: string }): Promise<void> => post(path, body);
    await rateOf(bodies(first, true), send);
    // In turn, so that neither meets a larger log or a warmer server.
    const [plain, simple] = [[0], [0]] as [number[], number[]];
    for (let i = 0; i < 2; i++) {
      plain.push(await rateOf(bodies(first + 10_000 * (2 * i + 1), true), send));
      simple.push(await rateOf(bodies(first + 10_000 * (2 * i + 2), false), send));
    }
    const mean = ([, ...rates]: number[]): number => rates.reduce((a, b) => a + b, 0) / rates.length;
    return { plain: mean(plain), simple: mean(simple) };
  } finally {
    await server.stop();
  }
}

/** The same capture in one process: no gate; stages recognised and nothing asked; the rules asked. */
const gates = ['none', 'recognised', 'asked'] as const;
type GateName = (typeof gates)[number];

/** Of a gate: seconds by the clock, and of the processor. */
interface Cost {
  readonly clock: number;
  readonly program: number;
  readonly database: number;
}

function gatesOf(store: Store): Record<GateName, Gate | undefined> {
  const asked = gateOf(store) as Gate;
  const recognised: Gate = {
    ...asked,
    judge: async (events) =>
      events.map(({ what }) => {
        const { category, stage, values } = what as unknown as Parameters<ReturnType<typeof gateOf>['judge']>[0][number]['what'];
        const staged = { category, stage: stage.stage.id, version: stage.profile.version, values, evaluations: [], due: [] };
        return { staged, told: [], problems: [], refusedBy: [] };
      }),
  };
  return { none: undefined, recognised, asked };
}

const gateCosts = (): Promise<Record<GateName, Cost>[]> =>
  withBenchStore(async (store, dataDir) => {
    const byName = gatesOf(store);
    const run = async (parts: ReturnType<typeof requestsOf>, which: GateName): Promise<Cost> => {
      const events = parts.map((part) => part.map(({ stage, records }) => eventsOf(stage, records)));
      const gate = byName[which];
      const before = processorSeconds(dataDir);
      const clock = await sendAll(events, async (each) => {
        const options = { behaviour: 'proceed', job: true, now: Date.now(), ...(gate === undefined ? {} : { gate }) } as const;
        const { counts, errors } = await captureEvents(store.log, { events: each, context: recordContext }, options);
        if (counts.stored !== each.length) throw new Error(JSON.stringify(errors[0]).slice(0, 600));
      });
      const after = processorSeconds(dataDir);
      return { clock, program: after.program - before.program, database: after.database - before.database };
    };
    const atOnce = 2_000;
    for (let first = 0; first * seasonStages.length < filled; first += atOnce) {
      await run(requestsOf(first, { seasons: atOnce, together: 500 }), 'recognised');
      if (process.stderr.isTTY || first % 20_000 === 0)
        process.stderr.write(`  ${(first + atOnce) * seasonStages.length} events in the log\n`);
    }
    const owner = await asOwner(store);
    await owner.query('vacuum analyze');
    await owner.query('checkpoint');
    await owner.end();
    let from = 10_000_000;
    await run(requests(from), 'asked');
    const found: Record<GateName, Cost>[] = [];
    for (let i = 0; i < rounds; i++) {
      const costs = { none: nothing, recognised: nothing, asked: nothing };
      // Each twice, there and back, so that a log that grows and a program that warms up weigh alike on all.
      for (const which of [...gates, ...[...gates].reverse()]) {
        from += 10_000;
        costs[which] = sum(costs[which], await run(requests(from), which));
      }
      found.push(costs);
    }
    return found;
  });

const nothing: Cost = { clock: 0, program: 0, database: 0 };
const sum = (a: Cost, b: Cost): Cost => ({
  clock: a.clock + b.clock,
  program: a.program + b.program,
  database: a.database + b.database,
});

const http: { plain: number; simple: number }[] = [];
for (let i = 0; i < (rulesOnly ? 0 : rounds); i++) http.push(await httpRates(i * 1_000_000));
const costs = await gateCosts();

const rate = (name: GateName): number => Math.round(median(costs.map((each) => (2 * perRound) / each[name].clock)));
/** Microseconds of the processor for an event. */
const work = (name: GateName, where: 'program' | 'database'): number =>
  Math.round(median(costs.map((each) => (each[name][where] / (2 * perRound)) * 1e6)));
const lost = (by: (cost: Cost) => number, before: GateName, after: GateName): number =>
  round(median(costs.map((each) => 1 - by(each[before]) / by(each[after]))));
const clock = (cost: Cost): number => cost.clock;
const processor = ({ program, database }: Cost): number => program + database;
const of = (name: 'plain' | 'simple'): number => Math.round(median(http.map((row) => row[name])));
report('records', {
  ...(rulesOnly
    ? {}
    : {
        'plain EPCIS, HTTP, 100 events a request, events/s': of('plain'),
        'simple form of the same events, events/s': of('simple'),
        'ratio to plain EPCIS': round(median(http.map(({ plain, simple }) => simple / plain))),
      }),
  'events in the log before': filled,
  'without stages, in one process, events/s': rate('none'),
  'stages recognised, nothing asked, events/s': rate('recognised'),
  'rules asked that look back, events/s': rate('asked'),
  ...Object.fromEntries(
    gates.map((name) => [
      `processor, ${name}, µs an event: program + database`,
      `${work(name, 'program')} + ${work(name, 'database')}`,
    ]),
  ),
  'cost of recognising, share of the rate': lost(clock, 'none', 'recognised'),
  'cost of rules, share of the rate': lost(clock, 'recognised', 'asked'),
  'cost of rules, share by processor time': lost(processor, 'recognised', 'asked'),
});
