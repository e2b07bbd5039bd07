/**
 * What is hidden cannot be read from a masked trace: for every history of the trace's own cases, and for any choice of hidden events, no
 * id, place, party or time of what is hidden is in the answer, and adding more of what is hidden changes nothing.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noPrefixes } from '../../src/events/index.ts';
import { eventsOf, isHidden, mask, memoryReader, type Shown, type TraceAnswer, trace } from '../../src/trace/index.ts';
import { cases } from '../trace/cases.ts';
import { story, uri } from '../trace/story.ts';

const traced = async (text: string, root: string) =>
  trace(memoryReader(story(text).map((event) => ({ event, prefixes: noPrefixes }))), uri(root), 'both');

/** What is hidden is chosen by the eventID, so that the same event is hidden in two histories. */
const masked = async (text: string, root: string, hidden: (eventID: string) => boolean, as: Shown = 'full') => {
  const full = await traced(text, root);
  const shown = new Map<number, Shown>(
    eventsOf(full).flatMap(({ seq, eventID }) => (hidden(eventID) ? [] : [[seq, as] as const])),
  );
  return { full, masked: mask(full, shown), shown };
};

const histories = cases.map((each) => ({ text: each.story, root: each.ask.split(' ')[1]! }));

describe('a masked trace', () => {
  test('of everything is the trace', async () => {
    for (const { text, root } of histories) {
      const { full, masked: same } = await masked(text, root, () => false);
      if (!full.answer.recorded) continue;
      const plain = ({ nodes: _, ...rest }: TraceAnswer) => rest;
      expect(plain(same.answer)).toEqual(plain(full.answer));
      expect(same.answer.nodes.map(({ id }) => id)).toEqual(full.answer.nodes.map(({ id }) => id));
    }
  });

  test('of nothing says nothing', async () => {
    for (const { text, root } of histories) {
      const { masked: none } = await masked(text, root, () => true);
      expect(none.shared).toBe(false);
      expect(none.answer).toMatchObject({ recorded: false, links: [], steps: [], openEnds: [], parties: [], places: [] });
    }
  });

  const choices = fc.record({
    history: fc.constantFrom(...histories),
    hidden: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  });

  test('holds no word of a hidden event, and hangs together', async () => {
    await fc.assert(
      fc.asyncProperty(choices, async ({ history, hidden }) => {
        const isOut = (eventID: string): boolean => hidden[Number(eventID.replace('urn:case:event:', ''))]!;
        const { full, masked: answer, shown } = await masked(history.text, history.root, isOut);
        const text = JSON.stringify(answer.answer);
        const events = eventsOf(full);
        const seen = JSON.stringify(events.filter(({ seq }) => shown.has(seq)).map(({ event }) => event));
        for (const { seq, eventID, event } of events) {
          if (shown.has(seq)) continue;
          expect(text).not.toContain(`"${eventID}"`);
          for (const [word] of JSON.stringify(event).matchAll(/urn:case:[^"]+|\d{4}-\d\d-\d\dT[^"]+/g))
            if (!seen.includes(word) && word !== uri(history.root)) expect(text).not.toContain(`"${word}"`);
        }
        const { nodes, links } = answer.answer;
        const reached = new Set([uri(history.root)]);
        for (let before = 0; before < reached.size; ) {
          before = reached.size;
          for (const { from, to } of links) if (reached.has(from) || reached.has(to)) reached.add(from).add(to);
        }
        if (answer.shared && full.answer.nodes.length === reachable(full.answer).size)
          expect(nodes.filter(({ id }) => !reached.has(id))).toEqual([]);
        // Two things that may be seen are not said to be linked by an event that may not.
        for (const link of links)
          if (link.kind !== 'hidden' && link.events.length === 0)
            expect(full.answer.links.find(({ from, to }) => from === link.from && to === link.to)!.events).toEqual([]);
        // What hangs on one side of a thing is one node, however much it is.
        for (const { id } of nodes) {
          expect(links.filter(({ from, kind }) => from === id && kind === 'hidden').length).toBeLessThanOrEqual(
            isHidden(id) ? 99 : 1,
          );
          expect(links.filter(({ to, kind }) => to === id && kind === 'hidden').length).toBeLessThanOrEqual(
            isHidden(id) ? 99 : 1,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  const reachable = ({ root, links }: TraceAnswer): Set<string> => {
    const found = new Set([root]);
    for (let before = 0; before < found.size; ) {
      before = found.size;
      for (const { from, to } of links) if (found.has(from) || found.has(to)) found.add(from).add(to);
    }
    return found;
  };

  const base = `
    1 add A @farm
    2 turn A -> J
    3 see J shipping @factory <factory >shop
    4 see J receiving @shop <factory >shop
    5 turn J -> K
    6 see K retail_selling @shop`;
  /** Hidden, whatever they are: their number in the story is above the six of the base. */
  const more: readonly [string, string][] = [
    ['one supplier more', '1 add B @secret; 2 turn B -> A'],
    ['ten suppliers more', Array.from({ length: 10 }, (_, i) => `1 add B${i} @secret${i}; 2 turn B${i} -> A`).join(';')],
    ['a chain of suppliers', '1 add B @secret; 1 turn B -> C; 1 turn C -> D; 2 turn D -> A'],
    [
      'suppliers of suppliers, and their other customers',
      '1 add B @x; 1 turn B -> C; 1 turn B -> Z; 2 turn C -> A; 2 turn Z -> Y',
    ],
  ];

  test.each(more)('does not tell %s from another', async (_, hidden) => {
    const [one] = more[0]!.slice(1);
    const isOut = (eventID: string): boolean => Number(eventID.replace('urn:case:event:', '')) > 5;
    const [with1, withMore] = [await masked(`${base};${one}`, 'K', isOut), await masked(`${base};${hidden}`, 'K', isOut)];
    expect(withMore.masked.answer).toEqual(with1.masked.answer);
    expect(with1.masked.answer.nodes.filter(({ kind }) => kind === 'hidden')).toHaveLength(1);
  });

  test.each([
    ['one step', '2 turn Y -> A'],
    ['three steps', '2 turn Y -> C; 2 turn C -> D; 2 turn D -> A'],
    ['two ways', '2 turn Y -> C; 2 turn C -> A; 2 turn Y -> D; 2 turn D -> A'],
    ['one of two suppliers', '2 turn B -> A; 2 turn Y -> D; 2 turn D -> A'],
  ])('connects what is shown beyond what is hidden, and does not tell by how many steps: %s', async (_, between) => {
    const isOut = (eventID: string): boolean => Number(eventID.replace('urn:case:event:', '')) > 6;
    const { masked: answer } = await masked(`${base};1 add Y @far;${between}`, 'K', isOut);
    const { nodes, links } = answer.answer;
    const hidden = nodes.filter(({ kind }) => kind === 'hidden').map(({ id }) => id);
    expect(hidden).toHaveLength(1);
    expect(links.filter(({ kind }) => kind === 'hidden')).toEqual([
      { from: hidden[0], to: uri('A'), kind: 'hidden', events: [] },
      { from: uri('Y'), to: hidden[0], kind: 'hidden', events: [] },
    ]);
    expect(nodes.map(({ id, depth }) => [id.replace('urn:case:', ''), depth])).toEqual([
      ['K', 0],
      ['J', 1],
      ['A', 2],
      ['Y', 4],
      [hidden[0], 3],
    ]);
  });

  test('tells of downstream use one node, whatever became of it', async () => {
    const isOut = (eventID: string): boolean => Number(eventID.replace('urn:case:event:', '')) > 5;
    const few = await masked(`${base};7 turn K -> L`, 'K', isOut);
    const many = await masked(
      `${base};7 turn K -> L M N;8 see L shipping @x <y >z;9 turn M -> O;9 see O receiving @w`,
      'K',
      isOut,
    );
    expect(many.masked.answer).toEqual(few.masked.answer);
  });

  test('does not tell the gap of a hidden story, nor a gap that something hidden may close', async () => {
    const text = '1 add A @farm; 2 see A shipping @farm <farm >shop; 3 see A storing @elsewhere';
    expect((await traced(text, 'A')).answer.openEnds).toHaveLength(1);
    const { masked: answer } = await masked(text, 'A', (id) => id === 'urn:case:event:2');
    expect(answer.answer.openEnds).toEqual([]);
    const { masked: whole } = await masked(text, 'A', () => false);
    expect(whole.answer.openEnds).toHaveLength(1);
  });

  test('of a lot tells the public how it came to be, and not to whom it went', async () => {
    const text = `
      1 add A:10 @farm
      2 turn A:10 -> B:9
      3 see B:9 shipping @factory <factory >shop
      4 see B:4 receiving @shop <factory >shop
      5 see B:5 receiving @market <factory >market`;
    const { masked: answer } = await masked(text, 'B', () => false, 'public');
    const told = JSON.stringify(answer.answer);
    expect(answer.answer.steps.map(({ bizStep }) => bizStep)).toEqual([undefined, undefined, 'shipping']);
    for (const word of ['shop', 'market', 'urn:case:event', '"quantity"', 'T01:']) expect(told).not.toContain(word);
    expect(told).toContain(uri('farm'));
    expect(answer.answer.nodes.some(({ kind, side }) => kind === 'hidden' && side === 'down')).toBe(true);
  });

  test('tells that something it was made of was recalled, and not what', async () => {
    const { masked: answer } = await masked(`${base}`, 'K', (id) => id === 'urn:case:event:0' || id === 'urn:case:event:1');
    const verdict = answer.verdict({ kind: 'recalled', about: uri('A'), event: 'urn:case:event:0', detail: 'recalled' });
    expect(verdict.kind).toBe('recalled');
    expect(isHidden(verdict.about!)).toBe(true);
    expect(JSON.stringify(verdict)).not.toContain('urn:case:');
  });
});
