/** Chains that cross categories, built of the examples of the stages and walked both ways. */
import { describe, expect, it } from 'vitest';
import { shippedLists, shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { evaluate } from '../../src/categories/rules/evaluate.ts';
import { staged, stageNamed } from '../../src/categories/rules/memory.ts';
import { checkEvent, type EpcisEvent, prefixesOf } from '../../src/events/index.ts';
import { memoryReader, type TraceAnswer, trace } from '../../src/trace/index.ts';
import { crossings, feed, id, pesticide, type Step, sprayed } from './crossings.ts';

function eventsOf(steps: readonly Step[]): EpcisEvent[] {
  return steps.map(([name, but = {}], i) => {
    const { profile, stage } = stageNamed(name, '', shippedProfiles);
    const whole = { ...stage.example, id: `urn:example:crossing:${i}`, ...but };
    const checked = checkRecord(stage, Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null)));
    if ('faults' in checked) throw new RangeError(`${name}: ${JSON.stringify(checked.faults)}`);
    const event = eventOf(stage, checked, profile);
    expect(checkEvent(event), name).toEqual([]);
    return event as unknown as EpcisEvent;
  });
}

const shipped = (category: string | undefined): boolean =>
  category === undefined || shippedProfiles.some((profile) => profile.category === category);
const prefixes = prefixesOf(recordContext);

// A way that leads through a category of which no profile is shipped cannot be told.
describe.each(crossings.filter(({ needs }) => shipped(needs)))('$name', ({ steps, way, beside = [], places = [] }) => {
  const reader = memoryReader(eventsOf(steps).map((event) => ({ event, prefixes })));
  const walk = async (from: string, direction: 'up' | 'down'): Promise<TraceAnswer> =>
    (await trace(reader, id(from), direction)).answer;
  const met = ({ nodes }: TraceAnswer): string[] => nodes.map(({ id: node }) => node);

  it('downstream', async () => {
    const answer = await walk(way[0]!, 'down');
    expect(met(answer)).toEqual(expect.arrayContaining(way.map(id)));
    expect(answer.places).toEqual(expect.arrayContaining([...places]));
  });

  it('upstream', async () => {
    expect(met(await walk(way.at(-1)!, 'up'))).toEqual(expect.arrayContaining([...way, ...beside].map(id)));
  });

  it('and is broken by the want of any link', async () => {
    const events = eventsOf(steps);
    const whole = new Set(met(await walk(way[0]!, 'down')));
    // Without the events by which one thing became the next, the end is not reached.
    for (let i = 1; i < way.length; i++) {
      const { links } = await walk(way[0]!, 'down');
      const because = new Set(links.filter(({ to }) => to === id(way[i]!)).flatMap(({ events: some }) => some));
      expect(because.size, way[i]).toBeGreaterThan(0);
      const rest = events.filter(({ eventID }) => !because.has(eventID!));
      const { answer } = await trace(memoryReader(rest.map((event) => ({ event, prefixes }))), id(way[0]!), 'down');
      expect(whole.has(id(way.at(-1)!))).toBe(true);
      expect(met(answer), way[i]).not.toContain(id(way.at(-1)!));
    }
  });
});

describe('rules that look across categories', () => {
  const named = shippedProfiles.flatMap(({ category, rules }) =>
    rules.flatMap(({ id: rule, test }) =>
      [...JSON.stringify(test).matchAll(/"([a-z_]+)\/([a-z_]+)"/g)].map(([, other, stage]) => ({ category, rule, other, stage })),
    ),
  );

  it('are there', () => {
    const others = named.filter(({ category, other }) => category !== other).map(({ other }) => other);
    expect(others).toEqual(expect.arrayContaining(['produce', 'dangerous']));
  });

  it('stop the apples when the pesticide on them is recalled', async () => {
    const rule = shippedProfiles
      .find(({ category }) => category === 'produce')!
      .rules.find(({ stages, test }) => stages.includes('shipping') && test.kind === 'state')!;
    const lists = new Map(shippedLists.map((list) => [list.id, list]));
    const asked = async (...more: readonly Step[]) => {
      const before = [...sprayed, ...more].map(([stage, but = {}]) => ({ stage, but }));
      const { situation, facts } = staged({ before, record: { stage: 'shipping' } }, 'produce', shippedProfiles);
      return evaluate(rule, situation, { facts, lists });
    };
    expect((await asked()).outcome).toBe('holds');
    const { outcome, told } = await asked(['inputs/recall', { time: '2026-05-08T09:00:00+08:00' }]);
    expect(outcome).toBe('fails');
    expect(told?.en).toContain(pesticide);
    expect((await asked(['inputs/recall', { time: '2026-05-08T09:00:00+08:00', lots: [{ code: feed }] }])).outcome).toBe('holds');
  });

  it('name stages that are there', () => {
    const missing = named
      .filter(({ other }) => shipped(other))
      .filter(({ other, stage }) => {
        const profile = shippedProfiles.find(({ category }) => category === other)!;
        return profile.stages.every(({ id: own }) => own !== stage);
      });
    expect(missing).toEqual([]);
  });
});
