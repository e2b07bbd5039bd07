/** Every chain of the eight categories through HTTP, as the demo tells it: recorded stage by stage, and walked both ways. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chainExamples, demoChains, inOrder } from '../../simulator/demo-city.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { now, type Served, serveApp } from '../http/setup.ts';
import { settleDemo } from './demo.ts';

let served: Served;
const chains = demoChains();
/** `category/chain/stage` → eventID. */
const events = new Map<string, string>();
const refused: string[] = [];

beforeAll(async () => {
  served = await serveApp();
  await settleDemo(served);
  for (const { category } of shippedProfiles)
    for (const { stage, records, of } of inOrder(chains.filter((each) => each.category === category))) {
      const answer = await served.send('POST', `/api/v1/records/${category}/${stage}`, records);
      for (const [i, status] of answer.json().records.entries()) {
        const name = `${category}/${of[i]}/${stage}`;
        // What is told of a place or a ledger is one record of all its chains.
        if (status.status !== 'refused') events.set(name, status.eventID);
        else refused.push(`${name} ${JSON.stringify(status)}`);
      }
    }
}, 240_000);
afterAll(() => served.close());

test('every stage of every chain is among them, and none is refused', () => {
  const wanted = shippedProfiles.flatMap(({ category, chains: all }) =>
    all.flatMap(({ id, stages }) => [...new Set(stages)].map((stage) => `${category}/${id}/${stage}`)),
  );
  expect(refused).toEqual([]);
  expect([...events.keys()].sort()).toEqual(wanted.sort());
});

/**
 * Rules that a record breaks by what it says of itself: not by what is missing before it, which the walk has, nor by the code of another
 * thing, nor in years to come. Those are broken one by one, on a log of their own each, in `rules.test.ts`.
 */
const single = shippedProfiles.flatMap(({ category, rules, stages }) =>
  rules.flatMap((rule) => {
    const { before = [], licences, registers, record } = rule.fails;
    const said = JSON.stringify(record.but ?? {});
    const itself = before.length === 0 && licences === undefined && registers === undefined && said !== '{}';
    // The firms of the walk hold their licences.
    if (rule.severity !== 'block' || rule.test.kind === 'licence' || !itself || /urn:|https:/.test(said)) return [];
    const example = stages.find(({ id }) => id === record.stage)!.example;
    const time = String(record.but?.time ?? example.time);
    return Date.parse(time) > now ? [] : [{ category, id: rule.id, stage: record.stage, differing: { time, ...record.but } }];
  }),
);

test('of every category there are rules that single records break', () => {
  for (const { category } of shippedProfiles)
    expect(single.filter((each) => each.category === category).length, category).toBeGreaterThan(0);
});

test.each(single)('$category, walked to its end, is not recorded against $id', async ({ category, id, stage, differing }) => {
  const told = chains.filter((each) => each.category === category).flatMap(({ records }) => records);
  const broken: unknown[] = [];
  for (const { record } of told.filter((each) => each.stage === stage)) {
    const whole = Object.fromEntries(Object.entries({ ...record, ...differing }).filter(([, value]) => value !== null));
    const [status] = (await served.send('POST', `/api/v1/records/${category}/${stage}`, [whole])).json().records;
    if (status.status === 'refused') broken.push(...(status.errors ?? []).map((each: { rule?: string }) => each.rule));
  }
  expect(broken, JSON.stringify(differing)).toContain(id);
});

test.each(chainExamples())('the page of $code tells what it is: $en', async ({ code, en }) => {
  const page = await served.get(`/t/${encodeURIComponent(code)}`, { accept: 'text/html' });
  expect(page.statusCode).toBe(200);
  // What the label of an example promises, in the words of the verdict.
  const promised = [
    [/past its date/, '已过期'],
    [/recalled/, '召回'],
    [/scrapped/, '不得使用'],
    [/gap/, '缺口'],
    [/market/, '<h1'],
  ] as const;
  expect(page.body).toContain(promised.find(([words]) => words.test(en))![1]);
});

interface Event {
  readonly epcList?: string[];
  readonly childEPCs?: string[];
  readonly outputEPCList?: string[];
  readonly parentID?: string;
  readonly quantityList?: { epcClass: string }[];
  readonly childQuantityList?: { epcClass: string }[];
  readonly outputQuantityList?: { epcClass: string }[];
}

/** What came of it, else what it is about. */
async function thingOf(eventID: string): Promise<string> {
  const answer = (await served.get(`/epcis/events/${encodeURIComponent(eventID)}`)).json();
  const [event] = answer.epcisBody.queryResults.resultsBody.eventList as [Event];
  const classes = (list: { epcClass: string }[] = []) => list.map(({ epcClass }) => epcClass);
  return [
    ...(event.outputEPCList ?? []),
    ...classes(event.outputQuantityList),
    ...(event.childEPCs ?? []),
    ...classes(event.childQuantityList),
    ...(event.epcList ?? []),
    ...classes(event.quantityList),
    ...(event.parentID === undefined ? [] : [event.parentID]),
  ][0]!;
}

describe.each(chains.map((each) => ({ name: `${each.category}/${each.chain}`, ...each })))(
  '$name',
  ({ name, way: [from, to] }) => {
    const walk = async (code: string, direction: 'up' | 'down') => {
      const answer = await served.get(`/api/v1/trace?${new URLSearchParams({ code, direction })}`);
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json() as { nodes: { id: string }[]; steps: { eventID: string }[] };
    };

    test('is walked from its first stage to its last, and back', async () => {
      const [first, last] = [events.get(`${name}/${from}`)!, events.get(`${name}/${to}`)!];
      const [start, end] = [await thingOf(first), await thingOf(last)];
      const down = await walk(start, 'down');
      expect(down.nodes.map(({ id }) => id)).toContain(end);
      expect(down.steps.map(({ eventID }) => eventID)).toContain(last);
      const up = await walk(end, 'up');
      expect(up.nodes.map(({ id }) => id)).toContain(start);
      expect(up.steps.map(({ eventID }) => eventID)).toContain(first);
    });
  },
);
