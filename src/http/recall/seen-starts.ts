/** Of the things to which a code leads those that its reader may know of. */
import { ZhuisuError } from '../../errors.ts';
import { type Sight, type Store, seenOf } from '../../store/index.ts';
import { settle } from '../codes/looking-up.ts';
import type { Starts } from './starts.ts';

/**
 * Of the things of a code those that belong to it by an event which may be read. Where there are none it throws what `startsOf` throws of a
 * code that nobody recorded: code_malformed, code_unknown.
 */
export async function startsSeen(store: Store, sight: Sight, { things, parts }: Starts, code: string): Promise<string[]> {
  if (sight === 'everything') return [...things];
  const shown = new Set<string>();
  for (const part of parts) for (const each of await thingsSeen(store, sight, part.things, part.events)) shown.add(each);
  if (shown.size === 0) throw new ZhuisuError('code_unknown', { came: await settle(store, code.trim()) });
  return [...shown];
}

/** Of these things those that an event names which may be read. */
export async function thingsSeen(
  store: Store,
  sight: Exclude<Sight, 'everything'>,
  things: readonly string[],
  given: Parameters<typeof seenOf>[2],
): Promise<string[]> {
  const events =
    given.length > 0
      ? given
      : [
          ...(
            await store.links.events([
              ...new Set((await store.links.links(things, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 200)).map(({ seq }) => seq)),
            ])
          ).values(),
        ];
  const seen = await seenOf(store.database, sight, events);
  const named = new Set<string>();
  for (const { seq, facts } of events) {
    const fields = seen.get(seq)?.alternative.fields;
    if (fields === 'all' || fields === 'business') for (const { id } of facts.participants) named.add(id);
  }
  return things.filter((id) => named.has(id));
}
