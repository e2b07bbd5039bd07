/**
 * Which organisations take part in anything that is recorded. A department that only reads has a way through the log of its own, along
 * which there is nothing: it is asked for beside the head of the log, and not gone. What was told as of a head holds up to that head.
 */
import type { Database } from './database.ts';
import { readable, type Sight, singleOf, uncovered } from './sight.ts';

/** Of each organisation the head as of which there was nothing; undefined where there is something, which stays so. */
const memories = new WeakMap<Database, Map<string, number | undefined>>();
const mostRemembered = 100_000;

function memoryOf(database: Database): Map<string, number | undefined> {
  const memory = memories.get(database) ?? new Map<string, number | undefined>();
  memories.set(database, memory);
  return memory;
}

/** Organisations whose own way lies beside another in this sight, and of which nothing is known to be recorded yet. */
export function unsettled(database: Database, sight: Sight): string[] {
  if (sight === 'everything' || sight.length < 2) return [];
  const ways = uncovered(readable(sight));
  if (ways.length < 2) return [];
  const memory = memoryOf(database);
  const own = new Set(ways.flatMap((each) => singleOf(each) ?? []));
  return [...own].filter((id) => !memory.has(id) || memory.get(id) !== undefined);
}

/** `asked` as of `head`; of them `taking` take part in something. */
export function settle(database: Database, head: number, asked: readonly string[], taking: readonly string[]): void {
  const memory = memoryOf(database);
  if (memory.size + asked.length > mostRemembered) memory.clear();
  for (const id of asked) memory.set(id, taking.includes(id) ? undefined : head);
}

/** True where it is known that nothing up to `upTo` has the organisation for a party. */
export function takesNoPart(database: Database, organisation: string, upTo: number): boolean {
  const head = memoryOf(database).get(organisation);
  return head !== undefined && upTo <= head;
}
