/**
 * Records in the simple form against the same events as plain EPCIS, through HTTP; and what recognising stages and asking rules that look
 * back cost, against the same capture without them, in a log of a million events; and how long after a failed test or a recall was answered
 * a shipment of what was made of it is refused.
 *
 * `npm run bench -- records [events in the log, 1000000] [rules | block | often]`; with `rules` only the second part is measured, with
 * `block` only the third; `often`: what a lot that was used so many times (20,000) costs those who ask for what lies above. The rate is told
 * by the clock, and beside it by the processor time of program and database, to which other work on the machine adds little.
 */
import { recordContext } from '../src/categories/record.ts';
import { type Cause, depth, measureBlock } from './lib/blocking.ts';
import {
  type Cost,
  eventsInTurn,
  type Form,
  GateMeasurement,
  type GateName,
  type LookBacks,
  planOf,
  sendAll,
} from './lib/gates.ts';
import { eventsOf, seasonStages, wholeSeasons } from './lib/seasons.ts';
import { startServer } from './lib/server.ts';
import { median, percentile, report, round, withBenchStore } from './lib/setup.ts';
import { measureUsedOften } from './lib/used-often.ts';

const words = process.argv.slice(2);
const number = words.find((each) => /^\d+$/.test(each));
const filled = Number(number ?? 1_000_000);
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

type Side = `${GateName} ${Form}`;
const sides = [
  'none events',
  'recognised events',
  'asked events',
  'recognised records',
  'asked records',
] as const satisfies Side[];
type Round = Partial<Record<Side, Cost>>;

/** A round there and back again, so that a log that grows and a program that warms up weigh alike on both sides. */
const recordsRound: readonly Side[] = ['recognised records', 'asked records', 'asked records', 'recognised records'];
const eventsRound: readonly Side[] = [
  'none events',
  'recognised events',
  'asked events',
  'asked events',
  'recognised events',
  'none events',
];
/** After so many rounds of records one of events. */
const eventsAfter = 3;
const warmUp: readonly Side[] = ['asked records', 'recognised records', 'asked events', 'none events'];
const mostRounds = 30;

interface Measured {
  readonly found: readonly Round[];
  readonly lookBacks: LookBacks;
  readonly requests: number;
}

const gateCosts = (): Promise<Measured> => {
  const plan = planOf(filled);
  const perCycle = eventsAfter * recordsRound.length + eventsRound.length;
  const turnsNeeded = warmUp.length + perCycle;
  if (plan.turns < turnsNeeded)
    throw new Error(`at least ${turnsNeeded * eventsInTurn * 3} events in the log, or there are too few turns to compare`);
  return withBenchStore(async (store, dataDir) => {
    const measured = new GateMeasurement(store, dataDir, plan);
    let told = 0;
    await measured.fill((events) => {
      if (events >= told + 100_000) process.stderr.write(`  ${events} events in the log\n`);
      if (events >= told + 100_000) told = events;
    });
    let turn = 0;
    const run = async (side: Side): Promise<Cost> => {
      const [which, form] = side.split(' ') as [GateName, Form];
      const cost = await measured.turn(turn++, which, form);
      if (cost.events !== eventsInTurn) throw new Error(`${cost.events} events in a turn instead of ${eventsInTurn}`);
      return cost;
    };
    for (const side of warmUp) await run(side);
    Object.assign(measured.lookBacks, { events: 0, rules: 0, asked: 0, statements: 0, rows: 0 });
    const found: Round[] = [];
    for (let i = 0; i < mostRounds + mostRounds / eventsAfter; i++) {
      const order = i % (eventsAfter + 1) === eventsAfter ? eventsRound : recordsRound;
      if (turn + order.length > plan.turns) break;
      const costs: Round = {};
      for (const side of order) costs[side] = sum(costs[side] ?? nothing, await run(side));
      found.push(costs);
    }
    return { found, lookBacks: measured.lookBacks, requests: measured.lookBacks.events / together };
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

if (words.includes('often')) {
  const uses = Number(number ?? 20_000);
  const { usual, often } = await withBenchStore((store, dataDir) => measureUsedOften(store, dataDir, uses));
  const told = ({ clock, processor }: typeof usual) => ({
    median: round(median(clock), 1),
    p95: round(percentile(clock, 0.95), 1),
    processor: round((processor / clock.length) * 1_000, 1),
  });
  report('records', {
    'uses of the lot': uses,
    '100 shipments asked, lots of pesticide used 40 times, ms': told(usual),
    '100 shipments asked, one lot used so often, ms': told(often),
  });
  process.exit();
}

if (blockOnly) {
  report('records', await blockFigures());
  process.exit();
}

const http: { plain: number; simple: number }[] = [];
for (let i = 0; i < (rulesOnly ? 0 : rounds); i++) http.push(await httpRates(i * 1_000_000));
const block = rulesOnly ? {} : await blockFigures();
const { found, lookBacks, requests } = await gateCosts();

const costsOf = (side: Side): Cost[] => found.flatMap((each) => each[side] ?? []);
const whole = (side: Side): Cost => costsOf(side).reduce(sum, nothing);
const rate = (side: Side): number => Math.round(median(costsOf(side).map(({ events, clock }) => events / clock)));
/** Microseconds of the processor for an event. */
const work = (side: Side): string => {
  const { events, program, database } = whole(side);
  return `${Math.round((program / events) * 1e6)} + ${Math.round((database / events) * 1e6)}`;
};
const lost = (before: Cost, after: Cost, by: (cost: Cost) => number): number =>
  1 - by(before) / before.events / (by(after) / after.events);
/** The share of the rate that is gone, round by round: its median, and between what the middle half of the rounds lies. */
function lostByClock(before: Side, after: Side): string {
  const each = found.flatMap((costs) => {
    const [one, other] = [costs[before], costs[after]];
    return one === undefined || other === undefined ? [] : [lost(one, other, ({ clock }) => clock)];
  });
  const [low, high] = [percentile(each, 0.25), percentile(each, 0.75)].map((value) => round(value));
  return `${round(median(each))} (${low} to ${high} in the middle half of ${each.length} rounds)`;
}
const lostByProcessor = (before: Side, after: Side): number =>
  round(lost(whole(before), whole(after), ({ program, database }) => program + database));
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
  'events in a turn': eventsInTurn,
  'rules that stand for the stage of an event': round(lookBacks.rules / lookBacks.events),
  'things and values looked for in the log, an event': round(lookBacks.asked / lookBacks.events),
  'rows found for rules, an event': round(lookBacks.rows / lookBacks.events),
  'statements that read for rules, a request': round(lookBacks.statements / requests),
  ...Object.fromEntries(sides.map((side) => [`${side}, events/s`, rate(side)])),
  ...Object.fromEntries(sides.map((side) => [`processor, ${side}, µs an event: program + database`, work(side)])),
  'cost of recognising, share of the rate': lostByClock('none events', 'recognised events'),
  'cost of rules, records, share of the rate': lostByClock('recognised records', 'asked records'),
  'cost of rules, records, share by processor time': lostByProcessor('recognised records', 'asked records'),
  'cost of rules, events alone, share of the rate': lostByClock('recognised events', 'asked events'),
  'cost of rules, events alone, share by processor time': lostByProcessor('recognised events', 'asked events'),
});
