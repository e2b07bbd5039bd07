/** Ancestors without the walk: over random histories they are those of the walk, where they are told at all. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTelling, noPrefixes, type Role, role } from '../../src/events/index.ts';
import { ancestorsOf, type Link, memoryReader, plainAncestors, type TracedEvent } from '../../src/trace/index.ts';
import { everything, history } from './histories.ts';
import { nameOf, story, uri } from './story.ts';

/** A lot that is used thousands of times is read without its uses. */
const tellingRoles = (Object.values(role) as Role[]).filter(isTelling);

it('are those of the walk, whatever the history, or are left to it', { timeout: 240_000 }, async () => {
  let told = 0;
  // Histories of making alone, so that many have an answer.
  const made = history(12).map((lines) => lines.filter((line) => / (?:add|make|turn) /.test(line)));
  await fc.assert(
    fc.asyncProperty(fc.oneof(made, history(10)), fc.constantFrom(...everything), async (lines, root) => {
      const reader = memoryReader(story(lines.join('; ')).map((event) => ({ event, prefixes: noPrefixes })));
      const rows = new Map<string, readonly Link[]>();
      for (const name of everything) rows.set(uri(name), await reader.links([uri(name)], tellingRoles, 2_000));
      const events = new Map<number, TracedEvent>(await reader.events([...rows.values()].flat().map(({ seq }) => seq)));
      const found = plainAncestors({ rows: (thing) => rows.get(thing) ?? [], event: (seq) => events.get(seq) }, uri(root));
      if (found === 'walk') return;
      if (found === 'unread') throw new Error('everything was read');
      told++;
      expect(found.map(nameOf).sort()).toEqual([...(await ancestorsOf(reader, uri(root)))].map(nameOf).sort());
    }),
    { numRuns: 3_000 },
  );
  expect(told).toBeGreaterThan(500);
});

it('are asked for level by level: what is not read yet is told as unread, and nothing before it is lost', () => {
  const events = story('1 add A; 2 turn A -> B; 3 turn B -> C');
  expect(events).toHaveLength(3);
  const asked: string[] = [];
  const read = { rows: (thing: string) => void asked.push(nameOf(thing)), event: () => undefined };
  expect(plainAncestors({ ...read, rows: (thing) => read.rows(thing) as undefined }, uri('C'))).toBe('unread');
  expect(asked).toEqual(['C']);
});
