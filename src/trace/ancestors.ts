/** What a thing was made of and came out of, all the way up: the walk alone, without the story. */
import type { LinkReader } from './types.ts';
import { Walk } from './walk.ts';

/** Things above one thing; a longer line ends there and is told as far as it was followed. */
const limits = { maxNodes: 5_000, maxDepth: 64, maxRowsPerThing: 2_000, expired: () => false };

/** Canonical URIs, without the thing itself, the nearest first. */
export async function ancestorsOf(reader: LinkReader, thing: string): Promise<readonly string[]> {
  const walk = new Walk(reader, 'up', limits);
  await walk.run(thing);
  return [...walk.visits.keys()].filter((id) => id !== thing);
}
