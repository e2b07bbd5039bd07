/** The verdict over whole stories: what opens it and what does not. */
import { describe, expect, it } from 'vitest';
import { noPrefixes } from '../../src/events/index.ts';
import { judge, memoryReader, trace } from '../../src/trace/index.ts';
import { story, uri } from './story.ts';

const verdictOf = async (text: string, name: string): Promise<string> => {
  const reader = memoryReader(story(text).map((event) => ({ event, prefixes: noPrefixes })));
  const { answer, evidence } = await trace(reader, uri(name), 'both');
  const { kind, about } = judge(answer, evidence, '2026-11-24');
  return about === undefined ? kind : `${kind} ${about.replace('urn:case:', '')}`;
};

describe('the verdict of a chain', () => {
  it.each([
    ['is in order where all of it was made on record', '1 add A; 2 turn A -> C', 'C', 'in_order'],
    ['is a gap where nobody says where something in it comes from', '1 add A; 2 turn A B -> C', 'C', 'gaps B'],
    ['is no gap where nobody says where a spray comes from', '1 add A; 2 use S on A; 3 turn A -> C', 'C', 'in_order'],
    [
      'is no gap where nobody says what the spray was made of',
      '1 see T shipping; 1 turn T -> S; 2 add A; 3 use S on A; 4 turn A -> C',
      'C',
      'in_order',
    ],
    ['is a gap where what was used is in it too', '1 add A; 2 use S on A; 3 turn A S -> C', 'C', 'gaps S'],
    ['is a gap of the spray itself', '1 turn T -> S; 2 add A; 3 use S on A', 'S', 'gaps T'],
  ])('%s', async (_, text, name, expected) => {
    expect(await verdictOf(text, name)).toBe(expected);
  });
});
