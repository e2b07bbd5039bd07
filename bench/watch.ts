/**
 * A year of a simulated city with known faults: captured day by day, watched day by day, and what the watch finds compared with what was
 * put in. `--firms N --days D --seed S --rate R` (0 for a city without faults) `--show K` (of each kind, what was missed and what was
 * wrong) `--table FILE` (of the year of 2,000 firms, which is what runs without options, `watch/YEAR.md`). The watch knows the log and the
 * register, nothing else. `--public N` events of a like city go through a server
 * before (0 for none), `--half S` seconds of capture at half rate are timed, `--flood S` seconds of one firm that sends as fast as it can.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inflateSync } from 'node:zlib';
import { cityContext, type Generated, generate, type Sent } from '../simulator/city/index.ts';
import { capture } from '../src/capture/index.ts';
import { registryOf } from '../src/organisations/index.ts';
import { addComplaint, detectorRows, EventLog, type Store } from '../src/store/index.ts';
import { detectors, Watch } from '../src/watch/index.ts';
import { databaseCpu, ownCpu } from './lib/cpu.ts';
import { report, round, withBenchStore } from './lib/setup.ts';
import { flood, told } from './watch/flood.ts';
import { latencies, publicRate } from './watch/live.ts';
import { type Found, match } from './watch/matching.ts';
import { registerCity } from './watch/register.ts';
import { Rules } from './watch/rules.ts';
import { keptTable, lowest, tables } from './watch/table.ts';

const { values } = parseArgs({
  options: {
    firms: { type: 'string', default: '2000' },
    days: { type: 'string', default: '365' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '0.005' },
    show: { type: 'string', default: '0' },
    public: { type: 'string', default: '6000' },
    half: { type: 'string', default: '20' },
    flood: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    table: { type: 'string' },
  },
});
const [firms, days, rate, show] = [values.firms, values.days, values.rate, values.show].map(Number) as [
  number,
  number,
  number,
  number,
];

/** Events that were recorded within so many minutes are captured together, a document a firm. */
const together = 60 * 60_000;
const day = 86_400_000;
/** Faults that began so shortly before are not looked for yet. */
const rest = 14 * day;

const table = values.table ?? (firms === 2_000 && days === 365 ? join(import.meta.dirname, 'watch/YEAR.md') : undefined);

const command = `npm run bench:watch -- --firms ${firms} --days ${days} --seed ${values.seed} --rate ${rate}`;
let peak = 0;
/** Of the process at each tenth of the time, MB. */
const course: number[] = [];
const memory = (share: number): void => {
  const { rss } = process.memoryUsage();
  peak = Math.max(peak, rss);
  if (course.length < Math.floor(share * 10)) course.push(Math.round(rss / 1e6));
};
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const sample = { seed: `${values.seed} live`, rate };
const publicly = Number(values.public) > 0 ? await publicRate(sample, Number(values.public)) : undefined;
const flooded = Number(values.flood) > 0 ? await flood(Number(values.flood)) : undefined;
const half = Number(values.half) > 0 ? await latencies(sample, Number(values.half)) : undefined;

await withBenchStore(async (store, dataDir) => {
  const city = generate({ firms, days, seed: values.seed, rate });
  let clock = city.begins;
  const log = new EventLog(store.database, () => clock);
  const registry = registryOf(store);
  await registerCity(store, city.register, city.begins);
  const watch = new Watch({
    store,
    detectors,
    firmsOf: (uris) => registry.partiesOf(uris),
    now: () => clock,
    log: (fields) => console.error(JSON.stringify(fields)),
  });

  const rules = new Rules(city.registers);
  let [events, capturing, watching] = [0, 0, 0];
  /** Processor seconds. */
  const cpu = { capture: 0, rebuild: 0 };
  const send = async (batch: readonly Sent[], at: number): Promise<void> => {
    clock = at;
    const documents = Map.groupBy(batch, ({ firm }) => firm.id);
    await Promise.all(
      [...documents].map(async ([owner, list]) => {
        const document = {
          '@context': cityContext,
          type: 'EPCISDocument',
          schemaVersion: '2.0',
          creationDate: new Date(at).toISOString(),
          epcisBody: { eventList: list.map(({ event }) => event) },
        };
        const { errors } = await capture(log, document, { behaviour: 'rollback', job: false, now: at, owner, registry });
        if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
      }),
    );
    events += batch.length;
  };
  let batch: Sent[] = [];
  const flush = async (at: number): Promise<void> => {
    const taken = batch;
    batch = [];
    const before = ownCpu();
    capturing += await seconds(() => send(taken, at));
    cpu.capture += ownCpu() - before;
  };
  let complained = 0;
  let database = databaseCpu(dataDir);
  const watched = async (at: number): Promise<void> => {
    clock = at;
    for (; (city.complaints[complained]?.at ?? at) < at; complained++)
      await addComplaint(store.database, complaintRow(city.complaints[complained]!, complained));
    // Between two days the database works for capture alone.
    cpu.capture += databaseCpu(dataDir) - database;
    watching += await seconds(() => watch.catchUp());
    database = databaseCpu(dataDir);
    memory((at - city.begins) / (city.ends - city.begins));
    if (process.stderr.isTTY || round((at - city.begins) / day, 0) % 30 === 0)
      process.stderr.write(`\r\x1b[2K${Math.round((at - city.begins) / day)} of ${days} days, ${events} events`);
  };
  /** A long run that is ended before its time leaves what it had. */
  const soFar = async (at: number): Promise<void> => {
    const known = city.truths().filter(({ at: begun }) => begun < at - rest);
    const found = [...(await foundIn(store)), ...rules.findings];
    const { recall, precision, ...results } = match(known, found);
    const figures = {
      firms,
      days,
      seed: values.seed,
      rate,
      soFarDays: Math.round((at - city.begins) / day),
      events,
      faults: known.length,
      recall: round(recall, 4),
      precision: round(match(city.truths(), found).precision, 4),
      findings: found.length,
      lowest: lowest(results.kinds),
      captureEventsASecond: Math.round(events / capturing),
      watchEventsASecond: Math.round(events / watching),
      watchAgainstCapture: round(capturing / watching),
      memoryMB: Math.round(peak / 1e6),
      memoryByTenthsMB: course,
    };
    await writeFile(table!, keptTable(command, tables({ recall, precision, ...results }, 0), figures));
  };
  let slice = city.begins + together;
  let midnight = city.begins + day;
  for (const sent of city.events) {
    while (sent.recorded >= slice || sent.recorded >= midnight) {
      if (batch.length > 0) await flush(Math.min(slice, midnight));
      if (midnight <= slice) {
        await watched(midnight);
        if (table !== undefined && round((midnight - city.begins) / day, 0) % 30 === 0) await soFar(midnight);
        midnight += day;
      }
      // Straight to the slice of the next event.
      slice = Math.min(midnight, Math.max(slice, Math.floor(sent.recorded / together) * together)) + together;
      if (sent.recorded >= midnight) slice = midnight;
    }
    batch.push(sent);
    await rules.see(sent);
  }
  if (batch.length > 0) await flush(city.ends);
  await watched(city.ends);
  process.stderr.write('\r\x1b[2K');

  const findings = [...(await foundIn(store)), ...rules.findings];
  const truths = city.truths();
  const matched = match(truths, findings);
  console.log(tables(matched, show));
  await watch.save();
  const remembered = await rememberedBy(store);
  const before = await shownOf(store);
  let rebuilding = 0;
  const spent = ownCpu() + databaseCpu(dataDir);
  rebuilding += await seconds(() => watch.rebuild());
  rebuilding += await seconds(() => watch.catchUp());
  cpu.rebuild = ownCpu() + databaseCpu(dataDir) - spent;
  memory(1);
  const different = differing(before, await shownOf(store));
  const figures = {
    firms,
    days,
    seed: values.seed,
    rate,
    events,
    faults: truths.length,
    faultsAnEvent: round(truths.length / events, 5),
    kinds: matched.kinds.filter(({ faults }) => faults > 0).length,
    recall: round(matched.recall, 4),
    lowest: lowest(matched.kinds),
    precision: round(matched.precision, 4),
    precisionOfHits: round(matched.precisionOfHits, 4),
    findings: findings.length,
    captureEventsASecond: Math.round(events / capturing),
    watchEventsASecond: Math.round(events / watching),
    watchAgainstCapture: round(capturing / watching),
    rebuildSeconds: round(rebuilding),
    rebuildEventsASecond: Math.round(events / rebuilding),
    rebuildAgainstCapture: round(capturing / rebuilding),
    captureCpuMicrosecondsAnEvent: Math.round((cpu.capture / events) * 1e6),
    rebuildCpuMicrosecondsAnEvent: Math.round((cpu.rebuild / events) * 1e6),
    rebuildCpuAgainstCaptureCpu: round(cpu.capture / cpu.rebuild),
    ...(publicly === undefined
      ? {}
      : {
          publicEventsASecond: Math.round(publicly),
          rebuildAgainstPublicCapture: round(events / rebuilding / publicly),
        }),
    ...(half === undefined
      ? {}
      : {
          halfRateEventsASecond: Math.round(half.halfRate),
          halfRateFaults: half.planted,
          halfRateFound: half.found,
          eventToFindingP50Ms: Math.round(half.p50),
          eventToFindingP95Ms: Math.round(half.p95),
        }),
    rebuiltTheSame: different.length === 0,
    rebuiltDifferently: different.slice(0, 5),
    memoryMB: Math.round(peak / 1e6),
    memoryByTenthsMB: course,
    rememberedMB: round(remembered.reduce((sum, [, bytes]) => sum + bytes, 0) / 1e6, 1),
    mostRemembered: Object.fromEntries(remembered.slice(0, 4).map(([id, bytes]) => [id, round(bytes / 1e6, 1)])),
    ...(flooded === undefined ? {} : told(flooded)),
    stopped: watch.figures().stopped,
  };
  // The table as it is kept: with the command that makes it again.
  if (table !== undefined) await writeFile(table, keptTable(command, tables(matched, 0), figures));
  report('watch', figures);
});

function complaintRow({ at, thing, category, area }: Generated['complaints'][number], n: number) {
  return {
    number: `TS260101-${String(n).padStart(5, '0')}-22222`,
    kind: 'report',
    subject: 'quality',
    code: thing,
    thing,
    category,
    area,
    told: 'simulated',
    place: 'simulated',
    contact: null,
    madeAt: at,
    state: 'received',
    dueAt: at + 15 * day,
  };
}

async function foundIn(store: Store): Promise<Found[]> {
  const rows = await store.database.query<Omit<Found, 'subjects' | 'events'> & { evidence: string }>(
    `select id, detector, organisation, extract(epoch from opened_at)::float8 * 1000 as "openedAt",
            extract(epoch from found_at)::float8 * 1000 as "foundAt", extract(epoch from resolved_at)::float8 * 1000 as "resolvedAt",
            evidence, told_en as told from finding`,
  );
  return rows.map(({ evidence, ...row }) => ({ ...row, ...(JSON.parse(evidence) as Pick<Found, 'subjects' | 'events'>) }));
}

/** Bytes of JSON that each detector has to remember, the most first. */
async function rememberedBy(store: Store): Promise<[string, number][]> {
  const rows = await detectorRows(store.database);
  const sizes = rows.map(({ id, snapshot }): [string, number] => [id, snapshot === null ? 0 : inflateSync(snapshot).length]);
  return sizes.sort((a, b) => b[1] - a[1]);
}

interface Shown {
  readonly id: string;
  readonly detector: string;
}

/** What does not depend on when it was found, a text a finding. */
async function shownOf(store: Store): Promise<Map<string, string>> {
  const rows = await store.database.query<Shown>(
    'select id, detector, opened_at, last_at, resolved_at, count, told_zh, evidence from finding order by id',
  );
  return new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
}

function differing(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((id) => one.get(id) !== other.get(id))
    .map((id) => `${one.get(id) ?? 'nothing'} ↔ ${other.get(id) ?? 'nothing'}`);
}
