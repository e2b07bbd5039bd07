/**
 * A year's history that is loaded afterwards, in whatever order and in however many documents: of what is on record nobody is told that it is
 * missing, and what really stays away is found a day later and ends when it comes.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoChains } from '../../simulator/demo-city.ts';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { recheckDue } from '../../src/records/index.ts';
import { allFindings } from '../../src/store/index.ts';
import { detectors, Watch } from '../../src/watch/index.ts';
import { type Served, serveApp, now as today } from '../http/setup.ts';
import { settleDemo } from './demo.ts';
import { captured, csv, epcis, eventsOf, json, type Sent, type Way, xlsx } from './ways.ts';

let served: Served;
let clock = today;
beforeAll(async () => {
  clock = today - 60 * dayMillis;
  served = await serveApp({ now: () => clock });
  await settleDemo(served);
});
afterAll(() => served.close());

const dayMillis = 86_400_000;
/** So many days before the history is loaded. */
const ago = (days: number): string => new Date(today - days * dayMillis).toISOString();

const chains = demoChains();
/** As a firm of the demo records it, whose licences are registered. */
function exampleOf(name: string, but: SimpleRecord): SimpleRecord {
  const [category, id] = name.split('/');
  const { records } = chains.find((chain) => chain.category === category && chain.records.some(({ stage }) => stage === id))!;
  return { ...records.find(({ stage }) => stage === id)!.record, ...but };
}

let lifts = 0;
const nextLift = (): string => `3110102342026${String(++lifts).padStart(7, '0')}`;

/** Maintained every fourteen days until a week ago; the days on which it was. */
const visits = Array.from({ length: 24 }, (_, i) => 7 + 14 * i);
const maintained = (lift: string, days: readonly number[]): Sent => ({
  category: 'equipment',
  stage: 'maintenance',
  records: days.map((each) => exampleOf('equipment/maintenance', { lift, time: ago(each), keptUntil: '2035-12-31' })),
});
const reported = (lift: string, days: number): Sent => ({
  category: 'equipment',
  stage: 'rectification',
  records: [exampleOf('equipment/rectification', { lift, time: ago(days) })],
});
const rechecked = (lift: string, days: number): Sent => ({
  category: 'equipment',
  stage: 'recheck',
  records: [exampleOf('equipment/recheck', { lift, time: ago(days) })],
});

async function load(way: Way, requests: readonly Sent[]): Promise<void> {
  for (const each of requests) expect(await way(served, each), each.stage).toBe(each.records.length);
}

interface Told {
  readonly eventID: string;
  readonly rule: string;
  readonly outcome: string;
  readonly told: { readonly zh: string; readonly en: string };
}

/** What is on record of a rule about a lift, the earliest event first. */
async function toldOf(rule: string, lift: string): Promise<{ outcome: string; told: string }[]> {
  const { evaluations } = (await served.get(`/api/v1/evaluations?rule=${rule}&perPage=1000`)).json() as { evaluations: Told[] };
  const found: { at: string; outcome: string; told: string }[] = [];
  for (const { eventID, outcome, told } of evaluations) {
    const event = (await served.get(`/epcis/events/${encodeURIComponent(eventID)}`)).json();
    const text = JSON.stringify(event);
    if (text.includes(lift)) found.push({ at: /"eventTime":"([^"]+)"/.exec(text)![1]!, outcome, told: told.en });
  }
  return found.sort((a, b) => a.at.localeCompare(b.at)).map(({ outcome, told }) => ({ outcome, told }));
}

/** Rules are asked as the running server asks them, so many days after the loading. */
async function asked(daysLater: number): Promise<void> {
  clock = today + daysLater * dayMillis;
  for (let more = true; more; ) ({ more } = await recheckDue(served.store, clock));
}

const ways = [
  { name: 'JSON', way: json },
  { name: 'the template of Excel', way: xlsx },
  { name: 'CSV', way: csv },
  { name: 'EPCIS', way: epcis },
];
/** By chance that is always the same. */
const shuffled = <Each>(all: readonly Each[]): Each[] =>
  all
    .map((each, i) => [(i * 7_919 + 13) % 31, each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
const orders = [
  { order: 'the earliest first', of: <Each>(all: readonly Each[]) => [...all].reverse() },
  { order: 'the latest first', of: <Each>(all: readonly Each[]) => [...all] },
  { order: 'in no order', of: shuffled },
];
const each = ways.flatMap((way) => orders.map((order) => ({ ...way, ...order })));

describe.each(each)('$name, $order', ({ way, of }) => {
  test('of maintenance every fourteen days nothing is told, in one document or in several', async () => {
    clock = today;
    const [one, several, gap] = [nextLift(), nextLift(), nextLift()];
    const [days, missing] = [of(visits), visits[11]!];
    await load(way, [maintained(one, days)]);
    await load(
      way,
      [0, 8, 16].map((from) => maintained(several, days.slice(from, from + 8))),
    );
    await load(way, [
      maintained(
        gap,
        days.filter((day) => day !== missing),
      ),
    ]);
    for (const lift of [one, several, gap]) expect(await toldOf('LIFT-01a', lift)).toEqual([]);
    await asked(1.1);
    for (const lift of [one, several]) expect(await toldOf('LIFT-01a', lift)).toEqual([]);
    // A visit is missing: the next one came late.
    const due = ago(missing + 14).slice(0, 10);
    const [told, ...others] = await toldOf('LIFT-01a', gap);
    expect(others).toEqual([]);
    expect(told).toMatchObject({ outcome: 'fails' });
    expect(told!.told).toContain(`last ${due}, interval 15 days`);
    await load(way, [maintained(gap, [missing])]);
    await asked(1.2);
    expect(await toldOf('LIFT-01a', gap)).toMatchObject([{ outcome: 'holds' }]);
    // Nobody comes any more.
    await asked(12);
    expect((await toldOf('LIFT-01a', one)).map(({ outcome }) => outcome)).toEqual(['fails']);
  });
});

describe.each(ways)('$name', ({ way }) => {
  test('what must follow may be loaded before, after, or a day later; what stays away is found', async () => {
    clock = today;
    const [before, after, late, never] = [nextLift(), nextLift(), nextLift(), nextLift()];
    await load(way, [rechecked(before, 200), reported(before, 205)]);
    await load(way, [reported(after, 205), reported(late, 205), reported(never, 205)]);
    await load(way, [rechecked(after, 200), rechecked(late, 150)]);
    for (const lift of [before, after, late, never]) expect(await toldOf('LIFT-12i', lift)).toEqual([]);
    await asked(0.9);
    for (const lift of [before, after, late, never]) expect(await toldOf('LIFT-12i', lift)).toEqual([]);
    await asked(1.1);
    for (const lift of [before, after]) expect(await toldOf('LIFT-12i', lift)).toEqual([]);
    expect(await toldOf('LIFT-12i', late)).toMatchObject([
      { outcome: 'fails', told: expect.stringContaining(`recorded on ${ago(150).slice(0, 10)}`) },
    ]);
    expect(await toldOf('LIFT-12i', never)).toMatchObject([
      { outcome: 'fails', told: expect.stringContaining('nothing recorded yet') },
    ]);
    // It comes after all: in time, as the paper of the day says.
    await load(way, [rechecked(never, 201)]);
    await asked(1.2);
    expect(await toldOf('LIFT-12i', never)).toMatchObject([
      { outcome: 'holds', told: expect.stringContaining(`recorded on ${ago(201).slice(0, 10)}`) },
    ]);
    expect(await toldOf('LIFT-12i', late)).toMatchObject([{ outcome: 'fails' }]);
  });
});

test('in one EPCIS document with what follows nothing is told, whichever stands first', async () => {
  clock = today;
  const [first, last] = [nextLift(), nextLift()];
  const document = [reported(first, 205), rechecked(first, 200), rechecked(last, 200), reported(last, 205)];
  expect(
    await captured(
      served,
      document.flatMap((each) => eventsOf(each)),
    ),
  ).toBe(4);
  await asked(1.1);
  for (const lift of [first, last]) expect(await toldOf('LIFT-12i', lift)).toEqual([]);
});

test('what is recorded on its day and comes late is told at once', async () => {
  const lift = nextLift();
  clock = today - 20 * dayMillis;
  await load(json, [maintained(lift, [20])]);
  clock = today;
  const answer = await served.send('POST', '/api/v1/records/equipment/maintenance', maintained(lift, [0]).records);
  expect(answer.json().records[0].rules, answer.body).toContainEqual(
    expect.objectContaining({ rule: 'LIFT-01a', outcome: 'fails' }),
  );
});

test('a ledger of rare earth that is loaded for a year lacks no month; a month that is left out is found and made good', async () => {
  clock = today;
  const months = ['2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'];
  const entry = (end: string): SimpleRecord => {
    const next = new Date(Date.parse(end) + 5 * dayMillis).toISOString().slice(0, 10);
    return exampleOf('rare_earth/ledger_entry', { periodEnd: end, time: `${next}T10:00:00+08:00` });
  };
  const sent = (ends: readonly string[]): Sent => ({ category: 'rare_earth', stage: 'ledger_entry', records: ends.map(entry) });
  await load(json, [sent(shuffled(months.filter((end) => end !== '2026-02-28')))]);
  const outcomes = async (): Promise<string[]> =>
    ((await served.get('/api/v1/evaluations?rule=RE-05&perPage=1000')).json().evaluations as Told[])
      .map(({ outcome, told }) => `${outcome}: ${told.en}`)
      .sort();
  expect(await outcomes()).toEqual([]);
  await asked(1.1);
  // The last of them has none after it.
  const lacking = [expect.stringContaining('fails: 2026-02 is due by'), expect.stringContaining('fails: 2026-07 is due by')];
  expect(await outcomes()).toEqual(lacking);
  await load(json, [sent(['2026-02-28'])]);
  await asked(1.2);
  expect(await outcomes()).toEqual([lacking[1], expect.stringContaining('holds: ')]);
});

describe('what was found to be lacking', () => {
  const watching = (): Watch =>
    new Watch({ store: served.store, detectors, firmsOf: async () => new Map(), now: () => clock + 60_000, log: () => {} });

  /** The one finding that names one of these events. */
  async function findingOf(watch: Watch, ids: readonly string[]) {
    await watch.catchUp();
    const [found, ...others] = (await allFindings(served.store.database)).filter(
      ({ detector, evidence }) => detector === 'rule_failed' && evidence.events.some((event) => ids.includes(event)),
    );
    expect(others).toEqual([]);
    return found;
  }

  async function stored(sent: readonly Sent[]): Promise<string[]> {
    const ids: string[] = [];
    for (const { category, stage, records } of sent) {
      const answer = (await served.send('POST', `/api/v1/records/${category}/${stage}`, records)).json();
      ids.push(...answer.records.map(({ eventID }: { eventID: string }) => eventID));
    }
    return ids;
  }

  test('is a finding of the watch, and ends by itself when all of it has come, whatever was restarted meanwhile', async () => {
    clock = today;
    const [one, other] = [nextLift(), nextLift()];
    const watch = watching();
    const ids = await stored([reported(one, 300), reported(other, 300)]);
    expect(await findingOf(watch, ids)).toBeUndefined();
    await asked(40);
    expect(await findingOf(watch, ids)).toMatchObject({ resolvedAt: null, count: 2 });
    await load(json, [rechecked(one, 296)]);
    await asked(40.1);
    expect(await findingOf(watch, ids)).toMatchObject({ resolvedAt: null });
    await watch.save();
    const restarted = watching();
    await load(json, [rechecked(other, 297)]);
    await asked(40.2);
    const ended = await findingOf(restarted, ids);
    expect(ended?.resolvedAt).not.toBeNull();
    expect(ended?.resolvedEn).toContain('LIFT-12i: due by');
  });

  test('ends when what waits for it is declared in error', async () => {
    clock = today + 80 * dayMillis;
    const watch = watching();
    const sent = reported(nextLift(), 300);
    const ids = await stored([sent]);
    await asked(82);
    expect(await findingOf(watch, ids)).toMatchObject({ resolvedAt: null });
    const [event] = eventsOf(sent);
    const errorDeclaration = { declarationTime: new Date(clock).toISOString(), reason: 'did_not_occur' };
    expect(await captured(served, [{ ...event, eventID: ids[0], errorDeclaration }])).toBe(1);
    expect((await findingOf(watch, ids))?.resolvedEn).toContain('the record was declared in error');
  });
});
