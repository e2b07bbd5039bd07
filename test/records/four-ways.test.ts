/**
 * The ways in which a stage is recorded: JSON, the template of Excel, CSV, and EPCIS. Each records every stage of every chain into a log of
 * its own; what the logs hold is compared row by row.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { type ChainRecord, demoChains } from '../../simulator/demo-city.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { owner } from '../store/stores.ts';
import { settleDemo } from './demo.ts';
import { captured, csv, epcis, eventsOf, json, type Sent, type Way, xlsx } from './ways.ts';

/** Chains of a category that are alike go on together: a request for each stage that several of them have next. */
function* requestsOf(category: string): Generator<Sent> {
  const left = demoChains()
    .filter((each) => each.category === category)
    .map(({ records }) => [...records]);
  const [nextIn, laterIn] = [0, 1].map(
    (from) => (stage: string) =>
      left.filter((records) => records.slice(from, from === 0 ? 1 : undefined).some((each) => each.stage === stage)).length,
  ) as [(stage: string) => number, (stage: string) => number];
  for (let next = stagesNext(left); next.length > 0; next = stagesNext(left)) {
    const stage = next.sort((a, b) => laterIn(a) - laterIn(b) || nextIn(b) - nextIn(a))[0]!;
    const own = left.filter((records) => records[0]?.stage === stage);
    yield { category, stage, records: own.map((records) => records.shift()!.record) };
  }
}

const stagesNext = (left: readonly (readonly ChainRecord[])[]): string[] => [
  ...new Set(left.flatMap(([first]) => first?.stage ?? [])),
];

const sent: readonly Sent[] = shippedProfiles.flatMap(({ category }) => [...requestsOf(category)]);

const ownNames = ['zhuisu:category', 'zhuisu:stage', 'zhuisu:profile'];
/** The form tells the stage; of forms that two categories have it says the category. */
const plain: Way = (served, request) => {
  const known = eventsOf(request, ownNames).every((event) => stageOf(event as Row, shippedProfiles) !== undefined);
  return captured(served, eventsOf(request, known ? ownNames : ownNames.slice(1)));
};

const tables = ['event', 'event_stage', 'stage_value', 'link', 'paper', 'event_place', 'evaluation', 'rule_due'] as const;
type Table = (typeof tables)[number];
type Row = Readonly<Record<string, unknown>>;
type Rows = Readonly<Record<Table, readonly Row[]>>;

/** What a log holds, but for the moments at which it came. */
async function rowsOf({ store }: Served): Promise<Rows> {
  const client = await owner(store);
  // Each log has its own ids of the same organisations.
  const { rows: organisations } = await client.query<{ id: string; name: string }>('select id, name from organisation');
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const found: Partial<Record<Table, readonly Row[]>> = {};
  for (const table of tables) {
    const { rows } = await client.query<{ row: Row }>(
      `select to_jsonb(t) - array['record_time', 'asked_at'] as row from ${table} t order by (to_jsonb(t) - array['record_time', 'asked_at'])::text`,
    );
    found[table] = rows.map(({ row }) => ('owner' in row ? { ...row, owner: names.get(row.owner as string) } : row));
  }
  await client.end();
  return found as Rows;
}

async function logOf(way: Way): Promise<Rows> {
  const served = await serveApp();
  try {
    await settleDemo(served);
    for (const request of sent) {
      const { category, stage, records } = request;
      const [count, wanted] = [await way(served, request), records.length];
      if (count !== wanted) throw new Error(`${category}/${stage}: ${count} of ${wanted} are in the log`);
    }
    return await rowsOf(served);
  } finally {
    await served.close();
  }
}

let told: Rows;
beforeAll(async () => {
  told = await logOf(json);
}, 120_000);

test('every stage of every category is among them, recognised as itself', () => {
  const named = told.event_stage.map(({ category, stage }) => `${category}/${stage}`);
  const all = shippedProfiles.flatMap(({ category, stages }) => stages.map(({ id }) => `${category}/${id}`));
  expect([...new Set(named)].sort()).toEqual(all.sort());
});

describe.each([
  { name: 'the template of Excel', way: xlsx },
  { name: 'CSV', way: csv },
  { name: 'EPCIS whose events name their stage', way: epcis },
])('$name', ({ way }) => {
  test('leaves the same log as JSON, row by row', { timeout: 180_000 }, async () => {
    const rows = await logOf(way);
    for (const table of tables) expect(rows[table], table).toEqual(told[table]);
  });
});

/** Without what an event says of itself, and without what follows from that: the digest in its id, and what is found by the digest. */
const bare = (table: Table, rows: readonly Row[]): string[] =>
  rows
    .map(({ id, event_id, events, ...row }) => {
      if (table === 'evaluation') return JSON.stringify({ ...row, events: (JSON.parse(events as string) as string[]).length });
      if (table !== 'event') return JSON.stringify(row);
      const doc = Object.entries(JSON.parse(row.doc as string)).filter(
        ([name]) => name !== 'eventID' && !ownNames.includes(name),
      );
      return JSON.stringify({ ...row, doc });
    })
    .sort();

test('plain EPCIS, which names no stage, leaves the same: each event is recognised as its stage', {
  timeout: 60_000,
}, async () => {
  const rows = await logOf(plain);
  for (const table of tables) expect(bare(table, rows[table]), table).toEqual(bare(table, told[table]));
});
