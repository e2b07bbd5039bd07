/** Envelopes anew: after organisations, sites or identifiers were registered for events that came before them. */
import { type EpcisEvent, factsOf, prefixesOf } from '../events/index.ts';
import { type Belonging, type KeptEvent, rewriteEnvelopes, type Store } from '../store/index.ts';
import { belongingsOf, mentionedIn, type Registry } from './envelope.ts';

/**
 * Category, area and parties of every event, as the register has them now. Who captured an event is known from the moment of capture
 * alone, so an owner that is there stays; where there is none it is told from the place and the source, as at capture.
 */
export const rebuildEnvelopes = (store: Store, registry: Registry): Promise<{ events: number; changed: number }> =>
  rewriteEnvelopes(store.database, async (events) => {
    const found = new Map<number, Belonging>();
    for (const [owner, own] of Map.groupBy(events, (each) => each.owner)) {
      const belongings = await belongingsOf(registry, owner, own.map(mentionedOf));
      for (const [i, { seq }] of own.entries()) found.set(seq, belongings[i]!);
    }
    return events.map(({ seq }) => found.get(seq)!);
  });

function mentionedOf({ doc, context, category }: KeptEvent): ReturnType<typeof mentionedIn> {
  const event = JSON.parse(doc) as EpcisEvent;
  const prefixes = prefixesOf(context, (event as { '@context'?: unknown })['@context']);
  const mentioned = mentionedIn(event, prefixes, factsOf(event, prefixes));
  return { ...mentioned, category: mentioned.category ?? category };
}
