/**
 * Records in the simple form against the same events as plain EPCIS, through HTTP; and what recognising stages and asking rules that look
 * back cost, against the same capture without them. Seasons of an orchard: spraying, harvest, packing, a test, a shipment, each of lots
 * of its own, so that every rule finds a short past.
 *
 * `npm run bench -- records`
 */
import { captureEvents, type Gate } from '../src/capture/index.ts';
import { produce } from '../src/categories/profiles/produce/index.ts';
import { checkRecord, eventOf, recordContext } from '../src/categories/record.ts';
import { gateOf } from '../src/records/index.ts';
import { startServer } from './lib/server.ts';
import { median, report, round, withBenchStore } from './lib/setup.ts';

const seasons = 500;
const together = 100;
const connections = 8;
const rounds = 3;

const stageOf = (id: string) => produce.stages.find((each) => each.id === id)!;

interface Told {
  readonly stage: string;
  readonly record: Record<string, unknown>;
}

function season(n: number): Told[] {
  const lot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}:${n}`;
  const told = (stage: string, but: object): Told => ({ stage, record: { ...stageOf(stage).example, ...but } });
  return [
    told('application', { crop: lot('crop') }),
    told('harvest', { crop: lot('crop'), lot: lot('harvest') }),
    told('packing', { from: [{ code: lot('harvest'), quantity: 780, unit: 'KGM' }], lot: lot('packed'), lotNumber: `P${n}` }),
    told('test', { lot: lot('harvest'), sampleNo: `S-${n}` }),
    told('shipping', { lot: lot('packed'), delivery: `D-${n}`, certificateNo: `HGZ-${n}` }),
  ];
}

const stages = ['application', 'harvest', 'packing', 'test', 'shipping'];

/** Lists of records of one stage, stage by stage, so that what came before is in the log. */
function requests(first: number): { stage: string; records: Record<string, unknown>[] }[][] {
  const all = Array.from({ length: seasons }, (_, i) => season(first + i));
  return stages.map((stage) => {
    const records = all.map((each) => each.find((told) => told.stage === stage)!.record);
    return Array.from({ length: seasons / together }, (_, i) => ({
      stage,
      records: records.slice(i * together, (i + 1) * together),
    }));
  });
}

function eventsOf(stage: string, records: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return records.map((record) => {
    const checked = checkRecord(stageOf(stage), record);
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    return eventOf(stageOf(stage), checked, produce);
  });
}

const document = (events: readonly object[]) => ({
  '@context': recordContext,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-20T10:00:00+08:00',
  epcisBody: { eventList: events },
});

/** All of one stage by several senders, then the next stage; events a second. */
async function rateOf<Each>(parts: readonly (readonly Each[])[], send: (each: Each) => Promise<void>): Promise<number> {
  const start = performance.now();
  for (const part of parts) {
    const waiting = [...part];
    const sender = async (): Promise<void> => {
      for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) await send(each);
    };
    await Promise.all(Array.from({ length: connections }, sender));
  }
  return (seasons * stages.length) / ((performance.now() - start) / 1_000);
}

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

const gateRates = (first: number): Promise<Record<(typeof gates)[number], number>> =>
  withBenchStore(async (store) => {
    const gate = gateOf(store);
    const silent: Gate = {
      ...gate,
      judge: async (events) =>
        events.map(({ what }) => {
          const { category, stage, values } = what as Parameters<typeof gate.judge>[0][number]['what'];
          const staged = { category, stage: stage.stage.id, version: stage.profile.version, values, evaluations: [], due: [] };
          return { staged, told: [], problems: [], refusedBy: [] };
        }),
    };
    const run = (from: number, which: (typeof gates)[number]): Promise<number> =>
      rateOf(
        requests(from).map((part) => part.map(({ stage, records }) => eventsOf(stage, records))),
        async (events) => {
          const { counts, errors } = await captureEvents(
            store.log,
            { events, context: recordContext },
            {
              behaviour: 'proceed',
              job: true,
              now: Date.now(),
              ...(which === 'none' ? {} : { gate: which === 'asked' ? gate : silent }),
            },
          );
          if (counts.stored !== together) throw new Error(JSON.stringify(errors[0]).slice(0, 600));
        },
      );
    await run(first, 'asked');
    const rates = { none: 0, recognised: 0, asked: 0 };
    let from = first;
    // Each twice, there and back, so that a log that grows and a program that warms up weigh alike on all.
    for (const which of [...gates, ...[...gates].reverse()]) {
      from += 10_000;
      rates[which] += (await run(from, which)) / 2;
    }
    return rates;
  });

const http: { plain: number; simple: number }[] = [];
const inProcess: Record<(typeof gates)[number], number>[] = [];
for (let i = 0; i < rounds; i++) {
  http.push(await httpRates(i * 1_000_000));
  inProcess.push(await gateRates(i * 1_000_000));
}
const of = <Name extends string>(rows: readonly Record<Name, number>[], name: Name): number =>
  median(rows.map((row) => row[name]));
report('records', {
  'plain EPCIS, HTTP, 100 events a request, events/s': Math.round(of(http, 'plain')),
  'simple form of the same events, events/s': Math.round(of(http, 'simple')),
  'ratio to plain EPCIS': round(median(http.map(({ plain, simple }) => simple / plain))),
  'without stages, in one process, events/s': Math.round(of(inProcess, 'none')),
  'stages recognised, nothing asked, events/s': Math.round(of(inProcess, 'recognised')),
  'rules asked that look back, events/s': Math.round(of(inProcess, 'asked')),
  'cost of recognising, share': round(median(inProcess.map(({ none, recognised }) => 1 - recognised / none))),
  'cost of rules, share': round(median(inProcess.map(({ recognised, asked }) => 1 - asked / recognised))),
});
