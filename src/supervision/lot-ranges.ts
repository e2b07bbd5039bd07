/** The recorded lots of a range of lot codes: which are surely meant, and which may be. */
import { inLotRange, type LotRange, lotRangeOf } from '../codes/index.ts';
import { eventsOfLots, recordedOf, type Store } from '../store/index.ts';
import type { ScopeRoot } from '../trace/index.ts';

/** Lots of one product that are looked at. */
const mostLots = 20_000;
/** Events read at once. */
const together = 500;

export interface RecordedLots {
  readonly sure: readonly string[];
  readonly maybe: readonly string[];
  /** True where the product has more lots than are looked at. */
  readonly cut: boolean;
}

/** Cost: one range of the link index, as long as the records of the product; an event for each of its lots. */
export async function lotsInRange({ database, links }: Store, range: LotRange): Promise<RecordedLots> {
  const seqs = await eventsOfLots(database, range.class, mostLots);
  const sure = new Set<string>();
  const maybe = new Set<string>();
  const distinct = [...new Set(seqs)];
  for (let i = 0; i < distinct.length; i += together) {
    const events = await links.events(distinct.slice(i, i + together));
    for (const { facts } of events.values())
      for (const { id, lot } of facts.participants)
        for (const each of lot === undefined ? [id] : [id, lot]) {
          const is = inLotRange(range, each);
          if (is !== 'no') (is === 'sure' ? sure : maybe).add(each);
        }
  }
  return { sure: [...sure].sort(), maybe: [...maybe].sort(), cut: seqs.length >= mostLots };
}

/** Things and ranges of lots as the search begins with them. */
export async function rootsWithLots(store: Store, roots: readonly string[]): Promise<ScopeRoot[]> {
  const found = new Map<string, ScopeRoot>();
  for (const id of roots) {
    // Two dots may stand in the code of one lot too: that counts where it is on record.
    const range = lotRangeOf(id);
    if (range === undefined || (await recordedOf(store.database, [id])).size > 0) found.set(id, { id });
    else {
      const { sure, maybe } = await lotsInRange(store, range);
      for (const lot of sure) found.set(lot, { id: lot });
      for (const lot of maybe) if (!found.has(lot)) found.set(lot, { id: lot, maybe: true });
    }
  }
  return [...found.values()];
}
