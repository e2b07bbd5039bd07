import { describe, expect, test } from 'vitest';
import { noPrefixes } from '../../src/events/index.ts';
import { type Direction, memoryReader, trace } from '../../src/trace/index.ts';
import { cases } from './cases.ts';
import { nameOf, story, uri } from './story.ts';

const readerOf = (text: string) => memoryReader(story(text).map((event) => ({ event, prefixes: noPrefixes })));
const sorted = (text: string): string[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .sort();

describe('the walk in memory', () => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', async (_, { story: text, ask, nodes, open }) => {
    const [direction, root] = ask.split(' ') as [Direction, string];
    const { answer } = await trace(readerOf(text), uri(root), direction);
    const side = answer.nodes.filter(({ id }) => id !== uri(root)).map(({ id }) => nameOf(id));
    expect(side.sort()).toEqual(sorted(nodes));
    if (open !== undefined) expect(answer.openEnds.map(({ kind, id }) => `${kind}:${nameOf(id)}`).sort()).toEqual(sorted(open));
  });

  test('every link runs downstream and names its events', async () => {
    const { answer } = await trace(readerOf('1 add A; 2 turn A -> B; 3 pack B > K'), uri('K'), 'up');
    expect(answer.links.map(({ from, to, kind, events }) => [nameOf(from), kind, nameOf(to), events])).toEqual([
      ['B', 'packing', 'K', ['urn:case:event:2']],
      ['A', 'transformation', 'B', ['urn:case:event:1']],
    ]);
  });

  test('steps of the container stand in the story of what is inside, and not those of before and after', async () => {
    const text = '1 see K storing; 2 add A; 3 pack A > K; 4 see K transporting; 5 unpack A < K; 6 see K cleaning';
    const { answer } = await trace(readerOf(text), uri('A'), 'up');
    expect(answer.steps.map(({ bizStep, type }) => bizStep ?? type)).toEqual(['ObjectEvent', 'transporting']);
    expect(answer.steps[1]).toMatchObject({ via: uri('K'), things: [{ id: uri('A'), as: 'inside' }] });
  });

  test('an unknown thing is not recorded, and nothing is said about it', async () => {
    const { answer } = await trace(readerOf('1 add A'), uri('Z'), 'both');
    expect(answer).toMatchObject({ recorded: false, links: [], steps: [], openEnds: [] });
  });

  test('a bound that is hit is named, and what was found is given', async () => {
    const text = Array.from({ length: 30 }, (_, i) => `${i} turn N${i} -> N${i + 1}`).join(';');
    const nodes = await trace(readerOf(text), uri('N0'), 'down', { maxNodes: 10 });
    expect(nodes.answer.bounds).toMatchObject({ hit: true, reason: 'nodes', limit: 10 });
    expect(nodes.answer.nodes).toHaveLength(10);
    const depth = await trace(readerOf(text), uri('N0'), 'down', { maxDepth: 5 });
    expect(depth.answer.bounds).toMatchObject({ hit: true, reason: 'depth', limit: 5 });
    const time = await trace(readerOf(text), uri('N0'), 'down', { expired: () => true });
    expect(time.answer.bounds.reason).toBe('time');
    const whole = await trace(readerOf(text), uri('N0'), 'down');
    expect(whole.answer.bounds).toEqual({ hit: false, reason: null, limit: null });
    expect(whole.answer.nodes).toHaveLength(31);
  });

  const big = 20_000;
  const goingOn: readonly [string, string, string][] = [
    ['a chain', Array.from({ length: 300 }, (_, i) => `${i} turn N${i} -> N${i + 1}`).join(';'), 'N0'],
    ['a hub of many', Array.from({ length: 300 }, (_, i) => `1 turn L:1 -> N${i}`).join(';'), 'L'],
    ['a loop', Array.from({ length: 300 }, (_, i) => `${i} turn N${i % 40}:1 -> N${(i + 1) % 40}:1`).join(';'), 'N0'],
  ];
  test.each(goingOn)('a walk of %s that was bounded goes on where it stopped, and meets everything', async (_, text, root) => {
    const reader = readerOf(text);
    const whole = await trace(reader, uri(root), 'down', { maxDepth: 1_000 });
    const found = new Set<string>();
    const asked = new Set<string>();
    const waiting = [uri(root)];
    for (const each of waiting) {
      if (asked.has(each)) continue;
      asked.add(each);
      const { answer } = await trace(reader, each, 'down', { maxDepth: 7 });
      for (const { id } of answer.nodes) found.add(id);
      waiting.push(...(answer.bounds.more ?? []));
    }
    expect([...found].sort()).toEqual(whole.answer.nodes.map(({ id }) => id).sort());
  });

  // A million takes a minute to make up; the work and the memory of a level do not depend on how many there are beyond the bounds.
  test('a hub and a loop of twenty thousand end at their bounds, with what was found', { timeout: 60_000 }, async () => {
    const hub = await trace(readerOf(Array.from({ length: big }, (_, i) => `1 turn L:1 -> N${i}`).join(';')), uri('L'), 'down');
    expect(hub.answer.bounds).toMatchObject({ hit: true, reason: 'rows', limit: 2_000 });
    expect(hub.answer.nodes).toHaveLength(2_001);
    const loop = await trace(
      readerOf(Array.from({ length: big }, (_, i) => `${i} turn A:1 -> B:1; ${i} turn B:1 -> A:1`).join(';')),
      uri('A'),
      'both',
    );
    expect(loop.answer.nodes).toHaveLength(2);
    expect(loop.answer.bounds.hit).toBe(true);
  });

  test('one packing of nine thousand is whole where there is room, else says first what was left out', async () => {
    const children = Array.from({ length: 9_000 }, (_, i) => `C${i}`);
    const reader = readerOf(`1 pack ${children.join(' ')} > K`);
    const whole = await trace(reader, uri('K'), 'up', { maxNodes: 10_000 });
    expect([whole.answer.nodes.length, whole.answer.links.length, whole.answer.bounds.hit]).toEqual([9_001, 9_000, false]);
    const part = await trace(reader, uri('K'), 'up', { maxNodes: 5_000 });
    const { hit, reason, limit, more } = part.answer.bounds;
    expect([part.answer.nodes.length, hit, reason, limit, more!.length]).toEqual([5_000, true, 'nodes', 5_000, 5_000]);
    const listed = new Set([...part.answer.nodes.map(({ id }) => id), ...more!]);
    expect(children.filter((each) => !listed.has(uri(each)))).toEqual([]);
    expect(more![0]).toBe(uri('K'));
  });

  test('an event declared in error, and its declaration, count for nothing', async () => {
    const [made, turned] = story('1 add A; 2 turn A -> B');
    const declared = {
      ...turned,
      errorDeclaration: { declarationTime: '2026-02-01T00:00:00Z', reason: 'did_not_occur' },
    } as typeof turned;
    const reader = memoryReader([made!, turned!, declared!].map((event) => ({ event, prefixes: noPrefixes })));
    const { answer } = await trace(reader, uri('A'), 'down');
    expect(answer.links).toEqual([]);
  });
});
