/**
 * Records in the simple form against the same events as plain EPCIS, through HTTP; and what recognising stages and asking rules that look
 * back cost, against the same capture without them, in a log of a million events; and how long after a failed test or a recall was answered
 * a shipment of what was made of it is refused.
 *
 * `npm run bench -- records [events in the log, 1000000] [rules | block]`; with `rules` only the second part is measured, with `block` only
 * the third. The rate is told by the clock, and beside it by the processor time of program and database, to which other work on the machine
 * adds little.
 */
import { recordContext } from '../src/categories/record.ts';
import { type Cause, depth, measureBlock } from './lib/blocking.ts';
import { type Cost, type Form, GateMeasurement, type GateName, planOf, sendAll } from './lib/gates.ts';
import { eventsOf, seasonStages, wholeSeasons } from './lib/seasons.ts';
import { startServer } from './lib/server.ts';
import { median, percentile, report, round, withBenchStore } from './lib/setup.ts';

const words = process.argv.slice(2);
const filled = Number(words.find((each) => /^\d+$/.test(each)) ?? 1_000_000);
const rulesOnly = words.includes('rules');
const blockOnly = words.includes('block');
const seasons = 400;
const together = 100;
const rounds = 3;

const document = (events: readonly object[]) => ({
  '@context': recordContext,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-20T10:00:00+08:00',
  epcisBody: { eventList: events },
});

const rateOf = async <Each>(parts: readonly (readonly Each[])[], send: (each: Each) => Promise<void>): Promise<number> =>
  (seasons * seasonStages.length) / (await sendAll(parts, send));

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
      wholeSeasons(from, seasons, together).map((part) =>
        part.map((request) =>
          plain
            ? { path: '/epcis/capture', body: JSON.stringify(document(eventsOf(request))) }
            : { path: `/api/v1/records/produce/${request.stage}`, body: JSON.stringify(request.records) },
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

/** What is compared in one turn of the measurement, in this order and back, so that a log that grows and a program that warms up weigh alike. */
const compared = [
  ['none', 'events'],
  ['recognised', 'events'],
  ['asked', 'events'],
  ['recognised', 'records'],
  ['asked', 'records'],
] as const satisfies readonly (readonly [GateName, Form])[];
type Name = `${(typeof compared)[number][0]} ${(typeof compared)[number][1]}`;
const names = compared.map(([gate, form]) => `${gate} ${form}` as Name);

const gateCosts = (): Promise<Record<Name, Cost>[]> => {
  const perRound = 2 * compared.length;
  const plan = planOf(filled, 1 + rounds * perRound);
  return withBenchStore(async (store, dataDir) => {
    const measured = new GateMeasurement(store, dataDir, plan);
    let told = 0;
    await measured.fill((events) => {
      if (events >= told + 100_000) process.stderr.write(`  ${events} events in the log\n`);
      if (events >= told + 100_000) told = events;
    });
    await measured.turn(0, 'asked', 'records');
    const found: Record<Name, Cost>[] = [];
    for (let i = 0; i < rounds; i++) {
      const costs = Object.fromEntries(names.map((name) => [name, nothing])) as Record<Name, Cost>;
      for (const [j, [which, form]] of [...compared, ...[...compared].reverse()].entries()) {
        const name = `${which} ${form}` as Name;
        costs[name] = sum(costs[name], await measured.turn(1 + i * perRound + j, which, form));
      }
      found.push(costs);
    }
    return found;
  });
};

const nothing: Cost = { events: 0, clock: 0, program: 0, database: 0 };
const sum = (a: Cost, b: Cost): Cost => ({
  events: a.events + b.events,
  clock: a.clock + b.clock,
  program: a.program + b.program,
  database: a.database + b.database,
});

/** A real server with some seasons in its log; each cause so many times. */
async function blockFigures(): Promise<Record<string, unknown>> {
  const tries = 50;
  const server = await startServer();
  try {
    for (const part of wholeSeasons(0, seasons, together))
      for (const { stage, records } of part) {
        const headers = { 'content-type': 'application/json' };
        const url = `http://127.0.0.1:${server.port}/api/v1/records/produce/${stage}`;
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(records) });
        if (!answer.ok) throw new Error((await answer.text()).slice(0, 600));
        await answer.arrayBuffer();
      }
    const told: [string, unknown][] = [];
    for (const cause of ['test', 'recall'] as const satisfies readonly Cause[]) {
      const { held, shipped, taken } = await measureBlock(server.port, cause, tries);
      const name = cause === 'test' ? 'failed test' : 'recall';
      const figures = {
        median: round(median(held), 1),
        p95: round(percentile(held, 0.95), 1),
        most: round(Math.max(...held), 1),
      };
      told.push(
        [`${name}: from its answer until a shipment ${depth} steps down is refused, ms`, figures],
        [`${name}: shipments taken after its answer, of ${tries} tries`, taken],
        [`${name}: a shipment that is taken, before it, median ms`, round(median(shipped), 1)],
      );
    }
    return Object.fromEntries(told);
  } finally {
    await server.stop();
  }
}

if (blockOnly) {
  report('records', await blockFigures());
  process.exit();
}

const http: { plain: number; simple: number }[] = [];
for (let i = 0; i < (rulesOnly ? 0 : rounds); i++) http.push(await httpRates(i * 1_000_000));
const block = rulesOnly ? {} : await blockFigures();
const costs = await gateCosts();

const rate = (name: Name): number => Math.round(median(costs.map((each) => each[name].events / each[name].clock)));
/** Microseconds of the processor for an event. */
const work = (name: Name, where: 'program' | 'database'): number =>
  Math.round(median(costs.map((each) => (each[name][where] / each[name].events) * 1e6)));
const lost = (by: (cost: Cost) => number, before: Name, after: Name): number =>
  round(median(costs.map((each) => 1 - by(each[before]) / each[before].events / (by(each[after]) / each[after].events))));
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
  ...block,
  'events in the log before': filled,
  'events without stages, events/s': rate('none events'),
  'events recognised, events/s': rate('recognised events'),
  'events asked, events/s': rate('asked events'),
  'records recognised, events/s': rate('recognised records'),
  'records asked, events/s': rate('asked records'),
  ...Object.fromEntries(
    names.map((name) => [
      `processor, ${name}, µs an event: program + database`,
      `${work(name, 'program')} + ${work(name, 'database')}`,
    ]),
  ),
  'cost of recognising, share of the rate': lost(clock, 'none events', 'recognised events'),
  'cost of rules, records, share of the rate': lost(clock, 'recognised records', 'asked records'),
  'cost of rules, records, share by processor time': lost(processor, 'recognised records', 'asked records'),
  'cost of rules, events alone, share of the rate': lost(clock, 'recognised events', 'asked events'),
  'cost of rules, events alone, share by processor time': lost(processor, 'recognised events', 'asked events'),
});
